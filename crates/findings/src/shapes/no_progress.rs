use crate::shapes::{deadline, periodic_report};
use crate::world::Asked;
use crate::{Finding, Standing, Status};
use facts::{Day, Fact, Kind, State};
use rules::shapes::{NoProgress, Signs};
use rules::{Rule, RuleId, Shape};

/// What one year showed. Silence and a reported zero are kept apart; neither is inferred from an empty register.
#[derive(Clone, Debug)]
pub(crate) enum Sign<'a> {
    /// Something was done.
    Made(&'a Fact),
    /// Somebody said that nothing was done.
    ReportedNone(&'a Fact),
    /// The year's report did not come, by evidence.
    Silent(periodic_report::Ruling<'a>),
    /// The year's report came; what it says of progress is not on record.
    Heard(&'a Fact),
    /// Not established.
    Unknown,
}

/// What was decided about one warning.
#[derive(Clone, Debug)]
pub(crate) struct Ruling<'a> {
    pub standing: Standing,
    pub about: RuleId,
    pub years: Vec<(i16, Sign<'a>)>,
}

/// One finding for each open duty that is watched.
pub(crate) fn findings(asked: &Asked<'_>, state: State, rule: &Rule, shape: &NoProgress) -> Vec<Finding> {
    rulings(asked, state, shape).into_iter().map(|r| r.finding(state, rule)).collect()
}

/// Decides the warning for each open duty.
pub(crate) fn rulings<'a>(asked: &Asked<'a>, state: State, shape: &NoProgress) -> Vec<Ruling<'a>> {
    let on = asked.question.true_on;
    if asked.rolls.status(state, on) != Status::Party {
        return Vec::new();
    }
    let open = shape.progress.iter().filter(|(duty, _)| is_open(asked, state, duty, on));
    open.filter_map(|(duty, kinds)| ruling(asked, state, shape, duty, kinds)).collect()
}

/// Whether the duty is open on the day asked; it has been decided once already where the duty itself was looked at.
fn is_open(asked: &Asked<'_>, state: State, duty: &RuleId, on: Day) -> bool {
    let Some(rule) = asked.chapter.rule(duty) else { return false };
    asked.remembered_open(state, rule).unwrap_or_else(|| {
        let Shape::Deadline(shape) = &rule.shape else { return false };
        let open = deadline::ruling(asked, state, rule, shape, on).is_open();
        asked.remember_open(state, rule, open);
        open
    })
}

fn ruling<'a>(asked: &Asked<'a>, state: State, shape: &NoProgress, duty: &RuleId, kinds: &[Kind]) -> Option<Ruling<'a>> {
    let on = asked.question.true_on;
    let reports = asked.chapter.rule(&shape.reports)?;
    let Shape::PeriodicReport(report_shape) = &reports.shape else { return None };
    let last = last_reported_year(report_shape, on);
    let first = last.saturating_sub(shape.consecutive_years - 1);
    let in_force = asked.rolls.of(state)?.in_force?;
    if first < in_force.first.year() {
        return None;
    }
    let reported = periodic_report::rulings(asked, state, reports, report_shape, on);
    let facts = asked.facts(state, kinds);
    let years: Vec<(i16, Sign<'a>)> = (first..=last).map(|year| (year, sign(year, on, &facts, &reported))).collect();
    let signs: Vec<&Sign<'a>> = years.iter().map(|(_, sign)| sign).collect();
    Some(Ruling { standing: standing(shape.signs, &signs), about: duty.clone(), years })
}

/// The last calendar year whose report has become due.
fn last_reported_year(shape: &rules::shapes::PeriodicReport, on: Day) -> i16 {
    let year = on.year().saturating_sub(1);
    if on > shape.due_for(year) { year } else { year.saturating_sub(1) }
}

fn sign<'a>(year: i16, on: Day, facts: &[&'a Fact], reported: &[periodic_report::Ruling<'a>]) -> Sign<'a> {
    let covering = |f: &&&Fact| f.period.is_some_and(|p| p.covers(year)) && f.first_day().is_some_and(|d| d <= on);
    // One figure above zero for several years does not say in which of them it was done; zero for several does.
    let made = facts.iter().filter(covering).find(|f| f.says_some() && f.period.is_some_and(|p| p.is_one()));
    if let Some(fact) = made {
        return Sign::Made(fact);
    }
    if let Some(fact) = facts.iter().filter(covering).find(|f| f.says_zero()) {
        return Sign::ReportedNone(fact);
    }
    match reported.iter().find(|r| r.year == year) {
        Some(ruling) if ruling.standing == Standing::Overdue => Sign::Silent(ruling.clone()),
        Some(ruling) => ruling.receipt.map_or(Sign::Unknown, |r| Sign::Heard(r.fact)),
        None => Sign::Unknown,
    }
}

fn standing(signs: Signs, years: &[&Sign<'_>]) -> Standing {
    let all = |test: fn(&Sign<'_>) -> bool| years.iter().all(|s| test(s));
    let any = |test: fn(&Sign<'_>) -> bool| years.iter().any(|s| test(s));
    let raised = match signs {
        Signs::Silence => all(is_silent),
        Signs::ReportedNone => all(is_none),
        Signs::Both => any(is_silent) && any(is_none) && all(|s| is_silent(s) || is_none(s)),
    };
    let clear = match signs {
        Signs::Silence => any(|s| is_none(s) || was_heard(s)),
        Signs::ReportedNone => any(|s| is_silent(s) || matches!(s, Sign::Made(_))),
        Signs::Both => any(was_heard) || all(is_silent) || all(is_none),
    };
    match (raised, clear) {
        (true, _) => Standing::Raised,
        (false, true) => Standing::Clear,
        (false, false) => Standing::Unknown,
    }
}

fn is_silent(sign: &Sign<'_>) -> bool {
    matches!(sign, Sign::Silent(_))
}

fn is_none(sign: &Sign<'_>) -> bool {
    matches!(sign, Sign::ReportedNone(_))
}

fn was_heard(sign: &Sign<'_>) -> bool {
    matches!(sign, Sign::Made(_) | Sign::Heard(_))
}

impl Ruling<'_> {
    fn finding(&self, state: State, rule: &Rule) -> Finding {
        let source = |sign: &Sign<'_>| match sign {
            Sign::Made(f) | Sign::ReportedNone(f) | Sign::Heard(f) => Some(f.id.clone()),
            Sign::Silent(ruling) => ruling.evidence.as_ref().map(|e| e.fact.id.clone()),
            Sign::Unknown => None,
        };
        let mut sources: Vec<String> = self.years.iter().filter_map(|(_, sign)| source(sign)).collect();
        sources.dedup();
        let silent_until = self.years.iter().filter_map(|(_, sign)| match sign {
            Sign::Silent(ruling) => ruling.confirmed,
            _ => None,
        });
        Finding {
            state,
            rule: rule.id.clone(),
            about: Some(self.about.0.clone()),
            period: None,
            standing: self.standing,
            due: None,
            since: None,
            confirmed: silent_until.min(),
            extended: false,
            contested: false,
            before: None,
            once: None,
            sources,
        }
    }
}
