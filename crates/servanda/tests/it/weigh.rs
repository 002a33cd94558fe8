//! The two tests, from outside: the examples of the documentation, the contract of the data, refusals, the pages and their addresses.

use crate::commands::bad;
use crate::site::site;
use crate::support::{files, folder, json, printed, root};
use serde_json::Value;

fn example(name: &str) -> String {
    root().join("crates/weigh/examples").join(name).display().to_string()
}

fn outcomes(answer: &Value) -> Vec<&str> {
    answer["acts"].as_array().unwrap().iter().map(|a| a["outcome"].as_str().unwrap()).collect()
}

#[track_caller]
fn keys(value: &Value, expected: &[&str]) {
    assert_eq!(value.as_object().unwrap().keys().collect::<Vec<_>>(), expected);
}

#[test]
fn the_examples_of_the_documentation_are_the_files_and_come_out_as_it_says() {
    let text = std::fs::read_to_string(root().join("docs/weigh.md")).unwrap();
    let blocks: Vec<&str> = text.split("```toml\n# file: ").skip(1).map(|t| t.split("```").next().unwrap()).collect();
    assert_eq!(blocks.len(), 2);
    for block in blocks {
        let (name, told) = block.split_once('\n').unwrap();
        assert_eq!(told, std::fs::read_to_string(example(name)).unwrap(), "{name}");
    }
    assert_eq!(json(&["weigh", "munition", &example("sensor-shell.toml")])["outcome"], "cluster-munition-presumed");
    assert_eq!(json(&["weigh", "munition", &example("rocket-dpicm.toml")])["outcome"], "cluster-munition");
    let operation = json(&["weigh", "operation", &example("joint-operation.toml")]);
    assert_eq!(outcomes(&operation), ["permitted-with-duties", "contested", "no-finding"]);
    for field in weigh::munition::FIELDS.iter().chain(weigh::operation::FIELDS) {
        assert!(text.contains(&format!("`{}`", field.key)), "docs/weigh.md does not tell {}", field.key);
    }
    let words =
        weigh::munition::Outcome::WORDS.iter().chain(&weigh::operation::Outcome::WORDS).chain(weigh::operation::Act::WORDS);
    words.for_each(|word| assert!(text.contains(&format!("`{word}`")), "docs/weigh.md does not tell {word}"));
}

#[test]
fn a_weighed_munition_holds_to_its_contract() {
    let answer = json(&["weigh", "munition", &example("sensor-shell.toml")]);
    keys(&answer, &["name", "notes", "outcome", "readings", "said", "says", "steps", "test", "treaty", "unproven"]);
    keys(&answer["steps"][0], &["answer", "asked", "cites", "follows", "rests_on", "step"]);
    assert_eq!(answer["unproven"][0]["cites"], "2(2)(c)(v)");
    assert_eq!(answer["unproven"][0]["field"], "self-deactivation");
    let csv = printed(&["weigh", "munition", &example("sensor-shell.toml"), "--format", "csv"]);
    assert!(csv.starts_with("part,step,cites,says,answer,rests_on,follows\nstep,1,2(12) 1(3),"), "{csv}");
    assert!(csv.lines().last().unwrap().contains("cluster-munition-presumed"), "{csv}");
}

#[test]
fn a_weighed_operation_holds_to_its_contract_and_looks_up_who_is_what_on_the_day() {
    let file = example("joint-operation.toml");
    let answer = json(&["weigh", "operation", &file]);
    keys(&answer, &["actor", "acts", "known_by", "name", "partners", "said", "test", "treaty", "true_on"]);
    assert_eq!((&answer["true_on"], &answer["actor"]["standing"]), (&"2014-10-01".into(), &"party".into()));
    assert_eq!(answer["acts"][1]["readings"][0]["id"], "AMB-01");
    assert_eq!(answer["acts"][0]["duties"][1]["evidence"], "letter to the partner's ministry of defence");

    // Peru: signed on 3 December 2008, consented on 26 September 2012, in force on 1 March 2013.
    let place = folder("weigh");
    let at = |day: &str| {
        let text = std::fs::read_to_string(&file).unwrap().replace("2014-10-01", day);
        let path = place.join("case.toml");
        std::fs::write(&path, text).unwrap();
        json(&["weigh", "operation", &path.display().to_string()])
    };
    for (day, standing, outcome) in [
        ("2008-12-02", "neither", "outside"),
        ("2008-12-03", "signatory", "outside"),
        ("2013-02-28", "consented", "outside"),
        ("2013-03-01", "party", "permitted-with-duties"),
    ] {
        let answer = at(day);
        assert_eq!((&answer["actor"]["standing"], outcomes(&answer)[0]), (&standing.into(), outcome), "{day}");
    }
}

