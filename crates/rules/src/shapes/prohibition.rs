use crate::block::Block;
use facts::{Kind, Say};

/// What is never allowed. It has no day, and nothing on record fulfils it or ends it; what is reported, alleged or denied is
/// shown beside it and judged by people.
///
/// | key | meaning |
/// | --- | --- |
/// | `recorded-as` | the kinds of fact shown beside it |
/// | `provisional` | it binds a State that applies the treaty provisionally, too |
#[derive(Clone, Debug)]
pub struct Prohibition {
    /// What is shown beside it.
    pub recorded_as: Vec<Kind>,
    /// Whether it binds a State that applies the treaty provisionally.
    pub provisional: bool,
}

impl Prohibition {
    pub(crate) fn read(block: &mut Block<'_>) -> Self {
        Prohibition { recorded_as: block.kinds("recorded-as"), provisional: block.flag("provisional") }
    }

    pub(crate) fn read_back(&self) -> Say {
        let beside = match self.recorded_as.is_empty() {
            true => Say::new("rule-prohibition-nothing-beside"),
            false => Say::new("rule-prohibition-beside").with("kinds", self.recorded_as.clone()),
        };
        let from = Say::new(if self.provisional { "rule-prohibition-provisional" } else { "rule-prohibition-party" });
        Say::new("rule-prohibition").with("from", from).with("beside", beside)
    }
}
