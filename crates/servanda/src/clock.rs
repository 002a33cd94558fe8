//! The only clock.

/// Today, by the universal clock: every reader of the world gets the same day.
#[expect(clippy::disallowed_methods, reason = "the one place where Servanda asks what day it is")]
pub fn today() -> facts::Day {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// Seconds since 1970.
#[expect(clippy::disallowed_methods, reason = "the one place where Servanda asks what time it is")]
pub fn now() -> u64 {
    u64::try_from(jiff::Timestamp::now().as_second()).unwrap_or(0)
}
