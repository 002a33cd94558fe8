//! The benchmark measures the same meaning everywhere: the rules from `bench/law` give, row for row, what the plain-Python
//! specification gives. Times are not tested.

use crate::support::root;
use bench::{Named, SEED, generate};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Asks an engine some lines and hears its answers; none where its program is not there.
fn asked(program: &str, before: &[&str], folder: &Path, lines: &str) -> Option<Vec<serde_json::Value>> {
    let mut engine = Command::new(program)
        .args(before)
        .arg(folder)
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    engine.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = engine.wait_with_output().unwrap();
    assert!(output.status.success(), "{program} broke down");
    let told = String::from_utf8(output.stdout).unwrap();
    Some(told.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("servanda-bench-test-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    generate(&Named::of("10k").unwrap().size, SEED).write(&folder.join("facts.bin")).unwrap();
    folder
}

#[test]
fn the_rules_from_law_files_give_row_for_row_what_the_specification_gives() {
    let folder = folder();
    let file = |name: &str| folder.join(name).display().to_string();
    let lines = |name: &str| {
        format!(
            "dump 2026-11-15 2026-11-15 {}\ndump 2019-06-30 2026-11-15 {}\ndump 2016-02-29 2016-02-29 {}\nsweep 22\n",
            file(&format!("{name}-a")),
            file(&format!("{name}-b")),
            file(&format!("{name}-c"))
        )
    };
    let ours = asked(env!("CARGO_BIN_EXE_servanda"), &["bench", "--engine"], &folder, &lines("ours")).unwrap();
    let Some(theirs) = asked("python3", &["bench/spec.py"], &folder, &lines("theirs")) else {
        eprintln!("not compared: there is no python3 to run bench/spec.py");
        return;
    };
    for day in ["a", "b", "c"] {
        let (ours, theirs) = (std::fs::read(file(&format!("ours-{day}"))), std::fs::read(file(&format!("theirs-{day}"))));
        assert_eq!(String::from_utf8(ours.unwrap()), String::from_utf8(theirs.unwrap()), "the rows of question {day}");
    }
    assert_eq!(ours[4]["check"], theirs[4]["check"], "the sums of 22 months");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_size_that_is_not_known_is_refused_with_those_that_are() {
    let output = Command::new(env!("CARGO_BIN_EXE_servanda")).args(["bench", "--size", "7k"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("\"7k\" is not a size; allowed: 10k, 100k, 1m, 10m"), "{said}");
}

#[test]
fn an_engine_that_is_absent_is_named_and_passed_over() {
    let kept = std::env::temp_dir().join(format!("servanda-bench-absent-{}", std::process::id()));
    let output = Command::new(env!("CARGO_BIN_EXE_servanda"))
        .args(["bench", "--size", "10k", "--rounds", "1", "--engines", "servanda,duckdb", "--format", "json", "--kept"])
        .arg(&kept)
        .output()
        .unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(answer["absent"][0].as_str().unwrap().starts_with("duckdb: "), "{answer}");
    assert_eq!(answer["checksums_equal"], true);
    let runs = answer["runs"].as_array().unwrap();
    assert!(runs.iter().all(|run| run["engine"] == "servanda" && run["facts"] == 10_000), "{answer}");
    std::fs::remove_dir_all(&kept).unwrap();
}
