//! The years of which nothing is on record for a State. They look alike for every State of a treaty, and are decided once.

use crate::day::{day, report_due, year_of};
use crate::facts::List;
use crate::months::{Months, Stretch};
use crate::report;
use crate::rows::{Row, Sums};
use crate::totals::Totals;

/// The report of one duty and year, where nothing is on record of it.
pub struct Silence {
    /// The days on which there is a row of that year.
    days: Stretch,
    pub rows: Vec<(Row, Stretch)>,
    states: i32,
    consents: i64,
}

/// The silences of one treaty, for duties 10 and 11.
pub struct Silences {
    first_year: i32,
    of_duty: [Vec<Silence>; 2],
}

impl Silences {
    pub fn of_treaty(lists: [&[List]; 2], months: &Months) -> Self {
        let first_year = year_of(months.day(0)) - 1;
        let years = first_year..year_of(months.day(months.count() - 1));
        let of_duty = |duty, lists| years.clone().map(|year| Silence::of(duty, year, lists, months)).collect();
        Silences { first_year, of_duty: [of_duty(10, lists[0]), of_duty(11, lists[1])] }
    }

    /// The silence of a year, for a State that was party over all its days.
    pub fn of(&mut self, duty: u8, year: i32, days: Stretch) -> Option<&mut Silence> {
        let at = usize::try_from(year - self.first_year).ok()?;
        self.of_duty[usize::from(duty - 10)].get_mut(at).filter(|silence| silence.days == days)
    }

    pub fn add_up(&self, totals: &mut Totals) {
        for silence in self.of_duty.iter().flatten().filter(|silence| silence.states > 0) {
            for (row, days) in &silence.rows {
                totals.stand(&Sums::of_alike(row, silence.states, silence.consents), row.group(), *days);
            }
        }
    }
}

impl Silence {
    fn of(duty: u8, year: i32, lists: &[List], months: &Months) -> Self {
        let days = Stretch { from: months.from(day(year + 1, 1, 1)), to: months.count() };
        let case = report::Year { duty, year, due: report_due(duty, year), facts: &[], lists };
        let blank = Row::blank(0, 0);
        let mut rows = Vec::new();
        months.follow(days, |_, on| case.follow(on, &blank), |row, days| rows.push((*row, days)));
        Silence { days, rows, states: 0, consents: 0 }
    }

    /// One State more of which nothing is on record.
    pub fn count(&mut self, of: &Row) {
        self.states += 1;
        self.consents += i64::from(of.consent) + i64::from(of.threshold);
    }
}
