//! The greatest size each source ever showed: a source that goes back is told from one that is behind.

use super::finding::{Finding, Kind};
use super::mirror::{Mirror, OWN};
use crate::keep::{KeepError, Store};
use crate::text::number;
use std::collections::BTreeMap;

/// Sizes by source.
#[derive(Default)]
pub struct Sizes {
    greatest: BTreeMap<String, u64>,
    changed: bool,
}

fn file() -> String {
    format!("{OWN}/sources")
}

impl Sizes {
    /// Reads those kept: a size and a source on each line.
    pub fn open(mirror: &Mirror) -> Result<Self, KeepError> {
        let bytes = mirror.folder().load(&file()).map_err(|error| KeepError::file(file(), error))?;
        let text = String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned();
        let line = |line: &str| line.split_once(' ').and_then(|(size, source)| Some((source.to_owned(), number(size)?)));
        Ok(Self { greatest: text.lines().filter_map(line).collect(), changed: false })
    }

    /// Takes note of a size, and tells where it is smaller than one shown before.
    pub fn back(&mut self, source: &str, size: u64) -> Option<Finding> {
        let greatest = self.greatest.get(source).copied().unwrap_or(0);
        if size > greatest {
            self.greatest.insert(source.to_owned(), size);
            self.changed = true;
        }
        let words = format!("it shows {size} entries, and showed {greatest} before: what was published is not shown any more");
        (size < greatest).then(|| Finding::at(Kind::Smaller, &source, words))
    }

    /// Keeps them.
    pub fn save(&mut self, mirror: &Mirror) -> Result<(), KeepError> {
        if std::mem::take(&mut self.changed) {
            let text: String = self.greatest.iter().map(|(source, size)| format!("{size} {source}\n")).collect();
            mirror.save(&file(), text.as_bytes())?;
        }
        Ok(())
    }
}
