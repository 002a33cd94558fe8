use crate::files::{Files, fingerprint};
use crate::gate::Gate;
use crate::keys::{Keys, Kind};
use crate::leaf::{Entry, Leaf, entry};
use crate::store::{Arg, Store, Writing, reading};
use crate::{Address, LedgerError};
use facts::{Correction, Day, Evidence, Fact, Register, Vocabulary};
use sha2::{Digest, Sha256};
use sqlx::Row;
use std::path::PathBuf;
use std::sync::Arc;
use tlog::{Tree, leaf_hash};

/// The reserve of disk space kept free, in bytes: with less than that, nothing is entered.
const RESERVE: u64 = 64 << 20;

/// How a store is opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opening {
    /// How many bytes are kept free where the store lies.
    pub reserve: u64,
    /// The folder of the key [default: beside the store].
    pub keys: Option<PathBuf>,
    /// The folder of the documents [default: beside the store].
    pub files: Option<PathBuf>,
}

impl Default for Opening {
    fn default() -> Self {
        Opening { reserve: RESERVE, keys: None, files: None }
    }
}

/// The store, open.
#[derive(Clone, Debug)]
pub struct Ledger {
    pub(crate) store: Store,
    address: Address,
    gate: Arc<Gate>,
    files: Files,
    keys: Keys,
    warnings: Arc<[String]>,
}

impl Ledger {
    /// Opens a store, and makes it where there is none. `address` is `sqlite:FILE` or `postgres://…`.
    pub async fn open(address: &str) -> Result<Self, LedgerError> {
        Ledger::open_with(address, &Opening::default()).await
    }

