//! Foreign documents into facts; one file a source.
//!
//! *Flows in*: the text of a document. *Flows out*: facts, or every problem found, each with file, row, column, what is allowed
//! and what to do. *Deliberately unknown here*: the ledger (it is given the facts), law, files.

mod problem;
mod publishers;
mod register;
mod states;

pub use problem::Problem;
pub use publishers::Publishers;
pub use register::{COLUMNS, TABLES, read_table, strangers};
pub use states::read_states;
