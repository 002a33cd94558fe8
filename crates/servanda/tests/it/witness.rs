//! A witness and a monitor as people run them: the programs, a log in a folder, and what is printed.

use crate::commands::bad;
use crate::support::{folder, servanda_in};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tlog::{Algorithm, Checkpoint, Note, PublicKey, SecretKey, TILE, Tile, Tree, Verified, bundle, leaf_hash};
use witness::{Answer, cosign};

const ORIGIN: &str = "servanda.example/log";

fn key() -> SecretKey {
    SecretKey::from_seed(ORIGIN, Algorithm::Ed25519, [1; 32]).unwrap()
}

/// Writes a log of so many entries, signed, with these cosignatures. Its tree.
fn write(place: &Path, entries: u64, branch: &str, cosigned: impl Fn(&str, &Tree) -> Vec<tlog::Signature>) {
    let leaves: Vec<String> =
        (1..=entries).map(|n| format!("{{\"entry\":\"fact\",\"form\":\"1\",\"id\":\"{branch}{n}\"}}")).collect();
    let tree: Tree = leaves.iter().map(|leaf| leaf_hash(leaf.as_bytes())).collect();
    let put = |name: &str, bytes: &[u8]| {
        std::fs::create_dir_all(place.join(name).parent().unwrap()).unwrap();
        std::fs::write(place.join(name), bytes).unwrap();
    };
    for tile in Tile::bundles(entries) {
        let from = (tile.index * TILE) as usize;
        put(&tile.path(), &bundle(leaves[from..from + usize::from(tile.width)].iter().map(String::as_bytes)).unwrap());
    }
    for tile in Tile::of_tree(entries) {
        put(&tile.path(), &tree.tile(&tile).unwrap());
    }
    let text = Checkpoint { origin: ORIGIN.to_owned(), size: entries, root: tree.root() }.text();
    let mut signatures = vec![key().sign_note(&text)];
    let bare = Note { text: text.clone(), signatures: signatures.clone() }.to_string();
    signatures.extend(cosigned(&bare, &tree));
    put("checkpoint", Note { text, signatures }.to_string().as_bytes());
}

