use crate::at::At;
use crate::clock::Clock;
use crate::columns::Item;
use crate::plan::{By, Planned, Use, number};
use crate::row::{Part, Row, Rows};
use crate::shapes::deadline::{self, held};
use crate::shapes::{Duty, best};
use crate::{Standing, Status};
use facts::{Amount, DayKey, Fact, FactNo, Register, Span};
use rules::{Chapter, RuleId, shapes};
use std::collections::BTreeMap;

/// A warning about pace, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Pace {
    /// The duties watched.
    duties: Vec<(u16, RuleId)>,
    years: usize,
}

// What a fact is to the duty at one place: so many parts for each.
const LEFT: u8 = 0;
const PART: u8 = 1;
const IN_ALL: u8 = 2;
const PARTS: u8 = 3;

/// How many duties one warning can watch: an item has sixteen parts.
const MOST: usize = 5;

/// The days of a year, on average over the four hundred years after which the calendar repeats.
const DAYS_OF_A_YEAR: f64 = 365.2425;

pub(crate) fn compile(chapter: &Chapter, shape: &shapes::Pace) -> Option<Pace> {
    let duties = shape.remaining.iter().take(MOST).map(|(id, _)| Some((number(chapter, id)?, id.clone())));
    Some(Pace { duties: duties.collect::<Option<_>>()?, years: shape.years })
}

/// What it reads: for each duty watched, what was left, and what was done in each year.
pub(crate) fn uses(shape: &shapes::Pace) -> Vec<Use> {
    let each = shape.remaining.iter().take(MOST).zip(0u8..);
    let uses = each.flat_map(|((duty, left), place)| {
        let parts = shapes::Pace::of(&shape.progress, duty);
        let in_all = shapes::Pace::of(&shape.progress_in_all, duty);
        let part = move |role: u8, by: By| move |kind: &facts::Kind| Use::new(*kind, place * PARTS + role, by);
        let left = left.iter().map(part(LEFT, By::Fact));
        left.chain(parts.iter().map(part(PART, By::Figure))).chain(in_all.iter().map(part(IN_ALL, By::Figure)))
    });
    uses.collect()
}

impl Pace {
    pub fn watched(&self) -> i16 {
        i16::try_from(self.duties.len()).unwrap_or(i16::MAX)
    }

    pub fn looks_at(&self) -> Vec<u16> {
        self.duties.iter().map(|(duty, _)| *duty).collect()
    }

    pub fn about(&self, unit: i16) -> Option<&RuleId> {
        self.watched_at(unit).map(|(_, id)| id)
    }

    fn watched_at(&self, unit: i16) -> Option<&(u16, RuleId)> {
        usize::try_from(unit).ok().and_then(|at| self.duties.get(at))
    }
}

/// Years, each with its figures.
type Years = Vec<(i16, Vec<FactNo>)>;

/// What was decided about the pace of one duty, and by which facts.
#[derive(Clone, Debug)]
pub(crate) struct Ruling {
    pub standing: Standing,
    /// The day in force of the duty.
    pub due: Span,
    /// What was left, as last reported.
    pub left: Vec<FactNo>,
    /// The day that this speaks for; [`DayKey::BEFORE_ALL`] where there is none.
    pub left_on: DayKey,
    /// The last reported years, the earliest first, each with its figures.
    pub years: Years,
    /// At the pace of these years, from how many to how many years it takes from that day on; no end where it would never be done.
    pub needs: Option<Figure>,
}

/// A figure as its source hedges it: at least, at most.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Figure {
    pub least: f64,
    pub most: f64,
}

/// The row for one duty watched, while it is open and its day lies ahead.
pub(crate) fn row<C: Clock>(at: &mut At<'_, C>, planned: &Planned, shape: &Pace, mine: &[Item], unit: i16, rows: &mut Rows) {
    let Some(ruling) = ruling(at, planned, shape, mine, unit) else { return };
    let mark = rows.mark();
    ruling.left.iter().for_each(|fact| rows.rests_on(Part::Shows, Some(*fact)));
    ruling.years.iter().flat_map(|(_, facts)| facts).for_each(|fact| rows.rests_on(Part::Before, Some(*fact)));
    let confirmed = ruling.left_on;
    rows.push(Row { unit, due: ruling.due, confirmed, joined: true, ..at.row(planned, ruling.standing, mark) });
}

