use crate::LedgerError;
use crate::entry::{INSERT_CORRECTION, INSERT_FACT, READ, correction, fact, texts};
use facts::{Correction, Day, Fact, Register, Vocabulary};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Row, SqliteExecutor};

/// The newest form of the store that this program knows: the number of its last migration.
const FORM: i64 = 1;

/// The SQLite whose recovery from a power cut under WAL we rely on.
const SQLITE_NEEDED: &str = "3.51.3";

/// Begins a transaction as the one that writes: another program that writes is waited for, not run into halfway.
const WRITING: &str = "begin immediate";

/// The store, open.
#[derive(Clone, Debug)]
pub struct Ledger {
    pool: SqlitePool,
}

impl Ledger {
    /// Opens a store, and makes it where there is none. `address` is `sqlite:FILE`.
    pub async fn open(address: &str) -> Result<Self, LedgerError> {
        let file = address.strip_prefix("sqlite:").filter(|f| !f.is_empty());
        let file = file.ok_or_else(|| LedgerError::Address { text: address.to_owned() })?;
        let options = SqliteConnectOptions::new().filename(file).create_if_missing(true).synchronous(SqliteSynchronous::Full);
        // One connection: one writer, by construction. Pages read memory, not SQL.
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await;
        let pool = pool.map_err(|e| not_a_ledger(file, &e).unwrap_or(LedgerError::Store(e)))?;
        check_sqlite(&pool).await?;
        check_form(&pool, file).await?;
        // Only now, when the file is known to be ours: switching to WAL writes to it.
        sqlx::query("pragma journal_mode = wal").execute(&pool).await?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Ledger { pool })
    }

    /// The file behind an address, where the address is one we know.
    pub fn file(address: &str) -> Option<&str> {
        address.strip_prefix("sqlite:").filter(|f| !f.is_empty())
    }

    /// How many entries there are.
    pub async fn entries(&self) -> Result<u32, LedgerError> {
        let row = sqlx::query("select coalesce(max(number), 0) as last from entry").fetch_one(&self.pool).await?;
        Ok(u32::try_from(row.try_get::<i64, _>("last")?).unwrap_or(u32::MAX))
    }

    /// Appends facts, all or none, in the order given; a fact already held is passed over. `each` hears after every fact.
    /// Returns how many were appended.
    pub async fn append(&self, facts: &[Fact], vocabulary: &Vocabulary, mut each: impl FnMut()) -> Result<usize, LedgerError> {
        if let [fact] = facts {
            // One statement is all or none by itself, and a fifth quicker than with a transaction around it.
            let appended = insert(&self.pool, fact, vocabulary).await?;
            each();
            return Ok(usize::from(appended));
        }
        let mut transaction = self.pool.begin_with(WRITING).await?;
        let mut appended = 0;
        for fact in facts {
            appended += usize::from(insert(&mut *transaction, fact, vocabulary).await?);
            each();
        }
        transaction.commit().await?;
        Ok(appended)
    }

    /// Corrects a fact: the wrong one stays readable, is no longer held from `published` on, and the replacement, if any, is
    /// entered beside it. A correction without a reason and evidence is refused.
    pub async fn correct(&self, correcting: &Correcting<'_>, vocabulary: &Vocabulary) -> Result<(), LedgerError> {
        if correcting.reason.trim().is_empty() || correcting.evidence.trim().is_empty() {
            return Err(LedgerError::Unreasoned);
        }
        let mut transaction = self.pool.begin_with(WRITING).await?;
        let held = sqlx::query("select number from entry where what = 'fact' and id = $1").bind(correcting.fact);
        if held.fetch_optional(&mut *transaction).await?.is_none() {
            return Err(LedgerError::NothingToCorrect { fact: correcting.fact.to_owned() });
        }
        if let Some(replacement) = correcting.replacement {
            insert(&mut *transaction, replacement, vocabulary).await?;
        }
        sqlx::query(INSERT_CORRECTION)
            .bind(correcting.fact)
            .bind(correcting.replacement.map_or("", |f| f.id.as_str()))
            .bind(correcting.reason)
            .bind(correcting.evidence)
            .bind(correcting.published.to_string())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Reads everything into memory. Views of it answer for any pair of days: `register.known_by(day)`.
    pub async fn register(&self, vocabulary: &Vocabulary) -> Result<Register, LedgerError> {
        let (facts, corrections) = self.since(0, vocabulary).await?;
        Ok(Register::new(facts, corrections))
    }

    /// The facts and corrections entered after the entry of that number, in the order of entry. One reading sees the store at one
    /// moment: what was entered together is there together or not at all.
    pub async fn since(&self, entry: u32, vocabulary: &Vocabulary) -> Result<(Vec<Fact>, Vec<Correction>), LedgerError> {
        let rows = sqlx::query(READ).bind(i64::from(entry)).fetch_all(&self.pool).await?;
        let (mut facts, mut corrections): (Vec<Fact>, Vec<Correction>) = (Vec::new(), Vec::new());
        for row in &rows {
            let (number, what): (i64, String) = (row.try_get("number")?, row.try_get("what")?);
            let line: String = row.try_get("line")?;
            match what.as_str() {
                "fact" => facts.push(fact(number, &line, vocabulary)?),
                _ => corrections.push(correction(number, &line)?),
            }
        }
        Ok((facts, corrections))
    }

    /// The connection, for tests that try to break the rules of the store.
    #[doc(hidden)]
    pub fn pool(&self) -> &SqlitePool {
        &self.pool
    }
}

