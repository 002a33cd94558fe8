//! One closed vocabulary of counts over a window of days: what indicators of action plans, claims and pages ask of many States at
//! once. One file a count. Every answer lists who is counted, who is looked at and not counted, and of whom nothing is known.

mod due;
mod happened;
mod held;
mod meetings;
mod parties;
mod passed;
mod planned;
mod population;
mod printed;
mod requested;
mod standing;
mod window;

pub use window::Window;

use crate::{Question, World};
use facts::{Fact, FactNo, State, View, When};
use rules::Counts;

/// The answer to a count. Unknown is not no: of whom nothing is known stands apart, in neither list.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Measured {
    /// What is counted: `states`, `reports`, `requests`, `meetings`, `resolutions`, `year`, or a unit of the register.
    pub unit: String,
    /// The number counted, or the sum; none where nothing on record tells it. Zero is a number.
    pub number: Option<f64>,
    /// The number out of which it is counted, where there is one.
    pub whole: Option<f64>,
    /// The day it tells, for counts that answer with a day.
    pub day: Option<When>,
    /// What is counted.
    pub counted: Vec<Counted>,
    /// What is looked at and not counted.
    pub rest: Vec<Counted>,
    /// Of what nothing is known.
    pub unknown: Vec<Counted>,
    /// Of whom nothing is owed, by evidence, and who is no longer a party: outside the whole.
    pub aside: Vec<Counted>,
    /// Whether the words of a plan it rests on were seen; none where it rests on no plan.
    pub seen: Option<rules::Wording>,
}

/// One State, one report of a State, or one thing that is no State.
#[derive(Clone, PartialEq, Debug)]
pub struct Counted {
    /// The State.
    pub state: Option<State>,
    /// The calendar year, for what returns.
    pub period: Option<i16>,
    /// What it is about, where that is no State: a meeting, a resolution.
    pub about: Option<String>,
    /// What it is to the count, as the name of a sentence: `counted-in-time`.
    pub says: &'static str,
    /// The day it falls due, for what has one.
    pub day: Option<When>,
    /// Its figure.
    pub number: Option<f64>,
    /// Whether its source says more than, less than or about.
    pub hedged: bool,
    /// The facts it rests on.
    pub sources: Vec<FactNo>,
}

impl Counted {
    pub(crate) fn new(state: State, says: &'static str, sources: Vec<FactNo>) -> Self {
        Counted { state: Some(state), period: None, about: None, says, day: None, number: None, hedged: false, sources }
    }

    pub(crate) fn about(about: String, says: &'static str, sources: Vec<FactNo>) -> Self {
        Counted { state: None, period: None, about: Some(about), says, day: None, number: None, hedged: false, sources }
    }

    /// The State's code, or what it is about.
    pub fn name(&self) -> Option<String> {
        self.state.map(|state| state.to_string()).or_else(|| self.about.clone())
    }

    pub(crate) fn with(self, number: Option<f64>) -> Self {
        Counted { number, ..self }
    }
}

impl Measured {
    /// An answer that counts what it lists, out of all of which something is known.
    pub(crate) fn listed(unit: &str, counted: Vec<Counted>, rest: Vec<Counted>, unknown: Vec<Counted>) -> Self {
        let whole = counted.len() + rest.len();
        let number = (whole > 0 || unknown.is_empty()).then_some(counted.len() as f64);
        let whole = Some((whole + unknown.len()) as f64);
        Measured { unit: unit.to_owned(), number, whole, counted, rest, unknown, ..Measured::default() }
    }

    /// The number as a share of the whole, in percent: at least, and at most if everything that is not known counted. None where the
    /// whole is not known or is nought.
    pub fn shares(&self) -> Option<(f64, f64)> {
        let (number, whole) = (self.number?, self.whole.filter(|whole| *whole > 0.0)?);
        let most = number + self.unknown.len() as f64;
        Some((100.0 * number / whole, 100.0 * most.min(whole.max(number)) / whole))
    }

