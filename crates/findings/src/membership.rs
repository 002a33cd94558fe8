use crate::clock::Clock;
use crate::columns::{Columns, Item};
use crate::plan::{By, Use, cites};
use crate::shapes::best;
use crate::sweep::Path;
use facts::{Day, DayKey, Fact, FactNo, Length, Register, Span, State, View, When};
use rules::shapes::Gives;
use rules::{Chapter, Shape, Switch};
use std::ops::Range;

/// What a State is to a treaty on a day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Status {
    /// Neither signed nor consented.
    NotJoined,
    /// Signed, not consented.
    Signatory,
    /// Consented, not yet in force for it.
    Consented,
    /// The treaty is in force for it.
    Party,
    /// Its withdrawal has taken effect.
    Former,
}

impl Status {
    /// The word used in data and as the key of its name.
    pub fn word(&self) -> &'static str {
        match self {
            Status::NotJoined => "not-joined",
            Status::Signatory => "signatory",
            Status::Consented => "consented",
            Status::Party => "party",
            Status::Former => "former",
        }
    }
}

/// The acts of one State towards one treaty, and the days they lead to.
#[derive(Clone, Debug)]
pub struct Membership<'a> {
    /// The signature.
    pub signed: Option<&'a Fact>,
    /// The deposited consent.
    pub consent: Option<&'a Fact>,
    /// The declaration of provisional application.
    pub provisional: Option<&'a Fact>,
    /// The notice of withdrawal.
    pub withdrawal: Option<&'a Fact>,
    /// The day from which the treaty is in force for the State.
    pub in_force: Option<When>,
    /// Days of entry into force that sources print.
    pub stated: Vec<&'a Fact>,
    /// The consent that brought the treaty into force, where it decides this State's day too.
    pub threshold: Option<&'a Fact>,
    /// The first day on which the State is no longer a party.
    pub leaves: Option<When>,
}

impl Membership<'_> {
    /// What the State is on a day. Where only a month or a year is known, a change counts from its last possible day.
    pub fn status(&self, on: Day) -> Status {
        let by = |when: Option<When>| when.is_some_and(|w| w.last <= on);
        let fact_by = |fact: Option<&Fact>| by(fact.and_then(|f| f.on));
        if by(self.leaves) {
            Status::Former
        } else if by(self.in_force) {
            Status::Party
        } else if fact_by(self.consent) {
            Status::Consented
        } else if fact_by(self.signed) {
            Status::Signatory
        } else {
            Status::NotJoined
        }
    }

    /// Whether a withdrawal has been notified by a day and has not taken effect.
    pub fn is_leaving(&self, on: Day) -> bool {
        let notified = self.withdrawal.and_then(|f| f.on).is_some_and(|w| w.last <= on);
        notified && self.status(on) == Status::Party
    }
}

/// All States' acts towards one treaty, as known by a day.
#[derive(Clone, Debug)]
pub struct Rolls<'a> {
    states: Vec<(State, Membership<'a>)>,
}

impl<'a> Rolls<'a> {
    /// The seats of all States, or of one, with the facts they rest on.
    pub(crate) fn of_seats(seats: &[Seat], columns: &Columns, view: View<'a>, chapter: &Chapter, only: Option<State>) -> Self {
        let stated_by: Vec<facts::Kind> = chapter.rules.iter().filter_map(stated_by).flatten().copied().collect();
        let wanted = |state: &State| only.is_none_or(|only| only == *state);
        let acted = columns.states.iter().zip(seats).filter(|(state, seat)| wanted(state) && seat.has_acted());
        let states = acted.map(|(state, seat)| {
            let stated = view.of_kinds(chapter.treaty.treaty, *state, &stated_by);
            (*state, seat.membership(view.register, stated))
        });
        Rolls { states: states.collect() }
    }

    /// The acts of one State; none if it never acted.
    pub fn of(&self, state: State) -> Option<&Membership<'a>> {
        let at = self.states.binary_search_by_key(&state, |(s, _)| *s).ok()?;
        self.states.get(at).map(|(_, membership)| membership)
    }

    /// What the State is on a day.
    pub fn status(&self, state: State, on: Day) -> Status {
        self.of(state).map_or(Status::NotJoined, |m| m.status(on))
    }

    /// Every State that ever acted.
    pub fn all(&self) -> impl Iterator<Item = (State, &Membership<'a>)> {
        self.states.iter().map(|(s, m)| (*s, m))
    }
}

