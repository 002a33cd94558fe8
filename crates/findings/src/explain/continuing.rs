//! The reasons of duties without a day of their own: what is done or not, steps that an event starts, prohibitions.

use super::deadline::{evidence, fill, standing_key};
use super::{Looked, Reason, Reasons, membership};
use crate::shapes::conduct::{self, Conduct, MISSING, SHOWN};
use crate::shapes::deadline::Applies;
use crate::shapes::prohibition;
use crate::shapes::step::{self, Step};
use crate::{Finding, Standing};
use facts::{Fact, FactNo, Say, When};
use rules::shapes;

/// Why a continuing duty stands as it stands: whether it applies, the statement that counts, and every other.
pub(crate) fn conduct(
    looked: &Looked<'_, '_>,
    finding: &Finding,
    shape: &shapes::Conduct,
    compiled: &Conduct,
) -> Option<Reasons> {
    let (asked, rule) = (looked.asked, looked.rule);
    let mut at = asked.hall.at(looked.place);
    let mine = at.of(looked.planned);
    let ruling = conduct::ruling(&mut at, looked.planned, compiled, mine, finding.period.unwrap_or(0))?;
    let one = |number: FactNo| asked.view.register.at(number);
    let mut because = vec![Reason::rule(rule, rule.read_back())];
    match ruling.applies {
        Applies::ToAll => {}
        Applies::Yes(fact) => {
            because.push(Reason::because(Say::new("reason-applies"), one(fact).map(Reason::fact).into_iter().collect()));
        }
        Applies::No(fact) => {
            because.push(Reason::because(Say::new("reason-applies-not"), one(fact).map(Reason::fact).into_iter().collect()));
        }
        Applies::Unknown => because.push(Reason::silence(Say::new("reason-applies-unknown"))),
    }
    let used = ruling.said.and_then(|(number, role)| Some((one(number)?, role)));
    because.push(match used {
        None => Reason::silence(Say::new("reason-conduct-silence")),
        Some((fact, role)) => Reason::because(Say::new(said_key(role)), vec![told_whole(fact)]),
    });
    because.push(membership::reason(asked, finding.state));
    let mut others: Vec<&Fact> =
        said(looked, shape, finding.period).into_iter().filter(|f| used.is_none_or(|(u, _)| u.id != f.id)).collect();
    others.sort_by_key(|f| std::cmp::Reverse(f.on.map_or(f.known_from, |w| w.last)));
    let would = vec![Say::new("change-measure-shown"), Say::new("change-withdraws")];
    let concluded = match (finding.standing, ruling.said) {
        (Standing::Running, Some((_, MISSING))) => Say::new("conclusion-conduct-missing"),
        (Standing::Running, _) => Say::new("conclusion-conduct-underway"),
        (Standing::Met, _) => Say::new("conclusion-conduct-shown"),
        (Standing::Unknown, Some((_, SHOWN))) => Say::new("conclusion-conduct-shown-once"),
        (other, _) => Say::new(standing_key(other)),
    };
    let say = fill(concluded, finding);
    Some((Reason::because(say, because), would, others.into_iter().map(told_whole).collect()))
}

fn said_key(role: u8) -> &'static str {
    match role {
        SHOWN => "reason-conduct-shown",
        MISSING => "reason-conduct-missing",
        _ => "reason-conduct-underway",
    }
}

/// A fact with its note: what is said about a continuing duty lies there.
fn told_whole(fact: &Fact) -> Reason {
    if fact.note.is_empty() {
        return Reason::fact(fact);
    }
    let says = Say::new("fact-noted").with("what", super::tell(fact)).with("note", fact.note.clone());
    Reason::fact_that(fact, says)
}

