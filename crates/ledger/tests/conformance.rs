//! What every store of the ledger must do: the same sentences on SQLite and on PostgreSQL.
//!
//! PostgreSQL is asked where `SERVANDA_POSTGRES` names a cluster that tests may make databases in (`crates/ledger/tests/postgres start
//! FOLDER` makes one); where it does not, the tests say so and ask SQLite alone.

// In a test, breaking off is how a problem is told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod support;

use facts::{Fact, exact_day, fact_id};
use ledger::{Attaching, Correcting, Kind, Ledger, LedgerError, Since};
use support::{Place, fact, on_every_store, vocabulary};

#[tokio::test]
async fn what_is_appended_is_read_back_in_order_and_whole() {
    on_every_store(async |place: Place| {
        let (ledger, vocabulary) = (Ledger::open(&place.address).await.unwrap(), vocabulary());
        let facts = [fact("2023-12", "one"), fact("2019-09-02/2019-09-04", "two \"quoted\", with comma")];
        let mut heard = 0;
        assert_eq!(ledger.append(&facts, &vocabulary, || heard += 1).await.unwrap(), 2);
        assert_eq!((heard, ledger.entries().await.unwrap()), (2, 2));
        let register = ledger.register(&vocabulary).await.unwrap();
        for (fact, entry) in facts.iter().zip(1..) {
            assert_eq!(register.fact(&fact.id), Some(&Fact { entry, ..fact.clone() }));
        }
    })
    .await;
}

#[tokio::test]
async fn a_fact_already_held_is_not_entered_twice() {
    on_every_store(async |place: Place| {
        let (ledger, vocabulary) = (Ledger::open(&place.address).await.unwrap(), vocabulary());
        ledger.append(&[fact("2023-12", "one")], &vocabulary, || ()).await.unwrap();
        assert_eq!(ledger.append(&[fact("2023-12", "one"), fact("2023-12", "other")], &vocabulary, || ()).await.unwrap(), 1);
        assert_eq!(ledger.entries().await.unwrap(), 2, "numbers have no gaps");
    })
    .await;
}

