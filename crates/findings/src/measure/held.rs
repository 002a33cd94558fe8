use super::population::population;
use super::{Counted, Look, Measured, order};
use crate::choice::source_day;
use facts::{Day, Fact};
use rules::counts::Held;

/// States of which the latest that was said, among some kinds and those that end them, is of these kinds.
pub(super) fn count(look: &Look<'_>, shape: &Held) -> Measured {
    let kinds = [shape.kinds.clone(), shape.ended_by.clone()].concat();
    let (mut counted, mut rest, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for state in population(look, &shape.of) {
        let said = look.facts(Some(state), &kinds, &shape.about);
        let (by_then, later): (Vec<&Fact>, Vec<&Fact>) =
            said.into_iter().filter(|f| first(f) <= look.window.to).partition(|f| last(f) <= look.window.to);
        let latest = by_then.into_iter().max_by_key(|f| (last(f), order(f)));
        let told = |fact: &Fact, says| Counted::new(state, says, look.number(fact).into_iter().collect());
        match latest {
            Some(fact) if shape.kinds.contains(&fact.kind) && fact.says_some() => counted.push(told(fact, "counted-held")),
            Some(fact) => rest.push(told(fact, "counted-not-held")),
            None if !later.is_empty() => {
                let sources = later.iter().filter_map(|f| look.number(f)).collect();
                unknown.push(Counted::new(state, "counted-day-imprecise", sources));
            }
            None => unknown.push(Counted::new(state, "counted-nothing-said", Vec::new())),
        }
    }
    Measured::listed("states", counted, rest, unknown)
}

/// The first day on which it could have been so; what has no day is said on the day of its source.
fn first(fact: &Fact) -> Day {
    fact.first_day().unwrap_or_else(|| source_day(fact))
}

/// The last such day, not later than the fact could be known.
fn last(fact: &Fact) -> Day {
    let of_period = fact.period.and_then(|years| Day::new(years.last, 12, 31).ok());
    let day = fact.on.map(|when| when.last).or(of_period).unwrap_or_else(|| source_day(fact));
    day.min(fact.known_from).max(first(fact))
}
