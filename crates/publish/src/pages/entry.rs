//! An entry of the ledger on a page: its number, its receipt, the document that is named as evidence.

use super::Paper;
use facts::Fact;
use maud::{Markup, html};

/// What a fact says of whom, in few words: `Peru: completed`.
pub(super) fn fact_name(fact: &Fact, paper: &Paper<'_>) -> String {
    let who = fact.state.map(|s| paper.voice.state(s)).or_else(|| fact.about.clone()).unwrap_or_default();
    format!("{who}: {}", paper.voice.kind(fact.kind))
}

/// A fact by its name, linked to its page under its own treaty; by its id alone where the register does not hold it.
pub(super) fn fact_link(id: &str, paper: &Paper<'_>) -> Markup {
    let Some(fact) = paper.site.world.register.fact(id) else { return html! { span dir="ltr" { (id) } } };
    let mut place = paper.place.clone();
    place.question.treaty = fact.treaty;
    html! { a href=(place.fact(id)) { (fact_name(fact, paper)) } }
}

/// The number of an entry, linked to its bytes in the public log, where there is one.
pub(super) fn number(entry: u32, paper: &Paper<'_>) -> Markup {
    let number = paper.voice.number(f64::from(entry));
    html! { @if paper.log.is_some() { a href=(format!("/log/entry/{entry}")) { (number) } } @else { (number) } }
}

/// The address of the proof that an entry is in the public log; none while it is not signed.
pub(super) fn proof(entry: u32, paper: &Paper<'_>) -> Option<String> {
    paper.log.filter(|(log, _)| log.covers(entry)).map(|_| format!("/log/proof/{entry}"))
}

/// The receipt of an entry, or that it is not signed yet.
pub(super) fn receipt(entry: u32, paper: &Paper<'_>) -> Markup {
    let label = paper.voice.counted("log-receipt-of", entry.into());
    html! {
        @if let Some(address) = proof(entry, paper) { a href=(address) aria-label=(label) { (paper.t("log-receipt")) } }
        @else if paper.log.is_some() { span.dim { (paper.t("log-not-signed")) } }
        @else { span.dim { (paper.t("nothing")) } }
    }
}

/// The document named as evidence: a link where it is a web address.
pub(super) fn evidence(text: &str) -> Markup {
    let is_address = ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme)) && !text.contains(char::is_whitespace);
    html! {
        @if is_address { a rel="external noreferrer" dir="ltr" href=(text) { (text) } }
        @else { (text) }
    }
}

/// The SHA-256 of a document: its first letters to read, the whole of it for who points at it; linked where the document is kept.
pub(super) fn fingerprint(sha256: &str, paper: &Paper<'_>) -> Markup {
    let short: String = sha256.chars().take(12).collect();
    html! {
        @if paper.log.is_some() { a.hash dir="ltr" title=(sha256) href=(format!("/log/evidence/{sha256}")) { (short) "…" } }
        @else { span.hash dir="ltr" title=(sha256) { (short) "…" } }
    }
}

/// Whether an entry is among those the address counts.
pub(super) fn counts(entry: u32, paper: &Paper<'_>) -> bool {
    paper.place.question.entries.is_none_or(|n| entry <= n)
}
