//! Casualties by year and by State: the figure used, and every other one published for the same period beside it.

use super::number;
use crate::pages::Paper;
use crate::pages::parts::{source, state_link};
use crate::pages::universalization::said::amounts;
use facts::{Fact, State};
use findings::{Norm, Toll};
use maud::{Markup, html};
use std::collections::BTreeMap;

pub(super) fn casualties(norm: &Norm<'_>, paper: &Paper<'_>) -> Markup {
    let world: Vec<&Toll<'_>> = norm.tolls.iter().filter(|toll| toll.state.is_none()).collect();
    let mut by_state: BTreeMap<(State, &str), Vec<&Toll<'_>>> = BTreeMap::new();
    for toll in &norm.tolls {
        if let Some(state) = toll.state {
            by_state.entry((state, &toll.scope)).or_default().push(toll);
        }
    }
    html! {
        @if norm.tolls.is_empty() { p { (paper.t("norm-nothing")) } }
        @if !world.is_empty() { h3 { (paper.t("norm-world")) } (of_the_world(&world, paper)) }
        @if !by_state.is_empty() {
            h3 { (paper.voice.t1("norm-by-state", "n", number(by_state.keys().map(|(state, _)| state).collect::<std::collections::BTreeSet<_>>().len()))) }
            p.note { (paper.t("norm-scopes")) }
            details { summary { (paper.t("norm-by-state-show")) } (of_states(&by_state, paper)) }
        }
    }
}

fn of_the_world(tolls: &[&Toll<'_>], paper: &Paper<'_>) -> Markup {
    let most = tolls.iter().filter(|toll| toll.period.is_one()).filter_map(|toll| toll.number("casualties")).fold(1.0, f64::max);
    html! {
        table.stack.tolls {
            caption.vh { (paper.t("norm-world")) }
            thead { tr { @for column in ["norm-period", "norm-figure", "norm-size", "norm-beside"] { th scope="col" { (paper.t(column)) } } } }
            tbody { @for toll in tolls { tr {
                th scope="row" { (years(toll)) @if toll.scope != "cluster-munition" { div.dim { (scope(&toll.scope, paper)) } } }
                td data-l=(paper.t("norm-figure")) { (figure(toll.used, paper)) }
                td { @if let Some(n) = toll.number("casualties").filter(|_| toll.period.is_one()) { span.bar style=(format!("inline-size:{:.2}rem", n / most * 7.0)) {} } }
                td data-l=(paper.t("norm-beside")) { (beside(toll, paper)) }
            } } }
        }
    }
}

fn of_states(by_state: &BTreeMap<(State, &str), Vec<&Toll<'_>>>, paper: &Paper<'_>) -> Markup {
    html! {
        table.stack {
            caption.vh { (paper.t("norm-casualties")) }
            thead { tr { @for column in ["column-state", "norm-scope", "norm-period", "norm-figure", "norm-beside"] { th scope="col" { (paper.t(column)) } } } }
            tbody { @for ((state, of_scope), tolls) in by_state { @for (index, toll) in tolls.iter().enumerate() { tr {
                th scope="row" { @if index == 0 { (state_link(*state, paper)) } @else { span.vh { (paper.voice.state(*state)) } } }
                td data-l=(paper.t("norm-scope")) { (scope(of_scope, paper)) }
                td data-l=(paper.t("norm-period")) { (years(toll)) }
                td data-l=(paper.t("norm-figure")) { (figure(toll.used, paper)) }
                td data-l=(paper.t("norm-beside")) { (beside(toll, paper)) }
            } } } }
        }
    }
}

pub(super) fn years(toll: &Toll<'_>) -> String {
    toll.period.to_string().replace('/', "–")
}

/// What is counted; scopes are never added.
pub(super) fn scope(scope: &str, paper: &Paper<'_>) -> String {
    paper.voice.or_book(&format!("norm-scope-{scope}"), scope)
}

/// The figures of a row, in the words of casualties, with the source.
pub(super) fn figure(fact: &Fact, paper: &Paper<'_>) -> Markup {
    html! { (amounts(fact, paper)) " " (source(fact, paper)) }
}

fn beside(toll: &Toll<'_>, paper: &Paper<'_>) -> Markup {
    html! {
        @for fact in &toll.beside { div { (figure(fact, paper)) } }
        @if toll.is_revised() { div { span.st.st-split { (paper.t("norm-revised")) } } }
    }
}
