use thiserror::Error;

/// What can go wrong with the store, told for the person who runs it.
#[derive(Debug, Error)]
pub enum LedgerError {
    /// The store was written by a newer program.
    #[error(
        "{file} was written by a newer Servanda (its form is {found}, this program knows up to {known})\n  hint: use the newer program, or another file with --db"
    )]
    Newer {
        /// The file.
        file: String,
        /// Its form.
        found: i64,
        /// The newest form this program knows.
        known: i64,
    },
    /// The file is not a store of ours.
    #[error("{file} is not a Servanda ledger: {why}\n  hint: name another file with --db")]
    NotALedger {
        /// The file.
        file: String,
        /// What it lacks.
        why: String,
    },
    /// The address of the store is not one we know.
    #[error("\"{text}\" is not the address of a store; allowed: sqlite:FILE")]
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
    /// A row of the store cannot be read.
    #[error("entry {entry} of the ledger cannot be read: {why}")]
    Entry {
        /// The entry's number.
        entry: i64,
        /// What is wrong with it.
        why: String,
    },
    /// A correction of something that is not there.
    #[error("there is no fact {fact} in the ledger to correct")]
    NothingToCorrect {
        /// The id that was given.
        fact: String,
    },
    /// A correction without its reason or its evidence.
    #[error("a correction needs a reason and the document that shows it")]
    Unreasoned,
    /// The store itself.
    #[error("the ledger cannot be used: {0}")]
    Store(#[from] sqlx::Error),
    /// The form of the store could not be brought up to date.
    #[error("the ledger's form cannot be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}
