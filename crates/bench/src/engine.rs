//! Servanda as one of the engines compared: the same protocol as all others, `bench/MEANING.md`, "How an engine is driven".

use crate::law;
use crate::meter::{Took, measured, peak_mb};
use crate::totals::{Days, Told, Totals, group};
use crate::workload::Workload;
use crate::world::{self, Kinds, state};
use anyhow::{Context, Result, bail};
use facts::{Day, FactNo, Treaty};
use findings::{Kept, Path, Question, Row, Rows, Sources, Standing, World};
use jiff::civil::date;
use std::collections::BTreeMap;
use std::io::{BufRead, BufWriter, Write};
use std::path::Path as File;

/// The last day of the sweep's months, and how many months there are.
const LAST: Day = date(2026, 11, 30);
const MONTHS: i64 = 220;
/// The day of the question that is timed.
const TODAY: Day = date(2026, 11, 15);

/// Loads the facts of a folder and answers what is asked on standard input, one line of JSON each.
pub fn serve(folder: &File) -> Result<()> {
    let (engine, took) = measured(|| Engine::load(folder));
    let mut engine = engine?;
    say(&serde_json::json!({ "engine": "servanda", "version": env!("CARGO_PKG_VERSION"), "load_s": took.wall }))?;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split_whitespace().collect();
        let answer = match words.as_slice() {
            ["one", on, known_by] => engine.one(on.parse()?, known_by.parse()?),
            ["sweep", days] => engine.sweep(days.parse()?)?,
            ["fact", times] => engine.fact(times.parse()?)?,
            ["dump", on, known_by, file] => engine.dump(on.parse()?, known_by.parse()?, File::new(file))?,
            _ => bail!("\"{line}\" is not a question; allowed: one V R, sweep N, fact N, dump V R FILE"),
        };
        say(&answer)?;
    }
    Ok(())
}

fn say(answer: &serde_json::Value) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{answer}")?;
    Ok(out.flush()?)
}

struct Engine {
    world: World,
    treaties: Vec<Treaty>,
    /// The duty that each rule of a treaty is, by its place in the chapter.
    duties: Vec<i16>,
    days: Days,
    facts: u32,
    /// The rows of each treaty, with the room they took the last time.
    rows: Vec<Rows>,
}

impl Engine {
    fn load(folder: &File) -> Result<Self> {
        let workload = Workload::read(&folder.join("facts.bin"))?;
        let world = world::world(&workload)?;
        let treaties = (0..workload.size.treaties).map(law::treaty).collect::<Result<Vec<_>>>()?;
        let chapter = treaties.first().and_then(|t| world.book.chapter(*t)).context("the benchmark has no treaty")?;
        let duties = chapter.rules.iter().map(|rule| rule.id.local().parse().unwrap_or(-1)).collect();
        let facts = u32::try_from(workload.size.facts)?;
        let rows = treaties.iter().map(|_| Rows::default()).collect();
        Ok(Engine { world, treaties, duties, days: Days::new(), facts, rows })
    }

    fn question(&self, treaty: Treaty, true_on: Day, known_by: Day) -> Question {
        Question { treaty, true_on, known_by, entries: None }
    }

    fn duty(&self, row: &Row) -> i16 {
        self.duties.get(usize::from(row.rule)).copied().unwrap_or(-1)
    }

    fn ask(&mut self, on: Day, known_by: Day) {
        for (treaty, rows) in self.treaties.iter().zip(&mut self.rows) {
            rows.clear();
            self.world.rows(&Question { treaty: *treaty, true_on: on, known_by, entries: None }, rows);
            rows.trim();
        }
    }

    fn one(&mut self, on: Day, known_by: Day) -> serde_json::Value {
        let ((), took) = measured(|| self.ask(on, known_by));
        let mut totals = Totals::new();
        for (row, sources) in self.rows.iter().flat_map(Rows::iter) {
            totals.add(group(self.duty(row), row.standing), &self.days.cell(row, sources), 1);
        }
        let rows: usize = self.rows.iter().map(Rows::len).sum();
        answer(took, &[("rows", rows.into()), ("check", totals.checksum().into())])
    }

    fn sweep(&mut self, count: i64) -> Result<serde_json::Value> {
        let step = MONTHS / count.clamp(1, MONTHS);
        let ago = |months: i64| LAST.first_of_month().saturating_sub(jiff::Span::new().months(months)).last_of_month();
        let days: Vec<Day> = (0..MONTHS).rev().filter(|n| n % step == 0).map(ago).collect();
        let path = Path::through(days.iter().map(|day| (*day, *day))).context("the months go back")?;
        let (check, took) = measured(|| self.along(&path));
        Ok(answer(took, &[("days", days.len().into()), ("check", check.into())]))
    }

