use crate::Table;
use facts::{Register, When};
use findings::{Change, Finding, Question, World};
use serde::Serialize;
use std::collections::BTreeMap;

/// `diff --format json`.
#[derive(Serialize, Debug)]
pub struct ChangesAnswer {
    treaty: String,
    from: DaysView,
    to: DaysView,
    /// The hash of the book.
    law: String,
    /// The hash of the book it was compared with, where one was given.
    law_before: Option<String>,
    /// Findings that stand otherwise.
    changed: Vec<ChangeView>,
    /// Findings that stand as they stood, with another day in force.
    moved: Vec<ChangeView>,
    /// Findings that stand as they stood, about which readings of the law differ now, or no longer.
    contested: Vec<ChangeView>,
    /// The letter by which each open question is read.
    readings: BTreeMap<String, String>,
}

#[derive(Serialize, Debug)]
struct DaysView {
    true_on: String,
    known_by: String,
}

#[derive(Serialize, Debug)]
struct ChangeView {
    state: String,
    rule: String,
    about: Option<String>,
    period: Option<i16>,
    before: Option<&'static str>,
    after: Option<&'static str>,
    due_before: Option<String>,
    due_after: Option<String>,
    contested_before: bool,
    contested_after: bool,
    cause: &'static str,
    by: Vec<String>,
}

impl ChangesAnswer {
    /// Puts the answer together, in the order of the changes.
    pub fn new(world: &World, from: &Question, to: &Question, changes: &[Change]) -> Self {
        let days =
            |question: &Question| DaysView { true_on: question.true_on.to_string(), known_by: question.known_by.to_string() };
        let views = |wanted: fn(&Change) -> bool| {
            let wanted = changes.iter().filter(|change| wanted(change));
            wanted.filter_map(|change| ChangeView::new(change, &world.register)).collect()
        };
        let chapter = world.book.chapter(to.treaty);
        ChangesAnswer {
            treaty: to.treaty.to_string(),
            from: days(from),
            to: days(to),
            law: world.book.hash.clone(),
            law_before: None,
            changed: views(Change::is_of_standing),
            moved: views(Change::is_of_day),
            contested: views(Change::is_of_reading),
            readings: chapter.map(|chapter| super::findings::readings(world, chapter)).unwrap_or_default(),
        }
    }

    /// The same answer, naming the book with which the one in use was compared.
    pub fn compared_with(self, hash: &str) -> Self {
        ChangesAnswer { law_before: Some(hash.to_owned()), ..self }
    }
}

impl ChangeView {
    fn new(change: &Change, register: &Register) -> Option<Self> {
        let told = change.finding()?;
        let standing = |finding: &Option<Finding>| finding.as_ref().map(|f| f.standing.word());
        let due = |finding: &Option<Finding>| finding.as_ref().and_then(|f| f.due).map(|day: When| day.to_string());
        let contested = |finding: &Option<Finding>| finding.as_ref().is_some_and(|f| f.contested);
        Some(ChangeView {
            state: told.state.to_string(),
            rule: told.rule.to_string(),
            about: told.about.clone(),
            period: told.period,
            before: standing(&change.before),
            after: standing(&change.after),
            due_before: due(&change.before),
            due_after: due(&change.after),
            contested_before: contested(&change.before),
            contested_after: contested(&change.after),
            cause: change.cause.word(),
            by: change.facts(register).map(|fact| fact.id.clone()).collect(),
        })
    }
}

/// The changes as a table: the same columns as the JSON, those of standing first, then those of which only the day was moved.
pub fn changes_table(changes: &[Change], register: &Register) -> Table {
    let columns = [
        "state",
        "rule",
        "about",
        "period",
        "before",
        "after",
        "due_before",
        "due_after",
        "contested_before",
        "contested_after",
        "cause",
        "by",
    ];
    let mut table = Table::new(&columns);
    let (changed, moved): (Vec<&Change>, Vec<&Change>) = changes.iter().partition(|change| change.is_of_standing());
    for view in changed.into_iter().chain(moved).filter_map(|change| ChangeView::new(change, register)) {
        table.push(vec![
            view.state,
            view.rule,
            view.about.unwrap_or_default(),
            view.period.map(|year| year.to_string()).unwrap_or_default(),
            view.before.unwrap_or_default().to_owned(),
            view.after.unwrap_or_default().to_owned(),
            view.due_before.unwrap_or_default(),
            view.due_after.unwrap_or_default(),
            view.contested_before.to_string(),
            view.contested_after.to_string(),
            view.cause.to_owned(),
            view.by.join(" "),
        ]);
    }
    table
}
