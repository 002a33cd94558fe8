//! The way to the database breaks. The answer to a commit is lost: the one who asked cannot know whether it was entered, sends the same again, and it is there once.

use super::load::{is_for_now, middle_and_worst, post, well};
use super::proxy::Commit;
use super::{Cluster, Load, Proxy};
use crate::harness::{Account, Dice, Place, Sent, Site, differences, held, rows, say, settle, size, table};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A site that reaches its database through a proxy; its place reaches it without.
fn behind_proxy(cluster: &Cluster, name: &str) -> (Place, Proxy, Site) {
    let place = cluster.place(name);
    let proxy = Proxy::before(&cluster.path());
    let database = place.db().split('/').nth(3).and_then(|rest| rest.split('?').next()).unwrap();
    let site = place.reached(&format!("postgres://servanda@{}/{database}", proxy.address())).start();
    (place, proxy, site)
}

#[test]
fn a_commit_whose_answer_is_lost_is_sent_again_and_entered_once() {
    let Some(cluster) = Cluster::make() else { return };
    let (rounds, mut dice) = (size(10, 150), Dice::of("commit"));
    let (place, proxy, site) = behind_proxy(&cluster, "commit");
    let account = Arc::new(place.account());
    let (mut kept, mut not_kept) = (0, 0);
    for round in 0..rounds {
        let key = format!("lost.{round}");
        let marks: Vec<String> = (0..=dice.below(3)).map(|n| format!("{key}.{n}")).collect();
        account.asks(&key, marks.clone(), Some(("/ledger/facts".to_owned(), table(&rows(&marks)))));
        let commit = if dice.below(3) == 0 { Commit::Unheard } else { Commit::Unanswered };
        proxy.commits(commit);
        match account.send(&key, site.address()) {
            // Not "nothing was entered": that is not known.
            Sent::Refused(answer) => assert!(is_for_now(&answer) && answer.body.contains("was lost"), "{answer:?}"),
            sent => panic!("{key}: {sent:?}"),
        }
        proxy.commits(Commit::Passes);
        let again = post(&site, &key, &marks);
        assert_eq!(again.status, 200, "{again:?}");
        // Where the database had got it, the second answer is the one that was lost.
        assert_eq!(again.json()["again"], commit == Commit::Unanswered, "{commit:?}: {again:?}");
        assert!(matches!(account.send(&key, site.address()), Sent::Entered));
        *if commit == Commit::Unanswered { &mut kept } else { &mut not_kept } += 1;
    }
    let found = settle(&place, &site, &account);
    assert!(found.is_empty(), "{}\n{}", found.join("\n"), site.told());
    assert!(proxy.lost() >= rounds, "{}", proxy.lost());
    say(&format!(
        "postgres: {rounds} answers to commits lost, {kept} of them after it was kept, {not_kept} before: each is there once"
    ));
}

/// The negative control: who sends the same again under another key has it there twice, and the harness sees it.
#[test]
fn without_the_same_key_it_is_there_twice() {
    let Some(cluster) = Cluster::make() else { return };
    let (place, proxy, site) = behind_proxy(&cluster, "keyless");
    let account: Account = place.account();
    let fact = serde_json::from_str::<serde_json::Value>(&held(&place)[0].leaf).unwrap()["id"].as_str().unwrap().to_owned();
    let body =
        serde_json::json!({ "fact": fact, "reason": "misread", "evidence": "letter 17", "published": "2024-09-01" }).to_string();
    account.asks("first", vec!["misread".to_owned()], Some(("/ledger/corrections".to_owned(), body.clone())));
    proxy.commits(Commit::Unanswered);
    let Sent::Refused(answer) = account.send("first", site.address()) else { panic!("the answer was not lost") };
    assert!(is_for_now(&answer), "{answer:?}");
    proxy.commits(Commit::Passes);
    let other = Account::default();
    other.asks("second", vec!["misread".to_owned()], Some(("/ledger/corrections".to_owned(), body)));
    assert!(matches!(other.send("second", site.address()), Sent::Entered));
    let found = differences(&account, &held(&place));
    assert!(found.iter().any(|what| what.contains("more than once")), "{found:?}");
}

#[test]
fn a_network_that_swallows_everything_is_noticed_and_the_site_goes_on_when_there_is_a_way_again() {
    let Some(cluster) = Cluster::make() else { return };
    let mut dice = Dice::of("swallowed");
    let (place, proxy, site) = behind_proxy(&cluster, "swallowed");
    let account = Arc::new(place.account());
    let mut took = Vec::new();
    for round in 0..size(1, 20) {
        let load = Load::on(&site, &account, &format!("{round}"), 4, &mut dice);
        load.enters(4);
        proxy.shut(true);
        proxy.swallow();
        let asked = Instant::now();
        let health = site.get("/health").unwrap();
        assert!(health.status == 503 && asked.elapsed() < Duration::from_secs(5), "{health:?} after {:?}", asked.elapsed());
        proxy.shut(false);
        let back = Instant::now();
        well(&site);
        took.push(back.elapsed());
        load.enters(4);
        load.end();
        let found = settle(&place, &site, &account);
        assert!(found.is_empty(), "{}\n{}", found.join("\n"), site.told());
    }
    say(&format!(
        "postgres: a network that swallows everything: {} acknowledged, none lost; well again {}",
        account.many_acknowledged(),
        middle_and_worst(took)
    ));
}
