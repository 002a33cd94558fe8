//! The arguments of those who keep an eye on the public log.

use clap::Args;
use std::path::PathBuf;

/// How a witness is run.
#[derive(Args, Debug)]
pub struct WitnessOrder {
    /// A log to look after: its public key, or a file that holds it; can be given more than once
    #[arg(long, required = true, value_name = "VKEY|FILE")]
    pub origin: Vec<String>,
    /// The name of this witness, for good: an address of yours without https://, e.g. witness.example.org
    #[arg(long)]
    pub name: String,
    /// The folder for its key and for what it remembers
    #[arg(long, value_name = "DIR")]
    pub keep: PathBuf,
    /// Where it listens
    #[arg(id = "listen", long = "listen", default_value = "127.0.0.1:8720")]
    pub listen: String,
}

/// How a log is monitored.
#[derive(Args, Debug)]
pub struct MonitorOrder {
    /// Where the log is: its address, a folder, or several of them [default: the address in the policy]
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<String>,
    /// A file that says which log and which witnesses are believed; docs/witness.md shows one
    #[arg(long, value_name = "FILE")]
    pub policy: PathBuf,
    /// The folder for the mirror
    #[arg(long, value_name = "DIR")]
    pub keep: PathBuf,
    /// Look again after this many seconds, until told to stop [default: look once]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    pub every: Option<u64>,
    /// How old cosignatures may be, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "86400")]
    pub within: u64,
}
