use crate::clock::Clock;
use crate::plan::Planned;
use facts::{DayKey, Span};
use rules::{Switch, Switches};
use std::cell::Cell;

/// How the open questions of law are read while one duty is decided. Like the clock, it is asked only where the answer matters, and
/// remembers what it was asked: where nothing was, no other reading can give another answer, and none is tried.
#[derive(Debug)]
pub(crate) struct Reads {
    /// Those that are turned, among those the rule cites.
    turned: Switches,
    /// Those for which another reading is computed.
    open: Switches,
    asked: Cell<Switches>,
}

impl Reads {
    /// The readings in force, for one duty.
    #[inline]
    pub fn new(turned: Switches, planned: &Planned) -> Self {
        Reads { turned: turned.within(planned.cites), open: planned.open, asked: Cell::new(Switches::NONE) }
    }

    /// What was asked, and is computed otherwise too.
    #[inline]
    pub fn asked(&self) -> Switches {
        self.asked.get()
    }

    /// Whether this question can make a difference: it is turned, or computed the other way too.
    #[inline]
    pub fn matters(&self, switch: Switch) -> bool {
        self.turned.and(self.open).has(switch)
    }

    /// Whether a question is read the other way. To be asked only where that makes a difference.
    #[inline]
    pub fn turns(&self, switch: Switch) -> bool {
        self.asked.set(self.asked.get().and(Switches::only(switch).within(self.open)));
        self.turned.has(switch)
    }

    /// Whether the day asked is too late for something to be done by that last day (AMB-27: the day itself is in time, or not).
    #[inline]
    pub fn passed<C: Clock>(&self, clock: &mut C, last: DayKey) -> bool {
        clock.passed(last) || self.matters(Switch::LastDay) && clock.reached(last) && self.turns(Switch::LastDay)
    }

    /// The first day overdue: the day after the last day in time, or that day itself (AMB-27).
    #[inline]
    pub fn first_day_late(&self, due: Span) -> Span {
        if self.turned.has(Switch::LastDay) { due } else { Span { first: due.first.next(), last: due.last.next() } }
    }

    /// Whether a day is too late for that last day (AMB-27).
    #[inline]
    pub fn late(&self, day: DayKey, last: DayKey) -> bool {
        day > last || day == last && day != DayKey::NEVER && self.turns(Switch::LastDay)
    }
}
