use super::FindingView;
use super::findings::OtherwiseView;
use crate::Voice;
use facts::Register;
use findings::{Alternative, Explanation, Ground, Reason};
use serde::Serialize;

/// `explain --format json`.
#[derive(Serialize, Debug)]
pub struct ExplainAnswer {
    finding: FindingView,
    reason: ReasonView,
    would_change: Vec<String>,
    /// What it is by other readings of the law, each with its reasons; empty where it is not contested.
    by_other_readings: Vec<AlternativeView>,
}

/// A finding by another reading of one open question of law.
#[derive(Serialize, Debug)]
pub struct AlternativeView {
    #[serde(flatten)]
    otherwise: OtherwiseView,
    reason: Option<ReasonView>,
}

/// One reason: what it says, what it rests on, the reasons below it.
#[derive(Serialize, Debug)]
pub struct ReasonView {
    says: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fact: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    silence: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reading: Option<String>,
    because: Vec<ReasonView>,
}

impl ExplainAnswer {
    /// Puts the answer together. What other sources say stands as the last reason.
    pub fn new(explanation: &Explanation, register: &Register, voice: &Voice<'_>) -> Self {
        let mut reason = ReasonView::new(&explanation.reason, voice);
        if !explanation.beside.is_empty() {
            reason.because.push(ReasonView {
                says: voice.t("explain-beside"),
                rule: None,
                fact: None,
                silence: None,
                reading: None,
                because: explanation.beside.iter().map(|r| ReasonView::new(r, voice)).collect(),
            });
        }
        ExplainAnswer {
            finding: FindingView::new(&explanation.finding, register),
            reason,
            would_change: explanation.would_change.iter().map(|s| voice.say(s)).collect(),
            by_other_readings: explanation.by_other_readings.iter().map(|other| AlternativeView::new(other, voice)).collect(),
        }
    }

    /// The reasons as indented lines, for a terminal.
    pub fn text(&self, voice: &Voice<'_>) -> String {
        let mut lines = Vec::new();
        self.reason.lines(0, &mut lines);
        for other in &self.by_other_readings {
            lines.push(format!("{} {}", voice.t("explanation-otherwise"), other.otherwise.text()));
            other.reason.iter().for_each(|reason| reason.lines(1, &mut lines));
        }
        lines.extend(self.would_change.iter().map(|s| format!("~ {s}")));
        lines.join("\n") + "\n"
    }
}

impl AlternativeView {
    fn new(other: &Alternative, voice: &Voice<'_>) -> Self {
        let reason = other.reason.as_ref().map(|reason| ReasonView::new(reason, voice));
        AlternativeView { otherwise: OtherwiseView::new(&other.otherwise), reason }
    }
}

impl ReasonView {
    /// One reason as outsiders get it.
    pub fn new(reason: &Reason, voice: &Voice<'_>) -> Self {
        let (mut rule, mut fact, mut silence, mut reading) = (None, None, None, None);
        match &reason.ground {
            Ground::Reasons => {}
            Ground::Rule(id) => rule = Some(id.to_string()),
            Ground::Fact(id) => fact = Some(id.clone()),
            Ground::Silence => silence = Some(true),
            Ground::Reading(id) => reading = Some(id.clone()),
        }
        let because = reason.because.iter().map(|r| ReasonView::new(r, voice)).collect();
        ReasonView { says: voice.say(&reason.says), rule, fact, silence, reading, because }
    }

    fn lines(&self, depth: usize, lines: &mut Vec<String>) {
        let ground = [self.rule.as_deref(), self.fact.as_deref(), self.reading.as_deref(), self.silence.map(|_| "silence")];
        let ground = ground.into_iter().flatten().next().map(|g| format!(" [{g}]")).unwrap_or_default();
        lines.push(format!("{}{}{ground}", "  ".repeat(depth), self.says));
        self.because.iter().for_each(|r| r.lines(depth + 1, lines));
    }
}