fn stated_by(rule: &rules::Rule) -> Option<&Vec<facts::Kind>> {
    match &rule.shape {
        Shape::EntryIntoForce(shape) => Some(&shape.stated_by),
        _ => None,
    }
}

/// The rules of membership, compiled: membership has number nought in the columns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// The number of consents that brings the treaty into force, if the book says so.
    threshold: Option<usize>,
    months: i32,
    leaves_after: Length,
    /// Whether the rule rests on the question how the sixth month is counted (AMB-18).
    cites: bool,
    /// Whether months are counted from the day of deposit, and whether the other way is computed too.
    from_the_day: bool,
    compared: bool,
}

impl Columns {
    /// The rules of membership, as they are read.
    fn entry(&self) -> Entry {
        let entry = self.plan.entry;
        let (turned, computed) = (self.turned.has(Switch::SixthMonth), self.plan.computed.has(Switch::SixthMonth));
        Entry { from_the_day: entry.cites && turned, compared: entry.cites && computed, ..entry }
    }
}

const SIGNED: u8 = 0;
const CONSENT: u8 = 1;
const PROVISIONAL: u8 = 2;
const WITHDRAWAL: u8 = 3;
const STATED: u8 = 4;

pub(crate) fn entry(chapter: &Chapter) -> Entry {
    let mut entry =
        Entry { threshold: None, months: 0, leaves_after: Length::days(0), cites: false, from_the_day: false, compared: false };
    for rule in &chapter.rules {
        match &rule.shape {
            Shape::EntryIntoForce(shape) => {
                (entry.threshold, entry.months) = (shape.threshold.checked_sub(1), shape.months);
                entry.cites = cites(chapter, rule).has(Switch::SixthMonth);
            }
            Shape::Withdrawal(shape) => entry.leaves_after = shape.after,
            _ => {}
        }
    }
    entry
}

/// What the kinds of fact are to membership.
pub(crate) fn uses(chapter: &Chapter) -> Vec<Use> {
    let of_rule = |rule: &rules::Rule| {
        let role = match &rule.shape {
            Shape::Membership(shape) => match shape.gives {
                Gives::Signatory => SIGNED,
                Gives::Consent => CONSENT,
                Gives::Provisional => PROVISIONAL,
            },
            Shape::Withdrawal(_) => WITHDRAWAL,
            Shape::EntryIntoForce(_) => STATED,
            _ => return Vec::new(),
        };
        rule.shape.kinds().into_iter().map(|kind| Use::new(kind, role, By::Fact)).collect()
    };
    chapter.rules.iter().flat_map(of_rule).collect()
}

/// What one State is to one treaty, in numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Seat {
    signed_on: DayKey,
    consented_on: DayKey,
    /// The day from which the treaty is in force for the State.
    pub in_force: Span,
    /// The same by the other reading of the sixth month (AMB-18), where that is computed; else no other.
    pub other: Span,
    /// The first day on which the State is no longer a party.
    pub leaves: Span,
    signed: Option<FactNo>,
    pub consent: Option<FactNo>,
    provisional: Option<FactNo>,
    /// The day from which the State applies the treaty provisionally.
    pub provisional_on: DayKey,
    pub withdrawal: Option<FactNo>,
    /// The consent that brought the treaty into force, where it decides this State's day too.
    pub threshold: Option<FactNo>,
    stated: bool,
}

impl Seat {
    pub(crate) const EMPTY: Seat = Seat {
        signed_on: DayKey::NEVER,
        consented_on: DayKey::NEVER,
        in_force: Span::NEVER,
        other: Span::NEVER,
        leaves: Span::NEVER,
        signed: None,
        consent: None,
        provisional: None,
        provisional_on: DayKey::NEVER,
        withdrawal: None,
        threshold: None,
        stated: false,
    };

    /// The first day on which anything of the treaty binds the State, or its day of leaving where only that is known.
    pub fn bound_from(&self) -> DayKey {
        self.in_force.last.min(self.leaves.last).min(self.provisional_on)
    }

    /// What the State is on the day asked. Where only a month or a year is known, a change counts from its last possible day.
    #[inline]
    pub fn status<C: Clock>(&self, clock: &mut C) -> Status {
        if clock.reached(self.leaves.last) {
            Status::Former
        } else if clock.reached(self.in_force.last) {
            Status::Party
        } else if clock.reached(self.consented_on) {
            Status::Consented
        } else if clock.reached(self.signed_on) {
            Status::Signatory
        } else {
            Status::NotJoined
        }
    }

