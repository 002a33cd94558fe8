//! Putting leaves into the store, under the next numbers.

use crate::LedgerError;
use crate::leaf::Leaf;
use crate::request::Request;
use crate::store::Writing;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use tlog::{Hash, leaf_hash};

/// How many rows one statement asks about or enters. A statement a row would cost more than all else; of a statement with many blanks,
/// SQLite looks each one up among all.
const AT_ONCE: usize = 32;

pub(crate) const LAST: &str = "select coalesce(max(number), 0) from entry";

/// What came of writing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Written {
    /// The first entry made.
    pub first: u32,
    /// The last one; less than the first where everything was held already.
    pub last: u32,
    /// Whether this is the answer to the same asked before, under the same key.
    pub again: bool,
}

impl Written {
    /// How many entries were made.
    pub fn many(&self) -> usize {
        (self.last + 1).saturating_sub(self.first) as usize
    }
}

/// Enters leaves under the next numbers, or finds that they were entered under the same key before. Also gives the newest entry made,
/// where one was.
pub(crate) async fn written(
    mut writing: Writing,
    key: Option<&str>,
    leaves: &[Leaf],
    mut each: impl FnMut(),
) -> Result<(Written, Option<(i64, Hash)>), LedgerError> {
    let asked = content(leaves);
    if let Some(key) = key
        && let Some(before) = writing.asked(key).await?
    {
        return match before.asked == asked {
            true => Ok((Written { first: number(before.first), last: number(before.last), again: true }, None)),
            false => Err(LedgerError::OtherContent { key: key.to_owned() }),
        };
    }
    let before = writing.number(LAST, &[]).await?.unwrap_or(0);
    let (mut last, mut newest, mut seen) = (before, None, HashSet::new());
    for part in leaves.chunks(AT_ONCE) {
        let mut new = not_held(&mut writing, part).await?;
        // The same fact may be asked twice at once, too.
        new.retain(|leaf| leaf.what != FACT || seen.insert(leaf.fact.as_str()));
        last = enter(&mut writing, last, &new).await?;
        newest = new.last().copied().or(newest);
        part.iter().for_each(|_| each());
    }
    if let Some(key) = key {
        Request { asked, first: before + 1, last }.enter(key, &mut writing).await?;
    }
    if key.is_some() || last > before {
        writing.commit().await?;
    }
    let newest = newest.map(|leaf| (last, leaf_hash(leaf.text.as_bytes())));
    Ok((Written { first: number(before + 1), last: number(last), again: false }, newest))
}

/// A leaf that is a fact, and not about one.
pub(crate) const FACT: &str = "fact";

/// The leaves without the facts that are held already.
async fn not_held<'a>(writing: &mut Writing, leaves: &'a [Leaf]) -> Result<Vec<&'a Leaf>, LedgerError> {
    let facts: Vec<&str> = leaves.iter().filter(|leaf| leaf.what == FACT).map(|leaf| leaf.fact.as_str()).collect();
    let held = writing.held(&facts).await?;
    Ok(leaves.iter().filter(|leaf| leaf.what != FACT || !held.contains(&leaf.fact)).collect())
}

/// Enters leaves under the numbers after `last`; the number of the last one.
pub(crate) async fn enter(writing: &mut Writing, last: i64, leaves: &[&Leaf]) -> Result<i64, LedgerError> {
    let mut last = last;
    for part in leaves.chunks(AT_ONCE) {
        let hashes: Vec<_> = part.iter().map(|leaf| leaf_hash(leaf.text.as_bytes())).collect();
        let rows: Vec<_> = (last + 1..).zip(part.iter().copied().zip(&hashes)).collect();
        writing.enter(&rows).await?;
        last += i64::try_from(part.len()).unwrap_or(0);
    }
    Ok(last)
}

fn number(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The fingerprint of what is asked to be entered.
pub(crate) fn content(leaves: &[Leaf]) -> Vec<u8> {
    let mut digest = Sha256::new();
    for leaf in leaves {
        digest.update(leaf.text.len().to_be_bytes());
        digest.update(leaf.text.as_bytes());
    }
    digest.finalize().to_vec()
}
