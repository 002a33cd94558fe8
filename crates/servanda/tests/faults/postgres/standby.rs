//! The primary is gone and a standby takes its place. With synchronous replication nothing acknowledged is lost; without, what the
//! standby had not heard is, and whoever knew of it stops entering instead of writing another history.

use super::load::{is_for_now, post, well};
use super::{Cluster, Load};
use crate::harness::{Dice, Sent, Site, is_drill, rows, say, settle, size, table};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

const WRITERS: usize = 4;
const PATIENCE: Duration = Duration::from_secs(60);

/// A primary and a standby that has heard everything so far.
fn pair() -> Option<(Cluster, Cluster)> {
    let primary = Cluster::make()?;
    let standby = primary.standby();
    Some((primary, standby))
}

/// The address of both.
fn of_both(address: &str, one: &Cluster, other: &Cluster) -> String {
    let (before, _) = address.split_once("?host=").unwrap();
    format!("{before}?host={},{}&target_session_attrs=read-write", one.path(), other.path())
}

#[track_caller]
fn until(what: &str, holds: impl Fn() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < PATIENCE, "{what} does not come");
        sleep(Duration::from_millis(20));
    }
}

fn is_synchronous(primary: &Cluster) -> bool {
    primary.number("select count(*) from pg_stat_replication where sync_state in ('sync', 'quorum')") > 0
}

#[test]
fn a_standby_in_the_place_of_a_primary_that_is_gone_has_everything_acknowledged() {
    let mut dice = Dice::of("standby");
    for change in 0..size(2, 12) {
        let Some((primary, standby)) = pair() else { return };
        let place = primary.place("standby");
        primary.set("set synchronous_standby_names = '*'");
        until("synchronous replication", || is_synchronous(&primary));
        let account = Arc::new(place.account());
        let both = place.reached(&of_both(place.db(), &primary, &standby));
        let (one, two) = (both.start(), both.beside("other").start());
        let load = Load::on(&one, &account, &format!("{change}.one"), WRITERS, &mut dice);
        let beside = Load::on(&two, &account, &format!("{change}.two"), WRITERS, &mut dice);
        load.enters(WRITERS);
        sleep(Duration::from_millis(dice.below(800) as u64));
        primary.stop("immediate");
        let gone = Instant::now();
        standby.promote();
        // The new primary has no standby to wait for.
        standby.set("reset synchronous_standby_names");
        let promoted = gone.elapsed();
        load.enters(WRITERS);
        beside.enters(WRITERS);
        let entering = gone.elapsed();
        let (done, _) = (load.end(), beside.end());
        well(&one);
        well(&two);
        let after = place.reached(&place.db().replace(&primary.path(), &standby.path()));
        let found = settle(&after, &one, &account);
        assert!(found.is_empty(), "change {change}: {}\n{}", found.join("\n"), one.told());
        say(&format!(
            "postgres: a standby put in place of the primary: promoted after {promoted:.1?}, both sites entering again after {entering:.1?}; {} acknowledged, none lost; {} told to send it again",
            account.many_acknowledged(),
            done.refused
        ));
    }
}

