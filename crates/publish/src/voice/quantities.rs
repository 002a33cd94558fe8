//! Moments, ages, sizes and counts, as a language writes them.

use super::Voice;
use facts::Arg;
use jiff::{Timestamp, tz::TimeZone};

/// The units in which an age is told, the largest first: seconds in each, and its sentence.
const AGES: [(u64, &str); 3] = [(86_400, "ago-days"), (3_600, "ago-hours"), (60, "ago-minutes")];

impl Voice<'_> {
    /// A sentence about a number: `n` is the number as it is written, `count` the one by which the words are chosen.
    pub fn counted(&self, key: &str, number: u64) -> String {
        self.with(key, &self.count("n", "count", number))
    }

    /// A number for a sentence, twice: as it is written, and as that by which the words are chosen.
    pub fn count(&self, written: &'static str, chosen: &'static str, number: u64) -> [(&'static str, Arg); 2] {
        let text = self.number(number as f64);
        [(written, Arg::Text(text)), (chosen, Arg::Number(i64::try_from(number).unwrap_or(i64::MAX)))]
    }

    /// A moment, given in seconds since 1970: `22 Nov 2026, 11:43 UTC`.
    pub fn moment(&self, second: u64) -> String {
        let Some(moment) = i64::try_from(second).ok().and_then(|s| Timestamp::from_second(s).ok()) else { return String::new() };
        let moment = moment.to_zoned(TimeZone::UTC);
        let time = format!("{:02}:{:02}", moment.hour(), moment.minute());
        self.with("moment", &[("day", moment.date().into()), ("time", Arg::Text(time))])
    }

    /// How long ago something was, in the largest unit: `12 minutes ago`.
    pub fn ago(&self, seconds: u64) -> String {
        let unit = AGES.into_iter().find(|(unit, _)| seconds >= *unit);
        unit.map_or_else(|| self.t("ago-moment"), |(unit, key)| self.counted(key, seconds / unit))
    }

    /// How large a file is: `840 bytes`, `48 kB`, `1.5 MB`.
    pub fn size(&self, bytes: u64) -> String {
        match bytes {
            0..1_000 => self.counted("size-bytes", bytes),
            1_000..1_000_000 => self.counted("size-kilobytes", (bytes + 500) / 1_000),
            _ => self.t1("size-megabytes", "n", self.number((bytes as f64 / 100_000.0).round() / 10.0)),
        }
    }
}
