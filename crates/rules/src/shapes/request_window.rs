use crate::RuleId;
use crate::block::Block;
use facts::{Length, Say};

/// A warning while a duty is open and its day lies ahead: the last day in time for a request for more time is near, or has passed,
/// and no request is on record.
///
/// | key | meaning |
/// | --- | --- |
/// | `watches` | the duties, each with a rule by which its day can be moved |
/// | `from` | how long before the last day in time the warning begins |
/// | `meets-every` | how often the States Parties meet: a deadline with no meeting on record in so long a time before it has one that is not on record yet |
#[derive(Clone, Debug)]
pub struct RequestWindow {
    /// The duties.
    pub watches: Vec<RuleId>,
    /// How long before the last day in time the warning begins.
    pub from: Length,
    /// How often the States Parties meet.
    pub meets_every: Length,
}

impl RequestWindow {
    pub(crate) fn read(block: &mut Block<'_>) -> Self {
        RequestWindow {
            watches: block.required_rules("watches"),
            from: block.length("from", true),
            meets_every: block.length("meets-every", true),
        }
    }

    pub(crate) fn read_back(&self) -> Say {
        let duties: Vec<&str> = self.watches.iter().map(|r| r.0.as_str()).collect();
        Say::new("rule-request-window").with("duties", duties.join(", ")).with("from", self.from).with("every", self.meets_every)
    }
}
