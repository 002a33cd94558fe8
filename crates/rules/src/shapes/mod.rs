//! The closed set of shapes a rule can have. One file a shape: its keys, its read-back. How a shape is evaluated stands in
//! the room `findings`, in the file of the same name.

mod conduct;
mod deadline;
mod entry_into_force;
mod extension;
mod membership;
mod no_progress;
mod overdue_watch;
mod pace;
mod periodic_report;
mod prohibition;
mod referral;
mod request_window;
mod retained_minimum;
mod step;
mod undeclared;
mod withdrawal;

use crate::block::Block;
use crate::{Rule, RuleId};
use facts::{Kind, Say};

pub use conduct::Conduct;
pub use deadline::Deadline;
pub use entry_into_force::EntryIntoForce;
pub use extension::Extension;
pub use membership::{Gives, Membership};
pub use no_progress::{NoProgress, Signs};
pub use overdue_watch::OverdueWatch;
pub use pace::Pace;
pub use periodic_report::PeriodicReport;
pub use prohibition::Prohibition;
pub use referral::{Addressee, Referral};
pub use request_window::RequestWindow;
pub use retained_minimum::RetainedMinimum;
pub use step::{FallsDue, Step};
pub use undeclared::Undeclared;
pub use withdrawal::Withdrawal;

/// What a rule does.
#[derive(Clone, Debug)]
pub enum Shape {
    /// An act that makes a State a signatory, a consenting State, or bound provisionally.
    Membership(Membership),
    /// From when the treaty binds a State that consented.
    EntryIntoForce(EntryIntoForce),
    /// From when it no longer binds.
    Withdrawal(Withdrawal),
    /// A result due by a day.
    Deadline(Deadline),
    /// A continuing duty without a day.
    Conduct(Conduct),
    /// A step with a clock that an event starts.
    Step(Step),
    /// What is never allowed.
    Prohibition(Prohibition),
    /// How a deadline can be moved.
    Extension(Extension),
    /// A report due every year.
    PeriodicReport(PeriodicReport),
    /// A warning: nothing done, or nothing heard, for years running.
    NoProgress(NoProgress),
    /// A warning: kept and not used.
    RetainedMinimum(RetainedMinimum),
    /// A warning: a named duty is overdue.
    OverdueWatch(OverdueWatch),
    /// A warning: at the pace reported, not done by its day.
    Pace(Pace),
    /// A warning: the time for asking for more time runs out.
    RequestWindow(RequestWindow),
    /// A warning: seen by a source, not spoken about by the State.
    Undeclared(Undeclared),
    /// What people do about a warning, step by step.
    Referral(Referral),
}

/// The words for a shape.
pub const SHAPES: [&str; 16] = [
    "membership",
    "entry-into-force",
    "withdrawal",
    "deadline",
    "conduct",
    "step",
    "prohibition",
    "extension",
    "periodic-report",
    "no-progress",
    "retained-minimum",
    "overdue-watch",
    "pace",
    "request-window",
    "undeclared",
    "referral",
];

/// What most warnings watch, and what a ladder can be for.
const DUTIES: &[&str] = &["deadline"];
const WATCHES: &[&str] = &["no-progress", "retained-minimum", "overdue-watch", "pace", "request-window", "undeclared"];

impl Shape {
    pub(crate) fn read(block: &mut Block<'_>) -> Option<Shape> {
        let word = block.word("shape", &SHAPES);
        Some(match word.as_str() {
            "membership" => Shape::Membership(Membership::read(block)),
            "entry-into-force" => Shape::EntryIntoForce(EntryIntoForce::read(block)),
            "withdrawal" => Shape::Withdrawal(Withdrawal::read(block)),
            "deadline" => Shape::Deadline(Deadline::read(block)),
            "conduct" => Shape::Conduct(Conduct::read(block)),
            "step" => Shape::Step(Step::read(block)),
            "prohibition" => Shape::Prohibition(Prohibition::read(block)),
            "extension" => Shape::Extension(Extension::read(block)),
            "periodic-report" => Shape::PeriodicReport(PeriodicReport::read(block)),
            "no-progress" => Shape::NoProgress(NoProgress::read(block)),
            "retained-minimum" => Shape::RetainedMinimum(RetainedMinimum::read(block)),
            "overdue-watch" => Shape::OverdueWatch(OverdueWatch::read(block)),
            "pace" => Shape::Pace(Pace::read(block)),
            "request-window" => Shape::RequestWindow(RequestWindow::read(block)),
            "undeclared" => Shape::Undeclared(Undeclared::read(block)),
            "referral" => Shape::Referral(Referral::read(block)),
            _ => return None,
        })
    }

