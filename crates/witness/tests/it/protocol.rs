//! Every answer of the protocol, through HTTP, each with data. Source: C2SP tlog-witness.

use crate::support::{Log, NOW, bears, folder, log_key, put, serve_router, serve_witness, signed, witness_in};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tlog::{Algorithm, Checkpoint, Note, PublicKey, SecretKey, Verified};
use witness::{Answer, ClientError, Conflict, Folder, Limits, Request, cosign};

/// What HTTP brings back: status, kind of content, body.
type Told = (u16, String, String);

struct Place {
    url: String,
    folder: PathBuf,
    key: PublicKey,
}

fn place() -> Place {
    let folder = folder("protocol");
    let witness = Arc::new(witness_in(&folder));
    let key = witness.key();
    Place { url: serve_witness(witness, Limits::default()), folder, key }
}

impl Place {
    fn post(&self, body: &str) -> Told {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut response = agent.post(format!("{}/add-checkpoint", self.url)).send(body).unwrap();
        let kind = response.headers().get("content-type").map_or("", |v| v.to_str().unwrap()).to_owned();
        (response.status().as_u16(), kind, response.body_mut().read_to_string().unwrap())
    }

    #[track_caller]
    fn refuses(&self, body: &str, status: u16, words: &str) {
        let (found, _, told) = self.post(body);
        assert_eq!((found, told.contains(words)), (status, true), "{told}");
    }
}

#[test]
fn a_first_checkpoint_is_cosigned_and_so_is_what_continues_it() {
    let place = place();
    let log = Log::of(300);
    for (old, size) in [(0, 5), (5, 8), (8, 8), (8, 256), (256, 300)] {
        let (status, _, lines) = place.post(&log.request(old, size));
        assert_eq!(status, 200, "{lines}");
        let note: Note = format!("{}{lines}", log.note(size)).parse().unwrap();
        assert_eq!(place.key.verify(&note), Verified::Yes { time: Some(NOW) }, "{old} {size}");
    }
}

#[test]
fn what_is_kept_is_a_signed_note_that_anybody_can_check() {
    let place = place();
    let log = Log::of(9);
    assert_eq!(place.post(&log.request(0, 9)).0, 200);
    let kept = std::fs::read_to_string(place.folder.join("logs/log.example%2ftreaties.checkpoint")).unwrap();
    assert!(bears(&kept, &place.key) && bears(&kept, &log_key().public()), "{kept}");
    assert!(kept.starts_with(&log.checkpoint(9).text()));
}

#[test]
fn signatures_of_unknown_keys_are_passed_over_and_not_kept() {
    let place = place();
    let mut log = Log::of(4);
    log.witnesses = vec![(1, NOW), (2, NOW)];
    assert_eq!(place.post(&log.request(0, 4)).0, 200);
    let kept = std::fs::read_to_string(place.folder.join("logs/log.example%2ftreaties.checkpoint")).unwrap();
    assert_eq!(kept.parse::<Note>().unwrap().signatures.len(), 2, "the log's and the witness's own: {kept}");
}

#[test]
fn a_log_that_is_not_known_is_404() {
    let checkpoint = Checkpoint { origin: "other.example/log".to_owned(), ..Log::of(3).checkpoint(3) };
    place().refuses(&Request::write(0, &[], &signed(&checkpoint, &[])), 404, "other.example/log");
}

#[test]
fn a_checkpoint_without_a_signature_of_the_log_is_403() {
    let place = place();
    let text = Log::of(3).checkpoint(3).text();
    let note = |key: &SecretKey| Note { text: text.clone(), signatures: vec![key.sign_note(&text)] }.to_string();
    let other = SecretKey::from_seed("log.example/treaties", Algorithm::Ed25519, [8; 32]).unwrap();
    place.refuses(&Request::write(0, &[], &note(&other)), 403, "not signed by a key");
    // A line that is said to be the log's, and is of another text.
    let line = log_key().sign_note("log.example/treaties\n4\n");
    let note = Note { text: text.clone(), signatures: vec![line] }.to_string();
    place.refuses(&Request::write(0, &[], &note), 403, "not signed by a key");
}

