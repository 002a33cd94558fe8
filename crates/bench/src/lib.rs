//! The measuring room: how fast the river runs, beside others that do the same work.
//!
//! *Flows in*: a size and a seed. *Flows out*: a table of times, and no time at all where two engines disagree. *Deliberately
//! unknown here*: the real register, pages, the store. `bench/MEANING.md` says what is computed; `bench/law` says it in the book's
//! own format.

mod engine;
mod generate;
mod law;
mod meter;
mod peer;
mod plot;
mod run;
mod totals;
mod workload;
mod world;

pub use engine::serve;
pub use generate::{SEED, generate};
pub use meter::{Took, measured};
pub use plot::plot;
pub use run::{Measured, Named, Order, Report, run};
pub use workload::{Size, Workload};
