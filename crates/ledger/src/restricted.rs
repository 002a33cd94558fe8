//! Payloads that are not public. Their log is kept apart, is published nowhere, and holds only a salted fingerprint of each: it shows
//! an auditor that nothing was changed or taken away unseen, and says nothing about what a payload was once it is erased.

use crate::files::hex;
use crate::keys::Kind;
use crate::leaf::canonical;
use crate::request::{Request, SEALED};
use crate::signing::{Signing, agrees, not_signed, note};
use crate::store::{Arg, Store, reading};
use crate::{Ledger, LedgerError, Log};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use sqlx::SqlitePool;
use tlog::{Checkpoint, PublicKey, Tree, leaf_hash};

/// One line of the log of restricted payloads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Restricted {
    /// A payload came in; here is its salted fingerprint.
    Sealed {
        /// SHA-256 of salt and payload.
        commitment: String,
    },
    /// A payload was erased.
    Erased {
        /// The entry that brought it.
        number: u32,
        /// Why it was erased.
        reason: String,
    },
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Line {
    entry: String,
    form: String,
    commitment: String,
    number: String,
    reason: String,
}

impl Restricted {
    fn leaf(&self) -> String {
        match self {
            Restricted::Sealed { commitment } => canonical("sealed", [("commitment", commitment.clone())]),
            Restricted::Erased { number, reason } => {
                canonical("erased", [("number", number.to_string()), ("reason", reason.clone())])
            }
        }
    }

    pub(crate) fn read(number: i64, leaf: &str) -> Result<Restricted, LedgerError> {
        let bad = |why: String| LedgerError::Entry { entry: number, why };
        let line: Line = serde_json::from_str(leaf).map_err(|e| bad(e.to_string()))?;
        match (line.entry.as_str(), line.form.as_str()) {
            ("sealed", "1") => Ok(Restricted::Sealed { commitment: line.commitment }),
            ("erased", "1") => {
                let number = line.number.parse().map_err(|_| bad(format!("\"{}\" is not a number", line.number)))?;
                Ok(Restricted::Erased { number, reason: line.reason })
            }
            (other, form) => Err(bad(format!("\"{other}\" in form \"{form}\" is not known here"))),
        }
    }
}

/// The fingerprint of a payload that nobody can guess the payload from.
pub(crate) fn commitment(salt: &[u8], payload: &[u8]) -> String {
    hex(&Sha256::new().chain_update(salt).chain_update(payload).finalize())
}

const LAST: &str = "select coalesce(max(number), 0) from restricted";

impl Ledger {
    /// Keeps a payload that is not public; `salt` are 32 bytes that nobody can guess. Returns its number. The same key again gives
    /// the same number and keeps nothing twice.
    pub async fn seal(&self, key: &str, payload: &[u8], salt: [u8; 32]) -> Result<u32, LedgerError> {
        let key = format!("{SEALED}{key}");
        let mut writing = self.begin().await?;
        let written = async {
            if let Some(before) = writing.asked(&key).await? {
                // What was asked under the key is compared with the payload, not with a fingerprint kept of it: that would outlive it.
                let same = [Arg::N(before.first), Arg::B(payload)];
                return match writing.number("select number from payload where number = $1 and bytes = $2", &same).await? {
                    Some(number) => Ok(number),
                    None => Err(LedgerError::OtherContent { key: key.clone() }),
                };
            }
            let number = writing.number(LAST, &[]).await?.unwrap_or(0) + 1;
            let leaf = Restricted::Sealed { commitment: commitment(&salt, payload) }.leaf();
            line(&mut writing, number, &leaf).await?;
            let row = [Arg::N(number), Arg::B(&salt), Arg::B(payload)];
            writing.run("insert into payload (number, salt, bytes) values ($1, $2, $3)", &row).await?;
            Request { asked: Vec::new(), first: number, last: number }.enter(&key, &mut writing).await?;
            writing.commit().await?;
            Ok(number)
        };
        self.heard(written.await).map(|number| u32::try_from(number).unwrap_or(u32::MAX))
    }

    /// A payload; none where there is none of that number or it was erased. One that was changed is refused.
    pub async fn unsealed(&self, number: u32) -> Result<Option<Vec<u8>>, LedgerError> {
        let statement =
            "select r.leaf, p.salt, p.bytes from restricted r join payload p on p.number = r.number where r.number = $1";
        let entry = i64::from(number);
        let row: Option<(String, Vec<u8>, Vec<u8>)> =
            reading!(&self.store, c => sqlx::query_as(statement).bind(entry).fetch_optional(c).await?);
        let Some((leaf, salt, bytes)) = row else { return Ok(None) };
        match Restricted::read(entry, &leaf)? {
            Restricted::Sealed { commitment: sealed } if sealed == commitment(&salt, &bytes) => Ok(Some(bytes)),
            _ => Err(LedgerError::Entry { entry, why: "the payload is not the one that was sealed".to_owned() }),
        }
    }

