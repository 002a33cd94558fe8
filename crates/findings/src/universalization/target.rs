use super::arrivals::{Arrival, arrivals, meeting};
use super::is_party;
use crate::spoken::count;
use crate::{Question, Rolls, World};
use facts::{Day, Fact, When};
use rules::{Aim, Target};

/// How far a target is, or was, reached.
#[derive(Clone, Debug)]
pub struct Reached<'a> {
    /// The target as the book has it.
    pub target: &'a Target,
    /// The day by which it was to be reached: the opening of its meeting where that is known, else what its source said.
    pub by: When,
    /// The meeting, where it is known.
    pub meeting: Option<&'a Fact>,
    /// The day on which was counted: that day, or the day asked about where it comes first.
    pub counted_on: Day,
    /// Whether the day of the target has come.
    pub is_past: bool,
    /// What was counted.
    pub count: u32,
    /// How many are missing.
    pub short_by: u32,
    /// For new parties: which.
    pub new: Vec<Arrival<'a>>,
}

/// Every target of the book against the States Parties of its day.
pub(super) fn targets<'a>(world: &'a World, question: &Question, rolls: &Rolls<'a>, set: &'a [Target]) -> Vec<Reached<'a>> {
    let reached = |target: &'a Target| {
        let meeting = target.by_meeting.as_deref().and_then(|name| meeting(world, question, name));
        let by = meeting.and_then(|fact| fact.on).unwrap_or(target.by);
        let counted_on = by.last.min(question.true_on);
        let new = target.since.map(|since| arrivals(rolls, since, counted_on)).unwrap_or_default();
        let parties = || rolls.all().filter(|(_, membership)| is_party(membership.status(counted_on))).count();
        let counted = match target.counts {
            Aim::Parties => count(parties()),
            Aim::NewParties => count(new.len()),
        };
        let short_by = target.number.saturating_sub(counted);
        Reached { target, by, meeting, counted_on, is_past: by.last <= question.true_on, count: counted, short_by, new }
    };
    set.iter().map(reached).collect()
}
