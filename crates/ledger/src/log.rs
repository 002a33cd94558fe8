//! The public log: the tree over all entries, kept in memory, and what is served of it: checkpoints, tiles, proofs.

use crate::keys::Kind;
use crate::store::{Arg, LEAVES, reading};
use crate::{Ledger, LedgerError};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};
use tlog::{Checkpoint, Hash, Level, Note, Proof, PublicKey, SecretKey, Tile, Tree, included, leaf_hash};

/// The log of a store. It is cheap to clone; all clones see the same tree.
#[derive(Clone, Debug)]
pub struct Log {
    ledger: Ledger,
    key: PublicKey,
    pub(crate) secret: Option<Arc<SecretKey>>,
}

/// A checkpoint that was signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signed {
    /// How many entries it covers.
    pub size: u64,
    /// When, in seconds since 1970.
    pub signed_at: u64,
    /// The note, as the log signed it.
    pub note: String,
    /// What witnesses signed under it, a line each.
    pub cosignatures: Vec<String>,
}

impl Signed {
    /// What it says.
    pub(crate) fn checkpoint(&self) -> Result<Checkpoint, LedgerError> {
        let note: Result<Note, _> = self.note.parse();
        note.and_then(|note| Checkpoint::parse(&note.text)).map_err(|e| LedgerError::NotSigned { why: e.to_string() })
    }

    /// The checkpoint as it is published: the note, and under it the lines of the witnesses.
    pub fn published(&self) -> String {
        let mut text = self.note.clone();
        for line in &self.cosignatures {
            text.push_str(line.trim_end_matches('\n'));
            text.push('\n');
        }
        text
    }
}

impl Ledger {
    /// The key of this log, written once at its beginning; none where it has not begun.
    pub async fn identity(&self) -> Result<Option<PublicKey>, LedgerError> {
        let found: Option<String> =
            reading!(&self.store, c => sqlx::query_scalar("select vkey from identity").fetch_optional(c).await?);
        let read = |text: String| text.parse().map_err(|e: tlog::TlogError| LedgerError::NotSigned { why: e.to_string() });
        found.map(read).transpose()
    }

    /// Begins the log with a key, where it has not begun; the key it has.
    pub async fn begin_log(&self, key: &PublicKey) -> Result<PublicKey, LedgerError> {
        if let Some(identity) = self.identity().await? {
            return Ok(identity);
        }
        let mut writing = self.begin().await?;
        let written = async {
            let row = [Arg::T(&key.to_string())];
            writing.run("insert into identity (one, vkey) values (1, $1) on conflict do nothing", &row).await?;
            writing.commit().await
        };
        self.heard(written.await)?;
        // A store made anew is behind what the key has signed before.
        self.look_behind().await?;
        self.identity().await?.ok_or_else(|| LedgerError::NotSigned { why: "the log has no key".to_owned() })
    }

    /// The checkpoint that covers most entries.
    pub async fn newest(&self, log: Kind) -> Result<Option<Signed>, LedgerError> {
        let statement = "select size, signed_at, note from checkpoint where log = $1 order by size desc limit 1";
        let row: Option<(i64, i64, String)> =
            reading!(&self.store, c => sqlx::query_as(statement).bind(log.name()).fetch_optional(c).await?);
        match row {
            Some(row) => Ok(Some(self.with_lines(log, row).await?)),
            None => Ok(None),
        }
    }

    /// Every checkpoint that was signed, smallest first.
    pub async fn checkpoints(&self, log: Kind) -> Result<Vec<Signed>, LedgerError> {
        let statement = "select size, signed_at, note from checkpoint where log = $1 order by size";
        let rows: Vec<(i64, i64, String)> =
            reading!(&self.store, c => sqlx::query_as(statement).bind(log.name()).fetch_all(c).await?);
        let statement = "select size, line from cosignature order by size, witness";
        let lines: Vec<(i64, String)> = match log {
            Kind::Public => reading!(&self.store, c => sqlx::query_as(statement).fetch_all(c).await?),
            Kind::Restricted => Vec::new(),
        };
        let mut of: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        lines.into_iter().for_each(|(size, line)| of.entry(size).or_default().push(line));
        Ok(rows.into_iter().map(|row| signed(&row, of.remove(&row.0).unwrap_or_default())).collect())
    }

