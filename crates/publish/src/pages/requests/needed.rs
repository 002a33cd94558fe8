//! Years asked beside years needed, in every way the register can reckon them. The word "necessary" is left to the meeting.

use super::charts::{Bar, bars};
use crate::pages::Paper;
use crate::pages::parts::{section, source, when};
use facts::{Amount, Arg, Day, Fact, Length};
use findings::Request;
use findings::requests::{Flag, Pace, PaceKind, Span, Years};
use maud::{Markup, html};
use rules::Shape;

/// The years needed, in few words, for a table.
pub(super) fn years(request: &Request<'_>, paper: &Paper<'_>) -> Markup {
    let need = &request.need;
    html! {
        @match need.range() {
            Some((least, most)) => { (more_than(request, paper)) (range(least, most, paper)) }
            None if need.has_no_end() => { (paper.t("request-no-end")) }
            None => span.dim { (paper.t("request-not-assessable")) }
        }
    }
}

fn range(least: f64, most: Option<f64>, paper: &Paper<'_>) -> String {
    match most {
        Some(most) if tenth(most) == tenth(least) => said(least, paper),
        Some(most) => paper.voice.with("request-years-range", &[("least", number(least, paper)), ("most", number(most, paper))]),
        None => paper.voice.t1("request-years-or-no-end", "least", number(least, paper)),
    }
}

/// A figure that says "more than" makes years that say it too.
fn more_than(request: &Request<'_>, paper: &Paper<'_>) -> String {
    match request.need.remaining.as_ref().and_then(|r| r.amount.hedge) {
        Some('>') => paper.t("amount-more"),
        Some('<') => paper.t("amount-less"),
        Some(_) => paper.t("amount-about"),
        None => String::new(),
    }
}

/// The years asked for: exact where both ends are, else a range.
pub(super) fn asked(request: &Request<'_>, paper: &Paper<'_>) -> Option<String> {
    let (from, until) = request.from.zip(request.until.as_ref().map(|u| u.day))?;
    if from.is_exact() && until.is_exact() {
        return Some(paper.voice.span(from.first, until.first));
    }
    let Span { least, most } = request.length.asked?;
    Some(range(least, Some(most), paper))
}

fn said(years: f64, paper: &Paper<'_>) -> String {
    let told = tenth(years);
    let key = if told == 1.0 { "request-year" } else { "request-years" };
    paper.voice.t1(key, "n", number(years, paper))
}

fn number(years: f64, paper: &Paper<'_>) -> Arg {
    Arg::Text(paper.voice.number(tenth(years)))
}

fn tenth(years: f64) -> f64 {
    (years * 10.0).round() / 10.0
}

pub(super) fn part(request: &Request<'_>, paper: &Paper<'_>) -> Markup {
    let title = paper.t("request-asked-and-needed");
    let cited = paper.voice.t1("request-strictly", "rule", request.rule.citation());
    section(
        "range",
        &title,
        &cited,
        html! {
            (picture(request, paper))
            @if request.need.paces.is_empty() || request.need.is_not_assessable() { p { (why_not(request, paper)) } }
            @if let Some(remaining) = &request.need.remaining { p.small {
                b { (paper.t("request-left")) } " " (paper.voice.amount(&remaining.amount))
                @if let Some(of) = remaining.of { ", " (paper.t(if remaining.stated { "request-left-stated" } else { "request-left-of" })) " " (when(of, paper)) }
                " " @for fact in &remaining.facts { " " (source(fact, paper)) }
            } }
            @if let Some(day) = request.need.as_known { p.small.dim {
                (paper.voice.t1("request-as-known", "day", day))
                @if is_old(request, day) { " " (paper.t("request-left-old")) }
            } }
            @if !request.need.paces.is_empty() { (arithmetic(request, paper)) }
            @if !request.flags.is_empty() { div.aside {
                p { b { (paper.t("request-questions")) } }
                ul { @for flag in &request.flags { li { (flag_told(*flag, request, paper)) } } }
            } }
        },
    )
}

/// Whether what was left is told by a figure more than two years old.
fn is_old(request: &Request<'_>, as_known: Day) -> bool {
    let of = request.need.remaining.as_ref().and_then(|r| r.of);
    of.is_some_and(|of| Length::years(2).after(of.last) < as_known)
}

