use crate::RuleId;
use crate::block::Block;
use facts::{Kind, Say};

/// From when the treaty binds: the first day of the so-many-th month after a consent, and for the first States together,
/// after the consent that reaches the threshold.
///
/// | key | meaning |
/// | --- | --- |
/// | `after` | the rule by which States consent |
/// | `threshold` | the number of consents that brings the treaty into force |
/// | `months` | the day is the first of the month that comes so many months after the month of deposit |
/// | `stated-by` | the kind of fact by which a source prints the day; it replaces the computed day only when the depositary says it |
#[derive(Clone, Debug)]
pub struct EntryIntoForce {
    /// The rule by which States consent.
    pub after: RuleId,
    /// The number of consents that brings the treaty into force.
    pub threshold: usize,
    /// Months from the month of deposit to the month of entry into force.
    pub months: i32,
    /// The kind of fact by which a source prints the day.
    pub stated_by: Vec<Kind>,
}

impl EntryIntoForce {
    pub(crate) fn read(block: &mut Block<'_>) -> Self {
        EntryIntoForce {
            after: block.required_rule("after"),
            threshold: usize::try_from(block.required_number("threshold")).unwrap_or(usize::MAX),
            months: i32::try_from(block.required_number("months")).unwrap_or(0),
            stated_by: block.kinds("stated-by"),
        }
    }

    pub(crate) fn read_back(&self) -> Say {
        let threshold = i64::try_from(self.threshold).unwrap_or(i64::MAX);
        Say::new("rule-entry-into-force").with("threshold", threshold).with("months", self.months)
    }
}
