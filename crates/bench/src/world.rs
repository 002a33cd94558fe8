//! The made-up facts as a world that can be asked.

use crate::law;
use crate::workload::Workload;
use anyhow::{Context, Result, anyhow, bail};
use facts::{Amount, Basis, Day, Fact, FactNo, Gazetteer, Group, Kind, SaidBy, State, StateRecord, Treaty, When, Years};
use findings::World;
use jiff::civil::date;
use rules::Book;
use std::collections::BTreeMap;

/// The columns of `facts.bin`, by their places in `bench/MEANING.md`.
const STATE: usize = 2;
const KIND: usize = 3;
const DUTY: usize = 4;
const YEAR: usize = 5;
const YEAR_TO: usize = 6;
const ON: usize = 7;
const UNTIL: usize = 8;
const KNOWN: usize = 9;
const GONE: usize = 10;
const SAID_BY: usize = 11;
const FIGURE: usize = 12;

/// The kinds of fact by their numbers in `bench/MEANING.md`.
const PROGRESS: i32 = 4;

/// A world of made-up facts. The facts are compiled and let go, as the columns of the other engines hold no texts either.
pub(crate) fn world(workload: &Workload) -> Result<World> {
    let book = law::book(workload.size.treaties)?;
    let reader = Reader::new(workload, &book)?;
    Ok(World::lean(book, gazetteer(workload.size.states)?, |treaty| reader.of_treaty(treaty)))
}

/// The State of that number: three letters that sort as the numbers do.
pub(crate) fn state(number: i32) -> Result<State> {
    let letter = |n: i32| char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
    let code: String = [letter(number / 676), letter(number / 26), letter(number)].into_iter().collect();
    code.parse().map_err(|what: String| anyhow!(what))
}

fn gazetteer(states: i32) -> Result<Gazetteer> {
    let record = |number| -> Result<StateRecord> {
        let state = state(number)?;
        Ok(StateRecord {
            state,
            iso2: String::new(),
            m49: String::new(),
            group: Group::None,
            region: String::new(),
            subregion: String::new(),
            names: BTreeMap::from([("en".to_owned(), format!("State {number}"))]),
            official: format!("The State of number {number}"),
        })
    };
    let records = (0..states).map(record).collect::<Result<Vec<_>>>()?;
    Gazetteer::new(records, Vec::new()).map_err(|what| anyhow!(what))
}

/// Reads the columns treaty by treaty.
struct Reader<'a> {
    workload: &'a Workload,
    by_treaty: BTreeMap<Treaty, Vec<u32>>,
    states: Vec<State>,
    kinds: Kinds,
}

impl<'a> Reader<'a> {
    fn new(workload: &'a Workload, book: &Book) -> Result<Self> {
        let mut by_number: BTreeMap<i32, Vec<u32>> = BTreeMap::new();
        let [_, treaties, ..] = &workload.columns;
        for (row, treaty) in (0u32..).zip(treaties) {
            by_number.entry(*treaty).or_default().push(row);
        }
        let by_treaty = by_number.into_iter().map(|(number, rows)| Ok((law::treaty(number)?, rows))).collect::<Result<_>>()?;
        let states = (0..workload.size.states).map(state).collect::<Result<_>>()?;
        Ok(Reader { workload, by_treaty, states, kinds: Kinds::of(book)? })
    }

    fn of_treaty<'r>(&'r self, treaty: Treaty) -> impl Iterator<Item = (FactNo, Fact, Option<Day>)> + use<'r, 'a> {
        let rows = self.by_treaty.get(&treaty).into_iter().flatten();
        rows.filter_map(move |row| {
            let cell =
                |column: usize| self.workload.columns.get(column).and_then(|c| c.get(*row as usize)).copied().unwrap_or(-1);
            let state = usize::try_from(cell(STATE)).ok().and_then(|at| self.states.get(at)).copied();
            let gone = (cell(GONE) != i32::MAX).then(|| day(cell(GONE)));
            Some((FactNo::at(*row), fact(&self.kinds, treaty, state, cell)?, gone))
        })
    }
}

