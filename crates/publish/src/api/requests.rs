use crate::Table;
use facts::{Fact, When};
use findings::requests::{Item, Ranked, Request, Years};
use findings::{Question, World};
use serde::Serialize;

/// `requests --format json`.
#[derive(Serialize, Debug)]
pub struct RequestsAnswer {
    treaty: String,
    true_on: String,
    known_by: String,
    /// The hash of the book.
    law: String,
    requests: Vec<RequestView>,
}

/// One request for more time, laid beside the text.
#[derive(Serialize, Debug)]
pub struct RequestView {
    id: String,
    state: String,
    article: String,
    rule: String,
    duty: String,
    number: usize,
    submitted: Option<String>,
    received: Option<bool>,
    meeting: Option<String>,
    opens: Option<String>,
    last_day: Option<String>,
    timing: &'static str,
    days_late_least: Option<i32>,
    days_late_most: Option<i32>,
    day_in_force: Option<String>,
    before_expiry: Option<&'static str>,
    until: Option<String>,
    years_asked_least: Option<f64>,
    years_asked_most: Option<f64>,
    within_the_most: &'static str,
    items: Vec<ItemView>,
    beyond_the_text: Vec<ItemView>,
    called_incomplete: bool,
    remaining: Option<String>,
    remaining_of: Option<String>,
    paces: Vec<PaceView>,
    years_needed_least: Option<f64>,
    years_needed_most: Option<f64>,
    years_needed: &'static str,
    flags: Vec<&'static str>,
    decision: &'static str,
    decided: Option<String>,
    decided_until: Option<String>,
    modality: &'static str,
    undecided_days_least: Option<i32>,
    undecided_days_most: Option<i32>,
    undecided_goes_on: Option<bool>,
    earlier: EarlierView,
    sources: Vec<String>,
}

/// One item of the text.
#[derive(Serialize, Debug)]
pub struct ItemView {
    item: String,
    told: &'static str,
    sources: Vec<String>,
}

/// One way of reckoning.
#[derive(Serialize, Debug)]
pub struct PaceView {
    kind: &'static str,
    a_year: Option<f64>,
    years: Option<f64>,
    no_end: bool,
    sources: Vec<String>,
}

/// The earlier requests under the same article.
#[derive(Serialize, Debug)]
pub struct EarlierView {
    requests: usize,
    years_asked: Option<RankedView>,
    items: Option<RankedView>,
    late: usize,
    on_time: usize,
    granted: usize,
    granted_shorter: usize,
    refused: usize,
    named: usize,
    not_on_record: usize,
}

/// One number among those of earlier requests.
#[derive(Serialize, Debug)]
pub struct RankedView {
    place: usize,
    of: usize,
    median: f64,
}

impl RequestsAnswer {
    /// Puts the answer together.
    pub fn new<'a>(world: &World, question: &Question, requests: impl IntoIterator<Item = &'a Request<'a>>) -> Self {
        RequestsAnswer {
            treaty: question.treaty.to_string(),
            true_on: question.true_on.to_string(),
            known_by: question.known_by.to_string(),
            law: world.book.hash.clone(),
            requests: requests.into_iter().map(RequestView::new).collect(),
        }
    }
}

impl RequestView {
    /// One request as outsiders get it.
    pub fn new(request: &Request<'_>) -> Self {
        let (meeting, submitted) = (request.meeting.as_ref(), request.submitted.as_ref());
        let (asked, range) = (request.length.asked, request.need.range());
        let late = meeting.and_then(|m| m.late);
        RequestView {
            id: request.id.clone(),
            state: request.state.to_string(),
            article: request.article.clone(),
            rule: request.rule.to_string(),
            duty: request.duty.to_string(),
            number: request.number,
            submitted: when(submitted.map(|s| s.on)),
            received: submitted.map(|s| s.received),
            meeting: meeting.map(|m| m.name.clone()),
            opens: meeting.map(|m| m.opens.to_string()),
            last_day: meeting.and_then(|m| m.last_day).map(|day| day.to_string()),
            timing: request.timing().word(),
            days_late_least: late.map(|(least, _)| least),
            days_late_most: late.map(|(_, most)| most),
            day_in_force: when(request.from),
            before_expiry: request.before_expiry.map(yes_or_no),
            until: when(request.until.as_ref().map(|u| u.day)),
            years_asked_least: asked.map(|s| rounded(s.least)),
            years_asked_most: asked.map(|s| rounded(s.most)),
            within_the_most: yes_or_no(request.length.within),
            items: request.items.iter().map(item).collect(),
            beyond_the_text: request.commitments.iter().map(item).collect(),
            called_incomplete: !request.called_incomplete.is_empty(),
            remaining: request.need.remaining.as_ref().map(|r| r.amount.to_string()),
            remaining_of: when(request.need.remaining.as_ref().and_then(|r| r.of)),
            paces: paces(request),
            years_needed_least: range.map(|(least, _)| rounded(least)),
            years_needed_most: range.and_then(|(_, most)| most).map(rounded),
            years_needed: years_needed(request),
            flags: request.flags.iter().map(|f| f.word()).collect(),
            decision: request.decision.how.word(),
            decided: when(request.decision.on),
            decided_until: when(request.decision.until),
            modality: request.decision.modality.word(),
            undecided_days_least: request.gap.map(|g| g.least),
            undecided_days_most: request.gap.map(|g| g.most),
            undecided_goes_on: request.gap.map(|g| g.goes_on),
            earlier: earlier(request),
            sources: ids(&request.facts),
        }
    }
}

