use super::group::Draft;
use super::items::{self, Told};
use super::need::{Need, PaceKind};
use super::{Kinds, days};
use facts::{Day, When};
use rules::shapes::Extension;

/// How much time a request asks for, beside the longest single extension of the text.
#[derive(Clone, Debug)]
pub struct LengthTest {
    /// How many years are asked for, from the day in force; none where either end is not on record.
    pub asked: Option<Span>,
    /// Whether that is within what the text allows at a time.
    pub within: Told,
    /// Whether it is exactly as much as the text allows at a time.
    pub exactly_the_most: bool,
    /// The last day that one request may ask for; none where the day in force is not known to the day.
    pub limit: Option<Day>,
}

/// A number of years, as a range where a day is not exact.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Span {
    /// At least so many.
    pub least: f64,
    /// At most so many.
    pub most: f64,
}

impl Span {
    /// The middle of the range, for ranks and medians.
    pub fn middle(self) -> f64 {
        f64::midpoint(self.least, self.most)
    }
}

/// Something for a person to look at: arithmetic, not a verdict.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Flag {
    /// Exactly the most that the text allows at a time was asked for.
    AskedTheMost,
    /// More was asked for than the text allows at a time.
    OverTheMost,
    /// More was asked for than is needed at the pace planned, in whole years.
    MoreThanPlanned,
    /// Less was asked for than is needed by every reckoning on record: a further request is likely.
    LessThanReckoned,
    /// A source says that the request sets no targets for each year.
    NoYearlyTargets,
    /// The pace planned is more than twice the one observed, and a source says that no new funding is in sight.
    FasterWithoutFunding,
}

impl Flag {
    /// The word of the contract.
    pub fn word(&self) -> &'static str {
        match self {
            Flag::AskedTheMost => "asked-the-most",
            Flag::OverTheMost => "over-the-most",
            Flag::MoreThanPlanned => "more-than-planned",
            Flag::LessThanReckoned => "less-than-reckoned",
            Flag::NoYearlyTargets => "no-yearly-targets",
            Flag::FasterWithoutFunding => "faster-without-funding",
        }
    }
}

/// Lays the time asked for beside the longest single extension, counted from the day in force. Source: Articles 3(3) and 4(5).
pub(crate) fn length(shape: &Extension, from: Option<When>, until: Option<When>) -> LengthTest {
    let limit = from.filter(When::is_exact).map(|day| shape.at_most.after(day.first));
    let Some((from, until)) = from.zip(until) else {
        return LengthTest { asked: None, within: Told::NotEstablished, exactly_the_most: false, limit };
    };
    let (soonest, latest) = (shape.at_most.after(from.first), shape.at_most.after(from.last));
    let within = match () {
        () if until.last <= soonest => Told::Yes,
        () if until.first > latest => Told::No,
        () => Told::NotEstablished,
    };
    let exactly_the_most = soonest == latest && until == When::day(latest);
    LengthTest { asked: Some(span(from, until)), within, exactly_the_most, limit }
}

pub(crate) fn span(from: When, until: When) -> Span {
    Span { least: years(from.last, until.first).max(0.0), most: years(from.first, until.last).max(0.0) }
}

/// Years from one day to another: whole years, and the days left over as a part of the year they lie in.
pub(crate) fn years(from: Day, until: Day) -> f64 {
    let whole = from.until((jiff::Unit::Year, until)).map(|span| span.get_years()).unwrap_or_default();
    let reached = facts::Length::years(i32::from(whole)).after(from);
    let next = facts::Length::years(i32::from(whole) + 1).after(from);
    f64::from(whole) + f64::from(days(reached, until)) / f64::from(days(reached, next).max(1))
}

/// Whether a request came by the day in force, that day included. Source: CCM Article 4(6).
pub(crate) fn before_expiry(submitted: Option<When>, from: Option<When>) -> Told {
    match submitted.zip(from) {
        Some((made, from)) if made.last <= from.first => Told::Yes,
        Some((made, from)) if made.first > from.last => Told::No,
        _ => Told::NotEstablished,
    }
}

pub(crate) fn flags(length: &LengthTest, need: &Need<'_>, draft: &Draft<'_>, kinds: &Kinds) -> Vec<Flag> {
    let planned = need.paces.iter().filter(|p| p.kind.is_planned());
    let observed = need.paces.iter().find(|p| matches!(p.kind, PaceKind::Median(_))).and_then(|p| p.a_year);
    let faster = planned.clone().filter_map(|p| p.a_year).any(|a_year| observed.is_some_and(|seen| a_year > 2.0 * seen));
    let whole = |years: f64| years.ceil();
    let slowest_plan = planned.filter_map(|p| p.needs.number()).reduce(f64::max);
    let asked = length.asked;
    let more = asked.zip(slowest_plan).is_some_and(|(asked, plan)| asked.least > whole(plan));
    let less = asked.zip(need.range()).is_some_and(|(asked, (least, _))| asked.most < least);
    let raised = [
        (Flag::AskedTheMost, length.exactly_the_most),
        (Flag::OverTheMost, length.within == Told::No),
        (Flag::MoreThanPlanned, more),
        (Flag::LessThanReckoned, less),
        (Flag::NoYearlyTargets, items::lacks(items::ANNUAL_TARGETS, draft, kinds)),
        (Flag::FasterWithoutFunding, faster && items::lacks(items::NEW_FUNDING, draft, kinds)),
    ];
    raised.into_iter().filter(|(_, stands)| *stands).map(|(flag, _)| flag).collect()
}
