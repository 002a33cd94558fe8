//! Articles 1 and 21: cases as sentences with data. A case is an actor's standing, the partners' standings, and what the form says.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use weigh::Sheet;
use weigh::operation::Standing::{Consented, Former, Neither, Party, Provisional, Signatory, Unknown};
use weigh::operation::{Act, FIELDS, NationalLaw, Operation, Position, Seat, Standing, Topic, Weighing, weigh};

fn seat(code: &str, standing: Standing) -> Seat {
    Seat { state: code.parse().unwrap(), standing }
}

fn operation(actor: Standing, partners: &[Standing], act: &str, said: &[(&str, &str)]) -> Operation {
    let given = [("acts", act)].iter().chain(said).map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect::<BTreeMap<_, _>>();
    Operation {
        sheet: Sheet::from_form(&given, FIELDS).unwrap(),
        actor: Some(seat("AAA", actor)),
        partners: ["BBB", "CCC"].iter().zip(partners).map(|(code, standing)| seat(code, *standing)).collect(),
        positions: Vec::new(),
        laws: Vec::new(),
    }
}

#[track_caller]
fn leads(actor: Standing, partner: Standing, act: &str, said: &[(&str, &str)], outcome: &str) -> Weighing {
    let weighed = weigh(&operation(actor, &[partner], act, said));
    assert_eq!(weighed.len(), 1, "{act}");
    assert_eq!(weighed[0].outcome.word(), outcome, "{actor:?} {act} with {partner:?} {said:?}");
    weighed[0].clone()
}

#[test]
fn what_a_party_does_itself_is_prohibited_whoever_the_partner_is() {
    for act in ["use", "develop", "produce", "stockpile"] {
        for partner in [Party, Neither, Unknown] {
            let weighed = leads(Party, partner, act, &[], "prohibited");
            assert_eq!((weighed.partner, weighed.steps.len()), (None, 2));
        }
    }
    leads(Provisional, Neither, "use", &[], "prohibited");
}

#[test]
fn keeping_acquiring_and_moving_are_permitted_for_the_purposes_of_article_3_only() {
    let training = [("purpose", "detection-clearance-or-destruction-training")];
    let other = [("purpose", "other")];
    for act in ["acquire", "retain"] {
        let weighed = leads(Party, Neither, act, &training, "permitted-with-duties");
        assert_eq!(weighed.duties.iter().map(|d| d.cites.place()).collect::<Vec<_>>(), ["3(6)", "3(8)"]);
        leads(Party, Neither, act, &other, "prohibited");
        assert_eq!(leads(Party, Neither, act, &[], "not-established").unproven[0].field, "purpose");
    }
    leads(Party, Neither, "retain", &[("purpose", "destruction")], "prohibited");
    leads(Party, Party, "transfer", &training, "permitted-with-duties");
    leads(Party, Party, "transfer", &[("purpose", "destruction")], "permitted-with-duties");
    leads(Party, Neither, "transfer", &[("purpose", "destruction")], "prohibited");
    leads(Party, Unknown, "transfer", &[("purpose", "destruction")], "not-established");
    leads(Party, Party, "transfer", &other, "prohibited");
}

#[test]
fn an_express_request_is_prohibited_where_the_choice_is_the_actors_alone() {
    let weighed = leads(Party, Neither, "request-use", &[("choice-exclusive", "yes")], "prohibited");
    assert_eq!(weighed.steps.last().unwrap().cites[0].place(), "21(4)(d)");
    leads(Party, Neither, "request-use", &[("choice-exclusive", "no")], "contested");
    leads(Party, Party, "request-use", &[("choice-exclusive", "no")], "prohibited");
    let open = leads(Party, Neither, "request-use", &[], "not-established");
    assert_eq!(open.unproven.iter().map(|u| u.field).collect::<Vec<_>>(), ["choice-exclusive"]);
}

