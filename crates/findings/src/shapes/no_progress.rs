use crate::at::At;
use crate::clock::Clock;
use crate::columns::Item;
use crate::evidence::Evidence;
use crate::plan::{By, Planned, Use, number};
use crate::reads::Reads;
use crate::row::{Part, Row, Rows};
use crate::shapes::deadline::{self, held};
use crate::shapes::{Duty, best, periodic_report};
use crate::{Standing, Status};
use facts::{DayKey, FactNo};
use rules::shapes::{self, Signs};
use rules::{Chapter, RuleId};

/// A warning about progress, compiled.
#[derive(Clone, Debug)]
pub(crate) struct NoProgress {
    /// The duties watched; a fact's part in the columns is the place of its duty here.
    duties: Vec<(u16, RuleId)>,
    reports: u16,
    signs: Signs,
    years: i16,
}

/// How many duties one warning can watch: as many as an item has parts.
const MOST: usize = 16;

pub(crate) fn compile(chapter: &Chapter, shape: &shapes::NoProgress) -> Option<NoProgress> {
    let duties = shape.progress.iter().take(MOST).map(|(id, _)| Some((number(chapter, id)?, id.clone())));
    Some(NoProgress {
        duties: duties.collect::<Option<_>>()?,
        reports: number(chapter, &shape.reports)?,
        signs: shape.signs,
        years: shape.consecutive_years,
    })
}

/// What it reads: for each duty watched, what is progress.
pub(crate) fn uses(shape: &shapes::NoProgress) -> Vec<Use> {
    let parts = shape.progress.iter().zip(0u8..).take(MOST);
    parts.flat_map(|((_, kinds), role)| kinds.iter().map(move |kind| Use::new(*kind, role, By::Figure))).collect()
}

impl NoProgress {
    pub fn watched(&self) -> i16 {
        i16::try_from(self.duties.len()).unwrap_or(i16::MAX)
    }

    pub fn looks_at(&self) -> Vec<u16> {
        self.duties.iter().map(|(duty, _)| *duty).chain([self.reports]).collect()
    }

    pub fn about(&self, unit: i16) -> Option<&RuleId> {
        self.watched_at(unit).map(|(_, id)| id)
    }

    fn watched_at(&self, unit: i16) -> Option<&(u16, RuleId)> {
        usize::try_from(unit).ok().and_then(|at| self.duties.get(at))
    }
}

/// What one year showed. Silence and a reported zero are kept apart; neither is inferred from an empty register.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Sign {
    /// Something was done.
    Made(FactNo),
    /// Somebody said that nothing was done.
    ReportedNone(FactNo),
    /// The year's report did not come, by evidence.
    Silent(Evidence),
    /// The year's report came; what it says of progress is not on record.
    Heard(FactNo),
    /// Not established.
    Unknown,
}

/// What was decided about one warning.
#[derive(Clone, Debug)]
pub(crate) struct Ruling {
    pub standing: Standing,
    pub years: Vec<(i16, Sign)>,
}

/// The row for one duty watched, while it is open.
pub(crate) fn row<C: Clock>(
    at: &mut At<'_, C>,
    planned: &Planned,
    shape: &NoProgress,
    mine: &[Item],
    unit: i16,
    rows: &mut Rows,
) {
    let Some(ruling) = ruling(at, shape, mine, unit) else { return };
    let mark = rows.mark();
    let mut confirmed = DayKey::NEVER;
    let mut silent = false;
    let last = ruling.years.len().saturating_sub(1);
    for (at, (_, sign)) in ruling.years.iter().enumerate() {
        let part = if at == last { Part::Shows } else { Part::Before };
        match sign {
            Sign::Made(fact) | Sign::ReportedNone(fact) | Sign::Heard(fact) => rows.rests_on(part, Some(*fact)),
            Sign::Silent(evidence) => {
                rows.rests_on(part, Some(evidence.fact));
                (confirmed, silent) = (confirmed.min(evidence.confirmed), true);
            }
            Sign::Unknown => {}
        }
    }
    let confirmed = if silent { confirmed } else { DayKey::BEFORE_ALL };
    rows.push(Row { unit, confirmed, ..at.row(planned, ruling.standing, mark) });
}

