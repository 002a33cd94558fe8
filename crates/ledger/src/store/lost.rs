//! What is wrong with the way to a database, and not with what was asked.

use crate::LedgerError;
use sqlx::postgres::{PgDatabaseError, PgSeverity};

/// Whether the store could not be reached, or the way to it was lost before anything was made to last: the same may be asked again.
pub(crate) fn is_lost(error: &LedgerError) -> bool {
    match error {
        LedgerError::Unreachable { .. } => true,
        LedgerError::Store(error) => is_way(error),
        _ => false,
    }
}

/// The same of an error of the store itself.
pub(crate) fn is_way(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => true,
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed | sqlx::Error::BeginFailed => true,
        sqlx::Error::Database(error) => {
            let Some(error) = error.try_downcast_ref::<PgDatabaseError>() else { return false };
            let ends_connection = matches!(error.severity(), PgSeverity::Fatal | PgSeverity::Panic);
            ends_connection || passes(error.code())
        }
        _ => false,
    }
}

/// Conditions of PostgreSQL that pass: the connection (08), the operator (57), too many connections (53300), a server that became a
/// standby (25006), another program that writes and is waited for no longer (55P03), transactions that stood in each other's way (40).
fn passes(code: &str) -> bool {
    ["08", "57", "40"].iter().any(|class| code.starts_with(class)) || ["53300", "25006", "55P03"].contains(&code)
}

/// A database that says nothing.
pub(super) fn silence() -> sqlx::Error {
    sqlx::Error::Io(std::io::Error::new(std::io::ErrorKind::TimedOut, "it does not answer"))
}

/// What came of a commit that gave an error: where the database did not plainly refuse it, nobody knows.
pub(super) fn after_commit(error: sqlx::Error) -> LedgerError {
    let refused = match &error {
        sqlx::Error::Database(error) => error
            .try_downcast_ref::<PgDatabaseError>()
            // A server that is stopped while it commits says so, and may have committed.
            .is_some_and(|error| {
                error.severity() == PgSeverity::Error && !["08", "57"].iter().any(|c| error.code().starts_with(c))
            }),
        _ => false,
    };
    match refused {
        true => LedgerError::Store(error),
        false => LedgerError::Unanswered { why: error.to_string() },
    }
}
