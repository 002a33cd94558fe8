//! Producers, stockpiles and transfers outside the treaty: who is named, how the lists changed, what is printed for the world.

use super::number;
use crate::pages::Paper;
use crate::pages::parts::{source, state_link};
use crate::pages::universalization::said::{line, time};
use findings::{List, Norm, Outside};
use maud::{Markup, html};

pub(super) fn outside(norm: &Norm<'_>, paper: &Paper<'_>) -> Markup {
    html! { @for outside in &norm.outside { (topic(outside, paper)) } }
}

fn topic(outside: &Outside<'_>, paper: &Paper<'_>) -> Markup {
    html! {
        h3 { (paper.t(&format!("norm-outside-{}", outside.topic))) }
        @if outside.states.is_empty() { p { (paper.t("norm-nothing")) } } @else { p { (paper.voice.t1(&format!("norm-outside-{}-n", outside.topic), "n", number(outside.states.len()))) } }
        @if !outside.states.is_empty() { details { summary { (paper.t("norm-outside-who")) span.vh { " " (outside.topic) } } (states(outside, paper)) } }
        @if !outside.lists.is_empty() { (lists(outside, paper)) }
        @if !outside.printed.is_empty() {
            p { (paper.t("norm-printed-figures")) }
            @for fact in &outside.printed { div.saying {
                (paper.voice.or_book(&format!("figure-{}", fact.about.as_deref().unwrap_or_default()), fact.about.as_deref().unwrap_or_default())) ": "
                (paper.voice.number(fact.amount("states").map_or(0.0, |amount| amount.number)))
                @if let Some(time) = time(fact, paper) { ", " (time) } " " (source(fact, paper))
            } }
        }
    }
}

fn states(outside: &Outside<'_>, paper: &Paper<'_>) -> Markup {
    html! {
        table.stack {
            caption.vh { (paper.t(&format!("norm-outside-{}", outside.topic))) }
            thead { tr { @for column in ["column-state", "norm-says", "norm-beside"] { th scope="col" { (paper.t(column)) } } } }
            tbody { @for named in &outside.states { tr {
                th scope="row" { (state_link(named.state, paper)) }
                td data-l=(paper.t("norm-says")) { (line(named.used, paper)) @if !named.used.note.is_empty() { div.dim { (named.used.note) } } }
                td data-l=(paper.t("norm-beside")) { @for fact in &named.beside { div { (line(fact, paper)) } } }
            } } }
        }
    }
}

/// The lists that sources printed, in the order of their days, with how many of the named are parties on the day.
fn lists(outside: &Outside<'_>, paper: &Paper<'_>) -> Markup {
    let row = |list: &List<'_>| {
        let mut outside_now: Vec<String> = list.outside.iter().map(|state| paper.voice.state(*state)).collect();
        outside_now.sort();
        html! { tr {
            th scope="row" { @if let Some(time) = time(list.of, paper) { (time) } @else { span.dim { (paper.t("norm-no-day")) } } }
            td.r data-l=(paper.t("norm-listed")) { (list.states.len()) }
            td.r data-l=(paper.t("norm-joined-since")) { (list.states.len() - list.outside.len()) }
            td data-l=(paper.t("norm-still-outside")) { (outside_now.join(&paper.t("list-comma"))) }
            td data-l=(paper.t("column-source")) { (source(list.of, paper)) }
        } }
    };
    html! {
        table.stack.lists {
            caption { (paper.t("norm-lists")) }
            thead { tr {
                th scope="col" { (paper.t("norm-day")) }
                th.r scope="col" { (paper.t("norm-listed")) }
                th.r scope="col" { (paper.t("norm-joined-since")) }
                th scope="col" { (paper.t("norm-still-outside")) }
                th scope="col" { (paper.t("column-source")) }
            } }
            tbody { @for list in &outside.lists { (row(list)) } }
        }
    }
}
