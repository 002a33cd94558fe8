//! Claims on the invented world: each verdict follows from the facts, and changes with them.

use crate::world::world;
use facts::exact_day;
use findings::{ClaimAnswer, Question, Verdict, World, claim};
use rules::{Claim, matching, read_asked};

const HEADER: &str = "id,source,says,as_of,known,part,treaty,counts,with,window,comparison,value,named,missing\n";

fn read(rows: &str, world: &World) -> Vec<Claim> {
    Claim::read_all("claims.csv", &format!("{HEADER}{rows}"), &world.book).unwrap_or_else(|problems| panic!("{}", problems[0]))
}

fn answer(facts: &str, row: &str) -> ClaimAnswer {
    let world = world(facts);
    let known_by = exact_day("2026-11-22").unwrap();
    let question = Question { treaty: "ccm".parse().unwrap(), true_on: known_by, known_by, entries: None };
    claim(&world, &question, &read(row, &world)[0])
}

#[track_caller]
fn stands(facts: &str, row: &str, then: Verdict, now: Verdict) {
    let found = answer(facts, row);
    assert_eq!((found.then.verdict, found.now.verdict), (then, now), "{found:#?}");
}

const TWO_PARTIES: &str = "
    AAA consent 2010-01-15
    BBB consent 2012-01-15
    CCC signature 2008-12-03";

fn parties(value: &str) -> String {
    format!("C1,A paper,{value} States Parties,2020-04,2020-04,,ccm,parties,who=parties,2010/2020-04,equal,{value},,")
}

#[test]
fn the_same_number_is_reproduced_another_is_contradicted() {
    use Verdict::{Contradicted, Reproduced};
    stands(TWO_PARTIES, &parties("2"), Reproduced, Reproduced);
    stands(TWO_PARTIES, &parties("3"), Contradicted, Contradicted);
    let one_more = format!("{TWO_PARTIES}\nDDD consent 2020-04-30");
    stands(&one_more, &parties("3"), Reproduced, Reproduced);
    stands(&one_more, &parties("2"), Contradicted, Contradicted);
    let a_day_later = format!("{TWO_PARTIES}\nDDD consent 2020-05-01");
    stands(&a_day_later, &parties("2"), Reproduced, Reproduced);
}

#[test]
fn of_parts_that_stand_otherwise_the_claim_is_nuanced() {
    let row = "C1,A paper,Two parties and three signatories,2020,2020,parties,ccm,parties,who=parties,2010/2020,equal,2,,\n\
               C1,A paper,,2020,2020,signatories,ccm,parties,who=signatories,2010/2020,equal,3,,";
    stands(TWO_PARTIES, row, Verdict::Nuanced, Verdict::Nuanced);
}

const LAWS: &str = "
    AAA consent 2010-01-15
    BBB consent 2010-01-15
    CCC consent 2010-01-15
    AAA law-enacted 2014-01-01
    BBB law-enacted 2015-01-01 source=A_paper";

fn laws(value: &str) -> String {
    format!(
        "C1,A paper,{value} laws,2020,2020,,ccm,held,kinds=law-enacted; ended-by=law-absent; among=parties,2010/2020,equal,{value},,"
    )
}

#[test]
fn what_depends_on_what_is_not_known_is_nuanced_or_not_derivable() {
    use Verdict::{Contradicted, NotDerivable, Nuanced, Reproduced};
    stands(LAWS, &laws("2"), Nuanced, Nuanced);
    stands(LAWS, &laws("3"), Nuanced, Nuanced);
    stands(LAWS, &laws("1"), Contradicted, Contradicted);
    stands(LAWS, &laws("4"), Contradicted, Contradicted);
    let no_law = format!("{LAWS}\nCCC law-absent 2019-01-01");
    stands(&no_law, &laws("2"), Reproduced, Reproduced);
    stands(&no_law, &laws("3"), Contradicted, Contradicted);
    // What was said only in 2021 could not be known in 2020.
    let later = "AAA consent 2010-01-15\nAAA law-enacted 2014-01-01 published=2021-01-01";
    stands(later, &laws("1"), NotDerivable, Reproduced);
}

#[test]
fn what_only_the_claims_own_document_says_is_nuanced() {
    let own = "AAA consent 2010-01-15\nAAA law-enacted 2014-01-01 source=A_paper";
    stands(own, &laws("1"), Verdict::Nuanced, Verdict::Nuanced);
    let also_another = format!("{own}\nAAA law-enacted 2014-01-01 source=A_law_gazette published=2014-02-01");
    stands(&also_another, &laws("1"), Verdict::Reproduced, Verdict::Reproduced);
}

#[test]
fn a_list_is_told_by_who_is_missing_and_who_is_too_many() {
    let row = |named: &str| {
        format!(
            "C1,A paper,laws,2020,2020,,ccm,held,kinds=law-enacted; ended-by=law-absent; among=parties,2010/2020,list-equal,,{named},"
        )
    };
    let no_law = format!("{LAWS}\nCCC law-absent 2019-01-01");
    stands(&no_law, &row("AAA|BBB"), Verdict::Reproduced, Verdict::Reproduced);
    stands(&no_law, &row("CCC"), Verdict::Contradicted, Verdict::Contradicted);
    let in_part = answer(&no_law, &row("AAA|CCC"));
    assert_eq!(in_part.now.verdict, Verdict::Nuanced);
    assert_eq!(
        (in_part.now.parts[0].lacking.join(" "), in_part.now.parts[0].beyond.join(" ")),
        ("CCC".to_owned(), "BBB".to_owned())
    );
    let nothing = "AAA consent 2010-01-15";
    stands(nothing, &row("AAA"), Verdict::NotDerivable, Verdict::NotDerivable);
}

