//! A chapter of the book, ready to be asked: its rules by number, and for each kind of fact what it is to which rule. Made when
//! the book is loaded; nothing is looked up by name after that.

use crate::clock::Age;
use crate::membership;
use crate::shapes::{self, Duty, Silent};
use facts::{Fact, Kind, Length, Treaty};
use rules::{Chapter, Rule, RuleId, Shape, Switch, Switches};

/// How a fact enters the columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum By {
    /// As it is.
    Fact,
    /// Unless every figure is zero.
    Some,
    /// Once for each year it covers.
    Year,
    /// Once for each year it covers; where it has no day, as what came between that year and its source.
    Receipt,
    /// Once for each year it covers; where it has no day, as said of its first year.
    Figure,
}

/// What a kind of fact is to a duty.
#[derive(Clone, Debug)]
pub(crate) struct Use {
    pub kind: Kind,
    /// The number of the duty.
    pub duty: u16,
    pub role: u8,
    pub by: By,
    /// Only facts about this rule.
    pub about: Option<RuleId>,
    /// Also facts that are about no rule of the treaty.
    pub or_no_rule: bool,
    /// Only such facts.
    pub such: Option<fn(&Fact) -> bool>,
}

impl Use {
    /// A kind of fact in a part; the number of the duty is filled in by the plan.
    pub fn new(kind: Kind, role: u8, by: By) -> Self {
        Use { kind, duty: 0, role, by, about: None, or_no_rule: false, such: None }
    }

    /// The same, only where the fact is about this rule.
    pub fn about(self, rule: &RuleId) -> Self {
        Use { about: Some(rule.clone()), ..self }
    }

    /// The same, unless the fact is about another rule.
    pub fn unless_about_another(self, rule: &RuleId) -> Self {
        Use { about: Some(rule.clone()), or_no_rule: true, ..self }
    }

    /// The same, only where the fact is such.
    pub fn such(self, such: fn(&Fact) -> bool) -> Self {
        Use { such: Some(such), ..self }
    }

    /// Whether it takes that fact of its kind.
    pub fn takes(&self, fact: &Fact) -> bool {
        self.is_about(fact) && self.such.is_none_or(|such| such(fact))
    }

    pub fn is_about(&self, fact: &Fact) -> bool {
        let Some(rule) = &self.about else { return true };
        match fact.about.as_deref() {
            None => self.or_no_rule,
            Some(about) => about == rule.0 || self.or_no_rule && !names_a_rule(about, rule),
        }
    }
}

/// Whether a fact's `about` names a rule of the same treaty, and not a case, an episode or a place.
fn names_a_rule(about: &str, of: &RuleId) -> bool {
    about.split_once('.').is_some_and(|(treaty, _)| treaty == of.treaty())
}

/// One rule that gives findings, with what it shares with all others.
#[derive(Clone, Debug)]
pub(crate) struct Planned {
    /// Its place among the rules of the chapter.
    pub rule: u16,
    /// Its number in the columns; membership has number nought.
    pub number: u16,
    /// For how long evidence about it speaks on.
    pub age: Age,
    /// The open questions of law the rule rests on, and those among them for which another reading is computed.
    pub cites: Switches,
    pub open: Switches,
    pub duty: Duty,
    /// What stands of a State Party where nothing is on record.
    pub silent: Option<Silent>,
}

/// The compiled chapter.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub treaty: Treaty,
    pub entry: membership::Entry,
    /// Every rule that gives findings, in the order of the book.
    pub duties: Vec<Planned>,
    /// The lengths for which evidence speaks on.
    pub ages: Vec<Length>,
    /// The questions for which another reading is computed, and those that are turned by default.
    pub computed: Switches,
    pub turned: Switches,
    uses: Vec<Vec<Use>>,
    /// Where the duty of each number stands among the duties.
    by_number: Vec<u16>,
    /// For each kind of fact, the duties that stand otherwise when such a fact is entered.
    touched: Vec<Touched>,
}

/// Some duties of a plan, by their numbers; beyond the first so many, all.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Touched(u128);

impl Touched {
    pub const ALL: Touched = Touched(u128::MAX);

    pub fn duty(number: u16) -> Self {
        Touched(1u128.checked_shl(u32::from(number)).unwrap_or(u128::MAX))
    }

    pub fn and(self, other: Touched) -> Self {
        Touched(self.0 | other.0)
    }

