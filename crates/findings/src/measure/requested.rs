use super::passed::requests;
use super::{Counted, Look, Measured};
use facts::{Day, Fact};
use rules::counts::Requested;

/// The States that asked for more time in the window, and for how long: from the day in force before the request to the day asked
/// for. Where no source names the day asked for, the length is not known.
pub(super) fn count(look: &Look<'_>, shape: &Requested) -> Measured {
    let kinds = requests(look, &shape.rule);
    let (mut counted, mut rest, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    let states = if shape.states.is_empty() { look.states() } else { shape.states.clone() };
    for state in states {
        let facts = look.facts(Some(state), &kinds, std::slice::from_ref(&shape.rule.0));
        let made: Vec<&Fact> = facts.into_iter().filter(|f| f.on.is_some_and(|day| look.window.touches(day))).collect();
        let sources = made.iter().filter_map(|f| look.number(f)).collect();
        let lengths: Vec<f64> = made.iter().filter_map(|f| years(look, shape, f)).collect();
        let longest = lengths.iter().copied().reduce(f64::max);
        let told = |says| Counted::new(state, says, sources).with(longest);
        match longest {
            _ if made.is_empty() && shape.states.is_empty() => {}
            Some(years) if years + 0.01 >= shape.years as f64 => counted.push(told("counted-asked-years")),
            Some(_) => rest.push(told("counted-asked-years")),
            None if made.is_empty() => unknown.push(told("counted-no-request")),
            None => unknown.push(told("counted-asked-not-told")),
        }
    }
    Measured::listed("requests", counted, rest, unknown)
}

/// The years asked for: from the day in force on the day before the request.
fn years(look: &Look<'_>, shape: &Requested, request: &Fact) -> Option<f64> {
    let (until, made) = (request.until?, request.on?);
    let state = request.state?;
    let question = crate::Question { true_on: made.first, ..look.question };
    let wanted = crate::Wanted { state: Some(state), rule: Some(shape.rule.clone()), ..crate::Wanted::default() };
    let due = crate::findings(look.world, &question, &wanted).into_iter().find_map(|row| row.due)?;
    let days = |from: Day, to: Day| from.until(to).map(|span| f64::from(span.get_days())).ok();
    days(due.last, until.last).map(|days| (days / 365.25 * 10.0).round() / 10.0)
}
