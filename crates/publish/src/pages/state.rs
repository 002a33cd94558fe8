use super::{Menu, Page, Paper};
use crate::Table;
use maud::{Markup, html};
use serde_json::Value;

/// To be written.
pub(super) struct StateProfile(facts::State);

impl StateProfile {
    pub fn new(_paper: &Paper<'_>, state: facts::State) -> Self {
        StateProfile(state)
    }
}

impl Page for StateProfile {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.voice.state(self.0)
    }
    fn menu(&self) -> Menu {
        Menu::States
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
