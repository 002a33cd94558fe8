//! Published claims on the shipped register: all are answered, and the answers follow from the register.

use crate::register::copy;
use crate::support::{folder, json, outside, servanda_in};
use serde_json::Value;

fn claim<'a>(answer: &'a Value, id: &str) -> &'a Value {
    answer["claims"].as_array().unwrap().iter().find(|c| c["id"] == id).unwrap_or_else(|| panic!("{id} is not answered"))
}

/// The claims, as a program that was started there answers them.
fn claims_in(place: &std::path::Path, arguments: &[&str]) -> Value {
    let output = servanda_in(place, &[&["claims", "--format", "json"], arguments].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn every_claim_is_answered_then_and_now_with_evidence_or_what_is_missing() {
    let answer = json(&["claims"]);
    let claims = answer["claims"].as_array().unwrap();
    assert_eq!(claims.len(), 35);
    for claim in claims {
        let word = |key: &str| claim[key].as_str().unwrap().to_owned();
        for verdict in [word("then"), word("now")] {
            assert!(["reproduced", "nuanced", "contradicted", "not-derivable"].contains(&verdict.as_str()), "{claim}");
        }
        let told = |key: &str| !claim[key].as_array().unwrap().is_empty();
        assert!(word("now") != "not-derivable" || told("missing"), "{claim}");
        // A plan is no fact: what rests on a plan alone rests on the book.
        let planned = claim["parts_now"].as_array().is_some_and(|p| p.iter().any(|part| part["counts"] == "planned"));
        assert!(word("now") != "reproduced" && word("now") != "contradicted" || told("evidence") || planned, "{claim}");
    }
}

#[test]
fn what_the_register_holds_decides() {
    let answer = json(&["claims"]);
    let stands = |id: &str| {
        let claim = claim(&answer, id);
        (claim["then"].as_str().unwrap().to_owned(), claim["now"].as_str().unwrap().to_owned())
    };
    let both = |word: &str| (word.to_owned(), word.to_owned());
    assert_eq!(stands("C01"), both("reproduced"), "108 States Parties in April 2020");
    assert_eq!(stands("C30"), both("reproduced"), "119 joined, 100 parties, 19 signatories");
    assert_eq!(stands("C14"), both("contradicted"), "the days of Chile and Lebanon lie in 2021");
    assert_eq!(stands("C35"), both("not-derivable"), "nothing counts classes of weapon");
    let since = &claim(&answer, "C03")["parts_now"][1];
    assert_eq!((&since["lacking"], &since["beyond"]), (&serde_json::json!([]), &serde_json::json!(["MUS", "SOM"])));
    let chile = claim(&answer, "C14");
    assert!(
        chile["evidence"]
            .as_array()
            .unwrap()
            .iter()
            .all(|id| id.as_str().unwrap().starts_with("chl-") || id.as_str().unwrap().starts_with("lbn-")),
        "{chile}"
    );
}

#[test]
fn another_register_gives_another_verdict() {
    let without = |text: String| {
        let left = |line: &&str| {
            !["ccm,PER,consent", "ccm,CHL,consent", "ccm,NLD,consent", "ccm,NOR,consent", "ccm,ESP,consent", "ccm,AUT,consent"]
                .iter()
                .any(|start| line.starts_with(start))
        };
        text.lines().filter(left).map(|line| format!("{line}\n")).collect::<String>()
    };
    let changed = copy(|name, text| Some(if name == "participation.csv" { without(text) } else { text }));
    let place = folder("mutated");
    let load = servanda_in(&place, &["register", "load", "--from", changed.to_str().unwrap()]);
    assert!(load.status.success(), "{}", String::from_utf8_lossy(&load.stderr));
    let answer = claims_in(&place, &[]);
    let parties = claim(&answer, "C01");
    assert_eq!((&parties["then"], &parties["now"]), (&"contradicted".into(), &"contradicted".into()), "{parties}");
    assert_eq!(parties["parts_now"][0]["counted"]["number"], 102.0);
}

#[test]
fn a_readers_own_file_is_answered_row_by_row() {
    let place = folder("own");
    let text = "id,source,claim,as_of,mine\n\
                C01,a paper,108 States Parties as of April 2020,2020-04,x\n\
                X1,a paper,130 States Parties as of April 2020,2020-04,x\n\
                X2,a paper,the weapon was banned on a Tuesday,2008,x\n";
    std::fs::write(place.join("mine.csv"), text).unwrap();
    let answer = claims_in(&place, &["mine.csv"]);
    let now = |id: &str| claim(&answer, id)["now"].as_str().unwrap().to_owned();
    assert_eq!((now("C01"), now("X1"), now("X2")), ("reproduced".into(), "contradicted".into(), "not-derivable".into()));
    assert_eq!(claim(&answer, "X2")["missing"], serde_json::json!(["a typed question"]));
    let broken = place.join("broken.csv");
    std::fs::write(&broken, "name,text\na,b\n").unwrap();
    let output = servanda_in(&place, &["claims", "broken.csv"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("the columns `id` and `claim` are needed"));
}

#[test]
fn the_claims_collected_outside_all_have_a_typed_question() {
    let Some(text) = outside("data/claims.csv") else { return };
    let place = folder("outside");
    std::fs::write(place.join("claims.csv"), text).unwrap();
    let (own, theirs) = (json(&["claims"]), claims_in(&place, &["claims.csv"]));
    for claim_of in theirs["claims"].as_array().unwrap() {
        let id = claim_of["id"].as_str().unwrap();
        assert!(!claim_of["missing"].to_string().contains("typed question"), "{id} has no typed question");
        let shipped = claim(&own, id);
        assert_eq!((&claim_of["then"], &claim_of["now"]), (&shipped["then"], &shipped["now"]), "{id}");
    }
}
