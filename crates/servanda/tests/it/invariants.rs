//! The invariants of ARCHITECTURE.md that can be read off the repository itself.

use crate::support::{files, folder, root, servanda_in};
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// What each room may know of the others. Change it only together with ARCHITECTURE.md.
const MAY_KNOW: [(&str, &[&str]); 12] = [
    ("bench", &["facts", "rules", "findings"]),
    ("facts", &[]),
    ("intake", &["facts"]),
    ("rules", &["facts"]),
    ("ledger", &["facts", "tlog"]),
    ("findings", &["facts", "rules"]),
    ("weigh", &["facts", "rules"]),
    ("tlog", &[]),
    ("witness", &["tlog"]),
    ("publish", &["facts", "rules", "findings", "weigh"]),
    ("server", &["publish", "desk", "ledger", "findings", "rules", "facts", "tlog"]),
    (
        "servanda",
        &["facts", "intake", "rules", "ledger", "findings", "publish", "server", "desk", "bench", "weigh", "tlog", "witness"],
    ),
];

fn sources(room: &str) -> Vec<(String, String)> {
    let base = root().join("crates").join(room).join("src");
    files(&base)
        .into_iter()
        .filter(|p| p.extension().is_some_and(|e| e == "rs"))
        .map(|p| (p.display().to_string(), std::fs::read_to_string(&p).unwrap()))
        .collect()
}

/// I6.
#[test]
fn no_room_knows_more_than_the_table_allows() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let allowed: BTreeMap<&str, &[&str]> = MAY_KNOW.into_iter().collect();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let known = allowed.get(name).unwrap_or_else(|| panic!("the room {name} is not in the table"));
        for dependency in package["dependencies"].as_array().unwrap().iter().filter(|d| d["kind"].is_null()) {
            let other = dependency["name"].as_str().unwrap();
            assert!(!allowed.contains_key(other) || known.contains(&other), "{name} must not know {other}");
        }
    }
}

/// I2.
#[test]
fn facts_rules_findings_weigh_and_tlog_do_no_input_and_output_and_know_no_clock() {
    for room in ["facts", "rules", "findings", "weigh", "tlog"] {
        for (file, text) in sources(room) {
            for word in ["std::fs", "std::net", "std::io", "std::env", "std::time", "tokio", "::now("] {
                assert!(!text.contains(word), "{file} mentions {word}");
            }
        }
    }
    for (room, _) in MAY_KNOW.iter().filter(|(room, _)| *room != "servanda") {
        for (file, text) in sources(room) {
            assert!(!text.contains("::now("), "{file} reads a clock");
        }
    }
}

/// I3.
#[test]
fn only_publish_and_server_serialize_for_outsiders() {
    for room in ["facts", "rules", "findings", "weigh", "tlog", "ledger", "intake"] {
        for (file, text) in sources(room) {
            assert!(!text.contains("Serialize"), "{file} serializes");
        }
    }
}

/// I1 and I4, from outside: asking changes nothing in the ledger, and computes nothing into it.
#[test]
fn asking_writes_nothing() {
    let place = folder("asking");
    let case = |name: &str| root().join(format!("crates/weigh/examples/{name}.toml")).display().to_string();
    for arguments in [
        &["findings"][..],
        &["parties"],
        &["backtest"],
        &["explain", "ccm.3.2", "PER"],
        &["calendar"],
        &["diff", "--from", "2022-01-01", "--to", "2022-06-01"],
        &["plan"],
        &["plan", "lausanne.43"],
        &["claims"],
        &["law", "read"],
        &["register", "check"],
        &["register", "load", "--dry-run"],
        &["weigh", "munition", &case("sensor-shell")],
        &["weigh", "operation", &case("joint-operation")],
    ] {
        let output = servanda_in(&place, arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(std::fs::read_dir(&place).unwrap().count(), 0, "no store was made");
    let text = sources("ledger").into_iter().map(|(_, text)| text).collect::<String>();
    assert!(!text.contains("findings") && !text.contains("Finding"), "the ledger knows no findings");
}

/// I7.
#[test]
fn architecture_names_every_room_and_every_room_it_names_exists() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let rooms: BTreeSet<String> = std::fs::read_dir(root().join("crates"))
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    for room in &rooms {
        assert!(text.contains(&format!("`crates/{room}`")), "ARCHITECTURE.md does not name crates/{room}");
    }
    for named in text.split('`').filter_map(|t| t.strip_prefix("crates/")) {
        let room = named.split('/').next().unwrap();
        assert!(rooms.contains(room), "ARCHITECTURE.md names crates/{room}, which is not there");
        assert!(
            root().join("crates").join(named.trim_end_matches('/')).exists(),
            "ARCHITECTURE.md names crates/{named}, which is not there"
        );
    }
}

/// The machine never judges a State.
#[test]
fn no_sentence_and_no_row_speaks_of_violation_or_breach() {
    let told = ["locales", "law", "register"].map(|f| root().join(f));
    for path in told.iter().flat_map(|f| files(f)) {
        let text = std::fs::read_to_string(&path).unwrap().to_lowercase();
        for word in ["violat", "breach", "non-complian", "laggard", "rogue"] {
            // Addresses of sources are as they are.
            let spoken = text.split_whitespace().filter(|w| !w.contains("://") && !w.contains("www.")).any(|w| w.contains(word));
            assert!(!spoken, "{} says \"{word}…\"", path.display());
        }
    }
}
