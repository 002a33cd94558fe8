//! Logs that show two histories: found, proven, and never said of a log that behaves.

use crate::monitor::{for_seeds, found, kinds, log_of, look, open, proofs, written};
use crate::support::{Chance, Log, folder, log_key, put, serve_folder, signed};
use std::path::{Path, PathBuf};
use tlog::Checkpoint;
use witness::{Conflict, Finding, Kind};

#[test]
fn a_log_that_shows_two_histories_is_caught_in_one_look_100_of_100() {
    for_seeds(100, |seed| {
        let mut chance = Chance(seed);
        let keep = folder("keep");
        // What was seen before; in every fourth trial nothing.
        let seen = if seed % 4 == 0 { 0 } else { chance.between(1, 600) };
        if seen > 0 {
            assert!(look(&keep, &[&written(&log_of(seen))]).iter().all(Finding::holds), "seed {seed}");
        }
        // The fork lies before what was seen or after, and each side goes on for a while, also none of them longer than what was seen.
        let at = chance.between(0, seen + 299);
        let honest = log_of(seen.max(at)).fork(seen.max(at), chance.between(seen.max(at) + 1, seen.max(at) + 300), "");
        let other = honest.fork(at, chance.between(at + 1, at + 400), "other");
        let [here, there] = [written(&honest), written(&other)];
        let address = PathBuf::from(if seed % 5 == 0 { serve_folder(&there) } else { there.to_str().unwrap().to_owned() });
        let places: Vec<&Path> = match seed % 3 {
            // Only the other one, where it contradicts what was seen.
            0 if at < seen => vec![&address],
            1 => vec![&address, &here],
            _ => vec![&here, &address],
        };
        let findings = look(&keep, &places);
        assert!(found(&findings, Kind::TwoHistories), "seed {seed}: fork at {at}, {seen} seen, {}: {findings:#?}", other.size());
        assert!(!proofs(&keep).is_empty(), "seed {seed}");
        let told = findings.iter().find(|finding| finding.kind == Kind::TwoHistories).unwrap();
        assert!(told.words.contains("shows two histories") && told.words.contains(keep.to_str().unwrap()), "{}", told.words);
    });
}

/// A log that signs and serves nothing with it is remembered, and held to its word later.
#[test]
fn a_checkpoint_whose_entries_were_withheld_is_held_against_the_log_once_it_grows_past_it() {
    let keep = folder("keep");
    let log = log_of(300);
    let other = log.fork(250, 280, "other");
    let place = written(&log_of(200));
    look(&keep, &[&place]);
    put(&place, "checkpoint", other.note(280).as_bytes());
    let findings = look(&keep, &[&place]);
    assert_eq!(kinds(&findings), [Kind::DoesNotAddUp], "{findings:#?}");
    assert!(!keep.join("conflicts").exists(), "nothing is proven yet");
    log.write(&place);
    let findings = look(&keep, &[&place]);
    assert!(found(&findings, Kind::TwoHistories), "{findings:#?}");
    assert_eq!(proofs(&keep).len(), 1);
    assert!(std::fs::read_dir(keep.join(".monitor/seen")).unwrap().next().is_none(), "it waits no longer");
}

#[test]
fn a_withheld_checkpoint_that_turns_out_true_is_no_accusation() {
    let keep = folder("keep");
    let place = folder("log");
    put(&place, "checkpoint", log_of(280).note(280).as_bytes());
    assert_eq!(kinds(&look(&keep, &[&place])), [Kind::DoesNotAddUp]);
    log_of(300).write(&place);
    assert_eq!(kinds(&look(&keep, &[&place])), [Kind::Holds]);
    assert!(keep.join("checkpoints/280").exists());
    assert!(std::fs::read_dir(keep.join(".monitor/seen")).unwrap().next().is_none());
}

