//! What people do about a warning, step by step: taken up by the Coordinators, referred, closed. A step is never taken here: it is read
//! from acts that people recorded. A warning on the ladder stands as it stands, whatever step was taken about it.

use crate::sweep::{Path, sweep};
use crate::{Finding, Question, Standing, Wanted, World, findings};
use facts::{Day, DayKey, Fact, State, When};
use rules::shapes::{Addressee, Referral};
use rules::{RuleId, Shape};
use std::collections::BTreeMap;
use std::ops::Range;

/// Where one raised warning stands on the ladder.
#[derive(Clone, Debug)]
pub struct Rung<'a> {
    /// The ladder.
    pub rule: RuleId,
    /// The warning.
    pub warning: Finding,
    /// The last step taken.
    pub step: Step,
    /// Since when: the first day of the warning, or the day of the step.
    pub since: Option<When>,
    /// What comes next, and whose turn it is.
    pub next: Next,
    /// To whom the ladder leads.
    pub to: Addressee,
    /// The acts on record about this warning, in the order of days.
    pub acts: Vec<&'a Fact>,
}

/// The steps of the ladder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// The warning is raised and nobody has acted.
    Raised,
    /// The Coordinators took it up with the State.
    Engaged,
    /// It was referred.
    Referred,
    /// A person closed it, with a reason.
    Closed,
}

/// What comes next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// The Coordinators take it up with the State.
    Engage,
    /// The State has until that day, the day included.
    Wait(Day),
    /// The Coordinators refer it.
    Refer,
    /// The addressee takes it up.
    Address,
    /// Nothing until that day, the day included.
    Rest(Day),
}

impl Step {
    /// The word for this step.
    pub fn word(&self) -> &'static str {
        match self {
            Step::Raised => "raised",
            Step::Engaged => "engaged",
            Step::Referred => "referred",
            Step::Closed => "closed",
        }
    }
}

impl Next {
    /// The word for what comes next.
    pub fn word(&self) -> &'static str {
        match self {
            Next::Engage => "engage",
            Next::Wait(_) => "wait",
            Next::Refer => "refer",
            Next::Address => "address",
            Next::Rest(_) => "rest",
        }
    }

    /// The day up to which nothing is to be done.
    pub fn until(&self) -> Option<Day> {
        match self {
            Next::Wait(day) | Next::Rest(day) => Some(*day),
            Next::Engage | Next::Refer | Next::Address => None,
        }
    }
}

/// An act of a person.
#[derive(Clone, Copy)]
enum Act {
    Engaged,
    Referred,
    Closed,
}

impl Step {
    /// One arrow, one arm.
    fn then(self, act: Act) -> Step {
        match (self, act) {
            (_, Act::Closed) => Step::Closed,
            (_, Act::Referred) | (Step::Referred, Act::Engaged) => Step::Referred,
            (_, Act::Engaged) => Step::Engaged,
        }
    }
}

/// Every raised warning that a ladder of the book is for, by State and rule.
pub fn ladder<'a>(world: &'a World, question: &Question) -> Vec<Rung<'a>> {
    let Some(chapter) = world.book.chapter(question.treaty) else { return Vec::new() };
    let ladders = chapter.rules.iter().filter_map(|rule| match &rule.shape {
        Shape::Referral(shape) => Some((rule, shape)),
        _ => None,
    });
    let mut rungs: Vec<Rung<'a>> = ladders.flat_map(|(rule, shape)| rungs(world, question, &rule.id, shape)).collect();
    rungs.sort_by(|a, b| {
        (a.warning.state, &a.warning.rule, &a.warning.about).cmp(&(b.warning.state, &b.warning.rule, &b.warning.about))
    });
    rungs
}

fn rungs<'a>(world: &'a World, question: &Question, rule: &RuleId, shape: &Referral) -> Vec<Rung<'a>> {
    let raised = |watch: &RuleId| {
        let wanted = Wanted { rule: Some(watch.clone()), standing: Some(Standing::Raised), ..Wanted::default() };
        findings(world, question, &wanted)
    };
    let raised: Vec<Finding> = shape.watches.iter().flat_map(raised).collect();
    if raised.is_empty() {
        return Vec::new();
    }
    let since = first_days(world, question, &shape.watches);
    let rung = |warning: Finding| {
        let first = since.get(&(warning.state, warning.about.clone())).copied();
        let acts = acts(world, question, shape, &warning, first);
        let (step, since, next) = stands(shape, &acts, first, question.true_on);
        let acts = acts.into_iter().map(|(_, fact)| fact).collect();
        Rung { rule: rule.clone(), warning, step, since, next, to: shape.to, acts }
    };
    raised.into_iter().map(rung).collect()
}

