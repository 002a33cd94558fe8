use super::{Menu, Page, Paper};
use crate::Table;
use maud::{Markup, html};
use serde_json::Value;

/// To be written.
pub(super) struct Overview;

impl Overview {
    pub fn new(_paper: &Paper<'_>) -> Self {
        Overview
    }
}

impl Page for Overview {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("overview-title")
    }
    fn menu(&self) -> Menu {
        Menu::Overview
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
