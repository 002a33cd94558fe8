//! Article 2: cases as sentences with data. A case is a base and what is different in it; a key set to nothing is left out.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use weigh::Sheet;
use weigh::munition::{FIELDS, Munition, Weighing, weigh};

/// Nine submunitions of 4.1 kg with everything Article 2(2)(c) asks for.
const PROVEN: &[(&str, &str)] = &[
    ("mine", "no"),
    ("conventional", "yes"),
    ("disperses-submunitions", "yes"),
    ("dispenser-on-aircraft", "no"),
    ("explosive", "yes"),
    ("weight-kg", "4.1"),
    ("self-propelled", "no"),
    ("payload", "explosive"),
    ("air-defence-only", "no"),
    ("electronic-effects", "no"),
    ("purpose-shown", "yes"),
    ("count", "9"),
    ("single-target", "yes"),
    ("self-destruction", "electronic"),
    ("self-deactivation", "electronic"),
];

fn case(base: &[(&str, &str)], changed: &[(&str, &str)]) -> Weighing {
    let given = base.iter().chain(changed).map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    weigh(&Munition::of(&Sheet::from_form(&given.collect::<BTreeMap<_, _>>(), FIELDS).unwrap()))
}

#[track_caller]
fn leads(changed: &[(&str, &str)], outcome: &str) -> Weighing {
    let weighed = case(PROVEN, changed);
    assert_eq!(weighed.outcome.word(), outcome, "{changed:?}");
    weighed
}

fn unproven(weighed: &Weighing) -> Vec<&str> {
    weighed.unproven.iter().map(|u| u.field).collect()
}

#[test]
fn nine_of_4_1_kg_with_every_safeguard_are_excluded() {
    leads(&[], "excluded-c");
}

#[test]
fn the_same_with_ten_is_a_cluster_munition() {
    assert!(leads(&[("count", "10")], "cluster-munition").unproven.is_empty());
}

#[test]
fn the_same_with_self_deactivation_unknown_is_presumed_one() {
    assert_eq!(unproven(&leads(&[("self-deactivation", "")], "cluster-munition-presumed")), ["self-deactivation"]);
}

#[test]
fn submunitions_of_21_kg_make_no_cluster_munition() {
    leads(&[("weight-kg", "21")], "not-a-cluster-munition");
}

#[test]
fn a_smoke_payload_is_excluded_under_letter_a() {
    leads(&[("payload", "smoke"), ("explosive", ""), ("count", "")], "excluded-a");
    leads(&[("payload", "smoke"), ("count", "200")], "excluded-a");
}

#[test]
fn two_kg_from_a_dispenser_on_an_aircraft_are_an_explosive_bomblet() {
    let weighed = leads(&[("dispenser-on-aircraft", "yes"), ("weight-kg", "2")], "explosive-bomblet");
    assert_eq!(weighed.readings[0].id, "AMB-11");
}

#[test]
fn a_dispenser_of_mines_is_outside_and_a_case_for_the_mine_ban_treaty() {
    let weighed = leads(&[("mine", "yes")], "outside-mine");
    assert_eq!((weighed.steps.len(), weighed.notes[0].key), (1, "weigh-note-mine"));
}

#[test]
fn each_boundary_is_asked_one_step_below_at_and_above() {
    for (key, value, outcome) in [
        ("weight-kg", "19.9", "excluded-c"),
        ("weight-kg", "20", "not-a-cluster-munition"),
        ("weight-kg", "20.0", "not-a-cluster-munition"),
        ("weight-kg", "20.1", "not-a-cluster-munition"),
        ("weight-kg", "3.9", "cluster-munition"),
        ("weight-kg", "4", "cluster-munition"),
        ("weight-kg", "4.0", "cluster-munition"),
        ("weight-kg", "4.1", "excluded-c"),
        ("count", "8", "excluded-c"),
        ("count", "9", "excluded-c"),
        ("count", "10", "cluster-munition"),
        ("count", "11", "cluster-munition"),
    ] {
        leads(&[(key, value)], outcome);
    }
    for (kg, outcome) in [("19.9", "explosive-bomblet"), ("20", "not-a-cluster-munition"), ("20.1", "not-a-cluster-munition")] {
        leads(&[("dispenser-on-aircraft", "yes"), ("weight-kg", kg), ("disperses-submunitions", "no")], outcome);
    }
}

#[test]
fn mechanical_self_destruction_fails_and_so_does_mechanical_self_deactivation() {
    for mechanism in ["mechanical", "other", "none"] {
        for key in ["self-destruction", "self-deactivation"] {
            let weighed = leads(&[(key, mechanism)], "cluster-munition");
            let step = weighed.steps.iter().find(|s| s.rests_on.iter().any(|g| g.field == key)).unwrap();
            assert_eq!(step.follows.key, "weigh-then-lacks");
        }
    }
}

#[test]
fn each_of_the_six_elements_unknown_keeps_it_presumed_and_denied_makes_it_one() {
    for (key, denied) in [
        ("count", "10"),
        ("single-target", "no"),
        ("self-destruction", "none"),
        ("self-deactivation", "none"),
        ("purpose-shown", "no"),
    ] {
        assert_eq!(unproven(&leads(&[(key, "")], "cluster-munition-presumed")), [key]);
        leads(&[(key, denied)], "cluster-munition");
    }
    // The weight is also a fact of coverage: unknown, it leaves open whether there is a cluster munition at all.
    leads(&[("weight-kg", "")], "not-established");
}

