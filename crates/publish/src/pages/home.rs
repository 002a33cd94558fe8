use super::{Page, Paper};
use crate::Table;
use facts::Arg;
use findings::Question;
use maud::{Markup, html};
use serde_json::{Value, json};

/// `/`: every treaty of the book.
pub(super) struct Home;

impl Home {
    fn counts(paper: &Paper<'_>) -> Vec<(facts::Treaty, findings::Parties)> {
        let chapters = paper.site.world.book.chapters().map(|c| c.treaty.treaty);
        let count =
            |treaty| findings::parties(&paper.site.world, &Question { treaty, ..paper.place.question }).unwrap_or_default();
        chapters.map(|treaty| (treaty, count(treaty))).collect()
    }
}

impl Page for Home {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("home-title")
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        html! {
            div.head { h1 { (paper.t("home-heading")) } p.lede { (paper.t("home-lede")) } }
            @for (treaty, count) in Home::counts(paper) {
                (super::parts::section(treaty.code(), &paper.voice.treaty(treaty), "", html! {
                    p { (paper.voice.with("home-counts", &[("parties", Arg::from(count.parties as i64)), ("signatories", Arg::from(count.signatories as i64))])) }
                    p { a href=(format!("/{treaty}?on={}&known-by={}", paper.place.question.true_on, paper.place.question.known_by)) { (paper.t("home-open")) } }
                }))
            }
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        json!({ "treaties": self.table(paper).json() })
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        let mut table = Table::new(&["treaty", "name", "parties", "signatories"]);
        for (treaty, count) in Home::counts(paper) {
            table.push(vec![
                treaty.to_string(),
                paper.voice.treaty(treaty),
                count.parties.to_string(),
                count.signatories.to_string(),
            ]);
        }
        table
    }
}
