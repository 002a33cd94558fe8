use super::parts::{as_used, crumbs, section, source, standing, standing_note, stands, told, when_any};
use super::{Asked, Menu, Page, Paper};
use crate::api::{ExplainAnswer, findings_table};
use crate::{Place, Table, Word};
use facts::{Arg, Day, State, When};
use findings::{Alternative, Explanation, Finding, Ground, Question, Reason, Wanted};
use jiff::ToSpan;
use maud::{Markup, html};
use rules::RuleId;
use serde_json::Value;
use std::collections::BTreeSet;

/// `/ccm/law/3.2/per`: why one finding stands as it stands.
pub(super) struct ExplanationPage {
    explanation: Explanation,
    /// The same duty on other days.
    days: Vec<(Day, Finding)>,
    /// The other years of the same duty.
    years: Vec<Finding>,
}

impl ExplanationPage {
    pub fn new(paper: &Paper<'_>, rule: &str, state: State, asked: &Asked) -> Option<Self> {
        let (world, question) = (&paper.site.world, &paper.place.question);
        let rule = RuleId(format!("{}.{rule}", question.treaty));
        let explanation = findings::explain(world, question, &rule, state, asked.period, asked.about.as_deref())?;
        let wanted = Wanted { state: Some(state), rule: Some(rule), ..Wanted::default() };
        let years = findings::findings(world, question, &wanted);
        let days = other_days(paper, &explanation.finding, &wanted);
        Some(ExplanationPage { explanation, days, years: years.into_iter().filter(|f| f.period.is_some()).collect() })
    }

    fn finding(&self) -> &Finding {
        &self.explanation.finding
    }
}

/// The days around which the standing may change: the day before, the day, the day after of what the finding rests on.
fn other_days(paper: &Paper<'_>, finding: &Finding, wanted: &Wanted) -> Vec<(Day, Finding)> {
    let question = paper.place.question;
    let facts = finding.facts(&paper.site.world.register).filter_map(|f| f.on);
    // The last day on which the evidence still speaks, and the day on which it no longer does.
    let fades = finding
        .confirmed
        .zip(paper.site.world.book.rule(&finding.rule))
        .map(|(day, rule)| When::day(rule.evidence_age.after(day)));
    let marks = facts.chain(finding.due).chain(finding.since).chain(finding.confirmed.map(When::day)).chain(fades);
    let mut days: BTreeSet<Day> = BTreeSet::from([question.true_on]);
    for mark in marks.filter(|w| !w.is_open()) {
        days.extend([mark.first.saturating_sub(1.day()), mark.last, mark.last.saturating_add(1.day())]);
    }
    let mut shown: Vec<(Day, Finding)> = Vec::new();
    for day in days {
        let asked = Question { true_on: day, ..question };
        let found = findings::findings(&paper.site.world, &asked, wanted);
        let same = found.into_iter().find(|f| f.period == finding.period && f.about == finding.about);
        let changed =
            |f: &Finding| shown.last().is_none_or(|(then, last)| Word::of(last, *then) != Word::of(f, day) || last.due != f.due);
        if let Some(found) = same.filter(|f| day == question.true_on || changed(f)) {
            shown.push((day, found));
        }
    }
    shown
}

impl Page for ExplanationPage {
    /// A finding of an earlier day may not be there today: a warning that no longer stands, a year never owed.
    fn on_latest_day(&self, paper: &Paper<'_>) -> String {
        let (place, finding) = (&paper.place, self.finding());
        let latest = Question { true_on: place.today, known_by: place.today, entries: None, ..place.question };
        let about = finding.about.as_deref();
        let explained = findings::explain(&paper.site.world, &latest, &finding.rule, finding.state, finding.period, about);
        if explained.is_some() { place.latest() } else { Place { question: latest, ..place.clone() }.state(finding.state) }
    }

    fn title(&self, paper: &Paper<'_>) -> String {
        let (state, duty) = (paper.voice.state(self.finding().state), paper.voice.duty(&self.finding().rule));
        match self.finding().period {
            Some(year) => format!("{state}: {duty}, {year}"),
            None => format!("{state}: {duty}"),
        }
    }

