use crate::choice::{Choice, choose};
use crate::evidence::{Evidence, Search, still_speaks};
use crate::shapes::extension::{Moves, moves};
use crate::world::Asked;
use crate::{Finding, Membership, Standing, Status};
use facts::{Day, Fact, State, When};
use jiff::ToSpan;
use rules::Rule;
use rules::shapes::Deadline;

/// What was decided about one deadline, and by which facts.
#[derive(Clone, Debug)]
pub(crate) struct Ruling<'a> {
    pub standing: Standing,
    /// The standing before, where the State has left.
    pub before: Option<Standing>,
    /// What it was when last confirmed, where the evidence has grown too old.
    pub once: Option<Standing>,
    pub applies: Applies<'a>,
    /// The day the treaty itself sets.
    pub base: Option<When>,
    /// The day in force.
    pub due: Option<When>,
    pub moves: Moves<'a>,
    /// What shows that it is done, by the day asked.
    pub done: Option<Choice<'a>>,
    /// Whether it was done in time cannot be told.
    pub timing_open: bool,
    /// What shows that it was not done.
    pub evidence: Option<Evidence<'a>>,
    pub since: Option<When>,
    pub confirmed: Option<Day>,
    /// What was done first, where something was found afterwards and destroyed too.
    pub first_done: Option<&'a Fact>,
    /// Found again after it was done.
    pub reopened: Option<&'a Fact>,
}

/// Whether there is something to do: yes, no, not established. Never a default.
#[derive(Clone, Debug)]
pub(crate) enum Applies<'a> {
    /// Every State Party is bound.
    ToAll,
    Yes(Choice<'a>),
    No(Choice<'a>),
    Unknown,
}

/// The finding for one State.
pub(crate) fn finding(asked: &Asked<'_>, state: State, rule: &Rule, shape: &Deadline) -> Finding {
    let ruling = ruling(asked, state, rule, shape, asked.question.true_on);
    asked.remember_open(state, rule, ruling.is_open());
    Finding {
        state,
        rule: rule.id.clone(),
        about: None,
        period: None,
        standing: ruling.standing,
        due: ruling.due,
        since: ruling.since,
        confirmed: ruling.confirmed,
        extended: ruling.due.zip(ruling.base).is_some_and(|(due, base)| due.last > base.last),
        contested: ruling.reopened.is_some(),
        before: ruling.before,
        once: ruling.once,
        sources: ruling.sources(asked.rolls.of(state)),
    }
}

/// Decides one deadline of one State on a day.
pub(crate) fn ruling<'a>(asked: &Asked<'a>, state: State, rule: &Rule, shape: &Deadline, on: Day) -> Ruling<'a> {
    let membership = asked.rolls.of(state);
    match membership.map(|m| (m, m.status(on))) {
        Some((m, Status::Party)) => bound(asked, state, rule, shape, on, m),
        Some((m, Status::Former)) => {
            let last_day = m.leaves.map_or(on, |w| w.last).saturating_sub(1.day());
            let mut ruling = bound(asked, state, rule, shape, last_day, m);
            ruling.before = Some(ruling.standing);
            ruling.standing = Standing::Ended;
            ruling
        }
        _ => Ruling::not_bound(),
    }
}

fn bound<'a>(asked: &Asked<'a>, state: State, rule: &Rule, shape: &Deadline, on: Day, membership: &Membership<'a>) -> Ruling<'a> {
    let Some(in_force) = membership.in_force else { return Ruling::not_bound() };
    let base = in_force.plus(&shape.within);
    let extension = shape.extended_by.as_ref().and_then(|id| asked.chapter.rule(id));
    let moves = moves(asked, state, &rule.id, extension, on, base);
    let due = moves.due(base);
    let mut ruling = Ruling { base: Some(base), due: Some(due), ..Ruling::not_bound() };
    ruling.applies = applies(asked, state, shape, &moves);
    ruling.standing = match &ruling.applies {
        Applies::No(_) => Standing::NotApplicable,
        Applies::Unknown => Standing::Unknown,
        Applies::ToAll | Applies::Yes(_) => {
            let case = Case { asked, state, rule, shape, on, base, due, moves: &moves };
            case.decide(&mut ruling)
        }
    };
    ruling.moves = moves;
    ruling
}

