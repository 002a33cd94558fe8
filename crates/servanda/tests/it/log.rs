//! The public log on the pages: how it stands below every page, receipts, documents and corrections beside what they are about.

use crate::evidence::world;
use crate::live::site;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use facts::{Correction, Day, Evidence, Fact};
use findings::World;
use jiff::civil::date;
use publish::{EarlierLog, LogStatus, SignedStatus};
use server::{Clock, Desk, router};
use std::sync::Arc;
use tower::ServiceExt;

/// 22 November 2026, 11:43 in the morning, UTC.
const NOW: u64 = 1_795_347_780;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

fn today() -> Day {
    date(2026, 11, 22)
}

/// A log of the shipped register, signed twelve minutes ago and seen by two of three witnesses, of whom two are needed.
fn status() -> LogStatus {
    let size = u64::from(world().register.entries());
    let text = format!("example.org/log\n{size}\nAAAA=\n\n— example.org/log BBBB=\n");
    LogStatus {
        origin: "example.org/log".to_owned(),
        key: "example.org/log+01234567+KEY".to_owned(),
        checkpoint: Some(SignedStatus { size, signed_at: NOW - 12 * MINUTE, root: "AAAA=".to_owned(), text }),
        witnesses: vec![
            ("north".to_owned(), Some(NOW - 3 * HOUR)),
            ("south".to_owned(), None),
            ("west".to_owned(), Some(NOW - 2 * DAY)),
        ],
        needed: Some((2, 3)),
        quorum: true,
        closed: None,
        unsigned: None,
        follows: Vec::new(),
    }
}

fn signed(size: u64, ago: u64) -> Option<SignedStatus> {
    Some(SignedStatus { size, signed_at: NOW - ago, ..status().checkpoint.unwrap() })
}

fn entries() -> u64 {
    u64::from(world().register.entries())
}

/// A site of that world whose log stands like that.
fn told_of(world: &World, status: Option<LogStatus>) -> Router {
    let desk = Desk::with_clock(site(world.clone()), Clock { today, now: || NOW });
    status.into_iter().for_each(|status| desk.tell_log(status));
    router(Arc::new(desk))
}

fn told(status: LogStatus) -> Router {
    told_of(world(), Some(status))
}

/// A page, whatever its status; what a browser would show of it and the marks.
async fn page(router: &Router, path: &str) -> String {
    let request = Request::builder().uri(path).body(Body::empty()).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let text = String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap();
    assert!(!text.contains('⟦'), "{path}: a sentence is missing\n{text}");
    text
}

async fn json(router: &Router, path: &str) -> serde_json::Value {
    serde_json::from_str(&page(router, path).await).unwrap()
}

#[track_caller]
fn says(page: &str, expected: &str) {
    assert!(page.contains(expected), "it does not say: {expected}\n{page}");
}

/// One page of each kind: the first, one of a treaty, one that is not there.
const ANY: [&str; 4] = ["/", "/ccm", "/mbt/states/per", "/ccm/nowhere"];

#[tokio::test]
async fn every_page_says_below_how_the_log_stands() {
    let router = told(status());
    for path in ANY {
        let text = page(&router, path).await;
        says(&text, ">Public log</a>: 6,399 entries signed 12 minutes ago, seen by 2 of 3 witnesses.</p>");
        assert!(!text.contains("role=\"status\""), "{path}: what can be entered needs no banner");
    }
    says(&page(&router, "/ccm?on=2022-08-01").await, "href=\"/ccm/log?on=2022-08-01&amp;known-by=2026-11-22\">Public log</a>");
}

#[tokio::test]
async fn the_age_of_the_signature_is_told_in_its_largest_unit() {
    for (ago, words) in [
        (0, "less than a minute ago"),
        (59, "less than a minute ago"),
        (MINUTE, "one minute ago"),
        (2 * MINUTE, "2 minutes ago"),
        (HOUR - 1, "59 minutes ago"),
        (HOUR, "one hour ago"),
        (3 * HOUR + 59 * MINUTE, "3 hours ago"),
        (DAY, "one day ago"),
        (2 * DAY, "2 days ago"),
        (1_234 * DAY, "1,234 days ago"),
    ] {
        let text = page(&told(LogStatus { checkpoint: signed(entries(), ago), ..status() }), "/ccm/nowhere").await;
        says(&text, &format!("6,399 entries signed {words}, seen by"));
    }
    // A clock put back is no reason to speak of the future.
    let ahead = SignedStatus { signed_at: NOW + HOUR, ..status().checkpoint.unwrap() };
    says(&page(&told(LogStatus { checkpoint: Some(ahead), ..status() }), "/ccm").await, "signed less than a minute ago");
}

