use crate::{Truth, Value};
use facts::Say;

/// A place in the Convention on Cluster Munitions, as it is written after the word Article: `2(2)(c)(iv)`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Cite(pub &'static str);

impl Cite {
    /// The place as it is written after the word Article.
    pub fn place(&self) -> &'static str {
        self.0
    }

    /// The article it belongs to: `2`.
    pub fn article(&self) -> &'static str {
        self.0.split('(').next().unwrap_or(self.0)
    }
}

/// One step of a weighing: what was asked, what the answer is, what it rests on, and what follows.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// Its number on the ladder: `4`, `5(c)(iv)`.
    pub number: &'static str,
    /// Where the treaty asks it.
    pub cites: Vec<Cite>,
    /// The question.
    pub asked: Say,
    /// The answer.
    pub answer: Truth,
    /// The fields of the case on which the answer rests.
    pub rests_on: Vec<Given>,
    /// What follows from the answer.
    pub follows: Say,
}

/// A field of the case, and what the case says there.
#[derive(Clone, PartialEq, Debug)]
pub struct Given {
    /// The field's key.
    pub field: &'static str,
    /// What is said; none where the case is silent.
    pub value: Option<Value>,
}

/// Something on which the conclusion hangs and which the case does not say.
#[derive(Clone, PartialEq, Debug)]
pub struct Unproven {
    /// Where the treaty asks it.
    pub cites: Cite,
    /// What would have to be shown.
    pub says: Say,
    /// The field of the case that would say it.
    pub field: &'static str,
}

/// An open question of law that matters for this case: what follows by the one reading and by the other.
#[derive(Clone, PartialEq, Debug)]
pub struct Compared {
    /// Its name among the readings: `AMB-13`.
    pub id: &'static str,
    /// The provision in question.
    pub cites: Vec<Cite>,
    /// The readings.
    pub sides: [Side; 2],
}

/// One reading and where it leads.
#[derive(Clone, PartialEq, Debug)]
pub struct Side {
    /// The reading, in a sentence.
    pub says: Say,
    /// The word of the outcome by this reading; none where the reading touches no outcome of this test.
    pub outcome: Option<&'static str>,
    /// Whether this test uses it.
    pub used: bool,
}
