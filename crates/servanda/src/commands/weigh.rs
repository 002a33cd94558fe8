//! The two tests: a munition, an act in an operation; each from a file.

use super::ask::question;
use super::out::out;
use super::print;
use crate::Outcome;
use crate::args::{Dates, Format, Weigh};
use crate::source::{self, Ground};
use ::weigh::munition::{self, Munition};
use ::weigh::{Field, Problem, Sheet, operation};
use anyhow::{Result, anyhow, bail};
use publish::api::{MunitionAnswer, OperationAnswer};
use publish::{Site, Voice, case};
use std::path::Path;

pub fn weigh(ground: Ground<'_>, format: Format, what: Weigh) -> Result<Outcome> {
    match what {
        Weigh::Munition { file } => of_munition(ground, format, &file),
        Weigh::Operation { file, dates } => of_operation(ground, format, &file, dates),
    }
}

fn of_munition(ground: Ground<'_>, format: Format, file: &Path) -> Result<Outcome> {
    let sheet = read(file, munition::FIELDS)?;
    let site = source::site(ground.world()?)?;
    let voice = voice(&site)?;
    let answer = MunitionAnswer::new(&sheet, &munition::weigh(&Munition::of(&sheet)), &voice);
    if format == Format::Table {
        out(&answer.text(&voice));
        return Ok(Outcome::Done);
    }
    print(format, || answer.table(), || Ok(serde_json::to_string(&answer)?))
}

fn of_operation(ground: Ground<'_>, format: Format, file: &Path, dates: Dates) -> Result<Outcome> {
    let sheet = read(file, operation::FIELDS)?;
    let on = match (sheet.day("date"), dates.on) {
        (Some(told), Some(asked)) if told != asked => {
            bail!(refused(
                file,
                &sheet.problem("date", &format!("the file says {told}, --on says {asked}")).allowed("one of the two")
            ))
        }
        (told, asked) => told.or(asked),
    };
    let site = source::site(ground.world()?)?;
    let voice = voice(&site)?;
    let question = question(&site.world, ::weigh::TREATY, Dates { on, ..dates })?;
    let case = case::operation(&site.world, &question, sheet).map_err(|problem| anyhow!(refused(file, &problem)))?;
    let answer = OperationAnswer::new(&question, &case, &operation::weigh(&case), &voice);
    if format == Format::Table {
        out(&answer.text(&voice));
        return Ok(Outcome::Done);
    }
    print(format, || answer.table(), || Ok(serde_json::to_string(&answer)?))
}

fn read(file: &Path, fields: &'static [Field]) -> Result<Sheet> {
    let text = std::fs::read_to_string(file).map_err(|error| anyhow!("{} cannot be read: {error}", file.display()))?;
    Sheet::from_toml(&text, fields).map_err(|problem| anyhow!(refused(file, &problem)))
}

fn refused(file: &Path, problem: &Problem) -> String {
    problem.in_file(&file.display().to_string())
}

fn voice(site: &Site) -> Result<Voice<'_>> {
    Voice::new(site, "en").ok_or_else(|| anyhow!("locales/en is missing"))
}
