use crate::RuleId;
use crate::block::Block;
use facts::{Kind, Say};

/// A warning while a duty is open and its day lies ahead: at the pace of the last reported years, what was left when it was last
/// reported is not done by that day.
///
/// | key | meaning |
/// | --- | --- |
/// | `remaining` | for each duty watched, the kinds of fact that say how much was left on a day or at the end of a year |
/// | `progress` | for each duty, the kinds of fact that are parts of what was done in a year: they are added up |
/// | `progress-in-all` | for each duty, the kinds of fact that give one figure for all that was done in a year: used before the parts |
/// | `years` | the pace is the median of so many reported years |
#[derive(Clone, Debug)]
pub struct Pace {
    /// For each duty watched, what says how much was left.
    pub remaining: Vec<(RuleId, Vec<Kind>)>,
    /// For each duty, the parts of what was done in a year.
    pub progress: Vec<(RuleId, Vec<Kind>)>,
    /// For each duty, what gives one figure for all that was done in a year.
    pub progress_in_all: Vec<(RuleId, Vec<Kind>)>,
    /// How many reported years the pace is taken from.
    pub years: usize,
}

impl Pace {
    pub(crate) fn read(block: &mut Block<'_>) -> Self {
        Pace {
            remaining: block.kinds_by_rule("remaining"),
            progress: block.kinds_by_rule("progress"),
            progress_in_all: if block.has("progress-in-all") { block.kinds_by_rule("progress-in-all") } else { Vec::new() },
            years: usize::try_from(block.required_number("years")).unwrap_or(3).max(1),
        }
    }

    /// What is progress for a duty: its parts, and what gives them in one figure.
    pub fn of<'a>(kinds: &'a [(RuleId, Vec<Kind>)], duty: &RuleId) -> &'a [Kind] {
        kinds.iter().find(|(id, _)| id == duty).map_or(&[], |(_, kinds)| kinds)
    }

    pub(crate) fn kinds(&self) -> Vec<Kind> {
        [&self.remaining, &self.progress, &self.progress_in_all]
            .into_iter()
            .flatten()
            .flat_map(|(_, kinds)| kinds)
            .copied()
            .collect()
    }

    pub(crate) fn read_back(&self) -> Say {
        let duties: Vec<&str> = self.remaining.iter().map(|(r, _)| r.0.as_str()).collect();
        let years = i64::try_from(self.years).unwrap_or(i64::MAX);
        Say::new("rule-pace").with("duties", duties.join(", ")).with("years", years)
    }
}
