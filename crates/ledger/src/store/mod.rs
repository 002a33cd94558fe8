//! The two stores, SQLite and PostgreSQL: the same tables, the same statements. What differs between them is in their own files.

mod cluster;
mod form_1;
mod lost;
mod moment;
mod postgres;
mod rules;
mod servers;
mod sqlite;
mod writing;

pub(crate) use cluster::Cluster;
pub(crate) use lost::{is_lost, is_way};
pub(crate) use moment::{Moment, at};
pub(crate) use postgres::moment as moment_of_postgres;
pub(crate) use writing::{Arg, LEAVES, Writing};

use crate::{Address, LedgerError};
use sqlx::SqlitePool;

/// The newest form of the store that this program knows: the number of its last migration.
pub(crate) const FORM: i64 = 2;

/// A store, open.
#[derive(Clone, Debug)]
pub(crate) enum Store {
    /// One connection writes, so that there is one writer by construction; others read and never wait.
    Sqlite { write: SqlitePool, read: SqlitePool },
    /// Who writes holds a lock of the database.
    Postgres(Cluster),
}

/// The same text for both stores, with a name for the connections that read.
macro_rules! reading {
    ($store:expr, $connection:ident => $body:expr) => {
        match $store {
            $crate::store::Store::Sqlite { read: $connection, .. } => $body,
            $crate::store::Store::Postgres(cluster) => {
                let $connection = &cluster.read();
                $body
            }
        }
    };
}
pub(crate) use reading;

impl Store {
    /// Opens a store, and makes it where there is none.
    pub async fn open(address: &Address) -> Result<(Store, Vec<String>), LedgerError> {
        match address {
            Address::Sqlite(file) => Ok((sqlite::open(file).await?, Vec::new())),
            Address::Postgres(url) => postgres::open(url, &address.shown()).await,
        }
    }

    /// Whether there is one at that address already.
    pub async fn exists(address: &Address) -> Result<bool, LedgerError> {
        match address {
            Address::Sqlite(file) => Ok(file.exists()),
            Address::Postgres(url) => postgres::exists(url, &address.shown()).await,
        }
    }

    /// Begins to write: nobody else writes until it ends.
    pub async fn begin(&self) -> Result<Writing, LedgerError> {
        match self {
            Store::Sqlite { write, .. } => Ok(Writing::Sqlite(write.begin_with(sqlite::WRITING).await?)),
            Store::Postgres(cluster) => postgres::begin(cluster).await,
        }
    }

    /// Begins to read the store as it stands now, whatever is written meanwhile.
    pub async fn moment(&self) -> Result<Moment, LedgerError> {
        Ok(match self {
            Store::Sqlite { read, .. } => Moment::Sqlite(read.begin().await?),
            Store::Postgres(cluster) => Moment::Postgres(postgres::moment(&cluster.read()).await?),
        })
    }

    /// Turns to the server that takes entries, where the store is a database with several.
    pub async fn find_primary(&self) -> Result<(), LedgerError> {
        match self {
            Store::Sqlite { .. } => Ok(()),
            Store::Postgres(cluster) => cluster.find_primary().await,
        }
    }

    pub async fn close(&self) {
        match self {
            Store::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Store::Postgres(cluster) => cluster.close().await,
        }
    }
}
