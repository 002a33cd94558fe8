//! The whole register, all rules, in every month from the day the Convention was opened to today: nothing fails, and the same
//! question gives the same bytes twice.

use crate::evidence::{read_world, world};
use facts::Treaty;
use findings::{Question, Wanted, World};
use jiff::ToSpan;
use jiff::civil::{Date, date};

fn months() -> impl Iterator<Item = Date> {
    (0..).map(|n: i32| date(2008, 12, 3).saturating_add(n.months())).take_while(|day| *day <= date(2026, 11, 22))
}

/// What the command `findings --format json` prints.
fn printed(world: &World, question: &Question) -> Vec<u8> {
    let found = findings::findings(world, question, &Wanted::default());
    let answer = publish::api::FindingsAnswer::new(world, question, &found);
    serde_json::to_vec(&answer).unwrap()
}

#[test]
fn every_month_gives_the_same_bytes_from_the_same_register_read_twice() {
    let again = read_world();
    for treaty in ["ccm", "mbt"].map(|code| code.parse::<Treaty>().unwrap()) {
        for day in months() {
            let question = Question { treaty, true_on: day, known_by: day, entries: None };
            assert!(printed(world(), &question) == printed(&again, &question), "{treaty} on {day}");
        }
    }
}
