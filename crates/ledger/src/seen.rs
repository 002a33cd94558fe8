//! What this program knows of the store, compared with the store: a database may have been put back, or changed for a standby that
//! had not heard everything, while the program ran. Whoever goes on writing then writes another history of the same log.

use crate::entering::{Written, written};
use crate::leaf::Leaf;
use crate::store::{Arg, Writing, reading};
use crate::{Ledger, LedgerError};
use std::sync::{Mutex, PoisonError};
use tlog::Hash;

/// The newest entry that this program knows: its number and its hash.
#[derive(Debug, Default)]
pub(crate) struct Seen(Mutex<Option<(i64, Hash)>>);

impl Seen {
    /// Takes note of an entry, where it is newer.
    pub fn take(&self, entry: Option<(i64, Hash)>) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if entry.map(|(number, _)| number) > seen.map(|(number, _)| number) {
            *seen = entry;
        }
    }

    fn get(&self) -> Option<(i64, Hash)> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const HASH: &str = "select hash from entry where number = $1";

impl Seen {
    /// Enters leaves where the store goes on from what this program knows: who writes is alone, so that nobody changes it meanwhile.
    pub async fn written(
        &self,
        mut writing: Writing,
        key: Option<&str>,
        leaves: &[Leaf],
        each: impl FnMut(),
    ) -> Result<Written, LedgerError> {
        if let Some((number, hash)) = self.get()
            && let Some(why) = beside(number, &hash, writing.bytes(HASH, &[Arg::N(number)]).await?.as_deref())
        {
            return Err(LedgerError::Behind { why });
        }
        let (written, newest) = written(writing, key, leaves, each).await?;
        self.take(newest);
        Ok(written)
    }
}

impl Ledger {
    /// Why the store does not go on from what was signed or seen, where that is so.
    pub fn stands_apart(&self) -> Option<LedgerError> {
        self.closed().filter(|closed| matches!(closed, LedgerError::Behind { .. }))
    }

    /// Looks once more whether the store goes on from what was signed and from what this program knows; where it does not, nothing is
    /// entered. To be asked after the store could not be reached.
    pub async fn look_again(&self) -> Result<(), LedgerError> {
        self.look_behind().await?;
        let Some((number, hash)) = self.seen.get().filter(|_| self.stands_apart().is_none()) else { return Ok(()) };
        let held: Option<Vec<u8>> = reading!(&self.store, c => sqlx::query_scalar(HASH).bind(number).fetch_optional(c).await?);
        if let Some(why) = beside(number, &hash, held.as_deref()) {
            self.set_behind(Some(why));
        }
        Ok(())
    }
}

/// Why a store does not go on from that entry, where it does not.
fn beside(number: i64, hash: &Hash, held: Option<&[u8]>) -> Option<String> {
    match held {
        Some(held) if held == hash => None,
        Some(_) => Some(format!("entry {number} is not the one that was entered under this number")),
        None => Some(format!("entry {number}, which was entered, is not there any more")),
    }
}
