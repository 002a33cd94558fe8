//! Copies of a store. A copy is a SQLite file whatever the store is, and everything but the key is in it.

use crate::store::{Arg, Store, Writing};
use crate::{Address, Ledger, LedgerError, Opening};
use sqlx::{AssertSqlSafe, PgPool, SqlitePool};
use std::fs;
use std::path::Path;

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
        let part = file.with_extension("part");
        // What an earlier attempt left is of no use.
        let _ = fs::remove_file(&part);
        match &self.store {
            Store::Sqlite { read, .. } => {
                let to = part.to_string_lossy().into_owned();
                sqlx::query("vacuum into $1").bind(to).execute(read).await?;
            }
            Store::Postgres(pool) => copy_out(pool, &part).await?,
        }
        // The documents are not copied; those of the copy are looked for where they lie.
        let opening = Opening { files: Some(self.files().folder().to_owned()), ..Opening::default() };
        let copy = Ledger::open_with(&Address::Sqlite(part.clone()).text(), &opening).await?;
        let entries = copy.entries().await?;
        let found = copy.verify(&crate::Verifying::default()).await?;
        copy.close().await;
        if let Some(difference) = found.differences.first() {
            return Err(LedgerError::file(&part, &format!("the copy does not agree with itself: {difference}")));
        }
        let done = fs::File::open(&part).and_then(|f| f.sync_all()).and_then(|()| fs::rename(&part, file));
        let folder = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        done.and_then(|()| crate::files::sync_folder(folder)).map_err(|e| LedgerError::file(file, &e))?;
        Ok(entries)
    }

    /// Puts a copy into this store, which must hold nothing yet. The store signs nothing and takes no entries until it has been
    /// compared with what was signed since the copy was made.
    pub async fn restore(&self, file: &Path) -> Result<u32, LedgerError> {
        if self.entries().await? > 0 || self.identity().await?.is_some() {
            return Err(LedgerError::file(file, &"the store it should go into holds entries already; name a new one with --db"));
        }
        if !file.exists() {
            return Err(LedgerError::file(file, &"there is no such file"));
        }
        // Read from a copy of the copy: opening a store may bring its form up to date, and the copy stays as it is.
        let beside = std::env::temp_dir().join(format!("servanda-restore-{}.db", std::process::id()));
        fs::copy(file, &beside).map_err(|e| LedgerError::file(&beside, &e))?;
        let restored = self.restore_from(file, &beside).await;
        for ending in ["db", "db-wal", "db-shm"] {
            let _ = fs::remove_file(beside.with_extension(ending));
        }
        restored
    }

    async fn restore_from(&self, file: &Path, copy: &Path) -> Result<u32, LedgerError> {
        let from = Ledger::open(&Address::Sqlite(copy.to_owned()).text()).await?;
        let Store::Sqlite { write: pool, .. } = &from.store else { return Ok(0) };
        let mut tables = Vec::new();
        for (table, columns) in TABLES {
            tables.push((table, columns, from_sqlite(pool, table, columns).await?));
        }
        let mut writing = self.store.begin().await?;
        let written = async {
            for (table, columns, rows) in &tables {
                fill(&mut writing, table, columns, rows).await?;
            }
            let says = file.file_name().unwrap_or_default().to_string_lossy();
            let row = [Arg::T(&says)];
            let statement =
                "insert into memory (name, says) values ('restored', $1) on conflict (name) do update set says = excluded.says";
            writing.run(statement, &row).await?;
            writing.commit().await
        };
        self.heard(written.await)?;
        from.close().await;
        self.look_behind().await?;
        self.entries().await
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
    let mut moment = pool.begin_with("begin isolation level repeatable read read only").await?;
    let to = Ledger::open(&Address::Sqlite(file.to_owned()).text()).await?;
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
