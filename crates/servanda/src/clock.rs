//! The only clock.

/// Today, by the universal clock: every reader of the world gets the same day.
#[expect(clippy::disallowed_methods, reason = "the one place where Servanda asks what day it is")]
pub fn today() -> facts::Day {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}
