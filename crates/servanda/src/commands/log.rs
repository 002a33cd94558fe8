//! The public log: its key, checkpoints, receipts, export, and a store made out of an export.

use super::out::{out, warned};
use crate::args::{CheckReceipt, Key, Receipt};
use crate::source::{self, Ground};
use crate::{Outcome, clock};
use anyhow::{Context, Result, anyhow, bail};
use ledger::{Export, Ledger, Log};
use std::path::Path;
use tlog::{Policy, Proof, PublicKey};

/// The log of a store, begun where it has not begun: with the key beside the store, or a new one.
pub async fn open(ledger: &Ledger, origin: Option<&str>) -> Result<Log> {
    if ledger.identity().await?.is_none() {
        let key = match ledger.keys().secret()? {
            Some(key) => key,
            None => make_key(ledger, origin)?,
        };
        ledger.begin_log(&key.public()).await?;
    }
    let log = Log::open(ledger).await?.ok_or_else(|| anyhow!("the log has not begun"))?;
    if origin.is_some_and(|origin| origin != log.key().name()) {
        bail!("the log of this store is {}; its name cannot be changed", log.key().name());
    }
    Ok(log)
}

fn make_key(ledger: &Ledger, origin: Option<&str>) -> Result<tlog::SecretKey> {
    let seed = random()?;
    let origin = match origin {
        Some(origin) => origin.to_owned(),
        // A name that no other log has: the beginning of the key itself.
        None => {
            let key = tlog::SecretKey::from_seed("unnamed", tlog::Algorithm::Ed25519, seed)?;
            format!("servanda.invalid/{}", key.public().bytes().iter().take(6).map(|b| format!("{b:02x}")).collect::<String>())
        }
    };
    Ok(ledger.keys().make(&origin, seed)?)
}

/// 32 bytes that nobody can guess.
pub fn random() -> Result<[u8; 32]> {
    let mut bytes = [0; 32];
    let got =
        rustix::rand::getrandom(&mut bytes, rustix::rand::GetRandomFlags::empty()).context("the system gives no random bytes")?;
    if got == bytes.len() { Ok(bytes) } else { bail!("the system gave only {got} random bytes") }
}

/// `servanda key`.
pub fn key(ground: Ground<'_>, what: &Key) -> Result<Outcome> {
    source::runtime()?.block_on(async {
        match what {
            Key::New { origin } => {
                let ledger = ground.ledger().await?;
                if let Some(key) = ledger.identity().await? {
                    bail!("the log of this store has a key already: {key}");
                }
                let key = ledger.keys().make(origin, random()?)?;
                ledger.begin_log(&key.public()).await?;
                out(&format!("{}\n", key.public()));
            }
            Key::Show => {
                let key = ground.held_ledger().await?.identity().await?;
                out(&format!(
                    "{}\n",
                    key.ok_or_else(|| anyhow!("the log of this store has not begun\n  hint: servanda key new"))?
                ));
            }
        }
        Ok(Outcome::Done)
    })
}

/// `servanda checkpoint`.
pub fn checkpoint(ground: Ground<'_>) -> Result<Outcome> {
    source::runtime()?.block_on(async {
        let ledger = ground.held_ledger().await?;
        let log = open(&ledger, None).await?;
        if !log.signs() {
            bail!("the key of the log {} is not in {}", log.key().name(), ledger.keys().folder().display());
        }
        log.sign_restricted(clock::now()).await?;
        let signed = log.sign(clock::now()).await?;
        let signed = match signed {
            Some(signed) => Some(signed),
            None => ledger.newest(ledger::Kind::Public).await?,
        };
        out(&signed.map(|s| s.published()).unwrap_or_default());
        Ok(Outcome::Done)
    })
}

