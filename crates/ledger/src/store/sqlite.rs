use super::{FORM, Store, form_1};
use crate::LedgerError;
use crate::files::sync_folder;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, Row, SqliteConnection};
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The SQLite whose recovery from a power cut under WAL we rely on.
const NEEDED: &str = "3.51.3";

/// Begins a transaction as the one that writes: another program that writes is waited for, not run into halfway.
pub(super) const WRITING: &str = "begin immediate";

/// How long another program that writes is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// How much the one that writes keeps in memory, in KiB below zero: what is entered together should not have to be read back halfway.
const CACHE: &str = "-32768";

/// How often, and after what pause, the journal is asked for while somebody else is in the way.
const ATTEMPTS: u32 = 500;
const PAUSE: Duration = Duration::from_millis(20);

/// How many read at once.
const READERS: u32 = 4;

pub(super) async fn open(file: &Path) -> Result<Store, LedgerError> {
    let shown = file.display().to_string();
    // A payload that is erased is overwritten, not only let go. And what an entry is replaced by deletes it: without recursive
    // triggers, nothing would refuse that.
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(PATIENCE)
        .pragma("secure_delete", "on")
        .pragma("recursive_triggers", "on");
    let writer = options.clone().pragma("cache_size", CACHE);
    let write = pool(1).connect_with(writer).await;
    let write = write.map_err(|e| not_a_ledger(&shown, &e).unwrap_or(LedgerError::Store(e)))?;
    check_version(&write).await?;
    let form = check_form(&write, &shown).await?;
    // Only now, when the file is known to be ours: switching to WAL writes to it.
    keep_a_journal(&write, &shown).await?;
    bring_up_to_date(&write, form).await?;
    sync_journal(file).map_err(|error| LedgerError::file(&journal(file), &error))?;
    let readers = options.create_if_missing(false).journal_mode(SqliteJournalMode::Wal).read_only(true);
    let read = pool(READERS).min_connections(0).connect_lazy_with(readers);
    // Where a sync failed, one that succeeds later says nothing: what the journal holds is written once more, now into the file. It is
    // there already: where this cannot be done, it is no worse than before.
    let _ = sqlx::query("pragma wal_checkpoint(passive)").execute(&write).await;
    Ok(Store::Sqlite { write, read })
}

/// Switches to the journal that lets others read while one writes. Another program that makes the same store at the same moment is in the
/// way of that, and SQLite does not wait for it.
async fn keep_a_journal(pool: &SqlitePool, store: &str) -> Result<(), LedgerError> {
    let mut attempts = 0;
    loop {
        attempts += 1;
        match sqlx::query_scalar::<_, String>("pragma journal_mode = wal").fetch_one(pool).await {
            Ok(mode) if mode == "wal" => return Ok(()),
            Ok(mode) => {
                let why = format!("where it lies it can only be kept with the journal \"{mode}\", not with \"wal\"");
                return Err(LedgerError::NotALedger { store: store.to_owned(), why });
            }
            Err(error) if attempts == ATTEMPTS || !is_busy(&error) => return Err(error.into()),
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

/// Whether somebody else is in the way.
fn is_busy(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code()).and_then(|code| code.parse::<u32>().ok());
    code.is_some_and(|code| code & 0xff == 5)
}

/// Brings a store of an earlier form, or an empty one, into the form of now: all of it or nothing, and one program at a time.
pub(super) async fn bring_up_to_date(pool: &SqlitePool, form: i64) -> Result<(), LedgerError> {
    let migrations = sqlx::migrate!("migrations/sqlite");
    if form == FORM && !form_1::is_left(pool).await? {
        // There is nothing to do; that the store was made by these migrations is looked at all the same.
        return Ok(migrations.run(pool).await?);
    }
    let mut transaction = pool.begin_with(WRITING).await?;
    migrations.run_direct(None, &mut *transaction, false).await?;
    form_1::take_over(&mut transaction).await?;
    Ok(transaction.commit().await?)
}

/// Connections are kept until the store is closed. What looks after old ones in sqlx 0.9.0 (`spawn_maintenance_tasks`) can count one
/// fewer than none, and then looks for the rest of time, with all of a processor.
fn pool(connections: u32) -> SqlitePoolOptions {
    let options = SqlitePoolOptions::new().idle_timeout(None).max_lifetime(None);
    options.max_connections(connections).before_acquire(|c, _| Box::pin(async { Ok(is_free(c)) }))
}

/// What a program wrote that was ended before it was synced is read like all the rest, and is lost if the power fails: it is synced
/// before anything is told or signed of it. Nobody holds a lock on this file, so that opening it takes none away.
fn sync_journal(file: &Path) -> std::io::Result<()> {
    match File::open(journal(file)) {
        Ok(journal) => journal.sync_all()?,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    }
    sync_folder(file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")))
}

fn journal(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

/// Whether a connection can begin anew. Where the disk is full or fails, SQLite ends the transaction by itself, and sqlx goes on believing
/// in it, for its own attempt to end it fails: such a connection would never write again, or for ever read what was there once. It is
/// closed, and another one opened.
fn is_free(connection: &SqliteConnection) -> bool {
    !connection.is_in_transaction()
}

async fn check_version(pool: &SqlitePool) -> Result<(), LedgerError> {
    let row = sqlx::query("select sqlite_version() as version").fetch_one(pool).await?;
    let found: String = row.try_get("version")?;
    let number = |version: &str| version.split('.').filter_map(|p| p.parse::<u32>().ok()).collect::<Vec<_>>();
    if number(&found) < number(NEEDED) {
        return Err(LedgerError::OldSqlite { found, needed: NEEDED });
    }
    Ok(())
}

/// The form of the store; 0 where there is none yet. Refuses, before anything is written, one of a newer form and a file that is
/// something else.
async fn check_form(pool: &SqlitePool, store: &str) -> Result<i64, LedgerError> {
    let tables = sqlx::query("select name from sqlite_master where type = 'table'").fetch_all(pool).await;
    let tables = tables.map_err(|e| not_a_ledger(store, &e).unwrap_or(LedgerError::Store(e)))?;
    let names: Vec<String> = tables.iter().filter_map(|row| row.try_get("name").ok()).collect();
    if names.is_empty() {
        return Ok(0);
    }
    if !names.iter().any(|n| n == "_sqlx_migrations") {
        return Err(LedgerError::NotALedger { store: store.to_owned(), why: "it holds other tables".to_owned() });
    }
    let row = sqlx::query("select coalesce(max(version), 0) as form from _sqlx_migrations").fetch_one(pool).await?;
    let found: i64 = row.try_get("form")?;
    if found > FORM {
        return Err(LedgerError::Newer { store: store.to_owned(), found, known: FORM });
    }
    Ok(found)
}

fn not_a_ledger(store: &str, error: &sqlx::Error) -> Option<LedgerError> {
    let why = error.to_string();
    why.contains("file is not a database")
        .then(|| LedgerError::NotALedger { store: store.to_owned(), why: "it is not a database".to_owned() })
}
