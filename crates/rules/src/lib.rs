//! The book of law, read into typed rules; each rule read back as a sentence.
//!
//! *Flows in*: the text of `law/` (Markdown articles with rule blocks) and the typed questions of published claims. *Flows out*: a [`Book`] in which every reference is
//! resolved, so that evaluation cannot fail. *Deliberately unknown here*: facts of any State, days, clocks, files.

mod article;
mod block;
mod book;
mod campaign;
mod check;
mod claim;
pub mod counts;
mod plan;
mod problem;
mod profile;
mod reading;
mod rule;
pub mod shapes;
mod switch;
mod treaty;

pub use article::{Article, Paragraph};
pub use book::{Book, Chapter};
pub use campaign::{Aim, Campaign, Factor, Measure, Target, Vote};
pub use claim::{AskedClaim, CLAIM_COLUMNS, Claim, ClaimPart, Comparison, matching, read_asked};
pub use counts::Counts;
pub use plan::{Action, Due, Indicator, Plan, Wording};
pub use problem::{Problem, nearest};
pub use profile::ProfileRecord;
pub use reading::Reading;
pub use rule::{Binding, Rule, RuleId};
pub use shapes::Shape;
pub use switch::{Switch, Switches};
pub use treaty::TreatyRecord;
