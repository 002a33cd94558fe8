//! The two tests of law that are put to a case rather than to a State: is this munition a cluster munition (Article 2), and what
//! does Article 1, with Article 21, say to an act in an operation together with others.
//!
//! *Flows in*: a case, read from a TOML file or from the fields of a form. *Flows out*: a weighing: the steps in their order, each
//! with its place in the treaty, the answer and what it rests on; the conclusion; what is not proven; the readings that would
//! change it. *Deliberately unknown here*: files, days, the register, words of any language.
//!
//! Every answer has three values. What a case does not say is unknown, never no; and what is unknown never proves an exclusion.

pub mod munition;
pub mod operation;
mod problem;
mod sheet;
mod step;
mod truth;

pub use problem::Problem;
pub use sheet::{Field, Form, Sheet, Value};
pub use step::{Cite, Compared, Given, Side, Step, Unproven};
pub use truth::Truth;

/// The treaty both tests belong to.
pub const TREATY: &str = "ccm";
