//! Where fact and law meet: (view, rules) → findings with reasons. Pure.
//!
//! *Flows in*: a view of the register and the book. *Flows out*: for any pair of days, every duty of every State with its
//! standing, and the reasons. *Deliberately unknown here*: storage, clocks, pages, words of any language.
//!
//! One function answers for everybody: [`findings`]. [`explain`] tells the reasons of one finding out of the same ruling.

mod calendar;
mod choice;
mod evidence;
mod explain;
mod finding;
mod membership;
mod parties;
mod shapes;
mod world;

pub use calendar::{CalendarDay, calendar};
pub use explain::{Explanation, Ground, Reason, explain, explain_membership};
pub use finding::{Finding, Standing};
pub use membership::{Membership, Rolls, Status};
pub use parties::{Parties, parties};
pub use shapes::extension::{Step, steps};
pub use world::{Question, World};

use rules::{Rule, Shape};

/// Which findings are wanted; what is not said is not narrowed.
#[derive(Clone, Default, Debug)]
pub struct Wanted {
    /// Of this State only.
    pub state: Option<facts::State>,
    /// Of this rule only.
    pub rule: Option<rules::RuleId>,
    /// With this standing only. Rows that are `not-bound` come only when asked for here.
    pub standing: Option<Standing>,
}

/// Every duty of every State on a day, as known by a day: the one door to the evaluator.
///
/// Rows come by State, then in the order of the book, then by period. States that the treaty does not bind are left out
/// unless `wanted.standing` asks for them. An unknown treaty has no findings.
pub fn findings(world: &World, question: &Question, wanted: &Wanted) -> Vec<Finding> {
    let Some(asked) = world.ask(question) else { return Vec::new() };
    let mut found = Vec::new();
    for state in world.states(question.treaty).filter(|s| wanted.state.is_none_or(|only| only == *s)) {
        for rule in asked.chapter.rules.iter().filter(|r| wanted.rule.as_ref().is_none_or(|only| *only == r.id)) {
            evaluate(&asked, state, rule, &mut found);
        }
    }
    found.retain(|f| match wanted.standing {
        Some(only) => f.standing == only,
        None => f.standing != Standing::NotBound,
    });
    found
}

/// The findings of one State under one rule.
pub(crate) fn evaluate(asked: &world::Asked<'_>, state: facts::State, rule: &Rule, found: &mut Vec<Finding>) {
    match &rule.shape {
        Shape::Deadline(shape) => found.push(shapes::deadline::finding(asked, state, rule, shape)),
        Shape::PeriodicReport(shape) => found.extend(shapes::periodic_report::findings(asked, state, rule, shape)),
        Shape::NoProgress(shape) => found.extend(shapes::no_progress::findings(asked, state, rule, shape)),
        Shape::RetainedMinimum(shape) => found.extend(shapes::retained_minimum::finding(asked, state, rule, shape)),
        Shape::OverdueWatch(shape) => found.extend(shapes::overdue_watch::finding(asked, state, rule, shape)),
        Shape::Membership(_) | Shape::EntryIntoForce(_) | Shape::Withdrawal(_) | Shape::Extension(_) => {}
    }
}
