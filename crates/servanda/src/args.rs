//! The command line.

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use facts::Day;
use findings::Standing;
use std::path::PathBuf;

/// What every State owes under a treaty, by when, whether it has been done, and how we know.
#[derive(Parser, Debug)]
#[command(name = "servanda", version)]
pub struct Args {
    /// What to do; without it, the site is served
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Where the ledger is kept
    #[arg(long, global = true, default_value = "sqlite:servanda.db", value_name = "sqlite:FILE")]
    pub db: String,
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
    /// Serve the site
    Serve,
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
    },
    /// How many States stand where
    Parties {
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
}

/// What to do with the book.
#[derive(Subcommand, Debug)]
pub enum Law {
    /// Read the whole book and name every problem
    Check {
        /// A folder with a book [default: the one shipped]
        folder: Option<PathBuf>,
    },
    /// Print every rule beside the sentence the machine read
    Read {
        /// A folder with a book [default: the one shipped]
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
