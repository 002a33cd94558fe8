//! What is on record of every State outside: signatories first, then those that withdrew, then those that have done nothing.

use super::next::dossier_link;
use super::said::line;
use super::{Campaign, number};
use crate::pages::Paper;
use crate::pages::parts::when_any;
use facts::{Arg, Fact};
use findings::{Prospect, Status};
use maud::{Markup, html};
use rules::Vote;
use std::collections::BTreeMap;

/// Topics told in a column of their own, or only on the State's page.
const TOLD_ELSEWHERE: [&str; 3] = ["views", "condemned", "casualties"];

pub(super) fn outside(page: &Campaign<'_>, paper: &Paper<'_>) -> Markup {
    let wanted = page.wanted(paper);
    let of = |status: Status| wanted.iter().copied().filter(|prospect| prospect.status == status).collect::<Vec<_>>();
    let (signed, former, others) = (of(Status::Signatory), of(Status::Former), of(Status::NotJoined));
    html! {
        @for (key, prospects) in [("universalization-signed", &signed), ("universalization-former", &former)] {
            @if !prospects.is_empty() { h3 { (paper.voice.t1(key, "n", number(prospects.len()))) } (table(prospects, key, paper)) }
        }
        @if !others.is_empty() {
            h3 { (paper.voice.t1("universalization-neither", "n", number(others.len()))) }
            details open[others.len() <= 25] { summary { (paper.t("universalization-neither-show")) } (table(&by_region(&others, paper), "universalization-neither", paper)) }
        }
    }
}

fn by_region<'p, 'a>(prospects: &[&'p Prospect<'a>], paper: &Paper<'_>) -> Vec<&'p Prospect<'a>> {
    let region = |prospect: &Prospect<'_>| paper.site.world.gazetteer.record(prospect.state).map(|r| r.region.clone());
    let mut sorted = prospects.to_vec();
    sorted.sort_by_cached_key(|prospect| (region(prospect), paper.voice.state(prospect.state)));
    sorted
}

fn table(prospects: &[&Prospect<'_>], caption: &str, paper: &Paper<'_>) -> Markup {
    let columns = [
        "column-state",
        "universalization-votes",
        "universalization-elsewhere",
        "universalization-near",
        "universalization-record",
    ];
    html! {
        table.stack.outside {
            caption.vh { (paper.voice.t1(caption, "n", number(prospects.len()))) }
            thead { tr { @for column in columns { th scope="col" { (paper.t(column)) } } } }
            tbody { @for prospect in prospects { (row(prospect, paper)) } }
        }
    }
}

fn row(prospect: &Prospect<'_>, paper: &Paper<'_>) -> Markup {
    let near = &prospect.neighbours;
    let of = number(near.parties.len() + near.others.len());
    let signed = prospect.membership.as_ref().and_then(|m| m.signed).filter(|_| prospect.status == Status::Signatory);
    html! { tr {
        th scope="row" { (dossier_link(prospect, paper)) @if let Some(fact) = signed { div.dim { (paper.t("universalization-signed-on")) " " (when_any(fact.on, paper)) } } }
        td data-l=(paper.t("universalization-votes")) { (votes(prospect, paper)) }
        td data-l=(paper.t("universalization-elsewhere")) { @for (treaty, status) in &prospect.elsewhere { div { span.dim { (paper.voice.treaty(*treaty)) ": " } (paper.t(&format!("status-{}", status.word()))) } } }
        td data-l=(paper.t("universalization-near")) { (paper.voice.with("universalization-neighbours-of", &[("n", number(near.parties.len())), ("of", of), ("region", Arg::Text(near.region.clone()))])) }
        td.many data-l=(paper.t("universalization-record")) { (record(prospect, paper)) }
    } }
}

/// The years of the votes, by vote: `yes: 2015, 2016`; the years without a row apart.
pub(super) fn votes(prospect: &Prospect<'_>, paper: &Paper<'_>) -> Markup {
    let mut years: BTreeMap<Vote, Vec<String>> = BTreeMap::new();
    let mut missing: Vec<String> = Vec::new();
    for cast in prospect.votes.iter().filter(|cast| cast.is_recorded) {
        let year = cast.on.map(|day| day.last.year().to_string()).unwrap_or_else(|| cast.symbol.clone());
        match &cast.ballot {
            Some(ballot) => years.entry(ballot.vote).or_default().push(year),
            None => missing.push(year),
        }
    }
    html! {
        @for (vote, years) in &years { div { (paper.t(&format!("kind-vote-{}", vote.word()))) ": " (years.join(", ")) } }
        @if !missing.is_empty() { div.dim { (paper.t("universalization-no-row")) ": " (missing.join(", ")) } }
    }
}

/// One row of each kind, the latest, topic by topic.
fn record(prospect: &Prospect<'_>, paper: &Paper<'_>) -> Markup {
    let topics = prospect.topics.iter().filter(|topic| !TOLD_ELSEWHERE.contains(&topic.word));
    let mut shown: Vec<&Fact> = Vec::new();
    for topic in topics {
        for fact in topic.facts.iter().rev() {
            if shown.iter().all(|other| other.kind != fact.kind) {
                shown.push(fact);
            }
        }
    }
    let casualties = prospect.topics.iter().find(|topic| topic.word == "casualties");
    html! {
        @for fact in &shown { div { (line(fact, paper)) } }
        @if let Some(topic) = casualties { div.dim { (paper.voice.t1("universalization-casualties", "n", number(topic.facts.len()))) } }
        @if shown.is_empty() && casualties.is_none() { span.dim { (paper.t("universalization-nothing")) } }
    }
}
