use crate::spoken::{Spoken, count, used};
use facts::{Amount, Day, Fact, State, When};
use rules::Vote;
use std::collections::BTreeMap;

/// A resolution of the General Assembly: its printed totals, and the votes on record, State by State.
///
/// A State without a row was absent, did not vote, or its row was lost: that is never an abstention.
#[derive(Clone, Debug)]
pub struct Resolution<'a> {
    /// Its symbol.
    pub symbol: String,
    /// Whether the book names it among those about the treaty itself.
    pub about_treaty: bool,
    /// The day of the vote.
    pub on: Option<When>,
    /// The rows that tell of its adoption, each with the totals it prints.
    pub adopted: Vec<&'a Fact>,
    /// The votes on record, by State.
    pub votes: BTreeMap<State, Ballot<'a>>,
}

/// How one State voted, and the rows that say so.
#[derive(Clone, Debug)]
pub struct Ballot<'a> {
    /// The vote used.
    pub vote: Vote,
    /// The row it is read from.
    pub used: &'a Fact,
    /// Rows that say otherwise.
    pub otherwise: Vec<&'a Fact>,
}

/// A printed total beside what the rows give.
#[derive(Clone, Copy, Debug)]
pub struct Total<'a> {
    /// Which votes.
    pub vote: Vote,
    /// The number printed.
    pub printed: &'a Amount,
    /// How many rows there are.
    pub counted: u32,
}

impl Total<'_> {
    /// Whether rows and print differ.
    pub fn differs(&self) -> bool {
        self.printed.hedge.is_none() && (self.printed.number - f64::from(self.counted)).abs() > 0.0
    }
}

impl<'a> Resolution<'a> {
    /// How many rows say so.
    pub fn counted(&self, vote: Vote) -> u32 {
        count(self.votes.values().filter(|ballot| ballot.vote == vote).count())
    }

    /// The States that voted so.
    pub fn of(&self, vote: Vote) -> impl Iterator<Item = State> {
        self.votes.iter().filter(move |(_, ballot)| ballot.vote == vote).map(|(state, _)| *state)
    }

    /// The totals a row prints, each beside what is counted; none where no vote of any State is on record.
    pub fn totals(&self, adopted: &'a Fact) -> Vec<Total<'a>> {
        let printed =
            |vote: Vote| adopted.amount(vote.word()).map(|printed| Total { vote, printed, counted: self.counted(vote) });
        Vote::ALL.into_iter().filter_map(printed).collect()
    }

    /// Whether some printed total differs from the rows.
    pub fn differs(&self) -> bool {
        !self.votes.is_empty() && self.adopted.iter().flat_map(|fact| self.totals(fact)).any(|total| total.differs())
    }
}

/// Every resolution on record by the day, in the order of days.
pub(crate) fn resolutions<'a>(spoken: &Spoken<'a>, about_treaty: &[String], on: Day) -> Vec<Resolution<'a>> {
    let mut found: BTreeMap<String, Resolution<'a>> = BTreeMap::new();
    let open = |symbol: &str| Resolution {
        symbol: symbol.to_owned(),
        about_treaty: about_treaty.iter().any(|known| known == symbol),
        on: None,
        adopted: Vec::new(),
        votes: BTreeMap::new(),
    };
    let held = |fact: &&Fact| fact.on.is_some_and(|day| day.last <= on);
    for fact in spoken.of_none(&spoken.kinds(&["resolution-adopted"])).into_iter().filter(held) {
        let Some(symbol) = &fact.about else { continue };
        found.entry(symbol.clone()).or_insert_with(|| open(symbol)).adopted.push(fact);
    }
    let mut cast: BTreeMap<(String, State), Vec<(Vote, &'a Fact)>> = BTreeMap::new();
    for vote in Vote::ALL {
        let kind = spoken.kinds(&[&format!("vote-{}", vote.word())]);
        for fact in spoken.of_all(&kind).into_iter().filter(held) {
            if let (Some(symbol), Some(state)) = (&fact.about, fact.state) {
                cast.entry((symbol.clone(), state)).or_default().push((vote, fact));
            }
        }
    }
    for ((symbol, state), rows) in cast {
        if let Some(ballot) = ballot(&rows) {
            found.entry(symbol.clone()).or_insert_with(|| open(&symbol)).votes.insert(state, ballot);
        }
    }
    let mut resolutions: Vec<Resolution<'a>> = found.into_values().map(dated).collect();
    resolutions.sort_by(|a, b| (a.on, &a.symbol).cmp(&(b.on, &b.symbol)));
    resolutions
}

fn ballot<'a>(rows: &[(Vote, &'a Fact)]) -> Option<Ballot<'a>> {
    let facts: Vec<&Fact> = rows.iter().map(|(_, fact)| *fact).collect();
    let used = used(&facts)?;
    let vote = rows.iter().find(|(_, fact)| fact.id == used.id).map(|(vote, _)| *vote)?;
    let otherwise = rows.iter().filter(|(other, _)| *other != vote).map(|(_, fact)| *fact).collect();
    Some(Ballot { vote, used, otherwise })
}

/// The day of the resolution: of its adoption, else of its votes.
fn dated(mut resolution: Resolution<'_>) -> Resolution<'_> {
    let days = resolution.adopted.iter().copied().chain(resolution.votes.values().map(|ballot| ballot.used));
    resolution.on = days.filter_map(|fact| fact.on).min_by_key(|day| (day.last, std::cmp::Reverse(day.first)));
    resolution
}
