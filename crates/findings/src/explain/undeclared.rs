use super::watches::conclusion;
use super::{Looked, Reason, Reasons, membership};
use crate::shapes::undeclared::ruling;
use crate::{Finding, Standing};
use facts::Say;

/// Why a warning about what was seen and not spoken about stands or not.
pub(crate) fn reasons(looked: &Looked<'_, '_>, finding: &Finding) -> Option<Reasons> {
    let (asked, rule) = (looked.asked, looked.rule);
    let mut at = asked.hall.at(looked.place);
    let mine = at.of(looked.planned);
    let ruling = ruling(&mut at, looked.planned, mine)?;
    let mut because = vec![Reason::rule(rule, rule.read_back())];
    because.extend(asked.told(ruling.seen.iter().copied()).into_iter().map(Reason::fact));
    match asked.told(ruling.answered).first() {
        Some(answer) => because.push(Reason::because(Say::new("seen-answered"), vec![Reason::fact(answer)])),
        None => because.push(Reason::silence(Say::new("seen-not-answered"))),
    }
    if finding.standing == Standing::Unknown {
        because.push(Reason::silence(Say::new("seen-long-ago")));
    }
    because.push(membership::reason(asked, finding.state));
    let changes = ["change-seen-declared", "change-seen-none", "change-corrected"].map(Say::new).to_vec();
    Some((Reason::because(conclusion(finding), because), changes, Vec::new()))
}
