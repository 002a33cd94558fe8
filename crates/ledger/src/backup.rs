//! Copies of a store. A copy is a SQLite file whatever the store is. What lies beside the store is not in it: the key, which is never
//! copied, and the documents, each of which is a file that never changes.

use crate::store::{Arg, Store, Writing, moment_of_postgres};
use crate::verify::Documents;
use crate::{Address, Ledger, LedgerError, Opening, Verifying, follows};
use sqlx::{AssertSqlSafe, PgPool, SqlitePool};
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use tlog::PublicKey;

/// The tables of a store, with their columns: numbers, texts, bytes.
const TABLES: [(&str, &[(&str, Column)]); 8] = [
    ("entry", &[("number", Column::N), ("what", Column::T), ("fact", Column::T), ("leaf", Column::T), ("hash", Column::B)]),
    ("request", &[("key", Column::T), ("content", Column::B), ("first", Column::N), ("last", Column::N)]),
    ("identity", &[("one", Column::N), ("vkey", Column::T)]),
    ("checkpoint", &[("log", Column::T), ("size", Column::N), ("signed_at", Column::N), ("note", Column::T)]),
    ("cosignature", &[("size", Column::N), ("witness", Column::T), ("line", Column::T)]),
    ("restricted", &[("number", Column::N), ("leaf", Column::T), ("hash", Column::B)]),
    ("payload", &[("number", Column::N), ("salt", Column::B), ("bytes", Column::B)]),
    ("memory", &[("name", Column::T), ("says", Column::T)]),
];

/// Those that are of the log whose name and key it has: a new log begins without them.
const OF_ONE_LOG: [&str; 4] = ["identity", "checkpoint", "cosignature", "memory"];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Column {
    N,
    T,
    B,
}

#[derive(Debug)]
enum Value {
    N(i64),
    T(String),
    B(Vec<u8>),
}

type Rows = Vec<Vec<Value>>;

impl Ledger {
    /// Copies the store into a new file, while others read and write: what is in it is what was entered when it began. The copy is
    /// opened and read before it gets its name.
    pub async fn backup(&self, file: &Path) -> Result<u32, LedgerError> {
        if file.exists() {
            return Err(LedgerError::file(file, &"there is a file already; it is not written over"));
        }
        let part = with_ending(file, ".part");
        // What an earlier attempt left is of no use; its journal would be taken for that of the new one.
        remove(&part);
        let done = self.backup_into(&part).await.and_then(|entries| {
            let folder = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let done = fs::File::open(&part).and_then(|f| f.sync_all()).and_then(|()| fs::rename(&part, file));
            done.and_then(|()| crate::files::sync_folder(folder)).map_err(|e| LedgerError::file(file, &e))?;
            Ok(entries)
        });
        remove(&part);
        done
    }

    async fn backup_into(&self, part: &Path) -> Result<u32, LedgerError> {
        match &self.store {
            Store::Sqlite { read, .. } => {
                let to = part.to_string_lossy().into_owned();
                sqlx::query("vacuum into $1").bind(to).execute(read).await?;
            }
            Store::Postgres(cluster) => copy_out(&cluster.read(), part).await?,
        }
        let copy = open_copy(part).await?;
        let entries = copy.entries().await;
        let found = copy.verify_with(&Verifying::default(), Documents::Elsewhere).await;
        copy.close().await;
        match found?.differences.first() {
            None => entries,
            Some(difference) => Err(LedgerError::file(part, &format!("the copy does not agree with itself: {difference}"))),
        }
    }

    /// Puts a copy into this store, which must hold nothing yet. The store signs nothing and takes no entries until it has been
    /// compared with what was signed since the copy was made.
    pub async fn restore(&self, file: &Path) -> Result<u32, LedgerError> {
        self.restore_as(file, None).await
    }

    /// Puts a copy into this store, which must hold nothing yet, as the beginning of a new log under that key: for where what was signed
    /// after the copy is lost for good, or the old key is no longer only ours. All that is held keeps its number; what was signed is
    /// left behind but for the last checkpoint, and the store says which log it goes on from, and why.
    pub async fn restore_as_new_log(&self, file: &Path, key: &PublicKey, reason: &str) -> Result<u32, LedgerError> {
        self.restore_as(file, Some((key, reason))).await
    }

    async fn restore_as(&self, file: &Path, new: Option<(&PublicKey, &str)>) -> Result<u32, LedgerError> {
        if self.entries().await? > 0 || self.identity().await?.is_some() {
            return Err(LedgerError::file(file, &"the store it should go into holds entries already; name a new one with --db"));
        }
        if !file.exists() {
            return Err(LedgerError::file(file, &"there is no such file"));
        }
        // Read from a copy of the copy: opening a store may bring its form up to date, and the copy stays as it is. What is not
        // public is in it: nobody else may read it.
        let folder = own_folder().map_err(|e| LedgerError::file(&std::env::temp_dir(), &e))?;
        let beside = folder.join("copy.db");
        let restored = match fs::copy(file, &beside) {
            Ok(_) => self.restore_from(file, &beside, new).await,
            Err(error) => Err(LedgerError::file(file, &error)),
        };
        // What is left of it is a copy of the copy.
        let _ = fs::remove_dir_all(&folder);
        restored
    }

