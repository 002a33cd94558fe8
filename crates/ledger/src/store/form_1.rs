//! Takes over what a store of form 1 holds. It kept every entry in columns of its own; here they become leaves, in one transaction,
//! so that a program killed on the way begins again at the next start.

use crate::LedgerError;
use crate::leaf::canonical;
use sqlx::{Row, SqlitePool};
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

pub(super) async fn take_over(pool: &SqlitePool) -> Result<(), LedgerError> {
    if sqlx::query_scalar::<_, i64>(LEFT).fetch_one(pool).await? == 0 {
        return Ok(());
    }
    let mut transaction = pool.begin_with(super::sqlite::WRITING).await?;
    // Another program may have done it meanwhile.
    if sqlx::query_scalar::<_, i64>(LEFT).fetch_one(&mut *transaction).await? == 0 {
        return Ok(());
    }
    let rows = sqlx::query("select * from entry_of_form_1 order by number").fetch_all(&mut *transaction).await?;
    for row in &rows {
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
        let leaf = canonical(&what, keys);
        sqlx::query("insert into entry (number, what, fact, leaf, hash) values ($1, $2, $3, $4, $5)")
            .bind(number)
            .bind(&what)
            .bind(text("id")?)
            .bind(&leaf)
            .bind(leaf_hash(leaf.as_bytes()).as_slice())
            .execute(&mut *transaction)
            .await?;
    }
    sqlx::query("drop table entry_of_form_1").execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(())
}
