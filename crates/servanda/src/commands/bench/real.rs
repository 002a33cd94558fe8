//! The shipped register, measured inside this program: what a page, an import, a start costs.

use crate::args::BenchOrder;
use crate::source;
use anyhow::{Context, Result};
use bench::{Measured, Report, measured};
use facts::{Day, Register};
use findings::{Kept, Path, Question, Rows, Wanted, World};
use jiff::civil::date;
use ledger::Ledger;
use std::process::{Command, Stdio};

/// The days asked: fixed, so that two runs ask the same.
const ON: Day = date(2026, 11, 15);
const FIRST: Day = date(2008, 8, 31);
const MONTHS: i64 = 220;

pub fn measure(asked: &BenchOrder) -> Result<Report> {
    let mut report = Report { checksums_equal: true, ..Report::default() };
    let (book, tables) = (source::book(None)?, source::tables(None)?);
    let gazetteer = source::gazetteer(&tables)?;
    let mut facts = source::facts(&tables, &book.vocabulary, &gazetteer)?;
    source::number(&mut facts);
    let size = facts.len();
    let mut tell = |what: &str, seconds: Vec<f64>| report.runs.push(middle(what, size, seconds));
    let times = asked.rounds.max(1) * 20;

    let register = Register::new(facts.clone(), Vec::new());
    tell("compile the register", repeat(times, || World::new(register.clone(), book.clone(), gazetteer.clone())));
    let world = World::new(register, book.clone(), gazetteer.clone());
    let question = Question { treaty: "ccm".parse().map_err(anyhow::Error::msg)?, true_on: ON, known_by: ON, entries: None };
    let mut rows = Rows::default();
    let ask = || {
        rows.clear();
        world.rows(&question, &mut rows);
    };
    tell("one question, rows with evidence", repeat(times * 10, ask));
    tell("one question, findings to read", repeat(times, || findings::findings(&world, &question, &Wanted::default())));
    let months = (0..MONTHS).map(|n| FIRST.first_of_month().saturating_add(jiff::Span::new().months(n)).last_of_month());
    let path = Path::through(months.map(|day| (day, day))).context("the months go back")?;
    let mut changes = 0usize;
    tell("220 months", repeat(times, || findings::sweep(&world, &question, &path, None, |_, _, _| changes += 1)));
    let year_ago = Question { true_on: date(2025, 11, 15), known_by: date(2025, 11, 15), ..question };
    tell("what changed in a year", repeat(times, || findings::changes(&world, &year_ago, &question)));
    reasons(&world, &question, &mut tell)?;
    one_more(&world, &question, &facts, &mut tell)?;
    store(asked, &facts, (&book, &gazetteer), &mut tell)?;
    tell("cold start to the first answer, a process", starts(asked.rounds.max(1) * 4)?);
    Ok(report)
}

fn middle(what: &str, facts: usize, mut seconds: Vec<f64>) -> Measured {
    seconds.sort_by(f64::total_cmp);
    let at = |share: f64| seconds.get((seconds.len() as f64 * share) as usize).copied();
    Measured {
        what: what.to_owned(),
        size: "the register".to_owned(),
        facts,
        engine: "servanda".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        wall_s: at(0.5).unwrap_or_default(),
        p99_s: at(0.99).filter(|_| seconds.len() >= 100),
        ..Measured::default()
    }
}

fn repeat<T>(times: usize, mut work: impl FnMut() -> T) -> Vec<f64> {
    (0..times).map(|_| measured(&mut work).1.wall).collect()
}

/// The reasons of every finding of the day, as they are told on the page.
fn reasons(world: &World, question: &Question, tell: &mut impl FnMut(&str, Vec<f64>)) -> Result<()> {
    let site = source::site(world.clone())?;
    let voice = publish::Voice::new(&site, "en").context("there is no English")?;
    let (mut found, mut said) = (Vec::new(), Vec::new());
    for finding in findings::findings(world, question, &Wanted::default()).iter().step_by(7) {
        let ask = || findings::explain(world, question, &finding.rule, finding.state, finding.period, finding.about.as_deref());
        let (explained, took) = measured(ask);
        let explained = explained.context("a finding without reasons")?;
        found.push(took.wall);
        said.push(measured(|| publish::api::ExplainAnswer::new(&explained, &world.register, &voice).text(&voice)).1.wall);
    }
    tell("the reasons of a finding", found);
    tell("the same in words", said);
    Ok(())
}

