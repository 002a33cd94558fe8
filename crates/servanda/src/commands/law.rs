//! The book of law: check it, read it.

use super::out::out;
use super::print;
use crate::args::{Format, Law};
use crate::source::Ground;
use crate::{Outcome, shipped, source};
use anyhow::{Result, anyhow};
use facts::Register;
use findings::World;
use publish::{Table, Voice};
use rules::Book;
use serde_json::json;
use std::path::Path;

pub fn law(ground: Ground<'_>, format: Format, what: Law) -> Result<Outcome> {
    match what {
        Law::Check { folder } => check(folder.as_deref().or(ground.law)),
        Law::Read { folder } => read(format, folder.as_deref().or(ground.law)),
    }
}

fn check(folder: Option<&Path>) -> Result<Outcome> {
    let files = match folder {
        None => shipped::law(),
        Some(folder) => source::tables(Some(folder))?,
    };
    match Book::read(&files) {
        Ok(book) => {
            let rules = book.rules().count();
            out(&format!("the book is in order: {} treaties, {rules} rules, law {}\n", book.chapters().count(), book.hash));
            Ok(Outcome::Done)
        }
        Err(problems) => {
            eprintln!("{}", source::told(&problems));
            Ok(Outcome::Found)
        }
    }
}

fn read(format: Format, folder: Option<&Path>) -> Result<Outcome> {
    let book = source::book(folder)?;
    let gazetteer = source::gazetteer(&source::tables(None)?)?;
    let site = source::site(World::new(Register::default(), book, gazetteer))?;
    let voice = Voice::new(&site, "en").ok_or_else(|| anyhow!("locales/en is missing"))?;
    let rows: Vec<[String; 4]> = site
        .world
        .book
        .rules()
        .map(|r| [r.id.to_string(), r.id.citation(), voice.say(&r.read_back()), format!("law/{}:{}", r.file, r.line)])
        .collect();
    if format == Format::Table {
        rows.iter().for_each(|[id, cites, reads, file]| out(&format!("{id}  ({cites}, {file})\n  {reads}\n\n")));
        return Ok(Outcome::Done);
    }
    let table = || {
        let mut table = Table::new(&["id", "cites", "reads", "file"]);
        rows.iter().for_each(|row| table.push(row.to_vec()));
        table
    };
    print(format, table, || Ok(serde_json::to_string(&json!({"rules": table().json()}))?))
}
