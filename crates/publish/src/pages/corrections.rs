use super::parts::section;
use super::{Menu, Page, Paper};
use crate::Table;
use facts::Correction;
use maud::{Markup, html};
use serde_json::{Value, json};

/// `/ccm/corrections`: what was wrong, why, and on what evidence.
pub(super) struct Corrections<'a> {
    corrections: Vec<&'a Correction>,
}

impl<'a> Corrections<'a> {
    pub fn new(paper: &Paper<'a>) -> Self {
        let known_by = paper.place.question.known_by;
        let register = &paper.site.world.register;
        let of_treaty = |c: &&Correction| register.fact(&c.fact).is_some_and(|f| f.treaty == paper.place.treaty());
        Corrections { corrections: register.corrections().filter(|c| c.known_from <= known_by).filter(of_treaty).collect() }
    }
}

impl Page for Corrections<'_> {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("corrections-title")
    }

    fn menu(&self) -> Menu {
        Menu::Corrections
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        html! {
            div.head { h1 { (self.title(paper)) } p.lede { (paper.t("corrections-lede")) } }
            (section("list", &paper.t("corrections-list"), "", html! {
                @if self.corrections.is_empty() { p { (paper.t("corrections-none")) } }
                @else { table.stack.plain {
                    caption.vh { (paper.t("corrections-list")) }
                    thead { tr { @for key in ["corrections-day", "corrections-fact", "corrections-reason", "corrections-evidence"] { th scope="col" { (paper.t(key)) } } } }
                    tbody { @for correction in &self.corrections { tr {
                        th scope="row" { (paper.voice.day(correction.known_from)) }
                        td { a href=(paper.place.fact(&correction.fact)) { (correction.fact) } }
                        td { (correction.reason) } td { (correction.evidence) }
                    } } }
                } }
            }))
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        json!({ "corrections": self.table(paper).json() })
    }

    fn table(&self, _paper: &Paper<'_>) -> Table {
        let mut table = Table::new(&["entry", "known_from", "fact", "replacement", "reason", "evidence"]);
        for c in &self.corrections {
            table.push(vec![
                c.entry.to_string(),
                c.known_from.to_string(),
                c.fact.clone(),
                c.replacement.clone().unwrap_or_default(),
                c.reason.clone(),
                c.evidence.clone(),
            ]);
        }
        table
    }
}
