use super::population::population;
use super::{Counted, Look, Measured, order};
use facts::{Amount, Day, Fact, State, When, Years};
use rules::counts::{Happened, Population};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What happened in the window: who, or how much. Zero is a number; silence is not zero.
pub(super) fn count(look: &Look<'_>, shape: &Happened) -> Measured {
    match &shape.unit {
        Some(unit) => sum(look, shape, unit),
        None if shape.lists_about => abouts(look, shape),
        None => states(look, shape),
    }
}

/// The States of which such a fact lies in the window; those of whom only "none" is said apart.
fn states(look: &Look<'_>, shape: &Happened) -> Measured {
    let (mut counted, mut rest, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    let whole = !matches!(shape.of, Population::All);
    for state in population(look, &shape.of) {
        if !shape.states.is_empty() && !shape.states.contains(&state) {
            continue;
        }
        let facts = look.facts(Some(state), &shape.kinds, &shape.about);
        let numbers = |facts: &[&Fact]| facts.iter().filter_map(|f| look.number(f)).collect();
        let inside: Vec<&Fact> = facts.iter().copied().filter(|f| when(f).is_some_and(|w| look.window.holds(w))).collect();
        let touching: Vec<&Fact> = facts.iter().copied().filter(|f| when(f).is_none_or(|w| look.window.touches(w))).collect();
        if inside.iter().any(|f| f.says_some()) {
            counted.push(Counted::new(state, "counted-happened", numbers(&inside)));
        } else if !inside.is_empty() {
            rest.push(Counted::new(state, "counted-said-none", numbers(&inside)));
        } else if !touching.is_empty() {
            unknown.push(Counted::new(state, "counted-day-imprecise", numbers(&touching)));
        } else if whole {
            unknown.push(Counted::new(state, "counted-nothing-said", Vec::new()));
        }
    }
    let told = Measured::listed("states", counted, rest, unknown);
    let any = !(told.counted.is_empty() && told.rest.is_empty());
    Measured { number: told.number.filter(|_| any), whole: told.whole.filter(|_| whole), ..told }
}

/// What the facts of the window are about, each once.
fn abouts(look: &Look<'_>, shape: &Happened) -> Measured {
    let mut found: BTreeMap<String, Vec<facts::FactNo>> = BTreeMap::new();
    let states = look.states().into_iter().map(Some).chain([None]);
    for fact in states.flat_map(|state| look.facts(state, &shape.kinds, &shape.about)) {
        if let Some(about) = fact.about.as_ref().filter(|_| when(fact).is_some_and(|w| look.window.holds(w))) {
            found.entry(about.clone()).or_default().extend(look.number(fact));
        }
    }
    let counted: Vec<Counted> =
        found.into_iter().map(|(about, facts)| Counted::about(about, "counted-happened", facts)).collect();
    let number = (!counted.is_empty()).then_some(counted.len() as f64);
    Measured { unit: "items".to_owned(), number, counted, ..Measured::default() }
}

/// The sum of a unit. For each State, or for all where no State is named, one source for each year; a figure for all States together
/// is never added to figures of single States.
fn sum(look: &Look<'_>, shape: &Happened, unit: &str) -> Measured {
    let whole = pieces_of_all(look, shape, unit, &[]);
    let part = match (&shape.part, shape.states.is_empty()) {
        (Some(part), _) => pieces_of_all(look, shape, part, &[]),
        (None, false) => shape.states.iter().flat_map(|state| pieces(look, shape, (Some(*state), unit), &[])).collect(),
        (None, true) => {
            let silent = silent(look, shape, &whole);
            return Measured { unknown: silent, ..summed(unit, whole, None) };
        }
    };
    // A part is set against the whole that the same edition prints, where it does: a later edition may have counted both anew.
    let editions: Vec<When> = part.iter().filter_map(|piece| piece.fact.published).collect();
    let whole = pieces_of_all(look, shape, unit, &editions);
    summed(unit, part, Some(whole))
}

/// The years of the window of which nothing is on record, where the States looked at are named.
fn silent(look: &Look<'_>, shape: &Happened, pieces: &[Piece<'_>]) -> Vec<Counted> {
    let Population::States(states) = &shape.of else { return Vec::new() };
    let years = look.window.from.year()..=look.window.to.year();
    let told = |state: State, year: i16| pieces.iter().any(|p| p.fact.state == Some(state) && p.years.covers(year));
    let silent =
        states.iter().flat_map(|state| years.clone().filter(move |year| !told(*state, *year)).map(move |year| (*state, year)));
    silent
        .map(|(state, year)| Counted { period: Some(year), ..Counted::new(state, "counted-nothing-said", Vec::new()) })
        .collect()
}

