//! the store is lost, and a copy comes back. It signs nothing and takes nothing until it is where the log was.

use crate::support::{Place, Stranger, facts_from, leaves, more, places, postgres, sqlite, vocabulary};
use ledger::{Attaching, Export, Kind, Ledger, LedgerError, Log, Opening, Since, Verifying};
use std::path::PathBuf;
use tlog::consistent;

/// A log that went on after a copy of it was made, and was lost.
struct Lost {
    place: Place,
    copy: PathBuf,
    bytes: Vec<u8>,
    mirror: PathBuf,
    /// What was signed last, of 340 entries; the copy has 300.
    last: String,
    held: Since,
    leaves: Vec<String>,
}

const COPIED: u32 = 300;
const LOST: u32 = 340;

async fn lost(place: Place) -> Lost {
    let (ledger, log) = place.open_log(7).await;
    more(&ledger, 299).await;
    let about = &facts_from(0, 1)[0].id;
    let attaching = Attaching { fact: about, document: b"a letter", media_type: "text/plain", name: "a", key: None };
    ledger.attach(&attaching).await.unwrap();
    ledger.seal("draft", b"stocks: 4", [1; 32]).await.unwrap();
    log.sign(1).await.unwrap();
    log.sign_restricted(1).await.unwrap();
    let copy = place.folder.join("copy.db");
    assert_eq!(ledger.backup(&copy).await.unwrap(), COPIED);
    ledger.append(&facts_from(299, 20), &vocabulary(), || ()).await.unwrap();
    log.sign(2).await.unwrap();
    ledger.append(&facts_from(319, 20), &vocabulary(), || ()).await.unwrap();
    let last = log.sign(3).await.unwrap().unwrap();
    assert_eq!(last.size, u64::from(LOST));
    let mirror = place.folder.join("mirror");
    log.export(&mirror, &vocabulary()).await.unwrap();
    let (held, leaves) = (ledger.since(0, &vocabulary()).await.unwrap(), leaves(&ledger).await);
    ledger.close().await;
    Lost { bytes: std::fs::read(&copy).unwrap(), place, copy, mirror, last: last.note, held, leaves }
}

impl Lost {
    /// The copy, restored into a new store.
    async fn restored(&self, to: &Place, opening: &Opening) -> (Ledger, Log) {
        let ledger = Ledger::open_with(&to.address, opening).await.unwrap();
        assert_eq!(ledger.restore(&self.copy).await.unwrap(), COPIED);
        assert_eq!(std::fs::read(&self.copy).unwrap(), self.bytes, "the copy is as it was");
        let log = Log::open(&ledger).await.unwrap().unwrap();
        (ledger, log)
    }
}

/// It takes nothing and signs nothing, and says why.
async fn is_closed(ledger: &Ledger, log: &Log, why: &str) {
    let tried = [
        ledger.append(&facts_from(900, 1), &vocabulary(), || ()).await.map(|_| ()),
        ledger.seal("another draft", b"stocks: 5", [2; 32]).await.map(|_| ()),
        ledger.erase(1, "asked for").await.map(|_| ()),
        log.sign(9).await.map(|_| ()),
        log.sign_restricted(9).await.map(|_| ()),
        ledger.cosigned(300, "W", "a line").await,
    ];
    for refused in tried {
        let refused = refused.unwrap_err();
        assert!(matches!(&refused, LedgerError::Behind { .. }), "{refused}");
        let text = refused.to_string();
        assert!(text.contains(why) && text.contains("hint: "), "{text}");
    }
    assert_eq!(ledger.newest(Kind::Public).await.unwrap().unwrap().size, u64::from(COPIED));
}

/// Every kind of store, and every kind into which its copy comes back.
async fn from_and_into() -> Vec<(Place, Place)> {
    let mut pairs = vec![(sqlite(), sqlite())];
    if let Some(first) = postgres().await {
        let new = async || postgres().await.unwrap();
        pairs.push((sqlite(), first));
        pairs.push((new().await, sqlite()));
        pairs.push((new().await, new().await));
    }
    pairs
}

