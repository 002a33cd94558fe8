//! Takes over what a store of form 1 holds. It kept every entry in columns of its own; here they become leaves, in the transaction in
//! which the tables are made, so that a program killed on the way begins again at the next start.

use crate::LedgerError;
use crate::leaf::{LONGEST, canonical};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection, SqlitePool};
use tlog::leaf_hash;

/// The columns of a fact, in the order of their keys in the leaf.
const COLUMNS: [&str; 16] = [
    "id",
    "treaty",
    "state",
    "kind",
    "true_on",
    "period",
    "until",
    "about",
    "amounts",
    "said_by",
    "published",
    "collected",
    "public",
    "source",
    "basis",
    "note",
];

/// Whether there is something left of form 1.
const LEFT: &str = "select count(*) from sqlite_master where type = 'table' and name = 'entry_of_form_1'";

pub(super) async fn is_left(pool: &SqlitePool) -> Result<bool, LedgerError> {
    Ok(sqlx::query_scalar::<_, i64>(LEFT).fetch_one(pool).await? != 0)
}

/// Takes over what is left, where something is.
pub(super) async fn take_over(transaction: &mut SqliteConnection) -> Result<(), LedgerError> {
    if sqlx::query_scalar::<_, i64>(LEFT).fetch_one(&mut *transaction).await? == 0 {
        return Ok(());
    }
    let rows = sqlx::query("select * from entry_of_form_1 order by number").fetch_all(&mut *transaction).await?;
    for row in &rows {
        let old = Old::read(row)?;
        sqlx::query("insert into entry (number, what, fact, leaf, hash) values ($1, $2, $3, $4, $5)")
            .bind(old.number)
            .bind(&old.what)
            .bind(&old.fact)
            .bind(&old.leaf)
            .bind(leaf_hash(old.leaf.as_bytes()).as_slice())
            .execute(&mut *transaction)
            .await?;
    }
    sqlx::query("drop table entry_of_form_1").execute(&mut *transaction).await?;
    Ok(())
}

/// An entry of form 1, as it is entered now.
struct Old {
    number: i64,
    what: String,
    fact: String,
    leaf: String,
}

impl Old {
    fn read(row: &SqliteRow) -> Result<Old, LedgerError> {
        let (number, what): (i64, String) = (row.try_get("number")?, row.try_get("what")?);
        let text = |column: &str| row.try_get::<String, _>(column);
        let mut keys = Vec::new();
        if what == "fact" {
            for column in COLUMNS {
                keys.push((column, text(column)?));
            }
        } else {
            keys.push(("fact", text("id")?));
            for column in ["replacement", "reason", "evidence", "published"] {
                keys.push((column, text(column)?));
            }
        }
        let (fact, leaf) = (text("id")?, canonical(&what, keys));
        if leaf.len() > LONGEST {
            return Err(LedgerError::TooLong { fact, bytes: leaf.len() });
        }
        Ok(Old { number, what, fact, leaf })
    }
}
