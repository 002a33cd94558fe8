use crate::at::{At, Lists};
use crate::clock::{Age, Clock};
use crate::columns::{Item, run};
use crate::evidence::{Evidence, Manner, Search};
use crate::membership::Seat;
use crate::plan::{By, Planned, Use};
use crate::row::{Part, Row, Rows};
use crate::shapes::deadline::{day_after, held};
use crate::{Standing, Status};
use facts::{DayKey, FactNo, Length, Span};
use rules::{Chapter, Rule, Shape, shapes};
use std::ops::Range;

/// A report due every year, compiled.
#[derive(Clone, Debug)]
pub(crate) struct PeriodicReport {
    /// How long after entry into force the first report is due.
    initial: Length,
    /// Reading A: the year before the first due day after the first report is covered first.
    a_is_default: bool,
    /// Whether the other reading is computed too.
    compared: bool,
    /// The due days of the reports covering each year from the first of them on.
    due: Vec<DayKey>,
}

const RECEIVED: u8 = 0;
const MISSING: u8 = 1;
const COMPLETE: u8 = 2;

/// The first year whose due day is kept ready, and how many years from there.
pub(crate) const FIRST: i16 = 1900;
const YEARS: i16 = 400;

pub(crate) fn compile(chapter: &Chapter, shape: &shapes::PeriodicReport) -> Option<PeriodicReport> {
    let Shape::Deadline(initial) = &chapter.rule(&shape.after)?.shape else { return None };
    let reading = shape.first.as_deref().and_then(|id| chapter.reading(id));
    Some(PeriodicReport {
        initial: initial.within,
        a_is_default: reading.is_some_and(|r| r.default == "A"),
        compared: reading.is_some_and(|r| r.computed),
        due: (FIRST..FIRST + YEARS).map(|year| DayKey::of(shape.due_for(year))).collect(),
    })
}

/// What it reads.
pub(crate) fn uses(chapter: &Chapter, rule: &Rule, shape: &shapes::PeriodicReport) -> Vec<Use> {
    let received = shape.received_by.iter().map(|kind| Use::new(*kind, RECEIVED, By::Receipt));
    let missing = shape.missing_by.iter().map(|kind| Use::new(*kind, MISSING, By::Year));
    let complete = chapter.treaty.complete_by.map(|kind| Use::new(kind, COMPLETE, By::Year).about(&rule.id));
    received.chain(missing).chain(complete).collect()
}

impl PeriodicReport {
    /// The last day on which the report covering that year is in time.
    #[inline]
    pub fn due_for(&self, year: i16) -> DayKey {
        let at = usize::try_from(year.saturating_sub(FIRST)).unwrap_or(0);
        self.due.get(at).copied().unwrap_or(DayKey::NEVER)
    }

    /// The first year covered, by the reading used and by the other one: B, the year in which the initial report fell due; A,
    /// the year before the first due day after it.
    #[inline]
    pub fn first_years<C: Clock>(&self, at: &mut At<'_, C>) -> Option<FirstYears> {
        self.first_years_after(at.after_entry(self.initial).last)
    }

    #[inline]
    fn first_years_after(&self, initial: DayKey) -> Option<FirstYears> {
        if initial == DayKey::NEVER || initial == DayKey::of(facts::When::OPEN) {
            return None;
        }
        let b = year_of(initial);
        let a = [b.saturating_sub(1), b].into_iter().find(|year| self.due_for(*year) > initial)?;
        let (default, other) = if self.a_is_default { (a, b) } else { (b, a) };
        Some(FirstYears { default, first: if self.compared { default.min(other) } else { default } })
    }
}

/// The first year covered.
#[derive(Clone, Copy)]
pub(crate) struct FirstYears {
    /// By the reading used.
    pub default: i16,
    /// By any reading that is computed.
    pub first: i16,
}

fn year_of(day: DayKey) -> i16 {
    i16::try_from(day.year()).unwrap_or(i16::MAX)
}

/// What was decided about the report covering one year, and by which facts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ruling {
    pub year: i16,
    pub due: DayKey,
    pub standing: Standing,
    pub before: Option<Standing>,
    /// The source used of the report that came.
    pub receipt: Option<FactNo>,
    pub timing_open: bool,
    pub evidence: Option<Evidence>,
    pub since: Span,
    pub confirmed: DayKey,
    /// Whether only another reading asks for this report.
    pub by_other_reading: bool,
}

/// The years that may have a row by the end of a year.
pub(crate) fn units<C: Clock>(at: &At<'_, C>, shape: &PeriodicReport, until: i16) -> Range<i16> {
    match shape.first_years_after(shape.initial.after_key(at.seat.in_force.last)) {
        Some(years) => years.first..until.max(years.first),
        None => 0..0,
    }
}

