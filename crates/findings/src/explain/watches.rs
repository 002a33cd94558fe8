use super::deadline::{evidence, fill, standing_key};
use super::{Looked, Reason, Reasons, membership};
use crate::Finding;
use crate::shapes::no_progress::{NoProgress, Sign, ruling};
use crate::shapes::retained_minimum::{self, RetainedMinimum};
use crate::world::Asked;
use facts::{FactNo, Say};
use rules::shapes::OverdueWatch;

/// Why a warning about progress stands or not: year by year, what was heard.
pub(crate) fn no_progress(looked: &Looked<'_, '_>, finding: &Finding, shape: &NoProgress) -> Reasons {
    let (asked, rule) = (looked.asked, looked.rule);
    let mut because = vec![Reason::rule(rule, rule.read_back())];
    let unit = (0..shape.watched()).find(|unit| shape.about(*unit).map(|id| &id.0) == finding.about.as_ref());
    let mut at = asked.hall.at(looked.place);
    let mine = at.of(looked.planned);
    if let Some(ruling) = unit.and_then(|unit| ruling(&mut at, shape, mine, unit)) {
        because.extend(ruling.years.iter().map(|(year, sign)| a_year(asked, *year, sign)));
    }
    because.push(membership::reason(asked, finding.state));
    let reason = Reason::because(conclusion(finding), because);
    (reason, vec![Say::new("change-progress"), Say::new("change-report-comes"), Say::new("change-duty-closes")], Vec::new())
}

/// What a warning comes to.
pub(super) fn conclusion(finding: &Finding) -> Say {
    let say = Say::new(standing_key(finding.standing)).with("watch", Say::new("duty").with("rule", finding.rule.0.clone()));
    fill(say, finding)
}

fn a_year(asked: &Asked<'_>, year: i16, sign: &Sign) -> Reason {
    let year = year.to_string();
    let told = |fact: &FactNo| asked.told([*fact]).into_iter().map(Reason::fact).collect();
    match sign {
        Sign::Made(fact) => Reason::because(Say::new("year-made").with("year", year), told(fact)),
        Sign::ReportedNone(fact) => Reason::because(Say::new("year-none").with("year", year), told(fact)),
        Sign::Heard(fact) => Reason::because(Say::new("year-heard").with("year", year), told(fact)),
        Sign::Silent(found) => {
            Reason::because(Say::new("year-silent").with("year", year), evidence(asked, found).into_iter().collect())
        }
        Sign::Unknown => Reason::silence(Say::new("year-unknown").with("year", year)),
    }
}

/// Why a warning about what is kept stands or not.
pub(crate) fn retained(looked: &Looked<'_, '_>, finding: &Finding, shape: &RetainedMinimum) -> Option<Reasons> {
    let (asked, rule) = (looked.asked, looked.rule);
    let mut at = asked.hall.at(looked.place);
    let mine = at.of(looked.planned);
    let ruling = retained_minimum::ruling(&mut at, looked.planned, shape, mine)?;
    let mut because = vec![Reason::rule(rule, rule.read_back())];
    because.extend(asked.told(ruling.figures.iter().copied().chain(ruling.unused)).into_iter().map(Reason::fact));
    let changes = vec![Say::new("change-retention-used"), Say::new("change-retention-zero")];
    Some((Reason::because(conclusion(finding), because), changes, Vec::new()))
}

/// Why a warning about an overdue duty stands or not.
pub(crate) fn overdue(looked: &Looked<'_, '_>, finding: &Finding, shape: &OverdueWatch) -> Option<Reasons> {
    let watched = looked.other(&shape.watches)?;
    let found = looked.asked.hall.rows_of_rule(watched.place, watched.planned);
    let found = found.iter().filter_map(|(row, sources)| looked.asked.finding(row, sources)).next()?;
    let (below, would_change, beside) = watched.reasons(&found)?;
    let because = vec![Reason::rule(looked.rule, looked.rule.read_back()), below];
    Some((Reason::because(conclusion(finding), because), would_change, beside))
}
