//! What is done when something goes wrong: a bit that flips, a store that is lost, a hand that changes what is held, a full disk.
//!
//! Every fault has its opposite beside it: without what is asked here to hold, the same fault would come through.

// In a test, breaking off is how a problem is told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

#[path = "faults/before_signing.rs"]
mod before_signing;
#[path = "faults/erasure.rs"]
mod erasure;
#[path = "faults/flips.rs"]
mod flips;
#[path = "faults/form_1.rs"]
mod form_1;
#[path = "faults/restore.rs"]
mod restore;
#[path = "faults/retries.rs"]
mod retries;
#[path = "faults/room.rs"]
mod room;
mod support;
#[path = "faults/tampering.rs"]
mod tampering;
