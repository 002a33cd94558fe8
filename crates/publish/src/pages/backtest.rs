use super::parts::{section, state_link, when, when_any};
use super::{Menu, Page, Paper};
use crate::Table;
use crate::api::{BacktestAnswer, backtest_table};
use facts::{Arg, Day, When};
use findings::{Backtest, Case, Outcome, Score};
use maud::{Markup, html};
use rules::RuleId;
use serde_json::{Value, json};

/// `/ccm/backtest`: would the warnings have come in time? Deadline by deadline, and warning by warning.
pub(super) struct BacktestPage {
    tested: Option<Backtest>,
}

impl BacktestPage {
    pub fn new(paper: &Paper<'_>) -> Self {
        let tested = findings::backtest(&paper.site.world, &paper.place.question);
        BacktestPage { tested: tested.filter(|tested| !tested.scores.is_empty()) }
    }

    fn cases(&self, such: impl Fn(&Case) -> bool) -> Vec<&Case> {
        self.tested.iter().flat_map(|tested| &tested.cases).filter(|case| such(case)).collect()
    }
}

impl Page for BacktestPage {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("backtest-title")
    }

    fn menu(&self) -> Menu {
        Menu::Watch
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        html! {
            p.crumb { a href=(paper.place.to("watch")) { (paper.t("watch-title")) } " / " (self.title(paper)) }
            div.head {
                h1 { (self.title(paper)) }
                @if let Some(tested) = &self.tested { p.lede { (lede(tested, paper)) } p { (paper.t("backtest-how")) } }
                @else { p.lede { (paper.t("watch-no-rules")) } }
            }
            @if let Some(tested) = &self.tested {
                (scores(tested, paper))
                (self.section("cases", &self.cases(|case| case.outcome != Outcome::InTime), paper))
                (self.section("false", &self.cases(Case::is_false_alarm), paper))
                (limits(paper))
            }
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        let answer = self.tested.as_ref().map(|t| BacktestAnswer::new(&paper.site.world, &paper.place.question, t));
        answer.map_or_else(|| json!({ "cases": [], "watches": [] }), |answer| serde_json::to_value(answer).unwrap_or_default())
    }

    fn table(&self, _paper: &Paper<'_>) -> Table {
        self.tested.as_ref().map_or_else(|| backtest_table(&Backtest::default()), backtest_table)
    }
}

impl BacktestPage {
    fn section(&self, name: &'static str, cases: &[&Case], paper: &Paper<'_>) -> Markup {
        let key = format!("backtest-{name}");
        let title = paper.t(&key);
        section(
            name,
            &title,
            &paper.t(&format!("{key}-note")),
            html! { @if cases.is_empty() { p { (paper.t(&format!("{key}-none"))) } } @else { (table(cases, &title, paper)) } },
        )
    }
}

fn lede(tested: &Backtest, paper: &Paper<'_>) -> String {
    let together = &tested.together;
    let quiet = tested.cases.iter().filter(|case| case.outcome == Outcome::InTime).count() - together.false_alarms;
    let count = |n: usize| Arg::from(n as i64);
    let told = [
        ("n", count(together.hits + together.too_late + together.misses)),
        ("hits", count(together.hits)),
        ("late", count(together.too_late)),
        ("misses", count(together.misses)),
        ("conduct", count(tested.on_conduct.hits)),
        ("alarms", count(together.false_alarms)),
        ("quiet", count(quiet)),
    ];
    paper.voice.with("backtest-lede", &told)
}

