use crate::RuleId;
use crate::block::Block;
use facts::{Kind, Length, Say};

/// A result due by a day, once for each State. The day itself is in time.
///
/// | key | meaning |
/// | --- | --- |
/// | `starts` | what the clock starts from: `entry-into-force` |
/// | `within` | how long there is |
/// | `bound-if` | the kinds of fact that show there is something to do; without this key every State Party is bound |
/// | `unless` | the kinds of fact that say there is nothing to do |
/// | `fulfilled-by` | the kinds of fact that show it is done |
/// | `missing-by` | the kinds of fact that say it was not done on a day |
/// | `extended-by` | the rule by which the day can be moved |
/// | `reopened-by` | the kinds of fact that open the duty again after it was done |
#[derive(Clone, Debug)]
pub struct Deadline {
    /// How long there is, from entry into force for the State.
    pub within: Length,
    /// What shows that there is something to do.
    pub bound_if: Vec<Kind>,
    /// What says that there is nothing to do.
    pub unless: Vec<Kind>,
    /// What shows that it is done.
    pub fulfilled_by: Vec<Kind>,
    /// What says that it was not done on a day.
    pub missing_by: Vec<Kind>,
    /// The rule by which the day can be moved.
    pub extended_by: Option<RuleId>,
    /// What opens the duty again.
    pub reopened_by: Vec<Kind>,
}

impl Deadline {
    pub(crate) fn read(block: &mut Block<'_>) -> Self {
        block.word("starts", &["entry-into-force"]);
        Deadline {
            // Entry into force falls on the first of a month, so that years and months from it are never ambiguous.
            within: block.length("within", false),
            bound_if: block.kinds("bound-if"),
            unless: block.kinds("unless"),
            fulfilled_by: block.required_kinds("fulfilled-by"),
            missing_by: block.kinds("missing-by"),
            extended_by: block.rule("extended-by"),
            reopened_by: block.kinds("reopened-by"),
        }
    }

    pub(crate) fn kinds(&self) -> Vec<Kind> {
        [&self.bound_if, &self.unless, &self.fulfilled_by, &self.missing_by, &self.reopened_by]
            .into_iter()
            .flatten()
            .copied()
            .collect()
    }

    pub(crate) fn read_back(&self) -> Say {
        let bound = match self.bound_if.is_empty() {
            true => Say::new("rule-deadline-binds-all"),
            false => Say::new("rule-deadline-binds-if").with("kinds", self.bound_if.clone()),
        };
        let extended = match &self.extended_by {
            None => Say::new("rule-deadline-fixed"),
            Some(rule) => Say::new("rule-deadline-extended").with("rule", rule.0.clone()),
        };
        Say::new("rule-deadline")
            .with("within", self.within)
            .with("bound", bound)
            .with("extended", extended)
            .with("fulfilled", self.fulfilled_by.clone())
    }
}
