//! What the tests of the ledger share: a fresh store of each kind, facts to put into it, chance that can be repeated.

#![allow(dead_code, reason = "each test program uses a part")]

use facts::{Fact, Vocabulary, When, fact_id};
use ledger::{Ledger, Log, Opening};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

/// Where a test has a store of its own.
#[derive(Clone, Debug)]
pub struct Place {
    /// The address of the store.
    pub address: String,
    /// A folder of the test's own.
    pub folder: PathBuf,
    gone: Arc<Gone>,
}

impl Place {
    /// How its store is opened: with everything beside it in its own folder.
    pub fn opening(&self) -> Opening {
        Opening { keys: Some(self.folder.join("keys")), files: Some(self.folder.join("files")), ..Opening::default() }
    }

    pub fn is_sqlite(&self) -> bool {
        self.address.starts_with("sqlite:")
    }

    /// The file of a store that is one.
    pub fn file(&self) -> PathBuf {
        PathBuf::from(self.address.strip_prefix("sqlite:").unwrap())
    }

    /// Its store, open.
    pub async fn open(&self) -> Ledger {
        Ledger::open_with(&self.address, &self.opening()).await.unwrap()
    }

    /// Its store, open, and the log over it, begun with the key of that number where it has not begun.
    pub async fn open_log(&self, key: u8) -> (Ledger, Log) {
        let ledger = self.open().await;
        let secret = match ledger.keys().secret().unwrap() {
            Some(secret) => secret,
            None => ledger.keys().make(ORIGIN, [key; 32]).unwrap(),
        };
        ledger.begin_log(&secret.public()).await.unwrap();
        let log = Log::open(&ledger).await.unwrap().unwrap();
        (ledger, log)
    }

    /// Another store of the same kind and in the same folder, with nothing in it; the keys and documents are the same.
    pub async fn beside(&self) -> Place {
        match self.is_sqlite() {
            true => {
                let file = self.folder.join(format!("beside-{}.db", count()));
                Place { address: format!("sqlite:{}", file.display()), ..self.clone() }
            }
            false => {
                let (name, address) = database().await.unwrap();
                self.gone.databases.lock().unwrap().push(name);
                Place { address, ..self.clone() }
            }
        }
    }

    /// Another store with the same in it. Nobody may have it open.
    pub async fn copied(&self) -> Place {
        let copy = match self.is_sqlite() {
            true => self.beside().await,
            false => {
                let of = self.address.split('?').next().and_then(|text| text.rsplit('/').next()).unwrap();
                let (name, address) = database_of(of).await.unwrap();
                self.gone.databases.lock().unwrap().push(name);
                Place { address, ..self.clone() }
            }
        };
        if self.is_sqlite() {
            std::fs::copy(self.file(), copy.file()).unwrap();
        }
        copy
    }

    /// Takes its databases away again.
    pub async fn done(self) {
        let names = std::mem::take(&mut *self.gone.databases.lock().unwrap());
        if names.is_empty() {
            return;
        }
        let pool = database_at(&std::env::var("SERVANDA_POSTGRES").unwrap()).await;
        for name in names {
            let statement = sqlx::AssertSqlSafe(format!("drop database {name} with (force)"));
            sqlx::query(statement).execute(&pool).await.unwrap();
        }
        pool.close().await;
    }
}

/// The name of the log.
pub const ORIGIN: &str = "example.org/log";

/// A folder that goes when its test is over; where the test failed, it stays and can be looked at.
#[derive(Debug)]
struct Gone {
    folder: PathBuf,
    databases: Mutex<Vec<String>>,
}

impl Drop for Gone {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

fn count() -> usize {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    COUNT.fetch_add(1, Ordering::Relaxed)
}

/// A folder of its own. In memory where that is possible: what reaches the disk is not what these tests ask.
pub fn folder() -> PathBuf {
    let memory = Path::new("/dev/shm");
    let above = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    loop {
        // Numbers of processes come again: a folder that an earlier one left is not ours.
        let folder = above.join(format!("servanda-ledger-{}-{}", std::process::id(), count()));
        match std::fs::create_dir(&folder) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            made => return made.map(|()| folder).unwrap(),
        }
    }
}

fn place(address: impl FnOnce(&Path) -> String, databases: Vec<String>) -> Place {
    let folder = folder();
    let gone = Arc::new(Gone { folder: folder.clone(), databases: Mutex::new(databases) });
    Place { address: address(&folder), folder, gone }
}

/// A store in a file.
pub fn sqlite() -> Place {
    place(|folder| format!("sqlite:{}", folder.join("ledger.db").display()), Vec::new())
}

/// A database of the test's own; none where no cluster is named.
pub async fn postgres() -> Option<Place> {
    let (name, address) = database().await?;
    Some(place(|_| address, vec![name]))
}

/// A new database: its name and its address.
async fn database() -> Option<(String, String)> {
    database_of("template1").await
}

/// The same, with what is in another one.
async fn database_of(template: &str) -> Option<(String, String)> {
    let cluster = std::env::var("SERVANDA_POSTGRES").ok().filter(|c| !c.is_empty())?;
    let pool = database_at(&cluster).await;
    let name = loop {
        let name = format!("test_{}_{}", std::process::id(), count());
        let made = sqlx::query(sqlx::AssertSqlSafe(format!("create database {name} template {template}"))).execute(&pool).await;
        match made {
            Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("42P04") => {}
            made => break made.map(|_| name).unwrap(),
        }
    };
    pool.close().await;
    let (before, after) =
        cluster.split_once("/postgres?").expect("the cluster's address names its database \"postgres\" and its socket");
    let address = format!("{before}/{name}?{after}");
    Some((name, address))
}