fn when(day: Option<When>) -> Option<String> {
    day.map(|d| d.to_string())
}

fn ids(facts: &[&Fact]) -> Vec<String> {
    facts.iter().map(|f| f.id.clone()).collect()
}

/// To the hundredth of a year, which is finer than any figure on record.
fn rounded(years: f64) -> f64 {
    (years * 100.0).round() / 100.0
}

fn yes_or_no(told: findings::requests::Told) -> &'static str {
    use findings::requests::Told;
    match told {
        Told::Yes => "yes",
        Told::No => "no",
        Told::Contested => "contested",
        Told::NotEstablished => "not-established",
    }
}

fn years_needed(request: &Request<'_>) -> &'static str {
    match (request.need.range(), request.need.has_no_end()) {
        (Some(_), _) => "reckoned",
        (None, true) => "no-end",
        (None, false) => "not-assessable",
    }
}

fn item(item: &Item<'_>) -> ItemView {
    ItemView { item: item.id.clone(), told: item.told.word(), sources: ids(&item.facts) }
}

fn paces(request: &Request<'_>) -> Vec<PaceView> {
    let view = |pace: &findings::requests::Pace<'_>| PaceView {
        kind: pace.kind.word(),
        a_year: pace.a_year,
        years: pace.needs.number().map(rounded),
        no_end: pace.needs == Years::NoEnd,
        sources: ids(&pace.facts),
    };
    request.need.paces.iter().map(view).collect()
}

fn earlier(request: &Request<'_>) -> EarlierView {
    let told = &request.earlier;
    let ranked = |r: Option<Ranked>| r.map(|r| RankedView { place: r.place, of: r.of, median: rounded(r.median) });
    EarlierView {
        requests: told.requests,
        years_asked: ranked(told.years_asked),
        items: ranked(told.items),
        late: told.late,
        on_time: told.on_time,
        granted: told.granted,
        granted_shorter: told.shorter,
        refused: told.refused,
        named: told.named,
        not_on_record: told.not_on_record,
    }
}

/// The requests as a table: one row each, the lists counted or named.
pub fn requests_table<'a>(requests: impl IntoIterator<Item = &'a Request<'a>>) -> Table {
    let mut table = Table::new(&[
        "id",
        "state",
        "article",
        "number",
        "submitted",
        "meeting",
        "last_day",
        "timing",
        "days_late",
        "day_in_force",
        "before_expiry",
        "until",
        "years_asked",
        "within_the_most",
        "answered",
        "said_to_lack",
        "items",
        "remaining",
        "remaining_of",
        "years_needed",
        "flags",
        "decision",
        "decided",
        "decided_until",
        "modality",
        "undecided_days",
        "sources",
    ]);
    for request in requests {
        let told = RequestView::new(request);
        let text = |t: &Option<String>| t.clone().unwrap_or_default();
        let lacking: Vec<&str> = told.items.iter().filter(|i| i.told == "said-to-lack").map(|i| i.item.as_str()).collect();
        table.push(vec![
            told.id.clone(),
            told.state.clone(),
            told.article.clone(),
            told.number.to_string(),
            text(&told.submitted),
            text(&told.meeting),
            text(&told.last_day),
            told.timing.to_owned(),
            range(told.days_late_least, told.days_late_most),
            text(&told.day_in_force),
            told.before_expiry.unwrap_or_default().to_owned(),
            text(&told.until),
            range(told.years_asked_least, told.years_asked_most),
            told.within_the_most.to_owned(),
            request.answered().to_string(),
            lacking.join(" "),
            told.items.len().to_string(),
            text(&told.remaining),
            text(&told.remaining_of),
            needed(&told),
            told.flags.join(" "),
            told.decision.to_owned(),
            text(&told.decided),
            text(&told.decided_until),
            told.modality.to_owned(),
            range(told.undecided_days_least, told.undecided_days_most),
            told.sources.join(" "),
        ]);
    }
    table
}

/// One number, or the range between two: `5`, `3 to 5`.
fn range<N: PartialEq + std::fmt::Display>(least: Option<N>, most: Option<N>) -> String {
    match (least, most) {
        (Some(least), Some(most)) if least == most => least.to_string(),
        (Some(least), Some(most)) => format!("{least} to {most}"),
        (Some(least), None) => format!("{least} to .."),
        _ => String::new(),
    }
}

fn needed(told: &RequestView) -> String {
    match told.years_needed {
        "reckoned" => range(told.years_needed_least, told.years_needed_most),
        other => other.to_owned(),
    }
}
