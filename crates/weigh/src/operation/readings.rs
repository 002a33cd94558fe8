//! The open questions of law that matter for an act, with both results side by side.

use super::steps::Asked;
use super::{Act, Acting, Outcome};
use crate::{Cite, Compared, Side};
use facts::Say;

/// The readings that decide a contested act, and AMB-26 where it would change the outcome.
pub(super) fn that_matter(asked: &Asked<'_>, found: Outcome) -> Vec<Compared> {
    let mut readings = Vec::new();
    if found == Outcome::Contested {
        readings.extend(of_contested(asked.act));
    }
    let wide = asked.read_widely().outcome();
    if found != Outcome::NotEstablished && wide != found {
        readings.push(Compared {
            id: "AMB-26",
            cites: vec![Cite("18"), Cite("21(3)")],
            sides: [side("weigh-amb-26-a", found, true), side("weigh-amb-26-b", wide, false)],
        });
    }
    readings
}

fn of_contested(act: Act) -> Vec<Compared> {
    // Where an act is also help in an operation, a reading that does not reach it leaves AMB-01 open.
    let otherwise = if act.acting() == Acting::Hosting { Outcome::NoFinding } else { Outcome::Contested };
    let mut readings = Vec::new();
    if matches!(act, Act::AllowTransit | Act::TransportForOthers) {
        let sides = [side("weigh-amb-02-a", Outcome::Prohibited, false), side("weigh-amb-02-b", otherwise, false)];
        readings.push(Compared { id: "AMB-02", cites: vec![Cite("2(8)"), Cite("1(1)(b)")], sides });
    }
    if matches!(act, Act::HostStocks | Act::StoreForOthers) {
        let sides = [side("weigh-amb-06-a", Outcome::Prohibited, false), side("weigh-amb-06-b", otherwise, false)];
        readings.push(Compared { id: "AMB-06", cites: vec![Cite("3(1)"), Cite("1(1)(b)")], sides });
    }
    if act.acting() != Acting::Hosting {
        let sides =
            [side("weigh-amb-01-a", Outcome::Prohibited, false), side("weigh-amb-01-b", Outcome::PermittedWithDuties, false)];
        readings.push(Compared { id: "AMB-01", cites: vec![Cite("1(1)(c)"), Cite("21(3)")], sides });
    }
    readings
}

fn side(key: &'static str, outcome: Outcome, used: bool) -> Side {
    Side { says: Say::new(key), outcome: Some(outcome.word()), used }
}
