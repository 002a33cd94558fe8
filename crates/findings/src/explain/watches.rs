use super::deadline::{evidence, fill, standing_key};
use super::{Reason, Reasons, membership};
use crate::Finding;
use crate::shapes::no_progress::Sign;
use crate::shapes::{deadline, no_progress as evaluated, retained_minimum};
use crate::world::Asked;
use facts::Say;
use rules::shapes::{NoProgress, OverdueWatch, RetainedMinimum};
use rules::{Rule, Shape};

/// Why a warning about progress stands or not: year by year, what was heard.
pub(crate) fn no_progress(asked: &Asked<'_>, finding: &Finding, rule: &Rule, shape: &NoProgress) -> Reasons {
    let rulings = evaluated::rulings(asked, finding.state, shape);
    let mut because = vec![Reason::rule(rule, rule.read_back())];
    if let Some(ruling) = rulings.iter().find(|r| Some(&r.about.0) == finding.about.as_ref()) {
        because.extend(ruling.years.iter().map(|(year, sign)| a_year(*year, sign)));
    }
    because.push(membership::reason(asked, finding.state));
    let reason = Reason::because(conclusion(finding), because);
    (reason, vec![Say::new("change-progress"), Say::new("change-report-comes"), Say::new("change-duty-closes")], Vec::new())
}

fn conclusion(finding: &Finding) -> Say {
    let say = Say::new(standing_key(finding.standing)).with("watch", Say::new("duty").with("rule", finding.rule.0.clone()));
    fill(say, finding)
}

fn a_year(year: i16, sign: &Sign<'_>) -> Reason {
    let year = year.to_string();
    match sign {
        Sign::Made(fact) => Reason::because(Say::new("year-made").with("year", year), vec![Reason::fact(fact)]),
        Sign::ReportedNone(fact) => Reason::because(Say::new("year-none").with("year", year), vec![Reason::fact(fact)]),
        Sign::Heard(fact) => Reason::because(Say::new("year-heard").with("year", year), vec![Reason::fact(fact)]),
        Sign::Silent(ruling) => {
            Reason::because(Say::new("year-silent").with("year", year), ruling.evidence.iter().map(evidence).collect())
        }
        Sign::Unknown => Reason::silence(Say::new("year-unknown").with("year", year)),
    }
}

/// Why a warning about what is kept stands or not.
pub(crate) fn retained(asked: &Asked<'_>, finding: &Finding, rule: &Rule, shape: &RetainedMinimum) -> Option<Reasons> {
    let ruling = retained_minimum::ruling(asked, finding.state, rule, shape)?;
    let mut because = vec![Reason::rule(rule, rule.read_back())];
    because.extend(ruling.figures.iter().map(|f| Reason::fact(f)));
    because.extend(ruling.unused.map(Reason::fact));
    let changes = vec![Say::new("change-retention-used"), Say::new("change-retention-zero")];
    Some((Reason::because(conclusion(finding), because), changes, Vec::new()))
}

/// Why a warning about an overdue duty stands or not.
pub(crate) fn overdue(asked: &Asked<'_>, finding: &Finding, rule: &Rule, shape: &OverdueWatch) -> Option<Reasons> {
    let duty = asked.chapter.rule(&shape.watches)?;
    let Shape::Deadline(deadline_shape) = &duty.shape else { return None };
    let watched = deadline::finding(asked, finding.state, duty, deadline_shape);
    let (below, would_change, beside) = super::deadline::reasons(asked, &watched, duty, deadline_shape);
    let because = vec![Reason::rule(rule, rule.read_back()), below];
    Some((Reason::because(conclusion(finding), because), would_change, beside))
}
