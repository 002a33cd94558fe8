//! Signing the log. What is signed cannot be taken back, so everything is looked at once more before.

use crate::edge::Edge;
use crate::keys::Kind;
use crate::log::Signed;
use crate::store::Arg;
use crate::{Ledger, LedgerError, Log};
use tlog::{Checkpoint, Hash, Note, PublicKey, SecretKey, Verified};

/// How many entries are read again at once before signing.
const AT_ONCE: i64 = 4_096;

impl Log {
    /// Signs what was entered since the last checkpoint; none where there is nothing new, or the key is not here. `now` is in seconds
    /// since 1970.
    ///
    /// The tree has to give the roots that were signed before, by this store and from here. Every new entry is read again from the
    /// store, has to have the hash that the tree has, and the root is made of these hashes a second time, past the tree: a bit that
    /// flipped anywhere in memory or on the disk is found, and nothing is signed.
    pub async fn sign(&self, now: u64) -> Result<Option<Signed>, LedgerError> {
        let Some(secret) = &self.secret else { return Ok(None) };
        if let Some(closed @ LedgerError::Behind { .. }) = self.ledger().closed() {
            return Err(closed);
        }
        // What was signed elsewhere meanwhile is looked up first: the entries it covers are then there.
        let beside = self.ledger().keys().last_signed(Kind::Public, self.key())?;
        let before = self.ledger().newest(Kind::Public).await?;
        let size = self.catch_up().await?;
        if let Some((signed, _)) = &beside {
            fits(signed, self.key(), |size| self.root_at(size))?;
        }
        if size == 0 || before.as_ref().is_some_and(|b| b.size >= size) {
            return Ok(None);
        }
        let agreed = match &before {
            Some(signed) => self.agrees(&signed.note)?,
            None => 0,
        };
        let root = self.reckoned(agreed, size).await?;
        let note = note(secret, self.key(), &Checkpoint { origin: self.key().name().to_owned(), size, root })?;
        let signing = Signing { log: Kind::Public, key: self.key(), size, now, note: &note };
        self.ledger().put(&signing, |size| self.root_at(size)).await
    }

    /// Whether the tree gives the root of a checkpoint of this log; its size.
    pub(crate) fn agrees(&self, note: &str) -> Result<u64, LedgerError> {
        agrees(note, self.key(), |size| self.root_at(size))
    }

    /// The root of the first `to` entries, made of those `from` on as they are read from the store now, and of the edge of those before.
    async fn reckoned(&self, from: u64, to: u64) -> Result<Hash, LedgerError> {
        let lost = || not_signed("the tree kept in memory lost entries; start the program again");
        let mut edge = self.read(|tree| Edge::of(tree, from)).ok_or_else(lost)?;
        if Some(edge.root()) != self.root_at(from) {
            return Err(lost());
        }
        let (mut at, to_entry) = (i64::try_from(from).unwrap_or(i64::MAX), i64::try_from(to).unwrap_or(i64::MAX));
        while at < to_entry {
            let end = to_entry.min(at + AT_ONCE);
            let leaves = self.ledger().leaves_between(at, end).await?;
            if i64::try_from(leaves.len()).ok() != Some(end - at) {
                return Err(not_signed(&format!("of the entries {} to {end} some are missing", at + 1)));
            }
            for (number, leaf) in leaves {
                edge.push(self.is_entry(number, &leaf).map_err(|e| not_signed(&e.why()))?);
            }
            at = end;
        }
        match self.root_at(to) {
            Some(root) if root == edge.root() => Ok(root),
            _ => Err(not_signed("the tree kept in memory is not that of the entries; start the program again")),
        }
    }
}

/// Whether a checkpoint is signed by the key and has the root that there is at its size; its size.
pub(crate) fn agrees(note: &str, key: &PublicKey, root_at: impl Fn(u64) -> Option<Hash>) -> Result<u64, LedgerError> {
    let note: Note = note.parse().map_err(|e: tlog::TlogError| not_signed(&e.to_string()))?;
    let signed = Checkpoint::parse(&note.text).map_err(|e| not_signed(&e.to_string()))?;
    if !matches!(key.verify(&note), Verified::Yes { .. }) || signed.origin != key.name() {
        return Err(not_signed(&format!(
            "the checkpoint of {} entries on record is not signed by the key of {}",
            signed.size,
            key.name()
        )));
    }
    fits(&signed, key, root_at)?;
    Ok(signed.size)
}

/// Whether there is the root of a checkpoint at its size.
fn fits(signed: &Checkpoint, key: &PublicKey, root_at: impl Fn(u64) -> Option<Hash>) -> Result<(), LedgerError> {
    if root_at(signed.size) == Some(signed.root) {
        return Ok(());
    }
    let (size, log) = (signed.size, key.name());
    Err(not_signed(&format!("the first {size} entries of {log} are not those that were signed before")))
}

/// Signs a checkpoint, and checks the signature: one that a fault of the machine made wrong gives away the key.
pub(crate) fn note(secret: &SecretKey, key: &PublicKey, checkpoint: &Checkpoint) -> Result<String, LedgerError> {
    let text = checkpoint.text();
    let note = Note { signatures: vec![secret.sign_note(&text)], text };
    match key.verify(&note) {
        Verified::Yes { .. } => Ok(note.to_string()),
        _ => Err(not_signed("the signature did not hold")),
    }
}

/// A checkpoint that was signed and is to be put on record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signing<'a> {
    pub log: Kind,
    pub key: &'a PublicKey,
    pub size: u64,
    pub now: u64,
    pub note: &'a str,
}

impl Ledger {
    /// Puts a checkpoint on record, first beside the store, so that a store put back to an older copy is noticed, then in it. Whoever
    /// signs at the same time waits: what is on record only ever grows. None where others signed as much meanwhile.
    pub(crate) async fn put(
        &self,
        signing: &Signing<'_>,
        root_at: impl Fn(u64) -> Option<Hash>,
    ) -> Result<Option<Signed>, LedgerError> {
        const NEWEST: &str = "select size from checkpoint where log = $1 order by size desc limit 1";
        const INSERT: &str =
            "insert into checkpoint (log, size, signed_at, note) values ($1, $2, $3, $4) on conflict (log, size) do nothing";
        let Signing { log, key, size, now, note } = *signing;
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let mut writing = self.begin_in_reserve().await?;
        let written = async {
            let newest = writing.number(NEWEST, &[Arg::T(log.name())]).await?.unwrap_or(-1);
            let beside = self.keys().last_signed(log, key)?;
            if newest >= count(size) || beside.as_ref().is_some_and(|(signed, _)| signed.size > size) {
                return Ok(false);
            }
            if let Some((signed, earlier)) = &beside {
                fits(signed, key, &root_at)?;
                if newest < count(signed.size) {
                    // Signed, and then the program was stopped before it came into the store.
                    let row = [Arg::T(log.name()), Arg::N(count(signed.size)), Arg::N(count(now)), Arg::T(earlier)];
                    writing.run(INSERT, &row).await?;
                }
            }
            self.keys().remember(log, note)?;
            writing.run(INSERT, &[Arg::T(log.name()), Arg::N(count(size)), Arg::N(count(now)), Arg::T(note)]).await?;
            writing.commit().await?;
            Ok(true)
        };
        match self.heard(written.await)? {
            true => self.checkpoint(log, size).await,
            false => Ok(None),
        }
    }
}

pub(crate) fn not_signed(why: &str) -> LedgerError {
    LedgerError::NotSigned { why: why.to_owned() }
}
