//! Figures as sources give them: of several for one time, which is used, and what the others say.

use super::lede::years_span;
use super::source_day;
use crate::pages::Paper;
use crate::pages::parts::source;
use facts::{Amount, Day, Fact, SaidBy, When};
use maud::{Markup, html};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The figures for one time: the one used first, the others after it.
pub(super) struct Figure<'a> {
    /// The first and last year covered; none where the source gives no day.
    pub years: Option<(i16, i16)>,
    pub used: &'a Fact,
    pub others: Vec<&'a Fact>,
}

/// Whether a figure is the one used for its time.
#[derive(Clone, Copy)]
pub(super) enum Use {
    Used,
    Beside,
}

impl Figure<'_> {
    /// The figure used and the others that stand beside it.
    pub fn all(&self) -> impl Iterator<Item = (&Fact, Use)> {
        std::iter::once((self.used, Use::Used)).chain(self.others.iter().map(|f| (*f, Use::Beside)))
    }

    /// The time it is for: years; else what the source tells of the day.
    pub fn time(&self, paper: &Paper<'_>) -> String {
        time_of(self.used, paper)
    }
}

/// The time a fact's figure is for, as its source tells it.
pub(super) fn time_of(fact: &Fact, paper: &Paper<'_>) -> String {
    match (fact.period, fact.on) {
        (Some(years), _) => years_span(years.first, years.last, paper),
        (None, Some(on)) => paper.voice.when(on),
        (None, None) => paper.t("state-no-day"),
    }
}

/// The rank of the house: who says it, then the later publication, then the later entry. The first is used.
pub(super) fn rank(fact: &Fact) -> (SaidBy, Reverse<Day>, Reverse<u32>) {
    (fact.said_by, Reverse(source_day(fact)), Reverse(fact.entry))
}

/// Figures by the time they are for, one used for each. A part of a year, a year and several years are different times.
pub(super) fn by_time<'a>(facts: impl Iterator<Item = &'a Fact>) -> Vec<Figure<'a>> {
    let mut times: BTreeMap<Option<(i16, i16)>, Vec<&'a Fact>> = BTreeMap::new();
    for fact in facts {
        times.entry(years_of(fact)).or_default().push(fact);
    }
    times.into_iter().filter_map(|(years, facts)| one(years, facts)).collect()
}

/// All figures taken as figures for the same thing: one is used.
pub(super) fn one<'a>(years: Option<(i16, i16)>, mut facts: Vec<&'a Fact>) -> Option<Figure<'a>> {
    facts.sort_by_key(|f| rank(f));
    let (used, others) = facts.split_first()?;
    Some(Figure { years, used, others: others.to_vec() })
}

pub(super) fn years_of(fact: &Fact) -> Option<(i16, i16)> {
    let of_day = |on: When| (on.first.year(), if on.is_open() { on.first.year() } else { on.last.year() });
    fact.period.map(|p| (p.first, p.last)).or(fact.on.map(of_day))
}

/// A figure with its hedge and without its unit: `more than 2,500`.
pub(super) fn number(amount: &Amount, paper: &Paper<'_>) -> String {
    let hedge = match amount.hedge {
        Some('>') => paper.t("amount-more"),
        Some('<') => paper.t("amount-less"),
        Some(_) => paper.t("amount-about"),
        None => String::new(),
    };
    format!("{hedge}{}", paper.voice.number(amount.number))
}

/// A row of a table of figures: its time, what it says, whether it is the one used, its source and note.
pub(super) fn row(fact: &Fact, what: &str, used: Use, paper: &Paper<'_>) -> Markup {
    html! { tr {
        th scope="row" { (what) }
        td data-l=(paper.t("state-figure")) { (paper.voice.amounts(fact)) }
        td data-l=(paper.t("state-used")) { @match used { Use::Used => (paper.t("state-used-yes")), Use::Beside => span.dim { (paper.t("state-used-no")) }, } }
        td data-l=(paper.t("column-source")) { (source(fact, paper)) @if !fact.note.is_empty() { br; span.dim lang="en" { (fact.note) } } }
    } }
}

/// The head of a table of figures.
pub(super) fn head(caption: &str, paper: &Paper<'_>) -> Markup {
    html! {
        caption.vh { (caption) }
        thead { tr { @for key in ["state-time", "state-figure", "state-used", "column-source"] { th scope="col" { (paper.t(key)) } } } }
    }
}
