//! Who is party to a treaty, and since when, as it was known over the days of a sweep.

use crate::entry::{self, Consent, Decisive, Entry};
use crate::facts::Db;
use crate::months::{Months, Stretch};

/// A State's entry into force, as it was known over some of the days.
pub struct Membership {
    pub state: usize,
    pub entry: Entry,
    pub known: Stretch,
}

/// Follows the consents of a treaty through the days.
pub fn memberships(db: &Db, treaty: usize, months: &Months) -> Vec<Membership> {
    let mut roll = Roll::new(db.states);
    let changes = changes(db, treaty, months);
    for changed in changes.chunk_by(|(a, _), (b, _)| a == b) {
        roll.advance(db, treaty, months, changed);
    }
    roll.close(months.count())
}

/// The days on which a consent became known or was no longer held, in order, and of which State.
fn changes(db: &Db, treaty: usize, months: &Months) -> Vec<(usize, usize)> {
    let mut changes = Vec::new();
    for state in 0..db.states {
        for fact in db.consents(treaty * db.states + state) {
            let days = [fact.known, fact.gone].map(|day| months.from(i32::from(day)));
            changes.extend(days.into_iter().filter(|at| *at < months.count()).map(|at| (at, state)));
        }
    }
    changes.sort_unstable();
    changes.dedup();
    changes
}

/// The consents of a treaty on one day, and the memberships found so far.
struct Roll {
    /// The chosen consents in the order in which they are counted, and whose they are.
    ordered: Vec<(Consent, usize)>,
    of_state: Vec<Option<Consent>>,
    /// The entry of each State, and since which of the days it has been known.
    current: Vec<Option<(Entry, usize)>>,
    decisive: Option<Decisive>,
    found: Vec<Membership>,
}

impl Roll {
    fn new(states: usize) -> Self {
        Roll {
            ordered: Vec::with_capacity(states),
            of_state: vec![None; states],
            current: vec![None; states],
            decisive: None,
            found: Vec::with_capacity(states),
        }
    }

    /// Goes on to the next day on which something changed.
    fn advance(&mut self, db: &Db, treaty: usize, months: &Months, changed: &[(usize, usize)]) {
        let Some((at, _)) = changed.first().copied() else { return };
        for (_, state) in changed {
            self.replace(*state, entry::chosen(db.consents(treaty * db.states + state), months.day(at)));
        }
        let before = self.decisive;
        self.decisive = Decisive::among(self.ordered.iter().map(|(consent, _)| *consent));
        changed.iter().for_each(|(_, state)| self.enter(*state, at));
        if before != self.decisive {
            self.carried(before).into_iter().for_each(|state| self.enter(state, at));
        }
    }

    fn replace(&mut self, state: usize, consent: Option<Consent>) {
        let before = std::mem::replace(&mut self.of_state[state], consent);
        if let Some(place) = before.and_then(|before| self.ordered.binary_search(&(before, state)).ok()) {
            self.ordered.remove(place);
        }
        if let Some(consent) = consent {
            let place = self.ordered.partition_point(|known| *known < (consent, state));
            self.ordered.insert(place, (consent, state));
        }
    }

    /// The States that enter with the decisive consent, by this one or by the one before; all, where there was none or is none.
    fn carried(&self, before: Option<Decisive>) -> Vec<usize> {
        let by_either = |consent: &Consent| match (before, self.decisive) {
            (Some(before), Some(now)) => before.carries(*consent) || now.carries(*consent),
            _ => true,
        };
        self.ordered.iter().take_while(|(consent, _)| by_either(consent)).map(|(_, state)| *state).collect()
    }

    fn enter(&mut self, state: usize, at: usize) {
        let entry = self.of_state[state].zip(self.decisive).map(|(consent, decisive)| decisive.entry(consent));
        if entry != self.current[state].map(|(entry, _)| entry) {
            let before = std::mem::replace(&mut self.current[state], entry.map(|entry| (entry, at)));
            self.leave(state, before, at);
        }
    }

    fn leave(&mut self, state: usize, before: Option<(Entry, usize)>, at: usize) {
        if let Some((entry, since)) = before.filter(|(_, since)| *since < at) {
            self.found.push(Membership { state, entry, known: Stretch { from: since, to: at } });
        }
    }

    fn close(mut self, end: usize) -> Vec<Membership> {
        for state in 0..self.current.len() {
            self.leave(state, self.current[state], end);
        }
        // The facts of a State lie together: all that is asked of them is asked at once.
        self.found.sort_unstable_by_key(|membership| (membership.state, membership.known.from));
        self.found
    }
}
