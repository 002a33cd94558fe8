//! From files and store to a world that can be asked.

use crate::args::Reads;
use crate::shipped::{self, Files};
use anyhow::{Context, Result, anyhow, bail};
use facts::{Fact, Gazetteer, Register, Treaty, Vocabulary};
use findings::{Profile, World};
use intake::{Publishers, TABLES};
use ledger::{Ledger, Opening};
use publish::{Locale, Locales, Site};
use rules::{Book, Claim};
use std::path::Path;
use std::sync::Arc;

/// What a command stands on: the store, and the book of law.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// Where the store is kept.
    pub db: &'a str,
    /// The folder of the book; none for the one shipped.
    pub law: Option<&'a Path>,
    /// What lies beside the store.
    pub opening: &'a Opening,
}

impl Ground<'_> {
    /// The book.
    pub fn book(&self) -> Result<Book> {
        book(self.law)
    }

    /// The world as the store holds it; where there is no store yet, as the shipped register tells it. Nothing is written.
    pub fn world(&self) -> Result<World> {
        world_by(*self, self.book()?)
    }

    /// The store; made where there is none.
    pub async fn ledger(&self) -> Result<Ledger> {
        Ok(Ledger::open_with(self.db, self.opening).await?)
    }

    /// The store, where there is one already.
    pub async fn held_ledger(&self) -> Result<Ledger> {
        if !Ledger::exists(self.db).await? {
            bail!(
                "there is no store at {}\n  hint: servanda serve makes one, servanda register load too; --db names another",
                self.db
            );
        }
        self.ledger().await
    }

    /// The same, with the open questions of law read as asked.
    pub fn world_read(&self, reads: &Reads) -> Result<World> {
        let world = self.world()?;
        if reads.profile.is_none() && reads.reading.is_empty() {
            return Ok(world);
        }
        let profile = Profile::of(&world.book, reads.profile.as_deref(), &reads.reading);
        Ok(world.read_by(profile.map_err(|what| anyhow!(what))?))
    }
}

/// The book: the shipped one, or the one in a folder.
pub fn book(folder: Option<&Path>) -> Result<Book> {
    let files = folder.map_or_else(|| Ok(shipped::law()), read_folder)?;
    Book::read(&files).map_err(|problems| anyhow!(told(&problems)))
}

/// The register's tables: the shipped ones, or those in a folder.
pub fn tables(folder: Option<&Path>) -> Result<Files> {
    folder.map_or_else(|| Ok(shipped::register()), read_folder)
}

/// The States.
pub fn gazetteer(tables: &Files) -> Result<Gazetteer> {
    let (states, aliases) = (table(tables, "states.csv")?, table(tables, "aliases.csv")?);
    intake::read_states(("register/states.csv", states), ("register/aliases.csv", aliases))
        .map_err(|problems| anyhow!(told(&problems)))
}

/// Every fact of the register's tables, or every row that is not in order.
pub fn facts(tables: &Files, vocabulary: &Vocabulary, gazetteer: &Gazetteer) -> Result<Vec<Fact>> {
    Ok(by_table(tables, vocabulary, gazetteer)?.into_iter().flat_map(|(_, facts)| facts).collect())
}

/// The same, where every row is of a treaty of the book.
pub fn facts_of(book: &Book, tables: &Files, gazetteer: &Gazetteer) -> Result<Vec<Fact>> {
    let treaties: Vec<Treaty> = book.chapters().map(|chapter| chapter.treaty.treaty).collect();
    let read = by_table(tables, &book.vocabulary, gazetteer)?;
    let strangers: Vec<_> = read.iter().flat_map(|(file, facts)| intake::strangers(file, facts, &treaties)).collect();
    if strangers.is_empty() {
        Ok(read.into_iter().flat_map(|(_, facts)| facts).collect())
    } else {
        Err(anyhow!(told(&strangers)))
    }
}

