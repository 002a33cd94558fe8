//! What the monitor finds: two histories in one look, nothing where there is nothing, and a mirror that a lost server can be built from.

use crate::support::{Chance, Log, NOW, ORIGIN, folder, log_key, put, serve_folder, witness_key};
use std::path::{Path, PathBuf};
use tlog::{Policy, Tile};
use witness::{Conflict, Finding, Folder, Kind, Monitor, MonitorError, Source};

const DAY: u64 = 86_400;

/// Two of three witnesses are needed.
fn policy() -> Policy {
    let witnesses: String = (1..=3).map(|n| format!("witness w{n} {}\n", witness_key(n).public())).collect();
    format!("log {}\n{witnesses}group us 2 w1 w2 w3\nquorum us\n", log_key().public()).parse().unwrap()
}

/// A log that two witnesses saw just now.
pub fn log_of(entries: u64) -> Log {
    Log { witnesses: vec![(1, NOW), (3, NOW)], ..Log::of(entries) }
}

/// A log written into a folder of its own.
pub fn written(log: &Log) -> PathBuf {
    let path = folder("log");
    log.write(&path);
    path
}

pub fn open(keep: &Path, places: &[&Path]) -> Result<Monitor, MonitorError> {
    let sources = places.iter().map(|place| Source::parse(place.to_str().unwrap()).unwrap()).collect();
    Monitor::open(keep, policy(), sources, DAY)
}

/// One look of a monitor that is started for it, as from a table of jobs.
#[track_caller]
pub fn look(keep: &Path, places: &[&Path]) -> Vec<Finding> {
    open(keep, places).unwrap().look(NOW).unwrap()
}

pub fn kinds(findings: &[Finding]) -> Vec<Kind> {
    findings.iter().map(|finding| finding.kind).collect()
}

pub fn found(findings: &[Finding], kind: Kind) -> bool {
    findings.iter().any(|finding| finding.kind == kind)
}

/// The proofs kept, each checked with nothing but itself and the log's key.
#[track_caller]
pub fn proofs(keep: &Path) -> Vec<Conflict> {
    let mut proofs = Vec::new();
    for entry in std::fs::read_dir(keep.join("conflicts")).into_iter().flatten() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let folder = Folder::open(keep, ".monitor/lock").unwrap();
        let proof = Conflict::kept(&folder, &name).unwrap().unwrap();
        proof.check(&[log_key().public()]).unwrap_or_else(|error| panic!("{name}: {error}"));
        proofs.push(proof);
    }
    proofs
}

/// Does the same for many seeds, several at a time, since most of it is waiting for the disk.
pub fn for_seeds(seeds: u64, trial: impl Fn(u64) + Sync) {
    let next = std::sync::atomic::AtomicU64::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    if seed >= seeds {
                        return;
                    }
                    trial(seed);
                }
            });
        }
    });
}

#[test]
fn good_logs_that_grow_are_never_accused_100_of_100() {
    for_seeds(100, |seed| {
        let mut chance = Chance(1000 + seed);
        let keep = folder("keep");
        let full = log_of(0).fork(0, 900, "");
        let [here, there] = [folder("here"), folder("there")];
        let address = PathBuf::from(if seed % 5 == 0 { serve_folder(&here) } else { here.to_str().unwrap().to_owned() });
        let mut sizes = [0, 0];
        let mut kept: Option<Monitor> = None;
        for step in 0..chance.between(2, 4) {
            for (place, size) in [&here, &there].into_iter().zip(&mut sizes) {
                *size = (*size + chance.below(401)).min(900);
                let mut log = full.fork(*size, *size, "");
                // Any two of three, or all; and now and then the same size with newer cosignatures.
                let without = chance.below(4) as u8;
                log.witnesses = (1..=3).filter(|n| *n != without).map(|n| (n, NOW - chance.below(DAY / 2))).collect();
                log.write(place);
            }
            if step == 0 || chance.below(2) == 0 {
                drop(kept.take()); // stopped, before it starts again
                kept = Some(open(&keep, &[&address, &there]).unwrap());
            }
            let monitor = kept.as_mut().unwrap();
            let findings = monitor.look(NOW).unwrap();
            assert!(findings.iter().all(Finding::holds), "seed {seed}: {findings:#?}");
            assert_eq!(monitor.size(), *sizes.iter().max().unwrap(), "seed {seed}: {findings:#?}");
        }
        drop(kept);
        assert!(!keep.join("conflicts").exists());
        let size = *sizes.iter().max().unwrap();
        check_mirror(&keep, &full.fork(size, size, ""));
    });
}

