use crate::RuleId;
use crate::block::Block;
use facts::{Day, Kind, Length, Say};

/// A step with a clock that an event starts: one row for each event, told apart by what the facts are `about`. The last day
/// itself is in time.
///
/// | key | meaning |
/// | --- | --- |
/// | `starts` | the kinds of fact that start the clock |
/// | `waits-for` | the kinds of fact that announce a clock whose start is not established yet |
/// | `within` | how long there is; or |
/// | `at-next` | `"meeting"`: the day on which the next Meeting of States Parties or Review Conference closes; `"meeting-of-states-parties"`: a Review Conference does not count |
/// | `from` | only events from this day on: a commitment made later says nothing of what came before it |
/// | `fulfilled-by` | the kinds of fact, about the same event, that show it is done |
/// | `missing-by` | the kinds of fact, about the same event, that say it was not done on a day |
/// | `extended-by` | the rule by which the day can be moved, for facts about this rule and the event (`ccm.4.1.b/syr-2012`) |
/// | `about-else` | the name of the event where a fact that starts the clock names none |
/// | `after-entry` | only events after the treaty entered into force for the State |
#[derive(Clone, Debug)]
pub struct Step {
    /// What starts the clock.
    pub starts: Vec<Kind>,
    /// What announces a clock whose start is not established yet.
    pub waits_for: Vec<Kind>,
    /// By when.
    pub falls_due: FallsDue,
    /// What shows that it is done.
    pub fulfilled_by: Vec<Kind>,
    /// What says that it was not done on a day.
    pub missing_by: Vec<Kind>,
    /// The rule by which the day can be moved.
    pub extended_by: Option<RuleId>,
    /// The name of the event where the fact names none.
    pub about_else: Option<String>,
    /// Only events after entry into force for the State.
    pub after_entry: bool,
    /// Only events from this day on.
    pub from: Option<Day>,
}

/// By when a step is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FallsDue {
    /// So long after the event.
    Within(Length),
    /// On the closing day of the next Meeting of States Parties or Review Conference.
    NextMeeting,
    /// On the closing day of the next Meeting of States Parties.
    NextMeetingOfStatesParties,
}

impl Step {
    pub(crate) fn read(block: &mut Block<'_>) -> Self {
        let falls_due = if block.has("at-next") {
            match block.word("at-next", &["meeting", "meeting-of-states-parties"]).as_str() {
                "meeting-of-states-parties" => FallsDue::NextMeetingOfStatesParties,
                _ => FallsDue::NextMeeting,
            }
        } else {
            // An event can fall on any day of the calendar.
            FallsDue::Within(block.length("within", true))
        };
        Step {
            starts: block.required_kinds("starts"),
            waits_for: block.kinds("waits-for"),
            falls_due,
            fulfilled_by: block.required_kinds("fulfilled-by"),
            missing_by: block.kinds("missing-by"),
            extended_by: block.rule("extended-by"),
            about_else: block.text("about-else"),
            after_entry: block.flag("after-entry"),
            from: block.day("from"),
        }
    }

    pub(crate) fn kinds(&self) -> Vec<Kind> {
        [&self.starts, &self.waits_for, &self.fulfilled_by, &self.missing_by].into_iter().flatten().copied().collect()
    }

    pub(crate) fn read_back(&self) -> Say {
        let due = match self.falls_due {
            FallsDue::Within(length) => Say::new("rule-step-within").with("within", length),
            FallsDue::NextMeeting => Say::new("rule-step-next-meeting"),
            FallsDue::NextMeetingOfStatesParties => Say::new("rule-step-next-msp"),
        };
        let waits = match self.waits_for.is_empty() {
            true => Say::new("rule-step-each"),
            false => Say::new("rule-step-waits").with("kinds", self.waits_for.clone()),
        };
        Say::new("rule-step")
            .with("starts", self.starts.clone())
            .with("due", due)
            .with("fulfilled", self.fulfilled_by.clone())
            .with("waits", waits)
            .with("from", self.from.map_or(Say::new("rule-nothing-more"), |day| Say::new("rule-step-from").with("from", day)))
    }
}