/// Decides the warning about one duty; none while that duty is not open.
pub(crate) fn ruling<C: Clock>(at: &mut At<'_, C>, shape: &NoProgress, mine: &[Item], unit: i16) -> Option<Ruling> {
    if at.status() != Status::Party {
        return None;
    }
    let plan = at.plan;
    let watched = plan.duty(shape.watched_at(unit)?.0)?;
    let Duty::Deadline(deadline) = &watched.duty else { return None };
    let open = at.is_open(watched, |at| deadline::ruling(at, watched, deadline, at.of(watched)).is_open());
    let reports = plan.duty(shape.reports)?;
    let Duty::PeriodicReport(report) = &reports.duty else { return None };
    if !open {
        return None;
    }
    let reads = at.reads(reports);
    let last = last_reported_year(report, &mut at.clock, &reads);
    at.has_asked(&reads);
    let first = last.saturating_sub(shape.years - 1);
    if i32::from(first) < at.seat.in_force.first.year() {
        return None;
    }
    let years = (first..=last).map(|year| (year, sign(at, mine, unit, year, reports, report)));
    let years: Vec<(i16, Sign)> = years.collect();
    Some(Ruling { standing: standing(shape.signs, &years), years })
}

/// The last calendar year whose report has become due.
fn last_reported_year<C: Clock>(report: &periodic_report::PeriodicReport, clock: &mut C, reads: &Reads) -> i16 {
    let mut last = clock.year_now().saturating_sub(2);
    while reads.passed(clock, report.due_for(last + 1)) {
        last += 1;
    }
    last
}

fn sign<C: Clock>(
    at: &mut At<'_, C>,
    mine: &[Item],
    unit: i16,
    year: i16,
    reports: &Planned,
    report: &periodic_report::PeriodicReport,
) -> Sign {
    let (mut made, mut none) = (None, None);
    let from = mine.partition_point(|i| i.year() < year);
    let of_year = mine.iter().skip(from).take_while(|i| i.year() == year).filter(|i| i16::from(i.role()) == unit);
    for item in of_year {
        if !(held(item, &mut at.clock) && at.clock.reached(item.on.first)) {
            continue;
        }
        // One figure above zero for several years does not say in which of them it was done; zero for several does.
        if item.says_some() && item.is_of_one_year() {
            best(&mut made, item);
        } else if item.says_zero() {
            best(&mut none, item);
        }
    }
    if let Some(item) = made {
        return Sign::Made(item.fact);
    }
    if let Some(item) = none {
        return Sign::ReportedNone(item.fact);
    }
    let Some(ruling) = periodic_report::ruling(at, reports, report, at.of(reports), year) else { return Sign::Unknown };
    match (ruling.standing, ruling.evidence) {
        (Standing::Overdue, Some(evidence)) => Sign::Silent(evidence),
        _ => ruling.receipt.map_or(Sign::Unknown, Sign::Heard),
    }
}

fn standing(signs: Signs, years: &[(i16, Sign)]) -> Standing {
    let all = |test: fn(&Sign) -> bool| years.iter().all(|(_, s)| test(s));
    let any = |test: fn(&Sign) -> bool| years.iter().any(|(_, s)| test(s));
    let raised = match signs {
        Signs::Silence => all(is_silent),
        Signs::ReportedNone => all(is_none),
        Signs::Both => any(is_silent) && any(is_none) && all(|s| is_silent(s) || is_none(s)),
    };
    let clear = match signs {
        Signs::Silence => any(|s| is_none(s) || was_heard(s)),
        Signs::ReportedNone => any(|s| is_silent(s) || matches!(s, Sign::Made(_))),
        Signs::Both => any(was_heard) || all(is_silent) || all(is_none),
    };
    match (raised, clear) {
        (true, _) => Standing::Raised,
        (false, true) => Standing::Clear,
        (false, false) => Standing::Unknown,
    }
}

fn is_silent(sign: &Sign) -> bool {
    matches!(sign, Sign::Silent(_))
}

fn is_none(sign: &Sign) -> bool {
    matches!(sign, Sign::ReportedNone(_))
}

fn was_heard(sign: &Sign) -> bool {
    matches!(sign, Sign::Made(_) | Sign::Heard(_))
}