    /// The same, with folders and a reserve of one's own.
    pub async fn open_with(address: &str, opening: &Opening) -> Result<Self, LedgerError> {
        let address = Address::parse(address)?;
        let (store, warnings) = Store::open(&address).await?;
        // Of a database, the disk is not ours to look at.
        let folder = address.file().map(|file| match file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        });
        let ledger = Ledger {
            store,
            gate: Arc::new(Gate::new(folder.map(|folder| (folder, opening.reserve)))),
            files: Files::new(opening.files.clone().unwrap_or_else(|| address.beside("files"))),
            keys: Keys::new(opening.keys.clone().unwrap_or_else(|| address.beside("keys"))),
            warnings: warnings.into(),
            address,
        };
        ledger.look_behind().await?;
        Ok(ledger)
    }

    /// Whether there is a store at an address already.
    pub async fn exists(address: &str) -> Result<bool, LedgerError> {
        Store::exists(&Address::parse(address)?).await
    }

    /// Where the store is.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// The documents behind facts.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// The key that signs the log, and what it signed last.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// What the one who runs the store should know of it.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Why nothing can be entered, where that is so.
    pub fn closed(&self) -> Option<LedgerError> {
        self.gate.check().err()
    }

    /// How many entries there are.
    pub async fn entries(&self) -> Result<u32, LedgerError> {
        let last: i64 = reading!(&self.store, c => sqlx::query_scalar(LAST).fetch_one(c).await?);
        Ok(u32::try_from(last).unwrap_or(u32::MAX))
    }

    /// Appends facts, all or none, in the order given; a fact already held is passed over, so that the same may be sent again.
    /// `each` hears after every fact. Returns how many were appended.
    pub async fn append(&self, facts: &[Fact], vocabulary: &Vocabulary, each: impl FnMut()) -> Result<usize, LedgerError> {
        Ok(self.enter(None, facts, vocabulary, each).await?.many())
    }

    /// The same under a key: asked again under it, the same gets the same answer, and anything else is refused.
    pub async fn enter(
        &self,
        key: Option<&str>,
        facts: &[Fact],
        vocabulary: &Vocabulary,
        mut each: impl FnMut(),
    ) -> Result<Written, LedgerError> {
        self.gate.check()?;
        let leaves: Vec<Leaf> = facts.iter().map(|fact| Leaf::of_fact(fact, vocabulary)).collect::<Result<_, _>>()?;
        self.gate.heard(self.write(key, &leaves, &mut each).await)
    }

    /// Corrects a fact: the wrong one stays readable, is no longer held from `published` on, and the replacement, if any, is
    /// entered beside it. A correction without a reason and evidence is refused; the same correction again changes nothing.
    pub async fn correct(&self, correcting: &Correcting<'_>, vocabulary: &Vocabulary) -> Result<Written, LedgerError> {
        if correcting.reason.trim().is_empty() || correcting.evidence.trim().is_empty() {
            return Err(LedgerError::Unreasoned);
        }
        self.gate.check()?;
        let mut leaves = Vec::new();
        if let Some(replacement) = correcting.replacement {
            leaves.push(Leaf::of_fact(replacement, vocabulary)?);
        }
        leaves.push(Leaf::of_correction(&Correction {
            entry: 0,
            fact: correcting.fact.to_owned(),
            replacement: correcting.replacement.map(|f| f.id.clone()),
            reason: correcting.reason.to_owned(),
            evidence: correcting.evidence.to_owned(),
            known_from: correcting.published,
        })?);
        self.of_held(correcting.key, correcting.fact, &leaves, || LedgerError::NothingToCorrect {
            fact: correcting.fact.to_owned(),
        })
        .await
    }

    /// Puts a document behind a fact. The document is kept first, so that the ledger never names one that is not there.
    pub async fn attach(&self, attaching: &Attaching<'_>) -> Result<Written, LedgerError> {
        self.gate.check()?;
        let nothing = || LedgerError::NothingToShow { fact: attaching.fact.to_owned() };
        if !self.holds(attaching.fact).await? {
            return Err(nothing());
        }
        let sha256 = self.files.keep(attaching.document)?;
        let leaf = Leaf::of_evidence(&Evidence {
            entry: 0,
            fact: attaching.fact.to_owned(),
            sha256,
            bytes: u64::try_from(attaching.document.len()).unwrap_or(u64::MAX),
            media_type: attaching.media_type.to_owned(),
            name: attaching.name.to_owned(),
        })?;
        self.of_held(attaching.key, attaching.fact, &[leaf], nothing).await
    }

    /// Reads everything into memory. Views of it answer for any pair of days: `register.known_by(day)`.
    pub async fn register(&self, vocabulary: &Vocabulary) -> Result<Register, LedgerError> {
        let Since { facts, corrections, evidence } = self.since(0, vocabulary).await?;
        Ok(Register::new(facts, corrections).attach(evidence))
    }

    /// What was entered after the entry of that number, in the order of entry. One reading sees the store at one moment: what was
    /// entered together is there together or not at all.
    pub async fn since(&self, number: u32, vocabulary: &Vocabulary) -> Result<Since, LedgerError> {
        let mut since = Since::default();
        for (number, leaf) in self.leaves(i64::from(number)).await? {
            match entry(number, &leaf, vocabulary)? {
                Entry::Fact(fact) => since.facts.push(*fact),
                Entry::Correction(correction) => since.corrections.push(correction),
                Entry::Evidence(evidence) => since.evidence.push(evidence),
            }
        }
        Ok(since)
    }

    /// Closes the store; what comes after is refused.
    pub async fn close(&self) {
        self.store.close().await;
    }

    /// The leaves after the entry of that number.
    pub(crate) async fn leaves(&self, after: i64) -> Result<Vec<(i64, String)>, LedgerError> {
        let statement = "select number, leaf from entry where number > $1 order by number";
        Ok(reading!(&self.store, c => sqlx::query_as(statement).bind(after).fetch_all(c).await?))
    }

    /// Begins to write, where that is allowed.
    pub(crate) async fn begin(&self) -> Result<Writing, LedgerError> {
        self.gate.check()?;
        self.gate.heard(self.store.begin().await)
    }

    /// What came of writing; where the store failed, nothing is written any more.
    pub(crate) fn heard<T>(&self, result: Result<T, LedgerError>) -> Result<T, LedgerError> {
        self.gate.heard(result)
    }

    /// Closes the store for entries, because it holds fewer than were read from it before; says so.
    pub fn went_back(&self, held: u32, known: u32) -> LedgerError {
        let why = format!("it holds {held} entries, and {known} were read from it before");
        self.gate.set_behind(Some(why.clone()));
        LedgerError::Behind { why }
    }

    /// Looks whether the store fits what was signed: one that is behind it, or beside it, takes no entries, for they would make
    /// another history of the same log.
    pub async fn look_behind(&self) -> Result<(), LedgerError> {
        self.gate.set_behind(self.behind().await?);
        Ok(())
    }

    async fn behind(&self) -> Result<Option<String>, LedgerError> {
        if let Some(from) = self.recalls("restored").await? {
            return Ok(Some(format!("it was restored from {from} and has not been compared with what was signed")));
        }
        let Some(key) = self.identity().await? else { return Ok(None) };
        let Some((signed, _)) = self.keys.last_signed(Kind::Public, &key)? else { return Ok(None) };
        let entries = u64::from(self.entries().await?);
        if entries < signed.size {
            return Ok(Some(format!("it holds {entries} entries, and {} were signed", signed.size)));
        }
        let mut tree = Tree::new();
        for hash in self.hashes(0, i64::try_from(signed.size).unwrap_or(i64::MAX)).await? {
            tree.push(hash);
        }
        let same = tree.size() == signed.size && tree.root() == signed.root;
        Ok((!same).then(|| format!("its first {} entries are not those that were signed", signed.size)))
    }

    /// The hashes of the entries after one, up to another.
    pub(crate) async fn hashes(&self, after: i64, to: i64) -> Result<Vec<tlog::Hash>, LedgerError> {
        let statement = "select number, hash from entry where number > $1 and number <= $2 order by number";
        let rows: Vec<(i64, Vec<u8>)> =
            reading!(&self.store, c => sqlx::query_as(statement).bind(after).bind(to).fetch_all(c).await?);
        let hash = |(entry, hash): (i64, Vec<u8>)| {
            hash.try_into().map_err(|_| LedgerError::Entry { entry, why: "its hash has not 32 bytes".to_owned() })
        };
        rows.into_iter().map(hash).collect()
    }

    /// Something the program has to remember beside the entries.
    pub(crate) async fn recalls(&self, name: &str) -> Result<Option<String>, LedgerError> {
        let statement = "select says from memory where name = $1";
        Ok(reading!(&self.store, c => sqlx::query_scalar(statement).bind(name).fetch_optional(c).await?))
    }

    /// Whether a fact of that id is held.
    pub async fn holds(&self, fact: &str) -> Result<bool, LedgerError> {
        Ok(self.entry_of(fact).await?.is_some())
    }

    /// The number of the entry that is the fact of that id.
    pub async fn entry_of(&self, fact: &str) -> Result<Option<u32>, LedgerError> {
        let found: Option<i64> = reading!(&self.store, c => sqlx::query_scalar(HOLDS).bind(fact).fetch_optional(c).await?);
        Ok(found.map(number))
    }

    /// Writes what is about a fact that has to be held. Without a key, the content is its own.
    async fn of_held(
        &self,
        key: Option<&str>,
        fact: &str,
        leaves: &[Leaf],
        nothing: impl FnOnce() -> LedgerError,
    ) -> Result<Written, LedgerError> {
        let own = format!("content:{}", fingerprint(&content(leaves)));
        let written = async {
            let mut writing = self.store.begin().await?;
            if writing.number(HOLDS, &[Arg::T(fact)]).await?.is_none() {
                return Err(nothing());
            }
            written(writing, Some(key.unwrap_or(&own)), leaves, &mut || ()).await
        };
        self.gate.heard(written.await)
    }

    async fn write(&self, key: Option<&str>, leaves: &[Leaf], each: &mut impl FnMut()) -> Result<Written, LedgerError> {
        written(self.store.begin().await?, key, leaves, each).await
    }

    /// The answer to a question about the store's own settings, as the one who writes gets it, for tests.
    #[doc(hidden)]
    pub async fn asked(&self, question: &'static str) -> Result<String, LedgerError> {
        match &self.store {
            Store::Sqlite { write, .. } => sqlite_text(&sqlx::query(question).fetch_one(write).await?),
            Store::Postgres(pool) => Ok(sqlx::query_scalar(question).fetch_one(pool).await?),
        }
    }

    /// Carries out a statement as it stands, for tests that try to break the rules of the store.
    #[doc(hidden)]
    pub async fn raw(&self, statement: &'static str) -> Result<u64, LedgerError> {
        match &self.store {
            Store::Sqlite { write, .. } => Ok(sqlx::query(statement).execute(write).await?.rows_affected()),
            Store::Postgres(pool) => Ok(sqlx::query(statement).execute(pool).await?.rows_affected()),
        }
    }
}

