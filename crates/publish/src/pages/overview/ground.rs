//! What the page rests on: how much is known by the day asked about, and how fresh it is.

use super::Paper;
use crate::pages::parts::section;
use facts::{Arg, Day, Fact, SaidBy};
use maud::{Markup, html};
use std::collections::HashSet;

pub(super) fn ground(paper: &Paper<'_>) -> Markup {
    let facts = known(paper);
    let documents: HashSet<&str> = facts.iter().map(|f| f.source.as_str()).collect();
    // An act can be known from its own day, from a document published later.
    let by = paper.place.question.known_by;
    let latest = |test: &dyn Fn(&Fact) -> bool| {
        facts.iter().filter(|f| test(f)).filter_map(|f| published(f)).filter(|day| *day <= by).max()
    };
    let days = [
        ("overview-ground-depositary", latest(&|f| f.said_by == SaidBy::Depositary)),
        ("overview-ground-any", latest(&|f| f.said_by != SaidBy::Depositary)),
    ];
    let counts = [("facts", Arg::Text(paper.voice.number(facts.len() as f64))), ("documents", Arg::from(documents.len() as i64))];
    section(
        "ground",
        &paper.t("overview-ground"),
        &paper.t("overview-ground-note"),
        html! {
            p { (paper.voice.with("overview-ground-counts", &counts)) }
            @for (key, day) in days { @if let Some(day) = day { p { (paper.voice.t1(key, "day", day)) } } }
            p { a href=(paper.place.to("data")) { (paper.t("overview-ground-data")) } }
        },
    )
}

fn known<'a>(paper: &Paper<'a>) -> Vec<&'a Fact> {
    let question = paper.place.question;
    let held = |f: &&Fact| {
        f.treaty == question.treaty && f.known_from <= question.known_by && question.entries.is_none_or(|n| f.entry <= n)
    };
    paper.site.world.register.facts().filter(held).collect()
}

/// The day a source was published, where it is told to the day.
fn published(fact: &Fact) -> Option<Day> {
    fact.published.filter(|day| day.is_exact()).map(|day| day.last)
}
