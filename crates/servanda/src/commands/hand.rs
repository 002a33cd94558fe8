//! What is entered by hand: corrections, documents behind facts, payloads that are not public.

use super::log::random;
use super::out::out;
use super::{entered, print};
use crate::args::{Correct, Evidence, Format, Restricted};
use crate::source::{self, Ground};
use crate::{Outcome, clock};
use anyhow::{Context, Result, bail};
use ledger::{Attaching, Correcting};
use publish::Table;
use std::io::Write;
use std::path::Path;

/// The largest document that is taken in.
const LARGEST: u64 = 64 << 20;

/// `servanda correct`.
pub fn correct(ground: Ground<'_>, asked: &Correct) -> Result<Outcome> {
    let world = ground.world()?;
    let replacement = match &asked.with {
        None => None,
        Some(file) => {
            let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
            let read = intake::read_table(&file.display().to_string(), &text, &world.book.vocabulary, &world.gazetteer);
            let facts = read.map_err(|problems| anyhow::anyhow!(source::told(&problems)))?;
            if facts.len() != 1 {
                bail!("{}: one row is allowed, there are {}", file.display(), facts.len());
            }
            facts.into_iter().next()
        }
    };
    let after = source::runtime()?.block_on(async {
        let ledger = ground.held_ledger().await?;
        let correcting = Correcting {
            fact: &asked.fact,
            replacement: replacement.as_ref(),
            reason: &asked.reason,
            evidence: &asked.evidence,
            published: asked.published.unwrap_or_else(clock::today),
            key: asked.key.as_deref(),
        };
        let written = ledger.correct(&correcting, &world.book.vocabulary).await?;
        let since = ledger.since(world.register.entries(), &world.book.vocabulary).await?;
        anyhow::Ok((written, world.with(since.facts, since.corrections).attach(since.evidence)))
    });
    let (written, after) = after?;
    if written.again {
        out(&format!("this correction is on record already: entry {}\n", written.last));
        return Ok(Outcome::Done);
    }
    let changes = findings::changes_of_entries(&world, &after, clock::today());
    out(&format!("{}: {}\n", entered::entries(&(written.first..=written.last)), entered::changes(&changes, "changed")));
    Ok(Outcome::Done)
}

/// `servanda evidence`.
pub fn evidence(ground: Ground<'_>, format: Format, what: &Evidence) -> Result<Outcome> {
    let book = ground.book()?;
    match what {
        Evidence::Add { file, fact, media_type, name } => source::runtime()?.block_on(async {
            let ledger = ground.held_ledger().await?;
            let own = file.file_name().unwrap_or_default().to_string_lossy();
            let document = read_file(file)?;
            let attaching = Attaching {
                fact,
                document: &document,
                media_type: media_type.as_deref().unwrap_or_else(|| told_from_ending(file)),
                name: name.as_deref().unwrap_or(&own),
                key: None,
            };
            let written = ledger.attach(&attaching).await?;
            let again = if written.again { " already" } else { "" };
            out(&format!("entry {}{again}: {} stands behind {fact}\n", written.last, ledger::fingerprint(&document)));
            Ok(Outcome::Done)
        }),
        Evidence::List => {
            let held =
                source::runtime()?.block_on(async { anyhow::Ok(ground.held_ledger().await?.since(0, &book.vocabulary).await?) });
            let mut table = Table::new(&["entry", "fact", "sha256", "bytes", "media_type", "name"]);
            for e in held?.evidence {
                table.push(vec![e.entry.to_string(), e.fact, e.sha256, e.bytes.to_string(), e.media_type, e.name]);
            }
            let json = table.json();
            print(format, || table, || Ok(serde_json::json!({ "evidence": json }).to_string()))
        }
    }
}

/// What kind of file a name's ending tells of.
fn told_from_ending(file: &Path) -> &'static str {
    let ending = file.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    match ending.as_str() {
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "html" | "htm" => "text/html",
        "txt" => "text/plain",
        "csv" => "text/csv",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "eml" => "message/rfc822",
        _ => "application/octet-stream",
    }
}

fn read_file(file: &Path) -> Result<Vec<u8>> {
    let size = std::fs::metadata(file).with_context(|| format!("{} cannot be read", file.display()))?.len();
    if size > LARGEST {
        bail!("{} has {} MB; a document has at most {} MB", file.display(), size >> 20, LARGEST >> 20);
    }
    std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
}

/// `servanda restricted`.
pub fn restricted(ground: Ground<'_>, format: Format, what: &Restricted) -> Result<Outcome> {
    source::runtime()?.block_on(async {
        let ledger = match what {
            Restricted::Put { .. } => ground.ledger().await?,
            _ => ground.held_ledger().await?,
        };
        match what {
            Restricted::Put { file, key } => {
                let number = ledger.seal(key, &read_file(file)?, random()?).await?;
                out(&format!("restricted entry {number}\n"));
            }
            Restricted::Get { number } => match ledger.unsealed(*number).await? {
                Some(payload) => std::io::stdout().lock().write_all(&payload).context("the payload cannot be written out")?,
                None => bail!("there is no restricted payload {number}: it was erased, or never there"),
            },
            Restricted::Erase { number, reason } => {
                if !ledger.erase(*number, reason).await? {
                    bail!("there is no restricted payload {number}: it was erased, or never there");
                }
                out(&format!("restricted payload {number} is erased; that it was stays on record\n"));
            }
            Restricted::List => {
                let mut table = Table::new(&["entry", "what", "commitment", "erased", "reason"]);
                for (number, line) in ledger.restricted().await? {
                    let number = number.to_string();
                    table.push(match line {
                        ledger::Restricted::Sealed { commitment } => {
                            vec![number, "sealed".to_owned(), commitment, String::new(), String::new()]
                        }
                        ledger::Restricted::Erased { number: erased, reason } => {
                            vec![number, "erased".to_owned(), String::new(), erased.to_string(), reason]
                        }
                    });
                }
                let json = table.json();
                return print(format, || table, || Ok(serde_json::json!({ "restricted": json }).to_string()));
            }
        }
        Ok(Outcome::Done)
    })
}
