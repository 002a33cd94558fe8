use super::watches::conclusion;
use super::{Looked, Reason, Reasons, membership};
use crate::Finding;
use crate::shapes::pace::{Figure, Pace, Ruling, ruling};
use facts::{DayKey, FactNo, Say};

/// Why a warning about pace stands or not: what was left, what was done in each year, how long it would take.
pub(crate) fn reasons(looked: &Looked<'_, '_>, finding: &Finding, shape: &Pace) -> Option<Reasons> {
    let (asked, rule) = (looked.asked, looked.rule);
    let unit = (0..shape.watched()).find(|unit| shape.about(*unit).map(|id| &id.0) == finding.about.as_ref())?;
    let mut at = asked.hall.at(looked.place);
    let mine = at.of(looked.planned);
    let ruling = ruling(&mut at, looked.planned, shape, mine, unit)?;
    let facts = |facts: &[FactNo]| asked.told(facts.iter().copied()).into_iter().map(Reason::fact).collect();
    let mut because = vec![Reason::rule(rule, rule.read_back())];
    because.push(match ruling.left_on {
        DayKey::BEFORE_ALL => Reason::silence(Say::new("pace-left-unknown")),
        day => Reason::because(Say::new("pace-left").with("day", day.day()), facts(&ruling.left)),
    });
    let of_year =
        |(year, done): &(i16, Vec<FactNo>)| Reason::because(Say::new("pace-year").with("year", year.to_string()), facts(done));
    because.extend(ruling.years.iter().map(of_year));
    because.push(how_long(&ruling));
    because.extend(ruling.due.when().map(|day| Reason::because(Say::new("reason-due").with("day", day), Vec::new())));
    because.push(membership::reason(asked, finding.state));
    let changes = ["change-pace-left", "change-pace-year", "change-decision", "change-duty-closes"];
    Some((Reason::because(conclusion(finding), because), changes.map(Say::new).to_vec(), Vec::new()))
}

fn how_long(ruling: &Ruling) -> Reason {
    match ruling.needs {
        None => Reason::silence(Say::new("pace-unknown")),
        Some(Figure { least, .. }) if least.is_infinite() => Reason::because(Say::new("pace-never"), Vec::new()),
        Some(Figure { least, most }) if most.is_infinite() => {
            Reason::because(Say::new("pace-needs-at-least").with("years", years(least)), Vec::new())
        }
        Some(Figure { least, most }) if years(least) == years(most) => {
            Reason::because(Say::new("pace-needs").with("years", years(least)), Vec::new())
        }
        Some(Figure { least, most }) => {
            Reason::because(Say::new("pace-needs-range").with("least", years(least)).with("most", years(most)), Vec::new())
        }
    }
}

fn years(years: f64) -> String {
    format!("{years:.1}")
}