#[test]
fn what_is_malformed_is_400_and_told() {
    let place = place();
    let log = Log::of(9);
    let (note, good) = (log.note(9), log.request(0, 9));
    for (body, words) in [
        (String::new(), "no empty line"),
        (format!("old 0\n{note}"), "\"log.example/treaties\" is not 32 bytes in base64"),
        (format!("new 0\n\n{note}"), "its first line"),
        (format!("old 00\n\n{note}"), "its first line"),
        (format!("old -1\n\n{note}"), "its first line"),
        (format!("old +1\n\n{note}"), "its first line"),
        (format!("old 18446744073709551616\n\n{note}"), "its first line"),
        (format!("old\n\n{note}"), "its first line"),
        (format!("old 0\nAAAA\n\n{note}"), "\"AAAA\" is not 32 bytes in base64"),
        (good.replace("\n\nlog.example", "\n\n\nlog.example"), "line"),
        ("old 0\n\nlog.example/treaties\n9\n".to_owned(), "no empty line parts text and signatures"),
        (good.trim_end().to_owned(), "breaks off"),
        (good.replace("\n9\n", "\n09\n"), "its size"),
        (good.replace('\n', "\r\n"), "no empty line"),
    ] {
        let (status, _, told) = place.post(&body);
        assert_eq!((status, told.contains(words)), (400, true), "{body}: {told}");
    }
}

#[test]
fn an_old_size_above_the_checkpoint_is_400() {
    let place = place();
    let log = Log::of(9);
    place.refuses(&Request::write(10, &[], &log.note(9)), 400, "the old size 10 is greater");
    assert_eq!(place.post(&log.request(0, 9)).0, 200);
    place.refuses(&Request::write(9, &[], &log.note(8)), 400, "the old size 9 is greater");
}

#[test]
fn more_than_63_hashes_are_400_and_more_than_16_kilobytes_413() {
    let place = place();
    let log = Log::of(9);
    let hashes = vec![[0; 32]; 64];
    place.refuses(&Request::write(0, &hashes, &log.note(9)), 400, "more than 63 lines");
    place.refuses(&Request::write(0, &hashes[..63], &log.note(9)), 422, "does not show");
    place.refuses(&format!("old 0\n\n{}{}", log.note(9), " ".repeat(16 * 1024)), 413, "16 KB");
}

#[test]
fn an_old_size_that_is_not_ours_is_409_with_ours() {
    let place = place();
    let log = Log::of(20);
    let size = |body: &str| {
        let (status, kind, told) = place.post(body);
        assert_eq!((status, kind.as_str()), (409, "text/x.tlog.size"), "{told}");
        told
    };
    assert_eq!(size(&log.request(5, 9)), "0\n");
    assert_eq!(place.post(&log.request(0, 9)).0, 200);
    assert_eq!(size(&log.request(0, 20)), "9\n");
    assert_eq!(size(&log.request(8, 20)), "9\n");
    assert_eq!(size(&log.request(5, 8)), "9\n", "a smaller tree is never signed");
}

#[test]
fn one_size_with_another_root_is_409_and_both_checkpoints_are_kept() {
    let place = place();
    let log = Log::of(9);
    let other = log.fork(4, 9, "other");
    assert_eq!(place.post(&log.request(0, 9)).0, 200);
    // Whatever old size comes with it.
    for old in [9, 0, 5, 9] {
        let proof = other.tree.consistency(old, 9).unwrap();
        let (status, kind, told) = place.post(&Request::write(old, &proof, &other.note(9)));
        assert_eq!((status, kind.as_str(), told.as_str()), (409, "text/x.tlog.size", "9\n"));
    }
    let kept = conflicts(&place.folder);
    assert_eq!(kept.len(), 1, "one pair is kept once: {kept:?}");
    kept[0].check(&[log_key().public()]).unwrap();
    assert!(kept[0].first.starts_with(&log.checkpoint(9).text()) && kept[0].second.starts_with(&other.checkpoint(9).text()));
    assert_eq!(place.post(&log.request(9, 9)).0, 200, "the first one stays cosigned");
}

