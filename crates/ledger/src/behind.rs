//! The tree over all entries, and whether the store fits what was signed over it.

use crate::keys::Kind;
use crate::store::{Store, reading};
use crate::{Ledger, LedgerError};
use std::sync::PoisonError;
use tlog::{Hash, Tree};

impl Ledger {
    /// Looks whether the store fits what was signed: one that is behind it, or beside it, takes no entries, for they would make
    /// another history of the same log. One of which this cannot be told takes none either; it can be read and looked through.
    pub async fn look_behind(&self) -> Result<(), LedgerError> {
        let behind = match self.behind().await {
            Err(
                unclear @ (LedgerError::File { .. }
                | LedgerError::Entry { .. }
                | LedgerError::NotSigned { .. }
                | LedgerError::Behind { .. }),
            ) => Some(unclear.why()),
            told => told?,
        };
        self.set_behind(behind);
        Ok(())
    }

    async fn behind(&self) -> Result<Option<String>, LedgerError> {
        if let Some(from) = self.recalls("restored").await? {
            return Ok(Some(format!("it was restored from {from} and has not been compared with what was signed")));
        }
        let Some(key) = self.identity().await? else { return Ok(None) };
        let beside = self.keys().last_signed(Kind::Public, &key)?.map(|(signed, _)| signed);
        let within = self.newest(Kind::Public).await?.map(|signed| signed.checkpoint()).transpose()?;
        if beside.is_none() && within.is_none() {
            return Ok(None);
        }
        self.grow_anew().await?;
        for signed in [beside, within].into_iter().flatten() {
            let (entries, root) = self.tree(|tree| (tree.size(), tree.root_at(signed.size)));
            if root.is_none() {
                return Ok(Some(format!("it holds {entries} entries, and {} were signed", signed.size)));
            }
            if root != Some(signed.root) {
                return Ok(Some(format!("its first {} entries are not those that were signed", signed.size)));
            }
        }
        Ok(None)
    }

    /// Takes into the tree what was entered since; how many entries there are now.
    pub(crate) async fn catch_up(&self) -> Result<u64, LedgerError> {
        let known = self.tree(Tree::size);
        let hashes = self.hashes(known).await?;
        let mut tree = self.tree.write().unwrap_or_else(PoisonError::into_inner);
        // Somebody else may have taken in the same meanwhile.
        let already = usize::try_from(tree.size().saturating_sub(known)).unwrap_or(usize::MAX);
        hashes.into_iter().skip(already).for_each(|hash| tree.push(hash));
        Ok(tree.size())
    }

    /// Makes the tree anew from what the store holds.
    async fn grow_anew(&self) -> Result<(), LedgerError> {
        let grown = self.hashes(0).await?.into_iter().collect();
        *self.tree.write().unwrap_or_else(PoisonError::into_inner) = grown;
        Ok(())
    }

    pub(crate) fn tree<T>(&self, look: impl FnOnce(&Tree) -> T) -> T {
        look(&self.tree.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The hashes of the entries after one, as they stand in the store.
    async fn hashes(&self, after: u64) -> Result<Vec<Hash>, LedgerError> {
        let (mut hashes, mut at) = (Vec::new(), i64::try_from(after).unwrap_or(i64::MAX));
        loop {
            // As one text: a row at a time costs many times as much, and a log is read whole whenever it is opened.
            let (many, last, text): (i64, i64, String) = match &self.store {
                Store::Sqlite { read, .. } => sqlx::query_as(SQLITE).bind(at).bind(AT_ONCE).fetch_one(read).await?,
                Store::Postgres(cluster) => sqlx::query_as(POSTGRES).bind(at).bind(AT_ONCE).fetch_one(&cluster.read()).await?,
            };
            if many == 0 {
                return Ok(hashes);
            }
            let read = (last - at == many).then(|| unhex(&text)).flatten();
            match read.filter(|read| i64::try_from(read.len()) == Ok(many)) {
                Some(read) => hashes.extend(read),
                None => return Err(self.first_wrong(at).await?),
            }
            at = last;
        }
    }

    /// Which of the hashes after an entry is not in order.
    async fn first_wrong(&self, after: i64) -> Result<LedgerError, LedgerError> {
        let statement = "select number, octet_length(hash) from entry where number > $1 order by number limit $2";
        let rows: Vec<(i64, i32)> =
            reading!(&self.store, c => sqlx::query_as(statement).bind(after).bind(AT_ONCE).fetch_all(c).await?);
        let wrong = (after + 1..).zip(rows).find(|(entry, (number, bytes))| number != entry || *bytes != 32);
        Ok(match wrong {
            Some((entry, (number, _))) if number != entry => LedgerError::Entry { entry, why: "it is missing".to_owned() },
            Some((entry, _)) => LedgerError::Entry { entry, why: "its hash has not 32 bytes".to_owned() },
            None => LedgerError::Entry { entry: after + 1, why: "its hash, or one after it, cannot be read".to_owned() },
        })
    }
}

/// How many hashes are read at once.
const AT_ONCE: i64 = 16_384;

/// Rows come in the order of the inner question; to ask for it once more would sort them all.
const SQLITE: &str = "select count(*), coalesce(max(number), 0), coalesce(group_concat(hex(hash), ''), '') \
     from (select number, hash from entry where number > $1 order by number limit $2)";

const POSTGRES: &str = "select count(*), coalesce(max(number), 0), coalesce(string_agg(encode(hash, 'hex'), '' order by number), '') \
     from (select number, hash from entry where number > $1 order by number limit $2) as part";

/// Hashes written one after the other in hexadecimal digits.
fn unhex(text: &str) -> Option<Vec<Hash>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    };
    let (hashes, rest) = text.as_bytes().as_chunks::<64>();
    let hash = |digits: &[u8; 64]| {
        let mut hash = Hash::default();
        for (byte, [high, low]) in hash.iter_mut().zip(digits.as_chunks::<2>().0) {
            *byte = digit(*high)? << 4 | digit(*low)?;
        }
        Some(hash)
    };
    if rest.is_empty() { hashes.iter().map(hash).collect() } else { None }
}
