use crate::block::Block;
use facts::{Kind, Say};

/// A warning: something is kept and, for so many years running, none of it was used.
///
/// | key | meaning |
/// | --- | --- |
/// | `retained-as` | the kind of fact that gives what is kept |
/// | `unused-by` | the kind of fact that says that none was used |
/// | `consecutive-years` | how many years running |
#[derive(Clone, Debug)]
pub struct RetainedMinimum {
    /// What is kept.
    pub retained_as: Vec<Kind>,
    /// None was used.
    pub unused_by: Vec<Kind>,
    /// How many years running.
    pub consecutive_years: i16,
}

impl RetainedMinimum {
    pub(crate) fn read(block: &mut Block<'_>) -> Self {
        RetainedMinimum {
            retained_as: block.required_kinds("retained-as"),
            unused_by: block.kinds("unused-by"),
            consecutive_years: i16::try_from(block.required_number("consecutive-years")).unwrap_or(2),
        }
    }

    pub(crate) fn read_back(&self) -> Say {
        Say::new("rule-retained-minimum").with("years", self.consecutive_years)
    }
}
