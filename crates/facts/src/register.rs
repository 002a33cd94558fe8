use crate::{Correction, Day, Evidence, Fact, Kind, State, Treaty, View};
use rpds::{HashTrieMapSync, RedBlackTreeMapSync};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where facts stand together: a treaty, and a State or none.
type Place = (Treaty, Option<State>);

/// The number of a fact in its register: facts are numbered from nought in the order of entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FactNo(u32);

impl FactNo {
    /// The fact at that place in the order of entry.
    pub fn at(number: u32) -> Self {
        FactNo(number)
    }

    /// Its place in the order of entry.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// All facts held. A register never changes: [`Register::with`] gives another one that holds more, and shares with this one
/// everything that is the same, so that whoever reads this one goes on undisturbed.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// Facts are only ever added; this register sees the first `held` of them.
    facts: Arc<boxcar::Vec<Fact>>,
    held: usize,
    corrections: Arc<boxcar::Vec<Correction>>,
    corrected: usize,
    treaties: HashTrieMapSync<Treaty, RedBlackTreeMapSync<Option<State>, Arc<Group>>>,
    evidence: Arc<Vec<Evidence>>,
    entries: u32,
}

/// The facts about one State, or about none, under one treaty.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// By kind, period, day, entry and id.
    facts: Vec<FactNo>,
    /// Where the facts of each kind begin and end.
    kinds: Vec<(Kind, u32, u32)>,
    /// Those no longer held: since which entry, and from which day.
    gone: Vec<(FactNo, u32, Day)>,
}

impl Group {
    /// Its facts, by kind, period, day, entry and id.
    pub fn facts(&self) -> &[FactNo] {
        &self.facts
    }

    /// The entry and the day from which a fact is no longer held.
    pub fn gone(&self, fact: FactNo) -> Option<(u32, Day)> {
        self.gone.iter().find(|(no, ..)| *no == fact).map(|(_, entry, day)| (*entry, *day))
    }

    fn of_kind(&self, kind: Kind) -> &[FactNo] {
        let place = self.kinds.iter().find(|(k, ..)| *k == kind);
        place.and_then(|(_, from, to)| self.facts.get(*from as usize..*to as usize)).unwrap_or_default()
    }
}

impl Register {
    /// A register of these facts and corrections.
    pub fn new(mut facts: Vec<Fact>, corrections: Vec<Correction>) -> Self {
        facts.sort_by_key(|f| f.entry);
        Register::default().with(facts, corrections)
    }

    /// This register and more facts and corrections, entered later. Costs what is added, not what is held. One writer at a time:
    /// two that add to the same register at once would count each other's facts.
    pub fn with(&self, facts: Vec<Fact>, corrections: Vec<Correction>) -> Self {
        let mut next = if self.is_newest() { self.clone() } else { self.copy() };
        let mut touched: BTreeMap<Place, Group> = BTreeMap::new();
        for fact in facts {
            next.entries = next.entries.max(fact.entry);
            let place = (fact.treaty, fact.state);
            let number = next.facts.push(fact);
            next.held = number + 1;
            next.opened(place, &mut touched).facts.push(FactNo(u32::try_from(number).unwrap_or(u32::MAX)));
        }
        for correction in corrections {
            next.entries = next.entries.max(correction.entry);
            if let Some(wrong) = next.find(&correction.fact, &touched) {
                let place = next.at(wrong).map(|f| (f.treaty, f.state));
                let group = place.map(|place| next.opened(place, &mut touched));
                // The first correction of a fact stands; a second one finds it gone already.
                if let Some(group) = group.filter(|g| g.gone(wrong).is_none()) {
                    group.gone.push((wrong, correction.entry, correction.known_from));
                }
            }
            next.corrected = next.corrections.push(correction) + 1;
        }
        for ((treaty, state), mut group) in touched {
            next.sort(&mut group);
            let states = next.treaties.get(&treaty).cloned().unwrap_or_default();
            next.treaties.insert_mut(treaty, states.insert(state, Arc::new(group)));
        }
        next
    }

    /// This register and more documents behind its facts, entered later.
    pub fn attach(&self, evidence: Vec<Evidence>) -> Self {
        if evidence.is_empty() {
            return self.clone();
        }
        let entries = evidence.iter().map(|e| e.entry).fold(self.entries, u32::max);
        let evidence = self.evidence.iter().cloned().chain(evidence).collect();
        Register { evidence: Arc::new(evidence), entries, ..self.clone() }
    }

    /// Whether nothing was added to the facts shared with other registers since this one was made.
    fn is_newest(&self) -> bool {
        self.facts.count() == self.held && self.corrections.count() == self.corrected
    }

    /// The same register, sharing no facts: for what is added to one that others have gone on from.
    fn copy(&self) -> Self {
        Register {
            facts: Arc::new(self.facts().cloned().collect()),
            corrections: Arc::new(self.corrections().cloned().collect()),
            ..self.clone()
        }
    }

