//! The facts as the evaluator reads them: integers, in the order in which the plan asks for them. Built once, changed State by
//! State; what is not touched is shared with the columns before.

use crate::choice::source_day;
use crate::plan::{By, Plan, Touched, Use};
use crate::shelf::Shelf;
use facts::{DayKey, Fact, FactNo, Register, RegisterGroup, Span, State, Years};
use rules::Switches;
use std::sync::Arc;

/// One fact in one part it plays for one rule. A fact that serves two rules, or covers two years, stands here twice.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    /// The duty it serves (above the lowest four bits) and what it is to it (below).
    slot: u16,
    flags: u8,
    said_by: u8,
    /// The first day it is known.
    known: DayKey,
    /// The first day it is no longer held.
    gone: DayKey,
    /// The day it was true.
    pub on: Span,
    /// The day granted or asked for; for what comes every year, the year, in `first`.
    until: Span,
    /// The last day on which its source could have become public.
    pub spoken: DayKey,
    /// Which fact it is.
    pub fact: FactNo,
}

const DATED: u8 = 1;
const ZERO: u8 = 2;
const SOME: u8 = 4;
const ONE_YEAR: u8 = 8;

impl Item {
    /// What it is to its duty.
    #[inline]
    pub fn role(&self) -> u8 {
        (self.slot & 15) as u8
    }

    #[inline]
    pub fn duty(&self) -> u16 {
        self.slot >> 4
    }

    #[inline]
    pub fn known(&self) -> (DayKey, DayKey) {
        (self.known, self.gone)
    }

    /// The day granted or asked for.
    #[inline]
    pub fn until(&self) -> Span {
        self.until
    }

    /// The year it stands for.
    #[inline]
    pub fn year(&self) -> i16 {
        self.until.first.year() as i16
    }

    /// Whether its source gives its day.
    #[inline]
    pub fn is_dated(&self) -> bool {
        self.flags & DATED != 0
    }

    /// Whether every figure is zero.
    #[inline]
    pub fn says_zero(&self) -> bool {
        self.flags & ZERO != 0
    }

    /// Whether some figure is above zero, or it stands without a figure.
    #[inline]
    pub fn says_some(&self) -> bool {
        self.flags & SOME != 0
    }

    /// Whether it covers one year alone.
    #[inline]
    pub fn is_of_one_year(&self) -> bool {
        self.flags & ONE_YEAR != 0
    }

    /// Whether the depositary says it.
    #[inline]
    pub fn is_depositary(&self) -> bool {
        self.said_by == facts::SaidBy::Depositary as u8
    }

    /// Whether the State says it.
    #[inline]
    pub fn is_of_the_state(&self) -> bool {
        self.said_by == facts::SaidBy::State as u8
    }

    /// Where it stands when several sources speak: the smallest is used. By rank, then the later publication, then the later entry.
    #[inline]
    pub fn order(&self) -> u64 {
        let later_first = (!self.spoken.number()) & 0x00ff_ffff;
        (u64::from(self.said_by) << 56) | (u64::from(later_first) << 32) | u64::from(u32::MAX - self.fact.number())
    }

    fn key(&self) -> (u16, DayKey, u16, DayKey, DayKey, FactNo) {
        let year = if self.flags & YEARLY != 0 { self.until.first } else { DayKey::BEFORE_ALL };
        (self.duty(), year, self.slot, self.on.first, self.on.last, self.fact)
    }
}

/// How many items at the beginning are such.
#[inline(always)]
pub(crate) fn run(items: &[Item], such: impl Fn(&Item) -> bool) -> usize {
    let mut length = 0;
    while items.get(length).is_some_and(&such) {
        length += 1;
    }
    length
}

const YEARLY: u8 = 16;

/// The facts of one treaty.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    pub plan: Arc<Plan>,
    /// Every State that is asked about or has acted, by code.
    pub states: Arc<[State]>,
    groups: Shelf<Arc<[Item]>>,
    /// Facts about no State: lists that are said to be complete.
    pub lists: Arc<[Item]>,
    /// The duties these are about.
    pub listed: Touched,
    /// The open questions of law that are read the other way.
    pub turned: Switches,
}

