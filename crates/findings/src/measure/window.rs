use crate::{Question, World};
use facts::{Day, When};
use jiff::ToSpan;
use std::fmt;

/// A window of days: both ends belong to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

impl Window {
    /// The calendar year of a day.
    pub fn year_of(day: Day) -> Self {
        let first = |month, of| Day::new(day.year(), month, of).unwrap_or(day);
        Window { from: first(1, 1), to: first(12, 31) }
    }

    /// The last whole calendar year before a day.
    pub fn last_year(day: Day) -> Self {
        Window::year_of(day.saturating_sub(1.year()))
    }

    /// Reads `2019`, `2018-07/2019-06`, `2018-07-01/2019-06-30`, or from meeting to meeting, `9MSP/10MSP`: from the day on which the
    /// first opened to the day before the second did.
    pub fn read(text: &str, world: &World, question: &Question) -> Result<Self, String> {
        if let Ok(when) = text.parse::<When>() {
            return Ok(Window { from: when.first, to: when.last });
        }
        let allowed = || {
            format!(
                "\"{text}\" is not a window of days; write a year (2019), two months (2018-07/2019-06) or two meetings (9MSP/10MSP)"
            )
        };
        let (first, second) = text.split_once('/').ok_or_else(allowed)?;
        let opened = |name: &str| opening(name, world, question).ok_or_else(allowed);
        let (from, next) = (opened(first)?, opened(second)?);
        if next <= from {
            return Err(format!("\"{text}\" ends before it begins"));
        }
        Ok(Window { from, to: next.yesterday().unwrap_or(next) })
    }

    /// Whether a day or an interval lies in it whole.
    pub fn holds(&self, when: When) -> bool {
        self.from <= when.first && when.last <= self.to
    }

    /// Whether some day of an interval lies in it.
    pub fn touches(&self, when: When) -> bool {
        when.first <= self.to && self.from <= when.last
    }

    /// The window of the same length just before: whole months stay whole months.
    pub fn before(&self) -> Self {
        let next = self.to.tomorrow().unwrap_or(self.to);
        let to = self.from.yesterday().unwrap_or(self.from);
        let months = i32::from(next.year() - self.from.year()) * 12 + i32::from(next.month() - self.from.month());
        let from = if next.day() == self.from.day() && months > 0 {
            self.from.saturating_sub(months.months())
        } else {
            let days = self.from.until(next).map_or(1, |span| span.get_days());
            self.from.saturating_sub(days.days())
        };
        Window { from, to }
    }

    /// The windows before this one, oldest first: of the same length; where this one goes from meeting to meeting, from meeting to
    /// meeting.
    pub fn trend(&self, windows: usize, world: &World, question: &Question) -> Vec<Window> {
        let next = self.to.tomorrow().unwrap_or(self.to);
        let opened = openings(world, question);
        let place = |day: Day| opened.iter().position(|opening| *opening == day);
        let mut trend: Vec<Window> = match (place(self.from), place(next)) {
            (Some(from), Some(to)) if from < to => {
                let ends = std::iter::successors(Some(from), |end| end.checked_sub(to - from));
                let pairs = ends.filter_map(|end| Some((*opened.get(end.checked_sub(to - from)?)?, *opened.get(end)?)));
                pairs.map(|(from, next)| Window { from, to: next.yesterday().unwrap_or(next) }).take(windows).collect()
            }
            _ => std::iter::successors(Some(self.before()), |w| Some(w.before())).take(windows).collect(),
        };
        trend.reverse();
        trend
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", When { first: self.from, last: self.to })
    }
}

/// The days on which Meetings of States Parties and Review Conferences opened, each once, in order.
fn openings(world: &World, question: &Question) -> Vec<Day> {
    let Some(chapter) = world.book.chapter(question.treaty) else { return Vec::new() };
    let view = world.view(question);
    let is_formal = |name: &str| {
        let kind = name.trim_start_matches(|c: char| c.is_ascii_digit());
        kind.len() < name.len() && ["MSP", "RC", "RC Part One"].contains(&kind)
    };
    let meetings = chapter.treaty.meetings.iter().flat_map(|kind| view.about_no_state(question.treaty, *kind));
    let formal = meetings.filter(|meeting| meeting.about.as_deref().is_some_and(is_formal));
    let mut opened: Vec<Day> = formal.filter_map(|meeting| meeting.on.filter(When::is_exact)).map(|day| day.first).collect();
    opened.sort_unstable();
    opened.dedup();
    opened
}

/// The first day of a meeting of the treaty of that name, or of the first whose name begins with it: `2RC`.
fn opening(name: &str, world: &World, question: &Question) -> Option<Day> {
    let chapter = world.book.chapter(question.treaty)?;
    let view = world.view(question);
    let meetings = chapter.treaty.meetings.iter().flat_map(|kind| view.about_no_state(question.treaty, *kind));
    let named: Vec<(&str, Day)> = meetings.filter_map(|m| Some((m.about.as_deref()?, m.on?.first))).collect();
    let exact = named.iter().filter(|(about, _)| about.eq_ignore_ascii_case(name)).map(|(_, day)| *day).min();
    let formal = |about: &str| {
        about.split_once(' ').is_some_and(|(first, rest)| first.eq_ignore_ascii_case(name) && rest.starts_with("Part"))
    };
    exact.or_else(|| named.iter().filter(|(about, _)| formal(about)).map(|(_, day)| *day).min())
}
