//! One command, one file.

mod ask;
mod backtest;
mod bench;
mod calendar;
mod claims;
mod copies;
mod diff;
mod entered;
mod hand;
mod law;
mod load;
mod log;
mod monitor;
mod norm;
mod out;
mod plan;
mod register;
mod requests;
mod serve;
mod universalization;
mod verify;
mod weigh;
mod witness;

use crate::Outcome;
use crate::args::{Args, Command, Format, Serving};
use crate::source::Ground;
use anyhow::{Result, bail};
use out::out;
use publish::Table;

/// Carries out a command.
pub fn run(args: Args) -> Result<Outcome> {
    let Args { command, db, beside, law, listen, format } = args;
    let ground = Ground { db: &db, law: law.as_deref(), opening: &beside.opening() };
    if format == Format::Ics && !matches!(command, Some(Command::Calendar { .. })) {
        bail!("only the calendar is printed as iCalendar; allowed here: table, json, csv");
    }
    match command {
        Some(Command::Bench { order }) => bench::bench(format, order),
        None => serve::serve(ground, &listen, &Serving::default()),
        Some(Command::Serve(serving)) => serve::serve(ground, &listen, &serving),
        Some(Command::Findings { ask, state, rule, standing, reads }) => {
            ask::findings(ground, format, &ask, ask::Narrow { state, rule, standing, reads })
        }
        Some(Command::Parties { ask, reads }) => ask::parties(ground, format, &ask, &reads),
        Some(Command::Backtest { ask }) => backtest::backtest(ground, format, &ask),
        Some(Command::Explain { rule, state, dates, period, about, reads }) => {
            ask::explain(ground, format, ask::Asked { rule, state, dates, period, about, reads })
        }
        Some(Command::Calendar { treaty, from, to, state, reads }) => {
            calendar::calendar(ground, format, &treaty, calendar::Narrow { from, to, state, reads })
        }
        Some(Command::Plan(asked)) => plan::plan(ground, format, &asked),
        Some(Command::Claims { file }) => claims::claims(ground, format, file.as_deref()),
        Some(Command::Diff(asked)) => diff::diff(ground, format, &asked),
        Some(Command::Requests(asked)) => requests::requests(ground, format, &asked),
        Some(Command::Law { what }) => law::law(ground, format, what),
        Some(Command::Register { what }) => register::register(ground, what),
        Some(Command::Weigh { what }) => weigh::weigh(ground, format, what),
        Some(Command::Universalization { ask, since, group, region }) => {
            universalization::universalization(ground, format, &ask, since.as_deref(), &publish::api::Narrow { group, region })
        }
        Some(Command::Correct(asked)) => hand::correct(ground, &asked),
        Some(Command::Evidence { what }) => hand::evidence(ground, format, &what),
        Some(Command::Restricted { what }) => hand::restricted(ground, format, &what),
        Some(Command::Key { what }) => log::key(ground, &what),
        Some(Command::Checkpoint) => log::checkpoint(ground),
        Some(Command::Receipt(asked)) => log::receipt(ground, &asked),
        Some(Command::Verify(asked)) => verify::verify(ground, format, &asked),
        Some(Command::Export { folder }) => log::export(ground, &folder),
        Some(Command::Rebuild { folder, key }) => log::rebuild(ground, &folder, key.as_deref()),
        Some(Command::Backup { file }) => copies::backup(ground, &file),
        Some(Command::Restore { file, new_log, reason }) => match new_log.zip(reason) {
            Some((name, reason)) => copies::begin_anew(ground, &file, &name, &reason),
            None => copies::restore(ground, &file),
        },
        Some(Command::Reconcile(asked)) => copies::reconcile(ground, &asked),
        Some(Command::Witness(order)) => witness::witness(&order),
        Some(Command::Monitor(order)) => monitor::monitor(format, &order),
        Some(Command::Norm { ask, part }) => norm::norm(ground, format, &ask, part.as_deref()),
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
