//! The command line.

mod ledger;
mod witness;

pub use ledger::{Beside, CheckReceipt, Correct, Evidence, Key, Receipt, Reconcile, Restricted, Serving, Verify};
pub use witness::{MonitorOrder, WitnessOrder};

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use facts::Day;
use findings::Standing;
use std::path::PathBuf;
use std::str::FromStr;

/// What every State owes under a treaty, by when, whether it has been done, and how we know.
#[derive(Parser, Debug)]
#[command(name = "servanda", version)]
pub struct Args {
    /// What to do; without it, the site is served
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Where the ledger is kept
    #[arg(long, global = true, default_value = "sqlite:servanda.db", value_name = "sqlite:FILE|postgres://…")]
    pub db: String,
    #[command(flatten)]
    pub beside: Beside,
    /// A folder with another book of law, e.g. one with a treaty of your own [default: the one shipped]
    #[arg(long, global = true, value_name = "FOLDER")]
    pub law: Option<PathBuf>,
    /// Where the site is served
    #[arg(long, global = true, default_value = "127.0.0.1:8710")]
    pub listen: String,
    /// How answers are printed
    #[arg(long, global = true, value_enum, default_value = "table")]
    pub format: Format,
}

/// How answers are printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum Format {
    /// Columns for a terminal
    Table,
    /// The data contract
    Json,
    /// Comma-separated values
    Csv,
    /// iCalendar, for `calendar`
    Ics,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Measure, beside other engines that do the same work
    Bench {
        #[command(flatten)]
        order: BenchOrder,
    },
    /// Serve the site
    Serve(Serving),
    /// Every duty of every State, with its standing
    Findings {
        #[command(flatten)]
        ask: Ask,
        /// Only this State: a code or a name
        #[arg(long)]
        state: Option<String>,
        /// Only this rule, e.g. ccm.3.2
        #[arg(long)]
        rule: Option<String>,
        /// Only this standing, e.g. overdue
        #[arg(long, value_parser = str::parse::<Standing>)]
        standing: Option<Standing>,
        #[command(flatten)]
        reads: Reads,
    },
    /// How many States stand where
    Parties {
        #[command(flatten)]
        ask: Ask,
        #[command(flatten)]
        reads: Reads,
    },
    /// Whether the warnings would have come in time, deadline by deadline
    Backtest {
        #[command(flatten)]
        ask: Ask,
    },
    /// Why one duty of one State stands as it stands
    Explain {
        /// The rule, e.g. ccm.3.2
        rule: String,
        /// The State: a code or a name
        state: String,
        #[command(flatten)]
        dates: Dates,
        /// For duties that return: the calendar year covered
        #[arg(long)]
        period: Option<i16>,
        /// For warnings: the duty it is about
        #[arg(long)]
        about: Option<String>,
        #[command(flatten)]
        reads: Reads,
    },
    /// The days to come
    Calendar {
        /// The treaty
        #[arg(long, default_value = "ccm")]
        treaty: String,
        /// First day [default: today]
        #[arg(long, value_parser = facts::exact_day)]
        from: Option<Day>,
        /// Last day [default: a year after the first]
        #[arg(long, value_parser = facts::exact_day)]
        to: Option<Day>,
        /// Only this State: a code or a name
        #[arg(long)]
        state: Option<String>,
        #[command(flatten)]
        reads: Reads,
    },
    /// The action plans, and what is counted of them in a window of days
    Plan(PlanAsked),
    /// Published claims beside the register: as known on their own day, and as known today
    Claims {
        /// A file with the columns id, source, claim, as_of [default: the claims shipped]
        file: Option<PathBuf>,
    },
    /// What changed from one question to a later one, and why
    Diff(Diff),
    /// Every request for more time, laid beside what the text asks of one
    Requests(Requests),
    /// States Parties against what they set themselves, new parties, and whom to speak with next
    Universalization {
        #[command(flatten)]
        ask: Ask,
        /// Count new parties after this day, or after this meeting closed, e.g. 1RC
        #[arg(long, value_name = "DAY|MEETING")]
        since: Option<String>,
        /// Only this regional group, e.g. African
        #[arg(long)]
        group: Option<String>,
        /// Only this region, e.g. Africa
        #[arg(long)]
        region: Option<String>,
    },
    /// The norm beyond the parties: use, casualties, votes, producers and stockpiles outside
    Norm {
        #[command(flatten)]
        ask: Ask,
        /// Only this part
        #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(publish::api::PARTS))]
        part: Option<String>,
    },
    /// The book of law
    Law {
        #[command(subcommand)]
        what: Law,
    },
    /// The register of facts
    Register {
        #[command(subcommand)]
        what: RegisterCommand,
    },
    /// Put one of the two tests of law to a case
    Weigh {
        #[command(subcommand)]
        what: Weigh,
    },
    /// Correct a fact: the wrong one stays readable
    Correct(Correct),
    /// Documents behind facts
    Evidence {
        #[command(subcommand)]
        what: Evidence,
    },
    /// Payloads that are not public
    Restricted {
        #[command(subcommand)]
        what: Restricted,
    },
    /// The key of the public log
    Key {
        #[command(subcommand)]
        what: Key,
    },
    /// Sign what was entered; the site does it by itself
    Checkpoint,
    /// The receipt of an entry, or whether one holds
    Receipt(Receipt),
    /// Look through the whole store, or an exported log, and name everything that differs
    Verify(Verify),
    /// Write the signed log into a folder that any web server can serve
    Export {
        /// The folder
        folder: PathBuf,
    },
    /// Make a store out of an exported log
    Rebuild {
        /// The folder
        folder: PathBuf,
        /// The key of the log, or a file that holds it [default: the one in the folder]
        #[arg(long, value_name = "KEY|FILE")]
        key: Option<String>,
    },
    /// Copy the store into a file, while others read and write
    Backup {
        /// The file
        file: PathBuf,
    },
    /// Put a copy into a store that holds nothing yet; it signs nothing until it is reconciled
    Restore {
        /// The copy
        file: PathBuf,
        /// Begin a new log of that name with it, because entries that were signed later are lost for good or the key is stolen; the key
        /// that signed so far must not be in --keys
        #[arg(long, value_name = "NAME", requires = "reason")]
        new_log: Option<String>,
        /// Why the log before it ended: everybody can read it
        #[arg(long, requires = "new_log")]
        reason: Option<String>,
    },
    /// Compare a restored store with what was signed, and let it go on
    Reconcile(Reconcile),
    /// Cosign the checkpoints of public logs, as somebody other than their operator
    Witness(WitnessOrder),
    /// Look at a public log, hold it against all that was seen before, and keep a mirror
    Monitor(MonitorOrder),
}