/// One more fact, for each of the last so many: the world made anew where it is touched, and the answer of the day renewed.
fn one_more(world: &World, question: &Question, facts: &[facts::Fact], tell: &mut impl FnMut(&str, Vec<f64>)) -> Result<()> {
    let ours = |fact: &&facts::Fact| fact.treaty == question.treaty && fact.state.is_some();
    let late: Vec<&facts::Fact> = facts.iter().filter(ours).rev().take(500).collect();
    let mut kept = Kept::of(world, question).context("the treaty is not in the book")?;
    let (mut world, mut seconds) = (world.clone(), Vec::new());
    for (fact, entry) in late.into_iter().zip(world.register.entries() + 1..) {
        let again = facts::Fact { entry, ..fact.clone() };
        let (state, kind) = (again.state, again.kind);
        let (next, took) = measured(|| {
            let next = world.with(vec![again], Vec::new());
            kept.after(&next, state, kind).map(|kept| (next, kept))
        });
        (world, kept) = next.context("the treaty is not in the book")?;
        seconds.push(took.wall);
    }
    tell("one more fact, with its texts, and the day's answer renewed", seconds);
    Ok(())
}

/// What the store takes: a whole import, one durable fact beside a bare commit, and reading it all.
fn store(
    asked: &BenchOrder,
    facts: &[facts::Fact],
    (book, gazetteer): (&rules::Book, &facts::Gazetteer),
    tell: &mut impl FnMut(&str, Vec<f64>),
) -> Result<()> {
    let folder = std::env::temp_dir().join(format!("servanda-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let address = format!("sqlite:{}", folder.join("bench.db").display());
    let (most, last) = facts.split_at(facts.len().saturating_sub(300));
    let runtime = source::runtime()?;
    let ledger = runtime.block_on(Ledger::open(&address))?;
    let import = measured(|| runtime.block_on(ledger.append(most, &book.vocabulary, || {})));
    import.0?;
    tell("import, per fact", vec![import.1.wall / most.len() as f64]);
    let mut durable = Vec::new();
    for fact in last {
        let (done, took) = measured(|| runtime.block_on(ledger.append(std::slice::from_ref(fact), &book.vocabulary, || {})));
        done?;
        durable.push(took.wall);
    }
    tell("one fact, durable", durable);
    tell("one fact, durable and visible", visible(&runtime, &ledger, facts, (book, gazetteer))?);
    bare(&asked.peers, &folder, last.len(), tell);
    tell("read the store", repeat(10, || runtime.block_on(ledger.register(&book.vocabulary))));
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// From the fact in hand to the new standing in a world that readers get: committed, compiled, the State's findings made.
fn visible(
    runtime: &tokio::runtime::Runtime,
    ledger: &Ledger,
    facts: &[facts::Fact],
    (book, gazetteer): (&rules::Book, &facts::Gazetteer),
) -> Result<Vec<f64>> {
    let mut world = World::new(Register::new(facts.to_vec(), Vec::new()), book.clone(), gazetteer.clone());
    let (mut seconds, mut rows) = (Vec::new(), Rows::default());
    for (number, fact) in facts.iter().filter(|fact| fact.state.is_some()).take(300).enumerate() {
        let mut fact =
            facts::Fact { note: format!("measured, number {number}"), entry: world.register.entries() + 1, ..fact.clone() };
        fact.id = facts::fact_id(&fact, book.vocabulary.name(fact.kind));
        let question = Question { treaty: fact.treaty, true_on: ON, known_by: ON, entries: None };
        let (next, took) = measured(|| -> Result<World> {
            runtime.block_on(ledger.append(std::slice::from_ref(&fact), &book.vocabulary, || {}))?;
            let state = fact.state;
            let next = world.with(vec![fact], Vec::new());
            rows.clear();
            state.into_iter().for_each(|state| next.rows_of(&question, state, &mut rows));
            Ok(next)
        });
        world = next?;
        seconds.push(took.wall);
    }
    Ok(seconds)
}

/// A bare commit of the same store beside it, where there is a python3 to make it.
fn bare(peers: &std::path::Path, folder: &std::path::Path, times: usize, tell: &mut impl FnMut(&str, Vec<f64>)) {
    let output = Command::new("python3").arg(peers.join("durable.py")).arg(folder).arg(times.to_string()).output();
    let told: Option<serde_json::Value> = output.ok().and_then(|output| serde_json::from_slice(&output.stdout).ok());
    match told.as_ref().and_then(|told| told.get("median_s")).and_then(serde_json::Value::as_f64) {
        Some(median) => tell("a bare commit, for comparison", vec![median]),
        None => eprintln!("a bare commit is not measured: there is no python3 to run {}", peers.join("durable.py").display()),
    }
}

/// A process of its own that answers one question and ends.
fn starts(times: usize) -> Result<Vec<f64>> {
    let program = std::env::current_exe()?;
    let mut seconds = Vec::new();
    for _ in 0..times {
        let mut command = Command::new(&program);
        command.args(["findings", "--treaty", "ccm", "--on", "2026-11-15", "--known-by", "2026-11-15", "--format", "json"]);
        let (status, took) = measured(|| command.stdout(Stdio::null()).status());
        status?;
        seconds.push(took.wall);
    }
    Ok(seconds)
}
