//! One question: every row of every State, as true on one day and known by another.

use crate::day::{report_due, year_of};
use crate::duty;
use crate::entry::{self, Entry};
use crate::facts::{Db, Fact, OfState, PROGRESS};
use crate::report::{self, FirstYear};
use crate::rows::Row;
use crate::warning::{self, Sign, WATCHED};

#[derive(Clone, Copy)]
pub struct Question {
    pub true_on: i32,
    pub known_by: i32,
    /// The year of the day asked about.
    year: i32,
    /// The latest year whose report is past due.
    last_year: i32,
}

impl Question {
    pub fn new(true_on: i32, known_by: i32) -> Self {
        Question { true_on, known_by, year: year_of(true_on), last_year: warning::last_year(true_on) }
    }

    /// All rows, in order.
    pub fn answer(&self, db: &Db, rows: &mut Vec<Row>) {
        rows.clear();
        for treaty in 0..db.treaties {
            for (state, entry) in entry::of_treaty(db, treaty, self.known_by).into_iter().enumerate() {
                if let Some(entry) = entry.filter(|entry| entry.in_force <= self.true_on) {
                    let blank = Row { consent: entry.consent, threshold: entry.threshold, ..Row::blank(treaty, state) };
                    self.of_state(&db.of(treaty * db.states + state), &entry, &blank, rows);
                }
            }
        }
    }

    /// The rows of one State under one treaty.
    pub fn of_state(&self, facts: &OfState<'_>, entry: &Entry, blank: &Row, rows: &mut Vec<Row>) {
        let first_row = rows.len();
        for (duty, base) in (0..).zip(duty::bases(entry.in_force)) {
            rows.push(duty::decide(facts.duty(duty), duty, base, self.true_on, self.known_by, blank));
        }
        let open = WATCHED.map(|duty| duty::is_open(&rows[first_row + usize::from(duty)]));
        let signs = self.reports(10, facts, entry, blank, rows);
        self.reports(11, facts, entry, blank, rows);
        if open.contains(&true) && self.last_year > year_of(entry.in_force) {
            self.warnings(facts.section(PROGRESS), open, signs, blank, rows);
        }
    }

    /// The rows of the reports of every year; gives back what the two latest past due show.
    fn reports(&self, duty: u8, facts: &OfState<'_>, entry: &Entry, blank: &Row, rows: &mut Vec<Row>) -> [Sign; 2] {
        let first = FirstYear::of(duty, entry.in_force);
        let mut left = report::from_year(facts.duty(duty), first.shown);
        let mut signs = [Sign::Unknown; 2];
        for year in first.shown..self.year {
            let (of_year, rest) = report::of_year(left, year);
            left = rest;
            if year < first.asked {
                rows.push(report::not_asked(duty, year, blank));
                continue;
            }
            let lists = facts.lists[usize::from(duty - 10)];
            let case = report::Year { duty, year, due: report_due(duty, year), facts: of_year, lists };
            let row = case.decide(self.true_on, self.known_by, blank);
            if let Some(sign) = usize::try_from(year + 1 - self.last_year).ok().and_then(|at| signs.get_mut(at)) {
                *sign = Sign::of_report(&row);
            }
            rows.push(row);
        }
        signs
    }

    fn warnings(&self, progress: &[Fact], open: [bool; 3], signs: [Sign; 2], blank: &Row, rows: &mut Vec<Row>) {
        let (first, last) = self.two_years(progress);
        for (duty, _) in WATCHED.into_iter().zip(open).filter(|(_, open)| *open) {
            let sign = |facts, report| Sign::of_year(warning::of_duty(facts, duty), report, self.true_on, self.known_by);
            rows.push(warning::decide(duty, sign(first, signs[0]), sign(last, signs[1]), blank));
        }
    }

    /// The progress facts of the two years watched. They lie near the end, and are looked for from there.
    fn two_years<'a>(&self, progress: &'a [Fact]) -> (&'a [Fact], &'a [Fact]) {
        let start_of = |year: i32| progress.iter().rposition(|f| i32::from(f.year) < year).map_or(0, |at| at + 1);
        let (first, last, after) = (start_of(self.last_year - 1), start_of(self.last_year), start_of(self.last_year + 1));
        (&progress[first..last], &progress[last..after])
    }
}
