//! One command, one file.

mod ask;
mod bench;
mod calendar;
mod diff;
mod entered;
mod law;
mod load;
mod out;
mod register;
mod requests;
mod serve;
mod weigh;

use crate::Outcome;
use crate::args::{Args, Command, Format};
use anyhow::{Result, bail};
use out::out;
use publish::Table;

/// Carries out a command.
pub fn run(args: Args) -> Result<Outcome> {
    let Args { command, db, listen, format } = args;
    if format == Format::Ics && !matches!(command, Some(Command::Calendar { .. })) {
        bail!("only the calendar is printed as iCalendar; allowed here: table, json, csv");
    }
    match command {
        Some(Command::Bench { order }) => bench::bench(format, order),
        None | Some(Command::Serve) => serve::serve(&db, &listen),
        Some(Command::Findings { ask, state, rule, standing }) => {
            ask::findings(&db, format, &ask, ask::Narrow { state, rule, standing })
        }
        Some(Command::Parties { ask }) => ask::parties(&db, format, &ask),
        Some(Command::Explain { rule, state, dates, period, about }) => {
            ask::explain(&db, format, ask::Asked { rule, state, dates, period, about })
        }
        Some(Command::Calendar { treaty, from, to, state }) => calendar::calendar(&db, format, &treaty, from, to, state),
        Some(Command::Diff(asked)) => diff::diff(&db, format, &asked),
        Some(Command::Requests(asked)) => requests::requests(&db, format, &asked),
        Some(Command::Law { what }) => law::law(format, what),
        Some(Command::Register { what }) => register::register(&db, what),
        Some(Command::Weigh { what }) => weigh::weigh(&db, format, what),
    }
}

/// Prints an answer in the form asked for.
fn print(format: Format, table: impl FnOnce() -> Table, json: impl FnOnce() -> Result<String>) -> Result<Outcome> {
    match format {
        Format::Json => out(&format!("{}\n", json()?)),
        Format::Csv => out(&table().csv()),
        _ => out(&table().text()),
    }
    Ok(Outcome::Done)
}
