//! The data contracts, to the letter: what the command line and the JSON twins print. Inner types are not serialized; each
//! contract has its own view here.

mod backtest;
mod calendar;
mod changes;
mod claims;
mod explain;
mod findings;
pub(crate) mod measure;
mod norm;
mod parties;
mod plan;
mod requests;
mod universalization;
mod weigh;

pub use self::weigh::{MunitionAnswer, OperationAnswer};
pub use backtest::{BacktestAnswer, backtest_table, scores_table};
pub use calendar::{CalendarAnswer, calendar_table, ics};
pub use changes::{ChangesAnswer, changes_table};
pub use claims::{ClaimTold, claims_json, claims_table};
pub use explain::{ExplainAnswer, ReasonView};
pub use findings::{FindingView, FindingsAnswer, OtherwiseView, findings_table, with_readings};
pub use norm::{PARTS, missing_word, norm_json, norm_table, resolution_json, tenth, votes_table};
pub use parties::{PartiesAnswer, parties_table};
pub use plan::{IndicatorAnswer, action_table, plan_json, plan_table, plans_json, plans_table};
pub use requests::{RequestView, RequestsAnswer, requests_table};
pub use universalization::{Narrow, dossier_table, prospect_json, universalization_json, universalization_table};
