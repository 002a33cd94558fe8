use super::super::parts::{crumbs, section};
use super::super::{Asked, Menu, Missing, Page, Paper};
use super::{form, ladder};
use crate::Table;
use crate::api::MunitionAnswer;
use ::weigh::Sheet;
use ::weigh::munition::{FIELDS, Munition, Outcome, Weighing, weigh};
use maud::{Markup, html};
use serde_json::Value;

/// `/ccm/weigh/munition`: is it a cluster munition? The form, and the steps once something is entered.
pub(in super::super) struct MunitionPage {
    sheet: Sheet,
    weighed: Weighing,
}

impl MunitionPage {
    pub fn new(asked: &Asked) -> Result<Self, Missing> {
        let sheet = Sheet::from_form(&asked.fields, FIELDS).map_err(|problem| Missing::unreadable(&problem.to_string()))?;
        let weighed = weigh(&Munition::of(&sheet));
        Ok(MunitionPage { sheet, weighed })
    }

    fn answer(&self, paper: &Paper<'_>) -> MunitionAnswer {
        MunitionAnswer::new(&self.sheet, &self.weighed, &paper.voice)
    }

    fn result(&self, paper: &Paper<'_>) -> Markup {
        let weighed = &self.weighed;
        html! {
            (section("result", &paper.t("weigh-result"), self.sheet.text("name").unwrap_or_default(), html! {
                (ladder::conclusion(weighed.outcome.word(), paper))
                @for note in &weighed.notes { p { (paper.voice.say(note)) } }
                @if weighed.outcome == Outcome::Mine { (mine_ban(paper)) }
            }))
            @if !weighed.unproven.is_empty() { (section("unproven", &paper.t("weigh-unproven"), &paper.t("weigh-unproven-note"), ladder::unproven(&weighed.unproven, paper))) }
            @if !weighed.readings.is_empty() { (section("readings", &paper.t("weigh-readings"), &paper.t("weigh-readings-note"), ladder::readings(&weighed.readings, paper))) }
            (section("steps", &paper.t("weigh-steps"), &paper.t("weigh-steps-note"), ladder::ladder(&weighed.steps, paper)))
        }
    }
}

/// Where a mine is asked about instead.
fn mine_ban(paper: &Paper<'_>) -> Markup {
    let other = "mbt".parse().ok().filter(|t| paper.site.world.book.chapter(*t).is_some());
    html! { @if let Some(treaty) = other {
        @let question = findings::Question { treaty, ..paper.place.question };
        p { a href=(crate::Place { question, ..paper.place.clone() }.to("")) { (paper.voice.treaty(treaty)) } }
    } }
}

impl Page for MunitionPage {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("weigh-munition-title")
    }

    fn menu(&self) -> Menu {
        Menu::Weigh
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        html! {
            (crumbs(&[(paper.place.to("weigh"), paper.t("weigh-title"))], &self.title(paper)))
            div.head { h1 { (self.title(paper)) } p.lede { (paper.t("weigh-munition-lede")) } p { (paper.t("weigh-three-valued")) } }
            @if !self.sheet.is_empty() { (self.result(paper)) }
            (form::form(FIELDS, &self.sheet, paper))
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        serde_json::to_value(self.answer(paper)).unwrap_or_default()
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        self.answer(paper).table()
    }
}
