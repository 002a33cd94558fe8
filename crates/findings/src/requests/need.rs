//! How many years the work would take, reckoned in every way the register allows. No single number is the answer.

use super::group::Draft;
use super::items::{self, PLANNED_COMPLETION, PLANNED_PACE};
use super::length::span;
use super::{Case, Kinds, Span, order};
use crate::choice::source_day;
use facts::{Amount, Day, Fact, When, Years as Period};

/// What was left to do when the request was weighed, and the years it takes at each pace on record.
#[derive(Clone, Debug, Default)]
pub struct Need<'a> {
    /// What was left, by the latest figure then known; none where no figure is on record.
    pub remaining: Option<Remaining<'a>>,
    /// Every pace on record then.
    pub paces: Vec<Pace<'a>>,
    /// What was done in each year on record then, newest first: the years the median is taken from.
    pub years: Vec<(i16, f64)>,
    /// The day by which figures had to be known to count.
    pub as_known: Option<Day>,
}

/// What was left to do.
#[derive(Clone, Debug)]
pub struct Remaining<'a> {
    /// Confirmed and suspected together for land, in m²; items for stocks.
    pub amount: Amount,
    /// The day or the year the figure is of.
    pub of: Option<When>,
    /// Whether the request itself states it.
    pub stated: bool,
    /// The facts it is made of.
    pub facts: Vec<&'a Fact>,
}

/// One way of reckoning the years.
#[derive(Clone, Debug)]
pub struct Pace<'a> {
    /// How the pace is known.
    pub kind: PaceKind,
    /// How much is done in a year; none for a planned day of completion.
    pub a_year: Option<f64>,
    /// The years it takes.
    pub needs: Years,
    /// The facts it rests on.
    pub facts: Vec<&'a Fact>,
}

/// How a pace is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PaceKind {
    /// The median of the last years reported, three at most.
    Median(Vec<i16>),
    /// One figure for several years, spread evenly because the source does not say how it lies in them.
    MeanOver(Period),
    /// What the request, or the State about it, plans or reckons with.
    Planned,
    /// The day on which the request plans to be done.
    PlannedDay,
}

impl PaceKind {
    /// Whether it is a plan and not something observed.
    pub fn is_planned(&self) -> bool {
        matches!(self, PaceKind::Planned | PaceKind::PlannedDay)
    }

    /// The word of the contract.
    pub fn word(&self) -> &'static str {
        match self {
            PaceKind::Median(_) => "median",
            PaceKind::MeanOver(_) => "mean",
            PaceKind::Planned => "planned",
            PaceKind::PlannedDay => "planned-day",
        }
    }
}

/// The years the work takes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Years {
    /// So many.
    Number(f64),
    /// It never ends at this pace: nothing was done in the years reported.
    NoEnd,
    /// It cannot be told: what is left is not on record.
    NotAssessable,
}

impl Years {
    /// The number, where there is one.
    pub fn number(self) -> Option<f64> {
        match self {
            Years::Number(number) => Some(number),
            _ => None,
        }
    }
}

impl Need<'_> {
    /// The fewest and the most years by any reckoning on record; no most where it has no end by one of them. None where it cannot
    /// be told.
    pub fn range(&self) -> Option<(f64, Option<f64>)> {
        let numbers = || self.paces.iter().filter_map(|p| p.needs.number());
        let least = numbers().reduce(f64::min)?;
        let endless = self.paces.iter().any(|p| p.needs == Years::NoEnd);
        Some((least, numbers().reduce(f64::max).filter(|_| !endless)))
    }

    /// Whether every reckoning on record has no end.
    pub fn has_no_end(&self) -> bool {
        self.range().is_none() && self.paces.iter().any(|p| p.needs == Years::NoEnd)
    }

    /// Whether nothing can be reckoned.
    pub fn is_not_assessable(&self) -> bool {
        self.range().is_none() && !self.has_no_end()
    }
}

/// Which kinds of fact tell what is left and what was done.
struct Measure {
    unit: &'static str,
    left: &'static str,
    /// One figure for everything done in a year.
    whole: &'static str,
    /// Figures that together make what was done in a year.
    parts: &'static [&'static str],
}

const MEASURES: [Measure; 2] = [
    Measure {
        unit: "m2",
        left: "contamination-reported",
        whole: "land-released",
        parts: &["land-cleared", "land-reduced", "land-cancelled"],
    },
    Measure { unit: "munitions", left: "stockpile-declared", whole: "stockpile-destroyed", parts: &[] },
];

