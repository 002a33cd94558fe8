use super::parts::section;
use super::{Asked, Menu, Missing, Page, Paper};
use crate::api::{ChangesAnswer, changes_table};
use crate::{Place, Table};
use facts::{Arg, Day};
use findings::{Cause, Change, Question};
use jiff::ToSpan;
use maud::{Markup, html};
use serde_json::Value;

mod by;
mod kind;
mod routine;
mod row;
mod turn;

use kind::Kind;

/// `/ccm/changes`: what changed between two days: what we learned about the first, what happened up to the second, which days
/// were moved.
pub(super) struct Changes {
    from: Question,
    to: Question,
    /// By cause; then by State, rule, period.
    changes: Vec<Change>,
}

impl Changes {
    /// The first day is a year before the second where none is said, and known as it was known then.
    pub fn new(paper: &Paper<'_>, asked: &Asked) -> Result<Self, Missing> {
        let to = paper.place.question;
        let true_on = asked.from.unwrap_or(to.true_on.saturating_sub(1.year()));
        let from = Question { true_on, known_by: asked.from_known_by.unwrap_or(true_on.min(to.known_by)), ..to };
        if to.true_on < from.true_on {
            return Err(Missing::day_goes_back("missing-day-goes-back", from.true_on, to.true_on));
        }
        let mut changes = findings::changes(&paper.site.world, &from, &to)
            .ok_or_else(|| Missing::day_goes_back("missing-known-goes-back", from.known_by, to.known_by))?;
        // The sort keeps the order within a cause.
        changes.sort_by_key(|change| change.cause);
        Ok(Changes { from, to, changes })
    }

    fn of(&self, cause: Cause) -> Vec<&Change> {
        self.changes.iter().filter(|change| change.cause == cause && change.is_of_standing()).collect()
    }

    fn moved(&self) -> Vec<&Change> {
        self.changes.iter().filter(|change| change.is_of_day()).collect()
    }

    /// Those about which readings of the law differ now, or no longer, while they stand as they stood.
    fn of_readings(&self) -> Vec<&Change> {
        self.changes.iter().filter(|change| change.is_of_reading()).collect()
    }

    fn lede(&self, paper: &Paper<'_>) -> String {
        let count = |changes: Vec<&Change>| Arg::from(changes.len() as i64);
        let told = [
            ("from", Arg::from(self.from.true_on)),
            ("fromknown", Arg::from(self.from.known_by)),
            ("on", Arg::from(self.to.true_on)),
            ("known", Arg::from(self.to.known_by)),
            ("world", count(self.of(Cause::World))),
            ("learned", count(self.of(Cause::Learned))),
            ("moved", count(self.moved())),
        ];
        paper.voice.with(if self.changes.iter().all(Change::is_of_reading) { "changes-lede-none" } else { "changes-lede" }, &told)
    }

    fn routine(&self, paper: &Paper<'_>) -> usize {
        self.changes.iter().filter(|c| c.is_of_standing() && Kind::of(c, paper) == Kind::Routine).count()
    }

    /// The question that a change leads from, and the one that it leads to.
    fn ends(&self, change: &Change) -> (Question, Question) {
        let first_as_known_later = Question { known_by: self.to.known_by, ..self.from };
        match change.cause {
            Cause::Learned => (self.from, first_as_known_later),
            Cause::World => (first_as_known_later, self.to),
            Cause::Law => (self.to, self.to),
        }
    }

    /// The reasons of a change: of the finding at its end, or, where there is none, at its beginning.
    fn reasons(&self, change: &Change, paper: &Paper<'_>) -> Option<String> {
        let (before, after) = self.ends(change);
        let question = if change.after.is_some() { after } else { before };
        Some(Place { question, ..paper.place.clone() }.finding(change.finding()?))
    }

    fn part(&self, name: &'static str, changes: &[&Change], paper: &Paper<'_>) -> Markup {
        let days = [
            ("day", Arg::from(self.from.true_on)),
            ("fromknown", Arg::from(self.from.known_by)),
            ("on", Arg::from(self.to.true_on)),
            ("known", Arg::from(self.to.known_by)),
        ];
        let key = format!("changes-{name}");
        let title = paper.voice.with(&key, &days);
        section(
            name,
            &title,
            &paper.voice.with(&format!("{key}-note"), &days),
            html! {
                @if changes.is_empty() { p { (paper.t(&format!("{key}-none"))) } }
                @else if name == "moved" || name == "contested" { (row::moved(self, changes, &title, paper)) }
                @else { (kind::by_kind(self, changes, name, paper)) }
            },
        )
    }
}

impl Page for Changes {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("changes-title")
    }

    fn menu(&self) -> Menu {
        Menu::Changes
    }

    fn first_days(&self) -> Option<(Day, Day)> {
        Some((self.from.true_on, self.from.known_by))
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        let chapter = paper.site.world.book.chapter(self.to.treaty);
        let has_duties = chapter.is_some_and(|c| c.rules.iter().any(rules::Rule::is_duty));
        let routine = self.routine(paper);
        html! {
            div.head {
                h1 { (self.title(paper)) }
                @if has_duties {
                    p.lede { (self.lede(paper)) @if routine > 0 { " " (paper.voice.t1("changes-lede-routine", "n", routine as i64)) } }
                } @else { p.lede { (paper.t("overdue-no-duties")) } }
            }
            @if has_duties {
                (self.part("learned", &self.of(Cause::Learned), paper))
                (self.part("happened", &self.of(Cause::World), paper))
                (self.part("moved", &self.moved(), paper))
                @if !self.of_readings().is_empty() { (self.part("contested", &self.of_readings(), paper)) }
            }
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        let answer = ChangesAnswer::new(&paper.site.world, &self.from, &self.to, &self.changes);
        serde_json::to_value(answer).unwrap_or_default()
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        changes_table(&self.changes, &paper.site.world.register)
    }
}