#[tokio::test]
async fn a_restored_copy_signs_nothing_until_it_is_where_the_log_was_and_nothing_is_lost() {
    for (from, into) in from_and_into().await {
        let lost = lost(from).await;
        let opening = lost.place.opening();
        let (ledger, log) = lost.restored(&into, &opening).await;
        is_closed(&ledger, &log, "it was restored from copy.db").await;
        let behind = ledger.reconcile(&[]).await.unwrap_err().to_string();
        assert!(behind.contains("holds 300 entries, and 340 were signed") && behind.contains("mirror"), "{behind}");
        // What is held can be read, also after the program was started again.
        assert_eq!(ledger.since(0, &vocabulary()).await.unwrap().facts, lost.held.facts[..299]);
        assert_eq!(ledger.unsealed(1).await.unwrap().unwrap(), b"stocks: 4");
        ledger.close().await;
        let ledger = Ledger::open_with(&into.address, &opening).await.unwrap();
        let log = Log::open(&ledger).await.unwrap().unwrap();
        is_closed(&ledger, &log, "it was restored from copy.db").await;
        // Without the mark, what lies beside it still tells.
        ledger.raw("delete from memory").await.unwrap();
        ledger.look_behind().await.unwrap();
        is_closed(&ledger, &log, "it holds 300 entries, and 340 were signed").await;
        // From the mirror comes all that was public.
        let export = Export::read(&lost.mirror, Some(log.key())).unwrap();
        assert_eq!(ledger.take(&export, 5).await.unwrap(), (LOST - COPIED) as usize);
        assert_eq!(ledger.reconcile(&[]).await.unwrap(), u64::from(LOST));
        assert_eq!((leaves(&ledger).await, ledger.since(0, &vocabulary()).await.unwrap()), (lost.leaves, lost.held));
        // And it goes on as if nothing had been.
        more_and_consistent(&ledger, &log, &lost.last).await;
        let found = ledger.verify(&Verifying { vocabulary: Some(&vocabulary()), policy: None }).await.unwrap();
        assert_eq!((found.differences, found.documents, found.payloads), (Vec::new(), 1, 1));
        ledger.close().await;
        into.done().await;
        lost.place.done().await;
    }
}

async fn more_and_consistent(ledger: &Ledger, log: &Log, before: &str) {
    ledger.append(&facts_from(500, 1), &vocabulary(), || ()).await.unwrap();
    let (old, new) = (checkpoint(before), checkpoint(&log.sign(6).await.unwrap().unwrap().note));
    let proof = log.consistency(old.size, new.size).unwrap();
    assert!(new.size > old.size && consistent(old.size, &old.root, new.size, &new.root, &proof));
}

fn checkpoint(note: &str) -> tlog::Checkpoint {
    let note: tlog::Note = note.parse().unwrap();
    tlog::Checkpoint::parse(&note.text).unwrap()
}

#[tokio::test]
async fn without_a_mirror_it_stays_closed() {
    let lost = lost(sqlite()).await;
    let into = sqlite();
    let (ledger, log) = lost.restored(&into, &lost.place.opening()).await;
    for checkpoints in [vec![], vec![lost.last.clone()]] {
        ledger.reconcile(&checkpoints).await.unwrap_err();
        is_closed(&ledger, &log, "it was restored from copy.db").await;
    }
}

