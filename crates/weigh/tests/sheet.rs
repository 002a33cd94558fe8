//! How a case is read, and how it is refused: the line, the key, what is allowed, what was meant.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use weigh::{Sheet, munition, operation};

#[track_caller]
fn refused(text: &str, says: &[&str]) {
    let told = Sheet::from_toml(text, munition::FIELDS).unwrap_err().in_file("case.toml");
    for part in says {
        assert!(told.contains(part), "{told}\ndoes not say {part}");
    }
    assert!(!told.contains('\n'), "one line: {told}");
}

#[test]
fn what_cannot_be_read_is_refused_in_one_line() {
    refused(
        "mine = false\nwieght-kg = 4.1\n",
        &["case.toml:2: ", "no key \"wieght-kg\"", "weight-kg", "did you mean \"weight-kg\"?"],
    );
    refused("count = 0", &["case.toml:1: count = 0", "a whole number, 1 or more"]);
    refused("count = -3", &["count = -3"]);
    refused("count = 9.5", &["count = 9.5", "a whole number"]);
    refused("\n\nweight-kg = \"4.1\"", &["case.toml:3: ", "weight-kg = \"4.1\"", "a number above 0"]);
    refused("weight-kg = 0", &["a number above 0"]);
    refused("weight-kg = nan", &["a number above 0"]);
    refused("failure-rate-percent = 101", &["from 0 to 100"]);
    refused("mine = \"no\"", &["mine = \"no\"", "true, false"]);
    refused("payload = \"flare\"", &["flares, smoke", "did you mean \"flares\"?"]);
    refused("mine = false\nmine = true", &["case.toml:2: "]);
    refused("mine false", &["case.toml:1: ", "key = value"]);
}

#[test]
fn a_form_says_the_same_as_a_file() {
    let form = |pairs: &[(&str, &str)], fields| {
        let given: BTreeMap<String, String> = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Sheet::from_form(&given, fields)
    };
    let file = Sheet::from_toml(
        "actor = \"PER\"\npartners = [\"USA\", \"Chile\"]\nacts = [\"use\", \"participate\"]",
        operation::FIELDS,
    );
    let ticked = [("actor", "PER"), ("partners", "USA, Chile"), ("act-participate", "yes"), ("act-use", "yes"), ("purpose", "")];
    assert_eq!(form(&ticked, operation::FIELDS), file);
    let listed = [("actor", "PER"), ("partners", "USA,Chile"), ("acts", "participate,use")];
    assert_eq!(form(&listed, operation::FIELDS), file);
    assert!(form(&[("count", ""), ("mine", "")], munition::FIELDS).unwrap().is_empty());
    for (given, says) in [
        (("wieght-kg", "4"), "did you mean \"weight-kg\"?"),
        (("mine", "true"), "allowed: yes, no"),
        (("count", "x"), "count = \"x\""),
    ] {
        let told = form(&[given], munition::FIELDS).unwrap_err().to_string();
        assert!(told.contains(says), "{told}");
    }
    // A page has its day in its address already.
    let told = form(&[("date", "2014-01-01")], operation::FIELDS).unwrap_err().to_string();
    assert!(told.contains("there is no key \"date\"") && !told.contains("date,"), "{told}");
}
