//! Published claims beside the register: what is counted, as known on the claim's day and as known later, and how the claim stands to it.
//! No verdict is written down anywhere: each follows from facts and rules.

mod judge;
mod lists;

use crate::{Measured, Question, Window, World, measure};
use facts::{Day, FactNo, Say, When};
use rules::{Claim, ClaimPart, Counts};

/// How a claim stands to what is counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Verdict {
    /// The same is counted.
    Reproduced,
    /// Nearly, or in part, or with a reservation that is named.
    Nuanced,
    /// Otherwise, and what is on record establishes it.
    Contradicted,
    /// What is on record does not tell.
    NotDerivable,
}

impl Verdict {
    /// The word of the contract.
    pub fn word(&self) -> &'static str {
        match self {
            Verdict::Reproduced => "reproduced",
            Verdict::Nuanced => "nuanced",
            Verdict::Contradicted => "contradicted",
            Verdict::NotDerivable => "not-derivable",
        }
    }

    /// Of several parts: all alike, or in part.
    fn of_parts(parts: &[PartAnswer]) -> Self {
        let Some(first) = parts.first() else { return Verdict::NotDerivable };
        if parts.iter().all(|part| part.verdict == first.verdict) { first.verdict } else { Verdict::Nuanced }
    }
}

/// One part of a claim beside what is counted.
#[derive(Clone, PartialEq, Debug)]
pub struct PartAnswer {
    /// How it stands.
    pub verdict: Verdict,
    /// What is counted.
    pub measured: Measured,
    /// What the verdict rests on, in sentences.
    pub because: Vec<Say>,
    /// Named by the claim and not counted: States by code, or things.
    pub lacking: Vec<String>,
    /// Counted and not named by the claim.
    pub beyond: Vec<String>,
    /// The facts that would tell more.
    pub missing: Vec<Say>,
    /// The facts it rests on: where things are named, those about them.
    pub evidence: Vec<FactNo>,
}

impl PartAnswer {
    /// The day on which it falls due for somebody who is named and not counted, where that is on record.
    pub fn day_of(&self, name: &str) -> Option<When> {
        let looked_at = self.measured.rest.iter().chain(&self.measured.aside).chain(&self.measured.unknown);
        looked_at.filter(|counted| counted.name().as_deref() == Some(name)).find_map(|counted| counted.day)
    }
}

/// A claim as known by one day.
#[derive(Clone, PartialEq, Debug)]
pub struct Judged {
    /// As known by this day.
    pub known_by: Day,
    /// How it stands.
    pub verdict: Verdict,
    /// Part by part.
    pub parts: Vec<PartAnswer>,
}

impl Judged {
    /// Every fact that what is counted rests on.
    pub fn evidence(&self) -> Vec<FactNo> {
        let mut facts: Vec<FactNo> = self.parts.iter().flat_map(|part| part.evidence.iter().copied()).collect();
        facts.sort_unstable();
        facts.dedup();
        facts
    }
}

/// A claim beside the register: as it was known when the claim could be read, and as it is known now.
#[derive(Clone, PartialEq, Debug)]
pub struct ClaimAnswer {
    /// As known when the claim could be read.
    pub then: Judged,
    /// As known now.
    pub now: Judged,
}

/// Puts a claim beside the register; of the question only what is known and the pinned entries count.
pub fn claim(world: &World, question: &Question, claim: &Claim) -> ClaimAnswer {
    let then = claim.known.last.min(question.known_by);
    ClaimAnswer { then: judged(world, question, claim, then), now: judged(world, question, claim, question.known_by) }
}

fn judged(world: &World, question: &Question, claim: &Claim, known_by: Day) -> Judged {
    let answer = |part: &ClaimPart| {
        let to = part.window.last;
        let asked = Question { treaty: part.treaty, true_on: to, known_by, ..*question };
        let measured = measure(world, &asked, Window { from: part.window.first, to }, &part.counts);
        judge::judge(&judge::Case { world, claim, part }, measured)
    };
    let parts: Vec<PartAnswer> = claim.parts.iter().map(answer).collect();
    Judged { known_by, verdict: Verdict::of_parts(&parts), parts }
}

/// The kinds of fact that a count reads, for naming what is missing.
fn kinds(world: &World, counts: &Counts) -> Vec<facts::Kind> {
    let of_rule = |id| world.book.rule(id).map(|rule| rule.shape.kinds()).unwrap_or_default();
    match counts {
        Counts::Standing(count) => of_rule(&count.rule),
        Counts::Due(count) => of_rule(&count.rule),
        Counts::Passed(count) => of_rule(&count.rule),
        Counts::Requested(_) => world.book.vocabulary.kind("extension-requested").into_iter().collect(),
        Counts::Meetings(_) => world.book.vocabulary.kind("meeting").into_iter().collect(),
        Counts::Printed(_) => world.book.vocabulary.kind("figure-printed").into_iter().collect(),
        Counts::Planned(_) => world.book.vocabulary.kind("plan-adopted").into_iter().collect(),
        Counts::Parties(_) => world.book.vocabulary.kind("consent").into_iter().collect(),
        other => other.kinds(),
    }
}
