//! One new fact: entered, and the rows of its State made anew.

use crate::day::day;
use crate::entry::{self, Entry};
use crate::facts::{Db, Fact, Says, order};
use crate::question::Question;
use crate::rows::Row;
use std::time::Instant;

/// How long it took each time, in seconds, in order; of as many States as asked for, drawn by lot. The facts are taken back.
pub fn times(db: &mut Db, repetitions: usize) -> Vec<f64> {
    let asked = day(2026, 11, 15);
    let question = Question::new(asked, asked);
    let parties = parties(db, asked);
    let (mut rows, mut lot) = (Vec::new(), 20_080_530_u64);
    let mut times: Vec<f64> = (0..repetitions)
        .filter_map(|_| {
            lot = lot.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (pair, entry) = parties.get((lot >> 33) as usize % parties.len().max(1))?;
            Some(time(db, &question, *pair, entry, &mut rows))
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times
}

fn time(db: &mut Db, question: &Question, pair: usize, entry: &Entry, rows: &mut Vec<Row>) -> f64 {
    let blank = Row { consent: entry.consent, threshold: entry.threshold, ..Row::blank(pair / db.states, pair % db.states) };
    let start = Instant::now();
    let before = db.enter(pair, progress(db.count));
    rows.clear();
    question.of_state(&db.of(pair), entry, &blank, rows);
    std::hint::black_box(&rows);
    let took = start.elapsed().as_secs_f64();
    db.take_back(pair, before);
    took
}

/// Somebody says what was done in 2025 of duty 1.
fn progress(id: i32) -> Fact {
    let known = day(2026, 6, 1) as u16;
    Fact { order: order(2, id), on: known, known, gone: u16::MAX, until: 0, year: 2025, duty: 1, says: Says::Made }
}

/// The States that have rows. Progress does not change when a treaty is in force: this is asked once.
fn parties(db: &Db, on: i32) -> Vec<(usize, Entry)> {
    let of_treaty = |treaty| (treaty * db.states..).zip(entry::of_treaty(db, treaty, on));
    let all = (0..db.treaties).flat_map(of_treaty);
    all.filter_map(|(pair, entry)| entry.filter(|e| e.in_force <= on).map(|entry| (pair, entry))).collect()
}
