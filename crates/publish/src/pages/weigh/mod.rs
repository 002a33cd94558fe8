//! The two tests put to a case: what they are, and a form for each, whose fields stand in the address.

mod form;
mod ladder;
mod munition;
mod operation;

pub(super) use munition::MunitionPage;
pub(super) use operation::OperationPage;

use super::parts::section;
use super::{Menu, Page, Paper};
use crate::Table;
use ::weigh::{Field, Form, munition as of_munition, operation as of_operation};
use maud::{Markup, html};
use serde_json::{Value, json};

/// `/ccm/weigh`: what the two tests are, and every field of both.
pub(super) struct Tests;

const TESTS: [(&str, &[Field]); 2] = [("munition", of_munition::FIELDS), ("operation", of_operation::FIELDS)];

impl Page for Tests {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("weigh-title")
    }

    fn menu(&self) -> Menu {
        Menu::Weigh
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        let ours = paper.place.treaty().code() == ::weigh::TREATY;
        let address = |test: &str| {
            if ours { paper.place.to(&format!("weigh/{test}")) } else { format!("/{}/weigh/{test}", ::weigh::TREATY) }
        };
        html! {
            div.head {
                h1 { (self.title(paper)) }
                p.lede { (paper.t("weigh-lede")) }
                @if !ours { p { (paper.t("weigh-other-treaty")) } }
            }
            @for (test, outcomes) in [("munition", &of_munition::Outcome::WORDS[..]), ("operation", &of_operation::Outcome::WORDS[..])] {
                (section(test, &paper.t(&format!("weigh-{test}-title")), "", html! {
                    p { (paper.t(&format!("weigh-{test}-lede"))) }
                    p { a.btn href=(address(test)) { (paper.t("weigh-open-test")) span.vh { ": " (paper.t(&format!("weigh-{test}-title"))) } } }
                    h3 { (paper.t("weigh-outcomes")) }
                    dl.dl.outcomes { @for word in outcomes {
                        dt { (paper.t(&format!("weigh-outcome-{word}"))) }
                        dd { (paper.t(&format!("weigh-told-{word}"))) }
                    } }
                }))
            }
            (section("how", &paper.t("frame-about"), "", html! {
                p { (paper.t("weigh-three-valued")) }
                p { (paper.t("weigh-kept")) }
                p { (paper.t("weigh-not-a-finding")) }
            }))
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        json!({ "treaty": ::weigh::TREATY, "fields": self.table(paper).json() })
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        let mut table = Table::new(&["test", "field", "group", "says", "allowed"]);
        for (test, fields) in TESTS {
            for field in fields {
                let says = paper.t(&format!("weigh-field-{}", field.key));
                table.push(vec![test.to_owned(), field.key.to_owned(), field.group.to_owned(), says, field.form.allowed()]);
            }
        }
        table
    }
}

/// Whether a field stands on the form; a day stands in the address of every page already.
fn stands_on_form(field: &Field) -> bool {
    field.form != Form::Day
}
