use super::exclusions::{Element, Exclusion, exclusions};
use super::{Munition, Outcome, Weighing};
use crate::{Cite, Compared, Side, Step, Truth, Unproven};
use facts::Say;

/// Lighter than this, in kilograms: a submunition of a cluster munition, Article 2(2); a bomblet, Article 2(13).
const LIGHTER_THAN_KG: f64 = 20.0;

/// Weighs a munition by Article 2, in six steps. What is asked first decides first; an exclusion helps only where it is proven in
/// full, and what is unknown proves nothing.
pub fn weigh(munition: &Munition) -> Weighing {
    let mut ladder = Ladder { munition, steps: Vec::new(), covered: Coverage::of(munition) };
    let used = exclusions(munition, true);
    let outcome = outcome(&ladder.covered, &used);
    ladder.coverage(outcome);
    if asks_exclusions(outcome) {
        ladder.exclusions(&used, outcome);
    }
    if matches!(outcome, Outcome::ClusterMunition | Outcome::Presumed) {
        ladder.conclusion(outcome);
    }
    let unproven = unproven(munition, &ladder.covered, &used, outcome);
    let readings = readings(munition, &ladder.covered, outcome);
    let notes = notes(&ladder.covered, &used, outcome);
    Weighing { steps: ladder.steps, outcome, unproven, readings, notes }
}

/// What makes a thing covered. None of it is presumed.
struct Coverage {
    mine: Truth,
    conventional: Truth,
    light: Truth,
    bomblet: Truth,
    cluster: Truth,
}

impl Coverage {
    fn of(munition: &Munition) -> Self {
        let light = Truth::from(munition.weight.map(|kg| kg < LIGHTER_THAN_KG));
        Coverage {
            mine: munition.mine,
            conventional: munition.conventional,
            light,
            bomblet: Truth::all([munition.dispenser, light, !munition.self_propelled, munition.explosive]),
            cluster: Truth::all([munition.disperses, munition.explosive, light]),
        }
    }

    /// Whether every answer is known and none of the first three ends the test.
    fn is_established(&self) -> bool {
        (self.mine, self.conventional, self.bomblet, self.cluster) == (Truth::No, Truth::Yes, Truth::No, Truth::Yes)
    }
}

/// Where the six steps lead.
fn outcome(covered: &Coverage, exclusions: &[Exclusion]) -> Outcome {
    let proven = exclusions.iter().find(|e| e.answer == Truth::Yes);
    let first = (covered.mine, covered.conventional);
    match (first, covered.bomblet, covered.cluster, proven) {
        ((Truth::Yes, _), ..) => Outcome::Mine,
        ((_, Truth::No), ..) => Outcome::NotConventional,
        ((Truth::No, Truth::Yes), Truth::Yes, ..) => Outcome::ExplosiveBomblet,
        (_, Truth::No, Truth::No, _) => Outcome::NotOne,
        (_, Truth::No, _, Some(exclusion)) => Outcome::Excluded(exclusion.letter),
        _ if !covered.is_established() => Outcome::NotEstablished,
        _ if exclusions.iter().all(|e| e.answer == Truth::No) => Outcome::ClusterMunition,
        _ => Outcome::Presumed,
    }
}

fn asks_exclusions(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Excluded(_) | Outcome::ClusterMunition | Outcome::Presumed)
}

struct Ladder<'a> {
    munition: &'a Munition,
    steps: Vec<Step>,
    covered: Coverage,
}