fn picture(request: &Request<'_>, paper: &Paper<'_>) -> Markup {
    let mut drawn = Vec::new();
    if let Some((span, told)) = request.length.asked.zip(asked(request, paper)) {
        drawn.push(Bar { name: paper.t("request-asked"), years: Some(span.most), told, class: "k1" });
    }
    for pace in &request.need.paces {
        let told = match pace.needs {
            Years::Number(years) => said(years, paper),
            Years::NoEnd => paper.t("request-no-end-told"),
            Years::NotAssessable => continue,
        };
        drawn.push(Bar { name: name(pace, paper), years: pace.needs.number(), told, class: "k2" });
    }
    if drawn.is_empty() {
        return html! {};
    }
    html! { figure.wide {
        div.scroll tabindex="0" role="region" aria-label=(paper.t("request-asked-and-needed-scroll")) {
            (bars(&paper.t("request-asked-and-needed"), &drawn, most(request, paper), &paper.t("request-most"), paper))
        }
        figcaption { (paper.t("request-no-single-number")) }
    } }
}

/// The longest single extension of the text, in years.
fn most(request: &Request<'_>, paper: &Paper<'_>) -> Option<f64> {
    match &paper.site.world.book.rule(&request.rule)?.shape {
        Shape::Extension(shape) => Some(f64::from(shape.at_most.years) + f64::from(shape.at_most.months) / 12.0),
        _ => None,
    }
}

fn name(pace: &Pace<'_>, paper: &Paper<'_>) -> String {
    let years = |years: &[i16]| Arg::Text(paper.voice.list(years.iter().map(ToString::to_string).collect()));
    match &pace.kind {
        PaceKind::Median(all) if all.len() == 1 => paper.voice.t1("request-pace-of-year", "year", years(all)),
        PaceKind::Median(all) => paper.voice.t1("request-pace-median", "years", years(all)),
        PaceKind::MeanOver(period) => {
            paper.voice.t1("request-pace-mean", "years", Arg::Text(period.to_string().replace('/', "–")))
        }
        PaceKind::Planned => paper.voice.t1("request-pace-planned", "amount", a_year(pace, paper).unwrap_or_default()),
        PaceKind::PlannedDay => paper.t("request-pace-planned-day"),
    }
}

/// What is done in a year at that pace, with the unit of what is left.
fn a_year(pace: &Pace<'_>, paper: &Paper<'_>) -> Option<String> {
    let unit = pace.facts.iter().flat_map(|f| f.amounts.iter()).find(|a| a.unit == "m2" || a.unit == "munitions")?.unit.clone();
    Some(paper.voice.amount(&Amount { hedge: None, number: pace.a_year?, unit }))
}

fn why_not(request: &Request<'_>, paper: &Paper<'_>) -> String {
    let need = &request.need;
    paper.t(match (&need.remaining, need.paces.is_empty()) {
        (None, true) => "request-why-neither",
        (None, false) => "request-why-remaining",
        (Some(_), _) => "request-why-pace",
    })
}

fn arithmetic(request: &Request<'_>, paper: &Paper<'_>) -> Markup {
    let columns = ["request-way", "request-a-year", "request-years-column", "column-source"];
    html! { details { summary { (paper.t("request-arithmetic")) } table.stack {
        caption.vh { (paper.t("request-arithmetic")) }
        thead { tr { @for key in columns { th scope="col" { (paper.t(key)) } } } }
        tbody { @for pace in &request.need.paces { tr {
            th scope="row" { (name(pace, paper)) }
            td data-l=(paper.t("request-a-year")) { (a_year(pace, paper).unwrap_or_else(|| paper.t("nothing"))) }
            td data-l=(paper.t("request-years-column")) { @match pace.needs {
                Years::Number(years) => (said(years, paper)),
                Years::NoEnd => (paper.t("request-no-end")),
                Years::NotAssessable => span.dim { (paper.t("request-not-assessable")) },
            } }
            td data-l=(paper.t("column-source")) { @for fact in &pace.facts { (from(fact, paper)) } }
        } } }
    } } }
}

fn from(fact: &Fact, paper: &Paper<'_>) -> Markup {
    html! { div { (source(fact, paper)) @if !fact.note.is_empty() { " " span.src lang="en" { (fact.note) } } } }
}

fn flag_told(flag: Flag, request: &Request<'_>, paper: &Paper<'_>) -> String {
    let key = format!("request-flag-{}", flag.word());
    let asked = asked(request, paper).unwrap_or_default();
    let needed = request.need.range().map(|(least, most)| range(least, most, paper)).unwrap_or_default();
    paper.voice.with(&key, &[("asked", Arg::Text(asked)), ("needed", Arg::Text(needed))])
}
