use crate::Table;
use facts::{Register, When};
use findings::{Finding, Question, World};
use rules::Chapter;
use serde::Serialize;
use std::collections::BTreeMap;

/// `findings --format json`.
#[derive(Serialize, Debug)]
pub struct FindingsAnswer {
    treaty: String,
    true_on: String,
    known_by: String,
    /// The reading used for each open question.
    readings: BTreeMap<String, String>,
    /// The hash of the book.
    law: String,
    findings: Vec<FindingView>,
}

/// One finding.
#[derive(Serialize, Debug)]
pub struct FindingView {
    state: String,
    rule: String,
    about: Option<String>,
    period: Option<i16>,
    standing: &'static str,
    due: Option<String>,
    since: Option<String>,
    confirmed: Option<String>,
    extended: bool,
    contested: bool,
    sources: Vec<String>,
}

impl FindingsAnswer {
    /// Puts the answer together.
    pub fn new(world: &World, question: &Question, findings: &[Finding]) -> Self {
        let chapter = world.book.chapter(question.treaty);
        FindingsAnswer {
            treaty: question.treaty.to_string(),
            true_on: question.true_on.to_string(),
            known_by: question.known_by.to_string(),
            readings: chapter.map(readings).unwrap_or_default(),
            law: world.book.hash.clone(),
            findings: findings.iter().map(|f| FindingView::new(f, &world.register)).collect(),
        }
    }
}

fn readings(chapter: &Chapter) -> BTreeMap<String, String> {
    chapter.readings.iter().map(|r| (r.id.clone(), r.default.clone())).collect()
}

impl FindingView {
    /// One finding as outsiders get it.
    pub fn new(finding: &Finding, register: &Register) -> Self {
        let when = |when: Option<When>| when.map(|w| w.to_string());
        FindingView {
            state: finding.state.to_string(),
            rule: finding.rule.to_string(),
            about: finding.about.clone(),
            period: finding.period,
            standing: finding.standing.word(),
            due: when(finding.due),
            since: when(finding.since),
            confirmed: finding.confirmed.map(|d| d.to_string()),
            extended: finding.extended,
            contested: finding.contested,
            sources: finding.facts(register).map(|f| f.id.clone()).collect(),
        }
    }
}

/// The findings as a table: the same columns as the JSON.
pub fn findings_table<'a>(findings: impl IntoIterator<Item = &'a Finding>, register: &Register) -> Table {
    let mut table = Table::new(&[
        "state",
        "rule",
        "about",
        "period",
        "standing",
        "due",
        "since",
        "confirmed",
        "extended",
        "contested",
        "sources",
    ]);
    for finding in findings {
        let view = FindingView::new(finding, register);
        table.push(vec![
            view.state,
            view.rule,
            view.about.unwrap_or_default(),
            view.period.map(|p| p.to_string()).unwrap_or_default(),
            view.standing.to_owned(),
            view.due.unwrap_or_default(),
            view.since.unwrap_or_default(),
            view.confirmed.unwrap_or_default(),
            view.extended.to_string(),
            view.contested.to_string(),
            view.sources.join(" "),
        ]);
    }
    table
}
