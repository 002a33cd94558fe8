//! The headline counts, each with how it was counted and its course over the years.

use super::sparkline::{self, Point};
use super::{Overview, Paper, is_yearly};
use crate::pages::parts::may_not_apply;
use facts::{Arg, Day, State};
use findings::{Finding, Membership, Standing, Status};
use maud::{Markup, html};
use rules::{Rule, Shape};

struct Figure {
    label: String,
    number: usize,
    note: Vec<String>,
    course: Option<Markup>,
}

pub(super) fn figures(overview: &Overview<'_>, paper: &Paper<'_>) -> Markup {
    let days = year_ends(overview, paper);
    let mut told = vec![parties(overview, &days, paper), signatories(overview, &days, paper)];
    for rule in overview.duties() {
        told.extend(match &rule.shape {
            Shape::Deadline(shape) if shape.bound_if.is_empty() => Some(owed_by_all(overview, rule, paper)),
            Shape::Deadline(_) => Some(open(overview, rule, &days, paper)),
            _ => reports(overview, rule, paper),
        });
    }
    html! { dl.figs { @for figure in told { (figure.told(paper)) } } }
}

impl Figure {
    fn told(self, paper: &Paper<'_>) -> Markup {
        html! { div {
            dt { (self.label) }
            dd.n { (paper.voice.number(self.number as f64)) }
            @if !self.note.is_empty() { dd.note { (self.note.join(&paper.t("overview-join"))) } }
            @if let Some(course) = self.course { dd.sp { (course) } }
        } }
    }
}

/// The last day of every year since the treaty entered into force, and the day asked about.
fn year_ends(overview: &Overview<'_>, paper: &Paper<'_>) -> Vec<Day> {
    let on = paper.place.question.true_on;
    let from = overview.rolls.iter().flat_map(|r| r.all()).filter_map(|(_, m)| m.in_force).map(|day| day.first).min();
    let Some(from) = from.filter(|day| *day <= on) else { return Vec::new() };
    let ends = (from.year()..on.year()).filter_map(|year| Day::new(year, 12, 31).ok());
    ends.chain([on]).collect()
}

fn members<'o>(overview: &'o Overview<'_>, day: Day, wanted: &'o [Status]) -> impl Iterator<Item = (State, &'o Membership<'o>)> {
    let all = overview.rolls.iter().flat_map(|r| r.all());
    all.filter(move |(_, m)| wanted.contains(&m.status(day)))
}

fn course(overview: &Overview<'_>, days: &[Day], wanted: &[Status]) -> Vec<Point> {
    days.iter().map(|day| (day.year(), members(overview, *day, wanted).count())).collect()
}

fn parties(overview: &Overview<'_>, days: &[Day], paper: &Paper<'_>) -> Figure {
    let label = paper.t("overview-parties");
    let mut note = vec![paper.voice.t1("overview-in-force", "n", overview.parties.in_force as i64)];
    for (state, membership) in members(overview, paper.place.question.true_on, &[Status::Consented]) {
        let day = membership
            .in_force
            .map(|day| paper.voice.with("overview-enters", &[("state", Arg::State(state)), ("day", Arg::When(day))]));
        note.extend(day);
    }
    let points = course(overview, days, &[Status::Party, Status::Consented]);
    Figure { course: sparkline::line(&points, &label, paper), number: overview.parties.parties, label, note }
}

fn signatories(overview: &Overview<'_>, days: &[Day], paper: &Paper<'_>) -> Figure {
    let label = paper.t("overview-signatories");
    let signed = members(overview, paper.place.question.true_on, &[Status::Signatory]).filter_map(|(_, m)| m.signed?.on);
    let years: Vec<i16> = signed.map(|day| day.first.year()).collect();
    let ends = years.iter().min().zip(years.iter().max());
    let said = ends.map(|(first, last)| {
        paper.voice.with(
            "overview-signed",
            &[("first", Arg::Text(first.to_string())), ("last", Arg::Text(last.to_string())), ("years", Arg::from(last - first))],
        )
    });
    let points = course(overview, days, &[Status::Signatory]);
    Figure {
        course: sparkline::line(&points, &label, paper),
        number: overview.parties.signatories,
        label,
        note: said.into_iter().collect(),
    }
}

