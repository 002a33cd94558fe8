use crate::Rolls;
use facts::{Day, Gazetteer, Register, State, Treaty, View};
use rules::{Book, Chapter, Rule};
use std::cell::RefCell;

/// All that can be asked about: the register, the book, the States.
#[derive(Clone, Debug)]
pub struct World {
    /// The facts.
    pub register: Register,
    /// The law.
    pub book: Book,
    /// The States and their names.
    pub gazetteer: Gazetteer,
}

/// What is asked: one treaty, on a day, as known by a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Question {
    /// The treaty.
    pub treaty: Treaty,
    /// The day on which the answer is to be true.
    pub true_on: Day,
    /// The day by which facts had to be known to count.
    pub known_by: Day,
    /// Only the ledger's first so many entries; all of them when none.
    pub entries: Option<u32>,
}

impl World {
    /// The States that findings are made for: every State of the register.
    pub fn states(&self, _treaty: Treaty) -> impl Iterator<Item = State> + '_ {
        self.gazetteer.states().map(|r| r.state)
    }

    /// The facts as known for a question.
    pub fn view(&self, question: &Question) -> View<'_> {
        let view = self.register.known_by(question.known_by);
        question.entries.map_or(view, |entries| view.pinned(entries))
    }

    pub(crate) fn ask(&self, question: &Question) -> Option<Asked<'_>> {
        let chapter = self.book.chapter(question.treaty)?;
        let view = self.view(question);
        let stated_days =
            self.book.vocabulary.kinds().filter(|(_, r)| r.role == facts::Role::StatedDay).map(|(kind, _)| kind).collect();
        Some(Asked {
            question: *question,
            view,
            chapter,
            stated_days,
            rolls: Rolls::read(view, chapter),
            open: RefCell::default(),
        })
    }
}

/// A question with everything needed to answer it at hand.
pub(crate) struct Asked<'a> {
    pub question: Question,
    pub view: View<'a>,
    pub chapter: &'a Chapter,
    /// The kinds of fact by which a source prints a day that the book computes.
    pub stated_days: Vec<facts::Kind>,
    pub rolls: Rolls<'a>,
    /// Which duties of the State looked at are open on the day asked: several warnings ask it of the same duties.
    open: RefCell<OpenDuties<'a>>,
}

/// Whether duties of one State are open, as far as they have been looked at.
#[derive(Default)]
struct OpenDuties<'a> {
    state: Option<State>,
    known: Vec<(&'a Rule, bool)>,
}

impl<'a> Asked<'a> {
    /// The facts of several kinds about one State under this treaty.
    pub fn facts(&self, state: State, kinds: &[facts::Kind]) -> Vec<&'a facts::Fact> {
        self.view.of_kinds(self.question.treaty, state, kinds)
    }
}

impl<'a> Asked<'a> {
    /// Keeps whether a duty is open on the day asked, as long as the same State is looked at.
    pub fn remember_open(&self, state: State, rule: &Rule, open: bool) {
        let Some(rule) = self.chapter.rule(&rule.id) else { return };
        let mut known = self.open.borrow_mut();
        if known.state != Some(state) {
            *known = OpenDuties { state: Some(state), known: Vec::new() };
        }
        known.known.push((rule, open));
    }

    /// Whether a duty is open on the day asked, where that has been decided already.
    pub fn remembered_open(&self, state: State, rule: &Rule) -> Option<bool> {
        let open = self.open.borrow();
        let of_state = open.known.iter().filter(|_| open.state == Some(state));
        of_state.rev().find(|(known, _)| std::ptr::eq(*known, rule)).map(|(_, open)| *open)
    }

    /// Statements that a list of what came is complete, for one duty. A statement without a State speaks for all States.
    pub fn complete_lists(&self, state: State, duty: &rules::RuleId) -> Vec<&'a facts::Fact> {
        let Some(kind) = self.chapter.treaty.complete_by else { return Vec::new() };
        let treaty = self.question.treaty;
        let all = self.view.about_no_state(treaty, kind).chain(self.view.facts(treaty, state, kind));
        all.filter(|f| f.about.as_deref() == Some(&duty.0)).collect()
    }
}
