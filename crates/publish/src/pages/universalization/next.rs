//! Whom to speak with next: a suggestion, with every point explained, and the weights it rests on.

use super::{Campaign, target};
use crate::pages::Paper;
use crate::pages::parts::source;
use facts::{Arg, Group};
use findings::{Answer, Prospect, Weighed};
use maud::{Markup, html};
use rules::{Factor, Measure};
use std::collections::BTreeSet;

/// How many States are shown before the rest is folded away.
const SHOWN: usize = 25;

/// How many sources of one factor are named before the reader is sent to the State's page.
const NAMED: usize = 2;

pub(super) fn next(page: &Campaign<'_>, paper: &Paper<'_>) -> Markup {
    let wanted = page.wanted(paper);
    let (shown, rest) = wanted.split_at_checked(SHOWN).unwrap_or((&wanted, &[]));
    let count = i64::try_from(rest.len()).unwrap_or(i64::MAX);
    html! {
        (filter(page, paper))
        @if shown.is_empty() { p { (paper.t("universalization-next-nobody")) } } @else { (table(shown, paper)) }
        @if !rest.is_empty() { details { summary { (paper.voice.t1("universalization-next-more", "n", count)) } (table(rest, paper)) } }
    }
}

fn table(prospects: &[&Prospect<'_>], paper: &Paper<'_>) -> Markup {
    let columns = ["column-state", "universalization-points", "universalization-yes", "universalization-unknown"];
    html! {
        table.stack.prospects {
            caption.vh { (paper.t("universalization-next")) }
            thead { tr { @for (index, column) in columns.iter().enumerate() { th.r[index == 1] scope="col" { (paper.t(column)) } } } }
            tbody { @for prospect in prospects { (row(prospect, paper)) } }
        }
    }
}

fn row(prospect: &Prospect<'_>, paper: &Paper<'_>) -> Markup {
    let told = |answer: Answer| prospect.weighed.iter().filter(move |weighed| weighed.answer == answer);
    let unknown: Vec<String> = told(Answer::Unknown).map(|weighed| label(weighed.factor, paper)).collect();
    html! { tr {
        th scope="row" { (dossier_link(prospect, paper)) div.dim { (paper.t(&format!("status-{}", prospect.status.word()))) } }
        td.r data-l=(paper.t("universalization-points")) { b { (prospect.points) } }
        td.many data-l=(paper.t("universalization-yes")) {
            @for weighed in told(Answer::Yes) { div { (factor(weighed, prospect, paper)) } }
            @if told(Answer::Yes).next().is_none() { span.dim { (paper.t("nothing")) } }
        }
        td.dim data-l=(paper.t("universalization-unknown")) { (unknown.join(&paper.t("list-comma"))) }
    } }
}

/// The name of a State, linked to all that is on record of it.
pub(super) fn dossier_link(prospect: &Prospect<'_>, paper: &Paper<'_>) -> Markup {
    html! { a href=(paper.place.to(&format!("universalization/{}", prospect.state.slug()))) { (paper.voice.state(prospect.state)) } }
}

/// `+5 has signed · United Nations Treaty Collection, 3 Feb 2026`
fn factor(weighed: &Weighed<'_>, prospect: &Prospect<'_>, paper: &Paper<'_>) -> Markup {
    html! {
        b.num.pts { (format!("{:+}", weighed.points)) } " " (label(weighed.factor, paper))
        @if let Some(detail) = detail(weighed, prospect, paper) { ": " (detail) }
        @else if weighed.facts.len() <= NAMED { @for fact in &weighed.facts { " " (source(fact, paper)) } }
        @else { " " span.src { (paper.voice.t1("universalization-sources", "n", i64::try_from(weighed.facts.len()).unwrap_or(i64::MAX))) } }
        @if !weighed.otherwise.is_empty() { " " span.st.st-split { (paper.t("universalization-otherwise")) } }
    }
}

/// The numbers behind a factor that rests on many facts.
pub(super) fn detail(weighed: &Weighed<'_>, prospect: &Prospect<'_>, paper: &Paper<'_>) -> Option<String> {
    let number = |n: usize| Arg::Number(i64::try_from(n).unwrap_or(i64::MAX));
    let ballots = || prospect.votes.iter().filter_map(|cast| cast.ballot.as_ref());
    match &weighed.factor.measure {
        Measure::Neighbours(_) => {
            let near = &prospect.neighbours;
            let args = [
                ("n", number(near.parties.len())),
                ("of", number(near.parties.len() + near.others.len())),
                ("region", Arg::Text(near.region.clone())),
            ];
            Some(paper.voice.with("universalization-neighbours-of", &args))
        }
        Measure::EveryVote(vote) | Measure::AnyVote(vote) if ballots().next().is_some() => {
            let so = ballots().filter(|ballot| ballot.vote == *vote).count();
            Some(paper.voice.with("universalization-votes-of", &[("n", number(so)), ("of", number(ballots().count()))]))
        }
        _ => None,
    }
}

/// A factor in few words.
pub(super) fn label(factor: &Factor, paper: &Paper<'_>) -> String {
    paper.voice.or_book(&format!("factor-{}", factor.id), &factor.id.replace('-', " "))
}

/// What a yes to a factor means, in a sentence.
pub(super) fn meaning(factor: &Factor, paper: &Paper<'_>) -> String {
    paper.voice.or_book(&format!("factor-{}-means", factor.id), &factor.says)
}

/// The weights, as the book has them.
pub(super) fn weights(page: &Campaign<'_>, paper: &Paper<'_>) -> Markup {
    let columns = ["universalization-factor", "universalization-points", "universalization-means", "universalization-states"];
    let factors = page.factors();
    let yes = |factor: &Factor| {
        let weighed = page.told.prospects.iter().flat_map(|prospect| &prospect.weighed);
        weighed.filter(|weighed| weighed.factor.id == factor.id && weighed.answer == Answer::Yes).count()
    };
    html! {
        table.stack {
            caption.vh { (paper.t("universalization-weights")) }
            thead { tr { @for (index, column) in columns.iter().enumerate() { th.r[index == 1 || index == 3] scope="col" { (paper.t(column)) } } } }
            tbody { @for factor in factors { tr {
                th scope="row" { (label(factor, paper)) }
                td.r data-l=(paper.t("universalization-points")) { (format!("{:+}", factor.points)) }
                td data-l=(paper.t("universalization-means")) { (meaning(factor, paper)) div.src dir="ltr" { "law/" (factor.place.0) ":" (factor.place.1) } }
                td.r data-l=(paper.t("universalization-states")) { (yes(factor)) }
            } } }
        }
    }
}

/// The form that narrows by regional group or region: a plain GET form that keeps the two days.
fn filter(page: &Campaign<'_>, paper: &Paper<'_>) -> Markup {
    let groups: Vec<(String, String)> =
        Group::ALL.iter().map(|group| (group.word().to_owned(), paper.t(&format!("group-{}", group.word())))).collect();
    let regions: BTreeSet<&str> =
        paper.site.world.gazetteer.states().map(|r| r.region.as_str()).filter(|r| !r.is_empty()).collect();
    let regions: Vec<(String, String)> =
        regions.into_iter().map(|region| (region.to_owned(), paper.voice.or_book(&format!("region-{region}"), region))).collect();
    let narrowed = page.asked.group.is_some() || page.asked.region.is_some();
    html! {
        form.filter.no-print action=(format!("{}#next", paper.place.own())) method="get" aria-label=(paper.t("universalization-filter")) {
            (target::days(paper))
            @if let Some(since) = &page.asked.since { input type="hidden" name="since" value=(since); }
            (choice("group", "universalization-all-groups", &groups, page.asked.group.as_deref(), paper))
            (choice("region", "universalization-all-regions", &regions, page.asked.region.as_deref(), paper))
            button.plain { (paper.t("overdue-filter-do")) }
            @if narrowed { a href=(paper.place.to(&paper.place.path)) { (paper.t("overdue-filter-clear")) } }
        }
    }
}

fn choice(name: &str, all: &str, options: &[(String, String)], chosen: Option<&str>, paper: &Paper<'_>) -> Markup {
    html! {
        label { (paper.t(&format!("universalization-filter-{name}")))
            select.s name=(name) {
                option value="" { (paper.t(all)) }
                @for (value, said) in options { option value=(value) selected[chosen == Some(value)] { (said) } }
            }
        }
    }
}