/// Which test to put.
#[derive(Subcommand, Debug)]
pub enum Weigh {
    /// Is it a cluster munition? Article 2, in six steps
    Munition {
        /// The case, in TOML; docs/weigh.md tells its keys
        file: PathBuf,
    },
    /// What Articles 1 and 21 say to acts in an operation, in seven steps
    Operation {
        /// The case, in TOML; docs/weigh.md tells its keys
        file: PathBuf,
        #[command(flatten)]
        dates: Dates,
    },
}

/// What to do with the book.
#[derive(Subcommand, Debug)]
pub enum Law {
    /// Read the whole book and name every problem
    Check {
        /// A folder with a book [default: the one of --law, or the one shipped]
        folder: Option<PathBuf>,
    },
    /// Print every rule beside the sentence the machine read
    Read {
        /// A folder with a book [default: the one of --law, or the one shipped]
        folder: Option<PathBuf>,
    },
}

/// What to do with the register.
#[derive(Subcommand, Debug)]
pub enum RegisterCommand {
    /// Read every row and name each one that is not in order
    Check {
        /// A folder with tables [default: the ones shipped]
        folder: Option<PathBuf>,
    },
    /// Append to the ledger every fact of the register that it does not hold yet
    Load {
        /// A folder with tables [default: the ones shipped]
        #[arg(long, value_name = "FOLDER")]
        from: Option<PathBuf>,
        /// Write nothing; say what would be new, and which findings for today would change
        #[arg(long)]
        dry_run: bool,
    },
}

/// Which requests for more time are wanted.
#[derive(ClapArgs, Debug)]
pub struct Requests {
    #[command(flatten)]
    pub ask: Ask,
    /// Only this State: a code or a name
    #[arg(long)]
    pub state: Option<String>,
    /// Only under this article, e.g. 4
    #[arg(long)]
    pub article: Option<String>,
}

