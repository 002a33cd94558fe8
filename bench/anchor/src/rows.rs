//! The answer, row by row, and what is added up of it.

use std::io::{self, Write};

/// How a duty stands; the numbers are those of the answer.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Standing {
    NotApplicable = 1,
    Unknown = 2,
    Running = 3,
    Undecided = 4,
    Overdue = 5,
    Met = 6,
    MetLate = 7,
    Raised = 9,
    Clear = 10,
}

/// One finding and the facts it rests on. Facts that are none are −1, days that are none 0.
#[derive(Clone, Copy)]
pub struct Row {
    pub due: i32,
    pub confirmed: i32,
    pub consent: i32,
    pub threshold: i32,
    pub applies: i32,
    pub grant: i32,
    pub request: i32,
    pub proof: i32,
    pub treaty: u16,
    pub state: u16,
    pub period: u16,
    pub grants: u16,
    pub requests: u16,
    pub duty: u8,
    pub about: i8,
    pub standing: Standing,
}

impl Row {
    /// A row of a State that says nothing yet.
    pub fn blank(treaty: usize, state: usize) -> Self {
        Row {
            due: 0,
            confirmed: 0,
            consent: -1,
            threshold: -1,
            applies: -1,
            grant: -1,
            request: -1,
            proof: -1,
            treaty: treaty as u16,
            state: state as u16,
            period: 0,
            grants: 0,
            requests: 0,
            duty: 0,
            about: -1,
            standing: Standing::Unknown,
        }
    }

    /// Where it is added up.
    pub fn group(&self) -> usize {
        usize::from(self.duty) * STANDINGS + self.standing as usize
    }
}

const STANDINGS: usize = 11;
/// One for each duty and standing.
pub const GROUPS: usize = 13 * STANDINGS;

/// What is added up of the rows of one duty and standing. It never lies across two lines of the cache.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
#[repr(align(32))]
pub struct Sums {
    rows: i32,
    counts: i32,
    due: i64,
    confirmed: i64,
    facts: i64,
}

impl Sums {
    pub fn of(row: &Row) -> Self {
        let facts = [row.consent, row.threshold, row.applies, row.grant, row.request, row.proof];
        Sums {
            rows: 1,
            counts: i32::from(row.grants) + i32::from(row.requests),
            due: i64::from(row.due),
            confirmed: i64::from(row.confirmed),
            facts: facts.into_iter().map(i64::from).sum(),
        }
    }

    /// The sums of that row for so many States, whose consents and thresholds add up to `consents`. The row names neither.
    pub fn of_alike(row: &Row, states: i32, consents: i64) -> Self {
        let one = Sums::of(&Row { consent: 0, threshold: 0, ..*row });
        let many = i64::from(states);
        Sums {
            rows: states,
            counts: one.counts * states,
            due: one.due * many,
            confirmed: one.confirmed * many,
            facts: one.facts * many + consents,
        }
    }

    pub fn add(&mut self, other: &Sums) {
        self.rows += other.rows;
        self.counts += other.counts;
        self.due += other.due;
        self.confirmed += other.confirmed;
        self.facts += other.facts;
    }

    pub fn subtract(&mut self, other: &Sums) {
        self.rows -= other.rows;
        self.counts -= other.counts;
        self.due -= other.due;
        self.confirmed -= other.confirmed;
        self.facts -= other.facts;
    }

    fn weighed(&self) -> i128 {
        let of = |sum: i64, weight: i128| i128::from(sum) * weight;
        i128::from(self.rows) * 17 + of(self.due, 13) + of(self.confirmed, 19) + of(self.facts, 11) + i128::from(self.counts) * 3
    }
}

pub fn sums(rows: &[Row]) -> Vec<Sums> {
    let mut groups = vec![Sums::default(); GROUPS];
    rows.iter().for_each(|row| groups[row.group()].add(&Sums::of(row)));
    groups
}

/// The checksum of one answer.
pub fn checksum(groups: &[Sums]) -> u64 {
    const MODULUS: i128 = (1 << 61) - 1;
    let present = groups.iter().enumerate().filter(|(_, sums)| sums.rows > 0);
    let check = present
        .fold(0, |check: i128, (group, sums)| (check * 1_000_003 + group as i128 * 31 + sums.weighed()).rem_euclid(MODULUS));
    check as u64
}

pub fn write_csv(rows: &[Row], to: &mut impl Write) -> io::Result<()> {
    writeln!(
        to,
        "treaty,state,duty,period,about,standing,due,confirmed,consent,threshold,applies,grant,grants,request,requests,proof"
    )?;
    for row in rows {
        write!(to, "{},{},{},{},{},", row.treaty, row.state, row.duty, row.period, row.about)?;
        write!(to, "{},{},{},{},{},", row.standing as u8, row.due, row.confirmed, row.consent, row.threshold)?;
        writeln!(to, "{},{},{},{},{},{}", row.applies, row.grant, row.grants, row.request, row.requests, row.proof)?;
    }
    to.flush()
}
