//! The rows of the board: one State and one duty a row; the annual reports of a State that rest on the same day of evidence share
//! a row, with a link for each year.

use super::{Overdue, Shelf, chain, oldest};
use crate::Word;
use crate::pages::Paper;
use crate::pages::parts::{contested, lateness, rests_on_request, source, standing_note, state_link, told, when};
use facts::{Arg, Day, Fact, Say, State, When};
use findings::{Finding, Standing};
use maud::{Markup, html};
use rules::{Rule, Shape};
use std::collections::BTreeMap;

/// One row: findings of one State under one duty.
pub(super) struct Row<'f> {
    pub rule: &'f Rule,
    pub state: State,
    /// Never empty, by year.
    pub findings: Vec<&'f Finding>,
}

const COLUMNS: [&str; 4] = ["column-state", "overdue-due", "column-standing", "overdue-evidence"];

pub(super) fn table(page: &Overdue<'_>, shelves: &[Shelf], caption: &str, paper: &Paper<'_>) -> Markup {
    let board = shelves.contains(&Shelf::Overdue);
    html! {
        table.stack.plain.board {
            caption.vh { (paper.voice.with("overdue-caption", &[("what", Arg::Text(paper.t(caption))), ("day", Arg::from(paper.place.question.true_on))])) }
            thead { tr { @for key in COLUMNS { th scope="col" { (paper.t(key)) } } } }
            @for rule in page.duties() {
                @let rows = rows(page, rule, shelves, paper);
                @if board || !rows.is_empty() {
                    tbody {
                        tr.group { th colspan=(COLUMNS.len()) scope="rowgroup" { (paper.voice.duty(&rule.id)) " " span { (terms(rule, paper)) } } }
                        @if rows.is_empty() { tr { td colspan=(COLUMNS.len()) { span.dim { (paper.t("overdue-nothing")) } } } }
                        @for row in &rows { (row.told(page, paper)) }
                    }
                }
            }
        }
    }
}

/// When a duty falls due, in a few words beside its name.
fn terms(rule: &Rule, paper: &Paper<'_>) -> String {
    let cited = ("cited", Arg::Text(rule.id.citation()));
    match &rule.shape {
        Shape::Deadline(shape) => {
            let key = if shape.extended_by.is_some() { "overdue-terms-extendable" } else { "overdue-terms" };
            paper.voice.with(key, &[cited, ("length", Arg::Length(shape.within))])
        }
        Shape::PeriodicReport(shape) => {
            let (month, day) = shape.due;
            let day = Say::new("day-of-year").with("month", i64::from(month)).with("day", i64::from(day));
            paper.voice.with("overdue-terms-yearly", &[cited, ("day", Arg::from(day))])
        }
        _ => rule.id.citation(),
    }
}

/// The rows of one duty: on the board the oldest first, elsewhere what was confirmed last first.
fn rows<'f>(page: &'f Overdue<'_>, rule: &'f Rule, shelves: &[Shelf], paper: &Paper<'_>) -> Vec<Row<'f>> {
    let mut by_evidence: BTreeMap<(State, Option<Day>), Vec<&Finding>> = BTreeMap::new();
    for finding in shelves.iter().flat_map(|shelf| page.shelf(*shelf, paper)).filter(|f| f.rule == rule.id) {
        by_evidence.entry((finding.state, finding.confirmed)).or_default().push(finding);
    }
    let mut rows: Vec<Row<'_>> = by_evidence.into_iter().map(|((state, _), findings)| Row { rule, state, findings }).collect();
    match shelves.contains(&Shelf::OverdueOnce) {
        true => rows.sort_by_key(|row| std::cmp::Reverse(row.confirmed())),
        // What is not established any more stands below what still is.
        false => rows.sort_by_key(|row| (row.findings.iter().any(|f| f.standing == Standing::Unknown), row.due())),
    }
    rows
}

