use super::{Counted, Look, Measured};
use crate::Status;
use facts::{Fact, FactNo};
use rules::counts::{Parties, Who};

/// States by what they are to the treaty at the window's end; or those that consented in the window.
pub(super) fn count(look: &Look<'_>, shape: &Parties) -> Measured {
    let end = look.at_end();
    let Some(rolls) = look.world.rolls(&end) else { return Measured::default() };
    let numbers = |fact: Option<&Fact>| -> Vec<FactNo> { fact.into_iter().filter_map(|f| look.number(f)).collect() };
    let mut counted = Vec::new();
    let mut unknown = Vec::new();
    for (state, membership) in rolls.all() {
        let status = membership.status(end.true_on);
        let is_party = matches!(status, Status::Party | Status::Consented);
        let consented = membership.consent.and_then(|f| f.on);
        match shape.who {
            Who::New if consented.is_some_and(|day| look.window.holds(day)) => {
                counted.push(Counted::new(state, "counted-joined", numbers(membership.consent)));
            }
            Who::New if consented.is_some_and(|day| look.window.touches(day)) => {
                unknown.push(Counted::new(state, "counted-day-imprecise", numbers(membership.consent)));
            }
            Who::Parties | Who::Joined if is_party => {
                counted.push(Counted::new(state, "counted-party", numbers(membership.consent)));
            }
            Who::Signatories | Who::Joined if status == Status::Signatory => {
                counted.push(Counted::new(state, "counted-signatory", numbers(membership.signed)));
            }
            _ => {}
        }
    }
    Measured { whole: None, ..Measured::listed("states", counted, Vec::new(), unknown) }
}