/// Days of this deadline that sources print: kept beside the computed day, never used in its place.
pub(crate) fn stated<'a>(asked: &Asked<'a>, state: State, rule: &Rule) -> Vec<&'a Fact> {
    asked.facts(state, &asked.stated_days).into_iter().filter(|f| f.about.as_deref() == Some(&rule.id.0)).collect()
}

fn applies<'a>(asked: &Asked<'a>, state: State, shape: &Deadline, moves: &Moves<'a>) -> Applies<'a> {
    if shape.bound_if.is_empty() {
        return Applies::ToAll;
    }
    let said_some = asked.facts(state, &shape.bound_if).into_iter().filter(|f| f.says_some());
    let said_none = asked.facts(state, &shape.unless);
    let mut spoken: Vec<&Fact> = said_some.collect();
    spoken.extend(&said_none);
    if let Some(choice) = choose(spoken) {
        let none = shape.unless.contains(&choice.used.kind);
        return if none { Applies::No(choice) } else { Applies::Yes(choice) };
    }
    // Nobody says in so many words that there is something to do, but what was said or done presupposes it.
    let presupposing = [shape.missing_by.as_slice(), &shape.fulfilled_by].concat();
    let mut implied = asked.facts(state, &presupposing);
    implied.extend(moves.counting.iter().chain(&moves.undated).chain(&moves.later).chain(&moves.pending));
    choose(implied).map_or(Applies::Unknown, Applies::Yes)
}

/// One deadline that applies, with all that is needed to decide how it stands.
struct Case<'c, 'a> {
    asked: &'c Asked<'a>,
    state: State,
    rule: &'c Rule,
    shape: &'c Deadline,
    on: Day,
    base: When,
    due: When,
    moves: &'c Moves<'a>,
}

