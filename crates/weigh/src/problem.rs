use std::fmt;

/// One thing wrong with a case: where, what, what is allowed, what was probably meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The line in the file, counted from 1; none where the case came from a form.
    pub line: Option<usize>,
    /// What is wrong; names the key.
    pub what: String,
    /// What is allowed instead.
    pub allowed: Option<String>,
    /// What was probably meant.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem nothing more is known of.
    pub fn new(what: impl Into<String>) -> Self {
        Problem { line: None, what: what.into(), allowed: None, hint: None }
    }

    /// Adds what is allowed.
    pub fn allowed(mut self, words: impl Into<String>) -> Self {
        self.allowed = Some(words.into());
        self
    }

    /// Adds the word that was probably meant, out of those allowed.
    pub fn near<'a>(mut self, word: &str, allowed: impl IntoIterator<Item = &'a str>) -> Self {
        self.hint = rules::nearest(word, allowed).map(|near| format!("did you mean \"{near}\"?"));
        self
    }

    /// Adds the line.
    pub fn at(mut self, line: Option<usize>) -> Self {
        self.line = line;
        self
    }

    /// The problem in one line, with the name of the file it was found in.
    pub fn in_file(&self, file: &str) -> String {
        self.line.map_or_else(|| format!("{file}: {self}"), |line| format!("{file}:{line}: {self}"))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        for part in self.allowed.iter().map(|words| format!("allowed: {words}")).chain(self.hint.clone()) {
            write!(f, "; {part}")?;
        }
        Ok(())
    }
}