/// The same count at every year end, with the same knowledge.
fn course_of(rule: &Rule, days: &[Day], paper: &Paper<'_>, counts: fn(Standing) -> bool) -> Vec<Point> {
    let course = findings::course(&paper.site.world, &paper.place.question, &rule.id, days, |row| counts(row.standing));
    days.iter().map(|day| day.year()).zip(course).collect()
}

fn is_open(standing: Standing) -> bool {
    matches!(standing, Standing::Running | Standing::Overdue | Standing::Undecided)
}

fn is_overdue(finding: &Finding) -> bool {
    finding.standing == Standing::Overdue
}

/// A deadline that binds those who have something to do: how many are open.
fn open(overview: &Overview<'_>, rule: &Rule, days: &[Day], paper: &Paper<'_>) -> Figure {
    let found: Vec<&Finding> = overview.of(rule).collect();
    let count = |test: &dyn Fn(&Finding) -> bool| found.iter().filter(|f| test(f)).count();
    let silent = |f: &Finding| f.standing == Standing::Unknown && !may_not_apply(f, paper);
    let parts = [
        ("overview-overdue", count(&is_overdue)),
        ("overview-undecided", count(&|f| f.standing == Standing::Undecided)),
        ("overview-not-established", count(&silent)),
    ];
    let label = label("overview-open", rule, None, paper);
    let course = sparkline::line(&course_of(rule, days, paper, is_open), &label, paper);
    Figure { number: count(&|f| is_open(f.standing)), note: notes(&parts, paper), course, label }
}

/// A deadline for every State Party: how many are overdue on evidence. Without a course: a line that falls because evidence grew
/// old would look like reports that came.
fn owed_by_all(overview: &Overview<'_>, rule: &Rule, paper: &Paper<'_>) -> Figure {
    let found: Vec<&Finding> = overview.of(rule).collect();
    let silent: Vec<&&Finding> = found.iter().filter(|f| f.standing == Standing::Unknown).collect();
    let once = silent.iter().filter(|f| f.once == Some(Standing::Overdue)).count();
    let parts = [("overview-once", once), ("overview-not-established", silent.len() - once)];
    let number = found.iter().filter(|f| is_overdue(f)).count();
    Figure { number, note: notes(&parts, paper), course: None, label: label("overview-late", rule, None, paper) }
}

/// The reports of the last year due: how many are on record, and how many cannot be told.
fn reports(overview: &Overview<'_>, rule: &Rule, paper: &Paper<'_>) -> Option<Figure> {
    let year = overview.last_due_year(rule, paper)?;
    let found: Vec<&Finding> = overview.of(rule).filter(|f| f.period == Some(year) && !f.is_owed_only_otherwise()).collect();
    let count = |standing: Standing| found.iter().filter(|f| f.standing == standing).count();
    let mut note = vec![paper.voice.t1("overview-of-due", "n", found.len() as i64)];
    note.extend(notes(
        &[("overview-overdue", count(Standing::Overdue)), ("overview-not-established", count(Standing::Unknown))],
        paper,
    ));
    let label = label("overview-reports", rule, Some(year), paper);
    let course = sparkline::bars(&received(overview, rule, year), &paper.t("overview-reports-course"), paper);
    Some(Figure { number: count(Standing::Met) + count(Standing::MetLate), note, course, label })
}

/// How many reports are on record for each year covered.
fn received(overview: &Overview<'_>, rule: &Rule, last: i16) -> Vec<Point> {
    let came = |f: &&Finding| matches!(f.standing, Standing::Met | Standing::MetLate);
    let first = overview.of(rule).filter(|f| is_yearly(rule) && f.due.is_some()).filter_map(|f| f.period).min().unwrap_or(last);
    (first..=last).map(|year| (year, overview.of(rule).filter(|f| f.period == Some(year)).filter(came).count())).collect()
}

fn label(key: &str, rule: &Rule, year: Option<i16>, paper: &Paper<'_>) -> String {
    let mut args = vec![("rule", Arg::Text(rule.id.0.replace('.', "-"))), ("duty", Arg::Text(paper.voice.duty(&rule.id)))];
    args.extend(year.map(|y| ("year", Arg::Text(y.to_string()))));
    paper.voice.with(key, &args)
}

fn notes(parts: &[(&str, usize)], paper: &Paper<'_>) -> Vec<String> {
    parts.iter().filter(|(_, n)| *n > 0).map(|(key, n)| paper.voice.t1(key, "n", *n as i64)).collect()
}