    /// The checkpoint of that size.
    pub async fn checkpoint(&self, log: Kind, size: u64) -> Result<Option<Signed>, LedgerError> {
        let statement = "select size, signed_at, note from checkpoint where log = $1 and size = $2";
        let size = i64::try_from(size).unwrap_or(i64::MAX);
        let row: Option<(i64, i64, String)> =
            reading!(&self.store, c => sqlx::query_as(statement).bind(log.name()).bind(size).fetch_optional(c).await?);
        match row {
            Some(row) => Ok(Some(self.with_lines(log, row).await?)),
            None => Ok(None),
        }
    }

    async fn with_lines(&self, log: Kind, row: (i64, i64, String)) -> Result<Signed, LedgerError> {
        let statement = "select line from cosignature where size = $1 order by witness";
        let lines = match log {
            Kind::Public => reading!(&self.store, c => sqlx::query_scalar(statement).bind(row.0).fetch_all(c).await?),
            Kind::Restricted => Vec::new(),
        };
        Ok(signed(&row, lines))
    }

    /// Keeps what a witness signed under a checkpoint of the public log.
    pub async fn cosigned(&self, size: u64, witness: &str, line: &str) -> Result<(), LedgerError> {
        let statement = "insert into cosignature (size, witness, line) values ($1, $2, $3) \
             on conflict (size, witness) do update set line = excluded.line";
        let mut writing = self.begin().await?;
        let written = async {
            let size = i64::try_from(size).unwrap_or(i64::MAX);
            writing.run(statement, &[Arg::N(size), Arg::T(witness), Arg::T(line)]).await?;
            writing.commit().await
        };
        self.heard(written.await)
    }
}

fn signed(row: &(i64, i64, String), cosignatures: Vec<String>) -> Signed {
    let count = |n: i64| u64::try_from(n).unwrap_or(0);
    Signed { size: count(row.0), signed_at: count(row.1), note: row.2.clone(), cosignatures }
}

impl Log {
    /// The log of a store that has begun one; none where it has not. It signs where the key of the log lies beside the store.
    pub async fn open(ledger: &Ledger) -> Result<Option<Self>, LedgerError> {
        let Some(key) = ledger.identity().await? else { return Ok(None) };
        let secret = ledger.keys().secret()?.filter(|secret| secret.public() == key).map(Arc::new);
        let log = Log { ledger: ledger.clone(), key, secret };
        log.catch_up().await?;
        Ok(Some(log))
    }

    /// The key that checks its signatures.
    pub fn key(&self) -> &PublicKey {
        &self.key
    }

    /// The store it is the log of.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The key that signs the log of restricted payloads: the same one under a name of its own, so that neither log can pass for
    /// the other.
    pub(crate) fn secret_for_restricted(&self) -> Option<SecretKey> {
        self.secret.as_ref().and_then(|secret| secret.renamed(&format!("{}/restricted", self.key.name())).ok())
    }

    /// Whether the key that signs is here.
    pub fn signs(&self) -> bool {
        self.secret.is_some()
    }

    /// How many entries the tree covers.
    pub fn size(&self) -> u64 {
        self.read(Tree::size)
    }

    /// Takes in what was entered since; how many entries there are now.
    pub async fn catch_up(&self) -> Result<u64, LedgerError> {
        self.ledger.catch_up().await
    }