/// The mirror has every file that the log has, byte by byte; and it is itself a place where the log can be read.
#[track_caller]
fn check_mirror(keep: &Path, log: &Log) {
    let exported = folder("exported");
    log.write_tiles(&exported, log.size());
    for tile in Tile::bundles(log.size()).chain(Tile::of_tree(log.size())) {
        let [kept, exported] = [keep, &exported].map(|place| std::fs::read(place.join(tile.path())).ok());
        assert_eq!(kept, exported, "{}", tile.path());
    }
    let checkpoint = std::fs::read_to_string(keep.join("checkpoint")).unwrap();
    assert!(checkpoint.starts_with(&log.checkpoint(log.size()).text()));
    assert_eq!(std::fs::read_to_string(keep.join(format!("checkpoints/{}", log.size()))).unwrap(), checkpoint);
    assert_eq!(std::fs::read_to_string(keep.join("key")).unwrap(), format!("{}\n", log_key().public()));
    let again = look(&folder("again"), &[keep]);
    assert_eq!(kinds(&again), [Kind::Holds], "{again:#?}");
}

#[test]
fn every_checkpoint_that_was_seen_stays_in_the_mirror_and_full_tiles_take_the_place_of_partial_ones() {
    let keep = folder("keep");
    let place = folder("log");
    for size in [10, 255, 256, 300, 520] {
        log_of(size).write(&place);
        look(&keep, &[&place]);
    }
    for size in [10, 255, 256, 300, 520] {
        let kept = std::fs::read_to_string(keep.join(format!("checkpoints/{size}"))).unwrap();
        assert_eq!(kept, log_of(size).note(size));
    }
    for gone in ["tile/0/000.p", "tile/entries/000.p", "tile/0/001.p", "tile/entries/001.p"] {
        assert!(!keep.join(gone).exists(), "{gone}");
    }
    assert!(keep.join("tile/1/000.p/1").exists(), "of a tile that is still partial all stay");
    check_mirror(&keep, &log_of(520));
}

/// The checkpoint enters last: stopped before, the mirror is what it was, with files beside it that nobody counts.
#[test]
fn a_monitor_stopped_while_entries_enter_goes_on_from_what_it_had() {
    let keep = folder("keep");
    look(&keep, &[&written(&log_of(200))]);
    log_of(600).write_tiles(&keep, 600);
    put(&keep, ".tile.new", b"half a fi");
    put(&keep, ".monitor/incoming/tile/entries/002.p/88", b"half a bun");
    assert_eq!(open(&keep, &[&written(&log_of(200))]).unwrap().size(), 200);
    assert_eq!(kinds(&look(&keep, &[&written(&log_of(520))])), [Kind::Holds]);
    check_mirror(&keep, &log_of(520));
    assert!(!keep.join(".monitor/incoming").exists());
}

#[test]
fn a_partial_tile_that_is_gone_is_read_as_the_beginning_of_the_full_one() {
    let place = folder("log");
    log_of(300).write_tiles(&place, 300);
    put(&place, "checkpoint", log_of(200).note(200).as_bytes());
    let keep = folder("keep");
    assert_eq!(kinds(&look(&keep, &[&place])), [Kind::Holds]);
    check_mirror(&keep, &log_of(200));
}

#[test]
fn a_source_that_goes_back_is_told_and_not_called_two_histories() {
    let keep = folder("keep");
    let place = folder("log");
    log_of(300).write(&place);
    look(&keep, &[&place]);
    log_of(250).write(&place);
    for _ in 0..2 {
        let findings = look(&keep, &[&place]);
        assert!(found(&findings, Kind::Smaller) && !found(&findings, Kind::TwoHistories), "{findings:#?}");
        assert!(findings.iter().any(|f| f.words.contains("shows 250 entries, and showed 300 before")), "{findings:#?}");
    }
    assert_eq!(open(&keep, &[&place]).unwrap().size(), 300, "the mirror does not go back");
    log_of(310).write(&place);
    assert_eq!(kinds(&look(&keep, &[&place])), [Kind::Holds], "told as long as it lasts");
}

