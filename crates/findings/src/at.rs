use crate::Standing;
use crate::Status;
use crate::clock::{Clock, Still, speaking};
use crate::columns::{Columns, Item};
use crate::membership::{Seat, seats};
use crate::plan::{Plan, Planned};
use crate::row::{Row, Rows};
use facts::{DayKey, FactNo, Register, Span};
use std::sync::Arc;

/// One State under one treaty, with everything at hand to answer how it stands.
pub(crate) struct At<'a, C> {
    pub plan: &'a Plan,
    /// The State's place among the States of the treaty.
    pub state: u16,
    /// For the figures of the few shapes that compare them.
    pub register: &'a Register,
    /// Facts about no State.
    pub lists: &'a [Item],
    /// All facts of the State, in the order of the plan.
    pub items: &'a [Item],
    pub seat: &'a Seat,
    pub clock: C,
    /// Which duties have been found open or closed for this question: warnings ask it of the same duties again and again.
    open: Open,
}

/// Whether duties are open, as far as they have been looked at; one bit for each of the first so many duties.
#[derive(Clone, Copy, Default, Debug)]
struct Open {
    looked_at: u128,
    open: u128,
}

impl<'a, C: Clock> At<'a, C> {
    pub fn new(columns: &'a Columns, register: &'a Register, state: usize, seat: &'a Seat, clock: C) -> Self {
        let items = columns.items(state);
        let place = u16::try_from(state).unwrap_or(u16::MAX);
        At { plan: &columns.plan, state: place, register, lists: &columns.lists, items, seat, clock, open: Open::default() }
    }

    /// What the State is on the day asked.
    #[inline]
    pub fn status(&mut self) -> Status {
        self.seat.status(&mut self.clock)
    }

    /// The State's facts for one duty.
    pub fn of(&self, duty: &Planned) -> &'a [Item] {
        of_duty(self.items, duty.number)
    }

    /// The facts about no State for one duty.
    #[inline]
    pub fn lists(&self, duty: &Planned) -> &'a [Item] {
        if self.lists.is_empty() { self.lists } else { of_duty(self.lists, duty.number) }
    }

    /// Whether a duty is open on the day asked: kept where the question does not move on.
    pub fn is_open(&mut self, duty: &Planned, decide: impl FnOnce(&mut Self) -> bool) -> bool {
        let bit = 1u128.checked_shl(u32::from(duty.number)).filter(|_| C::KEEPS).unwrap_or(0);
        if self.open.looked_at & bit != 0 {
            return self.open.open & bit != 0;
        }
        let open = decide(self);
        self.remember(duty, open);
        open
    }

    /// Keeps whether a duty is open.
    pub fn remember(&mut self, duty: &Planned, open: bool) {
        let bit = 1u128.checked_shl(u32::from(duty.number)).filter(|_| C::KEEPS).unwrap_or(0);
        self.open.looked_at |= bit;
        self.open.open |= if open { bit } else { 0 };
    }
}

/// The items of one duty among the sorted items of a State.
fn of_duty(items: &[Item], number: u16) -> &[Item] {
    let from = items.partition_point(|i| i.duty() < number);
    let rest = items.get(from..).unwrap_or_default();
    rest.get(..rest.partition_point(|i| i.duty() == number)).unwrap_or_default()
}

/// One treaty on one question: the seats of all States, and both days.
pub(crate) struct Hall<'a> {
    pub columns: Arc<Columns>,
    pub register: &'a Register,
    pub seats: Vec<Seat>,
    pub on: DayKey,
    pub known_by: DayKey,
    speaking: Vec<DayKey>,
}

impl<'a> Hall<'a> {
    pub fn open(columns: Arc<Columns>, register: &'a Register, on: DayKey, known_by: DayKey) -> Self {
        let speaking = speaking(&columns.plan.ages, on);
        let seats = seats(&columns, &mut Still { on, known_by, speaking: &speaking });
        Hall { columns, register, seats, on, known_by, speaking }
    }

    /// One State on the question.
    pub fn at(&self, state: usize) -> At<'_, Still<'_>> {
        let clock = Still { on: self.on, known_by: self.known_by, speaking: &self.speaking };
        At::new(&self.columns, self.register, state, self.seats.get(state).unwrap_or(&Seat::EMPTY), clock)
    }

    /// Whether the treaty binds the State, or has bound it.
    pub fn is_bound(&self, state: usize) -> bool {
        let seat = self.seats.get(state).unwrap_or(&Seat::EMPTY);
        seat.in_force.last <= self.on || seat.leaves.last <= self.on
    }

    /// Every row of one State, of the rules that are wanted.
    pub fn rows(&self, state: usize, wanted: impl Fn(&Planned) -> bool, rows: &mut Rows) {
        let mut at = self.at(state);
        let mut rest = at.items;
        for planned in &self.columns.plan.duties {
            rest = rest.get(rest.iter().take_while(|i| i.duty() < planned.number).count()..).unwrap_or_default();
            let (mine, after) = rest.split_at(rest.iter().take_while(|i| i.duty() == planned.number).count());
            if wanted(planned) {
                planned.duty.rows(&mut at, planned, mine, rows);
            }
            rest = after;
        }
    }
}

impl Hall<'_> {
    /// Every row of one State under one rule.
    pub fn rows_of_rule(&self, state: usize, planned: &Planned) -> Rows {
        let mut rows = Rows::default();
        self.rows(state, |other| other.number == planned.number, &mut rows);
        rows
    }
}

impl<C> At<'_, C> {
    /// A row of this State under a rule, whose sources were named since that mark.
    #[inline]
    pub fn row(&self, planned: &Planned, standing: Standing, sources: u32) -> Row {
        Row {
            state: self.state,
            rule: planned.rule,
            unit: 0,
            standing,
            before: None,
            once: None,
            extended: false,
            contested: false,
            due: Span::NEVER,
            since: Span::NEVER,
            confirmed: DayKey::BEFORE_ALL,
            sources,
        }
    }
}

/// The numbers of facts, for lists that are only told.
pub(crate) type Facts = Vec<FactNo>;
