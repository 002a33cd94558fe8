//! Everything on record of one State, for whoever prepares a visit.

use super::next::{detail, label, meaning};
use super::said::with_note;
use crate::Table;
use crate::api::{dossier_table, prospect_json};
use crate::pages::parts::{crumbs, section, source, state_link, when, when_any};
use crate::pages::{Menu, Page, Paper};
use facts::{Arg, State};
use findings::{Cast, Prospect, Weighed};
use maud::{Markup, html};
use serde_json::{Value, json};

/// `/ccm/universalization/ago`
pub(in crate::pages) struct Dossier<'a> {
    prospect: Prospect<'a>,
}

impl<'a> Dossier<'a> {
    pub fn new(paper: &Paper<'a>, state: State) -> Option<Self> {
        Some(Dossier { prospect: findings::dossier(&paper.site.world, &paper.place.question, state)? })
    }
}

impl Page for Dossier<'_> {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.voice.t1("dossier-title", "state", self.prospect.state)
    }

    fn menu(&self) -> Menu {
        Menu::Universalization
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        let (prospect, title) = (&self.prospect, self.title(paper));
        let steps = [(paper.place.to("universalization"), paper.t("menu-universalization"))];
        html! {
            (crumbs(&steps, &paper.voice.state(prospect.state)))
            div.head { h1 { (title) } p.lede { (self.lede(paper)) } p { (paper.t("dossier-claims")) " " a href=(paper.place.state(prospect.state)) { (paper.t("dossier-state")) } } }
            (part("status", self.status(paper), paper))
            @if !prospect.weighed.is_empty() { (part("points", self.points(paper), paper)) }
            @if !prospect.votes.is_empty() { (part("votes", self.votes(paper), paper)) }
            @for topic in &prospect.topics {
                (section(topic.word, &paper.t(&format!("dossier-{}", topic.word)), "", html! {
                    @for fact in &topic.facts { div.saying { (with_note(fact, paper)) } }
                }))
            }
            (part("neighbours", self.neighbours(paper), paper))
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        let question = &paper.place.question;
        json!({
            "treaty": question.treaty.to_string(),
            "true_on": question.true_on.to_string(),
            "known_by": question.known_by.to_string(),
            "state": prospect_json(&self.prospect, &paper.site.world),
        })
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        dossier_table(&paper.site.world, &self.prospect)
    }
}

fn part(id: &str, body: Markup, paper: &Paper<'_>) -> Markup {
    section(id, &paper.t(&format!("dossier-{id}")), &paper.t(&format!("dossier-{id}-note")), body)
}

