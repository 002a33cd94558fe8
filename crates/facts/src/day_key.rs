use crate::{Day, When};

/// A day as one number that sorts like the calendar, for the columns of the evaluator: year, month and day side by side.
///
/// Only for keeping and comparing. Arithmetic is [`Length::after_key`](crate::Length::after_key), which asks the calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DayKey(i32);

impl DayKey {
    /// Later than every day: what never comes.
    pub const NEVER: DayKey = DayKey(i32::MAX);
    /// Earlier than every day.
    pub const BEFORE_ALL: DayKey = DayKey(i32::MIN);

    /// The number of a day.
    #[inline]
    pub fn of(day: Day) -> Self {
        DayKey::at(i32::from(day.year()), i32::from(day.month()), i32::from(day.day()))
    }

    #[inline]
    pub(crate) const fn at(year: i32, month: i32, day: i32) -> Self {
        DayKey((year << 9) | (month << 5) | day)
    }

    /// The day of a number; the calendar's last day for what never comes.
    pub fn day(self) -> Day {
        let day = i8::try_from(self.day_of_month()).and_then(|d| i8::try_from(self.month()).map(|m| (m, d)));
        let year = i16::try_from(self.year());
        match (year, day) {
            (Ok(year), Ok((month, day))) => Day::new(year, month, day).unwrap_or(When::OPEN),
            _ => When::OPEN,
        }
    }

    /// The first number after this one: a day is later than this day exactly when its number is at least that.
    #[inline]
    pub const fn just_after(self) -> Self {
        DayKey(self.0.saturating_add(1))
    }

    /// The day after.
    #[inline]
    pub fn next(self) -> Self {
        self.plus_days(1)
    }

    /// The day so many days later: month after month, so that it is quick for the few hundred days a rule counts.
    #[inline]
    pub(crate) fn plus_days(self, days: i32) -> Self {
        let (mut year, mut month, mut day) = (self.year(), self.month(), self.day_of_month() + days);
        while day > days_of(year, month) {
            day -= days_of(year, month);
            (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        }
        DayKey::at(year, month, day)
    }

    /// The first day of the month that comes so many months after this day's.
    #[inline]
    pub const fn first_of_month_after(self, months: i32) -> Self {
        let count = self.year() * 12 + self.month() - 1 + months;
        DayKey::at(count.div_euclid(12), count.rem_euclid(12) + 1, 1)
    }

    /// Year, month and day of the month.
    #[inline]
    pub const fn parts(self) -> (i32, i32, i32) {
        (self.year(), self.month(), self.day_of_month())
    }

    /// The number itself.
    #[inline]
    pub const fn number(self) -> u32 {
        self.0.cast_unsigned()
    }

    /// The first day of a year.
    #[inline]
    pub const fn first_of_year(year: i32) -> Self {
        DayKey::at(year, 1, 1)
    }

    /// The last day of a year.
    #[inline]
    pub const fn last_of_year(year: i32) -> Self {
        DayKey::at(year, 12, 31)
    }

    /// The year.
    #[inline]
    pub const fn year(self) -> i32 {
        self.0 >> 9
    }

    /// The month, from 1.
    #[inline]
    pub(crate) const fn month(self) -> i32 {
        (self.0 >> 5) & 15
    }

    /// The day of the month.
    #[inline]
    pub(crate) const fn day_of_month(self) -> i32 {
        self.0 & 31
    }
}

/// How many days a month has.
#[inline]
const fn days_of(year: i32, month: i32) -> i32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// A day as far as its source tells it, as two numbers: see [`When`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Span {
    /// The first day it could mean.
    pub first: DayKey,
    /// The last day it could mean.
    pub last: DayKey,
}

impl Span {
    /// No day at all: what never comes.
    pub const NEVER: Span = Span { first: DayKey::NEVER, last: DayKey::NEVER };

    /// The numbers of a day that its source may leave open; what never comes where there is none.
    #[inline]
    pub fn of(when: Option<When>) -> Self {
        when.map_or(Span::NEVER, |w| Span { first: DayKey::of(w.first), last: DayKey::of(w.last) })
    }

    /// One exact day.
    #[inline]
    pub const fn day(day: DayKey) -> Self {
        Span { first: day, last: day }
    }

    /// The day as its source tells it; none for what never comes.
    pub fn when(self) -> Option<When> {
        (self.first != DayKey::NEVER).then(|| When { first: self.first.day(), last: self.last.day() })
    }

    /// The one that ends later; this one where both end together.
    #[inline]
    pub fn later_of(self, other: Span) -> Span {
        if other.last > self.last { other } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Length, MonthEnd};
    use jiff::ToSpan;
    use jiff::civil::date;

    fn every_day() -> impl Iterator<Item = Day> {
        std::iter::successors(Some(date(1999, 12, 25)), |day| day.checked_add(1.day()).ok().filter(|d| *d < date(2031, 3, 2)))
    }

    #[test]
    fn numbers_sort_as_days_do_and_lead_back_to_them() {
        for day in every_day() {
            let (key, next) = (DayKey::of(day), DayKey::of(day.saturating_add(1.day())));
            assert_eq!(key.day(), day);
            assert!(key < next && key.just_after() <= next && key.next() == next, "{day}");
        }
        assert_eq!(DayKey::NEVER.day(), When::OPEN);
        assert_eq!(Span::of(None).when(), None);
    }

    #[test]
    fn a_length_after_a_number_is_the_length_after_its_day() {
        let next_month = |years| Length { month_end: MonthEnd::NextMonth, ..Length::years(years) };
        let mixed = Length { years: 1, months: 7, days: 3, month_end: MonthEnd::LastDay };
        let lengths = [Length::years(8), Length::months(6), Length::days(180), next_month(1), mixed, Length::years(9000)];
        for (day, length) in every_day().flat_map(|day| lengths.map(|length| (day, length))) {
            assert_eq!(length.after_key(DayKey::of(day)).day(), length.after(day), "{length} after {day}");
        }
        assert_eq!(Length::years(8).after_key(DayKey::NEVER), DayKey::NEVER);
    }

    #[test]
    fn days_run_over_the_ends_of_months_and_leap_years() {
        for start in [date(1899, 12, 30), date(1999, 2, 27), date(2000, 2, 27), date(2096, 1, 31), date(2100, 2, 28)] {
            for days in 0..1000 {
                assert_eq!(DayKey::of(start).plus_days(days).day(), start.saturating_add(days.days()), "{start} + {days}");
            }
        }
    }

    #[test]
    fn months_run_over_the_end_of_the_year() {
        assert_eq!(DayKey::of(date(2010, 2, 16)).first_of_month_after(6).day(), date(2010, 8, 1));
        assert_eq!(DayKey::of(date(2010, 12, 31)).first_of_month_after(6).day(), date(2011, 6, 1));
        assert_eq!(DayKey::of(date(2010, 6, 30)).first_of_month_after(6).day(), date(2010, 12, 1));
    }
}
