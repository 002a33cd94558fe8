//! One run: every engine is asked the same, in turn, round after round, so that what disturbs the machine disturbs all alike.

use crate::generate::{SEED, generate};
use crate::peer::{Call, Peer, number};
use crate::workload::Size;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What to measure, and with what.
#[derive(Clone, Debug)]
pub struct Order {
    /// The sizes: `10k`, `1m`, `10m`.
    pub sizes: Vec<Named>,
    /// How many rounds.
    pub rounds: usize,
    /// Only these engines; all when empty.
    pub engines: Vec<String>,
    /// The program that is measured: this one.
    pub program: PathBuf,
    /// Where the peers' programs stand: `bench`.
    pub peers: PathBuf,
    /// Where facts and the private environment are kept: `target/bench`.
    pub kept: PathBuf,
}

/// A size with its name.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// How much.
    pub size: Size,
}

impl Named {
    /// The size of that name.
    pub fn of(name: &str) -> Result<Self, String> {
        let (treaties, states, facts) = match name {
            "10k" => (1, 200, 10_000),
            "100k" => (60, 200, 100_000),
            "1m" => (600, 200, 1_000_000),
            "10m" => (600, 200, 10_000_000),
            _ => return Err(format!("\"{name}\" is not a size; allowed: 10k, 100k, 1m, 10m")),
        };
        Ok(Named { name: name.to_owned(), size: Size { treaties, states, facts } })
    }
}

/// The middle of what was measured for one engine.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// What was asked.
    pub what: String,
    /// Of which size.
    pub size: String,
    /// Of how many facts.
    pub facts: usize,
    /// By which engine.
    pub engine: String,
    /// Its version.
    pub version: String,
    /// Seconds of processor time; none where only the clock was read.
    pub cpu_s: Option<f64>,
    /// Seconds by the clock.
    pub wall_s: f64,
    /// The slowest of a hundred, where single events are measured.
    pub p99_s: Option<f64>,
    /// The most memory held, in megabytes.
    pub peak_mb: Option<f64>,
    /// Its time divided by that of Servanda.
    pub ratio: Option<f64>,
    /// Of how many days a sweep of 220 was reckoned up, where not all were asked.
    pub days: Option<i64>,
}

/// All that one run brought.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What was measured.
    pub runs: Vec<Measured>,
    /// Engines that were not there, and why.
    pub absent: Vec<String>,
    /// Whether all engines agreed.
    pub checksums_equal: bool,
    /// Where they did not.
    pub differ: Vec<String>,
}

/// The question that is timed, and the one that is only compared.
const TIMED: &str = "one 2026-11-15 2026-11-15";
const COMPARED: &str = "one 2019-06-30 2026-11-15";

/// Measures.
pub fn run(order: &Order, mut tell: impl FnMut(&str)) -> Result<Report> {
    let mut report = Report { checksums_equal: true, ..Report::default() };
    let calls = calls(order, &mut report);
    for named in &order.sizes {
        let folder = facts(order, named, &mut tell)?;
        let mut peers = Vec::new();
        for call in calls.iter().filter(|call| takes(call.name, &named.name)) {
            tell(&format!("{}: {} loads", named.name, call.name));
            match call.start(&folder) {
                Ok(peer) => peers.push(peer),
                Err(what) => report.absent.push(format!("{} at {}: {what:#}", call.name, named.name)),
            }
        }
        let mut asked = Asked { named, peers, seen: BTreeMap::new(), report: &mut report };
        asked.compare(&mut tell)?;
        asked.measure(order.rounds, &mut tell)?;
    }
    ratios(&mut report);
    Ok(report)
}

/// The engines that are there.
pub(crate) fn engines(order: &Order) -> Vec<Call> {
    calls(order, &mut Report::default())
}