impl Ladder<'_> {
    fn step(
        &mut self,
        number: &'static str,
        cites: &[&'static str],
        asked: &'static str,
        answer: Truth,
        rests_on: &[&'static str],
    ) {
        self.steps.push(Step {
            number,
            cites: cites.iter().copied().map(Cite).collect(),
            asked: Say::new(asked),
            answer,
            rests_on: self.munition.given(rests_on),
            follows: Say::new("weigh-goes-on"),
        });
    }

    fn follows(&mut self, key: &'static str) {
        if let Some(step) = self.steps.last_mut() {
            step.follows = Say::new(key);
        }
    }

    /// Steps 1 to 4, up to the one that decides.
    fn coverage(&mut self, outcome: Outcome) {
        self.step("1", &["2(12)", "1(3)"], "weigh-asks-mine", self.covered.mine, &["mine"]);
        self.after(outcome == Outcome::Mine, "weigh-then-mine");
        if outcome == Outcome::Mine {
            return;
        }
        self.step("2", &["2(2)"], "weigh-asks-conventional", self.covered.conventional, &["conventional"]);
        self.after(outcome == Outcome::NotConventional, "weigh-then-not-conventional");
        if outcome == Outcome::NotConventional {
            return;
        }
        let of_bomblet = ["dispenser-on-aircraft", "weight-kg", "self-propelled", "explosive"];
        self.step("3", &["2(13)", "2(14)"], "weigh-asks-bomblet", self.covered.bomblet, &of_bomblet);
        self.after(outcome == Outcome::ExplosiveBomblet, "weigh-then-bomblet");
        if outcome == Outcome::ExplosiveBomblet {
            return;
        }
        let of_cluster = ["disperses-submunitions", "explosive", "weight-kg"];
        self.step("4", &["2(2)", "2(3)"], "weigh-asks-cluster", self.covered.cluster, &of_cluster);
        self.after(outcome == Outcome::NotOne, "weigh-then-not-one");
    }

    /// What follows: the end, or the next step with or without something left open.
    fn after(&mut self, ends: bool, key: &'static str) {
        let open = self.steps.last().is_some_and(|step| step.answer == Truth::Unknown);
        self.follows(match (ends, open) {
            (true, _) => key,
            (false, true) => "weigh-stays-open",
            (false, false) => "weigh-goes-on",
        });
    }

    /// Step 5: each exclusion, up to one that is proven.
    fn exclusions(&mut self, exclusions: &[Exclusion], outcome: Outcome) {
        for exclusion in exclusions {
            for element in &exclusion.elements {
                self.step(element.number, &[element.cites.place()], element.asked, element.answer, element.fields);
                self.follows(if exclusion.letter == 'c' { of_all(element.answer) } else { of_one(element.answer) });
                // Under (a) and (b) one is enough.
                if exclusion.letter != 'c' && element.answer == Truth::Yes {
                    break;
                }
            }
            if outcome == Outcome::Excluded(exclusion.letter) {
                self.follows(proven(exclusion.letter));
                break;
            }
        }
        if self.munition.failure_rate.is_some() {
            self.step("5", &["2(2)(c)"], "weigh-asks-failure-rate", Truth::No, &["failure-rate-percent"]);
            self.follows("weigh-then-failure-rate");
        }
    }

    /// Step 6.
    fn conclusion(&mut self, outcome: Outcome) {
        self.step("6", &["2(2)"], "weigh-asks-not-excluded", Truth::Yes, &[]);
        self.follows(if outcome == Outcome::Presumed { "weigh-then-presumed" } else { "weigh-then-cluster" });
    }
}

/// What follows from an element of which one is enough.
fn of_one(answer: Truth) -> &'static str {
    match answer {
        Truth::Yes | Truth::No => "weigh-then-not-this",
        Truth::Unknown => "weigh-then-unproven",
    }
}

/// What follows from an element of which all are needed.
fn of_all(answer: Truth) -> &'static str {
    match answer {
        Truth::Yes => "weigh-then-has",
        Truth::No => "weigh-then-lacks",
        Truth::Unknown => "weigh-then-unproven",
    }
}

fn proven(letter: char) -> &'static str {
    match letter {
        'a' => "weigh-then-excluded-a",
        'b' => "weigh-then-excluded-b",
        _ => "weigh-then-excluded-c",
    }
}

