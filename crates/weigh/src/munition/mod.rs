//! Is this munition a cluster munition? Article 2 of the Convention on Cluster Munitions, asked in six steps.

mod exclusions;
mod fields;
mod steps;

pub use fields::FIELDS;
pub use steps::weigh;

use crate::{Compared, Given, Sheet, Step, Truth, Unproven};
use facts::Say;

/// One kind of munition as a case tells it. What the case does not tell is unknown. A munition with several kinds of submunition is
/// weighed once for each kind (AMB-13).
#[derive(Clone, PartialEq, Debug)]
pub struct Munition {
    sheet: Sheet,
    /// Whether it is a mine by design. Article 2(12).
    pub(crate) mine: Truth,
    /// Whether it is a conventional munition. Article 2(2).
    pub(crate) conventional: Truth,
    /// Whether the explosive parts leave a container that is fixed to an aircraft at that moment. Article 2(14).
    pub(crate) dispenser: Truth,
    /// Whether each of them moves by its own drive. Article 2(13).
    pub(crate) self_propelled: Truth,
    /// Whether it is designed to disperse or release submunitions. Article 2(2).
    pub(crate) disperses: Truth,
    /// Whether each submunition works by an explosive charge going off before, on or after impact. Article 2(3), 2(13).
    pub(crate) explosive: Truth,
    /// What each submunition or bomblet weighs, in kilograms. Article 2(2), 2(13).
    pub(crate) weight: Option<f64>,
    /// How many explosive submunitions one munition holds. Article 2(2)(c)(i).
    pub(crate) count: Option<u32>,
    /// What it is designed to dispense: one of [`fields::PAYLOADS`]. Article 2(2)(a).
    pub(crate) payload: Option<&'static str>,
    /// Whether it is designed for air defence and nothing else. Article 2(2)(a).
    pub(crate) air_defence: Truth,
    /// Whether it is designed to produce electrical or electronic effects. Article 2(2)(b).
    pub(crate) electronic_effects: Truth,
    /// Whether it is shown to have its features in order to avoid effects on areas and dangers left behind. Article 2(2)(c).
    pub(crate) purpose: Truth,
    /// Whether each submunition is designed to detect and engage a single target. Article 2(2)(c)(iii).
    pub(crate) single_target: Truth,
    /// How each destroys itself: one of [`fields::MECHANISMS`]. Article 2(2)(c)(iv), 2(9).
    pub(crate) self_destruction: Option<&'static str>,
    /// How each goes dead: one of [`fields::MECHANISMS`]. Article 2(2)(c)(v), 2(10).
    pub(crate) self_deactivation: Option<&'static str>,
    /// The share of submunitions said to fail, in percent. No Article asks for it.
    pub(crate) failure_rate: Option<f64>,
}

impl Munition {
    /// The munition a case tells of.
    pub fn of(sheet: &Sheet) -> Self {
        let truth = |key| Truth::from(sheet.yes_no(key));
        Munition {
            mine: truth("mine"),
            conventional: truth("conventional"),
            dispenser: truth("dispenser-on-aircraft"),
            self_propelled: truth("self-propelled"),
            disperses: truth("disperses-submunitions"),
            explosive: truth("explosive"),
            weight: sheet.number("weight-kg"),
            count: sheet.count("count"),
            payload: sheet.word("payload"),
            air_defence: truth("air-defence-only"),
            electronic_effects: truth("electronic-effects"),
            purpose: truth("purpose-shown"),
            single_target: truth("single-target"),
            self_destruction: sheet.word("self-destruction"),
            self_deactivation: sheet.word("self-deactivation"),
            failure_rate: sheet.number("failure-rate-percent"),
            sheet: sheet.clone(),
        }
    }

    /// What the case calls it.
    pub fn name(&self) -> Option<&str> {
        self.sheet.text("name")
    }

    /// What the case says in these fields.
    pub(crate) fn given(&self, fields: &[&'static str]) -> Vec<Given> {
        fields.iter().map(|field| Given { field, value: self.sheet.value(field).cloned() }).collect()
    }
}

/// What came of weighing a munition.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// A mine: outside this Convention, a case for the Mine Ban Treaty. Article 1(3).
    Mine,
    /// Not a conventional munition: outside this Convention. Article 2(2).
    NotConventional,
    /// An explosive bomblet: Article 1(1) applies to it through Article 1(2).
    ExplosiveBomblet,
    /// A cluster munition: covered, and every exclusion fails.
    ClusterMunition,
    /// To be taken as a cluster munition: covered, and an exclusion that is possible is not proven in full.
    Presumed,
    /// Excluded, by the letter of Article 2(2) that is proven in full.
    Excluded(char),
    /// Not a cluster munition: something that makes one is missing. Article 2(2).
    NotOne,
    /// It is not known whether it is covered; precaution does not answer this for the case.
    NotEstablished,
}

impl Outcome {
    /// Every word, in the order of the steps.
    pub const WORDS: [&'static str; 10] = [
        "outside-mine",
        "outside-not-conventional",
        "explosive-bomblet",
        "cluster-munition",
        "cluster-munition-presumed",
        "excluded-a",
        "excluded-b",
        "excluded-c",
        "not-a-cluster-munition",
        "not-established",
    ];

    /// The word used in data and as the key of its name.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Mine => "outside-mine",
            Outcome::NotConventional => "outside-not-conventional",
            Outcome::ExplosiveBomblet => "explosive-bomblet",
            Outcome::ClusterMunition => "cluster-munition",
            Outcome::Presumed => "cluster-munition-presumed",
            Outcome::Excluded('a') => "excluded-a",
            Outcome::Excluded('b') => "excluded-b",
            Outcome::Excluded(_) => "excluded-c",
            Outcome::NotOne => "not-a-cluster-munition",
            Outcome::NotEstablished => "not-established",
        }
    }
}

/// A munition, weighed.
#[derive(Clone, PartialEq, Debug)]
pub struct Weighing {
    /// The steps up to the one that decides.
    pub steps: Vec<Step>,
    /// Where they lead.
    pub outcome: Outcome,
    /// What is still unproven, and would have to be shown.
    pub unproven: Vec<Unproven>,
    /// Open questions of law that matter here.
    pub readings: Vec<Compared>,
    /// What a reader should know beside the conclusion.
    pub notes: Vec<Say>,
}
