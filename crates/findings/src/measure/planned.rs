use super::{Look, Measured};
use facts::When;
use rules::counts::{PlanFigure, Planned};
use rules::{Action, Plan};

/// What an action plan of the book says: once it was adopted, and known from that day on.
pub(super) fn count(look: &Look<'_>, shape: &Planned) -> Measured {
    let Some(chapter) = look.world.book.chapter(look.question.treaty) else { return Measured::default() };
    let found = chapter.plans.iter().find_map(|plan| {
        let action = plan.actions.iter().find(|action| action.id == shape.within);
        (plan.id == shape.within || action.is_some()).then_some((plan, action))
    });
    let Some((plan, action)) =
        found.filter(|(plan, _)| plan.adopted.last <= look.question.known_by && plan.adopted.last <= look.window.to)
    else {
        return Measured::default();
    };
    told(shape, plan, action)
}

fn told(shape: &Planned, plan: &Plan, action: Option<&Action>) -> Measured {
    let seen = Some(action.map_or(plan.wording, |action| action.wording));
    let target = action.into_iter().flat_map(|action| &action.indicators).find_map(|indicator| indicator.target);
    let (number, day) = match shape.what {
        PlanFigure::Target => (target, None),
        PlanFigure::From => (None, Some(When::day(plan.from))),
        PlanFigure::Until => (None, Some(When::day(plan.until))),
        PlanFigure::Wording => (action.map(|_| 1.0), None),
    };
    let unit = if shape.what == PlanFigure::Wording { "action" } else { "states" };
    Measured { unit: unit.to_owned(), number, day, seen, ..Measured::default() }
}
