//! What changed between two questions, and why: we learned something, the world moved on, or the law was told otherwise.

use crate::hall::Hall;
use crate::row::Source;
use crate::sweep::{Path, sweep};
use crate::{Finding, Question, Row, World, cause, world};
use facts::{Day, DayKey, Fact, FactNo, Register};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Why a finding changed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Cause {
    /// Of the earlier day something else is known by now.
    Learned,
    /// Between the two days something was done, or a day passed.
    World,
    /// The book tells the law otherwise.
    Law,
}

impl Cause {
    /// The word of the contract.
    pub fn word(&self) -> &'static str {
        match self {
            Cause::Learned => "learned",
            Cause::World => "world",
            Cause::Law => "law",
        }
    }
}

/// A finding that is not what it was. Where one end is missing there was no such row: the duty did not bind, the year had not come.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// How it stood.
    pub before: Option<Finding>,
    /// How it stands.
    pub after: Option<Finding>,
    /// Why.
    pub cause: Cause,
    /// The facts that did it: those it rests on only now; where there is none, those whose own day has come; else those it no
    /// longer rests on. None where only a day passed.
    pub by: Vec<FactNo>,
}

impl Change {
    /// The finding at the end where there is one.
    pub fn finding(&self) -> Option<&Finding> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// The facts that did it, in the register they were found in.
    pub fn facts<'r>(&self, register: &'r Register) -> impl Iterator<Item = &'r Fact> {
        self.by.iter().filter_map(|number| register.at(*number))
    }

    /// Whether the standing is another one; else only the day in force is.
    pub fn is_of_standing(&self) -> bool {
        let standing = |finding: &Option<Finding>| finding.as_ref().map(|f| f.standing);
        standing(&self.before) != standing(&self.after)
    }

    /// Whether readings of the law differ about it at one end and not at the other, while standing and day are the same.
    pub fn is_of_reading(&self) -> bool {
        let contested = |finding: &Option<Finding>| finding.as_ref().is_some_and(|f| f.contested);
        !self.is_of_standing() && !self.is_of_day() && contested(&self.before) != contested(&self.after)
    }

    fn is_one(&self) -> bool {
        self.is_of_standing() || self.is_of_day() || self.is_of_reading()
    }

    /// Whether it stands as it stood, with another day in force.
    pub fn is_of_day(&self) -> bool {
        let due = |finding: &Option<Finding>| finding.as_ref().and_then(|f| f.due);
        !self.is_of_standing() && due(&self.before) != due(&self.after)
    }
}

/// Of a unit: the State, the rule, the year or the duty it is about.
type Unit = (u16, u16, i16);

/// A row, the points at which it stands, and what it rests on.
type Seen = (Range<usize>, Row, Vec<Source>);

/// What changed from one question to a later one about the same treaty: first what we learned about the first day, then what the
/// world did up to the second as known by then. A finding can change twice. None where the second question's days are not as late as
/// the first's.
pub fn changes(world: &World, from: &Question, to: &Question) -> Option<Vec<Change>> {
    let path = Path::through([(from.true_on, from.known_by), (from.true_on, to.known_by), (to.true_on, to.known_by)])?;
    let (columns, chapter) = (world.columns(to)?, world.book.chapter(to.treaty)?);
    let points = [(from.true_on, from.known_by), (from.true_on, to.known_by), (to.true_on, to.known_by)];
    let halls = points.map(|(on, by)| Hall::open(Arc::clone(&columns), &world.register, DayKey::of(on), DayKey::of(by)));
    let mut seen: BTreeMap<Unit, Vec<Seen>> = BTreeMap::new();
    sweep(world, to, &path, None, |stretch, row, sources| {
        if stretch != (0..path.len()) {
            let unit = (row.state, row.rule, row.unit);
            seen.entry(unit).or_default().push((stretch, *row, sources.iter().collect()));
        }
    });
    let mut found = Vec::new();
    for stretches in seen.values() {
        for (point, cause) in [(0, Cause::Learned), (1, Cause::World)] {
            let at = |point: usize| stretches.iter().find(|(stretch, ..)| stretch.contains(&point));
            let told = |point: usize| {
                let ((_, row, sources), hall) = at(point).zip(halls.get(point))?;
                world::finding(chapter, hall, row, sources.iter().copied())
            };
            found.push(Change { before: told(point), after: told(point + 1), cause, by: Vec::new() }.named());
        }
    }
    found.retain(Change::is_one);
    cause::name_acts(world, from, to, &mut found);
    Some(found)
}

/// What changed because the book tells the law otherwise: the same question to two worlds with the same register.
pub fn changes_of_law(old: &World, new: &World, question: &Question) -> Vec<Change> {
    between(old, new, question, Cause::Law)
}

/// What changed for a day, as known on it, because more was entered: `after` is a world made from `before` by [`World::with`].
/// Treaties about which nothing was entered are not asked.
pub fn changes_of_entries(before: &World, after: &World, today: Day) -> Vec<Change> {
    let questions = after.book.chapters().map(|c| Question::of_today(c.treaty.treaty, today));
    let asked = questions.filter(|question| !before.answers_like(after, question));
    asked.flat_map(|question| between(before, after, &question, Cause::Learned)).collect()
}

/// The same question to two worlds.
fn between(old: &World, new: &World, question: &Question, cause: Cause) -> Vec<Change> {
    let (mut before, mut after) = (told(old, question), told(new, question));
    let keys: Vec<_> =
        before.keys().chain(after.keys()).cloned().collect::<std::collections::BTreeSet<_>>().into_iter().collect();
    let changed = keys.into_iter().map(|key| {
        let change = Change { before: before.remove(&key), after: after.remove(&key), cause, by: Vec::new() };
        change.named()
    });
    changed.filter(Change::is_one).collect()
}

type Told = BTreeMap<(facts::State, rules::RuleId, Option<String>, Option<i16>), Finding>;

fn told(world: &World, question: &Question) -> Told {
    let found = crate::findings(world, question, &crate::Wanted::default());
    found.into_iter().map(|f| ((f.state, f.rule.clone(), f.about.clone(), f.period), f)).collect()
}

impl Change {
    /// The same change with the facts that made it.
    fn named(self) -> Self {
        let sources = |finding: &Option<Finding>| finding.as_ref().map(|f| f.sources.clone()).unwrap_or_default();
        let (before, after) = (sources(&self.before), sources(&self.after));
        let mut by: Vec<FactNo> = after.iter().copied().filter(|fact| !before.contains(fact)).collect();
        if by.is_empty() && self.cause != Cause::Law && self.after.is_some() {
            by = before.into_iter().filter(|fact| !after.contains(fact)).collect();
        }
        Change { by, ..self }
    }
}
