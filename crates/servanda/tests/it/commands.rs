//! The command line: its contracts, and one clear line for every bad input.

use crate::support::{folder, json, printed, servanda, servanda_in};
use std::net::TcpListener;

/// Input that is refused: one line that says these things, status 2, and nothing written.
#[track_caller]
pub fn bad(arguments: &[&str], expected: &[&str]) {
    let place = folder("bad");
    let output = servanda_in(&place, arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "servanda {}: {said}", arguments.join(" "));
    for part in expected {
        assert!(said.contains(part), "{said}\ndoes not say {part}");
    }
    assert_eq!(std::fs::read_dir(&place).unwrap().count(), 0, "nothing was written");
}

#[test]
fn bad_input_is_one_clear_line_and_changes_nothing() {
    bad(&["findings", "--on", "2023-02-30"], &["2023-02 had 28 days"]);
    bad(&["findings", "--on", "2023-02"], &["is not one day"]);
    bad(&["findings", "--state", "Atlantis"], &["there is no State \"Atlantis\"", "ISO 3166"]);
    bad(&["findings", "--rule", "ccm.99"], &["there is no rule \"ccm.99\"", "ccm.3.2"]);
    bad(&["findings", "--treaty", "npt"], &["there is no treaty \"npt\"", "ccm, mbt"]);
    bad(&["findings", "--standing", "guilty"], &["is not a standing", "overdue"]);
    bad(&["explain", "ccm.3.2", "USA", "--period", "2014"], &["there is no finding"]);
    bad(&["calendar", "--from", "2026-02-01", "--to", "2026-01-01"], &["comes before the first"]);
    bad(&["plan", "geneva"], &["there is no action plan \"geneva\"", "vientiane, dubrovnik, lausanne"]);
    bad(&["plan", "lausanne.99"], &["there is no action \"99\" in Lausanne Action Plan", "43"]);
    bad(&["plan", "lausanne", "--window", "99MSP/10MSP"], &["is not a window of days", "9MSP/10MSP"]);
    bad(&["plan", "lausanne", "--from", "2021-01-01", "--to", "2020-01-01"], &["comes before the first"]);
    bad(&["claims", "nowhere.csv"], &["nowhere.csv cannot be read"]);
    bad(&["register", "load", "--from", "nowhere"], &["nowhere is not a folder"]);
    bad(&["--db", "mysql:there", "register", "load"], &["is not the address of a store", "sqlite:FILE"]);
    bad(&["--db", "mysql:there", "findings"], &["is not the address of a store", "sqlite:FILE"]);
}

#[test]
fn a_door_in_use_is_one_clear_line_and_no_store_is_made() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    bad(&["--listen", &address], &["is in use by another program", "--listen"]);
    bad(&["--listen", "nowhere"], &["cannot be served on nowhere"]);
}

#[test]
fn a_store_that_is_not_ours_or_newer_is_refused_and_left_as_it_is() {
    let place = folder("stores");
    std::fs::write(place.join("letter.db"), "Dear Sir or Madam, this is no database at all.\n".repeat(100)).unwrap();
    let before = std::fs::read(place.join("letter.db")).unwrap();
    let output = servanda_in(&place, &["--db", "sqlite:letter.db", "findings"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("is not a Servanda ledger"),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(std::fs::read(place.join("letter.db")).unwrap(), before);
}

#[test]
fn findings_hold_to_their_contract() {
    let answer = json(&["findings", "--treaty", "ccm", "--on", "2020-04-30", "--state", "PER", "--rule", "ccm.3.2"]);
    let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["findings", "known_by", "law", "readings", "treaty", "true_on"]);
    let found = &answer["findings"][0];
    let keys: Vec<&String> = found.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "about",
            "confirmed",
            "contested",
            "due",
            "extended",
            "otherwise",
            "period",
            "rule",
            "since",
            "sources",
            "standing",
            "state"
        ]
    );
    assert_eq!(found["standing"], "running");
    assert!(found["sources"][0].as_str().unwrap().starts_with("per-"));
}

#[test]
fn rows_that_are_not_bound_come_only_when_asked_for() {
    let all = json(&["findings", "--on", "2020-04-30", "--state", "USA"]);
    assert_eq!(all["findings"].as_array().map(Vec::len), Some(0));
    let asked = json(&["findings", "--on", "2020-04-30", "--state", "USA", "--standing", "not-bound", "--rule", "ccm.3.2"]);
    assert_eq!(asked["findings"][0]["standing"], "not-bound");
}

#[test]
fn explain_gives_a_tree_down_to_fact_and_silence() {
    let answer = json(&["explain", "ccm.3.2", "GNB", "--on", "2020-04-30", "--known-by", "2020-04-30"]);
    let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["by_other_readings", "finding", "reason", "would_change"]);
    let told = answer.to_string();
    assert!(told.contains("\"fact\":\"gnb-") && told.contains("\"rule\":\"ccm.3.2\""), "{told}");
    let silent = json(&["explain", "ccm.7.2", "PER", "--on", "2026-11-22", "--period", "2023"]).to_string();
    assert!(silent.contains("\"silence\":true"), "{silent}");
}

#[test]
fn the_calendar_comes_as_data_and_as_a_file_for_calendars() {
    let days = json(&["calendar", "--from", "2026-02-03", "--to", "2026-12-31"]);
    let first = &days["days"][0];
    assert_eq!(first["day"], "2026-03-01");
    let keys: Vec<&String> = first.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["day", "rule", "state", "what"]);
    assert!(
        days["days"].as_array().unwrap().iter().any(|d| d["state"] == "VUT" && d["day"] == "2026-08-28"),
        "Vanuatu's initial report"
    );
    let ics = printed(&["calendar", "--from", "2026-02-03", "--to", "2026-12-31", "--format", "ics"]);
    assert!(ics.starts_with("BEGIN:VCALENDAR") && ics.contains("DTSTART;VALUE=DATE:20260301"), "{ics}");
}

#[test]
fn every_answer_comes_as_table_json_and_csv() {
    for command in [
        &["findings", "--state", "PER"][..],
        &["parties"],
        &["calendar"],
        &["law", "read"],
        &["diff", "--from", "2022-01-01", "--to", "2022-06-01"],
        &["plan"],
        &["plan", "dubrovnik"],
        &["plan", "ccm.plan.lausanne.43"],
        &["claims"],
    ] {
        let csv = printed(&[command, &["--format", "csv"]].concat());
        assert!(csv.lines().count() >= 2 && csv.lines().next().unwrap().contains(','), "{csv}");
        assert!(!printed(command).is_empty());
    }
    let output = servanda(&["parties", "--format", "ics"]);
    assert_eq!(output.status.code(), Some(2));
}
