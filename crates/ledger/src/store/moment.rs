use sqlx::{Postgres, Sqlite, Transaction};

/// A transaction that reads: all it reads is of one moment.
pub(crate) enum Moment {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// The same text for both stores, with a name for the connection.
macro_rules! at {
    ($moment:expr, $connection:ident => $body:expr) => {
        match $moment {
            $crate::store::Moment::Sqlite(transaction) => {
                let $connection = &mut **transaction;
                $body
            }
            $crate::store::Moment::Postgres(transaction) => {
                let $connection = &mut **transaction;
                $body
            }
        }
    };
}
pub(crate) use at;
