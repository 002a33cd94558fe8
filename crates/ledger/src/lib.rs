//! The append-only store of facts, corrections and the documents behind them, and the public log over it.
//!
//! *Flows in*: facts, corrections, documents. *Flows out*: the register, as of any number of entries; checkpoints, tiles, proofs.
//! *Deliberately unknown here*: law, and what time it is: who signs tells it.
//! Nothing is updated or deleted: the store itself refuses it. Entries are numbered from 1 without gaps; their order comes from
//! the number, never from a clock. One writes at a time; readers never wait. The same on SQLite and on PostgreSQL.

mod address;
mod backup;
mod behind;
mod ears;
mod edge;
mod entering;
mod error;
mod export;
mod exported;
mod files;
mod follows;
mod gate;
mod keys;
mod leaf;
mod ledger;
mod log;
mod receipt;
mod reconcile;
mod request;
mod restricted;
mod seen;
mod signing;
mod store;
mod verify;

pub use address::Address;
pub use ears::Ears;
pub use entering::Written;
pub use error::LedgerError;
pub use export::Export;
pub use files::{Files, fingerprint};
pub use follows::Follows;
pub use keys::{Keys, Kind};
pub use leaf::Entry;
pub use ledger::{Attaching, Correcting, Ledger, Opening, Since};
pub use log::{Log, Signed};
pub use receipt::shown_by;
pub use restricted::Restricted;
pub use verify::{Report, Verifying};
