//! The witness and the monitor, seen from outside; one program, so that it is linked once. Every module says what belongs there.
// In a test, breaking off is how a problem is told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

/// Folders, logs made of nothing, chance from a seed.
mod support;

/// What docs/witness.md says is so.
mod docs;
/// Logs that show two histories.
mod forks;
/// What the witness remembers, when it is stopped or its disk breaks.
mod memory;
/// What the monitor finds in logs that behave, and in logs that do not.
mod monitor;
/// Every answer of the protocol, through HTTP.
mod protocol;
/// Ten thousand requests at once.
mod races;
/// Where a log is read from.
mod source;
