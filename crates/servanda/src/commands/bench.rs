//! Measure, beside other engines that do the same work.

use super::out::out;
use crate::Outcome;
use crate::args::{BenchOrder, Format};
use anyhow::{Context, Result};
use bench::{Measured, Order, Report};
use publish::Table;

mod real;

pub fn bench(format: Format, asked: BenchOrder) -> Result<Outcome> {
    if let Some(folder) = &asked.engine {
        bench::serve(folder)?;
        return Ok(Outcome::Done);
    }
    let tell = |what: &str| eprintln!("{what}");
    let report = if asked.real { real::measure(&asked)? } else { bench::run(&order(&asked)?, tell)? };
    if let Some(file) = &asked.plot {
        let svg = bench::plot(&order(&asked)?, tell)?;
        std::fs::write(file, svg).with_context(|| format!("{} cannot be written", file.display()))?;
    }
    match format {
        Format::Json => out(&format!("{}\n", report.json())),
        Format::Csv => out(&table(&report).csv()),
        _ => out(&format!("{}{}", table(&report).text(), told(&report))),
    }
    Ok(if report.checksums_equal { Outcome::Done } else { Outcome::Found })
}

fn order(asked: &BenchOrder) -> Result<Order> {
    Ok(Order {
        sizes: asked.size.clone(),
        rounds: asked.rounds,
        engines: asked.engines.clone(),
        program: std::env::current_exe().context("this program does not know where it stands")?,
        peers: asked.peers.clone(),
        kept: asked.kept.clone(),
    })
}

fn table(report: &Report) -> Table {
    let mut table = Table::new(&["what", "facts", "engine", "version", "cpu", "wall", "p99", "peak MB", "ratio"]);
    for run in &report.runs {
        table.push(vec![
            run.what.clone(),
            run.size.clone(),
            run.engine.clone(),
            run.version.clone(),
            run.cpu_s.map(time).unwrap_or_default() + mark(run),
            time(run.wall_s) + mark(run),
            run.p99_s.map(time).unwrap_or_default(),
            run.peak_mb.map(|mb| format!("{mb:.0}")).unwrap_or_default(),
            run.ratio.map(|ratio| format!("{ratio:.2}")).unwrap_or_default(),
        ]);
    }
    table
}

/// A sweep that was reckoned up from some of its days.
fn mark(run: &Measured) -> &'static str {
    if run.days.is_some() { " *" } else { "" }
}

fn time(seconds: f64) -> String {
    match seconds {
        s if s >= 1.0 => format!("{s:.2} s"),
        s if s >= 0.001 => format!("{:.2} ms", s * 1e3),
        s => format!("{:.2} µs", s * 1e6),
    }
}

fn told(report: &Report) -> String {
    let mut lines = Vec::new();
    if report.runs.iter().any(|run| run.days.is_some()) {
        lines.push("* reckoned up to 220 days from a sample of them".to_owned());
    }
    lines.extend(report.absent.iter().map(|what| format!("absent: {what}")));
    lines.extend(report.differ.iter().map(|what| format!("DIFFERS: {what}")));
    lines.push(match report.checksums_equal {
        true => "all engines came to the same sums".to_owned(),
        false => "engines disagree: these times mean nothing".to_owned(),
    });
    lines.join("\n") + "\n"
}
