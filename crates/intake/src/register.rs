//! The tables of facts in `register/`: one shape for all, described in its README.

use crate::Problem;
use facts::{Amount, Fact, Gazetteer, Role, Treaty, Vocabulary, When, fact_id};

/// The tables of facts, in the order in which they enter the ledger.
pub const TABLES: [&str; 18] = [
    "participation.csv",
    "meetings.csv",
    "reports.csv",
    "stocks.csv",
    "retention.csv",
    "clearance.csv",
    "requests.csv",
    "laws.csv",
    "views.csv",
    "victims.csv",
    "measures.csv",
    "outside.csv",
    "use.csv",
    "casualties.csv",
    "votes.csv",
    "offices.csv",
    "figures.csv",
    "watch.csv",
];

/// The columns of every table of facts.
pub const COLUMNS: [&str; 15] = [
    "treaty",
    "state",
    "kind",
    "on",
    "period",
    "until",
    "about",
    "amounts",
    "said_by",
    "published",
    "collected",
    "public",
    "source",
    "basis",
    "note",
];

/// Reads one table; either all its facts or every row that is not in order.
pub fn read_table(file: &str, text: &str, vocabulary: &Vocabulary, gazetteer: &Gazetteer) -> Result<Vec<Fact>, Vec<Problem>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    if header.iter().ne(COLUMNS) {
        let what = format!("the columns are {}; they must be {}", header.iter().collect::<Vec<_>>().join(","), COLUMNS.join(","));
        return Err(vec![Problem {
            file: file.to_owned(),
            row: 1,
            column: None,
            what,
            hint: Some("the columns are told in register/README.md"),
        }]);
    }
    let (mut facts, mut problems) = (Vec::new(), Vec::new());
    for (index, record) in reader.records().enumerate() {
        let at = u64::try_from(index).unwrap_or(0) + 2;
        let mut row = Row { file, at, record: record.unwrap_or_default(), vocabulary, gazetteer, problems: &mut problems };
        facts.extend(row.read());
    }
    duplicates(file, &facts, &mut problems);
    if problems.is_empty() { Ok(facts) } else { Err(problems) }
}

/// The treaties that a table speaks of and the book does not, each with its first row.
pub fn strangers(file: &str, facts: &[Fact], treaties: &[Treaty]) -> Vec<Problem> {
    let mut met: Vec<Treaty> = Vec::new();
    let mut problems = Vec::new();
    for (fact, row) in facts.iter().zip(2..) {
        if treaties.contains(&fact.treaty) || met.contains(&fact.treaty) {
            continue;
        }
        met.push(fact.treaty);
        let allowed: Vec<&str> = treaties.iter().map(Treaty::code).collect();
        let what = format!("\"{}\" is no treaty of the book; allowed: {}", fact.treaty, allowed.join(", "));
        let hint = Some("a treaty comes into the book with its own folder in law/; see docs/new-treaty.md");
        problems.push(Problem { file: file.to_owned(), row, column: Some("treaty"), what, hint });
    }
    problems
}

fn duplicates(file: &str, facts: &[Fact], problems: &mut Vec<Problem>) {
    let mut seen = std::collections::BTreeMap::new();
    for (index, fact) in facts.iter().enumerate() {
        let row = u64::try_from(index).unwrap_or(0) + 2;
        if let Some(first) = seen.insert(&fact.id, row) {
            let what = format!("the row says the same as row {first}");
            problems.push(Problem {
                file: file.to_owned(),
                row,
                column: None,
                what,
                hint: Some("leave one of them out, or say in the note how they differ"),
            });
        }
    }
}

struct Row<'a> {
    file: &'a str,
    at: u64,
    record: csv::StringRecord,
    vocabulary: &'a Vocabulary,
    gazetteer: &'a Gazetteer,
    problems: &'a mut Vec<Problem>,
}

