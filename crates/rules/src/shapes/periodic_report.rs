use crate::RuleId;
use crate::block::Block;
use facts::{Kind, Say};

/// A report due on the same day every year, covering the calendar year before.
///
/// | key | meaning |
/// | --- | --- |
/// | `after` | the rule of the first report; the year in which that report fell due is the first year covered |
/// | `due` | the last day, month and day |
/// | `received-by` | the kinds of fact that show that the report for a year came |
/// | `missing-by` | the kinds of fact that say that it had not come on a day |
/// | `first` | the reading that says which year is covered first |
#[derive(Clone, Debug)]
pub struct PeriodicReport {
    /// The rule of the first report.
    pub after: RuleId,
    /// The last day of every year: month and day.
    pub due: (i8, i8),
    /// What shows that the report for a year came.
    pub received_by: Vec<Kind>,
    /// What says that it had not come on a day.
    pub missing_by: Vec<Kind>,
    /// The reading that says which year is covered first.
    pub first: Option<String>,
}

impl PeriodicReport {
    pub(crate) fn read(block: &mut Block<'_>) -> Self {
        PeriodicReport {
            after: block.required_rule("after"),
            due: block.month_day("due"),
            received_by: block.required_kinds("received-by"),
            missing_by: block.kinds("missing-by"),
            first: block.text("first"),
        }
    }

    /// The last day on which the report covering that year is in time.
    pub fn due_for(&self, covered: i16) -> facts::Day {
        let (month, day) = self.due;
        facts::Day::new(covered.saturating_add(1), month, day).unwrap_or(facts::When::OPEN)
    }

    pub(crate) fn read_back(&self) -> Say {
        let (month, day) = self.due;
        let first = match &self.first {
            Some(reading) => Say::new("rule-periodic-first-by-reading").with("reading", reading.clone()),
            None => Say::new("rule-periodic-first"),
        };
        Say::new("rule-periodic")
            .with("when", Say::new("day-of-year").with("month", i64::from(month)).with("day", i64::from(day)))
            .with("after", self.after.0.clone())
            .with("first", first)
    }
}
