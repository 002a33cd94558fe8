//! Published days and counts that the program must reach.

use crate::support::{finding, json, outside, printed};
use serde_json::Value;

#[track_caller]
fn parties(on: &str, expected: &[(&str, u64)]) {
    let answer = json(&["parties", "--treaty", "ccm", "--on", on]);
    for (name, count) in expected {
        assert_eq!(answer[name].as_u64(), Some(*count), "{name} on {on}: {answer}");
    }
}

#[test]
fn the_parties_are_as_many_as_the_united_nations_publish() {
    parties("2016-10-03", &[("parties", 100), ("signatories", 19), ("joined", 119)]);
    parties("2020-04-30", &[("parties", 108)]);
    parties("2025-03-05", &[("parties", 112), ("withdrawn", 0)]);
    parties("2025-03-06", &[("parties", 111), ("withdrawn", 1)]);
    parties("2026-02-03", &[("parties", 112), ("in_force", 111), ("signatories", 12)]);
}

#[test]
fn the_mine_ban_treaty_is_counted_by_the_same_program_without_rust_of_its_own() {
    let answer = json(&["parties", "--treaty", "mbt", "--on", "2025-12-26"]);
    assert_eq!(answer["parties"].as_u64(), Some(166));
    let answer = json(&["parties", "--treaty", "mbt", "--on", "2025-12-27"]);
    assert_eq!(answer["parties"].as_u64(), Some(163), "three withdrawals take effect on 27 December 2025");
}

/// Entry into force, 180 days, eight and ten years, for 34 States.
#[test]
fn every_row_of_the_golden_dates_comes_out() {
    let Some(text) = outside("data/law_golden_dates.csv") else { return };
    let mut rows = 0;
    for row in csv::Reader::from_reader(text.as_bytes()).deserialize::<std::collections::BTreeMap<String, String>>() {
        let row = row.unwrap();
        let in_force = row["eif_computed"].as_str();
        let dates = ["--on", in_force];
        for (rule, column) in
            [("ccm.7.1", "art7_initial_due"), ("ccm.3.2", "art3_base_deadline"), ("ccm.4.1.a", "art4_1a_base_deadline")]
        {
            let found = finding(rule, &row["state"], &dates);
            assert_eq!(found["due"].as_str(), Some(row[column].as_str()), "{} {rule}", row["state"]);
        }
        let day_before = facts::exact_day(in_force).unwrap().yesterday().unwrap().to_string();
        let none = json(&["findings", "--rule", "ccm.7.1", "--state", &row["state"], "--on", &day_before]);
        assert_eq!(none["findings"].as_array().map(Vec::len), Some(0), "{} is not bound on {day_before}", row["state"]);
        rows += 1;
    }
    assert_eq!(rows, 34);
}

/// The fifteen initial reports of a list published on 18 June 2015: thirteen days agree, two do not.
#[test]
fn the_published_list_of_june_2015_is_checked_day_by_day() {
    let computed = [
        ("BOL", "2014-03-30"),
        ("CPV", "2011-09-28"),
        ("CMR", "2013-06-30"),
        ("TCD", "2014-02-28"),
        ("COM", "2011-06-30"),
        ("COK", "2012-07-30"),
        ("DOM", "2012-11-28"),
        ("FJI", "2011-04-30"),
        ("GIN", "2015-09-28"),
        ("GNB", "2011-10-28"),
        ("HND", "2013-02-28"),
        ("MLI", "2011-05-30"),
        ("NRU", "2014-01-28"),
        ("NER", "2011-01-28"),
        ("PAN", "2011-10-28"),
    ];
    let register = std::fs::read_to_string(crate::support::root().join("register/reports.csv")).unwrap();
    let mut differing = Vec::new();
    for (state, due) in computed {
        assert_eq!(finding("ccm.7.1", state, &["--on", "2015-06-18"])["due"].as_str(), Some(due), "{state}");
        let mut rows = csv::Reader::from_reader(register.as_bytes());
        let header = rows.headers().unwrap().clone();
        let column = |name: &str| header.iter().position(|h| h == name).unwrap();
        let printed = rows.records().map(Result::unwrap).find(|r| {
            &r[column("state")] == state && &r[column("kind")] == "deadline-stated" && &r[column("published")] == "2015-06-18"
        });
        let printed = printed.unwrap_or_else(|| panic!("the day printed for {state} is in the register"));
        if &printed[column("until")] != due {
            differing.push((state, printed[column("until")].to_owned()));
        }
    }
    assert_eq!(differing, [("CPV", "2011-10-28".to_owned()), ("GIN", "2015-04-19".to_owned())]);
}

#[test]
fn a_printed_day_that_differs_stands_in_the_explanation_as_another_source() {
    for (state, printed_day) in [("GIN", "19 Apr 2015"), ("CPV", "28 Oct 2011")] {
        let told = printed(&["explain", "ccm.7.1", state, "--on", "2015-06-18"]);
        assert!(told.contains(&format!("The source prints {printed_day} as the due day")), "{told}");
    }
}

#[test]
fn guinea_is_not_called_late_before_its_report_was_due() {
    let answer = json(&["findings", "--on", "2015-06-18", "--rule", "ccm.7.1", "--standing", "overdue"]);
    let states: Vec<&str> = answer["findings"].as_array().unwrap().iter().map(|f| f["state"].as_str().unwrap()).collect();
    assert!(!states.contains(&"GIN"), "{states:?}");
    assert!(states.contains(&"BOL"), "{states:?}");
}