/// Where what was signed after the copy is lost for good, the log ends; another goes on from what is left, and says so.
#[tokio::test]
async fn without_a_mirror_another_log_goes_on_from_the_copy_and_says_from_which_and_why() {
    for (from, into) in from_and_into().await {
        let lost = lost(from).await;
        let opening = Opening { keys: Some(lost.place.folder.join("new keys")), ..lost.place.opening() };
        let ledger = Ledger::open_with(&into.address, &opening).await.unwrap();
        let old = lost.place.opening().keys.map(ledger::Keys::new).unwrap().secret().unwrap().unwrap().public();
        let key = ledger.keys().make("example.org/again", [8; 32]).unwrap().public();
        for (key, reason, why) in
            [(&old, "the disk died", "a new one has to have a name of its own"), (&key, " \n", "has to say why")]
        {
            let refused = ledger.restore_as_new_log(&lost.copy, key, reason).await.unwrap_err().to_string();
            assert!(refused.contains(why), "{refused}");
            assert_eq!((ledger.entries().await.unwrap(), ledger.identity().await.unwrap()), (0, None), "nothing came in");
        }
        assert_eq!(ledger.restore_as_new_log(&lost.copy, &key, "the disk died").await.unwrap(), COPIED);
        let log = Log::open(&ledger).await.unwrap().unwrap();
        // All that was in the copy, under its numbers; nothing that was signed by the old key as if the new one had.
        assert_eq!((log.key(), log.root_at(300)), (&key, Some(checkpoint_of(&lost.copy).await.root)));
        assert_eq!(leaves(&ledger).await, lost.leaves[..300]);
        assert_eq!(ledger.unsealed(1).await.unwrap().unwrap(), b"stocks: 4");
        assert_eq!(ledger.newest(Kind::Public).await.unwrap(), None);
        let follows = ledger.follows().await.unwrap();
        let told: Vec<_> = follows.iter().map(|log| (log.origin(), log.key.clone(), log.signed(), &*log.reason)).collect();
        assert_eq!(told, [("example.org/log", old.to_string(), 300, "the disk died")]);
        // It signs, takes entries, also after the program was started again, and agrees with itself.
        assert_eq!(log.sign(4).await.unwrap().unwrap().size, 300);
        ledger.close().await;
        let ledger = Ledger::open_with(&into.address, &opening).await.unwrap();
        let log = Log::open(&ledger).await.unwrap().unwrap();
        more_and_consistent(&ledger, &log, &ledger.newest(Kind::Public).await.unwrap().unwrap().note).await;
        let found = ledger.verify(&Verifying::default()).await.unwrap();
        assert_eq!((found.differences, found.documents, found.payloads, found.entries), (Vec::new(), 1, 1, 301));
        // Its export tells it too, and a store made out of that; where it does not fit the entries, the export is refused.
        let mirror = lost.place.folder.join("mirror of the new log");
        log.export(&mirror, &vocabulary()).await.unwrap();
        let rebuilt = into.beside().await.open().await;
        rebuilt.take(&Export::read(&mirror, Some(&key)).unwrap(), 5).await.unwrap();
        assert_eq!(rebuilt.follows().await.unwrap(), ledger.follows().await.unwrap());
        rebuilt.close().await;
        let told = std::fs::read_to_string(mirror.join("follows")).unwrap();
        std::fs::write(mirror.join("follows"), told.replace("\\n300\\n", "\\n299\\n")).unwrap();
        let refused = Export::read(&mirror, Some(&key)).unwrap_err().to_string();
        assert!(refused.contains("follows") && refused.contains("not signed by that log's key"), "{refused}");
        // A copy of it remembers; and once more under another name, both are told. None of their names comes again.
        let copy = lost.place.folder.join("copy of the new log.db");
        ledger.backup(&copy).await.unwrap();
        ledger.close().await;
        let third = into.beside().await;
        let opening = Opening { keys: Some(lost.place.folder.join("newest keys")), ..lost.place.opening() };
        let ledger = Ledger::open_with(&third.address, &opening).await.unwrap();
        let refused = ledger.restore_as_new_log(&copy, &old, "the key was stolen").await.unwrap_err().to_string();
        assert!(refused.contains("is or was called example.org/log"), "{refused}");
        let newest = ledger.keys().make("example.org/once-more", [9; 32]).unwrap().public();
        ledger.restore_as_new_log(&copy, &newest, "the key was stolen").await.unwrap();
        let names: Vec<_> = ledger.follows().await.unwrap().into_iter().map(|log| (log.signed(), log.reason)).collect();
        assert_eq!(names, [(300, "the disk died".to_owned()), (301, "the key was stolen".to_owned())]);
        assert_eq!(ledger.verify(&Verifying::default()).await.unwrap().differences, [""; 0]);
        // What is remembered of them is looked at too: another size under the old signature, and entries that it did not sign.
        ledger.raw("update memory set says = replace(says, '\\n300\\n', '\\n299\\n') where name = 'follows'").await.unwrap();
        let found = ledger.verify(&Verifying::default()).await.unwrap().differences;
        assert!(found.len() == 1 && found[0].contains("example.org/log: it is not signed by that log's key"), "{found:?}");
        ledger.close().await;
        into.done().await;
        lost.place.done().await;
    }
}

