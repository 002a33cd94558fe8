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
    /// Whether another reading of the law gives another standing, or another day.
    pub contested: bool,
    /// Whether it rests on the acts by which the State joined.
    pub(crate) joined: bool,
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
    /// What shows that it is done, that it is not, or what the last year looked at showed.
    Shows,
    /// What an earlier year showed.
    Before,
}

const PARTS: [Part; 9] = [
    Part::Consent,
    Part::Threshold,
    Part::Withdrawal,
    Part::Applies,
    Part::Moves,
    Part::Undated,
    Part::Pending,
    Part::Shows,
    Part::Before,
];

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

/// Rows with what each rests on. The acts by which a State joined stand once for all its rows.
#[derive(Clone, Default, Debug)]
pub struct Rows {
    rows: Vec<Row>,
    sources: Vec<Source>,
    /// Of each State: its first row, and where the acts by which it joined begin.
    states: Vec<(u32, u32)>,
    acts: Vec<Source>,
}

/// The facts a row rests on.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    acts: &'a [Source],
    own: &'a [Source],
}

impl<'a> Sources<'a> {
    /// Each of them: first the acts by which the State joined.
    #[inline]
    pub fn iter(self) -> impl Iterator<Item = Source> + use<'a> {
        self.acts.iter().chain(self.own).copied()
    }
}

impl Rows {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Every row, with the facts it rests on.
    pub fn iter(&self) -> impl Iterator<Item = (&Row, Sources<'_>)> {
        let ends = self.rows.iter().skip(1).map(|r| r.sources as usize).chain([self.sources.len()]);
        let mut states = self.states.iter().peekable();
        let mut acts: &[Source] = &[];
        (0u32..).zip(self.rows.iter().zip(ends)).map(move |(number, (row, end))| {
            while let Some((_, from)) = states.next_if(|(first, _)| *first <= number) {
                let to = states.peek().map_or(self.acts.len(), |(_, next)| *next as usize);
                acts = self.acts.get(*from as usize..to).unwrap_or_default();
            }
            let own = self.sources.get(row.sources as usize..end).unwrap_or_default();
            (row, Sources { acts: if row.joined { acts } else { &[] }, own })
        })
    }

    /// The row at that place.
    pub(crate) fn row(&self, at: usize) -> Option<&Row> {
        self.rows.get(at)
    }

    /// The row at that place, to be marked.
    pub(crate) fn row_mut(&mut self, at: usize) -> Option<&mut Row> {
        self.rows.get_mut(at)
    }

    /// Gives back room that is not needed.
    pub fn trim(&mut self) {
        self.rows.shrink_to_fit();
        self.sources.shrink_to_fit();
    }

    /// Empties it and keeps the room.
    pub fn clear(&mut self) {
        self.clear_rows();
        self.states.clear();
        self.acts.clear();
    }

    /// Empties it of rows; the State whose rows come next stays the same.
    #[inline]
    pub(crate) fn clear_rows(&mut self) {
        self.rows.clear();
        self.sources.clear();
    }

    /// Makes ready for the rows of a State, with the acts by which it joined.
    #[inline]
    pub(crate) fn begin(&mut self, consent: Option<FactNo>, threshold: Option<FactNo>) {
        self.states.push((self.rows.len() as u32, self.acts.len() as u32));
        self.acts.extend(consent.map(|fact| Source::new(Part::Consent, fact)));
        self.acts.extend(threshold.map(|fact| Source::new(Part::Threshold, fact)));
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

    /// Enters rows that are the same for many States, for one of them, each with what shows it.
    #[inline]
    pub(crate) fn repeat(&mut self, same: &[Row], shows: &[Option<FactNo>], state: u16) {
        let from = self.rows.len();
        self.rows.extend_from_slice(same);
        for (row, shows) in self.rows.iter_mut().skip(from).zip(shows) {
            (row.state, row.sources) = (state, self.sources.len() as u32);
            self.sources.extend(shows.map(|fact| Source::new(Part::Shows, fact)));
        }
    }

    /// Takes over some rows of another answer about the same State; gives where they end.
    pub(crate) fn take_over(&mut self, other: &Rows, from: usize, to: usize) -> usize {
        let start = |row: usize| other.rows.get(row).map_or(other.sources.len(), |row| row.sources as usize);
        let (mark, first) = (self.mark(), self.rows.len());
        let sources = start(from)..start(to);
        let moved = mark.wrapping_sub(sources.start as u32);
        self.rows.extend_from_slice(other.rows.get(from..to).unwrap_or_default());
        self.sources.extend_from_slice(other.sources.get(sources).unwrap_or_default());
        if moved != 0 {
            self.rows.iter_mut().skip(first).for_each(|row| row.sources = row.sources.wrapping_add(moved));
        }
        to.max(from)
    }

    /// Where the rows of a rule begin, in an answer about one State.
    pub(crate) fn first_of(&self, rule: u16) -> usize {
        self.rows.partition_point(|row| row.rule < rule)
    }

    /// Room for as much as another answer holds, and a little more.
    pub(crate) fn like(other: &Rows) -> Self {
        let mut rows = Rows::default();
        rows.rows.reserve(other.rows.len() + 2);
        rows.sources.reserve(other.sources.len() + 4);
        rows
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
