//! Days that sources print, beside the computed ones. A printed day is kept as what a source says; it is never used in place of
//! the computed one.

use super::{Overdue, count};
use crate::pages::Paper;
use crate::pages::parts::{self, rule_link, source, state_link, when};
use facts::{Arg, Day, Fact, Role, State, When};
use findings::{Finding, Standing};
use maud::{Markup, html};
use rules::{Rule, Shape};
use std::collections::BTreeMap;

/// One printed day and the day computed for the same duty of the same State.
struct Printed<'a> {
    state: State,
    rule: &'a Rule,
    fact: &'a Fact,
    printed: When,
    computed: When,
}

impl Printed<'_> {
    fn agrees(&self) -> bool {
        self.printed.first <= self.computed.last && self.computed.first <= self.printed.last
    }

    /// How many days lie between the two, from the nearest ends of both.
    fn apart(&self) -> i32 {
        let days = |from: Day, to: Day| from.until(to).map(|s| s.get_days()).unwrap_or_default();
        if self.printed.last < self.computed.first {
            days(self.printed.last, self.computed.first)
        } else {
            days(self.computed.last, self.printed.first)
        }
    }
}

pub(super) fn section(page: &Overdue<'_>, paper: &Paper<'_>) -> Markup {
    let all = printed(page, paper);
    let differ = differing(&all);
    if all.is_empty() {
        return html! {};
    }
    let agree = all.iter().filter(|p| p.agrees()).count();
    let note = paper.voice.with("overdue-printed-note", &[("n", count(all.len())), ("agree", count(agree))]);
    parts::section(
        "printed",
        &paper.t("overdue-printed"),
        &note,
        html! {
            @if let Some((fact, n, agree)) = longest_list(&all) {
                p { (paper.voice.with("overdue-printed-list", &[("n", count(n)), ("agree", count(agree)), ("source", Arg::Text(paper.voice.source(fact)))])) }
            }
            @if !differ.is_empty() { (table(page, &differ, paper)) }
        },
    )
}

fn printed<'a>(page: &Overdue<'a>, paper: &Paper<'a>) -> Vec<Printed<'a>> {
    let (world, question) = (&paper.site.world, &paper.place.question);
    let view = world.view(question);
    let kinds = world.book.vocabulary.kinds().filter(|(_, record)| record.role == Role::StatedDay).map(|(kind, _)| kind);
    let facts: Vec<&Fact> = kinds.flat_map(|kind| view.of_all_states(question.treaty, kind)).collect();
    let shown = facts.into_iter().filter(|f| f.state.is_some_and(|s| page.in_group(s, paper)));
    shown.filter_map(|fact| beside(page, fact)).collect()
}

/// The day computed beside a printed one: the day the text itself sets, before any extension.
fn beside<'a>(page: &Overdue<'a>, fact: &'a Fact) -> Option<Printed<'a>> {
    let rule = page.duties().find(|r| Some(&r.id.0) == fact.about.as_ref())?;
    let Shape::Deadline(shape) = &rule.shape else { return None };
    let state = fact.state?;
    let in_force = page.rolls.as_ref()?.of(state)?.in_force?;
    Some(Printed { state, rule, fact, printed: fact.until?, computed: in_force.plus(&shape.within) })
}

/// The source that prints most days: how many, and how many agree.
fn longest_list<'a>(all: &[Printed<'a>]) -> Option<(&'a Fact, usize, usize)> {
    let mut lists: BTreeMap<(&str, Option<When>), Vec<&Printed<'a>>> = BTreeMap::new();
    all.iter().for_each(|p| lists.entry((p.fact.source.as_str(), p.fact.published)).or_default().push(p));
    let longest = lists.into_values().max_by_key(Vec::len).filter(|list| list.len() > 1)?;
    let agree = longest.iter().filter(|p| p.agrees()).count();
    longest.first().map(|p| (p.fact, longest.len(), agree))
}

/// What differs: one entry for each State, duty and printed day, with every source that prints it; the widest apart first.
fn differing<'p, 'a>(all: &'p [Printed<'a>]) -> Vec<Vec<&'p Printed<'a>>> {
    let mut groups: BTreeMap<_, Vec<&Printed<'a>>> = BTreeMap::new();
    for one in all.iter().filter(|p| !p.agrees()) {
        groups.entry((one.state, &one.rule.id, one.printed)).or_default().push(one);
    }
    let mut groups: Vec<Vec<&Printed<'a>>> = groups.into_values().collect();
    groups.iter_mut().for_each(|group| group.sort_by_key(|p| p.fact.published));
    groups.sort_by_key(|group| std::cmp::Reverse(group.first().map(|p| p.apart())));
    groups
}

