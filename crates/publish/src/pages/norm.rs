//! The norm beyond the parties, as sources tell it. Every report is a claim by its source; the page accuses nobody.

use super::parts::section;
use super::{Menu, Page, Paper};
use crate::Table;
use crate::api::{norm_json, norm_table, resolution_json, votes_table};
use facts::Arg;
use findings::Norm;
use maud::{Markup, html};
use serde_json::{Value, json};

mod ballots;
mod casualties;
mod outside;
mod resolutions;
mod shares;
mod uses;

/// `/ccm/norm`
pub(super) struct NormPage<'a> {
    norm: Norm<'a>,
}

impl<'a> NormPage<'a> {
    pub fn new(paper: &Paper<'a>) -> Option<Self> {
        Some(NormPage { norm: findings::norm(&paper.site.world, &paper.place.question)? })
    }
}

impl Page for NormPage<'_> {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("norm-title")
    }

    fn menu(&self) -> Menu {
        Menu::Norm
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        html! {
            div.head {
                h1 { (self.title(paper)) }
                p.lede { (paper.voice.t1("norm-lede", "day", paper.place.question.true_on)) }
                p { (paper.t("norm-claims")) }
                ul.toc { @for id in ["use", "casualties", "shares", "votes", "outside"] { li { a href={ "#" (id) } { (paper.t(&format!("norm-{id}"))) } } } }
            }
            (part("use", uses::uses(&self.norm, paper), paper))
            (part("casualties", casualties::casualties(&self.norm, paper), paper))
            (part("shares", shares::shares(&self.norm, paper), paper))
            (part("votes", resolutions::totals(&self.norm.resolutions, paper), paper))
            (part("outside", outside::outside(&self.norm, paper), paper))
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        norm_json(&paper.site.world, &paper.place.question, &self.norm, None)
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        norm_table(&paper.site.world, &self.norm, None)
    }
}

/// `/ccm/norm/votes`: every vote of every State.
pub(super) struct Votes<'a> {
    norm: Norm<'a>,
}

impl<'a> Votes<'a> {
    pub fn new(paper: &Paper<'a>) -> Option<Self> {
        Some(Votes { norm: findings::norm(&paper.site.world, &paper.place.question)? })
    }
}

impl Page for Votes<'_> {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("norm-votes-title")
    }

    fn menu(&self) -> Menu {
        Menu::Norm
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        let steps = [(paper.place.to("norm"), paper.t("menu-norm"))];
        let with_rows: Vec<_> = self.norm.resolutions.iter().filter(|resolution| !resolution.votes.is_empty()).collect();
        let (ours, others): (Vec<_>, Vec<_>) = with_rows.into_iter().partition(|resolution| resolution.about_treaty);
        html! {
            (super::parts::crumbs(&steps, &self.title(paper)))
            div.head { h1 { (self.title(paper)) } p.lede { (paper.t("norm-votes-lede")) } p { (paper.t("norm-votes-missing")) } }
            @if ours.is_empty() && others.is_empty() { p { (paper.t("norm-nothing")) } }
            @for (id, chosen) in [("about-treaty", &ours), ("others", &others)] {
                @if !chosen.is_empty() { (part(id, html! { (ballots::minority(chosen, id, paper)) (ballots::matrix(chosen, id, paper)) }, paper)) }
            }
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        let question = &paper.place.question;
        json!({
            "treaty": question.treaty.to_string(),
            "true_on": question.true_on.to_string(),
            "known_by": question.known_by.to_string(),
            "votes": self.norm.resolutions.iter().map(resolution_json).collect::<Vec<_>>(),
        })
    }

    fn table(&self, _paper: &Paper<'_>) -> Table {
        votes_table(&self.norm.resolutions)
    }
}

fn part(id: &str, body: Markup, paper: &Paper<'_>) -> Markup {
    section(id, &paper.t(&format!("norm-{id}")), &paper.t(&format!("norm-{id}-note")), body)
}

/// A count, to fill a sentence.
fn number(count: usize) -> Arg {
    Arg::Number(i64::try_from(count).unwrap_or(i64::MAX))
}
