use super::group::Draft;
use super::{Case, days};
use crate::shapes::extension::{AS_PLANNED, decides_or_was_to};
use crate::world::Asked;
use facts::{Day, Fact, When};

/// A meeting that can decide, as one source tells it.
#[derive(Clone, Debug)]
pub(crate) struct Opening {
    /// `9MSP`, `2RC Part One`.
    pub name: String,
    pub on: When,
    pub until: When,
    /// A day first set, on which it was not held.
    pub planned: bool,
}

/// The meeting that considered a request, and whether the request came in time for it.
#[derive(Clone, PartialEq, Debug)]
pub struct Meeting {
    /// Its short name: `9MSP`.
    pub name: String,
    /// The day on which it opened (reading AMB-16).
    pub opens: Day,
    /// Whether an analysis or a decision on record falls on its days; else it is the next one after the request.
    pub on_record: bool,
    /// The last day in time; none where the text sets no time before the meeting.
    pub last_day: Option<Day>,
    /// By how many days the request came after the last day in time; none or less where it came by then. A range where the day of
    /// the request is not exact.
    pub late: Option<(i32, i32)>,
    /// Whether it came in time.
    pub timing: Timing,
    /// Another last day, where the meeting was moved and counting from the day first set gives another answer (AMB-16).
    pub otherwise: Option<Day>,
}

/// Whether a request came in time for its meeting. A late request is considered like any other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Timing {
    /// By the last day.
    OnTime,
    /// After it.
    Late,
    /// The day of the request, or of the meeting, is not known well enough.
    NotEstablished,
    /// The text sets no time by which a request has to come.
    NoTimeSet,
}

impl Timing {
    /// The word of the contract.
    pub fn word(&self) -> &'static str {
        match self {
            Timing::OnTime => "on-time",
            Timing::Late => "late",
            Timing::NotEstablished => "not-established",
            Timing::NoTimeSet => "no-time-set",
        }
    }
}

/// Every opening on record of a Meeting of States Parties or a Review Conference, in the order of days.
pub(crate) fn meetings(asked: &Asked<'_>) -> Vec<Opening> {
    let kinds = &asked.chapter.treaty.meetings;
    let all = kinds.iter().flat_map(|k| asked.view.about_no_state(asked.question.treaty, *k));
    let opening = |f: &Fact| {
        let (on, name) = (f.on.filter(When::is_exact)?, f.about.as_deref().filter(|n| decides_or_was_to(n))?);
        let planned = name.ends_with(AS_PLANNED);
        Some(Opening { name: name.to_owned(), on, until: f.until.unwrap_or(on), planned })
    };
    let mut openings: Vec<Opening> = all.filter_map(opening).collect();
    openings.sort_by_key(|o| (o.on, o.planned));
    openings
}

/// The meeting on whose days the fact falls, else the next one after it.
pub(crate) fn next<'o>(openings: &'o [Opening], fact: &Fact) -> Option<&'o Opening> {
    let on = fact.on?;
    let held = || openings.iter().filter(|o| !o.planned);
    held().find(|o| at(o, on)).or_else(|| held().find(|o| o.on.first > on.first))
}

/// Whether a day, or an interval of days, lies within the days of a meeting.
pub(crate) fn at(opening: &Opening, on: When) -> bool {
    opening.on.first <= on.first && on.last <= opening.until.last
}

/// The meeting that considered a request; none while no meeting after the request is on record.
pub(crate) fn considered(case: &Case<'_, '_>, draft: &Draft<'_>, submitted: Option<When>) -> Option<Meeting> {
    let (shape, openings) = (case.law.extension, case.openings);
    let spoken = |f: &&&Fact| f.on.is_some_and(|on| openings.iter().any(|o| !o.planned && at(o, on)));
    let on_record = draft.decided.iter().chain(&draft.asked).find(spoken);
    let opening = match on_record {
        Some(fact) => next(openings, fact)?,
        None => openings.iter().find(|o| Some(o.on.first) == draft.opening && !o.planned)?,
    };
    let before = |opens: Day| shape.asked_before.map(|notice| notice.before(opens));
    let last_day = before(opening.on.first);
    let made = submitted.filter(tells_the_day);
    let late_for = |last_day: Day| made.map(|on| (days(last_day, on.first), days(last_day, on.last)));
    let of_meeting = |late: Option<(i32, i32)>| late.map_or(Timing::NotEstablished, timing);
    let late = last_day.and_then(late_for);
    // Reading AMB-16: counted from the day first set, where that was another day and the request was made before it.
    let planned = openings.iter().find(|o| o.planned && word(&o.name) == word(&opening.name));
    let planned = planned.filter(|o| submitted.is_some_and(|on| on.first < o.on.first));
    let otherwise = planned.and_then(|o| before(o.on.first));
    let otherwise = otherwise.filter(|day| of_meeting(late_for(*day)) != of_meeting(late));
    Some(Meeting {
        name: opening.name.clone(),
        opens: opening.on.first,
        on_record: on_record.is_some(),
        last_day,
        late,
        timing: if last_day.is_some() { of_meeting(late) } else { Timing::NoTimeSet },
        otherwise,
    })
}

/// A year alone says when a request was on record, not when it was submitted.
fn tells_the_day(on: &When) -> bool {
    days(on.first, on.last) <= 31
}

fn word(name: &str) -> &str {
    name.split(' ').next().unwrap_or(name)
}

fn timing((least, most): (i32, i32)) -> Timing {
    match (least, most) {
        (_, most) if most <= 0 => Timing::OnTime,
        (least, _) if least > 0 => Timing::Late,
        _ => Timing::NotEstablished,
    }
}

/// The day by which figures had to be known to count in weighing the request: the opening of the meeting that considered it, or the
/// last day the request could have been made, whichever is later; the day asked while no meeting is on record.
pub(crate) fn assessed(draft: &Draft<'_>, meeting: Option<&Meeting>, true_on: Day) -> Option<Day> {
    if draft.asked.is_empty() {
        return None;
    }
    let made = draft.asked.iter().filter_map(|f| f.on).map(|w| w.last).min();
    let day = meeting.map(|m| m.opens).max(made).unwrap_or(true_on);
    Some(if meeting.is_some() { day.min(true_on) } else { true_on })
}
