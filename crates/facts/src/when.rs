use crate::{Day, Length};
use jiff::civil::date;
use std::fmt;
use std::str::FromStr;

/// A day as far as its source tells it: one day, or the interval in which the day lies.
///
/// Written `2014-08-12`, `2014-08`, `2014`, `2018-06/2019-11`, or `2021-09/..` for "after August 2021".
/// Nothing is smoothed: arithmetic on an interval gives an interval.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct When {
    /// The first day it could mean.
    pub first: Day,
    /// The last day it could mean; the calendar's last day when the source leaves it open.
    pub last: Day,
}

impl When {
    /// The end of an interval that its source leaves open.
    pub const OPEN: Day = date(9999, 12, 31);

    /// One exact day.
    pub fn day(day: Day) -> Self {
        When { first: day, last: day }
    }

    /// Whether only one day is meant.
    pub fn is_exact(&self) -> bool {
        self.first == self.last
    }

    /// Whether the source says "after …" without an end.
    pub fn is_open(&self) -> bool {
        self.last == Self::OPEN
    }

    /// Whether that day could be the one meant.
    pub fn could_be(&self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// The same interval, moved by a length of time at both ends.
    pub fn plus(&self, length: &Length) -> Self {
        When { first: length.after(self.first), last: if self.is_open() { self.last } else { length.after(self.last) } }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (self.first, self.last);
        if first == last {
            return write!(f, "{first}");
        }
        let (year, month) = (first.year(), first.month());
        if same_month(first, last) && first == first.first_of_month() && last == first.last_of_month() {
            return write!(f, "{year:04}-{month:02}");
        }
        if first == date(year, 1, 1) && last == date(year, 12, 31) {
            return write!(f, "{year:04}");
        }
        if self.is_open() {
            return write!(f, "{first}/..");
        }
        // Months where both ends are whole months, days otherwise: never one of each.
        if first == first.first_of_month() && last == last.last_of_month() {
            return write!(f, "{year:04}-{month:02}/{:04}-{:02}", last.year(), last.month());
        }
        write!(f, "{first}/{last}")
    }
}

fn same_month(a: Day, b: Day) -> bool {
    a.year() == b.year() && a.month() == b.month()
}

impl FromStr for When {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let Some((start, end)) = text.split_once('/') else { return one(text) };
        let first = one(start)?.first;
        let last = if end == ".." { When::OPEN } else { one(end)?.last };
        if last < first {
            return Err(format!("\"{text}\" ends before it begins"));
        }
        Ok(When { first, last })
    }
}

fn one(text: &str) -> Result<When, String> {
    let allowed = || format!("\"{text}\" is not a day; write 2014-08-12, 2014-08 or 2014");
    let mut parts = text.split('-');
    let mut number = |width: usize| -> Result<Option<i16>, String> {
        match parts.next() {
            None => Ok(None),
            Some(p) if p.len() == width && p.bytes().all(|b| b.is_ascii_digit()) => p.parse().map(Some).map_err(|_| allowed()),
            Some(_) => Err(allowed()),
        }
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    if parts.next().is_some() {
        return Err(allowed());
    }
    match (year, month, day) {
        (Some(y), None, None) => Ok(When { first: calendar(text, y, 1, 1)?, last: calendar(text, y, 12, 31)? }),
        (Some(y), Some(m), None) => {
            let first = calendar(text, y, m, 1)?;
            Ok(When { first, last: first.last_of_month() })
        }
        (Some(y), Some(m), Some(d)) => Ok(When::day(calendar(text, y, m, d)?)),
        _ => Err(allowed()),
    }
}

fn calendar(text: &str, year: i16, month: i16, day: i16) -> Result<Day, String> {
    let (m, d) = (i8::try_from(month).unwrap_or(0), i8::try_from(day).unwrap_or(0));
    Day::new(year, m, d).map_err(|_| match Day::new(year, m, 1) {
        Ok(first) => {
            format!("\"{text}\" is not a day of the calendar: {year:04}-{month:02} had {} days", first.last_of_month().day())
        }
        Err(_) => format!("\"{text}\" is not a day of the calendar: months run from 01 to 12"),
    })
}

/// The calendar year or years that a figure or a report covers: `2013`, `2017/2019`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Years {
    /// First year covered.
    pub first: i16,
    /// Last year covered.
    pub last: i16,
}

impl Years {
    /// Whether that year is covered.
    pub fn covers(&self, year: i16) -> bool {
        self.first <= year && year <= self.last
    }

    /// Whether one year alone is covered.
    pub fn is_one(&self) -> bool {
        self.first == self.last
    }
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_one() { write!(f, "{:04}", self.first) } else { write!(f, "{:04}/{:04}", self.first, self.last) }
    }
}

impl FromStr for Years {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let year = |t: &str| -> Result<i16, String> {
            let four_digits = t.len() == 4 && t.bytes().all(|b| b.is_ascii_digit());
            t.parse().ok().filter(|_| four_digits).ok_or(format!("\"{text}\" is not a year; write 2013 or 2017/2019"))
        };
        let (first, last) = match text.split_once('/') {
            Some((a, b)) => (year(a)?, year(b)?),
            None => (year(text)?, year(text)?),
        };
        if last < first { Err(format!("\"{text}\" ends before it begins")) } else { Ok(Years { first, last }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, first: &str, last: &str) {
        let when: When = text.parse().unwrap();
        assert_eq!((when.first.to_string().as_str(), when.last.to_string().as_str()), (first, last));
        assert_eq!(when.to_string().parse::<When>().unwrap(), when, "what is printed reads back as the same interval");
    }

    #[test]
    fn a_day_keeps_the_precision_of_its_source() {
        reads("2014-08-12", "2014-08-12", "2014-08-12");
        reads("2014-08", "2014-08-01", "2014-08-31");
        reads("2014", "2014-01-01", "2014-12-31");
        reads("2018-06/2019-11", "2018-06-01", "2019-11-30");
        reads("2019-09-02/2019-09-04", "2019-09-02", "2019-09-04");
        reads("2020-01-01/2020-01-03", "2020-01-01", "2020-01-03");
        reads("2021-09/..", "2021-09-01", "9999-12-31");
    }

    #[test]
    fn a_day_that_never_was_is_refused_with_the_length_of_its_month() {
        let problem = "2023-02-30".parse::<When>().unwrap_err();
        assert_eq!(problem, "\"2023-02-30\" is not a day of the calendar: 2023-02 had 28 days");
        assert!("2023-13".parse::<When>().is_err());
        assert!("23-1-1".parse::<When>().is_err());
        assert!("2019/2018".parse::<When>().is_err());
    }
}
