//! The public log: the tree over all entries, kept in memory, and the checkpoints signed over it.

use crate::keys::Kind;
use crate::store::{Arg, reading};
use crate::{Ledger, LedgerError};
use std::sync::{Arc, PoisonError, RwLock};
use tlog::{Checkpoint, Hash, Level, Note, Proof, PublicKey, SecretKey, Tile, Tree, Verified, leaf_hash};

/// How many entries are read again at once before signing.
const AT_ONCE: i64 = 4_096;

/// The log of a store. It is cheap to clone; all clones see the same tree.
#[derive(Clone, Debug)]
pub struct Log {
    ledger: Ledger,
    key: PublicKey,
    secret: Option<Arc<SecretKey>>,
    tree: Arc<RwLock<Tree>>,
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
        self.identity().await?.ok_or_else(|| LedgerError::NotSigned { why: "the log has no key".to_owned() })
    }

    /// The newest checkpoint that was signed and covers at least so many entries.
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
        let of = |size: i64| lines.iter().filter(|(of, _)| *of == size).map(|(_, line)| line.clone()).collect();
        Ok(rows.into_iter().map(|row| signed(&row, of(row.0))).collect())
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
        let log = Log { ledger: ledger.clone(), key, secret, tree: Arc::default() };
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
        let known = i64::try_from(self.size()).unwrap_or(i64::MAX);
        let hashes = self.ledger.hashes(known, i64::MAX).await?;
        let mut tree = self.tree.write().unwrap_or_else(PoisonError::into_inner);
        // Somebody else may have taken in the same meanwhile.
        let already = usize::try_from(tree.size().saturating_sub(u64::try_from(known).unwrap_or(0))).unwrap_or(usize::MAX);
        hashes.into_iter().skip(already).for_each(|hash| tree.push(hash));
        Ok(tree.size())
    }

    /// Signs what was entered since the last checkpoint; none where there is nothing new. `now` is in seconds since 1970.
    ///
    /// What is signed cannot be taken back, so everything is looked at once more: the tree still gives the roots that were signed
    /// before, here and by this store; and every new entry, read again from the store, has the hash that the tree has.
    pub async fn sign(&self, now: u64) -> Result<Option<Signed>, LedgerError> {
        let Some(secret) = &self.secret else { return Ok(None) };
        if let Some(closed @ LedgerError::Behind { .. }) = self.ledger.closed() {
            return Err(closed);
        }
        let size = self.catch_up().await?;
        let before = self.ledger.newest(Kind::Public).await?;
        if before.as_ref().is_some_and(|b| b.size >= size) {
            return Ok(None);
        }
        let agreed = match &before {
            Some(signed) => self.agrees(&signed.note)?,
            None => 0,
        };
        if let Some((_, note)) = self.ledger.keys().last_signed(Kind::Public, &self.key)? {
            self.agrees(&note)?;
        }
        self.read_again(agreed, size).await?;
        let root = self.read(|tree| tree.root_at(size)).ok_or_else(|| not_signed("the tree lost entries"))?;
        let note = note(secret, &self.key, &Checkpoint { origin: self.key.name().to_owned(), size, root })?;
        // First beside the store, so that a store put back to an older copy is noticed; then in it.
        self.ledger.keys().remember(Kind::Public, &note)?;
        store(&self.ledger, Kind::Public, size, now, &note).await?;
        self.ledger.checkpoint(Kind::Public, size).await
    }

    /// Whether the tree gives the root of a checkpoint; its size.
    fn agrees(&self, note: &str) -> Result<u64, LedgerError> {
        let note: Note = note.parse().map_err(|e: tlog::TlogError| not_signed(&e.to_string()))?;
        let signed = Checkpoint::parse(&note.text).map_err(|e| not_signed(&e.to_string()))?;
        if !matches!(self.key.verify(&note), Verified::Yes { .. }) {
            return Err(not_signed(&format!(
                "the checkpoint of {} entries on record is not signed by this log's key",
                signed.size
            )));
        }
        match self.read(|tree| tree.root_at(signed.size)) {
            Some(root) if root == signed.root => Ok(signed.size),
            _ => Err(not_signed(&format!("the first {} entries are not those that were signed before", signed.size))),
        }
    }

    /// Reads the entries from the store once more and compares their hashes with those in the tree.
    async fn read_again(&self, from: u64, to: u64) -> Result<(), LedgerError> {
        let (mut at, to) = (i64::try_from(from).unwrap_or(i64::MAX), i64::try_from(to).unwrap_or(i64::MAX));
        while at < to {
            let end = to.min(at + AT_ONCE);
            let leaves = self.ledger.leaves_between(at, end).await?;
            if i64::try_from(leaves.len()).ok() != Some(end - at) {
                return Err(not_signed(&format!("of the entries {} to {end} some are missing", at + 1)));
            }
            for (number, leaf) in leaves {
                let index = u64::try_from(number - 1).unwrap_or(u64::MAX);
                if self.read(|tree| tree.leaf(index)) != Some(leaf_hash(leaf.as_bytes())) {
                    return Err(not_signed(&format!("entry {number} is not what it was when it was entered")));
                }
            }
            at = end;
        }
        Ok(())
    }

    /// The proof that an entry is in the log, under the newest checkpoint; none where no checkpoint covers it yet.
    pub async fn proof(&self, number: u32) -> Result<Option<Proof>, LedgerError> {
        let Some(signed) = self.ledger.newest(Kind::Public).await? else { return Ok(None) };
        self.catch_up().await?;
        let Some(index) = u64::from(number).checked_sub(1).filter(|index| *index < signed.size) else { return Ok(None) };
        let hashes = self.read(|tree| tree.inclusion(index, signed.size));
        Ok(hashes.map(|hashes| Proof { extra: None, index, hashes, checkpoint: signed.published() }))
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
        Ok(tlog::bundle(leaves.iter().map(|(_, leaf)| leaf.as_bytes())))
    }

    fn read<T>(&self, look: impl FnOnce(&Tree) -> T) -> T {
        look(&self.tree.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the hash of an entry in memory, as a fault of the machine would, for tests.
    #[doc(hidden)]
    pub fn flip(&self, index: u64, bit: usize) {
        let mut tree = self.tree.write().unwrap_or_else(PoisonError::into_inner);
        let mut flipped = Tree::new();
        for at in 0..tree.size() {
            let mut hash = tree.leaf(at).unwrap_or_default();
            if let Some(byte) = hash.get_mut(bit / 8).filter(|_| at == index) {
                *byte ^= 1 << (bit % 8);
            }
            flipped.push(hash);
        }
        *tree = flipped;
    }
}

impl Ledger {
    /// The leaves after one entry, up to another.
    pub(crate) async fn leaves_between(&self, after: i64, to: i64) -> Result<Vec<(i64, String)>, LedgerError> {
        let statement = "select number, leaf from entry where number > $1 and number <= $2 order by number";
        Ok(reading!(&self.store, c => sqlx::query_as(statement).bind(after).bind(to).fetch_all(c).await?))
    }

    /// The bytes of an entry, as they are hashed into the log.
    pub async fn leaf(&self, number: u32) -> Result<Option<String>, LedgerError> {
        let statement = "select leaf from entry where number = $1";
        Ok(reading!(&self.store, c => sqlx::query_scalar(statement).bind(i64::from(number)).fetch_optional(c).await?))
    }
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

/// Keeps a signed checkpoint in the store.
pub(crate) async fn store(ledger: &Ledger, log: Kind, size: u64, now: u64, note: &str) -> Result<(), LedgerError> {
    let statement =
        "insert into checkpoint (log, size, signed_at, note) values ($1, $2, $3, $4) on conflict (log, size) do nothing";
    let number = |n: u64| Arg::N(i64::try_from(n).unwrap_or(i64::MAX));
    let mut writing = ledger.begin().await?;
    let written = async {
        writing.run(statement, &[Arg::T(log.name()), number(size), number(now), Arg::T(note)]).await?;
        writing.commit().await
    };
    ledger.heard(written.await)
}

pub(crate) fn not_signed(why: &str) -> LedgerError {
    LedgerError::NotSigned { why: why.to_owned() }
}
