//! Where a log is read from: the same through a folder and an address, and no more than a file of its kind can have.

use crate::support::{Log, folder, put, serve_folder, serve_router};
use witness::{Limits, Source, SourceError};

fn both(path: &std::path::Path) -> [Source; 2] {
    [Source::parse(path.to_str().unwrap()).unwrap(), Source::parse(&serve_folder(path)).unwrap()]
}

#[test]
fn a_folder_and_an_address_give_the_same_files() {
    let path = folder("source");
    let log = Log::of(300);
    log.write(&path);
    for source in both(&path) {
        assert_eq!(source.get("checkpoint").unwrap().unwrap(), log.note(300).into_bytes(), "{source}");
        assert_eq!(source.get("tile/0/000").unwrap().unwrap().len(), 8192, "{source}");
        assert_eq!(source.get("tile/entries/001.p/44").unwrap().unwrap().len(), 44 * 2 + log.leaves[256..].concat().len());
        assert_eq!(source.get("tile/0/007").unwrap(), None, "{source}");
        assert_eq!(source.get("evidence/00").unwrap(), None, "{source}");
    }
}

#[test]
fn what_is_longer_than_such_a_file_can_be_is_not_read() {
    let path = folder("long");
    put(&path, "checkpoint", &vec![b'x'; (64 << 10) + 1]);
    put(&path, "tile/0/000", &[0; 8193]);
    put(&path, "tile/0/001", &[0; 8192]);
    for source in both(&path) {
        assert!(matches!(source.get("checkpoint"), Err(SourceError::TooLong { most: 65_536, .. })), "{source}");
        assert!(matches!(source.get("tile/0/000"), Err(SourceError::TooLong { most: 8192, .. })), "{source}");
        assert_eq!(source.get("tile/0/001").unwrap().unwrap().len(), 8192, "as long as can be: {source}");
    }
}

#[test]
fn no_path_leads_out_of_the_log() {
    let path = folder("paths");
    put(&path, "log/checkpoint", b"x");
    put(&path, "secret", b"x");
    for source in both(&path.join("log")) {
        for outside in ["../secret", "/etc/hostname", "", "tile/../../secret", "./secret", "a?b", "%2e%2e/secret", "..\\secret"] {
            assert!(matches!(source.get(outside), Err(SourceError::Path { .. })), "{source} {outside}");
        }
    }
}

#[test]
fn a_place_is_a_folder_or_an_address() {
    assert_eq!(Source::parse("http://a.example/log/").unwrap(), Source::Address("http://a.example/log".to_owned()));
    assert!(matches!(Source::parse("mirror/ccm").unwrap(), Source::Folder(_)));
    for text in ["", "ftp://a.example/log", "file:///srv/log"] {
        assert!(matches!(Source::parse(text), Err(SourceError::Place { .. })), "{text}");
    }
}

#[test]
fn an_answer_that_is_neither_the_file_nor_its_absence_is_an_error() {
    let answer = || async { axum::http::StatusCode::INTERNAL_SERVER_ERROR };
    let source = Source::parse(&serve_router(axum::Router::new().fallback(answer), Limits::default())).unwrap();
    assert!(matches!(source.get("checkpoint"), Err(SourceError::Status { status: 500, .. })));
    let moved = || async { (axum::http::StatusCode::FOUND, [("location", "http://127.0.0.1:1/")]) };
    let source = Source::parse(&serve_router(axum::Router::new().fallback(moved), Limits::default())).unwrap();
    assert!(matches!(source.get("checkpoint"), Err(SourceError::Status { status: 302, .. })));
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let source = Source::parse(&format!("http://{nobody}")).unwrap();
    assert!(matches!(source.get("checkpoint"), Err(SourceError::Silent { .. })));
}
