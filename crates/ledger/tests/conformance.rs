//! What every store of the ledger must do; a second store passes the same.

// In a test, breaking off is how a problem is told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use facts::{Fact, Vocabulary, When, exact_day, fact_id};
use ledger::{Correcting, Ledger, LedgerError};
use std::sync::atomic::{AtomicUsize, Ordering};

fn vocabulary() -> Vocabulary {
    Vocabulary::read("[completed]\nsays = \"Done.\"\nrole = \"event\"\npublic = \"source\"\nneeds = []\n").unwrap()
}

fn address() -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let folder =
        std::env::temp_dir().join(format!("servanda-ledger-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed)));
    std::fs::create_dir_all(&folder).unwrap();
    format!("sqlite:{}", folder.join("ledger.db").display())
}

fn fact(on: &str, note: &str) -> Fact {
    let vocabulary = vocabulary();
    let mut fact = Fact {
        id: String::new(),
        entry: 0,
        treaty: "ccm".parse().unwrap(),
        state: Some("PER".parse().unwrap()),
        kind: vocabulary.kind("completed").unwrap(),
        on: Some(on.parse().unwrap()),
        period: Some("2013/2014".parse().unwrap()),
        until: None,
        about: Some("ccm.3.2".to_owned()),
        amounts: facts::Amount::read_all(">676 munitions; 86200 submunitions").unwrap(),
        said_by: facts::SaidBy::State,
        published: Some("2024-01".parse().unwrap()),
        collected: None,
        public: None,
        source: "https://example.org/report".to_owned(),
        basis: facts::Basis::Seen,
        note: note.to_owned(),
        known_from: When::OPEN,
    };
    fact.known_from = fact.first_known(&vocabulary);
    fact.id = fact_id(&fact, "completed");
    fact
}

#[tokio::test]
async fn what_is_appended_is_read_back_in_order_and_whole() {
    let (ledger, vocabulary) = (Ledger::open(&address()).await.unwrap(), vocabulary());
    let facts = [fact("2023-12", "one"), fact("2019-09-02/2019-09-04", "two \"quoted\", with comma")];
    let mut heard = 0;
    assert_eq!(ledger.append(&facts, &vocabulary, || heard += 1).await.unwrap(), 2);
    assert_eq!((heard, ledger.entries().await.unwrap()), (2, 2));
    let register = ledger.register(&vocabulary).await.unwrap();
    for (fact, entry) in facts.iter().zip(1..) {
        assert_eq!(register.fact(&fact.id), Some(&Fact { entry, ..fact.clone() }));
    }
}

#[tokio::test]
async fn a_fact_already_held_is_not_entered_twice() {
    let (ledger, vocabulary) = (Ledger::open(&address()).await.unwrap(), vocabulary());
    ledger.append(&[fact("2023-12", "one")], &vocabulary, || ()).await.unwrap();
    assert_eq!(ledger.append(&[fact("2023-12", "one"), fact("2023-12", "other")], &vocabulary, || ()).await.unwrap(), 1);
    assert_eq!(ledger.entries().await.unwrap(), 2, "numbers have no gaps");
}

/// I4.
#[tokio::test]
async fn no_entry_can_be_updated_or_deleted() {
    let (ledger, vocabulary) = (Ledger::open(&address()).await.unwrap(), vocabulary());
    ledger.append(&[fact("2023-12", "one")], &vocabulary, || ()).await.unwrap();
    for attempt in ["update entry set note = 'another'", "delete from entry", "update entry set number = 7"] {
        let refused = sqlx::query(attempt).execute(ledger.pool()).await.unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{attempt}: {refused}");
    }
}

#[tokio::test]
async fn a_correction_needs_reason_and_evidence_and_something_to_correct() {
    let (ledger, vocabulary) = (Ledger::open(&address()).await.unwrap(), vocabulary());
    let wrong = fact("2023-12", "one");
    ledger.append(std::slice::from_ref(&wrong), &vocabulary, || ()).await.unwrap();
    let correcting = Correcting {
        fact: &wrong.id,
        replacement: None,
        reason: "",
        evidence: "letter",
        published: exact_day("2024-03-01").unwrap(),
    };
    assert!(matches!(ledger.correct(&correcting, &vocabulary).await, Err(LedgerError::Unreasoned)));
    let correcting = Correcting { fact: "per-0", reason: "wrong month", ..correcting };
    assert!(matches!(ledger.correct(&correcting, &vocabulary).await, Err(LedgerError::NothingToCorrect { .. })));
    assert_eq!(ledger.entries().await.unwrap(), 1);
}

#[tokio::test]
async fn a_correction_counts_from_its_day_and_the_wrong_entry_stays_readable() {
    let (ledger, vocabulary) = (Ledger::open(&address()).await.unwrap(), vocabulary());
    let (wrong, right) =
        (fact("2023-12", "one"), Fact { published: Some("2024-03-01".parse().unwrap()), ..fact("2023-11", "one") });
    let right = Fact { known_from: right.first_known(&vocabulary), id: fact_id(&right, "completed"), ..right };
    ledger.append(std::slice::from_ref(&wrong), &vocabulary, || ()).await.unwrap();
    let published = exact_day("2024-03-01").unwrap();
    let correcting = Correcting {
        fact: &wrong.id,
        replacement: Some(&right),
        reason: "the month was misread",
        evidence: "report, page 3",
        published,
    };
    ledger.correct(&correcting, &vocabulary).await.unwrap();
    let register = ledger.register(&vocabulary).await.unwrap();
    let held = |day: &str| -> Vec<String> {
        let view = register.known_by(exact_day(day).unwrap());
        view.facts(wrong.treaty, wrong.state.unwrap(), wrong.kind).map(|f| f.id.clone()).collect()
    };
    assert_eq!(held("2024-02-29"), std::slice::from_ref(&wrong.id), "the day before");
    assert_eq!(held("2024-03-01"), std::slice::from_ref(&right.id), "the day");
    assert_eq!(held("2024-03-02"), [right.id], "the day after");
    assert!(register.fact(&wrong.id).is_some());
    assert_eq!((register.corrections().next().unwrap().reason.as_str(), register.entries()), ("the month was misread", 3));
}

#[tokio::test]
async fn a_store_of_a_newer_program_is_refused_and_left_as_it_is() {
    let address = address();
    let ledger = Ledger::open(&address).await.unwrap();
    sqlx::query("insert into _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) values (99, 'later', '2030-01-01', 1, x'00', 1)")
        .execute(ledger.pool()).await.unwrap();
    ledger.pool().close().await;
    let refused = Ledger::open(&address).await.unwrap_err();
    assert!(matches!(refused, LedgerError::Newer { found: 99, .. }), "{refused}");
    assert!(refused.to_string().contains("hint:"), "{refused}");
}

#[tokio::test]
async fn the_store_survives_being_opened_again_and_keeps_its_promises() {
    let (address, vocabulary) = (address(), vocabulary());
    let ledger = Ledger::open(&address).await.unwrap();
    ledger.append(&[fact("2023-12", "one")], &vocabulary, || ()).await.unwrap();
    ledger.pool().close().await;
    let ledger = Ledger::open(&address).await.unwrap();
    assert_eq!(ledger.entries().await.unwrap(), 1);
    for (pragma, value) in [("journal_mode", "wal"), ("synchronous", "2")] {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!("pragma {pragma}"))).fetch_one(ledger.pool()).await.unwrap();
        let found: String = sqlx::Row::try_get::<String, _>(&row, 0)
            .or_else(|_| sqlx::Row::try_get::<i64, _>(&row, 0).map(|n| n.to_string()))
            .unwrap();
        assert_eq!(found, value, "{pragma}");
    }
}