#[test]
fn taking_part_with_a_state_that_is_not_a_party_is_permitted_and_brings_duties() {
    for partner in [Neither, Signatory, Consented, Former] {
        let weighed = leads(Party, partner, "participate", &[("notified", "note verbale")], "permitted-with-duties");
        let duties: Vec<_> = weighed.duties.iter().map(|d| (d.cites.place(), d.field.unwrap(), d.evidence.is_some())).collect();
        let owed = [
            ("21(1)", "encouraged", false),
            ("21(2)", "notified", true),
            ("21(2)", "promoted", false),
            ("21(2)", "discouraged", false),
        ];
        assert_eq!(duties, owed);
    }
    leads(Party, Party, "participate", &[], "no-finding");
    assert_eq!(leads(Party, Unknown, "participate", &[], "not-established").unproven[0].field, "partners");
}

#[test]
fn help_with_something_prohibited_is_contested_with_a_non_party_and_prohibited_with_a_party() {
    for act in ["plan-use", "agree-rules-of-engagement", "accept-orders", "judge-military-benefit", "train-others"] {
        let weighed = leads(Party, Neither, act, &[], "contested");
        let sides = &weighed.readings[0].sides;
        assert_eq!(
            (weighed.readings[0].id, sides[0].outcome, sides[1].outcome),
            ("AMB-01", Some("prohibited"), Some("permitted-with-duties"))
        );
        leads(Party, Party, act, &[], "prohibited");
        leads(Party, Unknown, act, &[], "not-established");
    }
    for act in ["refuel-or-escort", "assist-otherwise"] {
        leads(Party, Neither, act, &[("serves-prohibited-act", "yes")], "contested");
        leads(Party, Neither, act, &[("serves-prohibited-act", "no")], "no-finding");
        assert_eq!(leads(Party, Neither, act, &[], "not-established").unproven[0].field, "serves-prohibited-act");
    }
}

#[test]
fn passage_and_foreign_stocks_are_contested_by_their_own_readings() {
    for (act, ids) in [
        ("allow-transit", vec!["AMB-02"]),
        ("host-foreign-stocks", vec!["AMB-06"]),
        ("transport-for-others", vec!["AMB-02", "AMB-01"]),
        ("store-for-others", vec!["AMB-06", "AMB-01"]),
    ] {
        let weighed = leads(Party, Neither, act, &[], "contested");
        assert_eq!(weighed.readings.iter().map(|r| r.id).collect::<Vec<_>>(), ids);
        leads(Party, Party, act, &[("purpose", "destruction")], "no-finding");
        leads(Party, Party, act, &[("purpose", "other")], "prohibited");
        assert_eq!(leads(Party, Party, act, &[], "not-established").unproven[0].field, "purpose");
    }
}

#[test]
fn who_is_not_bound_is_outside_whatever_the_act() {
    for act in Act::WORDS {
        for (standing, note) in [
            (Signatory, Some("weigh-note-signatory")),
            (Consented, Some("weigh-note-consented")),
            (Neither, None),
            (Former, None),
        ] {
            let weighed = leads(standing, Neither, act, &[], "outside");
            assert_eq!((weighed.steps.len(), weighed.notes.first().map(|n| n.key)), (1, note), "{act}");
        }
        assert_eq!(leads(Unknown, Neither, act, &[], "not-established").unproven[0].field, "actor");
    }
}

#[test]
fn provisional_application_reaches_article_1_alone_and_the_other_reading_is_shown() {
    for (act, narrow, wide) in [("participate", "no-finding", "permitted-with-duties"), ("plan-use", "prohibited", "contested")] {
        let weighed = leads(Provisional, Neither, act, &[], narrow);
        let sides = &weighed.readings[0].sides;
        assert_eq!((weighed.readings[0].id, sides[0].outcome, sides[1].outcome), ("AMB-26", Some(narrow), Some(wide)));
    }
    // The same question about the partner: is it a State not party?
    for (act, narrow, wide) in [("participate", "permitted-with-duties", "no-finding"), ("plan-use", "contested", "prohibited")] {
        let weighed = leads(Party, Provisional, act, &[], narrow);
        let sides = &weighed.readings.last().unwrap().sides;
        assert_eq!((sides[0].outcome, sides[1].outcome), (Some(narrow), Some(wide)));
    }
    assert!(leads(Provisional, Neither, "use", &[], "prohibited").readings.is_empty());
}

