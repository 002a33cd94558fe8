use crate::{Correction, Day, Fact, Kind, State, Treaty, View};
use std::collections::HashMap;
use std::ops::Range;

/// All facts held, sorted so that those of one treaty, State and kind stand together. Read-only once built.
#[derive(Clone, Debug, Default)]
pub struct Register {
    facts: Vec<Fact>,
    corrections: Vec<Correction>,
    by_key: HashMap<(Treaty, Option<State>, Kind), Range<usize>>,
    by_id: HashMap<String, usize>,
    /// Per fact: the entry and the day from which it is no longer held.
    withdrawn: HashMap<usize, (u32, Day)>,
    entries: u32,
}

impl Register {
    /// Sorts and indexes the facts.
    pub fn new(mut facts: Vec<Fact>, corrections: Vec<Correction>) -> Self {
        facts.sort_by(|a, b| {
            (a.treaty, a.state, a.kind, a.period, a.on, a.entry, &a.id).cmp(&(b.treaty, b.state, b.kind, b.period, b.on, b.entry, &b.id))
        });
        let mut register = Register { corrections, ..Register::default() };
        for (index, fact) in facts.iter().enumerate() {
            let place = register.by_key.entry((fact.treaty, fact.state, fact.kind)).or_insert(index..index);
            place.end = index + 1;
            register.by_id.insert(fact.id.clone(), index);
        }
        for correction in &register.corrections {
            if let Some(index) = register.by_id.get(&correction.fact) {
                register.withdrawn.entry(*index).or_insert((correction.entry, correction.known_from));
            }
        }
        let last = facts.iter().map(|f| f.entry).chain(register.corrections.iter().map(|c| c.entry)).max();
        register.entries = last.unwrap_or(0);
        register.facts = facts;
        register
    }

    /// How many entries the ledger held when this register was read.
    pub fn entries(&self) -> u32 {
        self.entries
    }

    /// Every fact, whatever the day.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// Every correction, in the order of entry.
    pub fn corrections(&self) -> &[Correction] {
        &self.corrections
    }

    /// The fact of that id.
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.by_id.get(id).and_then(|i| self.facts.get(*i))
    }

    /// The register as known by a day.
    pub fn known_by(&self, day: Day) -> View<'_> {
        View { register: self, known_by: day, entries: self.entries }
    }

    pub(crate) fn place(&self, treaty: Treaty, state: Option<State>, kind: Kind) -> Range<usize> {
        self.by_key.get(&(treaty, state, kind)).cloned().unwrap_or(0..0)
    }

    pub(crate) fn held(&self, index: usize, known_by: Day, entries: u32) -> bool {
        let entered = self.facts.get(index).is_some_and(|f| f.known_from <= known_by && f.entry <= entries);
        let withdrawn = self.withdrawn.get(&index).is_some_and(|(entry, day)| *day <= known_by && *entry <= entries);
        entered && !withdrawn
    }
}
