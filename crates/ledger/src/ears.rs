//! Hearing that something was entered: at once where the store tells it, and again and again by looking where it does not.

use crate::store::Store;
use crate::{Ledger, LedgerError};
use sqlx::postgres::PgListener;
use std::time::Duration;

/// What waits for entries.
#[derive(Debug)]
pub struct Ears {
    listener: Option<PgListener>,
    deaf: bool,
}

impl Ledger {
    /// Listens to the store.
    pub async fn listen(&self) -> Result<Ears, LedgerError> {
        let listener = match &self.store {
            Store::Sqlite { .. } => None,
            Store::Postgres(cluster) => {
                let mut listener = PgListener::connect_with(&cluster.read()).await?;
                listener.listen("servanda").await?;
                Some(listener)
            }
        };
        Ok(Ears { listener, deaf: false })
    }
}

impl Ears {
    /// Waits until something may have been entered, at most so long. Where the store cannot be heard, the time just passes.
    pub async fn wait(&mut self, at_most: Duration) {
        let Some(listener) = &mut self.listener else { return tokio::time::sleep(at_most).await };
        // A listener that lost its connection makes a new one by itself; what was said meanwhile is found by looking.
        if let Ok(Err(_)) = tokio::time::timeout(at_most, listener.recv()).await {
            // One that cannot is of no more use; another one is made, by looking in the meantime.
            self.listener = None;
            self.deaf = true;
            tokio::time::sleep(at_most).await;
        }
    }

    /// Whether what listened is lost: `Ledger::listen` makes another one.
    pub fn is_deaf(&self) -> bool {
        self.deaf
    }
}