#[tokio::test]
async fn what_was_entered_since_an_entry_comes_in_order_and_nothing_before_it() {
    let (ledger, vocabulary) = (Ledger::open(&address()).await.unwrap(), vocabulary());
    let facts = ["one", "two", "three"].map(|note| fact("2023-12", note));
    ledger.append(&facts[..2], &vocabulary, || ()).await.unwrap();
    ledger.append(&facts[2..], &vocabulary, || ()).await.unwrap();
    let published = exact_day("2024-03-01").unwrap();
    let correcting = Correcting { fact: &facts[0].id, replacement: None, reason: "misread", evidence: "page 3", published };
    ledger.correct(&correcting, &vocabulary).await.unwrap();
    for (entry, notes, corrections) in [
        (0, &["one", "two", "three"][..], &[4][..]),
        (1, &["two", "three"], &[4]),
        (2, &["three"], &[4]),
        (3, &[], &[4]),
        (4, &[], &[]),
        (u32::MAX, &[], &[]),
    ] {
        let (facts, corrected) = ledger.since(entry, &vocabulary).await.unwrap();
        let found: Vec<(u32, &str)> = facts.iter().map(|f| (f.entry, f.note.as_str())).collect();
        let expected: Vec<(u32, &str)> = (entry.saturating_add(1)..).zip(notes.iter().copied()).collect();
        assert_eq!(found, expected, "since {entry}");
        assert_eq!(corrected.iter().map(|c| c.entry).collect::<Vec<_>>(), corrections, "since {entry}");
    }
}

