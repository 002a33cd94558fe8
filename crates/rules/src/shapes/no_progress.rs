use crate::RuleId;
use crate::block::Block;
use facts::{Kind, Say};

/// A warning while a duty is open: for so many years running nothing was heard, or nothing was done, or one and the other.
///
/// | key | meaning |
/// | --- | --- |
/// | `progress` | for each duty watched, the kinds of fact that are progress; a figure of zero is a statement that there was none |
/// | `reports` | the rule of the yearly reports: only evidence that a year's report did not come makes that year silent |
/// | `signs` | what the years must show: `silence`, `reported-none`, `both` |
/// | `consecutive-years` | how many years running |
#[derive(Clone, Debug)]
pub struct NoProgress {
    /// For each duty watched, the kinds of fact that are progress.
    pub progress: Vec<(RuleId, Vec<Kind>)>,
    /// The rule of the yearly reports.
    pub reports: RuleId,
    /// What the years must show.
    pub signs: Signs,
    /// How many years running.
    pub consecutive_years: i16,
}

/// What the years must show for a warning.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Signs {
    /// No report came, by evidence.
    Silence,
    /// A report or source says that nothing was done.
    ReportedNone,
    /// At least one year of each.
    Both,
}

impl NoProgress {
    pub(crate) fn read(block: &mut Block<'_>) -> Self {
        let signs = match block.word("signs", &["silence", "reported-none", "both"]).as_str() {
            "reported-none" => Signs::ReportedNone,
            "both" => Signs::Both,
            _ => Signs::Silence,
        };
        NoProgress {
            progress: block.kinds_by_rule("progress"),
            reports: block.required_rule("reports"),
            signs,
            consecutive_years: i16::try_from(block.required_number("consecutive-years")).unwrap_or(2),
        }
    }

    pub(crate) fn read_back(&self) -> Say {
        let key = match self.signs {
            Signs::Silence => "rule-no-progress-silence",
            Signs::ReportedNone => "rule-no-progress-none",
            Signs::Both => "rule-no-progress-both",
        };
        let duties: Vec<&str> = self.progress.iter().map(|(r, _)| r.0.as_str()).collect();
        Say::new(key)
            .with("years", self.consecutive_years)
            .with("duties", duties.join(", "))
            .with("reports", self.reports.0.clone())
    }
}
