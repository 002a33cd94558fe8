use crate::block::Block;
use facts::{Kind, Length, Say};

/// How a deadline can be moved: asked for by the State, decided by a Meeting. What a Meeting granted is kept as granted.
///
/// | key | meaning |
/// | --- | --- |
/// | `requested-by` | the kinds of fact that show that more time was asked for |
/// | `granted-by` | the kind of fact: a Meeting moved the day |
/// | `refused-by` | the kind of fact: a Meeting refused |
/// | `named-by` | the kind of fact: a source names a later day without the decision behind it |
/// | `at-most` | the longest single extension the text allows |
/// | `asked-before` | how long before the Meeting a request is to be submitted; without this key no request is ever late |
#[derive(Clone, Debug)]
pub struct Extension {
    /// What shows that more time was asked for.
    pub requested_by: Vec<Kind>,
    /// A Meeting moved the day.
    pub granted_by: Vec<Kind>,
    /// A Meeting refused.
    pub refused_by: Vec<Kind>,
    /// A source names a later day without the decision behind it.
    pub named_by: Vec<Kind>,
    /// The longest single extension the text allows.
    pub at_most: Length,
    /// How long before the Meeting a request is to be submitted; none where the text sets no time for it.
    pub asked_before: Option<Length>,
}

impl Extension {
    pub(crate) fn read(block: &mut Block<'_>) -> Self {
        Extension {
            requested_by: block.required_kinds("requested-by"),
            granted_by: block.required_kinds("granted-by"),
            refused_by: block.kinds("refused-by"),
            named_by: block.kinds("named-by"),
            at_most: block.length("at-most", true),
            asked_before: block.has("asked-before").then(|| block.length("asked-before", true)),
        }
    }

    pub(crate) fn kinds(&self) -> Vec<Kind> {
        [&self.requested_by, &self.granted_by, &self.refused_by, &self.named_by].into_iter().flatten().copied().collect()
    }

    pub(crate) fn read_back(&self) -> Say {
        let asked = match self.asked_before {
            Some(notice) => Say::new("rule-extension-asked-before").with("notice", notice),
            None => Say::new("rule-extension-asked-any-time"),
        };
        Say::new("rule-extension").with("most", self.at_most).with("asked", asked)
    }
}
