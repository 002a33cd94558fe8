//! Where fact and law meet: (view, rules) → findings with reasons. Pure.
//!
//! *Flows in*: a view of the register and the book. *Flows out*: for any pair of days, every duty of every State with its
//! standing, and the reasons. *Deliberately unknown here*: storage, clocks, pages, words of any language.
//!
//! One function answers for everybody: [`findings`]. [`explain`] tells the reasons of one finding out of the same ruling.

mod at;
mod backtest;
mod calendar;
mod cause;
mod changes;
mod choice;
mod claims;
mod clock;
mod columns;
mod contest;
mod evidence;
mod explain;
mod finding;
mod hall;
mod kept;
mod ladder;
mod measure;
mod membership;
mod norm;
mod parties;
mod plan;
mod profile;
mod reads;
pub mod requests;
mod row;
mod shapes;
mod shelf;
mod silence;
mod spoken;
mod sweep;
mod universalization;
mod world;

pub use backtest::{Backtest, Case, Outcome, Score, backtest};
pub use calendar::{CalendarDay, calendar};
pub use changes::{Cause, Change, changes, changes_of_entries, changes_of_law};
pub use claims::{ClaimAnswer, Judged, PartAnswer, Verdict, claim};
pub use contest::Otherwise;
pub use explain::{Alternative, Explanation, Ground, Reason, explain, explain_membership};
pub use finding::{Finding, Standing};
pub use kept::Kept;
pub use ladder::{Next, Rung, Step as LadderStep, ladder};
pub use measure::{Counted, Measured, Window, measure};
pub use membership::{Membership, Rolls, Status};
pub use norm::{Ballot, Episode, List, Missing, Named, Norm, Outside, Ratio, Resolution, Share, Toll, Total, norm};
pub use parties::{Parties, parties};
pub use profile::Profile;
pub use requests::{Request, request_named, requests, requests_of};
pub use row::{Part, Row, Rows, Source, Sources};
pub use shapes::extension::{Step, steps};
pub use sweep::{Path, course, sweep};
pub use universalization::{
    Answer, Arrival, Cast, Neighbours, Prospect, Reached, Since, Topic, Universalization, Weighed, dossier, since,
    universalization,
};
pub use world::{Question, World};

/// Which findings are wanted; what is not said is not narrowed.
#[derive(Clone, Default, Debug)]
pub struct Wanted {
    /// Of this State only.
    pub state: Option<facts::State>,
    /// Of this rule only.
    pub rule: Option<rules::RuleId>,
    /// Without the duties that have no day of their own: only deadlines, reports and early warnings.
    pub dated: bool,
    /// With this standing only. Rows that are `not-bound` come only when asked for here.
    pub standing: Option<Standing>,
}

/// Every duty of every State on a day, as known by a day: the one door to the evaluator.
///
/// Rows come by State, then in the order of the book, then by period. States that the treaty does not bind are left out
/// unless `wanted.standing` asks for them, or another reading of the law has it bind them. An unknown treaty has no findings.
pub fn findings(world: &World, question: &Question, wanted: &Wanted) -> Vec<Finding> {
    let (Some(hall), Some(chapter)) = (world.hall(question), world.book.chapter(question.treaty)) else { return Vec::new() };
    let rule = wanted.rule.as_ref().map(|id| plan::number(chapter, id));
    let of_rule = |planned: &plan::Planned| {
        rule.is_none_or(|only| only == Some(planned.number)) && !(wanted.dated && planned.duty.is_continuing())
    };
    let not_bound = wanted.standing == Some(Standing::NotBound);
    let mut rows = Rows::default();
    let places = match wanted.state {
        Some(state) => hall.columns.place(state).map_or(0..0, |place| place..place + 1),
        None => 0..hall.columns.states.len(),
    };
    places.filter(|place| not_bound || hall.is_bound(*place)).for_each(|place| hall.rows(place, of_rule, &mut rows));
    let bound = |row: &Row| row.standing != Standing::NotBound || row.contested;
    let stands = |row: &Row| wanted.standing.map_or(bound(row), |only| row.standing == only);
    let wanted = rows.iter().filter(|(row, _)| stands(row));
    wanted.filter_map(|(row, sources)| world::finding(chapter, &hall, row, sources.iter())).collect()
}

/// The findings of one State under one rule.
pub(crate) fn evaluate(asked: &world::Asked<'_>, state: facts::State, rule: &rules::Rule) -> Vec<Finding> {
    let plan = &asked.hall.columns.plan;
    let place = asked.hall.columns.place(state);
    let planned = plan::number(asked.chapter, &rule.id).and_then(|number| plan.duty(number));
    let rows = place.zip(planned).map(|(place, planned)| asked.hall.rows_of_rule(place, planned)).unwrap_or_default();
    rows.iter().filter_map(|(row, sources)| asked.finding(row, sources)).collect()
}
