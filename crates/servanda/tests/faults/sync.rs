//! A disk that fails when it is told to keep what was written (fsync): what it says afterwards is not believed.

use crate::harness::{Dice, Place, Sent, Site, Writer, held, say, settle, size, wait};
use crate::strace::{self, Tracer};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// The pages that go on.
const PAGES: [&str; 4] = ["/ccm", "/log/entry/1", "/log/checkpoint", "/ccm/data.csv"];

#[test]
fn once_a_sync_of_the_store_failed_nothing_is_acknowledged_until_the_program_was_started_again() {
    if !strace::there_is("sync") {
        return;
    }
    let (rounds, mut dice) = (size(3, 60), Dice::of("sync"));
    for round in 0..rounds {
        let place = Place::new("sync");
        let account = Arc::new(place.account());
        let mut writer = Writer::new("before", &account, dice.split());
        let site = place.start();
        (0..3).for_each(|_| assert!(matches!(writer.send(site.address()).1, Sent::Entered)));
        wait("the first checkpoint", || site.health()["signed"].as_u64() >= Some(12));
        let which = if round == 0 { 1 } else { 1 + dice.below(12) };
        let tracer = Tracer::attach(&site, &["fsync", "pwrite64"], &[journal(&place)], &format!("fsync:error=EIO:when={which}"));
        let mut writer = Writer::new("into", &account, dice.split());
        let refused = loop {
            match writer.send(site.address()).1 {
                Sent::Entered => assert!(writer.asked() <= which, "{which} syncs, and it still goes on"),
                Sent::Refused(answer) => break answer,
                Sent::Unanswered(error) => panic!("the site is gone: {error}"),
            }
        };
        assert_eq!(refused.status, 503, "{refused:?}");
        assert!(refused.body.contains("can only be read") && refused.json()["again"] == false, "{refused:?}");
        stays_closed_and_goes_on_reading(&site, &mut writer);
        // The site signs by itself, too.
        std::thread::sleep(Duration::from_millis(1_200));
        let calls = tracer.detach();
        let later = calls.split_once("(INJECTED)").map(|(_, later)| later).unwrap_or_else(|| panic!("nothing failed: {calls}"));
        let trusted: Vec<&str> = later.lines().filter(|line| line.contains("-wal>")).collect();
        assert!(trusted.is_empty(), "the journal is written and synced after a sync of it failed: {trusted:#?}");
        assert!(site.told().contains("can only be read"), "the operator hears of it: {}", site.told());
        site.kill();
        let site = place.start();
        assert_eq!(site.health()["writable"], true);
        let found = settle(&place, &site, &account);
        assert!(found.is_empty(), "{}: {}", place.folder().display(), found.join("\n"));
    }
    say(&format!("sync: {rounds} syncs of the store failed; nothing acknowledged afterwards, nothing lost"));
}

fn stays_closed_and_goes_on_reading(site: &Site, writer: &mut Writer) {
    for _ in 0..10 {
        match writer.send(site.address()).1 {
            Sent::Refused(answer) => assert_eq!(answer.status, 503, "{answer:?}"),
            other => panic!("a write after the sync failed: {other:?}"),
        }
    }
    for page in PAGES {
        assert_eq!(site.get(page).unwrap().status, 200, "{page}");
    }
    let health = site.health();
    assert_eq!(health["writable"], false, "{health}");
}

