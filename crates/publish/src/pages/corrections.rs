use super::entry::{counts, evidence, fact_link, number, proof, receipt};
use super::parts::section;
use super::{Menu, Page, Paper};
use crate::Table;
use facts::Correction;
use maud::{Markup, html};
use serde_json::{Value, json};

/// `/ccm/corrections`: what was wrong, why, on what evidence, and what stands instead.
pub(super) struct Corrections<'a> {
    /// The newest first.
    corrections: Vec<&'a Correction>,
}

impl<'a> Corrections<'a> {
    pub fn new(paper: &Paper<'a>) -> Self {
        let question = &paper.place.question;
        let register = &paper.site.world.register;
        let of_treaty = |c: &&Correction| register.fact(&c.fact).is_some_and(|f| f.treaty == question.treaty);
        let known = |c: &&Correction| c.known_from <= question.known_by && counts(c.entry, paper);
        let mut corrections: Vec<&Correction> = register.corrections().filter(known).filter(of_treaty).collect();
        corrections.sort_by_key(|c| std::cmp::Reverse(c.entry));
        Corrections { corrections }
    }

    fn row(correction: &Correction, paper: &Paper<'_>) -> Markup {
        let label = |key: &str| paper.t(key);
        html! { tr {
            th scope="row" { (fact_link(&correction.fact, paper)) br; span.src dir="ltr" { (correction.fact) } }
            td data-l=(label("corrections-reason")) { (correction.reason) }
            td.address data-l=(label("corrections-evidence")) { (evidence(&correction.evidence)) }
            td data-l=(label("corrections-instead")) {
                @match &correction.replacement {
                    Some(id) => { (fact_link(id, paper)) br; span.src dir="ltr" { (id) } },
                    None => { span.dim { (paper.t("corrections-nothing-instead")) } },
                }
            }
            td data-l=(label("corrections-day")) { span.nb { (paper.voice.day(correction.known_from)) } }
            td.pair data-l=(label("corrections-entry")) { (number(correction.entry, paper)) " " span.nb { (receipt(correction.entry, paper)) } }
        } }
    }
}

/// The columns of the page.
const COLUMNS: [&str; 6] = [
    "corrections-fact",
    "corrections-reason",
    "corrections-evidence",
    "corrections-instead",
    "corrections-day",
    "corrections-entry",
];

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
            (section("list", &paper.t("corrections-list"), &paper.t("corrections-list-note"), html! {
                @if self.corrections.is_empty() { p { (paper.t("corrections-none")) } }
                @else { table.stack.corrections {
                    caption.vh { (paper.t("corrections-list")) }
                    thead { tr { @for key in COLUMNS { th scope="col" { (paper.t(key)) } } } }
                    tbody { @for correction in &self.corrections { (Self::row(correction, paper)) } }
                } }
            }))
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        json!({ "corrections": self.table(paper).json() })
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        let mut table = Table::new(&["entry", "known_from", "fact", "replacement", "reason", "evidence", "proof"]);
        for c in &self.corrections {
            table.push(vec![
                c.entry.to_string(),
                c.known_from.to_string(),
                c.fact.clone(),
                c.replacement.clone().unwrap_or_default(),
                c.reason.clone(),
                c.evidence.clone(),
                proof(c.entry, paper).unwrap_or_default(),
            ]);
        }
        table
    }
}