#[test]
fn what_the_actor_declared_stands_beside_a_contested_act_and_changes_nothing() {
    let position = |topic, stance: &str| Position { topic, stance: stance.to_owned(), fact: format!("aaa-{stance}") };
    let mut case = operation(Party, &[Neither], "plan-use,allow-transit,use", &[]);
    case.positions = vec![
        position(Topic::Assistance, "view-prohibited"),
        position(Topic::Transit, "view-permitted"),
        position(Topic::General, "view-unclear"),
        position(Topic::Retention, "view-none"),
    ];
    case.laws = vec![NationalLaw { kind: "law-enacted".to_owned(), fact: "aaa-law".to_owned() }];
    let told: Vec<_> = weigh(&case).iter().map(|w| (w.act.word(), w.outcome.word(), w.positions.len(), w.laws.len())).collect();
    assert_eq!(told, [("use", "prohibited", 0, 0), ("plan-use", "contested", 2, 1), ("allow-transit", "contested", 2, 1)]);
}

#[test]
fn each_partner_is_weighed_for_itself_and_no_partner_is_an_open_question() {
    let case = operation(Party, &[Party, Neither], "participate", &[]);
    assert_eq!(weigh(&case).iter().map(|w| w.outcome.word()).collect::<Vec<_>>(), ["no-finding", "permitted-with-duties"]);
    assert_eq!(weigh(&operation(Party, &[], "participate", &[]))[0].outcome.word(), "not-established");
    assert_eq!(weigh(&operation(Party, &[], "use", &[]))[0].outcome.word(), "prohibited");
    assert_eq!(weigh(&operation(Party, &[], "other-act", &[]))[0].outcome.word(), "no-finding");
    assert!(weigh(&operation(Party, &[Neither], "", &[])).is_empty());
}

#[test]
fn where_nothing_is_established_the_case_is_told_what_to_say_and_elsewhere_nothing_is_asked() {
    let circumstances: [&[(&str, &str)]; 4] = [
        &[],
        &[("choice-exclusive", "no")],
        &[("serves-prohibited-act", "yes"), ("purpose", "other")],
        &[("choice-exclusive", "yes"), ("serves-prohibited-act", "no"), ("purpose", "destruction")],
    ];
    let standings = [Party, Provisional, Consented, Signatory, Neither, Former, Unknown];
    for (act, said) in Act::WORDS.iter().flat_map(|act| circumstances.iter().map(move |said| (act, said))) {
        for (actor, partner) in standings.iter().flat_map(|a| standings.iter().map(move |p| (*a, *p))) {
            let weighed = &weigh(&operation(actor, &[partner], act, said))[0];
            let open: Vec<&str> = weighed.unproven.iter().map(|u| u.field).collect();
            assert_eq!(
                weighed.outcome.word() == "not-established",
                !open.is_empty(),
                "{actor:?} {act} {partner:?} {said:?}: {open:?}"
            );
            assert!(said.iter().all(|(key, _)| !open.contains(key)), "{act} asks for what was said: {open:?}");
            assert_eq!(weighed.outcome.word() == "contested", weighed.readings.iter().any(|r| r.id != "AMB-26"), "{act}");
            assert_eq!(weighed.outcome.word() == "permitted-with-duties", !weighed.duties.is_empty(), "{act}");
            assert!((1..=7).contains(&weighed.steps.len()));
        }
    }
}
