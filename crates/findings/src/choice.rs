use facts::{Day, Fact};

/// The fact used where several sources speak, and the others that stay beside it.
#[derive(Clone, Debug)]
pub(crate) struct Choice<'a> {
    pub used: &'a Fact,
    pub others: Vec<&'a Fact>,
}

/// Chooses by rank, then by the later publication, then by the later entry.
pub(crate) fn choose(facts: Vec<&Fact>) -> Option<Choice<'_>> {
    let used = facts.iter().copied().min_by(|a, b| order(a).cmp(&order(b)))?;
    let others = facts.into_iter().filter(|f| f.id != used.id).collect();
    Some(Choice { used, others })
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

fn order(fact: &Fact) -> (facts::SaidBy, std::cmp::Reverse<Day>, std::cmp::Reverse<u32>, &str) {
    (fact.said_by, std::cmp::Reverse(source_day(fact)), std::cmp::Reverse(fact.entry), &fact.id)
}

/// The last day on which the fact's source could have become public.
pub(crate) fn source_day(fact: &Fact) -> Day {
    fact.published.filter(|p| !p.is_open()).map(|p| p.last).or(fact.collected).unwrap_or(fact.known_from)
}
