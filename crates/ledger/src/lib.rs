//! The append-only store of facts and corrections.
//!
//! *Flows in*: facts, corrections. *Flows out*: the register, as of any number of entries. *Deliberately unknown here*: law.
//! Nothing is updated or deleted: the store itself refuses it. Entries are numbered from 1 without gaps; their order comes from
//! the number, never from a clock. One writer at a time; readers never wait.

mod entry;
mod error;
mod store;

pub use error::LedgerError;
pub use store::{Correcting, Ledger};