#[test]
fn every_unproven_element_is_listed_and_none_once_one_element_fails() {
    let unknown = [("single-target", ""), ("self-destruction", ""), ("purpose-shown", ""), ("electronic-effects", "")];
    let weighed = leads(&unknown, "cluster-munition-presumed");
    assert_eq!(unproven(&weighed), ["electronic-effects", "purpose-shown", "single-target", "self-destruction"]);
    let failing = [&unknown[..], &[("count", "10"), ("electronic-effects", "no")]].concat();
    assert!(leads(&failing, "cluster-munition").unproven.is_empty());
}

#[test]
fn an_exclusion_that_nobody_denies_keeps_it_presumed() {
    let other = [("count", "200"), ("payload", "")];
    assert_eq!(unproven(&leads(&other, "cluster-munition-presumed")), ["payload"]);
    leads(&[("count", "200"), ("air-defence-only", "")], "cluster-munition-presumed");
    leads(&[("count", "200"), ("air-defence-only", "yes")], "excluded-a");
    leads(&[("count", "200"), ("electronic-effects", "yes")], "excluded-b");
}

#[test]
fn a_fact_of_coverage_that_is_unknown_is_never_presumed() {
    for key in ["mine", "conventional", "disperses-submunitions", "explosive", "weight-kg"] {
        let weighed = leads(&[(key, ""), ("count", "10")], "not-established");
        assert_eq!(unproven(&weighed), [key]);
        assert_eq!(weighed.notes[0].key, "weigh-note-precaution");
    }
    let weighed = leads(&[("dispenser-on-aircraft", ""), ("count", "10")], "not-established");
    assert_eq!((unproven(&weighed), weighed.notes[1].key), (vec!["dispenser-on-aircraft"], "weigh-note-either-way"));
    assert_eq!(case(&[], &[]).outcome.word(), "not-established");
}

#[test]
fn what_is_missing_for_certain_decides_before_what_is_unknown() {
    leads(&[("mine", ""), ("weight-kg", "21")], "not-a-cluster-munition");
    leads(&[("conventional", "no"), ("explosive", "")], "outside-not-conventional");
    leads(&[("explosive", "no"), ("weight-kg", "")], "not-a-cluster-munition");
    leads(&[("disperses-submunitions", "no"), ("weight-kg", "")], "not-a-cluster-munition");
    leads(&[("self-propelled", "yes"), ("dispenser-on-aircraft", ""), ("count", "10")], "cluster-munition");
}

#[test]
fn a_failure_rate_plays_no_part() {
    for rate in ["0", "0.9", "40"] {
        let weighed = leads(&[("count", "10"), ("failure-rate-percent", rate)], "cluster-munition");
        assert!(weighed.steps.iter().any(|s| s.follows.key == "weigh-then-failure-rate"), "{rate}");
    }
    leads(&[("count", "2"), ("weight-kg", "1"), ("failure-rate-percent", "0")], "cluster-munition");
}

#[test]
fn low_numbers_or_self_destruction_alone_exclude_nothing() {
    let nothing = [("single-target", "no"), ("self-destruction", "none"), ("self-deactivation", "none"), ("purpose-shown", "no")];
    leads(&[&nothing[..], &[("count", "1")]].concat(), "cluster-munition");
    leads(&[&nothing[..], &[("count", "10"), ("self-destruction", "electronic")]].concat(), "cluster-munition");
}

#[test]
fn the_purpose_is_an_element_of_its_own_and_the_other_reading_is_shown_where_it_matters() {
    for (said, outcome) in [("", "cluster-munition-presumed"), ("no", "cluster-munition")] {
        let weighed = leads(&[("purpose-shown", said)], outcome);
        let reading = &weighed.readings[0];
        assert_eq!(
            (reading.id, reading.sides[0].outcome, reading.sides[1].outcome),
            ("AMB-13", Some(outcome), Some("excluded-c"))
        );
        assert_eq!((reading.sides[0].used, reading.sides[1].used), (true, false));
    }
    assert!(leads(&[], "excluded-c").readings.is_empty());
    assert!(leads(&[("purpose-shown", "no"), ("count", "10")], "cluster-munition").readings.is_empty());
}

#[test]
fn the_steps_come_in_the_order_of_the_article_and_end_where_it_is_decided() {
    let numbers = |changed: &[(&str, &str)]| case(PROVEN, changed).steps.iter().map(|s| s.number).collect::<Vec<_>>();
    let whole = ["1", "2", "3", "4", "5(a)", "5(a)", "5(b)", "5(c)", "5(c)(i)", "5(c)(ii)", "5(c)(iii)", "5(c)(iv)", "5(c)(v)"];
    assert_eq!(numbers(&[]), whole);
    assert_eq!(numbers(&[("count", "10")]), [&whole[..], &["6"]].concat());
    assert_eq!(numbers(&[("payload", "chaff")]), ["1", "2", "3", "4", "5(a)"]);
    assert_eq!(numbers(&[("weight-kg", "20")]), ["1", "2", "3", "4"]);
    assert_eq!(numbers(&[("conventional", "no")]), ["1", "2"]);
}

#[test]
fn the_order_in_which_a_file_says_things_does_not_matter() {
    let lines = include_str!("../examples/sensor-shell.toml").lines().filter(|l| !l.starts_with('#')).collect::<Vec<_>>();
    let read = |lines: &[&str]| weigh(&Munition::of(&Sheet::from_toml(&lines.join("\n"), FIELDS).unwrap()));
    let (whole, backwards) = (read(&lines), read(&lines.iter().rev().copied().collect::<Vec<_>>()));
    assert_eq!(whole, backwards);
    assert_eq!(whole.outcome.word(), "cluster-munition-presumed");
    for turn in 0..lines.len() {
        let turned: Vec<&str> = lines[turn..].iter().chain(&lines[..turn]).copied().collect();
        assert_eq!(read(&turned), whole);
    }
}
