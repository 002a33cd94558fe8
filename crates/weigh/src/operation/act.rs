use super::Topic;

/// What kind of act it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Acting {
    /// The actor itself does what Article 1(1)(a) or (b) names.
    Itself,
    /// It asks for the use.
    Asking,
    /// It takes part in cooperation or an operation, and nothing more.
    TakingPart,
    /// It helps, encourages or induces.
    Helping,
    /// It lets something happen on its territory.
    Hosting,
    /// Something else.
    Else,
}

macro_rules! acts {
    ($($(#[$doc:meta])* $variant:ident = $word:literal, $acting:ident, $place:literal;)*) => {
        /// An act, out of a closed list.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Act { $($(#[$doc])* $variant),* }

        impl Act {
            /// Every word, in order.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The act of that word.
            pub fn read(word: &str) -> Option<Act> {
                match word { $($word => Some(Act::$variant),)* _ => None }
            }

            /// The word used in files, data and as the key of its name.
            pub fn word(self) -> &'static str {
                match self { $(Act::$variant => $word),* }
            }

            /// What kind of act it is.
            pub fn acting(self) -> Acting {
                match self { $(Act::$variant => Acting::$acting),* }
            }

            /// Where the treaty speaks of it.
            pub(crate) fn place(self) -> &'static str {
                match self { $(Act::$variant => $place),* }
            }
        }
    };
}

acts! {
    /// Uses cluster munitions.
    Use = "use", Itself, "1(1)(a)";
    /// Develops them.
    Develop = "develop", Itself, "1(1)(b)";
    /// Produces them.
    Produce = "produce", Itself, "1(1)(b)";
    /// Acquires them otherwise.
    Acquire = "acquire", Itself, "1(1)(b)";
    /// Stockpiles them.
    Stockpile = "stockpile", Itself, "1(1)(b)";
    /// Retains them.
    Retain = "retain", Itself, "1(1)(b)";
    /// Transfers them.
    Transfer = "transfer", Itself, "1(1)(b)";
    /// Expressly requests their use.
    RequestUse = "request-use", Asking, "21(4)(d)";
    /// Takes part in military cooperation or operations, and nothing more.
    Participate = "participate", TakingPart, "21(3)";
    /// Plans for their use.
    PlanUse = "plan-use", Helping, "1(1)(c)";
    /// Agrees rules of engagement that include their use.
    AgreeRules = "agree-rules-of-engagement", Helping, "1(1)(c)";
    /// Accepts orders to use them.
    AcceptOrders = "accept-orders", Helping, "1(1)(c)";
    /// Judges the military benefit of their use.
    JudgeBenefit = "judge-military-benefit", Helping, "1(1)(c)";
    /// Trains others in their use.
    TrainOthers = "train-others", Helping, "1(1)(c)";
    /// Stores them for others.
    StoreForOthers = "store-for-others", Helping, "1(1)(c)";
    /// Transports them for others.
    TransportForOthers = "transport-for-others", Helping, "1(1)(c)";
    /// Refuels or escorts.
    RefuelOrEscort = "refuel-or-escort", Helping, "1(1)(c)";
    /// Helps, encourages or induces otherwise.
    AssistOtherwise = "assist-otherwise", Helping, "1(1)(c)";
    /// Lets them pass through its territory.
    AllowTransit = "allow-transit", Hosting, "1(1)(c)";
    /// Lets others keep stocks of them on its territory.
    HostStocks = "host-foreign-stocks", Hosting, "1(1)(c)";
    /// Does something else.
    OtherAct = "other-act", Else, "1(1)";
}

impl Act {
    /// Whether the act may be one of those Article 3(6) and (7) permit for certain purposes.
    pub(crate) fn may_be_permitted(self) -> bool {
        matches!(self, Act::Acquire | Act::Retain | Act::Transfer)
    }

    /// Whether it depends on the case whether the help goes to something Article 1 forbids.
    pub(crate) fn may_serve_anything(self) -> bool {
        matches!(self, Act::RefuelOrEscort | Act::AssistOtherwise)
    }

    /// Whether cluster munitions are moved or kept for the partner.
    pub(crate) fn moves_or_keeps(self) -> bool {
        matches!(self, Act::StoreForOthers | Act::TransportForOthers | Act::AllowTransit | Act::HostStocks)
    }

    /// Which declared positions speak to it. A general one always does.
    pub(crate) fn topics(self) -> &'static [Topic] {
        match self {
            Act::AllowTransit => &[Topic::Transit],
            Act::HostStocks => &[Topic::ForeignStocks],
            Act::TransportForOthers => &[Topic::Transit, Topic::Assistance],
            Act::StoreForOthers => &[Topic::ForeignStocks, Topic::Assistance],
            _ => &[Topic::Assistance],
        }
    }
}
