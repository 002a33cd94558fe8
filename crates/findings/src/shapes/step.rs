use crate::at::At;
use crate::clock::Clock;
use crate::columns::Item;
use crate::evidence::{Evidence, Manner, Search};
use crate::plan::{By, Planned, Use};
use crate::reads::Reads;
use crate::row::{Part, Row, Rows};
use crate::shapes::best;
use crate::shapes::deadline::held;
use crate::shapes::extension::decides;
use crate::{Standing, Status};
use facts::{Day, DayKey, Fact, FactNo, Register, Span};
use rules::shapes::{self, FallsDue};
use rules::{Chapter, Rule, Shape};

/// A step that an event starts, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    falls_due: FallsDue,
    about_else: Option<String>,
    after_entry: bool,
    from: DayKey,
    /// What an event's name follows in facts about this rule and the event: `ccm.4.1.b/`.
    prefix: String,
}

const STARTS: u8 = 0;
const WAITS: u8 = 1;
const GRANTED: u8 = 2;
const REQUESTED: u8 = 3;
const DONE: u8 = 4;
const MISSING: u8 = 5;
const MEETING: u8 = 6;

pub(crate) fn compile(rule: &Rule, shape: &shapes::Step) -> Step {
    Step {
        falls_due: shape.falls_due,
        about_else: shape.about_else.clone(),
        after_entry: shape.after_entry,
        from: shape.from.map_or(DayKey::BEFORE_ALL, DayKey::of),
        prefix: format!("{}/", rule.id),
    }
}

/// What it reads.
pub(crate) fn uses(chapter: &Chapter, shape: &shapes::Step) -> Vec<Use> {
    let parts = [(&shape.starts, STARTS), (&shape.waits_for, WAITS), (&shape.fulfilled_by, DONE), (&shape.missing_by, MISSING)];
    let mut uses: Vec<Use> =
        parts.into_iter().flat_map(|(kinds, role)| kinds.iter().map(move |k| Use::new(*k, role, By::Fact))).collect();
    if let Some(Shape::Extension(more)) = shape.extended_by.as_ref().and_then(|id| chapter.rule(id)).map(|r| &r.shape) {
        uses.extend(more.granted_by.iter().map(|kind| Use::new(*kind, GRANTED, By::Fact)));
        uses.extend(more.requested_by.iter().map(|kind| Use::new(*kind, REQUESTED, By::Fact)));
    }
    if !matches!(shape.falls_due, FallsDue::Within(_)) {
        uses.extend(chapter.treaty.meetings.iter().map(|kind| Use::new(*kind, MEETING, By::Fact)));
    }
    uses
}

/// What was decided about one event of one State.
#[derive(Clone, Debug)]
pub(crate) struct Ruling {
    pub standing: Standing,
    /// The standing before, where the State has left.
    pub before: Option<Standing>,
    /// What it was when last confirmed, where the evidence has grown too old.
    pub once: Option<Standing>,
    /// What started the clock, or announces one whose start is not established.
    pub event: FactNo,
    /// Whether the start is not established yet.
    pub waits: bool,
    pub base: Span,
    pub due: Span,
    pub granted: Option<FactNo>,
    pub pending: Option<FactNo>,
    pub done: Option<FactNo>,
    pub evidence: Option<Evidence>,
    pub since: Span,
    pub confirmed: DayKey,
}

