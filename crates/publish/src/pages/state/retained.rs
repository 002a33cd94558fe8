//! What is kept for training and research, by year.

use super::figures::{self, by_time};
use super::{Section, StateProfile};
use crate::pages::Paper;
use facts::{Day, Fact};
use maud::html;

impl StateProfile<'_> {
    pub(super) fn retained(&self, paper: &Paper<'_>) -> Option<Section> {
        let on = paper.place.question.true_on;
        let figures = by_time(self.facts_of("retained", paper).filter(|f| speaks_by(f, on)));
        let caption = paper.voice.t1("state-retained-caption", "state", self.state);
        let body = html! { table.stack {
            (figures::head(&caption, paper))
            tbody { @for figure in &figures { @for (fact, used) in figure.all() {
                (figures::row(fact, &figures::time_of(fact, paper), used, paper))
            } } }
        } };
        (!figures.is_empty()).then(|| Section::new("retained", paper.t("state-retained-note"), body, paper))
    }
}

/// A figure for a year is one for the year's end: it says nothing before.
fn speaks_by(fact: &Fact, on: Day) -> bool {
    fact.period.and_then(|p| Day::new(p.last, 12, 31).ok()).is_none_or(|end| end <= on)
}
