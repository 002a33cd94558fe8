//! one bit flips somewhere in what lies on the disk. Either it is found, or it touched nothing that is held.

use crate::support::{Chance, Place, fact, facts_from, file_at, more, sqlite, tell, times, vocabulary};
use facts::exact_day;
use ledger::{Attaching, Correcting, Export, Ledger, Verifying};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Column, Row, TypeInfo, ValueRef};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tlog::{Algorithm, Policy, SecretKey};

/// A store that has some of everything, closed, and what belongs beside it.
struct Held {
    place: Place,
    bytes: Vec<u8>,
    policy: Policy,
    rows: BTreeMap<String, Vec<u8>>,
    site: PathBuf,
    log: tlog::PublicKey,
}

async fn held() -> Held {
    let place = sqlite();
    let (ledger, log) = place.open_log(7).await;
    let vocabulary = vocabulary();
    let witness = SecretKey::from_seed("witness.example.org", Algorithm::CosignatureEd25519, [9; 32]).unwrap();
    let policy = format!("log {}\nwitness W {}\nquorum W\n", log.key(), witness.public()).parse().unwrap();
    for part in 0..4 {
        more(&ledger, 140).await;
        let about = &facts_from(part * 140, 1)[0].id;
        let attaching =
            Attaching { fact: about, document: &[b'a'; 3_000], media_type: "text/plain", name: "a.txt", key: Some("letter") };
        if part == 0 {
            ledger.attach(&attaching).await.unwrap();
            let correcting = Correcting {
                fact: about,
                replacement: None,
                reason: "misread",
                evidence: "page 3",
                published: exact_day("2024-03-01").unwrap(),
                key: None,
            };
            ledger.correct(&correcting, &vocabulary).await.unwrap();
        }
        let sealed =
            ledger.seal(&format!("draft {part}"), &Chance::new(part as u64).bytes(1_500), [part as u8; 32]).await.unwrap();
        if part == 2 {
            ledger.erase(sealed, "asked for by the State").await.unwrap();
        }
        let signed = log.sign(part as u64).await.unwrap().unwrap();
        log.sign_restricted(part as u64).await.unwrap().unwrap();
        let text = signed.note.split_inclusive('\n').take(3).collect::<String>();
        ledger.cosigned(signed.size, "W", &witness.cosign(&text, 1_000).to_string()).await.unwrap();
        ledger.enter(Some(&format!("key {part}")), &facts_from(2_000 + part * 10, 10), &vocabulary, || ()).await.unwrap();
    }
    log.sign(9).await.unwrap().unwrap();
    let site = place.folder.join("site");
    log.export(&site, &vocabulary).await.unwrap();
    let found = ledger.verify(&Verifying { vocabulary: Some(&vocabulary), policy: Some(&policy) }).await.unwrap();
    assert_eq!((&found.differences, found.entries, found.payloads), (&Vec::new(), 602, 3));
    ledger.close().await;
    let rows = rows(&place.file()).await.unwrap();
    Held { bytes: std::fs::read(place.file()).unwrap(), policy, rows, site, log: log.key().clone(), place }
}

/// Every row of every table, as it is read, under its table and the columns; what is not signed and is no entry under a name of its own.
async fn rows(file: &Path) -> Result<BTreeMap<String, Vec<u8>>, sqlx::Error> {
    let pool = file_at(SqliteConnectOptions::new().filename(file).read_only(true)).await?;
    let mut all = BTreeMap::new();
    for table in
        ["entry", "request", "identity", "checkpoint", "cosignature", "restricted", "payload", "memory", "_sqlx_migrations"]
    {
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!("select * from {table} order by 1, 2"))).fetch_all(&pool).await?;
        for row in &rows {
            for (at, column) in row.columns().iter().enumerate() {
                let value = row.try_get_raw(at)?;
                let (kind, bytes): (String, Vec<u8>) = match value.type_info().name() {
                    "INTEGER" => ("INTEGER".to_owned(), row.try_get::<i64, _>(at)?.to_string().into_bytes()),
                    other => (other.to_owned(), row.try_get_unchecked::<Vec<u8>, _>(at)?),
                };
                let held = all.entry(format!("{table}.{}", column.name())).or_insert_with(Vec::new);
                held.extend([kind.as_bytes(), &bytes.len().to_be_bytes(), &bytes].concat());
            }
        }
    }
    pool.close().await;
    Ok(all)
}

