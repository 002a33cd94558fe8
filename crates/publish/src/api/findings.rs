use crate::Table;
use facts::{Register, When};
use findings::{Finding, Otherwise, Question, World};
use rules::Chapter;
use serde::Serialize;
use serde_json::Value;
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
    /// How it stands by other readings of the law; empty where it is not contested.
    otherwise: Vec<OtherwiseView>,
    sources: Vec<String>,
}

/// How a finding stands by another reading of one open question.
#[derive(Serialize, Debug)]
pub struct OtherwiseView {
    reading: &'static str,
    choice: &'static str,
    standing: &'static str,
    due: Option<String>,
    since: Option<String>,
}

impl OtherwiseView {
    /// One of them as outsiders get it.
    pub fn new(other: &Otherwise) -> Self {
        let when = |when: Option<When>| when.map(|w| w.to_string());
        OtherwiseView {
            reading: other.switch.id(),
            choice: other.choice,
            standing: other.standing.word(),
            due: when(other.due),
            since: when(other.since),
        }
    }

    /// In one cell: `AMB-27=B overdue due 2013-04-30 since 2013-04-30`.
    pub(crate) fn text(&self) -> String {
        let part = |word: &str, day: &Option<String>| day.as_ref().map(|day| format!(" {word} {day}")).unwrap_or_default();
        let (due, since) = (part("due", &self.due), part("since", &self.since));
        format!("{}={} {}{due}{since}", self.reading, self.choice, self.standing)
    }
}

impl FindingsAnswer {
    /// Puts the answer together.
    pub fn new(world: &World, question: &Question, findings: &[Finding]) -> Self {
        let chapter = world.book.chapter(question.treaty);
        FindingsAnswer {
            treaty: question.treaty.to_string(),
            true_on: question.true_on.to_string(),
            known_by: question.known_by.to_string(),
            readings: chapter.map(|chapter| readings(world, chapter)).unwrap_or_default(),
            law: world.book.hash.clone(),
            findings: findings.iter().map(|f| FindingView::new(f, &world.register)).collect(),
        }
    }
}

/// An answer that says how the open questions of law are read, where they are not read by default and it does not say so itself.
pub fn with_readings(answer: Value, world: &World, treaty: facts::Treaty) -> Value {
    let (Value::Object(mut members), Some(chapter)) = (answer.clone(), world.book.chapter(treaty)) else { return answer };
    if !world.profile().is_default() && !members.contains_key("readings") {
        let letters = readings(world, chapter).into_iter().map(|(id, letter)| (id, Value::from(letter)));
        members.insert("readings".to_owned(), Value::Object(letters.collect()));
    }
    Value::Object(members)
}

/// The letter by which each open question is read.
pub(super) fn readings(world: &World, chapter: &Chapter) -> BTreeMap<String, String> {
    chapter.readings.iter().map(|r| (r.id.clone(), world.profile().letter(r).to_owned())).collect()
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
            otherwise: finding.otherwise.iter().map(OtherwiseView::new).collect(),
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
        "otherwise",
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
            view.otherwise.iter().map(OtherwiseView::text).collect::<Vec<_>>().join("; "),
            view.sources.join(" "),
        ]);
    }
    table
}