#[test]
fn a_source_that_is_behind_is_no_accusation() {
    let keep = folder("keep");
    let [ahead, behind] = [written(&log_of(300)), written(&log_of(120))];
    for places in [[&ahead, &behind], [&behind, &ahead]] {
        let findings = look(&keep, &places.map(PathBuf::as_path));
        assert!(findings.iter().all(Finding::holds), "{findings:#?}");
    }
    assert!(look(&keep, &[&behind]).iter().all(Finding::holds));
    assert!(keep.join("checkpoints/120").exists());
}

#[test]
fn too_few_witnesses_are_told_and_nothing_enters_until_there_are_enough() {
    let keep = folder("keep");
    let mut log = log_of(40);
    log.witnesses = vec![(2, NOW)];
    let place = written(&log);
    for _ in 0..2 {
        let findings = look(&keep, &[&place]);
        assert_eq!(kinds(&findings), [Kind::NoQuorum], "{findings:#?}");
        assert!(findings[0].words.contains("w2") && findings[0].words.contains("2 of 3"), "{}", findings[0].words);
        assert!(!keep.join("checkpoint").exists() && !keep.join("tile").exists());
    }
    log.witnesses.push((1, NOW));
    log.write(&place);
    assert_eq!(kinds(&look(&keep, &[&place])), [Kind::Holds]);
    check_mirror(&keep, &log_of(40));
}

#[test]
fn a_checkpoint_that_witnesses_have_still_to_see_is_not_amiss_for_a_day() {
    let keep = folder("keep");
    look(&keep, &[&written(&log_of(40))]);
    let mut log = log_of(45);
    log.witnesses.pop();
    let place = written(&log);
    let mut monitor = open(&keep, &[&place]).unwrap();
    for (later, kind) in [(0, Kind::NotYetSeen), (DAY, Kind::NotYetSeen), (DAY + 1, Kind::NoQuorum)] {
        let findings = monitor.look(NOW + later).unwrap();
        assert_eq!(kinds(&findings), [kind], "{findings:#?}");
        assert_eq!(monitor.size(), 40, "and nothing of it enters");
    }
}

#[test]
fn cosignatures_that_are_too_old_are_told_and_new_ones_are_kept() {
    let keep = folder("keep");
    let mut log = log_of(40);
    for (times, kind) in [
        ([NOW, NOW - DAY], Kind::Holds),
        ([NOW, NOW - DAY - 1], Kind::Stale),
        ([NOW - 3 * DAY, NOW - DAY - 1], Kind::Stale),
        // A day that has not come says nothing about today.
        ([NOW, NOW + DAY], Kind::Stale),
        ([NOW, NOW + 60], Kind::Holds),
    ] {
        log.witnesses = vec![(1, times[0]), (2, times[1])];
        let findings = look(&keep, &[&written(&log)]);
        assert_eq!(findings.iter().any(|f| f.kind == Kind::Stale), kind == Kind::Stale, "{times:?}: {findings:#?}");
        assert!(!found(&findings, Kind::TwoHistories));
    }
    log.witnesses = vec![(1, NOW + 100), (2, NOW + 100)];
    look(&keep, &[&written(&log)]);
    assert_eq!(std::fs::read_to_string(keep.join("checkpoint")).unwrap(), log.note(40), "the newest is kept");
}

