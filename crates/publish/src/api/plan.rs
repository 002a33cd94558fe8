use super::measure::{LIST_COLUMNS, MeasuredView, PointView, list, number, tenth};
use crate::Table;
use findings::{Measured, Question, Window, World, measure};
use rules::{Action, Due, Indicator, Plan};
use serde_json::{Value, json};

/// How many windows before the one asked are counted too.
const BEFORE: usize = 5;

/// An indicator, counted in a window and in those before it.
#[derive(Clone, Debug)]
pub struct IndicatorAnswer<'a> {
    /// The indicator.
    pub indicator: &'a Indicator,
    /// The action it belongs to.
    pub action: &'a Action,
    /// The count.
    pub measured: Measured,
    /// The windows before, oldest first.
    pub before: Vec<(Window, Measured)>,
}

impl<'a> IndicatorAnswer<'a> {
    /// Counts the indicators of some actions.
    pub fn of(
        world: &World,
        question: &Question,
        window: Window,
        actions: impl IntoIterator<Item = &'a Action>,
    ) -> Vec<IndicatorAnswer<'a>> {
        let before = window.trend(BEFORE, world, question);
        let of_action = |action: &'a Action| action.indicators.iter().map(move |indicator| (action, indicator));
        let answer = |(action, indicator): (&'a Action, &'a Indicator)| {
            let counted = |window| measure(world, question, window, &indicator.counts);
            let before = before.iter().copied().map(|window| (window, counted(window))).collect();
            IndicatorAnswer { indicator, action, measured: counted(window), before }
        };
        actions.into_iter().flat_map(of_action).map(answer).collect()
    }

    fn json(&self, world: &World) -> Value {
        let trend: Vec<PointView> = self.before.iter().map(|(window, measured)| PointView::new(*window, measured)).collect();
        json!({
            "id": self.indicator.id,
            "of": self.indicator.of,
            "says": self.indicator.says,
            "wording": if self.indicator.official { "official" } else { "derived" },
            "counts": self.indicator.counts.word(),
            "target": self.indicator.target,
            "measured": MeasuredView::new(&self.measured, &world.register),
            "before": trend,
        })
    }
}

/// The plans of a treaty.
pub fn plans_json(plans: &[&Plan]) -> Value {
    json!({ "plans": plans.iter().map(|plan| plan_head(plan)).collect::<Vec<_>>() })
}

/// The plans of a treaty as a table.
pub fn plans_table(plans: &[&Plan]) -> Table {
    let mut table = Table::new(&["id", "title", "adopted", "at", "from", "until", "wording", "actions", "source"]);
    for plan in plans {
        table.push(vec![
            plan.id.clone(),
            plan.title.clone(),
            plan.adopted.to_string(),
            plan.at.clone(),
            plan.from.to_string(),
            plan.until.to_string(),
            plan.wording.word().to_owned(),
            plan.actions.len().to_string(),
            plan.source.clone(),
        ]);
    }
    table
}

fn plan_head(plan: &Plan) -> Value {
    json!({
        "id": plan.id,
        "title": plan.title,
        "adopted": plan.adopted.to_string(),
        "at": plan.at,
        "symbol": plan.symbol,
        "from": plan.from.to_string(),
        "until": plan.until.to_string(),
        "wording": plan.wording.word(),
        "source": plan.source,
        "actions": plan.actions.len(),
    })
}

fn action_json(action: &Action) -> Value {
    let due = action.due.map(|due| match due {
        Due::Day(day) => day.to_string(),
        Due::AfterEntry(length) => format!("{length} after entry into force"),
    });
    json!({
        "id": action.id,
        "title": action.title,
        "addressee": action.addressee,
        "due": due,
        "wording": action.wording.word(),
        "source": action.source,
        "followed_by": action.followed_by.iter().map(|rule| rule.0.clone()).collect::<Vec<_>>(),
    })
}

/// Some actions of a plan with their indicators, in a window.
pub fn plan_json<'a>(
    world: &World,
    question: &Question,
    plan: &Plan,
    window: Window,
    (actions, answers): (impl IntoIterator<Item = &'a Action>, &[IndicatorAnswer<'_>]),
) -> Value {
    let with_indicators = |action: &Action| {
        let mut told = action_json(action);
        let indicators: Vec<Value> = answers.iter().filter(|a| a.action.id == action.id).map(|a| a.json(world)).collect();
        if let Some(told) = told.as_object_mut() {
            told.insert("indicators".to_owned(), Value::Array(indicators));
        }
        told
    };
    json!({
        "treaty": question.treaty.to_string(),
        "true_on": question.true_on.to_string(),
        "known_by": question.known_by.to_string(),
        "law": world.book.hash,
        "window": { "from": window.from.to_string(), "to": window.to.to_string() },
        "plan": plan_head(plan),
        "actions": actions.into_iter().map(with_indicators).collect::<Vec<_>>(),
    })
}

/// The indicators of a plan, one a row, with the windows before.
pub fn plan_table(window: Window, answers: &[IndicatorAnswer<'_>]) -> Table {
    let columns = [
        "action",
        "indicator",
        "says",
        "wording",
        "from",
        "to",
        "unit",
        "number",
        "whole",
        "share-at-least",
        "share-at-most",
        "unknown",
        "target",
    ];
    let mut table = Table::new(&columns);
    for answer in answers {
        let windows = answer.before.iter().map(|(window, measured)| (*window, measured));
        for (window, measured) in windows.chain([(window, &answer.measured)]) {
            table.push(vec![
                answer.action.id.clone(),
                answer.indicator.id.clone(),
                answer.indicator.says.clone(),
                if answer.indicator.official { "official" } else { "derived" }.to_owned(),
                window.from.to_string(),
                window.to.to_string(),
                measured.unit.clone(),
                number(measured.number),
                number(measured.whole),
                number(measured.shares().map(|(least, _)| tenth(least))),
                number(measured.shares().map(|(_, most)| tenth(most))),
                measured.unknown.len().to_string(),
                number(answer.indicator.target),
            ]);
        }
    }
    table
}

/// The lists behind the indicators of an action.
pub fn action_table(answers: &[IndicatorAnswer<'_>], world: &World) -> Table {
    let mut table = Table::new(&LIST_COLUMNS);
    answers.iter().for_each(|answer| list(&mut table, &answer.indicator.id, &answer.measured, &world.register));
    table
}
