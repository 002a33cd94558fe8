//! The facts as they lie in memory: sixteen bytes each, those of one State under one treaty together, those of one duty and
//! year beside each other, and among these first the one that is chosen before the others. So the chosen fact is always the
//! first that counts.

use crate::columns::Columns;
use crate::months::NEVER;
use std::io;

/// What a fact says, in the order in which the facts of one duty lie.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Says {
    Consent,
    Declared,
    Nothing,
    Granted,
    Requested,
    Done,
    NotDone,
    Received,
    NotReceived,
    Made,
    MadeNone,
}

/// One fact. All days of the benchmark fit into sixteen bits; loading refuses what does not.
#[derive(Clone, Copy)]
pub struct Fact {
    /// The place in the order of choice: rank, then the later entry. As entries are in the order of `known`, a later entry is
    /// also known no earlier, and need not be compared.
    pub order: u32,
    pub on: u16,
    pub known: u16,
    pub gone: u16,
    pub until: u16,
    pub year: u16,
    pub duty: u8,
    pub says: Says,
}

const ID_BITS: u32 = 28;
const ID_MASK: u32 = (1 << ID_BITS) - 1;

/// The place in the order of choice of a fact; smaller is chosen before larger.
pub fn order(said_by: i32, id: i32) -> u32 {
    (said_by as u32) << ID_BITS | (ID_MASK - id as u32)
}

/// After every fact.
pub const NOBODY: u32 = u32::MAX;

/// The fact at that place; −1 for nobody.
pub fn id_at(order: u32) -> i32 {
    if order == NOBODY { -1 } else { (ID_MASK - (order & ID_MASK)) as i32 }
}

impl Fact {
    pub fn counts(&self, known_by: i32) -> bool {
        i32::from(self.known) <= known_by && known_by < i32::from(self.gone)
    }

    pub fn on(&self) -> i32 {
        i32::from(self.on)
    }

    pub fn id(&self) -> i32 {
        id_at(self.order)
    }

    /// The place among the facts of one State: section, year, duty, what it says, choice.
    fn place(&self) -> u64 {
        // Declared and none are chosen among each other.
        let says = if self.says == Says::Nothing { Says::Declared } else { self.says };
        let duty = if self.section() == PROGRESS { self.duty } else { 0 };
        (self.section() as u64) << 56
            | u64::from(self.year) << 40
            | u64::from(duty) << 36
            | (says as u64) << 32
            | u64::from(self.order)
    }

    pub fn section(&self) -> usize {
        match self.says {
            Says::Consent => CONSENTS,
            Says::Made | Says::MadeNone => PROGRESS,
            _ => DUTIES + usize::from(self.duty),
        }
    }
}

/// The first day after this one on which one of the facts becomes known or is no longer held.
pub fn next_change(facts: &[Fact], on: i32) -> i32 {
    let after = |day: u16| if i32::from(day) > on { i32::from(day) } else { NEVER };
    facts.iter().fold(NEVER, |first, fact| first.min(after(fact.known)).min(after(fact.gone)))
}

/// The place of the first of the facts that counts, and the first day after this one on which it may be another: when it is no
/// longer held, or one before it becomes known.
pub fn first_that_counts(facts: &[Fact], on: i32) -> (Option<usize>, i32) {
    let mut change = NEVER;
    for (at, fact) in facts.iter().enumerate() {
        if fact.counts(on) {
            return (Some(at), change.min(i32::from(fact.gone)));
        }
        if i32::from(fact.known) > on {
            change = change.min(i32::from(fact.known));
        }
    }
    (None, change)
}

/// The sections of the facts of one State: the consents, one for each duty, and the progress of all duties, year by year.
pub const CONSENTS: usize = 0;
pub const DUTIES: usize = 1;
pub const PROGRESS: usize = 13;
const SECTIONS: usize = 14;

/// Where the facts of one State under one treaty lie.
#[derive(Clone, Copy, Default)]
pub struct Place {
    start: u32,
    ends: [u16; SECTIONS],
}

/// A list said to be complete.
#[derive(Clone, Copy)]
pub struct List {
    pub order: u32,
    pub on: i32,
    pub known: i32,
    pub gone: i32,
    pub first: i32,
    pub last: i32,
}

impl List {
    pub fn counts(&self, known_by: i32) -> bool {
        self.known <= known_by && known_by < self.gone
    }

    pub fn covers(&self, year: i32) -> bool {
        self.first <= year && year <= self.last
    }
}

/// Everything that can be asked about.
pub struct Db {
    pub treaties: usize,
    pub states: usize,
    /// How many facts there were in the file; the next fact entered has this number.
    pub count: i32,
    facts: Vec<Fact>,
    places: Vec<Place>,
    /// Of each treaty those of duty 10, then those of duty 11.
    lists: Vec<Vec<List>>,
}