/// The acts about a warning, or about its duty, since it was raised: what came before belongs to an earlier warning.
fn acts<'a>(
    world: &'a World,
    question: &Question,
    shape: &Referral,
    warning: &Finding,
    first: Option<Day>,
) -> Vec<(Act, &'a Fact)> {
    let is_about = |fact: &&Fact| {
        let (watch, duty) =
            fact.about.as_deref().map_or(("", None), |a| a.split_once('/').map_or((a, None), |(w, d)| (w, Some(d))));
        shape.watches.iter().any(|id| id.0 == watch) && duty.is_none_or(|duty| warning.about.as_deref() == Some(duty))
    };
    let by_then =
        |fact: &&Fact| fact.on.is_some_and(|on| on.last <= question.true_on && first.is_none_or(|first| on.last >= first));
    let view = world.view(question);
    let of = |kinds: &[facts::Kind], act: Act| {
        let told = view.of_kinds(question.treaty, warning.state, kinds).into_iter();
        told.filter(is_about).filter(by_then).map(move |fact| (act, fact)).collect::<Vec<_>>()
    };
    let mut acts = of(&shape.engaged_by, Act::Engaged);
    acts.extend(of(&shape.referred_by, Act::Referred));
    acts.extend(of(&shape.closed_by, Act::Closed));
    acts.sort_by_key(|(_, fact)| (fact.on.map(|on| on.last), fact.entry));
    acts
}

/// Folds the acts into the step that stands, and says what comes next.
fn stands(shape: &Referral, acts: &[(Act, &Fact)], first: Option<Day>, on: Day) -> (Step, Option<When>, Next) {
    let (mut step, mut since) = (Step::Raised, first.map(When::day));
    for (act, fact) in acts {
        let then = step.then(*act);
        if then != step {
            (step, since) = (then, fact.on);
        }
    }
    let until = since.map_or(on, |since| shape.after.after(since.last));
    match step {
        Step::Raised => (step, since, Next::Engage),
        Step::Engaged if on <= until => (step, since, Next::Wait(until)),
        Step::Engaged => (step, since, Next::Refer),
        Step::Referred => (step, since, Next::Address),
        Step::Closed if on <= until => (step, since, Next::Rest(until)),
        // Closed long ago and raised all the same: it is looked at anew.
        Step::Closed => (Step::Raised, until.tomorrow().ok().map(When::day), Next::Engage),
    }
}

/// A State, and the duty that a warning is about.
type About = (State, Option<String>);

/// Since when any of some warnings about a duty of a State has been raised without a day between, with the knowledge of the question.
fn first_days(world: &World, question: &Question, watches: &[RuleId]) -> BTreeMap<About, Day> {
    let Some(hall) = world.hall(question) else { return BTreeMap::new() };
    let begins = hall.seats.iter().map(|seat| seat.in_force.last).min().unwrap_or(DayKey::NEVER);
    if begins == DayKey::NEVER {
        return BTreeMap::new();
    }
    let days = std::iter::successors(Some(begins.day()), |day| day.tomorrow().ok());
    let days: Vec<Day> = days.take_while(|day| *day <= question.true_on).collect();
    let Some(path) = Path::through(days.iter().map(|day| (*day, question.known_by))) else { return BTreeMap::new() };
    let columns = &hall.columns;
    let mut raised: BTreeMap<About, Vec<Range<usize>>> = BTreeMap::new();
    for watch in watches {
        sweep(world, question, &path, Some(watch), |stretch, row, _| {
            let state = columns.states.get(usize::from(row.state)).filter(|_| row.standing == Standing::Raised);
            let duty = columns.plan.duty(row.rule + 1).and_then(|planned| planned.duty.about(row, &world.register, || &[]));
            if let Some(state) = state {
                let key = (*state, duty);
                raised.entry(key).or_default().push(stretch);
            }
        });
    }
    let first = |mut stretches: Vec<Range<usize>>| {
        stretches.sort_unstable_by_key(|stretch| std::cmp::Reverse(stretch.end));
        let mut first = days.len();
        for stretch in stretches {
            if stretch.end >= first {
                first = first.min(stretch.start);
            }
        }
        days.get(first).copied()
    };
    raised.into_iter().filter_map(|(key, stretches)| Some((key, first(stretches)?))).collect()
}
