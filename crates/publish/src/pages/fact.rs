use super::parts::{crumbs, section, when_any};
use super::{Page, Paper};
use crate::Table;
use facts::{Amount, Correction, Fact};
use maud::{Markup, html};
use serde_json::{Value, json};

/// `/ccm/facts/per-3f9a01bc22`: one fact with its source.
pub(super) struct FactPage<'a> {
    fact: &'a Fact,
    correction: Option<&'a Correction>,
}

impl<'a> FactPage<'a> {
    pub fn new(paper: &Paper<'a>, id: &str) -> Option<Self> {
        let register = &paper.site.world.register;
        let fact = register.fact(id)?;
        Some(FactPage { fact, correction: register.corrections().find(|c| c.fact == fact.id) })
    }

    fn rows(&self, paper: &Paper<'_>) -> Vec<(&'static str, Markup)> {
        let (fact, voice) = (self.fact, paper.voice);
        let mut rows = vec![("fact-what", html! { (voice.kind(fact.kind)) }), ("fact-true", when_any(fact.on, paper))];
        rows.extend(fact.period.map(|p| ("fact-period", html! { (p) })));
        rows.extend(fact.until.map(|_| ("fact-until-day", when_any(fact.until, paper))));
        rows.extend(fact.about.as_ref().map(|about| ("fact-about", html! { (about) })));
        if !fact.amounts.is_empty() {
            rows.push(("fact-amounts", html! { (voice.amounts(fact)) }));
        }
        rows.push(("fact-said-by", html! { (voice.t(&format!("said-by-{}", fact.said_by))) }));
        rows.push(("fact-source", self.source(paper)));
        rows.push(("fact-published", when_any(fact.published, paper)));
        rows.extend(fact.collected.map(|day| ("fact-collected", html! { (voice.day(day)) })));
        rows.push(("fact-known-from", html! { (voice.day(fact.known_from)) }));
        rows.push(("fact-basis", html! { (voice.t(&format!("basis-{}", fact.basis))) }));
        if !fact.note.is_empty() {
            rows.push(("fact-note", html! { (fact.note) }));
        }
        rows.push(("fact-entry", html! { (fact.entry) ", " span dir="ltr" { (fact.id) } }));
        rows
    }

    fn source(&self, paper: &Paper<'_>) -> Markup {
        let source = self.fact.source.as_str();
        html! {
            (paper.site.publisher(source))
            @if source.starts_with("http") { br; a.source rel="external noreferrer" dir="ltr" href=(source) { (source) } }
        }
    }
}

impl Page for FactPage<'_> {
    fn title(&self, paper: &Paper<'_>) -> String {
        let who = self.fact.state.map(|s| paper.voice.state(s)).or_else(|| self.fact.about.clone()).unwrap_or_default();
        format!("{who}: {}", paper.voice.kind(self.fact.kind))
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        let title = self.title(paper);
        let steps: Vec<(String, String)> =
            self.fact.state.map(|s| (paper.place.state(s), paper.voice.state(s))).into_iter().collect();
        html! {
            (crumbs(&steps, &paper.t("fact-one")))
            div.head { h1 { (title) } p.lede { (paper.voice.source(self.fact)) } }
            (section("row", &paper.t("fact-row"), &paper.t("fact-row-note"), html! {
                dl.dl { @for (key, value) in self.rows(paper) { dt { (paper.t(key)) } dd { (value) } } }
            }))
            @if let Some(correction) = self.correction {
                (section("corrected", &paper.t("fact-corrected"), "", html! {
                    p { (correction.reason) } p.src { (correction.evidence) }
                    @if let Some(id) = &correction.replacement { p { a href=(paper.place.fact(id)) { (paper.t("fact-replacement")) } } }
                }))
            }
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        json!({ "fact": self.table(paper).json().get(0).cloned(), "corrected": self.correction.map(|c| c.reason.clone()) })
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        facts_table([self.fact], paper)
    }
}

/// Facts as outsiders get them: the columns of the register, with id and entry.
pub(super) fn facts_table<'a>(facts: impl IntoIterator<Item = &'a Fact>, paper: &Paper<'_>) -> Table {
    let mut table = Table::new(&[
        "id",
        "entry",
        "treaty",
        "state",
        "kind",
        "on",
        "period",
        "until",
        "about",
        "amounts",
        "said_by",
        "published",
        "collected",
        "known_from",
        "source",
        "basis",
        "note",
    ]);
    let vocabulary = &paper.site.world.book.vocabulary;
    let text = |value: Option<String>| value.unwrap_or_default();
    for fact in facts {
        table.push(vec![
            fact.id.clone(),
            fact.entry.to_string(),
            fact.treaty.to_string(),
            text(fact.state.map(|s| s.to_string())),
            vocabulary.name(fact.kind).to_owned(),
            text(fact.on.map(|w| w.to_string())),
            text(fact.period.map(|p| p.to_string())),
            text(fact.until.map(|w| w.to_string())),
            text(fact.about.clone()),
            Amount::write_all(&fact.amounts),
            fact.said_by.to_string(),
            text(fact.published.map(|w| w.to_string())),
            text(fact.collected.map(|d| d.to_string())),
            fact.known_from.to_string(),
            fact.source.clone(),
            fact.basis.to_string(),
            fact.note.clone(),
        ]);
    }
    table
}
