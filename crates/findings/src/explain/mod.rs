//! The reasons of one finding, from the conclusion down to rule, fact and source. Built only for findings that are looked at,
//! out of the same ruling that made the finding.

mod continuing;
mod deadline;
mod membership;
mod pace;
mod periodic_report;
mod request_window;
mod undeclared;
mod watches;

use crate::choice::{Choice, Why};
use crate::plan::{self, Planned};
use crate::shapes::Duty;
use crate::world::Asked;
use crate::{Finding, Otherwise, Question, World, evaluate};
use facts::{Fact, Say, State};
use rules::{Chapter, Rule, RuleId, Shape, Switch};

/// One reason: what it says, what it rests on, and the reasons below it.
#[derive(Clone, Debug)]
pub struct Reason {
    /// What it says.
    pub says: Say,
    /// What it rests on.
    pub ground: Ground,
    /// The reasons below it.
    pub because: Vec<Reason>,
}

/// What a reason rests on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ground {
    /// The reasons below it.
    Reasons,
    /// A rule of the book.
    Rule(RuleId),
    /// A fact of the register, by id.
    Fact(String),
    /// Nothing on record.
    Silence,
    /// An open question of law, by id.
    Reading(String),
}

impl Reason {
    pub(crate) fn because(says: Say, because: Vec<Reason>) -> Self {
        Reason { says, ground: Ground::Reasons, because }
    }

    pub(crate) fn rule(rule: &Rule, says: Say) -> Self {
        Reason { says, ground: Ground::Rule(rule.id.clone()), because: Vec::new() }
    }

    pub(crate) fn silence(says: Say) -> Self {
        Reason { says, ground: Ground::Silence, because: Vec::new() }
    }

    pub(crate) fn reading(id: &str, says: Say) -> Self {
        Reason { says, ground: Ground::Reading(id.to_owned()), because: Vec::new() }
    }

    /// A fact, told by its kind and day; who says it and where stands with the fact itself.
    pub(crate) fn fact(fact: &Fact) -> Self {
        Reason { says: tell(fact), ground: Ground::Fact(fact.id.clone()), because: Vec::new() }
    }

    /// A fact with a sentence of its own.
    pub(crate) fn fact_that(fact: &Fact, says: Say) -> Self {
        Reason { says, ground: Ground::Fact(fact.id.clone()), because: Vec::new() }
    }
}

/// The sources that were not used where several speak, each with why.
pub(crate) fn not_used(choice: &Choice<'_>) -> Vec<Reason> {
    let told = |other: &&Fact| {
        let key = match choice.why_not(other) {
            Why::LowerRank => "beside-lower-rank",
            Why::Older => "beside-older",
            Why::Beside => "beside-same",
        };
        Reason::fact_that(other, Say::new(key).with("what", tell(other)))
    };
    choice.others.iter().map(told).collect()
}

/// A fact in one line: its kind, with its day, its year and the day it leads to as far as it has them.
fn tell(fact: &Fact) -> Say {
    let key = match (fact.on.is_some(), fact.period.is_some(), fact.until.is_some()) {
        (true, false, false) => "fact-on",
        (true, true, _) => "fact-on-for",
        (false, true, _) => "fact-for",
        (true, false, true) => "fact-on-until",
        (false, false, true) => "fact-until",
        (false, false, false) => "fact-plain",
    };
    let mut say = Say::new(key).with("kind", fact.kind);
    if let Some(on) = fact.on {
        say = say.with("on", on);
    }
    if let Some(period) = fact.period {
        say = say.with("period", period.to_string());
    }
    if let Some(until) = fact.until {
        say = say.with("until", until);
    }
    say
}

/// A finding with its reasons and what would change it.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The finding.
    pub finding: Finding,
    /// Why.
    pub reason: Reason,
    /// What would change it.
    pub would_change: Vec<Say>,
    /// Sources that say otherwise or the same, and are not what the finding rests on.
    pub beside: Vec<Reason>,
    /// How it stands by other readings of the law, each with its reason.
    pub by_other_readings: Vec<Alternative>,
}

/// How a finding stands by another reading of the law, and why.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// How it stands.
    pub otherwise: Otherwise,
    /// Why; none where by that reading there is nothing to tell of.
    pub reason: Option<Reason>,
}

/// Explains one finding; none where there is no such finding. `period` and `about` tell apart the findings of one rule; where
/// they are not given, the latest period and the first duty are meant.
pub fn explain(
    world: &World,
    question: &Question,
    rule: &RuleId,
    state: State,
    period: Option<i16>,
    about: Option<&str>,
) -> Option<Explanation> {
    let asked = world.ask(question, Some(state))?;
    let rule = asked.chapter.rule(rule)?;
    let mut found = evaluate(&asked, state, rule);
    found.retain(|f| period.is_none_or(|p| f.period == Some(p)) && about.is_none_or(|a| f.about.as_deref() == Some(a)));
    let finding = if period.is_none() { found.into_iter().max_by_key(|f| f.period)? } else { found.into_iter().next()? };
    let told = Looked::at(&asked, state, rule)?.reasons(&finding);
    let (mut reason, would_change, beside) = told.or_else(|| only_otherwise(&asked, rule, &finding))?;
    reason.because.extend(finding.otherwise.iter().filter_map(|o| read_as(asked.chapter, o.switch, o.switch.other(o.choice))));
    let by_other_readings = finding.otherwise.iter().map(|otherwise| by_other_reading(world, question, &finding, otherwise));
    Some(Explanation { by_other_readings: by_other_readings.collect(), finding, reason, would_change, beside })
}

