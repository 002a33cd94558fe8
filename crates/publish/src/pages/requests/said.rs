//! What the State and others said of a request: our own summaries, with their sources.

use crate::pages::Paper;
use crate::pages::parts::{section, source};
use facts::{Fact, SaidBy};
use findings::Request;
use maud::{Markup, html};

pub(super) fn part(request: &Request<'_>, paper: &Paper<'_>) -> Markup {
    let told = |f: &&&Fact| !f.note.is_empty() || !f.amounts.is_empty();
    let said: Vec<&Fact> = request.facts.iter().filter(told).copied().collect();
    let (own, others): (Vec<&Fact>, Vec<&Fact>) = said.into_iter().partition(|f| f.said_by == SaidBy::State);
    let body = html! { div.voices {
        (side(&paper.voice.t1("state-voices-own", "state", request.state), &own, paper))
        (side(&paper.t("state-voices-others"), &others, paper))
    } };
    section("said", &paper.t("request-said"), &paper.t("request-said-note"), body)
}

fn side(title: &str, said: &[&Fact], paper: &Paper<'_>) -> Markup {
    html! { div {
        h3.lab { (title) }
        @if said.is_empty() { p.dim { (paper.t("state-voices-silent")) } }
        @for fact in said {
            p {
                span.cap { (paper.voice.kind(fact.kind)) }
                @if let Some(on) = fact.on { ", " (paper.voice.when(on)) }
                @if let Some(until) = fact.until { ", " (paper.voice.t1("overdue-chain-until", "day", until)) }
                @if !fact.amounts.is_empty() { ": " (paper.voice.amounts(fact)) }
            }
            p.src { (source(fact, paper)) @if !fact.note.is_empty() { br; span lang="en" { (fact.note) } } }
        }
    } }
}