/// A correction to be entered.
#[derive(Clone, Copy, Debug)]
pub struct Correcting<'a> {
    /// The id of the fact that was wrong.
    pub fact: &'a str,
    /// What is right instead.
    pub replacement: Option<&'a Fact>,
    /// Why it was wrong.
    pub reason: &'a str,
    /// The document that shows it.
    pub evidence: &'a str,
    /// The day from which the correction is known.
    pub published: Day,
}

async fn insert(store: impl SqliteExecutor<'_>, fact: &Fact, vocabulary: &Vocabulary) -> Result<bool, LedgerError> {
    let mut query = sqlx::query(INSERT_FACT);
    for text in texts(fact, vocabulary) {
        query = query.bind(text);
    }
    Ok(query.execute(store).await?.rows_affected() == 1)
}

async fn check_sqlite(pool: &SqlitePool) -> Result<(), LedgerError> {
    let row = sqlx::query("select sqlite_version() as version").fetch_one(pool).await?;
    let found: String = row.try_get("version")?;
    let number = |version: &str| version.split('.').filter_map(|p| p.parse::<u32>().ok()).collect::<Vec<_>>();
    if number(&found) < number(SQLITE_NEEDED) {
        return Err(LedgerError::OldSqlite { found, needed: SQLITE_NEEDED });
    }
    Ok(())
}

/// Refuses, before anything is written, a store of a newer form and a file that is something else.
async fn check_form(pool: &SqlitePool, file: &str) -> Result<(), LedgerError> {
    let tables = sqlx::query("select name from sqlite_master where type = 'table'").fetch_all(pool).await;
    let tables = tables.map_err(|e| not_a_ledger(file, &e).unwrap_or(LedgerError::Store(e)))?;
    let names: Vec<String> = tables.iter().filter_map(|row| row.try_get("name").ok()).collect();
    if names.is_empty() {
        return Ok(());
    }
    if !names.iter().any(|n| n == "_sqlx_migrations") {
        return Err(LedgerError::NotALedger { file: file.to_owned(), why: "it holds other tables".to_owned() });
    }
    let row = sqlx::query("select coalesce(max(version), 0) as form from _sqlx_migrations").fetch_one(pool).await?;
    let found: i64 = row.try_get("form")?;
    if found > FORM {
        return Err(LedgerError::Newer { file: file.to_owned(), found, known: FORM });
    }
    Ok(())
}

fn not_a_ledger(file: &str, error: &sqlx::Error) -> Option<LedgerError> {
    let why = error.to_string();
    why.contains("file is not a database")
        .then(|| LedgerError::NotALedger { file: file.to_owned(), why: "it is not a database".to_owned() })
}