    async fn restore_from(&self, file: &Path, copy: &Path, new: Option<(&PublicKey, &str)>) -> Result<u32, LedgerError> {
        let from = open_copy(copy).await?;
        let Store::Sqlite { write: pool, .. } = &from.store else { return Ok(0) };
        let found = from.verify_with(&Verifying::default(), Documents::Elsewhere).await?;
        if let Some(difference) = found.differences.first() {
            return Err(LedgerError::file(file, &format!("the copy is not what it was when it was made: {difference}")));
        }
        let mut tables = Vec::new();
        for (table, columns) in TABLES.iter().filter(|(table, _)| new.is_none() || !OF_ONE_LOG.contains(table)) {
            tables.push((table, columns, from_sqlite(pool, table, columns).await?));
        }
        let (name, says) = match new {
            None => ("restored", file.file_name().unwrap_or_default().to_string_lossy().into_owned()),
            Some((key, reason)) => {
                let follows = from.followed_by(file, key, reason).await?;
                (follows::NAME, follows::told(&follows))
            }
        };
        let mut writing = self.store.begin().await?;
        let written = async {
            for (table, columns, rows) in &tables {
                fill(&mut writing, table, columns, rows).await?;
            }
            if let Some((key, _)) = new {
                writing.run("insert into identity (one, vkey) values (1, $1)", &[Arg::T(&key.to_string())]).await?;
            }
            let statement =
                "insert into memory (name, says) values ($1, $2) on conflict (name) do update set says = excluded.says";
            writing.run(statement, &[Arg::T(name), Arg::T(&says)]).await?;
            writing.commit().await
        };
        self.heard(written.await)?;
        from.close().await;
        self.look_behind().await?;
        self.entries().await
    }
}

/// Opens a copy, with nothing beside it: what was signed after it was made says nothing of it.
async fn open_copy(file: &Path) -> Result<Ledger, LedgerError> {
    let nowhere = Some(with_ending(file, ".none"));
    let opening = Opening { keys: nowhere.clone(), files: nowhere, ..Opening::default() };
    Ledger::open_with(&Address::Sqlite(file.to_owned()).text(), &opening).await
}

/// The name of a file with something after it.
fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(ending);
    PathBuf::from(name)
}

/// Removes a file of SQLite's with its journal, where they are there.
fn remove(file: &Path) {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let _ = fs::remove_file(with_ending(file, ending));
    }
}

/// A new folder for a short while that only who runs the program may look into.
fn own_folder() -> std::io::Result<PathBuf> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    loop {
        let name = format!("servanda-restore-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        match fs::DirBuilder::new().mode(0o700).create(&folder) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            made => return made.map(|()| folder),
        }
    }
}

fn select(table: &str, columns: &[(&str, Column)]) -> AssertSqlSafe<String> {
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    AssertSqlSafe(format!("select {} from {table} order by 1, 2", names.join(", ")))
}

macro_rules! values {
    ($rows:expr, $columns:expr) => {{
        let mut all = Rows::new();
        for row in &$rows {
            let mut values = Vec::new();
            for (at, (_, column)) in $columns.iter().enumerate() {
                values.push(match column {
                    Column::N => Value::N(sqlx::Row::try_get(row, at)?),
                    Column::T => Value::T(sqlx::Row::try_get(row, at)?),
                    Column::B => Value::B(sqlx::Row::try_get(row, at)?),
                });
            }
            all.push(values);
        }
        all
    }};
}

async fn from_sqlite(pool: &SqlitePool, table: &str, columns: &[(&str, Column)]) -> Result<Rows, LedgerError> {
    let rows = sqlx::query(select(table, columns)).fetch_all(pool).await?;
    Ok(values!(rows, columns))
}

/// Copies a database into a new file, as it stands at one moment.
async fn copy_out(pool: &PgPool, file: &Path) -> Result<(), LedgerError> {
    let mut moment = moment_of_postgres(pool).await?;
    let to = open_copy(file).await?;
    let mut writing = to.store.begin().await?;
    for (table, columns) in TABLES {
        let rows = sqlx::query(select(table, columns)).fetch_all(&mut *moment).await?;
        fill(&mut writing, table, columns, &values!(rows, columns)).await?;
    }
    writing.commit().await?;
    moment.rollback().await?;
    if let Store::Sqlite { write, .. } = &to.store {
        sqlx::query("pragma wal_checkpoint(truncate)").execute(write).await?;
    }
    to.close().await;
    Ok(())
}

async fn fill(writing: &mut Writing, table: &str, columns: &[(&str, Column)], rows: &Rows) -> Result<(), LedgerError> {
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let blanks: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
    let statement = format!("insert into {table} ({}) values ({})", names.join(", "), blanks.join(", "));
    for row in rows {
        let arguments: Vec<Arg<'_>> = row
            .iter()
            .map(|value| match value {
                Value::N(number) => Arg::N(*number),
                Value::T(text) => Arg::T(text),
                Value::B(bytes) => Arg::B(bytes),
            })
            .collect();
        writing.run_made(&statement, &arguments).await?;
    }
    Ok(())
}