    fn menu(&self) -> Menu {
        Menu::Law
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        let finding = self.finding();
        let place = &paper.place;
        let steps =
            [(place.to("states"), paper.t("menu-states")), (place.state(finding.state), paper.voice.state(finding.state))];
        html! {
            (crumbs(&steps, &finding.rule.citation()))
            div.head { h1 { (self.title(paper)) } p.lede { (paper.voice.say(&self.explanation.reason.says)) } }
            (section("reasons", &paper.t("explanation-reasons"), &paper.t("explanation-reasons-note"), html! {
                ol.tree { li {
                    p.say { (standing(finding, paper)) @if let Some(note) = standing_note(finding, paper) { " " span.dim { (note) } } }
                    ol { @for below in &self.explanation.reason.because { (branch(below, paper)) } }
                } }
            }))
            @if !self.explanation.by_other_readings.is_empty() { (self.by_other_readings(paper)) }
            (self.over_time(paper))
            @if self.years.len() > 1 { (self.by_year(paper)) }
            @if !self.explanation.beside.is_empty() {
                (section("beside", &paper.t("explanation-beside"), &paper.t("explanation-beside-note"), html! {
                    ol.tree { @for reason in &self.explanation.beside { (branch(reason, paper)) } }
                }))
            }
            (section("change", &paper.t("explanation-change"), "", html! {
                ul { @for say in &self.explanation.would_change { li { (paper.voice.say(say)) } } }
            }))
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        serde_json::to_value(ExplainAnswer::new(&self.explanation, &paper.site.world.register, &paper.voice)).unwrap_or_default()
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        findings_table([self.finding()], &paper.site.world.register)
    }
}

impl ExplanationPage {
    /// Both results side by side, each with its reasons.
    fn by_other_readings(&self, paper: &Paper<'_>) -> Markup {
        let finding = self.finding();
        section(
            "otherwise",
            &paper.t("explanation-otherwise-title"),
            &paper.t("explanation-otherwise-note"),
            html! {
                table.stack {
                    caption.vh { (paper.t("explanation-otherwise-title")) }
                    thead { tr { @for key in ["law-readings", "column-standing", "column-due"] { th scope="col" { (paper.t(key)) } } } }
                    tbody {
                        tr {
                            th scope="row" { (paper.t("explanation-as-read")) }
                            td data-l=(paper.t("column-standing")) { (as_used(finding, paper)) @if let Some(note) = standing_note(finding, paper) { br; span.dim { (note) } } }
                            td data-l=(paper.t("column-due")) { (when_any(finding.due, paper)) }
                        }
                        @for other in &self.explanation.by_other_readings {
                            @let word = stands(finding, &other.otherwise, paper);
                            tr {
                                th scope="row" { a href=(paper.place.read_as(other.otherwise.switch.id(), other.otherwise.choice)) { (read_as(other, paper)) } }
                                td data-l=(paper.t("column-standing")) { (told(word, &word.said(&paper.voice))) }
                                td data-l=(paper.t("column-due")) { (when_any(other.otherwise.due, paper)) }
                            }
                        }
                    }
                }
                @for other in &self.explanation.by_other_readings {
                    h3 { (read_as(other, paper)) }
                    @if let Some(reason) = &other.reason {
                        p { (paper.voice.say(&reason.says)) }
                        ol.tree { @for below in &reason.because { (branch(below, paper)) } }
                    } @else { p { (paper.t("explanation-nothing-owed")) } }
                }
            },
        )
    }

    fn over_time(&self, paper: &Paper<'_>) -> Markup {
        section(
            "days",
            &paper.t("explanation-days"),
            &paper.t("explanation-days-note"),
            html! {
                table.stack {
                    caption.vh { (paper.t("explanation-days")) }
                    thead { tr { th scope="col" { (paper.t("explanation-read-for")) } th scope="col" { (paper.t("column-standing")) } th scope="col" { (paper.t("column-due")) } } }
                    tbody { @for (day, finding) in &self.days {
                        @let at = Paper { place: crate::Place { question: Question { true_on: *day, ..paper.place.question }, ..paper.place.clone() }, ..paper.clone() };
                        tr {
                            th scope="row" { a href=(at.place.finding(finding)) { time.nb datetime=(day) { (paper.voice.day(*day)) } } }
                            td data-l=(paper.t("column-standing")) { (standing(finding, &at)) @if let Some(note) = standing_note(finding, &at) { br; span.dim { (note) } } }
                            td data-l=(paper.t("column-due")) { (when_any(finding.due, paper)) }
                        }
                    } }
                }
            },
        )
    }

    fn by_year(&self, paper: &Paper<'_>) -> Markup {
        section(
            "years",
            &paper.t("explanation-years"),
            "",
            html! {
                ul.toc { @for finding in &self.years {
                    li { a href=(paper.place.finding(finding)) aria-current=[(finding.period == self.finding().period).then_some("true")] { (finding.period.unwrap_or_default()) } " " (standing(finding, paper)) }
                } }
            },
        )
    }
}

/// `AMB-27 read as B`
fn read_as(other: &Alternative, paper: &Paper<'_>) -> String {
    let told = [("id", Arg::from(other.otherwise.switch.id())), ("letter", Arg::from(other.otherwise.choice))];
    paper.voice.with("explanation-read-as", &told)
}

/// A reason and the reasons below it.
fn branch(reason: &Reason, paper: &Paper<'_>) -> Markup {
    let says = paper.voice.say(&reason.says);
    let kind = match &reason.ground {
        Ground::Reasons => "ground-because",
        Ground::Rule(_) => "ground-rule",
        Ground::Fact(_) => "ground-fact",
        Ground::Silence => "ground-silence",
        Ground::Reading(_) => "ground-reading",
    };
    html! {
        li {
            div.w { span.kind { (paper.t(kind)) } div { (leaf(reason, &says, paper)) } }
            @if !reason.because.is_empty() { ol { @for below in &reason.because { (branch(below, paper)) } } }
        }
    }
}

fn leaf(reason: &Reason, says: &str, paper: &Paper<'_>) -> Markup {
    let world = &paper.site.world;
    match &reason.ground {
        Ground::Rule(id) => html! {
            @if let Some(rule) = world.book.rule(id) { (super::parts::rule_link(rule, paper)) ": " }
            (says)
        },
        Ground::Fact(id) => html! {
            (says)
            @if let Some(fact) = world.register.fact(id) {
                @if !fact.amounts.is_empty() { ", " (paper.voice.amounts(fact)) }
                " – " (source(fact, paper))
            }
        },
        Ground::Reading(id) => html! { a href=(format!("{}#{id}", paper.place.to("law/readings"))) { (id) } ": " (says) },
        Ground::Reasons | Ground::Silence => html! { span.say { (says) } },
    }
}