impl Columns {
    /// The columns of a treaty, from the register.
    pub fn of(plan: Arc<Plan>, register: &Register, states: &[State]) -> Self {
        let treaty = plan.treaty;
        let mut all: Vec<State> = register.groups(treaty).filter_map(|(state, _)| state).chain(states.iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        let items = |state| register.group(treaty, state).map_or_else(Vec::new, |group| read(&plan, register, group));
        let groups = all.iter().map(|state| items(Some(*state)).into()).collect();
        let lists: Arc<[Item]> = items(None).into();
        Columns { states: all.into(), groups, listed: listed(&lists), lists, turned: plan.turned, plan }
    }

    /// The columns of a treaty, from facts that are read and let go: what is left is the columns alone. Each fact comes with the
    /// day from which it is no longer held, if any.
    pub fn lean(plan: Arc<Plan>, states: Arc<[State]>, facts: impl Iterator<Item = (FactNo, Fact, Option<facts::Day>)>) -> Self {
        let mut groups: Vec<Vec<Item>> = states.iter().map(|_| Vec::new()).collect();
        let mut lists = Vec::new();
        for (number, fact, gone) in facts {
            let group = match fact.state {
                None => Some(&mut lists),
                Some(state) => states.binary_search(&state).ok().and_then(|at| groups.get_mut(at)),
            };
            if let Some(group) = group {
                enter(&plan, &fact, number, gone, group);
            }
        }
        let groups = groups.into_iter().map(|items| sorted(items).into()).collect();
        let lists: Arc<[Item]> = sorted(lists).into();
        Columns { turned: plan.turned, plan, states, groups, listed: listed(&lists), lists }
    }

    /// The same columns after something was entered about one State, or about none.
    pub fn renewed(&self, register: &Register, state: Option<State>) -> Self {
        let group = register.group(self.plan.treaty, state);
        let items: Arc<[Item]> = group.map_or_else(Vec::new, |group| read(&self.plan, register, group)).into();
        match state.map(|s| self.states.binary_search(&s)) {
            None => self.replaced(None, items),
            Some(Ok(at)) => self.replaced(Some(at), items),
            Some(Err(_)) => Columns::of(Arc::clone(&self.plan), register, &self.states).read_by(self.turned),
        }
    }

    /// The same columns and one more fact, without the register's texts.
    pub fn with(&self, number: FactNo, fact: &Fact) -> Self {
        let at = fact.state.and_then(|state| self.states.binary_search(&state).ok());
        let before = at.map_or(&*self.lists, |at| self.items(at));
        let mut entered = Vec::new();
        enter(&self.plan, fact, number, None, &mut entered);
        let items = match entered.as_slice() {
            [one] => {
                let (ahead, after) = before.split_at(before.partition_point(|i| i.key() < one.key()));
                ahead.iter().chain([one]).chain(after).copied().collect()
            }
            several => sorted(before.iter().chain(several).copied().collect()).into(),
        };
        self.replaced(at, items)
    }

    /// The same columns, with the open questions of law read otherwise.
    pub fn read_by(self, turned: Switches) -> Self {
        Columns { turned, ..self }
    }

    fn replaced(&self, at: Option<usize>, items: Arc<[Item]>) -> Self {
        let (groups, lists) = match at {
            Some(at) => (self.groups.with(at, items), Arc::clone(&self.lists)),
            None => (self.groups.clone(), items),
        };
        let listed = if at.is_some() { self.listed } else { listed(&lists) };
        Columns { plan: Arc::clone(&self.plan), states: Arc::clone(&self.states), groups, lists, listed, turned: self.turned }
    }

    /// The items of one State, by its place among the States.
    #[inline]
    pub fn items(&self, at: usize) -> &[Item] {
        self.groups.get(at).map_or(&[], |items| items)
    }

    /// The items of one State for one duty.
    pub fn of_duty(&self, at: usize, duty: u16) -> &[Item] {
        crate::at::of_duty(self.items(at), duty)
    }

    /// The place of a State.
    pub fn place(&self, state: State) -> Option<usize> {
        self.states.binary_search(&state).ok()
    }
}

fn listed(lists: &[Item]) -> Touched {
    lists.iter().fold(Touched::default(), |all, item| all.and(Touched::duty(item.duty())))
}

fn read(plan: &Plan, register: &Register, group: &RegisterGroup) -> Vec<Item> {
    let mut items = Vec::new();
    for number in group.facts() {
        if let Some(fact) = register.at(*number) {
            enter(plan, fact, *number, group.gone(*number).map(|(_, day)| day), &mut items);
        }
    }
    sorted(items)
}

fn sorted(mut items: Vec<Item>) -> Vec<Item> {
    items.sort_unstable_by_key(Item::key);
    items
}

/// Enters a fact in every part it plays.
fn enter(plan: &Plan, fact: &Fact, number: FactNo, gone: Option<facts::Day>, items: &mut Vec<Item>) {
    for part in plan.uses(fact.kind).iter().filter(|u| u.takes(fact)) {
        let item = item(fact, number, gone, part);
        match (part.by, fact.period) {
            (By::Fact, _) => items.push(item),
            (By::Some, _) => items.extend(fact.says_some().then_some(item)),
            (_, None) => {}
            (_, Some(period)) => items.extend((period.first..=period.last).map(|year| in_year(item, period, year, part))),
        }
    }
}

fn item(fact: &Fact, number: FactNo, gone: Option<facts::Day>, part: &Use) -> Item {
    let flag = |is: bool, flag: u8| if is { flag } else { 0 };
    let one_year = fact.period.is_some_and(|p| p.is_one());
    Item {
        slot: (part.duty << 4) | u16::from(part.role),
        flags: flag(fact.on.is_some(), DATED)
            | flag(fact.says_zero(), ZERO)
            | flag(fact.says_some(), SOME)
            | flag(one_year, ONE_YEAR),
        said_by: fact.said_by as u8,
        known: DayKey::of(fact.known_from),
        gone: gone.map_or(DayKey::NEVER, DayKey::of),
        on: Span::of(fact.on),
        until: Span::of(fact.until),
        spoken: DayKey::of(source_day(fact)),
        fact: number,
    }
}

/// The part a fact plays for one of the years it covers. A report whose source gives no day came some time after the year covered
/// and before that source; a figure without a day counts from the first day of its first year.
fn in_year(item: Item, period: Years, year: i16, part: &Use) -> Item {
    let year = i32::from(year);
    let on = match part.by {
        By::Receipt if !item.is_dated() => Span { first: DayKey::first_of_year(year + 1).min(item.spoken), last: item.spoken },
        By::Figure if !item.is_dated() => Span::day(DayKey::first_of_year(i32::from(period.first))),
        _ => item.on,
    };
    Item { on, until: Span::day(DayKey::first_of_year(year)), flags: item.flags | YEARLY, ..item }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_small() {
        assert_eq!(size_of::<Item>(), 36);
    }
}
