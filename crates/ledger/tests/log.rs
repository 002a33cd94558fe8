//! The public log: what is signed, what is proven, what is served and exported of it, and that there is one history only.

// In a test, breaking off is how a problem is told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

#[path = "log/history.rs"]
mod history;
mod support;

use facts::exact_day;
use ledger::{Attaching, Correcting, Export, Kind, Ledger, LedgerError, Log, Signed, Since, Verifying};
use std::path::Path;
use support::{ORIGIN, Place, fact, facts_from, leaves, more, on_every_store, places, sqlite, vocabulary};
use tlog::{Checkpoint, Hash, Note, Policy, Proof, PublicKey, Tile, Tree, Verified, leaf_hash};

/// What a note says, where the key has signed it.
fn checked(note: &str, key: &PublicKey) -> Checkpoint {
    let note: Note = note.parse().unwrap();
    assert!(matches!(key.verify(&note), Verified::Yes { .. }), "{note}");
    let checkpoint = Checkpoint::parse(&note.text).unwrap();
    assert_eq!(checkpoint.origin, ORIGIN);
    checkpoint
}

fn tree_of(leaves: &[String]) -> Tree {
    leaves.iter().map(|leaf| leaf_hash(leaf.as_bytes())).collect()
}

async fn signed(log: &Log, now: u64) -> Signed {
    log.sign(now).await.unwrap().unwrap()
}

#[tokio::test]
async fn only_what_is_new_is_signed_and_after_a_restart_nothing() {
    on_every_store(async |place: Place| {
        let (ledger, log) = place.open_log(7).await;
        assert_eq!(log.sign(1).await.unwrap(), None, "there is nothing yet");
        more(&ledger, 3).await;
        let first = signed(&log, 100).await;
        assert_eq!((first.size, first.signed_at, log.sign(101).await.unwrap()), (3, 100, None));
        more(&ledger, 2).await;
        let second = signed(&log, 102).await;
        assert_eq!((second.size, log.sign(103).await.unwrap()), (5, None));
        ledger.close().await;
        let (ledger, log) = place.open_log(7).await;
        assert_eq!(log.sign(104).await.unwrap(), None);
        assert_eq!(ledger.checkpoints(Kind::Public).await.unwrap(), [first, second.clone()]);
        assert_eq!(checked(&second.note, log.key()).root, tree_of(&leaves(&ledger).await).root());
        more(&ledger, 1).await;
        assert_eq!(signed(&log, 105).await.size, 6);
    })
    .await;
}

#[tokio::test]
async fn the_same_entries_and_the_same_key_give_the_same_bytes_on_every_store() {
    let mut notes = Vec::new();
    for place in [places().await, vec![sqlite()]].concat() {
        let (ledger, log) = place.open_log(7).await;
        more(&ledger, 5).await;
        notes.push(signed(&log, notes.len() as u64).await.note);
        ledger.close().await;
        place.done().await;
    }
    assert!(notes.len() >= 2 && notes.iter().all(|note| *note == notes[0]), "{notes:?}");
}

/// Sizes at which tiles begin, are full, and go over.
const BORDERS: [usize; 9] = [1, 2, 3, 255, 256, 257, 511, 512, 520];

