use crate::{Table, Voice};
use facts::{Arg, Day};
use findings::CalendarDay;
use icalendar::{Calendar, Component, Event};
use serde::Serialize;

/// `calendar --format json`.
#[derive(Serialize, Debug)]
pub struct CalendarAnswer {
    days: Vec<DayView>,
}

#[derive(Serialize, Debug)]
struct DayView {
    day: String,
    state: Option<String>,
    rule: Option<String>,
    what: String,
}

impl CalendarAnswer {
    /// Puts the answer together.
    pub fn new(days: &[CalendarDay], voice: &Voice<'_>) -> Self {
        let view = |day: &CalendarDay| DayView {
            day: day.day.to_string(),
            state: day.state.map(|s| s.to_string()),
            rule: day.rule.as_ref().map(|r| r.to_string()),
            what: voice.say(&day.what),
        };
        CalendarAnswer { days: days.iter().map(view).collect() }
    }
}

/// The days as a table.
pub fn calendar_table(days: &[CalendarDay], voice: &Voice<'_>) -> Table {
    let mut table = Table::new(&["day", "state", "rule", "what"]);
    for day in CalendarAnswer::new(days, voice).days {
        table.push(vec![day.day, day.state.unwrap_or_default(), day.rule.unwrap_or_default(), day.what]);
    }
    table
}

/// The days as an iCalendar file (RFC 5545): one all-day event each. `stamp` is the day of the answer; a month or a year is
/// entered on its last day, and says so.
pub fn ics(days: &[CalendarDay], voice: &Voice<'_>, stamp: Day) -> String {
    let mut calendar = Calendar::new();
    calendar.name(&voice.t("calendar-title"));
    for day in days {
        let what = voice.say(&day.what);
        let who = day.state.map(|s| voice.state(s)).unwrap_or_default();
        let told = if who.is_empty() { what } else { format!("{who}: {what}") };
        let summary = if day.day.is_exact() {
            told
        } else {
            voice.with("calendar-by", &[("what", Arg::Text(told)), ("when", Arg::When(day.day))])
        };
        let date = |d: Day| d.strftime("%Y%m%d").to_string();
        let state = day.state.map(|s| s.slug()).unwrap_or_default();
        let rule = day.rule.as_ref().map(|r| r.0.clone()).unwrap_or_default();
        let mut event = Event::new();
        event
            .uid(&format!("{}-{rule}-{state}-{}@servanda", day.day.last, summary.len()))
            .add_property("DTSTAMP", format!("{}T000000Z", date(stamp)))
            .append_property(icalendar::Property::new("DTSTART", date(day.day.last)).add_parameter("VALUE", "DATE").done())
            .summary(&summary);
        calendar.push(event.done());
    }
    calendar.done().to_string()
}
