//! Absence in the register is not absence in the world. A duty is overdue only on evidence, of three kinds: somebody said that
//! nothing had come; somebody said that a list is complete and it is not on the list; or it was done late.

use facts::{Day, Fact, Length, When};

/// What shows that a duty had not been done on the day asked about.
#[derive(Clone, Debug)]
pub(crate) struct Evidence<'a> {
    pub fact: &'a Fact,
    pub manner: Manner,
    /// The last day, up to the day asked, that it speaks for.
    pub confirmed: Day,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Manner {
    /// "Not submitted as of …"
    Statement,
    /// A list that says it is complete, without it.
    CompleteList,
    /// It was done, or the day was moved, only later.
    LateAct,
}

/// The best evidence that nothing had been done by `asked`, for a duty whose last day in time is `due`.
pub(crate) struct Search<'a> {
    pub asked: Day,
    pub due: When,
    pub statements: Vec<&'a Fact>,
    pub complete_lists: Vec<&'a Fact>,
    pub late_acts: Vec<(&'a Fact, When)>,
}

impl<'a> Search<'a> {
    pub fn best(&self) -> Option<Evidence<'a>> {
        let said = |facts: &[&'a Fact], manner| facts.iter().filter_map(|f| self.statement(f, manner)).collect::<Vec<_>>();
        let mut found = said(&self.statements, Manner::Statement);
        found.extend(said(&self.complete_lists, Manner::CompleteList));
        found.extend(self.late_acts.iter().filter_map(|(f, when)| self.late_act(f, *when)));
        found.into_iter().max_by(|a, b| (a.confirmed, &b.fact.id).cmp(&(b.confirmed, &a.fact.id)))
    }

    /// A statement proves every day from the due day to its own day; if that is imprecise, to the first day it could mean.
    /// Made on or before the due day, it says nothing.
    fn statement(&self, fact: &'a Fact, manner: Manner) -> Option<Evidence<'a>> {
        let said_on = fact.on?.first;
        (said_on > self.due.last).then(|| Evidence { fact, manner, confirmed: said_on.min(self.asked) })
    }

    /// What was done only later had not been done on any day between.
    fn late_act(&self, fact: &'a Fact, done: When) -> Option<Evidence<'a>> {
        (done.first > self.asked).then_some(Evidence { fact, manner: Manner::LateAct, confirmed: self.asked })
    }
}

/// Whether evidence for `confirmed` still speaks on the day asked, within its age.
pub(crate) fn still_speaks(confirmed: Day, age: &Length, asked: Day) -> bool {
    asked <= age.after(confirmed)
}
