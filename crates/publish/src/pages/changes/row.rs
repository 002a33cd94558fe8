//! The rows: one State, one duty, how it stood and how it stands, and what made it so. Years of one duty that changed alike, by
//! the same documents, share a row.

use super::turn::{self, Turn};
use super::{Changes, Paper, by};
use crate::pages::parts::state_link;
use facts::{Arg, Fact, State};
use findings::{Cause, Change, Finding};
use maud::{Markup, html};
use rules::RuleId;

/// Changes told in one row; never empty.
pub(super) struct Row<'c> {
    state: State,
    rule: &'c RuleId,
    turn: Turn,
    by: Vec<&'c Fact>,
    changes: Vec<&'c Change>,
}

/// The rows, by rule in the order of the book, then by the State's name.
pub(super) fn rows<'c>(page: &Changes, changes: &[&'c Change], paper: &Paper<'c>) -> Vec<Row<'c>> {
    let mut rows: Vec<Row<'c>> = Vec::new();
    for change in changes {
        let Some(finding) = change.finding() else { continue };
        let (turn, by) = (Turn::of(page, change), by::documents(change, paper));
        let same = |row: &&mut Row<'_>| {
            row.state == finding.state && *row.rule == finding.rule && row.turn == turn && by::are_alike(&row.by, &by)
        };
        // Changes come by State, rule and period: what shares a row stands together or nearly so.
        match rows.iter_mut().rev().take(8).find(same).filter(|_| finding.period.is_some()) {
            Some(row) => row.changes.push(change),
            None => rows.push(Row { state: finding.state, rule: &finding.rule, turn, by, changes: vec![change] }),
        }
    }
    let book = paper.site.world.book.chapter(page.to.treaty);
    let place = |rule: &RuleId| book.and_then(|c| c.rules.iter().position(|r| r.id == *rule));
    rows.sort_by_cached_key(|row| (place(row.rule), paper.voice.state(row.state)));
    rows
}

const COLUMNS: [&str; 4] = ["column-state", "changes-duty", "changes-turn", "changes-by"];

pub(super) fn table(page: &Changes, rows: &[Row<'_>], caption: &str, paper: &Paper<'_>) -> Markup {
    html! {
        table.stack.plain.changes {
            caption.vh { (caption) }
            thead { tr { @for key in COLUMNS { th scope="col" { (paper.t(key)) } } } }
            tbody { @for row in rows { (row.told(page, paper)) } }
        }
    }
}

/// The findings of which only the day in force is another.
pub(super) fn moved(page: &Changes, changes: &[&Change], caption: &str, paper: &Paper<'_>) -> Markup {
    html! {
        table.stack.plain.changes {
            caption.vh { (caption) }
            thead { tr { @for key in ["column-state", "changes-duty", "changes-days", "changes-by"] { th scope="col" { (paper.t(key)) } } } }
            tbody { @for row in rows(page, changes, paper) { tr {
                th scope="row" { (state_link(row.state, paper)) }
                td { (row.duty(page, paper)) }
                td { @for change in &row.changes { @if change.is_of_reading() { (turn::contest(change, paper)) } @else { (turn::days(change, paper)) } } div.dim { (row.turn.after_in_words(paper)) @if row.changes.iter().any(|change| change.cause == Cause::Learned) { ", " (paper.t("changes-cause-learned")) } } }
                td { (row.by(paper)) }
            } } }
        }
    }
}

impl Row<'_> {
    fn told(&self, page: &Changes, paper: &Paper<'_>) -> Markup {
        html! { tr {
            th scope="row" { (state_link(self.state, paper)) }
            td { (self.duty(page, paper)) }
            td { (self.turn.told(paper)) @if let Some(note) = self.note(paper) { div.dim { (note) } } }
            td { (self.by(paper)) }
        } }
    }

    /// The duty, leading to the reasons; where it returns, a link for each year.
    fn duty(&self, page: &Changes, paper: &Paper<'_>) -> Markup {
        let duty = paper.voice.duty(self.rule);
        let state = paper.voice.state(self.state);
        let about = self.one().and_then(|f| f.about.as_ref().filter(|_| f.due.is_none()));
        let years: Vec<(i16, Option<String>)> =
            self.changes.iter().filter_map(|c| Some((c.finding()?.period?, page.reasons(c, paper)))).collect();
        html! {
            @if years.is_empty() {
                a href=[self.changes.first().and_then(|c| page.reasons(c, paper))] { span.cap { (duty) } span.vh { ", " (state) } }
            } @else {
                (duty)
                @for (year, address) in years { " " a.year href=[address] { (year) span.vh { ", " (duty) ", " (state) } } }
            }
            @if let Some(about) = about { div.dim { (paper.voice.about(about)) } }
        }
    }

    /// The finding, where the row tells of one only.
    fn one(&self) -> Option<&Finding> {
        self.changes.first().filter(|_| self.changes.len() == 1).and_then(|change| change.finding())
    }

    /// The day that counts: when it was done, else when it is or was due.
    fn note(&self, paper: &Paper<'_>) -> Option<String> {
        use findings::Standing::{Ended, Met, MetLate, NotApplicable, Raised};
        let finding = self.one()?;
        // The day of a warning about more time is no due day.
        let rule = paper.site.world.book.rule(&finding.rule);
        if rule.is_some_and(|rule| matches!(rule.shape, rules::Shape::RequestWindow(_))) {
            return None;
        }
        match finding.standing {
            Raised | Ended | NotApplicable => None,
            Met | MetLate => Some(paper.voice.t1("state-done", "day", finding.since?)),
            _ => Some(paper.voice.t1("changes-due", "day", Arg::When(finding.due?))),
        }
    }

    fn by(&self, paper: &Paper<'_>) -> Markup {
        let Some(change) = self.changes.first() else { return html! {} };
        let faded = change.after.as_ref().is_some_and(|f| f.once.is_some());
        let otherwise = match change.cause {
            Cause::World if faded => "changes-by-age",
            Cause::World => "changes-by-a-day",
            _ => "nothing",
        };
        by::told(&self.by, otherwise, paper)
    }
}
