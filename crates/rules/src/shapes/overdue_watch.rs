use crate::block::Block;
use crate::{Rule, RuleId};
use facts::Say;

/// A warning: a named duty is overdue, on evidence.
///
/// | key | meaning |
/// | --- | --- |
/// | `watches` | the duty |
#[derive(Clone, Debug)]
pub struct OverdueWatch {
    /// The duty.
    pub watches: RuleId,
}

impl OverdueWatch {
    pub(crate) fn read(block: &mut Block<'_>) -> Self {
        OverdueWatch { watches: block.required_rule("watches") }
    }

    pub(crate) fn read_back(&self, _rule: &Rule) -> Say {
        Say::new("rule-overdue-watch").with("duty", self.watches.0.clone())
    }
}
