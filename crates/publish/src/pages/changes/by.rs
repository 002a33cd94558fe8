//! What made a change: the documents, each once; where there is none, a day that passed.

use super::Paper;
use crate::pages::parts::source;
use facts::Fact;
use findings::Change;
use maud::{Markup, html};

/// How many documents are named before the reader is sent to the reasons.
const MOST: usize = 2;

/// The documents of a change; one that says several things is named once.
pub(super) fn documents<'a>(change: &Change, paper: &Paper<'a>) -> Vec<&'a Fact> {
    let mut spoken: Vec<&Fact> = Vec::new();
    for fact in change.facts(&paper.site.world.register) {
        if spoken.iter().all(|f| f.source != fact.source || f.published != fact.published) {
            spoken.push(fact);
        }
    }
    spoken
}

/// Whether the same documents say the same, be it of different years.
pub(super) fn are_alike(these: &[&Fact], others: &[&Fact]) -> bool {
    let says = |f: &Fact, g: &Fact| f.kind == g.kind && f.on == g.on && f.source == g.source && f.published == g.published;
    these.len() == others.len() && these.iter().zip(others).all(|(f, g)| says(f, g))
}

pub(super) fn told(by: &[&Fact], otherwise: &str, paper: &Paper<'_>) -> Markup {
    let more = by.len().saturating_sub(MOST);
    html! {
        @if by.is_empty() { span.dim { (paper.t(otherwise)) } }
        @for fact in by.iter().take(MOST) { div { (says(fact, paper)) " " (source(fact, paper)) } }
        @if more > 0 { div.dim { (paper.voice.t1("overdue-and-more", "n", more as i64)) } }
    }
}

fn says(fact: &Fact, paper: &Paper<'_>) -> String {
    let says = paper.voice.kind(fact.kind);
    match fact.on {
        Some(on) => paper.voice.with("state-said-when", &[("says", says.into()), ("time", on.into())]),
        None => says,
    }
}
