//! What another reading of the law makes of a finding. Where an open question was asked on the way to a row, the row is found once
//! more with that question read the other way; where it then stands otherwise, or another day counts, it is contested.
//!
//! Only one question is turned at a time. Where none was asked, which is nearly always, nothing is done.

use crate::at::At;
use crate::clock::Clock;
use crate::columns::Item;
use crate::hall::Hall;
use crate::plan::Planned;
use crate::row::{Row, Rows};
use crate::shapes::Duty;
use crate::{Standing, Status};
use facts::{Span, When};
use rules::{Switch, Switches};

/// How a finding stands when one open question of law is read the other way.
#[derive(Clone, PartialEq, Debug)]
pub struct Otherwise {
    /// The question.
    pub switch: Switch,
    /// The letter of the other reading.
    pub choice: &'static str,
    /// How it stands then.
    pub standing: Standing,
    /// The day in force then.
    pub due: Option<When>,
    /// The first day overdue then, or the day it was met.
    pub since: Option<When>,
}

/// What makes two answers differ: the standing and the day in force. Where there is no row, the State is not bound, or only another
/// reading asks for something, nothing is owed, and these are the same. The first day overdue is left out: by the other reading of
/// the last day (AMB-27) it is a day earlier in every case there is.
fn stands(planned: &Planned, row: Option<&Row>) -> Option<(Standing, Span)> {
    let owed = |row: &&Row| match row.standing {
        Standing::NotBound => false,
        Standing::NotApplicable => matches!(planned.duty, Duty::Deadline(_)) || planned.duty.is_continuing(),
        _ => true,
    };
    // Where there is nothing to do, and where no warning stands, no day counts.
    let day = |row: &Row| match row.standing {
        Standing::NotApplicable | Standing::Clear => Span::NEVER,
        _ => row.due,
    };
    row.filter(owed).map(|row| (row.standing, day(row)))
}

/// Marks the row just found of a unit, if any, where another reading gives another answer. Where only another reading gives a row
/// at all, one is entered that says so.
#[inline]
pub(crate) fn mark<C: Clock>(at: &mut At<'_, C>, planned: &Planned, mine: &[Item], unit: i16, rows: &mut Rows, from: usize) {
    let mut open = at.asked;
    // The years of a report say themselves where they depend on the day of entry into force: only the first of them do.
    // What has no day differs only while the State is bound by one reading and not yet by the other.
    let by_entry = match planned.duty {
        Duty::PeriodicReport(_) => false,
        Duty::Conduct(_) | Duty::Prohibition(_) => !at.bound_by_both(),
        _ => true,
    };
    if at.seat.other != at.seat.in_force && by_entry {
        open = open.and(Switches::only(Switch::SixthMonth));
    }
    if !open.is_empty() {
        compare(at, (planned, mine, unit), open, rows, from);
    }
}

#[cold]
fn compare<C: Clock>(
    at: &mut At<'_, C>,
    (planned, mine, unit): (&Planned, &[Item], i16),
    open: Switches,
    rows: &mut Rows,
    from: usize,
) {
    let stood = stands(planned, rows.row(from));
    if !open.iter().any(|switch| stands(planned, by(at, planned, mine, unit, switch).row(0)) != stood) {
        return;
    }
    match rows.row_mut(from) {
        Some(row) => row.contested = true,
        None => {
            let standing = if at.status() == Status::Party { Standing::NotApplicable } else { Standing::NotBound };
            let mark = rows.mark();
            rows.push(Row { unit, contested: true, joined: standing != Standing::NotBound, ..at.row(planned, standing, mark) });
        }
    }
}

/// The row of a unit, if any, with one question read the other way.
fn by<C: Clock>(at: &mut At<'_, C>, planned: &Planned, mine: &[Item], unit: i16, switch: Switch) -> Rows {
    let aside = at.turn(switch);
    let mut rows = Rows::default();
    planned.duty.row_as_read(at, planned, mine, unit, &mut rows);
    at.turn_back(aside);
    rows
}

impl Hall<'_> {
    /// What the other readings make of a contested row.
    pub fn otherwise(&self, row: &Row) -> Vec<Otherwise> {
        let (columns, place) = (&self.columns, usize::from(row.state));
        let Some(planned) = columns.plan.duty(row.rule + 1).filter(|_| row.contested) else { return Vec::new() };
        let mut at = self.at(place);
        let mine = at.of(planned);
        let told = |switch| {
            let rows = by(&mut at, planned, mine, row.unit, switch);
            let other = rows.row(0);
            (stands(planned, other) != stands(planned, Some(row))).then(|| {
                let standing = other.map_or_else(|| absent(&mut at, switch), |other| other.standing);
                let day = |day: fn(&Row) -> Span| other.and_then(|other| day(other).when());
                let choice = switch.letter(!columns.turned.has(switch));
                Otherwise { switch, choice, standing, due: day(|r| r.due), since: day(|r| r.since) }
            })
        };
        // A warning can differ by whatever the duties it watches rest on.
        let open = match planned.duty {
            Duty::Deadline(_) | Duty::PeriodicReport(_) => planned.open.and(Switches::only(Switch::SixthMonth)),
            _ => columns.plan.computed,
        };
        open.within(columns.plan.computed).iter().filter_map(told).collect()
    }
}

/// How it stands where there is no row.
fn absent<C: Clock>(at: &mut At<'_, C>, switch: Switch) -> Standing {
    let aside = at.turn(switch);
    let bound = matches!(at.status(), Status::Party | Status::Former);
    at.turn_back(aside);
    if bound { Standing::NotApplicable } else { Standing::NotBound }
}