#[tokio::test]
async fn every_entry_has_a_proof_that_holds_at_sizes_around_the_borders_of_tiles() {
    on_every_store(async |place: Place| {
        let (ledger, log) = place.open_log(7).await;
        let policy = Policy::of_log(log.key().clone());
        for size in BORDERS {
            more(&ledger, size - ledger.entries().await.unwrap() as usize).await;
            assert_eq!(log.proof(size as u32).await.unwrap(), None, "it is not signed yet");
            signed(&log, 1).await;
            let numbers: Vec<usize> = match size {
                255.. if place.is_sqlite() => (1..=size).collect(),
                _ => [1, 2, 3, 128, 255, 256, 257, 511, 512, 513, size].into_iter().filter(|n| *n <= size).collect(),
            };
            for number in numbers {
                let leaf = ledger.leaf(number as u32).await.unwrap().unwrap();
                let proof = log.proof(number as u32).await.unwrap().unwrap();
                let read: Proof = proof.to_string().parse().unwrap();
                assert_eq!((&read, read.index), (&proof, number as u64 - 1));
                read.holds(leaf.as_bytes(), &policy).unwrap();
                read.holds(format!("{leaf} ").as_bytes(), &policy).unwrap_err();
            }
            assert_eq!(log.proof(size as u32 + 1).await.unwrap(), None);
        }
        assert_eq!(log.proof(0).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn tiles_are_those_of_a_tree_built_from_the_leaves() {
    on_every_store(async |place: Place| {
        let (ledger, log) = place.open_log(7).await;
        for size in BORDERS {
            more(&ledger, size - ledger.entries().await.unwrap() as usize).await;
            signed(&log, 1).await;
            let (leaves, size) = (leaves(&ledger).await, size as u64);
            let tree = tree_of(&leaves);
            for tile in Tile::of_tree(size) {
                assert_eq!(log.tile(&tile).await.unwrap(), Some(tree.tile(&tile).unwrap()), "{}", tile.path());
            }
            for tile in Tile::bundles(size) {
                let from = tile.first() as usize;
                let of = leaves[from..from + usize::from(tile.width)].iter().map(String::as_bytes);
                assert_eq!(log.tile(&tile).await.unwrap(), tlog::bundle(of), "{}", tile.path());
            }
            // What is not signed is not served.
            more(&ledger, 1).await;
            for tile in Tile::of_tree(size + 1).chain(Tile::bundles(size + 1)).filter(|tile| !tile.within(size)) {
                assert_eq!(log.tile(&tile).await.unwrap(), None, "{}", tile.path());
            }
        }
    })
    .await;
}

/// The files of an exported log, as the independent implementation reads them.
struct Tiles<'a>(&'a Path);

impl tlog_tiles::TileReader for Tiles<'_> {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[tlog_tiles::Tile]) -> Result<Vec<Vec<u8>>, tlog_tiles::Error> {
        // It writes the height of its tiles into their paths; with C2SP tlog-tiles the height is always 8 and stands nowhere.
        let path = |tile: &tlog_tiles::Tile| self.0.join(tile.path().replacen("tile/8/", "tile/", 1));
        Ok(tiles.iter().map(|tile| std::fs::read(path(tile)).unwrap()).collect())
    }

    fn save_tiles(&self, _: &[tlog_tiles::Tile], _: &[Vec<u8>]) {}
}

/// L-04.
#[tokio::test]
async fn an_independent_implementation_accepts_what_is_exported() {
    use tlog_tiles::{TileHashReader, check_record, check_tree, prove_record, prove_tree, record_hash, tree_hash};
    let sizes: &[usize] = if support::drill() { &[5, 256, 700, 65_535, 65_537, 66_000] } else { &[1, 5, 255, 256, 257, 700] };
    for place in places().await {
        let (ledger, log) = place.open_log(7).await;
        let folder = place.folder.join("site");
        for size in sizes {
            more(&ledger, size - ledger.entries().await.unwrap() as usize).await;
            signed(&log, 1).await;
            assert_eq!(log.export(&folder, &vocabulary()).await.unwrap(), Some(*size as u64));
            let read = |name: &str| {
                let note: Note = std::fs::read_to_string(folder.join(name)).unwrap().parse().unwrap();
                tlog_tiles::Checkpoint::from_bytes(note.text.as_bytes()).unwrap()
            };
            let (newest, tiles) = (read("checkpoint"), Tiles(&folder));
            assert_eq!((newest.origin(), newest.size(), newest.extension()), (ORIGIN, *size as u64, ""));
            let reader = TileHashReader::new(newest.size(), *newest.hash(), &tiles);
            assert_eq!(tree_hash(newest.size(), &reader).unwrap(), *newest.hash());
            for index in [0, 1, 254, 255, 256, 511, 512, 65_536, size - 1].map(|index| index as u64) {
                let Some(leaf) = ledger.leaf(index as u32 + 1).await.unwrap() else { continue };
                let proof = prove_record(newest.size(), index, &reader).unwrap();
                let (of, size, root) = (record_hash(leaf.as_bytes()), newest.size(), *newest.hash());
                check_record(&proof, size, root, index, of).unwrap();
                check_record(&proof, size, root, index, record_hash(b"another")).unwrap_err();
                let ours: Vec<Hash> = log.proof(index as u32 + 1).await.unwrap().unwrap().hashes;
                assert_eq!(ours, proof.iter().map(|hash| hash.0).collect::<Vec<_>>(), "entry {index} of {size}");
            }
            for earlier in sizes.iter().filter(|earlier| *earlier < size) {
                let earlier = read(&format!("checkpoints/{earlier}"));
                let proof = prove_tree(newest.size(), earlier.size(), &reader).unwrap();
                check_tree(&proof, newest.size(), *newest.hash(), earlier.size(), *earlier.hash()).unwrap();
                check_tree(&proof, newest.size(), *newest.hash(), earlier.size(), *newest.hash()).unwrap_err();
            }
        }
        ledger.close().await;
        place.done().await;
    }
}

/// What a file is on the disk: another number where it was written anew.
fn number_of(path: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).unwrap().ino()
}

