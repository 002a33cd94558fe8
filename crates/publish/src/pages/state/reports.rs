//! The yearly reports in one row of years, the initial report before them.

use super::chart::days_between;
use super::{Section, StateProfile};
use crate::Word;
use crate::pages::Paper;
use crate::pages::parts::told;
use facts::{Arg, When};
use findings::{Finding, Standing};
use maud::{Markup, html};
use rules::Shape;

impl StateProfile<'_> {
    pub(super) fn reports(&self, paper: &Paper<'_>) -> Option<Section> {
        let yearly: Vec<&Finding> = self.duties().filter(|f| f.period.is_some()).collect();
        let rule = self.rule(&yearly.first()?.rule)?;
        let Shape::PeriodicReport(shape) = &rule.shape else { return None };
        let initial: Vec<&Finding> = self.duties().filter(|f| f.rule == shape.after).collect();
        let cells: Vec<&Finding> = initial.into_iter().chain(yearly).collect();
        let body = html! {
            div.scroll tabindex="0" role="region" aria-label=(paper.t("state-reports-scroll")) { (self.years(&cells, paper)) }
            (self.legend(&cells, paper))
            p.small.dim { (paper.voice.say(&rule.read_back())) }
        };
        Some(Section::new("reports", paper.t("state-reports-note"), body, paper))
    }

    fn years(&self, cells: &[&Finding], paper: &Paper<'_>) -> Markup {
        let width = cells.len() as f64 * 2.95 + 7.0;
        html! {
            table.years style={ "min-inline-size:" (width) "rem" } {
                caption.vh { (paper.voice.t1("state-reports-caption", "state", self.state)) }
                thead { tr {
                    td.dim { (paper.t("state-reports-year")) }
                    @for cell in cells { th scope="col" { (heading(cell, paper)) } }
                } }
                tbody { tr {
                    th scope="row" { (paper.t("state-reports-late")) }
                    @for cell in cells { td { (self.cell(cell, paper)) } }
                } }
            }
        }
    }

    /// The icon of the standing, and below it how late; the whole leads to the explanation.
    fn cell(&self, finding: &Finding, paper: &Paper<'_>) -> Markup {
        let word = self.word_then(finding, paper);
        let (class, icon) = word.look();
        let label = format!("{}, {}", heading(finding, paper), word.said(&paper.voice));
        html! {
            a.why href=(paper.place.finding(finding)) {
                span class={ "st " (class) } { svg viewBox="0 0 16 16" role="img" aria-label=(label) { use href={ "#" (icon) } {} } }
                small.late[word == Word::FulfilledLate] { (how_late(finding, paper)) }
            }
        }
    }

    /// The word for a finding; what had come before the State left stays a report that came.
    fn word_then(&self, finding: &Finding, paper: &Paper<'_>) -> Word {
        match finding.before {
            Some(before @ (Standing::Met | Standing::MetLate)) => {
                self.word(&Finding { standing: before, ..finding.clone() }, paper)
            }
            _ => self.word(finding, paper),
        }
    }

    /// The standings that occur, each with its word.
    fn legend(&self, cells: &[&Finding], paper: &Paper<'_>) -> Markup {
        let mut words: Vec<Word> = cells.iter().map(|f| self.word_then(f, paper)).collect();
        words.sort();
        words.dedup();
        html! { ul.legend { @for word in words { li { (told(word, &legend_word(word, paper))) } } } }
    }
}

/// Done in time and done late have the same icon; the number below tells them apart.
fn legend_word(word: Word, paper: &Paper<'_>) -> String {
    if word == Word::FulfilledLate { paper.t("state-reports-legend-late") } else { word.said(&paper.voice) }
}

fn heading(finding: &Finding, paper: &Paper<'_>) -> String {
    finding.period.map_or_else(|| paper.t("state-reports-initial"), |year| year.to_string())
}

/// Days late, as a number or a range; in few signs, because a column is narrow.
fn how_late(finding: &Finding, paper: &Paper<'_>) -> String {
    let on = paper.place.question.true_on;
    let standing = finding.before.unwrap_or(finding.standing);
    match (standing, finding.due, finding.since) {
        _ if finding.is_owed_only_otherwise() => paper.t("nothing"),
        (Standing::MetLate, Some(due), Some(done)) => {
            range(days_between(due.last, done.first), days_between(due.first, done.last), paper)
        }
        (Standing::Overdue, Some(due), _) if finding.before.is_none() => {
            range(days_between(due.last, on), days_between(due.first, on), paper)
        }
        (Standing::Met, Some(due), Some(done)) if done.last <= due.first => paper.t("state-reports-in-time"),
        (Standing::Met | Standing::MetLate, _, _) => paper.t("state-reports-came"),
        (Standing::Running, Some(due), _) => left(on, due, paper),
        _ => paper.t("nothing"),
    }
}

fn range(least: i32, most: i32, paper: &Paper<'_>) -> String {
    let number = |n: i32| paper.voice.number(n.into());
    if least == most {
        return number(least);
    }
    paper.voice.with("state-years", &[("first", Arg::Text(number(least))), ("last", Arg::Text(number(most)))])
}

fn left(on: facts::Day, due: When, paper: &Paper<'_>) -> String {
    match days_between(on, due.first) {
        0 => paper.t("state-reports-today"),
        days => paper.voice.t1("state-reports-left", "days", days),
    }
}
