use super::watches::conclusion;
use super::{Looked, Reason, Reasons};
use crate::shapes::extension::Move;
use crate::shapes::request_window::{RequestWindow, Ruling, ruling};
use crate::{Finding, Standing};
use facts::Say;

/// Why a warning about the time left for asking stands or not: the deadline, the meeting, the last day in time, the requests.
pub(crate) fn reasons(looked: &Looked<'_, '_>, finding: &Finding, shape: &RequestWindow) -> Option<Reasons> {
    let (asked, rule) = (looked.asked, looked.rule);
    let unit = (0..shape.watched()).find(|unit| shape.about(*unit).map(|id| &id.0) == finding.about.as_ref())?;
    let mut at = asked.hall.at(looked.place);
    let ruling = ruling(&mut at, looked.planned, shape, unit)?;
    let mut because = vec![Reason::rule(rule, rule.read_back())];
    because.extend(the_last_day(looked, &ruling));
    because.extend(requests(looked, &ruling));
    let watched = looked.other(shape.about(unit)?)?;
    let found = asked.hall.rows_of_rule(watched.place, watched.planned);
    let found = found.iter().filter_map(|(row, sources)| asked.finding(row, sources)).next()?;
    because.push(watched.reasons(&found)?.0);
    let changes = ["change-request", "change-meeting", "change-decision", "change-duty-closes"].map(Say::new).to_vec();
    Some((Reason::because(conclusion(finding), because), changes, Vec::new()))
}

fn the_last_day(looked: &Looked<'_, '_>, ruling: &Ruling) -> Vec<Reason> {
    let (Some(day), Some(opens)) = (ruling.last_day.when(), ruling.opens.when()) else { return Vec::new() };
    let meeting = ruling.meeting.and_then(|fact| looked.asked.view.register.at(fact));
    let last = match meeting.zip(meeting.and_then(|m| m.on)) {
        Some((fact, on)) => {
            let name = fact.about.clone().unwrap_or_default();
            let says = Say::new("window-meeting").with("name", name).with("on", on);
            Reason::because(Say::new("window-last-day").with("day", day), vec![Reason::fact_that(fact, says)])
        }
        None => Reason::because(
            Say::new("window-last-day-between").with("day", day),
            vec![Reason::silence(Say::new("window-no-meeting"))],
        ),
    };
    vec![last, Reason::because(Say::new("window-opens").with("day", opens), Vec::new())]
}

fn requests(looked: &Looked<'_, '_>, ruling: &Ruling) -> Option<Reason> {
    let told = |what| looked.asked.told(ruling.duty.moves.of(what)).into_iter().map(Reason::fact).collect::<Vec<_>>();
    let (pending, mut later) = (told(Move::Pending), told(Move::Later));
    later.extend(told(Move::Undated));
    match (pending.is_empty(), later.is_empty(), ruling.standing) {
        (false, ..) => Some(Reason::because(Say::new("window-requested"), pending)),
        (true, false, Standing::Unknown) => Some(Reason::because(Say::new("window-decided-later"), later)),
        (true, ..) => Some(Reason::silence(Say::new("window-no-request"))),
    }
}
