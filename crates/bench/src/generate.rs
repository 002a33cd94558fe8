//! The facts the benchmark is asked about: made up from a seed, so that everyone who runs it asks the same question.
//! What the kinds mean is written down in `bench/MEANING.md`.

use crate::workload::{Size, Workload};
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The seed of the published numbers: the day the Convention on Cluster Munitions was adopted.
pub const SEED: u64 = 20080530;

const CONSENT: i32 = 0;
const GRANTED: i32 = 1;
const DONE: i32 = 2;
const REPORT: i32 = 3;
const PROGRESS: i32 = 4;
const REQUESTED: i32 = 5;
const NOT_DONE: i32 = 6;
const NOT_REPORTED: i32 = 7;
const DECLARED: i32 = 8;
const NOTHING_TO_DO: i32 = 9;
const COMPLETE_LIST: i32 = 10;
/// The kinds that no duty asks about.
const OTHER: [i32; 5] = [11, 12, 13, 14, 15];

/// How often each kind occurs among the facts about parties, in thousandths.
const KINDS: [(i32, i32); 10] = [
    (REPORT, 360),
    (PROGRESS, 280),
    (11, 110),
    (DONE, 50),
    (NOT_DONE, 50),
    (NOT_REPORTED, 40),
    (DECLARED, 40),
    (GRANTED, 30),
    (REQUESTED, 20),
    (NOTHING_TO_DO, 20),
];
/// How often each rank speaks, in hundredths.
const SAID_BY: [(i32, i32); 6] = [(0, 10), (1, 40), (2, 20), (3, 10), (4, 15), (5, 5)];

const YEARS_ALLOWED: [i32; 10] = [0, 8, 10, 4, 5, 2, 3, 6, 1, 12];
const EXTENDABLE: [i32; 6] = [1, 2, 3, 4, 7, 9];
const BY_DECLARATION: [i32; 5] = [1, 2, 3, 6, 9];
const PROGRESSING: [i32; 3] = [1, 2, 3];
const REPORTING: [i32; 2] = [10, 11];

/// A treaty enters into force with its twentieth consent.
const DECISIVE: usize = 20;
const LAST_REPORTED_YEAR: i32 = 2025;
const NONE: i32 = -1;
const NEVER: i32 = i32::MAX;

/// One fact before it has its place in the order of entry.
#[derive(Clone, Copy)]
struct Fact {
    treaty: i32,
    state: i32,
    kind: i32,
    duty: i32,
    year: i32,
    year_to: i32,
    on: i32,
    until: i32,
    known: i32,
    gone: i32,
    said_by: i32,
    figure: i32,
}

/// A State that consented to a treaty.
#[derive(Clone, Copy)]
struct Party {
    treaty: i32,
    state: i32,
    consent: i32,
    in_force: i32,
}

/// Makes the facts of a size from a seed; the same seed makes the same facts.
/// There are always the consents and the complete lists, even where a size asks for fewer facts than these.
pub fn generate(size: &Size, seed: u64) -> Workload {
    let mut draw = Draw::new(seed);
    let (parties, others) = draw.parties(size);
    let mut facts: Vec<Fact> = Vec::with_capacity(size.facts);
    facts.extend(parties.iter().map(|p| p.fact(CONSENT, p.consent)));
    let lists = facts.len();
    facts.extend((0..size.treaties).flat_map(|t| REPORTING.map(|duty| (t, duty))).map(|(t, duty)| draw.complete_list(t, duty)));
    let first = facts.len();
    let corrections = size.facts.saturating_sub(first).min(size.facts / 20);
    while facts.len() + corrections < size.facts {
        let fact = draw.fact(&parties, &others);
        facts.push(fact);
    }
    facts.iter_mut().for_each(|fact| draw.enter(fact));
    draw.revise(&mut facts, lists..first, corrections);
    facts.sort_by_key(|fact| fact.known);
    let size = Size { facts: facts.len(), ..size.clone() };
    Workload::of(size, (0..).zip(&facts).map(|(id, fact)| fact.columns(id)))
}

impl Party {
    fn fact(&self, kind: i32, on: i32) -> Fact {
        Fact { on, ..Fact::bare(self.treaty, self.state, kind) }
    }

