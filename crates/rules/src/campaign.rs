use crate::Problem;
use crate::block::Block;
use facts::{Day, Kind, Treaty, When};
use std::collections::BTreeSet;

/// What States Parties set themselves so that more States join, and the weights by which a page suggests whom to speak with next.
///
/// It binds nobody. Everything in it comes from blocks of the book marked `target`, `factor` and `resolutions`.
#[derive(Clone, Default, Debug)]
pub struct Campaign {
    /// The numbers that were set, in the order of the book.
    pub targets: Vec<Target>,
    /// The weights, in the order of the book.
    pub factors: Vec<Factor>,
    /// The resolutions of the General Assembly that are about the treaty itself, by symbol.
    pub resolutions: Vec<String>,
}

/// A number of States to be reached by a day.
#[derive(Clone, Debug)]
pub struct Target {
    /// Its name in data and in addresses.
    pub id: String,
    /// The number.
    pub number: u32,
    /// What is counted.
    pub counts: Aim,
    /// For new parties: the day after which they count.
    pub since: Option<Day>,
    /// The meeting at whose opening it is looked at, by its short name in the register.
    pub by_meeting: Option<String>,
    /// The day or year by which it was to be reached, as far as the source says it.
    pub by: When,
    /// What it says, in our own words.
    pub says: String,
    /// Where it was set.
    pub source: String,
    /// Where it stands in the book: file and line.
    pub place: (String, usize),
}

/// What a target counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Aim {
    /// States Parties on the day: consents deposited, less withdrawals in effect.
    Parties,
    /// States that deposited their consent after a day.
    NewParties,
}

/// A question about a State outside the treaty, and the points a yes gives or takes.
#[derive(Clone, Debug)]
pub struct Factor {
    /// Its name in data.
    pub id: String,
    /// The points of a yes; below nought, what it takes.
    pub points: i32,
    /// What is asked.
    pub measure: Measure,
    /// What a yes means, in our own words.
    pub says: String,
    /// Where it stands in the book: file and line.
    pub place: (String, usize),
}

/// What a factor asks of a State.
#[derive(Clone, PartialEq, Debug)]
pub enum Measure {
    /// Has it signed?
    Signed,
    /// Is it a party to that treaty?
    PartyTo(Treaty),
    /// Did it vote so on the last resolution on which its vote is on record?
    LastVote(Vote),
    /// Did it vote so on every resolution on which its vote is on record?
    EveryVote(Vote),
    /// Did it vote so at least once?
    AnyVote(Vote),
    /// Are at least so many percent of the other States of its sub-region parties?
    Neighbours(u32),
    /// Is a fact of these kinds on record, and no better source says one of the others?
    OnRecord {
        /// The kinds that mean yes.
        kinds: Vec<Kind>,
        /// The kinds that mean no.
        against: Vec<Kind>,
    },
}

/// How a State voted. A missing row is none of these.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Vote {
    /// For.
    Yes,
    /// Against.
    No,
    /// Neither.
    Abstained,
}

impl Vote {
    /// Every way to vote.
    pub const ALL: [Vote; 3] = [Vote::Yes, Vote::No, Vote::Abstained];
    const WORDS: [&str; 3] = ["yes", "no", "abstained"];

    /// The register's word: the unit of the count, and the end of the kind's name.
    pub fn word(self) -> &'static str {
        match self {
            Vote::Yes => "yes",
            Vote::No => "no",
            Vote::Abstained => "abstained",
        }
    }
}

const MEASURES: [&str; 7] = ["signed", "party-to", "last-vote", "every-vote", "any-vote", "neighbours", "on-record"];

/// The words that mark the blocks of a campaign.
pub(crate) const BLOCKS: [&str; 3] = ["target", "factor", "resolutions"];

impl Campaign {
    /// Reads one block of the campaign.
    pub(crate) fn read(&mut self, word: &str, block: &mut Block<'_>, place: (String, usize)) {
        match word {
            "target" => self.targets.extend(Target::read(block, place)),
            "factor" => self.factors.extend(Factor::read(block, place)),
            _ => {
                let symbols = block.texts("symbols");
                if symbols.is_empty() {
                    block.refuse("symbols", "the block names no resolution", "symbols = [\"A/RES/70/54\", …]");
                }
                self.resolutions.extend(symbols);
            }
        }
    }

