//! No text makes a reader break off, whatever it is; and what is read is written again as it was.

use crate::{ORIGIN, checkpoint, log_key, tree, witness_key};
use proptest::prelude::*;
use std::fmt::Display;
use std::str::FromStr;
use std::sync::LazyLock;
use tlog::{Checkpoint, Note, Policy, Proof, PublicKey, SecretKey, Signature, Tile, read_bundle};

/// Reads a text in every way there is.
fn read(text: &str) {
    again::<PublicKey>(text);
    again::<Note>(text);
    again::<Proof>(text);
    if let Ok(key) = text.parse::<SecretKey>() {
        assert_eq!(key.to_text(), text);
    }
    if let Ok(line) = text.parse::<Signature>() {
        assert_eq!(line.to_string().trim_end_matches('\n'), text.trim_end_matches('\n'));
    }
    if let Some(tile) = Tile::parse(text) {
        assert_eq!(tile.path(), text);
    }
    if let Ok(checkpoint) = Checkpoint::parse(text) {
        assert!(text.starts_with(&checkpoint.text()));
    }
    let _ = text.parse::<Policy>().map(|policy| policy.quorum_needs());
    let _ = read_bundle(text.as_bytes());
}

/// There is one way to write each thing.
fn again<T: FromStr + Display>(text: &str) {
    if let Ok(read) = text.parse::<T>() {
        assert_eq!(read.to_string(), text);
    }
}

static SAMPLES: LazyLock<Vec<String>> = LazyLock::new(samples);

/// Good texts of every kind, to be damaged.
fn samples() -> Vec<String> {
    let (log, witness) = (log_key(ORIGIN, 1), witness_key("witness.example/w", 2));
    let text = checkpoint(5).text();
    let note = Note { signatures: vec![log.sign_note(&text), witness.cosign(&text, 1_700_000_000)], text: text.clone() };
    let proof = Proof {
        extra: Some(b"beside".to_vec()),
        index: 2,
        hashes: tree(5).inclusion(2, 5).unwrap(),
        checkpoint: note.to_string(),
    };
    let policy = format!("log {}\nwitness w {} https://w.example\ngroup g 1 w\nquorum g\n", log.public(), witness.public());
    let path = "tile/0/x001/x234/067.p/5".to_owned();
    vec![
        text,
        note.to_string(),
        proof.to_string(),
        policy,
        path,
        log.to_text(),
        log.public().to_string(),
        note.signatures[1].to_string(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_read_or_refused(text: String) {
        read(&text);
    }

    #[test]
    fn any_text_of_the_characters_that_mean_something_is_read_or_refused(text in "[—+/=a-f0-9x.p\n\t \r#]{0,80}") {
        read(&text);
        for start in ["tile/", "tile/entries/", "PRIVATE+KEY+", "c2sp.org/tlog-proof@v1\nindex ", "— ", "log ", "witness ", "group g all ", "quorum "] {
            read(&format!("{start}{text}"));
        }
    }

    #[test]
    fn any_damaged_text_is_read_or_refused(which in 0usize..8, at in any::<prop::sample::Index>(), length in 0usize..20, put in "\\PC{0,3}|\n{0,2}") {
        let sample = &SAMPLES[which];
        let characters: Vec<char> = sample.chars().collect();
        let from = at.index(characters.len() + 1);
        let to = (from + length).min(characters.len());
        let damaged: String = characters[..from].iter().copied().chain(put.chars()).chain(characters[to..].iter().copied()).collect();
        read(&damaged);
    }

    #[test]
    fn any_bytes_are_a_bundle_or_are_refused(bytes: Vec<u8>) {
        if let Some(leaves) = read_bundle(&bytes) {
            prop_assert_eq!(tlog::bundle(leaves), Some(bytes));
        }
    }
}

#[test]
fn the_good_texts_are_read() {
    let samples = samples();
    assert!(Checkpoint::parse(&samples[0]).is_ok());
    assert!(samples[1].parse::<Note>().is_ok());
    assert!(samples[2].parse::<Proof>().is_ok());
    assert!(samples[3].parse::<Policy>().is_ok());
    assert!(Tile::parse(&samples[4]).is_some());
    assert!(samples[5].parse::<SecretKey>().is_ok());
    assert!(samples[6].parse::<PublicKey>().is_ok());
    assert!(samples[7].parse::<Signature>().is_ok());
    samples.iter().for_each(|sample| read(sample));
}
