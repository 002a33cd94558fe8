use super::Look;
use crate::{Standing, Status, Wanted};
use facts::State;
use rules::counts::Population;

/// The States looked at, on the window's last day.
pub(super) fn population(look: &Look<'_>, of: &Population) -> Vec<State> {
    let end = look.at_end();
    match of {
        Population::All => look.states(),
        Population::States(states) => states.clone(),
        Population::Parties | Population::Outside => {
            let Some(rolls) = look.world.rolls(&end) else { return Vec::new() };
            let party = |state: &State| matches!(rolls.status(*state, end.true_on), Status::Party | Status::Consented);
            let wanted = *of == Population::Parties;
            look.states().into_iter().filter(|state| party(state) == wanted).collect()
        }
        Population::Bound(rule) => {
            let wanted = Wanted { rule: Some(rule.clone()), ..Wanted::default() };
            let idle = [Standing::NotBound, Standing::NotApplicable, Standing::Ended];
            let rows = crate::findings(look.world, &end, &wanted);
            let mut states: Vec<State> = rows.iter().filter(|row| !idle.contains(&row.standing)).map(|row| row.state).collect();
            states.dedup();
            states
        }
    }
}
