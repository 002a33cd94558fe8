//! Entry into force: the twentieth consent decides for the treaty, and each State's own for those that come after.

use crate::day::six_months_on;
use crate::facts::{Db, Fact};

const DECISIVE: usize = 20;

/// When a treaty is in force for a State, and by which facts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub consent: i32,
    pub threshold: i32,
    pub in_force: i32,
}

/// A consent in the order in which consents are counted: by its day, then by its entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Consent {
    on: i32,
    id: i32,
}

/// The consent of a State that is chosen, of all that it has.
pub fn chosen(consents: &[Fact], known_by: i32) -> Option<Consent> {
    consents.iter().find(|f| f.counts(known_by)).map(|f| Consent { on: f.on(), id: f.id() })
}

/// The decisive consent and the day on which it brought the treaty into force.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Decisive {
    pub consent: Consent,
    in_force: i32,
}

impl Decisive {
    /// The twentieth of consents that are in order.
    pub fn among(mut consents: impl Iterator<Item = Consent>) -> Option<Self> {
        consents.nth(DECISIVE - 1).map(Decisive::by)
    }

    fn by(consent: Consent) -> Self {
        Decisive { consent, in_force: six_months_on(consent.on) }
    }

    pub fn entry(&self, consent: Consent) -> Entry {
        if consent.on <= self.consent.on {
            Entry { consent: consent.id, threshold: self.consent.id, in_force: self.in_force }
        } else {
            Entry { consent: consent.id, threshold: -1, in_force: six_months_on(consent.on) }
        }
    }

    /// Whether entering depends on this decisive consent rather than on the State's own.
    pub fn carries(&self, consent: Consent) -> bool {
        consent.on <= self.consent.on
    }
}

/// The entries of every State of a treaty, as known by a day.
pub fn of_treaty(db: &Db, treaty: usize, known_by: i32) -> Vec<Option<Entry>> {
    let pairs = treaty * db.states..(treaty + 1) * db.states;
    let consents: Vec<Option<Consent>> = pairs.map(|pair| chosen(db.consents(pair), known_by)).collect();
    let mut ordered: Vec<Consent> = consents.iter().flatten().copied().collect();
    if ordered.len() < DECISIVE {
        return vec![None; db.states];
    }
    let (_, twentieth, _) = ordered.select_nth_unstable(DECISIVE - 1);
    let decisive = Decisive::by(*twentieth);
    consents.into_iter().map(|consent| consent.map(|c| decisive.entry(c))).collect()
}
