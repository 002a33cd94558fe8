//! Every request for more time, laid beside what the text asks of one: when it came, what it holds, how long it is, how many years
//! the work would take, what was decided, and how other requests were. Arithmetic and lists; never a verdict. A person judges.
//!
//! Sources: CCM Articles 3(3) to (5) and 4(5) to (8). Readings: AMB-04, AMB-16, AMB-19.

mod compare;
mod decision;
mod group;
mod items;
mod length;
mod meeting;
mod need;

pub use compare::{Comparison, Ranked};
pub use decision::{Decision, Gap, How, Modality};
pub use items::{Item, Told};
pub use length::{Flag, LengthTest, Span};
pub use meeting::{Meeting, Timing};
pub use need::{Need, Pace, PaceKind, Remaining, Years};

use crate::choice::source_day;
use crate::world::Asked;
use crate::{Question, World};
use facts::{Day, Fact, Kind, SaidBy, State, When};
use rules::shapes::{Deadline, Extension};
use rules::{Rule, RuleId, Shape};

/// One request of one State for more time for one duty, as known. Revisions belong to the request they revise.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// `deu-4-2019`: the State, the article, the year of the request; `-2` where that year has two of them.
    pub id: String,
    /// The State.
    pub state: State,
    /// The duty.
    pub duty: RuleId,
    /// The rule by which its day can be moved.
    pub rule: RuleId,
    /// The article of that rule.
    pub article: String,
    /// Which request on record for this duty it is, from 1.
    pub number: usize,
    /// Everything on record about it, in the order of days.
    pub facts: Vec<&'a Fact>,
    /// When it was submitted; none where only an analysis, a decision or a named deadline shows that there was one.
    pub submitted: Option<Submission<'a>>,
    /// Until when more time was asked for.
    pub until: Option<Until<'a>>,
    /// The day in force that it asked to move.
    pub from: Option<When>,
    /// The meeting that considered it, and whether it came in time for it.
    pub meeting: Option<Meeting>,
    /// Whether it came before the day in force had passed; none where the text does not ask that.
    pub before_expiry: Option<Told>,
    /// How long it is, beside the longest single extension of the text.
    pub length: LengthTest,
    /// What the text asks a request to contain, item by item.
    pub items: Vec<Item<'a>>,
    /// What action plans and proposals ask of a request beyond the text.
    pub commitments: Vec<Item<'a>>,
    /// Sources that call the request incomplete without naming an item.
    pub called_incomplete: Vec<&'a Fact>,
    /// Years asked beside years needed.
    pub need: Need<'a>,
    /// What a person may want to look at.
    pub flags: Vec<Flag>,
    /// What was decided.
    pub decision: Decision<'a>,
    /// How long the day had passed without a decision on record.
    pub gap: Option<Gap>,
    /// All earlier requests under the same article.
    pub earlier: Comparison,
    /// The first day any of its facts could mean: the order of requests.
    pub first: Day,
}

/// When a request was submitted.
#[derive(Clone, Debug)]
pub struct Submission<'a> {
    /// The day.
    pub on: When,
    /// The fact that tells it.
    pub fact: &'a Fact,
    /// Whether it is a day of receipt; else the day the request bears or a source gives.
    pub received: bool,
    /// Other days on record for the same request: revisions, and the days that the document itself bears.
    pub others: Vec<&'a Fact>,
}

/// Until when more time was asked for.
#[derive(Clone, Debug)]
pub struct Until<'a> {
    /// The day.
    pub day: When,
    /// The fact that tells it.
    pub fact: &'a Fact,
    /// Sources that tell another day.
    pub differ: Vec<&'a Fact>,
}

impl Request<'_> {
    /// Whether no decision on it is on record, nor any source that names a later deadline.
    pub fn is_pending(&self) -> bool {
        matches!(self.decision.how, How::NotOnRecord)
    }

    /// Whether it came in time for its meeting.
    pub fn timing(&self) -> Timing {
        self.meeting.as_ref().map_or(Timing::NotEstablished, |m| m.timing)
    }

    /// How many of the items that the text asks for are answered, by what is on record.
    pub fn answered(&self) -> usize {
        self.items.iter().filter(|i| i.told == Told::Yes).count()
    }

    /// The year that names it.
    fn year(&self) -> i16 {
        self.submitted.as_ref().map_or(self.first, |s| s.on.first).year()
    }
}

