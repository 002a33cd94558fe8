//! The table that maps every paragraph of the treaties to its rules is held to the book.

use crate::evidence::world;
use std::collections::BTreeSet;
use std::path::Path;

fn coverage() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/coverage.md")).unwrap()
}

/// Every rule id named in the column of rules, in backquotes.
fn named() -> BTreeSet<String> {
    let table = coverage();
    let cells = table.lines().filter(|line| line.starts_with("| ")).filter_map(|line| line.split('|').nth(3));
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn every_rule_of_the_book_stands_in_the_table_of_paragraphs() {
    let named = named();
    let missing: Vec<&str> =
        world().book.rules().map(|r| r.id.0.as_str()).filter(|id| !id.contains(".watch.") && !named.contains(*id)).collect();
    assert_eq!(missing, Vec::<&str>::new(), "docs/coverage.md does not name them");
}

#[test]
fn every_rule_the_table_of_paragraphs_names_is_in_the_book() {
    let unknown: Vec<String> = named().into_iter().filter(|id| world().book.rule(&rules::RuleId(id.clone())).is_none()).collect();
    assert_eq!(unknown, Vec::<String>::new());
}

#[test]
fn every_paragraph_has_a_rule_or_a_reason() {
    let table = coverage();
    for line in
        table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| paragraph") && !line.starts_with("| reason"))
    {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if cells.len() == 6 {
            assert!(!cells[3].is_empty() || !cells[4].is_empty(), "{line}");
        }
    }
}
