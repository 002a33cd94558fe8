use super::deadline::{evidence, fill, standing_key};
use super::{Looked, Reason, Reasons, membership, not_used};
use crate::choice::{Choice, source_day};
use crate::shapes::periodic_report::{PeriodicReport, Ruling, ruling};
use crate::world::Asked;
use crate::{Finding, Standing};
use facts::{DayKey, Fact, Say, Span};
use rules::{Rule, shapes};

/// Why the report of one year stands as it stands.
pub(crate) fn reasons(
    looked: &Looked<'_, '_>,
    finding: &Finding,
    shape: &shapes::PeriodicReport,
    compiled: &PeriodicReport,
) -> Reasons {
    let (asked, rule) = (looked.asked, looked.rule);
    let year = finding.period.unwrap_or_default();
    let mut at = asked.hall.at(looked.place);
    let mine = at.of(looked.planned);
    let Some(ruling) = ruling(&mut at, looked.planned, compiled, mine, year) else {
        let reason =
            Reason::because(fill(Say::new("conclusion-not-bound"), finding), vec![membership::reason(asked, finding.state)]);
        return (reason, vec![Say::new("change-joins")], Vec::new());
    };
    let mut because = vec![the_day(rule, &ruling)];
    because.extend(whether_received(asked, &ruling));
    because.push(membership::reason(asked, finding.state));
    let reason = Reason::because(conclusion(finding, &ruling), because);
    let beside = choice(asked, finding, shape, &ruling).iter().flat_map(not_used).collect();
    (reason, would_change(finding), beside)
}

/// The source used of the report that came, beside the others that speak of it.
fn choice<'a>(asked: &Asked<'a>, finding: &Finding, shape: &shapes::PeriodicReport, ruling: &Ruling) -> Option<Choice<'a>> {
    let used = asked.view.register.at(ruling.receipt?)?;
    let came = |f: &&Fact| f.on.map_or(source_day(f), |w| w.last) <= asked.question.true_on;
    let of_year = |f: &&Fact| f.period.is_some_and(|p| p.covers(ruling.year));
    let spoken = asked.facts(finding.state, &shape.received_by).into_iter().filter(of_year).filter(came);
    Some(Choice::of(used, spoken.collect()))
}

fn conclusion(finding: &Finding, ruling: &Ruling) -> Say {
    let decided = ruling.before.unwrap_or(finding.standing);
    let key = match (finding.standing, decided) {
        _ if ruling.by_other_reading => "conclusion-other-reading",
        (Standing::Ended, _) => "conclusion-ended",
        (_, Standing::Unknown) if ruling.confirmed != DayKey::BEFORE_ALL => "conclusion-overdue-once",
        (_, Standing::Met) if ruling.timing_open => "conclusion-met-timing-open",
        (_, Standing::Met) if ruling.since == Span::NEVER => "conclusion-met-undated",
        (_, other) => standing_key(other),
    };
    let say = Say::new(key);
    fill(if finding.standing == Standing::Ended { say.with("before", Say::new(standing_key(decided))) } else { say }, finding)
}

fn the_day(rule: &Rule, ruling: &Ruling) -> Reason {
    let read = Reason::rule(rule, rule.read_back());
    if ruling.by_other_reading {
        return Reason::because(Say::new("reason-not-asked"), vec![read]);
    }
    Reason::because(Say::new("reason-due").with("day", ruling.due.day()), vec![read])
}

fn whether_received(asked: &Asked<'_>, ruling: &Ruling) -> Option<Reason> {
    if let Some(receipt) = ruling.receipt.and_then(|number| asked.view.register.at(number)) {
        return Some(Reason::because(Say::new("reason-received"), vec![Reason::fact(receipt)]));
    }
    if let Some(found) = &ruling.evidence {
        return evidence(asked, found);
    }
    let past = DayKey::of(asked.question.true_on) > ruling.due && !ruling.by_other_reading;
    past.then(|| Reason::silence(Say::new("reason-silence")))
}

fn would_change(finding: &Finding) -> Vec<Say> {
    match finding.standing {
        Standing::Met | Standing::MetLate => vec![Say::new("change-corrected")],
        Standing::Running => vec![Say::new("change-report-comes"), Say::new("change-day-passes")],
        Standing::Overdue => vec![Say::new("change-report-comes"), Say::new("change-received-earlier")],
        Standing::Unknown => {
            vec![Say::new("change-received-earlier"), Say::new("change-evidence-missing"), Say::new("change-list-complete")]
        }
        Standing::NotApplicable => vec![Say::new("change-reading")],
        _ => vec![Say::new("change-corrected")],
    }
}
