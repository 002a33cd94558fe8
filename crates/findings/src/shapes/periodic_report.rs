use crate::at::{At, Lists};
use crate::clock::{Age, Clock};
use crate::columns::{Item, run};
use crate::contest;
use crate::evidence::{Evidence, Manner, Search};
use crate::membership::Seat;
use crate::plan::{By, Planned, Use};
use crate::reads::Reads;
use crate::row::{Part, Row, Rows};
use crate::shapes::deadline::held;
use crate::{Standing, Status};
use facts::{DayKey, FactNo, Length, Span};
use rules::{Chapter, Rule, Shape, Switch, Switches, shapes};
use std::ops::Range;

/// A report due every year, compiled.
#[derive(Clone, Debug)]
pub(crate) struct PeriodicReport {
    /// How long after entry into force the first report is due.
    initial: Length,
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
    Some(PeriodicReport {
        initial: initial.within,
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

    /// The first year covered: by AMB-05 B, the year in which the initial report fell due; by A, the year before the first due day
    /// after it. The other readings that are computed may begin earlier, or later.
    #[inline]
    pub fn first_years<C: Clock>(&self, at: &mut At<'_, C>, planned: &Planned) -> Option<FirstYears> {
        let initial = at.after_entry(self.initial).last;
        let reads = at.reads(planned);
        let years = self.first_years_after(initial, &reads)?;
        if at.seat.other == at.seat.in_force {
            return Some(years);
        }
        let other = self.first_years_after(self.initial.after_span(at.seat.other).last, &reads)?;
        let (first, settled) = (years.first.min(other.used), years.settled.max(other.used));
        Some(FirstYears { first, settled, by_entry: other.used, ..years })
    }

    #[inline]
    fn first_years_after(&self, initial: DayKey, reads: &Reads) -> Option<FirstYears> {
        if initial == DayKey::NEVER || initial == DayKey::of(facts::When::OPEN) {
            return None;
        }
        let b = year_of(initial);
        if !reads.matters(Switch::FirstReport) {
            return Some(FirstYears::all(b));
        }
        let a = [b.saturating_sub(1), b].into_iter().find(|year| self.due_for(*year) > initial)?;
        let (used, other) = if reads.turns(Switch::FirstReport) { (a, b) } else { (b, a) };
        let other = if reads.asked().has(Switch::FirstReport) { other } else { used };
        Some(FirstYears { used, first: used.min(other), settled: used.max(other), by_report: other, by_entry: used })
    }
}

/// The first year covered.
#[derive(Clone, Copy)]
pub(crate) struct FirstYears {
    /// By the readings in force.
    pub used: i16,
    /// By any reading that is computed.
    pub first: i16,
    /// The year from which every reading asks for a report.
    pub settled: i16,
    /// By the other reading of the first report (AMB-05), and of the day of entry into force (AMB-18).
    by_report: i16,
    by_entry: i16,
}

impl FirstYears {
    fn all(year: i16) -> Self {
        FirstYears { used: year, first: year, settled: year, by_report: year, by_entry: year }
    }

    /// The questions on which it depends whether a report is owed for that year.
    fn asked(&self, year: i16) -> Switches {
        let owed = year >= self.used;
        let asked = |other: i16, switch| if owed == (year >= other) { Switches::NONE } else { Switches::only(switch) };
        asked(self.by_report, Switch::FirstReport).and(asked(self.by_entry, Switch::SixthMonth))
    }
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
    /// Whether another reading gives another answer for every State of which nothing is on record.
    pub contested: bool,
}

/// The years that may have a row by the end of a year.
pub(crate) fn units<C: Clock>(at: &At<'_, C>, until: i16) -> Range<i16> {
    // No reading has the reports begin before the year ahead of entry into force.
    let begins = at.seat.begins();
    if begins == DayKey::NEVER || begins == DayKey::of(facts::When::OPEN) {
        return 0..0;
    }
    let first = year_of(begins).saturating_sub(1);
    first..until.max(first)
}

/// One row for each year whose report has become due or is awaited.
#[inline]
pub(crate) fn rows<C: Clock>(at: &mut At<'_, C>, planned: &Planned, shape: &PeriodicReport, mine: &[Item], rows: &mut Rows) {
    let Some((years, last_day)) = bound(at, planned, shape, rows) else { return };
    let last_year = last_day.map_or_else(|| at.clock.year(), year_of);
    let lists = at.lists(planned);
    let mut silent = at.silence.take(planned.number);
    if last_day.is_none() {
        silent.reach(years.settled, last_year, |year| {
            let ruling = in_silence(planned, shape, lists, year, (&mut at.clock, at.turned));
            (ruling.plain_row(at, planned), ruling.evidence.map(|e| e.fact))
        });
    }
    let mut rest = mine.get(run(mine, |i| i.year() < years.first)..).unwrap_or_default();
    let mut year = years.first;
    while year < last_year {
        // Up to the next year of which something is on record, silence says it all.
        let next = rest.first().map_or(last_year, |i| i.year().min(last_year));
        if last_day.is_none() && year >= years.settled && year < next {
            silent.rows(year..next, at.state, rows);
            year = next;
            continue;
        }
        let (of_year, later) = rest.split_at(run(rest, |i| i.year() == year));
        rest = later;
        let from = rows.len();
        at.asked = Switches::NONE;
        if let Some(ruling) = ruled(at, planned, shape, (of_year, lists), years, year, last_day) {
            ruling.row(at, planned, rows);
        }
        contest::mark(at, planned, mine, year, rows, from);
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
    (clock, turned): (&mut C, Switches),
) -> Ruling {
    let reads = Reads::new(turned, planned);
    let read_by = |reads: &Reads, clock: &mut C| {
        Case { age: planned.age, mine: &[], lists, due: shape.due_for(year), year, reads }.decide(clock)
    };
    let mut ruling = read_by(&reads, clock);
    // Of the readings only that of the last day can make a difference here.
    if reads.asked().has(Switch::LastDay) {
        let other = read_by(&Reads::new(turned.flipped(Switch::LastDay), planned), clock);
        ruling.contested = other.standing != ruling.standing;
    }
    ruling
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
        Status::Former => Some(last_day(&at.seat)),
        _ => {
            rows.push(at.row(planned, Standing::NotBound, rows.mark()));
            return None;
        }
    };
    shape.first_years(at, planned).map(|years| (years, last_day))
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
        Status::Former => Some(last_day(&at.seat)),
        _ => return None,
    };
    let years = shape.first_years(at, planned)?;
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
    let Some(first) = shape.first_years(at, planned) else { return Vec::new() };
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
    let (due, reads) = (shape.due_for(year), at.reads(planned));
    let only_otherwise = || Ruling { by_other_reading: true, ..Ruling::new(year, due, Standing::NotApplicable) };
    let case = Case { age: planned.age, mine, lists, due, year, reads: &reads };
    at.asked = at.asked.and(years.asked(year));
    // Nothing new falls due on or after the day a withdrawal takes effect, unless what was open is still owed (AMB-10).
    let falls_due_after = last_day.is_some() && due >= at.seat.leaves.last;
    if falls_due_after && (year < years.used || !reads.matters(Switch::AfterLeaving)) {
        return None;
    }
    let ruling = match last_day {
        _ if year < years.used => last_day.map_or_else(only_otherwise, |_| only_otherwise().ended()),
        None => case.decide(&mut at.clock),
        Some(day) => {
            let stood = case.decide(&mut at.clock.stopped(day));
            let was_open = matches!(stood.standing, Standing::Running | Standing::Unknown | Standing::Overdue);
            match was_open && reads.turns(Switch::AfterLeaving) {
                true => case.decide(&mut at.clock),
                false if falls_due_after && was_open => only_otherwise(),
                false if falls_due_after => return None,
                false => stood.ended(),
            }
        }
    };
    at.has_asked(&reads);
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
    reads: &'a Reads,
}

impl Case<'_> {
    #[inline]
    fn decide<C: Clock>(&self, clock: &mut C) -> Ruling {
        let mut ruling = Ruling::new(self.year, self.due, Standing::Unknown);
        ruling.standing = match self.came(clock, &mut ruling) {
            Came::Yes(standing) => standing,
            _ if !self.reads.passed(clock, self.due) => Standing::Running,
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
            one_in_time |= item.is_dated() && !self.reads.late(item.on.last, self.due);
            let key = |i: &Item| (!i.is_dated(), i.order());
            if used.is_none_or(|u| key(item) < key(u)) {
                used = Some(item);
            }
        }
        let Some(receipt) = used else { return if perhaps { Came::Perhaps } else { Came::No } };
        let late = !one_in_time && self.reads.late(receipt.on.first, self.due);
        ruling.receipt = Some(receipt.fact);
        ruling.timing_open = !late && self.reads.late(receipt.on.last, self.due);
        ruling.since = if receipt.is_dated() { receipt.on } else { Span::NEVER };
        Came::Yes(if late { Standing::MetLate } else { Standing::Met })
    }

    fn past_due<C: Clock>(&self, clock: &mut C, ruling: &mut Ruling) -> Standing {
        let mut search = Search::after(self.due, self.reads);
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
        ruling.since = self.reads.first_day_late(Span::day(self.due));
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
            contested: false,
        }
    }

    /// The same of a State that has left.
    fn ended(self) -> Self {
        Ruling { before: Some(self.standing), standing: Standing::Ended, ..self }
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
            contested: self.contested,
            joined: true,
            due: if self.by_other_reading { Span::NEVER } else { Span::day(self.due) },
            since: self.since,
            confirmed: self.confirmed,
            ..at.row(planned, self.standing, 0)
        }
    }
}