    fn due(&self, duty: i32) -> i32 {
        let years = usize::try_from(duty).ok().and_then(|d| YEARS_ALLOWED.get(d)).copied().unwrap_or(0);
        if years == 0 { self.in_force + 180 } else { months_after(self.in_force, years * 12) }
    }
}

impl Fact {
    fn bare(treaty: i32, state: i32, kind: i32) -> Self {
        Fact {
            treaty,
            state,
            kind,
            duty: NONE,
            year: NONE,
            year_to: NONE,
            on: 0,
            until: NONE,
            known: 0,
            gone: NEVER,
            said_by: 0,
            figure: NONE,
        }
    }

    fn of_duty(self, duty: i32) -> Self {
        Fact { duty, ..self }
    }

    fn of_year(self, year: i32) -> Self {
        Fact { year, year_to: year, ..self }
    }

    fn columns(&self, id: i32) -> [i32; 13] {
        [
            id,
            self.treaty,
            self.state,
            self.kind,
            self.duty,
            self.year,
            self.year_to,
            self.on,
            self.until,
            self.known,
            self.gone,
            self.said_by,
            self.figure,
        ]
    }
}

/// The dice.
struct Draw {
    rng: ChaCha8Rng,
    /// The last day on which anything happens or becomes known.
    end: i32,
}

impl Draw {
    fn new(seed: u64) -> Self {
        Draw { rng: ChaCha8Rng::seed_from_u64(seed), end: day(2026, 11, 30) }
    }

    fn between(&mut self, first: i32, last: i32) -> i32 {
        self.rng.random_range(first..=last.max(first))
    }

    fn chance(&mut self, of_a_hundred: i32) -> bool {
        self.between(1, 100) <= of_a_hundred
    }

