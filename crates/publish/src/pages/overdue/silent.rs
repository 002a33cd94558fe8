//! What cannot be told: the day has passed and nothing on record says that it was done, or that it was not. Silence of the
//! register is not silence of the State.

use super::{Overdue, Shelf, states};
use crate::Word;
use crate::pages::Paper;
use crate::pages::parts::{self, rests_on_joining_alone, rule_link, standing, state_link, told, when, when_any};
use facts::{Arg, Day};
use findings::{Finding, Standing};
use maud::{Markup, html};
use rules::{Rule, RuleId, Shape};
use std::collections::BTreeSet;

pub(super) fn section(page: &Overdue<'_>, paper: &Paper<'_>) -> Markup {
    let silent = page.shelf(Shelf::Silent, paper);
    let blank: Vec<(&Rule, usize)> =
        page.duties().filter_map(|rule| Some((rule, nothing_on_record(page, rule, paper)?))).collect();
    let is_blank = |rule: &RuleId| blank.iter().any(|(blank, _)| blank.id == *rule);
    let mut one_by_one: Vec<&Finding> = silent.iter().copied().filter(|f| f.period.is_none() && !is_blank(&f.rule)).collect();
    one_by_one.sort_by_key(|f| f.due);
    let yearly = page.duties().filter(|r| matches!(r.shape, Shape::PeriodicReport(_)) && !is_blank(&r.id));
    let may = may_not_apply(page, paper);
    html! {
        @if !one_by_one.is_empty() || !may.is_empty() || !blank.is_empty() {
            (parts::section("silent", &paper.t("overdue-silent"), &paper.t("overdue-silent-note"), html! {
                @if !one_by_one.is_empty() { (table(page, &one_by_one, paper)) }
                @for (rule, n) in &blank { p.note { (paper.voice.with(blank_key(rule), &[("n", Arg::Text(paper.voice.number(*n as f64))), ("duty", Arg::Text(paper.voice.duty(&rule.id)))])) " " (rule_link(rule, paper)) } }
                @for (rule, n) in may { p.note { (paper.voice.with("overdue-may-not-apply", &[("n", Arg::from(n as i64)), ("duty", Arg::Text(paper.voice.duty(&rule.id)))])) " " (rule_link(rule, paper)) } }
            }))
        }
        @for rule in yearly { (by_year(page, rule, paper)) }
    }
}

/// Of how many States, or reports, the day has passed, where nothing on record speaks of this duty for any of them; none where
/// something does. Rows that all say the same are then said once.
fn nothing_on_record(page: &Overdue<'_>, rule: &Rule, paper: &Paper<'_>) -> Option<usize> {
    let owed = passed(page, rule, paper);
    let blank = |(shelf, f): &(Shelf, &Finding)| *shelf == Shelf::Silent && rests_on_joining_alone(f, paper);
    (owed.len() > 1 && owed.iter().all(blank)).then_some(owed.len())
}

fn blank_key(rule: &Rule) -> &'static str {
    if matches!(rule.shape, Shape::PeriodicReport(_)) { "overdue-blank-yearly" } else { "overdue-blank" }
}

/// What one duty asked of the States that are bound, where the day has passed.
fn passed<'p>(page: &'p Overdue<'_>, rule: &Rule, paper: &Paper<'_>) -> Vec<(Shelf, &'p Finding)> {
    let on: Day = paper.place.question.true_on;
    let owed = |f: &Finding| {
        f.rule == rule.id
            && f.due.is_some_and(|due| due.last < on)
            && page.in_group(f.state, paper)
            && f.standing != Standing::Ended
    };
    page.found.iter().map(|(shelf, f)| (*shelf, f)).filter(|(_, f)| owed(f)).collect()
}

fn table(page: &Overdue<'_>, silent: &[&Finding], paper: &Paper<'_>) -> Markup {
    let columns = ["column-state", "overdue-was-due", "column-standing", "column-why"];
    html! {
        table.stack.plain {
            caption.vh { (paper.t("overdue-silent")) }
            thead { tr { @for key in columns { th scope="col" { (paper.t(key)) } } } }
            @for rule in page.duties() {
                @let found: Vec<&&Finding> = silent.iter().filter(|f| f.rule == rule.id).collect();
                @if !found.is_empty() { tbody {
                    tr.group { th colspan=(columns.len()) scope="rowgroup" { (paper.voice.duty(&rule.id)) " " span { (rule.id.citation()) } } }
                    @for finding in found { (row(finding, paper)) }
                } }
            }
        }
    }
}

