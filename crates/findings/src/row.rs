//! A finding as the evaluator makes it: small, without texts. It becomes a [`Finding`](crate::Finding) when somebody reads it.

use crate::Standing;
use facts::{DayKey, FactNo, Span};

/// How it stands with one duty of one State, in numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    /// The State's place among the States of the treaty.
    pub state: u16,
    /// The rule's place in its chapter.
    pub rule: u16,
    /// The year covered, or the number of the duty a warning is about; else nought.
    pub unit: i16,
    /// How it stands.
    pub standing: Standing,
    /// The standing before, where the State is no longer a party.
    pub before: Option<Standing>,
    /// What it was when last confirmed.
    pub once: Option<Standing>,
    /// Whether the day was moved by an extension.
    pub extended: bool,
    /// Whether another reading of the law gives another standing.
    pub contested: bool,
    /// The day in force.
    pub due: Span,
    /// The first day overdue, or the day it was met.
    pub since: Span,
    /// The last day the evidence speaks for; [`DayKey::BEFORE_ALL`] without evidence.
    pub confirmed: DayKey,
    /// Where its sources begin.
    pub(crate) sources: u32,
}

impl Row {
    /// The row without its place among others, for comparing it with the same row of another answer.
    pub fn unplaced(&self) -> Row {
        Row { sources: 0, ..*self }
    }
}

/// A fact a row rests on, and what it is to it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Source(u32);

/// What a fact is to a row that rests on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Part {
    /// The State's own consent.
    Consent,
    /// The consent that brought the treaty into force.
    Threshold,
    /// The notice of withdrawal.
    Withdrawal,
    /// What shows whether there is something to do.
    Applies,
    /// A decision or a named deadline that moves the day.
    Moves,
    /// A decision whose own day may lie before or after the day asked.
    Undated,
    /// A request on which no decision is on record.
    Pending,
    /// What shows that it is done, that it is not, or what a year showed.
    Shows,
}

const PARTS: [Part; 8] =
    [Part::Consent, Part::Threshold, Part::Withdrawal, Part::Applies, Part::Moves, Part::Undated, Part::Pending, Part::Shows];

impl Source {
    pub(crate) fn new(part: Part, fact: FactNo) -> Self {
        Source(((part as u32) << 28) | (fact.number() & 0x0fff_ffff))
    }

    /// The fact.
    pub fn fact(self) -> FactNo {
        FactNo::at(self.0 & 0x0fff_ffff)
    }

    /// What it is to the row.
    pub fn part(self) -> Part {
        PARTS.get((self.0 >> 28) as usize).copied().unwrap_or(Part::Shows)
    }
}

/// Rows with what each rests on.
#[derive(Clone, Default, Debug)]
pub struct Rows {
    rows: Vec<Row>,
    sources: Vec<Source>,
}

impl Rows {
    /// Room for so many rows.
    pub fn with_room_for(rows: usize, sources: usize) -> Self {
        Rows { rows: Vec::with_capacity(rows), sources: Vec::with_capacity(sources) }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many sources they rest on.
    pub fn sources(&self) -> usize {
        self.sources.len()
    }

    /// Every row, with the facts it rests on.
    pub fn iter(&self) -> impl Iterator<Item = (&Row, &[Source])> {
        let ends = self.rows.iter().skip(1).map(|r| r.sources as usize).chain([self.sources.len()]);
        self.rows.iter().zip(ends).map(|(row, end)| (row, self.sources.get(row.sources as usize..end).unwrap_or_default()))
    }

    /// Empties it and keeps the room.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.sources.clear();
    }

    #[inline]
    pub(crate) fn rests_on(&mut self, part: Part, fact: Option<FactNo>) {
        if let Some(fact) = fact {
            self.sources.push(Source::new(part, fact));
        }
    }

    /// Enters a row whose sources were named since the row before.
    #[inline]
    pub(crate) fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    #[inline]
    pub(crate) fn mark(&self) -> u32 {
        self.sources.len() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_small_and_a_source_keeps_its_part() {
        assert_eq!(size_of::<Row>(), 36);
        for part in PARTS {
            let source = Source::new(part, FactNo::at(123_456_789));
            assert_eq!((source.part(), source.fact()), (part, FactNo::at(123_456_789)));
        }
    }
}
