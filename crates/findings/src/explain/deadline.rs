use super::{Reason, Reasons, membership, not_used};
use crate::choice::Choice;
use crate::evidence::{Evidence, Manner};
use crate::shapes::deadline::{Applies, Ruling, ruling, stated};
use crate::shapes::extension::{Step, steps_of};
use crate::world::Asked;
use crate::{Finding, Standing};
use facts::{Fact, Say, When};
use rules::Rule;
use rules::shapes::Deadline;

/// Why a deadline stands as it stands.
pub(crate) fn reasons(asked: &Asked<'_>, finding: &Finding, rule: &Rule, shape: &Deadline) -> Reasons {
    let ruling = ruling(asked, finding.state, rule, shape, asked.question.true_on);
    let mut because = Vec::new();
    if finding.standing != Standing::NotBound {
        because.extend(whether_it_applies(&ruling));
        because.extend(the_day(asked, finding, rule, &ruling));
        because.extend(whether_done(asked, &ruling));
    }
    because.push(membership::reason(asked, finding.state));
    let reason = Reason::because(conclusion(finding, &ruling), because);
    let printed = stated(asked, finding.state, rule);
    (reason, would_change(finding, &ruling, shape), beside(&ruling, &printed))
}

fn conclusion(finding: &Finding, ruling: &Ruling<'_>) -> Say {
    let decided = ruling.before.unwrap_or(finding.standing);
    let say = match (finding.standing, decided) {
        (Standing::Ended, _) => Say::new("conclusion-ended").with("before", Say::new(standing_key(decided))),
        (_, Standing::Unknown) if ruling.reopened.is_some() => Say::new("conclusion-reopened"),
        (_, Standing::Unknown) if ruling.once == Some(Standing::Undecided) => Say::new("conclusion-undecided-once"),
        (_, Standing::Unknown) if ruling.once == Some(Standing::Overdue) => Say::new("conclusion-overdue-once"),
        (_, Standing::Unknown) if matches!(ruling.applies, Applies::Unknown) => Say::new("conclusion-unknown-applies"),
        (_, Standing::Met) if ruling.timing_open => Say::new("conclusion-met-timing-open"),
        (_, other) => Say::new(standing_key(other)),
    };
    fill(say, finding)
}

/// The sentence for a standing.
pub(crate) fn standing_key(standing: Standing) -> &'static str {
    match standing {
        Standing::NotBound => "conclusion-not-bound",
        Standing::NotApplicable => "conclusion-not-applicable",
        Standing::Unknown => "conclusion-unknown",
        Standing::Running => "conclusion-running",
        Standing::Undecided => "conclusion-undecided",
        Standing::Overdue => "conclusion-overdue",
        Standing::Met => "conclusion-met",
        Standing::MetLate => "conclusion-met-late",
        Standing::Ended => "conclusion-ended-plain",
        Standing::Raised => "conclusion-raised",
        Standing::Clear => "conclusion-clear",
    }
}

/// Fills a conclusion with what every finding has.
pub(crate) fn fill(say: Say, finding: &Finding) -> Say {
    let mut say = say.with("state", finding.state).with("duty", Say::new("duty").with("rule", finding.rule.0.clone()));
    for (name, day) in [("due", finding.due), ("since", finding.since), ("confirmed", finding.confirmed.map(When::day))] {
        if let Some(day) = day {
            say = say.with(name, day);
        }
    }
    if let Some(year) = finding.period {
        say = say.with("year", year.to_string());
    }
    say
}

fn whether_it_applies(ruling: &Ruling<'_>) -> Option<Reason> {
    Some(match &ruling.applies {
        Applies::ToAll => return None,
        Applies::Unknown => Reason::silence(Say::new("reason-applies-unknown")),
        Applies::Yes(choice) => Reason::because(Say::new("reason-applies"), vec![Reason::fact(choice.used)]),
        Applies::No(choice) => {
            let mut grounds = vec![Reason::fact(choice.used)];
            grounds.extend(not_used(choice));
            Reason::because(Say::new("reason-applies-not"), grounds)
        }
    })
}

fn the_day(asked: &Asked<'_>, finding: &Finding, rule: &Rule, ruling: &Ruling<'_>) -> Option<Reason> {
    let (base, due) = (ruling.base?, ruling.due?);
    let in_force = asked.rolls.of(finding.state)?.in_force?;
    let arithmetic = Say::new("reason-day-computed").with("start", in_force).with("day", base);
    let mut grounds = vec![Reason::rule(rule, rule.read_back()), Reason::because(arithmetic, Vec::new())];
    for moved in &ruling.moves.counting {
        let key = if moved.on.is_some() { "reason-moved" } else { "reason-moved-named" };
        let mut says = Say::new(key).with("until", moved.until.unwrap_or(due));
        if let Some(on) = moved.on {
            says = says.with("on", on);
        }
        grounds.push(Reason::fact_that(moved, says));
    }
    grounds.extend(ruling.moves.undated.iter().map(|f| Reason::fact_that(f, undated(f))));
    grounds.extend(steps_of(asked, finding.state, rule).iter().filter_map(warning));
    let key = if due.last > base.last { "reason-due-extended" } else { "reason-due" };
    Some(Reason::because(Say::new(key).with("day", due), grounds))
}

