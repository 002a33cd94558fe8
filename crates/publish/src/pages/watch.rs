mod ladder;

use super::parts::{contested, lateness, rule_link, section, source, sources, state_link, told, when};
use super::{Menu, Page, Paper};
use crate::api::{FindingsAnswer, findings_table};
use crate::{Table, Word};
use facts::{Arg, Fact, SaidBy, State, When};
use findings::{Finding, Ground, Reason, Rung, Standing, Wanted};
use maud::{Markup, html};
use rules::shapes::Signs;
use rules::{Rule, Shape};
use serde_json::Value;
use std::collections::BTreeSet;

/// `/ccm/watch`: the early warnings, raised ones first; each a question to a State, for a person to look at.
pub(super) struct Watch<'a> {
    rules: Vec<&'a Rule>,
    /// Raised ones first, then by rule and State.
    findings: Vec<Finding>,
    /// Where each raised one stands on its ladder, if it has one.
    rungs: Vec<Rung<'a>>,
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
        Watch { rules, findings, rungs: findings::ladder(world, question) }
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
                @if self.rules.is_empty() { p.lede { (paper.t("watch-no-rules")) } }
                @else {
                    p.lede { (self.lede(paper)) }
                    p { (paper.t("watch-question")) }
                    p { a href=(paper.place.to("backtest")) { (paper.t("watch-backtest")) } }
                }
            }
            @for rule in &self.rules {
                @let raised = self.raised(rule);
                @if !raised.is_empty() {
                    @let title = paper.voice.duty(&rule.id);
                    (section(rule.id.local(), &title, &paper.t(sign(rule)), table_with(&raised, &self.rungs, &title, paper)))
                }
            }
            @if !self.rules.is_empty() { (ladder::section(&self.rungs, paper)) (self.every_rule(paper)) }
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        let answer = FindingsAnswer::new(&paper.site.world, &paper.place.question, &self.findings);
        let mut answer = serde_json::to_value(answer).unwrap_or_default();
        if let Some(answer) = answer.as_object_mut() {
            answer.insert("ladder".to_owned(), ladder::table(&self.rungs).json());
        }
        answer
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
        Shape::Pace(_) => "watch-sign-pace",
        Shape::RequestWindow(_) => "watch-sign-window",
        Shape::Undeclared(_) => "watch-sign-undeclared",
        _ => "watch-sign-overdue",
    }
}

/// Raised warnings: what the register saw, until when it speaks, on which sources.
pub(super) fn table(raised: &[&Finding], caption: &str, paper: &Paper<'_>) -> Markup {
    table_with(raised, &[], caption, paper)
}

/// The same, with the steps people took, and whose turn it is.
fn table_with(raised: &[&Finding], rungs: &[Rung<'_>], caption: &str, paper: &Paper<'_>) -> Markup {
    let rung = |finding: &Finding| rungs.iter().find(|rung| rung.warning == *finding);
    let has_ladder = raised.iter().any(|finding| rung(finding).is_some());
    html! {
        table.stack.plain {
            caption.vh { (caption) }
            thead { tr {
                @for key in ["column-state", "watch-signal", "watch-saw"] { th scope="col" { (paper.t(key)) } }
                @if has_ladder { th scope="col" { (paper.t("watch-step")) } }
                @for key in ["column-source", "column-why"] { th scope="col" { (paper.t(key)) } }
            } }
            tbody { @for finding in raised { (row(finding, has_ladder.then(|| rung(finding)), paper)) } }
        }
    }
}

fn row(finding: &Finding, rung: Option<Option<&Rung<'_>>>, paper: &Paper<'_>) -> Markup {
    // A warning that a duty is overdue is named after that duty already.
    let named_after_it = matches!(shape(finding, paper), Some(Shape::OverdueWatch(_)));
    let about = finding.about.as_ref().filter(|_| !named_after_it).map(|a| paper.voice.about(a));
    html! { tr {
        th scope="row" { (state_link(finding.state, paper)) }
        td data-l=(paper.t("watch-signal")) { (told(Word::Signal, &paper.voice.duty(&finding.rule))) (contested(finding, paper)) @if let Some(about) = &about { br; span.dim { (about) } } }
        td data-l=(paper.t("watch-saw")) { (saw(finding, paper)) @if let Some(day) = finding.confirmed { div.dim { (paper.t("watch-confirmed")) " " (when(When::day(day), paper)) } } }
        @if let Some(rung) = rung { td data-l=(paper.t("watch-step")) { @if let Some(rung) = rung { (ladder::told(rung, paper)) } } }
        td data-l=(paper.t("column-source")) { @for source in sources_beside(finding, paper) { div { (source) } } }
        td data-l=(paper.t("column-why")) { a.why href=(paper.place.finding(finding)) { (paper.t("why")) span.vh { " " (paper.voice.state(finding.state)) ", " (paper.voice.duty(&finding.rule)) @if let Some(about) = about { ", " (about) } } } }
    } }
}

/// What the register saw: the duty that is overdue; else, from the reasons of the warning, year by year and figure by figure.
fn saw(finding: &Finding, paper: &Paper<'_>) -> Markup {
    let (world, question) = (&paper.site.world, &paper.place.question);
    match (shape(finding, paper), finding.due) {
        (Some(Shape::OverdueWatch(_)), Some(due)) => {
            let time = lateness(due, When::day(question.true_on), paper);
            return html! { (paper.voice.with("watch-saw-overdue", &[("due", Arg::When(due)), ("time", Arg::Text(time))])) };
        }
        (Some(Shape::RequestWindow(_)), Some(last)) => {
            let key = if last.last < question.true_on { "watch-saw-window-passed" } else { "watch-saw-window" };
            return html! { (paper.voice.t1(key, "day", last)) };
        }
        _ => {}
    }
    let told = findings::explain(world, question, &finding.rule, finding.state, None, finding.about.as_deref());
    let because = told.map(|e| e.reason.because).unwrap_or_default();
    let shown = because.iter().filter(|r| SHOWN.iter().any(|start| r.says.key.starts_with(start)));
    html! { @for reason in shown { div { (paper.voice.say(&reason.says)) (figures(reason, paper)) } } }
}

/// The reasons that say what the register saw, by the beginning of their names.
const SHOWN: [&str; 7] = ["year-", "fact-", "pace-left", "pace-year", "pace-needs", "pace-never", "reason-due"];

/// The figures of a reason's own fact; of a pace, of the facts right below it.
fn figures(reason: &Reason, paper: &Paper<'_>) -> Markup {
    let below = if reason.says.key.starts_with("pace-") { reason.because.as_slice() } else { &[] };
    let fact = |reason: &Reason| match &reason.ground {
        Ground::Fact(id) => paper.site.world.register.fact(id),
        _ => None,
    };
    let told = [reason].into_iter().chain(below).filter_map(fact).filter(|f| !f.amounts.is_empty());
    html! { @for fact in told { ", " (paper.voice.amounts(fact)) } }
}

fn shape<'p>(finding: &Finding, paper: &'p Paper<'_>) -> Option<&'p Shape> {
    paper.site.world.book.rule(&finding.rule).map(|rule| &rule.shape)
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
