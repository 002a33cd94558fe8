use crate::choice::source_day;
use crate::spoken::{Spoken, used};
use facts::{Fact, State, Years};
use std::collections::{BTreeMap, BTreeSet};

/// The scope in which shares are told: casualties of cluster munitions, never those of all ordnance together.
pub const SCOPE: &str = "cluster-munition";

/// What of casualties is counted: all of them, or those of one cause. A part is never held against a whole.
pub const UNITS: [&str; 3] = ["casualties", "attacks", "remnants"];

/// The figures published for one State, or the world, for one period and one scope: the one used, and the others beside it.
#[derive(Clone, Debug)]
pub struct Toll<'a> {
    /// The State; none for the world.
    pub state: Option<State>,
    /// What is counted: `cluster-munition`, `all-ordnance`. Scopes are never added.
    pub scope: String,
    /// The year, or the years covered by one figure.
    pub period: Years,
    /// The row used: the higher rank, then the later publication.
    pub used: &'a Fact,
    /// The rows beside it, the latest publication first.
    pub beside: Vec<&'a Fact>,
}

impl Toll<'_> {
    /// The number used in that unit, where the source gives the number itself.
    pub fn number(&self, unit: &str) -> Option<f64> {
        number(self.used, unit)
    }

    /// Whether a row beside it gives another number in a unit that both have.
    pub fn is_revised(&self) -> bool {
        let differs = |other: &Fact, unit: &str| match (other.amount(unit), self.used.amount(unit)) {
            (Some(other), Some(used)) => other != used,
            _ => false,
        };
        self.beside.iter().any(|other| UNITS.iter().any(|unit| differs(other, unit)))
    }
}

fn number(fact: &Fact, unit: &str) -> Option<f64> {
    fact.amount(unit).filter(|amount| amount.hedge.is_none()).map(|amount| amount.number)
}

/// The part of one State in the world total of a window.
#[derive(Clone, Debug)]
pub struct Share<'a> {
    /// The State.
    pub state: State,
    /// The years of the world total.
    pub window: Years,
    /// What is divided, or why it cannot be.
    pub ratio: Result<Ratio<'a>, Missing>,
}

/// A share as it was made: both numbers, and the rows they rest on.
#[derive(Clone, Debug)]
pub struct Ratio<'a> {
    /// What is counted on both sides.
    pub unit: &'static str,
    /// The State's number: one row, or one row for every year of the window.
    pub part: f64,
    /// The rows of the State's number.
    pub parts: Vec<&'a Fact>,
    /// The world's number.
    pub whole: f64,
    /// Its row: of the State's own publication where the world has one, else the one used.
    pub of: &'a Fact,
    /// Whether the two were published in different years: what came to light between them is in one and not in the other.
    pub is_mixed: bool,
}

impl Ratio<'_> {
    /// The share in percent.
    pub fn percent(&self) -> f64 {
        if self.whole > 0.0 { self.part / self.whole * 100.0 } else { 0.0 }
    }
}

/// Why a share is not derivable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Missing {
    /// Years of the window have no figure for the State.
    Years,
    /// The two count different things, or a figure is no plain number.
    Unit,
}

/// Every toll on record by the day: the world first, then State by State, by scope and period.
pub(crate) fn tolls<'a>(spoken: &Spoken<'a>) -> Vec<Toll<'a>> {
    let mut told: BTreeMap<(Option<State>, String, Years), Vec<&'a Fact>> = BTreeMap::new();
    for fact in spoken.of_all(&spoken.kinds(&["casualties"])) {
        if let (Some(period), Some(scope)) = (fact.period, &fact.about) {
            told.entry((fact.state, scope.clone(), period)).or_default().push(fact);
        }
    }
    let toll = |((state, scope, period), rows): ((Option<State>, String, Years), Vec<&'a Fact>)| {
        let used = used(&rows)?;
        let mut beside: Vec<&Fact> = rows.into_iter().filter(|fact| fact.id != used.id).collect();
        beside.sort_by_key(|fact| std::cmp::Reverse(source_day(fact)));
        Some(Toll { state, scope, period, used, beside })
    };
    told.into_iter().filter_map(toll).collect()
}

/// The share of each State that has a figure within a window, for every window with a world total.
pub(crate) fn shares<'a>(tolls: &[Toll<'a>]) -> Vec<Share<'a>> {
    let of_scope = || tolls.iter().filter(|toll| toll.scope == SCOPE);
    let mut shares = Vec::new();
    for world in of_scope().filter(|toll| toll.state.is_none()) {
        let window = world.period;
        let within = |toll: &&Toll<'a>| window.first <= toll.period.first && toll.period.last <= window.last;
        let states: BTreeSet<State> = of_scope().filter(within).filter_map(|toll| toll.state).collect();
        for state in states {
            let mine: Vec<&Toll<'a>> = of_scope().filter(|toll| toll.state == Some(state)).filter(within).collect();
            shares.push(Share { state, window, ratio: ratio(&mine, world) });
        }
    }
    shares
}

fn ratio<'a>(mine: &[&Toll<'a>], world: &Toll<'a>) -> Result<Ratio<'a>, Missing> {
    let window = world.period;
    let parts: Vec<&Toll<'a>> = match mine.iter().find(|toll| toll.period == window) {
        Some(whole) => vec![whole],
        None => mine.iter().copied().filter(|toll| toll.period.is_one()).collect(),
    };
    let covered = parts.iter().any(|toll| toll.period == window)
        || (window.first..=window.last).all(|year| parts.iter().any(|toll| toll.period.covers(year)));
    if !covered {
        return Err(Missing::Years);
    }
    let rows: Vec<&'a Fact> = parts.iter().map(|toll| toll.used).collect();
    let in_unit = |unit: &&'static str| {
        let numbers: Option<Vec<f64>> = rows.iter().map(|fact| number(fact, unit)).collect();
        let (of, whole) = whole(world, &rows, unit)?;
        let is_mixed = rows.iter().any(|fact| source_day(fact).year() != source_day(of).year());
        Some(Ratio { unit, part: numbers?.iter().sum(), parts: rows.clone(), whole, of, is_mixed })
    };
    UNITS.iter().find_map(in_unit).ok_or(Missing::Unit)
}

/// The world's number in that unit: of the same publication as the State's, for figures are revised; else the one used.
fn whole<'a>(world: &Toll<'a>, parts: &[&'a Fact], unit: &str) -> Option<(&'a Fact, f64)> {
    let together = |fact: &&&'a Fact| parts.iter().all(|part| source_day(part) == source_day(fact));
    let counted = |fact: &'a Fact| number(fact, unit).filter(|whole| *whole > 0.0).map(|whole| (fact, whole));
    let same = std::iter::once(&world.used).chain(&world.beside).filter(together).find_map(|fact| counted(fact));
    same.or_else(|| counted(world.used))
}
