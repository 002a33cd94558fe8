use super::{FORM, Store, Writing};
use crate::LedgerError;
use sqlx::Row;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use std::str::FromStr;
use std::time::Duration;

/// The lock that the one who writes holds until the transaction ends: "servanda" in eight letters.
const LOCK: &str = "select pg_advisory_xact_lock(8314325482412074081)";

/// How many connections one program keeps to the database, those that read included.
const CONNECTIONS: u32 = 8;

/// How long a connection is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) async fn open(url: &str, shown: &str) -> Result<(Store, Vec<String>), LedgerError> {
    let pool = connect(url, shown).await?;
    check_form(&pool, shown).await?;
    sqlx::migrate!("migrations/postgres").run(&pool).await?;
    let warnings = warnings(&pool).await?;
    Ok((Store::Postgres(pool), warnings))
}

pub(super) async fn exists(url: &str, shown: &str) -> Result<bool, LedgerError> {
    let pool = connect(url, shown).await?;
    let there = holds(&pool, "_sqlx_migrations").await?;
    pool.close().await;
    Ok(there)
}

pub(super) async fn begin(pool: &PgPool) -> Result<Writing, LedgerError> {
    let mut transaction = pool.begin().await?;
    sqlx::query(LOCK).execute(&mut *transaction).await?;
    Ok(Writing::Postgres(transaction))
}

async fn connect(url: &str, shown: &str) -> Result<PgPool, LedgerError> {
    let unreachable = |e: sqlx::Error| LedgerError::Unreachable { store: shown.to_owned(), why: e.to_string() };
    // What was acknowledged is on the disk of the cluster, and of its synchronous standbys where it has any.
    let options = PgConnectOptions::from_str(url)
        .map_err(unreachable)?
        .application_name("servanda")
        .options([("synchronous_commit", "on"), ("default_transaction_isolation", "read committed")]);
    let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(PATIENCE).test_before_acquire(true);
    pool.connect_with(options).await.map_err(unreachable)
}

async fn check_form(pool: &PgPool, store: &str) -> Result<(), LedgerError> {
    let encoding = setting(pool, "server_encoding").await?;
    if encoding != "UTF8" {
        return Err(LedgerError::NotALedger { store: store.to_owned(), why: format!("its encoding is {encoding}, not UTF8") });
    }
    if !holds(pool, "_sqlx_migrations").await? {
        let count = "select count(*) from information_schema.tables where table_schema = current_schema()";
        let others: i64 = sqlx::query_scalar(count).fetch_one(pool).await?;
        return match others {
            0 => Ok(()),
            _ => Err(LedgerError::NotALedger { store: store.to_owned(), why: "it holds other tables".to_owned() }),
        };
    }
    let row = sqlx::query("select coalesce(max(version), 0) as form from _sqlx_migrations").fetch_one(pool).await?;
    let found: i64 = row.try_get("form")?;
    if found > FORM {
        return Err(LedgerError::Newer { store: store.to_owned(), found, known: FORM });
    }
    Ok(())
}

async fn holds(pool: &PgPool, table: &str) -> Result<bool, LedgerError> {
    Ok(sqlx::query_scalar("select to_regclass($1) is not null").bind(table).fetch_one(pool).await?)
}

async fn setting(pool: &PgPool, name: &str) -> Result<String, LedgerError> {
    Ok(sqlx::query_scalar("select current_setting($1)").bind(name).fetch_one(pool).await?)
}

/// What the one who runs the cluster should know before relying on it.
async fn warnings(pool: &PgPool) -> Result<Vec<String>, LedgerError> {
    let mut found = Vec::new();
    if setting(pool, "data_checksums").await? != "on" {
        found.push(
            "this PostgreSQL cluster keeps no data checksums: a page that the disk changed is served as if it were right\n  hint: stop the cluster and run pg_checksums --enable, or make the next one with initdb --data-checksums".to_owned(),
        );
    }
    for (name, meaning) in [
        ("fsync", "what was acknowledged can be lost, and the cluster destroyed, when the power fails"),
        ("full_page_writes", "a page half written when the power fails is not repaired"),
    ] {
        if setting(pool, name).await? != "on" {
            found.push(format!(
                "this PostgreSQL cluster runs with {name} = off: {meaning}\n  hint: set {name} = on in postgresql.conf"
            ));
        }
    }
    Ok(found)
}
