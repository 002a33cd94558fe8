//! Claims that somebody published, each as a typed question: what would have to be counted, and what number or list was claimed. Never a
//! verdict: that comes from facts and rules.

mod asked;

pub use asked::{AskedClaim, matching, read_asked};

use crate::{Book, Counts, Problem, check};
use facts::{Treaty, When};
use std::collections::BTreeMap;

/// The columns of `claims.csv`. A claim of several parts has a row for each, with the same id.
pub const CLAIM_COLUMNS: [&str; 14] = [
    "id",
    "source",
    "says",
    "as_of",
    "known",
    "part",
    "treaty",
    "counts",
    "with",
    "window",
    "comparison",
    "value",
    "named",
    "missing",
];

/// One claim.
#[derive(Clone, PartialEq, Debug)]
pub struct Claim {
    /// Its name.
    pub id: String,
    /// The document that makes it, as the register names it.
    pub source: String,
    /// The claim, in few words of ours.
    pub says: String,
    /// The day or the days it speaks of.
    pub as_of: String,
    /// From when it could be read.
    pub known: When,
    /// What is asked, part by part; none where nothing of it can be counted.
    pub parts: Vec<ClaimPart>,
    /// What would have to be on record for it to be asked, where nothing of it can be counted.
    pub missing: String,
}

/// One part of a claim.
#[derive(Clone, PartialEq, Debug)]
pub struct ClaimPart {
    /// What this part claims, where there are several.
    pub says: String,
    /// The treaty it is about.
    pub treaty: Treaty,
    /// What is counted.
    pub counts: Counts,
    /// The days in which.
    pub window: When,
    /// How the count is compared with the claim.
    pub comparison: Comparison,
    /// The number claimed.
    pub value: Option<f64>,
    /// Whether the number is a share in percent.
    pub is_share: bool,
    /// The day claimed.
    pub day: Option<When>,
    /// The States, by code, or the things that are named.
    pub named: Vec<String>,
}

macro_rules! comparisons {
    ($($(#[$doc:meta])* $variant:ident = $word:literal),* $(,)?) => {
        /// How a count is compared with a claim.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Comparison { $($(#[$doc])* $variant),* }

        impl Comparison {
            /// Every word that is allowed.
            pub const WORDS: &'static [&'static str] = &[$($word),*];
            /// The word of `claims.csv`.
            pub fn word(&self) -> &'static str { match self { $(Comparison::$variant => $word),* } }
            fn read(word: &str) -> Option<Self> { match word { $($word => Some(Comparison::$variant),)* _ => None } }
        }
    };
}

comparisons! {
    /// The number is this one.
    Equal = "equal",
    /// The number is this one or greater.
    AtLeast = "at-least",
    /// The number is greater.
    MoreThan = "more-than",
    /// The number is near this one.
    About = "about",
    /// The number was aimed at: short of it, nothing is contradicted.
    Goal = "goal",
    /// The claim gives words for a number; the number is told.
    InWords = "in-words",
    /// Something of the kind is on record.
    OnRecord = "on-record",
    /// The list is this one.
    ListEqual = "list-equal",
    /// The list holds these.
    ListContains = "list-contains",
    /// The list does not hold these.
    ListExcludes = "list-excludes",
    /// The day is this one.
    Day = "day",
}

impl Claim {
    /// Reads the typed questions of claims; either all of them or every problem found.
    pub fn read_all(file: &str, text: &str, book: &Book) -> Result<Vec<Claim>, Vec<Problem>> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().map(|h| h.iter().map(str::to_owned).collect::<Vec<_>>()).unwrap_or_default();
        if header != CLAIM_COLUMNS {
            let problem = Problem::new(file, 1, "the columns are not those of claims").allowed(CLAIM_COLUMNS.join(","));
            return Err(vec![problem]);
        }
        let (mut claims, mut problems): (Vec<Claim>, Vec<Problem>) = (Vec::new(), Vec::new());
        for (line, row) in (2..).zip(reader.records()) {
            match row {
                Ok(row) => {
                    let cells = CLAIM_COLUMNS.into_iter().zip(row.iter().map(str::trim)).collect();
                    Row { at: (file, line), cells, problems: &mut problems }.enter(&mut claims, book);
                }
                Err(what) => problems.push(Problem::new(file, line, what.to_string())),
            }
        }
        if problems.is_empty() { Ok(claims) } else { Err(problems) }
    }
}

