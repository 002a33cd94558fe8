//! What the State said, and what others said, side by side. Acts and reports have sections of their own.

use super::{Section, StateProfile, source_day};
use crate::pages::Paper;
use crate::pages::parts::source;
use facts::{Arg, Fact, Kind, SaidBy};
use maud::{Markup, html};
use rules::Shape;

/// Acts that no rule reads and other pages tell: declarations among the acts, votes on the page of the norm.
const TOLD_ELSEWHERE: [&str; 4] = ["declaration-deposited", "vote-yes", "vote-no", "vote-abstained"];

/// How many are shown on each side before the rest is folded away.
const SHOWN: usize = 12;

impl StateProfile<'_> {
    pub(super) fn voices(&self, paper: &Paper<'_>) -> Option<Section> {
        let elsewhere = self.told_elsewhere(paper);
        let mut said: Vec<&Fact> = self.facts.iter().copied().filter(|f| !elsewhere.contains(&f.kind)).collect();
        said.sort_by_key(|f| std::cmp::Reverse((f.first_day().unwrap_or(source_day(f)), source_day(f), f.entry)));
        let (own, others): (Vec<&Fact>, Vec<&Fact>) = said.iter().partition(|f| f.said_by == SaidBy::State);
        let body = html! { div.voices {
            (self.side(&paper.voice.t1("state-voices-own", "state", self.state), &own, paper))
            (self.side(&paper.t("state-voices-others"), &others, paper))
        } };
        (!said.is_empty()).then(|| Section::new("voices", paper.t("state-voices-note"), body, paper))
    }

    /// The kinds of fact that other sections tell: acts of membership, and the coming of reports.
    fn told_elsewhere(&self, paper: &Paper<'_>) -> Vec<Kind> {
        let initial = self.initial_report();
        let elsewhere = self.rules().filter(|rule| {
            let acts = matches!(rule.shape, Shape::Membership(_) | Shape::EntryIntoForce(_) | Shape::Withdrawal(_));
            acts || matches!(rule.shape, Shape::PeriodicReport(_)) || Some(&rule.id) == initial
        });
        elsewhere
            .flat_map(|rule| rule.shape.kinds())
            .chain(TOLD_ELSEWHERE.iter().filter_map(|name| paper.site.world.book.vocabulary.kind(name)))
            .collect()
    }

    fn side(&self, title: &str, said: &[&Fact], paper: &Paper<'_>) -> Markup {
        let (shown, rest) = said.split_at_checked(SHOWN).unwrap_or((said, &[]));
        html! { div {
            h3.lab { (title) }
            @if said.is_empty() { p.dim { (paper.t("state-voices-silent")) } }
            @for fact in shown { (self.saying(fact, paper)) }
            @if !rest.is_empty() { details {
                summary { (paper.voice.t1("state-voices-more", "count", i64::try_from(rest.len()).unwrap_or(i64::MAX))) }
                @for fact in rest { (self.saying(fact, paper)) }
            } }
        } }
    }

    fn saying(&self, fact: &Fact, paper: &Paper<'_>) -> Markup {
        html! {
            p { (said(fact, paper)) }
            p.src {
                (source(fact, paper))
                @if let Some(used) = self.used_for(fact, paper) { " · " b { (used) } }
                @if !fact.note.is_empty() { br; span lang="en" { (fact.note) } }
            }
        }
    }

    /// The duties whose findings rest on a fact.
    fn used_for(&self, fact: &Fact, paper: &Paper<'_>) -> Option<String> {
        let mut duties: Vec<String> =
            self.duties().filter(|f| f.rests_on(fact, &paper.site.world.register)).map(|f| paper.voice.duty(&f.rule)).collect();
        duties.dedup();
        (!duties.is_empty()).then(|| paper.voice.t1("state-voices-used", "duties", paper.voice.list(duties)))
    }
}

/// What was said, for which time, with the figures: `stocks destroyed, 2021: 296 munitions`.
pub(super) fn said(fact: &Fact, paper: &Paper<'_>) -> String {
    let mut says = said_of(fact, paper);
    if fact.on.is_some() || fact.period.is_some() {
        says = paper
            .voice
            .with("state-said-when", &[("says", Arg::Text(says)), ("time", Arg::Text(super::figures::time_of(fact, paper)))]);
    }
    if !fact.amounts.is_empty() {
        says = paper
            .voice
            .with("state-said-amounts", &[("says", Arg::Text(says)), ("amounts", Arg::Text(paper.voice.amounts(fact)))]);
    }
    says
}

/// What a fact says without its own day: of which duty, and until which day.
pub(super) fn said_of(fact: &Fact, paper: &Paper<'_>) -> String {
    let mut says = paper.voice.kind(fact.kind);
    let about = fact.about.clone().map(rules::RuleId).filter(|id| paper.site.world.book.rule(id).is_some());
    if let Some(duty) = about {
        says = paper.voice.with("state-said-about", &[("says", Arg::Text(says)), ("duty", Arg::Text(paper.voice.duty(&duty)))]);
    }
    if let Some(until) = fact.until {
        let key = if fact.on.is_some() { "state-said-until" } else { "state-said-day" };
        says = paper.voice.with(key, &[("says", Arg::Text(says)), ("until", Arg::When(until))]);
    }
    says
}
