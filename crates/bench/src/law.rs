//! The benchmark's treaty, read as many times as there are treaties: the rules come from files in the book's own format.

use anyhow::{Context, Result, anyhow};
use facts::Treaty;
use rules::Book;

const KINDS: &str = include_str!("../../../bench/law/facts.toml");
const CHAPTER: [(&str, &str); 3] = [
    ("TREATY.md", include_str!("../../../bench/law/ben/TREATY.md")),
    ("READINGS.md", include_str!("../../../bench/law/ben/READINGS.md")),
    ("DUTIES.md", include_str!("../../../bench/law/ben/DUTIES.md")),
];

/// The short name under which the files name their treaty.
const NAMED: &str = "ben";

/// The short name of the treaty of that number.
pub(crate) fn code(treaty: i32) -> String {
    format!("t{treaty:03}")
}

/// The treaty of that number.
pub(crate) fn treaty(number: i32) -> Result<Treaty> {
    code(number).parse().map_err(|what: String| anyhow!(what))
}

/// A book of so many treaties.
pub(crate) fn book(treaties: i32) -> Result<Book> {
    let mut files = vec![("facts.toml".to_owned(), KINDS.to_owned())];
    for number in 0..treaties {
        let code = code(number);
        let of_treaty =
            |(name, text): &(&str, &str)| (format!("{code}/{name}"), text.replace(&format!("\"{NAMED}."), &format!("\"{code}.")));
        files.extend(CHAPTER.iter().map(of_treaty));
    }
    Book::read(&files)
        .map_err(|problems| anyhow!("{}", problems.first().map(ToString::to_string).unwrap_or_default()))
        .context("bench/law")
}