fn row(finding: &Finding, paper: &Paper<'_>) -> Markup {
    html! { tr {
        th scope="row" { (state_link(finding.state, paper)) }
        td data-l=(paper.t("overdue-was-due")) { (when_any(finding.due, paper)) }
        td data-l=(paper.t("column-standing")) { (standing(finding, paper)) @for note in notes(finding, paper) { br; span.dim { (note) } } }
        td data-l=(paper.t("column-why")) { a.why href=(paper.place.finding(finding)) { (paper.t("why")) span.vh { " " (paper.voice.state(finding.state)) ", " (paper.voice.duty(&finding.rule)) } } }
    } }
}

/// How long ago the day passed; and what keeps it from being told, where that is more than silence.
fn notes(finding: &Finding, paper: &Paper<'_>) -> Vec<String> {
    const TELLING: [&str; 2] = ["reason-named-later", "reason-reopened"];
    let (world, question) = (&paper.site.world, &paper.place.question);
    let passed = finding.due.map(|due| paper.voice.t1("standing-passed", "time", paper.voice.span(due.last, question.true_on)));
    let told = findings::explain(world, question, &finding.rule, finding.state, None, None);
    let because = told.map(|e| e.reason.because).unwrap_or_default();
    let telling = because.iter().filter(|r| TELLING.contains(&r.says.key)).map(|r| paper.voice.say(&r.says));
    passed.into_iter().chain(telling).collect()
}

/// For each duty, the States of which nothing on record says whether there is anything to do.
fn may_not_apply<'a>(page: &Overdue<'a>, paper: &Paper<'_>) -> Vec<(&'a Rule, usize)> {
    let found = page.shelf(Shelf::MayNotApply, paper);
    let of = |rule: &Rule| states(&found.iter().copied().filter(|f| f.rule == rule.id).collect::<Vec<_>>());
    page.duties().map(|rule| (rule, of(rule))).filter(|(_, n)| *n > 0).collect()
}

/// The reports of every year whose day has passed, as counts.
fn by_year(page: &Overdue<'_>, rule: &Rule, paper: &Paper<'_>) -> Markup {
    let owed = passed(page, rule, paper);
    let years: BTreeSet<i16> = owed.iter().filter_map(|(_, f)| f.period).collect();
    if years.is_empty() {
        return html! {};
    }
    let title = paper.voice.t1("overdue-years", "duty", paper.voice.duty(&rule.id));
    let id = format!("years-{}", rule.id.local());
    parts::section(
        &id,
        &title,
        &paper.t("overdue-years-note"),
        html! {
            table.stack {
                caption.vh { (title) }
                thead { tr { @for key in ["overdue-year", "column-due"] { th scope="col" { (paper.t(key)) } } @for (head, _) in columns() { th.r scope="col" { (head.said(paper)) } } } }
                tbody { @for year in years.into_iter().rev() { (line(year, &owed, paper)) } }
            }
            p { (rule_link(rule, paper)) ": " (paper.t("overdue-years-link")) }
        },
    )
}

/// The head of a column of counts: a standing, or what was when last confirmed.
enum Head {
    Word(Word, &'static str),
    Plain(&'static str),
}

impl Head {
    fn key(&self) -> &'static str {
        match self {
            Head::Word(_, key) | Head::Plain(key) => key,
        }
    }

    fn said(&self, paper: &Paper<'_>) -> Markup {
        match self {
            Head::Word(word, key) => told(*word, &paper.t(key)),
            Head::Plain(key) => html! { (paper.t(key)) },
        }
    }
}

type Counts = fn(Shelf, Standing) -> bool;

fn columns() -> [(Head, Counts); 4] {
    [
        (Head::Word(Word::Fulfilled, "overdue-received"), |_, standing| matches!(standing, Standing::Met | Standing::MetLate)),
        (Head::Word(Word::Overdue, "word-overdue"), |shelf, _| shelf == Shelf::Overdue),
        (Head::Plain("overdue-once"), |shelf, _| shelf == Shelf::OverdueOnce),
        (Head::Word(Word::NotEstablished, "word-not-established"), |shelf, _| shelf == Shelf::Silent),
    ]
}

fn line(year: i16, owed: &[(Shelf, &Finding)], paper: &Paper<'_>) -> Markup {
    let of_year: Vec<&(Shelf, &Finding)> = owed.iter().filter(|(_, f)| f.period == Some(year)).collect();
    let due = of_year.iter().find_map(|(_, f)| f.due);
    html! { tr {
        th scope="row" { (year) }
        td data-l=(paper.t("column-due")) { @if let Some(due) = due { (when(due, paper)) } }
        @for (head, counts) in columns() {
            @let n = of_year.iter().filter(|(shelf, f)| counts(*shelf, f.standing)).count();
            td.r.zero[n == 0] data-l=(paper.t(head.key())) { (n) }
        }
    } }
}
