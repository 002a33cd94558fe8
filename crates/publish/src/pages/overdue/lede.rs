//! The sentences that can be quoted: how many are overdue on evidence, the longest, and what is kept apart from it.

use super::{Overdue, Shelf, count, oldest, states};
use crate::pages::Paper;
use crate::pages::parts::lateness;
use facts::{Arg, Group, When};
use maud::{Markup, html};
use rules::RuleId;

pub(super) fn lede(page: &Overdue<'_>, paper: &Paper<'_>) -> Markup {
    if page.chapter.is_none_or(|c| !c.rules.iter().any(rules::Rule::is_duty)) {
        return html! { p.lede { (paper.t("overdue-no-duties")) } };
    }
    html! { p.lede { @if let Some(narrowed) = narrowed(page, paper) { (narrowed) " " } (overdue(page, paper)) @for sentence in apart(page, paper) { " " (sentence) } } }
}

/// What the reader narrowed the page to, so that no sentence below is quoted for more than it counts.
fn narrowed(page: &Overdue<'_>, paper: &Paper<'_>) -> Option<String> {
    let duty = page.asked.duty.as_ref().map(|id| paper.voice.duty(&RuleId(id.clone())));
    let group = page.asked.group.as_ref().map(|word| match Group::read(word) {
        Some(group) => paper.t(&format!("group-{}", group.word())),
        None => word.clone(),
    });
    let what: Vec<String> = duty.into_iter().chain(group).collect();
    (!what.is_empty()).then(|| paper.voice.t1("overdue-narrowed", "what", paper.voice.list(what)))
}

fn overdue(page: &Overdue<'_>, paper: &Paper<'_>) -> String {
    let found = page.shelf(Shelf::Overdue, paper);
    let day = ("day", Arg::from(paper.place.question.true_on));
    let Some((longest, due)) = oldest(&found) else { return paper.voice.with("overdue-lede-none", &[day]) };
    let late = lateness(due, When::day(paper.place.question.true_on), paper);
    let args = [
        day,
        ("n", count(found.len())),
        ("states", count(states(&found))),
        ("state", Arg::State(longest.state)),
        ("duty", Arg::Text(paper.voice.duty(&longest.rule))),
        ("time", Arg::Text(late)),
    ];
    paper.voice.with("overdue-lede", &args)
}

/// What is not overdue on evidence, in a sentence each; none where there is nothing.
fn apart(page: &Overdue<'_>, paper: &Paper<'_>) -> Vec<String> {
    let shelves = [("overdue-lede-undecided", Shelf::Undecided), ("overdue-lede-once", Shelf::OverdueOnce)];
    let told = shelves.into_iter().map(|(key, shelf)| (key, page.shelf(shelf, paper)));
    let told = told.filter(|(_, found)| !found.is_empty());
    told.map(|(key, found)| paper.voice.with(key, &[("n", count(found.len())), ("states", count(states(&found)))])).collect()
}
