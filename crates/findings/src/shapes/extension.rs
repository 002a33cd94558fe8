use crate::choice::source_day;
use crate::clock::Clock;
use crate::columns::Item;
use crate::plan::{By, Use};
use crate::reads::Reads;
use crate::shapes::deadline::{GRANTED, NAMED, REFUSED, REQUESTED, held};
use crate::world::Asked;
use facts::{Day, DayKey, Fact, FactNo, Length, Span, State, When};
use rules::shapes::Extension;
use rules::{Rule, RuleId, Shape, Switch};

/// How the day of a duty was moved, as far as the register tells on the day asked.
#[derive(Clone, Debug)]
pub(crate) struct Moves {
    /// Every request and decision that plays a part, and which.
    told: Vec<(Move, FactNo)>,
    /// The day of the last request on which no decision is on record; [`DayKey::BEFORE_ALL`] where there is none.
    pub last_request: DayKey,
    /// The day in force: the latest of the first day and every day it was moved to. A Meeting never moves it back.
    pub due: Span,
    /// The latest day that any decision or source on record speaks of, whatever its own day.
    pub latest: Span,
    /// Whether the day in force comes from a decision taken only later.
    pub reached_back: bool,
}

/// What a request or a decision is to the day in force.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Move {
    /// A decision or a named deadline that counts on the day asked.
    Counting,
    /// A decision whose own day may lie before or after the day asked.
    Undated,
    /// A decision taken after the day asked.
    Later,
    /// A request made by the day asked on which no decision is on record.
    Pending,
}

impl Moves {
    #[inline]
    pub fn none(base: Span) -> Self {
        Moves { told: Vec::new(), last_request: DayKey::BEFORE_ALL, due: base, latest: base, reached_back: false }
    }

    /// The facts that are this to the day in force.
    pub fn of(&self, what: Move) -> impl Iterator<Item = FactNo> {
        self.told.iter().filter(move |(told, _)| *told == what).map(|(_, fact)| *fact)
    }

    #[inline]
    pub fn any(&self, what: Move) -> bool {
        !self.told.is_empty() && self.of(what).next().is_some()
    }

    /// Whether there is nothing on record about more time.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    pub fn has(&self, what: Move, fact: FactNo) -> bool {
        self.told.contains(&(what, fact))
    }
}

/// What a deadline that this rule can move reads about it: facts about that duty.
pub(crate) fn uses(duty: &RuleId, rule: &Rule) -> Vec<Use> {
    let Shape::Extension(shape) = &rule.shape else { return Vec::new() };
    let parts =
        [(&shape.granted_by, GRANTED), (&shape.named_by, NAMED), (&shape.refused_by, REFUSED), (&shape.requested_by, REQUESTED)];
    let uses = parts.into_iter().flat_map(|(kinds, role)| kinds.iter().map(move |kind| Use::new(*kind, role, By::Fact)));
    uses.map(|part| part.about(duty)).collect()
}

/// Reads how the day of a duty was moved, up to the day asked, from the items of that duty.
pub(crate) fn moves<C: Clock>(mine: &[Item], clock: &mut C, base: Span, reads: &Reads) -> Moves {
    let mut moves = Moves::none(base);
    let mut decided = DayKey::BEFORE_ALL;
    for item in mine.iter().filter(|i| (GRANTED..=REQUESTED).contains(&i.role())) {
        if !held(item, clock) {
            continue;
        }
        let decided_on = if item.is_dated() { item.on.last } else { item.spoken };
        match item.role() {
            GRANTED | NAMED => {
                let until = if item.until() == Span::NEVER { base } else { item.until() };
                moves.latest = moves.latest.later_of(until);
                // A deadline whose decision is not on record applies from the day of the source that names it.
                let (counts, perhaps) = match item.role() {
                    NAMED => (clock.reached(item.spoken), false),
                    _ => (clock.reached(item.on.last), clock.reached(item.on.first)),
                };
                // A decision that comes after the day reaches back, or does not (AMB-04).
                let comes_later = !counts && item.role() == GRANTED && until.last > moves.due.last;
                let reaches_back = comes_later
                    && reads.matters(Switch::ReachesBack)
                    && reads.passed(clock, moves.due.last)
                    && reads.turns(Switch::ReachesBack);
                if counts || reaches_back {
                    moves.due = moves.due.later_of(until);
                    moves.told.push((Move::Counting, item.fact));
                    moves.reached_back |= reaches_back;
                } else if perhaps {
                    moves.told.push((Move::Undated, item.fact));
                } else {
                    moves.told.push((Move::Later, item.fact));
                    continue;
                }
                decided = decided.max(decided_on);
            }
            REFUSED if clock.reached(decided_on) => decided = decided.max(decided_on),
            REQUESTED if is_pending(item, clock, decided, moves.due) => {
                moves.last_request = moves.last_request.max(item.on.first);
                moves.told.push((Move::Pending, item.fact));
            }
            _ => {}
        }
    }
    moves
}

/// A request is pending while no decision on it is on record: no grant, refusal or named deadline since it was made.
fn is_pending<C: Clock>(request: &Item, clock: &mut C, decided: DayKey, due: Span) -> bool {
    let beyond_due = request.until() == Span::NEVER || request.until().last > due.last;
    beyond_due && decided < request.on.first && clock.reached(request.on.first)
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
    /// For a request: the last day in time for the meeting it was made for, where the text sets one and that meeting is on record.
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
    world.ask(question, Some(state)).map(|asked| steps_of(&asked, state, duty)).unwrap_or_default()
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
            previous = previous.zip(fact.until).map(|(a, b)| if b.last > a.last { b } else { a }).or(previous);
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
    let notice = shape.asked_before?;
    let made = request.on.filter(|w| w.is_exact())?.last;
    let next = meetings.iter().filter(|m| m.is_exact() && m.first > made).min()?;
    Some(notice.before(next.first))
}

/// The opening days of meetings that can decide.
fn meetings(asked: &Asked<'_>) -> Vec<When> {
    let kinds = &asked.chapter.treaty.meetings;
    let all = kinds.iter().flat_map(|k| asked.view.about_no_state(asked.question.treaty, *k));
    all.filter(|f| f.about.as_deref().is_some_and(decides)).filter_map(|f| f.on).collect()
}

/// Meetings of States Parties and Review Conferences decide, also each part of one held in parts; preparatory meetings, briefings
/// and meetings that were planned for another day do not.
pub(crate) fn decides(name: &str) -> bool {
    decides_or_was_to(name) && !name.ends_with(AS_PLANNED)
}

/// The same, and a meeting that was to decide and was not held on the day first set.
pub(crate) fn decides_or_was_to(name: &str) -> bool {
    let (first, rest) = name.split_once(' ').unwrap_or((name, ""));
    (first.ends_with("MSP") || first.ends_with("RC")) && (rest.is_empty() || rest.starts_with("Part ") || rest == AS_PLANNED)
}

/// What the register adds to the name of a meeting for a day first set, on which it was not held.
pub(crate) const AS_PLANNED: &str = "as planned";

#[cfg(test)]
mod tests {
    use super::decides;

    #[test]
    fn only_a_meeting_that_was_held_and_can_decide_decides() {
        for name in ["1MSP", "13MSP", "1RC", "2RC Part One", "2RC Part Two"] {
            assert!(decides(name), "{name}");
        }
        for name in ["1RC preparatory 1", "2RC informal briefing", "2RC as planned", "intersessional 2014", "Oslo Conference", ""]
        {
            assert!(!decides(name), "{name}");
        }
    }
}
