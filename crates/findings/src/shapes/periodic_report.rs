use crate::choice::{Choice, choose, source_day};
use crate::evidence::{Evidence, Search, still_speaks};
use crate::shapes::deadline::day_after;
use crate::world::Asked;
use crate::{Finding, Membership, Standing, Status};
use facts::{Day, Fact, State, When};
use jiff::ToSpan;
use rules::shapes::PeriodicReport;
use rules::{Rule, Shape};

/// What was decided about the report covering one year, and by which facts.
#[derive(Clone, Debug)]
pub(crate) struct Ruling<'a> {
    pub year: i16,
    pub due: Day,
    pub standing: Standing,
    pub before: Option<Standing>,
    pub receipt: Option<Receipt<'a>>,
    /// The source used of that receipt, and the others.
    pub choice: Option<Choice<'a>>,
    pub timing_open: bool,
    pub evidence: Option<Evidence<'a>>,
    pub since: Option<When>,
    pub confirmed: Option<Day>,
    /// Whether only another reading asks for this report.
    pub by_other_reading: bool,
}

/// A report that came, and when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Receipt<'a> {
    pub fact: &'a Fact,
    /// The days on which it may have come. Where the source gives none: from the first day after the year covered to the
    /// source's own day.
    pub when: When,
}

/// One finding for each year whose report has become due or is awaited.
pub(crate) fn findings(asked: &Asked<'_>, state: State, rule: &Rule, shape: &PeriodicReport) -> Vec<Finding> {
    let rulings = rulings(asked, state, rule, shape, asked.question.true_on);
    if rulings.is_empty() && asked.rolls.status(state, asked.question.true_on) < Status::Party {
        return vec![Finding {
            state,
            rule: rule.id.clone(),
            about: None,
            period: None,
            standing: Standing::NotBound,
            due: None,
            since: None,
            confirmed: None,
            extended: false,
            contested: false,
            before: None,
            once: None,
            sources: Vec::new(),
        }];
    }
    rulings.into_iter().map(|r| r.finding(state, rule, asked.rolls.of(state))).collect()
}

/// The rulings of every year, up to the day asked.
pub(crate) fn rulings<'a>(asked: &Asked<'a>, state: State, rule: &Rule, shape: &PeriodicReport, on: Day) -> Vec<Ruling<'a>> {
    rulings_from(asked, state, rule, shape, on, i16::MIN)
}

/// The rulings from one year on, up to the day asked.
pub(crate) fn rulings_from<'a>(
    asked: &Asked<'a>,
    state: State,
    rule: &Rule,
    shape: &PeriodicReport,
    on: Day,
    from: i16,
) -> Vec<Ruling<'a>> {
    let Some(membership) = asked.rolls.of(state) else { return Vec::new() };
    let Some(first) = first_year(asked, shape, membership) else { return Vec::new() };
    let leaves = membership.leaves.filter(|w| w.last <= on);
    let last_day = leaves.map_or(on, |w| w.last.saturating_sub(1.day()));
    // Nothing new falls due on or after the day a withdrawal takes effect.
    let owed = |year: &i16| leaves.is_none_or(|w| shape.due_for(*year) < w.last);
    let evidence = YearlyEvidence::read(asked, state, rule, shape);
    let years = (first.default.min(first.other).max(from)..=last_day.year().saturating_sub(1)).filter(owed);
    years
        .map(|year| {
            let case = Case { rule, shape, evidence: &evidence, on: last_day, year };
            let mut ruling = if first.asks_by_default(year) { case.decide() } else { case.not_asked() };
            ruling.before = leaves.map(|_| ruling.standing);
            ruling.standing = if leaves.is_some() { Standing::Ended } else { ruling.standing };
            ruling
        })
        .collect()
}

/// The ruling for one year.
pub(crate) fn ruling<'a>(
    asked: &Asked<'a>,
    state: State,
    rule: &Rule,
    shape: &PeriodicReport,
    on: Day,
    year: i16,
) -> Option<Ruling<'a>> {
    rulings(asked, state, rule, shape, on).into_iter().find(|r| r.year == year)
}

/// The first year covered, by the reading used and by the other one.
struct FirstYear {
    default: i16,
    other: i16,
}

impl FirstYear {
    fn asks_by_default(&self, year: i16) -> bool {
        year >= self.default
    }
}

/// The first year covered: B, the year in which the initial report fell due; A, the year before the first 30 April after it.
fn first_year(asked: &Asked<'_>, shape: &PeriodicReport, membership: &Membership<'_>) -> Option<FirstYear> {
    let Some(Shape::Deadline(initial)) = asked.chapter.rule(&shape.after).map(|r| &r.shape) else { return None };
    let initial_due = membership.in_force?.plus(&initial.within).last;
    if initial_due == When::OPEN {
        return None;
    }
    let year_due = initial_due.year();
    let next_day = (0..2).map(|n| year_due.saturating_add(n).saturating_sub(1)).find(|y| shape.due_for(*y) > initial_due)?;
    let reading = shape.first.as_deref().and_then(|id| asked.chapter.reading(id));
    let a_is_default = reading.is_some_and(|r| r.default == "A");
    let compared = reading.is_some_and(|r| r.computed);
    let (default, other) = if a_is_default { (next_day, year_due) } else { (year_due, next_day) };
    Some(FirstYear { default, other: if compared { other } else { default } })
}

/// What is on record about the reports of all years, gathered once.
struct YearlyEvidence<'a> {
    received: Vec<&'a Fact>,
    missing: Vec<&'a Fact>,
    complete: Vec<&'a Fact>,
}

