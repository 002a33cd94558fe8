use crate::choice::source_day;
use crate::spoken::{Spoken, used};
use crate::{Question, Rolls, Status};
use facts::{Fact, State, When, Years};
use std::collections::BTreeMap;

/// What is looked at outside the treaty.
struct Topic {
    word: &'static str,
    /// The kinds that mean yes.
    yes: &'static [&'static str],
    /// The kinds that mean no.
    no: &'static [&'static str],
    /// How the names of printed numbers about it begin.
    printed: &'static str,
}

const TOPICS: [Topic; 3] = [
    Topic {
        word: "production",
        yes: &["production-reported"],
        no: &["production-ended", "production-none"],
        printed: "producers",
    },
    Topic {
        word: "stocks",
        yes: &["stockpile-believed", "stockpile-declared"],
        no: &["stockpile-none", "stockpile-destruction-completed"],
        printed: "stockpilers",
    },
    Topic { word: "transfer", yes: &["transfer-reported"], no: &["transfer-none"], printed: "transfer" },
];

/// Who outside the treaty is said to produce, to hold stocks or to have transferred, and how the lists changed.
#[derive(Clone, Debug)]
pub struct Outside<'a> {
    /// `production`, `stocks`, `transfer`.
    pub topic: &'static str,
    /// The States that are no party on the day, of which the row used says yes, each with all that is said of it.
    pub states: Vec<Named<'a>>,
    /// The lists that sources printed, in the order of their days.
    pub lists: Vec<List<'a>>,
    /// Numbers that sources print for the world, in the order of their days.
    pub printed: Vec<&'a Fact>,
}

/// One State and what is said of it.
#[derive(Clone, Debug)]
pub struct Named<'a> {
    /// The State.
    pub state: State,
    /// The row used: the higher rank, then the later publication.
    pub used: &'a Fact,
    /// The others.
    pub beside: Vec<&'a Fact>,
}

/// States named together by one source for one time.
#[derive(Clone, Debug)]
pub struct List<'a> {
    /// One of its rows: source, day and publication are those of all.
    pub of: &'a Fact,
    /// The States it names.
    pub states: Vec<State>,
    /// Those of them that are no party on the day asked about.
    pub outside: Vec<State>,
}

/// A source and a time: what is the same for the rows of one list.
type Sheet<'a> = (Option<When>, Option<Years>, Option<When>, &'a str);

pub(crate) fn outside<'a>(spoken: &Spoken<'a>, rolls: &Rolls<'a>, question: &Question) -> Vec<Outside<'a>> {
    let is_outside = |state: State| !matches!(rolls.status(state, question.true_on), Status::Party | Status::Consented);
    TOPICS.iter().map(|topic| of_topic(topic, spoken, &is_outside)).collect()
}

fn of_topic<'a>(topic: &Topic, spoken: &Spoken<'a>, is_outside: &dyn Fn(State) -> bool) -> Outside<'a> {
    let (yes, no) = (spoken.kinds(topic.yes), spoken.kinds(topic.no));
    let mut by_state: BTreeMap<State, Vec<&'a Fact>> = BTreeMap::new();
    let mut by_sheet: BTreeMap<Sheet<'a>, Vec<&'a Fact>> = BTreeMap::new();
    for fact in spoken.of_all(&[yes.clone(), no].concat()) {
        let Some(state) = fact.state else { continue };
        by_state.entry(state).or_default().push(fact);
        if yes.contains(&fact.kind) {
            by_sheet.entry((fact.on, fact.period, fact.published, &fact.source)).or_default().push(fact);
        }
    }
    let named = |(state, rows): (State, Vec<&'a Fact>)| {
        let used = used(&rows).filter(|fact| yes.contains(&fact.kind))?;
        Some(Named { state, used, beside: rows.into_iter().filter(|fact| fact.id != used.id).collect() })
    };
    let list = |rows: Vec<&'a Fact>| {
        let states: Vec<State> = rows.iter().filter_map(|fact| fact.state).collect();
        let outside = states.iter().copied().filter(|state| is_outside(*state)).collect();
        rows.first().map(|of| List { of, states, outside })
    };
    let about = |fact: &&Fact| fact.about.as_deref().is_some_and(|about| about.starts_with(topic.printed));
    let mut printed: Vec<&Fact> = spoken.of_none(&spoken.kinds(&["figure-printed"])).into_iter().filter(about).collect();
    printed.sort_by_key(|fact| (source_day(fact), fact.entry));
    Outside {
        topic: topic.word,
        states: by_state.into_iter().filter(|(state, _)| is_outside(*state)).filter_map(named).collect(),
        // One row of a source is a statement about one State, no list.
        lists: by_sheet.into_values().filter(|rows| rows.len() > 1).filter_map(list).collect(),
        printed,
    }
}
