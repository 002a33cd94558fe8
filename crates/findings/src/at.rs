use crate::clock::Clock;
use crate::columns::{Columns, Item};
use crate::membership::Seat;
use crate::plan::{Plan, Planned, Touched};
use crate::reads::Reads;
use crate::row::Row;
use crate::silence::Silence;
use crate::{Standing, Status};
use facts::{DayKey, Length, Register, Span};
use rules::{Switch, Switches};

/// One State under one treaty, with everything at hand to answer how it stands.
pub(crate) struct At<'a, C> {
    pub plan: &'a Plan,
    /// The State's place among the States of the treaty.
    pub state: u16,
    /// For the figures of the few shapes that compare them.
    pub register: &'a Register,
    /// Facts about no State.
    pub lists: &'a [Item],
    /// The duties they are about.
    listed: Touched,
    /// All facts of the State, in the order of the plan.
    pub items: &'a [Item],
    pub seat: Seat,
    pub clock: C,
    /// The open questions of law that are read the other way.
    pub turned: Switches,
    /// Those asked since the unit began, for which another reading is computed.
    pub asked: Switches,
    /// Which duties have been found open or closed for this question: warnings ask it of the same duties again and again.
    open: Open,
    /// What the State is on the day asked, where that does not move on.
    status: Option<Status>,
    /// What silence means under this treaty on the question.
    pub silence: &'a Silence,
    /// The last length counted from entry into force, and the day it led to: several rules count the same.
    counted: Option<(Length, Span)>,
}

/// What is set aside while a question is read the other way.
pub(crate) struct Aside {
    turned: Switches,
    asked: Switches,
    open: Open,
    seat: Seat,
}

/// Whether duties are open, as far as they have been looked at; one bit for each of the first so many duties.
#[derive(Clone, Copy, Default, Debug)]
struct Open {
    looked_at: u128,
    open: u128,
}

impl<'a, C: Clock> At<'a, C> {
    pub fn new(columns: &'a Columns, register: &'a Register, state: usize, seat: &Seat, clock: C, silence: &'a Silence) -> Self {
        let items = columns.items(state);
        let place = u16::try_from(state).unwrap_or(u16::MAX);
        At {
            plan: &columns.plan,
            state: place,
            register,
            lists: &columns.lists,
            listed: columns.listed,
            items,
            seat: *seat,
            clock,
            turned: columns.turned,
            asked: Switches::NONE,
            open: Open::default(),
            status: None,
            silence,
            counted: None,
        }
    }

    /// Whether both readings of entry into force (AMB-18) have come by the day asked.
    #[inline]
    pub fn bound_by_both(&mut self) -> bool {
        self.seat.other == self.seat.in_force
            || self.clock.reached(self.seat.in_force.last) && self.clock.reached(self.seat.other.last)
    }

    /// What the State is on the day asked.
    #[inline]
    pub fn status(&mut self) -> Status {
        if let Some(status) = self.status {
            return status;
        }
        let status = self.seat.status(&mut self.clock);
        self.status = C::KEEPS.then_some(status);
        status
    }

    /// The State's facts for one duty.
    pub fn of(&self, duty: &Planned) -> &'a [Item] {
        of_duty(self.items, duty.number)
    }

    /// The facts about no State for one duty: looked up only where nothing else is on record.
    #[inline]
    pub fn lists(&self, duty: &Planned) -> Lists<'a> {
        Lists { all: self.lists, duty: duty.number }
    }

    /// The day so long after the treaty entered into force for the State. Counting days takes longest: that is kept.
    #[inline]
    pub fn after_entry(&mut self, length: Length) -> Span {
        match self.counted {
            _ if length.days == 0 => length.after_span(self.seat.in_force),
            Some((counted, day)) if counted == length => day,
            _ => {
                let day = length.after_span(self.seat.in_force);
                self.counted = Some((length, day));
                day
            }
        }
    }

    /// Whether something about no State is on record for a duty.
    #[inline]
    pub fn is_listed(&self, duty: &Planned) -> bool {
        self.listed.has(duty.number)
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

    /// How the open questions of law are read for one duty.
    #[inline]
    pub fn reads(&self, planned: &Planned) -> Reads {
        Reads::new(self.turned, planned)
    }

    /// Remembers what was asked on the way.
    #[inline]
    pub fn has_asked(&mut self, reads: &Reads) {
        self.asked = self.asked.and(reads.asked());
    }

    /// Reads one question the other way, until it is turned back. What was kept of the duties is set aside; the clock goes on.
    pub fn turn(&mut self, switch: Switch) -> Aside {
        let aside = Aside { turned: self.turned, asked: self.asked, open: self.open, seat: self.seat };
        self.turned = self.turned.flipped(switch);
        if switch == Switch::SixthMonth {
            std::mem::swap(&mut self.seat.in_force, &mut self.seat.other);
        }
        (self.open, self.status, self.counted) = (Open::default(), None, None);
        aside
    }

    /// Reads it again as before.
    pub fn turn_back(&mut self, aside: Aside) {
        (self.turned, self.asked, self.open, self.seat) = (aside.turned, aside.asked, aside.open, aside.seat);
        (self.status, self.counted) = (None, None);
    }

    /// Keeps whether a duty is open.
    pub fn remember(&mut self, duty: &Planned, open: bool) {
        let bit = 1u128.checked_shl(u32::from(duty.number)).filter(|_| C::KEEPS).unwrap_or(0);
        self.open.looked_at |= bit;
        self.open.open |= if open { bit } else { 0 };
    }
}

/// The facts about no State, for one duty.
#[derive(Clone, Copy)]
pub(crate) struct Lists<'a> {
    all: &'a [Item],
    duty: u16,
}

impl<'a> Lists<'a> {
    /// They themselves.
    pub fn items(self) -> &'a [Item] {
        of_duty(self.all, self.duty)
    }
}

/// The items of one duty among the sorted items of a State.
pub(crate) fn of_duty(items: &[Item], number: u16) -> &[Item] {
    let from = items.partition_point(|i| i.duty() < number);
    let rest = items.get(from..).unwrap_or_default();
    rest.get(..rest.partition_point(|i| i.duty() == number)).unwrap_or_default()
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
            joined: false,
            due: Span::NEVER,
            since: Span::NEVER,
            confirmed: DayKey::BEFORE_ALL,
            sources,
        }
    }
}
