use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Something that was asked to be entered at once: wholly there in the end, or not at all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Batch {
    /// What each of its entries is known by, in order: the note of a fact, the reason of a correction.
    pub marks: Vec<String>,
    /// How it is asked: an address and a body; none where it is not asked over HTTP.
    pub asked: Option<(String, String)>,
    /// The numbers under which it was acknowledged; none where it was not.
    pub entries: Option<RangeInclusive<u32>>,
}

/// What was asked and what was acknowledged, by key; and every checkpoint that was seen. Shared by all who write and read.
#[derive(Default, Debug)]
pub struct Account {
    batches: Mutex<BTreeMap<String, Batch>>,
    checkpoints: Mutex<BTreeMap<u64, String>>,
}

impl Account {
    fn batches(&self) -> MutexGuard<'_, BTreeMap<String, Batch>> {
        self.batches.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes, before it is asked, what is asked.
    pub fn asks(&self, key: &str, marks: Vec<String>, asked: Option<(String, String)>) {
        let before = self.batches().insert(key.to_owned(), Batch { marks, asked, entries: None });
        assert!(before.is_none(), "the key {key} is used twice");
    }

    /// Notes that it was acknowledged: the answer was read to its end.
    pub fn acknowledged(&self, key: &str, entries: RangeInclusive<u32>) {
        self.batches().get_mut(key).unwrap().entries = Some(entries);
    }

    /// Notes what was there before anything was asked.
    pub fn was_there(&self, key: &str, marks: Vec<String>, first: u32) {
        let last = first + u32::try_from(marks.len()).unwrap() - 1;
        self.asks(key, marks, None);
        self.acknowledged(key, first..=last);
    }

    /// Notes a checkpoint that was served. Two of one size that differ are two histories.
    pub fn saw_checkpoint(&self, note: &str) {
        let size = note.lines().nth(1).and_then(|line| line.parse().ok()).unwrap_or(0);
        let text = note.split("\n\n").next().unwrap_or_default().to_owned();
        let mut seen = self.checkpoints.lock().unwrap_or_else(PoisonError::into_inner);
        let before = seen.insert(size, text.clone());
        assert!(before.is_none_or(|before| before == text), "two checkpoints of {size} entries were served");
    }

    /// Every checkpoint seen: how many entries, and its text.
    pub fn checkpoints(&self) -> BTreeMap<u64, String> {
        self.checkpoints.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Everything that was asked.
    pub fn all(&self) -> BTreeMap<String, Batch> {
        self.batches().clone()
    }

    /// What was asked under that key.
    pub fn of(&self, key: &str) -> Option<Batch> {
        self.batches().get(key).cloned()
    }

    /// How many of what was asked were acknowledged.
    pub fn many_acknowledged(&self) -> usize {
        self.batches().values().filter(|batch| batch.entries.is_some()).count()
    }

    /// The keys under which something was asked over HTTP that was not acknowledged.
    pub fn open(&self) -> Vec<String> {
        let open = |(key, batch): (&String, &Batch)| (batch.entries.is_none() && batch.asked.is_some()).then(|| key.clone());
        self.batches().iter().filter_map(open).collect()
    }
}