/// Whether the long run is asked for.
pub fn drill() -> bool {
    std::env::var_os("SERVANDA_DRILL").is_some()
}

/// So many in every run, so many in the long one.
pub fn times(every: usize, drill: usize) -> usize {
    if self::drill() { drill } else { every }
}

/// Tells something even where the test passes.
pub fn tell(line: &str) {
    use std::io::Write;
    // Written past the test runner, which would keep it to itself.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Chance that can be repeated: the same seed, the same run. Source: SplitMix64, Steele, Lea and Flood 2014.
pub struct Chance(u64);

impl Chance {
    /// The chance of a seed, another one in every run that `SERVANDA_SEED` names. Two seeds stay two.
    pub fn new(seed: u64) -> Self {
        let run: u64 = std::env::var("SERVANDA_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(0);
        Chance(seed ^ run.wrapping_mul(0x2545_f491_4f6c_dd1d))
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to before `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// Bytes that no other seed gives.
    pub fn bytes(&mut self, many: usize) -> Vec<u8> {
        (0..many).map(|_| (self.next() >> 56) as u8).collect()
    }
}

/// Connections to a database. What looks after old ones in sqlx 0.9.0 may never end: it is not asked to.
pub async fn database_at(address: &str) -> sqlx::PgPool {
    sqlx::postgres::PgPoolOptions::new().idle_timeout(None).max_lifetime(None).connect(address).await.unwrap()
}

/// The same to a file.
pub async fn file_at(options: sqlx::sqlite::SqliteConnectOptions) -> Result<sqlx::SqlitePool, sqlx::Error> {
    sqlx::sqlite::SqlitePoolOptions::new().idle_timeout(None).max_lifetime(None).connect_with(options).await
}

/// A connection past the ledger, as somebody else could have it.
pub enum Stranger {
    Sqlite(sqlx::SqlitePool),
    Postgres(sqlx::PgPool),
}

impl Stranger {
    /// One to the store of a place.
    pub async fn at(place: &Place) -> Stranger {
        match place.is_sqlite() {
            true => Stranger::Sqlite(file_at(place.address.parse().unwrap()).await.unwrap()),
            false => Stranger::Postgres(database_at(&place.address).await),
        }
    }

    /// Carries out statements; how many rows the last one touched.
    pub async fn run(&self, statements: &str) -> u64 {
        let mut touched = 0;
        for statement in statements.split(";\n").map(str::trim).filter(|statement| !statement.is_empty()) {
            let safe = sqlx::AssertSqlSafe(statement.to_owned());
            let done = match self {
                Stranger::Sqlite(pool) => sqlx::query(safe).execute(pool).await.map(|done| done.rows_affected()),
                Stranger::Postgres(pool) => sqlx::query(safe).execute(pool).await.map(|done| done.rows_affected()),
            };
            touched = done.unwrap_or_else(|error| panic!("{statement}: {error}"));
        }
        touched
    }

    /// The text that a question has as its answer.
    pub async fn text(&self, question: &str) -> String {
        let safe = sqlx::AssertSqlSafe(question.to_owned());
        match self {
            Stranger::Sqlite(pool) => sqlx::query_scalar(safe).fetch_one(pool).await.unwrap(),
            Stranger::Postgres(pool) => sqlx::query_scalar(safe).fetch_one(pool).await.unwrap(),
        }
    }

    /// Takes away what keeps entries from being changed.
    pub async fn unguard(&self) {
        self.run(match self {
            Stranger::Sqlite(_) => UNGUARDED_SQLITE,
            Stranger::Postgres(_) => UNGUARDED_POSTGRES,
        })
        .await;
    }

    pub async fn close(self) {
        match self {
            Stranger::Sqlite(pool) => pool.close().await,
            Stranger::Postgres(pool) => pool.close().await,
        }
    }
}

const UNGUARDED_SQLITE: &str = "drop trigger entry_never_updated;
drop trigger entry_never_deleted;
drop trigger checkpoint_never_updated;
drop trigger checkpoint_never_deleted;
drop trigger restricted_never_updated;
drop trigger restricted_never_deleted";

const UNGUARDED_POSTGRES: &str = "drop trigger entry_never_changed on entry;
drop trigger checkpoint_never_changed on checkpoint;
drop trigger restricted_never_changed on restricted";

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
    TOLD.call_once(|| tell("SERVANDA_POSTGRES names no cluster: PostgreSQL is not asked"));
}

/// Runs a test on a fresh store of every kind.
pub async fn on_every_store(test: impl AsyncFn(Place)) {
    for place in places().await {
        test(place.clone()).await;
        place.done().await;
    }
}

/// One kind of fact.
pub fn vocabulary() -> Vocabulary {
    static READ: OnceLock<Vocabulary> = OnceLock::new();
    let text = "[completed]\nsays = \"Done.\"\nrole = \"event\"\npublic = \"source\"\nneeds = []\n";
    READ.get_or_init(|| Vocabulary::read(text).unwrap()).clone()
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

/// So many facts, each another one, from a number on.
pub fn facts_from(first: usize, many: usize) -> Vec<Fact> {
    (first..first + many).map(|n| fact("2023-12", &format!("number {n}"))).collect()
}

/// Enters so many facts more, after those of [`facts_from`] that are there.
pub async fn more(ledger: &Ledger, many: usize) {
    let held = ledger.entries().await.unwrap() as usize;
    assert_eq!(ledger.append(&facts_from(held, many), &vocabulary(), || ()).await.unwrap(), many);
}

/// The bytes of all entries, in order.
pub async fn leaves(ledger: &Ledger) -> Vec<String> {
    let mut leaves = Vec::new();
    for number in 1..=ledger.entries().await.unwrap() {
        leaves.push(ledger.leaf(number).await.unwrap().unwrap());
    }
    leaves
}
