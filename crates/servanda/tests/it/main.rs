//! The one integration test of the program, from outside: each module says in its first line what belongs there.

// In a test, breaking off is how a problem is told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod backtest;
mod bench;
mod book;
mod changes;
mod claims;
mod commands;
mod coverage;
mod entering;
mod evidence;
mod exported;
mod golden;
mod invariants;
mod live;
mod log;
mod months;
mod new_treaty;
mod norm;
mod plans;
mod questions;
mod readings;
mod register;
mod requests;
mod running_log;
// The scenarios of the book are read in one place; the tests there use more of it than those here.
#[allow(dead_code)]
#[path = "../../../findings/tests/scenarios/scenario.rs"]
mod scenario;
mod site;
mod support;
mod sweeps;
mod universalization;
mod weigh;
mod witness;
mod words;
