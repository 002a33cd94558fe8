//! The back-test of the shipped register says what a plain walk through single questions says, day by day.

use crate::evidence::world;
use crate::support::json;
use facts::{Day, State};
use findings::{Outcome, Question, Standing, Wanted, backtest};
use jiff::civil::date;
use std::collections::BTreeMap;

const LAST: Day = date(2026, 11, 22);

fn question(true_on: Day, known_by: Day) -> Question {
    Question { treaty: "ccm".parse().unwrap(), true_on, known_by, entries: None }
}

/// For each duty and warning, the first day on which it was raised: asked day by day, from the day before that found by the back-test
/// was possible, one question at a time.
fn walked(state: State, from: Day, to: Day) -> BTreeMap<(String, String), Day> {
    let mut first = BTreeMap::new();
    let wanted = Wanted { state: Some(state), standing: Some(Standing::Raised), ..Wanted::default() };
    for day in std::iter::successors(Some(from), |day| day.tomorrow().ok()).take_while(|day| *day <= to) {
        for found in findings::findings(world(), &question(day, day), &wanted) {
            first.entry((found.about.unwrap_or_default(), found.rule.0)).or_insert(day);
        }
    }
    first
}

#[test]
fn for_several_states_every_first_warning_is_the_one_that_a_walk_day_by_day_comes_upon() {
    let tested = backtest(world(), &question(LAST, LAST)).unwrap();
    assert!(tested.cases.iter().filter(|c| !c.raised.is_empty()).count() > 5, "the test looks at something");
    for (state, from, to) in [
        ("CHL", date(2011, 6, 1), date(2018, 12, 31)),
        ("GNB", date(2011, 5, 1), date(2019, 6, 30)),
        ("BIH", date(2011, 3, 1), date(2020, 12, 31)),
    ] {
        let state: State = state.parse().unwrap();
        let walked = walked(state, from, to);
        for case in tested.cases.iter().filter(|c| c.state == state) {
            let swept: BTreeMap<(String, String), Day> =
                case.raised.iter().map(|(w, d)| ((case.duty.0.clone(), w.0.clone()), *d)).collect();
            let swept: BTreeMap<_, _> = swept.into_iter().filter(|(_, day)| *day <= to).collect();
            let alone: BTreeMap<_, _> = walked.clone().into_iter().filter(|((about, _), _)| *about == case.duty.0).collect();
            assert_eq!(swept, alone, "{state} {}", case.duty);
        }
    }
}

#[test]
fn what_became_of_a_deadline_is_what_single_questions_say_of_it() {
    let tested = backtest(world(), &question(LAST, LAST)).unwrap();
    for case in tested.cases.iter().step_by(4) {
        let wanted = Wanted { state: Some(case.state), rule: Some(case.duty.clone()), ..Wanted::default() };
        let weeks = std::iter::successors(Some(date(2010, 8, 1)), |day| day.checked_add(jiff::Span::new().days(28)).ok());
        let seen: Vec<_> = weeks
            .take_while(|day| *day <= LAST)
            .chain([LAST])
            .flat_map(|day| findings::findings(world(), &question(day, LAST), &wanted))
            .collect();
        let stood = |standing: Standing| seen.iter().any(|f| f.before.unwrap_or(f.standing) == standing);
        let agrees = match case.outcome {
            Outcome::Late => stood(Standing::MetLate),
            Outcome::Overdue => stood(Standing::Overdue) && !stood(Standing::MetLate),
            Outcome::Undecided => !stood(Standing::MetLate),
            Outcome::Extended => seen.iter().any(|f| f.extended),
            Outcome::Open => stood(Standing::Unknown) && !stood(Standing::MetLate) && !seen.iter().any(|f| f.extended),
            Outcome::InTime => stood(Standing::Met) && !stood(Standing::MetLate) && !stood(Standing::Overdue),
        };
        assert!(agrees, "{case:?}");
    }
}

#[test]
fn the_contract_is_held_to() {
    let answer = json(&["backtest", "--on", "2020-08-02", "--known-by", "2020-08-02"]);
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<String>>();
    assert_eq!(keys(&answer), ["cases", "known_by", "law", "on_conduct", "together", "treaty", "true_on", "watches"]);
    let case = ["base", "duty", "first", "lead_days", "outcome", "raised", "state", "watch"];
    assert_eq!(keys(&answer["cases"][0]), case);
    let score = ["false_alarms", "hits", "median_lead_days", "misses", "too_late", "watch"];
    assert!(answer["watches"].as_array().unwrap().iter().all(|watch| keys(watch) == score));
}
