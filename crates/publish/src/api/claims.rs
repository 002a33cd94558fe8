use super::measure::{MeasuredView, number, tenth};
use crate::pages::figure;
use crate::{Table, Voice};
use facts::Say;
use findings::{ClaimAnswer, Judged, PartAnswer, Question, Verdict, World, claim};
use rules::{AskedClaim, Claim, ClaimPart, matching};
use serde_json::{Value, json};

/// A claim and how it stands.
#[derive(Clone, Debug)]
pub struct ClaimTold {
    /// Its name.
    pub id: String,
    /// Where it stands.
    pub source: String,
    /// What it says.
    pub says: String,
    /// The day or days it speaks of.
    pub as_of: String,
    /// The typed question and its answer; none where there is no such question.
    pub answer: Option<(Claim, ClaimAnswer)>,
}

impl ClaimTold {
    /// A claim of the shipped list.
    pub fn shipped(world: &World, question: &Question, typed: &Claim) -> Self {
        ClaimTold {
            id: typed.id.clone(),
            source: typed.source.clone(),
            says: typed.says.clone(),
            as_of: typed.as_of.clone(),
            answer: Some((typed.clone(), claim(world, question, typed))),
        }
    }

    /// A claim that a reader hands in, asked by the typed question it has among these.
    pub fn asked(world: &World, question: &Question, typed: &[Claim], asked: &AskedClaim) -> Self {
        let found = matching(typed, asked);
        ClaimTold {
            id: asked.id.clone(),
            source: asked.source.clone(),
            says: asked.claim.clone(),
            as_of: asked.as_of.clone(),
            answer: found.map(|typed| {
                let answer = claim(world, question, &typed);
                (typed, answer)
            }),
        }
    }

    /// How it stood when it could be read, and how it stands as known now.
    pub fn verdicts(&self) -> (Verdict, Verdict) {
        let none = (Verdict::NotDerivable, Verdict::NotDerivable);
        self.answer.as_ref().map_or(none, |(_, answer)| (answer.then.verdict, answer.now.verdict))
    }

    /// What is missing, in words.
    pub fn missing(&self, voice: &Voice<'_>) -> Vec<String> {
        let Some((typed, answer)) = &self.answer else { return vec![voice.t("claim-missing-typed-question")] };
        let mut missing: Vec<String> = Some(typed.missing.clone()).filter(|m| !m.is_empty()).into_iter().collect();
        let says: Vec<&Say> = answer.now.parts.iter().flat_map(|part| &part.missing).collect();
        missing.extend(says.into_iter().map(|say| voice.say(say)));
        missing.dedup();
        missing
    }

    fn evidence(&self, world: &World) -> Vec<String> {
        let facts = self.answer.iter().flat_map(|(_, answer)| answer.now.evidence());
        facts.filter_map(|no| world.register.at(no)).map(|fact| fact.id.clone()).collect()
    }
}

/// `claims --format json`.
pub fn claims_json(told: &[ClaimTold], voice: &Voice<'_>) -> Value {
    let world = voice.world();
    let view = |told: &ClaimTold| {
        let (then, now) = told.verdicts();
        json!({
            "id": told.id,
            "source": told.source,
            "claim": told.says,
            "as_of": told.as_of,
            "then": then.word(),
            "now": now.word(),
            "evidence": told.evidence(world),
            "missing": told.missing(voice),
            "parts_then": told.answer.as_ref().map(|(typed, answer)| parts(typed, &answer.then, voice)),
            "parts_now": told.answer.as_ref().map(|(typed, answer)| parts(typed, &answer.now, voice)),
        })
    };
    json!({ "law": world.book.hash, "claims": told.iter().map(view).collect::<Vec<_>>() })
}

fn parts(typed: &Claim, judged: &Judged, voice: &Voice<'_>) -> Value {
    let part = |(part, answer): (&ClaimPart, &PartAnswer)| {
        json!({
            "part": part.says,
            "known_by": judged.known_by.to_string(),
            "verdict": answer.verdict.word(),
            "counts": part.counts.word(),
            "window": part.window.to_string(),
            "comparison": part.comparison.word(),
            "claimed": part.value,
            "named": part.named,
            "counted": MeasuredView::new(&answer.measured, &voice.world().register),
            "because": answer.because.iter().map(|say| voice.say(say)).collect::<Vec<_>>(),
            "lacking": answer.lacking,
            "beyond": answer.beyond,
            "missing": answer.missing.iter().map(|say| voice.say(say)).collect::<Vec<_>>(),
        })
    };
    Value::Array(typed.parts.iter().zip(&judged.parts).map(part).collect())
}

/// The claims as a table, one row a part.
pub fn claims_table(told: &[ClaimTold], voice: &Voice<'_>) -> Table {
    let columns = [
        "id",
        "source",
        "claim",
        "as_of",
        "then",
        "now",
        "part",
        "claimed",
        "counted_then",
        "counted_now",
        "share_now",
        "because",
        "lacking",
        "beyond",
        "missing",
        "evidence",
    ];
    let mut table = Table::new(&columns);
    for claim in told {
        let (then, now) = claim.verdicts();
        let head = [&claim.id, &claim.source, &claim.says, &claim.as_of].map(String::clone);
        let head = head.into_iter().chain([then.word().to_owned(), now.word().to_owned()]).collect::<Vec<_>>();
        let parts = claim
            .answer
            .iter()
            .flat_map(|(typed, answer)| typed.parts.iter().zip(answer.then.parts.iter().zip(&answer.now.parts)));
        let mut rows: Vec<Vec<String>> = parts.map(|(part, (then, now))| cells(part, then, now, voice)).collect();
        if rows.is_empty() {
            let empty = std::iter::repeat_n(String::new(), 8);
            rows.push(empty.chain([claim.missing(voice).join("; "), String::new()]).collect());
        }
        rows.into_iter().for_each(|row| table.push(head.iter().cloned().chain(row).collect()));
    }
    table
}

fn cells(part: &ClaimPart, then: &PartAnswer, now: &PartAnswer, voice: &Voice<'_>) -> Vec<String> {
    let world = voice.world();
    let ids = now.evidence.iter().filter_map(|no| world.register.at(*no)).map(|fact| fact.id.clone());
    let says = |says: &[Say]| says.iter().map(|say| voice.say(say)).collect::<Vec<_>>().join(" ");
    vec![
        part.says.clone(),
        number(part.value),
        figure(&then.measured, voice),
        figure(&now.measured, voice),
        number(now.measured.share().map(tenth)),
        says(&now.because),
        now.lacking.join(" "),
        now.beyond.join(" "),
        says(&now.missing),
        ids.collect::<Vec<_>>().join(" "),
    ]
}
