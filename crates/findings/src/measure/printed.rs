use super::{Counted, Look, Measured, order};
use facts::Fact;
use rules::counts::Printed;

/// The latest figure that a source prints, up to the window's end; the others stay beside it.
pub(super) fn count(look: &Look<'_>, shape: &Printed) -> Measured {
    let Some(kind) = look.world.book.vocabulary.kind("figure-printed") else { return Measured::default() };
    let figures = look.facts(None, &[kind], &shape.about);
    let by_then = |fact: &&Fact| fact.first_day().unwrap_or(fact.known_from) <= look.window.to;
    let mut printed: Vec<&Fact> = figures.into_iter().filter(by_then).filter(|f| f.amount(&shape.unit).is_some()).collect();
    printed.sort_by_key(|fact| std::cmp::Reverse((fact.first_day(), order(fact))));
    let told = |fact: &&Fact| {
        let amount = fact.amount(&shape.unit);
        let counted =
            Counted::about(fact.about.clone().unwrap_or_default(), "counted-printed", look.number(fact).into_iter().collect());
        Counted { hedged: amount.is_some_and(|a| a.hedge.is_some()), ..counted.with(amount.map(|a| a.number)) }
    };
    let all: Vec<Counted> = printed.iter().map(told).collect();
    let number = all.first().and_then(|c| c.number);
    // Several sources that print the same figure stand together.
    let (counted, rest) = all.into_iter().partition(|c: &Counted| c.number == number);
    Measured { unit: shape.unit.clone(), number, counted, rest, ..Measured::default() }
}
