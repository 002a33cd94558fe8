//! Land by year: cleared, reduced, cancelled, released. Kinds are never added together, nor several sources for one year.

use super::chart::{Bar, bars};
use super::figures::{self, Figure, by_time};
use super::{Section, StateProfile};
use crate::pages::Paper;
use facts::{Amount, Arg};
use maud::{Markup, html};

const KINDS: [&str; 4] = ["land-released", "land-cleared", "land-reduced", "land-cancelled"];
const UNIT: &str = "m2";

impl StateProfile<'_> {
    pub(super) fn land(&self, paper: &Paper<'_>) -> Option<Section> {
        let by_kind = KINDS.map(|kind| (kind, by_time(self.facts_of(kind, paper).filter(|f| f.amount(UNIT).is_some()))));
        let kinds: Vec<&(&str, Vec<Figure<'_>>)> = by_kind.iter().filter(|(_, figures)| !figures.is_empty()).collect();
        let areas = kinds.iter().flat_map(|(_, figures)| figures.iter()).filter_map(|f| f.used.amount(UNIT));
        // One scale for every kind, so that two charts can be compared by eye.
        let most = areas.map(|a| a.number).fold(0.0, f64::max);
        let caption = paper.voice.t1("state-land-caption", "state", self.state);
        let body = html! {
            @if most > 0.0 { div.two { @for (kind, figures) in &kinds { (chart(kind, figures, most, paper)) } } }
            @else { p { (zeros(&kinds, paper)) } }
            p.small.dim { (paper.t("state-land-part")) }
            details { summary { (paper.t("state-same-table")) } table.stack {
                (figures::head(&caption, paper))
                tbody { @for (kind, figures) in &kinds { @for figure in figures { @for (fact, used) in figure.all() {
                    (figures::row(fact, &format!("{}, {}", paper.t(&format!("state-{kind}")), figure.time(paper)), used, paper))
                } } } }
            } }
        };
        (!kinds.is_empty()).then(|| Section::new("land", paper.t("state-land-note"), body, paper))
    }
}

fn chart(kind: &str, figures: &[Figure<'_>], most: f64, paper: &Paper<'_>) -> Markup {
    let bar = |figure: &Figure<'_>| {
        let area = figure.used.amount(UNIT)?;
        Some(Bar { name: figure.time(paper), figure: area.number, told: told(area, paper), class: "k1" })
    };
    let drawn: Vec<Bar> = figures.iter().filter_map(bar).collect();
    bars(&paper.t(&format!("state-{kind}")), &drawn, most, None)
}

fn told(area: &Amount, paper: &Paper<'_>) -> String {
    paper.voice.amount(area)
}

/// Years for which sources say that nothing was done: there is nothing to draw.
fn zeros(kinds: &[&(&str, Vec<Figure<'_>>)], paper: &Paper<'_>) -> String {
    let times = |figures: &[Figure<'_>]| figures.iter().map(|f| f.time(paper)).collect::<Vec<_>>();
    let one = |(kind, figures): &&(&str, Vec<Figure<'_>>)| {
        let args = [
            ("kind", Arg::Text(paper.t(&format!("state-{kind}")))),
            ("times", Arg::Text(times(figures).join(&paper.t("list-comma")))),
        ];
        paper.voice.with("state-land-zero", &args)
    };
    kinds.iter().map(one).collect::<Vec<_>>().join(" ")
}
