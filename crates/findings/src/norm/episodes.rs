use crate::spoken::Spoken;
use facts::{Fact, State, When};
use std::collections::{BTreeMap, BTreeSet};

/// What `about` says where a statement is about use in general.
const ANY: &str = "any";

/// Use of cluster munitions as sources tell it: where, by whom, alleged, denied, condemned. Each is a claim by its source.
#[derive(Clone, Debug)]
pub struct Episode<'a> {
    /// The register's name for it: `syr-2012`; `any` for statements about use in general.
    pub name: String,
    /// In whose territory.
    pub places: Vec<&'a Fact>,
    /// By which State, as reported.
    pub by: Vec<&'a Fact>,
    /// By which State, as alleged and not confirmed.
    pub alleged: Vec<&'a Fact>,
    /// By others than a State, or by nobody named; also that none is known.
    pub others: Vec<&'a Fact>,
    /// Who denies it.
    pub denied: Vec<&'a Fact>,
    /// Who condemned it or raised concern.
    pub condemned: Vec<&'a Fact>,
    /// That it ended, or that its remnants were cleared.
    pub ended: Vec<&'a Fact>,
}

impl<'a> Episode<'a> {
    fn named(name: &str) -> Self {
        let none = Vec::new;
        Episode {
            name: name.to_owned(),
            places: none(),
            by: none(),
            alleged: none(),
            others: none(),
            denied: none(),
            condemned: none(),
            ended: none(),
        }
    }

    /// Whether it stands for statements about use in general.
    pub fn is_any(&self) -> bool {
        self.name == ANY
    }

    /// The rows that say that there was use, or that it is alleged.
    pub fn reports(&self) -> impl Iterator<Item = &'a Fact> {
        self.places.iter().chain(&self.by).chain(&self.alleged).chain(&self.others).copied()
    }

    /// Every row about it.
    pub fn all(&self) -> impl Iterator<Item = &'a Fact> {
        self.reports().chain(self.denied.iter().chain(&self.condemned).chain(&self.ended).copied())
    }

    /// From the first to the last day of which its reports speak, as far as sources tell them. It says nothing of the days between.
    pub fn time(&self) -> Option<When> {
        let days = || self.reports().filter_map(|fact| fact.on);
        let (first, last) = (days().map(|day| day.first).min()?, days().map(|day| day.last).max()?);
        Some(When { first, last })
    }

    /// The States in whose territory it was.
    pub fn territory(&self) -> BTreeSet<State> {
        self.places.iter().filter_map(|fact| fact.state).collect()
    }
}

/// Puts a row where it belongs.
type Put<'a> = fn(&mut Episode<'a>, &'a Fact);

/// Every episode on record by the day: the latest first, those without a day and statements in general last.
pub(crate) fn episodes<'a>(spoken: &Spoken<'a>) -> Vec<Episode<'a>> {
    let mut found: BTreeMap<String, Episode<'a>> = BTreeMap::new();
    let parts: [(&[&str], Put<'a>); 7] = [
        (&["use-on-territory"], |e, f| e.places.push(f)),
        (&["use-by"], |e, f| e.by.push(f)),
        (&["use-alleged"], |e, f| e.alleged.push(f)),
        (&["use-other"], |e, f| e.others.push(f)),
        (&["use-denied"], |e, f| e.denied.push(f)),
        (&["use-condemned"], |e, f| e.condemned.push(f)),
        (&["hostilities-ended", "episode-cleared"], |e, f| e.ended.push(f)),
    ];
    for (kinds, push) in parts {
        for fact in spoken.of_all(&spoken.kinds(kinds)) {
            let name = fact.about.as_deref().unwrap_or(ANY);
            push(found.entry(name.to_owned()).or_insert_with(|| Episode::named(name)), fact);
        }
    }
    let mut episodes: Vec<Episode<'a>> = found.into_values().collect();
    episodes
        .sort_by_key(|e| (e.is_any(), e.time().is_none(), e.time().map(|time| std::cmp::Reverse(time.first)), e.name.clone()));
    episodes
}