/// A setting of SQLite: some are texts, some numbers.
fn sqlite_text(row: &sqlx::sqlite::SqliteRow) -> Result<String, LedgerError> {
    Ok(row.try_get::<String, _>(0).or_else(|_| row.try_get::<i64, _>(0).map(|n| n.to_string()))?)
}

const LAST: &str = "select coalesce(max(number), 0) from entry";
const HOLDS: &str = "select number from entry where what = 'fact' and fact = $1";
const INSERT: &str = "insert into entry (number, what, fact, leaf, hash) values ($1, $2, $3, $4, $5) \
     on conflict (fact) where what = 'fact' do nothing";
const REQUEST: &str = "insert into request (key, content, first, last) values ($1, $2, $3, $4)";

/// Enters leaves under the next numbers, or finds that they were entered under the same key before.
async fn written(
    mut writing: Writing,
    key: Option<&str>,
    leaves: &[Leaf],
    each: &mut impl FnMut(),
) -> Result<Written, LedgerError> {
    let asked = content(leaves);
    if let Some(key) = key
        && let Some((content, first, last)) = writing.asked(key).await?
    {
        return match content == asked {
            true => Ok(Written { first: number(first), last: number(last), again: true }),
            false => Err(LedgerError::OtherContent { key: key.to_owned() }),
        };
    }
    let before = writing.number(LAST, &[]).await?.unwrap_or(0);
    let mut last = before;
    for leaf in leaves {
        last += enter(&mut writing, last + 1, leaf).await?;
        each();
    }
    if let Some(key) = key {
        writing.run(REQUEST, &[Arg::T(key), Arg::B(&asked), Arg::N(before + 1), Arg::N(last)]).await?;
    }
    if key.is_some() || last > before {
        writing.commit().await?;
    }
    Ok(Written { first: number(before + 1), last: number(last), again: false })
}