/// I4.
#[tokio::test]
async fn no_entry_can_be_updated_or_deleted() {
    on_every_store(async |place: Place| {
        let (ledger, vocabulary) = (Ledger::open(&place.address).await.unwrap(), vocabulary());
        ledger.append(&[fact("2023-12", "one")], &vocabulary, || ()).await.unwrap();
        let replacing = if place.is_sqlite() {
            "insert or replace into entry (number, what, fact, leaf, hash) values (1, 'fact', 'per-other', '{}', x'00')"
        } else {
            "insert into entry (number, what, fact, leaf, hash) values (1, 'fact', 'per-other', '{}', '\\x00') \
             on conflict (number) do update set leaf = excluded.leaf"
        };
        for attempt in ["update entry set leaf = 'another'", "delete from entry", "update entry set number = 7", replacing] {
            let refused = ledger.raw(attempt).await.unwrap_err().to_string();
            assert!(refused.contains("append-only"), "{attempt}: {refused}");
        }
        assert_eq!(ledger.register(&vocabulary).await.unwrap().facts().count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_correction_needs_reason_and_evidence_and_something_to_correct() {
    on_every_store(async |place: Place| {
        let (ledger, vocabulary) = (Ledger::open(&place.address).await.unwrap(), vocabulary());
        let wrong = fact("2023-12", "one");
        ledger.append(std::slice::from_ref(&wrong), &vocabulary, || ()).await.unwrap();
        let correcting = Correcting {
            fact: &wrong.id,
            replacement: None,
            reason: "",
            evidence: "letter",
            published: exact_day("2024-03-01").unwrap(),
            key: None,
        };
        assert!(matches!(ledger.correct(&correcting, &vocabulary).await, Err(LedgerError::Unreasoned)));
        let correcting = Correcting { fact: "per-0", reason: "wrong month", ..correcting };
        assert!(matches!(ledger.correct(&correcting, &vocabulary).await, Err(LedgerError::NothingToCorrect { .. })));
        assert_eq!(ledger.entries().await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_correction_counts_from_its_day_and_the_wrong_entry_stays_readable() {
    on_every_store(async |place: Place| {
        let (ledger, vocabulary) = (Ledger::open(&place.address).await.unwrap(), vocabulary());
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
            key: None,
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
    })
    .await;
}

#[tokio::test]
async fn a_store_of_a_newer_program_is_refused_and_left_as_it_is() {
    on_every_store(async |place: Place| {
        let address = place.address.clone();
        let ledger = Ledger::open(&address).await.unwrap();
        ledger
            .raw(if place.is_sqlite() {
                "insert into _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) values (99, 'later', '2030-01-01', 1, x'00', 1)"
            } else {
                "insert into _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) values (99, 'later', '2030-01-01', true, '\\x00', 1)"
            })
            .await
            .unwrap();
        ledger.close().await;
        let refused = Ledger::open(&address).await.unwrap_err();
        assert!(matches!(refused, LedgerError::Newer { found: 99, .. }), "{refused}");
        assert!(refused.to_string().contains("hint:"), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn the_store_survives_being_opened_again_and_keeps_its_promises() {
    on_every_store(async |place: Place| {
        let vocabulary = vocabulary();
        let ledger = Ledger::open(&place.address).await.unwrap();
        ledger.append(&[fact("2023-12", "one")], &vocabulary, || ()).await.unwrap();
        ledger.close().await;
        let ledger = Ledger::open(&place.address).await.unwrap();
        assert_eq!(ledger.entries().await.unwrap(), 1);
        let promises: &[(&str, &str)] = if place.is_sqlite() {
            &[("pragma journal_mode", "wal"), ("pragma synchronous", "2"), ("pragma secure_delete", "1")]
        } else {
            &[("show synchronous_commit", "on"), ("show data_checksums", "on")]
        };
        for (question, value) in promises {
            assert_eq!(ledger.asked(question).await.unwrap(), *value, "{question}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_entered_since_an_entry_comes_in_order_and_nothing_before_it() {
    on_every_store(async |place: Place| {
        let (ledger, vocabulary) = (Ledger::open(&place.address).await.unwrap(), vocabulary());
        let facts = ["one", "two", "three"].map(|note| fact("2023-12", note));
        ledger.append(&facts[..2], &vocabulary, || ()).await.unwrap();
        ledger.append(&facts[2..], &vocabulary, || ()).await.unwrap();
        let published = exact_day("2024-03-01").unwrap();
        let correcting =
            Correcting { fact: &facts[0].id, replacement: None, reason: "misread", evidence: "page 3", published, key: None };
        ledger.correct(&correcting, &vocabulary).await.unwrap();
        for (entry, notes, corrections) in [
            (0, &["one", "two", "three"][..], &[4][..]),
            (1, &["two", "three"], &[4]),
            (2, &["three"], &[4]),
            (3, &[], &[4]),
            (4, &[], &[]),
            (u32::MAX, &[], &[]),
        ] {
            let Since { facts, corrections: corrected, .. } = ledger.since(entry, &vocabulary).await.unwrap();
            let found: Vec<(u32, &str)> = facts.iter().map(|f| (f.entry, f.note.as_str())).collect();
            let expected: Vec<(u32, &str)> = (entry.saturating_add(1)..).zip(notes.iter().copied()).collect();
            assert_eq!(found, expected, "since {entry}");
            assert_eq!(corrected.iter().map(|c| c.entry).collect::<Vec<_>>(), corrections, "since {entry}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_register_and_what_came_since_make_the_register_of_later() {
    on_every_store(async |place: Place| {
        let (ledger, vocabulary) = (Ledger::open(&place.address).await.unwrap(), vocabulary());
        ledger.append(&[fact("2023-12", "one")], &vocabulary, || ()).await.unwrap();
        let before = ledger.register(&vocabulary).await.unwrap();
        ledger.append(&[fact("2023-12", "one"), fact("2023-12", "two")], &vocabulary, || ()).await.unwrap();
        let Since { facts, corrections, .. } = ledger.since(before.entries(), &vocabulary).await.unwrap();
        let (after, whole) = (before.with(facts, corrections), ledger.register(&vocabulary).await.unwrap());
        assert!(after.facts().eq(whole.facts()) && after.entries() == whole.entries());
    })
    .await;
}

/// Two programs on one file: each sees what the other entered, all of a batch or nothing, and none runs into the other.
#[tokio::test(flavor = "multi_thread")]
async fn what_another_handle_enters_is_seen_whole_while_both_write() {
    on_every_store(async |place: Place| {
        let (address, vocabulary) = (place.address.clone(), vocabulary());
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
            let facts = one.since(known, &vocabulary).await.unwrap().facts;
            let of_batches = facts.iter().filter(|f| f.note.starts_with("batch")).count();
            assert_eq!(of_batches % 3, 0, "half a batch: {facts:?}");
            known = facts.last().map_or(known, |f| f.entry);
        }
        writes.await.unwrap();
        assert_eq!(one.entries().await.unwrap(), 40 * 3 + single, "numbers have no gaps");
    })
    .await;
}

#[tokio::test]
async fn one_fact_alone_is_entered_once_like_many() {
    on_every_store(async |place: Place| {
        let (ledger, vocabulary) = (Ledger::open(&place.address).await.unwrap(), vocabulary());
        let mut heard = 0;
        for appended in [1, 0] {
            assert_eq!(ledger.append(&[fact("2023-12", "one")], &vocabulary, || heard += 1).await.unwrap(), appended);
        }
        assert_eq!((heard, ledger.entries().await.unwrap()), (2, 1));
    })
    .await;
}

#[tokio::test]
async fn the_same_key_again_gets_the_same_answer_and_enters_nothing_twice() {
    on_every_store(async |place: Place| {
        let (ledger, vocabulary) = (Ledger::open(&place.address).await.unwrap(), vocabulary());
        ledger.append(&[fact("2023-12", "zero")], &vocabulary, || ()).await.unwrap();
        let facts = [fact("2023-12", "one"), fact("2023-12", "two")];
        let first = ledger.enter(Some("letter 7"), &facts, &vocabulary, || ()).await.unwrap();
        assert_eq!((first.first, first.last, first.many(), first.again), (2, 3, 2, false));
        let again = ledger.enter(Some("letter 7"), &facts, &vocabulary, || ()).await.unwrap();
        assert_eq!((again.first, again.last, again.many(), again.again), (2, 3, 2, true));
        let other = ledger.enter(Some("letter 7"), &facts[..1], &vocabulary, || ()).await.unwrap_err();
        assert!(matches!(&other, LedgerError::OtherContent { key } if key == "letter 7"), "{other}");
        let held = ledger.enter(Some("letter 8"), &facts, &vocabulary, || ()).await.unwrap();
        assert_eq!((held.many(), held.again), (0, false), "another key, all of it held already");
        assert_eq!(ledger.entries().await.unwrap(), 3);
    })
    .await;
}

#[tokio::test]
async fn the_same_correction_again_changes_nothing() {
    on_every_store(async |place: Place| {
        let (ledger, vocabulary) = (Ledger::open(&place.address).await.unwrap(), vocabulary());
        let wrong = fact("2023-12", "one");
        ledger.append(std::slice::from_ref(&wrong), &vocabulary, || ()).await.unwrap();
        let published = exact_day("2024-03-01").unwrap();
        let correcting =
            Correcting { fact: &wrong.id, replacement: None, reason: "misread", evidence: "page 3", published, key: None };
        assert!(!ledger.correct(&correcting, &vocabulary).await.unwrap().again);
        assert!(ledger.correct(&correcting, &vocabulary).await.unwrap().again);
        assert_eq!(ledger.entries().await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn an_entry_too_long_for_the_log_is_refused_and_nothing_is_written() {
    on_every_store(async |place: Place| {
        let (ledger, vocabulary) = (Ledger::open(&place.address).await.unwrap(), vocabulary());
        let facts = [fact("2023-12", "one"), fact("2023-12", &"x".repeat(65_536))];
        let refused = ledger.append(&facts, &vocabulary, || ()).await.unwrap_err();
        assert!(matches!(refused, LedgerError::TooLong { .. }) && refused.to_string().contains("hint:"), "{refused}");
        assert_eq!(ledger.entries().await.unwrap(), 0);
        let room = 65_535 - Leaf::of(&ledger, &fact("2023-12", "")).await;
        ledger.append(&[fact("2023-12", &"x".repeat(room))], &vocabulary, || ()).await.unwrap();
    })
    .await;
}

/// How long the leaf of a fact is, with a note of the length that it would have with one letter in it less that letter.
struct Leaf;

impl Leaf {
    async fn of(ledger: &Ledger, fact: &Fact) -> usize {
        let one = Fact { note: "x".to_owned(), ..fact.clone() };
        let one = Fact { id: fact_id(&one, "completed"), ..one };
        ledger.append(&[one], &vocabulary(), || ()).await.unwrap();
        ledger.leaf(1).await.unwrap().unwrap().len() - 1
    }
}

#[tokio::test]
async fn a_document_is_kept_by_its_fingerprint_and_stands_behind_its_fact() {
    on_every_store(async |place: Place| {
        let (ledger, vocabulary) = (Ledger::open_with(&place.address, &place.opening()).await.unwrap(), vocabulary());
        let shown = fact("2023-12", "one");
        ledger.append(std::slice::from_ref(&shown), &vocabulary, || ()).await.unwrap();
        let document = b"%PDF-1.7 a letter";
        let attaching = Attaching { fact: &shown.id, document, media_type: "application/pdf", name: "letter.pdf", key: None };
        assert!(!ledger.attach(&attaching).await.unwrap().again);
        assert!(ledger.attach(&attaching).await.unwrap().again, "the same document behind the same fact once");
        let register = ledger.register(&vocabulary).await.unwrap();
        let found: Vec<_> = register.evidence(&shown.id).collect();
        assert_eq!((found.len(), found[0].entry, found[0].bytes, register.entries()), (1, 2, 17, 2));
        assert_eq!(ledger.files().document(&found[0].sha256).unwrap().unwrap(), document);
        let nobody = ledger.attach(&Attaching { fact: "per-0", ..attaching }).await.unwrap_err();
        assert!(matches!(nobody, LedgerError::NothingToShow { .. }), "{nobody}");
    })
    .await;
}

#[tokio::test]
async fn an_erased_payload_is_gone_and_that_it_was_erased_is_on_record() {
    on_every_store(async |place: Place| {
        let ledger = Ledger::open_with(&place.address, &place.opening()).await.unwrap();
        let one = ledger.seal("draft 1", b"stocks: 0", [7; 32]).await.unwrap();
        let two = ledger.seal("draft 2", b"stocks: 4", [8; 32]).await.unwrap();
        assert_eq!(ledger.seal("draft 1", b"stocks: 0", [9; 32]).await.unwrap(), one, "the same key, the same payload");
        assert!(matches!(ledger.seal("draft 1", b"stocks: 9", [9; 32]).await, Err(LedgerError::OtherContent { .. })));
        assert!(matches!(ledger.erase(one, " ").await, Err(LedgerError::Unreasoned)));
        assert!(ledger.erase(one, "asked for by the State").await.unwrap());
        assert!(!ledger.erase(one, "asked for by the State").await.unwrap(), "there is nothing left to erase");
        assert_eq!(ledger.unsealed(one).await.unwrap(), None);
        assert_eq!(ledger.unsealed(two).await.unwrap().unwrap(), b"stocks: 4");
        let log = ledger.restricted().await.unwrap();
        assert_eq!(log.len(), 3, "{log:?}");
        let report = ledger.verify(&ledger::Verifying::default()).await.unwrap();
        assert_eq!((report.differences, report.payloads), (Vec::<String>::new(), 1));
        assert_eq!(ledger.entries().await.unwrap(), 0, "nothing of it is in the public log");
        assert!(ledger.checkpoints(Kind::Public).await.unwrap().is_empty());
    })
    .await;
}

/// What is entered stays for ever: what could not be read again would make the whole register unreadable.
#[tokio::test]
async fn what_could_not_be_read_again_is_not_entered() {
    on_every_store(async |place: Place| {
        let (ledger, vocabulary) = (Ledger::open_with(&place.address, &place.opening()).await.unwrap(), vocabulary());
        let good = fact("2023-12", "one");
        let others_name = Fact { id: "per-0123456789".to_owned(), ..good.clone() };
        let no_unit = facts::Amount { hedge: None, number: 4.0, unit: "barrels".to_owned() };
        let no_amount = Fact { amounts: vec![no_unit], ..good.clone() };
        let no_amount = Fact { id: fact_id(&no_amount, "completed"), ..no_amount };
        for bad in [others_name, no_amount] {
            let refused = ledger.append(&[good.clone(), bad], &vocabulary, || ()).await.unwrap_err();
            assert!(matches!(&refused, LedgerError::Unreadable { .. }), "{refused}");
            assert_eq!(ledger.entries().await.unwrap(), 0, "nothing was written");
        }
        // A document without a name or a kind is one all the same.
        ledger.append(std::slice::from_ref(&good), &vocabulary, || ()).await.unwrap();
        for document in [&b"a letter"[..], b""] {
            let attaching = Attaching { fact: &good.id, document, media_type: "", name: "", key: None };
            ledger.attach(&attaching).await.unwrap();
        }
        let register = ledger.register(&vocabulary).await.unwrap();
        let found: Vec<_> = register.evidence(&good.id).map(|e| (e.bytes, e.name.as_str(), e.media_type.as_str())).collect();
        assert_eq!(found, [(8, "", ""), (0, "", "")]);
        let verifying = ledger::Verifying { vocabulary: Some(&vocabulary), policy: None };
        assert_eq!(ledger.verify(&verifying).await.unwrap().differences, [""; 0]);
        ledger.backup(&place.folder.join("copy.db")).await.unwrap();
    })
    .await;
}

/// A file that a killed program left half written, under the name that the next one would use: in a container, every program has the
/// same number.
#[tokio::test]
async fn a_file_left_half_written_stands_in_nobodys_way() {
    on_every_store(async |place: Place| {
        let ledger = Ledger::open_with(&place.address, &place.opening()).await.unwrap();
        let print = ledger::fingerprint(b"a letter");
        let folder = ledger.files().folder().join(&print[..2]);
        std::fs::create_dir_all(&folder).unwrap();
        let left = |n: usize| folder.join(format!(".{}.{}.{n}", &print[2..], std::process::id()));
        (0..1_000).for_each(|n| std::fs::write(left(n), b"half").unwrap());
        assert_eq!(ledger.files().keep(b"a letter").unwrap(), print);
        assert_eq!(ledger.files().document(&print).unwrap().unwrap(), b"a letter");
        assert!((0..1_000).all(|n| left(n).exists()), "whoever left it may still be writing");
    })
    .await;
}
