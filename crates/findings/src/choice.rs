use facts::{Day, Fact};

/// The fact used where several sources speak, and the others that stay beside it.
#[derive(Clone, Debug)]
pub(crate) struct Choice<'a> {
    pub used: &'a Fact,
    pub others: Vec<&'a Fact>,
}

impl<'a> Choice<'a> {
    /// The fact the evaluator used, beside all that speak of the same thing.
    pub fn of(used: &'a Fact, spoken: Vec<&'a Fact>) -> Self {
        Choice { used, others: spoken.into_iter().filter(|f| f.id != used.id).collect() }
    }
}

/// Why another source is not the one used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Why {
    /// Who says it ranks lower.
    LowerRank,
    /// Its source is older.
    Older,
    /// It says the same, of the same rank and day.
    Beside,
}

impl Choice<'_> {
    /// Why that other source is not the one used.
    pub fn why_not(&self, other: &Fact) -> Why {
        match (other.said_by > self.used.said_by, source_day(other) < source_day(self.used)) {
            (true, _) => Why::LowerRank,
            (false, true) => Why::Older,
            (false, false) => Why::Beside,
        }
    }
}

/// The last day on which the fact's source could have become public.
pub(crate) fn source_day(fact: &Fact) -> Day {
    fact.published.filter(|p| !p.is_open()).map(|p| p.last).or(fact.collected).unwrap_or(fact.known_from)
}
