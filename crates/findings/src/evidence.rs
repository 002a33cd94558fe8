//! Absence in the register is not absence in the world. A duty is overdue only on evidence, of three kinds: somebody said that
//! nothing had come; somebody said that a list is complete and it is not on the list; or it was done late.

use crate::clock::Clock;
use crate::columns::Item;
use crate::reads::Reads;
use facts::{DayKey, FactNo};

/// What shows that a duty had not been done on the day asked about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Evidence {
    pub fact: FactNo,
    pub manner: Manner,
    /// The last day, up to the day asked, that it speaks for; [`DayKey::NEVER`] for the day asked while that moves on.
    pub confirmed: DayKey,
    order: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Manner {
    /// "Not submitted as of …"
    Statement,
    /// A list that says it is complete, without it.
    CompleteList,
    /// It was done, or the day was moved, only later.
    LateAct,
}

/// Looks for the best evidence that nothing had been done by the day asked, for a duty whose last day in time is `due`.
pub(crate) struct Search<'r> {
    due: DayKey,
    reads: &'r Reads,
    pub best: Option<Evidence>,
}

impl<'r> Search<'r> {
    pub fn after(due: DayKey, reads: &'r Reads) -> Self {
        Search { due, reads, best: None }
    }

    /// A statement proves every day from the due day to its own day; if that is imprecise, to the first day it could mean.
    /// Made on the last day in time or before, it says nothing.
    #[inline]
    pub fn statement<C: Clock>(&mut self, item: &Item, manner: Manner, clock: &mut C) {
        let said_on = item.on.first;
        if item.is_dated() && self.reads.late(said_on, self.due) {
            let confirmed = if clock.reached(said_on) { said_on } else { clock.asked() };
            self.found(item, manner, confirmed);
        }
    }

    /// What was done only later had not been done on any day between.
    #[inline]
    pub fn late_act<C: Clock>(&mut self, item: &Item, clock: &mut C) {
        if item.on.first != DayKey::NEVER && !clock.reached(item.on.first) {
            self.found(item, Manner::LateAct, clock.asked());
        }
    }

    /// The evidence that speaks for the latest day; among equals the source that is used before the others.
    fn found(&mut self, item: &Item, manner: Manner, confirmed: DayKey) {
        let order = item.order();
        if self.best.is_none_or(|b| (confirmed, b.order) > (b.confirmed, order)) {
            self.best = Some(Evidence { fact: item.fact, manner, confirmed, order });
        }
    }
}
