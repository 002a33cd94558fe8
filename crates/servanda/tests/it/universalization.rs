//! Universalization on the shipped register: targets, new parties, and an order in which every point is explained.

use crate::evidence::world;
use crate::support::{files, json, root, servanda};
use facts::State;
use findings::{Answer, Question, Universalization, World};
use rules::Book;
use std::collections::BTreeSet;

fn question(on: &str, known_by: &str) -> Question {
    let day = |text: &str| facts::exact_day(text).unwrap();
    Question { treaty: "ccm".parse().unwrap(), true_on: day(on), known_by: day(known_by), entries: None }
}

fn told<'a>(world: &'a World, on: &str, since: Option<&str>) -> Universalization<'a> {
    let question = question(on, on);
    let since = since.map(|text| findings::since(world, &question, text).unwrap_or_else(|| panic!("{text} is not known")).day);
    findings::universalization(world, &question, since).unwrap()
}

fn codes(told: &Universalization<'_>) -> Vec<String> {
    told.new.iter().map(|arrival| arrival.state.code().to_owned()).collect()
}

/// J.12.
#[test]
fn on_the_opening_day_of_the_second_review_conference_110_were_parties_20_short_of_130() {
    for (on, known_by, past) in
        [("2020-11-25", "2020-11-25", true), ("2026-02-03", "2026-02-03", true), ("2020-11-25", "2026-02-03", true)]
    {
        let told = findings::universalization(world(), &question(on, known_by), None).unwrap();
        let target = told.targets.iter().find(|t| t.target.id == "parties-by-2rc").unwrap();
        assert_eq!((target.by.to_string().as_str(), target.is_past), ("2020-11-25", past), "{on} {known_by}");
        assert_eq!((target.target.number, target.count, target.short_by), (130, 110, 20), "{on} {known_by}");
    }
}

#[test]
fn before_the_meeting_is_known_the_target_is_due_in_the_year_its_source_named() {
    let told = told(world(), "2018-01-01", None);
    let target = told.targets.iter().find(|t| t.target.id == "parties-by-2rc").unwrap();
    assert!(target.meeting.is_none() && !target.is_past);
    assert_eq!((target.by.to_string().as_str(), target.counted_on.to_string().as_str()), ("2020", "2018-01-01"));
    assert_eq!((target.count, target.short_by), (102, 28));
}

#[test]
fn of_eight_new_parties_by_the_seventh_meeting_two_came() {
    let told = told(world(), "2017-09-04", None);
    let target = told.targets.iter().find(|t| t.target.id == "new-by-7msp").unwrap();
    let new: Vec<&str> = target.new.iter().map(|arrival| arrival.state.code()).collect();
    assert_eq!((target.count, target.short_by, new), (2, 6, vec!["MDG", "BEN"]));
}

/// A paper of April 2020 names ten and says "since the First Review Conference". By deposit, Somalia and Mauritius came after it too,
/// in the three weeks after its closing day; the ten are those of the years from 2016.
#[test]
fn by_april_2020_the_ten_of_the_paper_had_joined_since_2016_and_two_more_since_the_conference_closed() {
    let ten = ["CUB", "PLW", "MDG", "BEN", "LKA", "NAM", "GMB", "PHL", "MDV", "STP"];
    assert_eq!(codes(&told(world(), "2020-04-30", Some("2015-12-31"))), ten);
    let twelve: Vec<&str> = ["SOM", "MUS"].into_iter().chain(ten).collect();
    assert_eq!(codes(&told(world(), "2020-04-30", Some("1RC"))), twelve);
    assert_eq!(codes(&told(world(), "2020-04-30", Some("2015-09-11"))), twelve, "a meeting's name means its closing day");
    assert_eq!(told(world(), "2020-04-30", None).parties.parties, 108, "the paper counts 108 as of April 2020");
}

#[test]
fn a_deposit_counts_after_the_day_named_and_up_to_the_day_asked() {
    assert_eq!(codes(&told(world(), "2020-01-26", Some("2019-09-27"))), Vec::<String>::new());
    assert_eq!(codes(&told(world(), "2020-01-27", Some("2019-09-27"))), ["STP"]);
    assert_eq!(codes(&told(world(), "2020-01-28", Some("2019-09-26"))), ["MDV", "STP"]);
}

