//! The totals of each resolution: counted from the rows, beside every printed one, with the difference shown.

use crate::pages::Paper;
use crate::pages::parts::{source, when};
use facts::Fact;
use findings::Resolution;
use maud::{Markup, html};
use rules::Vote;

pub(super) fn totals(resolutions: &[Resolution<'_>], paper: &Paper<'_>) -> Markup {
    let (ours, others): (Vec<&Resolution<'_>>, Vec<&Resolution<'_>>) = resolutions.iter().partition(|r| r.about_treaty);
    html! {
        @if resolutions.is_empty() { p { (paper.t("norm-nothing")) } }
        @if !ours.is_empty() { h3 { (paper.t("norm-about-treaty")) } (table(&ours, "norm-about-treaty", paper)) }
        @if !others.is_empty() { details { summary { (paper.t("norm-others")) } (table(&others, "norm-others", paper)) } }
        p { a href=(paper.place.to("norm/votes")) { (paper.t("norm-votes-all")) } }
    }
}

fn table(resolutions: &[&Resolution<'_>], caption: &str, paper: &Paper<'_>) -> Markup {
    html! {
        table.stack.totals {
            caption.vh { (paper.t(caption)) }
            thead { tr {
                th scope="col" { (paper.t("norm-resolution")) }
                th scope="col" { (paper.t("norm-counted")) }
                th scope="col" { (paper.t("norm-printed")) }
                th scope="col" { (paper.t("norm-no-or-abstained")) }
            } }
            tbody { @for resolution in resolutions { (row(resolution, paper)) } }
        }
    }
}

fn row(resolution: &Resolution<'_>, paper: &Paper<'_>) -> Markup {
    let note = resolution.adopted.first().map(|fact| fact.note.as_str()).unwrap_or_default();
    html! { tr {
        th scope="row" {
            span dir="ltr" { (resolution.symbol) }
            @if let Some(day) = resolution.on { div.dim { (when(day, paper)) } }
            @if !resolution.about_treaty { div.dim { (note.split(';').next().unwrap_or_default()) } }
        }
        td data-l=(paper.t("norm-counted")) {
            @if resolution.votes.is_empty() { span.dim { (paper.t("norm-no-votes-held")) } } @else {
                (paper.voice.with("norm-counts", &Vote::ALL.map(|vote| (vote.word(), resolution.counted(vote).into()))))
            }
        }
        td data-l=(paper.t("norm-printed")) { @for fact in &resolution.adopted { (printed(resolution, fact, paper)) } }
        td data-l=(paper.t("norm-no-or-abstained")) { (said_no(resolution, paper)) }
    } }
}

/// The totals one source prints; where rows are held and they differ, by how much.
fn printed(resolution: &Resolution<'_>, fact: &Fact, paper: &Paper<'_>) -> Markup {
    let totals = resolution.totals(fact);
    let told: Vec<String> = totals
        .iter()
        .map(|total| paper.voice.t1(&format!("norm-{}", total.vote.word()), "n", paper.voice.number(total.printed.number)))
        .collect();
    let differs: Vec<String> = totals
        .iter()
        .filter(|total| !resolution.votes.is_empty() && total.differs())
        .map(|total| {
            let args = [
                ("vote", paper.t(&format!("norm-word-{}", total.vote.word())).into()),
                ("printed", paper.voice.number(total.printed.number).into()),
                ("counted", total.counted.into()),
            ];
            paper.voice.with("norm-differs", &args)
        })
        .collect();
    html! { div {
        @if told.is_empty() { (paper.t("norm-without-vote")) } @else { (told.join(&paper.t("list-comma"))) }
        " " (source(fact, paper))
        @for difference in differs { div { span.st.st-split { (difference) } } }
    } }
}

fn said_no(resolution: &Resolution<'_>, paper: &Paper<'_>) -> Markup {
    let names = |vote: Vote| resolution.of(vote).map(|state| paper.voice.state(state)).collect::<Vec<_>>();
    let (no, abstained) = (names(Vote::No), names(Vote::Abstained));
    html! {
        @if !no.is_empty() { div { (paper.t("norm-word-no")) ": " (no.join(&paper.t("list-comma"))) } }
        @if !abstained.is_empty() { details {
            summary { (paper.voice.t1("norm-abstained", "n", paper.voice.number(abstained.len() as f64))) span.vh { " " (resolution.symbol) } }
            (abstained.join(&paper.t("list-comma")))
        } }
    }
}
