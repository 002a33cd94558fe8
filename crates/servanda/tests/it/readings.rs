//! The open questions of law: what differs between two readings is contested and says how, and nothing else is; on the command line,
//! as data and on the pages.

use crate::commands::bad;
use crate::evidence::world;
use crate::site::site;
use crate::support::{finding, json, printed};
use facts::{Day, State, When};
use findings::{Finding, Profile, Question, Standing, Wanted, World};
use jiff::civil::date;
use rules::{Shape, Switch};
use std::collections::{BTreeMap, BTreeSet};

type Unit = (State, String, Option<String>, Option<i16>);

fn ask(world: &World, on: Day, known_by: Day) -> BTreeMap<Unit, Finding> {
    let question = Question { treaty: "ccm".parse().unwrap(), true_on: on, known_by, entries: None };
    let found = findings::findings(world, &question, &Wanted::default());
    found.into_iter().map(|f| ((f.state, f.rule.0.clone(), f.about.clone(), f.period), f)).collect()
}

/// How it stands, where by that reading anything is owed at all.
fn stands(finding: Option<&Finding>) -> Option<(Standing, Option<When>)> {
    let only_otherwise = |f: &Finding| {
        let rule = world().book.rule(&f.rule).unwrap();
        matches!(rule.shape, Shape::PeriodicReport(_)) || rule.is_watch()
    };
    let owed = |f: &&Finding| f.standing != Standing::NotBound && (f.standing != Standing::NotApplicable || !only_otherwise(f));
    finding.filter(owed).map(|f| (f.standing, day(f.standing, f.due)))
}

/// The day in force, where one counts.
fn day(standing: Standing, due: Option<When>) -> Option<When> {
    due.filter(|_| ![Standing::NotApplicable, Standing::Clear].contains(&standing))
}

fn days() -> Vec<Day> {
    let mut days: Vec<Day> = (2010..=2026).map(|year| date(year, 11, 22)).collect();
    days.extend((2011..=2016).map(|year| date(year, 4, 30)));
    for (year, month, day) in [
        (2011, 1, 28),
        (2012, 5, 15),
        (2012, 6, 30),
        (2012, 7, 15),
        (2012, 8, 1),
        (2012, 12, 28),
        (2016, 3, 20),
        (2018, 8, 1),
        (2018, 11, 1),
        (2020, 8, 1),
        (2021, 3, 1),
        (2021, 3, 2),
        (2021, 4, 10),
        (2021, 5, 2),
        (2025, 3, 5),
        (2025, 3, 6),
        (2025, 4, 30),
        (2025, 5, 1),
    ] {
        days.push(date(year, month, day));
    }
    days
}

/// Every reading that is computed, as a world of its own, held against what the findings of the world say of it.
#[track_caller]
fn every_difference_is_told(base: &World) -> BTreeSet<Switch> {
    let (mut seen, today) = (BTreeSet::new(), date(2026, 11, 22));
    let chapter = base.book.chapter("ccm".parse().unwrap()).unwrap();
    for reading in chapter.readings.iter().filter(|r| r.switch().is_some()) {
        let switch = reading.switch().unwrap();
        let letter = switch.other(base.profile().letter(reading));
        let mut choices: BTreeMap<String, String> = base.profile().choices.clone();
        choices.insert(reading.id.clone(), letter.to_owned());
        let choices: Vec<(String, String)> = choices.into_iter().collect();
        let other = base.read_by(Profile::of(&base.book, base.profile().name.as_deref(), &choices).unwrap());
        for (on, known_by) in days().into_iter().flat_map(|on| [(on, today), (on, on)]) {
            let (mine, others) = (ask(base, on, known_by), ask(&other, on, known_by));
            for unit in mine.keys().chain(others.keys()).collect::<BTreeSet<_>>() {
                let (here, there) = (stands(mine.get(unit)), stands(others.get(unit)));
                let told = mine.get(unit).and_then(|f| f.otherwise.iter().find(|o| o.switch == switch));
                assert_eq!(told.is_some(), here != there, "{unit:?} on {on}, known by {known_by}, {}={letter}", reading.id);
                if let Some(told) = told {
                    seen.insert(switch);
                    assert_eq!(told.choice, letter);
                    let nothing = [Standing::NotBound, Standing::NotApplicable].contains(&told.standing);
                    let same = there == Some((told.standing, day(told.standing, told.due)));
                    assert!(same || there.is_none() && nothing, "{unit:?} on {on}: {told:?}");
                }
            }
            let marked = mine.values().all(|f| f.contested != f.otherwise.is_empty());
            assert!(marked, "contested without a difference on {on}, known by {known_by}");
        }
    }
    seen
}

