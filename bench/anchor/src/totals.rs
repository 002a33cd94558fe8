//! The sums of every day of a sweep, kept as what changes from each day to the next: a row is added where it begins to stand and
//! taken off where it ends.

use crate::months::{Months, Stretch};
use crate::rows::{GROUPS, Row, Sums, checksum};

pub struct Totals {
    /// For each day and group, what is added to the sums of the day before.
    changes: Vec<Sums>,
}

/// What stands until another row takes its place.
struct Stand {
    sums: Sums,
    group: usize,
}

impl Totals {
    pub fn over(months: &Months) -> Self {
        Totals { changes: vec![Sums::default(); (months.count() + 1) * GROUPS] }
    }

    /// Follows one row through the days and adds it up. Whoever follows along is told each row and its days.
    #[inline(always)]
    pub fn follow(
        &mut self,
        months: &Months,
        days: Stretch,
        decide: impl Fn(usize, i32) -> (Row, i32),
        mut told: impl FnMut(&Row, Stretch),
    ) {
        let mut stand: Option<Stand> = None;
        months.follow(days, decide, |row, days| {
            let next = Stand { sums: Sums::of(row), group: row.group() };
            // Many a fact changes nothing of what is added up.
            if !stand.as_ref().is_some_and(|stand| stand.group == next.group && stand.sums == next.sums) {
                self.end(stand.as_ref(), days.from);
                self.changes[days.from * GROUPS + next.group].add(&next.sums);
                stand = Some(next);
            }
            told(row, days);
        });
        self.end(stand.as_ref(), days.to);
    }

    fn end(&mut self, stand: Option<&Stand>, at: usize) {
        if let Some(stand) = stand {
            self.changes[at * GROUPS + stand.group].subtract(&stand.sums);
        }
    }

    /// Sums that stand over these days.
    pub fn stand(&mut self, sums: &Sums, group: usize, days: Stretch) {
        self.changes[days.from * GROUPS + group].add(sums);
        self.changes[days.to * GROUPS + group].subtract(sums);
    }

    /// The exclusive or of the checksums of the days.
    pub fn check(&self, months: &Months) -> u64 {
        let mut sums = vec![Sums::default(); GROUPS];
        let mut check = 0;
        for changes in self.changes.chunks_exact(GROUPS).take(months.count()) {
            sums.iter_mut().zip(changes).for_each(|(sum, change)| sum.add(change));
            check ^= checksum(&sums);
        }
        check
    }
}