#[tokio::test]
async fn numbers_and_their_words_agree() {
    let one = LogStatus { checkpoint: signed(1, MINUTE), witnesses: vec![("north".to_owned(), Some(NOW))], ..status() };
    says(&page(&told(one), "/ccm").await, "</a>: 1 entry signed one minute ago, seen by 1 of 1 witness.");
    let alone = LogStatus { witnesses: Vec::new(), needed: None, quorum: false, ..status() };
    says(&page(&told(alone), "/ccm").await, "</a>: 6,399 entries signed 12 minutes ago.</p>");
}

#[tokio::test]
async fn what_waits_for_a_signature_is_told_after_an_hour_or_where_signing_fails() {
    let waits = "entries wait for a signature.";
    let behind = |ago| LogStatus { checkpoint: signed(entries() - 2, ago), ..status() };
    assert!(!page(&told(behind(30 * MINUTE)), "/ccm").await.contains(waits), "signing takes a moment");
    says(
        &page(&told(behind(2 * HOUR)), "/ccm").await,
        "6,397 entries signed 2 hours ago, seen by 2 of 3 witnesses. 2 entries wait",
    );
    let fails = LogStatus { unsigned: Some("nothing was signed: the disk\n  hint: look".to_owned()), ..behind(MINUTE) };
    let router = told(fails);
    says(&page(&router, "/ccm").await, "2 entries wait for a signature.");
    let log = page(&router, "/ccm/log").await;
    says(&log, "Why the newest entries are not signed");
    says(&log, "nothing was signed: the disk</blockquote>");
    assert!(!log.contains("hint:"), "the hint is for who runs the site");
    let never = told(LogStatus { checkpoint: None, witnesses: Vec::new(), ..status() });
    says(&page(&never, "/ccm").await, ">Public log</a>: Nothing is signed yet.</p>");
    says(&page(&never, "/ccm/log").await, "not signed yet");
}

#[tokio::test]
async fn where_nothing_can_be_entered_every_page_says_so_and_leads_to_the_reason() {
    let why = "12 MB are free where the ledger lies, 64 MB are kept in reserve\n  hint: make room";
    let router = told(LogStatus { closed: Some(why.to_owned()), ..status() });
    for path in ANY {
        let text = page(&router, path).await;
        says(&text, "role=\"status\"");
        says(&text, "This site can be read; nothing can be entered at the moment.</b> <a href=\"/");
    }
    let log = page(&router, "/ccm/log").await;
    says(&log, "/ccm/log?on=2026-11-22&amp;known-by=2026-11-22#standing\">Why</a>");
    says(&log, "12 MB are free where the ledger lies, 64 MB are kept in reserve</blockquote>");
    says(&log, "id=\"standing\"");
    assert!(!log.contains("hint:"));
    assert_eq!(json(&router, "/ccm/log.json").await["log"]["closed"], why);
}

#[tokio::test]
async fn a_site_without_a_log_says_nothing_below_its_pages_and_says_so_on_the_page_about_it() {
    let router = told_of(world(), None);
    for path in ANY {
        assert!(!page(&router, path).await.contains("Public log</a>:"), "{path}");
    }
    let log = page(&router, "/ccm/log").await;
    says(&log, "This site shows its entries in no public log.");
    assert!(!log.contains("/log/entry/") && !log.contains("/log/proof/"), "what is not there is not linked");
    assert_eq!(json(&router, "/ccm/log.json").await["log"], serde_json::Value::Null);
    let fact = world().register.facts().next().unwrap();
    let shown = page(&router, &format!("/ccm/facts/{}", fact.id)).await;
    assert!(!shown.contains("/log/") && !shown.contains("Receipt"), "{shown}");
}

#[tokio::test]
async fn the_page_about_the_log_says_how_it_stands_who_saw_it_and_how_to_check_it() {
    let router = told(status());
    let log = page(&router, "/ccm/log").await;
    for expected in [
        "<dd>6,399</dd>",
        "the first 6,399 entries",
        "22 Nov 2026, 11:31 UTC, 12 minutes ago",
        "example.org/log+01234567+KEY",
        "2 of 3 witnesses are needed; enough have signed.",
        "22 Nov 2026, 08:43 UTC, 3 hours ago",
        "20 Nov 2026, 11:43 UTC, 2 days ago",
        "href=\"/log/checkpoints/6399\"",
        "href=\"/log/proof/6399\"",
        "python3 verifier/verify.py SITE/log --key log.key --earlier kept-checkpoint",
        "servanda receipt verify receipt --key log.key",
        "— example.org/log BBBB=",
        "href=\"/log/entry/6399\">6,399</a>",
        "aria-label=\"receipt of entry 6,380\"",
    ] {
        says(&log, expected);
    }
    let told = json(&router, "/ccm/log.json").await;
    assert_eq!(told["log"]["signed"], 6399);
    assert_eq!(told["log"]["witnesses"][1], serde_json::json!({ "name": "south", "signed_at": null }));
    assert_eq!(told["entries"].as_array().unwrap().len(), 20);
    assert_eq!(told["entries"][0]["proof"], "/log/proof/6399");
}

