use thiserror::Error;

/// What can go wrong with the store, told for the person who runs it.
#[derive(Debug, Error)]
pub enum LedgerError {
    /// The store was written by a newer program.
    #[error(
        "{store} was written by a newer Servanda (its form is {found}, this program knows up to {known})\n  hint: use the newer program, or another store with --db"
    )]
    Newer {
        /// The store.
        store: String,
        /// Its form.
        found: i64,
        /// The newest form this program knows.
        known: i64,
    },
    /// The file or database is not a store of ours.
    #[error("{store} is not a Servanda ledger: {why}\n  hint: name another store with --db")]
    NotALedger {
        /// The store.
        store: String,
        /// What it lacks.
        why: String,
    },
    /// The address of the store is not one we know.
    #[error(
        "\"{text}\" is not the address of a store; allowed: sqlite:FILE, postgres://USER@HOST/DATABASE, postgres://USER@HOST,HOST/DATABASE"
    )]
    Address {
        /// What was given.
        text: String,
    },
    /// The SQLite built in is older than the one whose guarantees we rely on.
    #[error("SQLite {found} is built in; the ledger needs {needed} or later")]
    OldSqlite {
        /// The version found.
        found: String,
        /// The version needed.
        needed: &'static str,
    },
    /// The database cannot be reached.
    #[error("the database {store} cannot be reached: {why}\n  hint: is it running, and does --db name host, database and user?")]
    Unreachable {
        /// The store.
        store: String,
        /// What the connection said.
        why: String,
    },
    /// A row of the store cannot be read.
    #[error("entry {entry} of the ledger cannot be read: {why}")]
    Entry {
        /// The entry's number.
        entry: i64,
        /// What is wrong with it.
        why: String,
    },
    /// An entry that does not fit into the log.
    #[error(
        "what is to be entered about {fact} has {bytes} bytes; an entry has at most 65,535\n  hint: attach the long text as a document (servanda evidence add)"
    )]
    TooLong {
        /// The fact.
        fact: String,
        /// How long its entry would be.
        bytes: usize,
    },
    /// Something that could be entered and never read again.
    #[error("what is to be entered about {fact} could not be read again: {why}; nothing was written")]
    Unreadable {
        /// The fact.
        fact: String,
        /// What does not read back.
        why: String,
    },
    /// A correction of something that is not there.
    #[error("there is no fact {fact} in the ledger to correct")]
    NothingToCorrect {
        /// The id that was given.
        fact: String,
    },
    /// A document behind something that is not there.
    #[error("there is no fact {fact} in the ledger that a document could stand behind")]
    NothingToShow {
        /// The id that was given.
        fact: String,
    },
    /// A correction without its reason or its evidence.
    #[error("a correction needs a reason and the document that shows it")]
    Unreasoned,
    /// The same key was used for something else.
    #[error(
        "under the key \"{key}\" something else was entered already; nothing was written\n  hint: use a key of its own for each thing to be entered"
    )]
    OtherContent {
        /// The key.
        key: String,
    },
    /// A key that the ledger gives itself.
    #[error(
        "the key \"{key}\" cannot be used: keys that begin with {ours} are given by the ledger itself\n  hint: use another key"
    )]
    OurKey {
        /// The key.
        key: String,
        /// What it begins with.
        ours: &'static str,
    },
    /// What was asked under a key is not on record as it was.
    #[error(
        "what was asked under the key \"{key}\" cannot be told: its row in the store was changed\n  hint: servanda verify tells what differs; a copy of the store has the row as it was"
    )]
    Request {
        /// The key.
        key: String,
    },
    /// A payload was erased, and the store could not be written anew without it.
    #[error(
        "the payload is erased and cannot be read any more, but pieces of it may still lie in the store's files: {why}\n  hint: erase it once more when nobody else reads or copies the store"
    )]
    Unscrubbed {
        /// What kept the store from being written anew.
        why: String,
    },
    /// There is little room left where the store lies.
    #[error(
        "{free} MB are free where the ledger lies, {reserve} MB are kept in reserve: nothing is entered until there is room again; what is held can be read\n  hint: make room, and try again; nothing was written"
    )]
    NoRoom {
        /// Free, in megabytes.
        free: u64,
        /// The reserve, in megabytes.
        reserve: u64,
    },
    /// The store failed while writing; nothing is written by this program any more.
    #[error(
        "the ledger can only be read: writing failed once ({why}), and whether the disk can be trusted is not known\n  hint: look at the disk, then start the program again; send again what was not acknowledged, under the same key"
    )]
    Stopped {
        /// What failed.
        why: String,
    },
    /// The store is behind, or beside, what was signed before.
    #[error(
        "the ledger can only be read: {why}\n  hint: a restored copy must first be brought to where the log was: servanda reconcile --help"
    )]
    Behind {
        /// What does not fit.
        why: String,
    },
    /// Nobody knows whether what was asked was done.
    #[error("the answer of the store was lost: {why}\n  hint: send the same again under the same key; it is entered once")]
    Unanswered {
        /// What was lost.
        why: String,
    },
    /// The log does not agree with itself.
    #[error("nothing was signed: {why}\n  hint: servanda verify tells what differs")]
    NotSigned {
        /// What does not agree.
        why: String,
    },
    /// A file beside the store.
    #[error("{file}: {why}")]
    File {
        /// The file.
        file: String,
        /// What happened.
        why: String,
    },
    /// The store itself.
    #[error("the ledger cannot be used: {0}")]
    Store(#[from] sqlx::Error),
    /// The form of the store could not be brought up to date.
    #[error("the ledger's form cannot be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

impl LedgerError {
    /// A file that could not be used.
    pub(crate) fn file(file: &std::path::Path, error: &impl ToString) -> Self {
        LedgerError::File { file: file.display().to_string(), why: error.to_string() }
    }

    /// What is wrong, without what follows from it.
    pub(crate) fn why(&self) -> String {
        match self {
            LedgerError::Behind { why } | LedgerError::NotSigned { why } => why.clone(),
            LedgerError::Entry { entry, why } => format!("entry {entry}: {why}"),
            other => other.to_string(),
        }
    }

    /// Whether the same may be tried again and then succeed, without anybody doing anything else.
    pub fn may_pass(&self) -> bool {
        matches!(self, LedgerError::NoRoom { .. } | LedgerError::Unanswered { .. }) || self.is_lost()
    }

    /// Whether the store could not be reached, or was lost on the way, before anything was made to last.
    pub fn is_lost(&self) -> bool {
        crate::store::is_lost(self)
    }

    /// The same for people who do not run the store: where it lies is nothing to them.
    pub fn told_outside(&self) -> String {
        match self.is_lost() {
            true => "the ledger cannot be reached at the moment".to_owned(),
            false => self.to_string(),
        }
    }
}