    /// The numbers of the duties.
    pub fn numbers(self) -> impl Iterator<Item = u16> {
        (0u16..128).filter(move |number| self.has(*number))
    }

    #[inline]
    pub fn has(self, number: u16) -> bool {
        self.0 & Touched::duty(number).0 != 0
    }
}

impl Plan {
    pub fn read(chapter: &Chapter) -> Self {
        let computed = chapter.computed();
        let (mut ages, mut duties, mut uses) = (Vec::new(), Vec::new(), membership::uses(chapter));
        for (place, rule) in chapter.rules.iter().enumerate() {
            let Some((duty, parts)) = shapes::compile(chapter, rule) else { continue };
            let number = number_of(place);
            uses.extend(parts.into_iter().map(|part| Use { duty: number, ..part }));
            let age = Age { length: rule.evidence_age, number: numbered(&mut ages, rule.evidence_age) };
            let (silent, cites) = (duty.in_silence(), cites(chapter, rule));
            duties.push(Planned { rule: number - 1, number, age, cites, open: cites.within(computed), duty, silent });
        }
        let mut by_kind: Vec<Vec<Use>> = Vec::new();
        for part in uses {
            let at = part.kind.number();
            by_kind.resize(by_kind.len().max(at + 1), Vec::new());
            by_kind.get_mut(at).into_iter().for_each(|of_kind| of_kind.push(part.clone()));
        }
        let touched = by_kind.iter().map(|uses| touched(uses, &duties)).collect();
        Plan {
            treaty: chapter.treaty.treaty,
            entry: membership::entry(chapter),
            by_number: by_number(&duties),
            duties,
            ages,
            computed,
            turned: chapter.turned(),
            uses: by_kind,
            touched,
        }
    }

    /// What a kind of fact is to the rules.
    pub fn uses(&self, kind: Kind) -> &[Use] {
        self.uses.get(kind.number()).map_or(&[], Vec::as_slice)
    }

    /// The duties that stand otherwise when a fact of that kind is entered about a State.
    pub fn touched(&self, kind: Kind) -> Touched {
        self.touched.get(kind.number()).copied().unwrap_or_default()
    }

    /// The duty of that number.
    #[inline]
    pub fn duty(&self, number: u16) -> Option<&Planned> {
        self.duties.get(usize::from(*self.by_number.get(usize::from(number))?))
    }
}

/// The open questions a rule rests on: its own, and those of the rule by which its day can be moved.
pub(crate) fn cites(chapter: &Chapter, rule: &Rule) -> Switches {
    let moved_by = match &rule.shape {
        Shape::Deadline(shape) => shape.extended_by.as_ref().and_then(|id| chapter.rule(id)),
        _ => None,
    };
    let ids = rule.readings.iter().chain(moved_by.into_iter().flat_map(|rule| &rule.readings));
    ids.filter_map(|id| Switch::of(id)).collect()
}

/// The duties that read a fact in one of its parts, and the warnings that look at these; all of them for an act of membership.
fn touched(uses: &[Use], duties: &[Planned]) -> Touched {
    if uses.iter().any(|part| part.duty == 0) {
        return Touched::ALL;
    }
    let read = uses.iter().fold(Touched::default(), |all, part| all.and(Touched::duty(part.duty)));
    let looks = |planned: &&Planned| planned.duty.looks_at().iter().any(|duty| read.has(*duty));
    duties.iter().filter(looks).fold(read, |all, planned| all.and(Touched::duty(planned.number)))
}

fn by_number(duties: &[Planned]) -> Vec<u16> {
    let last = duties.last().map_or(0, |planned| planned.number);
    let place = |number| duties.iter().position(|planned| planned.number == number).and_then(|place| u16::try_from(place).ok());
    (0..=last).map(|number| place(number).unwrap_or(u16::MAX)).collect()
}

/// The number of the rule at that place of the chapter.
pub(crate) fn number_of(place: usize) -> u16 {
    u16::try_from(place + 1).unwrap_or(u16::MAX)
}

/// The number of the rule of that name.
pub(crate) fn number(chapter: &Chapter, id: &RuleId) -> Option<u16> {
    chapter.rules.iter().position(|r| r.id == *id).map(number_of)
}

fn numbered(ages: &mut Vec<Length>, age: Length) -> u8 {
    let at = ages.iter().position(|a| *a == age).unwrap_or_else(|| {
        ages.push(age);
        ages.len() - 1
    });
    u8::try_from(at).unwrap_or(u8::MAX)
}
