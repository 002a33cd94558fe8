use crate::entering::{LAST, Written, content};
use crate::files::{Files, fingerprint};
use crate::gate::Gate;
use crate::keys::Keys;
use crate::leaf::{Entry, Leaf, entry};
use crate::request::{CONTENT, is_theirs};
use crate::seen::Seen;
use crate::store::{Arg, Store, Writing, reading};
use crate::{Address, LedgerError};
use facts::{Correction, Day, Evidence, Fact, Register, Vocabulary};
use sqlx::Row;
use std::path::PathBuf;
use std::sync::{Arc, RwLock};
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
    pub(crate) seen: Arc<Seen>,
    /// The tree over the entries, as far as it was needed so far; all clones see the same.
    pub(crate) tree: Arc<RwLock<Tree>>,
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
            seen: Arc::default(),
            tree: Arc::default(),
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
        each: impl FnMut(),
    ) -> Result<Written, LedgerError> {
        key.map_or(Ok(()), is_theirs)?;
        self.gate.check()?;
        let leaves: Vec<Leaf> = facts.iter().map(|fact| Leaf::of_fact(fact, vocabulary)).collect::<Result<_, _>>()?;
        let written = async { self.seen.written(self.store.begin().await?, key, &leaves, each).await };
        self.heard(written.await)
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
        let leaves = self.leaves(i64::from(number)).await?;
        self.seen.take(leaves.last().map(|(number, leaf)| (*number, leaf_hash(leaf.as_bytes()))));
        for (number, leaf) in leaves {
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
        self.heard(self.store.begin().await)
    }

    /// The same for what brings the store to where the log was: past the gate that is closed because it is behind.
    pub(crate) async fn begin_behind(&self) -> Result<Writing, LedgerError> {
        self.gate.check_disk()?;
        self.heard(self.store.begin().await)
    }

    /// The same for what belongs to entries that were acknowledged: also where there is no room for more of them.
    pub(crate) async fn begin_in_reserve(&self) -> Result<Writing, LedgerError> {
        self.gate.check_but_room()?;
        self.heard(self.store.begin().await)
    }

    /// What came of writing; where the store failed, nothing is written any more. Where it was lost before anything was made to last,
    /// that is told as it is.
    pub(crate) fn heard<T>(&self, result: Result<T, LedgerError>) -> Result<T, LedgerError> {
        self.gate.heard(result).map_err(|error| match error {
            LedgerError::Store(why) if crate::store::is_way(&why) => {
                LedgerError::Unreachable { store: self.address.shown(), why: why.to_string() }
            }
            other => other,
        })
    }

    /// Looks for the store anew after it was lost: of several servers, for the one that takes entries now.
    pub async fn find_again(&self) -> Result<(), LedgerError> {
        self.store.find_primary().await
    }

    /// Closes the store for entries, because it holds fewer than were read from it before; says so.
    pub fn went_back(&self, held: u32, known: u32) -> LedgerError {
        let why = format!("it holds {held} entries, and {known} were read from it before");
        self.gate.set_behind(Some(why.clone()));
        LedgerError::Behind { why }
    }

    /// Why the store does not fit what was signed, or that it does.
    pub(crate) fn set_behind(&self, why: Option<String>) {
        self.gate.set_behind(why);
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
        Ok(found.map(|number| u32::try_from(number).unwrap_or(u32::MAX)))
    }

    /// Writes what is about a fact that has to be held. Without a key, the content is its own.
    async fn of_held(
        &self,
        key: Option<&str>,
        fact: &str,
        leaves: &[Leaf],
        nothing: impl FnOnce() -> LedgerError,
    ) -> Result<Written, LedgerError> {
        key.map_or(Ok(()), is_theirs)?;
        let own = format!("{CONTENT}{}", fingerprint(&content(leaves)));
        let written = async {
            let mut writing = self.store.begin().await?;
            if writing.number(HOLDS, &[Arg::T(fact)]).await?.is_none() {
                return Err(nothing());
            }
            self.seen.written(writing, Some(key.unwrap_or(&own)), leaves, || ()).await
        };
        self.heard(written.await)
    }

    /// The answer to a question about the store's own settings, as the one who writes gets it, for tests.
    #[doc(hidden)]
    pub async fn asked(&self, question: &'static str) -> Result<String, LedgerError> {
        match &self.store {
            Store::Sqlite { write, .. } => sqlite_text(&sqlx::query(question).fetch_one(write).await?),
            Store::Postgres(cluster) => Ok(sqlx::query_scalar(question).fetch_one(&cluster.write()).await?),
        }
    }

    /// Carries out a statement as it stands, for tests that try to break the rules of the store.
    #[doc(hidden)]
    pub async fn raw(&self, statement: &'static str) -> Result<u64, LedgerError> {
        match &self.store {
            Store::Sqlite { write, .. } => Ok(sqlx::query(statement).execute(write).await?.rows_affected()),
            Store::Postgres(cluster) => Ok(sqlx::query(statement).execute(&cluster.write()).await?.rows_affected()),
        }
    }
}

/// A setting of SQLite: some are texts, some numbers.
fn sqlite_text(row: &sqlx::sqlite::SqliteRow) -> Result<String, LedgerError> {
    Ok(row.try_get::<String, _>(0).or_else(|_| row.try_get::<i64, _>(0).map(|n| n.to_string()))?)
}

const HOLDS: &str = "select number from entry where what = 'fact' and fact = $1";

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
