//! `/ccm/plans`: the action plans; below it one plan, and one action with its lists of States.

mod action;
pub(super) mod figure;
mod plan;
mod window;

pub(super) use action::ActionPage;
pub(super) use plan::PlanPage;

use super::parts::{section, when};
use super::{Menu, Page, Paper};
use crate::Table;
use crate::api::{plans_json, plans_table};
use facts::{Arg, When};
use maud::{Markup, html};
use rules::Plan;
use serde_json::Value;

/// The plans of the treaty that had been adopted by the days of the page.
pub(super) struct Plans<'a> {
    plans: Vec<&'a Plan>,
}

impl<'a> Plans<'a> {
    pub fn new(paper: &Paper<'a>) -> Self {
        let chapter = paper.site.world.book.chapter(paper.place.treaty());
        let plans = chapter.into_iter().flat_map(|c| c.plans.iter());
        Plans { plans: plans.filter(|plan| is_adopted(plan, paper)).collect() }
    }
}

/// Whether a plan had been adopted by the days of the page.
fn is_adopted(plan: &Plan, paper: &Paper<'_>) -> bool {
    let question = &paper.place.question;
    plan.adopted.last <= question.true_on.min(question.known_by)
}

/// Where the day of the page lies in the term of a plan, as the name of a sentence.
fn term(plan: &Plan, paper: &Paper<'_>) -> &'static str {
    let on = paper.place.question.true_on;
    match () {
        () if !is_adopted(plan, paper) => "plans-not-adopted",
        () if on < plan.from => "plans-before-term",
        () if on > plan.until => "plans-past-term",
        () => "plans-in-term",
    }
}

/// The term of a plan in words.
fn term_days(plan: &Plan, paper: &Paper<'_>) -> String {
    paper.voice.with("plans-term-days", &[("from", Arg::from(plan.from)), ("until", Arg::from(plan.until))])
}

impl Page for Plans<'_> {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("plans-title")
    }

    fn menu(&self) -> Menu {
        Menu::Plans
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        let title = self.title(paper);
        html! {
            div.head { h1 { (title) } p.lede { (paper.t("plans-lede")) } }
            @if self.plans.is_empty() { p { (paper.t("plans-none")) } }
            @else { (section("plans", &paper.t("plans-list"), &paper.t("plans-list-note"), self.list(paper))) }
        }
    }

    fn json(&self, _paper: &Paper<'_>) -> Value {
        plans_json(&self.plans)
    }

    fn table(&self, _paper: &Paper<'_>) -> Table {
        plans_table(&self.plans)
    }
}

impl Plans<'_> {
    fn list(&self, paper: &Paper<'_>) -> Markup {
        let columns = ["plans-plan", "plans-adopted", "plans-term", "plans-actions", "plans-text"];
        html! {
            table.stack {
                caption.vh { (paper.t("plans-list")) }
                thead { tr { @for key in columns { th scope="col" { (paper.t(key)) } } } }
                tbody { @for plan in &self.plans {
                    @let status = term(plan, paper);
                    tr {
                        th scope="row" { a href=(paper.place.to(&format!("plans/{}", plan.local()))) { (plan.title) } }
                        td data-l=(paper.t("plans-adopted")) { (when(plan.adopted, paper)) " " span.dim { (paper.voice.t1("plans-at", "meeting", plan.at.as_str())) } }
                        td.dim[status == "plans-past-term"] data-l=(paper.t("plans-term")) { (term_days(plan, paper)) br; span.dim { (paper.t(status)) } }
                        td data-l=(paper.t("plans-actions")) { (plan.actions.len()) }
                        td data-l=(paper.t("plans-text")) { (paper.t(&format!("wording-{}", plan.wording.word()))) }
                    }
                } }
            }
        }
    }
}

/// A day of a plan as it is read.
fn day(day: facts::Day, paper: &Paper<'_>) -> Markup {
    when(When::day(day), paper)
}
