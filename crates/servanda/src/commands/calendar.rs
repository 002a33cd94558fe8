//! The days to come.

use super::ask::{question, state};
use super::out::out;
use super::print;
use crate::args::{Dates, Format, Reads};
use crate::source::{self, Ground};
use crate::{Outcome, clock};
use anyhow::{Result, anyhow, bail};
use facts::Day;
use jiff::ToSpan;
use publish::Voice;
use publish::api::{CalendarAnswer, calendar_table, ics};

/// What narrows a calendar.
pub struct Narrow {
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub state: Option<String>,
    pub reads: Reads,
}

pub fn calendar(ground: Ground<'_>, format: Format, treaty: &str, narrow: Narrow) -> Result<Outcome> {
    let Narrow { from, to, state: only, reads } = narrow;
    let site = source::site(ground.world_read(&reads)?)?;
    let today = clock::today();
    let from = from.unwrap_or(today);
    let to = to.unwrap_or(from.saturating_add(1.year()));
    if to < from {
        bail!("the last day, {to}, comes before the first, {from}");
    }
    let question = question(&site.world, treaty, Dates { on: Some(from), known_by: None })?;
    let only = only.map(|text| state(&site.world, &text)).transpose()?;
    let voice = Voice::new(&site, "en").ok_or_else(|| anyhow!("locales/en is missing"))?;
    let days = findings::calendar(&site.world, &question, from, to, only);
    if format == Format::Ics {
        out(&ics(&days, &voice, today));
        return Ok(Outcome::Done);
    }
    print(format, || calendar_table(&days, &voice), || Ok(serde_json::to_string(&CalendarAnswer::new(&days, &voice))?))
}
