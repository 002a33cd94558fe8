//! Every request for more time and every decision on one, with what the text allows beside it.

use super::chart::days_between;
use super::{Section, StateProfile, source_day};
use crate::pages::Paper;
use crate::pages::parts::{source, when_any};
use crate::pages::requests::named as request_named;
use facts::{Arg, Fact, When};
use findings::Step;
use maud::{Markup, html};
use rules::shapes::Extension;
use rules::{Rule, Shape};

impl StateProfile<'_> {
    pub(super) fn extensions(&self, paper: &Paper<'_>) -> Option<Section> {
        let moved: Vec<&Rule> = self.rules().filter(|rule| self.steps.iter().any(|s| s.duty == rule.id)).collect();
        let body = html! { @for rule in &moved {
            h3 { (paper.voice.duty(&rule.id)) }
            @if let Some(shape) = self.extension_of(rule) { (self.steps_of(rule, shape, paper)) }
            (self.requests_of(rule, paper))
        } };
        (!moved.is_empty()).then(|| Section::new("extensions", paper.t("state-extensions-note"), body, paper))
    }

    /// The pages on which each request is laid beside the text.
    fn requests_of(&self, duty: &Rule, paper: &Paper<'_>) -> Markup {
        let all = findings::requests_of(&paper.site.world, &paper.place.question, self.state);
        let of_duty: Vec<_> = all.iter().filter(|r| r.duty == duty.id).collect();
        html! { @if !of_duty.is_empty() { p.small {
            (paper.t("request-beside"))
            @for (at, request) in of_duty.iter().enumerate() { @if at > 0 { "," } " " a href=(paper.place.to(&format!("requests/{}", request.id))) { (request_named(request, paper)) } }
        } } }
    }

    /// The rule by which a duty's day can be moved.
    fn extension_of(&self, duty: &Rule) -> Option<&Extension> {
        let Shape::Deadline(shape) = &duty.shape else { return None };
        match &self.rule(shape.extended_by.as_ref()?)?.shape {
            Shape::Extension(extension) => Some(extension),
            _ => None,
        }
    }

    /// The day the treaty itself sets for a duty.
    pub(super) fn first_deadline(&self, duty: &Rule) -> Option<When> {
        let Shape::Deadline(shape) = &duty.shape else { return None };
        self.membership.as_ref().and_then(|m| m.in_force).map(|day| day.plus(&shape.within))
    }

    fn steps_of(&self, rule: &Rule, shape: &Extension, paper: &Paper<'_>) -> Markup {
        let caption = [("state", Arg::State(self.state)), ("duty", Arg::Text(paper.voice.duty(&rule.id)))];
        let columns = ["state-step", "state-step-day", "state-step-until", "state-step-text", "column-source"];
        html! {
            p.small.dim {
                (limits(shape, paper))
                @if let Some(first) = self.first_deadline(rule) { " " (paper.voice.t1("state-extensions-first", "day", first)) }
            }
            table.stack.steps-asked {
                caption.vh { (paper.voice.with("state-extensions-caption", &caption)) }
                thead { tr { @for key in columns { th scope="col" { (paper.t(key)) } } } }
                tbody { @for (fact, compared) in self.compared(rule, shape, paper) { (row(fact, &compared, paper)) } }
            }
        }
    }

    /// Each step with what there is to say of it beside the text.
    fn compared(&self, rule: &Rule, shape: &Extension, paper: &Paper<'_>) -> Vec<(&Fact, Vec<String>)> {
        let steps: Vec<&Step<'_>> = self.steps.iter().filter(|s| s.duty == rule.id).collect();
        let mut in_force = self.first_deadline(rule);
        let mut told = Vec::new();
        for (place, step) in steps.iter().enumerate() {
            let mut lines: Vec<String> = Vec::new();
            if shape.granted_by.contains(&step.fact.kind) {
                lines.extend(granted(step, in_force, shape, paper));
                in_force = later(in_force, step.fact.until);
            }
            lines.extend(beyond(step, shape, paper));
            lines.extend(late(step, steps.get(..place).unwrap_or_default(), paper));
            told.push((step.fact, lines));
        }
        told
    }
}

/// What the text allows: how much at a time, and how long before the meeting it is to be asked for, where the text says so.
fn limits(shape: &Extension, paper: &Paper<'_>) -> String {
    let most = ("most", Arg::Length(shape.at_most));
    match shape.asked_before {
        Some(before) => paper.voice.with("state-extensions-text", &[most, ("before", Arg::Length(before))]),
        None => paper.voice.with("state-extensions-text-any-time", &[most]),
    }
}

/// How much a decision gave: from the day in force before to the day it set.
fn granted(step: &Step<'_>, in_force: Option<When>, shape: &Extension, paper: &Paper<'_>) -> Option<String> {
    let (from, until) = (in_force?.last, step.fact.until?.first);
    let args = [("time", Arg::Text(paper.voice.span(from, until))), ("most", Arg::Length(shape.at_most))];
    (until > from).then(|| paper.voice.with("state-step-granted", &args))
}

fn later(a: Option<When>, b: Option<When>) -> Option<When> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.last > a.last { b } else { a }),
        (a, b) => a.or(b),
    }
}

fn beyond(step: &Step<'_>, shape: &Extension, paper: &Paper<'_>) -> Option<String> {
    let args = [("time", Arg::Length(step.beyond?)), ("most", Arg::Length(shape.at_most))];
    Some(paper.voice.with("state-step-beyond", &args))
}

/// How long after the last day in time a request was made. Said of the first request for a meeting only: a revision, a second
/// source on the same request, or an analysis of it does not tell when the request was made.
fn late(step: &Step<'_>, before: &[&Step<'_>], paper: &Paper<'_>) -> Option<String> {
    let (last_day, made) = (step.asked_by?, step.fact.on?);
    let is_request = paper.site.world.book.vocabulary.kind("extension-requested") == Some(step.fact.kind);
    let same_request = |other: &&Step<'_>| {
        let undated = other.fact.on.is_none_or(|on| !on.is_exact());
        other.fact.kind == step.fact.kind && (undated || other.asked_by == step.asked_by)
    };
    let days = days_between(last_day, made.first);
    let said = is_request && days > 0 && !before.iter().any(same_request);
    said.then(|| paper.voice.with("state-step-late", &[("days", Arg::from(days)), ("last", Arg::from(last_day))]))
}

fn row(fact: &Fact, lines: &[String], paper: &Paper<'_>) -> Markup {
    html! { tr {
        th scope="row" { (paper.voice.kind(fact.kind)) }
        td data-l=(paper.t("state-step-day")) {
            @if fact.on.is_some() { (when_any(fact.on, paper)) }
            @else { (paper.voice.t1("state-step-named", "day", source_day(fact))) }
        }
        td data-l=(paper.t("state-step-until")) { (when_any(fact.until, paper)) }
        td data-l=(paper.t("state-step-text")) { @for line in lines { span.line { (line) } } }
        td data-l=(paper.t("column-source")) { (source(fact, paper)) }
    } }
}
