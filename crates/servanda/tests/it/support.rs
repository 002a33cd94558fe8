//! What the tests share: the program, run with arguments; folders of their own; the copy of outside data where there is one.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A file of the data collected from outside, which stays beside the repository. Where it is absent, the test says so in one
/// line and has nothing to compare with.
pub fn outside(name: &str) -> Option<String> {
    let text = std::fs::read_to_string(root().join("../shared").join(name)).ok();
    if text.is_none() {
        // Written past the test runner, which would keep it to itself when the test passes.
        let _ = writeln!(std::io::stderr(), "../shared/{name} is absent: nothing to compare with");
    }
    text
}

/// An empty folder of this test's own.
pub fn folder(name: &str) -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let unique = format!("servanda-{}-{}-{name}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let path = std::env::temp_dir().join(unique);
    std::fs::create_dir_all(&path).unwrap();
    path
}

/// The program, started in a folder of its own.
pub fn servanda(arguments: &[&str]) -> Output {
    servanda_in(&folder("run"), arguments)
}

/// The program, started in that folder.
pub fn servanda_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_servanda")).args(arguments).current_dir(folder).output().unwrap()
}

/// What the program prints, where all is well.
#[track_caller]
pub fn printed(arguments: &[&str]) -> String {
    let output = servanda(arguments);
    assert!(output.status.success(), "servanda {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What the program answers as JSON.
#[track_caller]
pub fn json(arguments: &[&str]) -> serde_json::Value {
    serde_json::from_str(&printed(&[arguments, &["--format", "json"]].concat())).unwrap()
}

/// Every file below a folder, by name.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// One finding of one State under one rule.
#[track_caller]
pub fn finding(rule: &str, state: &str, dates: &[&str]) -> serde_json::Value {
    let answer = json(&[&["findings", "--rule", rule, "--state", state], dates].concat());
    answer["findings"].as_array().unwrap().first().unwrap_or_else(|| panic!("no finding for {rule} {state} {dates:?}")).clone()
}
