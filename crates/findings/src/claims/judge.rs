//! How one part of a claim stands to its count.

use super::{PartAnswer, Verdict, kinds, lists};
use crate::{Counted, Measured, World};
use facts::{Arg, FactNo, Say};
use rules::{Claim, ClaimPart, Comparison, Counts, Wording};

/// What is judged.
pub(super) struct Case<'c> {
    pub world: &'c World,
    pub claim: &'c Claim,
    pub part: &'c ClaimPart,
}

/// How far from the claimed number still counts as near: a twentieth.
const NEAR: f64 = 0.05;

pub(super) fn judge(case: &Case<'_>, measured: Measured) -> PartAnswer {
    let empty = PartAnswer {
        verdict: Verdict::NotDerivable,
        measured,
        because: Vec::new(),
        lacking: Vec::new(),
        beyond: Vec::new(),
        missing: Vec::new(),
        evidence: Vec::new(),
    };
    let answer = match case.part.comparison {
        Comparison::ListEqual | Comparison::ListContains | Comparison::ListExcludes => lists::judge(case, empty),
        Comparison::Day => day(case, empty),
        Comparison::OnRecord => on_record(empty),
        _ => number(case, empty),
    };
    let answer = missing(case, reserved(case, answer));
    PartAnswer { evidence: evidence(case, &answer), ..answer }
}

/// What an answer rests on: where the claim names States or things, the facts about these, and about what it does not name.
fn evidence(case: &Case<'_>, answer: &PartAnswer) -> Vec<FactNo> {
    let measured = &answer.measured;
    if case.part.named.is_empty() {
        return measured.sources();
    }
    let spoken_of = |counted: &&Counted| {
        let name = counted.name();
        name.is_some_and(|name| case.part.named.contains(&name) || answer.beyond.contains(&name))
    };
    let all = measured.counted.iter().chain(&measured.rest).chain(&measured.aside).chain(&measured.unknown);
    let mut facts: Vec<FactNo> = all.filter(spoken_of).flat_map(|counted| counted.sources.iter().copied()).collect();
    facts.sort_unstable();
    facts.dedup();
    facts
}

impl PartAnswer {
    pub(super) fn told(mut self, verdict: Verdict, says: Say) -> Self {
        self.verdict = verdict;
        self.because.push(says);
        self
    }
}

/// The number counted and how much greater it could be if everything that is not known counted.
struct Range {
    least: f64,
    most: f64,
}

fn range(case: &Case<'_>, measured: &Measured) -> Option<Range> {
    let unknown = measured.unknown.len() as f64;
    if case.part.is_share {
        // A figure that is a share already.
        if measured.unit == "percent" {
            return measured.number.map(|least| Range { least, most: least });
        }
        return measured.shares().map(|(least, most)| Range { least, most });
    }
    measured.number.map(|least| Range { least, most: least + unknown })
}

fn number(case: &Case<'_>, answer: PartAnswer) -> PartAnswer {
    let Some(Range { least, most }) = range(case, &answer.measured) else {
        return answer.told(Verdict::NotDerivable, Say::new("claim-nothing-on-record"));
    };
    let claimed = case.part.value.unwrap_or(0.0);
    let unknown = answer.measured.unknown.len() as i64;
    let depends = || Say::new("claim-depends").with("n", unknown);
    let same = if case.part.is_share { (least - claimed).abs() < 0.5 } else { (least - claimed).abs() < 0.001 };
    let near = (least - claimed).abs() <= (claimed * NEAR).max(if claimed >= 10.0 { 1.0 } else { 0.0 });
    let reaches = most + 0.001 >= claimed;
    // Less than half of what is claimed, the rest not known: the count does not bear on it.
    let open = reaches && least < claimed / 2.0;
    match case.part.comparison {
        Comparison::InWords => answer.told(Verdict::Nuanced, Say::new("claim-in-words")),
        Comparison::Goal if least >= claimed => answer.told(Verdict::Reproduced, Say::new("claim-goal-reached")),
        Comparison::Goal => answer.told(Verdict::Nuanced, Say::new("claim-goal-short").with("short", whole(claimed - least))),
        Comparison::AtLeast | Comparison::MoreThan => {
            let enough = if case.part.comparison == Comparison::AtLeast { least >= claimed } else { least > claimed };
            match () {
                () if enough => answer.told(Verdict::Reproduced, Say::new("claim-as-much")),
                () if near => answer.told(Verdict::Nuanced, Say::new("claim-near")),
                () if open => answer.told(Verdict::NotDerivable, depends()),
                () if reaches => answer.told(Verdict::Nuanced, depends()),
                () => answer.told(Verdict::Contradicted, Say::new("claim-less")),
            }
        }
        comparison => {
            let about = comparison == Comparison::About && (least - claimed).abs() <= claimed * 2.0 * NEAR;
            match () {
                () if (same || about) && unknown == 0 => answer.told(Verdict::Reproduced, Say::new("claim-same")),
                () if same || about => answer.told(Verdict::Nuanced, Say::new("claim-same-so-far").with("n", unknown)),
                () if near => answer.told(Verdict::Nuanced, Say::new("claim-near")),
                () if open => answer.told(Verdict::NotDerivable, depends()),
                () if reaches && least < claimed => answer.told(Verdict::Nuanced, depends()),
                () => answer.told(Verdict::Contradicted, Say::new("claim-otherwise")),
            }
        }
    }
}

