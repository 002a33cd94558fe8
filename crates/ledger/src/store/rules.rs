//! The rules by which the store itself keeps entries from being changed: whether it still has them, and no others.

use super::{Store, sqlite};
use crate::{Ledger, LedgerError};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use std::collections::{BTreeMap, BTreeSet};

/// The triggers of a database: on which table, and under which name.
const TRIGGERS: [(&str, &str); 3] =
    [("entry", "entry_never_changed"), ("checkpoint", "checkpoint_never_changed"), ("restricted", "restricted_never_changed")];

/// Before a statement that updates, deletes or truncates: so PostgreSQL counts it.
const BEFORE_A_CHANGE: i16 = 2 + 8 + 16 + 32;

/// What made the tables and rules of a database.
const MADE: &str = include_str!("../../migrations/postgres/0002_leaves.sql");

impl Ledger {
    /// What of the store's own rules is not as it was made, each in a sentence.
    pub(crate) async fn rules_changed(&self) -> Result<Vec<String>, LedgerError> {
        match &self.store {
            Store::Sqlite { read, .. } => {
                let (found, made) = (schema(read).await?, made().await?);
                let (names, of): (BTreeSet<_>, _) = (found.keys().chain(made.keys()).collect(), |name| found.get(name));
                Ok(names.into_iter().filter_map(|name| differs(name, of(name), made.get(name))).collect())
            }
            Store::Postgres(cluster) => triggers(&cluster.read()).await,
        }
    }
}

/// Whether a table, index or trigger is the one the store was made with.
fn differs(name: &(String, String), found: Option<&String>, made: Option<&String>) -> Option<String> {
    let (what, name) = name;
    match (found, made) {
        (None, _) => Some(format!("the store has lost its {what} {name}")),
        (_, None) => Some(format!("the store has a {what} {name} that is not its own")),
        (found, made) => (found != made).then(|| format!("the store's {what} {name} is not the one it was made with")),
    }
}

/// The tables, indexes and triggers of a file, by their kind and name.
async fn schema(pool: &SqlitePool) -> Result<BTreeMap<(String, String), String>, LedgerError> {
    let statement = "select type, name, tbl_name || ': ' || coalesce(sql, '') from sqlite_master \
         where name not like 'sqlite~_%' escape '~' and name <> '_sqlx_migrations'";
    let rows: Vec<(String, String, String)> = sqlx::query_as(statement).fetch_all(pool).await?;
    Ok(rows.into_iter().map(|(what, name, sql)| ((what, name), sql)).collect())
}

/// Those of a store made just now.
async fn made() -> Result<BTreeMap<(String, String), String>, LedgerError> {
    let memory = SqliteConnectOptions::new().in_memory(true);
    let pool = SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None).connect_with(memory).await?;
    sqlite::bring_up_to_date(&pool, 0).await?;
    let made = schema(&pool).await;
    pool.close().await;
    made
}

async fn triggers(pool: &sqlx::PgPool) -> Result<Vec<String>, LedgerError> {
    let statement = "select c.relname::text, t.tgname::text, t.tgtype, t.tgenabled::text, p.prosrc \
         from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid \
         where not t.tgisinternal and c.relnamespace = current_schema()::regnamespace order by 1, 2";
    let found: Vec<(String, String, i16, String, String)> = sqlx::query_as(statement).fetch_all(pool).await?;
    let mut differences = Vec::new();
    for (table, name) in TRIGGERS {
        match found.iter().find(|(of, trigger, ..)| of == table && trigger == name) {
            None => differences.push(format!("the store has lost its trigger {name}")),
            Some((.., kind, enabled, does)) => {
                let is_on = enabled == "O" || enabled == "A";
                if *kind != BEFORE_A_CHANGE || !is_on || does.trim().is_empty() || !MADE.contains(does.as_str()) {
                    differences.push(format!("the store's trigger {name} is not the one it was made with"));
                }
            }
        }
    }
    let others = found.iter().filter(|(of, name, ..)| !TRIGGERS.contains(&(of.as_str(), name.as_str())));
    differences.extend(others.map(|(_, name, ..)| format!("the store has a trigger {name} that is not its own")));
    let statement = "select rulename::text from pg_rules where schemaname = current_schema() order by 1";
    let rules: Vec<String> = sqlx::query_scalar(statement).fetch_all(pool).await?;
    differences.extend(rules.iter().map(|name| format!("the store has a rule {name} that is not its own")));
    Ok(differences)
}
