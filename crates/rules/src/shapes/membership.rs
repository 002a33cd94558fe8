use crate::block::Block;
use facts::{Kind, Say};

/// An act by which a State comes to the treaty.
///
/// | key | meaning |
/// | --- | --- |
/// | `gives` | what the act makes of the State: `signatory`, `consent`, `provisional` |
/// | `by` | the kind of fact that is the act |
#[derive(Clone, Debug)]
pub struct Membership {
    /// What the act makes of the State.
    pub gives: Gives,
    /// The act.
    pub by: Vec<Kind>,
}

/// What an act makes of a State.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gives {
    /// A signatory.
    Signatory,
    /// A State that has consented to be bound.
    Consent,
    /// A State that applies the treaty provisionally until its own entry into force.
    Provisional,
}

impl Membership {
    pub(crate) fn read(block: &mut Block<'_>) -> Self {
        let gives = match block.word("gives", &["signatory", "consent", "provisional"]).as_str() {
            "consent" => Gives::Consent,
            "provisional" => Gives::Provisional,
            _ => Gives::Signatory,
        };
        Membership { gives, by: block.required_kinds("by") }
    }

    pub(crate) fn read_back(&self) -> Say {
        let key = match self.gives {
            Gives::Signatory => "rule-membership-signatory",
            Gives::Consent => "rule-membership-consent",
            Gives::Provisional => "rule-membership-provisional",
        };
        Say::new(key).with("by", self.by.clone())
    }
}