/// Tables of views and laws written by hand, the rest of the register as it is.
const HEAD: &str = "treaty,state,kind,on,period,until,about,amounts,said_by,published,collected,public,source,basis,note\n";
const VIEWS: &str = "\
    ccm,PER,view-prohibited,2011-05-01,,,assistance,,state,2014-01,,,A letter,seen,made up for this test\n\
    ccm,PER,view-permitted,2016-05-01,,,assistance,,state,2016-06,,,A later letter,seen,made up for this test\n\
    ccm,PER,view-permitted,2011-05-01,,,transit,,state,2011-06,,,A letter,seen,made up for this test\n";
const LAWS: &str = "ccm,PER,law-enacted,2012-01-01,,,,,state,2014-05,,,A gazette,seen,made up for this test\n";

#[test]
fn what_the_actor_declared_and_enacted_is_told_as_of_the_day_and_as_known() {
    let place = folder("weigh-views");
    for file in files(&root().join("register")) {
        let name = file.file_name().unwrap();
        std::fs::copy(&file, place.join(name)).unwrap();
    }
    std::fs::write(place.join("views.csv"), format!("{HEAD}{VIEWS}")).unwrap();
    std::fs::write(place.join("laws.csv"), format!("{HEAD}{LAWS}")).unwrap();
    let db = format!("sqlite:{}", place.join("servanda.db").display());
    printed(&["--db", &db, "register", "load", "--from", &place.display().to_string()]);

    let file = example("joint-operation.toml");
    let planning = |dates: &[&str]| {
        let answer = json(&[&["--db", &db, "weigh", "operation", &file], dates].concat());
        assert_eq!(answer["acts"][0]["positions"], Value::Array(Vec::new()), "only a contested act asks for positions");
        answer["acts"][1].clone()
    };
    let told = planning(&[]);
    assert_eq!(told["outcome"], "contested");
    let stances: Vec<_> = told["positions"].as_array().unwrap().iter().map(|p| (&p["about"], &p["stance"])).collect();
    assert_eq!(stances, [(&"assistance".into(), &"view-prohibited".into())]);
    assert_eq!(told["laws"][0]["kind"], "law-enacted");
    // Before the letter and the gazette were published, neither was known.
    let told = planning(&["--known-by", "2014-01-30"]);
    assert_eq!((told["positions"].as_array().map(Vec::len), told["laws"].as_array().map(Vec::len)), (Some(0), Some(0)));
    let told = planning(&["--known-by", "2014-01-31"]);
    assert_eq!((told["positions"].as_array().map(Vec::len), told["laws"].as_array().map(Vec::len)), (Some(1), Some(0)));
    let silent = printed(&["--db", &db, "weigh", "operation", &file, "--known-by", "2014-01-30"]);
    assert!(silent.contains("No position of PER on this question is on record here. Silence is not a view."), "{silent}");
}

