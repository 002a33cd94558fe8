//! docs/witness.md is for people who run a witness or a monitor by it: what it says is so.

use tlog::Policy;
use witness::Kind;

fn page() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/witness.md")).unwrap()
}

#[test]
fn the_policy_of_the_page_is_one() {
    let page = page();
    let policy: Policy = page.split("```text\n").nth(1).unwrap().split("```").next().unwrap().parse().unwrap();
    assert_eq!((policy.logs.len(), policy.witnesses.len(), policy.quorum_needs()), (1, 3, Some((2, 3))));
    assert!(policy.logs[0].1.is_some() && policy.witnesses.iter().all(|witness| witness.url.is_some()));
}

#[test]
fn the_page_says_what_to_do_with_everything_a_monitor_finds() {
    let page = page();
    let table = page.split("| it says |").nth(1).unwrap().split("\n\n").next().unwrap();
    for kind in Kind::ALL {
        assert!(table.contains(&format!("`{}`", kind.name())), "{}", kind.name());
    }
    // The lines of what holds come first; no other kind stands in them.
    for line in table.lines().filter(|line| line.contains("| nothing |")) {
        assert!(Kind::ALL.iter().filter(|kind| line.contains(&format!("`{}`", kind.name()))).all(|kind| kind.holds()), "{line}");
    }
}
