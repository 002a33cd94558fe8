use crate::shapes::deadline;
use crate::world::Asked;
use crate::{Finding, Standing};
use facts::State;
use rules::shapes::OverdueWatch;
use rules::{Rule, Shape};

/// One finding for a State that the watched duty binds: raised while that duty is overdue.
pub(crate) fn finding(asked: &Asked<'_>, state: State, rule: &Rule, shape: &OverdueWatch) -> Option<Finding> {
    let duty = asked.chapter.rule(&shape.watches)?;
    let Shape::Deadline(deadline_shape) = &duty.shape else { return None };
    let found = deadline::finding(asked, state, duty, deadline_shape);
    let standing = match found.standing {
        Standing::NotBound | Standing::Ended => return None,
        Standing::Overdue => Standing::Raised,
        Standing::Unknown | Standing::Undecided => Standing::Unknown,
        _ => Standing::Clear,
    };
    let since = found.since.filter(|_| standing == Standing::Raised);
    Some(Finding { rule: rule.id.clone(), about: Some(duty.id.0.clone()), standing, since, extended: false, ..found })
}
