//! The page of one State: what it owes, by when, whether it is done, and who says so.

mod chart;
mod continuing;
mod dates;
mod duties;
mod extensions;
mod figures;
mod land;
mod lede;
mod reports;
mod retained;
mod stocks;
mod timeline;
mod voices;

use super::fact::facts_table;
use super::parts::{acts_by, crumbs};
use super::{Menu, Page, Paper};
use crate::Table;
use crate::api::{FindingView, findings_table};
use facts::{Day, Fact, Role, State, Vocabulary};
use findings::{CalendarDay, Finding, Membership, Question, Standing, Status, Step, Wanted};
use jiff::ToSpan;
use maud::{Markup, html};
use rules::{Chapter, Rule, RuleId, Shape};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// `/ccm/states/per`: one State under one treaty.
pub(super) struct StateProfile<'a> {
    state: State,
    chapter: Option<&'a Chapter>,
    membership: Option<Membership<'a>>,
    status: Status,
    findings: Vec<Finding>,
    /// What is on record about the State by the day asked, without what lies after it.
    facts: Vec<&'a Fact>,
    steps: Vec<Step<'a>>,
    /// What falls due in the two years to come.
    coming: Vec<CalendarDay>,
    /// For each duty that is done once, the name of the sentence in which its finding is explained.
    conclusions: BTreeMap<RuleId, &'static str>,
}

impl<'a> StateProfile<'a> {
    pub fn new(paper: &Paper<'a>, state: State) -> Self {
        let (site, question) = (paper.site, paper.place.question);
        let (world, view) = (&site.world, site.world.view(&question));
        let chapter = world.book.chapter(question.treaty);
        let membership = world.membership(&question, state).map(|m| acts_by(&m, question.true_on));
        let mut facts = view.all_of(question.treaty, state);
        facts.retain(|f| has_begun(f, question.true_on, &world.book.vocabulary));
        let findings = findings::findings(world, &question, &Wanted { state: Some(state), ..Wanted::default() });
        StateProfile {
            state,
            chapter,
            conclusions: conclusions(paper, &findings),
            status: membership.as_ref().map_or(Status::NotJoined, |m| m.status(question.true_on)),
            membership,
            findings,
            facts,
            steps: steps(paper, chapter, state),
            coming: coming(paper, &question, state),
        }
    }

    fn rules(&self) -> impl Iterator<Item = &'a Rule> {
        self.chapter.into_iter().flat_map(|c| c.rules.iter())
    }

    fn rule(&self, id: &RuleId) -> Option<&'a Rule> {
        self.chapter.and_then(|c| c.rule(id))
    }

    /// The findings on duties: deadlines and reports, without the early warnings.
    fn duties(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|f| self.rule(&f.rule).is_some_and(Rule::is_duty))
    }

    /// The facts of the kinds of that name.
    fn facts_of<'s>(&'s self, kind: &'s str, paper: &'s Paper<'_>) -> impl Iterator<Item = &'a Fact> + 's {
        let wanted = paper.site.world.book.vocabulary.kind(kind);
        self.facts.iter().copied().filter(move |f| Some(f.kind) == wanted)
    }

    /// The rule of the report that comes before the yearly ones.
    fn initial_report(&self) -> Option<&'a RuleId> {
        self.rules().find_map(|rule| match &rule.shape {
            Shape::PeriodicReport(shape) => Some(&shape.after),
            _ => None,
        })
    }

    /// Whether nothing ever came, all by evidence: neither the initial report nor any yearly one that has fallen due.
    fn no_report_ever(&self) -> bool {
        let initial = self.duties().any(|f| Some(&f.rule) == self.initial_report() && f.standing == Standing::Overdue);
        let mut yearly =
            self.duties().filter(|f| f.period.is_some() && !f.is_owed_only_otherwise() && f.standing != Standing::Running);
        initial && yearly.all(|f| f.standing == Standing::Overdue)
    }
}

/// Whether a fact was so, or had begun, by the day asked. What has no day of its own stands since its source spoke where it
/// names a day to come; else it tells of the past.
fn has_begun(fact: &Fact, on: Day, vocabulary: &Vocabulary) -> bool {
    let names_a_day = vocabulary.record(fact.kind).is_some_and(|r| matches!(r.role, Role::Plan | Role::StatedDay));
    match fact.first_day() {
        Some(first) => first <= on,
        None => !names_a_day || source_day(fact) <= on,
    }
}

