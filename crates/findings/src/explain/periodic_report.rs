use super::deadline::{evidence, fill, standing_key};
use super::{Reason, Reasons, membership, not_used};
use crate::shapes::periodic_report::{Ruling, ruling};
use crate::world::Asked;
use crate::{Finding, Standing};
use facts::Say;
use rules::Rule;
use rules::shapes::PeriodicReport;

/// Why the report of one year stands as it stands.
pub(crate) fn reasons(asked: &Asked<'_>, finding: &Finding, rule: &Rule, shape: &PeriodicReport) -> Reasons {
    let year = finding.period.unwrap_or_default();
    let Some(ruling) = ruling(asked, finding.state, rule, shape, asked.question.true_on, year) else {
        let reason =
            Reason::because(fill(Say::new("conclusion-not-bound"), finding), vec![membership::reason(asked, finding.state)]);
        return (reason, vec![Say::new("change-joins")], Vec::new());
    };
    let mut because = vec![the_day(rule, &ruling)];
    because.extend(whether_received(asked, &ruling));
    because.push(membership::reason(asked, finding.state));
    let reason = Reason::because(conclusion(finding, &ruling), because);
    let beside = ruling.choice.iter().flat_map(not_used).collect();
    (reason, would_change(finding), beside)
}

fn conclusion(finding: &Finding, ruling: &Ruling<'_>) -> Say {
    let decided = ruling.before.unwrap_or(finding.standing);
    let key = match (finding.standing, decided) {
        _ if ruling.by_other_reading => "conclusion-other-reading",
        (Standing::Ended, _) => "conclusion-ended",
        (_, Standing::Unknown) if ruling.confirmed.is_some() => "conclusion-overdue-once",
        (_, Standing::Met) if ruling.timing_open => "conclusion-met-timing-open",
        (_, Standing::Met) if ruling.since.is_none() => "conclusion-met-undated",
        (_, other) => standing_key(other),
    };
    let say = Say::new(key);
    fill(if finding.standing == Standing::Ended { say.with("before", Say::new(standing_key(decided))) } else { say }, finding)
}

fn the_day(rule: &Rule, ruling: &Ruling<'_>) -> Reason {
    let read = Reason::rule(rule, rule.read_back());
    if ruling.by_other_reading {
        let says = Say::new("reading-first-report").with("year", ruling.year.to_string()).with("day", ruling.due);
        return Reason::because(Say::new("reason-not-asked"), vec![read, Reason::reading("AMB-05", says)]);
    }
    Reason::because(Say::new("reason-due").with("day", ruling.due), vec![read])
}

fn whether_received(asked: &Asked<'_>, ruling: &Ruling<'_>) -> Option<Reason> {
    if let Some(receipt) = ruling.receipt {
        return Some(Reason::because(Say::new("reason-received"), vec![Reason::fact(receipt.fact)]));
    }
    if let Some(found) = &ruling.evidence {
        return Some(evidence(found));
    }
    let past = asked.question.true_on > ruling.due && !ruling.by_other_reading;
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
