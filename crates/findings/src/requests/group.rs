use super::{Case, items, meeting};
use crate::choice::source_day;
use facts::{Day, Fact, Kind, State, When};

/// The facts that belong to one request.
#[derive(Clone, Debug)]
pub(crate) struct Draft<'a> {
    pub state: State,
    /// The opening of the next meeting on record after it: what two requests are told apart by.
    pub opening: Option<Day>,
    /// The first day any of the facts that make it a request could mean.
    pub first: Day,
    /// Requests, revisions, analyses.
    pub asked: Vec<&'a Fact>,
    /// Decisions, and deadlines named without their decision.
    pub decided: Vec<&'a Fact>,
    /// Everything else said of it.
    pub noted: Vec<&'a Fact>,
}

impl<'a> Draft<'a> {
    fn new(state: State, opening: Option<Day>, first: Day) -> Self {
        Draft { state, opening, first, asked: Vec::new(), decided: Vec::new(), noted: Vec::new() }
    }

    pub fn all(&self) -> Vec<&'a Fact> {
        [&self.asked, &self.decided, &self.noted].into_iter().flatten().copied().collect()
    }

    /// The last day that anything on record asks for, grants or names.
    fn reaches(&self) -> Option<Day> {
        self.asked.iter().chain(&self.decided).filter_map(|f| f.until).map(|u| u.last).max()
    }

    fn speaks_of(&self, until: When) -> bool {
        let touches = |u: When| u.first <= until.last && until.first <= u.last;
        self.asked.iter().chain(&self.decided).filter_map(|f| f.until).any(touches)
    }

    /// Whether a decision with a day of its own was taken before that day.
    fn was_decided_before(&self, day: Day) -> bool {
        self.decided.iter().any(|f| f.on.is_some_and(|w| w.last < day))
    }
}

/// The requests of one State for one duty, oldest first: each with what was asked, decided and said.
pub(crate) fn drafts<'a>(case: &Case<'_, 'a>, state: State) -> Vec<Draft<'a>> {
    let (law, kinds, shape) = (case.law, case.kinds, case.law.extension);
    let of_duty = |f: &&Fact| f.about.as_deref() == Some(&law.duty.id.0);
    let mut drafts: Vec<Draft<'a>> = Vec::new();
    for fact in told(case, state, &shape.requested_by).into_iter().filter(of_duty) {
        let Some(on) = fact.on else { continue };
        let opening = meeting::next(case.openings, fact).map(|o| o.on.first);
        match drafts.iter_mut().find(|d| d.opening == opening) {
            Some(draft) => draft.asked.push(fact),
            None => drafts.push(Draft { asked: vec![fact], ..Draft::new(state, opening, on.first) }),
        }
    }
    let decided = [&shape.granted_by, &shape.refused_by, &shape.named_by].map(|k| k.as_slice()).concat();
    for fact in told(case, state, &decided).into_iter().filter(of_duty) {
        place_decision(&mut drafts, fact, state);
    }
    drafts.sort_by_key(|d| d.first);
    let said: Vec<Kind> = [kinds.noted, kinds.answers, kinds.omits].into_iter().flatten().collect();
    for fact in told(case, state, &said).into_iter().filter(|f| of_duty(f) || items::is_of(&law, f)) {
        let place =
            if Some(fact.kind) == kinds.noted && of_duty(&fact) { of_step(&drafts, fact) } else { of_saying(&drafts, fact) };
        drafts.get_mut(place).into_iter().for_each(|d| d.noted.push(fact));
    }
    drafts
}

/// What of these kinds had begun by the day asked, in the order of days.
fn told<'a>(case: &Case<'_, 'a>, state: State, kinds: &[Kind]) -> Vec<&'a Fact> {
    let first = |f: &Fact| f.on.map_or(source_day(f), |w| w.first);
    let mut facts = case.asked.facts(state, kinds);
    facts.retain(|f| first(f) <= case.asked.question.true_on);
    facts.sort_by_key(|f| (first(f), f.entry));
    facts
}

/// A decision belongs to the request that asked for its day; else to the last one made by its own day. One that reaches beyond
/// all that is on record, while the last request had an answer already or asked for less, belongs to a request not on record.
fn place_decision<'a>(drafts: &mut Vec<Draft<'a>>, fact: &'a Fact, state: State) {
    let day = fact.on.map_or(source_day(fact), |w| w.last);
    let by_day = fact.until.and_then(|until| drafts.iter().rposition(|d| d.first <= day && d.speaks_of(until)));
    let last = drafts.iter().rposition(|d| d.first <= day);
    let beyond = |at: usize| {
        let reached = drafts.get(at).and_then(Draft::reaches);
        let asked_of_all = drafts.iter().filter_map(Draft::reaches).max();
        let until = fact.until.map(|u| u.first);
        reached.is_some() && until > asked_of_all
    };
    match by_day.or(last.filter(|at| !beyond(*at))) {
        Some(at) => drafts.get_mut(at).into_iter().for_each(|d| d.decided.push(fact)),
        None => {
            let first = fact.on.map_or(source_day(fact), |w| w.first);
            drafts.push(Draft { decided: vec![fact], ..Draft::new(state, None, first) });
            drafts.sort_by_key(|d| d.first);
        }
    }
}

/// What is said of a request belongs to the one of its day; else to the last one made by then.
fn of_saying(drafts: &[Draft<'_>], fact: &Fact) -> usize {
    let last = fact.on.map_or(source_day(fact), |w| w.last);
    let same_day = drafts.iter().rposition(|d| d.asked.iter().any(|a| a.on == fact.on && fact.on.is_some()));
    same_day.or_else(|| drafts.iter().rposition(|d| d.first <= last)).unwrap_or(0)
}

/// A step after the decision on one request belongs to the next, where there is one.
fn of_step(drafts: &[Draft<'_>], fact: &Fact) -> usize {
    let first = fact.on.map_or(source_day(fact), |w| w.first);
    let at = of_saying(drafts, fact);
    let is_over = drafts.get(at).is_some_and(|d| d.was_decided_before(first));
    if is_over && at + 1 < drafts.len() { at + 1 } else { at }
}
