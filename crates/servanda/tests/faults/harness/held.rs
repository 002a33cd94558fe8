//! What the store holds in the end, read from its table and not through the program, and what of an account it does not bear out.

use super::{Account, Batch, Place, Sent, Site};
use sqlx::Connection;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use tlog::{Checkpoint, Tree, leaf_hash};

/// One entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    pub number: u32,
    /// What the account knows it by.
    pub mark: String,
    pub leaf: String,
}

/// Every entry, in order.
pub fn held(place: &Place) -> Vec<Held> {
    let statement = "select number, leaf from entry order by number";
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let rows: Vec<(i64, String)> = runtime.block_on(async {
        match place.db().strip_prefix("sqlite:") {
            Some(file) => {
                let options =
                    sqlx::sqlite::SqliteConnectOptions::new().filename(file).busy_timeout(std::time::Duration::from_secs(30));
                let mut connection = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
                let rows = sqlx::query_as(statement).fetch_all(&mut connection).await.unwrap();
                connection.close().await.unwrap();
                rows
            }
            None => {
                let mut connection = sqlx::PgConnection::connect(place.db()).await.unwrap();
                sqlx::query_as(statement).fetch_all(&mut connection).await.unwrap()
            }
        }
    });
    rows.into_iter().map(|(number, leaf)| Held { number: u32::try_from(number).unwrap(), mark: mark(&leaf), leaf }).collect()
}

fn mark(leaf: &str) -> String {
    let leaf: serde_json::Value = serde_json::from_str(leaf).unwrap_or_default();
    let key = match leaf["entry"].as_str() {
        Some("fact") => "note",
        Some("correction") => "reason",
        _ => "name",
    };
    leaf[key].as_str().unwrap_or_default().to_owned()
}

/// Settles the account after the site was started again: everything that was not acknowledged is sent once more, under its key; then the
/// store is read and compared, and looked through by `servanda verify`. Returns what is not as it has to be.
pub fn settle(place: &Place, site: &Site, account: &Account) -> Vec<String> {
    let mut found = settle_by_reading(place, site, account);
    found.extend(place.verified());
    found
}

/// The same without `servanda verify`, where that is asked at other times.
pub fn settle_by_reading(place: &Place, site: &Site, account: &Account) -> Vec<String> {
    let mut found = Vec::new();
    for key in account.open() {
        match account.send(&key, site.address()) {
            Sent::Entered => {}
            other => found.push(format!("{key}: sent again after the start, it is not entered: {other:?}")),
        }
    }
    if let Ok(answer) = site.get("/log/checkpoint")
        && answer.status == 200
    {
        account.saw_checkpoint(&answer.body);
    }
    // Others may write meanwhile: what was acknowledged before the reading has to be in it.
    let (before, seen) = (account.all(), account.checkpoints());
    let held = held(place);
    found.extend(compared(&before, &account.all(), &seen, &held));
    found
}

/// What of an account the store does not bear out: something acknowledged that is not there, or not under its number; half of something;
/// something twice; numbers left out; entries nobody asked for; a checkpoint that is not of this log.
pub fn differences(account: &Account, held: &[Held]) -> Vec<String> {
    let all = account.all();
    compared(&all, &all, &account.checkpoints(), held)
}

type Batches = BTreeMap<String, Batch>;

fn compared(acknowledged: &Batches, asked: &Batches, seen: &BTreeMap<u64, String>, held: &[Held]) -> Vec<String> {
    let mut found = Vec::new();
    for (number, entry) in (1..).zip(held) {
        if entry.number != number {
            found.push(format!("entry {} stands where {number} should: numbers are left out", entry.number));
            break;
        }
    }
    let mut places: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    held.iter().for_each(|entry| places.entry(&entry.mark).or_default().push(entry.number));
    for (key, batch) in asked {
        let entries = acknowledged.get(key).and_then(|batch| batch.entries.clone());
        found.extend(difference(batch, entries, &places).map(|what| format!("{key}: {what}")));
        batch.marks.iter().for_each(|mark| {
            places.remove(mark.as_str());
        });
    }
    found.extend(places.iter().map(|(mark, numbers)| format!("nobody asked for what entries {numbers:?} hold: {mark}")));
    found.extend(histories(seen, held));
    found
}

fn difference(batch: &Batch, entries: Option<RangeInclusive<u32>>, places: &BTreeMap<&str, Vec<u32>>) -> Option<String> {
    let mut numbers = Vec::new();
    for mark in &batch.marks {
        match places.get(mark.as_str()).map(Vec::as_slice) {
            Some([number]) => numbers.push(*number),
            Some(more) => return Some(format!("{mark} is there more than once: entries {more:?}")),
            None => {}
        }
    }
    if numbers.is_empty() {
        return entries.map(|entries| format!("lost: it was acknowledged as entries {entries:?} and is not there"));
    }
    if numbers.len() != batch.marks.len() {
        return Some(format!("half of it is there: {} of {}", numbers.len(), batch.marks.len()));
    }
    if numbers.windows(2).any(|pair| pair[0] + 1 != pair[1]) {
        return Some(format!("it was entered at once and does not stand together: entries {numbers:?}"));
    }
    let there = numbers[0]..=numbers[numbers.len() - 1];
    let entries = entries?;
    (entries != there).then(|| format!("it was acknowledged as entries {entries:?} and stands at {there:?}"))
}

/// Checkpoints that were seen and are not of the beginning of this log.
fn histories(seen: &BTreeMap<u64, String>, held: &[Held]) -> Vec<String> {
    let mut tree = Tree::new();
    held.iter().for_each(|entry| tree.push(leaf_hash(entry.leaf.as_bytes())));
    let other = |(size, text): (&u64, &String)| match Checkpoint::parse(&format!("{text}\n")) {
        Ok(checkpoint) if tree.root_at(*size) == Some(checkpoint.root) => None,
        Ok(_) if tree.size() < *size => Some(format!("lost: {size} entries were signed, {} are there", tree.size())),
        Ok(_) => Some(format!("the first {size} entries are not those that were signed")),
        Err(error) => Some(format!("a checkpoint cannot be read: {error}")),
    };
    seen.iter().filter_map(other).collect()
}