#[tokio::test]
async fn a_log_that_goes_on_from_another_says_from_which_how_far_it_was_signed_and_why_it_ended() {
    let earlier = EarlierLog {
        origin: "example.org/first".to_owned(),
        key: "example.org/first+89abcdef+KEY".to_owned(),
        signed: 5_120,
        checkpoint: Some("example.org/first\n5120\nCCCC=\n".to_owned()),
        reason: "the disk died <in May>".to_owned(),
    };
    let router = told(LogStatus { follows: vec![earlier], ..status() });
    let text = page(&router, "/ccm/log").await;
    for expected in [
        "Logs before this one",
        ">example.org/first<",
        "the first 5,120 entries",
        "the disk died &lt;in May&gt;",
        "CCCC=",
        "href=\"/log/follows\"",
    ] {
        says(&text, expected);
    }
    let answer = json(&router, "/ccm/log.json").await;
    let told = &answer["log"]["follows"][0];
    assert_eq!((&told["origin"], &told["signed"]), (&"example.org/first".into(), &5_120.into()));
    assert_eq!(told["reason"], "the disk died <in May>");
    let alone = page(&self::told(status()), "/ccm/log").await;
    assert!(!alone.contains("Logs before this one"), "most logs go on from no other");
}

#[tokio::test]
async fn a_quorum_not_reached_is_told_plainly_on_every_page() {
    let few = LogStatus { quorum: false, needed: Some((3, 3)), ..status() };
    let router = told(few.clone());
    says(&page(&router, "/ccm").await, "seen by 2 of 3 witnesses. 3 of 3 witnesses are needed; not so many have signed yet.</p>");
    says(&page(&router, "/ccm/log").await, "<p>3 of 3 witnesses are needed; not so many have signed yet.</p>");
    let grouped = told(LogStatus { needed: None, ..few });
    says(&page(&grouped, "/ccm/log").await, "asks for more witnesses than have signed so far.");
    let alone = told(LogStatus { witnesses: Vec::new(), needed: None, quorum: false, ..status() });
    says(&page(&alone, "/ccm/log").await, "No witnesses are named.");
}

#[tokio::test]
async fn the_list_of_entries_goes_back_to_the_first() {
    let router = told(status());
    let mut path = "/ccm/log?entries=45".to_owned();
    let mut seen = Vec::new();
    loop {
        let (address, asked) = path.split_once('?').unwrap();
        let rows = json(&router, &format!("{address}.json?{asked}")).await["entries"].clone();
        seen.extend(rows.as_array().unwrap().iter().map(|row| row["entry"].as_str().unwrap().parse::<u32>().unwrap()));
        let text = page(&router, &path).await;
        let Some(at) = text.find("\">Entries up to ") else { break };
        path = text[..at].rsplit("href=\"").next().unwrap().replace("&amp;", "&");
    }
    assert_eq!(seen, (1..=45).rev().collect::<Vec<_>>());
}

/// The shipped world and three entries more: a fact that stands in place of the first one, that correction, and a document.
fn corrected() -> (World, Fact, Fact) {
    let (last, wrong) =
        (world().register.entries(), world().register.facts().find(|f| f.treaty.code() == "ccm").unwrap().clone());
    let right = Fact { id: format!("{}f", wrong.id), entry: last + 1, note: "read again".to_owned(), ..wrong.clone() };
    let correction = Correction {
        entry: last + 2,
        fact: wrong.id.clone(),
        replacement: Some(right.id.clone()),
        reason: "misread".to_owned(),
        evidence: "https://example.org/letter?a=1&b=2".to_owned(),
        known_from: date(2026, 3, 1),
    };
    let document = Evidence {
        entry: last + 3,
        fact: right.id.clone(),
        sha256: "0123456789abcdef".repeat(4),
        bytes: 48_310,
        media_type: "application/pdf".to_owned(),
        name: "<b>letter</b>.pdf".to_owned(),
    };
    (world().with(vec![right.clone()], vec![correction]).attach(vec![document]), wrong, right)
}

