//! The site, over HTTP: every page of the real register, its twins, its errors.

use crate::support::folder;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

pub struct Site {
    child: Child,
    address: String,
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The site, started in that folder.
pub fn start(folder: &std::path::Path) -> Site {
    start_with(folder, &[])
}

/// The same, with more arguments.
pub fn start_with(folder: &std::path::Path, arguments: &[&str]) -> Site {
    let mut child = Command::new(env!("CARGO_BIN_EXE_servanda"))
        .args(["--listen", "127.0.0.1:0"])
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().rsplit("http://").next().unwrap().to_owned();
    assert!(line.starts_with("Servanda: "), "{line}");
    Site { child, address }
}

fn get_from(address: &str, path: &str) -> (u16, String, String) {
    let (status, head, body) = ask(address, &format!("GET {path} HTTP/1.1\r\n"), b"");
    (status, head, String::from_utf8(body).unwrap())
}

/// Sends the first lines of a request and a body; status, head and body of the answer.
fn ask(address: &str, lines: &str, body: &[u8]) -> (u16, String, Vec<u8>) {
    let mut stream = TcpStream::connect(address).unwrap();
    let rest = format!("Host: {address}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    stream.write_all(&[lines.as_bytes(), rest.as_bytes(), body].concat()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|w| w == b"\r\n\r\n").unwrap();
    let (head, body) = (String::from_utf8(answer[..end].to_vec()).unwrap(), &answer[end + 4..]);
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let body = if head.to_lowercase().contains("transfer-encoding: chunked") { unchunked(body) } else { body.to_owned() };
    (status, head, body)
}

fn unchunked(body: &[u8]) -> Vec<u8> {
    let (mut rest, mut whole) = (body, Vec::new());
    while let Some(end) = rest.windows(2).position(|w| w == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        whole.extend_from_slice(&rest[end + 2..end + 2 + size]);
        rest = &rest[end + 2 + size + 2..];
        if size == 0 {
            break;
        }
    }
    whole
}

impl Site {
    /// Status, head and body of an address.
    pub fn get(&self, path: &str) -> (u16, String, String) {
        get_from(&self.address, path)
    }

    /// The same as bytes, for documents.
    pub fn bytes(&self, path: &str) -> (u16, String, Vec<u8>) {
        ask(&self.address, &format!("GET {path} HTTP/1.1\r\n"), b"")
    }

    /// Status and body of what is answered to a body sent with these headers.
    pub fn post(&self, path: &str, headers: &[(&str, &str)], body: &[u8]) -> (u16, String) {
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let (status, _, body) = ask(&self.address, &format!("POST {path} HTTP/1.1\r\n{headers}"), body);
        (status, String::from_utf8(body).unwrap())
    }
}

/// A site of the test's own, stopped with it.
pub fn site() -> Site {
    start(&folder("site"))
}

const PAGES: [&str; 43] = [
    "",
    "/ccm",
    "/ccm/overdue",
    "/ccm/states",
    "/ccm/states/per",
    "/ccm/states/ltu",
    "/ccm/law",
    "/ccm/law/3",
    "/ccm/law/readings",
    "/ccm/law/3.2/per",
    "/ccm/law/7.2/bwa",
    "/ccm/watch",
    "/ccm/weigh",
    "/ccm/weigh/munition",
    "/ccm/weigh/operation",
    "/ccm/plans",
    "/ccm/plans/lausanne",
    "/ccm/plans/lausanne/43",
    "/ccm/plans/vientiane/21",
    "/ccm/claims",
    "/mbt/plans/oslo",
    "/ccm/universalization",
    "/ccm/universalization/ago",
    "/ccm/norm",
    "/ccm/norm/votes",
    "/mbt/universalization",
    "/mbt/norm",
    "/ccm/backtest",
    "/mbt/backtest",
    "/ccm/changes",
    "/ccm/contested",
    "/ccm/corrections",
    "/ccm/data",
    "/ccm/log",
    "/mbt/log",
    "/mbt",
    "/mbt/changes",
    "/mbt/weigh",
    "/mbt/overdue",
    "/mbt/states/per",
    "/mbt/law/5",
    "/mbt/law/5.1/per",
    "/mbt/watch",
];

#[test]
fn every_page_answers_for_today_and_for_an_earlier_day_with_no_sentence_missing() {
    let site = site();
    for page in PAGES {
        let page = if page.is_empty() { "/" } else { page };
        for dates in ["", "?on=2022-08-01&known-by=2022-12-31", "?on=2009-01-01&known-by=2009-01-01"] {
            let (status, _, body) = site.get(&format!("{page}{dates}"));
            assert!(status == 200 || page.contains("law/7.2") && status == 404, "{page}{dates}: {status}");
            let missing = body.split('⟦').nth(1).map(|t| t.split('⟧').next().unwrap().to_owned());
            assert_eq!(missing, None, "{page}{dates}");
            assert!(body.contains("<h1>"), "{page}{dates}");
        }
    }
}

/// I10.
#[test]
fn every_page_has_a_json_and_a_csv_twin() {
    let site = site();
    for page in PAGES {
        let path = if page.matches('/').count() <= 1 { format!("{page}/index") } else { page.to_owned() };
        let (status, head, body) = site.get(&format!("{path}.json?on=2022-08-01&known-by=2022-12-31"));
        assert_eq!(status, 200, "{path}.json");
        assert!(head.contains("application/json"), "{head}");
        serde_json::from_str::<serde_json::Value>(&body).unwrap_or_else(|e| panic!("{path}.json: {e}"));
        let (status, head, body) = site.get(&format!("{path}.csv?on=2022-08-01&known-by=2022-12-31"));
        assert_eq!(status, 200, "{path}.csv");
        assert!(head.contains("text/csv"), "{head}");
        assert!(body.lines().next().is_some_and(|l| l.contains(',')), "{path}.csv: {body}");
    }
}

#[test]
fn an_earlier_day_says_so_and_the_latest_does_not() {
    let site = site();
    assert!(site.get("/ccm?on=2022-08-01").2.contains("You are reading an earlier day"));
    assert!(!site.get("/ccm").2.contains("You are reading an earlier day"));
}

#[test]
fn of_a_duty_nothing_is_on_record_of_the_page_says_so_once_and_the_tables_keep_every_row() {
    let site = site();
    let (_, _, page) = site.get("/mbt/overdue?on=2026-11-22&known-by=2026-11-22");
    assert!(page.contains("Initial report: the day has passed for 161 States Parties, and nothing is on record of any of them."));
    assert!(page.contains("Annual report: the days of 3,915 reports have passed"), "{page}");
    assert!(!page.contains("28 Aug 1999"), "the rows are not told one by one");
    let (_, _, table) = site.get("/mbt/overdue.csv?on=2026-11-22&known-by=2026-11-22");
    assert_eq!(table.lines().filter(|row| row.contains(",mbt.7.1,")).count(), 161);
}

#[test]
fn what_is_not_there_is_said_in_a_sentence() {
    let site = site();
    for (path, status, says) in [
        ("/ccm?on=2023-02-30", 400, "2023-02 had 28 days"),
        ("/ccm/states/atlantis", 404, "There is no State"),
        ("/ccm/nothing", 404, "There is no page"),
        ("/npt", 404, "There is no treaty"),
        ("/ccm/facts/per-0000000000", 404, "There is no fact"),
        ("/ccm/law/99", 404, "There is no article"),
        ("/ccm/plans/geneva", 404, "There is no action plan"),
        ("/ccm/plans/lausanne/99", 404, "There is no action"),
        ("/ccm/plans/lausanne?window=9MSP", 400, "is not a window of days"),
        ("/ccm/plans/lausanne?from=2021-01-01&to=2020-01-01", 400, "The day goes back"),
        ("/ccm/changes?from=2022-08-01&on=2021-08-01", 400, "The day goes back, from 1 Aug 2022 to 1 Aug 2021"),
        ("/ccm/changes?from=2021-08-01&from-known-by=2022-08-01&known-by=2021-09-01", 400, "facts are known goes back"),
        ("/ccm/changes?from=2023-02-30", 400, "2023-02 had 28 days"),
        ("/ccm/universalization?since=somewhen", 400, "neither a day nor a meeting"),
        ("/ccm?entries=all", 400, "is not a number of entries"),
    ] {
        let (found, _, body) = site.get(path);
        assert_eq!(found, status, "{path}");
        assert!(body.contains(says), "{path}: {body}");
    }
}

#[test]
fn what_a_reader_writes_into_an_address_is_never_part_of_the_page_as_html() {
    let site = site();
    let (_, _, body) = site.get("/ccm/states/%3Cscript%3Ealert(1)%3C%2Fscript%3E");
    assert!(!body.contains("<script>"), "{body}");
    let (_, _, body) = site.get("/ccm/overdue?duty=%22%3E%3Cscript%3E");
    assert!(!body.contains("<script>"), "{body}");
}

#[test]
fn an_address_with_entries_shows_only_the_first_entries_of_the_ledger() {
    let site = site();
    let whole = site.get("/ccm/data.csv").2.lines().count();
    let pinned = site.get("/ccm/data.csv?entries=100").2.lines().count();
    assert!(whole > 1500 && pinned <= 101, "{whole} {pinned}");
}

/// How many rows the site tells, and how many entries its store holds.
fn told(site: &Site) -> (usize, u64) {
    let health: serde_json::Value = serde_json::from_str(&site.get("/health").2).unwrap();
    (site.get("/ccm/data.csv").2.lines().count(), health["held"].as_u64().unwrap())
}

#[test]
fn a_second_start_does_not_load_again() {
    let place = folder("twice");
    let first = start(&place);
    let (one, held) = told(&first);
    drop(first);
    let second = start(&place);
    assert_eq!(told(&second), (one, held));
    assert!(one > 1_000 && held > 1_000, "{one} rows, {held} entries");
}
