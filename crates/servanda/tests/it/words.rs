//! Every sentence is in `locales/en`: no name of a sentence is used that is not there, and every kind of fact has its words.

use crate::evidence::world;
use crate::support::{files, root};
use std::collections::BTreeSet;

fn keys() -> BTreeSet<String> {
    let all = files(&root().join("locales/en"));
    let lines = all.iter().flat_map(|p| std::fs::read_to_string(p).unwrap().lines().map(str::to_owned).collect::<Vec<_>>());
    lines.filter_map(|l| l.split_once(" =").map(|(key, _)| key.to_owned())).filter(|k| !k.starts_with([' ', '#', '['])).collect()
}

#[test]
fn every_kind_of_fact_has_its_words() {
    let keys = keys();
    let missing: Vec<String> =
        world().book.vocabulary.kinds().map(|(_, r)| format!("kind-{}", r.name)).filter(|k| !keys.contains(k)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_rule_with_findings_has_its_short_name() {
    let keys = keys();
    let rules = world().book.rules().filter(|r| r.gives_findings()).map(|r| format!("duty-{}", r.id.0.replace('.', "-")));
    let missing: Vec<String> = rules.filter(|k| !keys.contains(k)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_sentence_named_by_the_rooms_that_compute_is_there() {
    let keys = keys();
    let special = ["duty", "state", "day-of-year"];
    for room in ["rules", "findings", "weigh"] {
        for path in files(&root().join("crates").join(room).join("src")) {
            let text = std::fs::read_to_string(&path).unwrap();
            for named in text.split("Say::new(\"").skip(1).filter_map(|t| t.split('"').next()) {
                assert!(
                    special.contains(&named) || keys.contains(named),
                    "{} says {named}, which locales/en does not",
                    path.display()
                );
            }
        }
    }
}

/// The two tests name most of their sentences through tables; every such name is looked for too, and each field, act, outcome and
/// option has its words.
#[test]
fn every_sentence_of_the_two_tests_is_there() {
    let keys = keys();
    let mut named: BTreeSet<String> = BTreeSet::new();
    for path in files(&root().join("crates/weigh/src")) {
        let text = std::fs::read_to_string(&path).unwrap();
        named.extend(text.split("\"weigh-").skip(1).filter_map(|t| t.split('"').next()).map(|t| format!("weigh-{t}")));
    }
    assert!(named.len() > 80, "{}", named.len());
    for field in weigh::munition::FIELDS.iter().chain(weigh::operation::FIELDS) {
        named.insert(format!("weigh-group-{}", field.group));
        named.insert(format!("weigh-field-{}", field.key));
        match field.form {
            weigh::Form::Word(words) => named.extend(words.iter().map(|w| format!("weigh-option-{w}"))),
            weigh::Form::Words(words, _) => named.extend(words.iter().map(|w| format!("weigh-act-{w}"))),
            weigh::Form::Day => continue,
            _ => {}
        }
        if field.key != "acts" {
            named.insert(format!("weigh-hint-{}", field.key));
        }
    }
    let outcomes = weigh::munition::Outcome::WORDS.iter().chain(&weigh::operation::Outcome::WORDS);
    named.extend(outcomes.flat_map(|w| [format!("weigh-outcome-{w}"), format!("weigh-told-{w}")]));
    let missing: Vec<&String> = named.iter().filter(|k| !keys.contains(*k)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
