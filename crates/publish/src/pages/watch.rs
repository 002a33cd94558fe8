use super::parts::{lateness, rule_link, section, source, sources, state_link, told, when};
use super::{Menu, Page, Paper};
use crate::api::{FindingsAnswer, findings_table};
use crate::{Table, Word};
use facts::{Arg, Fact, SaidBy, State, When};
use findings::{Finding, Ground, Reason, Standing, Wanted};
use maud::{Markup, html};
use rules::shapes::Signs;
use rules::{Rule, RuleId, Shape};
use serde_json::Value;
use std::collections::BTreeSet;

/// `/ccm/watch`: the early warnings, raised ones first; each a question to a State, for a person to look at.
pub(super) struct Watch<'a> {
    rules: Vec<&'a Rule>,
    /// Raised ones first, then by rule and State.
    findings: Vec<Finding>,
}

impl<'a> Watch<'a> {
    pub fn new(paper: &Paper<'a>) -> Self {
        let (world, question) = (&paper.site.world, &paper.place.question);
        let chapter = world.book.chapter(question.treaty);
        let rules: Vec<&Rule> = chapter.into_iter().flat_map(|c| c.rules.iter()).filter(|r| r.is_watch()).collect();
        let of_rule =
            |rule: &&Rule| findings::findings(world, question, &Wanted { rule: Some(rule.id.clone()), ..Wanted::default() });
        let mut findings: Vec<Finding> = rules.iter().flat_map(of_rule).collect();
        findings.sort_by_key(|f| f.standing != Standing::Raised);
        Watch { rules, findings }
    }

    fn raised(&self, rule: &Rule) -> Vec<&Finding> {
        self.findings.iter().filter(|f| f.rule == rule.id && f.standing == Standing::Raised).collect()
    }

    fn count(&self, rule: &Rule, standing: Standing) -> usize {
        self.findings.iter().filter(|f| f.rule == rule.id && f.standing == standing).count()
    }

    fn lede(&self, paper: &Paper<'_>) -> String {
        let raised: Vec<&Finding> = self.findings.iter().filter(|f| f.standing == Standing::Raised).collect();
        let states: BTreeSet<State> = raised.iter().map(|f| f.state).collect();
        let day = Arg::from(paper.place.question.true_on);
        paper.voice.with(
            "watch-lede",
            &[("n", Arg::from(raised.len() as i64)), ("states", Arg::from(states.len() as i64)), ("day", day)],
        )
    }
}

impl Page for Watch<'_> {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("watch-title")
    }

    fn menu(&self) -> Menu {
        Menu::Watch
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        html! {
            div.head {
                h1 { (self.title(paper)) }
                @if self.rules.is_empty() { p.lede { (paper.t("watch-no-rules")) } } @else { p.lede { (self.lede(paper)) } p { (paper.t("watch-question")) } }
            }
            @for rule in &self.rules {
                @let raised = self.raised(rule);
                @if !raised.is_empty() {
                    @let title = paper.voice.duty(&rule.id);
                    (section(rule.id.local(), &title, &paper.t(sign(rule)), table(&raised, &title, paper)))
                }
            }
            @if !self.rules.is_empty() { (self.every_rule(paper)) }
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        let answer = FindingsAnswer::new(&paper.site.world, &paper.place.question, &self.findings);
        serde_json::to_value(answer).unwrap_or_default()
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        findings_table(&self.findings, &paper.site.world.register)
    }
}

impl Watch<'_> {
    fn every_rule(&self, paper: &Paper<'_>) -> Markup {
        let columns =
            [(Standing::Raised, Word::Signal), (Standing::Unknown, Word::NotEstablished), (Standing::Clear, Word::NoSignal)];
        let title = paper.t("watch-rules");
        section(
            "rules",
            &title,
            &paper.t("watch-rules-note"),
            html! {
                table.stack {
                    caption.vh { (title) }
                    thead { tr {
                        th scope="col" { (paper.t("watch-rule")) }
                        th scope="col" { (paper.t("watch-rests-on")) }
                        @for (_, word) in columns { th.r scope="col" { (told(word, &word.said(&paper.voice))) } }
                    } }
                    tbody { @for rule in &self.rules { tr {
                        th scope="row" { span.cap { (paper.voice.duty(&rule.id)) } br; span.src { (rule_link(rule, paper)) } }
                        td data-l=(paper.t("watch-rests-on")) { (paper.t(sign(rule))) }
                        @for (standing, word) in columns { td.r data-l=(word.said(&paper.voice)) { (self.count(rule, standing)) } }
                    } } }
                }
                p.note { (paper.t("watch-unknown")) }
            },
        )
    }
}

