//! The register of facts: check it.

use super::out::out;
use crate::args::RegisterCommand;
use crate::{Outcome, source};
use anyhow::Result;
use std::collections::BTreeMap;

pub fn register(what: RegisterCommand) -> Result<Outcome> {
    let RegisterCommand::Check { folder } = what;
    let book = source::book(None)?;
    let tables = source::tables(folder.as_deref())?;
    let gazetteer = source::gazetteer(&tables)?;
    match source::facts(&tables, &book.vocabulary, &gazetteer) {
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