impl Row<'_> {
    pub fn due(&self) -> Option<When> {
        oldest(&self.findings).map(|(_, due)| due)
    }

    fn confirmed(&self) -> Option<Day> {
        self.findings.iter().filter_map(|f| f.confirmed).max()
    }

    /// What shows how it stands: the last source of each finding, each once.
    pub fn evidence<'p>(&self, paper: &Paper<'p>) -> Vec<&'p Fact> {
        let register = &paper.site.world.register;
        let mut facts: Vec<&Fact> = Vec::new();
        for fact in self.findings.iter().filter_map(|f| f.sources.last()).filter_map(|number| register.at(*number)) {
            if facts.iter().all(|f| f.source != fact.source || f.published != fact.published) {
                facts.push(fact);
            }
        }
        facts
    }

    fn told(&self, page: &Overdue<'_>, paper: &Paper<'_>) -> Markup {
        html! { tr {
            th scope="row" { (state_link(self.state, paper)) }
            td data-l=(paper.t("overdue-due")) { (self.days(page, paper)) }
            td data-l=(paper.t("column-standing")) { (self.standing(page, paper)) (self.whys(paper)) }
            td data-l=(paper.t("overdue-evidence")) {
                @for fact in self.evidence(paper) { div { (source(fact, paper)) } }
                @if let Some(day) = self.confirmed() { span.src { (paper.voice.t1(self.speaks(paper), "day", day)) } }
            }
        } }
    }

    /// A request is evidence of itself alone; other evidence speaks up to its day.
    fn speaks(&self, paper: &Paper<'_>) -> &'static str {
        if self.findings.iter().any(|f| rests_on_request(f, paper)) { "overdue-request-of" } else { "overdue-speaks" }
    }

    fn days(&self, page: &Overdue<'_>, paper: &Paper<'_>) -> Markup {
        let more = self.findings.len() - 1;
        html! {
            details {
                summary { @if let Some(due) = self.due() { (when(due, paper)) } @if more > 0 { " " (paper.voice.t1("overdue-and-more", "n", more as i64)) } }
                (chain::chain(self, page.rolls.as_ref(), paper))
            }
        }
    }

    fn standing(&self, page: &Overdue<'_>, paper: &Paper<'_>) -> Markup {
        let Some((first, _)) = oldest(&self.findings) else { return html! {} };
        let on = paper.place.question.true_on;
        let word = if page.no_report_ever(first, on) { Word::NoReportEver } else { Word::of(first, on) };
        let note = match first.standing {
            Standing::Overdue if self.findings.len() > 1 => {
                first.due.map(|due| paper.voice.t1("overdue-late-up-to", "time", lateness(due, When::day(on), paper)))
            }
            _ => standing_note(first, paper),
        };
        html! {
            (told(word, &word.said(&paper.voice)))
            @if let Some(found) = self.findings.iter().find(|f| f.contested) { (contested(found, paper)) }
            @if let Some(note) = note { br; span.dim { (note) } }
            @if let Some(until) = self.asked_until(paper) { div.dim { (paper.voice.t1("overdue-asked", "day", until)) } }
        }
    }

    /// The day the State asked for, where a request is pending.
    fn asked_until(&self, paper: &Paper<'_>) -> Option<When> {
        let finding = self.findings.first().filter(|f| rests_on_request(f, paper))?;
        let facts = finding.facts(&paper.site.world.register);
        facts.filter_map(|f| f.until).max_by_key(|day| day.last).filter(|day| Some(*day) != finding.due)
    }

    fn whys(&self, paper: &Paper<'_>) -> Markup {
        let (state, duty) = (paper.voice.state(self.state), paper.voice.duty(&self.rule.id));
        html! { div {
            @if self.rule.shape.word() == "periodic-report" { span.dim { (paper.t("overdue-reports-for")) } " " }
            @for finding in &self.findings {
                a.why href=(paper.place.finding(finding)) { @match finding.period {
                    Some(year) => { (year) span.vh { ", " (paper.t("why")) " " (state) ", " (duty) } },
                    None => { (paper.t("why")) span.vh { " " (state) ", " (duty) } },
                } }
                " "
            }
        } }
    }
}
