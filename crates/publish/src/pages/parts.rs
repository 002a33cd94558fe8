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
    html! { (told(word, &word.said(&paper.voice))) (contested(finding, paper)) }
}

/// The mark of a finding about which readings of the law differ, beside the word for how it stands by the reading used.
pub(super) fn contested(finding: &Finding, paper: &Paper<'_>) -> Markup {
    let marked = finding.contested && !finding.is_owed_only_otherwise();
    html! { @if marked { " " (told(Word::Contested, &Word::Contested.said(&paper.voice))) } }
}

/// How it stands by each other reading, one line each.
pub(super) fn read_otherwise(finding: &Finding, paper: &Paper<'_>) -> Markup {
    html! {
        (contested(finding, paper))
        @for other in &finding.otherwise {
            br; span.dim { (paper.t("readings-by")) " " (reading_link(other.switch.id(), paper)) " " (other.choice) ": " (stands(finding, other, paper).said(&paper.voice)) @if let Some(due) = other.due.filter(|due| Some(*due) != finding.due) { ", " (paper.voice.t1("readings-due", "day", due)) } }
        }
    }
}

/// How it stands by the reading used, without the mark.
pub(super) fn as_used(finding: &Finding, paper: &Paper<'_>) -> Markup {
    let word = Word::of(&Finding { contested: false, ..finding.clone() }, paper.place.question.true_on);
    told(word, &word.said(&paper.voice))
}

/// The word for how it stands by another reading.
pub(super) fn stands(finding: &Finding, other: &findings::Otherwise, paper: &Paper<'_>) -> Word {
    let (standing, due, since) = (other.standing, other.due, other.since);
    let read = Finding { standing, due, since, contested: false, before: None, otherwise: Vec::new(), ..finding.clone() };
    Word::of(&read, paper.place.question.true_on)
}

/// An open question of law by its id, linked to its place in the book.
pub(super) fn reading_link(id: &str, paper: &Paper<'_>) -> Markup {
    html! { a href=(format!("{}#{id}", paper.place.to("law/readings"))) { (id) } }
}

/// What a finding's standing adds to its word: how late, how soon, when last confirmed.
pub(super) fn standing_note(finding: &Finding, paper: &Paper<'_>) -> Option<String> {
    let (voice, on) = (paper.voice, paper.place.question.true_on);
    match finding.standing {
        Standing::Overdue => {
            let due = finding.due?;
            Some(voice.t1("standing-late-by", "time", lateness(due, When::day(on), paper)))
        }
        Standing::Unknown if finding.once == Some(Standing::Undecided) => {
            Some(voice.t1("standing-undecided-once", "day", finding.confirmed?))
        }
        Standing::Unknown if finding.once.is_some() => Some(voice.t1("standing-last-confirmed", "day", finding.confirmed?)),
        Standing::Undecided => Some(voice.t1("standing-passed", "time", voice.span(finding.due?.last, on))),
        Standing::Running if finding.due.is_some_and(|due| due.first == on) => None,
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
    finding.facts(register).map(|fact| source(fact, paper)).collect()
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

/// Whether the register cannot even tell that there is something to do: the finding rests on nothing but the acts by which the
/// State joined.
pub(super) fn may_not_apply(finding: &Finding, paper: &Paper<'_>) -> bool {
    let binds_some = |rule: &rules::Rule| matches!(&rule.shape, rules::Shape::Deadline(shape) if !shape.bound_if.is_empty());
    finding.standing == Standing::Unknown
        && paper.site.world.book.rule(&finding.rule).is_some_and(binds_some)
        && rests_on_joining_alone(finding, paper)
}

/// Whether a finding rests on nothing but the acts by which the State joined.
pub(super) fn rests_on_joining_alone(finding: &Finding, paper: &Paper<'_>) -> bool {
    let world = &paper.site.world;
    let joins = |kind: facts::Kind| {
        let rules = world.book.chapter(paper.place.treaty()).into_iter().flat_map(|c| c.rules.iter());
        rules.filter(|r| matches!(r.shape, rules::Shape::Membership(_))).any(|r| r.shape.kinds().contains(&kind))
    };
    finding.facts(&world.register).all(|f| joins(f.kind))
}

/// Whether the finding rests on a request for more time on which no decision is on record.
pub(super) fn rests_on_request(finding: &Finding, paper: &Paper<'_>) -> bool {
    let world = &paper.site.world;
    let Some(rules::Shape::Deadline(shape)) = world.book.rule(&finding.rule).map(|r| &r.shape) else { return false };
    let extension = shape.extended_by.as_ref().and_then(|id| world.book.rule(id));
    let Some(rules::Shape::Extension(extension)) = extension.map(|r| &r.shape) else { return false };
    let mut facts = finding.facts(&world.register);
    facts.any(|f| extension.requested_by.contains(&f.kind))
}

/// The acts of a State up to a day: what lies after it, and what follows from that, is left out.
pub(super) fn acts_by<'a>(membership: &findings::Membership<'a>, on: Day) -> findings::Membership<'a> {
    let by_then = |fact: Option<&'a Fact>| fact.filter(|f| f.on.is_some_and(|day| day.first <= on));
    let (consent, withdrawal) = (by_then(membership.consent), by_then(membership.withdrawal));
    findings::Membership {
        signed: by_then(membership.signed),
        consent,
        provisional: by_then(membership.provisional),
        withdrawal,
        in_force: membership.in_force.filter(|_| consent.is_some()),
        leaves: membership.leaves.filter(|_| withdrawal.is_some()),
        stated: if consent.is_some() { membership.stated.clone() } else { Vec::new() },
        threshold: membership.threshold,
    }
}
