//! Every count on a small invented world: a sentence, a few facts, what is counted.

// In a test, breaking off is how a problem is told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod claims;
mod plans;
mod world;

use world::{counted, known, told, world};

#[track_caller]
fn counts(facts: &str, window: &str, word: &str, keys: &str, expected: &str) {
    assert_eq!(told(&counted(&world(facts), window, word, keys)), expected);
}

const CONSENTS: &str = "
    AAA consent 2010-01-15
    BBB consent 2010-12-31
    CCC consent 2011-01-01
    DDD signature 2008-12-03
    EEE consent 2010-12
    FFF consent 2010-12-20/2011-01-10";

#[test]
fn the_first_and_the_last_day_of_a_window_belong_to_it() {
    counts(CONSENTS, "2010", "parties", "who=new", "3 states: AAA BBB EEE |  | FFF");
    counts(CONSENTS, "2011", "parties", "who=new", "1 states: CCC |  | FFF");
    counts(CONSENTS, "2010-02/2010-12-30", "parties", "who=new", "- states:  |  | EEE FFF");
    counts(CONSENTS, "2010", "parties", "who=parties", "3 states: AAA BBB EEE |  |");
    counts(CONSENTS, "2011", "parties", "who=joined", "6 states: AAA BBB CCC DDD EEE FFF |  |");
}

const REPORTS: &str = "
    AAA consent 2010-01-15
    BBB consent 2010-01-15
    CCC consent 2010-01-15
    DDD consent 2010-01-15
    EEE consent 2010-01-15
    AAA annual-report-received 2019-04-30 period=2018
    BBB annual-report-received 2019-05-01 period=2018 published=2019-09-01
    CCC annual-report-absent 2019-09-01 period=2018
    DDD annual-report-received 2019-12-31 period=2018 published=2020-08-01";

#[test]
fn a_report_on_its_day_is_in_time_a_day_later_is_late_and_silence_is_unknown() {
    let due = |ways: &str| told(&counted(&world(REPORTS), "2019", "due", &format!("rule=ccm.7.2; ways={ways}")));
    assert_eq!(due("in-time"), "1 of 5 reports: AAA/2018 | BBB/2018 CCC/2018 DDD/2018 | EEE/2018");
    assert_eq!(due("in-time|late"), "3 of 5 reports: AAA/2018 BBB/2018 DDD/2018 | CCC/2018 | EEE/2018");
    assert_eq!(due("missing"), "1 of 5 reports: CCC/2018 | AAA/2018 BBB/2018 DDD/2018 | EEE/2018");
}

/// Of five reports due one was in time, three were not, and of one nothing is known: a fifth at least, two fifths at most.
#[test]
fn a_share_of_what_is_partly_unknown_is_a_range_and_no_figure() {
    let due = |facts: &str| counted(&world(facts), "2019", "due", "rule=ccm.7.2; ways=in-time");
    let partly = due(REPORTS);
    assert_eq!((partly.shares(), partly.share()), (Some((20.0, 40.0)), None));
    let whole = due(&format!("{REPORTS}\n    EEE annual-report-received 2019-04-01 period=2018"));
    assert_eq!((whole.shares(), whole.share()), (Some((40.0, 40.0)), Some(40.0)));
}

#[test]
fn what_was_not_known_by_a_day_is_unknown_then() {
    let then = known(&world(REPORTS), "2019", "2019-12-31", "due", "rule=ccm.7.2; ways=in-time|late");
    assert_eq!(told(&then), "2 of 5 reports: AAA/2018 BBB/2018 | CCC/2018 | DDD/2018 EEE/2018");
}

#[test]
fn a_window_that_ends_on_the_day_before_asks_on_that_day() {
    // The last report came on 31 December; on the day before it was late, by the later receipt.
    let day_before = counted(&world(REPORTS), "2019-01-01/2019-12-30", "due", "rule=ccm.7.2; ways=in-time|late");
    assert_eq!(told(&day_before), "2 of 5 reports: AAA/2018 BBB/2018 | CCC/2018 DDD/2018 | EEE/2018");
    let asked_later =
        counted(&world(REPORTS), "2019-01-01/2019-12-30", "due", "rule=ccm.7.2; ways=in-time|late; asked-later=true");
    assert_eq!(asked_later.number, Some(3.0));
}

