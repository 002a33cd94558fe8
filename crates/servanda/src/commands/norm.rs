//! The norm beyond the parties.

use super::ask::question;
use super::print;
use crate::Outcome;
use crate::args::{Ask, Format};
use crate::source::Ground;
use anyhow::{Result, anyhow};
use publish::api::{norm_json, norm_table};

pub fn norm(ground: Ground<'_>, format: Format, ask: &Ask, part: Option<&str>) -> Result<Outcome> {
    let world = ground.world()?;
    let question = question(&world, &ask.treaty, ask.dates)?;
    let norm = findings::norm(&world, &question).ok_or_else(|| anyhow!("the book has no part on {}", question.treaty))?;
    print(format, || norm_table(&world, &norm, part), || Ok(norm_json(&world, &question, &norm, part).to_string()))
}
