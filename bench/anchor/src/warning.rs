//! Duty 12: the warning that two years running showed no progress.

use crate::day::{report_due, year_of};
use crate::facts::{Fact, Says};
use crate::rows::{Row, Standing};

/// The duties whose progress is watched.
pub const WATCHED: [u8; 3] = [1, 2, 3];

/// What the report of a year shows, where nothing else is said of progress.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    Made(i32),
    MadeNone(i32),
    Silent { proof: i32, confirmed: i32 },
    Heard(i32),
    Unknown,
}

impl Sign {
    pub fn of_report(row: &Row) -> Self {
        match row.standing {
            Standing::Overdue => Sign::Silent { proof: row.proof, confirmed: row.confirmed },
            Standing::Met | Standing::MetLate => Sign::Heard(row.proof),
            _ => Sign::Unknown,
        }
    }

    /// What the progress facts of a duty and year say, or else its report. What was made lies before what was not.
    pub fn of_year(progress: &[Fact], report: Sign, true_on: i32, known_by: i32) -> Self {
        progress.iter().find(|f| f.counts(known_by) && f.on() <= true_on).map_or(report, Sign::of_progress)
    }

    pub fn of_progress(fact: &Fact) -> Self {
        if fact.says == Says::Made { Sign::Made(fact.id()) } else { Sign::MadeNone(fact.id()) }
    }

    fn source(&self) -> i32 {
        match *self {
            Sign::Made(id) | Sign::MadeNone(id) | Sign::Heard(id) | Sign::Silent { proof: id, .. } => id,
            Sign::Unknown => -1,
        }
    }
}

/// The latest year whose report is past due.
pub fn last_year(true_on: i32) -> i32 {
    let year = year_of(true_on) - 1;
    if report_due(10, year) < true_on { year } else { year - 1 }
}

/// The warning for one duty, by the signs of the two years. The blank row names no consent.
pub fn decide(about: u8, first: Sign, last: Sign, blank: &Row) -> Row {
    let clears = |sign: &Sign| matches!(sign, Sign::Silent { .. } | Sign::Made(_));
    let standing = match (first, last) {
        (Sign::MadeNone(_), Sign::MadeNone(_)) => Standing::Raised,
        _ if clears(&first) || clears(&last) => Standing::Clear,
        _ => Standing::Unknown,
    };
    let confirmed = match (first, last) {
        (Sign::Silent { confirmed: a, .. }, Sign::Silent { confirmed: b, .. }) => a.min(b),
        (Sign::Silent { confirmed, .. }, _) | (_, Sign::Silent { confirmed, .. }) => confirmed,
        _ => 0,
    };
    let (applies, proof) = (first.source(), last.source());
    Row { duty: 12, about: about as i8, standing, confirmed, applies, proof, consent: -1, threshold: -1, ..*blank }
}

/// The progress facts of one duty among those of one year.
pub fn of_duty(facts: &[Fact], duty: u8) -> &[Fact] {
    let start = facts.iter().position(|f| f.duty >= duty).unwrap_or(facts.len());
    let rest = &facts[start..];
    let end = rest.iter().position(|f| f.duty != duty).unwrap_or(rest.len());
    &rest[..end]
}