fn table(page: &Overdue<'_>, groups: &[Vec<&Printed<'_>>], paper: &Paper<'_>) -> Markup {
    let columns = ["column-state", "overdue-printed-day", "overdue-computed-day", "overdue-difference", "overdue-effect"];
    html! {
        table.stack {
            caption.vh { (paper.t("overdue-printed")) }
            thead { tr { @for key in columns { th scope="col" { (paper.t(key)) } } } }
            tbody { @for group in groups { @if let Some(one) = group.first() { tr {
                th scope="row" { (state_link(one.state, paper)) br; span.src { (rule_link(one.rule, paper)) } }
                td data-l=(paper.t("overdue-printed-day")) { (when(one.printed, paper)) @for p in group { div { (source(p.fact, paper)) } } }
                td data-l=(paper.t("overdue-computed-day")) { (when(one.computed, paper)) }
                td data-l=(paper.t("overdue-difference")) { span.nb { (paper.voice.t1("length-days", "n", one.apart())) } }
                td data-l=(paper.t("overdue-effect")) { (effect(page, group, paper)) }
            } } } }
        }
    }
}

/// What the difference changes: for a list that named the State late too early, and for whether the duty was done in time.
fn effect(page: &Overdue<'_>, group: &[&Printed<'_>], paper: &Paper<'_>) -> Markup {
    let Some(one) = group.first() else { return html! {} };
    let named = group.iter().filter_map(|p| named_too_early(p, paper)).min_by_key(|(day, _)| *day);
    let finding = page.found.iter().map(|(_, f)| f).find(|f| f.state == one.state && f.rule == one.rule.id);
    html! {
        @if let Some((day, left)) = named { div { (paper.voice.with("overdue-effect-named", &[("day", Arg::from(day)), ("time", Arg::Text(paper.voice.t1("length-days", "n", left)))])) } }
        @if let Some(finding) = finding {
            @if let Some(key) = timing(one, finding, paper.place.question.true_on) { (paper.t(key)) " " }
            a href=(paper.place.finding(finding)) { (paper.t("overdue-reasons")) span.vh { " " (paper.voice.state(one.state)) ", " (paper.voice.when(one.printed)) } }
        }
    }
}

/// The day on which the same source said that nothing had come, where that was on or before the computed last day in time; and
/// how many days were left.
fn named_too_early(printed: &Printed<'_>, paper: &Paper<'_>) -> Option<(Day, i32)> {
    let Shape::Deadline(shape) = &printed.rule.shape else { return None };
    let question = &paper.place.question;
    let said = paper.site.world.view(question).of_kinds(question.treaty, printed.state, &shape.missing_by);
    let named = said.into_iter().filter(|f| f.source == printed.fact.source && f.published == printed.fact.published);
    let day = named.filter_map(|f| f.on).map(|day| day.first).find(|day| *day <= printed.computed.first)?;
    Some((day, day.until(printed.computed.first).ok()?.get_days()))
}

/// Whether the duty was done in time, or the day has passed, by each of the two days.
fn timing(printed: &Printed<'_>, finding: &Finding, on: Day) -> Option<&'static str> {
    let done = matches!(finding.standing, Standing::Met | Standing::MetLate);
    let day = if done { finding.since? } else { When::day(on) };
    let after = |due: When| (day.first > due.last).then_some(true).or((day.last <= due.first).then_some(false));
    // Where an extension moved the day, neither of the two decides.
    let (by_printed, by_computed) = (after(printed.printed)?, after(printed.computed)?);
    (!finding.extended).then_some(match (done, by_printed, by_computed) {
        (true, true, true) => "overdue-effect-late",
        (true, false, false) => "overdue-effect-in-time",
        (true, true, false) => "overdue-effect-in-time-computed",
        (true, false, true) => "overdue-effect-late-computed",
        (false, true, true) => "overdue-effect-passed",
        (false, false, false) => "overdue-effect-to-come",
        (false, true, false) => "overdue-effect-to-come-computed",
        (false, false, true) => "overdue-effect-passed-computed",
    })
}
