//! The routine, folded away: many States with the same change of the same duty share a row.

use super::turn::Turn;
use super::{Changes, Paper};
use findings::Change;
use maud::{Markup, html};
use rules::RuleId;

/// One duty, one year, one change; the States of which it is told.
struct Many<'c> {
    rule: &'c RuleId,
    about: Option<&'c str>,
    period: Option<i16>,
    turn: Turn,
    changes: Vec<&'c Change>,
}

pub(super) fn folded(page: &Changes, changes: &[&Change], caption: &str, paper: &Paper<'_>) -> Markup {
    html! {
        details {
            summary { (paper.voice.t1("changes-routine-count", "n", changes.len() as i64)) }
            table.stack.plain.changes {
                caption.vh { (caption) }
                thead { tr { @for key in ["changes-duty", "changes-turn", "changes-states"] { th scope="col" { (paper.t(key)) } } } }
                tbody { @for many in together(page, changes, paper) { (many.told(page, paper)) } }
            }
        }
    }
}

/// The most numerous first; the States by name.
fn together<'c>(page: &Changes, changes: &[&'c Change], paper: &Paper<'_>) -> Vec<Many<'c>> {
    let mut found: Vec<Many<'c>> = Vec::new();
    for change in changes {
        let Some(f) = change.finding() else { continue };
        let (about, period, turn) = (f.about.as_deref(), f.period, Turn::of(page, change));
        let same =
            |many: &&mut Many<'_>| *many.rule == f.rule && many.about == about && many.period == period && many.turn == turn;
        match found.iter_mut().find(same) {
            Some(many) => many.changes.push(change),
            None => found.push(Many { rule: &f.rule, about, period, turn, changes: vec![change] }),
        }
    }
    let name = |change: &&Change| change.finding().map(|f| paper.voice.state(f.state));
    found.iter_mut().for_each(|many| many.changes.sort_by_cached_key(name));
    found.sort_by_key(|many| std::cmp::Reverse(many.changes.len()));
    found
}

impl Many<'_> {
    fn told(&self, page: &Changes, paper: &Paper<'_>) -> Markup {
        let comma = paper.t("list-comma");
        html! { tr {
            th scope="row" {
                span.cap { (paper.voice.duty(self.rule)) @if let Some(year) = self.period { " " (year) } }
                @if let Some(about) = self.about { div.dim { (paper.voice.about(about)) } }
            }
            td { (self.turn.told(paper)) }
            td.many {
                b { (paper.voice.t1("changes-states-count", "n", self.changes.len() as i64)) } " "
                @for (place, change) in self.changes.iter().enumerate() {
                    @if place > 0 { (comma) }
                    @if let Some(finding) = change.finding() { a href=[page.reasons(change, paper)] { (paper.voice.state(finding.state)) } }
                }
            }
        } }
    }
}
