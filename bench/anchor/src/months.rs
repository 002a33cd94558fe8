//! The days of a sweep, in order, numbered from 0. Nothing is asked again on a day on which nothing can have changed.

use crate::day::speaks_until;
use crate::rows::{Row, Standing};

/// Some of these days: from one, up to but without another.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    pub from: usize,
    pub to: usize,
}

impl Stretch {
    /// What of it lies within another.
    pub fn within(&self, other: Stretch) -> Option<Stretch> {
        let both = Stretch { from: self.from.max(other.from), to: self.to.min(other.to) };
        (both.from < both.to).then_some(both)
    }
}

pub struct Months {
    days: Vec<i32>,
    /// For each day from the first to the last, the number of the first of the days that is not before it.
    from: Vec<u8>,
}

impl Months {
    pub fn new(days: &[i32]) -> Self {
        let (first, last) = (days.first().copied().unwrap_or(0), days.last().copied().unwrap_or(-1));
        let from = (first..=last).map(|day| days.partition_point(|end| *end < day) as u8).collect();
        Months { days: days.to_vec(), from }
    }

    pub fn count(&self) -> usize {
        self.days.len()
    }

    pub fn day(&self, at: usize) -> i32 {
        self.days[at]
    }

    /// The first of the days that is not before this one; as many as there are days, where none is.
    pub fn from(&self, day: i32) -> usize {
        match usize::try_from(day - self.days[0]) {
            Ok(after) => self.from.get(after).map_or(self.days.len(), |at| usize::from(*at)),
            Err(_) => 0,
        }
    }

    /// Follows one row through the days: decides it on the first, and again only where it may be another. Deciding gives the row
    /// and the first day after on which a fact may change it.
    #[inline(always)]
    pub fn follow(&self, days: Stretch, decide: impl Fn(usize, i32) -> (Row, i32), mut told: impl FnMut(&Row, Stretch)) {
        let mut at = days.from;
        while at < days.to {
            let (row, change) = decide(at, self.days[at]);
            let next = self.from(change.min(stays_until(&row).saturating_add(1))).min(days.to);
            told(&row, Stretch { from: at, to: next });
            at = next;
        }
    }
}

/// No day.
pub const NEVER: i32 = i32::MAX;

/// The last day on which a row is as it is, if no fact changes it.
fn stays_until(row: &Row) -> i32 {
    match row.standing {
        Standing::Running => row.due,
        Standing::Undecided | Standing::Overdue => speaks_until(row.confirmed),
        _ => NEVER,
    }
}
