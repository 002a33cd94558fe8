use crate::RuleId;
use crate::block::Block;
use facts::{Kind, Say};

/// A continuing duty without a day: something to do, or to go on doing. Beside the kinds it names, it reads what is said about the
/// rule itself: `measure-shown`, `measure-underway`, `measure-missing`.
///
/// | key | meaning |
/// | --- | --- |
/// | `bound-if` | the kinds of fact that show there is something to do; without this key every State Party is bound |
/// | `unless` | the kinds of fact that say there is nothing to do |
/// | `over-by` | the kinds of fact that end the need, from their own day on |
/// | `shown-by` | the kinds of fact that show it is done |
/// | `underway-by` | the kinds of fact that show it is begun, or done in part |
/// | `missing-by` | the kinds of fact that say it was not there on a day |
/// | `lasts` | what was once shown stays shown, whatever the age of the evidence |
/// | `conditional` | owed only by who is in a position to do so: what is done is shown, nothing is ever said to be missing |
/// | `yearly` | answered year by year: one row for each calendar year on record |
#[derive(Clone, Debug)]
pub struct Conduct {
    /// What shows that there is something to do.
    pub bound_if: Vec<Kind>,
    /// What says that there is nothing to do.
    pub unless: Vec<Kind>,
    /// What ends the need, from its own day on.
    pub over_by: Vec<Kind>,
    /// What shows that it is done.
    pub shown_by: Vec<Kind>,
    /// What shows that it is begun.
    pub underway_by: Vec<Kind>,
    /// What says that it was not there.
    pub missing_by: Vec<Kind>,
    /// What is said about this very rule: shown, under way, missing.
    pub said: [Option<Kind>; 3],
    /// What was once shown stays shown.
    pub lasts: bool,
    /// Nothing is ever said to be missing.
    pub conditional: bool,
    /// One row a year.
    pub yearly: bool,
}

impl Conduct {
    pub(crate) fn read(block: &mut Block<'_>) -> Self {
        Conduct {
            bound_if: block.kinds("bound-if"),
            unless: block.kinds("unless"),
            over_by: block.kinds("over-by"),
            shown_by: block.kinds("shown-by"),
            underway_by: block.kinds("underway-by"),
            missing_by: block.kinds("missing-by"),
            said: ["measure-shown", "measure-underway", "measure-missing"].map(|name| block.kind_if_known(name)),
            lasts: block.flag("lasts"),
            conditional: block.flag("conditional"),
            yearly: block.flag("yearly"),
        }
    }

    pub(crate) fn kinds(&self) -> Vec<Kind> {
        let named = [&self.bound_if, &self.unless, &self.over_by, &self.shown_by, &self.underway_by, &self.missing_by];
        named.into_iter().flatten().copied().chain(self.said.into_iter().flatten()).collect()
    }

    pub(crate) fn read_back(&self, id: &RuleId) -> Say {
        let bound = match (self.conditional, self.bound_if.is_empty()) {
            (true, _) => Say::new("rule-conduct-conditional"),
            (false, true) => Say::new("rule-deadline-binds-all"),
            (false, false) => Say::new("rule-deadline-binds-if").with("kinds", self.bound_if.clone()),
        };
        let over = match self.over_by.is_empty() {
            true => Say::new("rule-nothing-more"),
            false => Say::new("rule-conduct-over").with("kinds", self.over_by.clone()),
        };
        let shown: Vec<Kind> = self.shown_by.iter().copied().chain(self.said.into_iter().flatten().take(1)).collect();
        let speaks = Say::new(match (self.yearly, self.lasts) {
            (true, _) => "rule-conduct-yearly",
            (false, true) => "rule-conduct-lasts",
            (false, false) => "rule-conduct-fades",
        });
        Say::new("rule-conduct")
            .with("bound", bound)
            .with("over", over)
            .with("shown", shown)
            .with("rule", id.0.clone())
            .with("speaks", speaks)
    }
}