/// The newest checkpoint in a copy.
async fn checkpoint_of(copy: &std::path::Path) -> tlog::Checkpoint {
    let ledger = Ledger::open_with(&format!("sqlite:{}", copy.display()), &Opening::default()).await.unwrap();
    let newest = ledger.newest(Kind::Public).await.unwrap().unwrap();
    ledger.close().await;
    checkpoint(&newest.note)
}

#[tokio::test]
async fn on_a_machine_that_signed_nothing_yet_it_is_closed_until_somebody_brings_a_checkpoint() {
    for (from, into) in from_and_into().await {
        let lost = lost(from).await;
        // The key came over by hand; what was signed last did not.
        let keys = lost.place.folder.join("keys of another machine");
        std::fs::create_dir(&keys).unwrap();
        std::fs::copy(lost.place.folder.join("keys/log.key"), keys.join("log.key")).unwrap();
        let opening = Opening { keys: Some(keys), ..lost.place.opening() };
        let (ledger, log) = lost.restored(&into, &opening).await;
        is_closed(&ledger, &log, "it was restored from copy.db").await;
        let nothing = ledger.reconcile(&[]).await.unwrap_err().to_string();
        assert!(nothing.contains("there is no checkpoint to compare it with"), "{nothing}");
        for (wrong, why) in [
            (lost.last.as_str(), "340 were signed"),
            ("no checkpoint at all", "cannot be read"),
            (&lost.last.replacen("\n340\n", "\n300\n", 1), "not signed by this log's key"),
        ] {
            let refused = ledger.reconcile(&[wrong.to_owned()]).await.unwrap_err().to_string();
            assert!(refused.contains(why), "{refused}");
        }
        is_closed(&ledger, &log, "it was restored from copy.db").await;
        ledger.take(&Export::read(&lost.mirror, Some(log.key())).unwrap(), 5).await.unwrap();
        let still = log.sign(7).await.unwrap_err();
        assert!(matches!(still, LedgerError::Behind { .. }), "{still}");
        assert_eq!(ledger.reconcile(std::slice::from_ref(&lost.last)).await.unwrap(), u64::from(LOST));
        more_and_consistent(&ledger, &log, &lost.last).await;
        ledger.close().await;
        into.done().await;
        lost.place.done().await;
    }
}

/// One byte of what the mirror brought is another, and is signed by nobody; and what was entered here meanwhile is no beginning of it.
#[tokio::test]
async fn a_mirror_that_differs_from_the_store_is_refused_and_nothing_of_it_comes_in() {
    let lost = lost(sqlite()).await;
    let into = lost.place.beside().await;
    let (ledger, log) = lost.restored(&into, &lost.place.opening()).await;
    let stranger = Stranger::at(&into).await;
    stranger.unguard().await;
    stranger.run("update entry set leaf = replace(leaf, 'number 8', 'number 9') where number = 9").await;
    let export = Export::read(&lost.mirror, Some(log.key())).unwrap();
    let refused = ledger.take(&export, 5).await.unwrap_err().to_string();
    assert!(refused.contains("entry 9 differs between this store and the export"), "{refused}");
    assert_eq!((ledger.entries().await.unwrap(), ledger.reconcile(&[]).await.is_err()), (COPIED, true));
    stranger.close().await;
}

