//! Duties without a day of their own, article by article: what is on record about them, and of which nothing is.

use super::{Section, StateProfile};
use crate::Word;
use crate::pages::Paper;
use crate::pages::parts::{source, standing_note, told, when};
use facts::{Fact, Kind};
use findings::{Finding, Standing};
use maud::{Markup, html};
use rules::{Rule, Shape};

impl StateProfile<'_> {
    pub(super) fn continuing_section(&self, paper: &Paper<'_>) -> Option<Section> {
        let all: Vec<(&Finding, &Rule)> =
            self.findings.iter().filter_map(|f| Some((f, self.rule(&f.rule)?))).filter(|(_, r)| r.is_continuing()).collect();
        let (told, silent): (Vec<_>, Vec<_>) = all.iter().copied().partition(|(f, r)| self.speaks(f, r, paper).is_some());
        let columns = ["state-duty", "column-standing", "state-continuing-said"];
        let body = html! {
            @if !told.is_empty() { table.stack.plain {
                caption.vh { (paper.voice.t1("state-continuing-caption", "state", self.state)) }
                thead { tr { @for key in columns { th scope="col" { (paper.t(key)) } } } }
                tbody { @for (finding, rule) in &told { (self.continuing_line(finding, rule, paper)) } }
            } }
            @if !silent.is_empty() { details open[told.is_empty()] {
                summary { (paper.voice.t1("state-continuing-silent", "count", i64::try_from(silent.len()).unwrap_or(i64::MAX))) }
                ul.cols { @for (finding, _) in &silent { li {
                    a href=(paper.place.finding(finding)) { (paper.voice.duty(&finding.rule)) }
                    " " span.dim { (finding.rule.citation()) }
                } } }
            } }
        };
        (!all.is_empty()).then(|| Section::new("continuing", paper.t("state-continuing-note"), body, paper))
    }

    /// The fact that speaks: what shows it or says it was not there; for a step, what started its clock; for a prohibition the
    /// latest of what is on record beside it.
    fn speaks<'f>(&self, finding: &'f Finding, rule: &Rule, paper: &'f Paper<'_>) -> Option<&'f Fact> {
        let kinds: Vec<Kind> = match &rule.shape {
            Shape::Conduct(shape) if finding.standing != Standing::NotApplicable => {
                let named = [&shape.shown_by, &shape.underway_by, &shape.missing_by].into_iter().flatten().copied();
                named.chain(shape.said.into_iter().flatten()).collect()
            }
            shape => shape.kinds(),
        };
        finding.facts(&paper.site.world.register).filter(|f| kinds.contains(&f.kind)).last()
    }

    fn continuing_line(&self, finding: &Finding, rule: &Rule, paper: &Paper<'_>) -> Markup {
        let name = paper.voice.duty(&finding.rule);
        let fact = self.speaks(finding, rule, paper);
        let about = finding
            .period
            .map(|year| year.to_string())
            .or_else(|| finding.about.as_deref().map(|about| paper.voice.about(about)));
        html! { tr {
            th scope="row" {
                a href=(paper.place.finding(finding)) { (name) }
                " " span.dim.cited { (finding.rule.citation()) }
                @if let Some(about) = &about { br; span.dim { bdi { (about) } } }
            }
            td data-l=(paper.t("column-standing")) {
                (continuing_word(finding, rule, fact, paper))
                @if let Some(due) = finding.due { br; span.dim { (paper.t("state-due")) " " (when(due, paper)) } }
                @if let Some(note) = standing_note(finding, paper).filter(|_| finding.due.is_some() || finding.once.is_some()) {
                    br; span.dim { (note) }
                }
            }
            td data-l=(paper.t("state-continuing-said")) { @if let Some(fact) = fact {
                (super::voices::said(fact, paper))
                p.src {
                    (source(fact, paper))
                    @if !fact.note.is_empty() { br; span lang="en" { (fact.note) } }
                }
            } }
        } }
    }
}

/// A continuing duty is never "fulfilled" once and for all: it is shown, under way, or said not to be there.
fn continuing_word(finding: &Finding, rule: &Rule, fact: Option<&Fact>, paper: &Paper<'_>) -> Markup {
    let word = Word::of(finding, paper.place.question.true_on);
    let key = match (&rule.shape, finding.standing) {
        (Shape::Conduct(_), Standing::Met) => "continuing-shown",
        (Shape::Conduct(shape), Standing::Running) => {
            let missing = |kind: Kind| shape.missing_by.contains(&kind) || shape.said.get(2) == Some(&Some(kind));
            if fact.is_some_and(|f| missing(f.kind)) { "continuing-missing" } else { "continuing-underway" }
        }
        (Shape::Prohibition(_), Standing::Running) => "continuing-in-force",
        _ => word.key(),
    };
    told(word, &paper.t(key))
}