const CASUALTIES: &str = "
    AAA casualties - period=2015 about=cluster-munition amounts=10_casualties;4_children published=2016-08-01
    AAA casualties - period=2015 about=cluster-munition amounts=12_casualties published=2017-08-01
    AAA casualties - period=2015 about=cluster-munition amounts=99_casualties said_by=press published=2018-08-01
    AAA casualties - period=2014/2017 about=cluster-munition amounts=70_casualties published=2018-08-01
    AAA casualties - period=2018 about=cluster-munition amounts=0_casualties published=2019-08-01
    AAA casualties - period=2016 about=all-ordnance amounts=500_casualties published=2019-08-01
    BBB casualties - period=2015 about=cluster-munition amounts=30_casualties published=2016-08-01";

#[test]
fn of_one_year_one_source_is_used_by_rank_then_by_the_later_publication() {
    counts(
        CASUALTIES,
        "2015",
        "happened",
        "kinds=casualties; about=cluster-munition; unit=casualties",
        "42 casualties: AAA/2015 BBB/2015 |  |",
    );
}

#[test]
fn a_period_is_never_added_to_a_year_within_it_nor_one_scope_to_another() {
    let keys = "kinds=casualties; unit=casualties; states=AAA";
    assert_eq!(
        told(&counted(&world(CASUALTIES), "2010/2018", "happened", keys)),
        "70 of 100 casualties: AAA AAA/2018 | AAA AAA/2018 BBB/2015 |"
    );
}

#[test]
fn zero_is_a_number_and_silence_is_not() {
    let keys = "kinds=casualties; about=cluster-munition; unit=casualties";
    counts(CASUALTIES, "2018", "happened", keys, "0 casualties: AAA/2018 |  |");
    counts(CASUALTIES, "2019", "happened", keys, "- casualties:  |  |");
}

#[test]
fn a_figure_for_all_states_is_not_added_to_figures_of_single_states() {
    let facts =
        format!("{CASUALTIES}\n- casualties - period=2015 about=cluster-munition amounts=50_casualties published=2016-08-01");
    let keys = "kinds=casualties; about=cluster-munition; unit=casualties; states=BBB";
    counts(&facts, "2015", "happened", keys, "30 of 50 casualties: BBB/2015 | cluster-munition/2015 |");
}

#[test]
fn what_happened_lists_states_and_what_is_only_said_to_be_none_stands_apart() {
    let facts = "
        AAA consent 2010-01-15
        BBB consent 2010-01-15
        CCC consent 2010-01-15
        AAA land-cleared - period=2018 amounts=5_m2 published=2019-01-01
        BBB land-cleared - period=2018 amounts=0_m2 published=2019-01-01
        CCC land-cleared - period=2017/2018 amounts=9_m2 published=2019-01-01";
    counts(facts, "2018", "happened", "kinds=land-cleared; among=parties", "1 of 3 states: AAA | BBB | CCC");
}

const PRODUCERS: &str = "
    AAA consent 2010-01-15
    AAA production-reported 2012-01-01
    BBB production-reported 2012-01-01
    CCC production-reported 2012-01-01
    CCC production-ended 2015-06-01
    DDD production-none 2012-01-01
    EEE signature 2008-12-03";

#[test]
fn the_latest_that_was_said_is_held_until_something_ends_it() {
    let keys = "kinds=production-reported; ended-by=production-ended|production-none; among=outside";
    counts(PRODUCERS, "2010/2015-05-31", "held", keys, "2 of 4 states: BBB CCC | DDD | EEE");
    counts(PRODUCERS, "2010/2015-06-01", "held", keys, "1 of 4 states: BBB | CCC DDD | EEE");
    counts(PRODUCERS, "2010/2011", "held", keys, "- of 4 states:  |  | BBB CCC DDD EEE");
    counts(PRODUCERS, "2010/2015", "held", "kinds=production-reported; among=parties", "1 of 1 states: AAA |  |");
}