/// What a warning rests on: silence and a reported zero are never the same thing.
fn sign(rule: &Rule) -> &'static str {
    match &rule.shape {
        Shape::NoProgress(shape) => match shape.signs {
            Signs::Silence => "watch-sign-silence",
            Signs::ReportedNone => "watch-sign-none",
            Signs::Both => "watch-sign-both",
        },
        Shape::RetainedMinimum(_) => "watch-sign-retained",
        _ => "watch-sign-overdue",
    }
}

/// Raised warnings: what the register saw, until when it speaks, on which sources.
pub(super) fn table(raised: &[&Finding], caption: &str, paper: &Paper<'_>) -> Markup {
    html! {
        table.stack.plain {
            caption.vh { (caption) }
            thead { tr { @for key in ["column-state", "watch-signal", "watch-saw", "column-source", "column-why"] { th scope="col" { (paper.t(key)) } } } }
            tbody { @for finding in raised { (row(finding, paper)) } }
        }
    }
}

fn row(finding: &Finding, paper: &Paper<'_>) -> Markup {
    // A warning that a duty is overdue is named after that duty already.
    let about = finding.about.as_ref().filter(|_| finding.due.is_none()).map(|a| paper.voice.duty(&RuleId(a.clone())));
    html! { tr {
        th scope="row" { (state_link(finding.state, paper)) }
        td data-l=(paper.t("watch-signal")) { (told(Word::Signal, &paper.voice.duty(&finding.rule))) @if let Some(about) = &about { br; span.dim { (about) } } }
        td data-l=(paper.t("watch-saw")) { (saw(finding, paper)) @if let Some(day) = finding.confirmed { div.dim { (paper.t("watch-confirmed")) " " (when(When::day(day), paper)) } } }
        td data-l=(paper.t("column-source")) { @for source in sources_beside(finding, paper) { div { (source) } } }
        td data-l=(paper.t("column-why")) { a.why href=(paper.place.finding(finding)) { (paper.t("why")) span.vh { " " (paper.voice.state(finding.state)) ", " (paper.voice.duty(&finding.rule)) @if let Some(about) = about { ", " (about) } } } }
    } }
}

/// What the register saw: the duty that is overdue; else, from the reasons of the warning, year by year and figure by figure.
fn saw(finding: &Finding, paper: &Paper<'_>) -> Markup {
    let (world, question) = (&paper.site.world, &paper.place.question);
    if let Some(due) = finding.due {
        let time = lateness(due, When::day(question.true_on), paper);
        return html! { (paper.voice.with("watch-saw-overdue", &[("due", Arg::When(due)), ("time", Arg::Text(time))])) };
    }
    let told = findings::explain(world, question, &finding.rule, finding.state, None, finding.about.as_deref());
    let because = told.map(|e| e.reason.because).unwrap_or_default();
    let shown = because.iter().filter(|r| ["year-", "fact-"].iter().any(|start| r.says.key.starts_with(start)));
    html! { @for reason in shown { div { (paper.voice.say(&reason.says)) (figures(reason, paper)) } } }
}

fn figures(reason: &Reason, paper: &Paper<'_>) -> Markup {
    let fact = match &reason.ground {
        Ground::Fact(id) => paper.site.world.register.fact(id),
        _ => None,
    };
    html! { @if let Some(fact) = fact.filter(|f| !f.amounts.is_empty()) { ", " (paper.voice.amounts(fact)) } }
}

/// The sources of the warning itself; the acts by which the State joined stand in the explanation.
fn sources_beside(finding: &Finding, paper: &Paper<'_>) -> Vec<Markup> {
    let register = &paper.site.world.register;
    let mut spoken: Vec<&Fact> = Vec::new();
    for fact in finding.facts(register).filter(|f| f.said_by != SaidBy::Depositary) {
        // One document that says several things is named once.
        if spoken.iter().all(|f| f.source != fact.source || f.published != fact.published) {
            spoken.push(fact);
        }
    }
    if spoken.is_empty() { sources(finding, paper) } else { spoken.into_iter().map(|f| source(f, paper)).collect() }
}