impl Dossier<'_> {
    fn lede(&self, paper: &Paper<'_>) -> String {
        let prospect = &self.prospect;
        let args = [
            ("state", Arg::State(prospect.state)),
            ("day", Arg::from(paper.place.question.true_on)),
            ("status", Arg::Text(paper.t(&format!("status-{}", prospect.status.word())))),
            ("treaty", Arg::Text(paper.voice.treaty(paper.place.treaty()))),
        ];
        paper.voice.with("dossier-lede", &args)
    }

    fn status(&self, paper: &Paper<'_>) -> Markup {
        let acts = self.prospect.membership.as_ref();
        let facts = [("states-signed", acts.and_then(|m| m.signed)), ("states-consent", acts.and_then(|m| m.consent))];
        let leaves = acts.and_then(|m| m.withdrawal);
        html! {
            dl.dl {
                dt { (paper.voice.treaty(paper.place.treaty())) } dd { (paper.t(&format!("status-{}", self.prospect.status.word()))) }
                @for (key, fact) in facts { dt { (paper.t(key)) } dd { (when_any(fact.and_then(|f| f.on), paper)) @if let Some(fact) = fact { " " (source(fact, paper)) } } }
                @if let Some(fact) = leaves { dt { (paper.voice.kind(fact.kind)) } dd { (when_any(fact.on, paper)) " " (source(fact, paper)) } }
                @for (treaty, status) in &self.prospect.elsewhere { dt { (paper.voice.treaty(*treaty)) } dd { (paper.t(&format!("status-{}", status.word()))) } }
            }
        }
    }

    fn points(&self, paper: &Paper<'_>) -> Markup {
        let columns = ["universalization-factor", "universalization-answer", "universalization-points", "universalization-rests"];
        html! {
            table.stack {
                caption.vh { (paper.t("dossier-points")) }
                thead { tr { @for (index, column) in columns.iter().enumerate() { th.r[index == 2] scope="col" { (paper.t(column)) } } } }
                tbody {
                    @for weighed in &self.prospect.weighed { (self.weighed(weighed, paper)) }
                    tr { th scope="row" { (paper.t("universalization-sum")) } td {} td.r data-l=(paper.t("universalization-points")) { b { (self.prospect.points) } } td {} }
                }
            }
        }
    }

    fn weighed(&self, weighed: &Weighed<'_>, paper: &Paper<'_>) -> Markup {
        // Votes and neighbours have their own sections below.
        let detail = detail(weighed, &self.prospect, paper);
        html! { tr {
            th scope="row" { (label(weighed.factor, paper)) div.dim { (meaning(weighed.factor, paper)) } }
            td data-l=(paper.t("universalization-answer")) { (paper.t(&format!("answer-{}", weighed.answer.word()))) }
            td.r data-l=(paper.t("universalization-points")) { (if weighed.points == 0 { "0".to_owned() } else { format!("{:+}", weighed.points) }) }
            td data-l=(paper.t("universalization-rests")) {
                @if let Some(detail) = detail { (detail) } @else {
                    @for fact in &weighed.facts { div { (source(fact, paper)) } }
                    @if weighed.facts.is_empty() { span.dim { (paper.t("nothing")) } }
                }
                @if !weighed.otherwise.is_empty() {
                    div { span.st.st-split { (paper.t("universalization-otherwise")) } @for fact in &weighed.otherwise { " " (source(fact, paper)) } }
                }
            }
        } }
    }

    fn votes(&self, paper: &Paper<'_>) -> Markup {
        let columns = ["norm-resolution", "norm-day", "norm-vote", "column-source"];
        html! {
            table.stack {
                caption.vh { (paper.t("dossier-votes")) }
                thead { tr { @for column in columns { th scope="col" { (paper.t(column)) } } } }
                tbody { @for cast in &self.prospect.votes { (vote(cast, paper)) } }
            }
            p { a href=(paper.place.to("norm/votes")) { (paper.t("dossier-all-votes")) } }
        }
    }

    fn neighbours(&self, paper: &Paper<'_>) -> Markup {
        let near = &self.prospect.neighbours;
        let sides = [("dossier-near-parties", &near.parties), ("dossier-near-others", &near.others)];
        html! {
            p { (near.region) }
            @for (key, states) in sides {
                h3 { (paper.voice.t1(key, "n", super::number(states.len()))) }
                p { @for (index, state) in states.iter().enumerate() { @if index > 0 { (paper.t("list-comma")) } (state_link(*state, paper)) } }
            }
        }
    }
}

fn vote(cast: &Cast<'_>, paper: &Paper<'_>) -> Markup {
    html! { tr {
        th scope="row" dir="ltr" { (cast.symbol) }
        td data-l=(paper.t("norm-day")) { @if let Some(day) = cast.on { (when(day, paper)) } }
        td data-l=(paper.t("norm-vote")) {
            @match &cast.ballot {
                Some(ballot) => { (paper.t(&format!("kind-vote-{}", ballot.vote.word()))) @if !ballot.otherwise.is_empty() { " " span.st.st-split { (paper.t("universalization-otherwise")) } } }
                None if cast.is_recorded => span.dim { (paper.t("norm-no-row")) },
                None => span.dim { (paper.t("norm-no-votes-held")) },
            }
        }
        td data-l=(paper.t("column-source")) { @if let Some(ballot) = &cast.ballot { (source(ballot.used, paper)) @for fact in &ballot.otherwise { " " (source(fact, paper)) } } }
    } }
}
