//! Reads `facts.bin` row by row, though it is written column by column.

use crate::facts::{Fact, List, Says, order};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

const ID: usize = 0;
const TREATY: usize = 1;
const STATE: usize = 2;
const KIND: usize = 3;
const DUTY: usize = 4;
const YEAR: usize = 5;
const YEAR_TO: usize = 6;
const ON: usize = 7;
const UNTIL: usize = 8;
const KNOWN: usize = 9;
const GONE: usize = 10;
const SAID_BY: usize = 11;
const FIGURE: usize = 12;

/// The file, open once for each column.
pub struct Columns {
    pub count: usize,
    pub treaties: usize,
    pub states: usize,
    file: File,
    /// The rows read together, column by column, and the first of them.
    chunk: [Vec<i32>; 13],
    first: usize,
    row: usize,
    /// The day on which the entry before became known.
    known: i32,
}

/// How many rows are read together.
const CHUNK: usize = 1 << 14;

impl Columns {
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let (count, treaties, states) = (word(&mut file)?, word(&mut file)?, word(&mut file)?);
        // An id has twenty-eight bits.
        if !(0..1 << 28).contains(&count) || !(0..=65_536).contains(&treaties) || !(0..=65_536).contains(&states) {
            return Err(refused("a size outside of what sixteen-byte facts can number"));
        }
        Ok(Columns {
            count: count as usize,
            treaties: treaties as usize,
            states: states as usize,
            file,
            chunk: Default::default(),
            first: 0,
            row: 0,
            known: i32::MIN,
        })
    }

    /// Begins again with the first row.
    pub fn rewind(&mut self) {
        (self.first, self.row, self.known) = (0, 0, i32::MIN);
    }

    pub fn next(&mut self) -> io::Result<Option<Entry>> {
        if self.row == self.count {
            return Ok(None);
        }
        if self.row == self.first || self.row == self.first + CHUNK {
            self.read()?;
        }
        let at = self.row - self.first;
        self.row += 1;
        let values = std::array::from_fn(|column| self.chunk[column][at]);
        let entry = Entry { values, states: self.states, treaties: self.treaties };
        entry.check(self.row - 1, self.known)?;
        self.known = entry.get(KNOWN);
        Ok(Some(entry))
    }

    fn read(&mut self) -> io::Result<()> {
        self.first = self.row;
        let mut bytes = vec![0; 4 * CHUNK.min(self.count - self.first)];
        for (column, values) in self.chunk.iter_mut().enumerate() {
            self.file.seek(SeekFrom::Start(16 + 4 * (column * self.count + self.first) as u64))?;
            self.file.read_exact(&mut bytes)?;
            values.clear();
            values.extend(bytes.as_chunks().0.iter().map(|value| i32::from_le_bytes(*value)));
        }
        Ok(())
    }
}

fn word(from: &mut impl Read) -> io::Result<i32> {
    let mut bytes = [0; 4];
    from.read_exact(&mut bytes)?;
    Ok(i32::from_le_bytes(bytes))
}

/// One row of the file.
pub struct Entry {
    values: [i32; 13],
    treaties: usize,
    states: usize,
}

impl Entry {
    fn get(&self, column: usize) -> i32 {
        self.values[column]
    }

    pub fn treaty(&self) -> io::Result<usize> {
        within(self.get(TREATY), self.treaties, "no such treaty")
    }

    pub fn pair(&self) -> io::Result<usize> {
        Ok(self.treaty()? * self.states + within(self.get(STATE), self.states, "no such State")?)
    }

    pub fn duty_index(&self, first: i32) -> io::Result<usize> {
        within(self.get(DUTY) - first, 2, "no such duty")
    }

    /// What it says of a duty of a State; nothing where the kind or the duty is none that a rule asks for.
    fn says(&self) -> Option<Says> {
        let duty = self.get(DUTY);
        let (says, of_duty) = match self.get(KIND) {
            0 => (Says::Consent, true),
            1 => (Says::Granted, matches!(duty, 1..=4 | 7 | 9)),
            2 => (Says::Done, matches!(duty, 0..=9)),
            3 => (Says::Received, matches!(duty, 10 | 11)),
            4 if self.get(FIGURE) > 0 => (Says::Made, matches!(duty, 1..=3)),
            4 => (Says::MadeNone, matches!(duty, 1..=3) && self.get(FIGURE) == 0),
            5 => (Says::Requested, matches!(duty, 1..=4 | 7 | 9)),
            6 => (Says::NotDone, matches!(duty, 0..=9)),
            7 => (Says::NotReceived, matches!(duty, 10 | 11)),
            8 => (Says::Declared, matches!(duty, 1..=3 | 6 | 9)),
            9 => (Says::Nothing, matches!(duty, 1..=3 | 6 | 9)),
            _ => return None,
        };
        of_duty.then_some(says)
    }

    pub fn is_of_a_duty(&self) -> bool {
        self.says().is_some()
    }

    /// Refuses what would make a short cut wrong: a fact known before it was true, a later entry known earlier, a rank of more
    /// than four bits.
    fn check(&self, row: usize, known_before: i32) -> io::Result<()> {
        let refusals = [
            (self.get(ID) != row as i32, "entries are not numbered in order"),
            (self.get(KNOWN) < known_before, "entries are not in the order in which they became known"),
            (self.get(KNOWN) < self.get(ON), "known before it was true"),
            (!(0..16).contains(&self.get(SAID_BY)), "no such rank"),
        ];
        refusals.iter().find(|(wrong, _)| *wrong).map_or(Ok(()), |(_, why)| Err(refused(why)))
    }

    pub fn fact(&self) -> io::Result<Option<Fact>> {
        let Some(says) = self.says() else { return Ok(None) };
        let gone = if self.get(GONE) == i32::MAX { u16::MAX } else { day(self.get(GONE))? };
        Ok(Some(Fact {
            order: order(self.get(SAID_BY), self.get(ID)),
            on: day(self.get(ON))?,
            known: day(self.get(KNOWN))?,
            gone,
            until: day(self.get(UNTIL).max(0))?,
            year: day(self.get(YEAR).max(0))?,
            duty: self.get(DUTY).max(0) as u8,
            says,
        }))
    }

    pub fn list(&self) -> io::Result<Option<List>> {
        if self.get(KIND) != 10 {
            return Ok(None);
        }
        Ok(Some(List {
            order: order(self.get(SAID_BY), self.get(ID)),
            on: self.get(ON),
            known: self.get(KNOWN),
            gone: self.get(GONE),
            first: self.get(YEAR),
            last: self.get(YEAR_TO),
        }))
    }
}

fn within(value: i32, size: usize, what: &'static str) -> io::Result<usize> {
    usize::try_from(value).ok().filter(|value| *value < size).ok_or_else(|| refused(what))
}

fn day(value: i32) -> io::Result<u16> {
    u16::try_from(value).ok().filter(|day| *day < u16::MAX).ok_or_else(|| refused("a day or year of more than sixteen bits"))
}

fn refused(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
