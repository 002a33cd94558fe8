//! A count as it is read: the number out of how many, what stands beside it, and the lists.

use crate::Voice;
use crate::api::measure::tenth;
use crate::pages::Paper;
use crate::pages::parts::{source, state_link, when};
use facts::{Amount, Arg, Fact};
use findings::{Counted, Measured};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// `26 of 50 reports, 52 %`, or `52 to 60 %` where some are not established; the day, for a count that answers with one; not established, where nothing on record tells it.
pub(crate) fn figure(measured: &Measured, voice: &Voice<'_>) -> String {
    if let Some(day) = measured.day {
        return voice.when(day);
    }
    let Some(number) = measured.number else { return voice.t("measured-nothing") };
    if let Some(wording) = measured.seen.filter(|_| measured.unit == "action") {
        return voice.t(&format!("wording-{}", wording.word()));
    }
    if measured.unit == "year" {
        return number.to_string();
    }
    let amount = |number| voice.amount(&Amount { hedge: None, number, unit: measured.unit.clone() });
    let Some(whole) = measured.whole else { return amount(number) };
    let part = if measured.unit == "m2" { amount(number) } else { voice.number(number) };
    let of = voice.with("measured-of", &[("number", Arg::Text(part)), ("whole", Arg::Text(amount(whole)))]);
    match measured.shares() {
        Some(shares) => format!("{of}, {}", percent(shares, voice)),
        None => of,
    }
}

/// A share as it is read: one figure, or from the least to the most that it can be.
fn percent((least, most): (f64, f64), voice: &Voice<'_>) -> String {
    let (least, most) = (voice.number(tenth(least)), voice.number(tenth(most)));
    if least == most {
        return voice.t1("measured-percent", "share", least);
    }
    voice.with("measured-percent-range", &[("least", Arg::Text(least)), ("most", Arg::Text(most))])
}

/// Shorter, for a row of windows: the share where there is one, else the number.
pub(crate) fn short(measured: &Measured, voice: &Voice<'_>) -> String {
    match (measured.shares(), measured.number) {
        (Some(shares), _) => percent(shares, voice),
        (None, Some(number)) if measured.unit == "m2" => {
            voice.amount(&Amount { hedge: None, number, unit: measured.unit.clone() })
        }
        (None, Some(number)) => voice.number(number),
        (None, None) => voice.t("nothing"),
    }
}

/// How many stand beside what is counted, by what is on record of them: late, overdue, not established.
pub(crate) fn beside(measured: &Measured, paper: &Paper<'_>) -> Markup {
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    // Figures are not counted beside a sum: they are what it is out of.
    let listed = measured.rest.iter().filter(|c| c.says != "counted-figure" && c.says != "counted-printed");
    listed.chain(&measured.unknown).for_each(|c| *groups.entry(c.says).or_default() += 1);
    let told = |(says, n): (&&str, &usize)| {
        paper.voice.with("plans-rest-of", &[("n", Arg::from(*n as i64)), ("word", Arg::Text(paper.t(says)))])
    };
    html! { @for group in &groups { div { (told(group)) } } }
}

/// A list of a count: each State or thing, what is on record of it, on which source.
pub(crate) fn counted_table(list: &[Counted], caption: &str, paper: &Paper<'_>) -> Markup {
    let figures = list.iter().any(|counted| counted.number.is_some());
    html! {
        @if list.is_empty() { p.dim { (paper.t("plans-nobody")) } } @else {
            table.stack.plain {
                caption.vh { (caption) }
                thead { tr {
                    th scope="col" { (paper.t("column-state")) }
                    th scope="col" { (paper.t("plans-what")) }
                    @if figures { th.r scope="col" { (paper.t("plans-figure")) } }
                    th scope="col" { (paper.t("column-source")) }
                } }
                tbody { @for counted in list { tr {
                    th scope="row" { (name(counted, paper)) }
                    td data-l=(paper.t("plans-what")) { (paper.t(counted.says)) @if let Some(year) = counted.period { ", " (year) } @if let Some(day) = counted.day { br; span.dim { (paper.t("column-due")) ": " (when(day, paper)) } } }
                    @if figures { td.r data-l=(paper.t("plans-figure")) { @if let Some(number) = counted.number { (paper.voice.number(number)) } @else { span.dim { (paper.t("nothing")) } } } }
                    td data-l=(paper.t("column-source")) { @for fact in sources(counted, paper) { div { (source(fact, paper)) } } @if counted.sources.is_empty() { span.dim { (paper.t("nothing")) } } }
                } } }
            }
        }
    }
}

fn name(counted: &Counted, paper: &Paper<'_>) -> Markup {
    html! { @if let Some(state) = counted.state { (state_link(state, paper)) } @else if let Some(about) = &counted.about { (about) } @else { (paper.t("nothing")) } }
}

/// At most three sources, a document named once; the data twin names them all.
fn sources<'p>(counted: &Counted, paper: &'p Paper<'_>) -> Vec<&'p Fact> {
    let mut told: Vec<&Fact> = Vec::new();
    for fact in counted.sources.iter().rev().filter_map(|no| paper.site.world.register.at(*no)) {
        if told.len() < 3 && told.iter().all(|f| f.source != fact.source) {
            told.push(fact);
        }
    }
    told
}