    /// The same where it is one figure, for nothing is unknown: unknown is not no.
    pub fn share(&self) -> Option<f64> {
        self.shares().filter(|_| self.unknown.is_empty()).map(|(least, _)| least)
    }

    /// The States counted, each once, in their order.
    pub fn states(&self) -> Vec<State> {
        let mut states: Vec<State> = self.counted.iter().filter_map(|c| c.state).collect();
        states.sort_unstable();
        states.dedup();
        states
    }

    /// Every fact that what is counted rests on, each once, and for a share of a sum the facts of the whole; where nothing is counted,
    /// what is looked at.
    pub fn sources(&self) -> Vec<FactNo> {
        let nothing = self.counted.iter().all(|counted| counted.sources.is_empty());
        let rest = self.rest.iter().filter(|one| nothing || one.says == "counted-figure");
        let mut sources: Vec<FactNo> = self.counted.iter().chain(rest).flat_map(|c| c.sources.iter().copied()).collect();
        sources.sort_unstable();
        sources.dedup();
        sources
    }
}

/// Counts. The treaty, what is known and the pinned entries are those of the question; its day counts only for a count that is asked
/// later than its window.
pub fn measure(world: &World, question: &Question, window: Window, counts: &Counts) -> Measured {
    let look = Look { world, question: *question, window };
    match counts {
        Counts::Parties(shape) => parties::count(&look, shape),
        Counts::Standing(shape) => standing::count(&look, shape),
        Counts::Due(shape) => due::count(&look, shape),
        Counts::Happened(shape) => happened::count(&look, shape),
        Counts::Held(shape) => held::count(&look, shape),
        Counts::Passed(shape) => passed::count(&look, shape),
        Counts::Requested(shape) => requested::count(&look, shape),
        Counts::Meetings(shape) => meetings::count(&look, shape),
        Counts::Printed(shape) => printed::count(&look, shape),
        Counts::Planned(shape) => planned::count(&look, shape),
    }
}

/// What a count looks at.
struct Look<'w> {
    world: &'w World,
    question: Question,
    window: Window,
}

impl<'w> Look<'w> {
    /// The question, asked on the window's last day.
    fn at_end(&self) -> Question {
        Question { true_on: self.window.to, ..self.question }
    }

    fn view(&self) -> View<'w> {
        self.world.view(&self.question)
    }

    /// The number of a fact in the register.
    fn number(&self, fact: &Fact) -> Option<FactNo> {
        self.world.register.number(&fact.id)
    }

    /// The facts of a State, or of none, of several kinds, about one of these, or about anything where none is named.
    fn facts(&self, state: Option<State>, kinds: &[facts::Kind], about: &[String]) -> Vec<&'w Fact> {
        let (view, treaty) = (self.view(), self.question.treaty);
        let wanted = |fact: &&Fact| about.is_empty() || fact.about.as_ref().is_some_and(|one| about.contains(one));
        match state {
            Some(state) => view.of_kinds(treaty, state, kinds).into_iter().filter(wanted).collect(),
            None => kinds.iter().flat_map(|kind| view.about_no_state(treaty, *kind)).filter(wanted).collect(),
        }
    }

    /// Every State that the register speaks of.
    fn states(&self) -> Vec<State> {
        let mut states: Vec<State> = self.world.gazetteer.states().map(|record| record.state).collect();
        states.extend(self.world.register.groups(self.question.treaty).filter_map(|(state, _)| state));
        states.sort_unstable();
        states.dedup();
        states
    }
}

/// Where a fact stands when several sources speak, the greatest is used: by rank, then the later publication, then the later entry.
fn order(fact: &Fact) -> (std::cmp::Reverse<facts::SaidBy>, facts::Day, u32) {
    (std::cmp::Reverse(fact.said_by), crate::choice::source_day(fact), fact.entry)
}
