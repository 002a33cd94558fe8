//! What the witness remembers when it is stopped between any two steps, or its disk breaks: it never signs a smaller tree or another one.

use crate::support::{Chance, Log, clock, folder, log_key, put, quiet, witness_in};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tlog::{Algorithm, SecretKey};
use witness::{Folder, KeepError, Refusal, Store, Witness, WitnessError, key_in};

/// A disk that breaks once, before or after the file is there.
struct Breaking {
    folder: Folder,
    saved: Arc<AtomicUsize>,
    at: usize,
    after: bool,
}

impl Store for Breaking {
    fn load(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        self.folder.load(name)
    }
    fn save(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let now = self.saved.fetch_add(1, Ordering::Relaxed) == self.at;
        if now && !self.after {
            return Err(io::Error::other("the disk is broken"));
        }
        self.folder.save(name, bytes)?;
        if now { Err(io::Error::other("the disk is broken")) } else { Ok(()) }
    }
}

fn key() -> SecretKey {
    SecretKey::from_seed("w.example", Algorithm::CosignatureEd25519, [5; 32]).unwrap()
}

fn open(path: &Path) -> Witness {
    Witness::open(Box::new(Folder::open(path, "lock").unwrap()), key(), vec![log_key().public()], quiet()).unwrap()
}

/// Stopped between the moment the checkpoint is on the disk and the answer, or just before: whoever starts again knows the one or the other.
#[test]
fn a_witness_stopped_at_any_moment_never_signs_a_smaller_tree_or_another_one() {
    let log = Log::of(200);
    let other = log.fork(60, 200, "other");
    for seed in 0..60 {
        let mut chance = Chance(seed);
        let path = folder("stopped");
        let mut greatest = 0;
        for _ in 0..6 {
            let saved = Arc::new(AtomicUsize::new(0));
            let at = chance.below(4) as usize;
            let store = Breaking {
                folder: Folder::open(&path, "lock").unwrap(),
                saved: Arc::clone(&saved),
                at,
                after: chance.below(2) == 0,
            };
            let witness = Witness::open(Box::new(store), key(), vec![log_key().public()], quiet()).unwrap();
            let mut broken = false;
            for _ in 0..8 {
                let known = witness.latest(crate::support::ORIGIN).map_or(0, |latest| latest.checkpoint.size);
                assert!(known >= greatest, "what was answered is remembered: {known} after {greatest}");
                let branch = if chance.below(2) == 0 { &log } else { &other };
                let size = chance.between(known, (known + 12).min(200));
                match witness.add(branch.request(known, size).as_bytes(), clock) {
                    Ok(_) => {
                        assert!(!broken, "nothing is signed after the disk broke");
                        assert!(size >= greatest);
                        greatest = size;
                    }
                    Err(Refusal::Closed(_)) => {
                        broken = true;
                        let now = witness.latest(crate::support::ORIGIN).map_or(0, |latest| latest.checkpoint.size);
                        assert_eq!(now, known, "in memory stays what was");
                    }
                    Err(_) => {}
                }
            }
        }
        // On the disk lies one history, and it is not behind what was answered.
        let last = open(&path).latest(crate::support::ORIGIN).map(|latest| latest.checkpoint);
        let Some(last) = last else { continue };
        assert!(last.size >= greatest);
        assert!([&log, &other].iter().any(|branch| branch.tree.root_at(last.size) == Some(last.root)));
    }
}

#[test]
fn after_a_failed_write_nothing_is_signed_and_the_disk_is_not_asked_again() {
    let path = folder("closed");
    let saved = Arc::new(AtomicUsize::new(0));
    let store = Breaking { folder: Folder::open(&path, "lock").unwrap(), saved: Arc::clone(&saved), at: 1, after: true };
    let witness = Witness::open(Box::new(store), key(), vec![log_key().public()], quiet()).unwrap();
    let log = Log::of(50);
    witness.add(log.request(0, 10).as_bytes(), clock).unwrap();
    for (old, size) in [(10, 20), (10, 20), (10, 10), (20, 30)] {
        let refusal = witness.add(log.request(old, size).as_bytes(), clock).unwrap_err();
        assert!(matches!(&refusal, Refusal::Closed(why) if why.contains("the disk is broken")), "{refusal}");
        assert_eq!(refusal.status(), 503);
    }
    assert_eq!(saved.load(Ordering::Relaxed), 2, "written once, failed once, and never again");
    assert!(witness.page().contains("signs nothing until it is started again"));
    drop(witness);
    let witness = open(&path);
    assert_eq!(
        witness.add(log.request(10, 30).as_bytes(), clock),
        Err(Refusal::AnotherSize(20)),
        "the write had reached the disk"
    );
    witness.add(log.request(20, 30).as_bytes(), clock).unwrap();
}

