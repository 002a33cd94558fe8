//! What the two years watched showed, over the days of a sweep.

use crate::facts::{Fact, first_that_counts};
use crate::months::{Months, NEVER};
use crate::report;
use crate::rows::Row;
use crate::warning::{self, Sign};

/// What the report of one year showed, up to but without one of the days.
pub struct Shown {
    pub year: i32,
    pub sign: Sign,
    pub to: usize,
}

/// What is on record of one year watched.
#[derive(Clone, Copy)]
pub struct Year<'a> {
    shown: &'a [Shown],
    progress: &'a [Fact],
}

impl Year<'_> {
    fn of_duty(self, duty: u8) -> Self {
        Year { progress: warning::of_duty(self.progress, duty), ..self }
    }

    /// Its sign on a day, and the first day after on which it may be another.
    fn sign(&self, at: usize, on: i32, months: &Months) -> (Sign, i32) {
        let (chosen, change) = first_that_counts(self.progress, on);
        if let Some(chosen) = chosen {
            return (Sign::of_progress(&self.progress[chosen]), change);
        }
        let Some(shown) = self.shown.iter().find(|shown| at < shown.to) else { return (Sign::Unknown, change) };
        let shown_until = if shown.to < months.count() { months.day(shown.to) } else { NEVER };
        (shown.sign, change.min(shown_until))
    }
}

/// What is on record of all years, in order, from the first that is still asked for.
pub struct Watch<'a> {
    pub shown: &'a [Shown],
    pub progress: &'a [Fact],
}

/// What is on record of two years running.
#[derive(Clone, Copy)]
pub struct TwoYears<'a> {
    first: Year<'a>,
    last: Year<'a>,
}

impl<'a> Watch<'a> {
    /// The two years up to `last`, which is never before the one asked for last.
    pub fn up_to(&mut self, last: i32) -> TwoYears<'a> {
        self.progress = report::from_year(self.progress, last - 1);
        self.shown = &self.shown[self.before(last - 1)..];
        let (of_first, rest) = report::of_year(self.progress, last - 1);
        let (of_last, _) = report::of_year(rest, last);
        let (middle, end) = (self.before(last), self.before(last + 1));
        TwoYears {
            first: Year { shown: &self.shown[..middle], progress: of_first },
            last: Year { shown: &self.shown[middle..end], progress: of_last },
        }
    }

    fn before(&self, year: i32) -> usize {
        self.shown.iter().position(|shown| shown.year >= year).unwrap_or(self.shown.len())
    }
}

impl TwoYears<'_> {
    pub fn of_duty(&self, duty: u8) -> Self {
        TwoYears { first: self.first.of_duty(duty), last: self.last.of_duty(duty) }
    }

    /// The warning on a day, and the first day after on which it may be another.
    #[inline(always)]
    pub fn warning(&self, duty: u8, at: usize, months: &Months, blank: &Row) -> (Row, i32) {
        let on = months.day(at);
        let (first, first_change) = self.first.sign(at, on, months);
        let (last, last_change) = self.last.sign(at, on, months);
        (warning::decide(duty, first, last, blank), first_change.min(last_change))
    }
}