#[tokio::test]
async fn an_export_goes_on_from_an_earlier_one() {
    on_every_store(async |place: Place| {
        let ((ledger, log), vocabulary) = (place.open_log(7).await, vocabulary());
        let folder = place.folder.join("site");
        assert_eq!(log.export(&folder, &vocabulary).await.unwrap(), None, "nothing was signed yet");
        let shown = fact("2024-01", "with a document");
        ledger.append(std::slice::from_ref(&shown), &vocabulary, || ()).await.unwrap();
        let attaching = Attaching { fact: &shown.id, document: b"a letter", media_type: "", name: "", key: None };
        ledger.attach(&attaching).await.unwrap();
        more(&ledger, 300).await;
        signed(&log, 1).await;
        log.export(&folder, &vocabulary).await.unwrap();
        let (full, earlier) = (folder.join("tile/entries/000"), folder.join("checkpoints/302"));
        let before = (number_of(&full), number_of(&earlier), number_of(&folder.join("checkpoint")));
        // Not signed yet: neither the entry nor its document goes out.
        ledger.attach(&Attaching { document: b"another letter", ..attaching }).await.unwrap();
        log.export(&folder, &vocabulary).await.unwrap();
        assert_eq!(before, (number_of(&full), number_of(&earlier), number_of(&folder.join("checkpoint"))), "nothing is new");
        assert_eq!(std::fs::read_dir(folder.join("evidence")).unwrap().count(), 1);
        more(&ledger, 300).await;
        signed(&log, 2).await;
        log.export(&folder, &vocabulary).await.unwrap();
        assert_eq!((before.0, before.1), (number_of(&full), number_of(&earlier)), "what is full, or signed, stays");
        let export = Export::read(&folder, Some(log.key())).unwrap();
        assert_eq!((export.entries(), export.checkpoint.size), (603, 603));
        assert_eq!(export.root_at(302), Some(checked(&std::fs::read_to_string(&earlier).unwrap(), log.key()).root));
        assert_eq!(export.read_entries(&vocabulary).unwrap().len(), 603);
        assert_eq!(std::fs::read_dir(folder.join("evidence")).unwrap().count(), 2);
    })
    .await;
}

