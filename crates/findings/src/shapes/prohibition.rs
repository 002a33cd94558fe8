use crate::at::At;
use crate::clock::Clock;
use crate::columns::Item;
use crate::plan::{By, Planned, Use};
use crate::row::{Part, Row, Rows};
use crate::shapes::deadline::held;
use crate::{Standing, Status};
use facts::{DayKey, FactNo};
use rules::shapes;

/// A prohibition, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Prohibition {
    provisional: bool,
}

const RECORDED: u8 = 0;

pub(crate) fn compile(shape: &shapes::Prohibition) -> Prohibition {
    Prohibition { provisional: shape.provisional }
}

/// What it shows beside it.
pub(crate) fn uses(shape: &shapes::Prohibition) -> Vec<Use> {
    shape.recorded_as.iter().map(|kind| Use::new(*kind, RECORDED, By::Fact)).collect()
}

/// The row of one State: in force, with what is on record beside it. Nothing on record changes the standing.
pub(crate) fn row<C: Clock>(at: &mut At<'_, C>, planned: &Planned, shape: &Prohibition, mine: &[Item], rows: &mut Rows) {
    let standing = standing(at, shape);
    let mark = rows.mark();
    if standing == Standing::Ended {
        rows.rests_on(Part::Withdrawal, at.seat.withdrawal);
    }
    if standing != Standing::NotBound {
        recorded(at, mine).into_iter().for_each(|fact| rows.rests_on(Part::Shows, Some(fact)));
    }
    rows.push(Row { joined: standing != Standing::NotBound, ..at.row(planned, standing, mark) });
}

fn standing<C: Clock>(at: &mut At<'_, C>, shape: &Prohibition) -> Standing {
    match at.status() {
        Status::Party => Standing::Running,
        Status::Former => Standing::Ended,
        _ if shape.provisional && at.clock.reached(at.seat.provisional_on) => Standing::Running,
        _ => Standing::NotBound,
    }
}

/// What is on record by the day asked, in the order of days. What was before the State was bound, or has no day that shows that
/// it came after, says nothing here.
pub(crate) fn recorded<C: Clock>(at: &mut At<'_, C>, mine: &[Item]) -> Vec<FactNo> {
    let mut facts = Vec::new();
    let bound = at.seat.bound_from();
    for item in mine {
        let first_day = || at.register.at(item.fact).and_then(|f| f.first_day()).map_or(DayKey::BEFORE_ALL, DayKey::of);
        let day = if item.is_dated() { item.on.first } else { first_day() };
        if day >= bound && held(item, &mut at.clock) && at.clock.reached(day) {
            facts.push(item.fact);
        }
    }
    facts
}
