use super::{Looked, Reason, Reasons, membership, not_used};
use crate::choice::Choice;
use crate::evidence::{Evidence, Manner};
use crate::shapes::deadline::{Applies, Deadline, Ruling, ruling};
use crate::shapes::extension::{Move, Step, steps_of};
use crate::world::Asked;
use crate::{Finding, Standing};
use facts::{DayKey, Fact, FactNo, Say, When};
use rules::{Rule, shapes};

/// Why a deadline stands as it stands.
pub(crate) fn reasons(looked: &Looked<'_, '_>, finding: &Finding, shape: &shapes::Deadline, compiled: &Deadline) -> Reasons {
    let (asked, rule) = (looked.asked, looked.rule);
    let told = Told::of(looked, finding, shape, compiled);
    let mut because = Vec::new();
    if finding.standing != Standing::NotBound {
        because.extend(whether_it_applies(&told));
        because.extend(the_day(asked, finding, rule, &told));
        because.extend(whether_done(asked, &told));
    }
    because.push(membership::reason(asked, finding.state));
    let reason = Reason::because(conclusion(finding, &told), because);
    let printed = stated(asked, finding, rule);
    (reason, would_change(finding, &told, shape), beside(&told, &printed))
}

/// Days of this deadline that sources print: kept beside the computed day, never used in its place.
fn stated<'a>(asked: &Asked<'a>, finding: &Finding, rule: &Rule) -> Vec<&'a Fact> {
    let printed = asked.facts(finding.state, &asked.stated_days).into_iter();
    printed.filter(|f| f.about.as_deref() == Some(&rule.id.0)).collect()
}

/// A ruling with its facts, and what is told beside them.
struct Told<'a> {
    ruling: Ruling,
    applies: Option<Choice<'a>>,
    counting: Vec<&'a Fact>,
    undated: Vec<&'a Fact>,
    later: Vec<&'a Fact>,
    pending: Vec<&'a Fact>,
    done: Option<Choice<'a>>,
    first_done: Option<&'a Fact>,
    reopened: Option<&'a Fact>,
}

impl<'a> Told<'a> {
    fn of(looked: &Looked<'_, 'a>, finding: &Finding, shape: &shapes::Deadline, compiled: &Deadline) -> Self {
        let asked = looked.asked;
        let mut at = asked.hall.at(looked.place);
        let mine = at.of(looked.planned);
        let ruling = ruling(&mut at, looked.planned, compiled, mine);
        let one = |number: Option<FactNo>| number.and_then(|n| asked.view.register.at(n));
        let moves = &ruling.moves;
        let told = |what| asked.told(moves.of(what));
        let (counting, undated) = (told(Move::Counting), told(Move::Undated));
        let (later, pending) = (told(Move::Later), told(Move::Pending));
        let spoken = || {
            let some = asked.facts(finding.state, &shape.bound_if).into_iter().filter(|f| f.says_some());
            let mut spoken: Vec<&Fact> = some.chain(asked.facts(finding.state, &shape.unless)).collect();
            if spoken.is_empty() {
                spoken = asked.facts(finding.state, &[shape.missing_by.as_slice(), &shape.fulfilled_by].concat());
                spoken.extend(counting.iter().chain(&undated).chain(&later).chain(&pending));
            }
            spoken
        };
        let applies = match ruling.applies {
            Applies::Yes(used) | Applies::No(used) => one(Some(used)).map(|used| Choice::of(used, spoken())),
            Applies::ToAll | Applies::Unknown => None,
        };
        let first_done = one(ruling.first_done);
        let done = one(ruling.done).map(|used| {
            let by_then = |f: &&Fact| f.on.is_some_and(|w| w.last <= asked.question.true_on);
            let acts = asked.facts(finding.state, &shape.fulfilled_by).into_iter().filter(by_then);
            Choice::of(used, acts.filter(|f| first_done.is_none_or(|first| first.id != f.id)).collect())
        });
        let reopened = one(ruling.reopened);
        Told { applies, counting, undated, later, pending, done, first_done, reopened, ruling }
    }
}