/// A column of the table of warnings: the word, and how many.
type Count = (&'static str, fn(&Score) -> usize);

const COUNTS: [Count; 4] = [
    ("backtest-hits", |s| s.hits),
    ("backtest-too-late", |s| s.too_late),
    ("backtest-misses", |s| s.misses),
    ("backtest-false-alarms", |s| s.false_alarms),
];

fn scores(tested: &Backtest, paper: &Paper<'_>) -> Markup {
    let title = paper.t("backtest-watches");
    let of_each = tested.scores.iter().filter_map(|score| Some((paper.voice.duty(score.watch.as_ref()?), score)));
    let of_all = [("backtest-together", &tested.together), ("backtest-on-conduct", &tested.on_conduct)];
    let rows = of_each.chain(of_all.map(|(key, score)| (paper.t(key), score)));
    section(
        "watches",
        &title,
        &paper.t("backtest-watches-note"),
        html! {
            table.stack {
                caption.vh { (title) }
                thead { tr {
                    th scope="col" { (paper.t("backtest-watch")) }
                    @for (key, _) in COUNTS { th.r scope="col" { (paper.t(key)) } }
                    th.r scope="col" { (paper.t("backtest-median")) }
                } }
                tbody { @for (name, score) in rows { tr {
                    th scope="row" { span.cap { (name) } }
                    @for (key, count) in COUNTS { td.r data-l=(paper.t(key)) { (count(score)) } }
                    td.r data-l=(paper.t("backtest-median")) { @match score.median_lead { Some(days) => (length(days, paper)), None => span.dim { (paper.t("nothing")) } } }
                } } }
            }
        },
    )
}

fn table(cases: &[&Case], caption: &str, paper: &Paper<'_>) -> Markup {
    let columns = ["column-state", "backtest-day", "backtest-outcome", "backtest-first", "backtest-lead", "backtest-also"];
    html! {
        table.stack.plain {
            caption.vh { (caption) }
            thead { tr { @for key in columns { th scope="col" { (paper.t(key)) } } } }
            tbody { @for case in cases { (row(case, paper)) } }
        }
    }
}

fn row(case: &Case, paper: &Paper<'_>) -> Markup {
    let first = case.first();
    let also = case.raised.get(1..).unwrap_or_default();
    html! { tr {
        th scope="row" { (state_link(case.state, paper)) br; span.dim { (paper.voice.duty(&case.duty)) } }
        td data-l=(paper.t("backtest-day")) { (when(case.base, paper)) }
        td data-l=(paper.t("backtest-outcome")) { a href=(explained(case, paper)) { (paper.t(&format!("backtest-outcome-{}", case.outcome.word()))) } }
        td data-l=(paper.t("backtest-first")) {
            @match first {
                Some((watch, day)) => { (link(case, watch, *day, paper)) br; (when_any(Some(When::day(*day)), paper)) }
                None => span.dim { (paper.t("backtest-never")) }
            }
        }
        td data-l=(paper.t("backtest-lead")) { @match first { Some((_, day)) => (lead(case.lead(*day), paper)), None => span.dim { (paper.t("nothing")) } } }
        td data-l=(paper.t("backtest-also")) {
            @for (watch, day) in also { div { (link(case, watch, *day, paper)) ", " (when(When::day(*day), paper)) } }
            @if also.is_empty() { span.dim { (paper.t("nothing")) } }
        }
    } }
}

/// The reasons of the deadline, on the day of the page.
fn explained(case: &Case, paper: &Paper<'_>) -> String {
    paper.place.to(&crate::address::finding_path(&case.duty, case.state))
}

/// The reasons of the warning, on the day on which it was first raised and as known on it.
fn link(case: &Case, watch: &RuleId, day: Day, paper: &Paper<'_>) -> Markup {
    let question = findings::Question { true_on: day, known_by: day.min(paper.place.question.known_by), ..paper.place.question };
    let then = crate::Place { question, ..paper.place.clone() };
    let address = then.to_with(&crate::address::finding_path(watch, case.state), &format!("about={}", case.duty));
    html! { a href=(address) { (paper.voice.duty(watch)) } }
}

fn lead(days: i32, paper: &Paper<'_>) -> String {
    let key = if days < 0 { "backtest-lead-after" } else { "backtest-lead-before" };
    paper.voice.t1(key, "time", length(days.abs(), paper))
}

/// Days in the two largest units, as if from the first of a year on.
fn length(days: i32, paper: &Paper<'_>) -> String {
    let start = jiff::civil::date(2001, 1, 1);
    paper.voice.span(start, start.saturating_add(jiff::Span::new().days(days)))
}

fn limits(paper: &Paper<'_>) -> Markup {
    section(
        "limits",
        &paper.t("backtest-limits"),
        "",
        html! { @for key in ["backtest-limit-known", "backtest-limit-record", "backtest-limit-calendar", "backtest-limit-cause", "backtest-limit-tuned"] { p { (paper.t(key)) } } },
    )
}