#[test]
fn a_goal_that_was_not_reached_contradicts_nobody() {
    let goal = |value: &str| format!("C1,A paper,a goal,2020,2020,,ccm,parties,who=parties,2010/2020,goal,{value},,");
    stands(TWO_PARTIES, &goal("130"), Verdict::Nuanced, Verdict::Nuanced);
    stands(TWO_PARTIES, &goal("2"), Verdict::Reproduced, Verdict::Reproduced);
}

#[test]
fn nothing_is_on_record_is_not_derivable_and_says_what_is_missing() {
    let casualties = "C1,A paper,over 80,2018,2020,,ccm,happened,kinds=casualties; about=cluster-munition; unit=casualties; states=AAA,2009/2018,more-than,80 percent,,";
    let none = answer(TWO_PARTIES, casualties);
    assert_eq!(none.now.verdict, Verdict::NotDerivable);
    assert_eq!(none.now.parts[0].missing[0].key, "claim-missing-facts");
    let some = format!(
        "{TWO_PARTIES}\nAAA casualties - period=2009/2018 about=cluster-munition amounts=81_casualties published=2019-08-01
        - casualties - period=2009/2018 about=cluster-munition amounts=100_casualties published=2019-08-01"
    );
    stands(&some, casualties, Verdict::Reproduced, Verdict::Reproduced);
}

#[test]
fn a_claim_without_a_question_says_what_would_be_needed() {
    stands(
        TWO_PARTIES,
        "C1,A paper,the 7th time in history,2008,2008,,,,,,,,,a list of such times",
        Verdict::NotDerivable,
        Verdict::NotDerivable,
    );
}

#[test]
fn a_row_that_is_not_in_order_is_named_with_what_is_allowed() {
    let world = world(TWO_PARTIES);
    let problems = |row: &str| {
        let found = Claim::read_all("claims.csv", &format!("{HEADER}{row}\n"), &world.book).unwrap_err();
        found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    for (row, says) in [
        ("C1,A paper,x,2020,2020,,ccm,standing,rule=ccm.3.9; standings=met,2020,equal,2,,", "`rule` = \"ccm.3.9\" leads nowhere"),
        ("C1,A paper,x,2020,2020,,ccm,standing,rule=ccm.3.2; standings=guilty,2020,equal,2,,", "which is not a word of it"),
        ("C1,A paper,x,2020,2020,,ccm,held,kinds=law-enactd,2020,equal,2,,", "did you mean \"law-enacted\"?"),
        ("C1,A paper,x,2020,2020,,ccm,heldd,kinds=law-enacted,2020,equal,2,,", "did you mean \"held\"?"),
        ("C1,A paper,x,2020,2020,,ccm,parties,who=parties,2020,same,2,,", "\"same\" is not a comparison"),
        ("C1,A paper,x,2020,2020,,ccm,parties,who=parties,2020,equal,two,,", "`value` = \"two\" is not a number"),
        (
            "C1,A paper,x,2020,2020,,ccm,planned,in=ccm.plan.lausane; what=from,2020,day,2020,,",
            "did you mean \"ccm.plan.lausanne\"?",
        ),
        ("C1,A paper,x,2020,2020,,,,,,,,,", "nothing is counted"),
        ("C1,A paper,x,2020-02-30,2020-02-30,,ccm,parties,who=parties,2020,equal,2,,", "2020-02 had 29 days"),
    ] {
        let said = problems(row);
        assert!(said.starts_with("claims.csv:2: ") && said.contains(says), "{said}\ndoes not say {says}");
    }
}

#[test]
fn a_readers_own_claim_is_asked_by_its_words_with_its_own_number_and_day() {
    let world = world(TWO_PARTIES);
    let typed = read(
        "C01,A paper,2 States Parties as of April 2020,2020-04,2020-04,,ccm,parties,who=parties,2010/2020-04,equal,2,,",
        &world,
    );
    let asked = |rows: &str| read_asked("mine.csv", &format!("as_of,claim,id,source,mine\n{rows}")).unwrap();
    let matched = |row: &str| matching(&typed, &asked(row)[0]);
    assert_eq!(matched("2020-04,2 States Parties as of April 2020,C01,x,y").unwrap().parts[0].value, Some(2.0));
    assert_eq!(matched("2020-04,3 States Parties as of April 2020,C01,x,y").unwrap().parts[0].value, Some(3.0));
    assert_eq!(matched("2020-04,2 States Parties as of April 2020,Z9,x,y").unwrap().id, "Z9");
    assert_eq!(matched("2011,2 States Parties as of April 2020,C01,x,y").unwrap().parts[0].window.last.to_string(), "2011-12-31");
    assert!(matched("2020-04,sixteen States outside still produce,C01,x,y").is_none());
    assert!(matched("2020-04,2 States Parties as of April 1999,C01,x,y").is_none());
    assert!(read_asked("mine.csv", "id,text\n").unwrap_err()[0].to_string().contains("the columns `id` and `claim` are needed"));
}