    /// Names every id that is given twice, and every treaty that the book does not hold.
    pub(crate) fn check(&self, treaties: &[Treaty], problems: &mut Vec<Problem>) {
        let mut seen = BTreeSet::new();
        let targets = self.targets.iter().map(|t| (&t.id, &t.place));
        for (id, (file, line)) in targets.chain(self.factors.iter().map(|f| (&f.id, &f.place))) {
            if !seen.insert(id) {
                problems.push(Problem::new(file, *line, format!("the id \"{id}\" is given twice")));
            }
        }
        for factor in &self.factors {
            if let Measure::PartyTo(treaty) = factor.measure
                && !treaties.contains(&treaty)
            {
                let known: Vec<&str> = treaties.iter().map(Treaty::code).collect();
                let what = format!("`treaty` = \"{treaty}\" is not in the book");
                problems.push(Problem::new(&factor.place.0, factor.place.1, what).allowed(known.join(", ")));
            }
        }
    }
}

impl Target {
    fn read(block: &mut Block<'_>, place: (String, usize)) -> Option<Self> {
        let id = block.required_text("id");
        let number = u32::try_from(block.required_number("number")).ok().filter(|n| *n > 0);
        if number.is_none() {
            block.refuse("number", "`number` is not a number of States", "a whole number above nought, e.g. 130");
        }
        let counts = match block.word("counts", &["parties", "new-parties"]).as_str() {
            "new-parties" => Aim::NewParties,
            _ => Aim::Parties,
        };
        let since = block.text("since").map(|text| facts::exact_day(&text));
        if let Some(Err(what)) = &since {
            block.refuse("since", what.clone(), "a day, e.g. 2016-10-03");
        }
        if (counts == Aim::NewParties) != since.is_some() {
            block.refuse("since", "`since` and counts = \"new-parties\" come together", "new parties are counted after a day");
        }
        let by = block.required_text("by").parse::<When>();
        if let Err(what) = &by {
            block.refuse("by", what.clone(), "a day, a month or a year, e.g. 2020");
        }
        let (by_meeting, says, source) = (block.text("by-meeting"), block.required_text("says"), block.required_text("source"));
        Some(Target {
            id,
            number: number?,
            counts,
            since: since.and_then(Result::ok),
            by_meeting,
            by: by.ok()?,
            says,
            source,
            place,
        })
    }
}

impl Factor {
    fn read(block: &mut Block<'_>, place: (String, usize)) -> Option<Self> {
        let id = block.required_text("id");
        let points = i32::try_from(block.required_number("points")).ok().filter(|n| *n != 0);
        if points.is_none() {
            block.refuse("points", "`points` gives nothing", "a whole number that is not nought, e.g. 3 or -2");
        }
        let measure = Measure::read(block);
        let says = block.required_text("says");
        Some(Factor { id, points: points?, measure: measure?, says, place })
    }
}

impl Measure {
    fn read(block: &mut Block<'_>) -> Option<Self> {
        Some(match block.word("measure", &MEASURES).as_str() {
            "signed" => Measure::Signed,
            "party-to" => {
                let treaty = block.required_text("treaty").parse();
                if let Err(what) = &treaty {
                    block.refuse("treaty", String::clone(what), "the short name of a treaty of the book");
                }
                Measure::PartyTo(treaty.ok()?)
            }
            "last-vote" => Measure::LastVote(vote(block)),
            "every-vote" => Measure::EveryVote(vote(block)),
            "any-vote" => Measure::AnyVote(vote(block)),
            "neighbours" => {
                let percent = u32::try_from(block.required_number("at-least")).ok().filter(|n| (1..=100).contains(n));
                if percent.is_none() {
                    block.refuse("at-least", "`at-least` is not a share", "percent, from 1 to 100");
                }
                Measure::Neighbours(percent?)
            }
            "on-record" => Measure::OnRecord { kinds: block.required_kinds("kinds"), against: block.kinds("against") },
            _ => return None,
        })
    }
}

fn vote(block: &mut Block<'_>) -> Vote {
    let word = block.word("vote", &Vote::WORDS);
    Vote::ALL.into_iter().find(|vote| vote.word() == word).unwrap_or(Vote::Yes)
}