/// A folder of the mirror that cannot be read is not an empty one: what is in it would be missing, and nobody would know.
#[tokio::test]
async fn a_mirror_whose_folders_cannot_be_read_is_refused() {
    for folder in ["evidence", "checkpoints"] {
        let lost = lost(sqlite()).await;
        let into = sqlite();
        let (ledger, log) = lost.restored(&into, &lost.place.opening()).await;
        let path = lost.mirror.join(folder);
        std::fs::rename(&path, lost.place.folder.join("aside")).unwrap();
        // Whoever opens it as a folder is told that it cannot be, whatever rights he has.
        std::fs::write(&path, b"no folder").unwrap();
        let taken = match Export::read(&lost.mirror, Some(log.key())) {
            Ok(export) => ledger.take(&export, 5).await.map(drop),
            Err(error) => Err(error),
        };
        let refused = taken.unwrap_err().to_string();
        assert!(refused.contains(&path.display().to_string()), "{refused}");
        assert_eq!(ledger.entries().await.unwrap(), COPIED, "nothing came in");
        // One that is not there is an empty one: an export without documents has none.
        std::fs::remove_file(&path).unwrap();
        let export = Export::read(&lost.mirror, Some(log.key())).unwrap();
        assert_eq!(ledger.take(&export, 5).await.unwrap(), (LOST - COPIED) as usize);
        ledger.close().await;
    }
}

#[tokio::test]
async fn a_copy_that_was_changed_is_not_restored() {
    let lost = lost(sqlite()).await;
    let changed = lost.place.folder.join("changed.db");
    let mut bytes = lost.bytes.clone();
    let at = bytes.windows(9).position(|found| found == b"number 77").unwrap();
    bytes[at + 8] = b'8';
    std::fs::write(&changed, &bytes).unwrap();
    let ledger = lost.place.beside().await.open().await;
    let refused = ledger.restore(&changed).await.unwrap_err().to_string();
    assert!(refused.contains("the copy is not what it was when it was made: entry "), "{refused}");
    assert_eq!((ledger.entries().await.unwrap(), std::fs::read(&changed).unwrap() == bytes), (0, true));
    let nothing = ledger.restore(&lost.place.folder.join("no such file")).await.unwrap_err();
    assert!(nothing.to_string().contains("no such file"), "{nothing}");
    ledger.restore(&lost.copy).await.unwrap();
    let again = ledger.restore(&lost.copy).await.unwrap_err().to_string();
    assert!(again.contains("holds entries already"), "{again}");
}

/// Copies are made while others write; each is a beginning of the log, whole, and nothing of the attempt is left beside it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_made_while_others_write_is_the_store_of_one_moment() {
    for place in places().await {
        let (ledger, log) = place.open_log(7).await;
        let writes = tokio::spawn({
            let (ledger, log) = (ledger.clone(), log.clone());
            async move {
                for n in 0..30 {
                    ledger.append(&facts_from(n * 3, 3), &vocabulary(), || ()).await.unwrap();
                    log.sign(n as u64).await.unwrap();
                    ledger.seal(&format!("draft {n}"), b"stocks: 4", [n as u8; 32]).await.unwrap();
                }
            }
        });
        let folder = place.folder.join("copies");
        std::fs::create_dir(&folder).unwrap();
        let mut sizes = Vec::new();
        while !writes.is_finished() {
            let copy = folder.join(format!("{}.db", sizes.len()));
            // What an attempt that was killed left there.
            for ending in ["part", "part-wal"] {
                std::fs::write(folder.join(format!("{}.db.{ending}", sizes.len())), b"half").unwrap();
            }
            let entries = ledger.backup(&copy).await.unwrap();
            assert_eq!(entries % 3, 0, "half of what was entered together");
            sizes.push(entries);
            assert!(ledger.backup(&copy).await.is_err(), "a copy is never written over");
        }
        writes.await.unwrap();
        assert!(sizes.is_sorted(), "{sizes:?}");
        let left: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left.len(), sizes.len(), "{left:?}");
        let leaves = leaves(&ledger).await;
        let restored = place.beside().await.open().await;
        restored.restore(&folder.join(format!("{}.db", sizes.len() - 1))).await.unwrap();
        let entries = restored.entries().await.unwrap() as usize;
        assert_eq!(crate::support::leaves(&restored).await, leaves[..entries]);
        restored.close().await;
        ledger.close().await;
        place.done().await;
    }
}
