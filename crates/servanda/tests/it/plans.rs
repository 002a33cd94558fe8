//! The action plans on the shipped register.

use crate::support::json;

/// One indicator of an action, in a window.
fn indicator(action: &str, id: &str, window: &[&str]) -> serde_json::Value {
    let answer = json(&[&["plan", action], window].concat());
    let all: Vec<&serde_json::Value> =
        answer["actions"].as_array().unwrap().iter().flat_map(|a| a["indicators"].as_array().unwrap()).collect();
    (*all.iter().find(|i| i["id"] == id).unwrap_or_else(|| panic!("{action} has no {id}"))).clone()
}

/// The golden test J.12: 110 States Parties at the Second Review Conference, against 130: 20 short.
#[test]
fn at_the_second_review_conference_there_were_110_parties_of_130_aimed_at() {
    let window = ["--from", "2016-01-01", "--to", "2020-11-27"];
    let parties = indicator("dubrovnik.1.1", "ccm.plan.dubrovnik.1.1.a", &window);
    assert_eq!((&parties["measured"]["number"], &parties["target"]), (&110.0.into(), &130.0.into()));
    assert_eq!(parties["wording"], "derived");
}

#[test]
fn every_window_adds_up_and_reaches_back_five_windows() {
    for window in ["2019", "2018-07/2019-06", "8MSP/9MSP"] {
        let answer = json(&["plan", "lausanne", "--window", window]);
        for indicator in answer["actions"].as_array().unwrap().iter().flat_map(|a| a["indicators"].as_array().unwrap()) {
            let measured = &indicator["measured"];
            let count = |list: &str| measured[list].as_array().unwrap().len();
            if measured["unit"] == "m2" || measured["whole"].is_null() {
                continue;
            }
            assert_eq!(
                measured["whole"].as_f64().unwrap() as usize,
                count("counted") + count("rest") + count("unknown"),
                "{indicator}"
            );
            assert_eq!(indicator["before"].as_array().unwrap().len(), 5, "{window}: {}", indicator["before"]);
        }
    }
}

#[test]
fn of_the_reports_due_in_a_year_each_is_in_time_late_overdue_or_not_established() {
    let in_time = indicator("lausanne.43", "ccm.plan.lausanne.43.a", &["--window", "2014"]);
    let measured = &in_time["measured"];
    let is = |list: &str, word: &str| measured[list].as_array().unwrap().iter().filter(|c| c["is"] == word).count();
    let (counted, late, missing, unknown) =
        (is("counted", "in-time"), is("rest", "late"), is("rest", "missing"), is("unknown", "unknown"));
    assert_eq!(counted + late + missing + unknown, measured["whole"].as_f64().unwrap() as usize);
    assert!(counted > 20 && missing > 5, "{counted} in time, {late} late, {missing} overdue, {unknown} not established");
    assert!(measured["counted"][0]["sources"][0].as_str().is_some());
}

#[test]
fn the_plans_hold_what_was_seen_and_say_what_was_not() {
    let plans = json(&["plan"]);
    let ids: Vec<&str> = plans["plans"].as_array().unwrap().iter().map(|p| p["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["ccm.plan.vientiane", "ccm.plan.dubrovnik", "ccm.plan.lausanne"]);
    let numbers = |plan: &str| {
        let answer = json(&["plan", plan]);
        let count = |id: &str| {
            let number = id.rsplit('.').next().unwrap();
            number.split_once('-').map_or(1, |(a, b)| b.parse::<usize>().unwrap() + 1 - a.parse::<usize>().unwrap())
        };
        answer["actions"].as_array().unwrap().iter().map(|a| count(a["id"].as_str().unwrap())).sum::<usize>()
    };
    assert_eq!((numbers("vientiane"), numbers("dubrovnik"), numbers("lausanne")), (66, 32, 50));
    let unseen = json(&["plan", "lausanne.5"]);
    assert_eq!(
        (&unseen["actions"][0]["id"], &unseen["actions"][0]["wording"]),
        (&"ccm.plan.lausanne.1-9".into(), &"not-seen".into())
    );
    for plan in ["vientiane", "dubrovnik", "lausanne"] {
        let answer = json(&["plan", plan]).to_string();
        assert!(!answer.contains("\"wording\":\"official\""), "no indicator of {plan} was seen in the plan's own words");
    }
}
