//! The norm on the shipped register: figures and their revisions, shares, votes, use; nothing before it was published.

use crate::evidence::world;
use crate::support::{json, printed};
use findings::{Missing, Norm, Question, Toll};
use rules::Vote;

fn norm(on: &str, known_by: &str) -> Norm<'static> {
    let day = |text: &str| facts::exact_day(text).unwrap();
    let question = Question { treaty: "ccm".parse().unwrap(), true_on: day(on), known_by: day(known_by), entries: None };
    findings::norm(world(), &question).unwrap()
}

fn of_the_world<'n>(norm: &'n Norm<'static>, period: &str) -> Option<&'n Toll<'static>> {
    norm.tolls.iter().find(|toll| toll.state.is_none() && toll.period.to_string() == period && toll.scope == "cluster-munition")
}

#[test]
fn the_casualties_of_2018_are_149_as_known_at_the_end_of_2019_and_277_as_known_at_the_end_of_2021() {
    let then = norm("2018-12-31", "2019-12-31");
    let toll = of_the_world(&then, "2018").unwrap();
    assert_eq!((toll.number("casualties"), toll.beside.len(), toll.is_revised()), (Some(149.0), 0, false));
    let later = norm("2018-12-31", "2021-12-31");
    let toll = of_the_world(&later, "2018").unwrap();
    assert_eq!((toll.number("casualties"), toll.is_revised()), (Some(277.0), true));
    assert_eq!(toll.beside.iter().filter_map(|f| f.amount("casualties")).map(|a| a.number).collect::<Vec<_>>(), [149.0]);
    assert!(of_the_world(&norm("2018-12-31", "2019-08-28"), "2018").is_none(), "nothing before its publication");
}

#[test]
fn a_share_shows_both_numbers_and_is_not_derivable_where_they_count_different_things() {
    let norm = norm("2026-02-03", "2026-11-30");
    let syria = "SYR".parse().unwrap();
    let share = |window: &str| norm.shares.iter().find(|s| s.state == syria && s.window.to_string() == window).unwrap();
    let ratio = share("2009/2018").ratio.as_ref().unwrap();
    assert_eq!((ratio.unit, ratio.part, ratio.whole), ("casualties", 3343.0, 4128.0));
    let ratio = share("2018").ratio.as_ref().unwrap();
    assert_eq!(
        (ratio.unit, ratio.part, ratio.whole),
        ("casualties", 80.0, 149.0),
        "both of the edition of 2019, not the revised whole"
    );
    assert!(!ratio.is_mixed);
    let ratio = share("2016").ratio.as_ref().unwrap();
    assert_eq!(
        (ratio.unit, ratio.part, ratio.whole),
        ("attacks", 837.0, 857.0),
        "those of attacks against those of attacks alone"
    );
    let afghanistan = norm.shares.iter().find(|s| s.state.code() == "AFG" && s.window.to_string() == "2009/2018").unwrap();
    assert_eq!(afghanistan.ratio.as_ref().unwrap_err(), &Missing::Years);
}

#[test]
fn scopes_are_never_added() {
    let norm = norm("2026-02-03", "2026-11-30");
    for share in &norm.shares {
        if let Ok(ratio) = &share.ratio {
            assert!(ratio.parts.iter().chain([&ratio.of]).all(|fact| fact.about.as_deref() == Some("cluster-munition")));
        }
    }
}

#[test]
fn a_printed_total_that_disagrees_with_the_rows_is_shown_beside_them() {
    let norm = norm("2026-02-03", "2026-02-03");
    let resolution = norm.resolutions.iter().find(|r| r.symbol == "A/RES/71/45").unwrap();
    assert_eq!(Vote::ALL.map(|vote| resolution.counted(vote)), [141, 1, 39]);
    assert!(resolution.differs());
    let totals = resolution.totals(resolution.adopted[0]);
    let differing: Vec<_> =
        totals.iter().filter(|total| total.differs()).map(|t| (t.vote, t.printed.number, t.counted)).collect();
    assert_eq!(differing, [(Vote::No, 2.0, 1)]);
    let whole = norm.resolutions.iter().find(|r| r.symbol == "A/RES/70/54").unwrap();
    assert!(!whole.differs() && whole.about_treaty);
}

#[test]
fn a_vote_is_known_from_its_own_day() {
    assert!(norm("2015-12-06", "2015-12-06").resolutions.iter().all(|r| r.symbol != "A/RES/70/54"));
    assert!(norm("2015-12-07", "2015-12-07").resolutions.iter().any(|r| r.symbol == "A/RES/70/54" && r.votes.len() == 181));
}

#[test]
fn a_denial_stands_beside_what_it_denies() {
    let norm = norm("2026-02-03", "2026-02-03");
    let kenya = norm.episodes.iter().find(|episode| episode.name == "som-2016").unwrap();
    let states = |facts: &[&facts::Fact]| facts.iter().filter_map(|f| f.state).map(|s| s.code().to_owned()).collect::<Vec<_>>();
    assert_eq!((states(&kenya.alleged), states(&kenya.denied)), (vec!["KEN".to_owned()], vec!["KEN".to_owned()]));
    assert!(kenya.by.is_empty(), "an allegation is no report of use");
}

#[test]
fn nothing_of_the_norm_is_told_before_it_is_known() {
    let norm = norm("2026-02-03", "2014-01-01");
    let by = facts::exact_day("2014-01-01").unwrap();
    let told = norm.episodes.iter().flat_map(|e| e.all()).chain(norm.tolls.iter().map(|t| t.used));
    let told = told.chain(norm.outside.iter().flat_map(|o| o.states.iter().map(|n| n.used)));
    assert!(told.into_iter().all(|fact| fact.known_from <= by));
}

#[test]
fn the_command_gives_one_part_alone() {
    let answer = json(&["norm", "--part", "votes"]);
    assert!(answer["votes"].is_array() && answer["use"].is_null() && answer["casualties"].is_null());
    let table = printed(&["norm", "--part", "casualties", "--format", "csv", "--known-by", "2021-12-31"]);
    assert!(table.lines().skip(1).all(|line| line.starts_with("casualties,") || line.starts_with("share,")), "{table}");
    assert!(table.contains("277 casualties") && table.contains("149 casualties"));
}
