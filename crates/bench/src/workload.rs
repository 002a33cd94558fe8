//! The made-up facts as columns of integers, and the file they are kept in. What the columns mean is written down in
//! `bench/MEANING.md`.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

/// How much is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    /// How many treaties there are.
    pub treaties: i32,
    /// How many States there are; six in ten are party to a treaty.
    pub states: i32,
    /// How many facts there are in all, corrections included.
    pub facts: usize,
}

/// The facts, column by column, in the order of entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    /// How much was made.
    pub size: Size,
    /// The columns in the order of `bench/MEANING.md`, each as long as there are facts.
    pub columns: [Vec<i32>; 13],
}

impl Workload {
    /// The columns of rows in the order of entry.
    pub(crate) fn of(size: Size, rows: impl Iterator<Item = [i32; 13]>) -> Self {
        let mut columns: [Vec<i32>; 13] = std::array::from_fn(|_| Vec::with_capacity(size.facts));
        for row in rows {
            columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
        }
        Workload { size, columns }
    }

    /// Writes the facts as `facts.bin` is described in `bench/MEANING.md`.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
        let count = i32::try_from(self.size.facts).map_err(|_| invalid("more facts than 32 bits can number"))?;
        let head = [count, self.size.treaties, self.size.states, 0];
        for value in head.iter().chain(self.columns.iter().flatten()) {
            file.write_all(&value.to_le_bytes())?;
        }
        file.flush()
    }

    /// Reads what [`Workload::write`] wrote; an error where the file ends early.
    pub fn read(path: &Path) -> io::Result<Workload> {
        let mut file = BufReader::with_capacity(1 << 20, File::open(path)?);
        let head = column(&mut file, 4)?;
        let [count, treaties, states, _] = head.as_slice() else { return Err(invalid("no head of four numbers")) };
        let facts = usize::try_from(*count).map_err(|_| invalid("a negative number of facts"))?;
        let mut columns: [Vec<i32>; 13] = Default::default();
        for place in &mut columns {
            *place = column(&mut file, facts)?;
        }
        Ok(Workload { size: Size { treaties: *treaties, states: *states, facts }, columns })
    }
}

fn column(file: &mut impl Read, length: usize) -> io::Result<Vec<i32>> {
    let mut bytes = vec![0; length * 4];
    file.read_exact(&mut bytes)?;
    let (values, _) = bytes.as_chunks::<4>();
    Ok(values.iter().map(|value| i32::from_le_bytes(*value)).collect())
}

fn invalid(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::{SEED, generate};

    const SMALL: Size = Size { treaties: 2, states: 60, facts: 3000 };

    #[test]
    fn what_is_written_is_read_again() {
        let path = std::env::temp_dir().join(format!("servanda-workload-{}.bin", std::process::id()));
        let made = generate(&SMALL, SEED);
        made.write(&path).unwrap();
        let read = Workload::read(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(made, read);
    }
}