/// What may change unseen, for nobody signed it and nothing is decided by it: when a checkpoint was signed, in which order the lines of
/// witnesses stand, when the tables were made.
fn may_change(column: &str) -> bool {
    ["checkpoint.signed_at", "cosignature.witness"].contains(&column) || column.starts_with("_sqlx_migrations.")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bit_that_flips_in_the_file_is_found_or_touches_nothing_that_is_held() {
    let held = Arc::new(held().await);
    let many = times(500, 20_000);
    let halves = [0, 1].map(|half| tokio::spawn(flips(Arc::clone(&held), half, many / 2)));
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for half in halves {
        for (kind, count) in half.await.unwrap() {
            *counted.entry(kind).or_default() += count;
        }
    }
    tell(&format!("R-08, the file of {} bytes: {counted:?}", held.bytes.len()));
    assert!(counted["found by looking through it"] > many / 4, "{counted:?}");
    // The opposite: had only the number of entries been asked, changed ones would have been taken for what they were.
    assert!(counted["(looks right by its number of entries, and is not)"] > many / 8, "{counted:?}");
}

async fn flips(held: Arc<Held>, half: u64, many: usize) -> BTreeMap<String, usize> {
    let mut chance = Chance::new(8 + half);
    let vocabulary = vocabulary();
    let file = held.place.folder.join(format!("flipped-{half}.db"));
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..many {
        let (at, bit) = (chance.below(held.bytes.len()), chance.below(8));
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", file.display()));
        }
        let mut bytes = held.bytes.clone();
        bytes[at] ^= 1 << bit;
        std::fs::write(&file, &bytes).unwrap();
        let verifying = Verifying { vocabulary: Some(&vocabulary), policy: Some(&held.policy) };
        let (kind, looks_right) = match Ledger::open_with(&format!("sqlite:{}", file.display()), &held.place.opening()).await {
            Err(_) => ("refused when it is opened", false),
            Ok(ledger) => {
                let looks_right = ledger.entries().await.is_ok_and(|entries| entries == 602);
                let found = ledger.verify(&verifying).await;
                ledger.close().await;
                match found {
                    Ok(found) if found.differences.is_empty() => ("", looks_right),
                    _ => ("found by looking through it", looks_right),
                }
            }
        };
        let after = rows(&file).await;
        let changed: Option<Vec<String>> = after.as_ref().ok().map(|after| {
            let columns = held.rows.keys().chain(after.keys()).filter(|column| held.rows.get(*column) != after.get(*column));
            columns.cloned().collect()
        });
        let kind = match (kind, &changed) {
            ("", Some(changed)) => match changed.iter().find(|column| !may_change(column)) {
                Some(column) => panic!("byte {at}, bit {bit}: {column} changed unseen"),
                None if changed.is_empty() => "without meaning: all that is held is as it was".to_owned(),
                None => format!("of what nobody signed: {}", changed.join(", ")),
            },
            ("", None) => panic!("byte {at}, bit {bit}: it cannot be read, and was not found; {:?}", after.err()),
            (found, _) => found.to_owned(),
        };
        *counted.entry(kind).or_default() += 1;
        if looks_right && changed.is_none_or(|changed| !changed.is_empty()) {
            *counted.entry("(looks right by its number of entries, and is not)".to_owned()).or_default() += 1;
        }
    }
    counted
}

