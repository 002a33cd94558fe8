//! Look through the whole store, or an exported log.

use super::log::{read_key, read_policy};
use super::out::out;
use crate::Outcome;
use crate::args::{Format, Verify};
use crate::source::{self, Ground};
use anyhow::{Result, anyhow};
use ledger::{Export, Report, Verifying};
use publish::Table;

pub fn verify(ground: Ground<'_>, format: Format, asked: &Verify) -> Result<Outcome> {
    let report = match &asked.folder {
        Some(folder) => {
            let key = asked.key.as_deref().map(read_key).transpose()?;
            match Export::read(folder, key.as_ref()) {
                Ok(export) => export.verify(&ground.book()?.vocabulary),
                Err(error) => Report { differences: vec![error.to_string()], ..Report::default() },
            }
        }
        None => of_store(ground, asked)?,
    };
    match format {
        Format::Json => out(&format!("{}\n", json(&report))),
        Format::Csv => out(&table(&report).csv()),
        _ => out(&told(&report)),
    }
    Ok(if report.differences.is_empty() { Outcome::Done } else { Outcome::Found })
}

fn of_store(ground: Ground<'_>, asked: &Verify) -> Result<Report> {
    let book = ground.book()?;
    let policy = asked.policy.as_deref().map(read_policy).transpose()?;
    source::runtime()?.block_on(async {
        let ledger = ground.held_ledger().await?;
        let verifying = Verifying { vocabulary: Some(&book.vocabulary), policy: policy.as_ref() };
        let report = ledger.verify(&verifying).await?;
        if let Some(key) = asked.key.as_deref().map(read_key).transpose()?
            && ledger.identity().await?.is_some_and(|own| own != key)
        {
            return Err(anyhow!("the log of this store has another key than the one named"));
        }
        Ok(report)
    })
}

fn told(report: &Report) -> String {
    let mut text = format!(
        "{} entries, root {}\n{} checkpoints agree with them, {} entries are not signed yet\n{} documents, {} restricted payloads\n",
        report.entries, report.root, report.checkpoints, report.unsigned, report.documents, report.payloads
    );
    match report.differences.len() {
        0 => text.push_str("nothing differs\n"),
        many => {
            text = report.differences.iter().map(|d| format!("differs: {d}\n")).collect();
            text.push_str(&format!("{many} differences\n"));
        }
    }
    text
}

fn json(report: &Report) -> serde_json::Value {
    serde_json::json!({
        "entries": report.entries, "root": report.root, "checkpoints": report.checkpoints, "unsigned": report.unsigned,
        "documents": report.documents, "payloads": report.payloads, "differences": report.differences,
    })
}

fn table(report: &Report) -> Table {
    let mut table = Table::new(&["difference"]);
    report.differences.iter().for_each(|d| table.push(vec![d.clone()]));
    table
}
