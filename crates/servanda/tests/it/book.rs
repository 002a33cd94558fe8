//! The book: what `law check` refuses, and what `law read` prints.

use crate::support::{files, folder, json, root, servanda};

/// A copy of the book with one text changed in one file.
#[track_caller]
fn checked(file: &str, from: &str, to: &str) -> (Option<i32>, String) {
    let place = folder("law");
    for path in files(&root().join("law")) {
        let name = path.strip_prefix(root().join("law")).unwrap().to_path_buf();
        let mut text = std::fs::read_to_string(&path).unwrap();
        if name.to_str() == Some(file) {
            assert!(text.contains(from), "{file} says {from}");
            text = text.replacen(from, to, 1);
        }
        std::fs::create_dir_all(place.join(&name).parent().unwrap()).unwrap();
        std::fs::write(place.join(&name), text).unwrap();
    }
    let output = servanda(&["law", "check", place.to_str().unwrap()]);
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[track_caller]
fn refused(file: &str, from: &str, to: &str, expected: &[&str]) {
    let (code, said) = checked(file, from, to);
    assert_eq!(code, Some(1), "{said}");
    for part in expected {
        assert!(said.contains(part), "{said}\ndoes not say {part}");
    }
}

#[test]
fn the_shipped_book_is_in_order() {
    let output = servanda(&["law", "check"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn an_unknown_key_is_refused_with_its_line_and_the_word_that_was_meant() {
    refused(
        "ccm/03/article.md",
        "fulfilled-by",
        "fullfilled-by",
        &[
            "law/ccm/03/article.md:36: unknown key `fullfilled-by`",
            "allowed: ",
            "did you mean `fulfilled-by`?",
            "the key `fulfilled-by` is missing",
        ],
    );
}

#[test]
fn an_unknown_kind_of_fact_is_refused() {
    refused(
        "ccm/03/article.md",
        "\"stockpile-declared\"",
        "\"stockpile-declard\"",
        &["\"stockpile-declard\" is not a kind of fact", "law/facts.toml", "did you mean \"stockpile-declared\"?"],
    );
}

#[test]
fn a_reference_that_leads_nowhere_is_refused() {
    refused(
        "ccm/03/article.md",
        "extended-by  = \"ccm.3.3\"",
        "extended-by  = \"ccm.3.4\"",
        &["`extended-by` = \"ccm.3.4\" leads nowhere", "did you mean \"ccm.3.3\"?"],
    );
    refused(
        "ccm/03/article.md",
        "extended-by  = \"ccm.3.3\"",
        "extended-by  = \"ccm.7.1\"",
        &["is a rule of the shape deadline", "allowed: a rule of the shape extension"],
    );
    refused("ccm/03/article.md", "\"AMB-27\"", "\"AMB-72\"", &["\"AMB-72\" leads nowhere"]);
}

#[test]
fn arithmetic_that_could_land_on_a_day_that_does_not_exist_needs_a_convention() {
    refused(
        "ccm/20/article.md",
        "{ months = 6, month-end = \"last-day\" }",
        "{ months = 6 }",
        &["law/ccm/20/article.md:", "is ambiguous", "29 February", "month-end"],
    );
    refused(
        "ccm/07/article.md",
        "\"04-30\"",
        "\"02-29\"",
        &["is not a day of every year", "29 February does not come every year"],
    );
}

/// Article 5 of the Mine Ban Treaty names no such time, Article 4 of the Convention on Cluster Munitions does.
#[test]
fn a_request_for_more_time_may_have_a_time_to_come_by_or_none() {
    let rules = json(&["law", "read"]);
    let reads = |id: &str| {
        let rule = rules["rules"].as_array().unwrap().iter().find(|r| r["id"] == id).unwrap();
        rule["reads"].as_str().unwrap().to_owned()
    };
    assert!(reads("ccm.4.5").contains("on a request submitted at least 9 months before it opens"), "{}", reads("ccm.4.5"));
    assert!(reads("mbt.5.3").contains("on a request for which the text sets no time"), "{}", reads("mbt.5.3"));
    refused("ccm/04/article.md", "{ months = 9, month-end = \"last-day\" }", "9", &["`asked-before` is not a length of time"]);
}

#[test]
fn an_unknown_shape_a_wrong_type_and_a_double_id_are_refused() {
    refused(
        "ccm/03/article.md",
        "\"deadline\"",
        "\"dead-line\"",
        &["is not a word of this shape", "membership, entry-into-force", "did you mean \"deadline\"?"],
    );
    refused("ccm/03/article.md", "{ years = 8 }", "8", &["is not a length of time", "{ years = 8 }"]);
    refused("ccm/03/article.md", "{ years = 8 }", "{ weeks = 8 }", &["counts in \"weeks\""]);
    refused("ccm/03/article.md", "\"ccm.3.3\"\nshape", "\"ccm.3.2\"\nshape", &["the id \"ccm.3.2\" is given twice"]);
    refused("ccm/03/article.md", "```rule", "```ruel", &["a block marked \"ruel\" means nothing here"]);
}

#[test]
fn a_reading_or_a_profile_that_cannot_be_computed_is_refused() {
    let readings = "ccm/READINGS.md";
    let computed = ["id        = \"AMB-19\"", "id        = \"AMB-19\"\ncomputed  = true"];
    refused(readings, computed[0], computed[1], &["AMB-19 is told and cannot be computed", "allowed: AMB-04"]);
    let letters = ["computed  = [\"A\", \"B\"]", "computed  = [\"A\", \"C\"]"];
    refused(readings, letters[0], letters[1], &["the reading \"C\" of AMB-04 cannot be computed", "allowed: A, B"]);
    refused(readings, letters[0], "computed  = [\"B\"]", &["the default \"A\" of AMB-04 is not among the readings computed"]);
    let lenient = ["{ \"AMB-04\" = \"B\" }", "{ \"AMB-19\" = \"B\" }"];
    refused(readings, lenient[0], lenient[1], &["the profile \"lenient\" chooses AMB-19 = \"B\", which is not computed"]);
    refused(readings, lenient[0], "{ \"AMB-04\" = \"C\" }", &["chooses AMB-04 = \"C\"", "allowed: A, B"]);
    refused(readings, lenient[0], "\"AMB-04\"", &["`choices` is not a table of texts"]);
    let default = "id = \"default\"\nchoices = { \"AMB-27\" = \"B\" }";
    refused(readings, "id = \"default\"", default, &["the profile \"default\" chooses nothing"]);
    refused(readings, "id = \"default\"", "id = \"default\"\nchoice = {}", &["unknown key `choice`", "did you mean `choices`?"]);
}

#[test]
fn every_rule_is_read_back_as_a_sentence_with_its_citation() {
    let answer = json(&["law", "read"]);
    let rules = answer["rules"].as_array().unwrap();
    let three = rules.iter().find(|r| r["id"] == "ccm.3.2").unwrap();
    assert_eq!(three["cites"], "Article 3(2)");
    assert!(
        three["reads"].as_str().unwrap().contains("8 years after entry into force for the State; the last day itself is in time"),
        "{three}"
    );
    assert!(rules.iter().all(|r| !r["reads"].as_str().unwrap().contains('⟦')), "a sentence is missing");
    assert!(rules.iter().any(|r| r["id"] == "mbt.17.2"));
}
