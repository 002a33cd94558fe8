use crate::at::At;
use crate::clock::Clock;
use crate::plan::{Planned, number};
use crate::row::{Row, Rows};
use crate::shapes::{Duty, deadline};
use crate::{Standing, Status};
use facts::Span;
use rules::{Chapter, RuleId, shapes};

/// A warning about an overdue duty, compiled.
#[derive(Clone, Debug)]
pub(crate) struct OverdueWatch {
    pub watched: u16,
    pub about: RuleId,
}

pub(crate) fn compile(chapter: &Chapter, shape: &shapes::OverdueWatch) -> Option<OverdueWatch> {
    Some(OverdueWatch { watched: number(chapter, &shape.watches)?, about: shape.watches.clone() })
}

/// The row of a State that the watched duty binds: raised while that duty is overdue.
pub(crate) fn row<C: Clock>(at: &mut At<'_, C>, planned: &Planned, shape: &OverdueWatch, rows: &mut Rows) {
    // To a State that has left no question is put, even where it still owes what was open (AMB-10).
    if at.status() != Status::Party {
        return;
    }
    let plan = at.plan;
    let Some(watched) = plan.duty(shape.watched) else { return };
    let Duty::Deadline(deadline) = &watched.duty else { return };
    let ruling = deadline::ruling(at, watched, deadline, at.of(watched));
    let standing = match ruling.standing {
        Standing::Overdue => Standing::Raised,
        Standing::Unknown | Standing::Undecided => Standing::Unknown,
        _ => Standing::Clear,
    };
    let mark = rows.mark();
    ruling.name_sources(at, rows);
    rows.push(Row {
        once: ruling.once,
        joined: true,
        due: ruling.due,
        since: if standing == Standing::Raised { ruling.since } else { Span::NEVER },
        confirmed: ruling.confirmed,
        ..at.row(planned, standing, mark)
    });
}
