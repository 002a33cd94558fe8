use crate::choice::choose;
use facts::{Day, Fact, Length, State, Treaty, View, When};
use rules::shapes::{EntryIntoForce, Gives};
use rules::{Chapter, Rule, Shape};
use std::collections::BTreeMap;

/// What a State is to a treaty on a day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Status {
    /// Neither signed nor consented.
    NotJoined,
    /// Signed, not consented.
    Signatory,
    /// Consented, not yet in force for it.
    Consented,
    /// The treaty is in force for it.
    Party,
    /// Its withdrawal has taken effect.
    Former,
}

impl Status {
    /// The word used in data and as the key of its name.
    pub fn word(&self) -> &'static str {
        match self {
            Status::NotJoined => "not-joined",
            Status::Signatory => "signatory",
            Status::Consented => "consented",
            Status::Party => "party",
            Status::Former => "former",
        }
    }
}

/// The acts of one State towards one treaty, and the days they lead to.
#[derive(Clone, Debug)]
pub struct Membership<'a> {
    /// The signature.
    pub signed: Option<&'a Fact>,
    /// The deposited consent.
    pub consent: Option<&'a Fact>,
    /// The declaration of provisional application.
    pub provisional: Option<&'a Fact>,
    /// The notice of withdrawal.
    pub withdrawal: Option<&'a Fact>,
    /// The day from which the treaty is in force for the State.
    pub in_force: Option<When>,
    /// Days of entry into force that sources print.
    pub stated: Vec<&'a Fact>,
    /// The consent that brought the treaty into force, where it decides this State's day too.
    pub threshold: Option<&'a Fact>,
    /// The first day on which the State is no longer a party.
    pub leaves: Option<When>,
}

impl Membership<'_> {
    /// What the State is on a day. Where only a month or a year is known, a change counts from its last possible day.
    pub fn status(&self, on: Day) -> Status {
        let by = |when: Option<When>| when.is_some_and(|w| w.last <= on);
        let fact_by = |fact: Option<&Fact>| by(fact.and_then(|f| f.on));
        if by(self.leaves) {
            Status::Former
        } else if by(self.in_force) {
            Status::Party
        } else if fact_by(self.consent) {
            Status::Consented
        } else if fact_by(self.signed) {
            Status::Signatory
        } else {
            Status::NotJoined
        }
    }

    /// Whether a withdrawal has been notified by a day and has not taken effect.
    pub fn is_leaving(&self, on: Day) -> bool {
        let notified = self.withdrawal.and_then(|f| f.on).is_some_and(|w| w.last <= on);
        notified && self.status(on) == Status::Party
    }
}

/// All States' acts towards one treaty, as known by a day.
#[derive(Clone, Debug)]
pub struct Rolls<'a> {
    by_state: BTreeMap<State, Membership<'a>>,
}

impl<'a> Rolls<'a> {
    /// Reads the rolls of a treaty by the rules of its chapter.
    pub fn read(view: View<'a>, chapter: &Chapter) -> Self {
        let treaty = chapter.treaty.treaty;
        let mut by_state: BTreeMap<State, Membership<'a>> = BTreeMap::new();
        for rule in &chapter.rules {
            act(view, treaty, rule, &mut by_state);
        }
        let entry = chapter.rules.iter().find_map(|r| match &r.shape {
            Shape::EntryIntoForce(shape) => Some(shape),
            _ => None,
        });
        if let Some(entry) = entry {
            enter_into_force(entry, &mut by_state);
        }
        Rolls { by_state }
    }

    /// The acts of one State; none if it never acted.
    pub fn of(&self, state: State) -> Option<&Membership<'a>> {
        self.by_state.get(&state)
    }

    /// What the State is on a day.
    pub fn status(&self, state: State, on: Day) -> Status {
        self.of(state).map_or(Status::NotJoined, |m| m.status(on))
    }

    /// Every State that ever acted.
    pub fn all(&self) -> impl Iterator<Item = (State, &Membership<'a>)> {
        self.by_state.iter().map(|(s, m)| (*s, m))
    }
}

fn act<'a>(view: View<'a>, treaty: Treaty, rule: &Rule, by_state: &mut BTreeMap<State, Membership<'a>>) {
    let kinds = rule.shape.kinds();
    let mut facts: BTreeMap<State, Vec<&'a Fact>> = BTreeMap::new();
    if !matches!(rule.shape, Shape::Membership(_) | Shape::EntryIntoForce(_) | Shape::Withdrawal(_)) {
        return;
    }
    for fact in kinds.iter().flat_map(|k| view.of_all_states(treaty, *k)) {
        if let Some(state) = fact.state {
            facts.entry(state).or_default().push(fact);
        }
    }
    for (state, facts) in facts {
        let membership = by_state.entry(state).or_insert_with(Membership::none);
        match &rule.shape {
            Shape::EntryIntoForce(_) => membership.stated = facts,
            Shape::Withdrawal(shape) => {
                membership.withdrawal = choose(facts).map(|c| c.used);
                membership.leaves = membership.withdrawal.and_then(|f| f.on).map(|on| on.plus(&shape.after));
            }
            Shape::Membership(shape) => match shape.gives {
                Gives::Signatory => membership.signed = choose(facts).map(|c| c.used),
                Gives::Consent => membership.consent = choose(facts).map(|c| c.used),
                Gives::Provisional => membership.provisional = choose(facts).map(|c| c.used),
            },
            _ => {}
        }
    }
}

impl Membership<'_> {
    fn none() -> Self {
        Membership {
            signed: None,
            consent: None,
            provisional: None,
            withdrawal: None,
            in_force: None,
            stated: Vec::new(),
            threshold: None,
            leaves: None,
        }
    }
}

/// The first States enter together, with the consent that reaches the threshold; the others each with their own.
fn enter_into_force<'a>(shape: &EntryIntoForce, by_state: &mut BTreeMap<State, Membership<'a>>) {
    let mut consents: Vec<&'a Fact> = by_state.values().filter_map(|m| m.consent).filter(|f| f.on.is_some()).collect();
    consents.sort_by_key(|f| (f.on, f.entry));
    let Some(decisive) = shape.threshold.checked_sub(1).and_then(|n| consents.get(n).copied()) else { return };
    let Some(reached) = decisive.on else { return };
    for membership in by_state.values_mut() {
        let Some(deposited) = membership.consent.and_then(|f| f.on) else { continue };
        let together = deposited.last <= reached.last;
        let from = if together { reached } else { deposited };
        membership.threshold = together.then_some(decisive);
        let computed = first_of_month_after(from, shape.months);
        let depositary = membership.stated.iter().find(|f| f.said_by == facts::SaidBy::Depositary).and_then(|f| f.on);
        membership.in_force = Some(depositary.unwrap_or(computed));
    }
}

/// The first day of the month that comes so many months after the month of the deposit.
fn first_of_month_after(deposit: When, months: i32) -> When {
    let month = |day: Day| Length::months(months).after(day.first_of_month());
    When { first: month(deposit.first), last: if deposit.is_open() { When::OPEN } else { month(deposit.last) } }
}
