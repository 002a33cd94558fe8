//! The public log of a running site: what another program enters, receipts, documents, a log that goes on from another.

use crate::register::copy;
use crate::site::{Site, start, start_with};
use crate::support::{folder, servanda_in};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A folder with a store of a few rows of each table.
pub fn few(name: &str) -> PathBuf {
    let register = copy(|name, text| {
        let whole = ["states.csv", "aliases.csv", "publishers.csv", "claims.csv"].contains(&name);
        Some(if whole { text } else { text.lines().take(9).map(|line| format!("{line}\n")).collect() })
    });
    let place = folder(name);
    run(&place, &["register", "load", "--from", register.to_str().unwrap()]);
    place
}

/// What the program prints in that folder, where all is well.
#[track_caller]
fn run(place: &Path, arguments: &[&str]) -> String {
    let output = servanda_in(place, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Waits, at most five seconds, until a page says something; the page.
#[track_caller]
fn until(site: &Site, path: &str, expected: &str) -> String {
    let mut page = String::new();
    for _ in 0..100 {
        page = site.get(path).2;
        if page.contains(expected) {
            return page;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("{path} does not say {expected} within five seconds:\n{page}");
}

/// The ids of the first facts in the store.
fn first_facts(site: &Site) -> Vec<String> {
    let table = site.get("/ccm/data.csv").2;
    table.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect()
}

#[test]
fn the_receipt_that_a_page_leads_to_holds() {
    let place = few("receipt");
    let site = start(&place);
    let id = first_facts(&site).swap_remove(3);
    let page = until(&site, &format!("/ccm/facts/{id}"), "/log/proof/");
    let address = page.split("href=\"/log/proof/").nth(1).unwrap().split('"').next().unwrap();
    let (status, _, receipt) = site.get(&format!("/log/proof/{address}"));
    assert_eq!(status, 200);
    assert!(receipt.starts_with("c2sp.org/tlog-proof@v1\n"), "{receipt}");
    std::fs::write(place.join("receipt"), &receipt).unwrap();
    std::fs::write(place.join("log.key"), site.get("/log/key").2).unwrap();
    let told = run(&place, &["receipt", "verify", "receipt", "--key", "log.key"]);
    assert!(told.contains(&format!("entry {address} is in the log")) && told.contains(&id), "{told}");
    assert_eq!(site.get("/log").0, 303);
}

#[test]
fn a_correction_by_another_program_is_on_the_page_with_its_receipt() {
    let place = few("correction");
    let site = start(&place);
    let id = first_facts(&site).swap_remove(0);
    let row = servanda_in(&place, &["register", "check"]);
    assert!(row.status.success());
    let head = "treaty,state,kind,on,period,until,about,amounts,said_by,published,collected,public,source,basis,note";
    std::fs::write(
        place.join("right.csv"),
        format!("{head}\nccm,PER,stockpile-none,2014-01-01,,,,,state,2014-02-01,,,https://example.org/report,seen,\n"),
    )
    .unwrap();
    let correct = ["correct", &id, "--reason", "misread", "--evidence", "https://example.org/letter", "--with", "right.csv"];
    let told = run(&place, &correct);
    assert!(told.starts_with("2 entries, "), "{told}");
    let shown = until(&site, "/ccm/corrections", "https://example.org/letter");
    assert!(shown.contains(&id) && shown.contains("Peru: "), "{shown}");
    until(&site, "/ccm/corrections", "/log/proof/");
    until(&site, &format!("/ccm/facts/{id}"), "What is held instead");
    assert!(run(&place, &correct).contains("on record already"), "the same correction again changes nothing");
}

#[test]
fn a_document_added_by_another_program_is_on_the_page_and_is_served_byte_for_byte() {
    let place = few("document");
    let site = start(&place);
    let id = first_facts(&site).swap_remove(0);
    let bytes: Vec<u8> = (0..=255).cycle().take(1_234).chain(*b"<script>alert(1)</script>").collect();
    std::fs::write(place.join("letter.html"), &bytes).unwrap();
    let told = run(&place, &["evidence", "add", "letter.html", "--fact", &id]);
    let page = until(&site, &format!("/ccm/facts/{id}"), "/log/evidence/");
    assert!(page.contains("letter.html") && page.contains("text/html") && page.contains("1 kB"), "{page}");
    let print = page.split("href=\"/log/evidence/").nth(1).unwrap().split('"').next().unwrap();
    assert!(told.contains(print), "{told}");
    let (status, head, served) = site.bytes(&format!("/log/evidence/{print}"));
    assert_eq!((status, served), (200, bytes));
    let head = head.to_lowercase();
    // Whatever it is, a browser keeps it as a file: as a page it could act in the name of this site.
    assert!(
        head.contains("content-disposition: attachment") && head.contains("content-type: application/octet-stream"),
        "{head}"
    );
    assert_eq!(site.get(&format!("/log/evidence/{}", "0".repeat(64))).0, 404);
}

#[test]
fn what_is_entered_where_the_key_is_away_is_shown_as_not_signed_yet() {
    let place = few("unsigned");
    let site = start(&place);
    let id = first_facts(&site).swap_remove(0);
    until(&site, &format!("/ccm/facts/{id}"), "/log/proof/");
    drop(site);
    std::fs::rename(place.join("servanda.keys"), place.join("elsewhere")).unwrap();
    run(&place, &["correct", &id, "--reason", "misread", "--evidence", "a letter"]);
    let site = start(&place);
    let page = site.get("/ccm/corrections").2;
    assert!(page.contains("a letter") && page.contains("not signed yet"), "{page}");
    let signed = site.get("/log/checkpoint").2.lines().nth(1).unwrap().parse::<u32>().unwrap();
    assert_eq!(site.get(&format!("/log/proof/{}", signed + 1)).0, 404);
    drop(site);
    std::fs::rename(place.join("elsewhere"), place.join("servanda.keys")).unwrap();
    until(&start(&place), "/ccm/corrections", &format!("/log/proof/{}", signed + 1));
}

#[test]
fn a_copy_begins_a_new_log_where_what_was_signed_after_it_is_lost() {
    let place = few("anew");
    run(&place, &["checkpoint"]);
    run(&place, &["backup", "copy.db"]);
    let anew = |keys: &str| {
        let (store, reason) = ("sqlite:again.db", "the disk of 3 May died, and nobody had a mirror");
        servanda_in(
            &place,
            &["--db", store, "--keys", keys, "restore", "copy.db", "--new-log", "example.org/again", "--reason", reason],
        )
    };
    let refused = anew("servanda.keys");
    let why = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && why.contains("holds the key of another log") && why.contains("--keys FOLDER"), "{why}");
    let done = anew("again.keys");
    let told = String::from_utf8(done.stdout).unwrap();
    assert!(done.status.success() && told.contains("are the beginning of the log example.org/again"), "{told}");
    assert!(told.contains("ended: the disk of 3 May died"), "{told}");
    let site = start_with(&place, &["--db", "sqlite:again.db", "--keys", "again.keys"]);
    let page = until(&site, "/ccm/log", "less than a minute ago");
    assert!(page.contains("the disk of 3 May died") && page.contains("example.org/again"), "{page}");
    let (status, _, checkpoint) = site.get("/log/checkpoint");
    assert!(status == 200 && checkpoint.starts_with("example.org/again\n"), "{checkpoint}");
    let (status, _, told) = site.get("/log/follows");
    assert!(status == 200 && told.contains("the disk of 3 May died"), "{told}");
    assert_eq!(start(&place).get("/log/follows").0, 404, "the first log goes on from no other");
    drop(site);
    let told = run(&place, &["--db", "sqlite:again.db", "--keys", "again.keys", "verify"]);
    assert!(told.contains("nothing differs"), "{told}");
}
