//! What the tests of the ledger share: a fresh store of each kind, and facts to put into it.

#![allow(dead_code, reason = "each test program uses a part")]

use facts::{Fact, Vocabulary, When, fact_id};
use ledger::Opening;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Where a test has a store of its own.
#[derive(Clone, Debug)]
pub struct Place {
    /// The address of the store.
    pub address: String,
    /// A folder of the test's own.
    pub folder: PathBuf,
}

impl Place {
    /// How its store is opened: with everything beside it in its own folder.
    pub fn opening(&self) -> Opening {
        Opening { keys: Some(self.folder.join("keys")), files: Some(self.folder.join("files")), ..Opening::default() }
    }

    pub fn is_sqlite(&self) -> bool {
        self.address.starts_with("sqlite:")
    }
}

fn folder() -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let unique = format!("servanda-ledger-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(unique);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A store in a file.
pub fn sqlite() -> Place {
    let folder = folder();
    Place { address: format!("sqlite:{}", folder.join("ledger.db").display()), folder }
}

/// A database of the test's own; none where no cluster is named.
pub async fn postgres() -> Option<Place> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let cluster = std::env::var("SERVANDA_POSTGRES").ok().filter(|c| !c.is_empty())?;
    let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let pool = sqlx::PgPool::connect(&cluster).await.unwrap();
    sqlx::query(sqlx::AssertSqlSafe(format!("create database {name}"))).execute(&pool).await.unwrap();
    pool.close().await;
    let (before, after) =
        cluster.split_once("/postgres?").expect("the cluster's address names its database \"postgres\" and its socket");
    Some(Place { address: format!("{before}/{name}?{after}"), folder: folder() })
}

/// Every kind of store there is.
pub async fn places() -> Vec<Place> {
    let mut places = vec![sqlite()];
    match postgres().await {
        Some(place) => places.push(place),
        None => told_once(),
    }
    places
}

fn told_once() {
    static TOLD: std::sync::Once = std::sync::Once::new();
    // Written past the test runner, which would keep it to itself when the test passes.
    TOLD.call_once(|| {
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "SERVANDA_POSTGRES names no cluster: PostgreSQL is not asked");
    });
}

/// Runs a test on a fresh store of every kind.
pub async fn on_every_store(test: impl AsyncFn(Place)) {
    for place in places().await {
        test(place).await;
    }
}

/// One kind of fact.
pub fn vocabulary() -> Vocabulary {
    Vocabulary::read("[completed]\nsays = \"Done.\"\nrole = \"event\"\npublic = \"source\"\nneeds = []\n").unwrap()
}

/// A fact.
pub fn fact(on: &str, note: &str) -> Fact {
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