/// `servanda receipt`.
pub fn receipt(ground: Ground<'_>, asked: &Receipt) -> Result<Outcome> {
    if let Some(CheckReceipt::Verify { file, key, policy }) = &asked.check {
        return verify_receipt(ground, file, key.as_deref(), policy.as_deref());
    }
    let entry = asked.entry.as_deref().unwrap_or_default();
    source::runtime()?.block_on(async {
        let ledger = ground.held_ledger().await?;
        let number = match entry.parse() {
            Ok(number) => number,
            Err(_) => {
                let found = ledger.entry_of(entry).await?;
                found.ok_or_else(|| {
                    anyhow!("there is no entry \"{entry}\"; name a number, or the id of a fact, e.g. per-3f9a01bc22")
                })?
            }
        };
        let log = Log::open(&ledger)
            .await?
            .ok_or_else(|| anyhow!("the log of this store has not begun\n  hint: servanda checkpoint"))?;
        let receipt = log.receipt(number).await?;
        let receipt = receipt.ok_or_else(|| {
            anyhow!("entry {number} is not signed yet, or not there\n  hint: servanda checkpoint signs what was entered")
        })?;
        match &asked.out {
            Some(file) => {
                std::fs::write(file, receipt.to_string()).with_context(|| format!("{} cannot be written", file.display()))?
            }
            None => out(&receipt.to_string()),
        }
        Ok(Outcome::Done)
    })
}

fn verify_receipt(ground: Ground<'_>, file: &Path, key: Option<&str>, policy: Option<&Path>) -> Result<Outcome> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let receipt: Proof = text.parse().with_context(|| format!("{} is not a receipt", file.display()))?;
    let policy = match (policy, key) {
        (Some(file), _) => read_policy(file)?,
        (None, Some(key)) => Policy::of_log(read_key(key)?),
        (None, None) => Policy::of_log(own_key(ground)?),
    };
    match ledger::shown_by(&receipt, &policy) {
        Ok((leaf, judged)) => {
            let seen =
                if judged.witnessed.is_empty() { String::new() } else { format!("; seen by {}", judged.witnessed.join(", ")) };
            out(&format!("entry {} is in the log{seen}:\n{leaf}\n", receipt.index + 1));
            Ok(Outcome::Done)
        }
        Err(why) => {
            warned(&format!("the receipt does not hold: {why}\n"));
            Ok(Outcome::Found)
        }
    }
}

fn own_key(ground: Ground<'_>) -> Result<PublicKey> {
    let key = source::runtime()?.block_on(async { anyhow::Ok(ground.held_ledger().await?.identity().await?) });
    key?.ok_or_else(|| anyhow!("the log of this store has not begun\n  hint: name the log's key with --key"))
}

/// A key, or a file that holds one.
pub fn read_key(text: &str) -> Result<PublicKey> {
    let held = std::fs::read_to_string(text).ok();
    let text = held.as_deref().unwrap_or(text).trim();
    text.parse().map_err(|e| anyhow!("{e}"))
}

/// Whom to believe.
pub fn read_policy(file: &Path) -> Result<Policy> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    text.parse().map_err(|e| anyhow!("{}: {e}", file.display()))
}

/// `servanda export`.
pub fn export(ground: Ground<'_>, folder: &Path) -> Result<Outcome> {
    let book = ground.book()?;
    source::runtime()?.block_on(async {
        let ledger = ground.held_ledger().await?;
        let log = open(&ledger, None).await?;
        if log.signs() {
            log.sign(clock::now()).await?;
        }
        let entries = log.export(folder, &book.vocabulary).await?;
        let entries = entries
            .ok_or_else(|| anyhow!("nothing is signed yet, and the key of the log is not here: there is nothing to export"))?;
        out(&format!("{entries} entries of the log {} are in {}\n", log.key().name(), folder.display()));
        Ok(Outcome::Done)
    })
}

/// `servanda rebuild`.
pub fn rebuild(ground: Ground<'_>, folder: &Path, key: Option<&str>) -> Result<Outcome> {
    let key = key.map(read_key).transpose()?;
    let export = Export::read(folder, key.as_ref())?;
    // What the entries say has to be readable before anything is written.
    export.read_entries(&ground.book()?.vocabulary)?;
    source::runtime()?.block_on(async {
        let ledger = ground.ledger().await?;
        if ledger.entries().await? > 0 {
            bail!("the store at {} holds entries already\n  hint: name a new one with --db, or bring this one up to date with servanda reconcile --mirror", ground.db);
        }
        let taken = ledger.take(&export, clock::now()).await?;
        out(&format!("{taken} entries of the log {}, as they were signed\n", export.key.name()));
        Ok(Outcome::Done)
    })
}
