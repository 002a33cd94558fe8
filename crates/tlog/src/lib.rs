//! The mathematics of the public log: that an entry stands in it, that nothing was taken out of it, and who says so.
//!
//! *Flows in*: the bytes of entries, and texts others published: keys, signed notes, checkpoints, proofs, policies. *Flows out*: roots,
//! proofs, tiles and signatures, and a judgement of those of others. *Deliberately unknown here*: what an entry says, files, the
//! network, what time it is, chance. A key is made from a seed somebody hands in; a cosignature bears the time somebody names.
//!
//! The formats are public ones, so that strangers can check with programs of their own: the tree of RFC 6962 section 2.1 with SHA-256,
//! and C2SP signed-note, tlog-checkpoint, tlog-tiles, tlog-cosignature, tlog-proof and tlog-policy. Reading is strict: there is one way
//! to write each thing, and every other is refused.

mod check;
mod checkpoint;
mod error;
mod hash;
mod key;
mod note;
mod policy;
mod proof;
mod quorum;
mod text;
mod tile;
mod tree;

pub use check::{consistent, included};
pub use checkpoint::Checkpoint;
pub use error::TlogError;
pub use hash::{Hash, empty_root, leaf_hash, node_hash};
pub use key::{Algorithm, PublicKey, SecretKey};
pub use note::{MOST_SIGNATURES, Note, Signature, Verified};
pub use policy::{Judgement, Policy, Witness};
pub use proof::Proof;
pub use tile::{LONGEST_LEAF, Level, TILE, Tile, bundle, read_bundle};
pub use tree::Tree;