#[test]
fn without_synchronous_replication_what_the_standby_had_not_heard_is_lost_and_who_knew_of_it_enters_nothing_more() {
    let Some((primary, standby)) = pair() else { return };
    let place = primary.place("behind");
    until("the standby's copy", || standby.number("select count(*) from pg_database where datname like 'behind%'") > 0);
    let account = place.account();
    let both = place.reached(&of_both(place.db(), &primary, &standby));
    let (knows, elsewhere) = (both.start(), both.beside("elsewhere"));
    // One that does not sign, and has nothing beside it that says what was signed.
    let reads = both.beside("reads");
    std::fs::remove_dir_all(reads.keys()).unwrap();
    let reads = reads.start();
    enter(&knows, &account, "heard");
    let heard = primary.number("select (pg_current_wal_lsn() - '0/0')::bigint");
    until("what was heard", || standby.number("select (pg_last_wal_replay_lsn() - '0/0')::bigint") >= heard);
    // From here on the standby hears nothing.
    standby.stop("fast");
    enter(&knows, &account, "unheard");
    until("the signature", || knows.health()["signed"] == knows.health()["held"]);
    until("the pages of the other", || reads.health()["entries"] == knows.health()["held"]);
    primary.stop("immediate");
    standby.again();
    standby.promote();
    for site in [&knows, &reads] {
        until("that the site tells it", || site.health()["why"].as_str().is_some_and(|why| why.contains("only be read")));
        refuses(site, "were read from it before");
        assert_eq!(site.get("/ccm").unwrap().status, 200);
    }
    // A site that knew nothing of it cannot know: this is what asynchronous replication costs. It goes on from what there is.
    let fresh = elsewhere.start();
    let answer = post(&fresh, "others", &["others.0".to_owned()]);
    assert_eq!(answer.status, 200, "{answer:?}");
    // The harness sees what is lost.
    let after = place.reached(&place.db().replace(&primary.path(), &standby.path()));
    let found = crate::harness::differences(&account, &crate::harness::held(&after)).join("\n");
    assert!(found.contains("unheard: lost") && !found.contains("\nheard: lost"), "{found}");
    // The one that knew more still enters nothing, also where there are as many entries again as it knew.
    for number in 0..3 {
        let answer = post(&fresh, &format!("others.{number}"), &[format!("others.{number}.0")]);
        assert_eq!(answer.status, 200, "{answer:?}");
    }
    refuses(&knows, "were signed");
    refuses(&reads, "is not the one that was entered under this number");
    say(
        "postgres: without synchronous replication a standby that had not heard all lost what was acknowledged; the site that knew of it enters nothing more",
    );
}

/// That a site enters nothing, and why, also after it had time to look again.
#[track_caller]
fn refuses(site: &Site, why: &str) {
    until("the reason", || {
        let answer = post(site, "more", &["more.0".to_owned()]);
        assert!(answer.status == 503 && answer.body.contains("can only be read") && !is_for_now(&answer), "{answer:?}");
        answer.body.contains(why)
    });
}

#[track_caller]
fn enter(site: &Site, account: &crate::harness::Account, key: &str) {
    let marks = vec![format!("{key}.0"), format!("{key}.1")];
    account.asks(key, marks.clone(), Some(("/ledger/facts".to_owned(), table(&rows(&marks)))));
    let sent = account.send(key, site.address());
    assert!(matches!(sent, Sent::Entered), "{sent:?}");
}

#[test]
fn a_synchronous_standby_that_is_gone_stops_entering_and_nothing_else_until_it_is_back() {
    if !is_drill() {
        return say("postgres: a synchronous standby that is gone is tried in the drill (half a minute of waiting)");
    }
    let Some((primary, standby)) = pair() else { return };
    let place = primary.place("alone");
    primary.set("set synchronous_standby_names = '*'");
    until("synchronous replication", || is_synchronous(&primary));
    let account = Arc::new(place.account());
    let site = place.start();
    enter(&site, &account, "before");
    standby.stop("immediate");
    let waiting: Vec<_> = (0..12)
        .map(|number| {
            let (account, address, key) = (Arc::clone(&account), site.address().to_owned(), format!("waits.{number}"));
            let marks = vec![format!("{key}.0")];
            account.asks(&key, marks.clone(), Some(("/ledger/facts".to_owned(), table(&rows(&marks)))));
            std::thread::spawn(move || account.send(&key, &address))
        })
        .collect();
    sleep(Duration::from_secs(5));
    // Readers do not wait for writers.
    let asked = Instant::now();
    assert_eq!(site.get("/ccm").unwrap().status, 200);
    assert_eq!(site.get("/log/entry/1").unwrap().status, 200);
    assert!(asked.elapsed() < Duration::from_secs(3), "{:?}", asked.elapsed());
    for sent in waiting.into_iter().map(|thread| thread.join().unwrap()) {
        match sent {
            Sent::Refused(answer) => assert!(is_for_now(&answer), "{answer:?}"),
            other => panic!("acknowledged without its standby: {other:?}"),
        }
    }
    standby.again();
    until("synchronous replication", || is_synchronous(&primary));
    well(&site);
    let found = settle(&place, &site, &account);
    assert!(found.is_empty(), "{}\n{}", found.join("\n"), site.told());
}