fn summed(unit: &str, pieces: Vec<Piece<'_>>, whole: Option<Vec<Piece<'_>>>) -> Measured {
    let total = |pieces: &[Piece<'_>]| (!pieces.is_empty()).then(|| pieces.iter().map(|p| p.amount.number).sum::<f64>());
    let (number, out_of) = (total(&pieces), whole.as_deref().and_then(total));
    let told = |pieces: Vec<Piece<'_>>| pieces.into_iter().map(Piece::told).collect::<Vec<_>>();
    Measured {
        unit: unit.to_owned(),
        number,
        whole: out_of,
        counted: told(pieces),
        rest: told(whole.unwrap_or_default()),
        ..Measured::default()
    }
}

/// One figure for one or several whole years.
#[derive(Clone, Debug)]
struct Piece<'a> {
    fact: &'a Fact,
    number: Option<facts::FactNo>,
    years: Years,
    amount: &'a Amount,
}

impl Piece<'_> {
    fn told(self) -> Counted {
        let fact = self.fact;
        Counted {
            state: fact.state,
            period: self.years.is_one().then_some(self.years.first),
            about: fact.about.clone(),
            says: "counted-figure",
            day: None,
            number: Some(self.amount.number),
            hedged: self.amount.hedge.is_some(),
            sources: self.number.into_iter().collect(),
        }
    }

    fn length(&self) -> i32 {
        i32::from(self.years.last - self.years.first) + 1
    }
}

/// The figures for all States together where they cover at least as many years as those of single States; else the latter.
fn pieces_of_all<'a>(look: &Look<'a>, shape: &'a Happened, unit: &str, editions: &[When]) -> Vec<Piece<'a>> {
    let together = if shape.of == Population::All { pieces(look, shape, (None, unit), editions) } else { Vec::new() };
    let single: Vec<Piece<'a>> =
        population(look, &shape.of).into_iter().flat_map(|state| pieces(look, shape, (Some(state), unit), editions)).collect();
    let years = |pieces: &[Piece<'_>]| {
        let mut years: Vec<i16> = pieces.iter().flat_map(|p| p.years.first..=p.years.last).collect();
        years.sort_unstable();
        years.dedup();
        years.len()
    };
    if !together.is_empty() && years(&together) >= years(&single) { together } else { single }
}

/// One State's figures, or those that name none: for each kind, scope and span of years the source used, then the spans that cover the
/// most years without overlapping.
fn pieces<'a>(look: &Look<'a>, shape: &'a Happened, (state, unit): (Option<State>, &str), editions: &[When]) -> Vec<Piece<'a>> {
    let mut all = Vec::new();
    for kind in &shape.kinds {
        let mut scopes: BTreeMap<Option<&str>, Vec<Piece<'a>>> = BTreeMap::new();
        for fact in look.facts(state, std::slice::from_ref(kind), &shape.about) {
            let years = fact.period.or_else(|| fact.on.map(|day| Years { first: day.first.year(), last: day.last.year() }));
            let inside = when(fact).is_some_and(|w| look.window.holds(w));
            if let (Some(years), Some(amount), true) = (years, fact.amount(unit), inside) {
                scopes.entry(fact.about.as_deref()).or_default().push(Piece { fact, number: look.number(fact), years, amount });
            }
        }
        // Scopes overlap: one of them is used, the one that covers the most years.
        let chosen = scopes
            .into_values()
            .map(|pieces| without_overlap(pieces, editions))
            .reduce(|best, next| if covered(&next) > covered(&best) { next } else { best });
        all.extend(chosen.unwrap_or_default());
    }
    all
}

fn covered(pieces: &[Piece<'_>]) -> i32 {
    pieces.iter().map(Piece::length).sum()
}

/// The pieces that cover the most years without overlapping; of those, the fewest: a source's own sum goes before ours.
fn without_overlap<'a>(pieces: Vec<Piece<'a>>, editions: &[When]) -> Vec<Piece<'a>> {
    let mut used: BTreeMap<(i16, i16), Piece<'a>> = BTreeMap::new();
    for piece in pieces {
        let span = (piece.years.last, piece.years.first);
        let order = |fact: &Fact| (fact.published.is_some_and(|day| editions.contains(&day)), order(fact));
        if used.get(&span).is_none_or(|other| order(piece.fact) > order(other.fact)) {
            used.insert(span, piece);
        }
    }
    // By last year: the best choice among the first pieces either leaves the next one out or takes it after all that end before it.
    let pieces: Vec<Piece<'a>> = used.into_values().collect();
    let mut best: Vec<Vec<Piece<'a>>> = vec![Vec::new()];
    for (at, piece) in pieces.iter().enumerate() {
        let ends_before = pieces.iter().take(at).filter(|p| p.years.last < piece.years.first).count();
        let mut taken = best.get(ends_before).cloned().unwrap_or_default();
        taken.push(piece.clone());
        let left = best.last().cloned().unwrap_or_default();
        let better = (covered(&taken), Reverse(taken.len())) > (covered(&left), Reverse(left.len()));
        best.push(if better { taken } else { left });
    }
    best.pop().unwrap_or_default()
}

/// The days a fact speaks of: its own, else the whole of its years.
pub(super) fn when(fact: &Fact) -> Option<When> {
    let of_period = || {
        let years = fact.period?;
        Some(When { first: Day::new(years.first, 1, 1).ok()?, last: Day::new(years.last, 12, 31).ok()? })
    };
    let period = of_period();
    if period.is_some() { period } else { fact.on }
}