/// An export writes the checkpoint when all it covers is there, and the earlier ones after it: whatever was not written yet, what stands
/// there can be read.
#[tokio::test]
async fn an_export_that_was_stopped_on_the_way_is_read_as_what_it_was_or_will_be() {
    let (place, vocabulary) = (sqlite(), vocabulary());
    let (ledger, log) = place.open_log(7).await;
    let (early, late) = (place.folder.join("early"), place.folder.join("late"));
    more(&ledger, 300).await;
    signed(&log, 1).await;
    log.export(&early, &vocabulary).await.unwrap();
    for now in 2..5 {
        more(&ledger, 100).await;
        signed(&log, now).await;
    }
    log.export(&late, &vocabulary).await.unwrap();
    // The files of the later export, in the order in which they were written.
    let mut files = Vec::new();
    let mut folders = vec![late.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            match entry.file_type().unwrap().is_dir() {
                true => folders.push(entry.path()),
                false => files.push((entry.metadata().unwrap().modified().unwrap(), entry.path())),
            }
        }
    }
    files.sort();
    assert!(files.len() > 10);
    let mut sizes = Vec::new();
    for (_, file) in files {
        let to = early.join(file.strip_prefix(&late).unwrap());
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(&file, &to).unwrap();
        let read = Export::read(&early, Some(log.key())).unwrap_or_else(|error| panic!("after {}: {error}", to.display()));
        sizes.push(read.entries());
    }
    assert_eq!((sizes.first(), sizes.last(), sizes.is_sorted()), (Some(&300), Some(&600), true), "{sizes:?}");
    // What had been begun and was not finished is passed over.
    std::fs::create_dir_all(early.join("evidence")).unwrap();
    for begun in ["evidence/.0123.1.0", "checkpoints/.700.1.0"] {
        std::fs::write(early.join(begun), b"half").unwrap();
    }
    let rebuilt = place.beside().await.open().await;
    rebuilt.take(&Export::read(&early, None).unwrap(), 9).await.unwrap();
    assert_eq!(leaves(&rebuilt).await, leaves(&ledger).await);
}

#[tokio::test]
async fn a_folder_of_another_log_or_of_another_history_is_not_exported_into() {
    let vocabulary = vocabulary();
    let (place, other) = (sqlite(), sqlite());
    let ((ledger, log), (ours, our_log)) = (place.open_log(7).await, other.open_log(8).await);
    let folder = place.folder.join("site");
    more(&ledger, 300).await;
    more(&ours, 400).await;
    signed(&log, 1).await;
    signed(&our_log, 1).await;
    log.export(&folder, &vocabulary).await.unwrap();
    let refused = our_log.export(&folder, &vocabulary).await.unwrap_err().to_string();
    assert!(refused.contains("something else than an earlier export of this log"), "{refused}");
    // The same key, and one other entry.
    let forked = sqlite();
    let (fork, fork_log) = forked.open_log(7).await;
    fork.append(&[fact("2020", "another beginning")], &vocabulary, || ()).await.unwrap();
    more(&fork, 400).await;
    signed(&fork_log, 1).await;
    fork_log.export(&folder, &vocabulary).await.unwrap_err();
    assert_eq!(Export::read(&folder, Some(log.key())).unwrap().entries(), 300, "it is as it was");
}

///
#[tokio::test]
async fn a_store_made_out_of_an_exported_log_is_the_same_register_on_the_other_kind_of_store() {
    let vocabulary = vocabulary();
    let stores = places().await;
    for place in &stores {
        let (ledger, log) = place.open_log(7).await;
        more(&ledger, 320).await;
        let (wrong, right) = (&facts_from(0, 1)[0], &facts_from(320, 1)[0]);
        let correcting = Correcting {
            fact: &wrong.id,
            replacement: Some(right),
            reason: "misread \u{7f} \u{2028} \"quoted\"",
            evidence: "page 3",
            published: exact_day("2024-03-01").unwrap(),
            key: None,
        };
        ledger.correct(&correcting, &vocabulary).await.unwrap();
        let attaching = Attaching { fact: &right.id, document: b"a letter", media_type: "text/plain", name: "é.txt", key: None };
        ledger.attach(&attaching).await.unwrap();
        let last = signed(&log, 3).await;
        let folder = place.folder.join("site");
        log.export(&folder, &vocabulary).await.unwrap();
        let there = match stores.iter().find(|other| other.is_sqlite() != place.is_sqlite()) {
            Some(other) => other.beside().await,
            None => place.beside().await,
        };
        let mut opening = there.opening();
        (opening.keys, opening.files) = (Some(there.folder.join("no keys")), Some(place.folder.join("documents of the other")));
        let rebuilt = Ledger::open_with(&there.address, &opening).await.unwrap();
        let export = Export::read(&folder, Some(log.key())).unwrap();
        assert_eq!(rebuilt.take(&export, 4).await.unwrap(), 323);
        assert_eq!(rebuilt.take(&export, 5).await.unwrap(), 0, "there is nothing left to take");
        let Since { facts, corrections, evidence } = ledger.since(0, &vocabulary).await.unwrap();
        assert_eq!((facts.len(), corrections.len(), evidence.len()), (321, 1, 1));
        assert_eq!(rebuilt.since(0, &vocabulary).await.unwrap(), Since { facts, corrections, evidence });
        assert_eq!(leaves(&rebuilt).await, leaves(&ledger).await);
        let verifying = Verifying { vocabulary: Some(&vocabulary), policy: None };
        let (here, again) = (ledger.verify(&verifying).await.unwrap(), rebuilt.verify(&verifying).await.unwrap());
        assert_eq!((&here.differences, here.checkpoints), (&Vec::new(), 1));
        assert_eq!(again, here);
        assert_eq!(rebuilt.newest(Kind::Public).await.unwrap().unwrap().note, last.note);
        // Nobody knows yet whether more was signed than the export holds.
        let closed = rebuilt.append(&facts_from(400, 1), &vocabulary, || ()).await.unwrap_err();
        assert!(matches!(&closed, LedgerError::Behind { .. }), "{closed}");
        rebuilt.reconcile(&[last.note]).await.unwrap();
        rebuilt.append(&facts_from(400, 1), &vocabulary, || ()).await.unwrap();
        rebuilt.close().await;
        ledger.close().await;
    }
    for place in stores {
        place.done().await;
    }
}

