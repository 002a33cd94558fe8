//! The ladder of steps, and what stands below it: what is unproven, the readings side by side, notes.

use super::super::Paper;
use super::super::parts::told;
use crate::Word;
use ::weigh::{Cite, Compared, Given, Step, Truth, Unproven, Value};
use facts::Arg;
use maud::{Markup, html};

/// The steps, each with its place in the treaty, its answer, what it rests on and what follows.
pub(super) fn ladder(steps: &[Step], paper: &Paper<'_>) -> Markup {
    html! {
        ol.ladder {
            @for step in steps {
                li {
                    div.rung { b { span.vh { (paper.voice.t1("weigh-step", "number", step.number)) } span aria-hidden="true" dir="ltr" { (step.number) } } }
                    div {
                        p.asked { (paper.voice.say(&step.asked)) }
                        p.answer { (answer(step.answer, paper)) " " (paper.voice.say(&step.follows)) }
                        p.src { (cites(&step.cites, paper)) @if !step.rests_on.is_empty() { " · " (paper.t("weigh-rests-on")) ": " (rests(&step.rests_on, paper)) } }
                    }
                }
            }
        }
    }
}

/// Yes and no in ink: colour is for standings only. What is not said has the icon of what is not established.
fn answer(answer: Truth, paper: &Paper<'_>) -> Markup {
    let said = paper.t(&format!("weigh-{}", answer.word()));
    html! { @if answer == Truth::Unknown { (told(Word::NotEstablished, &said)) } @else { b.cap { (said) } } "." }
}

fn rests(given: &[Given], paper: &Paper<'_>) -> Markup {
    html! { @for (at, one) in given.iter().enumerate() {
        @if at > 0 { "; " }
        (paper.t(&format!("weigh-field-{}", one.field))) ": "
        @match &one.value { Some(value) => b { (said(one.field, value, paper)) }, None => { (paper.t("weigh-open")) } }
    } }
}

/// What a field says, in the reader's words.
pub(super) fn said(field: &str, value: &Value, paper: &Paper<'_>) -> String {
    match value {
        Value::YesNo(so) => paper.t(if *so { "weigh-yes" } else { "weigh-no" }),
        // The label names the unit; a weight is shown as it was entered.
        Value::Number(number) => number.to_string(),
        Value::Count(count) => paper.voice.number(f64::from(*count)),
        Value::Word(word) => paper.t(&format!("weigh-option-{word}")),
        Value::Words(words) => paper.voice.list(words.iter().map(|w| paper.t(&format!("weigh-act-{w}"))).collect()),
        Value::Text(name) if matches!(field, "actor" | "partners") => named(name, paper),
        Value::Texts(names) => paper.voice.list(names.iter().map(|n| named(n, paper)).collect()),
        Value::Text(text) => text.clone(),
        Value::Day(day) => paper.voice.day(*day),
    }
}

fn named(name: &str, paper: &Paper<'_>) -> String {
    paper.site.world.gazetteer.find(name).map_or_else(|| name.to_owned(), |state| paper.voice.state(state))
}

/// Places in the treaty, each leading to its article where the book has it.
pub(super) fn cites(cites: &[Cite], paper: &Paper<'_>) -> Markup {
    let chapter = paper.site.world.book.chapter(paper.place.treaty());
    html! { @for (at, cite) in cites.iter().enumerate() {
        @if at > 0 { ", " }
        @let words = paper.voice.with("weigh-article", &[("place", Arg::from(cite.place()))]);
        @if chapter.is_some_and(|c| c.article(cite.article()).is_some()) {
            a.nb href=(paper.place.to(&format!("law/{}", cite.article()))) { (words) }
        } @else { span.nb { (words) } }
    } }
}

/// The word of an outcome with what it means.
pub(super) fn conclusion(word: &str, paper: &Paper<'_>) -> Markup {
    let says = paper.t(&format!("weigh-outcome-{word}"));
    html! {
        p.reads { b { @match word {
            "contested" => (told(Word::Contested, &says)),
            "not-established" => (told(Word::NotEstablished, &says)),
            _ => (says),
        } } ". " (paper.t(&format!("weigh-told-{word}"))) }
    }
}

/// What would have to be shown, with its place.
pub(super) fn unproven(open: &[Unproven], paper: &Paper<'_>) -> Markup {
    html! { ul.open { @for one in open { li { (paper.voice.say(&one.says)) " " span.src { (cites(&[one.cites], paper)) " · " (paper.t(&format!("weigh-field-{}", one.field))) } } } } }
}

/// The readings side by side, each with where it leads.
pub(super) fn readings(readings: &[Compared], paper: &Paper<'_>) -> Markup {
    let chapter = paper.site.world.book.chapter(paper.place.treaty());
    let in_book = |id: &str| chapter.is_some_and(|c| c.readings.iter().any(|r| r.id == id));
    html! {
        @for reading in readings {
            h4 {
                @if in_book(reading.id) { a href={ (paper.place.to("law/readings")) "#" (reading.id) } { (reading.id) } } @else { (reading.id) }
                " " span.src { (cites(&reading.cites, paper)) }
            }
            div.voices { @for side in &reading.sides {
                div {
                    p.lab { (paper.t("weigh-column-reading")) @if side.used { ", " (paper.t("weigh-used")) } }
                    p { (paper.voice.say(&side.says)) }
                    p { b { @match side.outcome { Some(word) => (paper.t(&format!("weigh-outcome-{word}"))), None => (paper.t("weigh-no-outcome")) } } }
                }
            } }
        }
    }
}
