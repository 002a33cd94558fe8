//! Would the warnings have come in time? Walks every day since the treaty entered into force, each with what was known on it, and notes
//! when a warning was first raised about each deadline; beside it stands what became of the deadline, with all that is known now.

use crate::row::Part;
use crate::sweep::{Path, sweep};
use crate::{Question, Row, Standing, World};
use facts::{Day, DayKey, Span, State, When};
use rules::{Rule, RuleId, Shape};
use std::collections::BTreeMap;

/// The warnings of a treaty, held against what became of its deadlines.
#[derive(Clone, Default, Debug)]
pub struct Backtest {
    /// Every deadline that was kept, moved or missed, by State and duty.
    pub cases: Vec<Case>,
    /// How each warning did, in the order of the book.
    pub scores: Vec<Score>,
    /// How they did together: the first of them counts.
    pub together: Score,
    /// The same without those that look only at the day and at whether anything is left to do: they are raised for every duty still open.
    pub on_conduct: Score,
}

/// One deadline of one State.
#[derive(Clone, PartialEq, Debug)]
pub struct Case {
    /// The State.
    pub state: State,
    /// The duty.
    pub duty: RuleId,
    /// The day the text sets.
    pub base: When,
    /// What became of it.
    pub outcome: Outcome,
    /// For each warning that was ever raised about it, the first day, as known on that day; the earliest first.
    pub raised: Vec<(RuleId, Day)>,
}

/// What became of a deadline, with all that is known. Where several are true, the first of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Outcome {
    /// Done after the day.
    Late,
    /// The day passed, and evidence shows that it was not done.
    Overdue,
    /// The day passed with a request for more time and no decision on record.
    Undecided,
    /// The day was moved.
    Extended,
    /// The day the text sets has passed, and whether it was done by then is not established.
    Open,
    /// Done in time, without more time.
    InTime,
}

impl Outcome {
    /// The word of the contract.
    pub fn word(&self) -> &'static str {
        match self {
            Outcome::Late => "met-late",
            Outcome::Overdue => "overdue",
            Outcome::Undecided => "undecided",
            Outcome::Extended => "extended",
            Outcome::Open => "not-established",
            Outcome::InTime => "met-in-time",
        }
    }

    /// Every one of them.
    pub const ALL: [Outcome; 6] =
        [Outcome::Late, Outcome::Overdue, Outcome::Undecided, Outcome::Extended, Outcome::Open, Outcome::InTime];
}

impl Case {
    /// The first warning of any kind, and its day.
    pub fn first(&self) -> Option<&(RuleId, Day)> {
        self.raised.first()
    }

    /// Whether it was kept in time and a warning was raised all the same.
    pub fn is_false_alarm(&self) -> bool {
        self.outcome == Outcome::InTime && !self.raised.is_empty()
    }

    /// How many days before the day the text sets a warning came; below zero where it came after it.
    pub fn lead(&self, raised: Day) -> i32 {
        raised.until(self.base.first).map_or(0, |span| span.get_days())
    }
}

/// How a warning did.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Score {
    /// The warning; none for all of them together.
    pub watch: Option<RuleId>,
    /// Deadlines not kept in time for which it was raised by the day the text sets, that day included.
    pub hits: usize,
    /// Those for which it was raised only afterwards.
    pub too_late: usize,
    /// Those for which it was never raised.
    pub misses: usize,
    /// Deadlines kept in time for which it was raised.
    pub false_alarms: usize,
    /// Of the hits, the median of the days before the day the text sets.
    pub median_lead: Option<i32>,
}

/// Holds the warnings against what became of the deadlines, up to the question's day. On each day what was known on it counts, but never
/// more than by the question's day of knowledge. None for a treaty the book does not hold, or that is not in force.
pub fn backtest(world: &World, question: &Question) -> Option<Backtest> {
    let chapter = world.book.chapter(question.treaty)?;
    let days = days(world, question)?;
    let duties: Vec<&Rule> = chapter.rules.iter().filter(|r| can_be_moved(r)).collect();
    let watches: Vec<&Rule> = chapter.rules.iter().filter(|r| r.is_watch()).collect();
    let raised = first_days(world, question, &days, &watches);
    let mut cases = Vec::new();
    for duty in &duties {
        for (state, (base, outcome)) in outcomes(world, question, &days, duty) {
            let of =
                |watch: &&Rule| raised.get(&(state, duty.id.0.clone(), watch.id.clone())).map(|day| (watch.id.clone(), *day));
            let mut raised: Vec<(RuleId, Day)> = watches.iter().filter_map(of).collect();
            raised.sort_by_key(|(_, day)| *day);
            cases.push(Case { state, duty: duty.id.clone(), base, outcome, raised });
        }
    }
    cases.sort_by(|a, b| (a.state, &a.duty).cmp(&(b.state, &b.duty)));
    let about = |watch: &&&Rule| duties.iter().any(|duty| looks_at(watch, &duty.id));
    let scores = watches.iter().filter(about).map(|watch| Score::of(&cases, watch)).collect();
    let of_calendar = |id: &RuleId| watches.iter().any(|w| w.id == *id && matches!(w.shape, Shape::RequestWindow(_)));
    let together = Score::counted(cases.iter(), |_| true);
    let on_conduct = Score::counted(cases.iter(), |id| !of_calendar(id));
    Some(Backtest { together, on_conduct, scores, cases })
}