#[test]
fn a_memory_that_was_changed_is_not_the_same_as_none() {
    let path = folder("changed");
    let log = Log::of(50);
    witness_in(&path).add(log.request(0, 10).as_bytes(), clock).unwrap();
    let file = "logs/log.example%2ftreaties.checkpoint";
    let good = std::fs::read_to_string(path.join(file)).unwrap();
    let cut = good.rsplit_once("— w.example").unwrap().0.to_owned();
    for changed in
        [String::new(), good.replace("\n10\n", "\n1\n"), cut, good.replace("log.example", "log.example.org"), log.note(10)]
    {
        put(&path, file, changed.as_bytes());
        let folder = Folder::open(&path, "lock").unwrap();
        let key = key_in(&folder, "w.example").unwrap();
        let opened = Witness::open(Box::new(folder), key, vec![log_key().public()], quiet());
        let error = opened.err().unwrap();
        assert!(matches!(error, WitnessError::Memory { .. }), "{error}");
        assert!(error.to_string().contains("never delete it"));
    }
    put(&path, file, good.as_bytes());
    witness_in(&path).add(log.request(10, 20).as_bytes(), clock).unwrap();
}

#[test]
fn two_witnesses_do_not_share_a_folder() {
    let path = folder("shared");
    let first = witness_in(&path);
    assert!(matches!(Folder::open(&path, "lock"), Err(KeepError::InUse { .. })));
    drop(first);
    witness_in(&path);
}

#[test]
fn the_key_is_made_once_and_is_for_its_owner_alone() {
    let path = folder("key");
    let first = witness_in(&path).key();
    assert_eq!(witness_in(&path).key(), first);
    assert_ne!(witness_in(&folder("key")).key(), first, "another folder, another key");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let rights = std::fs::metadata(path.join("witness.key")).unwrap().permissions().mode();
        assert_eq!(rights & 0o777, 0o600);
    }
    let folder = Folder::open(&path, "lock").unwrap();
    let error = key_in(&folder, "another.example").unwrap_err();
    assert!(error.to_string().contains("holds the key of w.example, not of another.example"), "{error}");
    let secret = std::fs::read_to_string(path.join("witness.key")).unwrap();
    let seed = secret.trim_end().rsplit('+').next().unwrap();
    put(&path, "witness.key", secret.replace("w.example", "v.example").as_bytes());
    let error = key_in(&folder, "w.example").unwrap_err();
    assert!(!format!("{error} {error:?}").contains(seed), "no message shows the key");
}

#[test]
fn a_key_that_is_not_a_logs_is_refused() {
    let store = || Box::new(Folder::open(&folder("logs"), "lock").unwrap());
    let error = Witness::open(store(), key(), vec![key().public()], quiet()).err().unwrap();
    assert!(matches!(error, WitnessError::Log { .. }), "{error}");
    let long = SecretKey::from_seed(&"x/".repeat(100), Algorithm::Ed25519, [1; 32]).unwrap().public();
    assert!(Witness::open(store(), key(), vec![long], quiet()).is_err());
}

#[test]
fn a_log_with_two_keys_is_one_log() {
    let second = SecretKey::from_seed(crate::support::ORIGIN, Algorithm::Ed25519, [9; 32]).unwrap();
    let path = folder("keys");
    let keys = vec![log_key().public(), second.public()];
    let witness = Witness::open(Box::new(Folder::open(&path, "lock").unwrap()), key(), keys, quiet()).unwrap();
    let log = Log::of(9);
    witness.add(log.request(0, 4).as_bytes(), clock).unwrap();
    let text = log.checkpoint(9).text();
    let note = tlog::Note { signatures: vec![second.sign_note(&text)], text };
    let body = witness::Request::write(4, &log.tree.consistency(4, 9).unwrap(), &note.to_string());
    witness.add(body.as_bytes(), clock).unwrap();
}
