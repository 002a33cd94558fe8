//! Completeness, item by item. A person reads the request; the register never guesses.

use crate::Word;
use crate::pages::Paper;
use crate::pages::parts::{section, source, told};
use facts::Arg;
use findings::Request;
use findings::requests::{Item, Told};
use maud::{Markup, html};

/// `3 of 9 answered`, and what is said to lack, for a table.
pub(super) fn counted(request: &Request<'_>, paper: &Paper<'_>) -> Markup {
    let lacking: Vec<String> = request.items.iter().filter(|i| i.told == Told::No).map(|i| letter(&i.id)).collect();
    html! {
        (of_all(request, paper))
        @if !lacking.is_empty() { div { (told(Word::Signal, &paper.voice.t1("request-said-to-lack", "items", lacking.join(", ")))) } }
        @else if !request.called_incomplete.is_empty() { div { (told(Word::Signal, &paper.t("request-called-incomplete"))) } }
    }
}

fn of_all(request: &Request<'_>, paper: &Paper<'_>) -> String {
    let count = |n: usize| Arg::Text(n.to_string());
    paper.voice.with("request-answered-of", &[("n", count(request.answered())), ("of", count(request.items.len()))])
}

/// `(e)` of `ccm.4.6.e`; `4(8)` of `ccm.4.8`.
fn letter(id: &str) -> String {
    let last = id.rsplit('.').next().unwrap_or_default();
    if last.chars().all(|c| c.is_ascii_digit()) {
        let article = id.split('.').nth(1).unwrap_or_default();
        return format!("{article}({last})");
    }
    format!("({last})")
}

pub(super) fn part(request: &Request<'_>, paper: &Paper<'_>) -> Markup {
    let title = paper.t("request-complete");
    let count = [("n", Arg::Text(request.answered().to_string())), ("of", Arg::Text(request.items.len().to_string()))];
    let note = paper.voice.with("request-complete-note", &count);
    section(
        "complete",
        &title,
        &note,
        html! {
            @if !request.called_incomplete.is_empty() { p {
                (told(Word::Signal, &paper.t("request-called-incomplete"))) " "
                @for fact in &request.called_incomplete { (source(fact, paper)) " " }
            } }
            (table(&request.items, "request-complete", paper))
            @if !request.commitments.is_empty() {
                h3 { (paper.t("request-beyond")) }
                p.small.dim { (paper.t("request-beyond-note")) }
                (table(&request.commitments, "request-beyond", paper))
            }
        },
    )
}

fn table(items: &[Item<'_>], caption: &str, paper: &Paper<'_>) -> Markup {
    let columns = ["request-item", "request-what", "request-in-it", "request-read"];
    html! { table.stack.items {
        caption.vh { (paper.t(caption)) }
        thead { tr { @for key in columns { th scope="col" { (paper.t(key)) } } } }
        tbody { @for item in items { tr {
            th scope="row" { (mark(item, paper)) }
            td data-l=(paper.t("request-what")) { (paper.t(&format!("request-item-{}", item.id.replace('.', "-")))) }
            td data-l=(paper.t("request-in-it")) { (standing(item, paper)) }
            td data-l=(paper.t("request-read")) { @for fact in &item.facts { div { span lang="en" { (fact.note) } " " (source(fact, paper)) } } }
        } } }
    } }
}

fn mark(item: &Item<'_>, paper: &Paper<'_>) -> String {
    match item.id.split_once(".request.") {
        Some((_, name)) => paper.t(&format!("request-mark-{name}")),
        None => letter(&item.id),
    }
}

fn standing(item: &Item<'_>, paper: &Paper<'_>) -> Markup {
    let (word, key) = match item.told {
        Told::Yes => (Word::NoSignal, "request-found"),
        Told::No => (Word::Signal, "request-lacking"),
        Told::Contested => (Word::Contested, "word-contested"),
        Told::NotEstablished => (Word::NotEstablished, "word-not-established"),
    };
    told(word, &paper.t(key))
}
