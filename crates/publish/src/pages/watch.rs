use super::{Menu, Page, Paper};
use crate::Table;
use maud::{Markup, html};
use serde_json::Value;

/// To be written.
pub(super) struct Watch;

impl Watch {
    pub fn new(_paper: &Paper<'_>) -> Self {
        Watch
    }
}

impl Page for Watch {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("watch-title")
    }
    fn menu(&self) -> Menu {
        Menu::Watch
    }
    fn main(&self, paper: &Paper<'_>) -> Markup {
        html! { div.head { h1 { (self.title(paper)) } } }
    }
    fn json(&self, paper: &Paper<'_>) -> Value {
        self.table(paper).json()
    }
    fn table(&self, _paper: &Paper<'_>) -> Table {
        Table::new(&["state"])
    }
}
