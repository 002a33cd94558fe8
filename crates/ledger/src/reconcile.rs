//! Taking entries from an exported log: to make a store out of it, and to bring a restored one to where the log was.

use crate::entering::{FACT, enter};
use crate::keys::Kind;
use crate::leaf::Leaf;
use crate::store::{Arg, Writing};
use crate::{Export, Ledger, LedgerError, follows};
use std::collections::HashSet;
use tlog::{Checkpoint, Note, PublicKey, Tree, Verified, leaf_hash};

/// How many entries are looked at at once.
const AT_ONCE: i64 = 4_096;

impl Ledger {
    /// Takes from an exported log what this store does not hold yet; how many entries that are. Refused where the two differ in what
    /// both hold, where the export is not of the log that was signed here, and for another log's export. A store that held nothing is
    /// then like a restored one: it waits to be compared with what was signed.
    pub async fn take(&self, export: &Export, now: u64) -> Result<usize, LedgerError> {
        let own = self.identity().await?;
        if let Some(own) = own.as_ref().filter(|own| **own != export.key) {
            return Err(behind(format!("this store is of the log {}, the export of {}", own.name(), export.key.name())));
        }
        self.was_signed(export).await?;
        // Documents first, so that the ledger never names one that is not there.
        for document in export.documents()? {
            self.files().keep(&document)?;
        }
        let mut writing = self.begin_behind().await?;
        let written = async {
            let held = same(&mut writing, export).await?;
            let known = usize::try_from(held).unwrap_or(usize::MAX);
            let new = leaves(export, known)?;
            if own.is_none() {
                writing.run("insert into identity (one, vkey) values (1, $1)", &[Arg::T(&export.key.to_string())]).await?;
                let says = format!("the exported log {}", export.key.name());
                let statement = "insert into memory (name, says) values ('restored', $1) on conflict (name) do nothing";
                writing.run(statement, &[Arg::T(&says)]).await?;
                if let Some(told) = &export.follows {
                    let statement = "insert into memory (name, says) values ($1, $2) on conflict (name) do nothing";
                    writing.run(statement, &[Arg::T(follows::NAME), Arg::T(told)]).await?;
                }
            }
            enter(&mut writing, held, &new.iter().collect::<Vec<_>>()).await?;
            checkpoints(&mut writing, export, now).await?;
            writing.commit().await?;
            Ok(new.len())
        };
        let taken = self.heard(written.await)?;
        self.look_behind().await?;
        Ok(taken)
    }

    /// Refuses an export that is not of the history that was signed here: once taken, its entries could not be taken out again.
    async fn was_signed(&self, export: &Export) -> Result<(), LedgerError> {
        let beside = self.keys().last_signed(Kind::Public, &export.key)?.map(|(signed, _)| signed);
        let within = self.newest(Kind::Public).await?.map(|signed| signed.checkpoint()).transpose()?;
        for signed in [beside, within].into_iter().flatten() {
            if export.root_at(signed.size).is_some_and(|root| root != signed.root) {
                let size = signed.size;
                return Err(behind(format!("the first {size} entries of the export are not those that were signed")));
            }
        }
        Ok(())
    }

    /// Compares a restored store with checkpoints that were signed, and lets it go on where it holds all they cover. Returns the
    /// greatest size among them. The entries are hashed for it once more.
    pub async fn reconcile(&self, checkpoints: &[String]) -> Result<u64, LedgerError> {
        let key = self.identity().await?.ok_or_else(|| behind("this store has no log yet".to_owned()))?;
        let beside = self.keys().last_signed(Kind::Public, &key)?.map(|(_, note)| note);
        if beside.is_none() && checkpoints.is_empty() {
            return Err(behind("there is no checkpoint to compare it with: neither beside the store nor named".to_owned()));
        }
        let within = self.newest(Kind::Public).await?.map(|signed| signed.note);
        let tree = self.tree_of_leaves().await?;
        let mut greatest = 0;
        for text in [&beside, &within].into_iter().flatten().chain(checkpoints) {
            greatest = greatest.max(covers(text, &key, &tree)?);
        }
        let mut writing = self.begin_behind().await?;
        let written = async {
            writing.run("delete from memory where name = 'restored'", &[]).await?;
            writing.commit().await
        };
        self.heard(written.await)?;
        self.look_behind().await?;
        match self.closed() {
            Some(still @ LedgerError::Behind { .. }) => Err(still),
            _ => Ok(greatest),
        }
    }