#[tokio::test]
async fn the_register_and_what_came_since_make_the_register_of_later() {
    let (ledger, vocabulary) = (Ledger::open(&address()).await.unwrap(), vocabulary());
    ledger.append(&[fact("2023-12", "one")], &vocabulary, || ()).await.unwrap();
    let before = ledger.register(&vocabulary).await.unwrap();
    ledger.append(&[fact("2023-12", "one"), fact("2023-12", "two")], &vocabulary, || ()).await.unwrap();
    let (facts, corrections) = ledger.since(before.entries(), &vocabulary).await.unwrap();
    let (after, whole) = (before.with(facts, corrections), ledger.register(&vocabulary).await.unwrap());
    assert!(after.facts().eq(whole.facts()) && after.entries() == whole.entries());
}

/// Two programs on one file: each sees what the other entered, all of a batch or nothing, and none runs into the other.
#[tokio::test(flavor = "multi_thread")]
async fn what_another_handle_enters_is_seen_whole_while_both_write() {
    let (address, vocabulary) = (address(), vocabulary());
    let (one, other) = (Ledger::open(&address).await.unwrap(), Ledger::open(&address).await.unwrap());
    let batch = |of: usize| [0, 1, 2].map(|n| fact("2023-12", &format!("batch {of}, {n}")));
    let writes = tokio::spawn({
        let vocabulary = vocabulary.clone();
        async move {
            for of in 0..40 {
                assert_eq!(other.append(&batch(of), &vocabulary, || ()).await.unwrap(), 3);
            }
        }
    });
    let (mut known, mut single) = (0, 0);
    while known < 40 * 3 + single {
        if known % 5 == 0 {
            single +=
                u32::try_from(one.append(&[fact("2023-12", &format!("single {known}"))], &vocabulary, || ()).await.unwrap())
                    .unwrap();
        }
        let (facts, _) = one.since(known, &vocabulary).await.unwrap();
        let of_batches = facts.iter().filter(|f| f.note.starts_with("batch")).count();
        assert_eq!(of_batches % 3, 0, "half a batch: {facts:?}");
        known = facts.last().map_or(known, |f| f.entry);
    }
    writes.await.unwrap();
    assert_eq!(one.entries().await.unwrap(), 40 * 3 + single, "numbers have no gaps");
}

#[tokio::test]
async fn one_fact_alone_is_entered_once_like_many() {
    let (ledger, vocabulary) = (Ledger::open(&address()).await.unwrap(), vocabulary());
    let mut heard = 0;
    for appended in [1, 0] {
        assert_eq!(ledger.append(&[fact("2023-12", "one")], &vocabulary, || heard += 1).await.unwrap(), appended);
    }
    assert_eq!((heard, ledger.entries().await.unwrap()), (2, 1));
}
