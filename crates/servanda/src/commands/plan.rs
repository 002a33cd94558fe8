//! The action plans: all of them, one with its indicators, one action with its lists.

use super::ask::question;
use super::print;
use crate::Outcome;
use crate::args::{Format, PlanAsked};
use crate::source::Ground;
use anyhow::{Result, anyhow, bail};
use findings::Window;
use publish::api::{IndicatorAnswer, action_table, plan_json, plan_table, plans_json, plans_table};
use rules::{Action, Chapter, Plan};

pub fn plan(ground: Ground<'_>, format: Format, asked: &PlanAsked) -> Result<Outcome> {
    let world = ground.world()?;
    let named = asked.plan.as_deref().unwrap_or("");
    // `ccm.plan.lausanne.18` names its treaty; `lausanne` is looked for in the treaty asked.
    let (treaty, name) = named.split_once(".plan.").unwrap_or((&asked.treaty, named));
    let question = question(&world, treaty, asked.dates)?;
    let chapter = world.book.chapter(question.treaty).ok_or_else(|| anyhow!("there is no treaty \"{treaty}\" in the book"))?;
    if name.is_empty() {
        let plans: Vec<&Plan> = chapter.plans.iter().collect();
        return print(format, || plans_table(&plans), || Ok(plans_json(&plans).to_string()));
    }
    let (plan, action) = found(chapter, name)?;
    let window = match (&asked.window, asked.from, asked.to) {
        (Some(text), ..) => Window::read(text, &world, &question).map_err(|what| anyhow!(what))?,
        (None, None, None) => Window::last_year(question.true_on),
        (None, from, to) => {
            let to = to.unwrap_or_else(|| question.true_on.max(from.unwrap_or(question.true_on)));
            Window { from: from.unwrap_or_else(|| Window::year_of(to).from), to }
        }
    };
    if window.to < window.from {
        bail!("the last day, {}, comes before the first, {}", window.to, window.from);
    }
    let actions: Vec<&Action> = action.map_or_else(|| plan.actions.iter().collect(), |action| vec![action]);
    let answers = IndicatorAnswer::of(&world, &question, window, actions.iter().copied());
    let table = || if action.is_some() { action_table(&answers, &world) } else { plan_table(window, &answers) };
    print(format, table, || Ok(plan_json(&world, &question, plan, window, (actions.iter().copied(), &answers)).to_string()))
}

/// The plan, and the action where one is named: `lausanne`, `lausanne.18`.
fn found<'b>(chapter: &'b Chapter, name: &str) -> Result<(&'b Plan, Option<&'b Action>)> {
    let (plan, action) = name.split_once('.').map_or((name, None), |(plan, action)| (plan, Some(action)));
    let plans = || chapter.plans.iter().map(|p| p.local().to_owned()).collect::<Vec<_>>().join(", ");
    let plan = chapter.plan(plan).ok_or_else(|| anyhow!("there is no action plan \"{plan}\"; allowed: {}", plans()))?;
    let Some(action) = action else { return Ok((plan, None)) };
    let numbers = || plan.actions.iter().map(|a| a.local(plan).to_owned()).collect::<Vec<_>>().join(", ");
    let found = plan
        .action(action)
        .ok_or_else(|| anyhow!("there is no action \"{action}\" in {}; allowed: {}", plan.title, numbers()))?;
    Ok((plan, Some(found)))
}
