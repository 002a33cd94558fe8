//! A store that runs out of room while it is written: refused, nothing lost, and written again as soon as there is room.

// In a test, breaking off is how a problem is told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod support;

use ledger::{Ledger, LedgerError};
use support::{Place, fact, on_every_store, vocabulary};

/// Enters facts until the store has no room; how many were entered.
async fn until_full(ledger: &Ledger, name: &str) -> usize {
    for number in 0..1_000 {
        match ledger.append(&[fact("2023-12", &format!("{name} {number}"))], &vocabulary(), || ()).await {
            Ok(_) => {}
            Err(LedgerError::NoRoom { .. }) => return number,
            Err(other) => panic!("{other}"),
        }
    }
    panic!("it is never full");
}

#[tokio::test]
async fn a_store_that_ran_out_of_room_is_written_again_as_soon_as_there_is_room() {
    on_every_store(async |place: Place| {
        // How full a database is, is not ours to set.
        if !place.is_sqlite() {
            return;
        }
        let ledger = place.open().await;
        // As many pages as it has.
        ledger.asked("pragma max_page_count = 1").await.unwrap();
        let before = until_full(&ledger, "before").await;
        // The connection on which that happened is not used again, and the limit was its own: there is room.
        for round in 0..3 {
            let entered = ledger.append(&[fact("2023-12", &format!("after {round}"))], &vocabulary(), || ()).await;
            assert_eq!(entered.unwrap(), 1);
        }
        assert_eq!(ledger.entries().await.unwrap() as usize, before + 3);
        assert!(ledger.verify(&ledger::Verifying::default()).await.unwrap().differences.is_empty());
    })
    .await;
}