#[tokio::test]
async fn two_who_enter_and_sign_at_once_sign_one_history() {
    on_every_store(async |place: Place| {
        let (first, log) = place.open_log(7).await;
        let (second, other_log) = place.open_log(7).await;
        let who_signs = |ledger: Ledger, log: Log, name: &'static str| async move {
            let mut notes = Vec::new();
            for n in 0..20 {
                ledger.append(&[fact("2023-12", &format!("{name} {n}"))], &vocabulary(), || ()).await.unwrap();
                notes.extend(log.sign(n).await.unwrap().map(|signed| signed.note));
            }
            notes
        };
        let one = tokio::spawn(who_signs(first.clone(), log.clone(), "one"));
        let (one, other) = (one, tokio::spawn(who_signs(second, other_log, "other")));
        let notes = [one.await.unwrap(), other.await.unwrap()].concat();
        let tree = tree_of(&leaves(&first).await);
        for note in &notes {
            let checkpoint = checked(note, log.key());
            assert_eq!(tree.root_at(checkpoint.size), Some(checkpoint.root));
        }
        let last = std::fs::read_to_string(place.folder.join("keys/last-signed")).unwrap();
        let greatest = notes.iter().map(|note| checked(note, log.key()).size).max();
        assert_eq!(Some(checked(&last, log.key()).size), greatest, "what is remembered beside the store only grows");
        assert_eq!(first.verify(&Verifying::default()).await.unwrap().differences, [""; 0]);
    })
    .await;
}

/// Signed, and stopped before the checkpoint came into the store: it counts, and comes in when the log is signed next.
#[tokio::test]
async fn a_checkpoint_that_did_not_come_into_the_store_any_more_is_not_lost() {
    let place = sqlite();
    let (ledger, log) = place.open_log(7).await;
    more(&ledger, 3).await;
    ledger.close().await;
    let before = std::fs::read(place.file()).unwrap();
    let (ledger, log) = (place.open().await, log.key().clone());
    let signed_here = signed(&Log::open(&ledger).await.unwrap().unwrap(), 5).await;
    ledger.close().await;
    std::fs::write(place.file(), &before).unwrap();
    let (ledger, again) = place.open_log(7).await;
    assert_eq!(ledger.newest(Kind::Public).await.unwrap(), None);
    more(&ledger, 2).await;
    let next = signed(&again, 6).await;
    let on_record: Vec<String> = ledger.checkpoints(Kind::Public).await.unwrap().into_iter().map(|c| c.note).collect();
    assert_eq!(on_record, [signed_here.note, next.note.clone()]);
    assert_eq!(checked(&next.note, &log).size, 5);
}

