use std::fmt;
use std::str::FromStr;

/// A State, by its ISO 3166 alpha-3 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct State([u8; 3]);

impl State {
    /// The three capital letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }

    /// The code as it stands in addresses: `per`.
    pub fn slug(&self) -> String {
        self.code().to_ascii_lowercase()
    }
}

impl FromStr for State {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.as_bytes() {
            [a, b, c] if text.bytes().all(|l| l.is_ascii_alphabetic()) => {
                Ok(State([a.to_ascii_uppercase(), b.to_ascii_uppercase(), c.to_ascii_uppercase()]))
            }
            _ => Err(format!("\"{text}\" is not a State code; write the three letters of ISO 3166, e.g. PER")),
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A treaty, by the short name of its folder in the book: `ccm`, `mbt`. At most eight letters or digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Treaty([u8; 8]);

impl Treaty {
    /// The short name.
    pub fn code(&self) -> &str {
        let end = self.0.iter().position(|b| *b == 0).unwrap_or(self.0.len());
        self.0.get(..end).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or("")
    }
}

impl FromStr for Treaty {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fits = (1..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if !fits {
            return Err(format!(
                "\"{text}\" is not a treaty; write its short name, up to eight lower-case letters or digits, e.g. ccm"
            ));
        }
        let mut name = [0; 8];
        name.iter_mut().zip(text.bytes()).for_each(|(to, from)| *to = from);
        Ok(Treaty(name))
    }
}

impl fmt::Display for Treaty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Treaty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