    fn one_of<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        let last = of.len().checked_sub(1)?;
        of.get(self.rng.random_range(0..=last)).copied()
    }

    /// One of the duties or kinds of a list that is never empty.
    fn pick(&mut self, of: &[i32]) -> i32 {
        self.one_of(of).unwrap_or(NONE)
    }

    fn weighted(&mut self, of: &[(i32, i32)]) -> i32 {
        let all: i32 = of.iter().map(|(_, weight)| weight).sum();
        let mut left = self.between(1, all);
        let hit = of.iter().find(|(_, weight)| {
            left -= weight;
            left <= 0
        });
        hit.map_or(NONE, |(value, _)| *value)
    }

    fn exponential(&mut self, mean: f64) -> i32 {
        let rest: f64 = 1.0 - self.rng.random::<f64>();
        (-rest.ln() * mean) as i32
    }

    /// The parties of every treaty, and the pairs of treaty and State that are none.
    fn parties(&mut self, size: &Size) -> (Vec<Party>, Vec<(i32, i32)>) {
        let (first, last) = (day(2007, 9, 1), day(2024, 6, 30));
        let (mut parties, mut others) = (Vec::new(), Vec::new());
        for treaty in 0..size.treaties {
            let mut of_treaty: Vec<Party> = Vec::new();
            for state in 0..size.states {
                if self.chance(60) {
                    of_treaty.push(Party { treaty, state, consent: self.between(first, last), in_force: 0 });
                } else {
                    others.push((treaty, state));
                }
            }
            enter_into_force(&mut of_treaty);
            parties.extend(of_treaty);
        }
        (parties, others)
    }

    /// A list said to be complete for the first fifteen years, by somebody who looked back on them.
    fn complete_list(&mut self, treaty: i32, duty: i32) -> Fact {
        let on = self.between(day(2024, 1, 1), day(2024, 12, 31));
        Fact { year: 2009, year_to: 2023, on, ..Fact::bare(treaty, NONE, COMPLETE_LIST).of_duty(duty) }
    }

    /// A fact that is no consent: nine in ten are about a party.
    fn fact(&mut self, parties: &[Party], others: &[(i32, i32)]) -> Fact {
        let stranger = if self.chance(90) { None } else { self.one_of(others) };
        if let Some((treaty, state)) = stranger {
            return self.other(treaty, state);
        }
        let Some(party) = self.one_of(parties) else { return self.other(0, 0) };
        let fact = match self.weighted(&KINDS) {
            REPORT => self.report(&party),
            PROGRESS => self.progress(&party),
            DONE => self.done(&party),
            NOT_DONE => self.not_done(&party),
            NOT_REPORTED => self.not_reported(&party),
            GRANTED => self.granted(&party),
            REQUESTED => self.requested(&party),
            kind @ (DECLARED | NOTHING_TO_DO) => self.declared(&party, kind),
            _ => self.other(party.treaty, party.state),
        };
        // What would lie in the future has not happened.
        if fact.on <= self.end { fact } else { self.other(party.treaty, party.state) }
    }

    fn other(&mut self, treaty: i32, state: i32) -> Fact {
        let kind = self.pick(&OTHER);
        Fact { on: self.between(day(2008, 8, 1), self.end), ..Fact::bare(treaty, state, kind) }
    }

    fn year(&mut self, party: &Party) -> i32 {
        self.between(year_of(party.in_force), LAST_REPORTED_YEAR)
    }

    fn report(&mut self, party: &Party) -> Fact {
        let (duty, year) = (self.pick(&REPORTING), self.year(party));
        // Most come in the spring; some on the very last day.
        let on = if self.chance(5) { report_due(duty, year) } else { day(year + 1, 1, 30) + self.exponential(150.0) };
        party.fact(REPORT, on).of_duty(duty).of_year(year)
    }

    fn not_reported(&mut self, party: &Party) -> Fact {
        let (duty, year) = (self.pick(&REPORTING), self.year(party));
        let on = report_due(duty, year) + self.between(1, 400);
        party.fact(NOT_REPORTED, on).of_duty(duty).of_year(year)
    }

    fn progress(&mut self, party: &Party) -> Fact {
        let (duty, year) = (self.pick(&PROGRESSING), self.year(party));
        let figure = if self.chance(20) { 0 } else { self.between(1, 5000) };
        let on = day(year + 1, 1, 1) + self.between(0, 200);
        Fact { figure, ..party.fact(PROGRESS, on).of_duty(duty).of_year(year) }
    }

    fn done(&mut self, party: &Party) -> Fact {
        let duty = self.between(0, 9);
        let due = party.due(duty);
        let share = self.rng.random_range(0.3..1.4);
        let after = f64::from(due - party.in_force) * share;
        let on = if self.chance(5) { due + self.between(0, 1) } else { party.in_force + after as i32 };
        party.fact(DONE, on).of_duty(duty)
    }

    fn not_done(&mut self, party: &Party) -> Fact {
        let duty = self.between(0, 9);
        let on = party.due(duty) + if self.chance(5) { self.between(0, 1) } else { self.between(-300, 1500) };
        party.fact(NOT_DONE, on).of_duty(duty)
    }

    fn granted(&mut self, party: &Party) -> Fact {
        let duty = self.pick(&EXTENDABLE);
        let due = party.due(duty);
        let months = 12 * self.between(1, 5);
        // Half of them to the last day of a month, as Meetings like it.
        let until = months_after(due, months) + if self.chance(50) { -1 } else { self.between(0, 200) };
        Fact { until, ..party.fact(GRANTED, due - self.between(0, 365)).of_duty(duty) }
    }

    fn requested(&mut self, party: &Party) -> Fact {
        let duty = self.pick(&EXTENDABLE);
        let on = party.due(duty) - self.between(0, 425);
        party.fact(REQUESTED, on).of_duty(duty)
    }

    fn declared(&mut self, party: &Party, kind: i32) -> Fact {
        let duty = self.pick(&BY_DECLARATION);
        let on = party.in_force + self.between(0, 2500);
        party.fact(kind, on).of_duty(duty)
    }

    /// Says who says it and since when it is known.
    fn enter(&mut self, fact: &mut Fact) {
        fact.said_by = self.weighted(&SAID_BY);
        fact.known = (fact.on + self.exponential(120.0)).min(self.end);
    }

    /// Corrects as many facts as are asked for and withdraws one in a hundred; the complete lists stay as they are.
    fn revise(&mut self, facts: &mut Vec<Fact>, lists: std::ops::Range<usize>, corrections: usize) {
        let mut chosen: Vec<usize> = (0..facts.len()).filter(|at| !lists.contains(at)).collect();
        let withdrawals = facts.len() / 100;
        let (chosen, _) = chosen.partial_shuffle(&mut self.rng, corrections + withdrawals);
        for (nth, at) in chosen.iter().enumerate() {
            let Some(fact) = facts.get_mut(*at) else { continue };
            fact.gone = (fact.known + self.between(1, 700)).min(self.end);
            if nth < corrections {
                let correction = self.correction(*fact);
                facts.push(correction);
            }
        }
    }

    /// The same again, a little different, known from the day on which the first is no longer held.
    fn correction(&mut self, fact: Fact) -> Fact {
        let known = fact.gone;
        let on = (fact.on + self.between(-60, 60)).min(known);
        let until = if fact.kind == GRANTED { (fact.until + self.between(-200, 400)).max(on + 1) } else { fact.until };
        Fact { on, until, known, gone: NEVER, ..fact }
    }
}