#[tokio::test]
async fn a_bit_that_flips_in_a_document_is_found() {
    let (place, mut chance) = (sqlite(), Chance::new(4));
    let ledger = place.open().await;
    let shown = fact("2024", "with a document");
    ledger.append(std::slice::from_ref(&shown), &vocabulary(), || ()).await.unwrap();
    let document = chance.bytes(5_000);
    let attaching = Attaching { fact: &shown.id, document: &document, media_type: "application/pdf", name: "a", key: None };
    ledger.attach(&attaching).await.unwrap();
    let print = ledger::fingerprint(&document);
    let file = place.folder.join("files").join(&print[..2]).join(&print[2..]);
    assert_eq!(std::fs::read(&file).unwrap(), document);
    for _ in 0..times(40, 2_000) {
        let mut flipped = document.clone();
        flipped[chance.below(document.len())] ^= 1 << chance.below(8);
        std::fs::write(&file, &flipped).unwrap();
        let found = ledger.verify(&Verifying::default()).await.unwrap().differences;
        assert!(found.len() == 1 && found[0].contains("entry 2") && found[0].contains("was changed"), "{found:?}");
        ledger.files().document(&print).unwrap_err();
    }
    std::fs::remove_file(&file).unwrap();
    let found = ledger.verify(&Verifying::default()).await.unwrap().differences;
    assert!(found.len() == 1 && found[0].contains("is not kept here"), "{found:?}");
    // Kept again, it is whole again.
    ledger.files().keep(&document).unwrap();
    assert_eq!(ledger.verify(&Verifying::default()).await.unwrap().differences, [""; 0]);
}

#[tokio::test]
async fn a_bit_that_flips_in_an_exported_entry_or_checkpoint_is_refused() {
    let (held, mut chance) = (held().await, Chance::new(5));
    let mut files = Vec::new();
    for name in ["tile/entries/000", "tile/entries/001", "tile/entries/002.p/90", "checkpoint", "checkpoints/142", "key"] {
        let path = held.site.join(name);
        files.push((std::fs::read(&path).unwrap(), path));
    }
    Export::read(&held.site, Some(&held.log)).unwrap();
    let mut unseen = 0;
    for _ in 0..times(300, 10_000) {
        // The larger files are larger, the smaller ones matter as much.
        let (bytes, path) = &files[chance.below(files.len())];
        let mut flipped = bytes.clone();
        let at = chance.below(bytes.len());
        flipped[at] ^= 1 << chance.below(8);
        std::fs::write(path, &flipped).unwrap();
        let read = Export::read(&held.site, Some(&held.log));
        // The line end of the key may be another one: the key is the same. And of a checkpoint, lines of witnesses come after the
        // log's own: who reads only the log passes them over.
        let same_key = path.ends_with("key") && at + 1 == bytes.len();
        let of_witness = path.ends_with("checkpoints/142") && at >= own_part(bytes);
        assert!(read.is_err() || same_key || of_witness, "{}, byte {at}", path.display());
        // The opposite: a reader who only takes the entries out would have taken these.
        unseen += usize::from(path.parent().is_some_and(|p| p.ends_with("entries")) && tlog::read_bundle(&flipped).is_some());
        std::fs::write(path, bytes).unwrap();
    }
    assert!(unseen > 0);
    take_refuses_a_changed_document(&held).await;
}

/// How much of a checkpoint the log itself has written.
fn own_part(bytes: &[u8]) -> usize {
    let text = std::str::from_utf8(bytes).unwrap();
    text.split_inclusive('\n').take(5).map(str::len).sum()
}

async fn take_refuses_a_changed_document(held: &Held) {
    let documents = held.site.join("evidence");
    let document = std::fs::read_dir(&documents).unwrap().next().unwrap().unwrap().path();
    let mut flipped = std::fs::read(&document).unwrap();
    flipped[1_234] ^= 16;
    std::fs::write(&document, flipped).unwrap();
    let rebuilt = held.place.beside().await.open().await;
    let refused = rebuilt.take(&Export::read(&held.site, None).unwrap(), 1).await.unwrap_err().to_string();
    assert!(refused.contains("evidence") && rebuilt.entries().await.unwrap() == 0, "{refused}");
}