fn can_be_moved(rule: &Rule) -> bool {
    matches!(&rule.shape, Shape::Deadline(shape) if shape.extended_by.is_some())
}

fn looks_at(watch: &Rule, duty: &RuleId) -> bool {
    watch.shape.refers_to().iter().any(|(_, id, _)| id == duty)
}

/// Every day from the first on which the treaty bound anybody.
fn days(world: &World, question: &Question) -> Option<Vec<Day>> {
    let hall = world.hall(question)?;
    let first = hall.seats.iter().map(|seat| seat.in_force.last).min().filter(|day| *day != DayKey::NEVER)?;
    let days = std::iter::successors(Some(first.day()), |day| day.tomorrow().ok());
    Some(days.take_while(|day| *day <= question.true_on).collect())
}

/// A State, the duty a warning is about, and the warning.
type About = (State, String, RuleId);

/// The first day on which each warning was raised, as known on that day.
fn first_days(world: &World, question: &Question, days: &[Day], watches: &[&Rule]) -> BTreeMap<About, Day> {
    let mut first: BTreeMap<About, usize> = BTreeMap::new();
    let (Some(path), Some(columns)) =
        (Path::through(days.iter().map(|day| (*day, (*day).min(question.known_by)))), world.columns(question))
    else {
        return BTreeMap::new();
    };
    for watch in watches {
        sweep(world, question, &path, Some(&watch.id), |stretch, row, _| {
            let state = columns.states.get(usize::from(row.state)).filter(|_| row.standing == Standing::Raised);
            let duty = columns.plan.duty(row.rule + 1).and_then(|planned| planned.duty.about(row, &world.register, || &[]));
            if let (Some(state), Some(duty)) = (state, duty) {
                let point = first.entry((*state, duty, watch.id.clone())).or_insert(stretch.start);
                *point = stretch.start.min(*point);
            }
        });
    }
    first.into_iter().filter_map(|(about, point)| Some((about, *days.get(point)?))).collect()
}

/// What became of one duty of every State that had something to do, of which anything can be told yet.
fn outcomes(world: &World, question: &Question, days: &[Day], duty: &Rule) -> BTreeMap<State, (When, Outcome)> {
    let (Shape::Deadline(shape), Some(hall), Some(path)) =
        (&duty.shape, world.hall(question), Path::through(days.iter().map(|day| (*day, question.known_by))))
    else {
        return BTreeMap::new();
    };
    let mut found: BTreeMap<State, (When, Outcome)> = BTreeMap::new();
    sweep(world, question, &path, Some(&duty.id), |stretch, row, sources| {
        let Some(state) = hall.columns.states.get(usize::from(row.state)) else { return };
        let base = hall.seats.get(usize::from(row.state)).map_or(Span::NEVER, |seat| shape.within.after_span(seat.in_force));
        let last =
            stretch.end.checked_sub(1).and_then(|point| days.get(point)).map_or(DayKey::BEFORE_ALL, |day| DayKey::of(*day));
        let applies = shape.bound_if.is_empty() || sources.iter().any(|source| source.part() == Part::Applies);
        let outcome = outcome(row, last > base.last && applies);
        if let (Some(outcome), Some(base)) = (outcome, base.when()) {
            let told = found.entry(*state).or_insert((base, outcome));
            told.1 = told.1.min(outcome);
        }
    });
    found
}

/// What a row shows; none while nothing can be told. A State that left is told as it stood.
fn outcome(row: &Row, past: bool) -> Option<Outcome> {
    match row.before.unwrap_or(row.standing) {
        Standing::MetLate => Some(Outcome::Late),
        Standing::Overdue => Some(Outcome::Overdue),
        Standing::Undecided => Some(Outcome::Undecided),
        _ if row.extended => Some(Outcome::Extended),
        Standing::Met => Some(Outcome::InTime),
        // Found again after it was done: the text sets no day for that.
        Standing::Unknown if past && !row.contested => Some(Outcome::Open),
        _ => None,
    }
}

impl Score {
    fn of(cases: &[Case], watch: &Rule) -> Score {
        let about = cases.iter().filter(|case| looks_at(watch, &case.duty));
        Score { watch: Some(watch.id.clone()), ..Score::counted(about, |id| *id == watch.id) }
    }

    /// Counts some deadlines, with the first of some warnings about each.
    fn counted<'c>(cases: impl Iterator<Item = &'c Case>, which: impl Fn(&RuleId) -> bool) -> Score {
        let (mut score, mut leads) = (Score::default(), Vec::new());
        for case in cases {
            let raised = case.raised.iter().find(|(id, _)| which(id));
            match (case.outcome, raised.map(|(_, day)| case.lead(*day))) {
                (Outcome::InTime, raised) => score.false_alarms += usize::from(raised.is_some()),
                (_, None) => score.misses += 1,
                (_, Some(lead)) if lead < 0 => score.too_late += 1,
                (_, Some(lead)) => {
                    score.hits += 1;
                    leads.push(lead);
                }
            }
        }
        leads.sort_unstable();
        let middle = |at: usize| leads.get(at).copied();
        let (low, high) = (middle(leads.len().saturating_sub(1) / 2), middle(leads.len() / 2));
        score.median_lead = low.zip(high).map(|(low, high)| i32::midpoint(low, high));
        score
    }
}