const STOCKS: &str = "
    AAA consent 2010-01-15
    AAA stockpile-declared 2011-01-01
    AAA stockpile-destruction-completed 2018-07-01
    BBB consent 2010-01-15
    BBB stockpile-declared 2011-01-01
    BBB stockpile-destruction-completed 2018-07-02
    CCC consent 2010-01-15
    CCC stockpile-declared 2011-01-01
    CCC extension-requested 2018-01-10 about=ccm.3.2 until=2022-07-01
    CCC extension-granted 2018-06-01 about=ccm.3.2 until=2022-07-01 said_by=meeting
    DDD consent 2010-01-15
    DDD stockpile-declared 2011-01-01
    DDD stockpile-destruction-absent 2019-01-01
    EEE consent 2010-01-15
    EEE stockpile-none 2011-01-01
    GGG consent 2010-01-15
    GGG stockpile-declared 2011-01-01";

#[test]
fn missed_extended_asked_and_to_come_are_kept_apart() {
    let passed =
        |window: &str, ways: &str| told(&counted(&world(STOCKS), window, "passed", &format!("rule=ccm.3.2; ways={ways}")));
    assert_eq!(passed("2010/2018-07-01", "missed"), "0 of 5 states:  | AAA BBB CCC DDD GGG |");
    assert_eq!(passed("2010/2018-07-02", "missed"), "2 of 5 states: BBB DDD | AAA CCC | GGG");
    assert_eq!(passed("2010/2019", "extended"), "1 of 5 states: CCC | AAA BBB DDD | GGG");
    assert_eq!(passed("2010/2018-01-09", "asked"), "- of 5 states:  |  | AAA BBB CCC DDD GGG");
    assert_eq!(passed("2010/2018-01-10", "asked"), "1 of 5 states: CCC |  | AAA BBB DDD GGG");
    // What was said of DDD in 2019 no longer speaks in 2022.
    assert_eq!(passed("2022", "falls"), "1 of 5 states: CCC | AAA BBB | DDD GGG");
    assert_eq!(passed("2022-01-01/2022-06-30", "falls"), "0 of 5 states:  | AAA BBB CCC | DDD GGG");
}

#[test]
fn standings_are_counted_out_of_all_that_is_owed() {
    counts(
        STOCKS,
        "2010/2018-07-02",
        "standing",
        "rule=ccm.3.2; standings=met|met-late",
        "2 of 5 states: AAA BBB | CCC DDD | GGG",
    );
}

#[test]
fn the_years_asked_for_are_counted_from_the_day_in_force_before_the_request() {
    let asked = |years: i32| told(&counted(&world(STOCKS), "2018", "requested", &format!("rule=ccm.3.2; years={years}")));
    assert_eq!(asked(4), "1 of 1 requests: CCC |  |");
    assert_eq!(asked(5), "0 of 1 requests:  | CCC |");
}

#[test]
fn meetings_are_told_by_length_and_by_the_last() {
    let facts = "
        AAA consent 2010-01-15
        - meeting 2015-06-22 about=intersessional_2015 until=2015-06-23 said_by=meeting
        - meeting 2018-09-03 about=8MSP until=2018-09-05 said_by=meeting
        - meeting 2019-09-02 about=9MSP until=2019-09-04 said_by=meeting
        - meeting 2022-08-30 about=10MSP until=2022-09-02 said_by=meeting";
    counts(facts, "2010/2022", "meetings", "named=MSP; what=days", "3 days: 8MSP 9MSP 10MSP |  |");
    counts(facts, "2010/2020", "meetings", "named=intersessional; what=last", "2015 year: intersessional 2015 |  |");
    let from_meeting_to_meeting = counted(&world(facts), "9MSP/10MSP", "meetings", "named=MSP; what=days");
    assert_eq!(told(&from_meeting_to_meeting), "3 days: 9MSP |  |");
}