/// A witness as its operator runs it; it ends with the test.
struct Running {
    child: Child,
    address: String,
    policy: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn witness(place: &Path) -> Running {
    let origin = key().public().to_string();
    let arguments = ["witness", "--origin", &origin, "--name", "w.example", "--keep", "kept", "--listen", "127.0.0.1:0"];
    let mut child = Command::new(env!("CARGO_BIN_EXE_servanda"))
        .args(arguments)
        .current_dir(place)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let first = lines.next().unwrap();
    let address = first.split(", ").nth(1).unwrap().to_owned();
    let policy = lines.find_map(|line| line.strip_prefix("in a policy:").map(|line| line.trim().to_owned())).unwrap();
    Running { child, address, policy }
}

#[test]
fn a_witness_keeps_its_key_and_its_memory_over_a_hard_stop() {
    let place = folder("witness");
    let tree: Tree = (0..50u8).map(|n| leaf_hash(&[n])).collect();
    let note = |size| {
        let text = Checkpoint { origin: ORIGIN.to_owned(), size, root: tree.root_at(size).unwrap() }.text();
        Note { signatures: vec![key().sign_note(&text)], text }
    };
    let mut policy = String::new();
    for (old, size) in [(0, 20), (20, 50)] {
        let running = witness(&place);
        let public: PublicKey = running.policy.split(' ').nth(2).unwrap().parse().unwrap();
        let proof = tree.consistency(old, size).unwrap();
        let Ok(Answer::Lines(lines)) = cosign(&running.address, old, &proof, &note(size).to_string()) else { panic!() };
        let cosigned = Note { signatures: lines, ..note(size) };
        let Verified::Yes { time: Some(time) } = public.verify(&cosigned) else { panic!() };
        assert!(time > 1_700_000_000, "by the clock: {time}");
        assert!(matches!(cosign(&running.address, 0, &[], &note(size).to_string()), Ok(Answer::Behind(known)) if known == size));
        let key = running.policy.rsplit_once(' ').unwrap().0.to_owned();
        assert!(policy.is_empty() || policy == key, "the key stays");
        policy = key;
    }
}

#[test]
fn a_witness_that_cannot_start_says_why() {
    let key = key().public().to_string();
    bad(&["witness", "--origin", "nobody", "--name", "w", "--keep", "kept"], &["\"nobody\" is no file", "NAME+12345678+BASE64"]);
    bad(&["witness", "--origin", &key, "--name", "w", "--keep", "kept", "--listen", "nowhere"], &["cannot listen on nowhere"]);
    let place = folder("names");
    std::fs::write(place.join("log.vkey"), format!("{key}\n")).unwrap();
    let output = servanda_in(
        &place,
        &["witness", "--origin", "log.vkey", "--name", "a name", "--keep", "kept", "--listen", "127.0.0.1:0"],
    );
    assert!(String::from_utf8_lossy(&output.stderr).contains("\"a name\" cannot be the name of a key"));
}

struct Watched {
    place: PathBuf,
    running: Running,
}

impl Watched {
    fn new() -> Self {
        let place = folder("monitor");
        let running = witness(&place);
        let policy = format!("log {}\n{}\nquorum w.example\n", key().public(), running.policy);
        std::fs::write(place.join("policy"), policy).unwrap();
        Self { place, running }
    }
    fn write(&self, name: &str, entries: u64, branch: &str, old: u64) {
        write(&self.place.join(name), entries, branch, |note, tree| {
            match cosign(&self.running.address, old, &tree.consistency(old, entries).unwrap(), note) {
                Ok(Answer::Lines(lines)) => lines,
                _ => Vec::new(),
            }
        });
    }
    fn look(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = servanda_in(&self.place, &[&["monitor", "--policy", "policy", "--keep", "mirror"], arguments].concat());
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        (output.status.code(), said)
    }
}

#[test]
fn a_log_that_grows_holds_and_a_log_with_two_histories_does_not() {
    let watched = Watched::new();
    watched.write("log", 300, "", 0);
    let (code, said) = watched.look(&["log"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("holds: log: 300 entries, 300 new; seen by w.example"), "{said}");
    watched.write("log", 310, "", 300);
    let (code, said) = watched.look(&["log", "--format", "json"]);
    let look: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, &look["holds"], &look["entries"]), (Some(0), &true.into(), &310.into()), "{said}");
    // The witness does not cosign the other history; the monitor proves it.
    watched.write("other", 320, "other-", 310);
    let (code, said) = watched.look(&["log", "other", "--format", "json"]);
    let look: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, &look["holds"]), (Some(1), &false.into()), "{said}");
    let kinds: Vec<&str> = look["findings"].as_array().unwrap().iter().map(|f| f["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["two-histories", "holds", "not-yet-seen"], "{said}");
    let (code, said) = watched.look(&["log", "--format", "csv"]);
    assert!(code == Some(1) && said.contains(",no,proof-kept,"), "{said}");
    let (code, said) = watched.look(&["mirror"]);
    assert!(code == Some(2) && said.contains("is the mirror itself"), "{said}");
}

#[test]
fn a_monitor_that_cannot_look_says_why() {
    bad(&["monitor", "log", "--policy", "policy", "--keep", "mirror"], &["policy cannot be read"]);
    let watched = Watched::new();
    let (code, said) = watched.look(&[]);
    assert!(code == Some(2) && said.contains("there is no place to look at"), "{said}");
    let (code, said) = watched.look(&["ftp://there"]);
    assert!(code == Some(2) && said.contains("is not a place where a log can be read"), "{said}");
    std::fs::write(watched.place.join("policy"), "quorum everybody\n").unwrap();
    let (code, said) = watched.look(&["log"]);
    assert!(code == Some(2) && said.contains("policy: the policy, line 1"), "{said}");
}
