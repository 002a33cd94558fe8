use crate::at::At;
use crate::clock::Clock;
use crate::columns::Item;
use crate::plan::{By, Planned, Use, number};
use crate::row::{Part, Row, Rows};
use crate::shapes::deadline::{self, REQUESTED, held};
use crate::shapes::extension::{Move, decides};
use crate::shapes::{Duty, best};
use crate::{Standing, Status};
use facts::{DayKey, FactNo, Length, Span};
use rules::{Chapter, RuleId, Shape, shapes};

/// A warning about the time left for asking, compiled.
#[derive(Clone, Debug)]
pub(crate) struct RequestWindow {
    /// The duties watched, each with how long before the meeting a request is to be submitted.
    duties: Vec<(u16, RuleId, Length)>,
    from: Length,
    meets_every: Length,
}

const MEETING: u8 = 0;

pub(crate) fn compile(chapter: &Chapter, shape: &shapes::RequestWindow) -> Option<RequestWindow> {
    let watched = |id: &RuleId| {
        let Shape::Deadline(deadline) = &chapter.rule(id)?.shape else { return None };
        let Shape::Extension(extension) = &chapter.rule(deadline.extended_by.as_ref()?)?.shape else { return None };
        Some((number(chapter, id)?, id.clone(), extension.asked_before?))
    };
    let duties = shape.watches.iter().map(watched).collect::<Option<_>>()?;
    Some(RequestWindow { duties, from: shape.from, meets_every: shape.meets_every })
}

/// What it reads: the meetings that can decide.
pub(crate) fn uses(chapter: &Chapter) -> Vec<Use> {
    let can_decide = |fact: &facts::Fact| fact.about.as_deref().is_some_and(decides);
    chapter.treaty.meetings.iter().map(|kind| Use::new(*kind, MEETING, By::Fact).such(can_decide)).collect()
}

impl RequestWindow {
    pub fn watched(&self) -> i16 {
        i16::try_from(self.duties.len()).unwrap_or(i16::MAX)
    }

    pub fn looks_at(&self) -> Vec<u16> {
        self.duties.iter().map(|(duty, ..)| *duty).collect()
    }

    pub fn about(&self, unit: i16) -> Option<&RuleId> {
        self.watched_at(unit).map(|(_, id, _)| id)
    }

    fn watched_at(&self, unit: i16) -> Option<&(u16, RuleId, Length)> {
        usize::try_from(unit).ok().and_then(|at| self.duties.get(at))
    }
}

/// What was decided about the time left for asking, and by which facts.
#[derive(Clone, Debug)]
pub(crate) struct Ruling {
    pub standing: Standing,
    /// How the duty itself stands.
    pub duty: deadline::Ruling,
    /// The last meeting on record that opens by the deadline, where it is near enough to be the last one.
    pub meeting: Option<FactNo>,
    /// The last day in time for it; where no such meeting is on record, from the earliest to the latest that it can be.
    pub last_day: Span,
    /// The first day of the warning.
    pub opens: Span,
}

/// The row for one duty watched, while it is open and its day lies ahead.
pub(crate) fn row<C: Clock>(at: &mut At<'_, C>, planned: &Planned, shape: &RequestWindow, unit: i16, rows: &mut Rows) {
    let Some(ruling) = ruling(at, planned, shape, unit) else { return };
    let mark = rows.mark();
    ruling.duty.name_sources(at, rows);
    rows.rests_on(Part::Shows, ruling.meeting);
    let since = if ruling.standing == Standing::Raised { ruling.opens } else { Span::NEVER };
    rows.push(Row {
        unit,
        extended: ruling.duty.due.last > ruling.duty.base.last,
        joined: true,
        due: ruling.last_day,
        since,
        ..at.row(planned, ruling.standing, mark)
    });
}

/// Decides the warning about one duty; none while that duty is not open or its day has passed.
pub(crate) fn ruling<C: Clock>(at: &mut At<'_, C>, planned: &Planned, shape: &RequestWindow, unit: i16) -> Option<Ruling> {
    if at.status() != Status::Party {
        return None;
    }
    let plan = at.plan;
    let (number, _, asked_before) = shape.watched_at(unit)?;
    let watched = plan.duty(*number)?;
    let Duty::Deadline(deadline) = &watched.duty else { return None };
    if !at.is_open(watched, |at| deadline::ruling(at, watched, deadline, at.of(watched)).is_open()) {
        return None;
    }
    let duty = deadline::ruling(at, watched, deadline, at.of(watched));
    if duty.standing != Standing::Running {
        return None;
    }
    let before = |length: &Length, day: DayKey| DayKey::of(length.before(day.day()));
    let meeting = last_meeting(at, planned, duty.due, before(&shape.meets_every, duty.due.first));
    // A meeting opens on the deadline at the latest, and the one before it not earlier than the States Parties meet.
    let opening = meeting.map_or(Span { first: before(&shape.meets_every, duty.due.first), last: duty.due.last }, |m| m.on);
    let earlier = |length: &Length, span: Span| Span { first: before(length, span.first), last: before(length, span.last) };
    let last_day = earlier(asked_before, opening);
    let opens = earlier(&shape.from, last_day);
    let standing = match () {
        () if duty.moves.any(Move::Pending) || !at.clock.reached(opens.first) => Standing::Clear,
        () if perhaps_asked(at, watched, &duty) || !at.clock.reached(opens.last) => Standing::Unknown,
        () => Standing::Raised,
    };
    Some(Ruling { standing, duty, meeting: meeting.map(|m| m.fact), last_day, opens })
}

/// Whether more time was decided on afterwards and no request is on record that came after the day asked: then it came before that
/// decision, on a day that is not known.
fn perhaps_asked<C: Clock>(at: &mut At<'_, C>, watched: &Planned, duty: &deadline::Ruling) -> bool {
    if !duty.moves.any(Move::Later) && !duty.moves.any(Move::Undated) {
        return false;
    }
    let requests = at.of(watched).iter().filter(|item| item.role() == REQUESTED);
    let mut asked_later = false;
    for item in requests {
        asked_later |= held(item, &mut at.clock) && !at.clock.reached(item.on.first);
    }
    !asked_later
}

/// The last meeting on record that opens on or before the deadline; none where the States Parties meet once more until then.
fn last_meeting<'a, C: Clock>(at: &mut At<'a, C>, planned: &Planned, due: Span, from: DayKey) -> Option<&'a Item> {
    let mut last: Option<&Item> = None;
    for item in at.lists(planned).items() {
        let by_then = item.role() == MEETING && item.on.last <= due.first && item.on.first >= from;
        if !by_then || !held(item, &mut at.clock) {
            continue;
        }
        match last {
            Some(l) if l.on.first == item.on.first => best(&mut last, item),
            Some(l) if l.on.first > item.on.first => {}
            _ => last = Some(item),
        }
    }
    last
}
