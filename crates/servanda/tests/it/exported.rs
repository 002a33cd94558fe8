//! `servanda verify FOLDER` names what differs in an exported log, also beside its entries.

use crate::register::copy;
use crate::support::{folder, servanda_in};
use std::path::Path;
use std::process::Output;

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A folder with a small store, a document behind one of its facts, and its export in `log`.
fn exported() -> std::path::PathBuf {
    let place = folder("exported");
    let of_facts = |name: &str| !["states.csv", "aliases.csv", "publishers.csv", "claims.csv"].contains(&name);
    let few = copy(|name, text| of_facts(name).then(|| text.lines().take(31).map(|line| format!("{line}\n")).collect()));
    let done = |arguments: &[&str]| {
        let output = servanda_in(&place, arguments);
        assert!(output.status.success(), "{arguments:?}: {}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    };
    done(&["register", "load", "--from", few.to_str().unwrap()]);
    std::fs::write(place.join("letter.txt"), "a letter").unwrap();
    done(&["checkpoint"]);
    done(&["receipt", "1", "--out", "first.tlog-proof"]);
    let shown = done(&["receipt", "verify", "first.tlog-proof"]);
    let id = shown.split("\"id\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    done(&["evidence", "add", "letter.txt", "--fact", &id]);
    done(&["export", "log"]);
    place
}

fn changed(path: &Path) {
    let mut bytes = std::fs::read(path).unwrap();
    bytes[3] ^= 1;
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn a_changed_tile_document_or_entry_of_an_exported_log_is_named() {
    let place = exported();
    let verified = || servanda_in(&place, &["verify", "log"]);
    let good = verified();
    assert!(
        good.status.success() && said(&good).contains("nothing differs") && said(&good).contains("1 documents"),
        "{}",
        said(&good)
    );
    let found = |below: &str| {
        let mut files: Vec<_> = crate::support::files(&place.join("log").join(below));
        files.sort();
        files.pop().unwrap()
    };
    for (below, says) in [
        ("tile/0", "its hashes are not those of the entries"),
        ("evidence", "its document was changed"),
        ("tile/entries", "root"),
    ] {
        let file = found(below);
        changed(&file);
        let output = verified();
        assert_eq!(output.status.code(), Some(1), "{below}: {}", said(&output));
        assert!(said(&output).contains(says), "{below}: {}", said(&output));
        changed(&file);
    }
    std::fs::remove_file(found("evidence")).unwrap();
    assert!(said(&verified()).contains("is not here"), "{}", said(&verified()));
}
