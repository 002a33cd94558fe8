//! What changed from one question to a later one.

use super::ask::{question, rule, state};
use super::print;
use crate::Outcome;
use crate::args::{Diff, Format};
use crate::source::{self, Ground};
use anyhow::{Result, anyhow};
use findings::{Change, Profile, Question, World};
use publish::api::{ChangesAnswer, changes_table};
use std::path::Path;

pub fn diff(ground: Ground<'_>, format: Format, asked: &Diff) -> Result<Outcome> {
    let world = ground.world_read(&asked.reads)?;
    let (from, to) = (question(&world, &asked.treaty, asked.from.0)?, question(&world, &asked.treaty, asked.to.0)?);
    let state = asked.state.as_deref().map(|text| state(&world, text)).transpose()?;
    let rule = asked.rule.as_deref().map(|text| rule(&world, text, Some(to.treaty))).transpose()?;
    let before = asked.law_before.as_deref().map(|folder| by_the_book_in(folder, ground, world.profile())).transpose()?;

    let mut changes = findings::changes(&world, &from, &to).ok_or_else(|| going_back(&from, &to))?;
    changes.extend(before.iter().flat_map(|before| findings::changes_of_law(before, &world, &to)));
    let is_of_rule = |change: &Change| rule.is_none() || change.finding().map(|f| &f.rule) == rule.as_ref();
    changes.retain(|change| is_of_rule(change) && (state.is_none() || change.finding().map(|f| f.state) == state));
    // The sort keeps the order within a cause: by State, rule, period.
    changes.sort_by_key(|change| change.cause);

    let answer = ChangesAnswer::new(&world, &from, &to, &changes);
    let answer = before.iter().fold(answer, |answer, before| answer.compared_with(&before.book.hash));
    print(format, || changes_table(&changes, &world.register), || Ok(serde_json::to_string(&answer)?))
}

/// The same register, told by the book in a folder.
fn by_the_book_in(folder: &Path, ground: Ground<'_>, profile: &Profile) -> Result<World> {
    let book = source::book(Some(folder))?;
    let world = source::world_by(ground, book).map(|world| world.read_by(profile.clone()));
    world.map_err(|error| {
        let first = error.to_string().lines().next().unwrap_or_default().to_owned();
        anyhow!(
            "by the book in {}: {first}\n  hint: to compare the rules alone, put the law/facts.toml in use into that folder",
            folder.display()
        )
    })
}

fn going_back(from: &Question, to: &Question) -> anyhow::Error {
    let (what, from, to) = match to.true_on < from.true_on {
        true => ("day", from.true_on, to.true_on),
        false => ("day by which facts are known", from.known_by, to.known_by),
    };
    anyhow!(
        "the {what} goes back, from {from} to {to}; allowed: the same day or a later one; where none is said after the comma, it is today"
    )
}
