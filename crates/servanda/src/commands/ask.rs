//! Questions: findings, parties, explain.

use super::out::out;
use super::print;
use crate::args::{Ask, Dates, Format, Reads};
use crate::source::{self, Ground};
use crate::{Outcome, clock};
use anyhow::{Result, anyhow};
use facts::{State, Treaty};
use findings::{Question, Standing, Wanted, World};
use publish::Voice;
use publish::api::{ExplainAnswer, FindingsAnswer, PartiesAnswer, findings_table, parties_table, with_readings};
use rules::RuleId;

/// What narrows a question for findings.
pub struct Narrow {
    pub state: Option<String>,
    pub rule: Option<String>,
    pub standing: Option<Standing>,
    pub reads: Reads,
}

pub fn findings(ground: Ground<'_>, format: Format, ask: &Ask, narrow: Narrow) -> Result<Outcome> {
    let world = ground.world_read(&narrow.reads)?;
    let question = question(&world, &ask.treaty, ask.dates)?;
    let wanted = Wanted {
        dated: false,
        state: narrow.state.map(|text| state(&world, &text)).transpose()?,
        rule: narrow.rule.map(|text| rule(&world, &text, Some(question.treaty))).transpose()?,
        standing: narrow.standing,
    };
    let found = findings::findings(&world, &question, &wanted);
    print(
        format,
        || findings_table(&found, &world.register),
        || Ok(serde_json::to_string(&FindingsAnswer::new(&world, &question, &found))?),
    )
}

pub fn parties(ground: Ground<'_>, format: Format, ask: &Ask, reads: &Reads) -> Result<Outcome> {
    let world = ground.world_read(reads)?;
    let question = question(&world, &ask.treaty, ask.dates)?;
    let count = findings::parties(&world, &question).unwrap_or_default();
    let json = || serde_json::to_value(PartiesAnswer::new(&question, &count));
    print(format, || parties_table(&question, &count), || Ok(with_readings(json()?, &world, question.treaty).to_string()))
}

/// What is to be explained.
pub struct Asked {
    pub rule: String,
    pub state: String,
    pub dates: Dates,
    pub period: Option<i16>,
    pub about: Option<String>,
    pub reads: Reads,
}

pub fn explain(ground: Ground<'_>, format: Format, asked: Asked) -> Result<Outcome> {
    let site = source::site(ground.world_read(&asked.reads)?)?;
    let world = &site.world;
    let rule = rule(world, &asked.rule, None)?;
    let question = question(world, rule.treaty(), asked.dates)?;
    let state = state(world, &asked.state)?;
    let voice = Voice::new(&site, "en").ok_or_else(|| anyhow!("locales/en is missing"))?;
    let explained = findings::explain(world, &question, &rule, state, asked.period, asked.about.as_deref());
    let explained = explained.ok_or_else(|| {
        anyhow!("there is no finding for {rule} and {state} on {}\n  hint: `servanda findings --state {state} --on {}` lists what there is", question.true_on, question.true_on)
    })?;
    let answer = ExplainAnswer::new(&explained, &world.register, &voice);
    if format == Format::Table {
        out(&answer.text(&voice));
        return Ok(Outcome::Done);
    }
    print(
        format,
        || findings_table([&explained.finding], &world.register),
        || Ok(with_readings(serde_json::to_value(&answer)?, world, question.treaty).to_string()),
    )
}

/// The question of a treaty and two dates; both default to today.
pub fn question(world: &World, treaty: &str, dates: Dates) -> Result<Question> {
    let known = || world.book.chapters().map(|c| c.treaty.treaty.to_string()).collect::<Vec<_>>().join(", ");
    let unknown = || anyhow!("there is no treaty \"{treaty}\" in the book; allowed: {}", known());
    let treaty: Treaty = treaty.parse().map_err(|_| unknown())?;
    world.book.chapter(treaty).ok_or_else(unknown)?;
    let today = clock::today();
    Ok(Question { treaty, true_on: dates.on.unwrap_or(today), known_by: dates.known_by.unwrap_or(today), entries: None })
}

/// The State of that code or name.
pub fn state(world: &World, text: &str) -> Result<State> {
    let unknown =
        || anyhow!("there is no State \"{text}\" in the register; write its ISO 3166 code or a name of it, e.g. PER or Peru");
    world.gazetteer.find(text).ok_or_else(unknown)
}

/// The rule of that id, where it has findings.
pub fn rule(world: &World, text: &str, treaty: Option<Treaty>) -> Result<RuleId> {
    let id = RuleId(text.to_owned());
    let evaluated = |r: &&rules::Rule| r.gives_findings() && treaty.is_none_or(|t| r.treaty == t);
    let unknown = || {
        let ids: Vec<String> = world.book.rules().filter(evaluated).map(|r| r.id.to_string()).collect();
        anyhow!("there is no rule \"{text}\" with findings; allowed: {}", ids.join(", "))
    };
    let found = world.book.rules().filter(evaluated).any(|r| r.id == id);
    found.then_some(id).ok_or_else(unknown)
}