    /// The checksum of a sweep: the sums where something changes, added up from point to point.
    fn along(&self, path: &Path) -> u64 {
        let mut steps: Vec<Totals> = (0..=path.len()).map(|_| Totals::new()).collect();
        for treaty in &self.treaties {
            let question = self.question(*treaty, LAST, LAST);
            findings::sweep(&self.world, &question, path, None, |stretch, row, sources| {
                let (group, cell) = (group(self.duty(row), row.standing), self.days.cell(row, sources));
                steps.get_mut(stretch.start).into_iter().for_each(|totals| totals.add(group, &cell, 1));
                steps.get_mut(stretch.end).into_iter().for_each(|totals| totals.add(group, &cell, -1));
            });
        }
        let mut sum = Totals::new();
        steps.iter().take(path.len()).fold(0, |check, step| {
            sum.add_all(step);
            check ^ sum.checksum()
        })
    }

    /// One new fact at a time: entered, and the State's rows made anew.
    fn fact(&mut self, times: usize) -> Result<serde_json::Value> {
        let parties = self.parties();
        let kinds = Kinds::of(&self.world.book)?;
        let mut seconds = Vec::with_capacity(times);
        let question = |treaty| Question { treaty, true_on: TODAY, known_by: TODAY, entries: None };
        let kept = self.treaties.iter().map(|treaty| Kept::of(&self.world, &question(*treaty)).map(|kept| (*treaty, kept)));
        let mut kept = kept.collect::<Option<BTreeMap<Treaty, Kept>>>().context("the benchmark has no treaty")?;
        let mut pick = 12345u64;
        for number in 0..times {
            pick = pick.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = usize::try_from(pick >> 33).unwrap_or(0) % parties.len().max(1);
            let Some((treaty, state)) = parties.get(at) else { bail!("nobody is a party") };
            let fact = world::progress(&kinds, *treaty, *state, date(2026, 6, 1))?;
            let number = FactNo::at(self.facts + u32::try_from(number)?);
            let before = kept.get(treaty).context("a treaty nobody asked about")?;
            let (entered, took) = measured(|| {
                let world = self.world.with_lean(number, &fact);
                before.after(&world, Some(*state), fact.kind).map(|kept| (world, kept))
            });
            seconds.push(took.wall);
            let (world, answer) = entered.context("a treaty nobody asked about")?;
            kept.insert(*treaty, answer);
            self.world = world;
        }
        seconds.sort_by(f64::total_cmp);
        let at = |share: f64| seconds.get((seconds.len() as f64 * share) as usize).copied().unwrap_or(0.0);
        Ok(serde_json::json!({ "median_s": at(0.5), "p99_s": at(0.99) }))
    }

    fn parties(&mut self) -> Vec<(Treaty, facts::State)> {
        self.ask(TODAY, TODAY);
        let mut parties = Vec::new();
        for (treaty, rows) in self.treaties.iter().zip(&self.rows) {
            let mut last = None;
            for (row, _) in rows.iter().filter(|(row, _)| row.standing != Standing::NotBound) {
                if last != Some(row.state) {
                    last = Some(row.state);
                    parties.extend(state(i32::from(row.state)).map(|state| (*treaty, state)));
                }
            }
        }
        parties
    }

    fn dump(&mut self, on: Day, known_by: Day, file: &File) -> Result<serde_json::Value> {
        self.ask(on, known_by);
        let mut out = BufWriter::new(std::fs::File::create(file)?);
        writeln!(
            out,
            "treaty,state,duty,period,about,standing,due,confirmed,consent,threshold,applies,grant,grants,request,requests,proof"
        )?;
        let mut count = 0;
        for (treaty, rows) in self.rows.iter().enumerate() {
            for (row, sources) in rows.iter() {
                self.write(&mut out, treaty, row, sources)?;
                count += 1;
            }
        }
        out.flush()?;
        Ok(serde_json::json!({ "rows": count }))
    }

    fn write(&self, out: &mut impl Write, treaty: usize, row: &Row, sources: Sources<'_>) -> Result<()> {
        let (duty, told) = (self.duty(row), Told::of(sources));
        let period = if (10..12).contains(&duty) { row.unit } else { 0 };
        let about = if duty == 12 { row.unit + 1 } else { -1 };
        let (due, confirmed) = (self.days.number(row.due.last), self.days.number(row.confirmed));
        let Told { consent, threshold, applies, grant, grants, request, requests, proof } = told;
        write!(out, "{treaty},{},{duty},{period},{about},{},{due},{confirmed},", row.state, row.standing as u8)?;
        Ok(writeln!(out, "{consent},{threshold},{applies},{grant},{grants},{request},{requests},{proof}")?)
    }
}

fn answer(took: Took, more: &[(&str, serde_json::Value)]) -> serde_json::Value {
    let mut answer = serde_json::json!({ "cpu_s": took.cpu, "wall_s": took.wall, "peak_mb": peak_mb() });
    for (key, value) in more {
        answer.as_object_mut().into_iter().for_each(|object| {
            object.insert((*key).to_owned(), value.clone());
        });
    }
    answer
}
