use crate::at::At;
use crate::clock::Clock;
use crate::columns::Item;
use crate::plan::{By, Planned, Use};
use crate::row::{Part, Row, Rows};
use crate::shapes::deadline::held;
use crate::{Standing, Status};
use facts::{Day, DayKey, Fact, FactNo};
use rules::shapes;

/// A warning about what is kept, compiled.
#[derive(Clone, Debug)]
pub(crate) struct RetainedMinimum {
    years: i16,
}

const KEPT: u8 = 0;
const UNUSED: u8 = 1;

pub(crate) fn compile(shape: &shapes::RetainedMinimum) -> RetainedMinimum {
    RetainedMinimum { years: shape.consecutive_years }
}

/// What it reads.
pub(crate) fn uses(shape: &shapes::RetainedMinimum) -> Vec<Use> {
    let kept = shape.retained_as.iter().map(|kind| Use::new(*kind, KEPT, By::Fact));
    kept.chain(shape.unused_by.iter().map(|kind| Use::new(*kind, UNUSED, By::Fact))).collect()
}

/// What was decided about what a State keeps.
#[derive(Clone, Debug)]
pub(crate) struct Ruling {
    pub standing: Standing,
    /// The latest figures, oldest first.
    pub figures: Vec<FactNo>,
    /// Somebody said that none was used.
    pub unused: Option<FactNo>,
    pub confirmed: DayKey,
}

/// The row of a State of which something is on record about what it keeps.
pub(crate) fn row<C: Clock>(at: &mut At<'_, C>, planned: &Planned, shape: &RetainedMinimum, mine: &[Item], rows: &mut Rows) {
    let Some(ruling) = ruling(at, planned, shape, mine) else { return };
    let mark = rows.mark();
    ruling.figures.iter().for_each(|fact| rows.rests_on(Part::Shows, Some(*fact)));
    rows.rests_on(Part::Shows, ruling.unused);
    rows.push(Row { confirmed: ruling.confirmed, ..at.row(planned, ruling.standing, mark) });
}

/// Decides the warning: raised where a source says that none was used, or where the same figures stand in the reports of so
/// many years running; clear where nothing is kept or less than before.
pub(crate) fn ruling<C: Clock>(at: &mut At<'_, C>, planned: &Planned, shape: &RetainedMinimum, mine: &[Item]) -> Option<Ruling> {
    if mine.is_empty() || at.status() != Status::Party {
        return None;
    }
    let mut said: Vec<(FactNo, &Fact, bool)> = Vec::new();
    for item in mine {
        let Some(fact) = at.register.at(item.fact) else { continue };
        let by_then = last_day(fact).is_some_and(|day| at.clock.reached(DayKey::of(day)));
        if held(item, &mut at.clock) && by_then {
            said.push((item.fact, fact, item.role() == KEPT));
        }
    }
    let mut figures: Vec<(FactNo, &Fact)> = said.iter().filter(|(.., kept)| *kept).map(|(no, f, _)| (*no, *f)).collect();
    figures.sort_by_key(|(no, f)| (last_day(f), f.known_from, *no));
    let unused = said.iter().filter(|(.., kept)| !kept).max_by_key(|(_, f, _)| f.on);
    let latest = figures.last().map(|(_, f)| *f);
    if latest.is_none() && unused.is_none() {
        return None;
    }
    let day = latest.and_then(last_day).max(unused.and_then(|(_, f, _)| f.on).map(|w| w.first));
    // A day is said of what it is said of: where it lies ahead, it speaks for the day asked.
    let confirmed = day.map_or(DayKey::BEFORE_ALL, |day| {
        let day = DayKey::of(day);
        if at.clock.reached(day) { day } else { at.clock.asked() }
    });
    let speaks = at.clock.speaks(confirmed, planned.age);
    let told: Vec<&Fact> = figures.iter().map(|(_, f)| *f).collect();
    let standing = if speaks { decide(&told, unused.map(|(_, f, _)| *f), shape) } else { Standing::Unknown };
    Some(Ruling { standing, figures: figures.iter().map(|(no, _)| *no).collect(), unused: unused.map(|(no, ..)| *no), confirmed })
}

fn decide(figures: &[&Fact], unused: Option<&Fact>, shape: &RetainedMinimum) -> Standing {
    let Some(latest) = figures.last() else { return Standing::Raised };
    if latest.says_zero() {
        return Standing::Clear;
    }
    let said_after = unused.and_then(|f| f.on).is_some_and(|w| last_day(latest).is_none_or(|day| w.last >= day));
    let same = figures.iter().rev().take_while(|f| f.amounts == latest.amounts && !f.amounts.is_empty());
    let first_same = same.filter_map(|f| first_year(f)).min();
    let years = first_same.zip(last_day(latest)).map_or(1, |(first, last)| last.year() - first + 1);
    let fell = figures.iter().rev().nth(1).is_some_and(|before| less(latest, before));
    if said_after || years >= shape.years {
        Standing::Raised
    } else if fell {
        Standing::Clear
    } else {
        Standing::Unknown
    }
}

fn less(now: &Fact, before: &Fact) -> bool {
    now.amounts.iter().any(|a| before.amount(&a.unit).is_some_and(|b| a.number < b.number))
}

fn first_year(fact: &Fact) -> Option<i16> {
    fact.period.map(|p| p.first).or(fact.on.map(|w| w.first.year()))
}

/// The day a figure speaks for: the last day of the year it covers, else the first day its own could mean.
fn last_day(fact: &Fact) -> Option<Day> {
    fact.period.and_then(|p| Day::new(p.last, 12, 31).ok()).or(fact.on.map(|w| w.first))
}
