//! The same questions get the same bytes from every store: SQLite, PostgreSQL, after a restart, made anew from the exported log, and put
//! back from a copy. 60 random questions; 10,000 where `SERVANDA_DRILL` is set.

use crate::evidence::world;
use crate::support::folder;
use facts::{Day, exact_day};
use findings::{Question, Wanted, World, findings};
use jiff::ToSpan;
use ledger::{Attaching, Correcting, Export, Ledger, Log, Opening};
use publish::api::FindingsAnswer;
use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::Path;

/// Numbers without order, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn day(&mut self) -> Day {
        exact_day("1997-01-01").unwrap() + i64::try_from(self.below(12_000)).unwrap().days()
    }
}

fn questions(many: usize, entries: u32) -> Vec<Question> {
    let mut dice = Dice(0x5e2_4a9d);
    let one = |_| Question {
        treaty: if dice.below(3) == 0 { "mbt" } else { "ccm" }.parse().unwrap(),
        true_on: dice.day(),
        known_by: dice.day(),
        entries: (dice.below(4) == 0).then(|| u32::try_from(dice.below(u64::from(entries))).unwrap() + 1),
    };
    (0..many).map(one).collect()
}

fn asked(world: &World, question: &Question) -> Vec<u8> {
    let found = findings(world, question, &Wanted::default());
    serde_json::to_vec(&FindingsAnswer::new(world, question, &found)).unwrap()
}

fn opening(place: &Path) -> Opening {
    Opening { keys: Some(place.join("keys")), files: Some(place.join("files")), ..Opening::default() }
}

/// The world that a store holds.
async fn held(ledger: &Ledger) -> World {
    let shipped = world();
    let register = ledger.register(&shipped.book.vocabulary).await.unwrap();
    World::new(register, shipped.book.as_ref().clone(), shipped.gazetteer.as_ref().clone())
}

/// The shipped register, forty corrections and a document, in a store that signs.
async fn filled(address: &str, place: &Path) -> Ledger {
    let ledger = Ledger::open_with(address, &opening(place)).await.unwrap();
    let vocabulary = &world().book.vocabulary;
    let facts: Vec<_> = world().register.facts().cloned().collect();
    ledger.append(&facts, vocabulary, || ()).await.unwrap();
    for (n, wrong) in facts.iter().step_by(facts.len() / 40).enumerate() {
        let correcting = Correcting {
            fact: &wrong.id,
            replacement: None,
            reason: "a test of corrections",
            evidence: "letter",
            published: exact_day(&format!("20{:02}-03-01", 10 + n % 16)).unwrap(),
            key: None,
        };
        ledger.correct(&correcting, vocabulary).await.unwrap();
    }
    let document = b"a document";
    let attaching = Attaching { fact: &facts[7].id, document, media_type: "text/plain", name: "a.txt", key: None };
    ledger.attach(&attaching).await.unwrap();
    let key = match ledger.keys().secret().unwrap() {
        Some(key) => key,
        None => ledger.keys().make("example.org/questions", [5; 32]).unwrap(),
    };
    ledger.begin_log(&key.public()).await.unwrap();
    Log::open(&ledger).await.unwrap().unwrap().sign(1_800_000_000).await.unwrap().unwrap();
    ledger
}

/// A database of the test's own; none where `SERVANDA_POSTGRES` names no cluster.
async fn postgres() -> Option<String> {
    let cluster = std::env::var("SERVANDA_POSTGRES").ok().filter(|c| !c.is_empty())?;
    let name = format!("questions_{}", std::process::id());
    let pool = sqlx::PgPool::connect(&cluster).await.unwrap();
    sqlx::query(sqlx::AssertSqlSafe(format!("create database {name}"))).execute(&pool).await.unwrap();
    let (before, after) = cluster.split_once("/postgres?").unwrap();
    Some(format!("{before}/{name}?{after}"))
}

