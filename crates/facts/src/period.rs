use crate::{Day, DayKey, Span, When};
use jiff::ToSpan;
use std::fmt;

/// A length of time in a rule: whole years, months or days.
///
/// Years and months can land on a day that does not exist (29 February plus a year). Then the book must have said where
/// such a day goes; a length without that word is only used where the start cannot be such a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Length {
    /// Whole years.
    pub years: i32,
    /// Whole months.
    pub months: i32,
    /// Calendar days.
    pub days: i32,
    /// Where a day goes that the target month does not have.
    pub month_end: MonthEnd,
}

/// Where the 29th, 30th or 31st goes in a month that has no such day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum MonthEnd {
    /// To the month's last day.
    #[default]
    LastDay,
    /// To the first day of the month after.
    NextMonth,
}

impl Length {
    /// So many whole years.
    pub fn years(years: i32) -> Self {
        Length { years, months: 0, days: 0, month_end: MonthEnd::LastDay }
    }

    /// So many whole months.
    pub fn months(months: i32) -> Self {
        Length { years: 0, months, days: 0, month_end: MonthEnd::LastDay }
    }

    /// So many calendar days.
    pub fn days(days: i32) -> Self {
        Length { years: 0, months: 0, days, month_end: MonthEnd::LastDay }
    }

    /// The day so much later; the calendar's last day beyond the year 9999.
    pub fn after(&self, start: Day) -> Day {
        let months = i64::from(self.years) * 12 + i64::from(self.months);
        let moved = start.saturating_add(months.months());
        let fell_back = months != 0 && moved.day() != start.day();
        let landed = match self.month_end {
            MonthEnd::NextMonth if fell_back => moved.saturating_add(1.day()),
            _ => moved,
        };
        landed.saturating_add(i64::from(self.days).days())
    }

    /// The same for a day kept as a number. Whole months from a day that every month has need no calendar; all else asks it.
    #[inline]
    pub fn after_key(&self, start: DayKey) -> DayKey {
        if start == DayKey::NEVER || start == DayKey::BEFORE_ALL {
            return start;
        }
        if start.year() >= 9990 {
            return DayKey::of(self.after(start.day()));
        }
        let count = start.year() * 12 + start.month() - 1 + self.years * 12 + self.months;
        if self.days == 0 && start.day_of_month() <= 28 && count < 12 * 10_000 {
            return DayKey::at(count.div_euclid(12), count.rem_euclid(12) + 1, start.day_of_month());
        }
        if count_only_days(self) {
            return start.plus_days(self.days);
        }
        DayKey::of(self.after(start.day()))
    }

    /// The same interval so much later, at both ends; an end that its source leaves open stays open.
    #[inline]
    pub fn after_span(&self, start: Span) -> Span {
        let first = self.after_key(start.first);
        let last = match start.last {
            last if last == start.first => first,
            last if last == DayKey::of(When::OPEN) => last,
            last => self.after_key(last),
        };
        Span { first, last }
    }

    /// The day so much earlier.
    pub fn before(&self, start: Day) -> Day {
        let months = i64::from(self.years) * 12 + i64::from(self.months);
        start.saturating_sub(months.months()).saturating_sub(i64::from(self.days).days())
    }

    /// Whether the arithmetic can land on a day that does not exist, so that a convention is needed.
    pub fn needs_convention(&self) -> bool {
        self.years != 0 || self.months != 0
    }
}

/// A few hundred days and nothing else.
fn count_only_days(length: &Length) -> bool {
    length.years == 0 && length.months == 0 && (0..1000).contains(&length.days)
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [(self.years, "year"), (self.months, "month"), (self.days, "day")];
        let told = parts.iter().filter(|(n, _)| *n != 0).map(|(n, unit)| format!("{n} {unit}{}", if *n == 1 { "" } else { "s" }));
        write!(f, "{}", told.collect::<Vec<_>>().join(" and "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn eight_years_after_the_first_of_a_month_is_the_first_of_that_month() {
        assert_eq!(Length::years(8).after(date(2011, 5, 1)), date(2019, 5, 1));
    }

    #[test]
    fn one_hundred_and_eighty_days_count_the_leap_day() {
        assert_eq!(Length::days(180).after(date(2012, 2, 1)), date(2012, 7, 30));
        assert_eq!(Length::days(180).after(date(2011, 2, 1)), date(2011, 7, 31));
    }

    #[test]
    fn a_day_that_does_not_exist_goes_where_the_convention_says() {
        let to_next = Length { month_end: MonthEnd::NextMonth, ..Length::years(1) };
        assert_eq!(Length::years(1).after(date(2024, 2, 29)), date(2025, 2, 28));
        assert_eq!(to_next.after(date(2024, 2, 29)), date(2025, 3, 1));
        assert_eq!(Length::months(6).after(date(2025, 8, 31)), date(2026, 2, 28));
    }
}
