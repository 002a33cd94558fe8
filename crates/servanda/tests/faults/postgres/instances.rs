//! Several sites on one database: one is killed, one stands still, and the others go on.

use super::load::{middle_and_worst, well};
use super::{Cluster, Load};
use crate::harness::{Account, Dice, Place, Sent, Site, rows, say, settle, size, table};
use std::collections::BTreeSet;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

const WRITERS: usize = 4;

/// How long something may take that has to come.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn an_instance_that_is_killed_takes_nothing_with_it_and_the_other_does_not_notice() {
    let Some(cluster) = Cluster::make() else { return };
    let (kills, mut dice, began) = (size(4, 60), Dice::of("instances"), Instant::now());
    let place = cluster.place("instances");
    let other = place.beside("other");
    let account = Arc::new(place.account());
    let survivor = place.start();
    let mut entered = 0;
    for kill in 0..kills {
        let victim = other.start();
        let here = Load::on(&survivor, &account, &format!("{kill}.here"), WRITERS, &mut dice);
        let there = Load::on(&victim, &account, &format!("{kill}.there"), WRITERS, &mut dice);
        here.enters(1);
        there.enters(1);
        sleep(Duration::from_millis(dice.below(800) as u64));
        there.is_over();
        victim.kill();
        here.enters(WRITERS * 2);
        let (done, _) = (here.end(), there.end());
        assert_eq!(done.refused, 0, "the survivor was disturbed: {}", survivor.told());
        entered += done.entered;
        let found = settle(&place, &survivor, &account);
        assert!(found.is_empty(), "kill {kill}: {}\n{}", found.join("\n"), survivor.told());
    }
    say(&format!(
        "postgres: one of two instances killed {kills} times in {:.0?}: {} acknowledged, none lost; the other entered {entered} things and refused none",
        began.elapsed(),
        account.many_acknowledged()
    ));
}

#[test]
fn what_is_entered_at_one_instance_is_on_the_pages_of_the_other_within_a_second_and_both_give_the_same_log() {
    let Some(cluster) = Cluster::make() else { return };
    let place = cluster.place("both");
    let other = place.beside("other");
    let (one, two) = (place.start(), other.start());
    let account = place.account();
    let mut took = Vec::new();
    for number in 0..100 {
        let (here, there) = if number % 2 == 0 { (&one, &two) } else { (&two, &one) };
        let (key, marks) = (format!("both.{number}"), vec![format!("both.{number}.0")]);
        account.asks(&key, marks.clone(), Some(("/ledger/facts".to_owned(), table(&rows(&marks)))));
        assert!(matches!(account.send(&key, here.address()), Sent::Entered));
        let (last, entered) = (*account.of(&key).unwrap().entries.unwrap().end(), Instant::now());
        while there.health()["entries"].as_u64().is_none_or(|shown| shown < u64::from(last)) {
            assert!(entered.elapsed() < PATIENCE, "{}", there.told());
            sleep(Duration::from_millis(2));
        }
        took.push(entered.elapsed());
    }
    let worst = took.iter().max().copied().unwrap();
    let told = middle_and_worst(took);
    same_log(&one, &two, &account);
    let found = settle(&place, &one, &account);
    assert!(found.is_empty(), "{}", found.join("\n"));
    say(&format!("postgres: entered at one instance, on the pages of the other: {told} of 100"));
    assert!(worst < Duration::from_secs(if cfg!(debug_assertions) { 5 } else { 1 }), "{told}");
}

/// Waits until everything is signed; then both have to give the same checkpoint.
#[track_caller]
fn same_log(one: &Site, two: &Site, account: &Account) {
    let began = Instant::now();
    let signed = |site: &Site| site.get("/log/checkpoint").unwrap().body;
    let size = |checkpoint: &str| checkpoint.lines().nth(1).and_then(|line| line.parse::<u64>().ok());
    loop {
        let (here, there) = (signed(one), signed(two));
        account.saw_checkpoint(&here);
        account.saw_checkpoint(&there);
        if size(&here) == one.health()["held"].as_u64() {
            assert_eq!(here, there);
            return;
        }
        assert!(began.elapsed() < PATIENCE, "{}", one.health());
        sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_program_that_stands_still_while_it_writes_keeps_the_others_waiting_only_for_a_while() {
    let Some(cluster) = Cluster::make() else { return };
    let place = cluster.place("still");
    let account = place.account();
    let site = place.start();
    for round in 0..size(1, 6) {
        let marks: Vec<String> = (0..6_000).map(|row| format!("import.{round}.{row}")).collect();
        let tables = place.tables(&format!("import{round}"), &rows(&marks));
        let mut import = place.servanda(&["register", "load", "--from", &tables.display().to_string()]);
        let mut import = import.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let writes = "select count(*) from pg_stat_activity where application_name = 'servanda' and query ilike 'insert into entry%' and state <> 'idle'";
        let began = Instant::now();
        while cluster.number(writes) == 0 {
            assert!(began.elapsed() < PATIENCE && import.try_wait().unwrap().is_none(), "the import is not caught writing");
        }
        signal(import.id(), "-STOP");
        let key = format!("meanwhile.{round}");
        let mark = vec![format!("{key}.0")];
        account.asks(&key, mark.clone(), Some(("/ledger/facts".to_owned(), table(&rows(&mark)))));
        let asked = Instant::now();
        let sent = account.send(&key, site.address());
        assert!(matches!(sent, Sent::Entered), "{sent:?} {}", site.told());
        say(&format!("postgres: a program that stands still while it writes is waited for {:.0?}", asked.elapsed()));
        assert!(asked.elapsed() < Duration::from_secs(30));
        signal(import.id(), "-CONT");
        // Its transaction is gone; it must not say that it is done.
        assert!(!import.wait().unwrap().success());
        well(&site);
    }
    let found = settle(&place, &site, &account);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn signal(process: u32, which: &str) {
    assert!(Command::new("kill").args([which, &process.to_string()]).status().unwrap().success());
}

#[test]
fn programs_started_at_once_on_an_empty_database_agree_on_one_store_and_one_log() {
    let Some(cluster) = Cluster::make() else { return };
    for _ in 0..size(1, 10) {
        let database = cluster.database("first");
        let places: Vec<Place> = (0..4).map(|n| Place::empty(&format!("first{n}")).reached(&database)).collect();
        // The tables are made by whoever is first; nobody stumbles over the others.
        let load = |place: &Place| {
            let tables = place.tables("seed", &rows(&["first".to_owned()]));
            let mut load = place.servanda(&["register", "load", "--from", &tables.display().to_string()]);
            load.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
        };
        for loaded in places.iter().map(load).collect::<Vec<_>>() {
            let loaded = loaded.wait_with_output().unwrap();
            assert!(loaded.status.success(), "{}", String::from_utf8_lossy(&loaded.stderr));
        }
        let sites: Vec<Site> = std::thread::scope(|scope| {
            let started: Vec<_> = places.iter().map(|place| scope.spawn(|| place.start())).collect();
            started.into_iter().map(|site| site.join().unwrap()).collect()
        });
        let keys: BTreeSet<String> = sites.iter().map(|site| site.get("/log/key").unwrap().body).collect();
        assert_eq!(keys.len(), 1, "{keys:?}");
        assert!(sites.iter().all(|site| site.health()["held"] == 1));
    }
}
