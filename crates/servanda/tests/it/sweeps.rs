//! A sweep says for every day what a single question says for that day: the same text of each rule answers both, and a clock that
//! forgot a day would show here.

use crate::evidence::world;
use facts::{Day, DayKey};
use findings::{Path, Question, Row, Rows, Source, Standing, Wanted, sweep};
use jiff::ToSpan;
use jiff::civil::date;
use std::collections::BTreeMap;

type Answer = BTreeMap<(u16, u16, i16), (Row, Vec<Source>)>;

fn month_ends() -> Vec<Day> {
    let firsts = std::iter::successors(Some(date(2008, 6, 1)), |day| day.checked_add(1.month()).ok());
    firsts.take_while(|day| *day < date(2028, 1, 1)).map(|day| day.last_of_month()).collect()
}

fn every_day(from: Day, to: Day) -> Vec<Day> {
    std::iter::successors(Some(from), |day| day.tomorrow().ok()).take_while(|day| *day <= to).collect()
}

/// Evidence that speaks for the day asked is confirmed on that day.
fn told(row: &Row, on: Day) -> Row {
    let mut row = row.unplaced();
    if row.confirmed == DayKey::NEVER {
        row.confirmed = DayKey::of(on);
    }
    row
}

fn single(question: &Question) -> Answer {
    let mut rows = Rows::default();
    world().rows(question, &mut rows);
    let bound = rows.iter().filter(|(row, _)| row.standing != Standing::NotBound || row.contested);
    bound.map(|(row, sources)| ((row.state, row.rule, row.unit), (row.unplaced(), sources.iter().collect()))).collect()
}

#[track_caller]
fn holds_along(treaty: &str, points: Vec<(Day, Day)>) {
    let question = |(true_on, known_by)| Question { treaty: treaty.parse().unwrap(), true_on, known_by, entries: None };
    let path = Path::through(points.iter().copied()).unwrap();
    let mut swept: Vec<Answer> = vec![Answer::new(); points.len()];
    sweep(world(), &question(points[0]), &path, None, |stretch, row, sources| {
        for point in stretch {
            swept[point].insert((row.state, row.rule, row.unit), (told(row, points[point].0), sources.iter().collect()));
        }
    });
    for (point, swept) in points.iter().zip(&swept) {
        let single = single(&question(*point));
        let differs = single.keys().chain(swept.keys()).find(|unit| single.get(unit) != swept.get(unit));
        if let Some(unit) = differs {
            panic!("{treaty} {point:?} {unit:?}\n single {:?}\n swept  {:?}", single.get(unit), swept.get(unit));
        }
    }
    assert!(swept.iter().any(|answer| !answer.is_empty()));
}

#[test]
fn every_month_as_known_then_comes_out_as_if_asked_alone() {
    holds_along("ccm", month_ends().into_iter().map(|day| (day, day)).collect());
}

#[test]
fn every_month_as_known_today_comes_out_as_if_asked_alone() {
    holds_along("ccm", month_ends().into_iter().map(|day| (day, date(2026, 11, 22))).collect());
}

#[test]
fn one_day_as_known_month_by_month_comes_out_as_if_asked_alone() {
    holds_along("ccm", month_ends().into_iter().map(|day| (date(2019, 9, 1), day)).collect());
}

#[test]
fn every_single_day_of_two_years_comes_out_as_if_asked_alone() {
    let days = every_day(date(2018, 12, 1), date(2020, 12, 31));
    holds_along("ccm", days.into_iter().map(|day| (day, day)).collect());
}

#[test]
fn every_point_of_a_course_is_the_count_of_that_day() {
    let world = world();
    let days: Vec<Day> = (2010..2026).map(|year| date(year, 12, 31)).chain([date(2026, 11, 22)]).collect();
    let counts = |standing: Standing| matches!(standing, Standing::Running | Standing::Overdue | Standing::Undecided);
    for known_by in [date(2026, 11, 22), date(2019, 9, 1)] {
        for rule in world.book.rules().filter(|rule| rule.gives_findings()) {
            let question = Question { treaty: rule.treaty, true_on: date(2026, 11, 22), known_by, entries: None };
            let wanted = Wanted { rule: Some(rule.id.clone()), ..Wanted::default() };
            let single = days.iter().map(|day| {
                let found = findings::findings(world, &Question { true_on: *day, ..question }, &wanted);
                found.iter().filter(|f| counts(f.standing)).count()
            });
            let course = findings::course(world, &question, &rule.id, &days, |row| counts(row.standing));
            assert_eq!(course, single.collect::<Vec<_>>(), "{} as known by {known_by}", rule.id);
        }
    }
}