#[tokio::test]
async fn another_key_never_signs() {
    on_every_store(async |place: Place| {
        let (ledger, log) = place.open_log(7).await;
        more(&ledger, 3).await;
        signed(&log, 1).await;
        more(&ledger, 1).await;
        ledger.close().await;
        // The store is one log's, the key beside it another's.
        let keys = place.folder.join("keys");
        std::fs::remove_file(keys.join("log.key")).unwrap();
        let ledger = place.open().await;
        let (own, other) = (log.key().clone(), ledger.keys().make(ORIGIN, [8; 32]).unwrap());
        assert_eq!(ledger.begin_log(&other.public()).await.unwrap(), own, "whose log it is stands in it once and for all");
        let log = Log::open(&ledger).await.unwrap().unwrap();
        assert_eq!((log.signs(), log.sign(2).await.unwrap(), log.sign_restricted(2).await.unwrap()), (false, None, None));
        // Without the other's checkpoint too.
        std::fs::remove_file(keys.join("last-signed")).unwrap();
        assert_eq!(log.sign(3).await.unwrap(), None);
        assert_eq!(ledger.checkpoints(Kind::Public).await.unwrap().len(), 1);
        assert!(!keys.join("last-signed").exists());
    })
    .await;
}

/// What lies beside the store says what was signed; whatever becomes of it, nothing else is signed, and what is held can be read.
#[tokio::test]
async fn whatever_becomes_of_the_checkpoint_beside_the_store_no_other_history_is_signed() {
    on_every_store(async |place: Place| {
        let (ledger, log) = place.open_log(7).await;
        let path = place.folder.join("keys/last-signed");
        more(&ledger, 3).await;
        let first = signed(&log, 1).await;
        // Removed: the store knows it too.
        std::fs::remove_file(&path).unwrap();
        more(&ledger, 1).await;
        let second = signed(&log, 2).await;
        assert_eq!((second.size, std::fs::read_to_string(&path).unwrap()), (4, second.note.clone()));
        // Of another log, altered, half, or no text at all.
        let elsewhere = sqlite();
        let (other, other_log) = elsewhere.open_log(8).await;
        more(&other, 4).await;
        let foreign = signed(&other_log, 2).await.note;
        let altered = second.note.replacen("\n4\n", "\n3\n", 1);
        assert_ne!(altered, second.note);
        for wrong in [foreign.as_bytes(), altered.as_bytes(), &second.note.as_bytes()[..40], b"\xff\xfe", b""] {
            std::fs::write(&path, wrong).unwrap();
            let refused = log.sign(3).await.unwrap_err().to_string();
            assert!(refused.contains("last-signed"), "{refused}");
            let opened = place.open().await;
            assert_eq!(opened.entries().await.unwrap(), 4, "it can be read");
            let closed = opened.append(&facts_from(90, 1), &vocabulary(), || ()).await.unwrap_err();
            assert!(matches!(&closed, LedgerError::Behind { why } if why.contains("last-signed")), "{closed}");
            let found = opened.verify(&Verifying::default()).await.unwrap().differences;
            assert!(found.len() == 1 && found[0].contains("last-signed"), "{found:?}");
            assert!(!Log::open(&opened).await.unwrap().unwrap().sign(3).await.unwrap_err().may_pass());
            opened.close().await;
        }
        // An earlier one of this log takes nothing away: the store knows of the later one.
        std::fs::write(&path, &first.note).unwrap();
        more(&ledger, 1).await;
        assert_eq!(signed(&log, 4).await.size, 5);
    })
    .await;
}

/// A store lost and begun anew beside the old key.
#[tokio::test]
async fn a_store_begun_anew_beside_the_key_of_a_longer_log_takes_nothing() {
    on_every_store(async |place: Place| {
        let (ledger, log) = place.open_log(7).await;
        more(&ledger, 3).await;
        signed(&log, 1).await;
        ledger.close().await;
        let (anew, log) = place.beside().await.open_log(7).await;
        let closed = anew.append(&facts_from(9, 1), &vocabulary(), || ()).await.unwrap_err();
        assert!(closed.to_string().contains("it holds 0 entries, and 3 were signed"), "{closed}");
        assert!(matches!(log.sign(2).await, Err(LedgerError::Behind { .. })));
    })
    .await;
}
