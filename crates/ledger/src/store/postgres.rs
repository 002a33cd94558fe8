use super::cluster::Cluster;
use super::{FORM, Store, Writing, lost};
use crate::LedgerError;
use sqlx::postgres::PgPool;
use sqlx::{Postgres, Row, Transaction};
use std::time::Duration;

/// The lock that the one who writes holds until the transaction ends: "servanda" in eight letters.
const LOCK: &str = "select pg_advisory_xact_lock(8314325482412074081)";

/// How long it is waited for a connection and for the lock; the database itself gives up the lock before.
const PATIENCE: Duration = Duration::from_secs(45);

pub(super) async fn open(url: &str, shown: &str) -> Result<(Store, Vec<String>), LedgerError> {
    let cluster = Cluster::connect(url, shown).await?;
    let pool = cluster.write();
    check_form(&pool, shown).await?;
    sqlx::migrate!("migrations/postgres").run(&pool).await?;
    let warnings = warnings(&pool).await?;
    Ok((Store::Postgres(cluster), warnings))
}

pub(super) async fn exists(url: &str, shown: &str) -> Result<bool, LedgerError> {
    let cluster = Cluster::connect(url, shown).await?;
    let there = holds(&cluster.read(), "_sqlx_migrations").await?;
    cluster.close().await;
    Ok(there)
}

pub(super) async fn begin(cluster: &Cluster) -> Result<Writing, LedgerError> {
    let begun = async {
        let mut transaction = cluster.write().begin().await?;
        sqlx::query(LOCK).execute(&mut *transaction).await?;
        Ok(Writing::Postgres(transaction))
    };
    tokio::time::timeout(PATIENCE, begun).await.unwrap_or_else(|_| Err(LedgerError::Store(lost::silence())))
}

/// Begins to read the database as it stands now, whatever is written meanwhile.
pub(crate) async fn moment(pool: &PgPool) -> Result<Transaction<'static, Postgres>, LedgerError> {
    let mut transaction = pool.begin_with("begin isolation level repeatable read read only").await?;
    // Erasing empties the table for everybody at once, also for who sees an earlier moment: it waits until this one is over. Asked
    // before anything is read, for the moment begins with the first reading.
    sqlx::query("lock table payload in access share mode").execute(&mut *transaction).await?;
    Ok(transaction)
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
