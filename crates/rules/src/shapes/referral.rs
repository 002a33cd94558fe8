use crate::RuleId;
use crate::block::Block;
use facts::{Kind, Length, Say};

/// What people do about a warning, step by step, each step a recorded act of a person. It gives no findings of its own: where a
/// warning stands on the ladder is told beside it.
///
/// | key | meaning |
/// | --- | --- |
/// | `watches` | the warnings it is for |
/// | `engaged-by` | the kind of fact: the Coordinators took it up with the State |
/// | `referred-by` | the kind of fact: it was referred |
/// | `closed-by` | the kind of fact: a person closed it, with a reason |
/// | `to` | to whom it is referred: `president`, `committee`, `coordinators` |
/// | `after` | how long each step is given before the next one, while the warning still stands |
#[derive(Clone, Debug)]
pub struct Referral {
    /// The warnings it is for.
    pub watches: Vec<RuleId>,
    /// The Coordinators took it up with the State.
    pub engaged_by: Vec<Kind>,
    /// It was referred.
    pub referred_by: Vec<Kind>,
    /// A person closed it.
    pub closed_by: Vec<Kind>,
    /// To whom it is referred.
    pub to: Addressee,
    /// How long each step is given.
    pub after: Length,
}

/// To whom a warning is referred.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Addressee {
    /// The President of the next meeting.
    President,
    /// A committee on cooperative compliance, where the States Parties have set one up.
    Committee,
    /// The Coordinators on the general status of the treaty.
    Coordinators,
}

impl Addressee {
    const WORDS: [&'static str; 3] = ["president", "committee", "coordinators"];

    /// The book's word.
    pub fn word(&self) -> &'static str {
        match self {
            Addressee::President => "president",
            Addressee::Committee => "committee",
            Addressee::Coordinators => "coordinators",
        }
    }
}

impl Referral {
    pub(crate) fn read(block: &mut Block<'_>) -> Self {
        let to = match block.word("to", &Addressee::WORDS).as_str() {
            "committee" => Addressee::Committee,
            "coordinators" => Addressee::Coordinators,
            _ => Addressee::President,
        };
        Referral {
            watches: block.required_rules("watches"),
            engaged_by: block.required_kinds("engaged-by"),
            referred_by: block.required_kinds("referred-by"),
            closed_by: block.required_kinds("closed-by"),
            to,
            after: block.length("after", true),
        }
    }

    pub(crate) fn kinds(&self) -> Vec<Kind> {
        [self.engaged_by.as_slice(), &self.referred_by, &self.closed_by].concat()
    }

    pub(crate) fn read_back(&self) -> Say {
        let watches: Vec<&str> = self.watches.iter().map(|r| r.0.as_str()).collect();
        let to = match self.to {
            Addressee::President => "ladder-to-president",
            Addressee::Committee => "ladder-to-committee",
            Addressee::Coordinators => "ladder-to-coordinators",
        };
        Say::new("rule-referral").with("watches", watches.join(", ")).with("after", self.after).with("to", Say::new(to))
    }
}
