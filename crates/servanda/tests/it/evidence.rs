//! No State is overdue without evidence: every month since entry into force, every duty, looked up again in the register's own
//! rows by other means than the evaluator's.

use crate::support::root;
use facts::{Day, Fact, Gazetteer, Register, When};
use findings::{Finding, Question, Standing, Wanted, World};
use jiff::ToSpan;
use jiff::civil::date;
use rules::{Book, Shape};
use std::sync::OnceLock;

/// The shipped world, read once.
pub fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(read_world)
}

/// The shipped world, read anew.
pub fn read_world() -> World {
    let read = |folder: &str, ending: &str| -> Vec<(String, String)> {
        let base = root().join(folder);
        let all = crate::support::files(&base)
            .into_iter()
            .filter(|p| p.extension().is_some_and(|e| ending.contains(e.to_str().unwrap())));
        all.map(|p| (p.strip_prefix(&base).unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&p).unwrap()))
            .collect()
    };
    let book = Book::read(&read("law", "md toml")).unwrap();
    let tables = read("register", "csv");
    let table = |name: &str| tables.iter().find(|(n, _)| n == name).map(|(_, t)| t.as_str()).unwrap();
    let gazetteer: Gazetteer =
        intake::read_states(("states.csv", table("states.csv")), ("aliases.csv", table("aliases.csv"))).unwrap();
    let mut facts: Vec<Fact> = Vec::new();
    for name in intake::TABLES {
        facts.extend(intake::read_table(name, table(name), &book.vocabulary, &gazetteer).unwrap());
    }
    facts.iter_mut().zip(1..).for_each(|(fact, number)| fact.entry = number);
    World::new(Register::new(facts, Vec::new()), book, gazetteer)
}

fn months() -> impl Iterator<Item = Day> {
    (0..).map(|n: i64| date(2010, 8, 1).saturating_add(n.months())).take_while(|d| *d <= date(2026, 11, 1))
}

fn overdue(on: Day, known_by: Day) -> Vec<Finding> {
    let question = Question { treaty: "ccm".parse().unwrap(), true_on: on, known_by, entries: None };
    findings::findings(world(), &question, &Wanted { standing: Some(Standing::Overdue), ..Wanted::default() })
}

/// Whether a row of the register shows that nothing had been done by `on`: a statement made after the due day and not older
/// than two years, or the act itself, done only after `on`.
fn shown(found: &Finding, on: Day, known_by: Day) -> bool {
    let rule = world().book.rule(&found.rule).unwrap();
    let (missing, done) = match &rule.shape {
        Shape::Deadline(shape) => (&shape.missing_by, &shape.fulfilled_by),
        Shape::PeriodicReport(shape) => (&shape.missing_by, &shape.received_by),
        _ => return false,
    };
    let due = found.due.unwrap().last;
    let covers = |f: &&Fact| found.period.is_none_or(|year| f.period.is_some_and(|p| p.covers(year)));
    let of_state: Vec<&Fact> = world()
        .register
        .facts()
        .filter(|f| f.treaty.code() == "ccm" && f.state == Some(found.state) && f.known_from <= known_by)
        .filter(covers)
        .collect();
    let said = |f: &&&Fact| {
        missing.contains(&f.kind) && f.on.is_some_and(|w: When| w.first > due && on <= w.first.saturating_add(2.years()))
    };
    let done_later = |f: &&&Fact| {
        (done.contains(&f.kind) || f.until.is_some() && f.about.as_deref() == Some(&found.rule.0))
            && f.on.is_some_and(|w| w.first > on)
    };
    let done_before = |f: &&&Fact| done.contains(&f.kind) && f.on.is_some_and(|w| w.last <= on);
    due < on && !of_state.iter().any(|f| done_before(&f)) && of_state.iter().any(|f| said(&f) || done_later(&f))
}

#[track_caller]
fn every_overdue_is_shown(known_by: impl Fn(Day) -> Day) {
    let mut seen = 0;
    for on in months() {
        for found in overdue(on, known_by(on)) {
            assert!(shown(&found, on, known_by(on)), "overdue without evidence on {on}: {found:?}");
            seen += 1;
        }
    }
    assert!(seen > 500, "the test looks at something: {seen}");
}

#[test]
fn as_known_today_no_state_is_overdue_without_evidence_in_any_month() {
    every_overdue_is_shown(|_| date(2026, 11, 22));
}

#[test]
fn as_known_on_the_day_no_state_is_overdue_without_evidence_in_any_month() {
    every_overdue_is_shown(|on| on);
}

/// I5: every finding can give its rule, the hash of its law, facts that exist, and a tree of reasons.
#[test]
fn every_finding_gives_its_rule_its_law_its_facts_and_its_reasons() {
    let world = world();
    let question =
        Question { treaty: "ccm".parse().unwrap(), true_on: date(2022, 8, 1), known_by: date(2026, 11, 22), entries: None };
    let all = findings::findings(world, &question, &Wanted::default());
    assert!(all.len() > 1000);
    for found in all.iter().step_by(3) {
        let rule = world.book.rule(&found.rule).unwrap();
        assert_eq!(rule.hash.len(), 12);
        assert!(found.facts(&world.register).count() == found.sources.len(), "{found:?}");
        let explained = findings::explain(world, &question, &found.rule, found.state, found.period, found.about.as_deref());
        let explained = explained.unwrap_or_else(|| panic!("no reasons for {found:?}"));
        assert_eq!(explained.finding, *found);
        assert!(!explained.reason.because.is_empty(), "{found:?}");
    }
}
