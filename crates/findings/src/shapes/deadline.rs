use crate::at::{At, Lists};
use crate::clock::{Age, Clock};
use crate::columns::Item;
use crate::evidence::{Evidence, Manner, Search};
use crate::plan::{By, Planned, Use};
use crate::reads::Reads;
use crate::row::{Part, Row, Rows};
use crate::shapes::best;
use crate::shapes::extension::{self, Move, Moves};
use crate::{Standing, Status};
use facts::{DayKey, FactNo, Length, Span};
use rules::{Chapter, Rule, Switch, shapes};

/// A deadline, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Deadline {
    within: Length,
    binds_all: bool,
    extendable: bool,
    reopens: bool,
}

// In this order the items are read: first whether it applies, then how the day was moved, then what was done, then what was not.
const DECLARED: u8 = 0;
const NOTHING: u8 = 1;
pub(crate) const GRANTED: u8 = 2;
pub(crate) const NAMED: u8 = 3;
pub(crate) const REFUSED: u8 = 4;
pub(crate) const REQUESTED: u8 = 5;
const REOPENED: u8 = 6;
const DONE: u8 = 7;
const MISSING: u8 = 8;
const COMPLETE: u8 = 9;

pub(crate) fn compile(shape: &shapes::Deadline) -> Deadline {
    Deadline {
        within: shape.within,
        binds_all: shape.bound_if.is_empty(),
        extendable: shape.extended_by.is_some(),
        reopens: !shape.reopened_by.is_empty(),
    }
}

/// What it reads.
pub(crate) fn uses(chapter: &Chapter, rule: &Rule, shape: &shapes::Deadline) -> Vec<Use> {
    let as_is = |kinds: &[facts::Kind], role| kinds.iter().map(move |kind| Use::new(*kind, role, By::Fact)).collect::<Vec<_>>();
    let mut uses = as_is(&shape.fulfilled_by, DONE);
    uses.extend(as_is(&shape.missing_by, MISSING));
    uses.extend(as_is(&shape.reopened_by, REOPENED));
    if !shape.bound_if.is_empty() {
        uses.extend(shape.bound_if.iter().map(|kind| Use::new(*kind, DECLARED, By::Some)));
        uses.extend(as_is(&shape.unless, NOTHING));
    }
    uses.extend(chapter.treaty.complete_by.map(|kind| Use::new(kind, COMPLETE, By::Fact).about(&rule.id)));
    let extension = shape.extended_by.as_ref().and_then(|id| chapter.rule(id));
    uses.extend(extension.into_iter().flat_map(|extension| extension::uses(&rule.id, extension)));
    uses
}

/// What was decided about one deadline, and by which facts.
#[derive(Clone, Debug)]
pub(crate) struct Ruling {
    pub standing: Standing,
    /// The standing before, where the State has left.
    pub before: Option<Standing>,
    /// What it was when last confirmed, where the evidence has grown too old.
    pub once: Option<Standing>,
    pub applies: Applies,
    /// The day the treaty itself sets.
    pub base: Span,
    /// The day in force.
    pub due: Span,
    pub moves: Moves,
    /// What shows that it is done, by the day asked.
    pub done: Option<FactNo>,
    /// Whether it was done in time cannot be told.
    pub timing_open: bool,
    /// What shows that it was not done.
    pub evidence: Option<Evidence>,
    pub since: Span,
    pub confirmed: DayKey,
    /// What was done first, where something was found afterwards and destroyed too.
    pub first_done: Option<FactNo>,
    /// Found again after it was done.
    pub reopened: Option<FactNo>,
    /// What was found again is due at once, by the reading in force (AMB-07).
    pub at_once: bool,
}

/// Whether there is something to do: yes, no, not established. Never a default.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Applies {
    /// Every State Party is bound.
    ToAll,
    Yes(FactNo),
    No(FactNo),
    Unknown,
}

/// The row of one State.
#[inline]
pub(crate) fn row<C: Clock>(at: &mut At<'_, C>, planned: &Planned, shape: &Deadline, mine: &[Item], rows: &mut Rows) {
    if mine.is_empty() && at.status() == Status::Party && !at.is_listed(planned) {
        return silent_row(at, planned, shape, rows);
    }
    let ruling = ruling(at, planned, shape, mine);
    at.remember(planned, ruling.is_open());
    let mark = rows.mark();
    ruling.name_sources(at, rows);
    rows.push(Row {
        before: ruling.before,
        once: ruling.once,
        extended: ruling.moves.due.last > ruling.base.last,
        joined: ruling.standing != Standing::NotBound,
        due: ruling.due,
        since: ruling.since,
        confirmed: ruling.confirmed,
        ..at.row(planned, ruling.standing, mark)
    });
}

