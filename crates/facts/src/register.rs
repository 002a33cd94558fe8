use crate::{Correction, Day, Fact, Kind, State, Treaty, View};
use rustc_hash::FxHashMap as HashMap;
use std::ops::Range;

/// All facts held, sorted so that those of one treaty, State and kind stand together. Read-only once built.
#[derive(Clone, Debug, Default)]
pub struct Register {
    facts: Vec<Fact>,
    corrections: Vec<Correction>,
    /// For each treaty and State, where the facts of each kind stand, by the kind's number.
    by_state: HashMap<(Treaty, Option<State>), Vec<Range<usize>>>,
    /// For each treaty and kind, where the facts of all States stand, in the order of States.
    by_kind: HashMap<(Treaty, Kind), Vec<usize>>,
    by_id: HashMap<String, usize>,
    /// Per fact: the entry and the day from which it is no longer held.
    withdrawn: Vec<Option<(u32, Day)>>,
    entries: u32,
}

impl Register {
    /// Sorts and indexes the facts.
    pub fn new(mut facts: Vec<Fact>, corrections: Vec<Correction>) -> Self {
        facts.sort_by(|a, b| {
            (a.treaty, a.state, a.kind, a.period, a.on, a.entry, &a.id)
                .cmp(&(b.treaty, b.state, b.kind, b.period, b.on, b.entry, &b.id))
        });
        let mut register = Register { corrections, withdrawn: vec![None; facts.len()], ..Register::default() };
        for (index, fact) in facts.iter().enumerate() {
            register.place_fact(index, fact);
        }
        for correction in &register.corrections {
            let held = register.by_id.get(&correction.fact).and_then(|index| register.withdrawn.get_mut(*index));
            if let Some(held @ None) = held {
                *held = Some((correction.entry, correction.known_from));
            }
        }
        let last = facts.iter().map(|f| f.entry).chain(register.corrections.iter().map(|c| c.entry)).max();
        register.entries = last.unwrap_or(0);
        register.facts = facts;
        register
    }

    fn place_fact(&mut self, index: usize, fact: &Fact) {
        let places = self.by_state.entry((fact.treaty, fact.state)).or_default();
        if places.len() <= fact.kind.number() {
            places.resize(fact.kind.number() + 1, 0..0);
        }
        if let Some(place) = places.get_mut(fact.kind.number()) {
            let start = if place.start == place.end { index } else { place.start };
            *place = start..index + 1;
        }
        self.by_kind.entry((fact.treaty, fact.kind)).or_default().push(index);
        self.by_id.insert(fact.id.clone(), index);
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
        self.by_state.get(&(treaty, state)).and_then(|places| places.get(kind.number())).cloned().unwrap_or(0..0)
    }

    /// All facts of one treaty and State stand together.
    pub(crate) fn places_of(&self, treaty: Treaty, state: State) -> Range<usize> {
        let places = self.by_state.get(&(treaty, Some(state))).into_iter().flatten().filter(|p| p.start < p.end);
        places.cloned().reduce(|a, b| a.start.min(b.start)..a.end.max(b.end)).unwrap_or(0..0)
    }

    pub(crate) fn of_kind(&self, treaty: Treaty, kind: Kind) -> &[usize] {
        self.by_kind.get(&(treaty, kind)).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn held(&self, index: usize, known_by: Day, entries: u32) -> bool {
        let entered = self.facts.get(index).is_some_and(|f| f.known_from <= known_by && f.entry <= entries);
        let withdrawn =
            self.withdrawn.get(index).copied().flatten().is_some_and(|(entry, day)| day <= known_by && entry <= entries);
        entered && !withdrawn
    }
}
