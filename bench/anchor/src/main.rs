//! The benchmark's program written by hand, for exactly the rules of `bench/MEANING.md`: what remains when a program need not be
//! general, need not explain itself to a lawyer and will never be asked another law. Driven as described there.

mod arrival;
mod clock;
mod columns;
mod day;
mod duty;
mod entry;
mod facts;
mod months;
mod question;
mod report;
mod roll;
mod rows;
mod silence;
mod sweep;
mod totals;
mod warning;
mod watch;

use facts::Db;
use question::Question;
use rows::Row;
use std::fs::File;
use std::io::{self, BufRead, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

fn main() -> io::Result<()> {
    let folder = std::env::args().nth(1).ok_or_else(|| io::Error::other("usage: anchor FOLDER"))?;
    let start = Instant::now();
    let mut engine = Engine { db: Db::load(&Path::new(&folder).join("facts.bin"))?, rows: Vec::new() };
    let (version, load) = (env!("CARGO_PKG_VERSION"), start.elapsed().as_secs_f64());
    say(&format!("{{\"engine\":\"rust\",\"version\":\"{version}\",\"load_s\":{load:.6}}}"))?;
    for line in io::stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split_whitespace().collect();
        if !words.is_empty() {
            say(&engine.answer(&words)?)?;
        }
    }
    Ok(())
}

fn say(line: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

struct Engine {
    db: Db,
    /// The answer is made in the same memory each time.
    rows: Vec<Row>,
}

impl Engine {
    fn answer(&mut self, words: &[&str]) -> io::Result<String> {
        match words {
            ["one", v, r] => Ok(self.one(&question(v, r)?)),
            ["sweep", days] => Ok(self.sweep(number(days)?)),
            ["fact", times] => Ok(self.fact(number(times)?)),
            ["dump", v, r, file] => self.dump(&question(v, r)?, Path::new(file)),
            _ => Err(io::Error::other(format!("not a question: {}", words.join(" ")))),
        }
    }

    fn one(&mut self, question: &Question) -> String {
        let (db, rows) = (&self.db, &mut self.rows);
        let ((), cost) = clock::measured(|| question.answer(db, rows));
        let check = rows::checksum(&rows::sums(rows));
        format!("{{\"rows\":{},\"check\":{check},{cost}}}", rows.len())
    }

    /// The days evenly taken, counted back from the last.
    fn sweep(&mut self, count: usize) -> String {
        let all = day::month_ends();
        let count = count.clamp(1, all.len());
        let mut days: Vec<i32> = all.iter().rev().step_by(all.len() / count).take(count).copied().collect();
        days.reverse();
        let (check, cost) = clock::measured(|| sweep::sweep(&self.db, &days));
        format!("{{\"days\":{},\"check\":{check},{cost}}}", days.len())
    }

    fn fact(&mut self, repetitions: usize) -> String {
        let times = arrival::times(&mut self.db, repetitions);
        let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or(0.0);
        format!("{{\"median_s\":{:.9},\"p99_s\":{:.9}}}", at(50), at(99))
    }

    fn dump(&mut self, question: &Question, file: &Path) -> io::Result<String> {
        question.answer(&self.db, &mut self.rows);
        rows::write_csv(&self.rows, &mut BufWriter::with_capacity(1 << 20, File::create(file)?))?;
        Ok(format!("{{\"rows\":{}}}", self.rows.len()))
    }
}

fn question(v: &str, r: &str) -> io::Result<Question> {
    let day = |text: &str| day::read(text).ok_or_else(|| io::Error::other(format!("not a day: {text}")));
    Ok(Question::new(day(v)?, day(r)?))
}

fn number(text: &str) -> io::Result<usize> {
    text.parse().map_err(|_| io::Error::other(format!("not a number: {text}")))
}