/// How many years reported make the median.
const MEDIAN_OF: usize = 3;

pub(crate) fn need<'a>(case: &Case<'_, 'a>, draft: &Draft<'a>, as_known: Option<Day>, from: Option<When>) -> Need<'a> {
    let Some((as_known, measure)) = as_known.zip(measure(case)) else { return Need::default() };
    let of_kind = |name: &str| -> Vec<&'a Fact> {
        let kind = case.asked.vocabulary.kind(name);
        let facts = kind.into_iter().flat_map(|k| case.asked.facts(draft.state, &[k]));
        facts.filter(|f| f.known_from <= as_known && f.amount(measure.unit).is_some()).collect()
    };
    let remaining = stated(case, draft, measure).or_else(|| reported(&of_kind(measure.left), measure));
    let parts = measure.parts.iter().map(|p| of_kind(p)).collect();
    let figures = Figures { whole: of_kind(measure.whole), parts, unit: measure.unit };
    let years = figures.by_year();
    let left = remaining.as_ref().map(|r| r.amount.number);
    let mut paces: Vec<Pace<'a>> = figures.median(&years, left).into_iter().chain(figures.mean(&years, left)).collect();
    paces.extend(planned(case.kinds, draft, measure, left));
    paces.extend(from.and_then(|from| planned_day(case.kinds, draft, from)));
    Need { remaining, paces, years: years.into_iter().map(|(year, done, _)| (year, done)).collect(), as_known: Some(as_known) }
}

/// What the duty is measured in: by the kind of fact that binds.
fn measure(case: &Case<'_, '_>) -> Option<&'static Measure> {
    let binds = |name: &str| case.law.deadline.bound_if.iter().any(|kind| case.asked.vocabulary.name(*kind) == name);
    MEASURES.iter().find(|m| binds(m.left))
}

/// What the request itself states to remain.
fn stated<'a>(case: &Case<'_, 'a>, draft: &Draft<'a>, measure: &Measure) -> Option<Remaining<'a>> {
    let item = items::remaining_item(&case.law.rule.id)?;
    let answers = items::answers(&item, draft, case.kinds).into_iter().filter(|f| f.amount(measure.unit).is_some());
    let fact = answers.min_by_key(|f| order(f))?;
    Some(Remaining { amount: fact.amount(measure.unit)?.clone(), of: fact.on, stated: true, facts: vec![fact] })
}

/// The latest figure reported. Where one source splits it, confirmed and suspected areas are added.
fn reported<'a>(figures: &[&'a Fact], measure: &Measure) -> Option<Remaining<'a>> {
    let latest = figures.iter().filter_map(|f| time(f)).max_by_key(|w| w.last)?;
    let of_latest = || figures.iter().copied().filter(move |f| time(f).is_some_and(|w| w.last == latest.last));
    let used = of_latest().min_by_key(|f| order(f))?;
    let same_source =
        |f: &&Fact| f.source == used.source && f.published == used.published && f.on == used.on && f.period == used.period;
    let facts: Vec<&Fact> = of_latest().filter(same_source).collect();
    let number = facts.iter().filter_map(|f| f.amount(measure.unit)).map(|a| a.number).sum();
    let hedge = facts.iter().filter_map(|f| f.amount(measure.unit)).find_map(|a| a.hedge);
    Some(Remaining { amount: Amount { hedge, number, unit: measure.unit.to_owned() }, of: Some(latest), stated: false, facts })
}

/// The day or the year a figure is of; a figure without one does not say when it was so.
fn time(fact: &Fact) -> Option<When> {
    let of_years = |p: Period| Some(When { first: Day::new(p.first, 1, 1).ok()?, last: Day::new(p.last, 12, 31).ok()? });
    fact.on.or_else(|| fact.period.and_then(of_years))
}

struct Figures<'a> {
    whole: Vec<&'a Fact>,
    parts: Vec<Vec<&'a Fact>>,
    unit: &'static str,
}

impl<'a> Figures<'a> {
    /// What was done in each year, newest first: one figure for all of it where there is one, else the parts together. A figure made
    /// public before its year was over is of a part of it, and left out; one for several years counts only where it is zero.
    fn by_year(&self) -> Vec<(i16, f64, Vec<&'a Fact>)> {
        let all = self.whole.iter().chain(self.parts.iter().flatten());
        let years = all.filter_map(|f| f.period).flat_map(|p| p.first..=p.last);
        let years: std::collections::BTreeSet<i16> = years.collect();
        let of_year = |year: i16| {
            let best = |facts: &[&'a Fact]| facts.iter().copied().filter(|f| self.tells(f, year)).min_by_key(|f| order(f));
            let told: Vec<&'a Fact> = match best(&self.whole) {
                Some(fact) => vec![fact],
                None => self.parts.iter().filter_map(|part| best(part)).collect(),
            };
            let done = told.iter().filter_map(|f| f.amount(self.unit)).map(|a| a.number).sum();
            (!told.is_empty()).then_some((year, done, told))
        };
        years.into_iter().rev().filter_map(of_year).collect()
    }