#[test]
fn what_the_log_did_not_sign_is_not_its_word() {
    let keep = folder("keep");
    let place = folder("log");
    let log = log_of(40);
    log.write(&place);
    let note = log.note(40);
    let other = note.replace(&log_key().sign_note(&log.checkpoint(40).text()).to_string(), "");
    let mut bits = note.clone();
    let at = note.find("log.example/treaties ").unwrap() + 40;
    bits.replace_range(at..=at, if &note[at..=at] == "A" { "B" } else { "A" });
    for (checkpoint, kind) in [
        (other.as_str(), Kind::NotSigned),
        (&bits, Kind::NotSigned),
        (&note.replace("\n40\n", "\n41\n"), Kind::NotSigned),
        ("", Kind::Unreadable),
        ("welcome\n", Kind::Unreadable),
    ] {
        put(&place, "checkpoint", checkpoint.as_bytes());
        let findings = look(&keep, &[&place]);
        assert_eq!(kinds(&findings), [kind], "{checkpoint}: {findings:#?}");
        assert!(!keep.join("checkpoint").exists() && !keep.join(".monitor/seen").exists());
    }
    std::fs::remove_file(place.join("checkpoint")).unwrap();
    assert_eq!(kinds(&look(&keep, &[&place])), [Kind::Unreadable]);
    assert_eq!(kinds(&look(&keep, &[Path::new("http://127.0.0.1:1/log")])), [Kind::Unreachable]);
}

/// Changed files without the log's key: nothing is said about the log's history, and nothing of it enters.
#[test]
fn files_that_are_not_what_was_signed_do_not_add_up() {
    let good = log_of(600);
    let other = good.fork(300, 600, "other");
    let change = |name: &str, bytes: Option<Vec<u8>>| {
        let place = written(&good);
        match bytes {
            Some(bytes) => put(&place, name, &bytes),
            None => std::fs::remove_file(place.join(name)).unwrap(),
        }
        place
    };
    let bundle = |log: &Log, from: usize, to: usize| tlog::bundle(log.leaves[from..to].iter().map(Vec::as_slice)).unwrap();
    let mut mixed = good.leaves.clone();
    mixed.swap(3, 4);
    let swapped = tlog::bundle(mixed[..256].iter().map(Vec::as_slice)).unwrap();
    for seen in [0, 100, 280, 520] {
        for (name, bytes) in [
            ("tile/entries/000", Some(swapped.clone())),
            ("tile/entries/001", Some(bundle(&other, 256, 512))),
            ("tile/entries/002.p/88", Some(bundle(&good, 512, 599))),
            ("tile/entries/002.p/88", Some(bundle(&other, 512, 600))),
            ("tile/entries/002.p/88", Some(b"\0\x05abc".to_vec())),
            ("tile/entries/002.p/88", None),
        ] {
            let first = name.ends_with("/000");
            if (first && seen > 255) || (name.ends_with("/001") && seen > 511) {
                continue; // what was read once is not read again
            }
            let keep = folder("keep");
            if seen > 0 {
                look(&keep, &[&written(&log_of(seen))]);
            }
            let place = change(name, bytes);
            let findings = look(&keep, &[&place]);
            assert_eq!(kinds(&findings), [Kind::DoesNotAddUp], "{seen} {name}: {findings:#?}");
            assert_eq!(open(&keep, &[&place]).unwrap().size(), seen);
            assert!(!keep.join("conflicts").exists());
            good.write(&place);
            assert_eq!(kinds(&look(&keep, &[&place])), [Kind::Holds], "once it is in order again");
            check_mirror(&keep, &good);
        }
    }
}

#[test]
fn wrong_hash_tiles_are_told_and_the_entries_enter_with_tiles_of_our_own() {
    let good = log_of(600);
    for (name, bytes) in [("tile/0/001", Some(vec![0; 8192])), ("tile/1/000.p/2", Some(vec![0; 64])), ("tile/0/002.p/88", None)] {
        let place = written(&good);
        match bytes {
            Some(bytes) => put(&place, name, &bytes),
            None => std::fs::remove_file(place.join(name)).unwrap(),
        }
        let keep = folder("keep");
        let findings = look(&keep, &[&place]);
        assert_eq!(kinds(&findings), [Kind::DoesNotAddUp], "{name}: {findings:#?}");
        assert!(findings[0].words.contains(name), "{}", findings[0].words);
        check_mirror(&keep, &good);
    }
}