impl Row<'_> {
    fn wrong(&mut self, column: &'static str, what: impl Into<String>, hint: Option<&'static str>) {
        self.problems.push(Problem { file: self.file.to_owned(), row: self.at, column: Some(column), what: what.into(), hint });
    }

    fn cell(&self, column: &'static str) -> String {
        let place = COLUMNS.iter().position(|c| *c == column);
        place.and_then(|p| self.record.get(p)).unwrap_or("").trim().to_owned()
    }

    /// Reads a cell that may be empty.
    fn optional<T>(&mut self, column: &'static str, read: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let text = self.cell(column);
        if text.is_empty() {
            return None;
        }
        read(&text).map_err(|what| self.wrong(column, what, None)).ok()
    }

    /// Reads a cell that must be there.
    fn required<T>(&mut self, column: &'static str, read: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        if self.cell(column).is_empty() {
            self.wrong(column, "the cell is empty", Some("every fact needs it; see register/README.md"));
        }
        self.optional(column, read)
    }

    fn read(&mut self) -> Option<Fact> {
        let before = self.problems.len();
        let vocabulary = self.vocabulary;
        let kind = self.required("kind", |name| {
            vocabulary.kind(name).ok_or_else(|| format!("\"{name}\" is not a kind of fact; the kinds are told in law/facts.toml"))
        })?;
        let gazetteer = self.gazetteer;
        let state = self.optional("state", |text| {
            let found = text.parse().ok().filter(|s| gazetteer.record(*s).is_some());
            found.ok_or_else(|| match gazetteer.find(text) {
                Some(state) => format!("\"{text}\" is a name; write its code, {state}"),
                None => format!("\"{text}\" is no State of register/states.csv"),
            })
        });
        let exact = |text: &str| facts::exact_day(text);
        let mut fact = Fact {
            id: String::new(),
            entry: 0,
            treaty: self.required("treaty", str::parse)?,
            state,
            kind,
            on: self.optional("on", str::parse),
            period: self.optional("period", str::parse),
            until: self.optional("until", str::parse),
            about: Some(self.cell("about")).filter(|a| !a.is_empty()),
            amounts: self.optional("amounts", Amount::read_all).unwrap_or_default(),
            said_by: self.required("said_by", str::parse)?,
            published: self.optional("published", str::parse),
            collected: self.optional("collected", exact),
            public: self.optional("public", str::parse),
            source: self.required("source", |s| Ok(s.to_owned()))?,
            basis: self.required("basis", str::parse)?,
            note: self.cell("note"),
            known_from: When::OPEN,
        };
        fact.known_from = fact.first_known(self.vocabulary);
        fact.id = fact_id(&fact, self.vocabulary.name(kind));
        self.check(&fact);
        (self.problems.len() == before).then_some(fact)
    }

    fn check(&mut self, fact: &Fact) {
        let Some(record) = self.vocabulary.record(fact.kind) else { return };
        let (role, stateless, needs) = (record.role, record.stateless, record.needs.clone());
        if fact.state.is_none() && !stateless {
            self.wrong(
                "state",
                "the cell is empty",
                Some("this kind of fact is about one State; law/facts.toml says which kinds stand without one"),
            );
        }
        for column in COLUMNS.into_iter().filter(|c| needs.iter().any(|n| n == c)) {
            if self.cell(column).is_empty() {
                self.wrong(column, "the cell is empty", Some("this kind of fact needs it; see law/facts.toml"));
            }
        }
        if fact.published.is_none_or(|p| p.is_open()) && fact.collected.is_none() {
            self.wrong("published", "the source has no day", Some("give in `collected` the day on which it was read"));
        }
        let published = fact.published.filter(|p| !p.is_open()).map(|p| p.last).or(fact.collected);
        let before_it_happened = fact.on.zip(published).is_some_and(|(on, published)| on.first > published);
        if role == Role::Event && before_it_happened {
            self.wrong(
                "published",
                "the event is published before it happened",
                Some("move the publication to the event's day and say so in the note"),
            );
        }
    }
}
