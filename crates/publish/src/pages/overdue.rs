use super::parts::{may_not_apply, section};
use super::{Asked, Menu, Page, Paper};
use crate::Table;
use crate::api::{FindingsAnswer, findings_table};
use facts::{Arg, Day, Group, State, When};
use findings::{Finding, Rolls, Standing, Wanted};
use maud::{Markup, html};
use rules::{Chapter, Rule, RuleId, Shape};
use serde_json::Value;
use std::collections::BTreeSet;

mod chain;
mod filter;
mod lede;
mod printed;
mod row;
mod silent;

/// `/ccm/overdue`: what is overdue on evidence, led by what evidence shows on the day asked about; then, each apart, what is
/// undecided, what was overdue when last confirmed, what is not established, and what published lists print otherwise.
pub(super) struct Overdue<'a> {
    asked: Asked,
    chapter: Option<&'a Chapter>,
    rolls: Option<Rolls<'a>>,
    /// Every finding of every duty, each on its shelf.
    found: Vec<(Shelf, Finding)>,
}

/// Where a finding stands on the page. The shelves are never mixed: only the first one says overdue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Shelf {
    /// Overdue, on evidence that still speaks.
    Overdue,
    /// The day has passed with a request for more time on record, and no decision.
    Undecided,
    /// The same, when last confirmed.
    UndecidedOnce,
    /// Overdue when last confirmed.
    OverdueOnce,
    /// The day has passed; nothing says whether it was done.
    Silent,
    /// The day has passed; nothing says whether there is anything to do.
    MayNotApply,
    /// Not on this page.
    Elsewhere,
}

impl Shelf {
    fn of(finding: &Finding, paper: &Paper<'_>) -> Shelf {
        let passed = finding.due.is_some_and(|due| due.last < paper.place.question.true_on);
        match finding.standing {
            Standing::Overdue => Shelf::Overdue,
            Standing::Undecided => Shelf::Undecided,
            Standing::Unknown if !passed => Shelf::Elsewhere,
            Standing::Unknown if finding.once == Some(Standing::Undecided) => Shelf::UndecidedOnce,
            Standing::Unknown if finding.once == Some(Standing::Overdue) => Shelf::OverdueOnce,
            Standing::Unknown if may_not_apply(finding, paper) => Shelf::MayNotApply,
            Standing::Unknown => Shelf::Silent,
            _ => Shelf::Elsewhere,
        }
    }
}

impl<'a> Overdue<'a> {
    pub fn new(paper: &Paper<'a>, asked: &Asked) -> Self {
        let (world, question) = (&paper.site.world, &paper.place.question);
        let chapter = world.book.chapter(question.treaty);
        let duties = chapter.into_iter().flat_map(|c| c.rules.iter()).filter(|r| r.is_duty());
        let of_rule =
            |rule: &Rule| findings::findings(world, question, &Wanted { rule: Some(rule.id.clone()), ..Wanted::default() });
        let found = duties.flat_map(of_rule).map(|f| (Shelf::of(&f, paper), f)).collect();
        Overdue { asked: asked.clone(), chapter, rolls: world.rolls(question), found }
    }

