//! How each shape is evaluated: one file a shape, named as in the room `rules`. Each is compiled once, reads the items of its duty,
//! asks every day of the clock, and gives a *ruling*: what was decided and by which facts. Rows and explanations are both made
//! from it.
//!
//! A shape answers for *units*: a deadline has one, a report one for each year, a warning one for each duty it watches. A unit's
//! row depends on nothing but the items, the State's seat and what the clock says, so a single question, a sweep and a renewed
//! fact all call the same function.

pub(crate) mod conduct;
pub(crate) mod deadline;
pub(crate) mod extension;
pub(crate) mod no_progress;
pub(crate) mod overdue_watch;
pub(crate) mod pace;
pub(crate) mod periodic_report;
pub(crate) mod prohibition;
pub(crate) mod request_window;
pub(crate) mod retained_minimum;
pub(crate) mod step;
pub(crate) mod undeclared;

use crate::Standing;
use crate::at::At;
use crate::clock::Clock;
use crate::columns::Item;
use crate::contest;
use crate::plan::{Planned, Use};
use crate::row::{Row, Rows};
use facts::Register;
use rules::{Chapter, Rule, Shape, Switches};

/// What stands where nothing is on record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Silent {
    /// A row with that standing, which rests on nothing but the acts by which the State joined.
    Row(Standing),
    /// No row.
    NoRow,
}

/// A rule that gives findings, compiled.
#[derive(Clone, Debug)]
pub(crate) enum Duty {
    Deadline(deadline::Deadline),
    PeriodicReport(periodic_report::PeriodicReport),
    Conduct(conduct::Conduct),
    Step(step::Step),
    Prohibition(prohibition::Prohibition),
    NoProgress(no_progress::NoProgress),
    RetainedMinimum(retained_minimum::RetainedMinimum),
    OverdueWatch(overdue_watch::OverdueWatch),
    Pace(pace::Pace),
    RequestWindow(request_window::RequestWindow),
    Undeclared(undeclared::Undeclared),
}

/// Compiles a rule, with what it reads; none for a rule that gives no findings of its own.
pub(crate) fn compile(chapter: &Chapter, rule: &Rule) -> Option<(Duty, Vec<Use>)> {
    Some(match &rule.shape {
        Shape::Deadline(shape) => (Duty::Deadline(deadline::compile(shape)), deadline::uses(chapter, rule, shape)),
        Shape::PeriodicReport(shape) => {
            (Duty::PeriodicReport(periodic_report::compile(chapter, shape)?), periodic_report::uses(chapter, rule, shape))
        }
        Shape::Conduct(shape) => (Duty::Conduct(conduct::compile(shape)), conduct::uses(rule, shape)),
        Shape::Step(shape) => (Duty::Step(step::compile(rule, shape)), step::uses(chapter, shape)),
        Shape::Prohibition(shape) => (Duty::Prohibition(prohibition::compile(shape)), prohibition::uses(shape)),
        Shape::NoProgress(shape) => (Duty::NoProgress(no_progress::compile(chapter, shape)?), no_progress::uses(shape)),
        Shape::RetainedMinimum(shape) => (Duty::RetainedMinimum(retained_minimum::compile(shape)), retained_minimum::uses(shape)),
        Shape::OverdueWatch(shape) => (Duty::OverdueWatch(overdue_watch::compile(chapter, shape)?), Vec::new()),
        Shape::Pace(shape) => (Duty::Pace(pace::compile(chapter, shape)?), pace::uses(shape)),
        Shape::RequestWindow(shape) => {
            (Duty::RequestWindow(request_window::compile(chapter, shape)?), request_window::uses(chapter))
        }
        Shape::Undeclared(shape) => (Duty::Undeclared(undeclared::compile(shape)), undeclared::uses(shape)),
        Shape::Membership(_) | Shape::EntryIntoForce(_) | Shape::Withdrawal(_) | Shape::Extension(_) => return None,
        Shape::Referral(_) => return None,
    })
}

impl Duty {
    /// Every row of one State under this rule. `mine`: the items of this rule.
    #[inline]
    pub fn rows<C: Clock>(&self, at: &mut At<'_, C>, planned: &Planned, mine: &[Item], rows: &mut Rows) {
        if let Duty::PeriodicReport(shape) = self {
            return periodic_report::rows(at, planned, shape, mine, rows);
        }
        if let Duty::Conduct(shape) = self {
            return conduct::rows(at, planned, shape, mine, rows);
        }
        for unit in self.units(at, mine, i16::MAX) {
            self.row(at, planned, mine, unit, rows);
        }
    }