/// A number as it fills a sentence.
fn whole(number: f64) -> Arg {
    if number.fract() == 0.0 { Arg::Number(number as i64) } else { Arg::Text(format!("{number:.1}")) }
}

fn on_record(answer: PartAnswer) -> PartAnswer {
    match answer.measured.number {
        Some(number) if number > 0.0 => answer.told(Verdict::Reproduced, Say::new("claim-on-record")),
        _ => answer.told(Verdict::NotDerivable, Say::new("claim-nothing-on-record")),
    }
}

fn day(case: &Case<'_>, answer: PartAnswer) -> PartAnswer {
    match (answer.measured.day, case.part.day) {
        (Some(counted), Some(claimed)) if counted == claimed => answer.told(Verdict::Reproduced, Say::new("claim-same-day")),
        (Some(counted), Some(claimed)) if counted.first <= claimed.last && claimed.first <= counted.last => {
            answer.told(Verdict::Nuanced, Say::new("claim-day-within").with("day", counted))
        }
        (Some(counted), Some(_)) => answer.told(Verdict::Contradicted, Say::new("claim-other-day").with("day", counted)),
        _ => answer.told(Verdict::NotDerivable, Say::new("claim-nothing-on-record")),
    }
}

/// What is reproduced only by the claim's own document, by figures that say "about", or by a text that was not seen, is nuanced.
fn reserved(case: &Case<'_>, mut answer: PartAnswer) -> PartAnswer {
    if answer.verdict != Verdict::Reproduced {
        return answer;
    }
    let register = &case.world.register;
    let sources = evidence(case, &answer);
    let mut facts = sources.iter().filter_map(|no| register.at(*no)).peekable();
    let own = facts.peek().is_some() && facts.all(|fact| fact.source.starts_with(&case.claim.source));
    let hedged = answer.measured.counted.iter().any(|counted| counted.hedged);
    let unseen = answer.measured.seen.is_some_and(|wording| wording != Wording::Seen);
    let reservations = [
        (own, "claim-only-own-source"),
        (hedged && case.part.comparison == Comparison::Equal, "claim-hedged"),
        (unseen, "claim-text-not-seen"),
    ];
    for (_, key) in reservations.into_iter().filter(|(holds, _)| *holds) {
        answer = answer.told(Verdict::Nuanced, Say { key, args: Vec::new() });
    }
    answer
}

/// What would have to be on record for more to be said.
fn missing(case: &Case<'_>, mut answer: PartAnswer) -> PartAnswer {
    let unknown = answer.measured.unknown.len() as i64;
    let kinds = kinds(case.world, &case.part.counts);
    if answer.verdict == Verdict::NotDerivable {
        answer.missing.push(if let Counts::Planned(_) = case.part.counts {
            Say::new("claim-missing-plan")
        } else {
            Say::new("claim-missing-facts").with("kinds", kinds)
        });
    } else if answer.verdict == Verdict::Nuanced && unknown > 0 {
        answer.missing.push(Say::new("claim-missing-of").with("n", unknown).with("kinds", kinds));
    }
    answer
}
