use super::entry::{self, counts, fact_link, fact_name};
use super::parts::{crumbs, section, when_any};
use super::{Page, Paper};
use crate::Table;
use facts::{Amount, Correction, Evidence, Fact};
use maud::{Markup, html};
use serde_json::{Value, json};

/// `/ccm/facts/per-3f9a01bc22`: one fact with its source, its place in the log, the documents behind it, and what was corrected.
pub(super) struct FactPage<'a> {
    fact: &'a Fact,
    /// Why it is no longer held.
    correction: Option<&'a Correction>,
    /// What it stands in place of.
    replaces: Vec<&'a Correction>,
    evidence: Vec<&'a Evidence>,
}

impl<'a> FactPage<'a> {
    pub fn new(paper: &Paper<'a>, id: &str) -> Option<Self> {
        let register = &paper.site.world.register;
        let fact = register.fact(id)?;
        let known = |c: &&Correction| c.known_from <= paper.place.question.known_by && counts(c.entry, paper);
        Some(FactPage {
            fact,
            correction: register.corrections().filter(known).find(|c| c.fact == fact.id),
            replaces: register.corrections().filter(known).filter(|c| c.replacement.as_ref() == Some(&fact.id)).collect(),
            evidence: register.evidence(&fact.id).filter(|e| counts(e.entry, paper)).collect(),
        })
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
        rows.push(("fact-entry", html! { (entry::number(fact.entry, paper)) ", " span dir="ltr" { (fact.id) } }));
        if paper.log.is_some() {
            rows.push(("fact-receipt", entry::receipt(fact.entry, paper)));
        }
        rows
    }

    fn documents(&self, paper: &Paper<'_>) -> Markup {
        html! { table.stack {
            caption.vh { (paper.t("fact-documents")) }
            thead { tr { @for key in DOCUMENT { th scope="col" { (paper.t(key)) } } } }
            tbody { @for document in &self.evidence { tr {
                th scope="row" { bdi { (document.name) } }
                td data-l=(paper.t("fact-document-type")) { span dir="ltr" { (document.media_type) } }
                td data-l=(paper.t("fact-document-size")) { span.nb { (paper.voice.size(document.bytes)) } }
                td data-l=(paper.t("fact-document-sha")) { (entry::fingerprint(&document.sha256, paper)) }
                td.pair data-l=(paper.t("fact-entry")) { (entry::number(document.entry, paper)) " " span.nb { (entry::receipt(document.entry, paper)) } }
            } } }
        } }
    }

    fn source(&self, paper: &Paper<'_>) -> Markup {
        let source = self.fact.source.as_str();
        html! {
            (paper.site.publisher(source))
            @if source.starts_with("http") { br; a.source rel="external noreferrer" dir="ltr" href=(source) { (source) } }
        }
    }

    /// A correction, told from the side of what was wrong or from that of what stands in its place.
    fn correction(correction: &Correction, other: Option<(&'static str, &str)>, paper: &Paper<'_>) -> Markup {
        html! { dl.dl {
            @if let Some((key, id)) = other { dt { (paper.t(key)) } dd { (fact_link(id, paper)) " " span.src dir="ltr" { (id) } } }
            dt { (paper.t("corrections-reason")) } dd { (correction.reason) }
            dt { (paper.t("corrections-evidence")) } dd.address { (entry::evidence(&correction.evidence)) }
            dt { (paper.t("corrections-day")) } dd { (paper.voice.day(correction.known_from)) }
            dt { (paper.t("fact-entry")) } dd { (entry::number(correction.entry, paper)) " " (entry::receipt(correction.entry, paper)) }
        } }
    }
}

impl Page for FactPage<'_> {
    fn title(&self, paper: &Paper<'_>) -> String {
        fact_name(self.fact, paper)
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
            @if !self.evidence.is_empty() {
                (section("documents", &paper.t("fact-documents"), &paper.t("fact-documents-note"), self.documents(paper)))
            }
            @if let Some(correction) = self.correction {
                (section("corrected", &paper.t("fact-corrected"), &paper.t("fact-corrected-note"),
                    Self::correction(correction, correction.replacement.as_deref().map(|id| ("fact-replacement", id)), paper)))
            }
            @if !self.replaces.is_empty() {
                (section("replaces", &paper.t("fact-replaces"), "", html! {
                    @for correction in &self.replaces { (Self::correction(correction, Some(("corrections-fact", &correction.fact)), paper)) }
                }))
            }
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        let evidence: Vec<Value> = self.evidence.iter().map(|document| document_json(document, paper)).collect();
        json!({
            "fact": facts_table([self.fact], paper).json().get(0).cloned(),
            "entry": self.fact.entry,
            "proof": entry::proof(self.fact.entry, paper),
            "evidence": evidence,
            "corrected": self.correction.map(|c| c.reason.clone()),
            "replacement": self.correction.and_then(|c| c.replacement.clone()),
            "replaces": self.replaces.iter().map(|c| c.fact.clone()).collect::<Vec<_>>(),
        })
    }

    /// The row of the fact; beside it its proof and, with a blank between them, the documents behind it.
    fn table(&self, paper: &Paper<'_>) -> Table {
        let mut table = facts_table([self.fact], paper);
        table.columns.extend(["proof", "evidence"]);
        let evidence: Vec<&str> = self.evidence.iter().map(|e| e.sha256.as_str()).collect();
        for row in &mut table.rows {
            row.extend([entry::proof(self.fact.entry, paper).unwrap_or_default(), evidence.join(" ")]);
        }
        table
    }
}

/// The columns of the documents behind a fact.
const DOCUMENT: [&str; 5] = ["fact-document", "fact-document-type", "fact-document-size", "fact-document-sha", "fact-entry"];

fn document_json(document: &Evidence, paper: &Paper<'_>) -> Value {
    json!({
        "entry": document.entry,
        "proof": entry::proof(document.entry, paper),
        "name": document.name,
        "media_type": document.media_type,
        "bytes": document.bytes,
        "sha256": document.sha256,
        "address": paper.log.map(|_| format!("/log/evidence/{}", document.sha256)),
    })
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
