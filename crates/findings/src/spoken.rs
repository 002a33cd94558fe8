//! What sources say of a State, or of none, by the day asked about: for pages that show the register beside the duties.

use crate::choice::source_day;
use crate::{Question, World};
use facts::{Day, Fact, Kind, State, View};
use std::cmp::Reverse;

/// The facts of one question, by the names of their kinds.
pub(crate) struct Spoken<'a> {
    world: &'a World,
    view: View<'a>,
    question: Question,
}

impl<'a> Spoken<'a> {
    pub fn new(world: &'a World, question: &Question) -> Self {
        Spoken { world, view: world.view(question), question: *question }
    }

    /// The kinds of these names that the book declares.
    pub fn kinds(&self, names: &[&str]) -> Vec<Kind> {
        names.iter().filter_map(|name| self.world.book.vocabulary.kind(name)).collect()
    }

    /// What is said of a State by the day asked about.
    pub fn of(&self, state: State, kinds: &[Kind]) -> Vec<&'a Fact> {
        let said = self.view.of_kinds(self.question.treaty, state, kinds);
        said.into_iter().filter(|fact| was_said_by(fact, self.question.true_on)).collect()
    }

    /// What is said of no State in particular.
    pub fn of_none(&self, kinds: &[Kind]) -> Vec<&'a Fact> {
        let said = kinds.iter().flat_map(|kind| self.view.about_no_state(self.question.treaty, *kind));
        said.filter(|fact| was_said_by(fact, self.question.true_on)).collect()
    }

    /// What is said of anybody, States first, in the order of States.
    pub fn of_all(&self, kinds: &[Kind]) -> Vec<&'a Fact> {
        let said = kinds.iter().flat_map(|kind| self.view.of_all_states(self.question.treaty, *kind));
        let mut said: Vec<&Fact> = said.filter(|fact| was_said_by(fact, self.question.true_on)).collect();
        said.sort_by_key(|fact| (fact.state.is_none(), fact.state, fact.entry));
        said
    }
}

/// Whether a fact speaks of the day asked about or of an earlier one. What has no day speaks from the day its source came out.
fn was_said_by(fact: &Fact, on: Day) -> bool {
    fact.first_day().unwrap_or_else(|| source_day(fact)) <= on
}

/// Of several facts about the same, the one used: the higher rank, then the later publication, then the later entry.
pub(crate) fn used<'a>(facts: &[&'a Fact]) -> Option<&'a Fact> {
    facts.iter().copied().min_by_key(|fact| (fact.said_by, Reverse(source_day(fact)), Reverse(fact.entry)))
}

/// A count as it is shown; what no page could hold is the greatest number.
pub(crate) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