    fn tells(&self, fact: &Fact, year: i16) -> bool {
        let over = Day::new(year, 12, 31).is_ok_and(|last| source_day(fact) > last);
        let covered = fact.period.is_some_and(|p| p.covers(year) && (p.is_one() || fact.says_zero()));
        over && covered
    }

    fn median(&self, years: &[(i16, f64, Vec<&'a Fact>)], left: Option<f64>) -> Option<Pace<'a>> {
        let last: Vec<_> = years.iter().take(MEDIAN_OF).collect();
        let a_year = median(last.iter().map(|(_, done, _)| *done).collect())?;
        let mut named: Vec<i16> = last.iter().map(|(year, ..)| *year).collect();
        named.reverse();
        let facts = unique(last.iter().flat_map(|(_, _, facts)| facts.iter().copied()));
        Some(Pace { kind: PaceKind::Median(named), a_year: Some(a_year), needs: needs(left, a_year), facts })
    }

    /// The latest figure for several years together, where no single year after them is on record.
    fn mean(&self, years: &[(i16, f64, Vec<&'a Fact>)], left: Option<f64>) -> Option<Pace<'a>> {
        let last = years.first().map(|(year, ..)| *year);
        let all = self.whole.iter().chain(self.parts.iter().flatten()).copied();
        let several = all.filter(|f| f.says_some() && f.period.is_some_and(|p| !p.is_one() && Some(p.last) >= last));
        let over = |f: &&Fact| f.period.and_then(|p| Day::new(p.last, 12, 31).ok()).is_some_and(|last| source_day(f) > last);
        let fact = several.filter(over).max_by_key(|f| (f.period, std::cmp::Reverse(order(f))))?;
        let period = fact.period?;
        let a_year = fact.amount(self.unit)?.number / f64::from(period.last - period.first + 1);
        Some(Pace { kind: PaceKind::MeanOver(period), a_year: Some(a_year), needs: needs(left, a_year), facts: vec![fact] })
    }
}

/// What the request, or the State about it, reckons with in a year.
fn planned<'a>(kinds: &Kinds, draft: &Draft<'a>, measure: &Measure, left: Option<f64>) -> Vec<Pace<'a>> {
    let plans = items::answers(PLANNED_PACE, draft, kinds).into_iter();
    let pace = |fact: &'a Fact| {
        let a_year = fact.amount(measure.unit)?.number;
        Some(Pace { kind: PaceKind::Planned, a_year: Some(a_year), needs: needs(left, a_year), facts: vec![fact] })
    };
    plans.filter_map(pace).collect()
}

/// The time from the day in force to the day on which the request plans to be done.
fn planned_day<'a>(kinds: &Kinds, draft: &Draft<'a>, from: When) -> Option<Pace<'a>> {
    let plans = items::answers(PLANNED_COMPLETION, draft, kinds).into_iter().filter(|f| f.until.is_some());
    let fact = plans.min_by_key(|f| order(f))?;
    let Span { most, .. } = span(from, fact.until?);
    Some(Pace { kind: PaceKind::PlannedDay, a_year: None, needs: Years::Number(most), facts: vec![fact] })
}

fn needs(left: Option<f64>, a_year: f64) -> Years {
    match left {
        None => Years::NotAssessable,
        Some(_) if a_year <= 0.0 => Years::NoEnd,
        Some(left) => Years::Number(left / a_year),
    }
}

/// The middle one; of two in the middle, halfway between them.
pub(crate) fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len() / 2;
    let upper = *numbers.get(middle)?;
    let lower = if numbers.len().is_multiple_of(2) { *numbers.get(middle - 1)? } else { upper };
    Some(f64::midpoint(lower, upper))
}

fn unique<'a>(facts: impl Iterator<Item = &'a Fact>) -> Vec<&'a Fact> {
    let mut found: Vec<&Fact> = Vec::new();
    for fact in facts {
        if !found.iter().any(|f| f.id == fact.id) {
            found.push(fact);
        }
    }
    found
}