#[test]
fn a_case_that_cannot_be_read_is_one_clear_line() {
    let place = folder("weigh-bad");
    let file = |text: &str| {
        let path = place.join("case.toml");
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    bad(
        &["weigh", "munition", &file("mine = false\nwieght-kg = 4\n")],
        &["case.toml:2: ", "wieght-kg", "allowed: ", "did you mean \"weight-kg\"?"],
    );
    bad(&["weigh", "munition", &file("count = 9.5")], &["case.toml:1: count = 9.5", "a whole number"]);
    bad(
        &["weigh", "operation", &file("\nactor = \"Atlantis\"")],
        &["case.toml:2: actor: there is no State \"Atlantis\"", "ISO 3166"],
    );
    bad(&["weigh", "operation", &file("acts = [\"partcipate\"]")], &["case.toml:1: ", "did you mean \"participate\"?"]);
    bad(&["weigh", "operation", &file("date = \"2023-02-30\"")], &["case.toml:1: date: ", "2023-02 had 28 days"]);
    bad(
        &["weigh", "operation", &file("date = \"2020-01-01\""), "--on", "2021-01-01"],
        &["case.toml:1: date: ", "--on says 2021-01-01"],
    );
    bad(&["weigh", "munition", "nowhere.toml"], &["nowhere.toml cannot be read"]);
}

#[test]
fn a_form_says_the_same_as_a_file_and_stands_in_the_address() {
    let site = site();
    let form = "name=Shell%20%26%20more&mine=no&conventional=yes&disperses-submunitions=yes&dispenser-on-aircraft=no&explosive=yes\
                &weight-kg=6.5&payload=explosive&air-defence-only=no&electronic-effects=no&purpose-shown=yes&count=2&single-target=yes\
                &self-destruction=electronic";
    let (status, _, body) = site.get(&format!("/ccm/weigh/munition.json?{form}"));
    assert_eq!(status, 200, "{body}");
    let (given, file): (Value, Value) =
        (serde_json::from_str(&body).unwrap(), json(&["weigh", "munition", &example("sensor-shell.toml")]));
    assert_eq!(given["name"], "Shell & more");
    assert_eq!((&given["steps"], &given["outcome"], &given["unproven"]), (&file["steps"], &file["outcome"], &file["unproven"]));

    let (_, _, page) = site.get(&format!("/ccm/weigh/munition?on=2022-08-01&{form}"));
    for part in [
        "name=Shell%20%26%20more&amp;",
        "self-destruction=electronic&amp;single-target=yes&amp;weight-kg=6.5&amp;on=2022-08-01&amp;known-by=",
        "<input type=\"hidden\" name=\"name\" value=\"Shell &amp; more\">",
        "<option value=\"electronic\" selected>",
        "To be taken as a cluster munition",
    ] {
        assert!(page.contains(part), "no {part} in {page}");
    }
    let (_, _, page) =
        site.get("/ccm/weigh/operation?on=2014-10-01&actor=Peru&partners=BRA&act-participate=yes&act-plan-use=yes");
    for part in [
        "Permitted, with duties",
        "Contested",
        "AMB-01",
        "No position of Peru on this question is on record here",
        "name=\"act-plan-use\" value=\"yes\" checked",
    ] {
        assert!(page.contains(part), "no {part} in {page}");
    }
}

#[test]
fn a_field_that_is_not_there_or_cannot_be_read_is_said_in_a_sentence() {
    let site = site();
    for (path, status, says) in [
        ("/ccm/weigh/munition?wieght-kg=4", 400, "did you mean &quot;weight-kg&quot;?"),
        ("/ccm/weigh/munition?count=none", 400, "a whole number, 1 or more"),
        ("/ccm/weigh/operation?actor=Atlantis", 400, "there is no State &quot;Atlantis&quot;"),
        ("/ccm/weigh/operation?act-use=perhaps", 400, "allowed: yes"),
        ("/ccm/weigh/munition?name=%3Cscript%3E", 200, "&lt;script&gt;"),
        ("/ccm/weigh/nothing", 404, "There is no page"),
        ("/mbt/weigh/munition", 404, "There is no page"),
    ] {
        let (found, _, body) = site.get(path);
        assert_eq!(found, status, "{path}: {body}");
        assert!(body.contains(says), "{path}: {body}");
        assert!(!body.contains("<script>"), "{path}");
    }
}