/// Every request on record by the day asked, as known, oldest first.
pub fn requests<'a>(world: &'a World, question: &Question) -> Vec<Request<'a>> {
    let mut found = of_states(world, question, None);
    compare::with_earlier(&mut found);
    found
}

/// The requests of one State, oldest first, without the earlier ones of others.
pub fn requests_of<'a>(world: &'a World, question: &Question, state: State) -> Vec<Request<'a>> {
    of_states(world, question, Some(state))
}

fn of_states<'a>(world: &'a World, question: &Question, only: Option<State>) -> Vec<Request<'a>> {
    let Some(asked) = world.ask(question, only) else { return Vec::new() };
    let (kinds, openings) = (Kinds::of(world), meeting::meetings(&asked));
    let mut found: Vec<Request<'a>> = Vec::new();
    for duty in &asked.chapter.rules {
        let Some((deadline, rule, extension)) = extendable(&asked, duty) else { continue };
        let law = Law { duty, deadline, rule, extension };
        for state in asked.hall.columns.states.iter().filter(|state| only.is_none_or(|only| only == **state)) {
            found.extend(of_state(&Case { asked: &asked, law, kinds: &kinds, openings: &openings }, *state));
        }
    }
    found.sort_by(|a, b| (a.first, a.year(), a.state, &a.duty).cmp(&(b.first, b.year(), b.state, &b.duty)));
    name(&mut found);
    found
}

/// The rules a request is laid beside.
#[derive(Clone, Copy)]
pub(crate) struct Law<'r> {
    pub duty: &'r Rule,
    pub deadline: &'r Deadline,
    pub rule: &'r Rule,
    pub extension: &'r Extension,
}

fn extendable<'r>(asked: &Asked<'r>, duty: &'r Rule) -> Option<(&'r Deadline, &'r Rule, &'r Extension)> {
    let Shape::Deadline(deadline) = &duty.shape else { return None };
    let rule = asked.chapter.rule(deadline.extended_by.as_ref()?)?;
    let Shape::Extension(extension) = &rule.shape else { return None };
    Some((deadline, rule, extension))
}

/// What every part of the analysis is made from: the question, the rules, the kinds of fact, the meetings.
pub(crate) struct Case<'c, 'a> {
    pub asked: &'c Asked<'a>,
    pub law: Law<'c>,
    pub kinds: &'c Kinds,
    pub openings: &'c [meeting::Opening],
}

/// The kinds of fact that tell of requests beside those the rule names.
pub(crate) struct Kinds {
    pub requested: Option<Kind>,
    pub noted: Option<Kind>,
    pub answers: Option<Kind>,
    pub omits: Option<Kind>,
}

impl Kinds {
    fn of(world: &World) -> Self {
        let kind = |name: &str| world.book.vocabulary.kind(name);
        Kinds {
            requested: kind("extension-requested"),
            noted: kind("extension-noted"),
            answers: kind("extension-answers"),
            omits: kind("extension-omits"),
        }
    }
}

fn of_state<'a>(case: &Case<'_, 'a>, state: State) -> Vec<Request<'a>> {
    let drafts = group::drafts(case, state);
    let mut from = case.asked.rolls.of(state).and_then(|m| m.in_force).map(|day| day.plus(&case.law.deadline.within));
    let mut found = Vec::new();
    for (draft, number) in drafts.iter().zip(1..) {
        let request = one(case, draft, number, from);
        from = later(from, request.decision.until);
        found.push(request);
    }
    found
}

/// The request that a draft makes; `from` is the day in force before it.
fn one<'a>(case: &Case<'_, 'a>, draft: &group::Draft<'a>, number: usize, from: Option<When>) -> Request<'a> {
    let (law, true_on) = (case.law, case.asked.question.true_on);
    let (submitted, until) = (submitted(draft, case.kinds), until(draft, case));
    let (on, day) = (submitted.as_ref().map(|s| s.on), until.as_ref().map(|u| u.day));
    let meeting = meeting::considered(case, draft, on);
    let need = need::need(case, draft, meeting::assessed(draft, meeting.as_ref(), true_on), from);
    let decision = decision::decision(case, draft, day);
    let length = length::length(law.extension, from, day);
    let mut facts = draft.all();
    facts.sort_by_key(|f| (f.on.map_or(source_day(f), |w| w.first), source_day(f), f.entry));
    Request {
        id: String::new(),
        state: draft.state,
        duty: law.duty.id.clone(),
        rule: law.rule.id.clone(),
        article: law.rule.article.clone(),
        number,
        facts,
        before_expiry: items::asks_before_expiry(&law.rule.id).then(|| length::before_expiry(on, from)),
        items: items::items(case, draft, until.as_ref(), number),
        commitments: items::commitments(case, draft, number),
        called_incomplete: items::called_incomplete(case, draft),
        flags: length::flags(&length, &need, draft, case.kinds),
        gap: decision::gap(&decision, from, true_on),
        submitted,
        until,
        from,
        meeting,
        length,
        need,
        decision,
        earlier: Comparison::default(),
        first: draft.first,
    }
}