/// The row of a State Party of which nothing is on record: by far the most common one.
#[inline]
fn silent_row<C: Clock>(at: &mut At<'_, C>, planned: &Planned, shape: &Deadline, rows: &mut Rows) {
    let due = at.after_entry(shape.within);
    let reads = at.reads(planned);
    let running = shape.binds_all && !reads.passed(&mut at.clock, due.first);
    at.has_asked(&reads);
    at.remember(planned, shape.binds_all);
    let standing = if running { Standing::Running } else { Standing::Unknown };
    rows.push(Row { joined: true, due, ..at.row(planned, standing, rows.mark()) });
}

/// Decides one deadline of one State on the day asked.
pub(crate) fn ruling<C: Clock>(at: &mut At<'_, C>, planned: &Planned, shape: &Deadline, mine: &[Item]) -> Ruling {
    match at.status() {
        Status::Party => ruling_if_bound(at, planned, shape, mine, None),
        Status::Former => {
            let last_day = DayKey::of(at.seat.leaves.last.day().yesterday().unwrap_or(facts::Day::MIN));
            let mut ruling = ruling_if_bound(at, planned, shape, mine, Some(last_day));
            // What was open is kept as it stood, or is still owed (AMB-10).
            let reads = at.reads(planned);
            let still_owed = ruling.is_open() && reads.turns(Switch::AfterLeaving);
            at.has_asked(&reads);
            if still_owed {
                return ruling_if_bound(at, planned, shape, mine, None);
            }
            ruling.before = Some(ruling.standing);
            ruling.standing = Standing::Ended;
            ruling
        }
        _ => Ruling::not_bound(),
    }
}

/// Decides it for a State that is or was bound, on the day asked or on a day that stands still.
fn ruling_if_bound<C: Clock>(
    at: &mut At<'_, C>,
    planned: &Planned,
    shape: &Deadline,
    mine: &[Item],
    stopped: Option<DayKey>,
) -> Ruling {
    if at.seat.in_force == Span::NEVER {
        return Ruling::not_bound();
    }
    let lists = at.lists(planned);
    let base = at.after_entry(shape.within);
    let reads = at.reads(planned);
    let case = Case { shape, age: planned.age, mine, lists, base, reads: &reads };
    let ruling = match stopped {
        None => case.decide(&mut at.clock),
        Some(day) => case.decide(&mut at.clock.stopped(day)),
    };
    at.has_asked(&reads);
    ruling
}

/// One deadline of a State that is bound, with the facts about it.
struct Case<'a> {
    shape: &'a Deadline,
    age: Age,
    mine: &'a [Item],
    lists: Lists<'a>,
    base: Span,
    reads: &'a Reads,
}

/// What was done, and when.
#[derive(Default)]
struct Acts<'a> {
    /// The act used among those of which all days lie by the day asked.
    used: Option<&'a Item>,
    /// One of them lies within the time that any decision or source speaks of.
    one_in_time: bool,
    /// One may lie by the day asked.
    perhaps: bool,
}

impl<'a> Case<'a> {
    #[inline]
    fn decide<C: Clock>(&self, clock: &mut C) -> Ruling {
        let mut ruling = Ruling { base: self.base, due: self.base, moves: Moves::none(self.base), ..Ruling::not_bound() };
        ruling.standing =
            if self.mine.is_empty() { self.in_silence(clock, &mut ruling) } else { self.on_record(clock, &mut ruling) };
        ruling
    }

    /// Nothing is on record about this duty of this State.
    #[inline]
    fn in_silence<C: Clock>(&self, clock: &mut C, ruling: &mut Ruling) -> Standing {
        if !self.shape.binds_all {
            return Standing::Unknown;
        }
        ruling.applies = Applies::ToAll;
        self.not_done(clock, ruling, false)
    }

