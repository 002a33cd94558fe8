//! Look at a public log as its reader: once, as a job does, or again and again.

use super::out::told;
use crate::args::{Format, MonitorOrder};
use crate::{Outcome, clock};
use anyhow::{Result, anyhow};
use publish::Table;
use serde_json::json;
use std::time::Duration;
use tlog::Policy;
use witness::{Finding, Monitor, Source};

pub fn monitor(format: Format, order: &MonitorOrder) -> Result<Outcome> {
    let file = order.policy.display();
    let policy = std::fs::read_to_string(&order.policy).map_err(|error| anyhow!("{file} cannot be read: {error}"))?;
    let policy: Policy = policy.parse().map_err(|error| anyhow!("{file}: {error}"))?;
    let sources = sources(order, &policy)?;
    let mut monitor = Monitor::open(&order.keep, policy, sources, order.within)?;
    loop {
        let now = clock::now();
        let findings = monitor.look(now)?;
        told(&written(format, now, monitor.size(), &findings));
        match order.every {
            Some(seconds) => std::thread::sleep(Duration::from_secs(seconds)),
            None if findings.iter().all(Finding::holds) => return Ok(Outcome::Done),
            None => return Ok(Outcome::Found),
        }
    }
}

/// Where to look: as said, or else where the policy says the log is.
fn sources(order: &MonitorOrder, policy: &Policy) -> Result<Vec<Source>> {
    let places: Vec<&String> = match order.sources.as_slice() {
        [] => policy.logs.iter().filter_map(|(_, url)| url.as_ref()).collect(),
        named => named.iter().collect(),
    };
    places.into_iter().map(|place| Ok(Source::parse(place)?)).collect()
}

/// What one look found: lines for a person; for a program one object a look, or one row a finding.
fn written(format: Format, now: u64, size: u64, findings: &[Finding]) -> String {
    let holds = |finding: &Finding| if finding.holds() { "yes" } else { "no" };
    let time = time(now);
    match format {
        Format::Json => {
            let finding = |f: &Finding| json!({ "kind": f.kind.name(), "holds": f.holds(), "source": f.source, "says": f.words });
            let look = json!({
                "time": time,
                "entries": size,
                "holds": findings.iter().all(Finding::holds),
                "findings": findings.iter().map(finding).collect::<Vec<_>>(),
            });
            format!("{look}\n")
        }
        Format::Csv => {
            let mut table = Table::new(&["time", "holds", "kind", "source", "says"]);
            for finding in findings {
                let source = finding.source.clone().unwrap_or_default();
                table.push(vec![
                    time.clone(),
                    holds(finding).to_owned(),
                    finding.kind.name().to_owned(),
                    source,
                    finding.words.clone(),
                ]);
            }
            table.csv()
        }
        _ => {
            let line = |finding: &Finding| {
                let place = finding.source.as_ref().map_or(String::new(), |source| format!("{source}: "));
                format!("{time} {}: {place}{}\n", finding.kind.name(), finding.words)
            };
            findings.iter().map(line).collect()
        }
    }
}

/// A moment as a person and a program read it, by the universal clock.
fn time(now: u64) -> String {
    i64::try_from(now).ok().and_then(|s| jiff::Timestamp::from_second(s).ok()).map_or_else(|| now.to_string(), |t| t.to_string())
}