/// Decides the warning about one duty; none while that duty is not open or its day has passed.
pub(crate) fn ruling<C: Clock>(at: &mut At<'_, C>, planned: &Planned, shape: &Pace, mine: &[Item], unit: i16) -> Option<Ruling> {
    if at.status() != Status::Party {
        return None;
    }
    let plan = at.plan;
    let watched = plan.duty(shape.watched_at(unit)?.0)?;
    let Duty::Deadline(deadline) = &watched.duty else { return None };
    if !at.is_open(watched, |at| deadline::ruling(at, watched, deadline, at.of(watched)).is_open()) {
        return None;
    }
    let duty = deadline::ruling(at, watched, deadline, at.of(watched));
    if duty.standing != Standing::Running {
        return None;
    }
    let mut ruling = Ruling {
        standing: Standing::Unknown,
        due: duty.due,
        left: Vec::new(),
        left_on: DayKey::BEFORE_ALL,
        years: Vec::new(),
        needs: None,
    };
    let place = u8::try_from(unit).ok()?;
    let role = |item: &&Item, role: u8| item.role() == place * PARTS + role;
    let register = at.register;
    let done = done_by_year(at, mine.iter().filter(|i| role(i, PART) || role(i, IN_ALL)), place);
    let left = last_left(at, mine.iter().filter(|i| role(i, LEFT)));
    if let Some((day, items)) = left {
        ruling.left_on = day;
        ruling.left = items.iter().map(|item| item.fact).collect();
        let speaks = at.clock.speaks(day, planned.age);
        decide(&mut ruling, register, &done, shape.years, |day| at.clock.speaks(day, planned.age));
        if !speaks {
            ruling.standing = Standing::Unknown;
        }
    } else if let Some(unit) = first_unit(register, &done) {
        ruling.years =
            last_years(register, &done, &unit, shape.years).into_iter().map(|(year, _, facts)| (year, facts)).collect();
    }
    Some(ruling)
}

/// Statements with a figure about the latest day of which one is on record: of one document or several.
fn last_left<'i, C: Clock>(at: &mut At<'_, C>, items: impl Iterator<Item = &'i Item>) -> Option<(DayKey, Vec<&'i Item>)> {
    let mut last: Option<(DayKey, Vec<&Item>)> = None;
    for item in items {
        let Some(day) = at.register.at(item.fact).filter(|f| !f.amounts.is_empty()).and_then(stands_on) else { continue };
        if !held(item, &mut at.clock) || !at.clock.reached(day) {
            continue;
        }
        match &mut last {
            Some((latest, _)) if *latest > day => {}
            Some((latest, items)) if *latest == day => items.push(item),
            _ => last = Some((day, vec![item])),
        }
    }
    last
}

/// The day that a figure of what was left speaks for: the end of its year, else the last day its own could mean. A figure for several
/// years together speaks for none in particular.
fn stands_on(fact: &Fact) -> Option<DayKey> {
    match fact.period {
        Some(period) => period.is_one().then(|| DayKey::last_of_year(i32::from(period.first))),
        None => fact.on.filter(|w| !w.is_open()).map(|w| DayKey::of(w.last)),
    }
}

/// Of each year, the items used: one figure for all that was done where there is one, else one for each part.
type Done<'i> = BTreeMap<i16, Vec<&'i Item>>;

fn done_by_year<'i, C: Clock>(at: &mut At<'_, C>, items: impl Iterator<Item = &'i Item>, place: u8) -> Done<'i> {
    let mut used: BTreeMap<(i16, u8, Option<facts::Kind>), Option<&Item>> = BTreeMap::new();
    for item in items {
        // A year has to be over; one figure above zero for several years does not say in which of them it was done.
        let over = DayKey::last_of_year(i32::from(item.year()));
        let tells = item.says_zero() || item.is_of_one_year();
        let Some(fact) = at.register.at(item.fact).filter(|f| tells && !f.amounts.is_empty()) else { continue };
        if held(item, &mut at.clock) && at.clock.reached(over) {
            let role = item.role() - place * PARTS;
            let kind = (role == PART).then_some(fact.kind);
            best(used.entry((item.year(), role, kind)).or_default(), item);
        }
    }
    let mut done: Done<'i> = BTreeMap::new();
    for ((year, role, _), item) in used {
        let of_year = done.entry(year).or_default();
        if role == IN_ALL {
            // Parts come first in the order of the map: the figure for all of them takes their place.
            of_year.clear();
        }
        of_year.extend(item);
    }
    done
}