/// Enters one leaf; how many entries that made: none where the fact is held already.
pub(crate) async fn enter(writing: &mut Writing, number: i64, leaf: &Leaf) -> Result<i64, LedgerError> {
    let hash = leaf_hash(leaf.text.as_bytes());
    let row = [Arg::N(number), Arg::T(leaf.what), Arg::T(&leaf.fact), Arg::T(&leaf.text), Arg::B(&hash)];
    Ok(i64::from(writing.run(INSERT, &row).await? == 1))
}

fn number(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The fingerprint of what is asked to be entered.
fn content(leaves: &[Leaf]) -> Vec<u8> {
    let mut digest = Sha256::new();
    for leaf in leaves {
        digest.update(leaf.text.len().to_be_bytes());
        digest.update(leaf.text.as_bytes());
    }
    digest.finalize().to_vec()
}

/// What came of writing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Written {
    /// The first entry made.
    pub first: u32,
    /// The last one; less than the first where everything was held already.
    pub last: u32,
    /// Whether this is the answer to the same asked before, under the same key.
    pub again: bool,
}

impl Written {
    /// How many entries were made.
    pub fn many(&self) -> usize {
        (self.last + 1).saturating_sub(self.first) as usize
    }
}

/// What was entered since.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Since {
    /// The facts.
    pub facts: Vec<Fact>,
    /// The corrections.
    pub corrections: Vec<Correction>,
    /// The documents behind facts.
    pub evidence: Vec<Evidence>,
}

/// A correction to be entered.
#[derive(Clone, Copy, Debug)]
pub struct Correcting<'a> {
    /// The id of the fact that was wrong.
    pub fact: &'a str,
    /// What is right instead.
    pub replacement: Option<&'a Fact>,
    /// Why it was wrong.
    pub reason: &'a str,
    /// The document that shows it.
    pub evidence: &'a str,
    /// The day from which the correction is known.
    pub published: Day,
    /// The key under which it is asked [default: the content's own].
    pub key: Option<&'a str>,
}

/// A document to be put behind a fact.
#[derive(Clone, Copy, Debug)]
pub struct Attaching<'a> {
    /// The id of the fact.
    pub fact: &'a str,
    /// The document.
    pub document: &'a [u8],
    /// What kind of file it is, e.g. `application/pdf`.
    pub media_type: &'a str,
    /// What it is called.
    pub name: &'a str,
    /// The key under which it is asked [default: the content's own].
    pub key: Option<&'a str>,
}
