use super::fact::facts_table;
use super::parts::section;
use super::{Menu, Page, Paper};
use crate::Table;
use facts::Fact;
use maud::{Markup, html};
use serde_json::{Value, json};

/// `/ccm/data`: the register as a table to take away, and the kinds of fact in it.
pub(super) struct Data;

impl Data {
    fn facts<'a>(paper: &Paper<'a>) -> Vec<&'a Fact> {
        let question = paper.place.question;
        let mut facts: Vec<&Fact> = paper.site.world.register.facts().filter(|f| f.treaty == question.treaty).collect();
        facts.retain(|f| f.known_from <= question.known_by && question.entries.is_none_or(|n| f.entry <= n));
        facts.sort_by_key(|f| f.entry);
        facts
    }
}

impl Page for Data {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("data-title")
    }

    fn menu(&self) -> Menu {
        Menu::Data
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        let facts = Data::facts(paper);
        let vocabulary = &paper.site.world.book.vocabulary;
        let place = &paper.place;
        html! {
            div.head { h1 { (self.title(paper)) } p.lede { (paper.voice.t1("data-lede", "count", facts.len() as i64)) } }
            (section("take", &paper.t("data-take"), &paper.t("data-take-note"), html! {
                ul {
                    li { a href=(place.twin("csv")) { (paper.t("data-facts-csv")) } }
                    li { a href=(place.twin("json")) { (paper.t("data-facts-json")) } }
                    li { a href=(place.to("states.csv")) { (paper.t("data-states-csv")) } }
                    li { a href=(place.to("findings.csv")) { (paper.t("data-findings-csv")) } ", " a href=(place.to("findings.json")) { "JSON" } }
                    li { a href=(place.to("changes.csv")) { (paper.t("data-changes-csv")) } ", " a href=(place.to("changes.json")) { "JSON" } }
                    li { a href=(place.to("calendar.ics")) { (paper.t("data-calendar")) } }
                }
            }))
            (section("kinds", &paper.t("data-kinds"), &paper.t("data-kinds-note"), html! {
                table.stack {
                    caption.vh { (paper.t("data-kinds")) }
                    thead { tr { th scope="col" { (paper.t("data-kind")) } th scope="col" { (paper.t("data-means")) } th.r scope="col" { (paper.t("data-rows")) } } }
                    tbody { @for (kind, record) in vocabulary.kinds() {
                        @let count = facts.iter().filter(|f| f.kind == kind).count();
                        @if count > 0 { tr {
                            th scope="row" { span dir="ltr" { (record.name) } }
                            td data-l=(paper.t("data-means")) { (paper.voice.kind(kind)) }
                            td.r data-l=(paper.t("data-rows")) { (count) }
                        } }
                    } }
                }
            }))
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        json!({ "facts": self.table(paper).json() })
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        facts_table(Data::facts(paper), paper)
    }
}