/// What is told where the reading used gives no answer at all and another one does: that, and who is bound.
fn only_otherwise(asked: &Asked<'_>, rule: &Rule, finding: &Finding) -> Option<Reasons> {
    let because = vec![Reason::rule(rule, rule.read_back()), membership::reason(asked, finding.state)];
    let says = deadline::fill(Say::new("conclusion-only-otherwise"), finding);
    finding.contested.then(|| (Reason::because(says, because), Vec::new(), Vec::new()))
}

/// A finding found once more with one question read the other way.
fn by_other_reading(world: &World, question: &Question, finding: &Finding, otherwise: &Otherwise) -> Alternative {
    let world = world.read_otherwise(question.treaty, otherwise.switch);
    let reason = || {
        let asked = world.ask(question, Some(finding.state))?;
        let rule = asked.chapter.rule(&finding.rule)?;
        let same = |f: &Finding| f.period == finding.period && f.about == finding.about;
        let found = evaluate(&asked, finding.state, rule).into_iter().find(same)?;
        let (mut reason, ..) = Looked::at(&asked, finding.state, rule)?.reasons(&found)?;
        reason.because.extend(read_as(asked.chapter, otherwise.switch, otherwise.choice));
        Some(reason)
    };
    Alternative { otherwise: otherwise.clone(), reason: reason() }
}

/// How an open question of law was read on the way to a finding, in the words of the book.
fn read_as(chapter: &Chapter, switch: Switch, letter: &'static str) -> Option<Reason> {
    let reading = chapter.reading(switch.id())?;
    let says = Say::new("reading-read-as").with("question", reading.question.clone()).with("letter", letter);
    Some(Reason::reading(switch.id(), says.with("words", reading.words(letter)?.to_owned())))
}

type Reasons = (Reason, Vec<Say>, Vec<Reason>);

/// One rule of one State, looked at: the rule as the book has it and as it is compiled, and the State on the question.
pub(crate) struct Looked<'l, 'a> {
    pub asked: &'l Asked<'a>,
    pub rule: &'l Rule,
    pub planned: &'l Planned,
    pub place: usize,
}

impl<'l, 'a> Looked<'l, 'a> {
    fn at(asked: &'l Asked<'a>, state: State, rule: &'l Rule) -> Option<Self> {
        let place = asked.hall.columns.place(state)?;
        let planned = asked.hall.columns.plan.duty(plan::number(asked.chapter, &rule.id)?)?;
        Some(Looked { asked, rule, planned, place })
    }

    /// Another rule of the same State.
    fn other(&self, id: &RuleId) -> Option<Looked<'l, 'a>> {
        let rule = self.asked.chapter.rule(id)?;
        let planned = self.asked.hall.columns.plan.duty(plan::number(self.asked.chapter, id)?)?;
        Some(Looked { rule, planned, ..*self })
    }

    fn reasons(&self, finding: &Finding) -> Option<Reasons> {
        Some(match (&self.rule.shape, &self.planned.duty) {
            (Shape::Deadline(shape), Duty::Deadline(compiled)) => deadline::reasons(self, finding, shape, compiled),
            (Shape::PeriodicReport(shape), Duty::PeriodicReport(compiled)) => {
                periodic_report::reasons(self, finding, shape, compiled)
            }
            (Shape::Conduct(shape), Duty::Conduct(compiled)) => continuing::conduct(self, finding, shape, compiled)?,
            (_, Duty::Step(compiled)) => continuing::step(self, finding, compiled)?,
            (_, Duty::Prohibition(_)) => continuing::prohibition(self, finding),
            (_, Duty::NoProgress(compiled)) => watches::no_progress(self, finding, compiled),
            (_, Duty::RetainedMinimum(compiled)) => watches::retained(self, finding, compiled)?,
            (Shape::OverdueWatch(shape), _) => watches::overdue(self, finding, shape)?,
            (_, Duty::Pace(compiled)) => pace::reasons(self, finding, compiled)?,
            (_, Duty::RequestWindow(compiled)) => request_window::reasons(self, finding, compiled)?,
            (_, Duty::Undeclared(_)) => undeclared::reasons(self, finding)?,
            _ => return None,
        })
    }
}

/// Why a State is or is not bound by a treaty on a day.
pub fn explain_membership(world: &World, question: &Question, state: State) -> Option<Reason> {
    let asked = world.ask(question, Some(state))?;
    Some(membership::reason(&asked, state))
}
