//! An invented world: the real book, but one consent brings the treaty into force, and as many States as a test names.

use facts::{Amount, Basis, Fact, Gazetteer, Group, Register, SaidBy, State, StateRecord, When, exact_day, fact_id};
use findings::{Measured, Question, Window, World, measure};
use rules::{Book, Counts};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn files(folder: &Path) -> Vec<PathBuf> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The files of the book, by name, with these beside them.
pub fn law(more: &[(&str, &str)]) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../law");
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).unwrap().replace("threshold = 30", "threshold = 1"))
    };
    let kept = |path: &PathBuf| path.extension().is_some_and(|e| e == "md" || e == "toml");
    let mut all: Vec<(String, String)> = files(&root).into_iter().filter(kept).map(read).collect();
    all.extend(more.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    all.sort();
    all
}

/// A world of facts, one a line: `AAA consent 2010-01-15 key=value …`; `-` for no State, or no day.
pub fn world(lines: &str) -> World {
    world_by(Book::read(&law(&[])).unwrap_or_else(|problems| panic!("{}", problems[0])), lines)
}

pub fn world_by(book: Book, lines: &str) -> World {
    let lines = lines.lines().map(str::trim).filter(|l| !l.is_empty());
    let facts: Vec<Fact> = lines.zip(1..).map(|(line, entry)| fact(line, entry, &book)).collect();
    let mut states: Vec<State> = facts.iter().filter_map(|f| f.state).collect();
    states.sort_unstable();
    states.dedup();
    World::new(
        Register::new(facts, Vec::new()),
        book,
        Gazetteer::new(states.into_iter().map(record).collect(), Vec::new()).unwrap(),
    )
}

fn record(state: State) -> StateRecord {
    let (names, official) = (BTreeMap::from([("en".to_owned(), state.to_string())]), state.to_string());
    let (iso2, m49, region, subregion) = (String::new(), String::new(), String::new(), String::new());
    StateRecord { state, iso2, m49, group: Group::None, region, subregion, names, official }
}

fn fact(line: &str, entry: u32, book: &Book) -> Fact {
    let words: Vec<&str> = line.split(' ').filter(|w| !w.is_empty()).collect();
    let given: BTreeMap<&str, &str> = words.iter().filter_map(|w| w.split_once('=')).collect();
    let when = |key: &str| given.get(key).map(|t| t.parse::<When>().unwrap());
    let on: Option<When> = Some(words[2]).filter(|d| *d != "-").map(|d| d.parse().unwrap());
    let mut fact = Fact {
        id: String::new(),
        entry,
        treaty: given.get("treaty").unwrap_or(&"ccm").parse().unwrap(),
        state: Some(words[0]).filter(|w| *w != "-").map(|code| code.parse().unwrap()),
        kind: book.vocabulary.kind(words[1]).unwrap_or_else(|| panic!("{} is not a kind of fact", words[1])),
        on,
        period: given.get("period").map(|t| t.parse().unwrap()),
        until: when("until"),
        about: given.get("about").map(|t| t.replace('_', " ")),
        amounts: Amount::read_all(&given.get("amounts").unwrap_or(&"").replace('_', " ")).unwrap(),
        said_by: given.get("said_by").map_or(SaidBy::Monitor, |t| t.parse().unwrap()),
        published: when("published").or(on),
        collected: None,
        public: None,
        source: (*given.get("source").unwrap_or(&"an invented source")).replace('_', " "),
        basis: Basis::Seen,
        note: String::new(),
        known_from: When::OPEN,
    };
    fact.known_from = fact.first_known(&book.vocabulary);
    fact.id = fact_id(&fact, words[1]);
    fact
}

/// Counts with full knowledge.
pub fn counted(world: &World, window: &str, word: &str, keys: &str) -> Measured {
    known(world, window, "2999-12-31", word, keys)
}

/// Counts as known by a day.
pub fn known(world: &World, window: &str, known_by: &str, word: &str, keys: &str) -> Measured {
    let known_by = exact_day(known_by).unwrap();
    let question = Question { treaty: "ccm".parse().unwrap(), true_on: known_by, known_by, entries: None };
    let counts =
        Counts::read_line(("a test", 1), word, keys, &world.book.vocabulary).unwrap_or_else(|problems| panic!("{}", problems[0]));
    measure(world, &question, Window::read(window, world, &question).unwrap(), &counts)
}

/// `2 of 5 states: AAA BBB | CCC | DDD EEE`: counted, the rest, unknown.
pub fn told(measured: &Measured) -> String {
    let number = |n: Option<f64>| n.map_or("-".to_owned(), |n| n.to_string());
    let whole = measured.whole.map(|n| format!(" of {n}")).unwrap_or_default();
    let list = |list: &[findings::Counted]| {
        let names = list.iter().map(|c| {
            let name = c.state.map_or_else(|| c.about.clone().unwrap_or_default(), |s| s.to_string());
            let period = c.period.map(|p| format!("/{p}")).unwrap_or_default();
            format!("{name}{period}")
        });
        names.collect::<Vec<_>>().join(" ")
    };
    let lists = [list(&measured.counted), list(&measured.rest), list(&measured.unknown)].join(" | ");
    format!("{}{whole} {}: {lists}", number(measured.number), measured.unit).trim_end().to_owned()
}
