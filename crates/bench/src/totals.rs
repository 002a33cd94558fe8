//! What an answer comes to: the sums by which engines are compared.

use crate::world::epoch;
use facts::{Day, DayKey};
use findings::{Part, Row, Sources, Standing};
use jiff::civil::date;

/// How many duties, and how many standings.
const DUTIES: usize = 13;
const STANDINGS: usize = 11;

/// The sums of one group of rows.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Cell {
    rows: i64,
    due: i64,
    confirmed: i64,
    facts: i64,
    counts: i64,
}

impl Cell {
    fn add(&mut self, other: &Cell, sign: i64) {
        self.rows += sign * other.rows;
        self.due += sign * other.due;
        self.confirmed += sign * other.confirmed;
        self.facts += sign * other.facts;
        self.counts += sign * other.counts;
    }
}

/// The sums of an answer, by duty and standing.
#[derive(Clone, Debug)]
pub(crate) struct Totals {
    cells: Vec<Cell>,
}

impl Totals {
    pub fn new() -> Self {
        Totals { cells: vec![Cell::default(); DUTIES * STANDINGS] }
    }

    /// Adds a row, or takes it away.
    #[inline]
    pub fn add(&mut self, at: (usize, usize), cell: &Cell, sign: i64) {
        if let Some(sum) = self.cells.get_mut(at.0 * STANDINGS + at.1) {
            sum.add(cell, sign);
        }
    }

    /// Adds all sums of another.
    pub fn add_all(&mut self, other: &Totals) {
        self.cells.iter_mut().zip(&other.cells).for_each(|(sum, cell)| sum.add(cell, 1));
    }

    /// The checksum of `bench/MEANING.md`.
    pub fn checksum(&self) -> u64 {
        let modulus = (1i128 << 61) - 1;
        let groups = self.cells.iter().enumerate().filter(|(_, cell)| cell.rows != 0);
        let sum = groups.fold(0i128, |sum, (group, cell)| {
            let group = i128::try_from(group).unwrap_or(0);
            let weighed = [(cell.rows, 17), (cell.due, 13), (cell.confirmed, 19), (cell.facts, 11), (cell.counts, 3)];
            let weighed: i128 = weighed.iter().map(|(number, weight)| i128::from(*number) * weight).sum();
            (sum * 1_000_003 + group * 31 + weighed).rem_euclid(modulus)
        });
        u64::try_from(sum).unwrap_or(0)
    }
}

/// A row in the columns of `bench/MEANING.md`, as far as they are not plain in the row itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told {
    pub consent: i64,
    pub threshold: i64,
    pub applies: i64,
    pub grant: i64,
    pub grants: i64,
    pub request: i64,
    pub requests: i64,
    pub proof: i64,
}

impl Told {
    #[inline]
    pub fn of(sources: Sources<'_>) -> Self {
        let mut told =
            Told { consent: -1, threshold: -1, applies: -1, grant: -1, grants: 0, request: -1, requests: 0, proof: -1 };
        for source in sources.iter() {
            let fact = i64::from(source.fact().number());
            match source.part() {
                Part::Consent => told.consent = fact,
                Part::Threshold => told.threshold = fact,
                Part::Applies | Part::Before => told.applies = fact,
                Part::Moves => (told.grant, told.grants) = (told.grant.max(fact), told.grants + 1),
                Part::Pending => (told.request, told.requests) = (told.request.max(fact), told.requests + 1),
                Part::Shows => told.proof = fact,
                Part::Withdrawal | Part::Undated => {}
            }
        }
        told
    }

    fn facts(&self) -> i64 {
        self.consent + self.threshold + self.applies + self.grant + self.request + self.proof
    }
}

/// Counts days as `bench/MEANING.md` does: since 1970, nought for none.
#[derive(Clone, Debug)]
pub(crate) struct Days {
    /// Of every month from the first year on, the number of the day before its first.
    months: Vec<i32>,
}

const FIRST_YEAR: i16 = 1970;
const YEARS: i16 = 200;

impl Days {
    pub fn new() -> Self {
        let first = |n: i16| Day::new(FIRST_YEAR + n / 12, i8::try_from(n % 12 + 1).unwrap_or(1), 1).unwrap_or(date(1970, 1, 1));
        Days { months: (0..YEARS * 12).map(|n| epoch(first(n)).unwrap_or(0) - 1).collect() }
    }

    #[inline]
    pub fn number(&self, key: DayKey) -> i64 {
        if key == DayKey::NEVER || key == DayKey::BEFORE_ALL {
            return 0;
        }
        let (year, month, day) = key.parts();
        let at = usize::try_from((year - i32::from(FIRST_YEAR)) * 12 + month - 1).unwrap_or(usize::MAX);
        self.months.get(at).map_or(0, |before| i64::from(before + day))
    }

    /// What a row adds to its group.
    #[inline]
    pub fn cell(&self, row: &Row, sources: Sources<'_>) -> Cell {
        let told = Told::of(sources);
        Cell {
            rows: 1,
            due: self.number(row.due.last),
            confirmed: self.number(row.confirmed),
            facts: told.facts(),
            counts: told.grants + told.requests,
        }
    }
}

/// The group of a row: its duty and its standing.
#[inline]
pub(crate) fn group(duty: i16, standing: Standing) -> (usize, usize) {
    (usize::try_from(duty).unwrap_or(0), standing as usize)
}
