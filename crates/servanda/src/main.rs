//! Servanda: what every State owes under a treaty, by when, whether it has been done, and how we know.
//!
//! This binary wires the river together and is the only place that reads a clock, files and arguments.

mod args;
mod clock;
mod commands;
mod shipped;
mod source;

use clap::Parser;
use std::process::ExitCode;

/// What came of a command that did not break down.
pub enum Outcome {
    /// All is well.
    Done,
    /// A check found something.
    Found,
}

fn main() -> ExitCode {
    match commands::run(args::Args::parse()) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
