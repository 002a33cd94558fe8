use super::{Counted, Look, Measured};
use crate::{Finding, Standing as Stands, Wanted};
use rules::counts::Standing;

/// The rows of a rule at the window's end: those that stand as asked, out of all that are owed.
pub(super) fn count(look: &Look<'_>, shape: &Standing) -> Measured {
    let wanted = Wanted { rule: Some(shape.rule.clone()), ..Wanted::default() };
    let (mut counted, mut rest, mut unknown, mut aside) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for row in crate::findings(look.world, &look.at_end(), &wanted) {
        let asked = shape.standings.iter().any(|word| word == row.standing.word());
        match row.standing {
            _ if asked => counted.push(told(&row)),
            Stands::NotBound | Stands::NotApplicable | Stands::Ended => aside.push(told(&row)),
            Stands::Unknown => unknown.push(told(&row)),
            _ => rest.push(told(&row)),
        }
    }
    Measured { aside, ..Measured::listed("states", counted, rest, unknown) }
}

/// A finding as it is listed.
pub(super) fn told(row: &Finding) -> Counted {
    Counted { period: row.period, day: row.due, ..Counted::new(row.state, says(row.standing), row.sources.clone()) }
}

/// What a standing is called in a list.
pub(super) fn says(standing: Stands) -> &'static str {
    match standing {
        Stands::Met => "counted-in-time",
        Stands::MetLate => "counted-late",
        Stands::Overdue => "counted-missing",
        Stands::Undecided => "counted-undecided",
        Stands::Running => "counted-running",
        Stands::Raised => "counted-raised",
        Stands::Clear => "counted-clear",
        Stands::NotApplicable | Stands::NotBound => "counted-nothing-to-do",
        Stands::Ended => "counted-left",
        Stands::Unknown => "counted-unknown",
    }
}
