//! Requests for more time: each test is a few facts about one invented State, and what they come to. The treaty entered into force
//! for it on 1 August 2010, so that its first days are 1 August 2018 (stocks) and 1 August 2020 (remnants).

use crate::book;
use crate::scenario::world_of;
use findings::requests::{Flag, How, Modality, Timing, Told, Years};
use findings::{Question, Request};

const JOINED: &str = "consent 2010-02-16";
const CONTAMINATED: &str = "contamination-reported 2018-12-31 amounts=\"2400000 m2\" published=2019-01-31";
const MEETINGS: &str = "
    meeting 2019-09-02 state=- about=9MSP until=2019-09-04
    meeting 2020-11-23 state=- about=\"2RC as planned\" until=2020-11-27
    meeting 2020-11-25 state=- about=\"2RC Part One\" until=2020-11-27
    meeting 2021-09-20 state=- about=\"2RC Part Two\" until=2021-09-21
    meeting 2022-08-30 state=- about=10MSP until=2022-09-02";

/// What is asked of the requests of a few facts, on a day and as known by it.
#[track_caller]
fn on<T>(day: &str, lines: &str, ask: impl Fn(&[Request<'_>]) -> T) -> T {
    let world = world_of(&format!("{JOINED}\n{CONTAMINATED}\n{MEETINGS}\n{lines}"), "ccm".parse().unwrap(), &book());
    let day = facts::exact_day(day).unwrap();
    let question = Question { treaty: "ccm".parse().unwrap(), true_on: day, known_by: day, entries: None };
    ask(&findings::requests(&world, &question))
}

/// The same of the only request there is, known years later.
#[track_caller]
fn one<T>(lines: &str, ask: impl Fn(&Request<'_>) -> T) -> T {
    on("2025-01-01", lines, |requests| {
        assert_eq!(requests.len(), 1, "{:?}", requests.iter().map(|r| &r.id).collect::<Vec<_>>());
        ask(&requests[0])
    })
}

fn asked(day: &str) -> String {
    format!("extension-requested {day} about=ccm.4.1.a until=2025-08-01")
}

#[test]
fn nine_months_before_the_meeting_the_day_itself_is_in_time() {
    for (day, timing, late) in [
        ("2018-12-01", Timing::OnTime, -1),
        ("2018-12-02", Timing::OnTime, 0),
        ("2018-12-03", Timing::Late, 1),
        ("2019-01-15", Timing::Late, 44),
        ("2019-02-26", Timing::Late, 86),
    ] {
        one(&asked(day), |r| {
            let meeting = r.meeting.as_ref().unwrap();
            assert_eq!((meeting.name.as_str(), meeting.last_day.unwrap().to_string().as_str()), ("9MSP", "2018-12-02"));
            assert_eq!((r.timing(), meeting.late), (timing, Some((late, late))), "{day}");
        });
    }
}

/// Article 5 of the Mine Ban Treaty sets no time before the meeting.
#[test]
fn where_the_text_sets_no_time_no_request_is_late() {
    let treaty: facts::Treaty = "mbt".parse().unwrap();
    let lines = "consent 1999-05-20\ncontamination-reported 2000-04-28\nmeeting 2009-11-29 state=- about=2RC until=2009-12-04
        extension-requested 2009-10-30 about=mbt.5.1 until=2019-11-01";
    let world = world_of(lines, treaty, &book());
    let day = facts::exact_day("2009-11-20").unwrap();
    let requests = findings::requests(&world, &Question { treaty, true_on: day, known_by: day, entries: None });
    let known_later = facts::exact_day("2010-11-20").unwrap();
    let later = findings::requests(&world, &Question { treaty, true_on: known_later, known_by: known_later, entries: None });
    assert_eq!((requests.len(), later.len()), (1, 1));
    assert!(
        later
            .iter()
            .chain(&requests)
            .all(|r| r.timing() != Timing::Late && r.meeting.as_ref().is_none_or(|m| m.last_day.is_none()))
    );
}

#[test]
fn a_month_that_holds_the_last_day_leaves_it_open_and_a_year_alone_says_nothing() {
    one(&asked("2018-12"), |r| {
        assert_eq!((r.timing(), r.meeting.as_ref().unwrap().late), (Timing::NotEstablished, Some((-1, 29))))
    });
    one(&asked("2019-01"), |r| assert_eq!(r.timing(), Timing::Late));
    one(&asked("2019"), |r| assert_eq!((r.timing(), r.meeting.as_ref().unwrap().late), (Timing::NotEstablished, None)));
}

#[test]
fn a_late_request_is_considered_and_decided_like_any_other() {
    let granted = "extension-granted 2019-09-02/2019-09-04 about=ccm.4.1.a until=2025-08-01";
    one(&format!("{}\n{granted}", asked("2019-02-26")), |r| {
        assert_eq!(r.timing(), Timing::Late);
        assert_eq!((r.decision.how, &r.decision.modality), (How::Granted, &Modality::AtMeeting("9MSP".to_owned())));
    });
}

#[test]
fn a_day_of_receipt_counts_before_the_day_a_document_bears() {
    let received = "extension-noted 2019-01-15 about=ccm.request.received said_by=support-unit";
    one(&format!("{}\n{}\n{received}", asked("2018-10-31"), asked("2018-12-28")), |r| {
        let submitted = r.submitted.as_ref().unwrap();
        assert!(submitted.received);
        assert_eq!((submitted.on.to_string().as_str(), submitted.others.len()), ("2019-01-15", 2));
        assert_eq!(r.meeting.as_ref().unwrap().late, Some((44, 44)));
        assert_eq!(r.id, "aaa-4-2019");
    });
}

#[test]
fn a_meeting_moved_is_told_where_the_day_first_set_gives_another_answer() {
    one(&asked("2020-02-24"), |r| {
        let meeting = r.meeting.as_ref().unwrap();
        assert_eq!((meeting.name.as_str(), meeting.timing), ("2RC Part One", Timing::OnTime));
        assert_eq!(meeting.otherwise.unwrap().to_string(), "2020-02-23");
    });
    one(&asked("2020-02-23"), |r| assert_eq!(r.meeting.as_ref().unwrap().otherwise, None));
    one(&asked("2020-02-26"), |r| assert_eq!((r.timing(), r.meeting.as_ref().unwrap().otherwise), (Timing::Late, None)));
}

#[test]
fn a_revision_is_not_a_second_request() {
    let lines = [asked("2018-10"), asked("2018-12-28"), asked("2019-03-01")].join("\n");
    one(&lines, |r| assert_eq!((r.number, r.submitted.as_ref().unwrap().on.to_string().as_str()), (1, "2018-10")));
    let second = "extension-requested 2022-03-01 about=ccm.4.1.a until=2027-08-01";
    on("2025-01-01", &format!("{lines}\n{second}"), |requests| {
        assert_eq!(
            requests.iter().map(|r| (r.id.as_str(), r.number)).collect::<Vec<_>>(),
            [("aaa-4-2018", 1), ("aaa-4-2022", 2)]
        );
    });
}

#[test]
fn two_requests_of_one_year_before_different_meetings_have_two_names() {
    let lines = format!("{}\n{}", asked("2020-03-01"), "extension-requested 2020-12-15 about=ccm.4.1.a until=2022-08-01");
    on("2025-01-01", &lines, |requests| {
        assert_eq!(requests.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["aaa-4-2020", "aaa-4-2020-2"]);
    });
}

#[test]
fn a_deadline_named_beyond_all_that_was_asked_shows_a_request_not_on_record() {
    let lines = format!("{}\ndeadline-named - about=ccm.4.1.a until=2026-08-01 published=2023-05-01", asked("2019-01-15"));
    on("2025-01-01", &lines, |requests| {
        assert_eq!(requests.len(), 2);
        assert!(requests[0].is_pending());
        assert!(requests[1].submitted.is_none());
        assert_eq!(requests[1].decision.how, How::Named);
    });
}

#[test]
fn for_remnants_the_request_comes_by_the_last_day_and_for_stocks_the_text_does_not_ask_that() {
    for (day, told) in [("2020-07-31", Told::Yes), ("2020-08-01", Told::Yes), ("2020-08-02", Told::No)] {
        one(&asked(day), |r| assert_eq!(r.before_expiry, Some(told), "{day}"));
    }
    one("extension-requested 2020-08-02 about=ccm.3.2 until=2021-08-01", |r| assert_eq!(r.before_expiry, None));
}

#[test]
fn five_years_are_over_the_most_for_stocks_and_the_most_for_remnants() {
    one("extension-requested 2017-05-01 about=ccm.3.2 until=2023-08-01", |r| {
        assert_eq!((r.length.within, r.length.exactly_the_most), (Told::No, false));
        assert_eq!(r.flags, [Flag::OverTheMost]);
    });
    for (until, within, most) in
        [("2025-07-31", Told::Yes, false), ("2025-08-01", Told::Yes, true), ("2025-08-02", Told::No, false)]
    {
        one(&format!("extension-requested 2019-01-15 about=ccm.4.1.a until={until}"), |r| {
            assert_eq!((r.length.within, r.length.exactly_the_most), (within, most), "{until}");
        });
    }
}

#[test]
fn five_years_with_a_plan_of_two_point_four_are_more_than_planned() {
    let plan = "extension-answers 2019-01-15 about=ccm.request.planned-pace amounts=\"1000000 m2\"";
    one(&format!("{}\n{plan}", asked("2019-01-15")), |r| {
        assert_eq!(r.need.paces[0].needs, Years::Number(2.4));
        assert_eq!(r.flags, [Flag::AskedTheMost, Flag::MoreThanPlanned]);
    });
    // Three years are what two years and five months need in whole years.
    let three = "extension-requested 2019-01-15 about=ccm.4.1.a until=2023-08-01";
    one(&format!("{three}\n{plan}"), |r| assert_eq!(r.flags, []));
}

#[test]
fn the_pace_observed_is_the_median_of_the_last_three_years_reported() {
    let years = "
        land-cleared 2015-12-31 period=2015 amounts=\"9000000 m2\" published=2016-05-01
        land-cleared 2016-12-31 period=2016 amounts=\"300000 m2\" published=2017-05-01
        land-reduced 2016-12-31 period=2016 amounts=\"100000 m2\" published=2017-05-01
        land-released 2017-12-31 period=2017 amounts=\"1200000 m2\" published=2018-05-01
        land-cleared 2018-12-31 period=2018 amounts=\"600000 m2\" published=2019-05-01
        land-cleared 2019-12-31 period=2019 amounts=\"8000000 m2\" published=2020-05-01";
    one(&format!("{}\n{years}", asked("2019-01-15")), |r| {
        assert_eq!(
            r.need.years.iter().map(|(year, _)| *year).collect::<Vec<_>>(),
            [2018, 2017, 2016, 2015],
            "2019 was not known then"
        );
        assert_eq!((r.need.paces[0].a_year, r.need.paces[0].needs), (Some(600_000.0), Years::Number(4.0)));
    });
}

#[test]
fn a_figure_made_public_before_its_year_was_over_is_of_a_part_of_it() {
    let part = "land-cleared 2018-06-30 period=2018 amounts=\"600000 m2\" published=2018-07-14";
    one(&format!("{}\n{part}", asked("2019-01-15")), |r| assert!(r.need.paces.is_empty() && r.need.is_not_assessable()));
}

#[test]
fn nothing_released_has_no_end_and_an_unknown_remainder_is_not_assessable() {
    let none = "land-released 2018-12-31 period=2016/2018 amounts=\"0 m2\" published=2019-05-01";
    one(&format!("{}\n{none}", asked("2019-01-15")), |r| assert!(r.need.has_no_end() && !r.need.is_not_assessable()));
    let stocks = "extension-requested 2017-05-01 about=ccm.3.2 until=2020-08-01
        stockpile-destroyed 2016-12-31 period=2016 amounts=\"35 munitions\" published=2017-03-01";
    one(stocks, |r| assert!(r.need.remaining.is_none() && r.need.is_not_assessable()));
}

#[test]
fn an_item_lacks_only_where_a_source_says_so() {
    let said = "extension-omits 2019-01-15 about=ccm.4.6.c said_by=monitor
        extension-answers 2019-01-15 about=ccm.4.6.g
        extension-answers 2019-01-15 about=ccm.4.6.h
        extension-omits 2019-01-15 about=ccm.4.6.h said_by=monitor";
    one(&format!("{}\n{said}", asked("2019-01-15")), |r| {
        let told: Vec<Told> = r.items.iter().map(|i| i.told).collect();
        use Told::{Contested, No, NotEstablished as Open, Yes};
        assert_eq!(told, [Yes, Open, No, Open, Open, Open, Yes, Contested, Open]);
    });
}

#[test]
fn the_eighth_paragraph_is_asked_of_a_further_request_only() {
    let lines = format!("{}\nextension-requested 2022-03-01 about=ccm.4.1.a until=2027-08-01", asked("2019-01-15"));
    on("2025-01-01", &lines, |requests| {
        let last = |r: &Request<'_>| r.items.last().unwrap().id.clone();
        assert_eq!((last(&requests[0]), last(&requests[1])), ("ccm.4.6.i".to_owned(), "ccm.4.8".to_owned()));
    });
}

#[test]
fn the_days_between_the_last_day_and_the_decision_are_kept() {
    for (decided, days) in [("2020-08-01", None), ("2020-08-02", None), ("2020-08-03", Some(1)), ("2020-08-11", Some(9))] {
        let granted = format!("extension-granted {decided} about=ccm.4.1.a until=2025-08-01");
        one(&format!("{}\n{granted}", asked("2019-01-15")), |r| {
            assert_eq!(r.gap.map(|g| (g.least, g.most)), days.map(|n| (n, n)), "{decided}");
            assert_eq!(r.decision.how, How::Granted);
        });
    }
    for (day, days) in [("2020-08-01", None), ("2020-08-02", Some(1)), ("2020-08-11", Some(10))] {
        on(day, &asked("2019-01-15"), |requests| {
            assert_eq!(requests[0].gap.map(|g| (g.least, g.goes_on)), days.map(|n| (n, true)), "{day}");
        });
    }
}

#[test]
fn a_meeting_may_grant_less_or_refuse() {
    let decided = |line: &str| format!("{}\n{line}", asked("2019-01-15"));
    one(&decided("extension-granted 2019-09-04 about=ccm.4.1.a until=2023-08-01"), |r| {
        assert_eq!((r.decision.how, r.decision.until.unwrap().to_string().as_str()), (How::GrantedShorter, "2023-08-01"));
    });
    one(&decided("extension-refused 2019-09-04 about=ccm.4.1.a"), |r| assert_eq!(r.decision.how, How::Refused));
    one(&decided("extension-granted 2020-04-01 about=ccm.4.1.a until=2025-08-01"), |r| {
        assert_eq!(r.decision.modality, Modality::BetweenMeetings);
    });
}

#[test]
fn before_the_meeting_is_on_record_nothing_is_said_of_the_nine_months() {
    on("2019-05-01", &asked("2019-01-15"), |requests| {
        assert!(requests[0].is_pending());
        assert_eq!((requests[0].meeting.is_none(), requests[0].timing()), (true, Timing::NotEstablished));
    });
    on("2019-01-14", &asked("2019-01-15"), |requests| assert!(requests.is_empty()));
}

#[test]
fn each_request_is_laid_beside_all_earlier_ones_of_its_article() {
    let lines = "extension-requested 2019-01-15 about=ccm.4.1.a until=2025-08-01
        extension-granted 2019-09-04 about=ccm.4.1.a until=2025-08-01
        extension-requested 2022-03-01 about=ccm.4.1.a until=2028-08-01
        extension-requested 2018-03-01 about=ccm.3.2 until=2019-08-01";
    on("2025-01-01", lines, |requests| {
        let last = requests.last().unwrap();
        assert_eq!((last.earlier.requests, last.earlier.granted, last.earlier.late), (1, 1, 1));
        let years = last.earlier.years_asked.unwrap();
        assert_eq!((years.place, years.of, years.median), (2, 2, 5.0));
        assert_eq!(requests[0].earlier.requests, 0, "the other article is not counted");
    });
}

#[test]
fn a_name_given_while_less_was_known_leads_to_the_same_request() {
    let received = "extension-noted 2019-01-15 about=ccm.request.received said_by=support-unit";
    on("2025-01-01", &format!("{}\n{received}", asked("2018-12-28")), |requests| {
        assert_eq!(findings::request_named(requests, "aaa-4-2018").map(|r| r.id.as_str()), Some("aaa-4-2019"));
        assert!(findings::request_named(requests, "aaa-4-2011").is_none());
    });
}