/// Without cosignatures nothing enters the mirror, but the log's word is its word.
#[test]
fn forks_that_no_witness_saw_are_caught_as_well() {
    for (first, second) in [(280, 280), (250, 290), (290, 250)] {
        let keep = folder("keep");
        look(&keep, &[&written(&log_of(200))]);
        let bare = Log { witnesses: Vec::new(), ..log_of(300) };
        let [one, two] = [("one", first), ("two", second)].map(|(branch, size)| written(&bare.fork(220, size, branch)));
        let findings = look(&keep, &[&one, &two]);
        assert!(found(&findings, Kind::TwoHistories), "{first} {second}: {findings:#?}");
        assert_eq!(proofs(&keep).len(), 1);
        assert_eq!(open(&keep, &[&one]).unwrap().size(), 200);
    }
}

#[test]
fn two_roots_of_one_size_need_no_entries_to_be_a_proof() {
    let keep = folder("keep");
    let log = log_of(50);
    let [one, two] = [folder("one"), folder("two")];
    put(&one, "checkpoint", log.note(50).as_bytes());
    put(&two, "checkpoint", signed(&Checkpoint { root: [9; 32], ..log.checkpoint(50) }, &log.witnesses).as_bytes());
    let findings = look(&keep, &[&one, &two]);
    assert!(found(&findings, Kind::TwoHistories), "{findings:#?}");
    assert_eq!(proofs(&keep).len(), 1);
}

#[test]
fn what_was_proven_once_is_said_at_every_look_however_well_the_log_behaves() {
    let keep = folder("keep");
    let log = log_of(300);
    let [good, other] = [written(&log), written(&log.fork(100, 310, "other"))];
    let findings = look(&keep, &[&good, &other]);
    let told = &findings.iter().find(|f| f.kind == Kind::TwoHistories).unwrap().words;
    assert!(told.contains("they differ from entry 101 on"), "{told}");
    for _ in 0..2 {
        let findings = look(&keep, &[&good]);
        assert_eq!(kinds(&findings), [Kind::ProofKept, Kind::Holds], "{findings:#?}");
        assert!(findings[0].words.contains("1 proof is kept in"), "{}", findings[0].words);
    }
    std::fs::rename(keep.join("conflicts"), folder("moved").join("conflicts")).unwrap();
    assert_eq!(kinds(&look(&keep, &[&good])), [Kind::Holds]);
}

/// For every pair of sizes and every place of a fork: the hashes prove it, and nothing altered or honest does.
#[test]
fn a_proof_of_two_histories_holds_for_every_fork_and_for_no_honest_pair() {
    let keys = [log_key().public()];
    let log = Log::of(20);
    for at in 0..20 {
        let other = log.fork(at, 20, "other");
        for old in 1..=20 {
            for new in old..=20 {
                let hashes = |tree: &tlog::Tree| {
                    let mut hashes = tree.consistency(old, new).unwrap();
                    if old.is_power_of_two() && old < new {
                        hashes.insert(0, tree.root_at(old).unwrap());
                    }
                    hashes
                };
                let proof = Conflict { first: log.note(old), second: other.note(new), hashes: hashes(&other.tree) };
                assert_eq!(proof.check(&keys).is_ok(), old > at, "fork at {at}: {old} {new}");
                if old < new {
                    assert!(
                        Conflict { hashes: hashes(&log.tree), ..proof.clone() }.check(&keys).is_err() || old <= at && new <= at
                    );
                    let mut altered = hashes(&other.tree);
                    altered[0][0] ^= 1;
                    assert!(Conflict { hashes: altered, ..proof.clone() }.check(&keys).is_err());
                    let mut longer = hashes(&other.tree);
                    longer.push([0; 32]);
                    assert!(Conflict { hashes: longer, ..proof.clone() }.check(&keys).is_err());
                    let honest = Conflict { first: log.note(old), second: log.note(new), hashes: hashes(&log.tree) };
                    assert!(honest.check(&keys).is_err(), "{old} {new}");
                }
                let unsigned = Conflict { first: proof.first.replace("treaties\n", "treaties2\n"), ..proof };
                assert!(unsigned.check(&keys).is_err());
            }
        }
    }
}