/// What a request or a decision does beside the text: a Meeting's grant is kept as granted, and this says so.
fn warning(step: &Step<'_>) -> Option<Reason> {
    let until = step.fact.until.unwrap_or(When::day(step.fact.known_from));
    if let Some(beyond) = step.beyond {
        return Some(Reason::fact_that(step.fact, Say::new("warning-beyond").with("until", until).with("days", beyond)));
    }
    let (made, days) = (step.fact.on?, step.days_late()?);
    let last = step.asked_by?;
    Some(Reason::fact_that(step.fact, Say::new("warning-request-late").with("made", made).with("last", last).with("days", days)))
}

fn undated(fact: &Fact) -> Say {
    let on = fact.on.unwrap_or(When::day(fact.known_from));
    Say::new("reason-decision-undated").with("on", on).with("until", fact.until.unwrap_or(on))
}

fn whether_done(asked: &Asked<'_>, ruling: &Ruling<'_>) -> Vec<Reason> {
    let mut told = Vec::new();
    told.extend(ruling.first_done.map(|f| Reason::because(Say::new("reason-done-first"), vec![Reason::fact(f)])));
    told.extend(ruling.done.as_ref().map(done));
    told.extend(ruling.reopened.map(|f| {
        let grounds = vec![Reason::fact(f), Reason::reading("AMB-07", Say::new("reading-found-after"))];
        Reason::because(Say::new("reason-reopened"), grounds)
    }));
    if !ruling.moves.pending.is_empty() && ruling.done.is_none() {
        let requests = ruling.moves.pending.iter().map(|f| Reason::fact(f)).collect();
        told.push(Reason::because(Say::new("reason-pending"), requests));
    }
    let past = ruling.due.is_some_and(|due| asked.question.true_on > due.last);
    if let Some(found) = &ruling.evidence {
        told.push(evidence(found));
    } else if past && told.is_empty() && matches!(ruling.before.unwrap_or(ruling.standing), Standing::Unknown) {
        let later = ruling.moves.later.iter().filter(|f| f.on.is_none()).map(|f| Reason::fact(f)).collect::<Vec<_>>();
        told.push(match later.is_empty() {
            true => Reason::silence(Say::new("reason-silence")),
            false => Reason::because(Say::new("reason-named-later"), later),
        });
    }
    told
}

fn done(choice: &Choice<'_>) -> Reason {
    Reason::because(Say::new("reason-done"), vec![Reason::fact(choice.used)])
}

/// The evidence that nothing had been done.
pub(crate) fn evidence(evidence: &Evidence<'_>) -> Reason {
    let key = match evidence.manner {
        Manner::Statement => "reason-evidence-statement",
        Manner::CompleteList => "reason-evidence-list",
        Manner::LateAct => "reason-evidence-late-act",
    };
    Reason::because(Say::new(key).with("confirmed", evidence.confirmed), vec![Reason::fact(evidence.fact)])
}

/// Sources that speak of the same thing and are not used.
fn beside(ruling: &Ruling<'_>, printed_days: &[&Fact]) -> Vec<Reason> {
    let mut beside = Vec::new();
    for fact in printed_days {
        let (Some(printed), Some(base)) = (fact.until, ruling.base) else { continue };
        let agrees = printed.first <= base.last && base.first <= printed.last;
        let key = if agrees { "beside-day-agrees" } else { "beside-day-differs" };
        beside.push(Reason::fact_that(fact, Say::new(key).with("printed", printed).with("computed", base)));
    }
    beside.extend(ruling.done.iter().flat_map(not_used));
    if let Applies::Yes(choice) = &ruling.applies {
        beside.extend(not_used(choice));
    }
    beside
}

fn would_change(finding: &Finding, ruling: &Ruling<'_>, shape: &Deadline) -> Vec<Say> {
    let mut would = Vec::new();
    match ruling.before.unwrap_or(finding.standing) {
        Standing::NotBound => would.push(Say::new("change-joins")),
        Standing::NotApplicable => would.push(Say::new("change-found")),
        Standing::Met | Standing::MetLate => would.push(Say::new("change-corrected")),
        Standing::Running => would.extend([Say::new("change-done"), Say::new("change-day-passes")]),
        Standing::Overdue | Standing::Undecided => would.push(Say::new("change-done-by-document")),
        _ => would.extend([Say::new("change-done-by-document"), Say::new("change-evidence-missing")]),
    }
    let open = matches!(finding.standing, Standing::Running | Standing::Overdue | Standing::Undecided | Standing::Unknown);
    if open && shape.extended_by.is_some() {
        would.push(Say::new("change-decision"));
    }
    if finding.standing != Standing::NotBound && finding.standing != Standing::Ended {
        would.extend([Say::new("change-depositary"), Say::new("change-withdraws")]);
    }
    would
}
