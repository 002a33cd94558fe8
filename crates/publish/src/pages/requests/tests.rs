//! The formal tests: days and lengths beside the text. Where the text asks for a judgement, nothing is computed.

use super::needed;
use crate::Word;
use crate::pages::Paper;
use crate::pages::parts::{section, told, when};
use facts::{Arg, When};
use findings::Request;
use findings::requests::{Flag, Submission, Told};
use maud::{Markup, html};
use rules::{Rule, Shape};

pub(super) fn part(request: &Request<'_>, paper: &Paper<'_>) -> Markup {
    let title = paper.t("request-tests");
    let rule = paper.site.world.book.rule(&request.rule);
    let columns = ["request-test", "request-result", "request-reckoning"];
    section(
        "tests",
        &title,
        &paper.t("request-tests-note"),
        html! { table.stack.plain.tests {
            caption.vh { (title) }
            thead { tr { @for key in columns { th scope="col" { (paper.t(key)) } } } }
            tbody {
                (row("request-test-time", super::timing(request, paper), time(request, paper), paper))
                @if let Some(before) = request.before_expiry { (row("request-test-expiry", yes(before, paper), expiry(request, paper), paper)) }
                @if let Some(rule) = rule { (length(request, rule, paper)) }
                (row("request-test-necessary", told(Word::Contested, &paper.t("request-for-people")), necessary(request, paper), paper))
                (row("request-test-number", told(Word::Running, &number(request, paper)), html! { (paper.t("request-number-note")) }, paper))
            }
        } },
    )
}

fn row(test: &str, result: Markup, reckoning: Markup, paper: &Paper<'_>) -> Markup {
    html! { tr {
        th scope="row" { (paper.t(test)) }
        td data-l=(paper.t("request-result")) { (result) }
        td data-l=(paper.t("request-reckoning")) { (reckoning) }
    } }
}

/// Yes, no, both or not established, as a standing: the words, the colour and the icon together.
fn yes(answer: Told, paper: &Paper<'_>) -> Markup {
    let (word, key) = match answer {
        Told::Yes => (Word::NoSignal, "request-yes"),
        Told::No => (Word::Signal, "request-no"),
        Told::Contested => (Word::Contested, "word-contested"),
        Told::NotEstablished => (Word::NotEstablished, "word-not-established"),
    };
    told(word, &paper.t(key))
}

fn time(request: &Request<'_>, paper: &Paper<'_>) -> Markup {
    let Some(meeting) = &request.meeting else { return html! { (paper.t("request-no-meeting")) } };
    let mut args = vec![("meeting", Arg::Text(meeting.name.clone())), ("opens", Arg::from(meeting.opens))];
    args.extend(meeting.last_day.map(|last| ("last", Arg::from(last))));
    let key = if meeting.last_day.is_some() { "request-reckoned-time" } else { "request-reckoned-no-time" };
    html! {
        (paper.voice.with(key, &args))
        @if let Some(submitted) = &request.submitted {
            " " (paper.voice.t1(submitted_on(submitted), "day", submitted.on))
            @for other in &submitted.others { @if let Some(day) = other.on { " " (paper.voice.t1("request-also-on", "day", day)) } }
        } @else { " " (paper.t("request-no-submission")) }
        @if !meeting.on_record { " " (paper.t("request-next-meeting")) }
        @if let Some(day) = meeting.otherwise { " " (paper.voice.t1("request-otherwise", "day", day)) }
        @if request.timing() == findings::requests::Timing::Late { " " (paper.t("request-late-considered")) }
    }
}

/// A year alone tells no day of submission.
fn submitted_on(submitted: &Submission<'_>) -> &'static str {
    match submitted.on {
        _ if submitted.received => "request-received-on",
        on if on.first.month() == on.last.month() => "request-submitted-on",
        _ => "request-submitted-in",
    }
}

fn expiry(request: &Request<'_>, paper: &Paper<'_>) -> Markup {
    html! { @if let Some(day) = request.from { (paper.t("request-in-force")) " " (when(day, paper)) } @else { (paper.t("request-no-day-in-force")) } }
}

fn length(request: &Request<'_>, rule: &Rule, paper: &Paper<'_>) -> Markup {
    let Shape::Extension(shape) = &rule.shape else { return html! {} };
    let most = paper.voice.length(&shape.at_most);
    let result = if request.length.exactly_the_most {
        told(Word::NoSignal, &paper.t("request-yes-the-most"))
    } else {
        yes(request.length.within, paper)
    };
    let until = request.until.as_ref();
    html! { tr {
        th scope="row" { (paper.voice.t1("request-test-length", "most", most)) }
        td data-l=(paper.t("request-result")) { (result) }
        td data-l=(paper.t("request-reckoning")) {
            @match request.from.zip(until.map(|u| u.day)) {
                Some((from, until)) => (from_to(from, until, request, paper)),
                None => (paper.t("request-until-not-on-record")),
            }
            @for fact in until.into_iter().flat_map(|u| u.differ.iter()) { @if let Some(day) = fact.until {
                " " (paper.voice.with("request-until-differs", &[("day", Arg::When(day)), ("source", Arg::Text(paper.voice.source(fact)))]))
            } }
        }
    } }
}

fn from_to(from: When, until: When, request: &Request<'_>, paper: &Paper<'_>) -> Markup {
    let asked = needed::asked(request, paper).unwrap_or_default();
    html! { (paper.voice.with("request-from-to", &[("from", Arg::When(from)), ("until", Arg::When(until)), ("asked", Arg::Text(asked))])) }
}

fn necessary(request: &Request<'_>, paper: &Paper<'_>) -> Markup {
    let key = match request.flags.as_slice() {
        _ if request.need.is_not_assessable() => "request-necessary-not-assessable",
        flags if flags.contains(&Flag::MoreThanPlanned) => "request-necessary-more",
        flags if flags.contains(&Flag::LessThanReckoned) => "request-necessary-less",
        _ if request.need.has_no_end() => "request-necessary-no-end",
        _ => "request-necessary-range",
    };
    html! { (paper.t(key)) }
}

fn number(request: &Request<'_>, paper: &Paper<'_>) -> String {
    if request.number == 1 {
        return paper.t("request-first");
    }
    paper.voice.t1("request-further", "n", Arg::Text(request.number.to_string()))
}