    fn on_record<C: Clock>(&self, clock: &mut C, ruling: &mut Ruling) -> Standing {
        if self.shape.extendable {
            ruling.moves = extension::moves(self.mine, clock, self.base, self.reads);
            ruling.due = ruling.moves.due;
        }
        ruling.applies = self.applies(clock, &ruling.moves);
        match ruling.applies {
            Applies::No(_) => return Standing::NotApplicable,
            Applies::Unknown => return Standing::Unknown,
            Applies::ToAll | Applies::Yes(_) => {}
        }
        let found = if self.shape.reopens { self.reopening(clock, ruling) } else { None };
        // For what is found again the text sets no day, or it is due at once (AMB-07).
        let at_once = found.filter(|_| self.reads.turns(Switch::FoundAgain));
        if let Some(found) = at_once {
            ruling.at_once = true;
            ruling.due = ruling.due.later_of(found.on);
            ruling.moves.latest = ruling.moves.latest.later_of(found.on);
        } else if ruling.reopened.is_some() {
            return Standing::Unknown;
        }
        let acts = self.acts(clock, found, ruling.moves.latest);
        match acts.used {
            Some(act) => self.done(act, &acts, found.filter(|_| at_once.is_none()), clock, ruling),
            None => self.not_done(clock, ruling, acts.perhaps),
        }
    }

    fn applies<C: Clock>(&self, clock: &mut C, moves: &Moves) -> Applies {
        if self.shape.binds_all {
            return Applies::ToAll;
        }
        let (mut spoken, mut presupposes) = (None, None);
        for item in self.mine {
            if item.role() <= NOTHING {
                if held(item, clock) {
                    best(&mut spoken, item);
                }
            } else if spoken.is_some() {
                break;
            } else if matches!(item.role(), GRANTED | NAMED | DONE | MISSING) && held(item, clock)
                || item.role() == REQUESTED && moves.has(Move::Pending, item.fact)
            {
                // Nobody says in so many words that there is something to do, but what was said or done presupposes it.
                best(&mut presupposes, item);
            }
        }
        match spoken.or(presupposes) {
            Some(item) if item.role() == NOTHING => Applies::No(item.fact),
            Some(item) => Applies::Yes(item.fact),
            None => Applies::Unknown,
        }
    }

    fn of(&self, role: u8) -> impl Iterator<Item = &'a Item> {
        self.mine.iter().filter(move |i| i.role() == role)
    }

    /// What was found again after it was done: from then on only what came after it counts.
    fn reopening<C: Clock>(&self, clock: &mut C, ruling: &mut Ruling) -> Option<&'a Item> {
        let mut last: Option<&Item> = None;
        for found in self.of(REOPENED) {
            let done_before = self.of(DONE).any(|act| held(act, clock) && act.on.last < found.on.first);
            let is_later = last.is_none_or(|l| found.on >= l.on);
            if held(found, clock) && clock.reached(found.on.last) && done_before && is_later {
                last = Some(found);
            }
        }
        let found = last?;
        let done_again = self.of(DONE).any(|act| held(act, clock) && act.on.last >= found.on.first && clock.reached(act.on.last));
        if !done_again {
            ruling.reopened = Some(found.fact);
        }
        Some(found)
    }

    fn acts<C: Clock>(&self, clock: &mut C, found: Option<&Item>, latest: Span) -> Acts<'a> {
        let mut acts = Acts::default();
        for act in self.of(DONE).filter(|act| found.is_none_or(|f| act.on.last >= f.on.first)) {
            if !held(act, clock) {
                continue;
            }
            if clock.reached(act.on.last) {
                best(&mut acts.used, act);
                acts.one_in_time |= !self.reads.late(act.on.last, latest.last);
            }
            acts.perhaps = acts.perhaps || clock.reached(act.on.first);
        }
        acts
    }

    /// Done: late only where the day it was done lies after every day that any decision or source speaks of, and no request
    /// was left undecided.
    fn done<C: Clock>(&self, act: &Item, acts: &Acts<'_>, found: Option<&Item>, clock: &mut C, ruling: &mut Ruling) -> Standing {
        // For what was found afterwards the text sets no day: only what was done first can have been late.
        let first = found.and_then(|found| {
            let mut first = None;
            for act in self.of(DONE).filter(|act| act.on.last < found.on.first) {
                if held(act, clock) {
                    best(&mut first, act);
                }
            }
            first
        });
        let day = first.unwrap_or(act).on;
        // Where sources disagree and one of them says in time, lateness is not established.
        let excused = ruling.moves.any(Move::Pending) || acts.one_in_time;
        let late = !excused && self.reads.late(day.first, ruling.moves.latest.last);
        ruling.timing_open = !late && self.reads.late(day.last, ruling.due.first);
        ruling.since = act.on;
        ruling.done = Some(act.fact);
        ruling.first_done = first.map(|f| f.fact);
        if late { Standing::MetLate } else { Standing::Met }
    }

    #[inline]
    fn not_done<C: Clock>(&self, clock: &mut C, ruling: &mut Ruling, perhaps_done: bool) -> Standing {
        if !self.reads.passed(clock, ruling.due.first) {
            return Standing::Running;
        }
        if !self.reads.passed(clock, ruling.due.last) || perhaps_done || ruling.moves.any(Move::Undated) {
            return Standing::Unknown;
        }
        self.past_due(clock, ruling)
    }

    fn past_due<C: Clock>(&self, clock: &mut C, ruling: &mut Ruling) -> Standing {
        if ruling.moves.any(Move::Pending) {
            ruling.confirmed = ruling.moves.last_request;
            return fade(Standing::Undecided, clock.speaks(ruling.confirmed, self.age), ruling);
        }
        // A later source names a deadline that reaches this day: more time was given by then, and the decision is not on record.
        let given_unseen = |item: &&Item| !item.is_dated() && ruling.moves.has(Move::Later, item.fact);
        let unseen =
            ruling.moves.any(Move::Later) && self.mine.iter().filter(given_unseen).any(|item| !clock.passed(item.until().last));
        if unseen {
            return Standing::Unknown;
        }
        let Some(evidence) = self.search(clock, ruling) else { return Standing::Unknown };
        ruling.confirmed = evidence.confirmed;
        let speaks = clock.speaks(evidence.confirmed, self.age);
        ruling.evidence = Some(evidence);
        if speaks {
            ruling.since = self.reads.first_day_late(ruling.due);
        }
        fade(Standing::Overdue, speaks, ruling)
    }

    fn search<C: Clock>(&self, clock: &mut C, ruling: &Ruling) -> Option<Evidence> {
        let mut search = Search::after(ruling.due.last, self.reads);
        for item in self.mine {
            if item.role() < GRANTED || !held(item, clock) {
                continue;
            }
            match item.role() {
                DONE => search.late_act(item, clock),
                GRANTED | NAMED if ruling.moves.has(Move::Later, item.fact) => search.late_act(item, clock),
                MISSING => search.statement(item, Manner::Statement, clock),
                COMPLETE => search.statement(item, Manner::CompleteList, clock),
                _ => {}
            }
        }
        for list in self.lists.items() {
            if held(list, clock) {
                search.statement(list, Manner::CompleteList, clock);
            }
        }
        search.best
    }
}