/// One row for each year whose report has become due or is awaited.
#[inline]
pub(crate) fn rows<C: Clock>(at: &mut At<'_, C>, planned: &Planned, shape: &PeriodicReport, mine: &[Item], rows: &mut Rows) {
    let Some((years, last_day)) = bound(at, planned, shape, rows) else { return };
    let last_year = last_day.map_or_else(|| at.clock.year(), year_of);
    let lists = at.lists(planned);
    let mut silent = at.silence.take(planned.number);
    if last_day.is_none() {
        silent.reach(years.default, last_year, |year| {
            let ruling = in_silence(planned, shape, lists, year, &mut at.clock);
            (ruling.plain_row(at, planned), ruling.evidence.map(|e| e.fact))
        });
    }
    let mut rest = mine.get(run(mine, |i| i.year() < years.first)..).unwrap_or_default();
    let mut year = years.first;
    while year < last_year {
        // Up to the next year of which something is on record, silence says it all.
        let next = rest.first().map_or(last_year, |i| i.year().min(last_year));
        if last_day.is_none() && year >= years.default && year < next {
            silent.rows(year..next, at.state, rows);
            year = next;
            continue;
        }
        let (of_year, later) = rest.split_at(run(rest, |i| i.year() == year));
        rest = later;
        if let Some(ruling) = ruled(at, planned, shape, (of_year, lists), years, year, last_day) {
            ruling.row(at, planned, rows);
        }
        year += 1;
    }
    at.silence.put_back(planned.number, silent);
}

/// How the report of one year stands for every State Party that owes it and of which nothing is on record.
pub(crate) fn in_silence<C: Clock>(
    planned: &Planned,
    shape: &PeriodicReport,
    lists: Lists<'_>,
    year: i16,
    clock: &mut C,
) -> Ruling {
    Case { age: planned.age, mine: &[], lists, due: shape.due_for(year), year }.decide(clock)
}

/// The row of one year, if its report has become due or is awaited.
pub(crate) fn row<C: Clock>(
    at: &mut At<'_, C>,
    planned: &Planned,
    shape: &PeriodicReport,
    mine: &[Item],
    year: i16,
    rows: &mut Rows,
) {
    let ruling = ruling(at, planned, shape, mine, year);
    ruling.into_iter().for_each(|ruling| ruling.row(at, planned, rows));
}

/// The years covered, where the State is or was bound, and its last day as a party where it has left. A State that is not bound
/// has one row that says so.
fn bound<C: Clock>(
    at: &mut At<'_, C>,
    planned: &Planned,
    shape: &PeriodicReport,
    rows: &mut Rows,
) -> Option<(FirstYears, Option<DayKey>)> {
    let last_day = match at.status() {
        Status::Party => None,
        Status::Former => Some(last_day(at.seat)),
        _ => {
            rows.push(at.row(planned, Standing::NotBound, rows.mark()));
            return None;
        }
    };
    shape.first_years(at).map(|years| (years, last_day))
}

/// The last day as a party.
fn last_day(seat: &Seat) -> DayKey {
    DayKey::of(seat.leaves.last.day().yesterday().unwrap_or(facts::Day::MIN))
}

/// The ruling for one year; none before its report is awaited.
pub(crate) fn ruling<C: Clock>(
    at: &mut At<'_, C>,
    planned: &Planned,
    shape: &PeriodicReport,
    mine: &[Item],
    year: i16,
) -> Option<Ruling> {
    let last_day = match at.status() {
        Status::Party => None,
        Status::Former => Some(last_day(at.seat)),
        _ => return None,
    };
    let years = shape.first_years(at)?;
    let awaited = DayKey::first_of_year(i32::from(year) + 1);
    let is_awaited = last_day.map_or_else(|| at.clock.reached(awaited), |last| awaited <= last);
    let items = (of_year(mine, year), at.lists(planned));
    if year >= years.first && is_awaited { ruled(at, planned, shape, items, years, year, last_day) } else { None }
}

/// The rulings of some years as they will stand on a later day, for a calendar of what is to come: also for a State for which the
/// treaty is not yet in force.
pub(crate) fn rulings_to_come<C: Clock>(
    at: &mut At<'_, C>,
    planned: &Planned,
    shape: &PeriodicReport,
    mine: &[Item],
    years: Range<i16>,
) -> Vec<Ruling> {
    let Some(first) = shape.first_years(at) else { return Vec::new() };
    let years = years.start.max(first.first)..years.end;
    let lists = at.lists(planned);
    years.filter_map(|year| ruled(at, planned, shape, (of_year(mine, year), lists), first, year, None)).collect()
}

fn of_year(items: &[Item], year: i16) -> &[Item] {
    let from = items.partition_point(|i| i.year() < year);
    let rest = items.get(from..).unwrap_or_default();
    rest.get(..rest.partition_point(|i| i.year() == year)).unwrap_or_default()
}

