//! Copies of the store, and what is done with one that was put back.

use super::{log, out::out};
use crate::args::Reconcile;
use crate::source::{self, Ground};
use crate::{Outcome, clock};
use anyhow::{Context, Result, bail};
use ledger::Export;
use std::path::Path;

/// `servanda backup`.
pub fn backup(ground: Ground<'_>, file: &Path) -> Result<Outcome> {
    source::runtime()?.block_on(async {
        let ledger = ground.held_ledger().await?;
        let entries = ledger.backup(file).await?;
        let keys = ledger.keys().folder().display().to_string();
        out(&format!(
            "{entries} entries are in {}\nthe key in {keys} is not, nor are the documents in {}: keep them apart from it\n",
            file.display(),
            ledger.files().folder().display()
        ));
        Ok(Outcome::Done)
    })
}

/// `servanda restore`.
pub fn restore(ground: Ground<'_>, file: &Path) -> Result<Outcome> {
    source::runtime()?.block_on(async {
        let entries = ground.ledger().await?.restore(file).await?;
        out(&format!(
            "{entries} entries are back. The store can be read; it takes no entries and signs nothing until it is compared with what was signed:\n  servanda reconcile [--mirror FOLDER] [--checkpoint FILE]\n"
        ));
        Ok(Outcome::Done)
    })
}

/// `servanda restore --new-log`.
pub fn begin_anew(ground: Ground<'_>, file: &Path, name: &str, reason: &str) -> Result<Outcome> {
    source::runtime()?.block_on(async {
        let ledger = ground.ledger().await?;
        let keys = ledger.keys();
        if keys.secret()?.is_some_and(|key| key.public().name() != name) {
            let folder = keys.folder().display();
            bail!("{folder} holds the key of another log\n  hint: the new log needs a folder of its own for its key: --keys FOLDER");
        }
        let key = keys.make(name, log::random()?)?;
        let entries = ledger.restore_as_new_log(file, &key.public(), reason).await?;
        for earlier in ledger.follows().await? {
            out(&format!("the log {} ended: {} ({} of its entries are known to be signed)\n", earlier.origin(), earlier.reason, earlier.signed()));
        }
        out(&format!(
            "{entries} entries are the beginning of the log {name}; it can be served, takes entries and signs\nits key, for readers, mirrors and witnesses: {}\n",
            key.public()
        ));
        Ok(Outcome::Done)
    })
}

/// `servanda reconcile`.
pub fn reconcile(ground: Ground<'_>, asked: &Reconcile) -> Result<Outcome> {
    let read =
        |file: &std::path::PathBuf| std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()));
    let mut checkpoints = asked.checkpoint.iter().map(read).collect::<Result<Vec<String>>>()?;
    source::runtime()?.block_on(async {
        let ledger = ground.held_ledger().await?;
        if let Some(folder) = &asked.mirror {
            let export = Export::read(folder, ledger.identity().await?.as_ref())?;
            checkpoints.push(export.note()?);
            let taken = ledger.take(&export, clock::now()).await?;
            out(&format!("{taken} entries taken from {}\n", folder.display()));
        }
        let size = ledger.reconcile(&checkpoints).await?;
        out(&format!("the store holds everything that was signed, {size} entries, and takes entries again\n"));
        Ok(Outcome::Done)
    })
}
