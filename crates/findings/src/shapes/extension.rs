use crate::choice::source_day;
use crate::world::Asked;
use facts::{Day, Fact, Length, State, When};
use rules::shapes::Extension;
use rules::{Rule, RuleId, Shape};

/// How the day of a duty was moved, as far as the register tells on the day asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Moves<'a> {
    /// Decisions and named deadlines that count on the day asked.
    pub counting: Vec<&'a Fact>,
    /// Decisions whose own day may lie before or after the day asked.
    pub undated: Vec<&'a Fact>,
    /// Decisions taken after the day asked.
    pub later: Vec<&'a Fact>,
    /// Requests made by the day asked on which no decision is on record.
    pub pending: Vec<&'a Fact>,
}

impl Moves<'_> {
    /// The day in force: the latest of the first day and every day it was moved to. A Meeting never moves it back.
    pub fn due(&self, base: When) -> When {
        self.counting.iter().filter_map(|f| f.until).fold(base, later_of)
    }

    /// The latest day that any decision or source on record speaks of, whatever its own day.
    pub fn latest_spoken_of(&self, base: When) -> When {
        let all = self.counting.iter().chain(&self.undated).chain(&self.later);
        all.filter_map(|f| f.until).fold(base, later_of)
    }
}

fn later_of(a: When, b: When) -> When {
    if b.last > a.last { b } else { a }
}

/// Reads how the day of `duty` was moved, up to the day asked.
pub(crate) fn moves<'a>(asked: &Asked<'a>, state: State, duty: &RuleId, rule: Option<&Rule>, on: Day, base: When) -> Moves<'a> {
    let Some(Shape::Extension(shape)) = rule.map(|r| &r.shape) else { return Moves::default() };
    let of = |kinds: &[facts::Kind]| -> Vec<&'a Fact> {
        asked.facts(state, kinds).into_iter().filter(|f| f.about.as_deref() == Some(&duty.0)).collect()
    };
    let mut moves = Moves::default();
    for grant in of(&shape.granted_by) {
        match grant.on {
            Some(day) if day.last <= on => moves.counting.push(grant),
            Some(day) if day.first <= on => moves.undated.push(grant),
            _ => moves.later.push(grant),
        }
    }
    for named in of(&shape.named_by) {
        // A deadline whose decision is not on record applies from the day of the source that names it.
        if source_day(named) <= on { moves.counting.push(named) } else { moves.later.push(named) }
    }
    let refused = of(&shape.refused_by);
    let due = moves.due(base);
    moves.pending = of(&shape.requested_by).into_iter().filter(|r| is_pending(r, on, due, &moves, &refused)).collect();
    moves
}

/// A request is pending while no decision on it is on record: no grant, refusal or named deadline since it was made.
fn is_pending(request: &Fact, on: Day, due: When, moves: &Moves<'_>, refused: &[&Fact]) -> bool {
    let Some(made) = request.on.filter(|w| w.first <= on) else { return false };
    let beyond_due = request.until.is_none_or(|asked| asked.last > due.last);
    let decided_on = |f: &Fact| f.on.map_or(source_day(f), |w| w.last);
    let counting = moves.counting.iter().chain(&moves.undated).chain(refused.iter().filter(|f| decided_on(f) <= on));
    beyond_due && !counting.into_iter().any(|f| decided_on(f) >= made.first)
}

/// One step of a request for more time, for the table of extensions: what happened, when, and how it compares with the text.
#[derive(Clone, Debug)]
pub struct Step<'a> {
    /// The duty.
    pub duty: RuleId,
    /// The request, decision or source.
    pub fact: &'a Fact,
    /// For a grant: how far it goes beyond the longest single extension of the text.
    pub beyond: Option<Length>,
    /// For a request: the last day in time for the meeting it was made for, where that meeting is on record.
    pub asked_by: Option<Day>,
}

impl Step<'_> {
    /// How many days after the last day in time the request was made; none where it was in time or cannot be told.
    pub fn days_late(&self) -> Option<i32> {
        let made = self.fact.on.filter(|w| w.is_exact())?.first;
        let days = self.asked_by?.until(made).ok()?.get_days();
        (days > 0).then_some(days)
    }
}

/// Every request and decision about one State's duty, as known, in the order of days.
pub fn steps<'a>(world: &'a crate::World, question: &crate::Question, state: State, duty: &Rule) -> Vec<Step<'a>> {
    world.ask(question).map(|asked| steps_of(&asked, state, duty)).unwrap_or_default()
}

/// The same, where the question is already at hand.
pub(crate) fn steps_of<'a>(asked: &Asked<'a>, state: State, duty: &Rule) -> Vec<Step<'a>> {
    let Shape::Deadline(deadline) = &duty.shape else { return Vec::new() };
    let Some(Shape::Extension(shape)) = deadline.extended_by.as_ref().and_then(|id| asked.chapter.rule(id)).map(|r| &r.shape)
    else {
        return Vec::new();
    };
    let base = asked.rolls.of(state).and_then(|m| m.in_force).map(|day| day.plus(&deadline.within));
    let mut kinds = [&shape.requested_by, &shape.granted_by, &shape.refused_by, &shape.named_by].map(|k| k.as_slice()).concat();
    kinds.dedup();
    let mut facts: Vec<&Fact> =
        asked.facts(state, &kinds).into_iter().filter(|f| f.about.as_deref() == Some(&duty.id.0)).collect();
    facts.sort_by_key(|f| (f.on.map_or(source_day(f), |w| w.first), f.until, f.entry));
    let meetings = meetings(asked);
    let mut previous = base;
    let mut told = Vec::new();
    for fact in facts {
        let granted = shape.granted_by.contains(&fact.kind);
        let beyond = if granted { beyond(previous, fact.until, shape) } else { None };
        let requested = shape.requested_by.contains(&fact.kind);
        let asked_by = if requested { asked_by(fact, &meetings, shape) } else { None };
        told.push(Step { duty: duty.id.clone(), fact, beyond, asked_by });
        if granted {
            previous = previous.zip(fact.until).map(|(a, b)| later_of(a, b)).or(previous);
        }
    }
    told
}

fn beyond(previous: Option<When>, until: Option<When>, shape: &Extension) -> Option<Length> {
    let (previous, until) = (previous?, until?);
    let limit = shape.at_most.after(previous.last);
    let days = limit.until(until.first).ok().map(|span| span.get_days())?;
    (days > 0).then(|| Length::days(days))
}

fn asked_by(request: &Fact, meetings: &[When], shape: &Extension) -> Option<Day> {
    let made = request.on.filter(|w| w.is_exact())?.last;
    let next = meetings.iter().filter(|m| m.is_exact() && m.first > made).min()?;
    Some(shape.asked_before.before(next.first))
}

/// The opening days of meetings that can decide.
fn meetings(asked: &Asked<'_>) -> Vec<When> {
    let kinds = &asked.chapter.treaty.meetings;
    let all = kinds.iter().flat_map(|k| asked.view.about_no_state(asked.question.treaty, *k));
    all.filter(|f| f.about.as_deref().is_some_and(decides)).filter_map(|f| f.on).collect()
}

/// Meetings of States Parties and Review Conferences decide; others do not.
fn decides(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or("");
    first.ends_with("MSP") || first.ends_with("RC")
}
