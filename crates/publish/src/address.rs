//! Where a page stands: its path, and the two dates that are part of every address.

use facts::{Day, State, Treaty};
use findings::Question;
use rules::RuleId;

/// The place of the reader: what is asked, whether it is the latest day, and the path of the page.
#[derive(Clone, Debug)]
pub struct Place {
    /// What is asked.
    pub question: Question,
    /// The latest day that can be asked about: today.
    pub today: Day,
    /// How many entries the ledger holds.
    pub entries: u32,
    /// The path of this page below the treaty: `overdue`, `states/per`; empty for the overview.
    pub path: String,
    /// What else was asked, such as `period=2013`, to be kept in the page's own address; its values as [`in_address`] writes them.
    pub also: String,
    /// How the open questions of law are read, where not by default: `profile=strict&reading=AMB-27:B`.
    pub readings: String,
}

impl Place {
    /// The treaty of this page.
    pub fn treaty(&self) -> Treaty {
        self.question.treaty
    }

    /// Whether both dates are today's and nothing pins the ledger: the latest day.
    pub fn is_latest(&self) -> bool {
        let question = &self.question;
        question.true_on == self.today && question.known_by == self.today && question.entries.is_none()
    }

    /// The address of another page for the same two dates.
    pub fn to(&self, path: &str) -> String {
        self.address(path, "", self.question.entries)
    }

    /// The address of another page, with more asked: `period=2013`.
    pub fn to_with(&self, path: &str, also: &str) -> String {
        self.address(path, also, self.question.entries)
    }

    /// The address of another page for other dates.
    pub fn at(&self, path: &str, true_on: Day, known_by: Day) -> String {
        let question = Question { true_on, known_by, ..self.question };
        Place { question, ..self.clone() }.to(path)
    }

    /// This page's data twin: `json` or `csv`.
    pub fn twin(&self, ending: &str) -> String {
        let path = match self.path.as_str() {
            "" => "index",
            Self::HOME => "/index",
            path => path,
        };
        self.address(&format!("{path}.{ending}"), &self.also, self.question.entries)
    }

    /// The address that gives this page for ever as it stands: both dates and the size of the ledger.
    pub fn permanent(&self) -> String {
        self.address(&self.path, &self.also, Some(self.question.entries.unwrap_or(self.entries)))
    }

    /// This page's own path, without dates.
    pub fn own(&self) -> String {
        self.bare(&self.path)
    }

    /// This page with every open question of law read by default.
    pub fn by_default(&self) -> String {
        Place { readings: String::new(), ..self.clone() }.here()
    }

    /// This page with one open question of law read by that letter, and all others as they are.
    pub fn read_as(&self, id: &str, letter: &str) -> String {
        let (mut profile, mut readings) = (Vec::new(), Vec::new());
        for part in self.readings.split('&').filter(|part| !part.is_empty()) {
            match part.strip_prefix("reading=") {
                Some(pairs) => readings.extend(pairs.split(',').filter(|pair| !pair.starts_with(id)).map(str::to_owned)),
                None => profile.push(part.to_owned()),
            }
        }
        readings.push(format!("{id}:{letter}"));
        profile.push(format!("reading={}", readings.join(",")));
        Place { readings: profile.join("&"), ..self.clone() }.here()
    }

    /// This page by a profile of the book.
    pub fn by_profile(&self, name: &str) -> String {
        let readings = if name == "default" { String::new() } else { format!("profile={name}") };
        Place { readings, ..self.clone() }.here()
    }

    /// How the open questions of law are read, as the fields of a form.
    pub fn read(&self) -> impl Iterator<Item = (&str, &str)> {
        self.readings.split('&').filter_map(|pair| pair.split_once('='))
    }

    fn here(&self) -> String {
        self.address(&self.path, &self.also, self.question.entries)
    }

    /// This page on the latest day.
    pub fn latest(&self) -> String {
        let asked: Vec<&str> = [self.also.as_str(), &self.readings].into_iter().filter(|part| !part.is_empty()).collect();
        let asked = if asked.is_empty() { String::new() } else { format!("?{}", asked.join("&")) };
        format!("{}{asked}", self.bare(&self.path))
    }

    /// The path of the first page, which lists every treaty.
    pub const HOME: &'static str = "/";

    fn bare(&self, path: &str) -> String {
        if path.starts_with(Self::HOME) {
            return path.to_owned();
        }
        if path.is_empty() { format!("/{}", self.treaty()) } else { format!("/{}/{path}", self.treaty()) }
    }

    fn address(&self, path: &str, also: &str, entries: Option<u32>) -> String {
        let also = if also.is_empty() { String::new() } else { format!("{also}&") };
        let pinned = entries.map(|n| format!("&entries={n}")).unwrap_or_default();
        let readings = if self.readings.is_empty() { String::new() } else { format!("&{}", self.readings) };
        let (on, known_by) = (self.question.true_on, self.question.known_by);
        format!("{}?{also}on={on}&known-by={known_by}{pinned}{readings}", self.bare(path))
    }

    /// The page of a State.
    pub fn state(&self, state: State) -> String {
        self.to(&state_path(state))
    }

    /// The explanation of a finding.
    pub fn finding(&self, finding: &findings::Finding) -> String {
        let also: Vec<String> =
            [finding.period.map(|p| format!("period={p}")), finding.about.as_ref().map(|a| format!("about={a}"))]
                .into_iter()
                .flatten()
                .collect();
        self.to_with(&finding_path(&finding.rule, finding.state), &also.join("&"))
    }

    /// The page of a rule's article.
    pub fn rule(&self, article: &str, rule: &RuleId) -> String {
        format!("{}#{}", self.to(&format!("law/{article}")), rule.local())
    }

    /// The page of a fact.
    pub fn fact(&self, id: &str) -> String {
        self.to(&format!("facts/{id}"))
    }
}

/// `states/per`
pub fn state_path(state: State) -> String {
    format!("states/{}", state.slug())
}

/// `law/3.2/per`
pub fn finding_path(rule: &RuleId, state: State) -> String {
    format!("law/{}/{}", rule.local(), state.slug())
}

/// A value as it stands in an address: whatever is not a plain letter, digit or mark is written as `%` and its number (RFC 3986).
pub fn in_address(value: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    value.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// The value that [`in_address`] wrote.
pub(crate) fn from_address(written: &str) -> String {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written.bytes();
    while let Some(byte) = rest.next() {
        let hex = |digit: Option<u8>| digit.and_then(|d| char::from(d).to_digit(16)).and_then(|d| u8::try_from(d).ok());
        match (byte == b'%').then(|| (hex(rest.next()), hex(rest.next()))) {
            Some((Some(high), Some(low))) => bytes.push(high * 16 + low),
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_comes_out_of_an_address_as_it_went_in() {
        for (value, written) in [
            ("4.1", "4.1"),
            ("USA, Côte d'Ivoire", "USA%2C%20C%C3%B4te%20d%27Ivoire"),
            ("50 % & more=\"", "50%20%25%20%26%20more%3D%22"),
        ] {
            assert_eq!(in_address(value), written);
            assert_eq!(from_address(written), value);
        }
    }
}