    /// The proof that an entry is in the log, under the newest checkpoint; none where no checkpoint covers it yet.
    pub async fn proof(&self, number: u32) -> Result<Option<Proof>, LedgerError> {
        let Some(signed) = self.ledger.newest(Kind::Public).await? else { return Ok(None) };
        self.catch_up().await?;
        let Some(index) = u64::from(number).checked_sub(1).filter(|index| *index < signed.size) else { return Ok(None) };
        let wrong = |why: &str| LedgerError::Entry { entry: i64::from(number), why: why.to_owned() };
        let hashes = self.read(|tree| tree.inclusion(index, signed.size));
        let hashes = hashes.ok_or_else(|| wrong("it was signed, and is not there any more"))?;
        // Somebody takes it away and relies on it: it is checked before, from the bytes that are kept.
        let leaf = self.ledger.leaf(number).await?.ok_or_else(|| wrong("it is missing"))?;
        let checkpoint = signed.checkpoint()?;
        if !included(&leaf_hash(leaf.as_bytes()), index, checkpoint.size, &hashes, &checkpoint.root) {
            return Err(wrong("it is not what was signed"));
        }
        Ok(Some(Proof { extra: None, index, hashes, checkpoint: signed.published() }))
    }

    /// The hashes that show that a smaller log is the beginning of a larger one.
    pub fn consistency(&self, old: u64, new: u64) -> Option<Vec<Hash>> {
        self.read(|tree| tree.consistency(old, new))
    }

    /// The root of the first so many entries.
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        self.read(|tree| tree.root_at(size))
    }

    /// A tile, of what was signed: hashes, or entries. None where the signed log has no such tile.
    pub async fn tile(&self, tile: &Tile) -> Result<Option<Vec<u8>>, LedgerError> {
        let Some(signed) = self.ledger.newest(Kind::Public).await? else { return Ok(None) };
        if !tile.within(signed.size) {
            return Ok(None);
        }
        self.catch_up().await?;
        match tile.level {
            Level::Hashes(_) => Ok(self.read(|tree| tree.tile(tile))),
            Level::Entries => self.bundle(tile).await,
        }
    }

    async fn bundle(&self, tile: &Tile) -> Result<Option<Vec<u8>>, LedgerError> {
        let from = i64::try_from(tile.first()).unwrap_or(i64::MAX);
        let leaves = self.ledger.leaves_between(from, from.saturating_add(i64::from(tile.width))).await?;
        if leaves.len() != usize::from(tile.width) {
            return Ok(None);
        }
        for (number, leaf) in &leaves {
            self.is_entry(*number, leaf)?;
        }
        Ok(tlog::bundle(leaves.iter().map(|(_, leaf)| leaf.as_bytes())))
    }

    /// Whether bytes read from the store are those the tree has there.
    pub(crate) fn is_entry(&self, number: i64, leaf: &str) -> Result<Hash, LedgerError> {
        let made = leaf_hash(leaf.as_bytes());
        let index = u64::try_from(number - 1).unwrap_or(u64::MAX);
        match self.read(|tree| tree.leaf(index)) {
            Some(held) if held == made => Ok(made),
            _ => Err(LedgerError::Entry { entry: number, why: "it is not what it was when it was entered".to_owned() }),
        }
    }

    pub(crate) fn read<T>(&self, look: impl FnOnce(&Tree) -> T) -> T {
        self.ledger.tree(look)
    }

    /// Changes a bit of a hash in memory, as a fault of the machine would, for tests: of an entry on level 0, of the hash over so many
    /// entries above it.
    #[doc(hidden)]
    pub fn flip(&self, level: usize, index: usize, bit: usize) {
        self.ledger.tree.write().unwrap_or_else(PoisonError::into_inner).flip(level, index, bit);
    }
}

impl Ledger {
    /// The leaves after one entry, up to another.
    pub(crate) async fn leaves_between(&self, after: i64, to: i64) -> Result<Vec<(i64, String)>, LedgerError> {
        Ok(reading!(&self.store, c => sqlx::query_as(LEAVES).bind(after).bind(to).fetch_all(c).await?))
    }

    /// The bytes of an entry, as they are hashed into the log.
    pub async fn leaf(&self, number: u32) -> Result<Option<String>, LedgerError> {
        let statement = "select leaf from entry where number = $1";
        Ok(reading!(&self.store, c => sqlx::query_scalar(statement).bind(i64::from(number)).fetch_optional(c).await?))
    }
}
