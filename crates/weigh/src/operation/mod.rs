//! What Articles 1 and 21 say to acts in an operation together with others, asked in seven steps.

mod act;
mod fields;
mod readings;
mod steps;

pub use act::{Act, Acting};
pub use fields::FIELDS;
pub use steps::weigh;

use crate::{Compared, Sheet, Step, Truth, Unproven, Value};
use facts::{Say, State};

/// What a State is to the Convention on the day of the act.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Standing {
    /// A State Party.
    Party,
    /// It has declared that it applies Article 1 until the Convention is in force for it. Article 18.
    Provisional,
    /// It has consented; the Convention is not in force for it yet.
    Consented,
    /// It has signed and not consented.
    Signatory,
    /// It has neither signed nor consented.
    Neither,
    /// Its withdrawal has taken effect.
    Former,
    /// Not known.
    Unknown,
}

impl Standing {
    /// The word used in data and as the key of its name.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Party => "party",
            Standing::Provisional => "provisional",
            Standing::Consented => "consented",
            Standing::Signatory => "signatory",
            Standing::Neither => "neither",
            Standing::Former => "former",
            Standing::Unknown => "unknown",
        }
    }
}

/// A State in the operation, and what it is to the Convention on the day of the act.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seat {
    /// The State.
    pub state: State,
    /// What it is on that day.
    pub standing: Standing,
}

/// What a State's declared position is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Topic {
    /// Assistance during operations together with others.
    Assistance,
    /// Passage through its territory, airspace or waters.
    Transit,
    /// Stocks of others on its territory.
    ForeignStocks,
    /// Money for producers.
    Investment,
    /// What is kept for training.
    Retention,
    /// The Convention's reach in general.
    General,
}

impl Topic {
    /// The topic of a register's word.
    pub fn read(word: &str) -> Option<Topic> {
        Some(match word {
            "assistance" => Topic::Assistance,
            "transit" => Topic::Transit,
            "foreign-stocks" => Topic::ForeignStocks,
            "investment" => Topic::Investment,
            "retention" => Topic::Retention,
            "general" => Topic::General,
            _ => return None,
        })
    }

    /// The register's word.
    pub fn word(self) -> &'static str {
        match self {
            Topic::Assistance => "assistance",
            Topic::Transit => "transit",
            Topic::ForeignStocks => "foreign-stocks",
            Topic::Investment => "investment",
            Topic::Retention => "retention",
            Topic::General => "general",
        }
    }
}

/// A position the actor has declared, as the register holds it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Position {
    /// What it is about.
    pub topic: Topic,
    /// The register's kind: `view-prohibited`, `view-none`.
    pub stance: String,
    /// The fact.
    pub fact: String,
}

/// What the register holds about the actor's national law.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NationalLaw {
    /// The register's kind: `law-enacted`, `law-absent`.
    pub kind: String,
    /// The fact.
    pub fact: String,
}

/// A case with everything the world adds to it: who is what on the day, and what the actor has declared.
#[derive(Clone, PartialEq, Debug)]
pub struct Operation {
    /// The case as it was handed in.
    pub sheet: Sheet,
    /// Whose act it is; none where the case does not say.
    pub actor: Option<Seat>,
    /// With whom.
    pub partners: Vec<Seat>,
    /// What the actor has declared.
    pub positions: Vec<Position>,
    /// Its national law.
    pub laws: Vec<NationalLaw>,
}

impl Operation {
    /// The acts of the case, in the order of the list of acts.
    pub fn acts(&self) -> impl Iterator<Item = Act> + '_ {
        self.sheet.words("acts").iter().filter_map(|word| Act::read(word))
    }

    pub(crate) fn said(&self, key: &str) -> Truth {
        Truth::from(self.sheet.yes_no(key))
    }

    /// Whether what is kept, acquired or moved serves a purpose of Article 3(6) or 3(7).
    pub(crate) fn permitted_purpose(&self) -> Truth {
        Truth::from(self.sheet.word("purpose").map(|word| word != "other"))
    }
}

/// What came of weighing an act.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// The Articles forbid it.
    Prohibited,
    /// The Articles permit it and attach duties.
    PermittedWithDuties,
    /// It depends on how an open question is read.
    Contested,
    /// The Articles do not bind the actor on that day.
    Outside,
    /// The two Articles say nothing to it.
    NoFinding,
    /// The case does not say enough.
    NotEstablished,
}

impl Outcome {
    /// Every word.
    pub const WORDS: [&'static str; 6] =
        ["prohibited", "permitted-with-duties", "contested", "outside", "no-finding", "not-established"];

    /// The word used in data and as the key of its name.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Prohibited => "prohibited",
            Outcome::PermittedWithDuties => "permitted-with-duties",
            Outcome::Contested => "contested",
            Outcome::Outside => "outside",
            Outcome::NoFinding => "no-finding",
            Outcome::NotEstablished => "not-established",
        }
    }
}

/// A duty that comes with a permission, and the evidence the case names for it.
#[derive(Clone, PartialEq, Debug)]
pub struct Duty {
    /// Where it stands.
    pub cites: crate::Cite,
    /// What is owed.
    pub says: Say,
    /// The field of the case in which evidence is named, where there is one.
    pub field: Option<&'static str>,
    /// The evidence named; none where it is still to be shown.
    pub evidence: Option<Value>,
}

/// One act towards one partner, weighed.
#[derive(Clone, PartialEq, Debug)]
pub struct Weighing {
    /// The act.
    pub act: Act,
    /// The partner it was weighed for; none where the partner plays no part, or none is named.
    pub partner: Option<Seat>,
    /// The steps up to the one that decides.
    pub steps: Vec<Step>,
    /// Where they lead.
    pub outcome: Outcome,
    /// Duties that come with a permission.
    pub duties: Vec<Duty>,
    /// What is still unproven.
    pub unproven: Vec<Unproven>,
    /// Open questions of law that matter here.
    pub readings: Vec<Compared>,
    /// What the actor has declared about the open questions; only where the act is contested.
    pub positions: Vec<Position>,
    /// The actor's national law; only where the act is contested.
    pub laws: Vec<NationalLaw>,
    /// What a reader should know beside the conclusion.
    pub notes: Vec<Say>,
}