#[inline]
fn ruled<C: Clock>(
    at: &mut At<'_, C>,
    planned: &Planned,
    shape: &PeriodicReport,
    (mine, lists): (&[Item], Lists<'_>),
    years: FirstYears,
    year: i16,
    last_day: Option<DayKey>,
) -> Option<Ruling> {
    let due = shape.due_for(year);
    // Nothing new falls due on or after the day a withdrawal takes effect.
    if last_day.is_some() && due >= at.seat.leaves.last {
        return None;
    }
    let mut ruling = if year < years.default {
        Ruling { by_other_reading: true, ..Ruling::new(year, due, Standing::NotApplicable) }
    } else {
        let case = Case { age: planned.age, mine, lists, due, year };
        match last_day {
            None => case.decide(&mut at.clock),
            Some(day) => case.decide(&mut at.clock.stopped(day)),
        }
    };
    if last_day.is_some() {
        ruling.before = Some(ruling.standing);
        ruling.standing = Standing::Ended;
    }
    Some(ruling)
}

struct Case<'a> {
    age: Age,
    /// The items of this year.
    mine: &'a [Item],
    /// The lists said to be complete, of every year.
    lists: Lists<'a>,
    due: DayKey,
    year: i16,
}

impl Case<'_> {
    #[inline]
    fn decide<C: Clock>(&self, clock: &mut C) -> Ruling {
        let mut ruling = Ruling::new(self.year, self.due, Standing::Unknown);
        ruling.standing = match self.came(clock, &mut ruling) {
            Came::Yes(standing) => standing,
            _ if !clock.passed(self.due) => Standing::Running,
            Came::Perhaps => Standing::Unknown,
            Came::No => self.past_due(clock, &mut ruling),
        };
        ruling
    }

    /// Whether the report came. A dated receipt is used before an undated one; among them rank and publication decide.
    #[inline]
    fn came<C: Clock>(&self, clock: &mut C, ruling: &mut Ruling) -> Came {
        let (mut used, mut one_in_time, mut perhaps): (Option<&Item>, bool, bool) = (None, false, false);
        for item in self.mine.iter().take_while(|i| i.role() == RECEIVED) {
            if !held(item, clock) {
                continue;
            }
            if !clock.reached(item.on.last) {
                perhaps = perhaps || clock.reached(item.on.first);
                continue;
            }
            // Where sources disagree and one of them says in time, lateness is not established.
            one_in_time |= item.is_dated() && item.on.last <= self.due;
            let key = |i: &Item| (!i.is_dated(), i.order());
            if used.is_none_or(|u| key(item) < key(u)) {
                used = Some(item);
            }
        }
        let Some(receipt) = used else { return if perhaps { Came::Perhaps } else { Came::No } };
        let late = receipt.on.first > self.due && !one_in_time;
        ruling.receipt = Some(receipt.fact);
        ruling.timing_open = !late && receipt.on.last > self.due;
        ruling.since = if receipt.is_dated() { receipt.on } else { Span::NEVER };
        Came::Yes(if late { Standing::MetLate } else { Standing::Met })
    }

    fn past_due<C: Clock>(&self, clock: &mut C, ruling: &mut Ruling) -> Standing {
        let mut search = Search::after(self.due);
        for item in self.mine {
            if !held(item, clock) {
                continue;
            }
            match item.role() {
                RECEIVED => search.late_act(item, clock),
                MISSING => search.statement(item, Manner::Statement, clock),
                _ => search.statement(item, Manner::CompleteList, clock),
            }
        }
        for list in of_year(self.lists.items(), self.year) {
            if held(list, clock) {
                search.statement(list, Manner::CompleteList, clock);
            }
        }
        let Some(evidence) = search.best else { return Standing::Unknown };
        ruling.confirmed = evidence.confirmed;
        ruling.evidence = Some(evidence);
        if !clock.speaks(evidence.confirmed, self.age) {
            return Standing::Unknown;
        }
        ruling.since = day_after(Span::day(self.due));
        Standing::Overdue
    }
}

enum Came {
    Yes(Standing),
    Perhaps,
    No,
}

impl Ruling {
    fn new(year: i16, due: DayKey, standing: Standing) -> Self {
        Ruling {
            year,
            due,
            standing,
            before: None,
            receipt: None,
            timing_open: false,
            evidence: None,
            since: Span::NEVER,
            confirmed: DayKey::BEFORE_ALL,
            by_other_reading: false,
        }
    }

    /// The ruling as a row.
    #[inline]
    pub(crate) fn row<C>(&self, at: &At<'_, C>, planned: &Planned, rows: &mut Rows) {
        let sources = rows.mark();
        rows.rests_on(Part::Shows, self.receipt.or(self.evidence.map(|e| e.fact)));
        rows.push(Row { sources, ..self.plain_row(at, planned) });
    }

    /// The row without what it rests on.
    #[inline]
    fn plain_row<C>(&self, at: &At<'_, C>, planned: &Planned) -> Row {
        let faded = self.standing == Standing::Unknown && self.confirmed != DayKey::BEFORE_ALL;
        Row {
            unit: self.year,
            before: self.before,
            once: faded.then_some(Standing::Overdue),
            contested: self.by_other_reading,
            joined: true,
            due: if self.by_other_reading { Span::NEVER } else { Span::day(self.due) },
            since: self.since,
            confirmed: self.confirmed,
            ..at.row(planned, self.standing, 0)
        }
    }
}
