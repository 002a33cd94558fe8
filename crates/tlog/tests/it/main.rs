//! What the public log's mathematics promises. One file a subject; `definition.rs` holds RFC 6962 written down as it reads, to
//! compare with; `strangers.rs` asks implementations by others.

// In a test, breaking off is how a problem is told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod any_text;
mod checkpoints;
mod definition;
mod keys;
mod notes;
mod policies;
mod proofs;
mod receipts;
mod roots;
mod strangers;
mod tiles;

use tlog::{Algorithm, Checkpoint, Hash, SecretKey, Tree, leaf_hash};

const ORIGIN: &str = "log.example/servanda";

/// The bytes of some leaf; no two numbers give the same.
fn leaf(number: u64) -> Vec<u8> {
    format!("{{\"entry\":\"fact\",\"id\":\"{number}\"}}").into_bytes()
}

/// The hashes of so many leaves.
fn hashes(count: u64) -> Vec<Hash> {
    (0..count).map(|n| leaf_hash(&leaf(n))).collect()
}

fn tree(count: u64) -> Tree {
    hashes(count).into_iter().collect()
}

/// A log's key.
fn log_key(name: &str, seed: u8) -> SecretKey {
    SecretKey::from_seed(name, Algorithm::Ed25519, [seed; 32]).unwrap()
}

/// A witness's key.
fn witness_key(name: &str, seed: u8) -> SecretKey {
    SecretKey::from_seed(name, Algorithm::CosignatureEd25519, [seed; 32]).unwrap()
}

/// The checkpoint of a log with so many leaves.
fn checkpoint(count: u64) -> Checkpoint {
    Checkpoint { origin: ORIGIN.to_owned(), size: count, root: tree(count).root() }
}

/// What is told of a refusal: it has to say what is wrong in these words, and what to do.
#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, tlog::TlogError>, words: &str) {
    let told = result.unwrap_err().to_string();
    assert!(told.contains(words), "{told:?} does not say {words:?}");
    assert!(told.contains("\n  hint: "), "{told:?} does not say what to do");
}
