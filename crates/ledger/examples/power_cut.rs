//! Enters facts, corrections and documents without end, signs the log now and then, and says on its output what was acknowledged: the
//! work during which `drills/powercut/run` takes the power away from a machine.
//!
//! `power_cut FOLDER NAME` keeps its store in FOLDER; NAME stands in every key, so that it is another one at each start.
//! `POWER_CUT_SYNCHRONOUS=normal` or `off` makes SQLite promise less than Servanda does: with that, the rig has to see something lost.

// A program for tests: breaking off is how a problem is told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use facts::{Basis, Fact, SaidBy, Vocabulary, When, exact_day, fact_id};
use ledger::{Attaching, Correcting, Ledger, Log, Opening, Written};
use std::io::Write;
use std::path::Path;
use tlog::{Algorithm, SecretKey};

/// Every so many rounds something else than facts is done.
const CORRECTION: u32 = 7;
const DOCUMENT: u32 = 31;
const SIGNATURE: u32 = 17;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, name] = arguments.as_slice() else { panic!("power_cut FOLDER NAME") };
    let vocabulary = Vocabulary::read(include_str!("../../../law/facts.toml")).unwrap();
    let address = format!("sqlite:{}", Path::new(folder).join("servanda.db").display());
    // The disk of the machine is small; what is tried here is not the reserve.
    let ledger = Ledger::open_with(&address, &Opening { reserve: 8 << 20, ..Opening::default() }).await.unwrap();
    match std::env::var("POWER_CUT_SYNCHRONOUS").as_deref() {
        Ok("normal") => drop(ledger.raw("pragma synchronous = normal").await.unwrap()),
        Ok("off") => drop(ledger.raw("pragma synchronous = off").await.unwrap()),
        _ => {}
    }
    say(&format!(
        "START {} entries, synchronous {}",
        ledger.entries().await.unwrap(),
        ledger.asked("pragma synchronous").await.unwrap()
    ));
    let log = log(&ledger).await;
    for round in 1.. {
        let key = format!("{name}.{round}");
        let facts: Vec<Fact> = (0..=round % 3).map(|n| fact(&vocabulary, &format!("{key}.{n}"))).collect();
        acknowledged(&key, ledger.enter(Some(&key), &facts, &vocabulary, || ()).await.unwrap());
        if round % CORRECTION == 0 {
            let key = format!("{key}.correction");
            let correcting = Correcting {
                fact: &facts[0].id,
                replacement: None,
                reason: &key,
                evidence: "letter 17",
                published: exact_day("2024-09-01").unwrap(),
                key: Some(&key),
            };
            acknowledged(&key, ledger.correct(&correcting, &vocabulary).await.unwrap());
        }
        if round % DOCUMENT == 0 {
            let key = format!("{key}.document");
            let document = key.repeat(1 + (round as usize * 37) % 2_000);
            let attaching = Attaching {
                fact: &facts[0].id,
                document: document.as_bytes(),
                media_type: "text/plain",
                name: &key,
                key: Some(&key),
            };
            acknowledged(&key, ledger.attach(&attaching).await.unwrap());
        }
        if round % SIGNATURE == 0
            && let Some(signed) = log.sign(u64::from(round)).await.unwrap()
        {
            say(&format!("SIGNED {} {}", signed.size, signed.note.lines().nth(2).unwrap()));
        }
    }
}

/// The log of the store, begun at the first start; its key is no secret.
async fn log(ledger: &Ledger) -> Log {
    if ledger.identity().await.unwrap().is_none() {
        let key = match ledger.keys().secret().unwrap() {
            Some(key) => key,
            None => ledger.keys().make("example.org/power-cut", [7; 32]).unwrap(),
        };
        assert_eq!(key.public(), SecretKey::from_seed("example.org/power-cut", Algorithm::Ed25519, [7; 32]).unwrap().public());
        ledger.begin_log(&key.public()).await.unwrap();
    }
    Log::open(ledger).await.unwrap().unwrap()
}

fn acknowledged(key: &str, written: Written) {
    say(&format!("ACK {key} {} {}", written.first, written.last));
}

/// A line on the output, at once. It is the only thing that leaves the machine.
fn say(line: &str) {
    let mut out = std::io::stdout();
    out.write_all(format!("{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// A fact that its note tells from all others.
fn fact(vocabulary: &Vocabulary, note: &str) -> Fact {
    const KIND: &str = "annual-report-received";
    let mut fact = Fact {
        id: String::new(),
        entry: 0,
        treaty: "ccm".parse().unwrap(),
        state: Some("PER".parse().unwrap()),
        kind: vocabulary.kind(KIND).unwrap(),
        on: Some("2024-04-29".parse().unwrap()),
        period: Some("2023".parse().unwrap()),
        until: None,
        about: None,
        amounts: Vec::new(),
        said_by: SaidBy::Monitor,
        published: Some("2024-08-22".parse().unwrap()),
        collected: None,
        public: None,
        source: "https://example.org/report".to_owned(),
        basis: Basis::Seen,
        note: note.to_owned(),
        known_from: When::OPEN,
    };
    fact.known_from = fact.first_known(vocabulary);
    fact.id = fact_id(&fact, KIND);
    fact
}
