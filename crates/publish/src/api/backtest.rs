use crate::Table;
use findings::{Backtest, Case, Question, Score, World};
use serde::Serialize;

/// `backtest --format json`.
#[derive(Serialize, Debug)]
pub struct BacktestAnswer {
    treaty: String,
    true_on: String,
    known_by: String,
    /// The hash of the book.
    law: String,
    cases: Vec<CaseView>,
    /// How each warning did.
    watches: Vec<ScoreView>,
    /// How they did together.
    together: ScoreView,
    /// The same without those that look only at the calendar.
    on_conduct: ScoreView,
}

#[derive(Serialize, Debug)]
struct CaseView {
    state: String,
    duty: String,
    base: String,
    outcome: &'static str,
    first: Option<String>,
    watch: Option<String>,
    lead_days: Option<i32>,
    raised: Vec<RaisedView>,
}

#[derive(Serialize, Debug)]
struct RaisedView {
    watch: String,
    first: String,
    lead_days: i32,
}

#[derive(Serialize, Debug)]
struct ScoreView {
    watch: Option<String>,
    hits: usize,
    too_late: usize,
    misses: usize,
    false_alarms: usize,
    median_lead_days: Option<i32>,
}

impl BacktestAnswer {
    /// Puts the answer together.
    pub fn new(world: &World, question: &Question, tested: &Backtest) -> Self {
        BacktestAnswer {
            treaty: question.treaty.to_string(),
            true_on: question.true_on.to_string(),
            known_by: question.known_by.to_string(),
            law: world.book.hash.clone(),
            cases: tested.cases.iter().map(CaseView::new).collect(),
            watches: tested.scores.iter().map(ScoreView::new).collect(),
            together: ScoreView::new(&tested.together),
            on_conduct: ScoreView::new(&tested.on_conduct),
        }
    }
}

impl CaseView {
    fn new(case: &Case) -> Self {
        let raised = case.raised.iter().map(|(watch, day)| RaisedView {
            watch: watch.to_string(),
            first: day.to_string(),
            lead_days: case.lead(*day),
        });
        CaseView {
            state: case.state.to_string(),
            duty: case.duty.to_string(),
            base: case.base.to_string(),
            outcome: case.outcome.word(),
            first: case.first().map(|(_, day)| day.to_string()),
            watch: case.first().map(|(watch, _)| watch.to_string()),
            lead_days: case.first().map(|(_, day)| case.lead(*day)),
            raised: raised.collect(),
        }
    }
}

impl ScoreView {
    fn new(score: &Score) -> Self {
        ScoreView {
            watch: score.watch.as_ref().map(ToString::to_string),
            hits: score.hits,
            too_late: score.too_late,
            misses: score.misses,
            false_alarms: score.false_alarms,
            median_lead_days: score.median_lead,
        }
    }
}

/// Deadline by deadline as a table: the same columns as the JSON.
pub fn backtest_table(tested: &Backtest) -> Table {
    let mut table = Table::new(&["state", "duty", "base", "outcome", "first", "watch", "lead_days", "raised"]);
    for view in tested.cases.iter().map(CaseView::new) {
        let raised: Vec<String> = view.raised.iter().map(|r| format!("{} {} {}", r.watch, r.first, r.lead_days)).collect();
        table.push(vec![
            view.state,
            view.duty,
            view.base,
            view.outcome.to_owned(),
            view.first.unwrap_or_default(),
            view.watch.unwrap_or_default(),
            view.lead_days.map(|days| days.to_string()).unwrap_or_default(),
            raised.join("; "),
        ]);
    }
    table
}

/// Warning by warning; in the last two rows all of them together, with and without those that look only at the calendar.
pub fn scores_table(tested: &Backtest) -> Table {
    let mut table = Table::new(&["watch", "hits", "too_late", "misses", "false_alarms", "median_lead_days"]);
    let all = tested.scores.iter().map(|score| (None, score));
    for (name, score) in all.chain([(Some("together"), &tested.together), (Some("on conduct"), &tested.on_conduct)]) {
        let view = ScoreView::new(score);
        table.push(vec![
            view.watch.or(name.map(str::to_owned)).unwrap_or_default(),
            view.hits.to_string(),
            view.too_late.to_string(),
            view.misses.to_string(),
            view.false_alarms.to_string(),
            view.median_lead_days.map(|days| days.to_string()).unwrap_or_default(),
        ]);
    }
    table
}
