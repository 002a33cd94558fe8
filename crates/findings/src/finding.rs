use crate::Otherwise;
use facts::{Day, Fact, FactNo, Register, State, When};
use rules::RuleId;
use std::fmt;
use std::str::FromStr;

/// How it stands with one duty of one State on one day. Never a judgement of the State.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// The State.
    pub state: State,
    /// The rule.
    pub rule: RuleId,
    /// The duty or episode a warning is about.
    pub about: Option<String>,
    /// The calendar year covered, for duties that return.
    pub period: Option<i16>,
    /// How it stands.
    pub standing: Standing,
    /// The day in force, extensions counted.
    pub due: Option<When>,
    /// The first day overdue, or the day it was met.
    pub since: Option<When>,
    /// The last day, up to the day asked, that the evidence speaks for.
    pub confirmed: Option<Day>,
    /// Whether the day was moved by an extension.
    pub extended: bool,
    /// Whether another reading of the law gives another standing, or another day.
    pub contested: bool,
    /// How it stands by these other readings.
    pub otherwise: Vec<Otherwise>,
    /// The standing before, where the State is no longer a party.
    pub before: Option<Standing>,
    /// What it was when last confirmed, where the evidence has since grown too old to speak: overdue or undecided.
    pub once: Option<Standing>,
    /// The facts it rests on.
    pub sources: Vec<FactNo>,
}

impl Finding {
    /// The facts it rests on, in the register it was found in.
    pub fn facts<'a>(&'a self, register: &'a Register) -> impl Iterator<Item = &'a Fact> {
        self.sources.iter().filter_map(|number| register.at(*number))
    }

    /// Whether the duty is owed by another reading of the law only: by the one used there is nothing to do.
    pub fn is_owed_only_otherwise(&self) -> bool {
        let nothing = self.before.unwrap_or(self.standing) == Standing::NotApplicable;
        let has_units = self.period.is_some() || self.about.is_some();
        self.contested && (nothing && has_units || self.standing == Standing::NotBound)
    }

    /// Whether it rests on that fact.
    pub fn rests_on(&self, fact: &Fact, register: &Register) -> bool {
        self.facts(register).any(|f| f.id == fact.id)
    }
}

macro_rules! standings {
    ($($(#[$doc:meta])* $variant:ident = $word:literal),* $(,)?) => {
        /// The standings, in the words of the contract.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Standing { $($(#[$doc])* $variant),* }

        impl Standing {
            /// Every word that is allowed.
            pub const WORDS: &'static [&'static str] = &[$($word),*];
            /// The word of the contract.
            pub fn word(&self) -> &'static str { match self { $(Standing::$variant => $word),* } }
        }

        impl FromStr for Standing {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> {
                match text {
                    $($word => Ok(Standing::$variant),)*
                    _ => Err(format!("\"{text}\" is not a standing; allowed: {}", Self::WORDS.join(", "))),
                }
            }
        }
    };
}

standings! {
    /// The treaty does not bind the State on that day.
    NotBound = "not-bound",
    /// Evidence says that there is nothing to do.
    NotApplicable = "not-applicable",
    /// Not established: whether it applies, or whether it is done.
    Unknown = "unknown",
    /// The day is still to come.
    Running = "running",
    /// The day has passed, more time was asked for, and no decision is on record.
    Undecided = "undecided",
    /// The day has passed and evidence shows that it was not done.
    Overdue = "overdue",
    /// Done.
    Met = "met",
    /// Done after the day.
    MetLate = "met-late",
    /// No longer a party.
    Ended = "ended",
    /// A warning stands.
    Raised = "raised",
    /// No warning.
    Clear = "clear",
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
