//! Requests for more time in the shipped register, from outside: what is on record of each comes out as the sources say it.

use crate::commands::bad;
use crate::evidence::world;
use crate::site::site;
use crate::support::{json, printed};
use findings::requests::{Flag, How, Modality, Timing, Told};
use findings::{Question, Request};

#[track_caller]
fn on<T>(day: &str, known_by: &str, ask: impl Fn(&[Request<'_>]) -> T) -> T {
    let (true_on, known_by) = (facts::exact_day(day).unwrap(), facts::exact_day(known_by).unwrap());
    ask(&findings::requests(world(), &Question { treaty: "ccm".parse().unwrap(), true_on, known_by, entries: None }))
}

/// One request as known at the end of 2026's register.
#[track_caller]
fn one<T>(id: &str, ask: impl Fn(&Request<'_>) -> T) -> T {
    on("2026-11-22", "2026-11-22", |all| ask(all.iter().find(|r| r.id == id).unwrap_or_else(|| panic!("no {id}"))))
}

fn told(request: &Request<'_>, item: &str) -> Told {
    request.items.iter().chain(&request.commitments).find(|i| i.id == item).unwrap().told
}

fn needed(request: &Request<'_>) -> Option<(f64, Option<f64>)> {
    let tenth = |years: f64| (years * 10.0).round() / 10.0;
    request.need.range().map(|(least, most)| (tenth(least), most.map(tenth)))
}

#[test]
fn germany_and_lao_pdr_asked_44_and_86_days_late_and_were_considered() {
    for (id, late) in [("deu-4-2019", 44), ("lao-4-2019", 86)] {
        one(id, |r| {
            let meeting = r.meeting.as_ref().unwrap();
            assert_eq!(
                (meeting.last_day.map(|d| d.to_string()).as_deref(), meeting.late),
                (Some("2018-12-02"), Some((late, late))),
                "{id}"
            );
            assert_eq!((r.timing(), r.before_expiry), (Timing::Late, Some(Told::Yes)), "{id}");
            assert_eq!((r.decision.how, &r.decision.modality), (How::Granted, &Modality::AtMeeting("9MSP".to_owned())), "{id}");
            assert_eq!(r.gap, None, "decided before the last day");
        });
    }
}

#[test]
fn germany_asked_for_the_most_and_by_the_pace_then_known_for_less_than_the_work_takes() {
    one("deu-4-2019", |r| {
        assert_eq!(r.flags, [Flag::AskedTheMost, Flag::LessThanReckoned]);
        assert_eq!(needed(r), Some((23.4, Some(23.4))), "11 km² at the 0.47 km² of 2017");
        assert_eq!((told(r, "ccm.4.6.f"), told(r, "ccm.4.6.e")), (Told::Yes, Told::NotEstablished));
    });
}

#[test]
fn a_plan_that_a_source_misses_is_told_from_the_day_of_the_source() {
    for id in ["lao-4-2019", "chl-4-2020"] {
        one(id, |r| assert_eq!(told(r, "ccm.4.6.c"), Told::No, "{id}"));
    }
    on("2019-12-31", "2019-12-31", |all| {
        let lao = findings::request_named(all, "lao-4-2019").unwrap();
        assert_eq!(told(lao, "ccm.4.6.c"), Told::NotEstablished);
        assert!(lao.until.is_none(), "no source had told how long");
    });
}

#[test]
fn bulgaria_asked_three_times_and_a_revision_of_peru_is_no_second_request() {
    on("2026-11-22", "2026-11-22", |all| {
        let of = |state: &str| {
            all.iter().filter(|r| r.state.to_string() == state && r.article == "3").map(|r| r.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(of("BGR"), ["bgr-3-2019", "bgr-3-2020", "bgr-3-2022"]);
        assert_eq!(of("PER"), ["per-3-2020"]);
    });
    one("bgr-3-2019", |r| {
        assert_eq!((r.timing(), r.meeting.as_ref().unwrap().late), (Timing::Late, Some((120, 149))));
        assert!(told(r, "ccm.3.4.c") == Told::No && !r.called_incomplete.is_empty());
        assert!(r.need.has_no_end(), "nothing destroyed in 2016 and 2017");
    });
    one("bgr-3-2022", |r| {
        assert_eq!((told(r, "ccm.3.4.c"), told(r, "ccm.request.costed-plan")), (Told::Yes, Told::Yes));
        assert_eq!(told(r, "ccm.request.exceptional-circumstances"), Told::NotEstablished);
        assert_eq!((r.timing(), r.decision.how), (Timing::NotEstablished, How::Named), "only the year is on record");
    });
    one("per-3-2020", |r| {
        assert_eq!((r.submitted.as_ref().unwrap().on.to_string().as_str(), r.timing()), ("2020-03", Timing::Late));
        assert!(r.before_expiry.is_none() && r.need.is_not_assessable() && !r.called_incomplete.is_empty());
    });
}

#[test]
fn chile_asked_for_one_year_by_one_source_and_for_five_by_another() {
    one("chl-4-2020", |r| {
        let until = r.until.as_ref().unwrap();
        assert_eq!(until.day.to_string(), "2022-06-01");
        assert_eq!(until.differ.iter().filter_map(|f| f.until).map(|u| u.to_string()).collect::<Vec<_>>(), ["2026-06-01"]);
    });
    on("2026-11-22", "2026-11-22", |all| {
        assert_eq!(all.iter().filter(|r| r.state.to_string() == "CHL").map(|r| r.number).collect::<Vec<_>>(), [1, 2, 3, 4]);
    });
}

#[test]
fn lebanon_was_decided_between_meetings_and_before_its_day() {
    one("lbn-4-2020", |r| {
        assert_eq!((&r.decision.modality, r.gap), (&Modality::BetweenMeetings, None));
        assert_eq!(
            needed(r),
            Some((4.7, Some(10.2))),
            "planned by the end of 2025; 17.18 km² at the median of 2015, 2017 and 2019"
        );
        assert!(!r.flags.contains(&Flag::MoreThanPlanned), "five whole years");
    });
}

#[test]
fn the_second_deadline_of_bosnia_and_herzegovina_shows_a_request_not_on_record() {
    one("bih-4-2020", |r| {
        assert_eq!(r.submitted.as_ref().unwrap().on.to_string(), "2020-09");
        assert_eq!(needed(r), Some((2.6, Some(2.6))), "2.24 km² at the median of 2015 to 2017");
        assert_eq!(r.gap.map(|g| (g.least, g.most)), Some((0, 304)), "granted on some day of 2021; the last day was 1 March");
    });
    one("bih-4-2023", |r| {
        assert!(r.submitted.is_none() && r.need.is_not_assessable());
        assert_eq!((r.number, r.decision.how, r.decision.until.unwrap().to_string().as_str()), (2, How::Named, "2023-09-01"));
    });
    on("2021-02-28", "2021-03-15", |all| assert!(findings::request_named(all, "bih-4-2020").unwrap().is_pending()));
}

#[test]
fn of_mauritania_only_an_analysis_is_on_record() {
    one("mrt-4-2025", |r| {
        assert!(r.submitted.is_none() && r.is_pending() && r.need.is_not_assessable());
        assert_eq!(r.meeting.as_ref().map(|m| (m.name.as_str(), m.on_record)), Some(("13MSP", true)));
        assert_eq!((r.timing(), r.before_expiry), (Timing::NotEstablished, Some(Told::NotEstablished)));
        assert!(r.items.iter().all(|i| i.told == Told::NotEstablished), "nothing lacks because no row mentions it");
    });
}

#[test]
fn iraq_came_in_time_and_no_single_number_is_the_answer() {
    one("irq-4-2022", |r| {
        assert_eq!(r.meeting.as_ref().unwrap().late, Some((-25, -25)));
        assert_eq!(needed(r), Some((5.0, Some(22.8))));
        assert_eq!(r.earlier.years_asked.map(|y| y.place), Some(1), "as long as the longest");
    });
}

#[test]
fn in_every_month_every_request_has_its_own_name_and_keeps_its_facts() {
    for year in 2010..=2026 {
        for month in [3, 9] {
            let day = format!("{year}-{month:02}-15");
            on(&day, &day, |all| {
                let names: std::collections::BTreeSet<&str> = all.iter().map(|r| r.id.as_str()).collect();
                assert_eq!(names.len(), all.len(), "{day}");
                let known = |f: &facts::Fact| f.known_from.to_string() <= day;
                assert!(all.iter().all(|r| !r.facts.is_empty() && r.facts.iter().all(|f| known(f))), "{day}");
            });
        }
    }
}

#[test]
fn the_command_gives_the_same_in_three_forms_and_narrows() {
    let answer = json(&["requests", "--article", "3", "--on", "2026-11-22", "--known-by", "2026-11-22"]);
    let ids: Vec<&str> = answer["requests"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["bgr-3-2019", "bgr-3-2020", "per-3-2020", "bgr-3-2022"]);
    let germany = json(&["requests", "--state", "Germany", "--on", "2020-01-01", "--known-by", "2020-12-31"]);
    assert_eq!(germany["requests"][0]["days_late_least"], 44);
    let csv = printed(&["requests", "--state", "LAO", "--format", "csv"]);
    assert!(csv.lines().next().unwrap().starts_with("id,state,article,") && csv.contains("lao-4-2019"), "{csv}");
    assert!(printed(&["requests"]).contains("irq-4-2022"));
    bad(&["requests", "--article", "7"], &["no time can be asked for under Article 7", "allowed: 3, 4"]);
}

#[test]
fn the_pages_answer_for_every_request_with_no_sentence_missing() {
    let site = site();
    let (_, _, csv) = site.get("/ccm/requests.csv?on=2026-11-22&known-by=2026-11-22");
    let ids = csv.lines().skip(1).filter_map(|l| l.split(',').next()).map(|id| format!("/ccm/requests/{id}"));
    let lists =
        ["/ccm/requests", "/mbt/requests", "/ccm/requests?duty=ccm.3.2", "/ccm/requests?on=2009-01-01"].map(str::to_owned);
    for page in lists.into_iter().chain(ids) {
        let (status, _, body) = site.get(&page);
        assert_eq!(status, 200, "{page}");
        assert!(!body.contains('⟦'), "{page}: {:?}", body.split('⟦').nth(1).map(|t| t.split('⟧').next()));
        assert!(body.contains("<h1>"), "{page}");
    }
    for twin in ["/ccm/requests", "/ccm/requests/deu-4-2019"] {
        let (status, head, body) = site.get(&format!("{twin}.json"));
        assert!(
            status == 200 && head.contains("application/json") && serde_json::from_str::<serde_json::Value>(&body).is_ok(),
            "{twin}"
        );
        let (status, head, body) = site.get(&format!("{twin}.csv"));
        assert!(status == 200 && head.contains("text/csv") && body.starts_with("id,state"), "{twin}");
    }
    assert_eq!(site.get("/ccm/requests/deu-4-2018").0, 200, "the name of an earlier day leads on");
    let (status, _, body) = site.get("/ccm/requests/per-4-2011");
    assert!(status == 404 && body.contains("There is no request for more time"), "{body}");
    assert!(site.get("/ccm/states/deu").2.contains("/ccm/requests/deu-4-2019"), "the State leads to its requests");
}
