//! Entering over HTTP: who may, what is refused and how that is told, and that the same sent again is entered once.

use crate::live;
use crate::running_log::few;
use crate::site::{Site, start_with};
use axum::body::{Body, to_bytes};
use axum::http::Request;
use facts::Day;
use jiff::civil::date;
use ledger::Ledger;
use server::{Desk, Writers, router};
use std::sync::Arc;
use tower::ServiceExt;

const TOKEN: &str = "a token that nobody can guess";
const HEAD: &str = "treaty,state,kind,on,period,until,about,amounts,said_by,published,collected,public,source,basis,note";
const ROW: &str = "ccm,PER,stockpile-none,2014-01-01,,,,,state,2014-02-01,,,https://example.org/report,seen,";

/// A site with a few rows, where facts can be entered.
fn open(name: &str) -> Site {
    let place = few(name);
    std::fs::write(place.join("token"), TOKEN).unwrap();
    start_with(&place, &["serve", "--token", "token"])
}

fn rows(rows: &str) -> String {
    format!("{HEAD}\n{rows}\n")
}

/// The answer to who holds the token and names that key.
fn enter(site: &Site, key: &str, body: &str) -> (u16, serde_json::Value) {
    let bearer = format!("Bearer {TOKEN}");
    let (status, told) = site.post("/ledger/facts", &[("Authorization", &bearer), ("Idempotency-Key", key)], body.as_bytes());
    (status, serde_json::from_str(&told).unwrap())
}

fn held(site: &Site) -> usize {
    site.get("/ccm/data.csv").2.lines().count()
}

#[test]
fn only_who_holds_the_token_may_enter() {
    let site = open("token");
    let before = held(&site);
    let key = ("Idempotency-Key", "one");
    for headers in [
        vec![key],
        vec![key, ("Authorization", "Bearer ")],
        vec![key, ("Authorization", "Bearer a token that nobody can gues")],
        vec![key, ("Authorization", "Basic YSB0b2tlbg==")],
        vec![key, ("Authorization", TOKEN)],
    ] {
        for path in ["/ledger/facts", "/ledger/corrections"] {
            let (status, told) = site.post(path, &headers, rows(ROW).as_bytes());
            assert_eq!(status, 401, "{headers:?}");
            assert!(told.contains("only who holds the token") && !told.contains("nobody can guess"), "{told}");
        }
    }
    assert_eq!(held(&site), before);
}

#[test]
fn a_request_without_a_name_of_its_own_is_refused() {
    let site = open("nameless");
    let bearer = format!("Bearer {TOKEN}");
    let long = "k".repeat(201);
    for (key, says) in [(None, "Idempotency-Key is missing"), (Some(" "), "is missing"), (Some(&*long), "at most 200 letters")] {
        let mut headers = vec![("Authorization", bearer.as_str())];
        headers.extend(key.map(|key| ("Idempotency-Key", key)));
        let (status, told) = site.post("/ledger/facts", &headers, rows(ROW).as_bytes());
        assert_eq!(status, 400, "{told}");
        assert!(told.contains(says), "{told}");
    }
}

#[test]
fn rows_that_are_not_in_order_are_named_and_none_is_entered() {
    let site = open("rows");
    let before = held(&site);
    let wrong = "ccm,XXX,stockpile-none,2014-02-30,,,,,state,2014-03-01,,,https://example.org/report,seen,";
    let (status, told) = enter(&site, "one", &rows(&format!("{ROW}\n{wrong}")));
    assert_eq!(status, 422, "{told}");
    assert_eq!(told["error"], "nothing was entered");
    let problems = told["problems"].as_array().unwrap();
    let names = |word: &str| problems.iter().any(|p| p.as_str().is_some_and(|p| p.contains("row 3") && p.contains(word)));
    assert!(names("column \"state\"") && names("\"XXX\" is no State"), "{told}");
    let (status, told) = enter(&site, "two", "this is no table");
    assert_eq!(status, 422, "{told}");
    assert_eq!(held(&site), before, "also the row in order was not entered");
    // The key of what was refused may be used for what is in order.
    assert_eq!(enter(&site, "one", &rows(ROW)).0, 200);
}