fn by_table(tables: &Files, vocabulary: &Vocabulary, gazetteer: &Gazetteer) -> Result<Vec<(String, Vec<Fact>)>> {
    let (mut read, mut problems) = (Vec::new(), Vec::new());
    for name in TABLES {
        let file = format!("register/{name}");
        match intake::read_table(&file, table(tables, name)?, vocabulary, gazetteer) {
            Ok(facts) => read.push((file, facts)),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(read) } else { Err(anyhow!(told(&problems))) }
}

/// The world as the store holds it, told by a book; where there is no store yet, as the shipped register tells it.
pub fn world_by(ground: Ground<'_>, book: Book) -> Result<World> {
    let tables = tables(None)?;
    let gazetteer = gazetteer(&tables)?;
    let register = match held(ground, &book.vocabulary)? {
        Some(register) => register,
        None => {
            let mut facts = facts(&tables, &book.vocabulary, &gazetteer)?;
            number(&mut facts);
            Register::new(facts, Vec::new())
        }
    };
    Ok(World::new(register, book, gazetteer))
}

/// What the store holds; none where there is no store yet.
pub fn held(ground: Ground<'_>, vocabulary: &Vocabulary) -> Result<Option<Register>> {
    runtime()?.block_on(async {
        if !Ledger::exists(ground.db).await? {
            return Ok(None);
        }
        Ok(Some(ground.ledger().await?.register(vocabulary).await?))
    })
}

/// Numbers facts as the ledger will when they enter it in this order.
pub fn number(facts: &mut [Fact]) {
    facts.iter_mut().zip(1..).for_each(|(fact, number)| fact.entry = number);
}

/// The world with its words and publishers, as pages are made from.
pub fn site(world: World) -> Result<Site> {
    let tables = tables(None)?;
    let publishers = Publishers::read("register/publishers.csv", table(&tables, "publishers.csv")?);
    let publishers = publishers.map_err(|problems| anyhow!(told(&problems)))?.into_pairs();
    let claims = claims(&tables, &world.book)?;
    Ok(Site { world, locales: Arc::new(locales()?), publishers: publishers.into(), claims: claims.into() })
}

/// The typed questions of published claims; none where the tables hold none.
pub fn claims(tables: &Files, book: &Book) -> Result<Vec<Claim>> {
    let Ok(text) = table(tables, "claims.csv") else { return Ok(Vec::new()) };
    Claim::read_all("register/claims.csv", text, book).map_err(|problems| anyhow!(told(&problems)))
}

fn locales() -> Result<Locales> {
    let mut by_language: std::collections::BTreeMap<String, Files> = std::collections::BTreeMap::new();
    for (name, text) in shipped::locales() {
        if let Some((language, file)) = name.split_once('/').filter(|_| name.ends_with(".ftl")) {
            by_language.entry(language.to_owned()).or_default().push((file.to_owned(), text));
        }
    }
    let languages: Result<Vec<Locale>, String> = by_language.iter().map(|(tag, files)| Locale::read(tag, files)).collect();
    languages.and_then(Locales::new).map_err(|what| anyhow!(what))
}

/// What runs the store and the server.
pub fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().context("the program cannot start its workers")
}

fn table<'a>(tables: &'a Files, name: &str) -> Result<&'a str> {
    let found = tables.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str());
    found.ok_or_else(|| anyhow!("register/{name} is missing\n  hint: the tables of the register are told in register/README.md"))
}

fn read_folder(folder: &Path) -> Result<Files> {
    if !folder.is_dir() {
        bail!("{} is not a folder", folder.display());
    }
    let mut files = Vec::new();
    collect(folder, folder, &mut files)?;
    files.sort();
    Ok(files)
}

fn collect(root: &Path, folder: &Path, files: &mut Files) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|e| ["md", "toml", "csv", "ftl", "txt"].iter().any(|known| e == *known)) {
            let text = std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.push((name, text));
        }
    }
    Ok(())
}

/// Several problems, one under the other.
pub fn told<P: std::fmt::Display>(problems: &[P]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
