//! The database is stopped as by a crash and started again; its connections are ended one by one. The site stays up.

use super::load::{middle_and_worst, well};
use super::{Cluster, Load};
use crate::harness::{Dice, Site, say, settle, size};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

const WRITERS: usize = 6;

/// How long the database runs at most before it is stopped, and stays away, in milliseconds.
const LIFE: usize = 800;
const AWAY: usize = 400;

#[test]
fn a_database_stopped_in_the_middle_loses_nothing_and_the_site_goes_on_by_itself() {
    let Some(cluster) = Cluster::make() else { return };
    let (stops, mut dice, began) = (size(8, 150), Dice::of("stopped"), Instant::now());
    let place = cluster.place("stopped");
    let account = Arc::new(place.account());
    let site = place.start();
    let (mut away, mut refused) = (Vec::new(), 0);
    for stop in 0..stops {
        let load = Load::on(&site, &account, &format!("{stop}"), WRITERS, &mut dice);
        load.enters(1);
        sleep(Duration::from_millis(dice.below(LIFE) as u64));
        cluster.stop("immediate");
        unwell(&site);
        sleep(Duration::from_millis(dice.below(AWAY) as u64));
        cluster.again();
        let back = Instant::now();
        well(&site);
        load.enters(WRITERS);
        away.push(back.elapsed());
        refused += load.end().refused;
        if stop % 4 == 3 || stop + 1 == stops {
            let found = settle(&place, &site, &account);
            assert!(found.is_empty(), "stop {stop}: {}\n{}", found.join("\n"), site.told());
        }
    }
    assert!(!site.told().contains("panicked"), "{}", site.told());
    assert!(site.told().contains("the ledger can be read again"), "{}", site.told());
    say(&format!(
        "postgres: {stops} stops in {:.0?}: {} acknowledged, none lost, none twice; {refused} told to send it again; entering again after the start {}",
        began.elapsed(),
        account.many_acknowledged(),
        middle_and_worst(away)
    ));
}

/// While the database is away: pages are there, and the site says how it is, quickly.
#[track_caller]
fn unwell(site: &Site) {
    let asked = Instant::now();
    assert_eq!(site.get("/ccm").unwrap().status, 200);
    let health = site.get("/health").unwrap();
    assert_eq!(
        (health.status, &health.json()["well"], &health.json()["writable"]),
        (503, &false.into(), &false.into()),
        "{health:?}"
    );
    assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
    // Where the database lies is nothing to those who ask.
    assert!(!health.body.contains("postgres:"), "{health:?}");
}

#[test]
fn connections_ended_at_random_lose_nothing() {
    let Some(cluster) = Cluster::make() else { return };
    let (ends, mut dice, began) = (size(12, 200), Dice::of("ended"), Instant::now());
    let place = cluster.place("ended");
    let account = Arc::new(place.account());
    let site = place.start();
    let load = Load::on(&site, &account, "w", WRITERS, &mut dice);
    let mut gone = 0;
    for _ in 0..ends {
        sleep(Duration::from_millis(dice.below(300) as u64));
        // Now one of them, now all.
        let some = if dice.below(3) == 0 { "true" } else { "random() < 0.3" };
        gone += cluster.number(&format!(
            "select count(*) from (select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'servanda' and {some}) ended"
        ));
        load.enters(1);
    }
    let done = load.end();
    let found = settle(&place, &site, &account);
    assert!(found.is_empty(), "{}\n{}", found.join("\n"), site.told());
    assert!(gone > 0 && !site.told().contains("panicked"), "{gone} {}", site.told());
    say(&format!(
        "postgres: {gone} connections ended in {:.0?}: {} acknowledged, none lost, none twice; {} told to send it again",
        began.elapsed(),
        account.many_acknowledged(),
        done.refused
    ));
}