#[tokio::test]
async fn the_page_of_a_fact_leads_to_its_entry_and_its_receipt_once_it_is_signed() {
    let (world, wrong, right) = corrected();
    let router = told_of(&world, Some(status()));
    let old = page(&router, &format!("/ccm/facts/{}", wrong.id)).await;
    let number = wrong.entry;
    assert!(number < 1_000, "a number without thousands");
    says(&old, &format!("<a href=\"/log/entry/{number}\">{number}</a>"));
    says(&old, &format!("<a href=\"/log/proof/{number}\" aria-label=\"receipt of entry {number}\">receipt</a>"));
    let new = page(&router, &format!("/ccm/facts/{}", right.id)).await;
    says(&new, "<a href=\"/log/entry/6400\">6,400</a>");
    says(&new, "not signed yet");
    assert!(!new.contains("/log/proof/"), "there is no proof of what is not signed");
    let told = json(&router, &format!("/ccm/facts/{}.json", right.id)).await;
    assert_eq!((told["entry"].as_u64(), &told["proof"]), (Some(6400), &serde_json::Value::Null));
}

#[tokio::test]
async fn a_corrected_fact_and_the_one_in_its_place_name_each_other() {
    let (world, wrong, right) = corrected();
    let router = told_of(&world, Some(status()));
    let old = page(&router, &format!("/ccm/facts/{}", wrong.id)).await;
    for expected in
        ["What is held instead", &right.id, "misread", "href=\"https://example.org/letter?a=1&amp;b=2\"", "1 Mar 2026"]
    {
        says(&old, expected);
    }
    let new = page(&router, &format!("/ccm/facts/{}", right.id)).await;
    says(&new, "In place of");
    says(&new, &format!(">{}</span>", wrong.id));
    assert_eq!(json(&router, &format!("/ccm/facts/{}.json", right.id)).await["replaces"][0], wrong.id);
    for before in ["entries=6400", "known-by=2026-02-28"] {
        let old = page(&router, &format!("/ccm/facts/{}?{before}", wrong.id)).await;
        assert!(!old.contains("misread"), "{before}: the correction is not known there");
    }
}

#[tokio::test]
async fn documents_stand_beside_the_fact_they_show() {
    let (world, _, right) = corrected();
    let router = told_of(&world, Some(status()));
    let address = format!("/ccm/facts/{}", right.id);
    let shown = page(&router, &address).await;
    let print = "0123456789abcdef".repeat(4);
    for expected in [
        "&lt;b&gt;letter&lt;/b&gt;.pdf",
        "application/pdf",
        "48 kB",
        &format!("title=\"{print}\" href=\"/log/evidence/{print}\">0123456789ab…</a>"),
        "<a href=\"/log/entry/6402\">6,402</a>",
    ] {
        says(&shown, expected);
    }
    assert!(!page(&router, &format!("{address}?entries=6401")).await.contains(".pdf"), "it came after these entries");
    let told = json(&router, &format!("{address}.json")).await;
    assert_eq!(told["evidence"][0]["sha256"], print.as_str());
    assert_eq!(told["evidence"][0]["bytes"], 48_310);
    assert!(page(&router, &format!("{address}.csv")).await.contains(&print));
    assert_eq!(json(&router, &format!("{address}.json?entries=6401")).await["evidence"], serde_json::json!([]));
}

#[tokio::test]
async fn corrections_are_told_newest_first_up_to_the_entries_of_the_address() {
    let (world, wrong, right) = corrected();
    let again = Correction {
        entry: 6403,
        fact: right.id.clone(),
        replacement: None,
        reason: "read a third time".to_owned(),
        evidence: "https://example.org/letter, page 3".to_owned(),
        known_from: date(2026, 2, 1),
    };
    let world = world.with(Vec::new(), vec![again]);
    let router = told_of(&world, Some(LogStatus { checkpoint: signed(6402, MINUTE), ..status() }));
    let shown = page(&router, "/ccm/corrections").await;
    let (newest, oldest) = (shown.find("read a third time").unwrap(), shown.find("misread").unwrap());
    assert!(newest < oldest, "the newest first, by its entry and not by its day");
    for expected in [
        wrong.id.as_str(),
        "href=\"https://example.org/letter?a=1&amp;b=2\"",
        "<a href=\"/log/proof/6401\"",
        "<a href=\"/log/entry/6403\">6,403</a>",
        "not signed yet",
    ] {
        says(&shown, expected);
    }
    assert!(!shown.contains("href=\"https://example.org/letter, page 3\""), "words after an address make it none");
    let rows = json(&router, "/ccm/corrections.json").await["corrections"].clone();
    assert_eq!(rows[1]["proof"], "/log/proof/6401");
    assert_eq!(rows[1]["replacement"], right.id.as_str());
    let before = page(&router, "/ccm/corrections?entries=6402").await;
    assert!(before.contains("misread") && !before.contains("read a third time"));
    assert!(!page(&router, "/mbt/corrections").await.contains("misread"), "they are of the other treaty");
}