/// A plan or an action, and the window in which its indicators are counted.
#[derive(ClapArgs, Debug)]
pub struct PlanAsked {
    /// A plan or an action: lausanne, lausanne.43, ccm.plan.lausanne.43 [default: the list of plans]
    pub plan: Option<String>,
    /// The treaty
    #[arg(long, default_value = "ccm")]
    pub treaty: String,
    /// First day of the window
    #[arg(long, value_parser = facts::exact_day)]
    pub from: Option<Day>,
    /// Last day of the window
    #[arg(long, value_parser = facts::exact_day)]
    pub to: Option<Day>,
    /// The window by name: 2019, 2018-07/2019-06, 9MSP/10MSP [default: the last whole year]
    #[arg(long)]
    pub window: Option<String>,
    #[command(flatten)]
    pub dates: Dates,
}

/// Two questions, and what narrows the answer.
#[derive(ClapArgs, Debug)]
pub struct Diff {
    /// The treaty
    #[arg(long, default_value = "ccm")]
    pub treaty: String,
    /// The first day, and the day by which facts had to be known then [default: today]
    #[arg(long, value_name = "DAY[,KNOWN]", value_parser = str::parse::<Point>)]
    pub from: Point,
    /// The second day, and the day by which facts had to be known then [default: today]
    #[arg(long, value_name = "DAY[,KNOWN]", value_parser = str::parse::<Point>)]
    pub to: Point,
    /// Only this State: a code or a name
    #[arg(long)]
    pub state: Option<String>,
    /// Only this rule, e.g. ccm.3.2
    #[arg(long)]
    pub rule: Option<String>,
    /// A folder with an earlier book, to see what the book in use changed in the second answer
    #[arg(long, value_name = "FOLDER")]
    pub law_before: Option<PathBuf>,
    #[command(flatten)]
    pub reads: Reads,
}

/// How the open questions of law are read.
#[derive(ClapArgs, Clone, Default, Debug)]
pub struct Reads {
    /// A named choice of readings from the book, e.g. strict
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// One open question read by that letter, e.g. AMB-27=B; can be given more than once, and goes before the profile
    #[arg(long, value_name = "ID=LETTER", value_parser = choice)]
    pub reading: Vec<(String, String)>,
}

fn choice(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').map(|(id, letter)| (id.to_owned(), letter.to_owned()));
    pair.ok_or_else(|| format!("\"{text}\" is not a choice of readings; write e.g. AMB-27=B"))
}

/// A day, and the day by which facts had to be known: `2015-06-18` or `2015-06-18,2017-08-02`.
#[derive(Clone, Copy, Debug)]
pub struct Point(pub Dates);

impl FromStr for Point {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let (on, known_by) = text.split_once(',').map_or((text, None), |(on, known_by)| (on, Some(known_by)));
        Ok(Point(Dates { on: Some(facts::exact_day(on)?), known_by: known_by.map(facts::exact_day).transpose()? }))
    }
}

/// A treaty and two dates.
#[derive(ClapArgs, Debug)]
pub struct Ask {
    /// The treaty
    #[arg(long, default_value = "ccm")]
    pub treaty: String,
    #[command(flatten)]
    pub dates: Dates,
}

/// The two dates of every question.
#[derive(ClapArgs, Clone, Copy, Debug)]
pub struct Dates {
    /// The day on which the answer is to be true [default: today]
    #[arg(long, value_name = "DAY", value_parser = facts::exact_day)]
    pub on: Option<Day>,
    /// The day by which facts had to be known [default: today]
    #[arg(long, value_name = "DAY", value_parser = facts::exact_day)]
    pub known_by: Option<Day>,
}

/// What to measure.
#[derive(ClapArgs, Debug)]
pub struct BenchOrder {
    /// How many facts: 10k, 100k, 1m, 10m
    #[arg(long, value_delimiter = ',', default_value = "10k,1m", value_parser = bench::Named::of)]
    pub size: Vec<bench::Named>,
    /// How often each engine is asked
    #[arg(long, default_value = "5")]
    pub rounds: usize,
    /// Only these engines: servanda, rust, polars, duckdb, sqlite, python
    #[arg(long, value_delimiter = ',')]
    pub engines: Vec<String>,
    /// Where the peers' programs stand
    #[arg(long, default_value = "bench")]
    pub peers: PathBuf,
    /// Where facts and the peers' private environment are kept
    #[arg(long, default_value = "target/bench")]
    pub kept: PathBuf,
    /// Draw how cost grows, into this file
    #[arg(long, value_name = "FILE.svg")]
    pub plot: Option<PathBuf>,
    /// Measure the shipped register instead: one question, a sweep, reasons, import, cold start
    #[arg(long)]
    pub real: bool,
    /// Answer as one of the engines, on the facts of a folder
    #[arg(long, value_name = "FOLDER", hide = true)]
    pub engine: Option<PathBuf>,
}