    /// The same, by whichever reading has it bind the State first.
    pub fn bound_by_any_reading(&self) -> DayKey {
        self.bound_from().min(self.other.last)
    }

    /// The first day from which any reading has the treaty in force for the State.
    pub fn begins(&self) -> DayKey {
        self.in_force.last.min(self.other.last)
    }

    fn has_acted(&self) -> bool {
        self.stated || [self.signed, self.consent, self.provisional, self.withdrawal].iter().any(Option::is_some)
    }

    fn membership<'a>(&self, register: &'a Register, stated: Vec<&'a Fact>) -> Membership<'a> {
        let fact = |number: Option<FactNo>| number.and_then(|n| register.at(n));
        Membership {
            signed: fact(self.signed),
            consent: fact(self.consent),
            provisional: fact(self.provisional),
            withdrawal: fact(self.withdrawal),
            in_force: self.in_force.when(),
            stated,
            threshold: fact(self.threshold),
            leaves: self.leaves.when(),
        }
    }
}

/// The seats of all States of a treaty: the first enter together, with the consent that reaches the threshold; the others each
/// with their own.
pub(crate) fn seats<C: Clock>(columns: &Columns, clock: &mut C) -> Vec<Seat> {
    let entry = &columns.entry();
    let acts: Vec<Acts<'_>> = (0..columns.states.len()).map(|at| Acts::read(columns.items(at), clock)).collect();
    let mut consents: Vec<(Span, FactNo)> = acts.iter().filter_map(Acts::dated_consent).collect();
    let reached = entry.threshold.filter(|n| *n < consents.len()).map(|n| *consents.select_nth_unstable(n).1);
    acts.iter().map(|act| act.seat(entry, reached)).collect()
}

/// The seats of every State along a path, each with the stretch of points on which it stays the same.
pub(crate) fn seats_along(columns: &Columns, path: &Path) -> Vec<Vec<(Range<usize>, Seat)>> {
    let entry = &columns.entry();
    let mut turns: Vec<(usize, usize, Acts<'_>)> = Vec::new();
    for state in 0..columns.states.len() {
        let mut point = 0;
        while point < path.len() {
            let mut clock = path.clock(point);
            let acts = Acts::read(columns.items(state), &mut clock);
            let next = path.next(&clock);
            if acts.any() || point > 0 {
                turns.push((point, state, acts));
            }
            point = next;
        }
    }
    turns.sort_unstable_by_key(|(point, state, _)| (*point, *state));
    let mut hall = Seated::new(columns.states.len());
    let mut turns = turns.into_iter().peekable();
    while let Some((point, state, acts)) = turns.next() {
        hall.acts(state, acts);
        if turns.peek().is_none_or(|(next, ..)| *next != point) {
            hall.settle(entry, point);
        }
    }
    hall.stretches(path.len())
}

/// The States as they take and change their seats along a path.
struct Seated<'a> {
    acts: Vec<Option<Acts<'a>>>,
    /// The dated consents, in order: the first to reach the threshold decides.
    consents: Vec<(Span, FactNo)>,
    reached: Option<(Span, FactNo)>,
    changed: Vec<usize>,
    seats: Vec<Vec<(usize, Seat)>>,
}

impl<'a> Seated<'a> {
    fn new(states: usize) -> Self {
        let acts = (0..states).map(|_| None).collect();
        Seated { acts, consents: Vec::new(), reached: None, changed: Vec::new(), seats: vec![Vec::new(); states] }
    }

    fn acts(&mut self, state: usize, acts: Acts<'a>) {
        let Some(before) = self.acts.get_mut(state) else { return };
        let (old, new) = (before.as_ref().and_then(Acts::dated_consent), acts.dated_consent());
        *before = Some(acts);
        self.changed.push(state);
        if old == new {
            return;
        }
        if let Some(at) = old.and_then(|old| self.consents.binary_search(&old).ok()) {
            self.consents.remove(at);
        }
        if let Some((new, Err(at))) = new.map(|new| (new, self.consents.binary_search(&new))) {
            self.consents.insert(at, new);
        }
    }

    /// Seats whoever acted at a point; where the threshold is now reached by another consent, everybody.
    fn settle(&mut self, entry: &Entry, point: usize) {
        let reached = entry.threshold.and_then(|n| self.consents.get(n).copied());
        if reached != self.reached {
            self.changed = (0..self.acts.len()).collect();
            self.reached = reached;
        }
        for state in std::mem::take(&mut self.changed) {
            let Some(acts) = self.acts.get(state).and_then(Option::as_ref) else { continue };
            let seat = acts.seat(entry, reached);
            if let Some(seats) = self.seats.get_mut(state).filter(|seats| seats.last().is_none_or(|(_, last)| *last != seat)) {
                seats.push((point, seat));
            }
        }
    }

