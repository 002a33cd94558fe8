use super::group::Draft;
use super::meeting::{Opening, at};
use super::{Case, days, order};
use crate::choice::source_day;
use facts::{Day, Fact, When};

/// What became of a request, as far as the register tells.
#[derive(Clone, Debug)]
pub struct Decision<'a> {
    /// What was decided.
    pub how: How,
    /// The day it moved the deadline to, or that a source names.
    pub until: Option<When>,
    /// Its own day; none where only a later deadline is named.
    pub on: Option<When>,
    /// How it was taken (reading AMB-04).
    pub modality: Modality,
    /// The fact that tells it.
    pub fact: Option<&'a Fact>,
}

/// What was decided.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum How {
    /// The deadline was moved to the day asked for, or further; or the day asked for is not on record.
    Granted,
    /// The deadline was moved to an earlier day than asked for.
    GrantedShorter,
    /// More time was refused.
    Refused,
    /// A source names a later deadline; the decision behind it is not on record.
    Named,
    /// Nothing on record.
    NotOnRecord,
}

impl How {
    /// The word of the contract.
    pub fn word(&self) -> &'static str {
        match self {
            How::Granted => "granted",
            How::GrantedShorter => "granted-shorter",
            How::Refused => "refused",
            How::Named => "named",
            How::NotOnRecord => "not-on-record",
        }
    }
}

/// How a decision was taken, by the days alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Modality {
    /// On the days of this meeting.
    AtMeeting(String),
    /// On days on which no meeting was held.
    BetweenMeetings,
    /// The day of the decision is not known well enough.
    NotEstablished,
}

impl Modality {
    /// The word of the contract.
    pub fn word(&self) -> &'static str {
        match self {
            Modality::AtMeeting(_) => "at-meeting",
            Modality::BetweenMeetings => "between-meetings",
            Modality::NotEstablished => "not-established",
        }
    }
}

/// The days after the day in force on which no decision had been taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Gap {
    /// The first of them: the day after the day in force.
    pub from: Day,
    /// At least so many days.
    pub least: i32,
    /// At most so many.
    pub most: i32,
    /// Whether it goes on: on the day asked there is still no decision on record.
    pub goes_on: bool,
}

/// The decision on a request: a grant, else a refusal, else a deadline that a source names.
pub(crate) fn decision<'a>(case: &Case<'_, 'a>, draft: &Draft<'a>, wanted: Option<When>) -> Decision<'a> {
    let (law, openings) = (case.law, case.openings);
    let best = |kinds: &[facts::Kind]| draft.decided.iter().copied().filter(|f| kinds.contains(&f.kind)).min_by_key(|f| order(f));
    let (granted, refused) = (best(&law.extension.granted_by), best(&law.extension.refused_by));
    if let Some(fact) = granted {
        let shorter = fact.until.zip(wanted).is_some_and(|(until, wanted)| until.last < wanted.first);
        let how = if shorter { How::GrantedShorter } else { How::Granted };
        return told(fact, how, fact.until, openings);
    }
    if let Some(fact) = refused {
        return told(fact, How::Refused, None, openings);
    }
    // Deadlines are named in months and years too: the most exact one that counts by the day asked.
    let named = draft.decided.iter().copied().filter(|f| law.extension.named_by.contains(&f.kind));
    let named = named.filter(|f| source_day(f) <= case.asked.question.true_on && f.until.is_some());
    let exactness = |f: &&Fact| f.until.map_or(i32::MAX, |u| days(u.first, u.last));
    let fact = named.min_by_key(|f| (exactness(f), source_day(f), f.entry));
    match fact {
        Some(fact) => {
            Decision { how: How::Named, until: fact.until, on: None, modality: Modality::NotEstablished, fact: Some(fact) }
        }
        None => Decision { how: How::NotOnRecord, until: None, on: None, modality: Modality::NotEstablished, fact: None },
    }
}

fn told<'a>(fact: &'a Fact, how: How, until: Option<When>, openings: &[Opening]) -> Decision<'a> {
    let held = || openings.iter().filter(|o| !o.planned);
    let modality = fact.on.map_or(Modality::NotEstablished, |on| match held().find(|o| at(o, on)) {
        Some(opening) => Modality::AtMeeting(opening.name.clone()),
        None if held().any(|o| o.on.first <= on.last && on.first <= o.until.last) => Modality::NotEstablished,
        None => Modality::BetweenMeetings,
    });
    Decision { how, until, on: fact.on, modality, fact: Some(fact) }
}

/// How long the day in force had passed undecided: the days after it and before the decision; up to the day asked, that day
/// included, while none is on record. A deadline that is named was decided on some day up to the one on which its source spoke.
pub(crate) fn gap(decision: &Decision<'_>, from: Option<When>, true_on: Day) -> Option<Gap> {
    let day = from?;
    let between = |start: Day, end: Day| (days(start, end) - 1).max(0);
    let (least, most, goes_on) = match (decision.how, decision.on, decision.fact) {
        (How::NotOnRecord, ..) => (days(day.last, true_on).max(0), days(day.first, true_on).max(0), true),
        (How::Named, _, Some(fact)) => (0, between(day.first, source_day(fact)), false),
        (_, Some(on), _) => (between(day.last, on.first), between(day.first, on.last.min(true_on)), false),
        _ => return None,
    };
    (most > 0).then(|| Gap { from: day.last.tomorrow().unwrap_or(day.last), least, most, goes_on })
}
