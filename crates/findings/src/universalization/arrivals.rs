use super::is_party;
use crate::{Membership, Question, Rolls, World};
use facts::{Day, Fact, State, When};

/// A State that became a party, by the day it deposited its consent.
#[derive(Clone, Debug)]
pub struct Arrival<'a> {
    /// The State.
    pub state: State,
    /// The deposit.
    pub consent: &'a Fact,
    /// The day of the deposit.
    pub on: When,
    /// The day from which the treaty is in force for it.
    pub in_force: Option<When>,
}

/// The day after which States count as new, and what it was taken from.
#[derive(Clone, Copy, Debug)]
pub struct Since<'a> {
    /// The last day that does not count.
    pub day: Day,
    /// The meeting whose last day it is, if it was asked for by a meeting's name.
    pub meeting: Option<&'a Fact>,
}

/// Reads a day, or the short name of a meeting, of which the closing day counts: `2016-10-03`, `1RC`, `2RC-Part-One`.
///
/// None where it is neither, or where no meeting of that name is known by the day asked about.
pub fn since<'a>(world: &'a World, question: &Question, text: &str) -> Option<Since<'a>> {
    if let Ok(day) = facts::exact_day(text) {
        return Some(Since { day, meeting: None });
    }
    let meeting = meeting(world, question, text)?;
    let closed = meeting.until.filter(|day| !day.is_open()).or(meeting.on)?;
    Some(Since { day: closed.last, meeting: Some(meeting) })
}

/// The meeting of that short name, whatever the capitals, blanks written as hyphens or not.
pub(super) fn meeting<'a>(world: &'a World, question: &Question, name: &str) -> Option<&'a Fact> {
    let plain = |text: &str| text.to_lowercase().replace(' ', "-");
    let kind = world.book.vocabulary.kind("meeting")?;
    let named = |fact: &&Fact| fact.about.as_deref().is_some_and(|about| plain(about) == plain(name));
    let meetings: Vec<&Fact> = world.view(question).about_no_state(question.treaty, kind).filter(named).collect();
    // A row with both days tells more than one with the opening day alone.
    let (whole, open): (Vec<&Fact>, Vec<&Fact>) = meetings.into_iter().partition(|fact| fact.until.is_some());
    crate::spoken::used(&whole).or_else(|| crate::spoken::used(&open))
}

/// The States that deposited their consent after a day and up to another, and are parties on the latter, in the order of their deposits.
pub(super) fn arrivals<'a>(rolls: &Rolls<'a>, after: Day, up_to: Day) -> Vec<Arrival<'a>> {
    let arrived = |(state, membership): (State, &Membership<'a>)| {
        let consent = membership.consent?;
        let on = consent.on.filter(|day| after < day.last && day.last <= up_to)?;
        is_party(membership.status(up_to)).then_some(Arrival { state, consent, on, in_force: membership.in_force })
    };
    let mut found: Vec<Arrival<'a>> = rolls.all().filter_map(arrived).collect();
    found.sort_by_key(|arrival| (arrival.on, arrival.state));
    found
}