fn decide(ruling: &mut Ruling, register: &Register, done: &Done<'_>, years: usize, mut speaks: impl FnMut(DayKey) -> bool) {
    let due = ruling.due;
    let figures: Vec<&Fact> = ruling.left.iter().filter_map(|fact| register.at(*fact)).collect();
    let mut units: Vec<&str> = figures.iter().flat_map(|f| f.amounts.iter().map(|a| a.unit.as_str())).collect();
    units.sort_unstable();
    units.dedup();
    let mut known: Vec<(Figure, Years)> = Vec::new();
    for unit in units {
        let left = left_of(&figures, unit);
        let last = last_years(register, done, unit, years);
        let facts = last.iter().map(|(year, _, facts)| (*year, facts.clone())).collect::<Vec<_>>();
        if left.most == 0.0 {
            known.push((Figure { least: 0.0, most: 0.0 }, facts));
            continue;
        }
        let current = last.last().is_some_and(|(year, ..)| speaks(DayKey::last_of_year(i32::from(*year))));
        match pace(&last, years).filter(|_| current) {
            Some(pace) => known.push((Figure { least: left.least / pace.most, most: left.most / pace.least }, facts)),
            None if ruling.years.is_empty() => ruling.years = facts,
            None => {}
        }
    }
    // Where several units are counted, the one that takes longest decides.
    let Some((needs, facts)) = known.into_iter().max_by(|(a, _), (b, _)| a.least.total_cmp(&b.least)) else { return };
    let time = |end: DayKey| f64::from(days_between(ruling.left_on, end)) / DAYS_OF_A_YEAR;
    (ruling.needs, ruling.years) = (Some(needs), facts);
    ruling.standing = match needs {
        _ if needs.least > time(due.last) => Standing::Raised,
        _ if needs.most <= time(due.first) => Standing::Clear,
        _ => Standing::Unknown,
    };
}

/// What was left: where several figures stand for one day, at least the smallest of them, at most all of them together, for they may
/// be parts of one whole.
fn left_of(figures: &[&Fact], unit: &str) -> Figure {
    let mut told: Vec<Figure> = figures.iter().filter_map(|f| f.amount(unit)).map(figure).collect();
    told.sort_by(|a, b| (a.least, a.most).partial_cmp(&(b.least, b.most)).unwrap_or(std::cmp::Ordering::Equal));
    told.dedup();
    let least = told.iter().map(|f| f.least).fold(f64::INFINITY, f64::min);
    Figure { least, most: told.iter().map(|f| f.most).sum() }
}

fn figure(amount: &Amount) -> Figure {
    match amount.hedge {
        Some('>') => Figure { least: amount.number, most: f64::INFINITY },
        Some('<') => Figure { least: 0.0, most: amount.number },
        _ => Figure { least: amount.number, most: amount.number },
    }
}

/// The last reported years in one unit, the earliest first: a year of which nothing is on record is no year of nothing.
fn last_years(register: &Register, done: &Done<'_>, unit: &str, years: usize) -> Vec<(i16, Figure, Vec<FactNo>)> {
    let told = done.iter().rev().filter_map(|(year, items)| {
        let of_unit = |item: &&Item| Some((figure(register.at(item.fact)?.amount(unit)?), item.fact));
        let parts: Vec<(Figure, FactNo)> = items.iter().filter_map(of_unit).collect();
        let sum = parts
            .iter()
            .fold(Figure { least: 0.0, most: 0.0 }, |sum, (f, _)| Figure { least: sum.least + f.least, most: sum.most + f.most });
        (!parts.is_empty()).then(|| (*year, sum, parts.into_iter().map(|(_, fact)| fact).collect()))
    });
    let mut last: Vec<_> = told.take(years).collect();
    last.reverse();
    last
}

/// The unit of the latest figure, to show what is known of the pace where what was left is not.
fn first_unit(register: &Register, done: &Done<'_>) -> Option<String> {
    let latest = done.values().next_back()?.first()?;
    register.at(latest.fact)?.amounts.first().map(|a| a.unit.clone())
}

/// The median of so many years; none where fewer are reported.
fn pace(last: &[(i16, Figure, Vec<FactNo>)], years: usize) -> Option<Figure> {
    if last.len() < years {
        return None;
    }
    let median = |of: fn(&Figure) -> f64| {
        let mut sorted: Vec<f64> = last.iter().map(|(_, f, _)| of(f)).collect();
        sorted.sort_by(f64::total_cmp);
        let (low, high) = (sorted.get((sorted.len() - 1) / 2)?, sorted.get(sorted.len() / 2)?);
        Some(f64::midpoint(*low, *high))
    };
    Some(Figure { least: median(|f| f.least)?, most: median(|f| f.most)? })
}

fn days_between(from: DayKey, to: DayKey) -> i32 {
    from.day().until(to.day()).map_or(i32::MAX, |span| span.get_days())
}