#[test]
fn where_what_was_signed_cannot_be_kept_nothing_is_signed_and_entering_and_reading_go_on() {
    if !strace::there_is("sync of the key's folder") {
        return;
    }
    let place = Place::new("signed");
    let account = Arc::new(place.account());
    let mut writer = Writer::new("w", &account, Dice::of("signed"));
    let site = place.start();
    wait("the first checkpoint", || site.health()["signed"] == 12);
    let kept = (0..500).map(|n| place.keys().join(format!(".last-signed.{}.{n}", site.id())));
    let tracer = Tracer::attach(&site, &["fsync"], &kept.collect::<Vec<_>>(), "fsync:error=EIO:when=1+");
    for _ in 0..3 {
        assert!(matches!(writer.send(site.address()).1, Sent::Entered));
    }
    wait("the site says so", || site.health()["well"] == false);
    let health = site.health();
    assert_eq!((&health["signed"], &health["writable"]), (&12.into(), &true.into()), "{health}");
    assert!(matches!(writer.send(site.address()).1, Sent::Entered));
    for page in PAGES {
        assert_eq!(site.get(page).unwrap().status, 200, "{page}");
    }
    assert!(site.get("/log/checkpoint").unwrap().body.contains("\n12\n"));
    wait("the operator hears of it", || site.told().contains("nothing is signed: ") && site.told().contains("last-signed"));
    assert!(tracer.detach().contains("(INJECTED)"));
    // What is signed is written anew each time, so that trying again is no trust in what failed.
    wait("it is signed again", || site.health()["signed"] == site.health()["held"]);
    wait("the site says so", || site.told().contains("the log is signed again"));
    assert_eq!(settle(&place, &site, &account), [""; 0]);
}

#[test]
fn what_a_killed_program_wrote_and_did_not_sync_is_synced_before_anybody_is_told_that_it_is_there() {
    if !strace::there_is("sync after a kill") {
        return;
    }
    let place = Place::new("unsynced");
    let account = Arc::new(place.account());
    let site = place.start();
    wait("the first checkpoint", || site.health()["signed"] == 12);
    // Ended in the sync of the journal: what was entered is written, and may never have reached the disk.
    let tracer = Tracer::attach(&site, &["fsync"], &[journal(&place)], "fsync:signal=KILL:when=1");
    let (key, sent) = Writer::new("late", &account, Dice::of("unsynced")).send(site.address());
    assert!(matches!(sent, Sent::Unanswered(_)), "{sent:?}");
    tracer.detach();
    drop(site);
    // A site that does not sign writes nothing by itself.
    std::fs::remove_file(place.keys().join("log.key")).unwrap();
    let calls = place.folder().join("calls");
    let site = place.start_under(&[
        "strace",
        "-D",
        "-f",
        "-y",
        "-s",
        "0",
        "-e",
        "trace=fsync,pwrite64",
        "-o",
        &calls.display().to_string(),
    ]);
    assert!(matches!(account.send(&key, site.address()), Sent::Entered));
    let calls = std::fs::read_to_string(calls).unwrap();
    assert!(
        calls.lines().any(|line| line.contains(" fsync(") && line.contains("servanda.db-wal>")),
        "told, and not synced: {calls}"
    );
    // What a sync says on a disk where one failed before is not relied on: it is written once more, into the file.
    assert!(calls.lines().any(|line| line.contains(" fsync(") && line.contains("servanda.db>")), "not in the file: {calls}");
    assert_eq!(settle(&place, &site, &account), [""; 0]);
}

#[test]
fn the_name_of_a_document_that_was_there_already_is_made_to_last_before_an_entry_speaks_of_it() {
    if !strace::there_is("sync of a document's name") {
        return;
    }
    let place = Place::new("named");
    let letter = place.folder().join("letter.txt");
    std::fs::write(&letter, "letter 17").unwrap();
    let fact = fact_of_first(&place);
    let add = place.arguments(&["evidence", "add", "--fact", &fact, &letter.display().to_string()]);
    // What a program left that was stopped after it had put the document into its place.
    let print = ledger::fingerprint(b"letter 17");
    let folder = place.folder().join("servanda.files").join(&print[..2]);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(&print[2..]), "letter 17").unwrap();
    let (run, _) = strace::look_on(&place, &add);
    assert!(run.status.success(), "{}", run.told);
    let syncs: Vec<&str> = run.calls.lines().filter(|line| line.contains(" fsync(")).collect();
    let synced = syncs.iter().position(|line| line.contains(&format!("{}>", folder.display())));
    let entered = syncs.iter().rposition(|line| line.contains("servanda.db-wal>"));
    assert!(synced.is_some() && synced < entered, "synced at {synced:?}, entered at {entered:?}: {}", run.calls);
}

fn fact_of_first(place: &Place) -> String {
    let leaf: serde_json::Value = serde_json::from_str(&held(place)[0].leaf).unwrap();
    leaf["id"].as_str().unwrap().to_owned()
}

fn journal(place: &Place) -> PathBuf {
    place.folder().join("servanda.db-wal")
}