#[test]
fn every_finding_that_differs_between_two_readings_is_contested_and_no_other() {
    let seen = every_difference_is_told(world());
    assert_eq!(seen.len(), Switch::ALL.len(), "the register has findings that differ by {seen:?}");
}

#[test]
fn under_a_profile_the_same_holds_of_what_differs_from_it() {
    let strict = world().read_by(Profile::of(&world().book, Some("strict"), &[]).unwrap());
    every_difference_is_told(&strict);
}

#[test]
fn a_world_read_by_a_profile_shares_its_facts_and_a_fact_entered_keeps_the_profile() {
    let strict = world().read_by(Profile::of(&world().book, Some("strict"), &[]).unwrap());
    let next = strict.with(Vec::new(), Vec::new());
    assert_eq!(next.profile().name.as_deref(), Some("strict"));
    let (on, today) = (date(2013, 4, 30), date(2026, 11, 22));
    let told = |world: &World| ask(world, on, today).into_values().map(|f| (f.standing, f.due)).collect::<Vec<_>>();
    assert_eq!(told(&strict), told(&next));
    assert_ne!(told(&strict), told(world()));
}

/// register/participation.csv: Mauritania deposited on 1 February 2012.
#[test]
fn a_deposit_on_the_first_of_a_month_counts_from_the_month_or_from_the_day() {
    let by_month = finding("ccm.7.1", "MRT", &["--on", "2013-06-01", "--known-by", "2026-11-22"]);
    assert_eq!((by_month["due"].as_str(), by_month["contested"].as_bool()), (Some("2013-01-28"), Some(true)));
    assert_eq!(by_month["otherwise"][0]["reading"], "AMB-18");
    let by_day = finding("ccm.7.1", "MRT", &["--on", "2013-06-01", "--known-by", "2026-11-22", "--reading", "AMB-18=B"]);
    assert_eq!(by_day["due"], "2012-12-28");
    assert_eq!(by_month["otherwise"][0]["due"], by_day["due"]);
}

#[test]
fn the_last_day_is_in_time_or_not_on_the_command_line_as_data() {
    let dates = ["--rule", "ccm.3.2", "--state", "HRV", "--on", "2018-08-01", "--known-by", "2026-11-22"];
    let used = json(&[&["findings"], &dates[..]].concat());
    assert_eq!(used["readings"]["AMB-27"], "A");
    let strict = json(&[&["findings", "--profile", "strict"], &dates[..]].concat());
    assert_eq!((strict["readings"]["AMB-27"].as_str(), strict["readings"]["AMB-04"].as_str()), (Some("B"), Some("A")));
    let both =
        json(&[&["findings", "--profile", "strict", "--reading", "AMB-27=A", "--reading", "AMB-04=B"], &dates[..]].concat());
    assert_eq!((both["readings"]["AMB-27"].as_str(), both["readings"]["AMB-04"].as_str()), (Some("A"), Some("B")));
    let parties = |more: &[&str]| json(&[&["parties", "--on", "2012-07-15"], more].concat())["in_force"].as_u64().unwrap();
    assert_eq!(parties(&["--reading", "AMB-18=B"]), parties(&[]) + 1, "Mauritania, a month earlier");
}

#[test]
fn both_results_stand_side_by_side_with_their_reasons() {
    let question = ["explain", "ccm.7.2", "LTU", "--period", "2024", "--on", "2025-06-01", "--known-by", "2026-11-22"];
    let answer = json(&question);
    let other = &answer["by_other_readings"][0];
    assert_eq!((other["reading"].as_str(), other["choice"].as_str()), (Some("AMB-10"), Some("B")));
    assert!(answer.to_string().contains("still owed") && !other["reason"]["because"].as_array().unwrap().is_empty(), "{answer}");
    let told = printed(&question);
    assert!(told.contains("By another reading: AMB-10=B unknown due 2025-04-30"), "{told}");
    let table = printed(&["findings", "--state", "LTU", "--rule", "ccm.7.2", "--on", "2025-06-01", "--known-by", "2026-11-22"]);
    assert!(table.contains("AMB-10=B unknown due 2025-04-30"), "{table}");
}

