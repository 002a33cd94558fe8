use crate::at::At;
use crate::clock::Clock;
use crate::columns::Item;
use crate::plan::{By, Planned, Use};
use crate::row::{Part, Row, Rows};
use crate::shapes::best;
use crate::shapes::deadline::held;
use crate::{Standing, Status};
use facts::{DayKey, FactNo, Span};
use rules::{RuleId, shapes};

/// A warning about what was seen and not spoken about, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Undeclared {
    pub about: RuleId,
}

const SEEN: u8 = 0;
const ANSWERED: u8 = 1;

pub(crate) fn compile(shape: &shapes::Undeclared) -> Undeclared {
    Undeclared { about: shape.watches.clone() }
}

/// What it reads.
pub(crate) fn uses(shape: &shapes::Undeclared) -> Vec<Use> {
    let seen = shape.seen_as.iter().map(|kind| Use::new(*kind, SEEN, By::Some));
    seen.chain(shape.answered_by.iter().map(|kind| Use::new(*kind, ANSWERED, By::Fact))).collect()
}

/// What was decided, and by which facts.
#[derive(Clone, Debug)]
pub(crate) struct Ruling {
    pub standing: Standing,
    /// What was seen and not answered; where all is answered, what was seen last.
    pub seen: Vec<FactNo>,
    /// What answers it.
    pub answered: Option<FactNo>,
    /// The first day of which it was said.
    pub since: Span,
    /// The last day that what was seen speaks for.
    pub confirmed: DayKey,
}

/// The row of a State about which something was seen.
pub(crate) fn row<C: Clock>(at: &mut At<'_, C>, planned: &Planned, mine: &[Item], rows: &mut Rows) {
    let Some(ruling) = ruling(at, planned, mine) else { return };
    let mark = rows.mark();
    ruling.seen.iter().for_each(|fact| rows.rests_on(Part::Shows, Some(*fact)));
    rows.rests_on(Part::Shows, ruling.answered);
    let since = if ruling.standing == Standing::Raised { ruling.since } else { Span::NEVER };
    rows.push(Row { since, confirmed: ruling.confirmed, ..at.row(planned, ruling.standing, mark) });
}

/// Decides the warning; none where nothing was seen.
pub(crate) fn ruling<C: Clock>(at: &mut At<'_, C>, planned: &Planned, mine: &[Item]) -> Option<Ruling> {
    if mine.is_empty() || at.status() != Status::Party {
        return None;
    }
    let (mut seen, mut answers): (Vec<&Item>, Vec<&Item>) = (Vec::new(), Vec::new());
    for item in mine {
        if held(item, &mut at.clock) && at.clock.reached(spoken_of(item).first) {
            if item.role() == SEEN { seen.push(item) } else { answers.push(item) }
        }
    }
    let last = *seen.iter().max_by_key(|item| (spoken_of(item).first, item.fact))?;
    // The State has spoken, or somebody has on that day or later.
    let mut answered = None;
    let answer = |item: &Item, seen: &Item| item.is_of_the_state() || spoken_of(item).first >= spoken_of(seen).first;
    answers.iter().filter(|item| answer(item, last)).for_each(|item| best(&mut answered, item));
    let confirmed = spoken_of(last).first;
    if let Some(answered) = answered {
        let (seen, answered) = (vec![last.fact], Some(answered.fact));
        return Some(Ruling { standing: Standing::Clear, seen, answered, since: Span::NEVER, confirmed });
    }
    let open = |item: &&&Item| !answers.iter().any(|other| answer(other, item));
    let open: Vec<&Item> = seen.iter().filter(open).copied().collect();
    let since = open.iter().map(|item| spoken_of(item)).min().unwrap_or(Span::NEVER);
    let standing = if at.clock.speaks(confirmed, planned.age) { Standing::Raised } else { Standing::Unknown };
    Some(Ruling { standing, seen: open.iter().map(|item| item.fact).collect(), answered: None, since, confirmed })
}

/// The day it was said of; where it has none, the day of its source.
fn spoken_of(item: &Item) -> Span {
    if item.is_dated() { item.on } else { Span::day(item.spoken) }
}
