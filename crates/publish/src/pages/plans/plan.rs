use super::figure::{beside, figure, short};
use super::{day, is_adopted, term, term_days, window};
use crate::Table;
use crate::api::{IndicatorAnswer, plan_json, plan_table};
use crate::pages::parts::{crumbs, section, when};
use crate::pages::{Asked, Menu, Missing, Page, Paper};
use facts::Arg;
use findings::Window;
use maud::{Markup, PreEscaped, html};
use rules::{Action, Due, Plan};
use serde_json::Value;

/// `/ccm/plans/lausanne`: one plan, its actions, what is counted of them in a window and in those before it.
pub(in crate::pages) struct PlanPage<'a> {
    plan: &'a Plan,
    asked: Asked,
    window: Window,
    answers: Vec<IndicatorAnswer<'a>>,
}

impl<'a> PlanPage<'a> {
    pub fn new(paper: &Paper<'a>, name: &str, asked: &Asked) -> Result<Self, Missing> {
        let (world, question) = (&paper.site.world, &paper.place.question);
        let plan = world.book.chapter(question.treaty).and_then(|c| c.plan(name)).ok_or_else(|| Missing::plan(name))?;
        let window = window::asked(paper, asked)?;
        let answers = IndicatorAnswer::of(world, question, window, &plan.actions);
        Ok(PlanPage { plan, asked: asked.clone(), window, answers })
    }
}

impl Page for PlanPage<'_> {
    fn title(&self, _paper: &Paper<'_>) -> String {
        self.plan.title.clone()
    }

    fn menu(&self) -> Menu {
        Menu::Plans
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        let steps = [(paper.place.to("plans"), paper.t("plans-title"))];
        let known_by = paper.place.question.known_by;
        html! {
            (crumbs(&steps, &self.plan.title))
            div.head {
                h1 { (self.plan.title) }
                div.lede { (PreEscaped(&self.plan.opening)) }
                p { (self.adopted(paper)) }
            }
            (window::form(self.window, &self.asked, paper))
            @if !self.answers.is_empty() {
                (section("indicators", &paper.t("plans-indicators"), &paper.t("plans-indicators-note"), html! {
                    p { (window::told(self.window, known_by, paper)) " " (paper.t("plans-derived-note")) }
                    (self.indicators(paper))
                }))
            }
            (section("actions", &paper.t("plans-every-action"), &paper.t("plans-every-action-note"), self.actions(paper)))
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        plan_json(&paper.site.world, &paper.place.question, self.plan, self.window, (&self.plan.actions, &self.answers))
    }

    fn table(&self, _paper: &Paper<'_>) -> Table {
        plan_table(self.window, &self.answers)
    }
}

impl PlanPage<'_> {
    fn adopted(&self, paper: &Paper<'_>) -> Markup {
        let plan = self.plan;
        html! {
            @if is_adopted(plan, paper) { (paper.t("plans-adopted")) " " (when(plan.adopted, paper)) " " (paper.voice.t1("plans-at", "meeting", plan.at.as_str())) @if let Some(symbol) = &plan.symbol { ", " (symbol) } ". " }
            (paper.t("plans-term")) ": " (term_days(plan, paper)) ", " (paper.t(term(plan, paper))) ". "
            (paper.t("plans-text")) ": " (paper.t(&format!("wording-{}", plan.wording.word()))) ". "
            (paper.t("plans-source")) ": " (plan.source) "."
        }
    }

    fn address(&self, action: &Action, paper: &Paper<'_>) -> String {
        paper.place.to_with(&format!("plans/{}/{}", self.plan.local(), action.local(self.plan)), &paper.place.also)
    }

    fn indicators(&self, paper: &Paper<'_>) -> Markup {
        let columns = ["plans-indicator", "plans-in-window", "plans-rest", "plans-before"];
        let mut last: Option<&str> = None;
        html! {
            table.stack.plan {
                caption.vh { (paper.t("plans-indicators")) }
                thead { tr { @for key in columns { th scope="col" { (paper.t(key)) } } } }
                @for answer in &self.answers {
                    @let first = last.replace(&answer.action.id) != Some(&answer.action.id);
                    tbody {
                        @if first { tr.group { th colspan="4" scope="rowgroup" { a href=(self.address(answer.action, paper)) { (answer.action.title) } } } }
                        (indicator(answer, paper))
                    }
                }
            }
        }
    }

    fn actions(&self, paper: &Paper<'_>) -> Markup {
        html! {
            @for action in &self.plan.actions {
                h3 id=(format!("action-{}", action.local(self.plan))) { a href=(self.address(action, paper)) { (action.title) } }
                (about(action, paper))
            }
        }
    }
}

fn indicator(answer: &IndicatorAnswer<'_>, paper: &Paper<'_>) -> Markup {
    let official = if answer.indicator.official { "plans-official" } else { "plans-derived" };
    html! { tr {
        th scope="row" { (answer.indicator.says) br; span.src { (paper.t(official)) } }
        td data-l=(paper.t("plans-in-window")) { (figure(&answer.measured, &paper.voice)) @if let Some(target) = target(answer, paper) { br; span.dim { (target) } } }
        td data-l=(paper.t("plans-rest")) { (beside(&answer.measured, paper)) }
        td data-l=(paper.t("plans-before")) { @for (window, measured) in &answer.before { div.nb { span.dim { (day_span(*window, paper)) ": " } (short(measured, &paper.voice)) } } }
    } }
}

/// The number aimed at, and how far it is.
pub(super) fn target(answer: &IndicatorAnswer<'_>, paper: &Paper<'_>) -> Option<String> {
    let (target, number) = (answer.indicator.target?, answer.measured.number?);
    let text = |number: f64| Arg::Text(paper.voice.number(number));
    let against = paper.voice.with("measured-target", &[("number", text(number)), ("target", text(target))]);
    let far = if number < target {
        paper.voice.with("measured-short", &[("short", text(target - number))])
    } else {
        paper.t("measured-reached")
    };
    Some(format!("{against}: {far}"))
}

/// A window in few words: a year, two months, two days.
pub(super) fn day_span(window: Window, paper: &Paper<'_>) -> String {
    paper.voice.when(facts::When { first: window.from, last: window.to })
}

/// What an action asks, of whom, by when, and how much of it was seen.
pub(super) fn about(action: &Action, paper: &Paper<'_>) -> Markup {
    html! {
        (PreEscaped(&action.prose))
        p.src {
            (paper.t("plans-addressee")) ": " (action.addressee) ". "
            (paper.t("plans-due")) ": "
            @match action.due {
                None => (paper.t("plans-due-none")),
                Some(Due::Day(by)) if by.is_exact() => (day(by.first, paper)),
                Some(Due::Day(by)) => (paper.voice.when(by)),
                Some(Due::AfterEntry(length)) => (paper.voice.t1("plans-due-after-entry", "length", length)),
            }
            ". " (paper.t("plans-text")) ": " (paper.t(&format!("wording-{}", action.wording.word()))) ". "
            (paper.t("plans-source")) ": " (action.source) "."
            @if !action.followed_by.is_empty() {
                " " (paper.t("plans-followed")) ":"
                @for (at, id) in action.followed_by.iter().enumerate() { @if at > 0 { "," } " " @if let Some(rule) = paper.site.world.book.rule(id) { a href=(paper.place.rule(&rule.article, id)) { (id.citation()) } } }
                "."
            }
        }
    }
}