impl<'a> YearlyEvidence<'a> {
    fn read(asked: &Asked<'a>, state: State, rule: &Rule, shape: &PeriodicReport) -> Self {
        YearlyEvidence {
            received: asked.facts(state, &shape.received_by),
            missing: asked.facts(state, &shape.missing_by),
            complete: asked.complete_lists(state, &rule.id),
        }
    }
}

fn of_year<'a>(facts: &[&'a Fact], year: i16) -> Vec<&'a Fact> {
    facts.iter().copied().filter(|f| f.period.is_some_and(|p| p.covers(year))).collect()
}

struct Case<'c, 'a> {
    rule: &'c Rule,
    shape: &'c PeriodicReport,
    evidence: &'c YearlyEvidence<'a>,
    on: Day,
    year: i16,
}

impl<'a> Case<'_, 'a> {
    fn not_asked(&self) -> Ruling<'a> {
        let due = self.shape.due_for(self.year);
        Ruling { by_other_reading: true, ..Ruling::new(self.year, due, Standing::NotApplicable) }
    }

    fn decide(&self) -> Ruling<'a> {
        let due = self.shape.due_for(self.year);
        let receipts = self.receipts();
        let came: Vec<Receipt<'a>> = receipts.iter().copied().filter(|r| r.when.last <= self.on).collect();
        if !came.is_empty() {
            return self.received(came, due);
        }
        if self.on <= due {
            return Ruling::new(self.year, due, Standing::Running);
        }
        if receipts.iter().any(|r| r.when.first <= self.on) {
            return Ruling::new(self.year, due, Standing::Unknown);
        }
        self.past_due(receipts, due)
    }

    fn receipts(&self) -> Vec<Receipt<'a>> {
        let year_after = Day::new(self.year.saturating_add(1), 1, 1).unwrap_or(When::OPEN);
        let some_time = |f: &Fact| When { first: year_after.min(source_day(f)), last: source_day(f) };
        of_year(&self.evidence.received, self.year)
            .into_iter()
            .map(|fact| Receipt { fact, when: fact.on.unwrap_or_else(|| some_time(fact)) })
            .collect()
    }

    /// The report came. A dated receipt is used before an undated one; among them rank and publication decide.
    fn received(&self, came: Vec<Receipt<'a>>, due: Day) -> Ruling<'a> {
        let dated: Vec<&Fact> = came.iter().filter(|r| r.fact.on.is_some()).map(|r| r.fact).collect();
        let all: Vec<&Fact> = came.iter().map(|r| r.fact).collect();
        let mut ruling = Ruling::new(self.year, due, Standing::Met);
        let Some(choice) = choose(if dated.is_empty() { all } else { dated }) else { return ruling };
        ruling.receipt = came.iter().copied().find(|r| r.fact.id == choice.used.id);
        let others = came.iter().map(|r| r.fact).filter(|f| f.id != choice.used.id).collect();
        let when = ruling.receipt.map_or(When::day(due), |r| r.when);
        // Where sources disagree and one of them says in time, lateness is not established.
        let one_in_time = came.iter().any(|r| r.fact.on.is_some() && r.when.last <= due);
        let late = when.first > due && !one_in_time;
        if late {
            ruling.standing = Standing::MetLate;
        }
        ruling.timing_open = !late && when.last > due;
        ruling.since = choice.used.on;
        ruling.choice = Some(Choice { others, ..choice });
        ruling
    }

    fn past_due(&self, receipts: Vec<Receipt<'a>>, due: Day) -> Ruling<'a> {
        let mut ruling = Ruling::new(self.year, due, Standing::Unknown);
        let search = Search {
            asked: self.on,
            due: When::day(due),
            statements: of_year(&self.evidence.missing, self.year),
            complete_lists: of_year(&self.evidence.complete, self.year),
            late_acts: receipts.into_iter().map(|r| (r.fact, r.when)).collect(),
        };
        let Some(evidence) = search.best() else { return ruling };
        ruling.confirmed = Some(evidence.confirmed);
        if still_speaks(evidence.confirmed, &self.rule.evidence_age, self.on) {
            ruling.standing = Standing::Overdue;
            ruling.since = Some(day_after(When::day(due)));
        }
        ruling.evidence = Some(evidence);
        ruling
    }
}

impl Ruling<'_> {
    fn new(year: i16, due: Day, standing: Standing) -> Self {
        Ruling {
            year,
            due,
            standing,
            before: None,
            receipt: None,
            choice: None,
            timing_open: false,
            evidence: None,
            since: None,
            confirmed: None,
            by_other_reading: false,
        }
    }

    /// The ruling as a finding.
    pub fn finding(&self, state: State, rule: &Rule, membership: Option<&Membership<'_>>) -> Finding {
        let acts = membership.into_iter().flat_map(|m| m.consent.into_iter().chain(m.threshold));
        let mut sources: Vec<String> = acts.map(|f| f.id.clone()).collect();
        sources.extend(self.receipt.map(|r| r.fact.id.clone()));
        sources.extend(self.evidence.as_ref().map(|e| e.fact.id.clone()));
        Finding {
            state,
            rule: rule.id.clone(),
            about: None,
            period: Some(self.year),
            standing: self.standing,
            due: (!self.by_other_reading).then_some(When::day(self.due)),
            since: self.since,
            confirmed: self.confirmed,
            extended: false,
            contested: self.by_other_reading,
            before: self.before,
            once: (self.standing == Standing::Unknown && self.confirmed.is_some()).then_some(Standing::Overdue),
            sources,
        }
    }
}
