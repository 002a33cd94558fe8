use super::Reason;
use crate::world::Asked;
use crate::{Membership, Status};
use facts::{Say, State};
use rules::{Rule, Shape};

/// Why the State is, or is not, bound on the day asked.
pub(crate) fn reason(asked: &Asked<'_>, state: State) -> Reason {
    let on = asked.question.true_on;
    let Some(membership) = asked.rolls.of(state) else {
        return Reason::silence(Say::new("reason-never-joined").with("state", state));
    };
    let says = match membership.status(on) {
        Status::NotJoined => return Reason::silence(Say::new("reason-not-joined-yet").with("state", state)),
        Status::Signatory => Say::new("reason-signatory"),
        Status::Consented => Say::new("reason-consented"),
        Status::Party => Say::new("reason-party"),
        Status::Former => Say::new("reason-former"),
    };
    let mut says = says.with("state", state);
    if let Some(day) = membership.in_force {
        says = says.with("day", day);
    }
    if let Some(day) = membership.leaves {
        says = says.with("leaves", day);
    }
    Reason::because(says, grounds(asked, membership))
}

fn grounds(asked: &Asked<'_>, membership: &Membership<'_>) -> Vec<Reason> {
    let mut grounds: Vec<Reason> = Vec::new();
    let rule = |test: fn(&Shape) -> bool| -> Option<&Rule> { asked.chapter.rules.iter().find(|r| test(&r.shape)) };
    if let (Some(consent), Some(rule)) = (membership.consent, rule(|s| matches!(s, Shape::EntryIntoForce(_)))) {
        grounds.push(Reason::rule(rule, rule.read_back()));
        grounds.push(Reason::fact(consent));
    } else if let Some(signed) = membership.signed {
        grounds.push(Reason::fact(signed));
    }
    grounds.extend(membership.threshold.filter(|t| Some(&t.id) != membership.consent.map(|c| &c.id)).map(|fact| {
        let state = fact.state.map(|s| Say::new("state").with("state", s)).unwrap_or(Say::new("reason-nothing"));
        Reason::fact_that(
            fact,
            Say::new("reason-threshold")
                .with("state", state)
                .with("on", fact.on.unwrap_or(facts::When::day(asked.question.true_on))),
        )
    }));
    if let (Some(notice), Some(rule)) = (membership.withdrawal, rule(|s| matches!(s, Shape::Withdrawal(_)))) {
        grounds.push(Reason::fact(notice));
        grounds.push(Reason::rule(rule, rule.read_back()));
    }
    grounds
}