impl<'a> Case<'_, 'a> {
    fn decide(&self, ruling: &mut Ruling<'a>) -> Standing {
        let acts = self.acts(ruling);
        let done = acts.iter().copied().filter(|f| f.on.is_some_and(|w| w.last <= self.on)).collect();
        if ruling.reopened.is_some() {
            ruling.done = choose(done);
            return Standing::Unknown;
        }
        if let Some(choice) = choose(done) {
            return self.done(choice, ruling);
        }
        if self.on <= self.due.first {
            return Standing::Running;
        }
        let perhaps_done = acts.iter().any(|f| f.on.is_some_and(|w| w.first <= self.on));
        if self.on <= self.due.last || perhaps_done || !self.moves.undated.is_empty() {
            return Standing::Unknown;
        }
        self.past_due(acts, ruling)
    }

    /// What fulfils the duty. Where something was found again afterwards, only what came after that counts.
    fn acts(&self, ruling: &mut Ruling<'a>) -> Vec<&'a Fact> {
        let mut acts = self.asked.facts(self.state, &self.shape.fulfilled_by);
        let found = self.asked.facts(self.state, &self.shape.reopened_by);
        let completed_before = |found: When| acts.iter().any(|f| f.on.is_some_and(|w| w.last < found.first));
        let reopening = found.into_iter().filter(|f| f.on.is_some_and(|w| w.last <= self.on && completed_before(w)));
        if let Some(last) = reopening.max_by_key(|f| f.on) {
            let before: Vec<&Fact> =
                acts.iter().copied().filter(|f| f.on.zip(last.on).is_some_and(|(a, d)| a.last < d.first)).collect();
            acts.retain(|f| f.on.zip(last.on).is_some_and(|(a, d)| a.last >= d.first));
            let done_again = acts.iter().any(|f| f.on.is_some_and(|w| w.last <= self.on));
            if done_again { ruling.first_done = choose(before).map(|c| c.used) } else { ruling.reopened = Some(last) }
        }
        acts
    }

    /// Done: late only where the day it was done lies after every day that any decision or source speaks of, and no request
    /// was left undecided.
    fn done(&self, choice: Choice<'a>, ruling: &mut Ruling<'a>) -> Standing {
        // For what was found afterwards the text sets no day: only what was done first can have been late.
        let day = ruling.first_done.unwrap_or(choice.used).on.unwrap_or(self.due);
        let latest = self.moves.latest_spoken_of(self.base);
        // Where sources disagree and one of them says in time, lateness is not established.
        let one_in_time = choice.others.iter().any(|f| f.on.is_some_and(|w| w.last <= latest.last));
        let late = day.first > latest.last && self.moves.pending.is_empty() && !one_in_time;
        ruling.timing_open = !late && day.last > self.due.first;
        ruling.since = choice.used.on;
        ruling.done = Some(choice);
        if late { Standing::MetLate } else { Standing::Met }
    }

    fn past_due(&self, acts: Vec<&'a Fact>, ruling: &mut Ruling<'a>) -> Standing {
        let age = &self.rule.evidence_age;
        let asked_for_more = self.moves.pending.iter().filter_map(|f| f.on).map(|w| w.first).max();
        if let Some(last_request) = asked_for_more {
            ruling.confirmed = Some(last_request.min(self.on));
            return fade(Standing::Undecided, still_speaks(last_request, age, self.on), ruling);
        }
        // A later source names a deadline that reaches this day: more time was given by then, and the decision is not on record.
        let given_unseen = |f: &&&Fact| f.on.is_none() && f.until.is_some_and(|u| u.last >= self.on);
        if self.moves.later.iter().any(|f| given_unseen(&f)) {
            return Standing::Unknown;
        }
        let Some(evidence) = self.search(acts).best() else { return Standing::Unknown };
        ruling.confirmed = Some(evidence.confirmed);
        let speaks = still_speaks(evidence.confirmed, age, self.on);
        ruling.evidence = Some(evidence);
        ruling.since = speaks.then(|| day_after(self.due));
        fade(Standing::Overdue, speaks, ruling)
    }

    fn search(&self, acts: Vec<&'a Fact>) -> Search<'a> {
        let late_grants = self.moves.later.iter().copied().filter(|f| f.on.is_some());
        let late_acts = acts.into_iter().chain(late_grants).filter_map(|f| f.on.map(|w| (f, w))).collect();
        let complete = self.asked.complete_lists(self.state, &self.rule.id);
        Search {
            asked: self.on,
            due: self.due,
            statements: self.asked.facts(self.state, &self.shape.missing_by),
            complete_lists: complete,
            late_acts,
        }
    }
}

/// A standing while its evidence speaks; afterwards not established, and what it was is kept.
fn fade(standing: Standing, speaks: bool, ruling: &mut Ruling<'_>) -> Standing {
    ruling.once = (!speaks).then_some(standing);
    if speaks { standing } else { Standing::Unknown }
}

/// The first day overdue: the day after the last day in time.
pub(crate) fn day_after(due: When) -> When {
    let next = |day: Day| day.saturating_add(1.day());
    When { first: next(due.first), last: next(due.last) }
}

impl Ruling<'_> {
    fn not_bound() -> Self {
        Ruling {
            standing: Standing::NotBound,
            before: None,
            once: None,
            applies: Applies::Unknown,
            base: None,
            due: None,
            moves: Moves::default(),
            done: None,
            timing_open: false,
            evidence: None,
            since: None,
            confirmed: None,
            first_done: None,
            reopened: None,
        }
    }

    /// Whether there is something left to do, as far as the register tells.
    pub fn is_open(&self) -> bool {
        match self.standing {
            Standing::Running | Standing::Undecided | Standing::Overdue => true,
            Standing::Unknown => matches!(self.applies, Applies::Yes(_) | Applies::ToAll),
            _ => false,
        }
    }

    /// The facts the standing rests on.
    pub fn sources(&self, membership: Option<&Membership<'_>>) -> Vec<String> {
        let mut ids: Vec<&Fact> = Vec::new();
        if let Some(membership) = membership.filter(|_| self.standing != Standing::NotBound) {
            ids.extend(membership.consent.iter().chain(&membership.threshold));
            ids.extend(membership.withdrawal.iter().filter(|_| self.standing == Standing::Ended));
        }
        match &self.applies {
            Applies::Yes(choice) | Applies::No(choice) => ids.push(choice.used),
            Applies::ToAll | Applies::Unknown => {}
        }
        ids.extend(self.moves.counting.iter().chain(&self.moves.undated).chain(&self.moves.pending));
        ids.extend(
            self.done
                .iter()
                .map(|c| c.used)
                .chain(self.evidence.iter().map(|e| e.fact))
                .chain(self.first_done)
                .chain(self.reopened),
        );
        let mut names: Vec<String> = Vec::new();
        ids.into_iter().for_each(|f| {
            if !names.contains(&f.id) {
                names.push(f.id.clone());
            }
        });
        names
    }
}