/// The day of receipt where a source gives one, for that is when a request is submitted; else the earliest day on record, after
/// days that a more exact one lies within have been left out. A document's own day does not make it received.
fn submitted<'a>(draft: &group::Draft<'a>, kinds: &Kinds) -> Option<Submission<'a>> {
    let is_receipt = |f: &&&Fact| Some(f.kind) == kinds.noted && items::is_received(f) && f.on.is_some();
    let received = draft.noted.iter().filter(is_receipt).min_by_key(|f| order(f)).copied();
    let made: Vec<&Fact> = draft.asked.iter().copied().filter(|f| Some(f.kind) == kinds.requested && f.on.is_some()).collect();
    let refined = |f: &&Fact| !made.iter().any(|o| o.on != f.on && within(o.on, f.on));
    let earliest = made.iter().copied().filter(refined).min_by_key(|f| (f.on.map(|w| w.first), order(f)));
    let fact = received.or(earliest)?;
    let others = made.iter().copied().filter(|f| f.id != fact.id && f.on != fact.on).collect();
    Some(Submission { on: fact.on?, fact, received: received.is_some(), others })
}

fn within(inner: Option<When>, outer: Option<When>) -> bool {
    inner.zip(outer).is_some_and(|(i, o)| o.first <= i.first && i.last <= o.last)
}

/// The day asked for: by the request itself, or by an answer to the first item. Chosen by rank, then the later publication.
fn until<'a>(draft: &group::Draft<'a>, case: &Case<'_, 'a>) -> Option<Until<'a>> {
    let first = items::first_item(&case.law.rule.id);
    let answers = draft.noted.iter().filter(|f| Some(f.kind) == case.kinds.answers && f.about.as_deref() == first);
    let told: Vec<&Fact> = draft.asked.iter().chain(answers).copied().filter(|f| f.until.is_some()).collect();
    let fact = told.iter().copied().min_by_key(|f| order(f))?;
    let day = fact.until?;
    // A year or a month that the day lies in does not differ from it.
    let apart = |f: &&Fact| f.until.is_some_and(|u| u.first > day.last || u.last < day.first);
    Some(Until { day, fact, differ: told.iter().copied().filter(apart).collect() })
}

/// Who says it, then the later publication, then the later entry: the first is used.
pub(crate) fn order(fact: &Fact) -> (SaidBy, std::cmp::Reverse<(Day, u32)>) {
    (fact.said_by, std::cmp::Reverse((source_day(fact), fact.entry)))
}

pub(crate) fn later(a: Option<When>, b: Option<When>) -> Option<When> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.last > a.last { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// So many days from one to the other; negative where the other comes first.
pub(crate) fn days(from: Day, to: Day) -> i32 {
    from.until(to).map(|span| span.get_days()).unwrap_or_default()
}

fn name(requests: &mut [Request<'_>]) {
    let mut used: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for request in requests {
        let plain = format!("{}-{}-{}", request.state.slug(), request.article, request.year());
        let count = used.entry(plain.clone()).or_default();
        *count += 1;
        request.id = if *count == 1 { plain } else { format!("{plain}-{count}") };
    }
}

/// The request of that name; else the one of that State and article that has a fact of that year, so that a name given while less
/// was known leads on to the same request.
pub fn request_named<'r, 'a>(requests: &'r [Request<'a>], id: &str) -> Option<&'r Request<'a>> {
    let exact = requests.iter().find(|r| r.id == id);
    exact.or_else(|| {
        let (rest, year) = id.rsplit_once('-')?;
        let year: i16 = year.parse().ok()?;
        let same = |r: &&Request<'_>| format!("{}-{}", r.state.slug(), r.article) == rest;
        let has_year = |r: &&Request<'_>| r.facts.iter().any(|f| f.on.is_some_and(|w| w.first.year() == year));
        requests.iter().filter(same).find(has_year)
    })
}
