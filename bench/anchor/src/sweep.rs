//! Many days at once.
//!
//! Each duty of each State, and each year of a report, is decided on the first day and then only where one of its facts becomes
//! known or is no longer held, where its day in time passes, or where its evidence grows too old.
//! A fact is never known before it is true: with both days the same, what counts is always true already.

use crate::day::{day, report_due, year_of};
use crate::duty;
use crate::facts::{Db, Fact, OfState, PROGRESS, next_change};
use crate::months::{Months, Stretch};
use crate::report::{self, FirstYear};
use crate::roll::{Membership, memberships};
use crate::rows::{Row, Sums};
use crate::silence::Silences;
use crate::totals::Totals;
use crate::warning::{self, Sign, WATCHED};
use crate::watch::{Shown, Watch};

/// The exclusive or of the checksums of the days.
pub fn sweep(db: &Db, days: &[i32]) -> u64 {
    let months = Months::new(days);
    let mut sweep = Sweep::over(&months);
    for treaty in 0..db.treaties {
        let mut silences = Silences::of_treaty(db.lists(treaty), &months);
        for membership in memberships(db, treaty, &months) {
            let (state, entry) = (membership.state, membership.entry);
            let blank = Row { consent: entry.consent, threshold: entry.threshold, ..Row::blank(treaty, state) };
            sweep.state(&db.of(treaty * db.states + state), &membership, &blank, &mut silences);
        }
        silences.add_up(&mut sweep.totals);
    }
    sweep.totals.check(&months)
}

struct Sweep<'a> {
    months: &'a Months,
    totals: Totals,
    /// Of the State at hand: when each of the duties watched was open.
    open: [Vec<Stretch>; 3],
    /// Of the State at hand: what its reports of duty 10 showed, year by year.
    shown: Vec<Shown>,
}

impl<'a> Sweep<'a> {
    fn over(months: &'a Months) -> Self {
        Sweep { months, totals: Totals::over(months), open: Default::default(), shown: Vec::new() }
    }

    fn state(&mut self, facts: &OfState<'_>, membership: &Membership, blank: &Row, silences: &mut Silences) {
        let in_force = membership.entry.in_force;
        let bound = Stretch { from: self.months.from(in_force), to: self.months.count() };
        let Some(days) = membership.known.within(bound) else { return };
        self.open.iter_mut().for_each(Vec::clear);
        self.shown.clear();
        for (duty, base) in (0..).zip(duty::bases(in_force)) {
            self.duty(facts.duty(duty), duty, base, days, blank);
        }
        self.reports(10, facts, in_force, days, blank, silences);
        self.reports(11, facts, in_force, days, blank, silences);
        if self.is_watched() {
            self.warnings(facts.section(PROGRESS), in_force, days, blank);
        }
    }

    fn is_watched(&self) -> bool {
        self.open.iter().any(|open| !open.is_empty())
    }

    fn duty(&mut self, facts: &[Fact], duty: u8, base: i32, days: Stretch, blank: &Row) {
        let decide = |_, on| (duty::decide(facts, duty, base, on, on, blank), next_change(facts, on));
        let watched = WATCHED.iter().position(|watched| *watched == duty);
        let mut open = watched.map(|at| &mut self.open[at]);
        self.totals.follow(self.months, days, decide, |row, days| {
            let Some(open) = open.as_mut().filter(|_| duty::is_open(row)) else { return };
            match open.last_mut().filter(|last| last.to == days.from) {
                Some(last) => last.to = days.to,
                None => open.push(days),
            }
        });
    }

    fn reports(&mut self, duty: u8, facts: &OfState<'_>, in_force: i32, days: Stretch, blank: &Row, silences: &mut Silences) {
        let first = FirstYear::of(duty, in_force);
        let lists = facts.lists[usize::from(duty - 10)];
        let mut left = report::from_year(facts.duty(duty), first.shown);
        for year in first.shown..year_of(self.months.day(days.to - 1)) {
            let (of_year, rest) = report::of_year(left, year);
            left = rest;
            let days = Stretch { from: days.from.max(self.months.from(day(year + 1, 1, 1))), to: days.to };
            if year < first.asked {
                let row = report::not_asked(duty, year, blank);
                self.totals.stand(&Sums::of(&row), row.group(), days);
            } else if of_year.is_empty() && self.silent(duty, year, days, blank, silences) {
                // It is added up with all that were silent.
            } else {
                let case = report::Year { duty, year, due: report_due(duty, year), facts: of_year, lists };
                self.year(&case, days, blank);
            }
        }
    }

    fn year(&mut self, case: &report::Year<'_>, days: Stretch, blank: &Row) {
        let shows = case.duty == 10 && self.is_watched();
        let shown = &mut self.shown;
        let decide = |_, on| case.follow(on, blank);
        self.totals.follow(self.months, days, decide, |row, days| {
            if shows {
                shown.push(Shown { year: case.year, sign: Sign::of_report(row), to: days.to });
            }
        });
    }

    /// Whether the State is one of those that were silent of a year, and looks like all of them.
    fn silent(&mut self, duty: u8, year: i32, days: Stretch, blank: &Row, silences: &mut Silences) -> bool {
        let Some(silence) = silences.of(duty, year, days) else { return false };
        silence.count(blank);
        if duty == 10 && self.is_watched() {
            let shown = silence.rows.iter().map(|(row, days)| Shown { year, sign: Sign::of_report(row), to: days.to });
            self.shown.extend(shown);
        }
        true
    }

    /// The warnings, from one thirtieth of April to the next: over these days the same two years are watched.
    fn warnings(&mut self, progress: &[Fact], in_force: i32, days: Stretch, blank: &Row) {
        let from = |last| self.months.from(report_due(10, last) + 1);
        let last_of_all = warning::last_year(self.months.day(days.to - 1));
        let mut watch = Watch { shown: &self.shown, progress };
        for last in year_of(in_force) + 1..=last_of_all {
            let Some(watched) = days.within(Stretch { from: from(last), to: from(last + 1) }) else { continue };
            let years = watch.up_to(last);
            for (duty, open) in WATCHED.into_iter().zip(&self.open) {
                let of_duty = years.of_duty(duty);
                for stretch in open.iter().filter_map(|open| open.within(watched)) {
                    let decide = |at, _| of_duty.warning(duty, at, self.months, blank);
                    self.totals.follow(self.months, stretch, decide, |_, _| {});
                }
            }
        }
    }
}
