use crate::LedgerError;
use sqlx::{AssertSqlSafe, Postgres, Row, Sqlite, Transaction};

/// What goes into the blanks of a statement.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Arg<'a> {
    N(i64),
    T(&'a str),
    B(&'a [u8]),
}

/// A transaction that writes, alone in the store until it ends. Where it is dropped, nothing was written.
pub(crate) enum Writing {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

macro_rules! filled {
    ($statement:expr, $arguments:expr) => {{
        let mut query = sqlx::query($statement);
        for argument in $arguments {
            query = match *argument {
                Arg::N(number) => query.bind(number),
                Arg::T(text) => query.bind(text),
                Arg::B(bytes) => query.bind(bytes),
            };
        }
        query
    }};
}

impl Writing {
    /// Carries out a statement; how many rows it touched.
    pub async fn run(&mut self, statement: &'static str, arguments: &[Arg<'_>]) -> Result<u64, LedgerError> {
        Ok(match self {
            Writing::Sqlite(t) => filled!(statement, arguments).execute(&mut **t).await?.rows_affected(),
            Writing::Postgres(t) => filled!(statement, arguments).execute(&mut **t).await?.rows_affected(),
        })
    }

    /// The same with a statement put together by us, never from what somebody gave.
    pub async fn run_made(&mut self, statement: &str, arguments: &[Arg<'_>]) -> Result<u64, LedgerError> {
        let statement = AssertSqlSafe(statement.to_owned());
        Ok(match self {
            Writing::Sqlite(t) => filled!(statement, arguments).execute(&mut **t).await?.rows_affected(),
            Writing::Postgres(t) => filled!(statement, arguments).execute(&mut **t).await?.rows_affected(),
        })
    }

    /// The number in the first column of the first row, where there is a row.
    pub async fn number(&mut self, statement: &'static str, arguments: &[Arg<'_>]) -> Result<Option<i64>, LedgerError> {
        Ok(match self {
            Writing::Sqlite(t) => {
                filled!(statement, arguments).fetch_optional(&mut **t).await?.map(|row| row.try_get(0)).transpose()?
            }
            Writing::Postgres(t) => {
                filled!(statement, arguments).fetch_optional(&mut **t).await?.map(|row| row.try_get(0)).transpose()?
            }
        })
    }

    /// The text in the first column of the first row, where there is a row.
    pub async fn text(&mut self, statement: &'static str, arguments: &[Arg<'_>]) -> Result<Option<String>, LedgerError> {
        Ok(match self {
            Writing::Sqlite(t) => {
                filled!(statement, arguments).fetch_optional(&mut **t).await?.map(|row| row.try_get(0)).transpose()?
            }
            Writing::Postgres(t) => {
                filled!(statement, arguments).fetch_optional(&mut **t).await?.map(|row| row.try_get(0)).transpose()?
            }
        })
    }

    /// What was asked under a key before: the fingerprint of it, and its first and last entry.
    pub async fn asked(&mut self, key: &str) -> Result<Option<(Vec<u8>, i64, i64)>, LedgerError> {
        const ASKED: &str = "select content, first, last from request where key = $1";
        Ok(match self {
            Writing::Sqlite(t) => sqlx::query_as(ASKED).bind(key).fetch_optional(&mut **t).await?,
            Writing::Postgres(t) => sqlx::query_as(ASKED).bind(key).fetch_optional(&mut **t).await?,
        })
    }

    /// Makes it last. Who listens to the store hears of it.
    pub async fn commit(self) -> Result<(), LedgerError> {
        match self {
            Writing::Sqlite(transaction) => transaction.commit().await?,
            Writing::Postgres(mut transaction) => {
                sqlx::query("select pg_notify('servanda', '')").execute(&mut *transaction).await?;
                transaction.commit().await.map_err(|e| match e {
                    sqlx::Error::Database(_) => LedgerError::Store(e),
                    lost => LedgerError::Unanswered { why: lost.to_string() },
                })?;
            }
        }
        Ok(())
    }
}