/// The engines, as far as they are there. One that is not is named and passed over.
fn calls(order: &Order, report: &mut Report) -> Vec<Call> {
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let python = order.kept.join("env/bin/python");
    let script = |file: &str| vec![text(&python), text(&order.peers.join(file))];
    let all = [
        ("servanda", vec![text(&order.program), "bench".to_owned(), "--engine".to_owned()]),
        ("rust", vec![text(&order.kept.join("anchor/release/anchor"))]),
        ("polars", script("polars_peer.py")),
        ("duckdb", script("duckdb_peer.py")),
        ("sqlite", script("sqlite_peer.py")),
        ("python", script("spec.py")),
    ];
    let wanted = |name: &str| order.engines.is_empty() || order.engines.iter().any(|e| e == name);
    let there = all.into_iter().filter(|(name, _)| wanted(name)).filter(|(name, program)| {
        let missing = program.iter().take(2).find(|part| part.contains('/') && !Path::new(part).exists());
        if let Some(missing) = missing {
            report.absent.push(format!("{name}: {missing} is not there; bench/setup makes it"));
        }
        missing.is_none()
    });
    there.map(|(name, program)| Call { name, program }).collect()
}

/// The plain specification and SQLite are not asked what would take them minutes.
fn takes(engine: &str, size: &str) -> bool {
    match engine {
        "python" => size == "10k",
        "sqlite" => size != "10m",
        _ => true,
    }
}

/// The folder of the facts, made where it is not there yet.
fn facts(order: &Order, named: &Named, tell: &mut impl FnMut(&str)) -> Result<PathBuf> {
    let folder = order.kept.join(&named.name);
    let file = folder.join("facts.bin");
    if !file.exists() {
        tell(&format!("{}: the facts are made", named.name));
        std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let unfinished = folder.join("facts.bin.unfinished");
        generate(&named.size, SEED).write(&unfinished)?;
        std::fs::rename(&unfinished, &file)?;
    }
    Ok(std::fs::canonicalize(folder)?)
}

/// The engines of one size.
struct Asked<'a> {
    named: &'a Named,
    peers: Vec<Peer>,
    /// The checksums heard of each question.
    seen: BTreeMap<String, Vec<(String, u64)>>,
    report: &'a mut Report,
}

impl Asked<'_> {
    /// Correctness first: what is only compared.
    fn compare(&mut self, tell: &mut impl FnMut(&str)) -> Result<()> {
        tell(&format!("{}: answers are compared", self.named.name));
        let mut rows: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for peer in &mut self.peers {
            let answer = peer.ask(COMPARED)?;
            self.seen.entry(COMPARED.to_owned()).or_default().push((peer.name.clone(), check(&answer)));
            if self.named.name == "10k" {
                let file = std::env::temp_dir().join(format!("servanda-bench-{}.csv", std::process::id()));
                peer.ask(&format!("dump 2026-11-15 2026-11-15 {}", file.display()))?;
                rows.insert(peer.name.clone(), std::fs::read(&file)?);
                std::fs::remove_file(&file)?;
            }
        }
        let ours = rows.get("servanda").cloned();
        for (engine, theirs) in rows.iter().filter(|(_, theirs)| ours.as_ref().is_some_and(|ours| ours != *theirs)) {
            self.differs(format!("10k: the rows of {engine} are not those of servanda ({} bytes)", theirs.len()));
        }
        Ok(())
    }

    fn differs(&mut self, what: String) {
        self.report.checksums_equal = false;
        self.report.differ.push(what);
    }

    fn measure(&mut self, rounds: usize, tell: &mut impl FnMut(&str)) -> Result<()> {
        let mut took: BTreeMap<(String, String), Vec<Value>> = BTreeMap::new();
        // New facts come last: some engines keep them, and would answer otherwise afterwards.
        for round in 1..=rounds + 1 {
            for peer in &mut self.peers {
                let asked =
                    if round > rounds { vec![one_more(&peer.name)] } else { questions(&peer.name, &self.named.name, round) };
                for (what, line) in asked {
                    tell(&format!("{}: round {round} of {rounds}, {} {what}", self.named.name, peer.name));
                    let answer = peer.ask(&line)?;
                    if answer.get("check").is_some() {
                        self.seen.entry(line.clone()).or_default().push((peer.name.clone(), check(&answer)));
                    }
                    took.entry((what.to_owned(), peer.name.clone())).or_default().push(answer);
                }
            }
        }
        for ((what, engine), answers) in &took {
            if answers.iter().any(|a| a.get("absent").is_some()) {
                continue;
            }
            let version = self.peers.iter().find(|p| p.name == *engine).map(|p| p.version.clone()).unwrap_or_default();
            self.report.runs.push(middle(self.named, what, engine, version, answers));
        }
        for peer in &self.peers {
            self.report.runs.push(Measured {
                what: "load".to_owned(),
                size: self.named.name.clone(),
                facts: self.named.size.facts,
                engine: peer.name.clone(),
                version: peer.version.clone(),
                wall_s: peer.load_s,
                ..Measured::default()
            });
        }
        let seen = std::mem::take(&mut self.seen);
        for (question, heard) in seen {
            let differ: Vec<&(String, u64)> =
                heard.iter().filter(|(_, check)| Some(check) != heard.first().map(|(_, c)| c)).collect();
            if let Some((engine, _)) = differ.first() {
                self.differs(format!("{}: \"{question}\" comes to another sum in {engine}", self.named.name));
            }
        }
        Ok(())
    }
}