    /// The word for this shape.
    pub fn word(&self) -> &'static str {
        match self {
            Shape::Membership(_) => "membership",
            Shape::EntryIntoForce(_) => "entry-into-force",
            Shape::Withdrawal(_) => "withdrawal",
            Shape::Deadline(_) => "deadline",
            Shape::Conduct(_) => "conduct",
            Shape::Step(_) => "step",
            Shape::Prohibition(_) => "prohibition",
            Shape::Extension(_) => "extension",
            Shape::PeriodicReport(_) => "periodic-report",
            Shape::NoProgress(_) => "no-progress",
            Shape::RetainedMinimum(_) => "retained-minimum",
            Shape::OverdueWatch(_) => "overdue-watch",
            Shape::Pace(_) => "pace",
            Shape::RequestWindow(_) => "request-window",
            Shape::Undeclared(_) => "undeclared",
            Shape::Referral(_) => "referral",
        }
    }

    pub(crate) fn read_back(&self, rule: &Rule) -> Say {
        match self {
            Shape::Membership(shape) => shape.read_back(),
            Shape::EntryIntoForce(shape) => shape.read_back(),
            Shape::Withdrawal(shape) => shape.read_back(),
            Shape::Deadline(shape) => shape.read_back(),
            Shape::Conduct(shape) => shape.read_back(&rule.id),
            Shape::Step(shape) => shape.read_back(),
            Shape::Prohibition(shape) => shape.read_back(),
            Shape::Extension(shape) => shape.read_back(),
            Shape::PeriodicReport(shape) => shape.read_back(),
            Shape::NoProgress(shape) => shape.read_back(),
            Shape::RetainedMinimum(shape) => shape.read_back(),
            Shape::OverdueWatch(shape) => shape.read_back(rule),
            Shape::Pace(shape) => shape.read_back(),
            Shape::RequestWindow(shape) => shape.read_back(),
            Shape::Undeclared(shape) => shape.read_back(),
            Shape::Referral(shape) => shape.read_back(),
        }
    }

    /// The rules it refers to, with the key and what shape each must have.
    pub fn refers_to(&self) -> Vec<(&'static str, RuleId, &'static [&'static str])> {
        match self {
            Shape::Deadline(shape) => shape.extended_by.iter().map(|r| ("extended-by", r.clone(), &["extension"][..])).collect(),
            Shape::EntryIntoForce(shape) => vec![("after", shape.after.clone(), &["membership"][..])],
            Shape::Step(shape) => shape.extended_by.iter().map(|r| ("extended-by", r.clone(), &["extension"][..])).collect(),
            Shape::PeriodicReport(shape) => vec![("after", shape.after.clone(), &["deadline"][..])],
            Shape::NoProgress(shape) => {
                let duties = shape.progress.iter().map(|(r, _)| ("progress", r.clone(), &["deadline"][..]));
                duties.chain([("reports", shape.reports.clone(), &["periodic-report"][..])]).collect()
            }
            Shape::OverdueWatch(shape) => vec![("watches", shape.watches.clone(), &["deadline", "periodic-report"][..])],
            Shape::Pace(shape) => {
                let named =
                    [("remaining", &shape.remaining), ("progress", &shape.progress), ("progress-in-all", &shape.progress_in_all)];
                let duties =
                    named.into_iter().flat_map(|(key, duties)| duties.iter().map(move |(r, _)| (key, r.clone(), DUTIES)));
                duties.collect()
            }
            Shape::RequestWindow(shape) => shape.watches.iter().map(|r| ("watches", r.clone(), DUTIES)).collect(),
            Shape::Undeclared(shape) => vec![("watches", shape.watches.clone(), DUTIES)],
            Shape::Referral(shape) => shape.watches.iter().map(|r| ("watches", r.clone(), WATCHES)).collect(),
            _ => Vec::new(),
        }
    }

    /// The kinds of fact it reads.
    pub fn kinds(&self) -> Vec<Kind> {
        match self {
            Shape::Membership(s) => s.by.clone(),
            Shape::EntryIntoForce(s) => s.stated_by.clone(),
            Shape::Withdrawal(s) => s.received_by.clone(),
            Shape::Deadline(s) => s.kinds(),
            Shape::Conduct(s) => s.kinds(),
            Shape::Step(s) => s.kinds(),
            Shape::Prohibition(s) => s.recorded_as.clone(),
            Shape::Extension(s) => s.kinds(),
            Shape::PeriodicReport(s) => [s.received_by.clone(), s.missing_by.clone()].concat(),
            Shape::NoProgress(s) => s.progress.iter().flat_map(|(_, k)| k.clone()).collect(),
            Shape::RetainedMinimum(s) => [s.retained_as.clone(), s.unused_by.clone()].concat(),
            Shape::OverdueWatch(_) | Shape::RequestWindow(_) => Vec::new(),
            Shape::Pace(s) => s.kinds(),
            Shape::Undeclared(s) => s.kinds(),
            Shape::Referral(s) => s.kinds(),
        }
    }
}