#[inline]
pub(crate) fn held<C: Clock>(item: &Item, clock: &mut C) -> bool {
    let (known, gone) = item.known();
    clock.holds(known, gone)
}

/// A standing while its evidence speaks; afterwards not established, and what it was is kept.
fn fade(standing: Standing, speaks: bool, ruling: &mut Ruling) -> Standing {
    ruling.once = (!speaks).then_some(standing);
    if speaks { standing } else { Standing::Unknown }
}

impl Ruling {
    pub(crate) fn not_bound() -> Self {
        Ruling {
            standing: Standing::NotBound,
            before: None,
            once: None,
            applies: Applies::Unknown,
            base: Span::NEVER,
            due: Span::NEVER,
            moves: Moves::none(Span::NEVER),
            done: None,
            timing_open: false,
            evidence: None,
            since: Span::NEVER,
            confirmed: DayKey::BEFORE_ALL,
            first_done: None,
            reopened: None,
            at_once: false,
        }
    }

    /// Whether there is something left to do, as far as the register tells.
    pub fn is_open(&self) -> bool {
        match self.standing {
            Standing::Running | Standing::Undecided | Standing::Overdue => true,
            Standing::Unknown => matches!(self.applies, Applies::Yes(_) | Applies::ToAll),
            _ => false,
        }
    }

    /// Names the facts the standing rests on.
    #[inline]
    pub(crate) fn name_sources<C>(&self, at: &At<'_, C>, rows: &mut Rows) {
        if self.standing == Standing::Ended {
            rows.rests_on(Part::Withdrawal, at.seat.withdrawal);
        }
        if let Applies::Yes(fact) | Applies::No(fact) = self.applies {
            rows.rests_on(Part::Applies, Some(fact));
        }
        if !self.moves.is_empty() {
            let moved = [(Part::Moves, Move::Counting), (Part::Undated, Move::Undated), (Part::Pending, Move::Pending)];
            moved.into_iter().for_each(|(part, what)| self.moves.of(what).for_each(|fact| rows.rests_on(part, Some(fact))));
        }
        let shown = [self.done, self.evidence.map(|e| e.fact), self.first_done, self.reopened];
        shown.into_iter().for_each(|fact| rows.rests_on(Part::Shows, fact));
    }
}
