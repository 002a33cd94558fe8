//! Whoever got no answer sends the same again, under the same key. It is entered once.

use crate::support::{Place, fact, leaves, on_every_store, places, vocabulary};
use facts::{Fact, exact_day};
use ledger::{Attaching, Correcting, Ledger, LedgerError, Verifying, Written};
use std::collections::BTreeMap;

/// What sixteen send again and again, each the same.
async fn send(ledger: &Ledger, request: usize) -> Result<Written, LedgerError> {
    let (vocabulary, key) = (vocabulary(), format!("request {request}"));
    let about = &shared().id;
    match request % 4 {
        0 => {
            let facts: Vec<Fact> = (0..3).map(|n| fact("2023-12", &format!("{request}, {n}"))).collect();
            ledger.enter(Some(&key), &facts, &vocabulary, || ()).await
        }
        // Partly held already, partly asked by others too.
        1 => {
            let facts = [shared(), fact("2023-12", "asked by several"), fact("2023-12", &format!("{request}"))];
            ledger.enter(Some(&key), &facts, &vocabulary, || ()).await
        }
        2 => {
            let published = exact_day("2024-03-01").unwrap();
            let (reason, replacement) =
                (format!("misread {request}"), Some(&fact("2023-11", &format!("right {request}"))).cloned());
            let correcting = Correcting {
                fact: about,
                replacement: replacement.as_ref(),
                reason: &reason,
                evidence: "page 3",
                published,
                key: (request % 8 == 2).then_some(key.as_str()),
            };
            ledger.correct(&correcting, &vocabulary).await
        }
        _ => {
            let document = format!("document {request}");
            let (document, key) = (document.as_bytes(), (request % 8 == 3).then_some(key.as_str()));
            ledger.attach(&Attaching { fact: about, document, media_type: "text/plain", name: "a", key }).await
        }
    }
}

fn shared() -> Fact {
    fact("2023-12", "shared by all")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixteen_who_send_the_same_again_and_again_enter_it_once() {
    for place in places().await {
        let handles = [place.open().await, place.open().await];
        handles[0].append(&[shared()], &vocabulary(), || ()).await.unwrap();
        let tasks: Vec<_> = (0..16)
            .map(|task| {
                let ledger = handles[task % 2].clone();
                tokio::spawn(async move {
                    let mut answers = Vec::new();
                    for turn in 0..12 {
                        // Each begins elsewhere, so that the same is sent by several at once.
                        let request = (turn + task) % 12;
                        answers.push((request, send(&ledger, request).await.unwrap()));
                    }
                    answers
                })
            })
            .collect();
        let mut answers: BTreeMap<usize, Vec<Written>> = BTreeMap::new();
        for task in tasks {
            for (request, written) in task.await.unwrap() {
                answers.entry(request).or_default().push(written);
            }
        }
        for (request, answers) in &answers {
            let same: Vec<(u32, u32)> = answers.iter().map(|w| (w.first, w.last)).collect();
            assert!(same.iter().all(|answer| *answer == same[0]), "{request}: one answer for all: {same:?}");
            assert_eq!(answers.iter().filter(|w| !w.again).count(), 1, "{request}: entered once");
        }
        // Every entry was made by one request, and there are no gaps between them.
        let mut made: Vec<u32> = answers.values().flat_map(|answers| answers[0].first..=answers[0].last).collect();
        made.sort_unstable();
        let entries = handles[0].entries().await.unwrap();
        assert_eq!(made, (2..=entries).collect::<Vec<u32>>());
        let held = leaves(&handles[1]).await;
        assert_eq!(held.iter().collect::<std::collections::BTreeSet<_>>().len(), held.len(), "nothing is there twice");
        let verifying = Verifying { vocabulary: Some(&vocabulary()), policy: None };
        assert_eq!(handles[0].verify(&verifying).await.unwrap().differences, [""; 0]);
        for ledger in handles {
            ledger.close().await;
        }
        place.done().await;
    }
}

#[tokio::test]
async fn keys_that_the_ledger_gives_itself_are_nobody_elses() {
    on_every_store(async |place: Place| {
        let ledger = place.open().await;
        ledger.seal("draft", b"stocks: 4", [1; 32]).await.unwrap();
        // Whoever could ask under such a key would hear whether there is a draft of that name.
        for key in ["sealed:draft", "sealed:none", "content:0"] {
            let refused = ledger.enter(Some(key), &[shared()], &vocabulary(), || ()).await.unwrap_err();
            assert!(matches!(&refused, LedgerError::OurKey { .. }), "{refused}");
        }
        assert_eq!(ledger.entries().await.unwrap(), 0);
    })
    .await;
}

/// What stands beside an entry is no answer any more once somebody changed it.
#[tokio::test]
async fn a_request_whose_row_was_changed_gets_no_answer() {
    on_every_store(async |place: Place| {
        let ledger = place.open().await;
        let facts = [fact("2023-12", "one"), fact("2023-12", "two")];
        ledger.enter(Some("letter 7"), &facts, &vocabulary(), || ()).await.unwrap();
        ledger.raw("update request set last = 1").await.unwrap();
        let refused = ledger.enter(Some("letter 7"), &facts, &vocabulary(), || ()).await.unwrap_err();
        assert!(matches!(&refused, LedgerError::Request { key } if key == "letter 7"), "{refused}");
        assert_eq!(ledger.entries().await.unwrap(), 2);
    })
    .await;
}