#[test]
fn the_same_sent_again_is_entered_once_and_anything_else_under_its_key_is_refused() {
    let site = open("again");
    let (status, first) = enter(&site, "one", &rows(ROW));
    assert_eq!((status, first["entered"].as_u64(), first["again"].as_bool()), (200, Some(1), Some(false)), "{first}");
    let (status, again) = enter(&site, "one", &rows(ROW));
    assert_eq!((status, &again["first"], again["again"].as_bool()), (200, &first["first"], Some(true)), "{again}");
    let (status, other) = enter(&site, "one", &rows(&ROW.replace("PER", "CHE")));
    assert_eq!(status, 409, "{other}");
    assert!(other["error"].as_str().unwrap().contains("something else was entered already"), "{other}");
}

#[test]
fn a_correction_that_is_not_whole_is_refused() {
    let site = open("corrections");
    let (status, entered) = enter(&site, "fact", &rows(ROW));
    assert_eq!(status, 200);
    let entry = site.get(&format!("/log/entry/{}", entered["first"])).2;
    let id = serde_json::from_str::<serde_json::Value>(&entry).unwrap()["id"].as_str().unwrap().to_owned();
    let bearer = format!("Bearer {TOKEN}");
    let send = |key: &str, body: serde_json::Value| {
        let headers = [("Authorization", bearer.as_str()), ("Idempotency-Key", key)];
        site.post("/ledger/corrections", &headers, body.to_string().as_bytes())
    };
    let whole = serde_json::json!({ "fact": id, "reason": "misread", "evidence": "a letter", "published": "2026-03-01" });
    let with = |name: &str, value: &str| {
        let mut changed = whole.clone();
        changed[name] = value.into();
        changed
    };
    for (body, says) in [
        (with("reason", " "), "needs a reason"),
        (with("published", "2026-02-30"), "published: "),
        (with("fact", "per-0000000000"), "no fact per-0000000000"),
        (with("replacement", "no table"), "problems"),
        (with("colour", "red"), "unknown field"),
    ] {
        let (status, told) = send(says, body);
        assert_eq!(status, 422, "{told}");
        assert!(told.contains(says), "{told}");
    }
    assert_eq!(send("whole", whole).0, 200);
}

fn today() -> Day {
    date(2026, 11, 22)
}

/// Without a program in between: what is too large is refused before it is read, and its sender may still be writing.
#[tokio::test]
async fn a_body_that_is_too_large_is_refused_and_the_answer_says_what_to_do() {
    let folder = crate::support::folder("large");
    let ledger = Ledger::open(&format!("sqlite:{}", folder.join("servanda.db").display())).await.unwrap();
    let read = Arc::new(|_: &str, _: &facts::Vocabulary, _: &facts::Gazetteer| Ok(Vec::new()));
    let desk = Desk::new(live::site(crate::evidence::world().clone()), today);
    let router = router(Arc::new(desk.with_writers(Writers::new(TOKEN, ledger, read))));
    for (bytes, expected) in [(2 << 20, 200), ((2 << 20) + 1, 413)] {
        let request = Request::post("/ledger/facts")
            .header("Authorization", format!("Bearer {TOKEN}"))
            .header("Idempotency-Key", "large")
            .body(Body::from(vec![b' '; bytes]))
            .unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let told = String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap();
        assert_eq!(status, expected, "{told}");
        assert!(expected == 200 || told.contains("more than 2 MB; send the rows in smaller parts"), "{told}");
    }
}

#[test]
fn a_site_started_without_a_token_takes_nothing() {
    let site = crate::site::start(&few("shut"));
    let headers = [("Authorization", "Bearer x"), ("Idempotency-Key", "one")];
    let (status, told) = site.post("/ledger/facts", &headers, rows(ROW).as_bytes());
    assert_eq!(status, 404);
    assert!(told.contains("without --token"), "{told}");
}
