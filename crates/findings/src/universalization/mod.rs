//! Who could join next: States Parties against what they set themselves, new parties, and what is on record of each State outside.
//!
//! The order in which States stand is a suggestion to people. Every point of it names its factor in the book and its facts.

mod arrivals;
mod factor;
mod prospect;
mod target;

pub use arrivals::{Arrival, Since, since};
pub use factor::{Answer, Weighed};
pub use prospect::{Cast, Neighbours, Prospect, Topic};
pub use target::Reached;

use crate::spoken::count;
use crate::{Parties, Question, Rolls, Status, World, parties};
use facts::{Day, State};
use prospect::Desk;

/// The campaign on a day, as known by a day.
#[derive(Clone, Debug)]
pub struct Universalization<'a> {
    /// How many States stand where.
    pub parties: Parties,
    /// What States Parties set themselves, and how far it was reached.
    pub targets: Vec<Reached<'a>>,
    /// The States Parties at the end of every year, and on the day asked about.
    pub course: Vec<(Day, u32)>,
    /// The States that became parties after the day asked for, in the order of their deposits.
    pub new: Vec<Arrival<'a>>,
    /// The States outside: those with more points first, equals by name.
    pub prospects: Vec<Prospect<'a>>,
}

/// The campaign; `after` is the day after which parties count as new, the beginning when none. None for a treaty the book does not hold.
pub fn universalization<'a>(world: &'a World, question: &Question, after: Option<Day>) -> Option<Universalization<'a>> {
    let campaign = &world.book.chapter(question.treaty)?.campaign;
    let desk = Desk::open(world, question)?;
    let outside = world.gazetteer.states().filter(|r| !is_party(desk.rolls.status(r.state, question.true_on)));
    let mut prospects: Vec<Prospect<'a>> = outside.map(|r| desk.prospect(r.state, &campaign.factors)).collect();
    let name = |state: &State| world.gazetteer.name(state, "en").to_owned();
    prospects.sort_by_cached_key(|prospect| (std::cmp::Reverse(prospect.points), name(&prospect.state)));
    Some(Universalization {
        parties: parties(world, question)?,
        targets: target::targets(world, question, &desk.rolls, &campaign.targets),
        course: course(&desk.rolls, question.true_on),
        new: arrivals::arrivals(&desk.rolls, after.unwrap_or(Day::MIN), question.true_on),
        prospects,
    })
}

/// All that is on record of one State, party or not.
pub fn dossier<'a>(world: &'a World, question: &Question, state: State) -> Option<Prospect<'a>> {
    let campaign = &world.book.chapter(question.treaty)?.campaign;
    let desk = Desk::open(world, question)?;
    let is_outside = !is_party(desk.rolls.status(state, question.true_on));
    let factors = if is_outside { campaign.factors.as_slice() } else { &[] };
    Some(desk.prospect(state, factors))
}

/// Whether a State counts among the States Parties, as the United Nations count: from its deposit to the end of its membership.
fn is_party(status: Status) -> bool {
    matches!(status, Status::Party | Status::Consented)
}

fn course(rolls: &Rolls<'_>, on: Day) -> Vec<(Day, u32)> {
    let first = rolls.all().filter_map(|(_, membership)| membership.consent?.on).map(|day| day.last.year()).min();
    let ends = first.into_iter().flat_map(|first| first..on.year()).filter_map(|year| Day::new(year, 12, 31).ok());
    let parties = |day: Day| count(rolls.all().filter(|(_, membership)| is_party(membership.status(day))).count());
    ends.chain([on]).filter(|day| *day <= on).map(|day| (day, parties(day))).collect()
}