fn conflicts(folder: &Path) -> Vec<Conflict> {
    let copy = crate::support::folder("copy");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder.join("conflicts")).into_iter().flatten() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        // The folder itself is held by the witness.
        for file in ["first", "second", "hashes"] {
            let bytes = std::fs::read(folder.join("conflicts").join(&name).join(file)).unwrap();
            put(&copy, &format!("conflicts/{name}/{file}"), &bytes);
        }
        found.push(Conflict::kept(&Folder::open(&copy, "lock").unwrap(), &name).unwrap().unwrap());
    }
    found
}

#[test]
fn a_conflict_is_told_whole_also_where_it_cannot_be_written_down() {
    let log = Log::of(9);
    let other = log.fork(4, 9, "other");
    let path = folder("told");
    let told = Arc::new(std::sync::Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    let store = Folder::open(&path, "lock").unwrap();
    let key = witness::key_in(&store, "w.example").unwrap();
    let tell = Box::new(move |words: &str| heard.lock().unwrap().push(words.to_owned()));
    let witness = witness::Witness::open(Box::new(store), key, vec![log_key().public()], tell).unwrap();
    witness.add(log.request(0, 9).as_bytes(), crate::support::clock).unwrap();
    // A file stands where the folder would be.
    put(&path, "conflicts", b"");
    witness.add(other.request(9, 9).as_bytes(), crate::support::clock).unwrap_err();
    std::fs::remove_file(path.join("conflicts")).unwrap();
    witness.add(other.request(9, 9).as_bytes(), crate::support::clock).unwrap_err();
    witness.add(other.request(9, 9).as_bytes(), crate::support::clock).unwrap_err();
    let told = told.lock().unwrap();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("shows two histories") && told[0].contains(&other.note(9)), "{told:?}");
    assert!(told[1].contains("both checkpoints are in conflicts/9-"), "{told:?}");
}

#[test]
fn a_proof_that_does_not_hold_is_422() {
    let place = place();
    let log = Log::of(40);
    let other = log.fork(5, 40, "other");
    let proof = log.tree.consistency(9, 40).unwrap();
    place.refuses(&Request::write(0, &proof, &log.note(40)), 422, "does not show");
    assert_eq!(place.post(&log.request(0, 9)).0, 200);
    place.refuses(&other.request(9, 40), 422, "the log of 40 entries continues that of 9");
    place.refuses(&Request::write(9, &[], &log.note(40)), 422, "does not show");
    place.refuses(&Request::write(9, &proof[1..], &log.note(40)), 422, "does not show");
    place.refuses(&Request::write(9, &[&proof[..], &[[1; 32]]].concat(), &log.note(40)), 422, "does not show");
    place.refuses(&Request::write(9, &proof, &log.note(9)), 422, "does not show");
    assert_eq!(place.post(&log.request(9, 40)).0, 200);
}

#[test]
fn an_empty_log_is_cosigned_only_with_the_root_of_nothing() {
    let place = place();
    let log = Log::of(3);
    let false_root = Checkpoint { size: 0, ..log.checkpoint(3) };
    assert_eq!(place.post(&Request::write(0, &[], &signed(&false_root, &[]))).0, 409);
    assert_eq!(place.post(&log.request(0, 0)).0, 200);
    assert_eq!(place.post(&log.request(0, 3)).0, 200);
}

#[test]
fn the_page_for_people_names_logs_sizes_and_the_key() {
    let place = place();
    let read = || ureq::get(&format!("{}/", place.url)).call().unwrap().body_mut().read_to_string().unwrap();
    assert!(read().contains("log.example/treaties: nothing yet"));
    let log = Log::of(12);
    assert_eq!(place.post(&log.request(0, 12)).0, 200);
    let page = read();
    assert!(page.contains("log.example/treaties: 12 entries") && page.contains(&place.key.to_string()), "{page}");
    assert_eq!(std::fs::read_to_string(place.folder.join("witness.vkey")).unwrap(), format!("{}\n", place.key));
}

