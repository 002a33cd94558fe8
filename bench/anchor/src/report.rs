//! Duties 10 and 11: a report for every year.

use crate::day::{report_due, year_of};
use crate::duty::{NO_EVIDENCE, evidence, initial, prove};
use crate::facts::{Fact, List, Says, first_that_counts, next_change};
use crate::months::NEVER;
use crate::rows::{Row, Standing};

/// The first year covered: by the reading used, and the first of which there is a row at all.
#[derive(Clone, Copy)]
pub struct FirstYear {
    pub asked: i32,
    pub shown: i32,
}

impl FirstYear {
    pub fn of(duty: u8, in_force: i32) -> Self {
        let initial = initial(in_force);
        let asked = year_of(initial);
        let earlier = report_due(duty, asked - 1) > initial;
        FirstYear { asked, shown: asked - i32::from(earlier) }
    }
}

/// The facts of the first year there are facts of, and the rest: facts lie year by year.
pub fn of_year(facts: &[Fact], year: i32) -> (&[Fact], &[Fact]) {
    let end = facts.iter().position(|f| i32::from(f.year) != year).unwrap_or(facts.len());
    facts.split_at(end)
}

/// The facts from a year on.
pub fn from_year(facts: &[Fact], year: i32) -> &[Fact] {
    let start = facts.iter().position(|f| i32::from(f.year) >= year).unwrap_or(facts.len());
    &facts[start..]
}

/// A year that is not asked for.
pub fn not_asked(duty: u8, year: i32, blank: &Row) -> Row {
    Row { duty, period: year as u16, standing: Standing::NotApplicable, ..*blank }
}

/// What is on record about the report of one year.
pub struct Year<'a> {
    pub duty: u8,
    pub year: i32,
    pub due: i32,
    pub facts: &'a [Fact],
    pub lists: &'a [List],
}

impl Year<'_> {
    #[inline(always)]
    pub fn decide(&self, true_on: i32, known_by: i32, blank: &Row) -> Row {
        let mut row = Row { duty: self.duty, period: self.year as u16, due: self.due, ..*blank };
        if let Some((proof, late)) = self.came(true_on, known_by) {
            row.standing = if late { Standing::MetLate } else { Standing::Met };
            row.proof = proof;
        } else if true_on <= self.due {
            row.standing = Standing::Running;
        } else {
            prove(&mut row, self.evidence(true_on, known_by), true_on);
        }
        row
    }

    /// The row where both days are the same, and the first day after on which a fact may change it.
    #[inline(always)]
    pub fn follow(&self, on: i32, blank: &Row) -> (Row, i32) {
        let row = self.decide(on, on, blank);
        let change = self.next_change(&row, on);
        (row, change)
    }

    /// The first day after this one on which a fact may change the row, where what counts on this day is also true on it.
    fn next_change(&self, row: &Row, on: i32) -> i32 {
        match row.standing {
            // As long as nothing came and it is not past due, only a report changes anything.
            Standing::Running => first_that_counts(self.reports(), on).1,
            Standing::Met | Standing::MetLate => self.next_change_of_reports(on),
            _ => next_change(self.facts, on).min(self.next_change_of_lists(on)),
        }
    }

    fn next_change_of_reports(&self, on: i32) -> i32 {
        let reports = self.reports();
        match first_that_counts(reports, on) {
            // Where the chosen one came in time the others say nothing.
            (Some(at), change) if reports[at].on() <= self.due => change,
            (Some(at), change) => change.min(next_change(&reports[at + 1..], on)),
            (None, change) => change,
        }
    }

    fn next_change_of_lists(&self, on: i32) -> i32 {
        let after = |day: i32| if day > on { day } else { NEVER };
        let covering = self.lists.iter().filter(|list| list.covers(self.year));
        covering.map(|list| after(list.known).min(after(list.gone))).min().unwrap_or(NEVER)
    }

    /// Reports lie before what else is said.
    fn reports(&self) -> &[Fact] {
        let end = self.facts.iter().position(|fact| fact.says != Says::Received).unwrap_or(self.facts.len());
        &self.facts[..end]
    }

    /// The report that is chosen of those that came, and whether they all came late.
    fn came(&self, true_on: i32, known_by: i32) -> Option<(i32, bool)> {
        let mut came = self.reports().iter().filter(|fact| fact.counts(known_by) && fact.on() <= true_on);
        let chosen = came.next()?;
        let late = chosen.on() > self.due && came.all(|fact| fact.on() > self.due);
        Some((chosen.id(), late))
    }

    /// The best evidence that no report had come by the day asked about, where none that came by then is on record.
    fn evidence(&self, true_on: i32, known_by: i32) -> u64 {
        let speaking = self.facts.iter().filter(|fact| fact.counts(known_by) && fact.on() > self.due);
        // A report still to come and a statement made later both speak for the day asked about itself.
        let said = speaking.map(|fact| evidence(fact.on().min(true_on), fact.order)).max();
        said.unwrap_or(NO_EVIDENCE).max(self.listed(true_on, known_by))
    }

    /// Lists said to be complete, on which the report would be if it had come.
    fn listed(&self, true_on: i32, known_by: i32) -> u64 {
        let speaking = self.lists.iter().filter(|list| list.covers(self.year) && list.on > self.due && list.counts(known_by));
        speaking.map(|list| evidence(list.on.min(true_on), list.order)).max().unwrap_or(NO_EVIDENCE)
    }
}