/// The kinds of fact by the numbers of kind and duty.
pub(crate) struct Kinds {
    by_number: BTreeMap<(i32, i32), Kind>,
    other: Kind,
}

impl Kinds {
    pub fn of(book: &Book) -> Result<Self> {
        let kind = |name: &str| book.vocabulary.kind(name).with_context(|| format!("bench/law/facts.toml has no kind {name}"));
        let mut by_number = BTreeMap::new();
        by_number.insert((0, -1), kind("consent")?);
        for duty in 0..12 {
            let names = [
                (2, "done"),
                (3, "report"),
                (PROGRESS, "progress"),
                (6, "absent"),
                (7, "report-absent"),
                (8, "declared"),
                (9, "none"),
            ];
            for (number, name) in names {
                by_number.extend(book.vocabulary.kind(&format!("{name}-{duty}")).map(|kind| ((number, duty), kind)));
            }
            for (number, name) in [(1, "extension-granted"), (5, "extension-requested"), (10, "list-complete")] {
                by_number.insert((number, duty), kind(name)?);
            }
        }
        Ok(Kinds { by_number, other: kind("other")? })
    }

    fn kind(&self, kind: i32, duty: i32) -> Kind {
        self.by_number.get(&(kind, duty)).copied().unwrap_or(self.other)
    }
}

/// A new progress fact of a State, known on its own day: what is entered where the time of one new fact is measured.
pub(crate) fn progress(kinds: &Kinds, treaty: Treaty, state: State, on: Day) -> Result<Fact> {
    let on = epoch(on)?;
    let cell = |column: usize| match column {
        KIND => PROGRESS,
        DUTY => 1,
        YEAR | YEAR_TO => 2025,
        ON | KNOWN => on,
        SAID_BY => 2,
        FIGURE => 5,
        _ => -1,
    };
    fact(kinds, treaty, Some(state), cell).context("a fact without a day")
}

fn fact(kinds: &Kinds, treaty: Treaty, state: Option<State>, cell: impl Fn(usize) -> i32) -> Option<Fact> {
    let kind = cell(KIND);
    let about = matches!(kind, 1 | 5 | 10).then(|| format!("{treaty}.{}", cell(DUTY)));
    let years = || Some(Years { first: i16::try_from(cell(YEAR)).ok()?, last: i16::try_from(cell(YEAR_TO)).ok()? });
    let figure = (kind == PROGRESS).then(|| Amount { hedge: None, unit: "items".to_owned(), number: f64::from(cell(FIGURE)) });
    let known = day(cell(KNOWN));
    Some(Fact {
        id: String::new(),
        entry: 0,
        treaty,
        state,
        kind: kinds.kind(kind, cell(DUTY)),
        on: Some(When::day(day(cell(ON)))),
        period: if cell(YEAR) >= 0 { years() } else { None },
        until: (cell(UNTIL) >= 0).then(|| When::day(day(cell(UNTIL)))),
        about,
        amounts: figure.into_iter().collect(),
        said_by: said_by(cell(SAID_BY)),
        published: Some(When::day(known)),
        collected: None,
        public: None,
        source: String::new(),
        basis: Basis::Seen,
        note: String::new(),
        known_from: known,
    })
}

fn said_by(rank: i32) -> SaidBy {
    match rank {
        0 => SaidBy::Depositary,
        1 => SaidBy::Meeting,
        2 => SaidBy::State,
        3 => SaidBy::SupportUnit,
        4 => SaidBy::Monitor,
        _ => SaidBy::Press,
    }
}

const EPOCH: Day = date(1970, 1, 1);

/// The day so many days after 1 January 1970.
pub(crate) fn day(since: i32) -> Day {
    EPOCH.checked_add(jiff::SignedDuration::from_hours(24 * i64::from(since))).unwrap_or(When::OPEN)
}

/// How many days after 1 January 1970 a day is.
pub(crate) fn epoch(day: Day) -> Result<i32> {
    match EPOCH.until(day) {
        Ok(span) => Ok(span.get_days()),
        Err(_) => bail!("{day} is too far from 1970"),
    }
}
