//! The chain of dates that leads to a due day: deposit, entry into force, the day the text sets, what moved it, what shows how it
//! stands. Each step with its document.

use super::row::Row;
use crate::pages::Paper;
use crate::pages::parts::{rule_link, source, when};
use facts::{Arg, Day, Fact, When};
use findings::{Membership, Rolls};
use maud::{Markup, html};
use rules::{Rule, Shape};

struct Step {
    day: When,
    says: Markup,
}

pub(super) fn chain(row: &Row<'_>, rolls: Option<&Rolls<'_>>, paper: &Paper<'_>) -> Markup {
    let mut steps = Vec::new();
    if let Some(membership) = rolls.and_then(|r| r.of(row.state)) {
        steps.extend(joining(membership, paper));
        steps.extend(set_by_the_text(row, membership, paper));
    }
    steps.extend(on_record(row, paper));
    steps.extend(the_day_asked(row, paper));
    steps.sort_by_key(|step| step.day.first);
    html! { ol.chain { @for step in steps { li { span.lbl { (when(step.day, paper)) } span { (step.says) } } } } }
}

/// The deposit, the deposit that brought the treaty into force where that decided, and the day of entry into force.
fn joining(membership: &Membership<'_>, paper: &Paper<'_>) -> Vec<Step> {
    let with_source = |key: &str, fact: &Fact| {
        let state = fact.state.map(|s| paper.voice.state(s)).unwrap_or_default();
        html! { (paper.voice.t1(key, "state", state)) " (" (source(fact, paper)) ")" }
    };
    let acts = [("overdue-chain-deposit", membership.consent), ("overdue-chain-threshold", membership.threshold)];
    let own = membership.consent.map(|f| &f.id);
    let acts = acts.into_iter().filter_map(|(key, fact)| fact.map(|f| (key, f)));
    let acts = acts.filter(|(key, fact)| *key == "overdue-chain-deposit" || Some(&fact.id) != own);
    let mut steps: Vec<Step> =
        acts.filter_map(|(key, fact)| Some(Step { day: fact.on?, says: with_source(key, fact) })).collect();
    steps.extend(membership.in_force.map(|day| Step { day, says: in_force(paper) }));
    steps
}

fn in_force(paper: &Paper<'_>) -> Markup {
    let rules = paper.site.world.book.chapter(paper.place.treaty()).into_iter().flat_map(|c| c.rules.iter());
    let rule = rules.into_iter().find(|r| matches!(r.shape, Shape::EntryIntoForce(_)));
    html! { (paper.t("overdue-chain-in-force")) @if let Some(rule) = rule { ", " (rule_link(rule, paper)) } }
}

/// The day the text sets, and the day in force where it was moved; for reports the day of each year.
fn set_by_the_text(row: &Row<'_>, membership: &Membership<'_>, paper: &Paper<'_>) -> Vec<Step> {
    let last_day = html! { b { (paper.t("overdue-chain-last-day")) } };
    let Shape::Deadline(shape) = &row.rule.shape else {
        let reports = row.findings.iter().filter_map(|f| Some((f.due?, f.period?)));
        return reports
            .map(|(day, year)| Step {
                day,
                says: html! { (paper.voice.t1("overdue-chain-report", "year", year.to_string())) " " (last_day) },
            })
            .collect();
    };
    let (Some(in_force), Some(due)) = (membership.in_force, row.due()) else { return Vec::new() };
    let base = in_force.plus(&shape.within);
    let later = paper.voice.with("overdue-chain-later", &[("length", Arg::Length(shape.within))]);
    let moved = due != base;
    let first = paper.t("overdue-chain-first");
    let mut steps = vec![Step { day: base, says: html! { (later) ": " @if moved { (first) } @else { (last_day) } } }];
    steps.extend(moved.then(|| Step { day: due, says: html! { (paper.t("overdue-chain-moved")) " " (last_day) } }));
    steps
}

/// What is on record beyond the acts of joining: requests and decisions on more time, and the evidence.
fn on_record(row: &Row<'_>, paper: &Paper<'_>) -> Vec<Step> {
    let register = &paper.site.world.register;
    let book = &paper.site.world.book;
    let joins = |f: &Fact| {
        let rules = book.chapter(paper.place.treaty()).into_iter().flat_map(|c| c.rules.iter());
        rules
            .filter(|r| matches!(r.shape, Shape::Membership(_) | Shape::Withdrawal(_)))
            .any(|r| r.shape.kinds().contains(&f.kind))
    };
    let facts = match row.findings.as_slice() {
        [one] => one.facts(register).filter(|f| !joins(f)).collect(),
        // One document that speaks of several years is told once.
        _ => row.evidence(paper),
    };
    let yearly = row.findings.len() == 1;
    facts.into_iter().filter_map(|fact| Some(Step { day: spoken_on(fact, row.rule)?, says: says(fact, yearly, paper) })).collect()
}

/// The day of what the fact tells; a deadline named without its decision counts from the day of its source, as does a statement
/// without a day.
fn spoken_on(fact: &Fact, rule: &Rule) -> Option<When> {
    let of_source = fact.published.filter(|day| !day.is_open()).or(fact.collected.map(When::day));
    let declared = matches!(&rule.shape, Shape::Deadline(shape) if shape.bound_if.contains(&fact.kind));
    fact.on.or(of_source.filter(|_| fact.until.is_some() || declared))
}

fn says(fact: &Fact, of_one_year: bool, paper: &Paper<'_>) -> Markup {
    html! {
        (paper.voice.kind(fact.kind))
        @if let Some(year) = fact.period.filter(|_| of_one_year) { " " (paper.voice.t1("overdue-chain-for", "year", year.to_string())) }
        @if let Some(until) = fact.until { ", " (paper.voice.t1("overdue-chain-until", "day", until)) }
        " (" (source(fact, paper)) ")"
    }
}

/// How long ago the oldest of the days was, on the day asked about.
fn the_day_asked(row: &Row<'_>, paper: &Paper<'_>) -> Option<Step> {
    let on: Day = paper.place.question.true_on;
    let passed = row.due().filter(|due| due.last < on)?;
    let time = crate::pages::parts::lateness(passed, When::day(on), paper);
    Some(Step { day: When::day(on), says: html! { (paper.voice.with("overdue-chain-asked", &[("time", Arg::Text(time))])) } })
}
