//! Many days for little more than the price of one. A sweep follows a path of questions, each as late as the one before or
//! later, and evaluates a unit anew only where something about it changes: a fact becomes known or is withdrawn, a day falls due,
//! evidence grows too old, a year turns.

use crate::at::At;
use crate::clock::Running;
use crate::columns::Columns;
use crate::membership::{Seat, seats_along};
use crate::plan::Planned;
use crate::{Question, Row, Rows, Source, Standing, World};
use facts::{Day, DayKey, Register};
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
    mut see: impl FnMut(Range<usize>, &Row, &[Source]),
) {
    let (Some(columns), Some(chapter)) = (world.columns(question), world.book.chapter(question.treaty)) else { return };
    let wanted = rule.map(|id| crate::plan::number(chapter, id));
    let duties: Vec<&Planned> =
        columns.plan.duties.iter().filter(|planned| wanted.is_none_or(|only| only == Some(planned.number))).collect();
    let mut rows = Rows::default();
    for (state, seats) in seats_along(&columns, path).iter().enumerate() {
        for (stretch, seat) in seats {
            along(&columns, &world.register, path, &duties, state, stretch, seat, &mut rows, &mut see);
        }
    }
}

/// One State while its seat stays the same.
fn along(
    columns: &Columns,
    register: &Register,
    path: &Path,
    duties: &[&Planned],
    state: usize,
    stretch: &Range<usize>,
    seat: &Seat,
    rows: &mut Rows,
    see: &mut impl FnMut(Range<usize>, &Row, &[Source]),
) {
    let start = stretch.start.max(path.reaches(seat.in_force.last.min(seat.leaves.last)));
    if start >= stretch.end {
        return;
    }
    let mut at = At::new(columns, register, state, seat, path.clock(start));
    for planned in duties {
        let mine = at.of(planned);
        for unit in planned.duty.units(&at, path.last_year()) {
            let mut point = start;
            while point < stretch.end {
                rows.clear();
                at.clock = path.clock(point);
                planned.duty.row(&mut at, planned, mine, unit, rows);
                let next = path.next(&at.clock).min(stretch.end);
                if let Some((row, sources)) = rows.iter().next().filter(|(row, _)| row.standing != Standing::NotBound) {
                    see(point..next, row, sources);
                }
                point = next;
            }
        }
    }
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