/// Everything that is said about the duty, in force or not.
fn said<'a>(looked: &Looked<'_, 'a>, shape: &shapes::Conduct, period: Option<i16>) -> Vec<&'a Fact> {
    let state = looked.asked.hall.columns.states.get(looked.place).copied();
    let kinds: Vec<facts::Kind> = [&shape.shown_by, &shape.underway_by, &shape.missing_by]
        .into_iter()
        .flatten()
        .copied()
        .chain(shape.said.into_iter().flatten())
        .collect();
    let uses = conduct::uses(looked.rule, shape);
    let told = state.map(|state| looked.asked.facts(state, &kinds)).unwrap_or_default();
    let mine = |f: &&Fact| uses.iter().any(|part| part.kind == f.kind && part.is_about(f));
    let of_year = |f: &&Fact| period.is_none_or(|year| f.period.is_some_and(|p| (p.first..=p.last).contains(&year)));
    told.into_iter().filter(mine).filter(of_year).collect()
}

/// Why a step stands as it stands: the event, the day it leads to, what was done.
pub(crate) fn step(looked: &Looked<'_, '_>, finding: &Finding, compiled: &Step) -> Option<Reasons> {
    let (asked, rule) = (looked.asked, looked.rule);
    let mut at = asked.hall.at(looked.place);
    let mine = at.of(looked.planned);
    let names = step::events(asked.view.register, compiled, mine);
    let unit = names.iter().position(|name| Some(*name) == finding.about.as_deref()).and_then(|unit| i16::try_from(unit).ok())?;
    let ruling = step::ruling(&mut at, looked.planned, compiled, mine, unit)?;
    let one = |number: Option<FactNo>| number.and_then(|n| asked.view.register.at(n));
    let mut because = vec![Reason::rule(rule, rule.read_back())];
    let key = if ruling.waits { "reason-step-waits" } else { "reason-step-starts" };
    because.push(Reason::because(Say::new(key), one(Some(ruling.event)).map(told_whole).into_iter().collect()));
    if let Some(due) = ruling.due.when() {
        let moved = one(ruling.granted).map(Reason::fact).into_iter().collect();
        because.push(Reason::because(Say::new("reason-due").with("day", due), moved));
    } else if !ruling.waits {
        because.push(Reason::silence(Say::new("reason-step-no-day")));
    }
    because.extend(one(ruling.pending).map(|f| Reason::because(Say::new("reason-pending"), vec![Reason::fact(f)])));
    because.extend(one(ruling.done).map(|f| Reason::because(Say::new("reason-done"), vec![Reason::fact(f)])));
    because.extend(ruling.evidence.as_ref().and_then(|found| evidence(asked, found)));
    if ruling.done.is_none() && ruling.evidence.is_none() && finding.standing == Standing::Unknown && !ruling.waits {
        because.push(Reason::silence(Say::new("reason-silence")));
    }
    because.push(membership::reason(asked, finding.state));
    let key = match (finding.standing, ruling.waits) {
        (Standing::Unknown, true) => "conclusion-step-waits",
        (Standing::Running, _) if finding.due.is_none() => "conclusion-step-no-day",
        (other, _) => standing_key(other),
    };
    let say = fill(Say::new(key), finding);
    let would = vec![Say::new("change-done-by-document"), Say::new("change-day-passes")];
    Some((Reason::because(say, because), would, Vec::new()))
}

/// That a prohibition is in force, with what is on record beside it.
pub(crate) fn prohibition(looked: &Looked<'_, '_>, finding: &Finding) -> Reasons {
    let (asked, rule) = (looked.asked, looked.rule);
    let mut at = asked.hall.at(looked.place);
    let mine = at.of(looked.planned);
    let recorded = asked.told(prohibition::recorded(&mut at, mine));
    let mut because = vec![Reason::rule(rule, rule.read_back())];
    because.push(match recorded.is_empty() {
        true => Reason::silence(Say::new("reason-prohibition-nothing")),
        false => Reason::because(Say::new("reason-prohibition-beside"), recorded.into_iter().map(told_whole).collect()),
    });
    because.push(membership::reason(asked, finding.state));
    let key = if finding.standing == Standing::Running { "conclusion-prohibition" } else { standing_key(finding.standing) };
    let mut say = fill(Say::new(key), finding);
    if let Some(day) = asked.rolls.of(finding.state).and_then(|m| m.in_force) {
        say = say.with("day", day);
    } else {
        say = say.with("day", When::day(asked.question.true_on));
    }
    (Reason::because(say, because), vec![Say::new("change-withdraws")], Vec::new())
}