    /// The duties the reader asked for; all of them where none was named.
    fn duties(&self) -> impl Iterator<Item = &'a Rule> {
        let rules = self.chapter.into_iter().flat_map(|c| c.rules.iter()).filter(|r| r.is_duty());
        rules.filter(|r| self.asked.duty.as_ref().is_none_or(|duty| *duty == r.id.0))
    }

    /// Whether the State is in the regional group the reader asked for.
    fn in_group(&self, state: State, paper: &Paper<'_>) -> bool {
        let group = paper.site.world.gazetteer.record(state).map(|r| r.group);
        self.asked.group.as_ref().is_none_or(|word| group.is_some() && Group::read(word) == group)
    }

    /// The findings of one shelf, as narrowed by the reader.
    fn shelf(&self, shelf: Shelf, paper: &Paper<'_>) -> Vec<&Finding> {
        let duty = |rule: &RuleId| self.asked.duty.as_ref().is_none_or(|duty| *duty == rule.0);
        let found = self.found.iter().filter(|(on, f)| *on == shelf && duty(&f.rule) && self.in_group(f.state, paper));
        found.map(|(_, f)| f).collect()
    }

    /// Everything listed finding by finding, in the order of the page.
    fn listed(&self, paper: &Paper<'_>) -> Vec<&Finding> {
        let shelves = [Shelf::Overdue, Shelf::Undecided, Shelf::UndecidedOnce, Shelf::OverdueOnce];
        let mut listed: Vec<&Finding> = shelves.into_iter().flat_map(|shelf| self.shelf(shelf, paper)).collect();
        listed.extend(self.shelf(Shelf::Silent, paper).into_iter().filter(|f| f.period.is_none()));
        listed
    }

    /// Whether neither the initial report nor any annual one ever came, each of them by evidence.
    fn no_report_ever(&self, initial: &Finding, on: Day) -> bool {
        let yearly = self.chapter.into_iter().flat_map(|c| c.rules.iter());
        let follows = |rule: &&Rule| matches!(&rule.shape, Shape::PeriodicReport(shape) if shape.after == initial.rule);
        let yearly: Vec<&RuleId> = yearly.filter(follows).map(|r| &r.id).collect();
        let owed = |f: &&Finding| yearly.contains(&&f.rule) && f.state == initial.state && f.due.is_some_and(|d| d.last < on);
        let mut owed = self.found.iter().map(|(_, f)| f).filter(owed).peekable();
        initial.standing == Standing::Overdue && owed.peek().is_some() && owed.all(|f| f.standing == Standing::Overdue)
    }
}

impl Page for Overdue<'_> {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("overdue-title")
    }

    fn menu(&self) -> Menu {
        Menu::Overdue
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        let has_duties = self.chapter.is_some_and(|c| c.rules.iter().any(Rule::is_duty));
        html! {
            div.head { h1 { (self.title(paper)) } (lede::lede(self, paper)) }
            @if has_duties {
                (filter::form(self, paper))
                (section("board", &paper.t("overdue-board"), &paper.t("overdue-board-note"), row::table(self, &[Shelf::Overdue], "overdue-board", paper)))
                (self.apart("undecided", &[Shelf::Undecided, Shelf::UndecidedOnce], paper))
                (self.apart("once", &[Shelf::OverdueOnce], paper))
                (silent::section(self, paper))
                (printed::section(self, paper))
            }
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        let listed: Vec<Finding> = self.listed(paper).into_iter().cloned().collect();
        let answer = FindingsAnswer::new(&paper.site.world, &paper.place.question, &listed);
        serde_json::to_value(answer).unwrap_or_default()
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        findings_table(self.listed(paper), &paper.site.world.register)
    }
}

impl Overdue<'_> {
    /// A section of its own for what is not overdue on evidence; left out where there is nothing.
    fn apart(&self, name: &'static str, shelves: &[Shelf], paper: &Paper<'_>) -> Markup {
        if shelves.iter().all(|shelf| self.shelf(*shelf, paper).is_empty()) {
            return html! {};
        }
        let key = format!("overdue-{name}");
        section(name, &paper.t(&key), &paper.t(&format!("{key}-note")), row::table(self, shelves, &key, paper))
    }
}

/// Different States among findings.
fn states(found: &[&Finding]) -> usize {
    found.iter().map(|f| f.state).collect::<BTreeSet<State>>().len()
}

/// A count as it fills a sentence.
fn count(n: usize) -> Arg {
    Arg::from(n as i64)
}

/// The last day in time, of the oldest of several.
fn oldest<'f>(found: &[&'f Finding]) -> Option<(&'f Finding, When)> {
    found.iter().filter_map(|f| f.due.map(|due| (*f, due))).min_by_key(|(_, due)| due.last)
}