    /// Erases a payload: salt and bytes go for good, the fingerprint stays, and that it was erased is itself on record. Returns
    /// whether there was something to erase. Asked again, it writes the store anew once more.
    pub async fn erase(&self, number: u32, reason: &str) -> Result<bool, LedgerError> {
        if reason.trim().is_empty() {
            return Err(LedgerError::Unreasoned);
        }
        let mut writing = self.begin().await?;
        let written = async {
            let gone = writing.run("delete from payload where number = $1", &[Arg::N(i64::from(number))]).await? == 1;
            let next = writing.number(LAST, &[]).await?.unwrap_or(0) + 1;
            if gone {
                line(&mut writing, next, &Restricted::Erased { number, reason: reason.to_owned() }.leaf()).await?;
                writing.commit().await?;
            }
            Ok((gone, i64::from(number) < next))
        };
        let (gone, was_there) = self.heard(written.await)?;
        if was_there {
            self.heard(self.scrub().await)?;
        }
        Ok(gone)
    }

    /// Writes the tables anew without what was erased: no free page and no line of the journal holds it any more.
    async fn scrub(&self) -> Result<(), LedgerError> {
        match &self.store {
            Store::Sqlite { write, .. } => {
                // Before, so that the journal is short; after, so that nothing older is in it or beneath it.
                emptied(write).await?;
                sqlx::query("vacuum").execute(write).await?;
                emptied(write).await
            }
            Store::Postgres(cluster) => {
                // Not vacuum: that keeps what somebody with an older view could still read.
                let mut writing = cluster.write().begin().await?;
                for statement in [
                    "lock table payload in access exclusive mode",
                    "create temporary table kept on commit drop as select * from payload",
                    "truncate payload",
                    "insert into payload select * from kept",
                ] {
                    sqlx::query(statement).execute(&mut *writing).await?;
                }
                Ok(writing.commit().await?)
            }
        }
    }

    /// The log of restricted payloads, in order.
    pub async fn restricted(&self) -> Result<Vec<(u32, Restricted)>, LedgerError> {
        let read =
            |(number, leaf): (i64, String)| Ok((u32::try_from(number).unwrap_or(u32::MAX), Restricted::read(number, &leaf)?));
        self.restricted_lines().await?.into_iter().map(|(number, leaf, _)| read((number, leaf))).collect()
    }

    pub(crate) async fn restricted_lines(&self) -> Result<Vec<(i64, String, Vec<u8>)>, LedgerError> {
        let statement = "select number, leaf, hash from restricted order by number";
        Ok(reading!(&self.store, c => sqlx::query_as(statement).fetch_all(c).await?))
    }
}

/// Brings the journal into the file and empties it. Where somebody still reads what is older, that is refused without an error.
async fn emptied(pool: &SqlitePool) -> Result<(), LedgerError> {
    let (busy, _, _): (i64, i64, i64) = sqlx::query_as("pragma wal_checkpoint(truncate)").fetch_one(pool).await?;
    match busy {
        0 => Ok(()),
        _ => Err(LedgerError::Unscrubbed { why: "somebody still reads what was there before".to_owned() }),
    }
}

async fn line(writing: &mut crate::store::Writing, number: i64, leaf: &str) -> Result<(), LedgerError> {
    let hash = leaf_hash(leaf.as_bytes());
    let row = [Arg::N(number), Arg::T(leaf), Arg::B(&hash)];
    writing.run("insert into restricted (number, leaf, hash) values ($1, $2, $3)", &row).await?;
    Ok(())
}

impl Log {
    /// Signs the log of restricted payloads, under a name of its own; none where there is nothing new or the key is not here.
    pub async fn sign_restricted(&self, now: u64) -> Result<Option<crate::Signed>, LedgerError> {
        let Some(secret) = self.secret_for_restricted() else { return Ok(None) };
        let (ledger, key) = (self.ledger(), secret.public());
        if let Some(closed @ LedgerError::Behind { .. }) = ledger.closed() {
            return Err(closed);
        }
        let mut tree = Tree::new();
        for (number, leaf, hash) in ledger.restricted_lines().await? {
            let made = leaf_hash(leaf.as_bytes());
            if hash != made {
                return Err(not_signed(&format!("restricted entry {number} is not what it was when it was entered")));
            }
            tree.push(made);
        }
        let root_at = |size: u64| tree.root_at(size);
        if let Some((_, note)) = ledger.keys().last_signed(Kind::Restricted, &key)? {
            agrees(&note, &key, root_at)?;
        }
        if let Some(before) = ledger.newest(Kind::Restricted).await? {
            if before.size >= tree.size() {
                return Ok(None);
            }
            agrees(&before.note, &key, root_at)?;
        }
        if tree.size() == 0 {
            return Ok(None);
        }
        let checkpoint = Checkpoint { origin: key.name().to_owned(), size: tree.size(), root: tree.root() };
        let note = note(&secret, &key, &checkpoint)?;
        let signing = Signing { log: Kind::Restricted, key: &key, size: tree.size(), now, note: &note };
        ledger.put(&signing, root_at).await
    }
}

/// The key of the log of restricted payloads of a log: the same one under a name of its own, so that neither log can pass for the other.
pub(crate) fn key_for_restricted(key: &PublicKey) -> Option<PublicKey> {
    PublicKey::new(&format!("{}/restricted", key.name()), key.algorithm(), *key.bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::commitment;
    use crate::files::fingerprint;

    #[test]
    fn the_same_payload_under_another_salt_has_another_fingerprint() {
        assert_ne!(commitment(&[1; 32], b"Bulgaria, stocks, 0"), commitment(&[2; 32], b"Bulgaria, stocks, 0"));
        assert_ne!(commitment(&[1; 32], b"Bulgaria, stocks, 0"), fingerprint(b"Bulgaria, stocks, 0"));
    }
}
