//! Days of the calendar, counted from 1970-01-01.

/// The day of a date. Years are counted from March, so that the day added in a leap year comes last.
pub fn day(year: i32, month: i32, day: i32) -> i32 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (153 * month + 2) / 5 + day - 719_469
}

/// Year, month and day of the month.
pub fn date(day: i32) -> (i32, i32, i32) {
    let since_march = day + 719_468;
    let (era, of_era) = (since_march.div_euclid(146_097), since_march.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let year = era * 400 + year_of_era;
    if month < 10 { (year, month + 3, of_month) } else { (year + 1, month - 9, of_month) }
}

pub fn year_of(day: i32) -> i32 {
    date(day).0
}

/// The same date two years later. Two years after a 29 February there is none: it becomes 28 February.
fn plus_two_years(from: i32) -> i32 {
    let (year, month, of_month) = date(from);
    let of_month = if month == 2 && of_month == 29 { 28 } else { of_month };
    day(year + 2, month, of_month)
}

/// The first day of the month, six months after the month of that day.
pub fn six_months_on(from: i32) -> i32 {
    let (year, month, _) = date(from);
    if month > 6 { day(year + 1, month - 6, 1) } else { day(year, month + 6, 1) }
}

/// The last day on which evidence for `confirmed` still speaks.
pub fn speaks_until(confirmed: i32) -> i32 {
    plus_two_years(confirmed)
}

/// Whether evidence for `confirmed` still speaks. Two years have 730 or 731 days: the calendar is asked only between.
pub fn speaks(confirmed: i32, on: i32) -> bool {
    match on - confirmed {
        ..=730 => true,
        731 => on <= speaks_until(confirmed),
        _ => false,
    }
}

/// The last day in time for the report covering a year: 30 April for duty 10, 31 May for duty 11.
pub fn report_due(duty: u8, year: i32) -> i32 {
    if duty == 10 { day(year + 1, 4, 30) } else { day(year + 1, 5, 31) }
}

/// The 220 month ends from August 2008 to November 2026.
pub fn month_ends() -> Vec<i32> {
    let months = 2008 * 12 + 7..=2026 * 12 + 10;
    months.map(|month: i32| day((month + 1).div_euclid(12), (month + 1).rem_euclid(12) + 1, 1) - 1).collect()
}

/// Reads a day written 2026-11-15.
pub fn read(text: &str) -> Option<i32> {
    let mut parts = text.splitn(3, '-').map(|part| part.parse().ok());
    let (year, month, of_month) = (parts.next()??, parts.next()??, parts.next()??);
    Some(day(year, month, of_month)).filter(|day| date(*day) == (year, month, of_month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_two_centuries_is_read_back() {
        assert_eq!((day(1970, 1, 1), day(2008, 5, 30), day(2026, 11, 15)), (0, 14_029, 20_772));
        for on in -20_000..60_000 {
            let (year, month, of_month) = date(on);
            assert_eq!(day(year, month, of_month), on);
        }
    }

    #[test]
    fn two_years_after_29_february_is_28_february() {
        assert_eq!(speaks_until(day(2024, 2, 29)), day(2026, 2, 28));
        assert_eq!(speaks_until(day(2022, 2, 28)), day(2024, 2, 28));
        for confirmed in 10_000..30_000 {
            for on in confirmed + 728..confirmed + 734 {
                assert_eq!(speaks(confirmed, on), on <= speaks_until(confirmed));
            }
        }
    }

    #[test]
    fn months() {
        assert_eq!(six_months_on(day(2010, 2, 16)), day(2010, 8, 1));
        assert_eq!(six_months_on(day(2010, 7, 31)), day(2011, 1, 1));
        let ends = month_ends();
        assert_eq!((ends.len(), ends[0], ends[219]), (220, day(2008, 8, 31), day(2026, 11, 30)));
    }
}
