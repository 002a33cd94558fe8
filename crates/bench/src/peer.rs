//! A running engine: a program of its own that is asked line by line. `bench/MEANING.md`, "How an engine is driven".

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// An engine that has loaded its facts and waits.
pub(crate) struct Peer {
    pub name: String,
    pub version: String,
    pub load_s: f64,
    child: Child,
    asks: ChildStdin,
    tells: BufReader<ChildStdout>,
}

/// How an engine is called: its name in the tables, and its program with what comes before the folder of facts.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub name: &'static str,
    pub program: Vec<String>,
}

impl Call {
    /// Starts the engine on the facts of a folder and waits until it has loaded them.
    pub fn start(&self, folder: &Path) -> Result<Peer> {
        let [program, before @ ..] = self.program.as_slice() else { bail!("{} has no program", self.name) };
        let mut child = Command::new(program)
            .args(before)
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} cannot be started: {program}", self.name))?;
        let asks = child.stdin.take().context("no way in")?;
        let tells = BufReader::new(child.stdout.take().context("no way out")?);
        let (name, version) = (self.name.to_owned(), String::new());
        let mut peer = Peer { name, version, load_s: 0.0, child, asks, tells };
        let ready = peer.hear()?;
        peer.version = ready.get("version").map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned)).unwrap_or_default();
        peer.load_s = number(&ready, "load_s").unwrap_or(0.0);
        Ok(peer)
    }
}

impl Peer {
    /// Asks one line and hears the answer.
    pub fn ask(&mut self, line: &str) -> Result<Value> {
        writeln!(self.asks, "{line}").and_then(|()| self.asks.flush()).with_context(|| format!("{} is gone", self.name))?;
        self.hear().with_context(|| format!("asked \"{line}\""))
    }

    fn hear(&mut self) -> Result<Value> {
        let mut line = String::new();
        if self.tells.read_line(&mut line).with_context(|| format!("{} is gone", self.name))? == 0 {
            bail!("{} ended without an answer", self.name);
        }
        serde_json::from_str(&line).map_err(|e| anyhow!("{} said \"{}\": {e}", self.name, line.trim()))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // An engine ends when nothing is asked any more; one that does not is ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A number of an answer.
pub(crate) fn number(answer: &Value, key: &str) -> Option<f64> {
    answer.get(key).and_then(Value::as_f64)
}
