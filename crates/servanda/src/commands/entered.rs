//! What was entered, told in one line: the entries, and the findings for today that it changed.

use findings::{Change, Finding};
use std::ops::RangeInclusive;

/// How many changed findings are named.
const NAMED: usize = 3;

/// `entry 2063`, or `8 entries, 2063 to 2070`.
pub fn entries(entries: &RangeInclusive<u32>) -> String {
    let (first, last) = (entries.start(), entries.end());
    if first == last { format!("entry {last}") } else { format!("{} entries, {first} to {last}", last - first + 1) }
}

/// `1 fact is new: entry 2063`, or `8 facts are new: entries 2063 to 2070`, where `new` is what they are, or would be.
pub fn facts(many: usize, entries: &RangeInclusive<u32>, new: [&str; 2]) -> String {
    let (first, last, [is_new, are_new]) = (entries.start(), entries.end(), new);
    match many {
        1 => format!("1 fact {is_new}: entry {last}"),
        _ => format!("{many} facts {are_new}: entries {first} to {last}"),
    }
}

/// `1 finding changed (NER ccm.3.2 running -> overdue)`, where `done` is `changed`.
pub fn changes(changes: &[Change], done: &str) -> String {
    let how_many = match changes.len() {
        0 => return format!("no finding {done}"),
        1 => "1 finding".to_owned(),
        n => format!("{n} findings"),
    };
    let mut named: Vec<String> = changes.iter().take(NAMED).filter_map(change).collect();
    named.extend(changes.len().checked_sub(NAMED).filter(|n| *n > 0).map(|n| format!("and {n} more")));
    format!("{how_many} {done} ({})", named.join(", "))
}

/// The State, the rule, the year or the duty it is about, and what it was and is: the standing, or else the day.
fn change(change: &Change) -> Option<String> {
    let finding = change.finding()?;
    let period = finding.period.map(|year| format!(" {year}")).unwrap_or_default();
    let about = finding.about.iter().map(|about| format!(" {about}")).collect::<String>();
    let end = |finding: &Option<Finding>| match (finding, change.is_of_standing()) {
        (None, _) => "no row".to_owned(),
        (Some(finding), true) => finding.standing.to_string(),
        (Some(finding), false) if change.is_of_reading() => {
            if finding.contested { "contested" } else { "not contested" }.to_owned()
        }
        (Some(finding), false) => finding.due.map_or_else(|| "no day".to_owned(), |due| format!("due {due}")),
    };
    Some(format!("{} {}{about}{period} {} -> {}", finding.state, finding.rule, end(&change.before), end(&change.after)))
}
