//! The two days of a question, as the evaluator asks them. Everything that depends on a day is asked here and nowhere else, so
//! that one text of a rule serves both a single question and a sweep: a [`Still`] clock answers; a [`Running`] clock also
//! remembers the nearest later day on which one of its answers would be another, and until then nothing needs to be asked again.

use facts::{DayKey, Length};

/// For how long evidence speaks on, and its number among the lengths the chapter uses.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Age {
    pub length: Length,
    pub number: u8,
}

/// The days of a question.
pub(crate) trait Clock {
    /// Whether what was found about a duty can be kept for the next question of the same State.
    const KEEPS: bool;

    /// Whether that day has come on the day asked: the day itself, or later.
    fn reached(&mut self, day: DayKey) -> bool;

    /// Whether a fact is held by the day of knowledge.
    fn holds(&mut self, known: DayKey, gone: DayKey) -> bool;

    /// Whether evidence for that day still speaks on the day asked.
    fn speaks(&mut self, confirmed: DayKey, age: Age) -> bool;

    /// The day asked, for evidence that speaks for every day up to it: [`DayKey::NEVER`] while the day asked moves on.
    fn asked(&self) -> DayKey;

    /// The year of the day asked, as a place to look from: what follows from it must be asked of the clock.
    fn year_now(&self) -> i16;

    /// The year of the day asked.
    fn year(&mut self) -> i16 {
        let year = self.year_now();
        self.reached(DayKey::first_of_year(i32::from(year) + 1));
        year
    }

    /// The same knowledge, with the day asked standing still on an earlier one; `self` goes on afterwards.
    fn stopped(&mut self, day: DayKey) -> Stopped<'_, Self>
    where
        Self: Sized,
    {
        Stopped { knows: self, day }
    }

    /// Whether the day asked lies after that day.
    #[inline]
    fn passed(&mut self, day: DayKey) -> bool {
        self.reached(day.just_after())
    }
}

/// One question: both days stand still.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Still<'a> {
    pub on: DayKey,
    pub known_by: DayKey,
    /// For each age of the chapter, the first day whose evidence still speaks on the day asked.
    pub speaking: &'a [DayKey],
}

/// For each age, the first day whose evidence still speaks on the day asked.
pub(crate) fn speaking(ages: &[Length], on: DayKey) -> Vec<DayKey> {
    ages.iter().map(|age| first_speaking(age, on)).collect()
}

/// The first day of which the evidence speaks for so long that it reaches the day asked.
fn first_speaking(age: &Length, on: DayKey) -> DayKey {
    // Whole months go back to a day at most three days off; from there the calendar is asked day by day.
    let around = age.before(on.day());
    let days = (-4..=4).map(|n| around.saturating_add(jiff::Span::new().days(n)));
    days.map(DayKey::of).find(|day| age.after_key(*day) >= on).unwrap_or(on)
}

impl Clock for Still<'_> {
    const KEEPS: bool = true;

    #[inline]
    fn reached(&mut self, day: DayKey) -> bool {
        day <= self.on
    }

    #[inline]
    fn holds(&mut self, known: DayKey, gone: DayKey) -> bool {
        known <= self.known_by && self.known_by < gone
    }

    #[inline]
    fn speaks(&mut self, confirmed: DayKey, age: Age) -> bool {
        self.speaking.get(usize::from(age.number)).is_some_and(|first| confirmed >= *first)
    }

    #[inline]
    fn asked(&self) -> DayKey {
        self.on
    }

    #[inline]
    fn year_now(&self) -> i16 {
        year_of(self.on)
    }
}

/// A question whose days move on: remembers when an answer would change.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Running {
    on: DayKey,
    known_by: DayKey,
    /// The nearest later day asked on which something already asked would be answered otherwise.
    pub next_on: DayKey,
    /// The nearest later day of knowledge on which it would.
    pub next_known: DayKey,
}

impl Running {
    pub fn new(on: DayKey, known_by: DayKey) -> Self {
        Running { on, known_by, next_on: DayKey::NEVER, next_known: DayKey::NEVER }
    }
}

impl Clock for Running {
    const KEEPS: bool = false;

    #[inline]
    fn reached(&mut self, day: DayKey) -> bool {
        let reached = day <= self.on;
        if !reached {
            self.next_on = self.next_on.min(day);
        }
        reached
    }

    #[inline]
    fn holds(&mut self, known: DayKey, gone: DayKey) -> bool {
        if known > self.known_by {
            self.next_known = self.next_known.min(known);
            return false;
        }
        let held = self.known_by < gone;
        if held {
            self.next_known = self.next_known.min(gone);
        }
        held
    }

    #[inline]
    fn speaks(&mut self, confirmed: DayKey, age: Age) -> bool {
        confirmed == DayKey::NEVER || !self.passed(age.length.after_key(confirmed))
    }

    #[inline]
    fn asked(&self) -> DayKey {
        DayKey::NEVER
    }

    #[inline]
    fn year_now(&self) -> i16 {
        year_of(self.on)
    }
}

/// What another clock knows, on a day that does not move: for a State that has left, its last day as a party.
pub(crate) struct Stopped<'c, C> {
    knows: &'c mut C,
    day: DayKey,
}

impl<C: Clock> Clock for Stopped<'_, C> {
    const KEEPS: bool = false;

    fn reached(&mut self, day: DayKey) -> bool {
        day <= self.day
    }

    fn holds(&mut self, known: DayKey, gone: DayKey) -> bool {
        self.knows.holds(known, gone)
    }

    fn speaks(&mut self, confirmed: DayKey, age: Age) -> bool {
        self.day <= age.length.after_key(confirmed)
    }

    fn asked(&self) -> DayKey {
        self.day
    }

    fn year_now(&self) -> i16 {
        year_of(self.day)
    }
}

fn year_of(day: DayKey) -> i16 {
    i16::try_from(day.year()).unwrap_or(i16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;

    #[test]
    fn evidence_speaks_on_the_last_day_of_its_age_and_not_on_the_day_after() {
        let age = Age { length: Length::years(2), number: 0 };
        for offset in 0..1500 {
            let said = date(2019, 1, 1).saturating_add(offset.days());
            let last = age.length.after(said);
            for (on, speaks) in [(last, true), (last.saturating_add(1.day()), false)] {
                let speaking = speaking(&[age.length], DayKey::of(on));
                let mut still = Still { on: DayKey::of(on), known_by: DayKey::of(on), speaking: &speaking };
                assert_eq!(still.speaks(DayKey::of(said), age), speaks, "{said} on {on}");
                let mut running = Running::new(DayKey::of(on), DayKey::of(on));
                assert_eq!(running.speaks(DayKey::of(said), age), speaks, "{said} on {on}");
            }
        }
    }

    #[test]
    fn a_running_clock_remembers_the_nearest_day_on_which_it_would_answer_otherwise() {
        let day = |d| DayKey::of(date(2020, 5, d));
        let mut clock = Running::new(day(10), day(10));
        assert!(clock.reached(day(10)) && !clock.reached(day(20)) && !clock.reached(day(15)) && !clock.passed(day(10)));
        assert_eq!(clock.next_on, day(11));
        assert!(!clock.holds(day(12), DayKey::NEVER) && clock.holds(day(1), day(11)) && !clock.holds(day(1), day(10)));
        assert_eq!(clock.next_known, day(11));
    }
}