#[test]
fn a_choice_that_the_book_does_not_know_or_compute_is_refused() {
    bad(&["findings", "--reading", "AMB-99=A"], &["there is no reading AMB-99", "allowed: AMB-04"]);
    bad(&["findings", "--reading", "AMB-19=B"], &["AMB-19 is told and not computed", "allowed: AMB-04"]);
    bad(&["findings", "--reading", "AMB-04=C"], &["AMB-04 is not computed by the reading \"C\"", "allowed: A, B"]);
    bad(&["findings", "--reading", "AMB-27"], &["is not a choice of readings", "AMB-27=B"]);
    bad(&["findings", "--profile", "sterct"], &["there is no profile \"sterct\"", "allowed: default, lenient, strict"]);
}

#[test]
fn a_page_can_be_read_by_another_profile_and_its_links_keep_it() {
    let site = site();
    let (status, _, page) = site.get("/ccm/states/ltu?on=2025-06-01&known-by=2026-11-22&profile=strict&reading=AMB-27:A");
    assert_eq!(status, 200);
    assert!(page.contains("Read otherwise than by default") && page.contains("profile strict"), "{page}");
    assert!(page.contains("/ccm/law?on=2025-06-01&amp;known-by=2026-11-22&amp;profile=strict&amp;reading=AMB-27:A"), "{page}");
    assert!(page.contains(r#"name="reading" value="AMB-27:A""#), "{page}");
    let data = |address: &str| serde_json::from_str::<serde_json::Value>(&site.get(address).2).unwrap();
    let read = data("/ccm/findings.json?profile=strict&reading=AMB-27:A&reading=AMB-04:B");
    let letters = ["AMB-04", "AMB-07", "AMB-27"].map(|id| read["readings"][id].as_str().unwrap().to_owned());
    assert_eq!(letters, ["B", "B", "A"]);
    assert!(
        site.get("/ccm/overdue?profile=strict").2.matches(r#"name="profile" value="strict""#).count() == 2,
        "both forms keep it"
    );
    assert!(!site.get("/ccm?profile=default").2.contains("Read otherwise than by default"));
    assert!(!site.get("/ccm").2.contains("Read otherwise than by default"));
    assert_eq!(data("/ccm/states/ltu.json?profile=strict")["readings"]["AMB-10"], "B");
    assert_eq!(data("/ccm/states/ltu.json")["readings"], serde_json::Value::Null);
    for (address, says) in [
        ("/ccm?reading=AMB-99:A", "there is no reading AMB-99"),
        ("/ccm?reading=AMB-27", "is not a choice of readings"),
        ("/ccm?profile=nobody", "there is no profile"),
        ("/ccm?reading=%3Cscript%3E:A", "there is no reading"),
    ] {
        let (status, _, body) = site.get(address);
        assert_eq!(status, 400, "{address}");
        assert!(body.contains(says) && !body.contains("<script>"), "{address}: {body}");
    }
}

#[test]
fn the_pages_show_what_differs_and_how() {
    let site = site();
    let days = "on=2025-06-01&known-by=2026-11-22";
    let explained = site.get(&format!("/ccm/law/7.2/ltu?period=2024&{days}")).2;
    assert!(explained.contains("By another reading") && explained.contains("AMB-10 read as B"), "{explained}");
    let contested = site.get(&format!("/ccm/contested?{days}")).2;
    assert!(contested.contains("id=\"AMB-10\"") && contested.contains("Annual report 2024"), "{contested}");
    let law = site.get(&format!("/ccm/law/readings?{days}")).2;
    assert!(law.contains("Findings are computed by A, B") && law.contains("findings of this day"), "{law}");
    assert!(law.contains("/ccm/contested?"), "{law}");
    let state = site.get(&format!("/ccm/states/ltu?{days}")).2;
    assert!(state.contains("/ccm/law/readings?") && state.contains("#AMB-10"), "{state}");
}

/// Bosnia and Herzegovina asked for more time before 1 March 2021 and was given it later: only where that decision reaches back
/// (AMB-04 B) is the duty still open in August 2021, and only then is its pace watched.
#[test]
fn what_only_another_reading_gives_can_be_explained() {
    let dates = ["--on", "2021-08-01", "--known-by", "2022-12-31"];
    let asked = ["explain", "ccm.watch.pace", "BIH", "--about", "ccm.4.1.a"];
    let told = crate::support::json(&[&asked[..], &dates].concat());
    assert_eq!(told["finding"]["contested"], true, "{told}");
    assert!(told["reason"]["says"].as_str().unwrap().starts_with("By the reading used, nothing stands here"), "{told}");
}