#[test]
fn cameroon_was_overdue_as_known_then_and_met_late_as_known_now() {
    let then = finding("ccm.7.1", "CMR", &["--on", "2015-06-18", "--known-by", "2015-07-31"]);
    assert_eq!(then["standing"], "overdue");
    let the_day_before_it_was_known = finding("ccm.7.1", "CMR", &["--on", "2015-06-18", "--known-by", "2017-08-02"]);
    assert_eq!(the_day_before_it_was_known["standing"], "overdue");
    let known = finding("ccm.7.1", "CMR", &["--on", "2015-06-18", "--known-by", "2017-08-03"]);
    assert_eq!((known["standing"].as_str(), known["since"].as_str()), (Some("met-late"), Some("2014-08")));
}

#[test]
fn new_zealand_was_three_days_late_and_its_first_annual_report_covers_2011() {
    let initial = finding("ccm.7.1", "NZL", &["--on", "2013-01-01"]);
    assert_eq!((initial["due"].as_str(), initial["since"].as_str()), (Some("2011-01-28"), Some("2011-01-31")));
    assert_eq!(initial["standing"], "met-late");
    let answer = json(&["findings", "--state", "NZL", "--rule", "ccm.7.2", "--on", "2013-01-01"]);
    let first = answer["findings"].as_array().unwrap().iter().find(|f| f["standing"] != "not-applicable").unwrap().clone();
    assert_eq!((first["period"].as_i64(), first["due"].as_str()), (Some(2011), Some("2012-04-30")));
}

#[test]
fn lithuania_has_left_and_its_history_stays_readable() {
    let answer = json(&["findings", "--state", "LTU", "--on", "2025-03-06"]);
    let all = answer["findings"].as_array().unwrap();
    let (after, before): (Vec<&Value>, Vec<&Value>) = all.iter().partition(|f| f["period"] == 2024);
    assert!(!before.is_empty() && before.iter().all(|f| f["standing"] == "ended"), "{answer}");
    // No report falls due after the day of effect; by AMB-10 B the one then awaited is still owed.
    assert!(after.iter().all(|f| f["standing"] == "not-applicable" && f["otherwise"][0]["reading"] == "AMB-10"), "{answer}");
    let told = printed(&["explain", "ccm.7.2", "LTU", "--period", "2013", "--on", "2025-03-06"]);
    assert!(told.contains("no longer a party") && told.contains("has done this in time"), "{told}");
    let before = json(&["findings", "--state", "LTU", "--on", "2025-03-05"]);
    assert!(before["findings"].as_array().unwrap().iter().all(|f| f["standing"] != "ended"));
}

#[test]
fn peru_ran_was_extended_and_finished_in_december_2023() {
    let at = |day: &str| finding("ccm.3.2", "PER", &["--on", day]);
    assert_eq!((at("2021-03-01")["standing"].as_str(), at("2021-03-01")["due"].as_str()), (Some("running"), Some("2021-03-01")));
    let extended = at("2022-06-01");
    assert_eq!((extended["standing"].as_str(), extended["due"].as_str()), (Some("running"), Some("2024-04-01")));
    assert_eq!(extended["extended"], true);
    let done = at("2024-01-01");
    assert_eq!((done["standing"].as_str(), done["since"].as_str()), (Some("met"), Some("2023-12")));
}

#[test]
fn the_states_of_april_2020_stand_as_the_sources_allow() {
    let today = |rule: &str, state: &str| finding(rule, state, &["--on", "2020-04-30"]);
    let then = |rule: &str, state: &str| finding(rule, state, &["--on", "2020-04-30", "--known-by", "2020-04-30"]);
    let stands = |found: &Value| {
        (found["standing"].as_str().unwrap().to_owned(), found["due"].as_str().unwrap().to_owned(), found["extended"] == true)
    };
    let running = |due: &str, extended: bool| ("running".to_owned(), due.to_owned(), extended);

    assert_eq!(stands(&today("ccm.3.2", "BGR")), running("2021-04-01", true));
    assert_eq!(today("ccm.3.2", "GNB")["standing"], "not-applicable");
    let guinea_bissau = then("ccm.3.2", "GNB");
    assert_eq!((guinea_bissau["standing"].as_str(), guinea_bissau["confirmed"].as_str()), (Some("overdue"), Some("2019-07-27")));
    for state in ["DEU", "LAO"] {
        assert_eq!(stands(&today("ccm.4.1.a", state)), running("2025-08-01", true), "{state}");
    }
    for (state, due) in [("CHL", "2021-06-01"), ("LBN", "2021-05-01"), ("BIH", "2021-03-01")] {
        assert_eq!(stands(&today("ccm.4.1.a", state)), running(due, false), "{state}");
        assert_eq!(stands(&then("ccm.4.1.a", state)), running(due, false), "{state}");
    }
}

#[test]
fn germany_in_2026_is_as_far_as_the_rows_go() {
    let found = finding("ccm.4.1.a", "DEU", &["--on", "2026-02-03"]);
    assert_eq!((found["standing"].as_str(), found["due"].as_str()), (Some("undecided"), Some("2025-08-01")));
}

#[test]
fn the_annual_reports_of_recent_years_are_not_established() {
    let answer = json(&["findings", "--rule", "ccm.7.2", "--on", "2026-11-22", "--known-by", "2026-11-22"]);
    let recent = answer["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["period"].as_i64() >= Some(2023) && f["standing"] != "ended" && f["contested"] == false);
    let mut count = 0;
    for found in recent {
        assert_eq!(found["standing"], "unknown", "{found}");
        count += 1;
    }
    assert!(count > 300, "{count}");
}
