use std::fmt;

/// One thing wrong with a document: where, what, what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// The row, counted as a spreadsheet counts: the header is row 1.
    pub row: u64,
    /// The column, where one is at fault.
    pub column: Option<&'static str>,
    /// What is wrong, and what is allowed.
    pub what: String,
    /// What to do.
    pub hint: Option<&'static str>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, row {}", self.file, self.row)?;
        if let Some(column) = self.column {
            write!(f, ", column \"{column}\"")?;
        }
        write!(f, ": {}", self.what)?;
        if let Some(hint) = self.hint {
            write!(f, "\n  hint: {hint}")?;
        }
        Ok(())
    }
}
