use std::fmt;

/// A question of law that the evaluator can compute in two ways. One reading is how a shape reads by itself; the other *turns* it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum Switch {
    /// AMB-04: whether a decision that comes after the day reaches back and closes the gap. Whether it was taken at a meeting or
    /// between two is not told by the facts, so that reading C is not computed.
    ReachesBack,
    /// AMB-05: whether the first annual report covers the year in which the initial report fell due, or an earlier one too.
    FirstReport,
    /// AMB-07: whether what is found after completion has no day of its own, or is due at once.
    FoundAgain,
    /// AMB-10: whether what was open ends when a State leaves, or is still owed.
    AfterLeaving,
    /// AMB-18: whether the sixth month is counted from the month of deposit, or from the day.
    SixthMonth,
    /// AMB-27: whether the last day itself is in time.
    LastDay,
}

impl Switch {
    /// Every one of them.
    pub const ALL: [Switch; 6] =
        [Switch::ReachesBack, Switch::FirstReport, Switch::FoundAgain, Switch::AfterLeaving, Switch::SixthMonth, Switch::LastDay];

    /// The id of its question in the book.
    pub fn id(self) -> &'static str {
        match self {
            Switch::ReachesBack => "AMB-04",
            Switch::FirstReport => "AMB-05",
            Switch::FoundAgain => "AMB-07",
            Switch::AfterLeaving => "AMB-10",
            Switch::SixthMonth => "AMB-18",
            Switch::LastDay => "AMB-27",
        }
    }

    /// The switch of that question, if it has one.
    pub fn of(id: &str) -> Option<Switch> {
        Switch::ALL.into_iter().find(|switch| switch.id() == id)
    }

    /// The letters it computes: how a shape reads by itself, and the other one.
    pub fn letters(self) -> [&'static str; 2] {
        match self {
            Switch::FirstReport => ["B", "A"],
            _ => ["A", "B"],
        }
    }

    /// The letter of the other reading.
    pub fn other(self, letter: &str) -> &'static str {
        let [plain, other] = self.letters();
        if letter == plain { other } else { plain }
    }

    /// The letter chosen where it is turned, or where it is not.
    pub fn letter(self, turned: bool) -> &'static str {
        let [plain, other] = self.letters();
        if turned { other } else { plain }
    }
}

impl fmt::Display for Switch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// Some of the switches.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Switches(u8);

impl Switches {
    /// None of them.
    pub const NONE: Switches = Switches(0);

    /// That one alone.
    #[inline]
    pub const fn only(switch: Switch) -> Self {
        Switches(1 << switch as u8)
    }

    /// Whether it is none.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether that one is among them.
    #[inline]
    pub const fn has(self, switch: Switch) -> bool {
        self.0 & Switches::only(switch).0 != 0
    }

    /// These and others.
    #[inline]
    #[must_use]
    pub const fn and(self, others: Switches) -> Self {
        Switches(self.0 | others.0)
    }

    /// Those that are among others too.
    #[inline]
    #[must_use]
    pub const fn within(self, others: Switches) -> Self {
        Switches(self.0 & others.0)
    }

    /// The same with that one turned round: taken out where it is among them, put in where it is not.
    #[inline]
    #[must_use]
    pub const fn flipped(self, switch: Switch) -> Self {
        Switches(self.0 ^ Switches::only(switch).0)
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = Switch> {
        Switch::ALL.into_iter().filter(move |switch| self.has(*switch))
    }
}

impl FromIterator<Switch> for Switches {
    fn from_iter<I: IntoIterator<Item = Switch>>(switches: I) -> Self {
        switches.into_iter().fold(Switches::NONE, |all, switch| all.and(Switches::only(switch)))
    }
}