#[test]
fn the_client_tells_signatures_from_being_behind_and_from_two_histories() {
    let place = place();
    let log = Log::of(30);
    let ask = |log: &Log, old, size| cosign(&place.url, old, &log.tree.consistency(old, size).unwrap(), &log.note(size));
    let Ok(Answer::Lines(lines)) = ask(&log, 0, 10) else { panic!() };
    let note: Note = log.note(10).parse().unwrap();
    let note = Note { signatures: lines, ..note };
    assert_eq!(place.key.verify(&note), Verified::Yes { time: Some(NOW) });
    assert!(matches!(ask(&log, 0, 20), Ok(Answer::Behind(10))));
    let other = log.fork(3, 30, "other");
    assert!(matches!(ask(&other, 10, 10), Err(ClientError::AnotherRoot { size: 10, .. })));
    let refused = ask(&other, 10, 20).unwrap_err();
    assert!(matches!(&refused, ClientError::Refused { status: 422, why, .. } if why.contains("does not show")), "{refused}");
    // A slash at the end of the address is the same address.
    assert!(matches!(cosign(&format!("{}/", place.url), 10, &[], &log.note(10)), Ok(Answer::Lines(_))));
}

#[test]
fn what_is_no_witness_is_told_apart_from_one_that_refuses() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let note = Log::of(1).note(1);
    assert!(matches!(cosign(&format!("http://{nobody}"), 0, &[], &note), Err(ClientError::Silent { .. })));
    let page = |body: &'static str, status: u16| {
        let answer = move || async move { (axum::http::StatusCode::from_u16(status).unwrap(), body) };
        serve_router(axum::Router::new().fallback(answer), Limits::default())
    };
    for (body, status) in [("welcome", 200), ("", 200), ("\n", 200), ("not a size", 409), ("07\n", 409)] {
        let answer = cosign(&page(body, status), 0, &[], &note);
        assert!(matches!(answer, Err(ClientError::Unreadable { .. })), "{body:?}: {answer:?}");
    }
    let long: &'static str = Box::leak("x".repeat(1 << 20).into_boxed_str());
    assert!(matches!(cosign(&page(long, 200), 0, &[], &note), Err(ClientError::Silent { .. })), "an endless answer is not read");
    // Nobody is sent elsewhere.
    let elsewhere = place().url;
    let moved = move || {
        let to = format!("{elsewhere}/add-checkpoint");
        async move { (axum::http::StatusCode::TEMPORARY_REDIRECT, [("location", to)]) }
    };
    let moved = serve_router(axum::Router::new().fallback(moved), Limits::default());
    assert!(matches!(cosign(&moved, 0, &[], &note), Err(ClientError::Refused { status: 307, .. })));
}

/// All places are taken by people who do nothing, each in another way; whoever comes next is served when their time is up.
#[test]
fn a_slow_visitor_holds_no_place_for_long() {
    let limits = Limits { connections: 3, patience: Duration::from_secs(1) };
    let log = Log::of(2);
    let url = serve_witness(Arc::new(witness_in(&folder("slow"))), limits);
    let visit = |words: &str| {
        let mut visitor = TcpStream::connect(url.strip_prefix("http://").unwrap()).unwrap();
        visitor.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        visitor.write_all(words.as_bytes()).unwrap();
        visitor
    };
    let silent = visit("");
    let endless = visit("POST /add-checkpoint HTTP/1.1\r\nhost: w\r\ncontent-length: 100\r\n\r\nold");
    let idle = visit("GET / HTTP/1.1\r\nhost: w\r\n\r\n");
    std::thread::sleep(Duration::from_millis(200));
    assert!(matches!(cosign(&url, 0, &[], &log.note(2)), Ok(Answer::Lines(_))), "served after their time was up");
    // Read to the end: the witness hangs up.
    let told = |mut visitor: TcpStream| {
        let mut told = String::new();
        visitor.read_to_string(&mut told).unwrap();
        told
    };
    assert!(told(endless).starts_with("HTTP/1.1 408"));
    assert!(told(idle).starts_with("HTTP/1.1 200"));
    assert!(matches!(told(silent).as_str(), ""));
}
