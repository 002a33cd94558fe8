use super::factor::{Weighed, weigh};
use super::is_party;
use crate::norm::votes::{Ballot, Resolution};
use crate::spoken::Spoken;
use crate::{Membership, Question, Rolls, Status, World};
use facts::{Fact, Kind, State, Treaty, When};
use rules::Factor;

/// What is on record of a State outside, for whoever prepares to speak with it: the name of the topic, the kinds of fact.
const TOPICS: [(&str, &[&str]); 9] = [
    ("steps", &["joining-step", "joining-view", "provisional-application"]),
    ("moratorium", &["moratorium-declared"]),
    ("production", &["production-reported", "production-ended", "production-none"]),
    (
        "stocks",
        &[
            "stockpile-declared",
            "stockpile-believed",
            "stockpile-listed",
            "stockpile-doubted",
            "stockpile-none",
            "stockpile-destruction-completed",
            "foreign-stocks-reported",
            "foreign-stocks-none",
        ],
    ),
    ("transfer", &["transfer-reported", "transfer-none"]),
    ("use", &["use-by", "use-alleged", "use-denied", "use-on-territory", "use-none"]),
    ("condemned", &["use-condemned"]),
    ("views", &["view-prohibited", "view-permitted", "view-conditional", "view-unclear", "view-none"]),
    ("casualties", &["casualties"]),
];

/// What sources say of a State on one topic.
#[derive(Clone, Debug)]
pub struct Topic<'a> {
    /// The name of the topic: `steps`, `production`, …
    pub word: &'static str,
    /// The rows, by day.
    pub facts: Vec<&'a Fact>,
}

/// The other States of a State's sub-region.
#[derive(Clone, Default, Debug)]
pub struct Neighbours {
    /// The sub-region, as the register names it.
    pub region: String,
    /// Those that are parties.
    pub parties: Vec<State>,
    /// Those that are not.
    pub others: Vec<State>,
}

impl Neighbours {
    /// How many of a hundred are parties; none where the State has no neighbours.
    pub fn percent(&self) -> Option<usize> {
        (self.parties.len() * 100).checked_div(self.parties.len() + self.others.len())
    }
}

/// One resolution as one State voted on it.
#[derive(Clone, Debug)]
pub struct Cast<'a> {
    /// The resolution.
    pub symbol: String,
    /// The day of the vote.
    pub on: Option<When>,
    /// Whether votes of any State are on record for it.
    pub is_recorded: bool,
    /// The vote; none where no row is on record: absent, not voting, or lost.
    pub ballot: Option<Ballot<'a>>,
}

/// A State, and all that is on record for a talk with it.
#[derive(Clone, Debug)]
pub struct Prospect<'a> {
    /// The State.
    pub state: State,
    /// What it is to the treaty on the day.
    pub status: Status,
    /// Its acts.
    pub membership: Option<Membership<'a>>,
    /// What it is to the other treaties of the book.
    pub elsewhere: Vec<(Treaty, Status)>,
    /// The resolutions about the treaty, in the order of their days, each with its vote.
    pub votes: Vec<Cast<'a>>,
    /// What sources say, topic by topic; only topics with rows.
    pub topics: Vec<Topic<'a>>,
    /// The other States of its sub-region.
    pub neighbours: Neighbours,
    /// The factors of the book, each with its answer, its points and what they rest on.
    pub weighed: Vec<Weighed<'a>>,
    /// The sum of the points.
    pub points: i32,
}

/// Everything about one question that is needed to tell of any State.
pub(super) struct Desk<'a> {
    pub world: &'a World,
    pub question: Question,
    pub rolls: Rolls<'a>,
    others: Vec<(Treaty, Rolls<'a>)>,
    resolutions: Vec<Resolution<'a>>,
    spoken: Spoken<'a>,
    topics: Vec<(&'static str, Vec<Kind>)>,
}

impl<'a> Desk<'a> {
    pub fn open(world: &'a World, question: &Question) -> Option<Self> {
        let chapter = world.book.chapter(question.treaty)?;
        let spoken = Spoken::new(world, question);
        let treaties = world.book.chapters().map(|other| other.treaty.treaty).filter(|treaty| *treaty != question.treaty);
        let others = treaties.filter_map(|treaty| Some((treaty, world.rolls(&Question { treaty, ..*question })?)));
        let resolutions = crate::norm::votes::resolutions(&spoken, &chapter.campaign.resolutions, question.true_on);
        Some(Desk {
            world,
            question: *question,
            rolls: world.rolls(question)?,
            others: others.collect(),
            resolutions: resolutions.into_iter().filter(|resolution| resolution.about_treaty).collect(),
            topics: TOPICS.iter().map(|(word, kinds)| (*word, spoken.kinds(kinds))).collect(),
            spoken,
        })
    }

    pub fn prospect(&self, state: State, factors: &'a [Factor]) -> Prospect<'a> {
        let vote = |resolution: &Resolution<'a>| Cast {
            symbol: resolution.symbol.clone(),
            on: resolution.on,
            is_recorded: !resolution.votes.is_empty(),
            ballot: resolution.votes.get(&state).cloned(),
        };
        let on = self.question.true_on;
        let mut prospect = Prospect {
            state,
            status: self.rolls.status(state, on),
            membership: self.rolls.of(state).cloned(),
            elsewhere: self.others.iter().map(|(treaty, rolls)| (*treaty, rolls.status(state, on))).collect(),
            votes: self.resolutions.iter().map(vote).collect(),
            topics: self.topics(state),
            neighbours: self.neighbours(state),
            weighed: Vec::new(),
            points: 0,
        };
        prospect.weighed = factors.iter().map(|factor| weigh(factor, &prospect, self)).collect();
        prospect.points = prospect.weighed.iter().map(|weighed| weighed.points).sum();
        prospect
    }

    pub fn spoken_of(&self, state: State, kinds: &[Kind]) -> Vec<&'a Fact> {
        self.spoken.of(state, kinds)
    }

    /// The act by which a State became a party to another treaty, or a signatory.
    pub fn act_elsewhere(&self, state: State, treaty: Treaty) -> Option<&'a Fact> {
        let (_, rolls) = self.others.iter().find(|(other, _)| *other == treaty)?;
        let membership = rolls.of(state)?;
        membership.consent.or(membership.signed)
    }

    fn topics(&self, state: State) -> Vec<Topic<'a>> {
        let topic = |(word, kinds): &(&'static str, Vec<Kind>)| {
            let mut facts = self.spoken.of(state, kinds);
            facts.sort_by_key(|fact| (fact.first_day(), fact.entry));
            Topic { word, facts }
        };
        self.topics.iter().map(topic).filter(|topic| !topic.facts.is_empty()).collect()
    }

    fn neighbours(&self, state: State) -> Neighbours {
        let Some(record) = self.world.gazetteer.record(state) else { return Neighbours::default() };
        let of_region = self.world.gazetteer.states().filter(|r| r.subregion == record.subregion && r.state != state);
        let party = |state: &State| is_party(self.rolls.status(*state, self.question.true_on));
        let (parties, others) = of_region.map(|r| r.state).partition(party);
        Neighbours { region: record.subregion.clone(), parties, others }
    }
}
