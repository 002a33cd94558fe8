//! Many days for little more than the price of one. A sweep follows a path of questions, each as late as the one before or
//! later, and evaluates a unit anew only where something about it changes: a fact becomes known or is withdrawn, a day falls due,
//! evidence grows too old, a year turns.

use crate::at::{At, Lists};
use crate::clock::Running;
use crate::columns::{Columns, Item, run};
use crate::membership::{Seat, seats_along};
use crate::plan::Planned;
use crate::shapes::Duty;
use crate::shapes::periodic_report::{self, PeriodicReport, Ruling};
use crate::silence::Silence;
use crate::{Question, Row, Rows, Sources, Standing, World};
use facts::{Day, DayKey, Register, Span};
use rules::Switches;
use std::collections::BTreeMap;
use std::ops::Range;

/// The questions of a sweep: days asked, each with the day by which facts had to be known. Neither ever goes back.
#[derive(Clone, Debug)]
pub struct Path {
    on: Vec<DayKey>,
    known_by: Vec<DayKey>,
}

impl Path {
    /// A path through these points; none if one of the days goes back.
    pub fn through(points: impl IntoIterator<Item = (Day, Day)>) -> Option<Self> {
        let (on, known_by): (Vec<DayKey>, Vec<DayKey>) =
            points.into_iter().map(|(on, known_by)| (DayKey::of(on), DayKey::of(known_by))).unzip();
        (on.is_sorted() && known_by.is_sorted()).then_some(Path { on, known_by })
    }

    /// How many points it has.
    pub fn len(&self) -> usize {
        self.on.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.on.is_empty()
    }

    /// A clock that stands at a point and remembers when it would answer otherwise.
    pub(crate) fn clock(&self, point: usize) -> Running {
        let at = |days: &[DayKey]| days.get(point).copied().unwrap_or(DayKey::NEVER);
        Running::new(at(&self.on), at(&self.known_by))
    }

    /// The first point at which something that a clock has answered would be answered otherwise.
    #[inline]
    pub(crate) fn next(&self, clock: &Running) -> usize {
        let first = |days: &[DayKey], day| days.partition_point(|d| *d < day);
        first(&self.on, clock.next_on).min(first(&self.known_by, clock.next_known))
    }

    /// The first point on which that day has come.
    fn reaches(&self, day: DayKey) -> usize {
        self.on.partition_point(|d| *d < day)
    }

    fn last_year(&self) -> i16 {
        self.on.last().and_then(|day| i16::try_from(day.year()).ok()).unwrap_or(i16::MIN)
    }
}

/// Every row a treaty has along a path: `see` hears of it once for each stretch of points on which it stays the same. Of the
/// question only the treaty and the pinned entries count; its days are those of the path. Evidence that speaks for the day asked,
/// whichever that is, is confirmed on [`DayKey::NEVER`].
pub fn sweep(
    world: &World,
    question: &Question,
    path: &Path,
    rule: Option<&rules::RuleId>,
    mut see: impl FnMut(Range<usize>, &Row, Sources<'_>),
) {
    let (Some(columns), Some(chapter)) = (world.columns(question), world.book.chapter(question.treaty)) else { return };
    let wanted = rule.map(|id| crate::plan::number(chapter, id));
    let duties: Vec<&Planned> =
        columns.plan.duties.iter().filter(|planned| wanted.is_none_or(|only| only == Some(planned.number))).collect();
    let mut sweeping = Sweeping { columns: &columns, register: &world.register, path, silent: BTreeMap::new() };
    let mut told = Told { rows: &mut Rows::default(), see: &mut see };
    for (state, seats) in seats_along(&columns, path).iter().enumerate() {
        for (stretch, seat) in seats {
            let start = stretch.start.max(path.reaches(seat.bound_by_any_reading()));
            if start < stretch.end {
                sweeping.along(&duties, &Seated { state, seat, stretch: start..stretch.end }, &mut told);
            }
        }
    }
}

/// A treaty along a path.
struct Sweeping<'a> {
    columns: &'a Columns,
    register: &'a Register,
    path: &'a Path,
    /// For each report, what silence about each year means along the path: the same for every State.
    silent: BTreeMap<u16, Vec<Option<Stretches>>>,
}

/// Rulings, each with the points for which it stays the same.
type Stretches = Vec<(Range<usize>, Ruling)>;

/// The row just made, and who hears of it.
struct Told<'t, F> {
    rows: &'t mut Rows,
    see: &'t mut F,
}

impl<F: FnMut(Range<usize>, &Row, Sources<'_>)> Told<'_, F> {
    /// Tells the row, if there is one and the treaty binds the State by any reading, for the points at which it stands.
    #[inline]
    fn tell(&mut self, points: Range<usize>) {
        if let Some((row, sources)) =
            self.rows.iter().next().filter(|(row, _)| row.standing != Standing::NotBound || row.contested)
        {
            (self.see)(points, row, sources);
        }
    }
}

/// One State while its seat stays the same.
struct Seated<'s> {
    state: usize,
    seat: &'s Seat,
    /// The points for which it does.
    stretch: Range<usize>,
}

