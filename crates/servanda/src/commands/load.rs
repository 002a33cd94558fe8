//! Append to the store what the register's tables hold and the store does not.

use super::entered;
use super::out::out;
use crate::source::{self, Ground};
use crate::{Outcome, clock};
use anyhow::Result;
use facts::{Fact, Register, Vocabulary};
use findings::World;
use indicatif::{ProgressBar, ProgressStyle};
use ledger::{Ledger, Since, Written};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::path::Path;

/// Appends the facts the store does not hold yet, and tells which findings for today that changes.
pub fn load(ground: Ground<'_>, folder: Option<&Path>) -> Result<Outcome> {
    let Tables { world, facts } = Tables::read(ground, folder)?;
    let missing = missing(&world.register, facts);
    let vocabulary = &world.book.vocabulary;
    let (written, after) = source::runtime()?.block_on(async {
        let ledger = ground.ledger().await?;
        let written = append(&ledger, &missing, vocabulary).await?;
        let Since { facts, corrections, evidence } = ledger.since(world.register.entries(), vocabulary).await?;
        anyhow::Ok((written, world.with(facts, corrections).attach(evidence)))
    })?;
    tell(&world, &after, written.first..=written.last, &DONE);
    Ok(Outcome::Done)
}

/// Tells what [`load`] would append and change; writes nothing.
pub fn would_load(ground: Ground<'_>, folder: Option<&Path>) -> Result<Outcome> {
    let Tables { world, facts } = Tables::read(ground, folder)?;
    let mut missing = missing(&world.register, facts);
    let last = world.register.entries();
    missing.iter_mut().zip(last + 1..).for_each(|(fact, number)| fact.entry = number);
    let after = world.with(missing, Vec::new());
    tell(&world, &after, last + 1..=after.register.entries(), &WOULD_BE);
    Ok(Outcome::Done)
}

/// Appends facts, with a bar that shows how far it is.
pub async fn append(ledger: &Ledger, facts: &[Fact], vocabulary: &Vocabulary) -> Result<Written> {
    let bar = ProgressBar::new(facts.len().try_into().unwrap_or(u64::MAX));
    let style = ProgressStyle::with_template("loading the register {bar:40} {pos}/{len} facts");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let written = ledger.enter(None, facts, vocabulary, || bar.inc(1)).await?;
    bar.finish_and_clear();
    Ok(written)
}

/// The world as the store holds it, and the facts of the tables.
struct Tables {
    world: World,
    facts: Vec<Fact>,
}

impl Tables {
    /// Reads both. The States are the shipped ones, as on the pages: a row about another State is named as not in order.
    fn read(ground: Ground<'_>, folder: Option<&Path>) -> Result<Self> {
        let book = ground.book()?;
        let gazetteer = source::gazetteer(&source::tables(None)?)?;
        let facts = source::facts_of(&book, &source::tables(folder)?, &gazetteer)?;
        let register = source::held(ground, &book.vocabulary)?.unwrap_or_default();
        Ok(Tables { world: World::new(register, book, gazetteer), facts })
    }
}

/// The facts a register does not hold, each once, in their order.
fn missing(held: &Register, facts: Vec<Fact>) -> Vec<Fact> {
    let mut seen: BTreeSet<String> = held.facts().map(|fact| fact.id.clone()).collect();
    facts.into_iter().filter(|fact| seen.insert(fact.id.clone())).collect()
}

/// The words for what was done, or would be.
struct Words {
    new: [&'static str; 2],
    changed: &'static str,
}

const DONE: Words = Words { new: ["is new", "are new"], changed: "changed" };
const WOULD_BE: Words = Words { new: ["would be new", "would be new"], changed: "would change" };

/// `entries` are those that were made from here; others may have been made meanwhile by somebody else.
fn tell(before: &World, after: &World, entries: RangeInclusive<u32>, words: &Words) {
    let many = entries.clone().count();
    if many == 0 {
        let held = after.register.entries();
        out(&format!("nothing is new: the ledger holds every fact of the register ({held} entries)\n"));
        return;
    }
    let facts = entered::facts(many, &entries, words.new);
    let changes = findings::changes_of_entries(before, after, clock::today());
    out(&format!("{facts}; {}\n", entered::changes(&changes, words.changed)));
}
