//! Every State, by regional group: what it is to the treaty, since when, and how its duties stand.

use super::parts::{acts_by, section, state_link, when_any};
use super::{Menu, Page, Paper};
use crate::Table;
use facts::{Arg, Group, State, When};
use findings::{Finding, Membership, Parties, Standing, Status, Wanted};
use maud::{Markup, html};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// `/ccm/states`: all States.
pub(super) struct States<'a> {
    /// By name.
    rows: Vec<Row<'a>>,
    parties: Parties,
    /// Whether the book holds duties under this treaty.
    has_duties: bool,
}

/// One State.
struct Row<'a> {
    state: State,
    name: String,
    group: Group,
    status: Status,
    membership: Option<Membership<'a>>,
}

/// How many duties of a State stand how.
#[derive(Clone, Copy, Default)]
struct Duties {
    /// The day is still to come, or a request is undecided.
    open: i64,
    overdue: i64,
    not_established: i64,
}

impl Duties {
    fn count(&mut self, finding: &Finding) {
        match finding.standing {
            Standing::Running | Standing::Undecided => self.open += 1,
            Standing::Overdue => self.overdue += 1,
            Standing::Unknown => self.not_established += 1,
            _ => {}
        }
    }
}

impl<'a> States<'a> {
    pub fn new(paper: &Paper<'a>) -> Self {
        let (site, question) = (paper.site, paper.place.question);
        let world = &site.world;
        let chapter = world.book.chapter(question.treaty);
        let rolls = world.rolls(&question);
        let row = |state: State, group: Group| {
            let membership = rolls.as_ref().and_then(|r| r.of(state)).map(|m| acts_by(m, question.true_on));
            let status = membership.as_ref().map_or(Status::NotJoined, |m| m.status(question.true_on));
            Row { state, name: paper.voice.state(state), group, status, membership }
        };
        let mut rows: Vec<Row<'a>> = world.gazetteer.states().map(|r| row(r.state, r.group)).collect();
        rows.sort_by(|a, b| a.name.cmp(&b.name));
        let parties = findings::parties(world, &question).unwrap_or_default();
        States { rows, parties, has_duties: chapter.is_some_and(|c| c.rules.iter().any(rules::Rule::is_duty)) }
    }

    fn of(&self, group: Group) -> Vec<&Row<'a>> {
        self.rows.iter().filter(|r| r.group == group).collect()
    }

    fn lede(&self, paper: &Paper<'_>) -> String {
        let count = |n: usize| Arg::Number(i64::try_from(n).unwrap_or(i64::MAX));
        let parties = &self.parties;
        let others = self.rows.iter().filter(|r| r.status == Status::NotJoined).count();
        let counts = [
            ("treaty", Arg::Text(paper.voice.treaty(paper.place.treaty()))),
            ("parties", count(parties.parties)),
            ("waiting", count(parties.parties - parties.in_force)),
            ("force", count(parties.in_force)),
            ("signatories", count(parties.signatories)),
            ("withdrawn", count(parties.withdrawn)),
            ("others", count(others)),
            ("all", count(self.rows.len())),
        ];
        paper.voice.with("states-lede", &counts)
    }
}

/// How the duties of every State stand. Early warnings are not asked for: they count nothing here and cost the most.
fn count_duties(paper: &Paper<'_>) -> BTreeMap<State, Duties> {
    let world = &paper.site.world;
    let rules = world.book.chapter(paper.place.treaty()).into_iter().flat_map(|c| c.rules.iter()).filter(|r| r.is_duty());
    let mut counted: BTreeMap<State, Duties> = BTreeMap::new();
    for rule in rules {
        let wanted = Wanted { rule: Some(rule.id.clone()), ..Wanted::default() };
        for finding in findings::findings(world, &paper.place.question, &wanted).iter().filter(|f| !f.is_owed_only_otherwise()) {
            counted.entry(finding.state).or_default().count(finding);
        }
    }
    counted
}

