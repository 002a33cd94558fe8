//! Others who keep an eye on the public log: the witness, who signs only what continues what it signed before, and the monitor, who
//! reads everything and keeps a copy.
//!
//! *Flows in*: checkpoints sent by a log; a log's files, from a folder or an address; a policy. *Flows out*: cosignatures, findings, a
//! mirror, and where a log shows two histories, the proof of it. *Deliberately unknown here*: what an entry says (but for which
//! evidence it names), the ledger, and what time it is: whoever calls says.
//!
//! Sources: C2SP tlog-witness, tlog-cosignature, tlog-tiles. The mathematics is in the room `tlog`; here are the files and the network.

mod client;
mod conflict;
mod http;
mod keep;
mod key;
mod monitor;
mod refusal;
mod request;
mod source;
mod text;
mod witness;

pub use client::{Answer, ClientError, cosign};
pub use conflict::{Conflict, ConflictError, roots};
pub use http::{Limits, router, serve};
pub use keep::{Folder, KeepError, Store};
pub use key::key_in;
pub use monitor::{Finding, Kind, Monitor, MonitorError};
pub use refusal::Refusal;
pub use request::{LONGEST_BODY, MOST_HASHES, Request};
pub use source::{Source, SourceError};
pub use witness::{Cosigned, Tell, Witness, WitnessError, continues};