#[test]
fn documents_are_kept_by_their_hash_whoever_serves_them() {
    let name = |bytes: &[u8]| {
        use sha2::{Digest, Sha256};
        Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect::<String>()
    };
    let [report, letter] = [&b"a report"[..], b"a letter"].map(|bytes| (name(bytes), bytes));
    let mut log = log_of(3);
    for (sha256, bytes) in [&report, &letter] {
        let length = bytes.len();
        log.add(format!(r#"{{"bytes":"{length}","entry":"evidence","fact":"f-1","form":"1","sha256":"{sha256}"}}"#).into_bytes());
    }
    // What only speaks of evidence names none.
    log.add(br#"{"entry":"fact","form":"1","note":"\"entry\":\"evidence\"","sha256":"00"}"#.to_vec());
    let [one, two] = [written(&log), written(&log)];
    let keep = folder("keep");
    put(&one, &format!("evidence/{}", report.0), b"another report");
    let findings = look(&keep, &[&one, &two]);
    assert!(found(&findings, Kind::EvidenceDiffers), "{findings:#?}");
    let missing = findings.iter().find(|f| f.kind == Kind::EvidenceMissing).unwrap();
    assert!(missing.words.contains("2 of the documents") && missing.words.contains("entry 4"), "{}", missing.words);
    put(&two, &format!("evidence/{}", report.0), report.1);
    look(&keep, &[&one, &two]);
    assert_eq!(std::fs::read(keep.join("evidence").join(&report.0)).unwrap(), report.1);
    put(&two, &format!("evidence/{}", letter.0), letter.1);
    let findings = look(&keep, &[&two]);
    assert_eq!(kinds(&findings), [Kind::Holds], "asked for again after a new start: {findings:#?}");
    assert_eq!(std::fs::read(keep.join("evidence").join(&letter.0)).unwrap(), letter.1);
}

#[test]
fn a_mirror_that_was_changed_is_not_gone_on_with() {
    let log = log_of(300);
    let place = written(&log);
    let keep = folder("keep");
    look(&keep, &[&place]);
    let good = std::fs::read(keep.join("tile/entries/000")).unwrap();
    let mut bad = good.clone();
    bad[40] ^= 1;
    put(&keep, "tile/entries/000", &bad);
    assert!(matches!(open(&keep, &[&place]), Err(MonitorError::Damaged { .. })));
    std::fs::remove_file(keep.join("tile/entries/000")).unwrap();
    assert!(matches!(open(&keep, &[&place]), Err(MonitorError::Damaged { .. })));
    put(&keep, "tile/entries/000", &good);
    assert_eq!(kinds(&look(&keep, &[&place])), [Kind::Holds]);
    put(&keep, "checkpoint", &good);
    assert!(matches!(open(&keep, &[&place]), Err(MonitorError::Damaged { .. })));
}

#[test]
fn a_monitor_is_for_one_log_one_folder_and_not_for_itself() {
    let place = written(&log_of(3));
    let keep = folder("keep");
    look(&keep, &[&place]);
    let other = tlog::SecretKey::from_seed("other.example/log", tlog::Algorithm::Ed25519, [3; 32]).unwrap();
    let sources = || vec![Source::parse(place.to_str().unwrap()).unwrap()];
    let another = Policy::of_log(other.public());
    assert!(
        matches!(Monitor::open(&keep, another, sources(), DAY), Err(MonitorError::AnotherLog { origin, .. }) if origin == ORIGIN)
    );
    let mut both = policy();
    both.logs.push((other.public(), None));
    assert!(matches!(Monitor::open(&keep, both, sources(), DAY), Err(MonitorError::NotOneLog(2))));
    assert!(matches!(Monitor::open(&keep, policy(), Vec::new(), DAY), Err(MonitorError::NoSource)));
    assert!(matches!(open(&keep, &[&keep]), Err(MonitorError::Itself(_))));
    let held = open(&keep, &[&place]).unwrap();
    assert!(open(&keep, &[&place]).err().unwrap().to_string().contains("in use by another program"));
    drop(held);
}

#[test]
fn an_empty_log_holds() {
    let keep = folder("keep");
    let place = written(&log_of(0));
    for _ in 0..2 {
        assert_eq!(kinds(&look(&keep, &[&place])), [Kind::Holds]);
    }
    log_of(2).write(&place);
    assert_eq!(kinds(&look(&keep, &[&place])), [Kind::Holds]);
}