#[test]
fn a_meeting_that_is_not_known_yet_cannot_be_counted_from() {
    assert!(findings::since(world(), &question("2015-01-01", "2015-01-01"), "1RC").is_none());
    assert!(findings::since(world(), &question("2021-01-01", "2021-01-01"), "2rc-part-one").is_some());
    let refused = servanda(&["universalization", "--since", "somewhen"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("neither a day nor a meeting"));
}

#[test]
fn every_point_has_its_factor_and_every_factor_that_gives_points_has_its_facts() {
    let told = told(world(), "2026-02-03", None);
    assert_eq!(told.prospects.len(), 85);
    for prospect in &told.prospects {
        let name = prospect.state;
        assert_eq!(prospect.points, prospect.weighed.iter().map(|w| w.points).sum::<i32>(), "{name}");
        for weighed in &prospect.weighed {
            let (id, expected) = (&weighed.factor.id, if weighed.answer == Answer::Yes { weighed.factor.points } else { 0 });
            assert_eq!(weighed.points, expected, "{name} {id}");
            assert!(weighed.answer != Answer::Yes || !weighed.facts.is_empty(), "{name} {id}: a yes without a fact");
            assert!(weighed.answer != Answer::Unknown || weighed.facts.is_empty(), "{name} {id}: unknown with a fact");
            for fact in &weighed.facts {
                assert!(
                    fact.known_from <= question("2026-02-03", "2026-02-03").known_by,
                    "{name} {id}: {} is not known yet",
                    fact.id
                );
            }
        }
    }
}

#[test]
fn the_order_goes_by_points_then_by_name_and_is_the_same_every_time() {
    let order = |told: &Universalization<'_>| told.prospects.iter().map(|p| (p.points, p.state)).collect::<Vec<(i32, State)>>();
    let (first, second) = (told(world(), "2026-02-03", None), told(world(), "2026-02-03", None));
    assert_eq!(order(&first), order(&second));
    for pair in first.prospects.windows(2) {
        let key = |p: &findings::Prospect<'_>| (std::cmp::Reverse(p.points), world().gazetteer.name(&p.state, "en").to_owned());
        assert!(key(&pair[0]) < key(&pair[1]));
    }
}

/// The shipped facts told by a book in which one text of the campaign is another.
fn world_with(from: &str, to: &str) -> World {
    let base = root().join("law");
    let name = |path: &std::path::PathBuf| path.strip_prefix(&base).unwrap().to_string_lossy().into_owned();
    let read = files(&base).into_iter().filter(|p| p.extension().is_some_and(|e| e == "md" || e == "toml"));
    let mut law: Vec<(String, String)> = read.map(|p| (name(&p), std::fs::read_to_string(&p).unwrap())).collect();
    let campaign = law.iter_mut().find(|(name, _)| name == "ccm/universalization/campaign.md").unwrap();
    assert!(campaign.1.contains(from), "the campaign says {from}");
    campaign.1 = campaign.1.replacen(from, to, 1);
    let shipped = world();
    World::new(shipped.register.clone(), Book::read(&law).unwrap(), shipped.gazetteer.as_ref().clone())
}

#[test]
fn a_book_with_other_weights_orders_otherwise() {
    let shipped = told(world(), "2026-02-03", None);
    assert_eq!(shipped.prospects[0].status, findings::Status::Signatory);
    let toy = world_with("points  = 5", "points  = -5");
    let toy = told(&toy, "2026-02-03", None);
    assert_eq!(
        toy.prospects[0].status,
        findings::Status::NotJoined,
        "with signature taking points, nobody who signed stands first"
    );
    let same: BTreeSet<State> = toy.prospects.iter().map(|p| p.state).collect();
    assert_eq!(same, shipped.prospects.iter().map(|p| p.state).collect(), "the same States, in another order");
}

#[track_caller]
fn refused(from: &str, to: &str, says: &str) {
    let base = root().join("law");
    let name = |path: &std::path::PathBuf| path.strip_prefix(&base).unwrap().to_string_lossy().into_owned();
    let read = files(&base).into_iter().filter(|p| p.extension().is_some_and(|e| e == "md" || e == "toml"));
    let law = read.map(|p| (name(&p), std::fs::read_to_string(&p).unwrap()));
    let law: Vec<(String, String)> = law
        .map(
            |(name, text)| {
                if name == "ccm/universalization/campaign.md" { (name, text.replacen(from, to, 1)) } else { (name, text) }
            },
        )
        .collect();
    let problems = Book::read(&law).unwrap_err();
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|problem| problem.contains(says)), "{told:?} does not say {says}");
}

#[test]
fn a_campaign_that_is_not_in_order_is_refused_with_what_to_do() {
    refused("points  = 5", "points  = 0", "`points` gives nothing");
    refused("measure = \"signed\"", "measure = \"singed\"", "did you mean \"signed\"?");
    refused("treaty  = \"mbt\"", "treaty  = \"npt\"", "`treaty` = \"npt\" is not in the book");
    refused("at-least = 50", "at-least = 500", "percent, from 1 to 100");
    refused("id      = \"step\"", "id      = \"signed\"", "the id \"signed\" is given twice");
    refused("since      = \"2016-10-03\"", "", "`since` and counts = \"new-parties\" come together");
    refused("by         = \"2020\"", "by         = \"soon\"", "\"soon\" is not a day");
}

#[test]
fn a_vote_without_a_row_is_shown_as_none_and_never_as_an_abstention() {
    let angola = findings::dossier(world(), &question("2026-02-03", "2026-02-03"), "AGO".parse().unwrap()).unwrap();
    let cast = angola.votes.iter().find(|cast| cast.symbol == "A/RES/70/54").unwrap();
    assert!(cast.is_recorded && cast.ballot.is_none());
}

#[test]
fn the_command_gives_every_factor_and_what_it_rests_on() {
    let answer =
        json(&["universalization", "--since", "1RC", "--on", "2020-04-30", "--known-by", "2020-04-30", "--region", "Africa"]);
    assert_eq!((answer["since"].as_str(), answer["since_meeting"].as_str()), (Some("2015-09-11"), Some("1RC")));
    let outside = answer["outside"].as_array().unwrap();
    assert!(outside.iter().all(|state| state["region"] == "Africa" && state["factors"].as_array().unwrap().len() == 11));
}
