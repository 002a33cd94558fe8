//! What States Parties set themselves, how far it was reached, and the States that are new since a day or a meeting.

use super::{Campaign, number};
use crate::pages::Paper;
use crate::pages::parts::{source, state_link, when};
use facts::{Arg, Fact, When};
use findings::{Arrival, Reached, Universalization};
use maud::{Markup, html};
use rules::Aim;

pub(super) fn table(told: &Universalization<'_>, paper: &Paper<'_>) -> Markup {
    let columns = ["set", "by", "count", "short", "new-parties"];
    html! {
        table.stack.targets {
            caption.vh { (paper.t("universalization-targets")) }
            thead { tr { @for column in columns { th scope="col" { (paper.t(&format!("universalization-{column}"))) } } } }
            tbody { @for reached in &told.targets { (row(reached, paper)) } }
        }
    }
}

fn row(reached: &Reached<'_>, paper: &Paper<'_>) -> Markup {
    let (target, voice) = (reached.target, paper.voice);
    let says = voice.or_book(&format!("target-{}", target.id), &target.says);
    let short = match (reached.short_by, reached.is_past) {
        (0, _) => paper.t("universalization-reached"),
        (n, past) => voice.t1(if past { "universalization-was-short" } else { "universalization-is-short" }, "n", n),
    };
    html! { tr {
        th scope="row" { (voice.number(f64::from(target.number))) " " (says) div.src { (target.source) } }
        td data-l=(paper.t("universalization-by")) {
            (when(reached.by, paper))
            @if let Some(meeting) = reached.meeting { div { (source(meeting, paper)) } }
        }
        td data-l=(paper.t("universalization-count")) {
            b { (voice.number(f64::from(reached.count))) }
            div.dim { (voice.t1("universalization-counted-on", "day", reached.counted_on)) }
        }
        td data-l=(paper.t("universalization-short")) { (short) }
        td data-l=(paper.t("universalization-new-parties")) {
            @match target.counts {
                Aim::Parties => span.dim { (paper.t("nothing")) },
                Aim::NewParties => {
                    @for arrival in &reached.new { div { (state_link(arrival.state, paper)) " " span.dim { (when(arrival.on, paper)) } } }
                    @if let Some(since) = target.since { div.dim { (voice.t1("universalization-after", "day", since)) } }
                }
            }
        }
    } }
}

/// The States new since a day or a meeting, and the form that asks for it.
pub(super) fn new(page: &Campaign<'_>, paper: &Paper<'_>) -> Markup {
    let new = &page.told.new;
    html! {
        (form(page, paper))
        p { (told(page, paper)) }
        @if page.since.is_some() && !new.is_empty() { (arrivals(new, paper)) }
    }
}

fn told(page: &Campaign<'_>, paper: &Paper<'_>) -> String {
    let (voice, new) = (paper.voice, &page.told.new);
    let Some(since) = page.since else { return paper.t("universalization-since-none") };
    let names = voice.list(new.iter().map(|arrival| voice.state(arrival.state)).collect());
    let args = [
        ("n", number(new.len())),
        ("names", Arg::Text(names)),
        ("since", Arg::from(since.day)),
        ("on", Arg::from(paper.place.question.true_on)),
        ("meeting", Arg::Text(since.meeting.and_then(|fact| fact.about.clone()).unwrap_or_default())),
    ];
    voice.with(if since.meeting.is_some() { "universalization-since-meeting" } else { "universalization-since-day" }, &args)
}

fn arrivals(new: &[Arrival<'_>], paper: &Paper<'_>) -> Markup {
    let columns = ["column-state", "states-consent", "states-in-force", "column-source"];
    html! {
        table.stack {
            caption.vh { (paper.t("universalization-new")) }
            thead { tr { @for column in columns { th scope="col" { (paper.t(column)) } } } }
            tbody { @for arrival in new { tr {
                th scope="row" { (state_link(arrival.state, paper)) }
                td data-l=(paper.t("states-consent")) { (when(arrival.on, paper)) }
                td data-l=(paper.t("states-in-force")) { @if let Some(day) = arrival.in_force { (when(day, paper)) } }
                td data-l=(paper.t("column-source")) { (source(arrival.consent, paper)) }
            } } }
        }
    }
}

fn form(page: &Campaign<'_>, paper: &Paper<'_>) -> Markup {
    html! {
        form.filter.no-print action=(format!("{}#new", paper.place.own())) method="get" aria-label=(paper.t("universalization-new")) {
            (days(paper))
            @for (name, value) in [("group", &page.asked.group), ("region", &page.asked.region)] {
                @if let Some(value) = value { input type="hidden" name=(name) value=(value); }
            }
            label { (paper.t("universalization-since"))
                input.s type="text" name="since" list="meetings" value=(page.asked.since.as_deref().unwrap_or_default()) autocomplete="off" spellcheck="false";
            }
            datalist id="meetings" { @for (name, day) in meetings(paper) { option value=(name) { (paper.voice.when(day)) } } }
            button.plain { (paper.t("universalization-since-do")) }
            @if page.asked.since.is_some() { a href=(paper.place.to(&paper.place.path)) { (paper.t("universalization-since-clear")) } }
            @if let Some(fact) = page.since.and_then(|since| since.meeting) { (source(fact, paper)) }
        }
    }
}

/// The two days, as hidden fields of a form.
pub(super) fn days(paper: &Paper<'_>) -> Markup {
    let question = &paper.place.question;
    html! {
        input type="hidden" name="on" value=(question.true_on);
        input type="hidden" name="known-by" value=(question.known_by);
        @if let Some(entries) = question.entries { input type="hidden" name="entries" value=(entries); }
    }
}

/// The Meetings of States Parties and Review Conferences known and begun by the day, the latest first.
fn meetings(paper: &Paper<'_>) -> Vec<(String, When)> {
    let (world, question) = (&paper.site.world, &paper.place.question);
    let Some(kind) = world.book.vocabulary.kind("meeting") else { return Vec::new() };
    let formal = |fact: &&Fact| {
        fact.about.as_deref().is_some_and(|name| name.ends_with("MSP") || name.ends_with("RC") || name.contains("RC Part"))
    };
    let begun = world.view(question).about_no_state(question.treaty, kind).filter(formal);
    let named = begun.filter_map(|fact| Some((fact.about.clone()?.replace(' ', "-"), fact.on?)));
    let mut meetings: Vec<(String, When)> = named.filter(|(_, day)| day.last <= question.true_on).collect();
    meetings.sort_by_key(|(name, day)| (std::cmp::Reverse(*day), name.clone()));
    meetings.dedup_by(|a, b| a.0 == b.0);
    meetings
}