/// Asks every world the same; of each answer the fingerprint of its findings, without the question that it repeats, and its length.
fn alike(worlds: &[(&str, World)], questions: &[Question]) -> Vec<([u8; 32], usize)> {
    let answer = |question| {
        let expected = asked(&worlds[0].1, question);
        for (name, world) in &worlds[1..] {
            assert!(asked(world, question) == expected, "{name} answers {question:?} otherwise");
        }
        let answer: serde_json::Value = serde_json::from_slice(&expected).unwrap();
        (tlog::leaf_hash(answer["findings"].to_string().as_bytes()), expected.len())
    };
    questions.iter().map(answer).collect()
}

#[tokio::test]
async fn the_same_questions_get_the_same_bytes_from_every_store() {
    let place = folder("questions");
    let sqlite = format!("sqlite:{}", place.join("one.db").display());
    let first = filled(&sqlite, &place.join("one")).await;
    let log = Log::open(&first).await.unwrap().unwrap();
    let vocabulary = &world().book.vocabulary;
    log.export(&place.join("export"), vocabulary).await.unwrap();
    first.backup(&place.join("copy.db")).await.unwrap();
    let mut worlds = vec![("SQLite", held(&first).await)];
    first.close().await;

    let again = Ledger::open_with(&sqlite, &opening(&place.join("one"))).await.unwrap();
    worlds.push(("SQLite after a restart", held(&again).await));
    let export = Export::read(&place.join("export"), Some(log.key())).unwrap();
    let rebuilt = format!("sqlite:{}", place.join("rebuilt.db").display());
    let rebuilt = Ledger::open_with(&rebuilt, &opening(&place.join("rebuilt"))).await.unwrap();
    rebuilt.take(&export, 1_800_000_000).await.unwrap();
    worlds.push(("SQLite out of the exported log", held(&rebuilt).await));
    let restored = format!("sqlite:{}", place.join("restored.db").display());
    let restored = Ledger::open_with(&restored, &opening(&place.join("one"))).await.unwrap();
    restored.restore(&place.join("copy.db")).await.unwrap();
    worlds.push(("SQLite out of a copy", held(&restored).await));
    match postgres().await {
        Some(address) => {
            let ledger = filled(&address, &place.join("two")).await;
            worlds.push(("PostgreSQL", held(&ledger).await));
            let root = Log::open(&ledger).await.unwrap().unwrap().root_at(log.size());
            assert_eq!(root, log.root_at(log.size()), "the same entries have the same root");
        }
        None => eprintln!("SERVANDA_POSTGRES names no cluster: PostgreSQL is not asked"),
    }

    let many = if std::env::var_os("SERVANDA_DRILL").is_some() { 10_000 } else { 60 };
    let all = questions(many, worlds[0].1.register.entries());
    let lanes = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let answers: Vec<([u8; 32], usize)> = std::thread::scope(|scope| {
        let lanes: Vec<_> = all.chunks(many.div_ceil(lanes)).map(|part| scope.spawn(|| alike(&worlds, part))).collect();
        lanes.into_iter().flat_map(|lane| lane.join().unwrap()).collect()
    });
    let bytes: usize = answers.iter().map(|(_, bytes)| bytes).sum();
    let different = answers.iter().map(|(print, _)| print).collect::<BTreeSet<_>>().len();
    println!("{many} questions, {different} different answers, {bytes} bytes from each of {} stores: equal", worlds.len());
    assert!(different > many / 2, "the questions have different answers: {different} of {many}");
    // The comparison sees a difference: one fact less gives other bytes.
    let fewer = World::new(
        facts::Register::new(world().register.facts().skip(1).cloned().collect(), Vec::new()),
        world().book.as_ref().clone(),
        world().gazetteer.as_ref().clone(),
    );
    assert!(questions(many, 1).iter().any(|question| asked(&fewer, question) != asked(&worlds[0].1, question)));
}
