//! The days to come: what falls due, who enters, who meets.

use super::{Overview, Paper, is_yearly};
use crate::Word;
use crate::pages::parts::{rests_on_request, section, state_link, told, when};
use facts::{Arg, When};
use findings::{CalendarDay, Finding, Standing};
use maud::{Markup, html};
use rules::{Rule, RuleId};
use std::collections::BTreeMap;

/// How many rows are shown; the calendar file has them all.
const ROWS: usize = 12;
/// From how many States on the reports of one day are told in one row.
const MANY: usize = 4;

pub(super) fn next(overview: &Overview<'_>, paper: &Paper<'_>) -> Markup {
    let rows = rows(overview);
    let undecided = overview.findings.iter().filter(|f| f.standing == Standing::Undecided).count();
    let title = paper.t("overview-next");
    section(
        "next",
        &title,
        &paper.t("overview-next-note"),
        html! {
            table.stack.plain {
                caption.vh { (title) }
                thead { tr { @for key in ["overview-day", "overview-who", "overview-what", "column-standing"] { th scope="col" { (paper.t(key)) } } } }
                tbody { @for row in rows.iter().take(ROWS) { (row.told(overview, paper)) } }
            }
            @if rows.len() > ROWS { p.note { (paper.voice.t1("overview-next-more", "n", (rows.len() - ROWS) as i64)) } }
            @if undecided > 0 { p.note { (paper.voice.t1("overview-next-passed", "n", undecided as i64)) " " a href=(paper.place.to("overdue")) { (paper.t("overview-next-passed-link")) } } }
            p { a href=(paper.place.to("calendar.ics")) { (paper.t("overview-calendar")) } }
        },
    )
}

/// What falls on one day: one thing for one State, or the same report for many.
struct Row<'o> {
    day: When,
    rule: Option<&'o Rule>,
    entries: Vec<&'o CalendarDay>,
}

fn rows<'o>(overview: &'o Overview<'_>) -> Vec<Row<'o>> {
    let mut by_day: BTreeMap<(When, Option<&RuleId>), Vec<&CalendarDay>> = BTreeMap::new();
    for entry in &overview.days {
        by_day.entry((entry.day, entry.rule.as_ref())).or_default().push(entry);
    }
    let mut rows = Vec::new();
    for ((day, rule), entries) in by_day {
        let rule = rule.and_then(|id| overview.chapter.and_then(|c| c.rule(id)));
        if entries.len() >= MANY && rule.is_some_and(is_yearly) {
            rows.push(Row { day, rule, entries });
        } else {
            rows.extend(entries.into_iter().map(|entry| Row { day, rule, entries: vec![entry] }));
        }
    }
    rows
}

impl Row<'_> {
    fn told(&self, overview: &Overview<'_>, paper: &Paper<'_>) -> Markup {
        html! { tr {
            th scope="row" { (when(self.day, paper)) }
            td data-l=(paper.t("overview-who")) { (self.who(paper)) }
            td data-l=(paper.t("overview-what")) { (self.what(overview, paper)) }
            td data-l=(paper.t("column-standing")) { (self.standing(overview, paper)) }
        } }
    }

    fn who(&self, paper: &Paper<'_>) -> Markup {
        let many = paper.voice.t1("overview-states-parties", "n", self.entries.len() as i64);
        match (self.entries.as_slice(), self.rule) {
            ([one], _) => {
                html! { @if let Some(state) = one.state { (state_link(state, paper)) } @else { span.dim { (paper.t("nothing")) } } }
            }
            (_, Some(rule)) => html! { a href=(paper.place.to(&format!("law/{}", rule.article))) { (many) } },
            _ => html! { (many) },
        }
    }

    fn what(&self, overview: &Overview<'_>, paper: &Paper<'_>) -> Markup {
        let Some(first) = self.entries.first() else { return html! {} };
        let what = paper.voice.say(&first.what);
        let finding = self.finding(overview).filter(|_| self.entries.len() == 1);
        html! {
            @match finding {
                Some(finding) => { a href=(paper.place.finding(finding)) { (what) span.vh { ", " (paper.voice.state(finding.state)) } } },
                None => { (what) },
            }
            @if let Some(rule) = self.rule.filter(|r| r.is_duty()) { " " span.dim { (rule.id.citation()) } }
            @if finding.is_some_and(|f| rests_on_request(f, paper)) { span.dim { ", " (paper.t("overview-asked")) } }
        }
    }

    /// The finding the day comes from, where the State is bound already.
    fn finding<'f>(&self, overview: &'f Overview<'_>) -> Option<&'f Finding> {
        let (first, rule) = (self.entries.first()?, self.rule?);
        let same = |f: &&Finding| Some(f.state) == first.state && f.due == Some(self.day);
        overview.findings.iter().filter(|f| f.rule == rule.id).find(same)
    }

    fn standing(&self, overview: &Overview<'_>, paper: &Paper<'_>) -> Markup {
        let on = paper.place.question.true_on;
        let left = match self.day.first == on {
            true => paper.t("overview-today"),
            false => paper.voice.with("overview-in", &[("time", Arg::Text(paper.voice.span(on, self.day.first)))]),
        };
        let word = self.finding(overview).map(|f| Word::of(f, on));
        html! { @if let Some(word) = word { (told(word, &word.said(&paper.voice))) br; } span.dim { (left) } }
    }
}
