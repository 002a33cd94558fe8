//! The parts pages are made of: standings, days, sections, facts. Words, colour and icon always together.

use super::Paper;
use crate::Word;
use facts::{Arg, Day, Fact, When};
use findings::{Finding, Standing};
use maud::{Markup, html};

/// A standing with its icon and given words.
pub(super) fn told(word: Word, words: &str) -> Markup {
    let (class, icon) = word.look();
    html! { span class={ "st " (class) } { svg viewBox="0 0 16 16" aria-hidden="true" { use href={ "#" (icon) } {} } span { (words) } } }
}

/// The standing of a finding, with how long or how soon.
pub(super) fn standing(finding: &Finding, paper: &Paper<'_>) -> Markup {
    let word = Word::of(finding, paper.place.question.true_on);
    told(word, &word.said(&paper.voice))
}

/// What a finding's standing adds to its word: how late, how soon, when last confirmed.
pub(super) fn standing_note(finding: &Finding, paper: &Paper<'_>) -> Option<String> {
    let (voice, on) = (paper.voice, paper.place.question.true_on);
    match finding.standing {
        Standing::Overdue => {
            let due = finding.due?;
            Some(voice.t1("standing-late-by", "time", lateness(due, When::day(on), paper)))
        }
        Standing::Unknown if finding.confirmed.is_some() => Some(voice.t1("standing-last-confirmed", "day", finding.confirmed?)),
        Standing::Undecided => Some(voice.t1("standing-passed", "time", voice.span(finding.due?.last, on))),
        Standing::Running => Some(voice.t1("standing-left", "time", voice.span(on, finding.due?.first))),
        Standing::MetLate => Some(voice.t1("standing-late-by", "time", lateness(finding.due?, finding.since?, paper))),
        Standing::Ended => finding.before.map(|before| {
            let before = Word::of(&Finding { standing: before, contested: false, ..finding.clone() }, on);
            voice.t1("standing-before", "word", before.said(&voice))
        }),
        _ => None,
    }
}

/// How late: a length, or a range of days where a month or a year is all that is known.
pub(super) fn lateness(due: When, done: When, paper: &Paper<'_>) -> String {
    let days = |from: Day, to: Day| from.until(to).map(|s| s.get_days()).unwrap_or_default();
    let (least, most) = (days(due.last, done.first), days(due.first, done.last));
    if least == most {
        return paper.voice.span(due.first, done.first);
    }
    paper.voice.with("standing-days-range", &[("least", Arg::Number(least.into())), ("most", Arg::Number(most.into()))])
}

/// A day or an interval, marked up as a time where it is one day.
pub(super) fn when(when: When, paper: &Paper<'_>) -> Markup {
    let said = paper.voice.when(when);
    html! { @if when.is_exact() { time.nb datetime=(when.first) { (said) } } @else { span.nb { (said) } } }
}

/// A day, where there is one.
pub(super) fn when_any(day: Option<When>, paper: &Paper<'_>) -> Markup {
    html! { @if let Some(day) = day { (when(day, paper)) } @else { span.dim { (paper.t("nothing")) } } }
}

/// A section with its side head; the note says how it was counted.
pub(super) fn section(id: &str, title: &str, note: &str, body: Markup) -> Markup {
    let head = format!("{id}-h");
    html! {
        section.sec id=(id) aria-labelledby=(head) {
            header { h2 id=(head) { (title) } @if !note.is_empty() { p { (note) } } }
            div { (body) }
        }
    }
}

/// Where a fact comes from, linked to its own page.
pub(super) fn source(fact: &Fact, paper: &Paper<'_>) -> Markup {
    html! { span.src { a href=(paper.place.fact(&fact.id)) { (paper.voice.source(fact)) } } }
}

/// The sources of a finding, linked.
pub(super) fn sources(finding: &Finding, paper: &Paper<'_>) -> Vec<Markup> {
    let register = &paper.site.world.register;
    finding.sources.iter().filter_map(|id| register.fact(id)).map(|fact| source(fact, paper)).collect()
}

/// The line above a title: where the page stands.
pub(super) fn crumbs(steps: &[(String, String)], last: &str) -> Markup {
    html! { p.crumb { @for (address, name) in steps { a href=(address) { (name) } " / " } (last) } }
}

/// The name of a State, linked to its page.
pub(super) fn state_link(state: facts::State, paper: &Paper<'_>) -> Markup {
    html! { a href=(paper.place.state(state)) { (paper.voice.state(state)) } }
}

/// A rule as it is cited, linked to its place in the book.
pub(super) fn rule_link(rule: &rules::Rule, paper: &Paper<'_>) -> Markup {
    html! { a href=(paper.place.rule(&rule.article, &rule.id)) { (rule.id.citation()) } }
}