    /// The units that may have a row by the end of a year.
    pub fn units<C: Clock>(&self, at: &At<'_, C>, mine: &[Item], until: i16) -> std::ops::Range<i16> {
        match self {
            Duty::PeriodicReport(_) => periodic_report::units(at, until),
            Duty::NoProgress(shape) => 0..shape.watched(),
            Duty::Conduct(shape) => conduct::units(shape, mine, until),
            Duty::Step(shape) => step::units(at, shape, mine),
            Duty::Pace(shape) => 0..shape.watched(),
            Duty::RequestWindow(shape) => 0..shape.watched(),
            Duty::Deadline(_) | Duty::Prohibition(_) | Duty::RetainedMinimum(_) | Duty::OverdueWatch(_) | Duty::Undeclared(_) => {
                0..1
            }
        }
    }

    /// The row of one unit, if it has one, marked where another reading of the law gives another answer.
    #[inline]
    pub fn row<C: Clock>(&self, at: &mut At<'_, C>, planned: &Planned, mine: &[Item], unit: i16, rows: &mut Rows) {
        // A chapter without computed readings pays nothing for them.
        if at.plan.computed.is_empty() {
            return self.row_as_read(at, planned, mine, unit, rows);
        }
        let from = rows.len();
        at.asked = Switches::NONE;
        self.row_as_read(at, planned, mine, unit, rows);
        contest::mark(at, planned, mine, unit, rows, from);
    }

    /// The row of one unit, by the readings in force alone.
    #[inline]
    pub fn row_as_read<C: Clock>(&self, at: &mut At<'_, C>, planned: &Planned, mine: &[Item], unit: i16, rows: &mut Rows) {
        match self {
            Duty::Deadline(shape) => deadline::row(at, planned, shape, mine, rows),
            Duty::PeriodicReport(shape) => periodic_report::row(at, planned, shape, mine, unit, rows),
            Duty::Conduct(shape) => conduct::row(at, planned, shape, mine, unit, rows),
            Duty::Step(shape) => step::row(at, planned, shape, mine, unit, rows),
            Duty::Prohibition(shape) => prohibition::row(at, planned, shape, mine, rows),
            Duty::NoProgress(shape) => no_progress::row(at, planned, shape, mine, unit, rows),
            Duty::RetainedMinimum(shape) => retained_minimum::row(at, planned, shape, mine, rows),
            Duty::OverdueWatch(shape) => overdue_watch::row(at, planned, shape, rows),
            Duty::Pace(shape) => pace::row(at, planned, shape, mine, unit, rows),
            Duty::RequestWindow(shape) => request_window::row(at, planned, shape, unit, rows),
            Duty::Undeclared(_) => undeclared::row(at, planned, mine, rows),
        }
    }

    /// What a State Party's row is where nothing is on record about a duty that no day ends: said once, for it is by far the most
    /// common one. None where that is not decided so simply.
    pub fn in_silence(&self) -> Option<Silent> {
        match self {
            Duty::Conduct(shape) => Some(conduct::in_silence(shape)),
            Duty::Step(_) => Some(Silent::NoRow),
            Duty::Prohibition(_) => Some(Silent::Row(Standing::Running)),
            _ => None,
        }
    }

    /// Whether it has no day of its own.
    pub fn is_continuing(&self) -> bool {
        matches!(self, Duty::Conduct(_) | Duty::Step(_) | Duty::Prohibition(_))
    }

    /// The other duties whose standing it looks at.
    pub fn looks_at(&self) -> Vec<u16> {
        match self {
            Duty::NoProgress(shape) => shape.looks_at(),
            Duty::OverdueWatch(shape) => vec![shape.watched],
            Duty::Pace(shape) => shape.looks_at(),
            Duty::RequestWindow(shape) => shape.looks_at(),
            _ => Vec::new(),
        }
    }

    /// The calendar year a row's unit stands for.
    pub fn period(&self, row: &Row) -> Option<i16> {
        let by_year = match self {
            Duty::PeriodicReport(_) => true,
            Duty::Conduct(shape) => shape.yearly,
            _ => false,
        };
        (by_year && row.standing != Standing::NotBound).then_some(row.unit)
    }

    /// The duty or the event a row's unit is about. `mine`: the State's items of this rule.
    pub fn about<'i>(&self, row: &Row, register: &Register, mine: impl FnOnce() -> &'i [Item]) -> Option<String> {
        match self {
            Duty::NoProgress(shape) => shape.about(row.unit).map(|id| id.0.clone()),
            Duty::OverdueWatch(shape) => Some(shape.about.0.clone()),
            Duty::Step(shape) => {
                let events = step::events(register, shape, mine());
                usize::try_from(row.unit).ok().and_then(|unit| events.get(unit)).map(|name| (*name).to_owned())
            }
            Duty::Pace(shape) => shape.about(row.unit).map(|id| id.0.clone()),
            Duty::RequestWindow(shape) => shape.about(row.unit).map(|id| id.0.clone()),
            Duty::Undeclared(shape) => Some(shape.about.0.clone()),
            _ => None,
        }
    }
}

/// Keeps of two sources the one that is used: by rank, then the later publication, then the later entry.
#[inline]
pub(crate) fn best<'a>(used: &mut Option<&'a Item>, other: &'a Item) {
    if used.is_none_or(|item| other.order() < item.order()) {
        *used = Some(other);
    }
}
