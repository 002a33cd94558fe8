use super::standing::told;
use super::{Look, Measured};
use crate::{Question, Standing, Wanted};
use facts::When;
use rules::counts::Due;

/// The rows of a rule whose day lies in the window: done in time, done late, stated missing, not known.
pub(super) fn count(look: &Look<'_>, shape: &Due) -> Measured {
    let end = look.window.to;
    let asked = if shape.asked_later { end.max(look.question.true_on) } else { end };
    // The day itself is in time: what falls due on the last day of the window can be told on the day after.
    let question = Question { true_on: asked, ..look.question };
    let wanted = Wanted { rule: Some(shape.rule.clone()), ..Wanted::default() };
    let falls = |due: Option<When>| due.is_some_and(|day| look.window.holds(day));
    let counts = |way: &str| shape.ways.iter().any(|asked| asked == way);
    let (mut counted, mut rest, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for row in crate::findings(look.world, &question, &wanted).into_iter().filter(|row| falls(row.due)) {
        let is_counted = match row.standing {
            Standing::Met => counts("in-time"),
            Standing::MetLate => counts("late"),
            Standing::Overdue | Standing::Undecided => counts("missing"),
            Standing::NotBound | Standing::NotApplicable | Standing::Ended => continue,
            Standing::Unknown => {
                unknown.push(told(&row));
                continue;
            }
            _ => false,
        };
        if is_counted { counted.push(told(&row)) } else { rest.push(told(&row)) }
    }
    let unit = if counted.iter().chain(&rest).chain(&unknown).any(|c| c.period.is_some()) { "reports" } else { "states" };
    Measured::listed(unit, counted, rest, unknown)
}
