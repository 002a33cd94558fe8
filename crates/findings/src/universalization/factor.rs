use super::is_party;
use super::prospect::{Desk, Prospect};
use crate::spoken::used;
use crate::{Ballot, Status};
use facts::{Fact, State};
use rules::{Factor, Measure, Vote};

/// What is known in answer to a factor's question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Yes, by the facts named.
    Yes,
    /// No, by the facts named or because a complete list does not name the State.
    No,
    /// Nothing on record tells.
    Unknown,
}

impl Answer {
    /// The word used in data and as the key of its name.
    pub fn word(self) -> &'static str {
        match self {
            Answer::Yes => "yes",
            Answer::No => "no",
            Answer::Unknown => "unknown",
        }
    }
}

/// One factor as it turns out for one State: the answer, the points, and the facts behind it.
#[derive(Clone, Debug)]
pub struct Weighed<'a> {
    /// The factor.
    pub factor: &'a Factor,
    /// The answer.
    pub answer: Answer,
    /// The points: those of the factor for a yes, else none.
    pub points: i32,
    /// The facts behind the answer.
    pub facts: Vec<&'a Fact>,
    /// Facts that say otherwise and rank lower.
    pub otherwise: Vec<&'a Fact>,
}

/// The answer, the facts behind it, and those that say otherwise.
type Told<'a> = (Answer, Vec<&'a Fact>, Vec<&'a Fact>);

pub(super) fn weigh<'a>(factor: &'a Factor, prospect: &Prospect<'a>, desk: &Desk<'a>) -> Weighed<'a> {
    let (answer, facts, otherwise) = match &factor.measure {
        Measure::Signed => signed(prospect),
        Measure::PartyTo(treaty) => {
            let act = desk.act_elsewhere(prospect.state, *treaty);
            let party = prospect.elsewhere.iter().any(|(other, status)| other == treaty && is_party(*status));
            (yes_or_no(party), act.filter(|_| party).into_iter().collect(), Vec::new())
        }
        Measure::LastVote(vote) => last_vote(&ballots(prospect), *vote),
        Measure::EveryVote(vote) => votes(&ballots(prospect), |ballots| ballots.iter().all(|b| b.vote == *vote), |_| true),
        Measure::AnyVote(vote) => {
            votes(&ballots(prospect), |ballots| ballots.iter().any(|b| b.vote == *vote), |b| b.vote == *vote)
        }
        Measure::Neighbours(least) => {
            let percent = prospect.neighbours.percent();
            let enough = percent.map(|percent| percent >= usize::try_from(*least).unwrap_or(usize::MAX));
            (enough.map_or(Answer::Unknown, yes_or_no), consents(&prospect.neighbours.parties, desk), Vec::new())
        }
        Measure::OnRecord { kinds, against } => {
            let said = desk.spoken_of(prospect.state, &[kinds.as_slice(), against].concat());
            let Some(used) = used(&said) else { return Weighed::unknown(factor) };
            let is_yes = |fact: &Fact| kinds.contains(&fact.kind);
            let (facts, otherwise) = said.into_iter().partition(|fact| is_yes(fact) == is_yes(used));
            (yes_or_no(is_yes(used)), facts, otherwise)
        }
    };
    let points = if answer == Answer::Yes { factor.points } else { 0 };
    Weighed { factor, answer, points, facts, otherwise }
}

impl<'a> Weighed<'a> {
    fn unknown(factor: &'a Factor) -> Self {
        Weighed { factor, answer: Answer::Unknown, points: 0, facts: Vec::new(), otherwise: Vec::new() }
    }
}

fn yes_or_no(yes: bool) -> Answer {
    if yes { Answer::Yes } else { Answer::No }
}

fn signed<'a>(prospect: &Prospect<'a>) -> Told<'a> {
    let signed = prospect.status == Status::Signatory;
    let act = prospect.membership.as_ref().and_then(|membership| membership.signed).filter(|_| signed);
    (yes_or_no(signed), act.into_iter().collect(), Vec::new())
}

/// The votes on record, in the order of the resolutions.
fn ballots<'p, 'a>(prospect: &'p Prospect<'a>) -> Vec<&'p Ballot<'a>> {
    prospect.votes.iter().filter_map(|cast| cast.ballot.as_ref()).collect()
}

fn last_vote<'a>(ballots: &[&Ballot<'a>], vote: Vote) -> Told<'a> {
    let Some(last) = ballots.last() else { return (Answer::Unknown, Vec::new(), Vec::new()) };
    (yes_or_no(last.vote == vote), vec![last.used], last.otherwise.clone())
}

fn votes<'a>(ballots: &[&Ballot<'a>], test: impl Fn(&[&Ballot<'a>]) -> bool, behind: impl Fn(&Ballot<'a>) -> bool) -> Told<'a> {
    if ballots.is_empty() {
        return (Answer::Unknown, Vec::new(), Vec::new());
    }
    let facts = ballots.iter().filter(|ballot| behind(ballot)).map(|ballot| ballot.used).collect();
    (yes_or_no(test(ballots)), facts, Vec::new())
}

fn consents<'a>(states: &[State], desk: &Desk<'a>) -> Vec<&'a Fact> {
    states.iter().filter_map(|state| desk.rolls.of(*state)?.consent).collect()
}