/// What would have to be shown: facts of coverage where these are open; else every element of an exclusion still possible.
fn unproven(munition: &Munition, covered: &Coverage, exclusions: &[Exclusion], outcome: Outcome) -> Vec<Unproven> {
    match outcome {
        Outcome::NotEstablished => open_coverage(munition, covered),
        Outcome::Presumed => {
            let possible = exclusions.iter().filter(|e| e.answer == Truth::Unknown).flat_map(|e| &e.elements);
            possible.filter(|e| e.answer == Truth::Unknown).map(Element::unproven).collect()
        }
        // Nothing of this changes that it is no cluster munition; it may still be a mine.
        Outcome::NotOne | Outcome::Excluded(_) if covered.mine == Truth::Unknown => {
            vec![Unproven { cites: Cite("2(12)"), says: Say::new("weigh-asks-mine"), field: "mine" }]
        }
        _ => Vec::new(),
    }
}

fn open_coverage(munition: &Munition, covered: &Coverage) -> Vec<Unproven> {
    let (bomblet, cluster) = (covered.bomblet == Truth::Unknown, covered.cluster == Truth::Unknown);
    let facts = [
        (true, covered.mine, "2(12)", "weigh-asks-mine", "mine"),
        (true, covered.conventional, "2(2)", "weigh-asks-conventional", "conventional"),
        (bomblet, munition.dispenser, "2(14)", "weigh-asks-dispenser", "dispenser-on-aircraft"),
        (bomblet, munition.self_propelled, "2(13)", "weigh-asks-self-propelled", "self-propelled"),
        (cluster, munition.disperses, "2(2)", "weigh-asks-disperses", "disperses-submunitions"),
        (bomblet || cluster, munition.explosive, "2(3)", "weigh-asks-explosive", "explosive"),
        (bomblet || cluster, covered.light, "2(2)", "weigh-asks-lighter", "weight-kg"),
    ];
    let open = facts.into_iter().filter(|(matters, answer, ..)| *matters && *answer == Truth::Unknown);
    open.map(|(_, _, place, key, field)| Unproven { cites: Cite(place), says: Say::new(key), field }).collect()
}

/// What a reader should know beside the conclusion.
fn notes(covered: &Coverage, exclusions: &[Exclusion], outcome: Outcome) -> Vec<Say> {
    let mut keys: Vec<&'static str> = match outcome {
        Outcome::Mine => vec!["weigh-note-mine"],
        Outcome::ClusterMunition => vec!["weigh-note-loose"],
        Outcome::Presumed => vec!["weigh-note-burden", "weigh-note-loose"],
        Outcome::NotEstablished => vec!["weigh-note-precaution"],
        Outcome::Excluded('c') => vec!["weigh-note-all-five"],
        _ => Vec::new(),
    };
    let either = (covered.mine, covered.conventional, covered.cluster) == (Truth::No, Truth::Yes, Truth::Yes);
    if outcome == Outcome::NotEstablished && either && exclusions.iter().all(|e| e.answer != Truth::Yes) {
        keys.push("weigh-note-either-way");
    }
    keys.into_iter().map(Say::new).collect()
}

/// The open questions that matter: AMB-13 where it would change the outcome, AMB-11 for bomblets.
fn readings(munition: &Munition, covered: &Coverage, found: Outcome) -> Vec<Compared> {
    let mut readings = Vec::new();
    let without_purpose = outcome(covered, &exclusions(munition, false));
    if without_purpose != found {
        let sides = [
            Side { says: Say::new("weigh-amb-13-a"), outcome: Some(found.word()), used: true },
            Side { says: Say::new("weigh-amb-13-b"), outcome: Some(without_purpose.word()), used: false },
        ];
        readings.push(Compared { id: "AMB-13", cites: vec![Cite("2(2)(c)")], sides });
    }
    if found == Outcome::ExplosiveBomblet {
        let side = |key, used| Side { says: Say::new(key), outcome: None, used };
        let sides = [side("weigh-amb-11-a", true), side("weigh-amb-11-b", false)];
        readings.push(Compared { id: "AMB-11", cites: vec![Cite("1(2)"), Cite("3(1)"), Cite("7(1)(b)")], sides });
    }
    readings
}
