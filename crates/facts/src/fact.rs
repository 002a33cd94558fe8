use crate::{Amount, Day, Kind, Public, State, Treaty, Vocabulary, When, Years};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// One fact of the register: what a source said was so, for whom, when, and since when we can know it.
#[derive(Clone, PartialEq, Debug)]
pub struct Fact {
    /// Its name in citations: the State's code and a few letters made from the row itself.
    pub id: String,
    /// The number of its entry in the ledger; order comes from here, never from a clock. 0 before it is entered.
    pub entry: u32,
    /// The treaty it is about.
    pub treaty: Treaty,
    /// The State it is about; none for a meeting.
    pub state: Option<State>,
    /// What kind of fact it is.
    pub kind: Kind,
    /// The day it was true.
    pub on: Option<When>,
    /// The calendar years it covers.
    pub period: Option<Years>,
    /// The day asked for, granted or named; the closing day of a meeting.
    pub until: Option<When>,
    /// The duty or meeting it is about.
    pub about: Option<String>,
    /// The figures.
    pub amounts: Vec<Amount>,
    /// Who says it.
    pub said_by: SaidBy,
    /// When its source became public.
    pub published: Option<When>,
    /// When its source was read for the register.
    pub collected: Option<Day>,
    /// When an act became public, where a source says that this was later than its own day.
    pub public: Option<When>,
    /// The address or title of the source.
    pub source: String,
    /// How sure the row is.
    pub basis: Basis,
    /// What was read, in few words.
    pub note: String,
    /// The first day on which one could know it.
    pub known_from: Day,
}

impl Fact {
    /// The first day on which one could know this fact: the act's own day for public acts, else the last day its source's
    /// publication could mean, else the day the source was read.
    pub fn first_known(&self, vocabulary: &Vocabulary) -> Day {
        let own_day = vocabulary.record(self.kind).is_some_and(|r| r.public == Public::OwnDay);
        let act = if own_day { self.public.or(self.on) } else { None };
        let closed = |when: Option<When>| when.filter(|w| !w.is_open()).map(|w| w.last);
        closed(act).or(closed(self.published)).or(self.collected).unwrap_or(When::OPEN)
    }

    /// Whether every figure is zero: the source says there was nothing. False when there is no figure.
    pub fn says_zero(&self) -> bool {
        !self.amounts.is_empty() && self.amounts.iter().all(|a| a.number == 0.0)
    }

    /// Whether some figure is above zero, or the row stands without a figure.
    pub fn says_some(&self) -> bool {
        !self.says_zero()
    }

    /// The figure in that unit.
    pub fn amount(&self, unit: &str) -> Option<&Amount> {
        self.amounts.iter().find(|a| a.unit == unit)
    }

    /// The first day it could have been true; the first day of its period where it has no day.
    pub fn first_day(&self) -> Option<Day> {
        self.on.map(|w| w.first).or_else(|| self.period.and_then(|p| Day::new(p.first, 1, 1).ok()))
    }
}

/// The fact's name in citations, made from what the row says, so that a row keeps its name when others are added.
pub fn fact_id(fact: &Fact, kind_name: &str) -> String {
    let when = |w: Option<When>| w.map(|w| w.to_string()).unwrap_or_default();
    let parts = [
        fact.treaty.to_string(),
        fact.state.map(|s| s.to_string()).unwrap_or_default(),
        kind_name.to_owned(),
        when(fact.on),
        fact.period.map(|p| p.to_string()).unwrap_or_default(),
        when(fact.until),
        fact.about.clone().unwrap_or_default(),
        Amount::write_all(&fact.amounts),
        fact.said_by.to_string(),
        when(fact.published),
        fact.source.clone(),
        fact.note.clone(),
    ];
    let digest = Sha256::digest(parts.join("\u{1f}").as_bytes());
    let hex: String = digest.iter().take(5).map(|b| format!("{b:02x}")).collect();
    format!("{}-{hex}", fact.state.map_or(fact.treaty.to_string(), |s| s.slug()))
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$vdoc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$vdoc])* $variant),* }

        impl $name {
            /// Every word that is allowed.
            pub const WORDS: &'static [&'static str] = &[$($word),*];
            /// The register's word.
            pub fn word(&self) -> &'static str { match self { $($name::$variant => $word),* } }
        }

        impl FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> {
                match text {
                    $($word => Ok($name::$variant),)*
                    _ => Err(format!(concat!("\"{}\" is not ", $what, "; allowed: {}"), text, Self::WORDS.join(", "))),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.word()) }
        }
    };
}

words! {
    /// Who says it, highest rank first: where sources disagree, the higher rank is used, then the later publication.
    SaidBy, "one who says it" {
        /// The depositary of the treaty.
        Depositary = "depositary",
        /// A Meeting of States Parties or a Review Conference, by its decision.
        Meeting = "meeting",
        /// The State itself, also where somebody else relays its report.
        State = "state",
        /// The Implementation Support Unit.
        SupportUnit = "support-unit",
        /// A monitor: civil society, operators, the United Nations in the field.
        Monitor = "monitor",
        /// Press and others.
        Press = "press",
    }
}

words! {
    /// How sure a row is.
    Basis, "a basis" {
        /// Read in the cited source.
        Seen = "seen",
        /// The source says "every year since …".
        Range = "range",
        /// Computed or inferred; the note says how.
        Derived = "derived",
    }
}

/// A correction: an entry was wrong, why, and on what evidence. The wrong entry stays readable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Correction {
    /// The number of the correction's own entry.
    pub entry: u32,
    /// The fact that is no longer held.
    pub fact: String,
    /// The fact that replaces it, if any.
    pub replacement: Option<String>,
    /// Why.
    pub reason: String,
    /// The document that shows it.
    pub evidence: String,
    /// From when the correction is known.
    pub known_from: Day,
}