fn conclusion(finding: &Finding, told: &Told<'_>) -> Say {
    let ruling = &told.ruling;
    let decided = ruling.before.unwrap_or(finding.standing);
    let say = match (finding.standing, decided) {
        (Standing::Ended, _) => Say::new("conclusion-ended").with("before", Say::new(standing_key(decided))),
        (_, Standing::Unknown) if ruling.reopened.is_some() && !ruling.at_once => Say::new("conclusion-reopened"),
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

fn whether_it_applies(told: &Told<'_>) -> Option<Reason> {
    Some(match (&told.ruling.applies, &told.applies) {
        (Applies::ToAll, _) => return None,
        (Applies::Yes(_), Some(choice)) => Reason::because(Say::new("reason-applies"), vec![Reason::fact(choice.used)]),
        (Applies::No(_), Some(choice)) => {
            let mut grounds = vec![Reason::fact(choice.used)];
            grounds.extend(not_used(choice));
            Reason::because(Say::new("reason-applies-not"), grounds)
        }
        _ => Reason::silence(Say::new("reason-applies-unknown")),
    })
}

fn the_day(asked: &Asked<'_>, finding: &Finding, rule: &Rule, told: &Told<'_>) -> Option<Reason> {
    let (base, due) = (told.ruling.base.when()?, told.ruling.due.when()?);
    let in_force = asked.rolls.of(finding.state)?.in_force?;
    let arithmetic = Say::new("reason-day-computed").with("start", in_force).with("day", base);
    let mut grounds = vec![Reason::rule(rule, rule.read_back()), Reason::because(arithmetic, Vec::new())];
    for moved in &told.counting {
        let key = if moved.on.is_some() { "reason-moved" } else { "reason-moved-named" };
        let mut says = Say::new(key).with("until", moved.until.unwrap_or(due));
        if let Some(on) = moved.on {
            says = says.with("on", on);
        }
        grounds.push(Reason::fact_that(moved, says));
    }
    grounds.extend(told.undated.iter().map(|f| Reason::fact_that(f, undated(f))));
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

fn whether_done(asked: &Asked<'_>, told: &Told<'_>) -> Vec<Reason> {
    let ruling = &told.ruling;
    let mut reasons = Vec::new();
    reasons.extend(told.first_done.map(|f| Reason::because(Say::new("reason-done-first"), vec![Reason::fact(f)])));
    reasons.extend(told.done.as_ref().map(done));
    reasons.extend(told.reopened.map(|f| Reason::because(Say::new("reason-reopened"), vec![Reason::fact(f)])));
    if !told.pending.is_empty() && ruling.done.is_none() {
        let requests = told.pending.iter().map(|f| Reason::fact(f)).collect();
        reasons.push(Reason::because(Say::new("reason-pending"), requests));
    }
    let past = DayKey::of(asked.question.true_on) > ruling.due.last;
    if let Some(found) = &ruling.evidence {
        reasons.extend(evidence(asked, found));
    } else if past && reasons.is_empty() && matches!(ruling.before.unwrap_or(ruling.standing), Standing::Unknown) {
        let later = told.later.iter().filter(|f| f.on.is_none()).map(|f| Reason::fact(f)).collect::<Vec<_>>();
        reasons.push(match later.is_empty() {
            true => Reason::silence(Say::new("reason-silence")),
            false => Reason::because(Say::new("reason-named-later"), later),
        });
    }
    reasons
}

fn done(choice: &Choice<'_>) -> Reason {
    Reason::because(Say::new("reason-done"), vec![Reason::fact(choice.used)])
}

/// The evidence that nothing had been done.
pub(crate) fn evidence(asked: &Asked<'_>, evidence: &Evidence) -> Option<Reason> {
    let key = match evidence.manner {
        Manner::Statement => "reason-evidence-statement",
        Manner::CompleteList => "reason-evidence-list",
        Manner::LateAct => "reason-evidence-late-act",
    };
    let fact = asked.view.register.at(evidence.fact)?;
    Some(Reason::because(Say::new(key).with("confirmed", evidence.confirmed.day()), vec![Reason::fact(fact)]))
}

/// Sources that speak of the same thing and are not used.
fn beside(told: &Told<'_>, printed_days: &[&Fact]) -> Vec<Reason> {
    let mut beside = Vec::new();
    for fact in printed_days {
        let (Some(printed), Some(base)) = (fact.until, told.ruling.base.when()) else { continue };
        let agrees = printed.first <= base.last && base.first <= printed.last;
        let key = if agrees { "beside-day-agrees" } else { "beside-day-differs" };
        beside.push(Reason::fact_that(fact, Say::new(key).with("printed", printed).with("computed", base)));
    }
    beside.extend(told.done.iter().flat_map(not_used));
    if let (Applies::Yes(_), Some(choice)) = (&told.ruling.applies, &told.applies) {
        beside.extend(not_used(choice));
    }
    beside
}

fn would_change(finding: &Finding, told: &Told<'_>, shape: &shapes::Deadline) -> Vec<Say> {
    let mut would = Vec::new();
    match told.ruling.before.unwrap_or(finding.standing) {
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