    async fn tree_of_leaves(&self) -> Result<Tree, LedgerError> {
        let (mut tree, mut at) = (Tree::new(), 0);
        loop {
            let leaves = self.leaves_between(at, at + AT_ONCE).await?;
            if leaves.is_empty() {
                return Ok(tree);
            }
            for (number, leaf) in leaves {
                at += 1;
                if number != at {
                    return Err(LedgerError::Entry { entry: at, why: "it is missing".to_owned() });
                }
                tree.push(leaf_hash(leaf.as_bytes()));
            }
        }
    }
}

/// The leaves of an export after the first so many. No fact is in a log twice.
fn leaves(export: &Export, known: usize) -> Result<Vec<Leaf>, LedgerError> {
    let mut facts = HashSet::new();
    let mut leaves = Vec::new();
    for (entry, text) in (1..).zip(&export.leaves) {
        let leaf = Leaf::read(text).map_err(|why| LedgerError::Entry { entry, why })?;
        if leaf.what == FACT && !facts.insert(leaf.fact.clone()) {
            return Err(LedgerError::Entry { entry, why: "the same fact is in the log twice".to_owned() });
        }
        leaves.push(leaf);
    }
    Ok(leaves.split_off(known.min(leaves.len())))
}

/// How many entries the store holds, where they are those of the export as far as both go.
async fn same(writing: &mut Writing, export: &Export) -> Result<i64, LedgerError> {
    let held = writing.number("select coalesce(max(number), 0) from entry", &[]).await?.unwrap_or(0);
    let both = held.min(i64::try_from(export.leaves.len()).unwrap_or(i64::MAX));
    let (mut at, mut theirs) = (0, (1..).zip(&export.leaves));
    while at < both {
        let end = both.min(at + AT_ONCE);
        let mut ours = writing.leaves(at, end).await?.into_iter();
        for (number, leaf) in theirs.by_ref().take(usize::try_from(end - at).unwrap_or(usize::MAX)) {
            if ours.next() != Some((number, leaf.clone())) {
                return Err(behind(format!("entry {number} differs between this store and the export")));
            }
        }
        at = end;
    }
    Ok(held)
}

/// Puts on record what was signed of the export. The lines of witnesses stay out: they are asked again.
async fn checkpoints(writing: &mut Writing, export: &Export, now: u64) -> Result<(), LedgerError> {
    let statement =
        "insert into checkpoint (log, size, signed_at, note) values ($1, $2, $3, $4) on conflict (log, size) do nothing";
    for (size, note) in &export.notes {
        let (size, now) = (i64::try_from(*size).unwrap_or(i64::MAX), i64::try_from(now).unwrap_or(i64::MAX));
        let note: Note = note.parse().map_err(|e: tlog::TlogError| LedgerError::NotSigned { why: e.to_string() })?;
        let own = note.signatures.iter().filter(|s| s.name == export.key.name() && s.id == export.key.id()).cloned().collect();
        let note = Note { text: note.text, signatures: own }.to_string();
        writing.run(statement, &[Arg::T(Kind::Public.name()), Arg::N(size), Arg::N(now), Arg::T(&note)]).await?;
    }
    Ok(())
}

/// Whether a tree has all that a checkpoint covers; its size.
fn covers(text: &str, key: &PublicKey, tree: &Tree) -> Result<u64, LedgerError> {
    let bad = |e: tlog::TlogError| behind(format!("a checkpoint cannot be read: {e}"));
    let note: Note = text.parse().map_err(bad)?;
    let signed = Checkpoint::parse(&note.text).map_err(bad)?;
    if !matches!(key.verify(&note), Verified::Yes { .. }) || signed.origin != key.name() {
        return Err(behind(format!("a checkpoint of {} entries is not signed by this log's key", signed.size)));
    }
    match tree.root_at(signed.size) {
        Some(root) if root == signed.root => Ok(signed.size),
        Some(_) => Err(behind(format!("its first {} entries are not those that were signed", signed.size))),
        None => {
            let (held, size) = (tree.size(), signed.size);
            Err(behind(format!("it holds {held} entries, and {size} were signed; take what is missing from a mirror")))
        }
    }
}

fn behind(why: String) -> LedgerError {
    LedgerError::Behind { why }
}
