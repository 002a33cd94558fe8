use super::{Counted, Look, Measured};
use crate::{Finding, Path, Question, Standing, Wanted};
use facts::{FactNo, State};
use jiff::ToSpan;
use rules::Shape;
use rules::counts::Passed;
use std::collections::BTreeMap;

/// What became of the day of each State under a deadline: missed in the window, extended, more time asked for, or still to fall into
/// the window.
pub(super) fn count(look: &Look<'_>, shape: &Passed) -> Measured {
    let wanted = Wanted { rule: Some(shape.rule.clone()), ..Wanted::default() };
    let missed = if shape.ways.iter().any(|way| way == "missed") { missed(look, shape) } else { BTreeMap::new() };
    let (mut counted, mut rest, mut unknown, mut aside) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for row in crate::findings(look.world, &look.at_end(), &wanted) {
        if shape.except.contains(&row.state) {
            continue;
        }
        let found = shape.ways.iter().find_map(|way| reached(look, shape, way, &row, &missed));
        let passed = row.due.is_some_and(|due| due.last < look.window.to);
        match (found, row.standing) {
            (Some(counts), _) => counted.push(Counted { day: row.due, ..counts }),
            (None, Standing::NotApplicable | Standing::NotBound | Standing::Ended) => aside.push(super::standing::told(&row)),
            // That no request is on record does not show that none was made.
            (None, Standing::Running) if shape.ways.iter().any(|way| way == "asked") => {
                unknown.push(Counted { says: "counted-no-request", ..super::standing::told(&row) });
            }
            (None, Standing::Unknown) if passed => unknown.push(super::standing::told(&row)),
            (None, _) => rest.push(super::standing::told(&row)),
        }
    }
    Measured { aside, ..Measured::listed("states", counted, rest, unknown) }
}

fn reached(look: &Look<'_>, shape: &Passed, way: &str, row: &Finding, missed: &BTreeMap<State, Vec<FactNo>>) -> Option<Counted> {
    match way {
        "missed" => missed.get(&row.state).map(|sources| Counted::new(row.state, "counted-missed", sources.clone())),
        "extended" if row.extended => Some(Counted::new(row.state, "counted-extended", row.sources.clone())),
        "asked" => {
            let kinds = requests(look, &shape.rule);
            let facts = look.facts(Some(row.state), &kinds, std::slice::from_ref(&shape.rule.0));
            let made = facts.into_iter().filter(|f| f.on.is_none_or(|day| day.first <= look.window.to));
            let sources: Vec<FactNo> = made.filter_map(|f| look.number(f)).collect();
            (!sources.is_empty()).then(|| Counted::new(row.state, "counted-asked", sources))
        }
        "falls" => row.due.filter(|due| look.window.holds(*due)).map(|_| {
            let done = matches!(row.standing, Standing::Met | Standing::MetLate);
            Counted::new(row.state, if done { "counted-falls-done" } else { "counted-falls" }, row.sources.clone())
        }),
        _ => None,
    }
}

/// The kinds of fact that are requests for more time under a deadline.
pub(super) fn requests(look: &Look<'_>, rule: &rules::RuleId) -> Vec<facts::Kind> {
    let book = &look.world.book;
    let Some(Shape::Deadline(deadline)) = book.rule(rule).map(|r| &r.shape) else { return Vec::new() };
    match deadline.extended_by.as_ref().and_then(|id| book.rule(id)).map(|r| &r.shape) {
        Some(Shape::Extension(shape)) => shape.requested_by.clone(),
        _ => Vec::new(),
    }
}

/// The States whose day passed on some day of the window with nothing done, on evidence; or that finished late in it.
fn missed(look: &Look<'_>, shape: &Passed) -> BTreeMap<State, Vec<FactNo>> {
    let (from, to) = (look.window.from, look.window.to);
    let days = std::iter::successors(Some(from), |day| day.checked_add(1.day()).ok()).take_while(|day| *day <= to);
    let Some(path) = Path::through(days.map(|day| (day, look.question.known_by))) else { return BTreeMap::new() };
    let question = Question { true_on: to, ..look.question };
    let states: Vec<State> = look.world.columns(&question).map(|c| c.states.to_vec()).unwrap_or_default();
    let mut missed: BTreeMap<State, Vec<FactNo>> = BTreeMap::new();
    crate::sweep(look.world, &question, &path, Some(&shape.rule), |_, row, sources| {
        let late = row.standing == Standing::MetLate && row.since.when().is_some_and(|day| day.last >= from && day.first <= to);
        if matches!(row.standing, Standing::Overdue | Standing::Undecided) || late {
            let of = states.get(usize::from(row.state)).map(|state| missed.entry(*state).or_default());
            of.into_iter().for_each(|facts| {
                for fact in sources.iter().map(crate::Source::fact) {
                    if !facts.contains(&fact) {
                        facts.push(fact);
                    }
                }
            });
        }
    });
    missed
}
