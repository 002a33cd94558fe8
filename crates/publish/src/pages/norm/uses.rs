//! Use, episode by episode: where, by whom as reported, alleged, denied, condemned; every word with its source.

use super::number;
use crate::pages::Paper;
use crate::pages::parts::{source, when};
use crate::pages::universalization::said::{time, with_note};
use facts::{Fact, State};
use findings::{Episode, Norm};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// How many episodes are shown before the rest is folded away.
const SHOWN: usize = 20;

pub(super) fn uses(norm: &Norm<'_>, paper: &Paper<'_>) -> Markup {
    let (general, episodes): (Vec<&Episode<'_>>, Vec<&Episode<'_>>) = norm.episodes.iter().partition(|e| e.is_any());
    // What was only condemned, with no report on record, is no episode of use.
    let episodes: Vec<&Episode<'_>> = episodes.into_iter().filter(|e| e.reports().next().is_some()).collect();
    let (shown, rest) = episodes.split_at_checked(SHOWN).unwrap_or((&episodes, &[]));
    html! {
        @if episodes.is_empty() { p { (paper.t("norm-nothing")) } } @else { (table(shown, paper)) }
        @if !rest.is_empty() { details { summary { (paper.voice.t1("norm-use-more", "n", number(rest.len()))) } (table(rest, paper)) } }
        @for episode in general { details {
            summary { (paper.voice.t1("norm-use-general", "n", number(episode.all().count()))) }
            @for fact in episode.all() { div.saying { @if let Some(state) = fact.state { b { (paper.voice.state(state)) } " " } (with_note(fact, paper)) } }
        } }
    }
}

fn table(episodes: &[&Episode<'_>], paper: &Paper<'_>) -> Markup {
    let columns = ["norm-episode", "norm-reported", "norm-alleged", "norm-denied", "norm-condemned"];
    html! {
        table.stack.episodes {
            caption.vh { (paper.t("norm-use")) }
            thead { tr { @for column in columns { th scope="col" { (paper.t(column)) } } } }
            tbody { @for episode in episodes { (row(episode, paper)) } }
        }
    }
}

fn row(episode: &Episode<'_>, paper: &Paper<'_>) -> Markup {
    let places: Vec<String> = episode.territory().into_iter().map(|state| paper.voice.state(state)).collect();
    // Where no State is named as the place, the words of the first statement tell it.
    let first = episode.reports().next().filter(|_| places.is_empty());
    html! { tr id={ "e-" (episode.name) } {
        th scope="row" {
            @if places.is_empty() { (paper.t("norm-no-territory")) } @else { (paper.voice.list(places)) }
            div.dim { @if let Some(time) = episode.time() { (when(time, paper)) } @else { (paper.t("norm-no-day")) } }
            @if let Some(fact) = first { div.dim { (fact.note) } }
            div.src dir="ltr" { (episode.name) }
        }
        td data-l=(paper.t("norm-reported")) {
            @for state in states(&episode.by) { div { b { (paper.voice.state(state)) } (according(&episode.by, Some(state), paper)) } }
            @if episode.by.is_empty() && !episode.others.is_empty() { span.dim { (paper.t("norm-by-others")) } }
            (statements(episode, paper))
        }
        td.zero[episode.alleged.is_empty()] data-l=(paper.t("norm-alleged")) { (by_state(&episode.alleged, paper)) }
        td.zero[episode.denied.is_empty()] data-l=(paper.t("norm-denied")) { (by_state(&episode.denied, paper)) }
        td.zero[episode.condemned.is_empty()] data-l=(paper.t("norm-condemned")) { (condemned(episode, paper)) }
    } }
}

/// What each source says, folded away: its words are the register's notes.
fn statements(episode: &Episode<'_>, paper: &Paper<'_>) -> Markup {
    // A report of a place and one of its user can rest on the same words of the same source.
    let mut told: Vec<&Fact> = Vec::new();
    for fact in episode.reports().chain(episode.ended.iter().copied()) {
        if told.iter().all(|other| (&other.source, &other.note) != (&fact.source, &fact.note)) {
            told.push(fact);
        }
    }
    html! { details {
        summary { (paper.voice.t1("norm-statements", "n", number(told.len()))) span.vh { " " (episode.name) } }
        @for fact in told { div.saying { @if let Some(time) = time(fact, paper) { (time) ": " } (fact.note) " " (source(fact, paper)) } }
    } }
}

fn states(facts: &[&Fact]) -> BTreeSet<State> {
    facts.iter().filter_map(|fact| fact.state).collect()
}

/// `, according to Cluster Munition Monitor, Aug 2014`
fn according(facts: &[&Fact], state: Option<State>, paper: &Paper<'_>) -> Markup {
    let mut sources: Vec<&Fact> = Vec::new();
    for fact in facts.iter().copied().filter(|fact| fact.state == state) {
        if sources.iter().all(|other| (&other.source, other.published) != (&fact.source, fact.published)) {
            sources.push(fact);
        }
    }
    html! { ", " (paper.t("norm-according")) @for fact in sources { " " (source(fact, paper)) } }
}

fn by_state(facts: &[&Fact], paper: &Paper<'_>) -> Markup {
    html! {
        @for state in states(facts) { div { (paper.voice.state(state)) (according(facts, Some(state), paper)) } }
        @if facts.is_empty() { span.dim { (paper.t("nothing")) } }
    }
}

/// How many States condemned it, with their names; and the Meetings.
fn condemned(episode: &Episode<'_>, paper: &Paper<'_>) -> Markup {
    let by = states(&episode.condemned);
    let meetings = episode.condemned.iter().filter(|fact| fact.state.is_none());
    html! {
        @if !by.is_empty() { details {
            summary { (paper.voice.t1("norm-condemned-by", "n", number(by.len()))) span.vh { " " (episode.name) } }
            @for state in by { div { (paper.voice.state(state)) (according(&episode.condemned, Some(state), paper)) } }
        } }
        @for fact in meetings { div { (paper.t(&format!("said-by-{}", fact.said_by))) @if let Some(time) = time(fact, paper) { ", " (time) } " " (source(fact, paper)) } }
        @if episode.condemned.is_empty() { span.dim { (paper.t("nothing")) } }
    }
}