/// Tells the parties of one treaty when it is in force for them.
fn enter_into_force(parties: &mut [Party]) {
    let mut consents: Vec<i32> = parties.iter().map(|p| p.consent).collect();
    consents.sort_unstable();
    let decisive = consents.get(DECISIVE - 1).copied().unwrap_or(0);
    for party in parties {
        party.in_force = months_after(first_of_month(party.consent.max(decisive)), 6);
    }
}

fn report_due(duty: i32, year: i32) -> i32 {
    if duty == 10 { day(year + 1, 4, 30) } else { day(year + 1, 5, 31) }
}

/// Days since 1970-01-01. Years are counted from March, so that the day added in a leap year comes last.
fn day(year: i32, month: i32, day: i32) -> i32 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (153 * month + 2) / 5 + day - 719_469
}

fn year_of(on: i32) -> i32 {
    let guess = 1970 + on.div_euclid(366);
    (guess..).take_while(|year| day(*year, 1, 1) <= on).last().unwrap_or(guess)
}

/// How many months have begun since year 0, before the month of the day.
fn month_of(on: i32) -> i32 {
    let year = year_of(on);
    let month = (1..=12).take_while(|month| day(year, *month, 1) <= on).last().unwrap_or(1);
    year * 12 + month - 1
}

fn first_of_month(on: i32) -> i32 {
    months_after(on, 0)
}

/// The first day of a later month.
fn months_after(on: i32, months: i32) -> i32 {
    let month = month_of(on) + months;
    day(month.div_euclid(12), month.rem_euclid(12) + 1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Size = Size { treaties: 2, states: 60, facts: 3000 };

    #[test]
    fn the_same_seed_makes_the_same_facts() {
        let made = generate(&SMALL, SEED);
        assert_eq!(made, generate(&SMALL, SEED));
        assert_ne!(made, generate(&SMALL, SEED + 1));
        assert!(made.columns.iter().all(|column| column.len() == SMALL.facts));
    }

    #[test]
    fn facts_are_in_the_order_in_which_they_became_known_and_never_known_before_they_are_true() {
        let [id, .., on, _, known, gone, _, _] = generate(&SMALL, SEED).columns;
        assert!(id.iter().copied().eq(0..3000));
        assert!(known.is_sorted());
        assert!(on.iter().zip(&known).all(|(on, known)| on <= known));
        assert!(known.iter().zip(&gone).all(|(known, gone)| known <= gone));
        assert!(known.iter().all(|known| *known <= day(2026, 11, 30)));
    }

    #[test]
    fn the_lists_said_to_be_complete_are_one_each_and_about_no_state() {
        let [_, treaty, state, kind, duty, ..] = generate(&SMALL, SEED).columns;
        let rows = treaty.iter().zip(&state).zip(kind.iter().zip(&duty));
        let mut lists: Vec<_> = rows.filter(|((_, state), (kind, _))| **kind == COMPLETE_LIST || **state == NONE).collect();
        lists.sort();
        let seen: Vec<_> = lists.iter().map(|((treaty, state), (_, duty))| (**treaty, **state, **duty)).collect();
        assert_eq!(seen, [(0, -1, 10), (0, -1, 11), (1, -1, 10), (1, -1, 11)]);
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!((day(1970, 1, 1), day(2008, 5, 30), day(2026, 11, 15)), (0, 14_029, 20_772));
        assert_eq!((year_of(day(2024, 12, 31)), year_of(day(2025, 1, 1))), (2024, 2025));
        assert_eq!(months_after(day(2024, 2, 29), 12), day(2025, 2, 1));
    }
}
