use super::parts::section;
use super::{Page, Paper, watch};
use crate::Table;
use crate::api::{CalendarAnswer, FindingsAnswer, PartiesAnswer};
use facts::Arg;
use findings::{CalendarDay, Finding, Parties, Rolls, Standing, Wanted};
use jiff::ToSpan;
use maud::{Markup, html};
use rules::{Chapter, Rule, Shape};
use serde_json::{Value, json};

mod figures;
mod ground;
mod next;
mod sparkline;
mod standings;

/// How many early warnings are shown before the reader is sent to their own page.
const SIGNALS: usize = 8;

/// `/ccm`: the counts of the day, what comes next, what raises questions, how many States stand where.
pub(super) struct Overview<'a> {
    chapter: Option<&'a Chapter>,
    rolls: Option<Rolls<'a>>,
    parties: Parties,
    findings: Vec<Finding>,
    days: Vec<CalendarDay>,
}

impl<'a> Overview<'a> {
    pub fn new(paper: &Paper<'a>) -> Self {
        let (world, question) = (&paper.site.world, &paper.place.question);
        let chapter = world.book.chapter(question.treaty);
        let to = question.true_on.saturating_add(1.year());
        Overview {
            chapter,
            rolls: world.rolls(question),
            parties: findings::parties(world, question).unwrap_or_default(),
            findings: findings::findings(world, question, &Wanted { dated: true, ..Wanted::default() }),
            days: findings::calendar(world, question, question.true_on, to, None),
        }
    }

    fn duties(&self) -> impl Iterator<Item = &'a Rule> {
        self.chapter.into_iter().flat_map(|c| c.rules.iter()).filter(|r| r.is_duty())
    }

    fn of<'f>(&'f self, rule: &'f Rule) -> impl Iterator<Item = &'f Finding> {
        self.findings.iter().filter(move |f| f.rule == rule.id)
    }

    /// The last year whose report has become due, for duties that return.
    fn last_due_year(&self, rule: &Rule, paper: &Paper<'_>) -> Option<i16> {
        let on = paper.place.question.true_on;
        let due = self.of(rule).filter(|f| f.due.is_some_and(|day| day.last < on));
        due.filter_map(|f| f.period).max()
    }

    /// Raised warnings, in the order of the book's rules.
    fn signals(&self) -> Vec<&Finding> {
        let mut raised: Vec<&Finding> = self.findings.iter().filter(|f| f.standing == Standing::Raised).collect();
        raised.sort_by_key(|f| self.chapter.and_then(|c| c.rules.iter().position(|r| r.id == f.rule)));
        raised
    }

    fn watches(&self) -> bool {
        self.chapter.is_some_and(|c| c.rules.iter().any(Rule::is_watch))
    }

    fn warnings(&self, paper: &Paper<'_>) -> Markup {
        let raised = self.signals();
        let shown: Vec<&Finding> = raised.iter().copied().take(SIGNALS).collect();
        section(
            "signals",
            &paper.t("overview-signals"),
            &paper.t("overview-signals-note"),
            html! {
                @if shown.is_empty() { p { (paper.t("overview-signals-none")) } } @else { (watch::table(&shown, &paper.t("overview-signals"), paper)) }
                p { a href=(paper.place.to("watch")) { (paper.voice.t1("overview-signals-all", "n", raised.len() as i64)) } }
            },
        )
    }
}

impl Page for Overview<'_> {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.voice.t1("overview-title", "treaty", paper.voice.treaty(paper.place.treaty()))
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        let treaty = paper.place.treaty();
        // A sentence may be written for one treaty; the others get the general one.
        let named = [("treaty", Arg::from(treaty.code())), ("name", Arg::Text(paper.voice.treaty(treaty)))];
        html! {
            div.head { h1 { (paper.voice.with("overview-heading", &named)) } p.lede { (paper.voice.with("overview-lede", &named)) } @if self.duties().next().is_some() { p { a href=(paper.place.to("changes")) { (paper.t("overview-changes")) } } } }
            (figures::figures(self, paper))
            @if !self.days.is_empty() { (next::next(self, paper)) }
            @if self.watches() { (self.warnings(paper)) }
            @if self.duties().next().is_some() { (standings::standings(self, paper)) }
            (ground::ground(paper))
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        let (world, question) = (&paper.site.world, &paper.place.question);
        let signals: Vec<Finding> = self.signals().into_iter().cloned().collect();
        json!({
            "counts": PartiesAnswer::new(question, &self.parties),
            "standings": standings::table(self, paper).json(),
            "next": CalendarAnswer::new(&self.days, &paper.voice),
            "signals": FindingsAnswer::new(world, question, &signals),
        })
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        let mut table = standings::table(self, paper);
        let count = &self.parties;
        let counts = [
            ("parties", count.parties),
            ("in-force", count.in_force),
            ("signatories", count.signatories),
            ("withdrawn", count.withdrawn),
        ];
        for (row, (name, number)) in counts.into_iter().enumerate() {
            table.rows.insert(row, vec![paper.place.treaty().to_string(), String::new(), name.to_owned(), number.to_string()]);
        }
        table
    }
}

/// Whether a duty returns every year.
fn is_yearly(rule: &Rule) -> bool {
    matches!(rule.shape, Shape::PeriodicReport(_))
}
