use std::fmt;

/// One thing wrong with the book: where, what, what is allowed, what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The file, as named in `law/`.
    pub file: String,
    /// The line in that file, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What is allowed instead.
    pub allowed: Option<String>,
    /// What to do.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem at a place.
    pub fn new(file: &str, line: usize, what: impl Into<String>) -> Self {
        Problem { file: file.to_owned(), line, what: what.into(), allowed: None, hint: None }
    }

    /// Adds what is allowed.
    pub fn allowed(mut self, words: impl Into<String>) -> Self {
        self.allowed = Some(words.into());
        self
    }

    /// Adds what to do.
    pub fn hint(mut self, words: impl Into<String>) -> Self {
        self.hint = Some(words.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Claims stand in tables beside the book, or in a reader's own file.
        let below = if self.file.ends_with(".csv") { "" } else { "law/" };
        write!(f, "{below}{}:{}: {}", self.file, self.line, self.what)?;
        if let Some(allowed) = &self.allowed {
            write!(f, "\n  allowed: {allowed}")?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "\n  hint: {hint}")?;
        }
        Ok(())
    }
}

/// The allowed word nearest to one that was written, if any is near.
pub fn nearest<'a>(word: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored = allowed.into_iter().map(|a| (distance(word, a), a));
    scored.filter(|(d, a)| *d <= 1 + a.len() / 4).min().map(|(_, a)| a)
}

/// How many letters must be changed, added or dropped to turn one word into the other.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.chars().enumerate() {
            let get = |row: &[usize], k: usize| row.get(k).copied().unwrap_or(usize::MAX - 1);
            let replaced = get(&row, j) + usize::from(x != y);
            next.push(replaced.min(get(&row, j + 1) + 1).min(get(&next, j) + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}