/// The last day on which the fact's source could have become public.
fn source_day(fact: &Fact) -> Day {
    fact.published.filter(|p| !p.is_open()).map(|p| p.last).or(fact.collected).unwrap_or(fact.known_from)
}

/// Every request and decision on every duty that can be moved, up to the day asked.
fn steps<'a>(paper: &Paper<'a>, chapter: Option<&'a Chapter>, state: State) -> Vec<Step<'a>> {
    let (world, question) = (&paper.site.world, &paper.place.question);
    let can_be_moved = |rule: &&Rule| matches!(&rule.shape, Shape::Deadline(shape) if shape.extended_by.is_some());
    let duties = chapter.into_iter().flat_map(|c| c.rules.iter()).filter(can_be_moved);
    let all = duties.flat_map(|rule| findings::steps(world, question, state, rule));
    all.filter(|s| has_begun(s.fact, question.true_on, &world.book.vocabulary)).collect()
}

/// Which of the ways of standing it is: the standing alone does not tell whether a duty is not established because nothing says
/// that there is anything to do, or because a request was left undecided.
fn conclusions(paper: &Paper<'_>, findings: &[Finding]) -> BTreeMap<RuleId, &'static str> {
    let (world, question) = (&paper.site.world, &paper.place.question);
    let once = findings.iter().filter(|f| f.period.is_none() && world.book.rule(&f.rule).is_some_and(Rule::is_duty));
    let explained = once.filter_map(|f| findings::explain(world, question, &f.rule, f.state, None, None));
    explained.map(|e| (e.finding.rule.clone(), e.reason.says.key)).collect()
}

fn coming(paper: &Paper<'_>, question: &Question, state: State) -> Vec<CalendarDay> {
    let from = question.true_on.saturating_add(1.day());
    findings::calendar(&paper.site.world, question, from, from.saturating_add(2.years()), Some(state))
}

impl Page for StateProfile<'_> {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.voice.state(self.state)
    }

    fn menu(&self) -> Menu {
        Menu::States
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        let sections: Vec<Section> = self.sections(paper).into_iter().flatten().collect();
        html! {
            (crumbs(&[(paper.place.to("states"), paper.t("menu-states"))], &self.group(paper)))
            div.head {
                h1 { (self.title(paper)) }
                p.dim.status { (self.status_sentence(paper)) }
                p.lede { (self.lede(paper)) }
                ul.toc { @for section in &sections { li { a href={ "#" (section.id) } { (section.title) } } } }
            }
            @for section in &sections { (super::parts::section(section.id, &section.title, &section.note, section.body.clone())) }
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        let day = |when: Option<facts::When>| when.map(|w| w.to_string());
        let membership = self.membership.as_ref();
        json!({
            "state": self.state.code(),
            "status": self.status.word(),
            "in_force": day(membership.and_then(|m| m.in_force)),
            "leaves": day(membership.and_then(|m| m.leaves)),
            "findings": self.findings.iter().map(|f| FindingView::new(f, &paper.site.world.register)).collect::<Vec<_>>(),
            "facts": facts_table(self.facts.iter().copied(), paper).json(),
        })
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        findings_table(&self.findings, &paper.site.world.register)
    }
}

/// A section of the page; one without content is left out.
struct Section {
    id: &'static str,
    title: String,
    note: String,
    body: Markup,
}

impl Section {
    /// A section whose title, and note where there is one, stand in `locales/` under its id.
    fn new(id: &'static str, note: String, body: Markup, paper: &Paper<'_>) -> Self {
        Section { id, title: paper.t(&format!("state-{id}")), note, body }
    }
}

impl StateProfile<'_> {
    fn sections(&self, paper: &Paper<'_>) -> [Option<Section>; 10] {
        [
            self.timeline(paper),
            self.duties_section(paper),
            self.extensions(paper),
            self.reports(paper),
            self.stocks(paper),
            self.land(paper),
            self.retained(paper),
            self.continuing_section(paper),
            self.voices(paper),
            Some(self.acts(paper)),
        ]
    }
}
