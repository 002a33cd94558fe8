//! What changed between two days: checked by hand against rows of the register, and held against the findings of both days.

use crate::commands::bad;
use crate::evidence::world;
use crate::site::site;
use crate::support::{files, folder, json, printed, root};
use facts::{Day, State, When};
use findings::{Change, Question, Standing, Wanted};
use jiff::civil::date;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What the program answers, without the early warnings.
#[track_caller]
fn diff(list: &str, arguments: &[&str]) -> Vec<Value> {
    let answer = json(&[&["diff"], arguments].concat());
    let rows = answer[list].as_array().unwrap().iter();
    rows.filter(|row| !row["rule"].as_str().unwrap().contains("watch")).cloned().collect()
}

/// A row as `rule period before after due-before due-after cause`.
fn told(row: &Value) -> String {
    let cell = |name: &str| match &row[name] {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    ["rule", "period", "before", "after", "due_before", "due_after", "cause"].map(cell).join(" ")
}

/// The facts that made a change, as the register tells them: `kind day`.
fn by(row: &Value) -> Vec<String> {
    let ids = row["by"].as_array().unwrap().iter().map(|id| id.as_str().unwrap());
    let facts = ids.map(|id| world().register.fact(id).unwrap_or_else(|| panic!("there is no fact {id}")));
    let day = |on: Option<When>| on.map(|w| w.to_string()).unwrap_or_default();
    facts.map(|f| format!("{} {}", world().book.vocabulary.name(f.kind), day(f.on))).collect()
}

#[track_caller]
fn one(list: &str, arguments: &[&str], expected: &str, made_by: &[&str]) {
    let rows = diff(list, arguments);
    assert_eq!(rows.iter().map(told).collect::<Vec<_>>(), [expected], "{arguments:?}");
    assert_eq!(by(&rows[0]), made_by, "{arguments:?}");
}

#[test]
fn the_contract_is_held_to() {
    let answer = json(&["diff", "--from", "2020-09-01,2026-11-22", "--to", "2021-12-31,2026-11-22", "--state", "PER"]);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<String>>();
    assert_eq!(keys(&answer), ["changed", "contested", "from", "law", "law_before", "moved", "readings", "to", "treaty"]);
    assert_eq!(answer["from"].to_string(), r#"{"known_by":"2026-11-22","true_on":"2020-09-01"}"#);
    let row = [
        "about",
        "after",
        "before",
        "by",
        "cause",
        "contested_after",
        "contested_before",
        "due_after",
        "due_before",
        "period",
        "rule",
        "state",
    ];
    assert_eq!(keys(&answer["changed"][0]), row);
    assert_eq!(keys(&answer["moved"][0]), row);
    assert!(answer["changed"].as_array().unwrap().iter().all(|row| row["before"] != row["after"]), "{answer}");
}

/// register/reports.csv: the Monitor of 13 July 2015 has no report; the Monitor of 2017 and 2018 has one of August 2014.
#[test]
fn of_cameroon_we_learned_that_its_report_had_come() {
    let arguments = ["--rule", "ccm.7.1", "--state", "CMR", "--from", "2015-07-31,2015-07-31"];
    let learned = "ccm.7.1 - overdue met-late 2013-06-30 2013-06-30 learned";
    let report = ["initial-report-received 2014-08"];
    one("changed", &[&arguments[..], &["--to", "2015-07-31"]].concat(), learned, &report);
    one("changed", &[&arguments[..], &["--to", "2015-07-31,2017-08-03"]].concat(), learned, &report);
    assert_eq!(diff("changed", &[&arguments[..], &["--to", "2015-07-31,2017-08-02"]].concat()), [] as [Value; 0]);
}

/// The same report, seen with today's knowledge over the day on which it came.
#[test]
fn in_august_2014_the_world_changed_for_cameroon() {
    let arguments = ["--rule", "ccm.7.1", "--state", "CMR", "--from", "2014-07-31", "--to", "2014-08-31"];
    let changed = "ccm.7.1 - overdue met-late 2013-06-30 2013-06-30 world";
    one("changed", &arguments, changed, &["initial-report-received 2014-08"]);
}

/// register/requests.csv: a Meeting granted Peru more time in 2021, until 1 April 2024. The day the text sets is 1 March 2021.
#[test]
fn an_extension_moves_the_day_and_leaves_the_standing() {
    let arguments = ["--rule", "ccm.3.2", "--state", "PER", "--from", "2020-09-01", "--to", "2021-12-31"];
    one("moved", &arguments, "ccm.3.2 - running running 2021-03-01 2024-04-01 world", &["extension-granted 2021"]);
    assert_eq!(diff("changed", &arguments), [] as [Value; 0]);
}

/// register/stocks.csv: Peru completed in December 2023, say the support unit and the Monitor.
#[test]
fn peru_finished_in_december_2023() {
    let arguments = ["--rule", "ccm.3.2", "--state", "PER", "--from", "2023-11-30", "--to", "2023-12-31"];
    let rows = diff("changed", &arguments);
    assert_eq!(rows.iter().map(told).collect::<Vec<_>>(), ["ccm.3.2 - running met 2024-04-01 2024-04-01 world"]);
    assert!(by(&rows[0]).contains(&"stockpile-destruction-completed 2023-12".to_owned()), "{:?}", by(&rows[0]));
}

/// register/participation.csv: the notice of 6 September 2024 takes effect on 6 March 2025, Article 20(3).
#[test]
fn on_the_day_lithuania_left_every_duty_ended_by_its_notice() {
    assert_eq!(diff("changed", &["--state", "LTU", "--from", "2025-03-04", "--to", "2025-03-05"]), [] as [Value; 0]);
    let rows = diff("changed", &["--state", "LTU", "--from", "2025-03-05", "--to", "2025-03-06"]);
    let (ended, gone): (Vec<&Value>, Vec<&Value>) = rows.iter().partition(|row| row["after"] == "ended");
    assert!(ended.len() > 10, "{rows:?}");
    assert_eq!(gone.iter().map(|row| told(row)).collect::<Vec<_>>(), ["ccm.7.2 2024 running not-applicable 2025-04-30 - world"]);
    assert!(rows.iter().all(|row| by(row) == ["withdrawal-received 2024-09-06"]), "{rows:?}");
}

/// register/requests.csv: Germany asked in 2024 for time until 2030, and no decision is on record when 1 August 2025 has passed.
#[test]
fn where_only_a_day_passed_no_fact_is_named() {
    let arguments = ["--rule", "ccm.4.1.a", "--state", "DEU", "--from", "2025-08-01", "--to", "2025-08-02"];
    one("changed", &arguments, "ccm.4.1.a - running undecided 2025-08-01 2025-08-01 world", &[]);
}

#[test]
fn a_new_year_is_not_made_by_the_acts_of_joining() {
    let rows = diff("changed", &["--state", "PER", "--rule", "ccm.7.2", "--from", "2023-12-31", "--to", "2024-01-01"]);
    let new: Vec<&Value> = rows.iter().filter(|row| row["before"].is_null()).collect();
    assert_eq!(new.iter().map(|row| told(row)).collect::<Vec<_>>(), ["ccm.7.2 2023 - running - 2024-04-30 world"]);
    assert_eq!(by(new[0]), [""; 0]);
    let rows = diff("changed", &["--rule", "ccm.7.2", "--from", "2014-06-01", "--to", "2015-06-01"]);
    let came: Vec<&Value> = rows.iter().filter(|row| row["before"].is_null() && row["after"] == "met").collect();
    assert!(came.len() > 10 && came.iter().all(|row| by(row)[0].starts_with("annual-report-received")), "{came:?}");
}

/// A copy of the book in which stocks may be held for nine years.
fn nine_years() -> PathBuf {
    let place = folder("law");
    for path in files(&root().join("law")) {
        let name = path.strip_prefix(root().join("law")).unwrap().to_path_buf();
        let text = std::fs::read_to_string(&path).unwrap();
        let text =
            if name.to_str() == Some("ccm/03/article.md") { text.replacen("{ years = 8 }", "{ years = 9 }", 1) } else { text };
        std::fs::create_dir_all(place.join(&name).parent().unwrap()).unwrap();
        std::fs::write(place.join(&name), text).unwrap();
    }
    place
}

#[test]
fn a_law_told_otherwise_is_a_cause_of_its_own() {
    let place = nine_years();
    let days = ["--from", "2020-06-01", "--to", "2020-06-01", "--law-before", place.to_str().unwrap()];
    let answer = json(&[&["diff"], &days[..]].concat());
    assert_ne!(answer["law"], answer["law_before"]);
    let rows: Vec<&Value> = ["changed", "moved"].iter().flat_map(|list| answer[list].as_array().unwrap()).collect();
    assert!(rows.len() > 10 && rows.iter().all(|row| row["cause"] == "law"), "{answer}");
    let of_article_3 = |row: &&Value| row["rule"] == "ccm.3.2" || row["about"] == "ccm.3.2";
    assert!(rows.iter().all(of_article_3), "{answer}");
    let peru = [&["--state", "PER"], &days[..]].concat();
    one("moved", &peru, "ccm.3.2 - running running 2022-03-01 2021-03-01 law", &[]);
    let guinea_bissau = diff(
        "changed",
        &[
            "--state",
            "GNB",
            "--from",
            "2020-04-30,2020-04-30",
            "--to",
            "2020-04-30,2020-04-30",
            "--law-before",
            place.to_str().unwrap(),
        ],
    );
    assert_eq!(guinea_bissau.iter().map(told).collect::<Vec<_>>(), ["ccm.3.2 - running overdue 2020-05-01 2019-05-01 law"]);
}

#[test]
fn the_causes_come_in_their_order() {
    let place = nine_years();
    let answer = json(&[
        "diff",
        "--from",
        "2019-06-01,2019-06-01",
        "--to",
        "2020-06-01,2020-06-01",
        "--law-before",
        place.to_str().unwrap(),
    ]);
    let mut causes: Vec<&str> = answer["changed"].as_array().unwrap().iter().map(|row| row["cause"].as_str().unwrap()).collect();
    causes.dedup();
    assert_eq!(causes, ["learned", "world", "law"]);
}

#[test]
fn days_that_go_back_and_days_that_are_none_are_refused() {
    bad(
        &["diff", "--from", "2022-08-01", "--to", "2021-08-01"],
        &["the day goes back, from 2022-08-01 to 2021-08-01", "allowed"],
    );
    bad(
        &["diff", "--from", "2021-08-01", "--to", "2021-08-01,2020-01-01"],
        &["facts are known goes back", "to 2020-01-01", "allowed"],
    );
    bad(&["diff", "--from", "2023-02-30", "--to", "2023-03-01"], &["2023-02 had 28 days"]);
    bad(&["diff", "--from", "2023-02-01,soon", "--to", "2023-03-01"], &["soon"]);
    bad(&["diff", "--from", "2023-02-01", "--to", "2023-03-01", "--state", "Atlantis"], &["there is no State \"Atlantis\""]);
    bad(&["diff", "--from", "2023-02-01", "--to", "2023-03-01", "--rule", "ccm.99"], &["there is no rule \"ccm.99\""]);
    bad(&["diff", "--from", "2023-02-01", "--to", "2023-03-01", "--treaty", "npt"], &["there is no treaty \"npt\""]);
    bad(&["diff", "--from", "2023-02-01", "--to", "2023-03-01", "--law-before", "/nowhere"], &["/nowhere is not a folder"]);
}

#[test]
fn between_a_day_and_itself_nothing_changed() {
    for day in ["2015-06-18,2015-06-18", "2022-08-01,2026-11-22"] {
        let answer = json(&["diff", "--from", day, "--to", day]);
        assert_eq!((answer["changed"].to_string(), answer["moved"].to_string()), ("[]".to_owned(), "[]".to_owned()));
    }
    assert_eq!(printed(&["diff", "--from", "2022-08-01", "--to", "2022-08-01", "--format", "csv"]).lines().count(), 1);
}

/// Of each finding the standing, the day, and whether readings of the law differ about it.
type Stands = BTreeMap<(State, String, Option<String>, Option<i16>), (Standing, Option<When>, bool)>;

fn question((true_on, known_by): (Day, Day)) -> Question {
    Question { treaty: "ccm".parse().unwrap(), true_on, known_by, entries: None }
}

fn stands(days: (Day, Day)) -> Stands {
    let found = findings::findings(world(), &question(days), &Wanted::default());
    found.into_iter().map(|f| ((f.state, f.rule.0, f.about, f.period), (f.standing, f.due, f.contested))).collect()
}

/// Applies changes one after the other; each must begin where the one before left off.
#[track_caller]
fn apply(mut stands: Stands, changes: &[Change]) -> Stands {
    for change in changes {
        let told = change.finding().unwrap();
        let key = (told.state, told.rule.0.clone(), told.about.clone(), told.period);
        let stood = change.before.as_ref().map(|f| (f.standing, f.due, f.contested));
        assert_eq!(stands.get(&key).copied(), stood, "{change:?} does not begin where it stood");
        match &change.after {
            Some(after) => stands.insert(key, (after.standing, after.due, after.contested)),
            None => stands.remove(&key),
        };
    }
    stands
}

#[test]
fn what_changed_leads_from_the_findings_of_one_day_to_those_of_the_other() {
    let today = date(2026, 11, 22);
    let days = [
        (date(2010, 8, 1), date(2010, 8, 1)),
        (date(2012, 2, 29), date(2012, 2, 29)),
        (date(2014, 4, 30), date(2014, 4, 30)),
        (date(2015, 6, 18), date(2015, 7, 31)),
        (date(2015, 6, 18), date(2017, 8, 3)),
        (date(2019, 5, 2), date(2019, 5, 2)),
        (date(2021, 3, 2), date(2022, 12, 31)),
        (date(2025, 3, 6), date(2025, 3, 6)),
        (today, today),
    ];
    let mut pairs = 0;
    for (place, from) in days.iter().enumerate() {
        let mut chained = stands(*from);
        let mut left_off = *from;
        for to in &days[place..] {
            let whole = stands(*to);
            let changes = findings::changes(world(), &question(*from), &question(*to)).unwrap();
            assert!(apply(stands(*from), &changes) == whole, "{from:?} to {to:?}");
            let step = findings::changes(world(), &question(left_off), &question(*to)).unwrap();
            chained = apply(chained, &step);
            assert!(chained == whole, "{from:?} by {left_off:?} to {to:?}");
            assert!(changes.len() > 10 || from == to, "{from:?} to {to:?}: the test looks at something");
            left_off = *to;
            pairs += 1;
        }
    }
    assert_eq!(pairs, 45);
}

#[test]
fn the_page_tells_the_same_and_is_the_same_data() {
    let site = site();
    let address = "from=2015-07-31&from-known-by=2015-07-31&on=2015-07-31&known-by=2017-08-03";
    let (status, _, page) = site.get(&format!("/ccm/changes?{address}"));
    assert_eq!(status, 200);
    let row = page.split("<tr>").find(|row| row.contains("/ccm/states/cmr") && row.contains("/ccm/law/7.1/cmr")).unwrap();
    for part in ["overdue more than a year", "fulfilled late", "/ccm/facts/cmr-", "the initial report was submitted, Aug 2014"] {
        assert!(row.contains(part), "{row}\ndoes not say {part}");
    }
    assert!(page.contains("no standing changed because the world moved on"), "{page}");
    let twin: Value = serde_json::from_str(&site.get(&format!("/ccm/changes.json?{address}")).2).unwrap();
    assert_eq!(twin, json(&["diff", "--from", "2015-07-31,2015-07-31", "--to", "2015-07-31,2017-08-03"]));
    let table = site.get(&format!("/ccm/changes.csv?{address}")).2;
    assert_eq!(table, printed(&["diff", "--from", "2015-07-31,2015-07-31", "--to", "2015-07-31,2017-08-03", "--format", "csv"]));
}

/// Where a page is read as known long before its day, the menu still leads to changes that can be told.
#[test]
fn where_no_first_day_is_said_it_is_a_year_before_and_never_goes_back() {
    let site = site();
    let first = |address: &str| {
        let twin: Value = serde_json::from_str(&site.get(&format!("/ccm/changes.json?{address}")).2).unwrap();
        format!("{} {}", twin["from"]["true_on"].as_str().unwrap(), twin["from"]["known_by"].as_str().unwrap())
    };
    assert_eq!(first("on=2022-08-01&known-by=2022-12-31"), "2021-08-01 2021-08-01");
    assert_eq!(first("on=2022-08-01&known-by=2012-01-01"), "2021-08-01 2012-01-01");
    assert_eq!(first("on=2024-02-29&known-by=2024-02-29"), "2023-02-28 2023-02-28");
    assert_eq!(first("from=2020-01-01&on=2022-08-01&known-by=2022-12-31"), "2020-01-01 2020-01-01");
}
