//! What silence about a report means on a question. It is the same for every State Party that owes the report and of which nothing
//! is on record, which is most of them: so it is decided once, and its rows are copied.

use crate::row::{Row, Rows};
use facts::FactNo;
use std::cell::RefCell;
use std::ops::Range;

/// What silence about a year means: the same for all States, and decided once for each question.
#[derive(Default, Debug)]
pub(crate) struct Silence {
    duties: RefCell<Vec<(u16, Years)>>,
}

/// The rows of years of which nothing is on record, with what shows that nothing came.
#[derive(Default, Debug)]
pub(crate) struct Years {
    from: i16,
    rows: Vec<Row>,
    shows: Vec<Option<FactNo>>,
}

type Silent = (Row, Option<FactNo>);

impl Silence {
    pub fn take(&self, duty: u16) -> Years {
        let mut duties = self.duties.borrow_mut();
        let found = duties.iter_mut().find(|(number, _)| *number == duty);
        found.map(|(_, years)| std::mem::take(years)).unwrap_or_default()
    }

    pub fn put_back(&self, duty: u16, years: Years) {
        let mut duties = self.duties.borrow_mut();
        match duties.iter_mut().find(|(number, _)| *number == duty) {
            Some((_, place)) => *place = years,
            None => duties.push((duty, years)),
        }
    }
}

impl Years {
    /// Makes the rows ready from one year up to another.
    #[inline]
    pub fn reach(&mut self, from: i16, to: i16, decide: impl FnMut(i16) -> Silent) {
        if from < self.from || usize::try_from(to - self.from).is_ok_and(|years| years > self.rows.len()) || self.rows.is_empty()
        {
            self.decide(from, to, decide);
        }
    }

    #[cold]
    fn decide(&mut self, from: i16, to: i16, decide: impl FnMut(i16) -> Silent) {
        let from = if self.rows.is_empty() { from } else { from.min(self.from) };
        self.from = from;
        (self.rows, self.shows) = (from..to.max(from)).map(decide).unzip();
    }

    /// The rows of some years, for one State.
    #[inline]
    pub fn rows(&self, years: Range<i16>, state: u16, rows: &mut Rows) {
        let at = |year: i16| usize::try_from(year - self.from).unwrap_or(0);
        let range = at(years.start)..at(years.end);
        let shows = self.shows.get(range.clone()).unwrap_or_default();
        rows.repeat(self.rows.get(range).unwrap_or_default(), shows, state);
    }
}