/// The facts of one State under one treaty.
#[derive(Clone, Copy)]
pub struct OfState<'a> {
    facts: &'a [Fact],
    ends: &'a [u16; SECTIONS],
    pub lists: [&'a [List]; 2],
}

impl<'a> OfState<'a> {
    pub fn section(&self, section: usize) -> &'a [Fact] {
        let start = if section == 0 { 0 } else { self.ends[section - 1] };
        &self.facts[usize::from(start)..usize::from(self.ends[section])]
    }

    pub fn duty(&self, duty: u8) -> &'a [Fact] {
        self.section(DUTIES + usize::from(duty))
    }
}

impl Db {
    pub fn of(&self, pair: usize) -> OfState<'_> {
        let place = &self.places[pair];
        let treaty = pair / self.states;
        let start = place.start as usize;
        OfState {
            facts: &self.facts[start..start + usize::from(place.ends[SECTIONS - 1])],
            ends: &place.ends,
            lists: self.lists(treaty),
        }
    }

    pub fn lists(&self, treaty: usize) -> [&[List]; 2] {
        [&self.lists[treaty * 2], &self.lists[treaty * 2 + 1]]
    }

    pub fn consents(&self, pair: usize) -> &[Fact] {
        let place = &self.places[pair];
        let start = place.start as usize;
        &self.facts[start..start + usize::from(place.ends[CONSENTS])]
    }

    /// Enters one more fact about a State: its facts move to the end, where there is room for one more.
    /// Gives back where they lay.
    pub fn enter(&mut self, pair: usize, fact: Fact) -> Place {
        let before = self.places[pair];
        let (start, length) = (before.start as usize, usize::from(before.ends[SECTIONS - 1]));
        let at = start + self.facts[start..start + length].partition_point(|f| f.place() < fact.place());
        let moved = self.facts.len();
        self.facts.extend_from_within(start..at);
        self.facts.push(fact);
        self.facts.extend_from_within(at..start + length);
        let place = &mut self.places[pair];
        place.start = moved as u32;
        place.ends[fact.section()..].iter_mut().for_each(|end| *end += 1);
        self.count += 1;
        before
    }

    /// Takes back what was entered last.
    pub fn take_back(&mut self, pair: usize, before: Place) {
        self.facts.truncate(self.places[pair].start as usize);
        self.places[pair] = before;
        self.count -= 1;
    }

    /// Reads `facts.bin`.
    pub fn load(path: &std::path::Path) -> io::Result<Db> {
        let mut columns = Columns::open(path)?;
        let (treaties, states) = (columns.treaties, columns.states);
        let mut db = Db {
            treaties,
            states,
            count: columns.count as i32,
            facts: Vec::new(),
            places: vec![Place::default(); treaties * states],
            lists: vec![Vec::new(); treaties * 2],
        };
        let mut next = db.make_room(&mut columns)?;
        columns.rewind();
        while let Some(entry) = columns.next()? {
            if let Some(list) = entry.list()? {
                db.lists[entry.treaty()? * 2 + entry.duty_index(10)?].push(list);
            } else if let Some(fact) = entry.fact()? {
                let at = &mut next[entry.pair()?];
                db.facts[*at as usize] = fact;
                *at += 1;
            }
        }
        db.put_in_order()?;
        Ok(db)
    }

    /// Counts the facts of every State, and makes room for them and for some that are entered later.
    fn make_room(&mut self, columns: &mut Columns) -> io::Result<Vec<u32>> {
        let mut starts = vec![0_u32; self.places.len() + 1];
        while let Some(entry) = columns.next()? {
            if entry.is_of_a_duty() {
                starts[entry.pair()? + 1] += 1;
            }
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let all = starts[self.places.len()] as usize;
        let blank = Fact { order: NOBODY, on: 0, known: 0, gone: 0, until: 0, year: 0, duty: 0, says: Says::Consent };
        self.facts = Vec::with_capacity(all + (1 << 20));
        self.facts.resize(all, blank);
        for (place, start) in self.places.iter_mut().zip(&starts) {
            place.start = *start;
        }
        Ok(starts)
    }

    fn put_in_order(&mut self) -> io::Result<()> {
        let ends: Vec<u32> = self.places.iter().skip(1).map(|p| p.start).chain([self.facts.len() as u32]).collect();
        for (place, end) in self.places.iter_mut().zip(ends) {
            let facts = &mut self.facts[place.start as usize..end as usize];
            if facts.len() >= usize::from(u16::MAX) {
                return Err(io::Error::other("more than 65,534 facts about one State"));
            }
            facts.sort_unstable_by_key(Fact::place);
            for (section, section_end) in place.ends.iter_mut().enumerate() {
                *section_end = facts.partition_point(|f| f.section() <= section) as u16;
            }
        }
        self.lists.iter_mut().for_each(|lists| lists.sort_by_key(|list| list.order));
        Ok(())
    }
}
