//! The back-test on an invented world of which every answer can be counted by hand.

use crate::book;
use crate::scenario::Scenario;
use facts::{Day, State, Treaty};
use findings::{Backtest, Case, Outcome, Question, World, backtest};
use jiff::civil::date;

/// In force for AAA, BBB, CCC and DDD since 1 July 2012: clearance falls due on 1 July 2022.
const FACTS: &str = "# Four States, four ends.
rule ccm.4.1.a
consent 2012-01-10 state=AAA
consent 2012-01-10 state=BBB
consent 2012-01-10 state=CCC
consent 2012-01-10 state=DDD
contamination-reported 2013-03-01 amounts=\"9000000 m2\" state=AAA
land-released - period=2014 amounts=\"0 m2\" published=2015-04-20 state=AAA
land-released - period=2015 amounts=\"0 m2\" published=PUBLISHED state=AAA
extension-granted 2021-09-21 about=ccm.4.1.a until=2027-07-01 said_by=meeting state=AAA
contamination-reported 2013-03-01 state=BBB
land-released - period=2014/2015 amounts=\"0 m2\" published=2016-04-20 state=BBB
clearance-completed 2018-03-01 state=BBB
contamination-reported 2013-03-01 state=CCC
clearance-completed 2018-03-01 state=CCC
contamination-reported 2023-02-01 state=DDD
clearance-absent 2023-02-01 said_by=monitor state=DDD
---
2012-07-01  nothing
";

fn tested(published: &str, on: Day, known_by: Day) -> (World, Backtest) {
    let world = Scenario::read(&FACTS.replace("PUBLISHED", published), &book()).unwrap().into_world();
    let treaty: Treaty = "ccm".parse().unwrap();
    let tested = backtest(&world, &Question { treaty, true_on: on, known_by, entries: None }).unwrap();
    (world, tested)
}

fn of<'a>(tested: &'a Backtest, state: &str) -> Option<&'a Case> {
    tested.cases.iter().find(|c| c.state == state.parse::<State>().unwrap() && c.duty.0 == "ccm.4.1.a")
}

fn told(case: Option<&Case>) -> String {
    let Some(case) = case else { return "nothing".to_owned() };
    let raised = case.raised.iter().map(|(id, day)| format!(" {} {day} {}", id.citation(), case.lead(*day)));
    format!("{} {}{}", case.outcome.word(), case.base, raised.collect::<String>())
}

#[test]
fn every_deadline_ends_as_counted_by_hand_and_every_warning_came_on_the_day_it_could_first_be_known() {
    let (_, tested) = tested("2016-04-20", date(2024, 1, 1), date(2024, 1, 1));
    // Known in April, raised when the report covering 2015 is due no more: 2252 days before 1 July 2022. A year before the latest
    // last day in time for a request there is no request on record.
    assert_eq!(told(of(&tested, "AAA")), "extended 2022-07-01 no-progress 2016-05-01 2252 request-window 2020-10-01 638");
    assert_eq!(told(of(&tested, "BBB")), "met-in-time 2022-07-01 no-progress 2016-05-01 2252");
    assert_eq!(told(of(&tested, "CCC")), "met-in-time 2022-07-01");
    // What was known only after the day could raise nothing before it.
    assert_eq!(told(of(&tested, "DDD")), "overdue 2022-07-01");
}

#[test]
fn a_report_published_a_day_later_raises_the_warning_a_day_later() {
    for (published, first) in [("2016-04-30", "2016-05-01"), ("2016-05-01", "2016-05-01"), ("2016-05-02", "2016-05-02")] {
        let (_, tested) = tested(published, date(2024, 1, 1), date(2024, 1, 1));
        assert_eq!(of(&tested, "AAA").unwrap().first().unwrap().1.to_string(), first, "published {published}");
    }
}

#[test]
fn nothing_is_counted_before_its_day_has_come() {
    let on = |day| tested("2016-04-20", day, day).1;
    assert_eq!(told(of(&on(date(2018, 2, 28)), "BBB")), "nothing");
    assert_eq!(told(of(&on(date(2018, 3, 1)), "BBB")), "met-in-time 2022-07-01 no-progress 2016-05-01 2252");
    assert_eq!(told(of(&on(date(2021, 9, 20)), "AAA")), "nothing");
    assert!(told(of(&on(date(2021, 9, 21)), "AAA")).starts_with("extended"));
}

#[test]
fn the_scores_count_the_cases() {
    let (_, tested) = tested("2016-04-20", date(2024, 1, 1), date(2024, 1, 1));
    let score = |watch: &str| {
        let score = tested.scores.iter().find(|s| s.watch.as_ref().is_some_and(|w| w.citation() == watch)).unwrap();
        (score.hits, score.too_late, score.misses, score.false_alarms, score.median_lead)
    };
    assert_eq!(score("no-progress"), (1, 0, 1, 1, Some(2252)));
    assert_eq!(score("request-window"), (1, 0, 1, 0, Some(638)));
    assert_eq!(score("silence"), (0, 0, 2, 0, None));
    assert!(tested.scores.iter().all(|s| s.watch.as_ref().is_none_or(|w| w.citation() != "retention")));
    let all = &tested.together;
    assert_eq!((all.hits, all.misses, all.false_alarms, all.median_lead), (1, 1, 1, Some(2252)));
    let all = &tested.on_conduct;
    assert_eq!((all.hits, all.misses, all.false_alarms, all.median_lead), (1, 1, 1, Some(2252)));
    assert_eq!(tested.cases.iter().filter(|c| c.outcome == Outcome::InTime).count(), 2);
}
