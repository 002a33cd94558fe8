//! States Parties against what they set themselves, new parties, and whom to speak with next.

use super::ask::question;
use super::print;
use crate::Outcome;
use crate::args::{Ask, Format};
use crate::source::Ground;
use anyhow::{Result, anyhow};
use findings::{Question, Since, World};
use publish::api::{Narrow, universalization_json, universalization_table};

pub fn universalization(ground: Ground<'_>, format: Format, ask: &Ask, since: Option<&str>, narrow: &Narrow) -> Result<Outcome> {
    let world = ground.world()?;
    let question = question(&world, &ask.treaty, ask.dates)?;
    let since = since.map(|text| after(&world, &question, text)).transpose()?;
    let told = findings::universalization(&world, &question, since.map(|since| since.day));
    let told = told.ok_or_else(|| anyhow!("the book has no part on {}", question.treaty))?;
    print(
        format,
        || universalization_table(&world, &told, narrow),
        || Ok(universalization_json(&world, &question, &told, since, narrow).to_string()),
    )
}

fn after<'a>(world: &'a World, question: &Question, text: &str) -> Result<Since<'a>> {
    findings::since(world, question, text).ok_or_else(|| {
        anyhow!("\"{text}\" is neither a day nor a meeting known by {}\n  hint: write a day, e.g. 2016-10-03, or a meeting's short name, e.g. 1RC", question.known_by)
    })
}
