use crate::RuleId;
use crate::block::Block;
use facts::{Kind, Say};

/// A warning: a source says that something is there which the State has not spoken about.
///
/// | key | meaning |
/// | --- | --- |
/// | `watches` | the duty that would follow |
/// | `seen-as` | the kinds of fact by which a source says so |
/// | `answered-by` | the kinds of fact that answer it: said by the State at any time, or by others on that day or later |
#[derive(Clone, Debug)]
pub struct Undeclared {
    /// The duty that would follow.
    pub watches: RuleId,
    /// What a source says.
    pub seen_as: Vec<Kind>,
    /// What answers it.
    pub answered_by: Vec<Kind>,
}

impl Undeclared {
    pub(crate) fn read(block: &mut Block<'_>) -> Self {
        Undeclared {
            watches: block.required_rule("watches"),
            seen_as: block.required_kinds("seen-as"),
            answered_by: block.required_kinds("answered-by"),
        }
    }

    pub(crate) fn kinds(&self) -> Vec<Kind> {
        [self.seen_as.as_slice(), &self.answered_by].concat()
    }

    pub(crate) fn read_back(&self) -> Say {
        Say::new("rule-undeclared")
            .with("seen", self.seen_as.clone())
            .with("answers", self.answered_by.clone())
            .with("duty", self.watches.0.clone())
    }
}
