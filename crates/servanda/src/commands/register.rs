//! The register of facts: check it, load it.

use super::load;
use super::out::out;
use crate::Outcome;
use crate::args::RegisterCommand;
use crate::source::{self, Ground};
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::Path;

pub fn register(ground: Ground<'_>, what: RegisterCommand) -> Result<Outcome> {
    match what {
        RegisterCommand::Check { folder } => check(ground, folder.as_deref()),
        RegisterCommand::Load { from, dry_run: true } => load::would_load(ground, from.as_deref()),
        RegisterCommand::Load { from, dry_run: false } => load::load(ground, from.as_deref()),
    }
}

fn check(ground: Ground<'_>, folder: Option<&Path>) -> Result<Outcome> {
    let book = ground.book()?;
    let tables = source::tables(folder)?;
    let gazetteer = source::gazetteer(&tables)?;
    if let Err(problems) = source::claims(&tables, &book) {
        eprintln!("{problems}");
        return Ok(Outcome::Found);
    }
    match source::facts_of(&book, &tables, &gazetteer) {
        Ok(facts) => {
            let mut by_treaty: BTreeMap<String, usize> = BTreeMap::new();
            facts.iter().for_each(|f| *by_treaty.entry(f.treaty.to_string()).or_default() += 1);
            let counts: Vec<String> = by_treaty.iter().map(|(treaty, n)| format!("{treaty} {n}")).collect();
            out(&format!(
                "the register is in order: {} facts ({}), {} States\n",
                facts.len(),
                counts.join(", "),
                gazetteer.states().count()
            ));
            Ok(Outcome::Done)
        }
        Err(problems) if problems.to_string().contains("is missing") => Err(problems),
        Err(problems) => {
            eprintln!("{problems}");
            Ok(Outcome::Found)
        }
    }
}