impl Page for States<'_> {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("states-title")
    }

    fn menu(&self) -> Menu {
        Menu::States
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        let duties = count_duties(paper);
        let groups: Vec<(Group, Vec<&Row<'_>>)> =
            Group::ALL.into_iter().map(|g| (g, self.of(g))).filter(|(_, rows)| !rows.is_empty()).collect();
        html! {
            div.head {
                h1 { (self.title(paper)) }
                p.lede { (self.lede(paper)) }
                ul.toc { @for (group, _) in &groups { li { a href={ "#" (group.word()) } { (named(*group, paper)) } } } }
            }
            @for (group, rows) in &groups {
                (section(group.word(), &named(*group, paper), &note(rows, paper), self.group(*group, rows, &duties, paper)))
            }
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        json!({ "states": self.table(paper).json() })
    }

    fn table(&self, _paper: &Paper<'_>) -> Table {
        let mut table =
            Table::new(&["iso3", "name", "group", "status", "signed", "consent", "in_force", "leaves", "provisional"]);
        let text = |when: Option<When>| when.map(|w| w.to_string()).unwrap_or_default();
        for row in &self.rows {
            let acts = row.acts();
            let mut cells =
                vec![row.state.code().to_owned(), row.name.clone(), row.group.word().to_owned(), row.status.word().to_owned()];
            cells.extend([acts.signed, acts.consent, acts.in_force, acts.leaves, acts.provisional].map(text));
            table.push(cells);
        }
        table
    }
}

impl States<'_> {
    fn group(&self, group: Group, rows: &[&Row<'_>], duties: &BTreeMap<State, Duties>, paper: &Paper<'_>) -> Markup {
        let mut columns = vec!["column-state", "states-status", "states-signed", "states-consent", "states-in-force"];
        columns.extend(self.has_duties.then_some("states-duties"));
        html! {
            table.stack.states {
                caption.vh { (paper.voice.t1("states-caption", "group", named(group, paper))) }
                thead { tr { @for key in columns { th scope="col" { (paper.t(key)) } } } }
                tbody { @for row in rows { (self.row(row, duties.get(&row.state).copied().unwrap_or_default(), paper)) } }
            }
        }
    }

    fn row(&self, row: &Row<'_>, duties: Duties, paper: &Paper<'_>) -> Markup {
        let acts = row.acts();
        html! { tr {
            th scope="row" { (state_link(row.state, paper)) }
            td data-l=(paper.t("states-status")) { (paper.t(&format!("status-{}", row.status.word()))) }
            td.hide-s data-l=(paper.t("states-signed")) { @if acts.signed.is_some() { (when_any(acts.signed, paper)) } }
            td.hide-s data-l=(paper.t("states-consent")) { @if acts.consent.is_some() { (when_any(acts.consent, paper)) } }
            td.since data-l=(paper.t("states-in-force")) {
                @if acts.in_force.is_some() { (when_any(acts.in_force, paper)) }
                @if let Some(leaves) = acts.leaves { span.line { (paper.voice.t1("states-leaves", "day", leaves)) } }
            }
            @if self.has_duties { td.counts data-l=(paper.t("states-duties")) { @if row.status == Status::Party { (counted(duties, paper)) } } }
        } }
    }
}

/// How many duties are overdue, open, not established; what is none is left out.
fn counted(duties: Duties, paper: &Paper<'_>) -> Markup {
    let counts = [
        ("states-overdue", duties.overdue, "st st-over"),
        ("states-open", duties.open, "nb"),
        ("states-not-established", duties.not_established, "nb dim"),
    ];
    let told: Vec<_> = counts.into_iter().filter(|(_, count, _)| *count > 0).collect();
    html! {
        @if told.is_empty() { span.dim { (paper.t("states-nothing-open")) } }
        @for (place, (key, count, class)) in told.into_iter().enumerate() {
            @if place > 0 { ", " }
            span class=(class) { (paper.voice.t1(key, "count", count)) }
        }
    }
}

/// A group as a heading; States in none stand last.
fn named(group: Group, paper: &Paper<'_>) -> String {
    if group == Group::None { paper.t("states-no-group") } else { paper.t(&format!("group-{}", group.word())) }
}

/// How many of a group's States have joined.
fn note(rows: &[&Row<'_>], paper: &Paper<'_>) -> String {
    let count = |wanted: &[Status]| {
        Arg::from(i64::try_from(rows.iter().filter(|r| wanted.contains(&r.status)).count()).unwrap_or(i64::MAX))
    };
    let all = Arg::from(i64::try_from(rows.len()).unwrap_or(i64::MAX));
    let counts =
        [("all", all), ("parties", count(&[Status::Party, Status::Consented])), ("signatories", count(&[Status::Signatory]))];
    paper.voice.with("states-group-note", &counts)
}

/// The days of a State's acts.
#[derive(Clone, Copy, Default)]
struct Acts {
    signed: Option<When>,
    consent: Option<When>,
    in_force: Option<When>,
    leaves: Option<When>,
    provisional: Option<When>,
}

impl Row<'_> {
    fn acts(&self) -> Acts {
        let Some(membership) = &self.membership else { return Acts::default() };
        let on = |fact: Option<&facts::Fact>| fact.and_then(|f| f.on);
        Acts {
            signed: on(membership.signed),
            consent: on(membership.consent),
            in_force: membership.in_force,
            leaves: membership.leaves,
            provisional: on(membership.provisional),
        }
    }
}
