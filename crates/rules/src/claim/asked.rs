//! Claims as somebody hands them in, and the typed question each of them has, if any.

use super::{Claim, ClaimPart};
use crate::Problem;
use facts::When;

/// One row of a reader's own file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AskedClaim {
    /// Its name.
    pub id: String,
    /// Where it stands.
    pub source: String,
    /// What it says.
    pub claim: String,
    /// The day or days it speaks of.
    pub as_of: String,
}

/// Reads a file with the columns id, source, claim and as_of, in any order; others are passed over.
pub fn read_asked(file: &str, text: &str) -> Result<Vec<AskedClaim>, Vec<Problem>> {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header: Vec<String> = reader.headers().map(|h| h.iter().map(|c| c.trim().to_owned()).collect()).unwrap_or_default();
    let place = |name: &str| header.iter().position(|column| column == name);
    let (Some(id), Some(claim)) = (place("id"), place("claim")) else {
        let problem =
            Problem::new(file, 1, "the columns `id` and `claim` are needed").allowed("id, source, claim, as_of, in any order");
        return Err(vec![problem.hint("the first row names the columns")]);
    };
    let (source, as_of) = (place("source"), place("as_of"));
    let (mut claims, mut problems) = (Vec::new(), Vec::new());
    for (line, row) in (2..).zip(reader.records()) {
        match row {
            Ok(row) => {
                let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or("").trim().to_owned();
                claims.push(AskedClaim {
                    id: cell(Some(id)),
                    source: cell(source),
                    claim: cell(Some(claim)),
                    as_of: cell(as_of),
                });
            }
            Err(what) => problems.push(Problem::new(file, line, what.to_string())),
        }
    }
    if problems.is_empty() { Ok(claims) } else { Err(problems) }
}

/// The typed question of a claim: the one of the same id whose words it shares, else the one whose words it shares nearly all. Where the
/// claim gives another number for what is counted, that number is asked; where it speaks of another day, that day.
pub fn matching(typed: &[Claim], asked: &AskedClaim) -> Option<Claim> {
    let of_id = typed.iter().find(|claim| claim.id == asked.id && shared(&claim.says, &asked.claim) >= 0.5);
    let of_words = || typed.iter().find(|claim| shared(&claim.says, &asked.claim) >= 0.9);
    let found = of_id.or_else(of_words)?;
    let mut claim = with_numbers(found, &asked.claim)?;
    if let Ok(as_of) = asked.as_of.parse::<When>() {
        redated(&mut claim, as_of);
    }
    Some(Claim { id: asked.id.clone(), says: asked.claim.clone(), ..claim })
}

fn words(text: &str) -> Vec<String> {
    let letters: String = text.to_lowercase().chars().map(|c| if c.is_alphanumeric() || c == '.' { c } else { ' ' }).collect();
    letters.split_whitespace().map(|word| word.trim_matches('.').to_owned()).filter(|word| !word.is_empty()).collect()
}

/// How many of the words of both are shared, numbers left aside.
fn shared(one: &str, other: &str) -> f64 {
    let plain = |text| {
        let mut all: Vec<String> = words(text).into_iter().filter(|w| w.parse::<f64>().is_err()).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let (one, other) = (plain(one), plain(other));
    let both = one.iter().filter(|word| other.contains(word)).count();
    if one.is_empty() || other.is_empty() { 0.0 } else { both as f64 / one.len().max(other.len()) as f64 }
}

/// The claim with the numbers of the text: each number that stands elsewhere than in our words must be the one some part compares with.
fn with_numbers(claim: &Claim, text: &str) -> Option<Claim> {
    let numbers = |text: &str| words(text).iter().filter_map(|word| word.parse::<f64>().ok()).collect::<Vec<_>>();
    let (ours, theirs) = (numbers(&claim.says), numbers(text));
    if ours == theirs {
        return Some(claim.clone());
    }
    if ours.len() != theirs.len() {
        return None;
    }
    let mut changed = claim.clone();
    for (our, their) in ours.iter().zip(&theirs).filter(|(our, their)| our != their) {
        let compares = |part: &&mut ClaimPart| part.value.is_some_and(|value| (value - our).abs() < 0.001);
        changed.parts.iter_mut().find(compares)?.value = Some(*their);
    }
    Some(changed)
}

/// Another day than ours: every part that was asked for the day of the claim is asked for that one.
fn redated(claim: &mut Claim, as_of: When) {
    let Ok(before) = claim.as_of.parse::<When>() else { return };
    if before == as_of {
        return;
    }
    for part in claim.parts.iter_mut().filter(|part| part.window.last == before.last) {
        part.window = When { first: part.window.first.min(as_of.last), last: as_of.last };
    }
    claim.known = When { first: claim.known.first.max(as_of.first), last: claim.known.last.max(as_of.last) };
    claim.as_of = as_of.to_string();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_words_are_told_apart() {
        assert_eq!(
            words("Regional workshop CHF 29,336; 63% by 2RC."),
            ["regional", "workshop", "chf", "29", "336", "63", "by", "2rc"]
        );
        assert!(shared("108 States Parties as of April 2020", "109 States Parties as of April 2020") > 0.99);
        assert!(shared("108 States Parties as of April 2020", "sixteen States still produce") < 0.3);
    }
}