/// What an engine is asked in a round. A sweep of all months takes some of them minutes: those are asked a sample of the months,
/// and so is Servanda, once, for the sum to be compared.
fn questions(engine: &str, size: &str, round: usize) -> Vec<(&'static str, String)> {
    let mut questions = vec![("one", TIMED.to_owned())];
    let sample = match (engine, size) {
        ("servanda" | "rust", _) | (_, "10k") => 220,
        ("sqlite", _) => 2,
        ("duckdb" | "polars", "10m") => 2,
        _ => 11,
    };
    if size == "10k" || round == 1 || sample == 220 {
        questions.push(("sweep", format!("sweep {sample}")));
    }
    if engine == "servanda" && round == 1 {
        questions.extend([("sample", "sweep 11".to_owned()), ("sample", "sweep 2".to_owned())]);
    }
    questions
}

/// New facts, one at a time: as many as an engine can take in while one waits.
fn one_more(engine: &str) -> (&'static str, String) {
    ("fact", format!("fact {}", if matches!(engine, "servanda" | "rust") { 2000 } else { 40 }))
}

fn check(answer: &Value) -> u64 {
    answer.get("check").and_then(Value::as_u64).unwrap_or(0)
}

/// The middle of several answers to the same question.
fn middle(named: &Named, what: &str, engine: &str, version: String, answers: &[Value]) -> Measured {
    let days = answers.first().and_then(|a| a.get("days")).and_then(Value::as_i64);
    let whole = days.map_or(1.0, |days| 220.0 / days as f64);
    let median = |key: &str| {
        let mut all: Vec<f64> = answers.iter().filter_map(|a| number(a, key)).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied()
    };
    Measured {
        what: what.to_owned(),
        size: named.name.clone(),
        facts: named.size.facts,
        engine: engine.to_owned(),
        version,
        cpu_s: median("cpu_s").map(|s| s * whole),
        wall_s: median("wall_s").map(|s| s * whole).or_else(|| median("median_s")).unwrap_or(0.0),
        p99_s: median("p99_s"),
        peak_mb: answers.iter().filter_map(|a| number(a, "peak_mb")).max_by(f64::total_cmp),
        ratio: None,
        days: days.filter(|days| *days != 220),
    }
}

/// How many times Servanda's time each engine took: processor time where both have it.
fn ratios(report: &mut Report) {
    let time = |run: &Measured| run.cpu_s.unwrap_or(run.wall_s);
    let ours: Vec<Measured> = report.runs.iter().filter(|r| r.engine == "servanda").cloned().collect();
    for run in &mut report.runs {
        let own = ours.iter().find(|o| o.what == run.what && o.size == run.size);
        run.ratio = own.map(|own| time(run) / time(own)).filter(|ratio| ratio.is_finite());
    }
    report.runs.retain(|run| run.what != "sample");
}

impl Report {
    /// The contract of `bench --format json`.
    pub fn json(&self) -> Value {
        let runs = self.runs.iter().map(|run| {
            json!({
                "what": run.what, "facts": run.facts, "size": run.size, "engine": run.engine, "version": run.version, "cpu_s": run.cpu_s,
                "wall_s": run.wall_s, "p99_s": run.p99_s, "peak_mb": run.peak_mb, "ratio": run.ratio, "days": run.days,
            })
        });
        json!({
            "runs": runs.collect::<Vec<_>>(), "checksums_equal": self.checksums_equal, "differ": self.differ, "absent": self.absent,
        })
    }
}
