//! What made the world change between two days: an act that a finding rests on only now, one whose own day has come, the notice
//! by which a State left; else nothing but a day that passed.

use crate::membership::Seat;
use crate::{Cause, Change, Finding, Question, Standing, World};
use facts::{DayKey, FactNo};

/// Names in each change of the world the facts that made it.
pub(crate) fn name_acts(world: &World, from: &Question, to: &Question, changes: &mut [Change]) {
    let Some(hall) = world.hall(to) else { return };
    for change in changes.iter_mut().filter(|change| change.cause == Cause::World) {
        let place = change.finding().and_then(|f| hall.columns.place(f.state));
        let seat = place.and_then(|place| hall.seats.get(place)).unwrap_or(&Seat::EMPTY);
        change.by = Meanwhile { world, from, to, seat }.made(change);
    }
}

/// The time between two questions, for one State.
struct Meanwhile<'a> {
    world: &'a World,
    from: &'a Question,
    to: &'a Question,
    /// The State's acts, as known for the second.
    seat: &'a Seat,
}

impl Meanwhile<'_> {
    fn made(&self, change: &Change) -> Vec<FactNo> {
        let (before, after) = (&change.before, &change.after);
        // Where a row is new because its year has come, the acts by which the State joined did not make it.
        let year_has_come = before.is_none() && after.as_ref().is_some_and(|f| f.period.is_some());
        let did = |fact: &FactNo| !(year_has_come && [self.seat.consent, self.seat.threshold].contains(&Some(*fact)));
        let mut by: Vec<FactNo> = only(after, before).filter(did).collect();
        if by.is_empty() {
            // What was known before its day, and its day has come.
            by.extend(sources(after).filter(|fact| did(fact) && self.saw(*fact)));
        }
        if by.is_empty() {
            by.extend(self.left(after));
        }
        if by.is_empty() && after.is_some() {
            by.extend(only(before, after));
        }
        by
    }

    /// Whether the fact's own day, to its last possible one, came between the two.
    fn saw(&self, fact: FactNo) -> bool {
        let on = self.world.register.at(fact).and_then(|f| f.on);
        on.is_some_and(|on| self.from.true_on < on.last && on.last <= self.to.true_on)
    }

    /// The notice of withdrawal, where it took effect between the two and ended the duty.
    fn left(&self, after: &Option<Finding>) -> Option<FactNo> {
        let leaves = self.seat.leaves.last;
        let took_effect = DayKey::of(self.from.true_on) < leaves && leaves <= DayKey::of(self.to.true_on);
        let ended = after.as_ref().is_none_or(|f| f.standing == Standing::Ended || f.is_owed_only_otherwise());
        self.seat.withdrawal.filter(|_| took_effect && ended)
    }
}

fn sources(finding: &Option<Finding>) -> impl Iterator<Item = FactNo> {
    finding.iter().flat_map(|f| f.sources.iter().copied())
}

/// The facts that one end rests on and the other does not.
fn only(these: &Option<Finding>, others: &Option<Finding>) -> impl Iterator<Item = FactNo> {
    sources(these).filter(|fact| sources(others).all(|other| other != *fact))
}
