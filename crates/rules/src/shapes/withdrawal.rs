use crate::block::Block;
use facts::{Kind, Length, Say};

/// From when the treaty no longer binds a State that withdraws.
///
/// | key | meaning |
/// | --- | --- |
/// | `received-by` | the kind of fact: the depositary received the notice |
/// | `after` | how long after receipt it takes effect |
#[derive(Clone, Debug)]
pub struct Withdrawal {
    /// The depositary received the notice.
    pub received_by: Vec<Kind>,
    /// How long after receipt the withdrawal takes effect.
    pub after: Length,
}

impl Withdrawal {
    pub(crate) fn read(block: &mut Block<'_>) -> Self {
        Withdrawal { received_by: block.required_kinds("received-by"), after: block.length("after", true) }
    }

    pub(crate) fn read_back(&self) -> Say {
        Say::new("rule-withdrawal").with("after", self.after)
    }
}