    fn stretches(self, end: usize) -> Vec<Vec<(Range<usize>, Seat)>> {
        let stretches = |seats: Vec<(usize, Seat)>| {
            let ends: Vec<usize> = seats.iter().skip(1).map(|(point, _)| *point).chain([end]).collect();
            seats.into_iter().zip(ends).map(|((start, seat), end)| (start..end, seat)).collect()
        };
        self.seats.into_iter().map(stretches).collect()
    }
}

/// The acts used of one State.
struct Acts<'a> {
    signed: Option<&'a Item>,
    consent: Option<&'a Item>,
    provisional: Option<&'a Item>,
    withdrawal: Option<&'a Item>,
    depositary: Option<&'a Item>,
    stated: bool,
}

impl<'a> Acts<'a> {
    fn read<C: Clock>(items: &'a [Item], clock: &mut C) -> Self {
        let mut acts = Acts { signed: None, consent: None, provisional: None, withdrawal: None, depositary: None, stated: false };
        for item in items.iter().take_while(|i| i.duty() == 0) {
            let (known, gone) = item.known();
            if !clock.holds(known, gone) {
                continue;
            }
            match item.role() {
                SIGNED => best(&mut acts.signed, item),
                CONSENT => best(&mut acts.consent, item),
                PROVISIONAL => best(&mut acts.provisional, item),
                WITHDRAWAL => best(&mut acts.withdrawal, item),
                _ => {
                    acts.stated = true;
                    if item.is_depositary() && item.is_dated() {
                        best(&mut acts.depositary, item);
                    }
                }
            }
        }
        acts
    }

    fn any(&self) -> bool {
        self.stated || [self.signed, self.consent, self.provisional, self.withdrawal].iter().any(Option::is_some)
    }

    fn dated_consent(&self) -> Option<(Span, FactNo)> {
        self.consent.filter(|c| c.is_dated()).map(|c| (c.on, c.fact))
    }

    fn seat(&self, entry: &Entry, reached: Option<(Span, FactNo)>) -> Seat {
        let mut seat = Seat {
            signed_on: self.signed.map_or(DayKey::NEVER, |i| i.on.last),
            consented_on: self.consent.map_or(DayKey::NEVER, |i| i.on.last),
            signed: self.signed.map(|i| i.fact),
            consent: self.consent.map(|i| i.fact),
            provisional: self.provisional.map(|i| i.fact),
            provisional_on: self.provisional.map_or(DayKey::NEVER, |i| i.on.last),
            withdrawal: self.withdrawal.map(|i| i.fact),
            leaves: self.withdrawal.map_or(Span::NEVER, |i| entry.leaves_after.after_span(i.on)),
            stated: self.stated,
            ..Seat::EMPTY
        };
        if let (Some((deposited, _)), Some((reached, decisive))) = (self.dated_consent(), reached) {
            let together = deposited.last <= reached.last;
            seat.threshold = together.then_some(decisive);
            let by_month = first_of_month_after(if together { reached } else { deposited }, entry.months);
            let by_day = if together { by_month } else { first_of_month_counted_from(deposited, entry.months) };
            let (used, other) = if entry.from_the_day { (by_day, by_month) } else { (by_month, by_day) };
            seat.in_force = self.depositary.map_or(used, |stated| stated.on);
            seat.other = if entry.compared && self.depositary.is_none() { other } else { seat.in_force };
        }
        seat
    }
}

/// The same, counted from the day of the deposit itself (AMB-18): one that lies on the first day of a month begins with that month.
fn first_of_month_counted_from(deposit: Span, months: i32) -> Span {
    let counted = |day: DayKey| Span::day(day.first_of_month_after(if day.parts().2 == 1 { months - 1 } else { months }));
    let by_month = first_of_month_after(deposit, months);
    let open = deposit.last == DayKey::of(When::OPEN);
    Span { first: counted(deposit.first).first, last: if open { by_month.last } else { counted(deposit.last).last } }
}

/// The first day of the month that comes so many months after the month of the deposit.
fn first_of_month_after(deposit: Span, months: i32) -> Span {
    let open = deposit.last == DayKey::of(When::OPEN);
    let last = if open { deposit.last } else { deposit.last.first_of_month_after(months) };
    Span { first: deposit.first.first_of_month_after(months), last }
}
