//! Action plans: one adopted tomorrow is a folder of the book, and its indicator counts; what leads nowhere is named.

use crate::world::{law, told, world_by};
use facts::exact_day;
use findings::{Question, Window, measure};
use rules::{Book, Due, Plan, Wording};

const TOY: &str = r#"# Toy Action Plan

Adopted tomorrow.

```plan
id      = "ccm.plan.toy"
adopted = "2027-01-15"
at      = "4RC"
from    = "2027"
until   = "2031"
wording = "seen"
source  = "a toy"
```

## Report in time {#1}

Reports come in time.

```action
id        = "ccm.plan.toy.1"
addressee = "States Parties"
due       = { years = 1 }
wording   = "seen"
source    = "a toy"
followed-by = ["ccm.7.2"]
```

```indicator
id      = "ccm.plan.toy.1.a"
of      = "ccm.plan.toy.1"
says    = "Reports that came in time"
wording = "official"
counts  = "due"
rule    = "ccm.7.2"
ways    = ["in-time"]
target  = 2
```

## Two more {#2-3}

Not seen.

```action
id        = "ccm.plan.toy.2-3"
addressee = "States Parties"
wording   = "not-seen"
source    = "a toy"
```
"#;

fn read(text: &str) -> Result<Book, Vec<rules::Problem>> {
    Book::read(&law(&[("ccm/plans/toy/plan.md", text)]))
}

fn toy(book: &Book) -> &Plan {
    book.chapter("ccm".parse().unwrap()).unwrap().plan("toy").unwrap()
}

#[test]
fn a_plan_adopted_tomorrow_is_a_folder_of_the_book_and_its_indicator_counts() {
    let book = read(TOY).unwrap_or_else(|problems| panic!("{}", problems[0]));
    let plan = toy(&book).clone();
    assert_eq!((plan.title.as_str(), plan.wording, plan.actions.len()), ("Toy Action Plan", Wording::Seen, 2));
    assert_eq!(plan.action("3").map(|a| a.id.as_str()), Some("ccm.plan.toy.2-3"));
    assert!(matches!(plan.actions[0].due, Some(Due::AfterEntry(length)) if length.years == 1));
    let world = world_by(
        book,
        "AAA consent 2010-01-15
        BBB consent 2010-01-15
        CCC consent 2010-01-15
        AAA annual-report-received 2028-04-30 period=2027
        BBB annual-report-received 2028-05-01 period=2027",
    );
    let indicator = &plan.actions[0].indicators[0];
    let known_by = exact_day("2999-12-31").unwrap();
    let question = Question { treaty: plan.treaty, true_on: known_by, known_by, entries: None };
    let measured = measure(&world, &question, Window::read("2028", &world, &question).unwrap(), &indicator.counts);
    assert_eq!(told(&measured), "1 of 3 reports: AAA/2027 | BBB/2027 | CCC/2027");
    assert_eq!((indicator.target, indicator.official), (Some(2.0), true));
}

#[test]
fn an_earlier_plan_stays_beside_the_later_ones_in_the_order_of_adoption() {
    let book = read(TOY).unwrap_or_else(|problems| panic!("{}", problems[0]));
    let names: Vec<&str> = book.chapter("ccm".parse().unwrap()).unwrap().plans.iter().map(Plan::local).collect();
    assert_eq!(names, ["vientiane", "dubrovnik", "lausanne", "toy"]);
}

#[track_caller]
fn refused(from: &str, to: &str, says: &str) {
    let problems = read(&TOY.replacen(from, to, 1)).unwrap_err();
    let told = problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    assert!(told.contains("law/ccm/plans/toy/plan.md:") && told.contains(says), "{told}\ndoes not say {says}");
}

#[test]
fn what_leads_nowhere_in_a_plan_is_named_with_its_line_and_what_was_meant() {
    refused("rule    = \"ccm.7.2\"", "rule    = \"ccm.7.22\"", "did you mean \"ccm.7.2\"?");
    refused("of      = \"ccm.plan.toy.1\"", "of      = \"ccm.plan.toy.11\"", "no action of this plan has that id");
    refused("followed-by = [\"ccm.7.2\"]", "followed-by = [\"ccm.77\"]", "`followed-by` = \"ccm.77\" leads nowhere");
    refused("wording = \"official\"", "wording = \"offical\"", "did you mean \"official\"?");
    refused("id      = \"ccm.plan.toy\"", "id      = \"plan.toy\"", "does not say which treaty's plan it is");
    refused("until   = \"2031\"", "until   = \"2026\"", "`until` comes before `from`");
    refused("adopted = \"2027-01-15\"", "adopted = \"2027-02-30\"", "2027-02 had 28 days");
    refused("counts  = \"due\"", "counts  = \"dew\"", "is not a word of this shape");
    refused("```plan", "```rule", "has no place in a plan");
}

#[test]
fn a_window_is_a_year_two_months_two_meetings_and_knows_the_windows_before() {
    let book = read(TOY).unwrap_or_else(|problems| panic!("{}", problems[0]));
    let world = world_by(
        book,
        "- meeting 2018-09-03 about=8MSP until=2018-09-05 said_by=meeting
        - meeting 2019-09-02 about=9MSP until=2019-09-04 said_by=meeting
        - meeting 2020-11-23 about=2RC_as_planned said_by=meeting
        - meeting 2020-11-25 about=2RC_Part_One said_by=meeting
        - meeting 2022-08-30 about=10MSP said_by=meeting",
    );
    let known_by = exact_day("2999-12-31").unwrap();
    let question = Question { treaty: "ccm".parse().unwrap(), true_on: known_by, known_by, entries: None };
    let window = |text: &str| Window::read(text, &world, &question).map(|w| (w.to_string(), w.before().to_string()));
    let pair = |a: &str, b: &str| Ok((a.to_owned(), b.to_owned()));
    assert_eq!(window("2019"), pair("2019", "2018"));
    assert_eq!(window("2018-07/2019-06"), pair("2018-07/2019-06", "2017-07/2018-06"));
    assert_eq!(window("9MSP/10MSP"), pair("2019-09-02/2022-08-29", "2016-09-04/2019-09-01"));
    assert_eq!(window("9msp/2RC").map(|(own, _)| own), Ok("2019-09-02/2020-11-24".to_owned()));
    let nine = Window::read("9MSP/2RC", &world, &question).unwrap();
    let trend: Vec<String> = nine.trend(5, &world, &question).iter().map(Window::to_string).collect();
    assert_eq!(trend, ["2018-09-03/2019-09-01"]);
    assert!(window("10MSP/9MSP").unwrap_err().contains("ends before it begins"));
    assert!(window("99MSP/10MSP").unwrap_err().contains("is not a window of days"));
}
