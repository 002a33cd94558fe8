//! The scenarios of the book: `law/*/*/scenarios/*.txt`. Each is a sentence, a few facts, and what follows from them on some days.
//! `SERVANDA_ACCEPT=1` rewrites the answers; you read the diff.

// In a test, breaking off is how a problem is told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod backtest;
mod requests;
mod scenario;

use scenario::Scenario;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn law() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../law")
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn book() -> rules::Book {
    let read = |path: &PathBuf| {
        let name = path.strip_prefix(law()).unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).unwrap())
    };
    let mut all: Vec<(String, String)> = files(&law(), "md").iter().map(read).collect();
    all.push(read(&law().join("facts.toml")));
    rules::Book::read(&all).unwrap_or_else(|problems| panic!("{}", problems[0]))
}

#[track_caller]
fn check(path: &Path, book: &rules::Book) -> Result<(), String> {
    let text = std::fs::read_to_string(path).unwrap();
    let name = path.strip_prefix(law()).unwrap().display().to_string();
    let scenario = Scenario::read(&text, book).map_err(|what| format!("law/{name}: {what}"))?;
    let answered = scenario.answered();
    if answered == text {
        return Ok(());
    }
    if std::env::var_os("SERVANDA_ACCEPT").is_some() {
        std::fs::write(path, &answered).unwrap();
        return Ok(());
    }
    let differs = text.lines().zip(answered.lines()).find(|(a, b)| a != b);
    let (expected, found) = differs.unwrap_or(("(the whole file)", "(another number of lines)"));
    Err(format!("law/{name}\n  {}\n  expected  {expected}\n  found     {found}", scenario.sentence()))
}

#[test]
fn every_scenario_of_the_book_comes_out_as_written() {
    let book = book();
    let files = files(&law(), "txt");
    assert!(files.len() > 20, "the scenarios are there");
    let wrong: Vec<String> = files.iter().filter_map(|path| check(path, &book).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// I9: every rule has a scenario for the day before, the day, and the day after.
#[test]
fn every_rule_has_a_scenario_for_the_day_before_the_day_and_the_day_after() {
    let book = book();
    let mut days: BTreeMap<String, Vec<BTreeSet<facts::Day>>> = BTreeMap::new();
    for path in files(&law(), "txt") {
        let scenario = Scenario::read(&std::fs::read_to_string(&path).unwrap(), &book).unwrap();
        for rule in scenario.rules() {
            days.entry(rule).or_default().push(scenario.days());
        }
    }
    let has_three = |days: &BTreeSet<facts::Day>| {
        days.iter().any(|d| days.contains(&d.yesterday().unwrap()) && days.contains(&d.tomorrow().unwrap()))
    };
    let without: Vec<String> =
        book.rules().map(|r| r.id.to_string()).filter(|id| !days.get(id).is_some_and(|all| all.iter().any(has_three))).collect();
    assert!(without.is_empty(), "rules without such a scenario: {}", without.join(", "));
}
