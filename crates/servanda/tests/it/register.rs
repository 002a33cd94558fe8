//! The shipped register, and what its check says of rows that are not in order.

use crate::evidence::world;
use crate::support::{files, folder, root, servanda};
use std::path::PathBuf;

#[test]
fn the_shipped_register_is_in_order() {
    let output = servanda(&["register", "check"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("the register is in order: "));
}

/// I8.
#[test]
fn every_row_has_a_source_and_a_day_from_which_it_is_known() {
    for fact in world().register.facts() {
        assert!(!fact.source.is_empty(), "{fact:?}");
        assert!(!fact.known_from.to_string().starts_with("9999"), "{fact:?}");
    }
}

#[test]
fn nothing_from_memory_is_shipped() {
    for path in files(&root().join("register")).into_iter().filter(|p| p.extension().is_some_and(|e| e == "csv")) {
        let text = std::fs::read_to_string(&path).unwrap();
        for word in ["memory_unverified", "partly_memory", "not_found", "file://", ",papers/"] {
            let found = text.lines().find(|l| l.contains(word));
            assert!(found.is_none(), "{}: {}", path.display(), found.unwrap_or_default());
        }
    }
}

#[test]
fn a_state_is_found_by_its_former_and_printed_names() {
    let gazetteer = &world().gazetteer;
    for (name, code) in [
        ("Swaziland", "SWZ"),
        ("Cote d'Ivoire", "CIV"),
        ("CÔTE D’IVOIRE", "CIV"),
        ("Lao PDR", "LAO"),
        ("Cape Verde", "CPV"),
        ("per", "PER"),
        ("Türkiye", "TUR"),
        ("秘鲁", "PER"),
    ] {
        assert_eq!(gazetteer.find(name).map(|s| s.to_string()).as_deref(), Some(code), "{name}");
    }
    assert_eq!(gazetteer.find("Atlantis"), None);
}

/// A copy of the register, with one table changed.
pub fn copy(change: impl Fn(&str, String) -> Option<String>) -> PathBuf {
    let place = folder("register");
    for path in files(&root().join("register")) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if let Some(text) = change(&name, std::fs::read_to_string(&path).unwrap()) {
            std::fs::write(place.join(&name), text).unwrap();
        }
    }
    place
}

#[track_caller]
fn refused(row: &str, expected: &[&str]) {
    let place = copy(|name, text| Some(if name == "stocks.csv" { format!("{text}{row}\n") } else { text }));
    let output = servanda(&["register", "check", place.to_str().unwrap()]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    for part in expected {
        assert!(said.contains(part), "{said}\ndoes not say {part}");
    }
    assert!(said.contains("register/stocks.csv, row "), "{said}");
}

#[test]
fn each_row_that_is_not_in_order_is_named_with_its_place_and_what_to_do() {
    refused("ccm,PER,stockpile-none,2014-01-01,,,,,state,2014-02-01,,,,seen,", &["column \"source\"", "the cell is empty"]);
    refused("ccm,XXX,stockpile-none,2014-01-01,,,,,state,2014-02-01,,,a,seen,", &["column \"state\"", "\"XXX\" is no State"]);
    refused("ccm,Peru,stockpile-none,2014-01-01,,,,,state,2014-02-01,,,a,seen,", &["\"Peru\" is a name; write its code, PER"]);
    refused("ccm,PER,stockpile-nun,2014-01-01,,,,,state,2014-02-01,,,a,seen,", &["\"stockpile-nun\" is not a kind of fact"]);
    refused(
        "ccm,PER,stockpile-discovered,2014-02-02,,,,,state,2014-02-01,,,a,seen,",
        &["published before it happened", "hint: move the publication"],
    );
    refused("ccm,PER,stockpile-none,2014-02-30,,,,,state,2014-03-01,,,a,seen,", &["column \"on\"", "2014-02 had 28 days"]);
    refused("ccm,PER,stockpile-none,2014-01-01,,,,,state,,,,a,seen,", &["the source has no day"]);
    refused("ccm,PER,stockpile-none,2014-01-01,,,,,somebody,2014-02-01,,,a,seen,", &["allowed: depositary, meeting, state"]);
}

#[test]
fn a_missing_table_is_one_clear_line() {
    let place = copy(|name, text| (name != "stocks.csv").then_some(text));
    let output = servanda(&["register", "check", place.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("register/stocks.csv is missing"));
}