    fn opened<'t>(&self, place: Place, touched: &'t mut BTreeMap<Place, Group>) -> &'t mut Group {
        let held = || self.group(place.0, place.1).map(|g| g.as_ref().clone()).unwrap_or_default();
        touched.entry(place).or_insert_with(held)
    }

    fn sort(&self, group: &mut Group) {
        let mut facts: Vec<(FactNo, &Fact)> = group.facts.iter().filter_map(|no| self.at(*no).map(|f| (*no, f))).collect();
        facts.sort_by(|(_, a), (_, b)| (a.kind, a.period, a.on, a.entry, &a.id).cmp(&(b.kind, b.period, b.on, b.entry, &b.id)));
        group.kinds.clear();
        for (at, (_, fact)) in (0u32..).zip(&facts) {
            match group.kinds.last_mut().filter(|(kind, ..)| *kind == fact.kind) {
                Some((_, _, to)) => *to = at + 1,
                None => group.kinds.push((fact.kind, at, at + 1)),
            }
        }
        group.facts = facts.into_iter().map(|(no, _)| no).collect();
    }

    /// The fact of that id, also where its group has not been put back yet.
    fn find(&self, id: &str, touched: &BTreeMap<Place, Group>) -> Option<FactNo> {
        let has = |no: &&FactNo| self.at(**no).is_some_and(|f| f.id == id);
        touched.values().flat_map(|group| &group.facts).find(has).copied().or_else(|| self.number(id))
    }

    /// How many entries the ledger held when this register was read.
    pub fn entries(&self) -> u32 {
        self.entries
    }

    /// How many facts there are.
    pub fn len(&self) -> usize {
        self.held
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.held == 0
    }

    /// Every fact, whatever the day, in the order of entry.
    pub fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter().take_while(|(number, _)| *number < self.held).map(|(_, fact)| fact)
    }

    /// Every correction, in the order of entry.
    pub fn corrections(&self) -> impl Iterator<Item = &Correction> {
        self.corrections.iter().take_while(|(number, _)| *number < self.corrected).map(|(_, correction)| correction)
    }

    /// Every document that stands behind a fact, in the order of entry.
    pub fn documents(&self) -> impl Iterator<Item = &Evidence> {
        self.evidence.iter()
    }

    /// The documents that stand behind a fact, in the order of entry.
    pub fn evidence(&self, fact: &str) -> impl Iterator<Item = &Evidence> {
        self.evidence.iter().filter(move |e| e.fact == fact)
    }

    /// The fact of that number.
    pub fn at(&self, number: FactNo) -> Option<&Fact> {
        self.facts.get(number.0 as usize).filter(|_| (number.0 as usize) < self.held)
    }

    /// The fact of that id.
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.number(id).and_then(|number| self.at(number))
    }

    /// The number of the fact of that id. An id begins with the State it is about, or the treaty: only those are looked through.
    pub fn number(&self, id: &str) -> Option<FactNo> {
        let about = id.split_once('-').map_or(id, |(about, _)| about);
        let state: Option<State> = about.parse().ok();
        let treaty = |treaty: &Treaty| treaty.code() == about;
        let groups = self.treaties.iter().flat_map(|(of, states)| {
            let of_treaty = states.get(&None).filter(|_| treaty(of));
            state.and_then(|s| states.get(&Some(s))).into_iter().chain(of_treaty)
        });
        let mut facts = groups.flat_map(|group| &group.facts);
        facts.find(|no| self.at(**no).is_some_and(|f| f.id == id)).copied()
    }

    /// The register as known by a day.
    pub fn known_by(&self, day: Day) -> View<'_> {
        View { register: self, known_by: day, entries: self.entries }
    }

    /// The facts about one State, or about none, under one treaty.
    pub fn group(&self, treaty: Treaty, state: Option<State>) -> Option<&Arc<Group>> {
        self.treaties.get(&treaty)?.get(&state)
    }

    /// The facts of one treaty, State by State.
    pub fn groups(&self, treaty: Treaty) -> impl Iterator<Item = (Option<State>, &Arc<Group>)> {
        self.treaties.get(&treaty).into_iter().flat_map(|states| states.iter().map(|(state, group)| (*state, group)))
    }

    pub(crate) fn of_kind<'a>(&'a self, group: &'a Group, kind: Kind, view: View<'a>) -> impl Iterator<Item = &'a Fact> {
        self.held(group, group.of_kind(kind), view)
    }

    /// Of the facts of a group, those a view holds.
    pub(crate) fn held<'a>(&'a self, group: &'a Group, facts: &'a [FactNo], view: View<'a>) -> impl Iterator<Item = &'a Fact> {
        facts.iter().filter_map(move |no| {
            let fact = self.at(*no).filter(|f| f.known_from <= view.known_by && f.entry <= view.entries)?;
            let gone = group.gone(*no).is_some_and(|(entry, day)| day <= view.known_by && entry <= view.entries);
            (!gone).then_some(fact)
        })
    }
}
