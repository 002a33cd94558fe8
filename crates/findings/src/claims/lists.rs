//! How a list that is claimed stands to the list that is counted.

use super::judge::Case;
use super::{PartAnswer, Verdict};
use crate::Counted;
use facts::Say;
use rules::Comparison;

pub(super) fn judge(case: &Case<'_>, mut answer: PartAnswer) -> PartAnswer {
    let names = |list: &[Counted]| {
        let mut names: Vec<String> = list.iter().filter_map(Counted::name).collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    let named = &case.part.named;
    let counted = names(&answer.measured.counted);
    let aside = names(&answer.measured.aside);
    let established = [names(&answer.measured.rest), aside.clone()].concat();
    let nothing = counted.is_empty() && established.is_empty();
    let within: Vec<String> = named.iter().filter(|name| counted.contains(name)).cloned().collect();
    if case.part.comparison == Comparison::ListExcludes {
        return match () {
            () if nothing => answer.told(Verdict::NotDerivable, Say::new("claim-nothing-on-record")),
            // That nothing is on record does not show that there was nothing.
            () if within.is_empty() => answer.told(Verdict::Nuanced, Say::new("claim-none-on-record")),
            () => {
                answer.beyond = within;
                answer.told(Verdict::Contradicted, Say::new("claim-list-holds"))
            }
        };
    }
    answer.lacking = named.iter().filter(|name| !counted.contains(name)).cloned().collect();
    if case.part.comparison == Comparison::ListEqual {
        answer.beyond = counted.iter().filter(|name| !named.contains(name)).cloned().collect();
    }
    let otherwise = answer.lacking.iter().filter(|name| established.contains(name)).count();
    if answer.lacking.iter().any(|name| aside.contains(name)) {
        answer.because.push(Say::new("claim-list-aside"));
    }
    match () {
        () if nothing => answer.told(Verdict::NotDerivable, Say::new("claim-nothing-on-record")),
        () if answer.lacking.is_empty() && answer.beyond.is_empty() => {
            let equal = case.part.comparison == Comparison::ListEqual;
            answer.told(Verdict::Reproduced, if equal { Say::new("claim-same-list") } else { Say::new("claim-all-named") })
        }
        () if !within.is_empty() => answer.told(Verdict::Nuanced, Say::new("claim-list-in-part")),
        () if otherwise > 0 => answer.told(Verdict::Contradicted, Say::new("claim-list-otherwise")),
        () if answer.beyond.is_empty() => answer.told(Verdict::NotDerivable, Say::new("claim-list-unknown")),
        () => answer.told(Verdict::Contradicted, Say::new("claim-list-otherwise")),
    }
}
