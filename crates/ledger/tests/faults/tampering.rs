//! What somebody changes behind the ledger's back is named when the store is looked through.

use crate::support::{Place, Stranger, facts_from, more, on_every_store, vocabulary};
use facts::exact_day;
use ledger::{Attaching, Correcting, Kind, Ledger, Log, Verifying};
use tlog::{Algorithm, Policy, SecretKey};

/// A hand in the store: what it does, on SQLite and where it differs on PostgreSQL, and what is then said.
struct Hand {
    /// The statements; `{leaf}` and `{hash}` are a leaf that was never entered and its hash.
    does: &'static str,
    on_postgres: Option<&'static str>,
    /// Whether the rules against changes have to go first.
    unguarded: bool,
    says: &'static [&'static str],
}

const fn hand(does: &'static str, says: &'static [&'static str]) -> Hand {
    Hand { does, on_postgres: None, unguarded: true, says }
}

const HANDS: [(&str, Hand); 27] = [
    (
        "the rules against changes taken away",
        Hand {
            does: "drop trigger entry_never_updated",
            on_postgres: Some("drop trigger entry_never_changed on entry"),
            unguarded: false,
            says: &["the store has lost its trigger entry_never_"],
        },
    ),
    (
        "one of them made harmless",
        Hand {
            does: "drop trigger entry_never_updated;\ncreate trigger entry_never_updated before update on entry begin select 1; end",
            on_postgres: Some("alter table entry disable trigger entry_never_changed"),
            unguarded: false,
            says: &["the store's trigger entry_never_", "is not the one it was made with"],
        },
    ),
    (
        "a rule of one's own added",
        Hand {
            does: "create trigger quiet after insert on entry begin select 1; end",
            on_postgres: Some("create rule quiet as on update to payload do instead nothing"),
            unguarded: false,
            says: &["quiet that is not its own"],
        },
    ),
    (
        "a leaf changed",
        hand("update entry set leaf = '{leaf}' where number = 9", &["entry 9: its content is not what was hashed"]),
    ),
    (
        "a leaf changed, and its hash with it",
        hand(
            "update entry set leaf = '{leaf}', hash = {hash} where number = 9",
            &["the checkpoint of 20 entries", "the first 20 entries are not those that were signed"],
        ),
    ),
    (
        "a leaf, its hash and what is derived from it changed, and none of it signed yet",
        hand(
            "update entry set leaf = replace(leaf, 'number', 'figure') where number = 22",
            &["entry 22: its content is not what was hashed"],
        ),
    ),
    ("a hash changed", hand("update entry set hash = {hash} where number = 9", &["entry 9: its content is not what was hashed"])),
    (
        "two entries swapped",
        hand(
            "update entry set number = 1009 where number = 9;\nupdate entry set number = 9 where number = 10;\nupdate entry set number = 10 where number = 1009",
            &["the first 20 entries are not those that were signed"],
        ),
    ),
    (
        "the last signed ones removed, and what is not signed with them",
        hand("delete from entry where number >= 20", &["20 entries were signed, and the store holds 19"]),
    ),
    (
        "one in the middle removed",
        hand("delete from entry where number = 9", &["between entry 8 and entry 10 entries are missing"]),
    ),
    (
        "one in the middle inserted",
        hand(
            "update entry set number = number + 1000 where number >= 9;\nupdate entry set number = number - 999 where number >= 1009;\ninsert into entry (number, what, fact, leaf, hash) values (9, 'fact', 'per-never', '{leaf}', {hash})",
            &["the first 20 entries are not those that were signed"],
        ),
    ),
    (
        "one put before the first",
        hand(
            "insert into entry (number, what, fact, leaf, hash) values (0, 'fact', 'per-never', '{leaf}', {hash})",
            &["before the first"],
        ),
    ),
    (
        "one added with a gap",
        hand(
            "insert into entry (number, what, fact, leaf, hash) values (99, 'fact', 'per-never', '{leaf}', {hash})",
            &["entries are missing"],
        ),
    ),
    (
        "one added that is not written in the canonical form",
        hand(
            "insert into entry (number, what, fact, leaf, hash) values (25, 'fact', 'per-never', '{ \"id\": 1}', {hash})",
            &["entry 25: it is not written in the canonical form"],
        ),
    ),
    (
        "a derived column changed",
        hand(
            "update entry set fact = 'per-other' where number = 9",
            &["entry 9: what is derived from it is not what stands beside it"],
        ),
    ),
    (
        "a checkpoint replaced by another log's",
        hand(
            "update checkpoint set note = '{foreign}' where log = 'public' and size = 20",
            &["the checkpoint of 20 entries", "not signed by the key"],
        ),
    ),
    (
        "a checkpoint replaced by an earlier one",
        hand(
            "update checkpoint set note = (select note from checkpoint where log = 'public' and size = 10) where log = 'public' and size = 20",
            &["the checkpoint of 20 entries of example.org/log: it covers 10 entries"],
        ),
    ),
    (
        "a checkpoint of the public log put for one of the other",
        hand(
            "update checkpoint set note = (select note from checkpoint where log = 'public' and size = 10) where log = 'restricted'",
            &["entries of example.org/log/restricted: it is not signed by the key"],
        ),
    ),
    ("the log given another key", hand("update identity set vkey = '{key}'", &["not signed by the key of this log"])),
    ("a witness's line changed", hand("update cosignature set line = '{line}'", &["the line of W does not hold"])),
    (
        "a witness's line moved",
        hand("update cosignature set size = 11", &["under a checkpoint of 11 entries, which is not there"]),
    ),
    (
        "a payload replaced",
        hand(
            "update payload set bytes = {hash} where number = 1",
            &["restricted entry 1: the payload is not the one that was sealed"],
        ),
    ),
    (
        "a salt replaced",
        hand(
            "update payload set salt = {hash} where number = 1",
            &["restricted entry 1: the payload is not the one that was sealed"],
        ),
    ),
    (
        "a payload taken away",
        hand("delete from payload where number = 1", &["restricted entry 1: its payload is gone, and no erasure is on record"]),
    ),
    (
        "an erasure taken from the record",
        hand(
            "delete from restricted where number = 3",
            &["restricted entry 2: its payload is gone", "the checkpoint of 3 entries of example.org/log/restricted"],
        ),
    ),
    (
        "a request's row changed",
        hand("update request set last = last - 1 where key = 'letter 7'", &["the request \"letter 7\": its row was changed"]),
    ),
    (
        "a request's key changed",
        hand("update request set key = 'letter 8' where key = 'letter 7'", &["the request \"letter 8\": its row was changed"]),
    ),
];

/// What was entered and signed before the hand comes.
async fn begun(place: &Place, witness: &SecretKey) -> (Ledger, Policy) {
    let (ledger, log) = place.open_log(7).await;
    let vocabulary = vocabulary();
    more(&ledger, 10).await;
    log.sign(1).await.unwrap();
    let about = &facts_from(0, 1)[0].id;
    ledger.enter(Some("letter 7"), &facts_from(10, 8), &vocabulary, || ()).await.unwrap();
    let published = exact_day("2024-03-01").unwrap();
    let correcting = Correcting { fact: about, replacement: None, reason: "misread", evidence: "page 3", published, key: None };
    ledger.correct(&correcting, &vocabulary).await.unwrap();
    let attaching = Attaching { fact: about, document: b"a letter", media_type: "text/plain", name: "a", key: None };
    ledger.attach(&attaching).await.unwrap();
    let signed = log.sign(2).await.unwrap().unwrap();
    let text: String = signed.note.split_inclusive('\n').take(3).collect();
    ledger.cosigned(20, "W", &witness.cosign(&text, 5).to_string()).await.unwrap();
    // Not signed yet.
    ledger.append(&facts_from(20, 4), &vocabulary, || ()).await.unwrap();
    ledger.seal("draft", b"stocks: 4", [1; 32]).await.unwrap();
    ledger.seal("another draft", b"stocks: 5", [2; 32]).await.unwrap();
    ledger.erase(2, "asked for").await.unwrap();
    log.sign_restricted(3).await.unwrap().unwrap();
    let policy = format!("log {}\nwitness W {}\nquorum W\n", log.key(), witness.public()).parse().unwrap();
    (ledger, policy)
}

#[tokio::test]
async fn every_kind_of_change_behind_its_back_is_named() {
    on_every_store(async |place: Place| {
        let witness = SecretKey::from_seed("witness.example.org", Algorithm::CosignatureEd25519, [9; 32]).unwrap();
        let (ledger, policy) = begun(&place, &witness).await;
        let vocabulary = vocabulary();
        let verifying = Verifying { vocabulary: Some(&vocabulary), policy: Some(&policy) };
        assert_eq!(ledger.verify(&verifying).await.unwrap().differences, [""; 0], "nothing to begin with");
        ledger.close().await;
        for (name, hand) in &HANDS {
            let changed = place.copied().await;
            let stranger = Stranger::at(&changed).await;
            if hand.unguarded {
                stranger.unguard().await;
            }
            let does = if place.is_sqlite() { hand.does } else { hand.on_postgres.unwrap_or(hand.does) };
            stranger.run(&filled(does, &stranger, &witness)).await;
            stranger.close().await;
            let opened = changed.open().await;
            let found = opened.verify(&verifying).await.unwrap().differences;
            opened.close().await;
            // What was taken away to get at it is named as well; that alone is not enough.
            let others: Vec<&String> =
                found.iter().filter(|line| !hand.unguarded || !line.starts_with("the store has lost its trigger")).collect();
            for words in hand.says {
                assert!(others.iter().any(|line| line.contains(words)), "{name}: \"{words}\" is not said: {found:#?}");
            }
        }
        // Documents, and what lies beside the store.
        let ledger = place.open().await;
        let print = ledger::fingerprint(b"a letter");
        let file = place.folder.join("files").join(&print[..2]).join(&print[2..]);
        std::fs::write(&file, b"another letter").unwrap();
        let found = ledger.verify(&verifying).await.unwrap().differences;
        assert!(found.len() == 1 && found[0].starts_with("entry 20: ") && found[0].contains("was changed"), "{found:?}");
        std::fs::write(&file, b"a letter").unwrap();
        for (beside, log) in [("last-signed", "example.org/log"), ("last-signed-restricted", "example.org/log/restricted")] {
            let path = place.folder.join("keys").join(beside);
            let (held, longer) = (std::fs::read(&path).unwrap(), longer(&place, beside).await);
            std::fs::write(&path, longer).unwrap();
            let found = ledger.verify(&verifying).await.unwrap().differences;
            let says = format!("the checkpoint of {log} last signed here: ");
            assert!(found.len() == 1 && found[0].starts_with(&says) && found[0].contains("were signed"), "{found:?}");
            std::fs::write(&path, held).unwrap();
        }
        assert_eq!(ledger.verify(&verifying).await.unwrap().differences, [""; 0], "all is as it was");
        ledger.close().await;
    })
    .await;
}

fn filled(statements: &str, stranger: &Stranger, witness: &SecretKey) -> String {
    let leaf = r#"{"entry":"fact","form":"1","id":"per-never"}"#;
    let hash: String = tlog::leaf_hash(leaf.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let hash = match stranger {
        Stranger::Sqlite(_) => format!("x'{hash}'"),
        Stranger::Postgres(_) => format!("'\\x{hash}'"),
    };
    let other = SecretKey::from_seed("example.org/log", Algorithm::Ed25519, [8; 32]).unwrap();
    let text = tlog::Checkpoint { origin: "example.org/log".to_owned(), size: 20, root: [0; 32] }.text();
    let foreign = format!("{text}\n{}", other.sign_note(&text));
    statements
        .replace("{leaf}", leaf)
        .replace("{hash}", &hash)
        .replace("{foreign}", &foreign)
        .replace("{key}", &other.public().to_string())
        .replace("{line}", witness.cosign(&text, 5).to_string().trim_end())
}

/// A checkpoint well signed by the key of the log, of more than the store holds.
async fn longer(place: &Place, beside: &str) -> String {
    let key: SecretKey = std::fs::read_to_string(place.folder.join("keys/log.key")).unwrap().trim().parse().unwrap();
    let name = if beside == "last-signed" { "example.org/log" } else { "example.org/log/restricted" };
    let key = key.renamed(name).unwrap();
    let text = tlog::Checkpoint { origin: name.to_owned(), size: 77, root: [1; 32] }.text();
    format!("{text}\n{}", key.sign_note(&text))
}

/// Looking through a store that is in use finds nothing: what others enter, sign, seal and erase meanwhile is no difference.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_in_use_is_looked_through_without_false_alarms() {
    for place in crate::support::places().await {
        let (ledger, log) = place.open_log(7).await;
        let looker = place.open().await;
        let uses = tokio::spawn(async move {
            for n in 0..40 {
                let (facts, key) = (facts_from(n * 2, 2), format!("request {n}"));
                ledger.enter(Some(&key), &facts, &vocabulary(), || ()).await.unwrap();
                log.sign(n as u64).await.unwrap();
                let number = ledger.seal(&key, b"stocks: 4", [n as u8; 32]).await.unwrap();
                log.sign_restricted(n as u64).await.unwrap();
                // A look at a moment keeps the file from being written anew; that is said, and is no difference.
                if n % 8 == 7 {
                    let _ = ledger.erase(number, "asked for").await;
                }
            }
            (ledger, log)
        });
        let vocabulary = vocabulary();
        let verifying = Verifying { vocabulary: Some(&vocabulary), policy: None };
        let mut looked = 0;
        while !uses.is_finished() {
            assert_eq!(looker.verify(&verifying).await.unwrap().differences, [""; 0]);
            looked += 1;
        }
        assert!(looked > 0);
        let (ledger, log): (Ledger, Log) = uses.await.unwrap();
        let last = looker.verify(&verifying).await.unwrap();
        assert_eq!((last.entries, last.checkpoints, last.unsigned), (80, 40, 0));
        assert_eq!(looker.checkpoints(Kind::Public).await.unwrap().len(), 40);
        drop(log);
        ledger.close().await;
        looker.close().await;
        place.done().await;
    }
}