impl<'a> Sweeping<'a> {
    fn along(
        &mut self,
        duties: &[&Planned],
        seated: &Seated<'_>,
        told: &mut Told<'_, impl FnMut(Range<usize>, &Row, Sources<'_>)>,
    ) {
        let seat = seated.seat;
        told.rows.clear();
        told.rows.begin(seat.consent, seat.threshold);
        let silence = Silence::default();
        let clock = self.path.clock(seated.stretch.start);
        let mut at = At::new(self.columns, self.register, seated.state, seat, clock, &silence);
        let mut rest = at.items;
        for planned in duties {
            rest = rest.get(run(rest, |i| i.duty() < planned.number)..).unwrap_or_default();
            let (mine, after) = rest.split_at(run(rest, |i| i.duty() == planned.number));
            rest = after;
            match &planned.duty {
                Duty::PeriodicReport(shape) if seat.leaves == Span::NEVER => {
                    self.reports_along(&mut at, planned, shape, mine, &seated.stretch, told);
                }
                duty => {
                    for unit in duty.units(&at, mine, self.path.last_year()) {
                        self.unit_along(&mut at, planned, mine, unit, seated.stretch.clone(), told);
                    }
                }
            }
        }
    }

    /// One unit, evaluated where something about it changes.
    #[inline]
    fn unit_along(
        &self,
        at: &mut At<'_, Running>,
        planned: &Planned,
        mine: &[Item],
        unit: i16,
        stretch: Range<usize>,
        told: &mut Told<'_, impl FnMut(Range<usize>, &Row, Sources<'_>)>,
    ) {
        let mut point = stretch.start;
        while point < stretch.end {
            told.rows.clear_rows();
            at.clock = self.path.clock(point);
            planned.duty.row(at, planned, mine, unit, told.rows);
            let next = self.path.next(&at.clock).min(stretch.end);
            told.tell(point..next);
            point = next;
        }
    }

    /// The reports of a State that has not left: what silence means is the same for every State and decided once.
    fn reports_along(
        &mut self,
        at: &mut At<'_, Running>,
        planned: &Planned,
        shape: &PeriodicReport,
        mine: &[Item],
        stretch: &Range<usize>,
        told: &mut Told<'_, impl FnMut(Range<usize>, &Row, Sources<'_>)>,
    ) {
        let Some(years) = shape.first_years(at, planned) else { return };
        let ahead = run(mine, |i| i.year() < years.first);
        let mut rest = mine.get(ahead..).unwrap_or_default();
        for year in years.first..self.path.last_year().max(years.first) {
            let (of_year, after) = rest.split_at(run(rest, |i| i.year() == year));
            rest = after;
            if !of_year.is_empty() || year < years.settled {
                // Nothing can be said of a report before it is awaited.
                let awaited = self.path.reaches(DayKey::first_of_year(i32::from(year) + 1));
                self.unit_along(at, planned, of_year, year, stretch.start.max(awaited)..stretch.end, told);
                continue;
            }
            for (silent, ruling) in self.silent(at, planned, shape, year) {
                let (from, to) = (silent.start.max(stretch.start), silent.end.min(stretch.end));
                if from < to {
                    told.rows.clear_rows();
                    ruling.row(at, planned, told.rows);
                    told.tell(from..to);
                }
            }
        }
    }

    fn silent(&mut self, at: &At<'_, Running>, planned: &Planned, shape: &PeriodicReport, year: i16) -> &Stretches {
        let years = self.silent.entry(planned.number).or_default();
        let place = usize::try_from(year - periodic_report::FIRST).unwrap_or(0);
        if years.len() <= place {
            years.resize(place + 1, None);
        }
        let path = self.path;
        match years.get_mut(place) {
            Some(stretches) => {
                stretches.get_or_insert_with(|| silent(path, (planned, shape), at.lists(planned), year, at.turned))
            }
            None => &NOTHING,
        }
    }
}

static NOTHING: Stretches = Vec::new();

/// What silence about a year means along a path, from the day its report is awaited.
fn silent(
    path: &Path,
    (planned, shape): (&Planned, &PeriodicReport),
    lists: Lists<'_>,
    year: i16,
    turned: Switches,
) -> Stretches {
    let mut point = path.reaches(DayKey::first_of_year(i32::from(year) + 1));
    let mut stretches = Vec::new();
    while point < path.len() {
        let mut clock = path.clock(point);
        let ruling = periodic_report::in_silence(planned, shape, lists, year, (&mut clock, turned));
        let next = path.next(&clock);
        stretches.push((point..next, ruling));
        point = next;
    }
    stretches
}

/// How many rows of a rule count, on each of some days, with the knowledge of the question. The days come in their order.
pub fn course(
    world: &World,
    question: &Question,
    rule: &rules::RuleId,
    days: &[Day],
    counts: impl Fn(&Row) -> bool,
) -> Vec<usize> {
    let Some(path) = Path::through(days.iter().map(|day| (*day, question.known_by))) else { return Vec::new() };
    let mut steps = vec![0isize; days.len() + 1];
    sweep(world, question, &path, Some(rule), |stretch, row, _| {
        if counts(row) {
            steps.get_mut(stretch.start).into_iter().for_each(|step| *step += 1);
            steps.get_mut(stretch.end).into_iter().for_each(|step| *step -= 1);
        }
    });
    let running = steps.iter().scan(0isize, |sum, step| {
        *sum += step;
        Some(usize::try_from(*sum).unwrap_or(0))
    });
    running.take(days.len()).collect()
}