struct Row<'r> {
    at: (&'r str, usize),
    cells: BTreeMap<&'static str, &'r str>,
    problems: &'r mut Vec<Problem>,
}

impl<'r> Row<'r> {
    fn cell(&self, name: &str) -> &'r str {
        self.cells.get(name).copied().unwrap_or("")
    }

    fn wrong(&mut self, what: impl Into<String>, allowed: impl Into<String>) {
        let (file, line) = self.at;
        self.problems.push(Problem::new(file, line, what).allowed(allowed));
    }

    /// Enters the row: a new claim, or one more part of the claim before.
    fn enter(mut self, claims: &mut Vec<Claim>, book: &Book) {
        let id = self.cell("id");
        if claims.last().is_none_or(|claim| claim.id != id) {
            if id.is_empty() || claims.iter().any(|claim| claim.id == id) {
                self.wrong(
                    format!("the id \"{id}\" is empty, or stands elsewhere too"),
                    "each claim once, its parts one after the other",
                );
            }
            let known = self.when("known").unwrap_or(When::day(When::OPEN));
            claims.push(Claim {
                id: id.to_owned(),
                source: self.cell("source").to_owned(),
                says: self.cell("says").to_owned(),
                as_of: self.cell("as_of").to_owned(),
                known,
                parts: Vec::new(),
                missing: self.cell("missing").to_owned(),
            });
        }
        if self.cell("counts").is_empty() {
            if self.cell("missing").is_empty() {
                self.wrong("nothing is counted, and `missing` does not say what would be needed", "a count, or what is missing");
            }
            return;
        }
        let part = self.part(book);
        claims.last_mut().into_iter().for_each(|claim| claim.parts.extend(part.clone()));
    }

    fn part(&mut self, book: &Book) -> Option<ClaimPart> {
        let treaty: Option<Treaty> = self.cell("treaty").parse().ok();
        let Some(chapter) = treaty.and_then(|treaty| book.chapter(treaty)) else {
            self.wrong(format!("there is no treaty \"{}\"", self.cell("treaty")), "a treaty of the book");
            return None;
        };
        let counts = match Counts::read_line(self.at, self.cell("counts"), self.cell("with"), &book.vocabulary) {
            Ok(counts) => counts,
            Err(problems) => {
                self.problems.extend(problems);
                return None;
            }
        };
        check::counts(&counts, chapter, self.at, self.problems);
        let Some(comparison) = Comparison::read(self.cell("comparison")) else {
            self.wrong(format!("\"{}\" is not a comparison", self.cell("comparison")), Comparison::WORDS.join(", "));
            return None;
        };
        let window = self.when("window")?;
        let named = self.cell("named").split('|').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let text = self.cell("value");
        let number = text.trim_end_matches(" percent");
        let day = (comparison == Comparison::Day).then(|| self.when("value")).flatten();
        let value = if day.is_some() { None } else { number.parse::<f64>().ok() };
        if value.is_none() && day.is_none() && !text.is_empty() {
            self.wrong(
                format!("`value` = \"{text}\" is not a number"),
                "a number, or a number and the word percent; a day where days are compared",
            );
        }
        Some(ClaimPart {
            says: self.cell("part").to_owned(),
            treaty: chapter.treaty.treaty,
            counts,
            window,
            comparison,
            value,
            is_share: text.ends_with(" percent"),
            day,
            named,
        })
    }

    fn when(&mut self, column: &str) -> Option<When> {
        match self.cell(column).parse::<When>() {
            Ok(when) => Some(when),
            Err(what) => {
                self.wrong(format!("`{column}`: {what}"), "a day, a month, a year, or two of them: 2016-01-01/2020-04");
                None
            }
        }
    }
}