/// The events of one State, in the order of their names: the unit of a row is the place of its event here.
pub(crate) fn events<'a>(register: &'a Register, shape: &'a Step, mine: &[Item]) -> Vec<&'a str> {
    let begin = mine.iter().filter(|i| i.role() <= WAITS).filter_map(|i| register.at(i.fact));
    let mut names: Vec<&str> = begin.map(|fact| shape.name(fact)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

impl Step {
    /// The event a fact is about.
    fn name<'f>(&'f self, fact: &'f Fact) -> &'f str {
        let about = fact.about.as_deref().or(self.about_else.as_deref()).unwrap_or("");
        about.strip_prefix(&self.prefix).unwrap_or(about)
    }
}

/// How many events may have a row.
pub(crate) fn units<C>(at: &At<'_, C>, shape: &Step, mine: &[Item]) -> std::ops::Range<i16> {
    if mine.is_empty() {
        return 0..0;
    }
    0..i16::try_from(events(at.register, shape, mine).len()).unwrap_or(i16::MAX)
}

/// The row of one event.
pub(crate) fn row<C: Clock>(at: &mut At<'_, C>, planned: &Planned, shape: &Step, mine: &[Item], unit: i16, rows: &mut Rows) {
    let Some(ruling) = ruling(at, planned, shape, mine, unit) else { return };
    let mark = rows.mark();
    if ruling.standing == Standing::Ended {
        rows.rests_on(Part::Withdrawal, at.seat.withdrawal);
    }
    rows.rests_on(Part::Applies, Some(ruling.event));
    rows.rests_on(Part::Moves, ruling.granted);
    rows.rests_on(Part::Pending, ruling.pending);
    rows.rests_on(Part::Shows, ruling.done.or(ruling.evidence.map(|e| e.fact)));
    rows.push(Row {
        unit,
        before: ruling.before,
        once: ruling.once,
        extended: ruling.due.last > ruling.base.last && ruling.base != Span::NEVER,
        joined: true,
        due: ruling.due,
        since: ruling.since,
        confirmed: ruling.confirmed,
        ..at.row(planned, ruling.standing, mark)
    });
}

/// Decides one event of one State on the day asked; none where the treaty does not bind it, or the event lies ahead.
pub(crate) fn ruling<C: Clock>(at: &mut At<'_, C>, planned: &Planned, shape: &Step, mine: &[Item], unit: i16) -> Option<Ruling> {
    let status = at.status();
    if !matches!(status, Status::Party | Status::Former) || at.seat.in_force == Span::NEVER {
        return None;
    }
    let names = events(at.register, shape, mine);
    let name = *names.get(usize::try_from(unit).ok()?)?;
    let meetings = at.lists(planned).items();
    let reads = at.reads(planned);
    let case = Case { shape, planned, register: at.register, mine, meetings, name, in_force: at.seat.in_force, reads: &reads };
    if status == Status::Party {
        let ruling = case.decide(&mut at.clock);
        at.has_asked(&reads);
        return ruling;
    }
    let last_day = DayKey::of(at.seat.leaves.last.day().yesterday().unwrap_or(Day::MIN));
    let ruling = case.decide(&mut at.clock.stopped(last_day));
    at.has_asked(&reads);
    let ruling = ruling?;
    Some(Ruling { before: Some(ruling.standing), standing: Standing::Ended, ..ruling })
}

struct Case<'a> {
    shape: &'a Step,
    planned: &'a Planned,
    register: &'a Register,
    mine: &'a [Item],
    meetings: &'a [Item],
    name: &'a str,
    reads: &'a Reads,
    in_force: Span,
}

impl<'a> Case<'a> {
    /// The facts of one part about this event that are held.
    fn of<C: Clock>(&self, role: u8, clock: &mut C) -> Vec<&'a Item> {
        let is_mine = |item: &&Item| self.register.at(item.fact).is_some_and(|fact| self.shape.name(fact) == self.name);
        let mut items: Vec<&Item> = self.mine.iter().filter(|i| i.role() == role).filter(is_mine).collect();
        items.retain(|item| held(item, clock));
        items
    }

    fn decide<C: Clock>(&self, clock: &mut C) -> Option<Ruling> {
        let (event, waits) = self.begins(clock)?;
        let base = if waits { Span::NEVER } else { self.base(event.on, clock) };
        let mut ruling = Ruling {
            standing: Standing::Unknown,
            before: None,
            once: None,
            event: event.fact,
            waits,
            base,
            due: base,
            granted: None,
            pending: None,
            done: None,
            evidence: None,
            since: Span::NEVER,
            confirmed: DayKey::BEFORE_ALL,
        };
        self.moved(clock, &mut ruling);
        ruling.standing = self.standing(clock, &mut ruling);
        Some(ruling)
    }

    /// What starts the clock by the day asked; else what announces one.
    fn begins<C: Clock>(&self, clock: &mut C) -> Option<(&'a Item, bool)> {
        for role in [STARTS, WAITS] {
            let mut used = None;
            for item in self.of(role, clock) {
                if self.counts(item, clock) {
                    best(&mut used, item);
                }
            }
            if let Some(item) = used {
                return Some((item, role == WAITS));
            }
        }
        None
    }

    fn counts<C: Clock>(&self, item: &Item, clock: &mut C) -> bool {
        let own = if item.is_dated() { Some(item.on.last) } else { self.first_day(item) };
        // What has no day at all may have been before the treaty was in force for the State: it starts nothing.
        let after_entry = own.is_some_and(|day| day >= self.in_force.first);
        let in_scope = own.map_or(self.shape.from == DayKey::BEFORE_ALL, |day| day >= self.shape.from);
        clock.reached(own.unwrap_or(item.spoken)) && (after_entry || !self.shape.after_entry) && in_scope
    }

    fn first_day(&self, item: &Item) -> Option<DayKey> {
        self.register.at(item.fact)?.first_day().map(DayKey::of)
    }

    /// The day the step falls due, before anything moved it.
    fn base<C: Clock>(&self, on: Span, clock: &mut C) -> Span {
        if on == Span::NEVER {
            return Span::NEVER;
        }
        match self.shape.falls_due {
            FallsDue::Within(length) => length.after_span(on),
            FallsDue::NextMeeting | FallsDue::NextMeetingOfStatesParties => {
                let first = self.meeting_after(on.first.max(self.in_force.first), clock);
                let last = self.meeting_after(on.last.max(self.in_force.last), clock);
                first.zip(last).map_or(Span::NEVER, |(first, last)| Span { first: first.first, last: last.last })
            }
        }
    }

    /// The closing day of the first meeting after a day that can take it up: while it sits, a declaration can be made to it.
    fn meeting_after<C: Clock>(&self, day: DayKey, clock: &mut C) -> Option<Span> {
        let mut next: Option<&Item> = None;
        let narrow = self.shape.falls_due == FallsDue::NextMeetingOfStatesParties;
        for item in self.meetings.iter().filter(|i| i.role() == MEETING && i.is_dated() && i.on.first > day) {
            let name = self.register.at(item.fact).and_then(|f| f.about.as_deref());
            let takes_up = name.is_some_and(|name| decides(name) && (!narrow || name.ends_with("MSP")));
            let closes = |item: &Item| if item.until() == Span::NEVER { DayKey::BEFORE_ALL } else { item.until().last };
            let sooner = |n: &Item| (item.on.first, std::cmp::Reverse(closes(item))) < (n.on.first, std::cmp::Reverse(closes(n)));
            if takes_up && held(item, clock) && next.is_none_or(sooner) {
                next = Some(item);
            }
        }
        next.map(|item| if item.until() == Span::NEVER { item.on } else { item.until() })
    }

    fn moved<C: Clock>(&self, clock: &mut C, ruling: &mut Ruling) {
        let mut decided = DayKey::BEFORE_ALL;
        for item in self.of(GRANTED, clock) {
            let day = if item.is_dated() { item.on.last } else { item.spoken };
            if clock.reached(day) && item.until() != Span::NEVER {
                decided = decided.max(day);
                if ruling.due == Span::NEVER || item.until().last > ruling.due.last {
                    (ruling.due, ruling.granted) = (item.until(), Some(item.fact));
                }
            }
        }
        for item in self.of(REQUESTED, clock) {
            if item.is_dated() && item.on.first > decided && clock.reached(item.on.first) {
                ruling.pending = Some(item.fact);
                ruling.confirmed = ruling.confirmed.max(item.on.first);
            }
        }
    }

    fn standing<C: Clock>(&self, clock: &mut C, ruling: &mut Ruling) -> Standing {
        let request = std::mem::replace(&mut ruling.confirmed, DayKey::BEFORE_ALL);
        let (mut used, mut perhaps) = (None, false);
        for act in self.of(DONE, clock) {
            if clock.reached(act.on.last) {
                best(&mut used, act);
            }
            perhaps = perhaps || clock.reached(act.on.first);
        }
        if let Some(act) = used {
            (ruling.done, ruling.since) = (Some(act.fact), act.on);
            let late = ruling.due != Span::NEVER && self.reads.late(act.on.first, ruling.due.last);
            return if late { Standing::MetLate } else { Standing::Met };
        }
        if ruling.waits || perhaps {
            return Standing::Unknown;
        }
        if ruling.due == Span::NEVER || !self.reads.passed(clock, ruling.due.first) {
            return Standing::Running;
        }
        if !self.reads.passed(clock, ruling.due.last) {
            return Standing::Unknown;
        }
        if ruling.pending.is_some() {
            ruling.confirmed = request;
            return self.fade(Standing::Undecided, request, clock, ruling);
        }
        let mut search = Search::after(ruling.due.last, self.reads);
        self.of(DONE, clock).into_iter().for_each(|item| search.late_act(item, clock));
        self.of(MISSING, clock).into_iter().for_each(|item| search.statement(item, Manner::Statement, clock));
        let Some(evidence) = search.best else { return Standing::Unknown };
        (ruling.evidence, ruling.confirmed) = (Some(evidence), evidence.confirmed);
        let standing = self.fade(Standing::Overdue, evidence.confirmed, clock, ruling);
        if standing == Standing::Overdue {
            ruling.since = self.reads.first_day_late(ruling.due);
        }
        standing
    }

    /// A standing while its evidence speaks; afterwards not established, and what it was is kept.
    fn fade<C: Clock>(&self, standing: Standing, confirmed: DayKey, clock: &mut C, ruling: &mut Ruling) -> Standing {
        let speaks = clock.speaks(confirmed, self.planned.age);
        ruling.once = (!speaks).then_some(standing);
        if speaks { standing } else { Standing::Unknown }
    }
}
