use crate::harness::{Place, say};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A PostgreSQL cluster of a test's own; gone when it is dropped.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
}

fn script(arguments: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    Command::new(root.join("crates/ledger/tests/postgres")).args(arguments).output().unwrap()
}

/// A name that no other has.
fn unique() -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    format!("pg-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

impl Cluster {
    /// A cluster; none where there is no PostgreSQL.
    pub fn make() -> Option<Cluster> {
        // A short path: the address of a socket has little room.
        let cluster = Cluster { folder: std::env::temp_dir().join(unique()) };
        let made = script(&["start", &cluster.path()]);
        if made.status.code() == Some(3) {
            static TOLD: Once = Once::new();
            TOLD.call_once(|| say("PostgreSQL is not here: none of its faults is tried (Debian: apt-get install postgresql)"));
            return None;
        }
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        Some(cluster)
    }

    /// A standby of this one, streaming.
    pub fn standby(&self) -> Cluster {
        let standby = Cluster { folder: std::env::temp_dir().join(unique()) };
        let made = script(&["standby", &self.path(), &standby.path()]);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        standby
    }

    pub fn path(&self) -> String {
        self.folder.display().to_string()
    }

    /// The address of a database.
    pub fn address(&self, database: &str) -> String {
        format!("postgres://servanda@localhost/{database}?host={}", self.path())
    }

    /// A new database with the first facts, and a place for a site over it.
    pub fn place(&self, name: &str) -> Place {
        Place::of(&self.database(name), name)
    }

    /// The address of a new database, which holds nothing.
    pub fn database(&self, name: &str) -> String {
        let name = format!("{name}_{}", unique().replace('-', "_"));
        self.run(&format!("create database {name}"));
        self.address(&name)
    }

    /// Stops it: `immediate` as a crash would, `fast` in order.
    pub fn stop(&self, mode: &str) {
        let _ = script(&["stop", &self.path(), mode]);
    }

    /// Starts it again.
    #[track_caller]
    pub fn again(&self) {
        let started = script(&["again", &self.path()]);
        assert!(started.status.success(), "{}", String::from_utf8_lossy(&started.stderr));
    }

    /// Makes a standby the primary.
    #[track_caller]
    pub fn promote(&self) {
        let promoted = script(&["promote", &self.path()]);
        assert!(promoted.status.success(), "{}", String::from_utf8_lossy(&promoted.stderr));
    }

    /// Carries out statements, each by itself; the last one's rows are counted.
    #[track_caller]
    pub fn run(&self, statement: &str) -> u64 {
        let run = async {
            let mut connection = PgConnection::connect(&self.address("postgres")).await?;
            let done = sqlx::query(AssertSqlSafe(statement.to_owned())).execute(&mut connection).await?;
            connection.close().await?;
            Ok::<u64, sqlx::Error>(done.rows_affected())
        };
        waited(run).unwrap()
    }

    /// The number that a question is answered with.
    #[track_caller]
    pub fn number(&self, question: &str) -> i64 {
        let ask = async {
            let mut connection = PgConnection::connect(&self.address("postgres")).await?;
            sqlx::query_scalar(AssertSqlSafe(question.to_owned())).fetch_one(&mut connection).await
        };
        waited(ask).unwrap()
    }

    /// Changes a setting of the running cluster.
    pub fn set(&self, setting: &str) {
        self.run(&format!("alter system {setting}"));
        self.run("select pg_reload_conf()");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let _ = script(&["remove", &self.path()]);
    }
}

/// What comes of something that is waited for.
pub fn waited<T>(what: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(what)
}
