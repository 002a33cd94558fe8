use super::figure::{beside, counted_table, figure, short};
use super::plan::{about, day_span, target};
use super::window;
use crate::Table;
use crate::api::{IndicatorAnswer, action_table, plan_json};
use crate::pages::parts::{crumbs, section};
use crate::pages::{Asked, Menu, Missing, Page, Paper};
use findings::Window;
use maud::{Markup, html};
use rules::{Action, Plan};
use serde_json::Value;

/// `/ccm/plans/lausanne/43`: one action, with the States behind each number.
pub(in crate::pages) struct ActionPage<'a> {
    plan: &'a Plan,
    action: &'a Action,
    asked: Asked,
    window: Window,
    answers: Vec<IndicatorAnswer<'a>>,
}

impl<'a> ActionPage<'a> {
    pub fn new(paper: &Paper<'a>, plan: &str, action: &str, asked: &Asked) -> Result<Self, Missing> {
        let (world, question) = (&paper.site.world, &paper.place.question);
        let plan = world.book.chapter(question.treaty).and_then(|c| c.plan(plan)).ok_or_else(|| Missing::plan(plan))?;
        let action = plan.action(action).ok_or_else(|| Missing::plan_action(action))?;
        let window = window::asked(paper, asked)?;
        let answers = IndicatorAnswer::of(world, question, window, [action]);
        Ok(ActionPage { plan, action, asked: asked.clone(), window, answers })
    }
}

impl Page for ActionPage<'_> {
    fn title(&self, _paper: &Paper<'_>) -> String {
        format!("{}: {}", self.plan.title, self.action.title)
    }

    fn menu(&self) -> Menu {
        Menu::Plans
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        let of_plan = paper.place.to_with(&format!("plans/{}", self.plan.local()), &paper.place.also);
        let steps = [(paper.place.to("plans"), paper.t("plans-title")), (of_plan, self.plan.title.clone())];
        html! {
            (crumbs(&steps, &self.action.title))
            div.head { h1 { (self.action.title) } (about(self.action, paper)) }
            @if self.answers.is_empty() { p { (paper.t("plans-no-indicator")) } } @else {
                (window::form(self.window, &self.asked, paper))
                p { (window::told(self.window, paper.place.question.known_by, paper)) " " (paper.t("plans-derived-note")) }
                @for answer in &self.answers { (indicator(answer, paper)) }
            }
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        plan_json(&paper.site.world, &paper.place.question, self.plan, self.window, ([self.action], &self.answers))
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        action_table(&self.answers, &paper.site.world)
    }
}

fn indicator(answer: &IndicatorAnswer<'_>, paper: &Paper<'_>) -> Markup {
    let measured = &answer.measured;
    let says = &answer.indicator.says;
    let official = paper.t(if answer.indicator.official { "plans-official" } else { "plans-derived" });
    let lists = [
        ("plans-counted", &measured.counted),
        ("plans-not-counted", &measured.rest),
        ("plans-unknown", &measured.unknown),
        ("plans-aside", &measured.aside),
    ];
    let id = answer.indicator.id.replace('.', "-");
    section(
        &id,
        says,
        &official,
        html! {
            p { b { (figure(measured, &paper.voice)) } @if let Some(target) = target(answer, paper) { " – " (target) } }
            div { (beside(measured, paper)) }
            p.dim { (paper.t("plans-before")) ": " @for (at, (window, measured)) in answer.before.iter().enumerate() { @if at > 0 { " · " } span.nb { (day_span(*window, paper)) ": " (short(measured, &paper.voice)) } } }
            @for (key, list) in lists {
                @if !list.is_empty() {
                    @let caption = format!("{}, {}", paper.t(key), says);
                    details open[key == "plans-counted" && list.len() <= 40] { summary { (paper.t(key)) ": " (list.len()) } (counted_table(list, &caption, paper)) }
                }
            }
        },
    )
}
