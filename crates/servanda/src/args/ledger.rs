//! Arguments about the ledger itself: what lies beside it, what is entered by hand, its log, its copies.

use clap::{Args, Subcommand};
use facts::Day;
use ledger::Opening;
use std::path::PathBuf;

/// What lies beside the store.
#[derive(Args, Debug)]
pub struct Beside {
    /// The folder of the key that signs the log [default: beside the store, e.g. servanda.keys]
    #[arg(long, global = true, value_name = "FOLDER")]
    pub keys: Option<PathBuf>,
    /// The folder of the documents behind facts [default: beside the store, e.g. servanda.files]
    #[arg(long, global = true, value_name = "FOLDER")]
    pub files: Option<PathBuf>,
    /// Megabytes of disk kept free: with less, nothing is entered
    #[arg(long, global = true, default_value = "64", value_name = "MB")]
    pub reserve: u64,
}

impl Beside {
    /// How the store is opened.
    pub fn opening(&self) -> Opening {
        Opening { reserve: self.reserve << 20, keys: self.keys.clone(), files: self.files.clone() }
    }
}

/// How the site is served.
#[derive(Args, Clone, Debug, Default)]
pub struct Serving {
    /// The name of the log, where it begins now, e.g. example.org/servanda [default: one made from its key]
    #[arg(long, value_name = "NAME")]
    pub origin: Option<String>,
    /// The witnesses that sign after the log has, and how many are needed: a file as docs/witness.md tells
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// A file with the token that lets programs enter facts over HTTP [default: nobody can]
    #[arg(long, value_name = "FILE")]
    pub token: Option<PathBuf>,
}

/// A correction.
#[derive(Args, Debug)]
pub struct Correct {
    /// The id of the fact that was wrong
    pub fact: String,
    /// Why it was wrong
    #[arg(long)]
    pub reason: String,
    /// The document that shows it
    #[arg(long)]
    pub evidence: String,
    /// The day from which the correction is known [default: today]
    #[arg(long, value_name = "DAY", value_parser = facts::exact_day)]
    pub published: Option<Day>,
    /// A table of one row: what is right instead
    #[arg(long, value_name = "FILE.csv")]
    pub with: Option<PathBuf>,
    /// A name for this correction, the same when it is sent again [default: made from its content]
    #[arg(long)]
    pub key: Option<String>,
}

/// Documents behind facts.
#[derive(Subcommand, Debug)]
pub enum Evidence {
    /// Keep a document by its fingerprint and put it behind a fact
    Add {
        /// The document
        file: PathBuf,
        /// The id of the fact
        #[arg(long)]
        fact: String,
        /// What kind of file it is [default: told from its ending]
        #[arg(long = "type", value_name = "MEDIA TYPE")]
        media_type: Option<String>,
        /// What it is called [default: the file's name]
        #[arg(long)]
        name: Option<String>,
    },
    /// Every document, with its fact and its fingerprint
    List,
}

/// Payloads that are not public.
#[derive(Subcommand, Debug)]
pub enum Restricted {
    /// Keep a file where only who runs the store can read it
    Put {
        /// The file
        file: PathBuf,
        /// A name for it, the same when it is sent again
        #[arg(long)]
        key: String,
    },
    /// Write one out
    Get {
        /// Its number
        number: u32,
    },
    /// What came in and what was erased, without saying what it was
    List,
    /// Erase one for good; that it was erased stays on record
    Erase {
        /// Its number
        number: u32,
        /// Why
        #[arg(long)]
        reason: String,
    },
}

/// The key of the log.
#[derive(Subcommand, Debug)]
pub enum Key {
    /// Make one, before the first start
    New {
        /// The name of the log, e.g. example.org/servanda
        #[arg(long, value_name = "NAME")]
        origin: String,
    },
    /// The key that checks the log's signatures
    Show,
}

/// A receipt: one entry, and the proof that it is in the log.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Receipt {
    #[command(subcommand)]
    pub check: Option<CheckReceipt>,
    /// The number of an entry, or the id of a fact
    #[arg(required = true)]
    pub entry: Option<String>,
    /// Where to write it [default: it is printed]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Checking a receipt.
#[derive(Subcommand, Debug)]
pub enum CheckReceipt {
    /// Whether a receipt holds, without asking anybody
    Verify {
        /// The receipt
        file: PathBuf,
        /// The key of the log, or a file that holds it [default: the one beside the store]
        #[arg(long, value_name = "KEY|FILE")]
        key: Option<String>,
        /// Whom to believe: logs, witnesses and how many of them
        #[arg(long, value_name = "FILE", conflicts_with = "key")]
        policy: Option<PathBuf>,
    },
}

/// Looking through the whole store, or an exported log.
#[derive(Args, Debug)]
pub struct Verify {
    /// A folder with an exported log [default: the store]
    pub folder: Option<PathBuf>,
    /// The key of the log, or a file that holds it [default: the one it names]
    #[arg(long, value_name = "KEY|FILE")]
    pub key: Option<String>,
    /// Whom to believe: checks the lines of witnesses too
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
}

/// Bringing a restored store to where the log was.
#[derive(Args, Debug)]
pub struct Reconcile {
    /// A folder with the log as it was exported or mirrored: what is missing is taken from there
    #[arg(long, value_name = "FOLDER")]
    pub mirror: Option<PathBuf>,
    /// A file with a checkpoint that the log signed, from a witness, a mirror or a receipt; can be given more than once
    #[arg(long, value_name = "FILE")]
    pub checkpoint: Vec<PathBuf>,
}
