use super::lost;
use crate::LedgerError;
use crate::leaf::Leaf;
use crate::request::Request;
use sqlx::{AssertSqlSafe, Postgres, Row, Sqlite, Transaction};
use std::collections::HashSet;
use std::time::Duration;
use tlog::Hash;

/// How long a database may take for one statement, and to make something last. For the latter it waits where it has to hear from a
/// standby that is gone.
const PATIENCE: Duration = Duration::from_secs(15);

/// The leaves after one entry, up to another, in order.
pub(crate) const LEAVES: &str = "select number, leaf from entry where number > $1 and number <= $2 order by number";

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

/// Waits for a database, but not for ever: one that is cut off says nothing.
async fn in_time<T>(answer: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, LedgerError> {
    Ok(tokio::time::timeout(PATIENCE, answer).await.unwrap_or_else(|_| Err(lost::silence()))?)
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

/// The texts in the first column.
fn texts<R: Row>(rows: Vec<R>) -> Result<HashSet<String>, LedgerError>
where
    usize: sqlx::ColumnIndex<R>,
    for<'r> String: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
{
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

impl Writing {
    /// Carries out a statement; how many rows it touched.
    pub async fn run(&mut self, statement: &'static str, arguments: &[Arg<'_>]) -> Result<u64, LedgerError> {
        Ok(match self {
            Writing::Sqlite(t) => filled!(statement, arguments).execute(&mut **t).await?.rows_affected(),
            Writing::Postgres(t) => in_time(filled!(statement, arguments).execute(&mut **t)).await?.rows_affected(),
        })
    }

    /// The same with a statement put together by us, never from what somebody gave.
    pub async fn run_made(&mut self, statement: &str, arguments: &[Arg<'_>]) -> Result<u64, LedgerError> {
        let statement = AssertSqlSafe(statement.to_owned());
        Ok(match self {
            Writing::Sqlite(t) => filled!(statement, arguments).execute(&mut **t).await?.rows_affected(),
            Writing::Postgres(t) => in_time(filled!(statement, arguments).execute(&mut **t)).await?.rows_affected(),
        })
    }

    /// The number in the first column of the first row, where there is a row.
    pub async fn number(&mut self, statement: &'static str, arguments: &[Arg<'_>]) -> Result<Option<i64>, LedgerError> {
        Ok(match self {
            Writing::Sqlite(t) => {
                filled!(statement, arguments).fetch_optional(&mut **t).await?.map(|row| row.try_get(0)).transpose()?
            }
            Writing::Postgres(t) => {
                in_time(filled!(statement, arguments).fetch_optional(&mut **t)).await?.map(|row| row.try_get(0)).transpose()?
            }
        })
    }

    /// The bytes in the first column of the first row, where there is a row.
    pub async fn bytes(&mut self, statement: &'static str, arguments: &[Arg<'_>]) -> Result<Option<Vec<u8>>, LedgerError> {
        Ok(match self {
            Writing::Sqlite(t) => {
                filled!(statement, arguments).fetch_optional(&mut **t).await?.map(|row| row.try_get(0)).transpose()?
            }
            Writing::Postgres(t) => {
                in_time(filled!(statement, arguments).fetch_optional(&mut **t)).await?.map(|row| row.try_get(0)).transpose()?
            }
        })
    }

    /// Which of these facts are held.
    pub async fn held(&mut self, facts: &[&str]) -> Result<HashSet<String>, LedgerError> {
        if facts.is_empty() {
            return Ok(HashSet::new());
        }
        let blanks: Vec<String> = (1..=facts.len()).map(|n| format!("${n}")).collect();
        let asking = AssertSqlSafe(format!("select fact from entry where what = 'fact' and fact in ({})", blanks.join(", ")));
        let arguments: Vec<Arg<'_>> = facts.iter().map(|fact| Arg::T(fact)).collect();
        Ok(match self {
            Writing::Sqlite(t) => texts(filled!(asking, &arguments).fetch_all(&mut **t).await?)?,
            Writing::Postgres(t) => texts(in_time(filled!(asking, &arguments).fetch_all(&mut **t)).await?)?,
        })
    }

    /// Enters leaves with their hashes, each under its number.
    pub async fn enter(&mut self, rows: &[(i64, (&Leaf, &Hash))]) -> Result<(), LedgerError> {
        if rows.is_empty() {
            return Ok(());
        }
        let blanks = (0..rows.len()).map(|row| row * 5).map(|n| {
            let [number, what, fact, leaf, hash] = [n + 1, n + 2, n + 3, n + 4, n + 5];
            format!("(${number}, ${what}, ${fact}, ${leaf}, ${hash})")
        });
        let blanks: Vec<String> = blanks.collect();
        let statement = format!("insert into entry (number, what, fact, leaf, hash) values {}", blanks.join(", "));
        let arguments = rows.iter().flat_map(|(number, (leaf, hash))| {
            [Arg::N(*number), Arg::T(leaf.what), Arg::T(&leaf.fact), Arg::T(&leaf.text), Arg::B(hash.as_slice())]
        });
        self.run_made(&statement, &arguments.collect::<Vec<_>>()).await?;
        Ok(())
    }

    /// The leaves after one entry, up to another.
    pub async fn leaves(&mut self, after: i64, to: i64) -> Result<Vec<(i64, String)>, LedgerError> {
        Ok(match self {
            Writing::Sqlite(t) => sqlx::query_as(LEAVES).bind(after).bind(to).fetch_all(&mut **t).await?,
            Writing::Postgres(t) => in_time(sqlx::query_as(LEAVES).bind(after).bind(to).fetch_all(&mut **t)).await?,
        })
    }

    /// What was asked under a key before.
    pub async fn asked(&mut self, key: &str) -> Result<Option<Request>, LedgerError> {
        const ASKED: &str = "select content, first, last from request where key = $1";
        let row: Option<(Vec<u8>, i64, i64)> = match self {
            Writing::Sqlite(t) => sqlx::query_as(ASKED).bind(key).fetch_optional(&mut **t).await?,
            Writing::Postgres(t) => in_time(sqlx::query_as(ASKED).bind(key).fetch_optional(&mut **t)).await?,
        };
        row.map(|(content, first, last)| Request::read(key, &content, first, last)).transpose()
    }

    /// Makes it last. Who listens to the store hears of it.
    pub async fn commit(self) -> Result<(), LedgerError> {
        match self {
            Writing::Sqlite(transaction) => transaction.commit().await?,
            Writing::Postgres(mut transaction) => {
                in_time(sqlx::query("select pg_notify('servanda', '')").execute(&mut *transaction)).await?;
                match tokio::time::timeout(PATIENCE, transaction.commit()).await {
                    Ok(committed) => committed.map_err(lost::after_commit)?,
                    Err(_) => {
                        let why = "the database did not say within 15 seconds that it is kept; does it wait for a standby?";
                        return Err(LedgerError::Unanswered { why: why.to_owned() });
                    }
                }
            }
        }
        Ok(())
    }
}
