//! What the world does to a running program, done to it on purpose: each module says in its first line what.
//!
//! Small sizes by default; with `SERVANDA_DRILL=1` those of a drill. Chance comes from a seed that is printed; `SERVANDA_SEED=N`
//! takes it again.

// In a test, breaking off is how a problem is told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
// How long the program takes is part of what is looked at.
#![allow(clippy::disallowed_methods)]

mod disk;
mod full;
mod harness;
mod kill;
mod losses;
mod operations;
mod postgres;
mod strace;
mod sync;
mod syscalls;
mod witnesses;
