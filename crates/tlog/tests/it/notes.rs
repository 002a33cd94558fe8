//! Signed notes: how they are written, what is refused, and what a key says of one.

use crate::{ORIGIN, log_key, refused, witness_key};
use tlog::{MOST_SIGNATURES, Note, Signature, Verified};

/// A note of the specification, with an empty line in its text.
const POEM: &str = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n\
— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";

const TEXT: &str = "log.example/servanda\n3\nrrrrrr\n";

fn note(signatures: Vec<Signature>) -> Note {
    Note { text: TEXT.to_owned(), signatures }
}

#[test]
fn the_note_of_the_specification_is_read_and_written_as_it_is() {
    let note: Note = POEM.parse().unwrap();
    assert!(note.text.ends_with("sole:\n\ned è subito sera.\n"));
    assert_eq!(note.signatures.len(), 1);
    assert_eq!(note.signatures[0].name, "quasimodo.example/salvatore");
    assert_eq!(note.signatures[0].id, 0x367b_a04b);
    assert_eq!(note.signatures[0].bytes.len(), 64);
    assert_eq!(note.to_string(), POEM);
}

#[test]
fn a_signed_note_is_believed_by_its_key_and_by_no_other() {
    let key = log_key(ORIGIN, 1);
    let signed = note(vec![key.sign_note(TEXT)]);
    assert_eq!(key.public().verify(&signed), Verified::Yes { time: None });
    assert_eq!(log_key(ORIGIN, 2).public().verify(&signed), Verified::No, "another key of the same name");
    assert_eq!(log_key("other.example", 1).public().verify(&signed), Verified::No, "the same key under another name");
    assert_eq!(witness_key(ORIGIN, 1).public().verify(&signed), Verified::No, "the same key used in another way");
    let read: Note = signed.to_string().parse().unwrap();
    assert_eq!(key.public().verify(&read), Verified::Yes { time: None });
}

#[test]
fn a_cosignature_tells_when_the_witness_saw_the_checkpoint() {
    let key = witness_key("witness.example/w", 2);
    let signed = note(vec![key.cosign(TEXT, 1_700_000_000)]);
    assert_eq!(key.public().verify(&signed), Verified::Yes { time: Some(1_700_000_000) });
    assert_eq!(signed.signatures[0].bytes.len(), 72);
    let twice = note(vec![key.cosign(TEXT, 1_700_000_001), key.cosign(TEXT, 1_700_000_000)]);
    assert_eq!(key.public().verify(&twice), Verified::Yes { time: Some(1_700_000_001) }, "of two times the later");
}

#[test]
fn another_text_another_time_and_a_changed_signature_do_not_hold() {
    let (log, witness) = (log_key(ORIGIN, 1), witness_key("witness.example/w", 2));
    let mut changed = note(vec![log.sign_note(TEXT), witness.cosign(TEXT, 1_700_000_000)]);
    changed.text = TEXT.replace('3', "4");
    assert_eq!(log.public().verify(&changed), Verified::Bad);
    assert_eq!(witness.public().verify(&changed), Verified::Bad);

    for bit in 0..72 * 8 {
        let mut lines = vec![witness.cosign(TEXT, 1_700_000_000)];
        lines[0].bytes[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(witness.public().verify(&note(lines)), Verified::Bad, "bit {bit} of the cosignature");
    }
    for bit in 0..64 * 8 {
        let mut lines = vec![log.sign_note(TEXT)];
        lines[0].bytes[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(log.public().verify(&note(lines)), Verified::Bad, "bit {bit} of the signature");
    }
}

#[test]
fn a_signature_of_another_length_does_not_hold() {
    let (log, witness) = (log_key(ORIGIN, 1), witness_key("witness.example/w", 2));
    for length in [1, 7, 8, 63, 65, 71, 73] {
        let mut lines = vec![log.sign_note(TEXT), witness.cosign(TEXT, 5)];
        lines.iter_mut().for_each(|line| line.bytes.resize(length, 0));
        assert_eq!(log.public().verify(&note(lines.clone())), Verified::Bad, "{length} bytes");
        assert_eq!(witness.public().verify(&note(lines)), Verified::Bad, "{length} bytes");
    }
}

#[test]
fn the_signature_of_a_log_is_no_cosignature_and_the_other_way_round() {
    let (log, witness) = (log_key("same.example", 1), witness_key("same.example", 1));
    let mut as_witness = log.sign_note(TEXT);
    as_witness.id = witness.public().id();
    as_witness.bytes = [&7u64.to_be_bytes()[..], &as_witness.bytes].concat();
    assert_eq!(witness.public().verify(&note(vec![as_witness])), Verified::Bad);
    let mut as_log = witness.cosign(TEXT, 7);
    as_log.id = log.public().id();
    as_log.bytes = as_log.bytes[8..].to_vec();
    assert_eq!(log.public().verify(&note(vec![as_log])), Verified::Bad);
}

#[test]
fn a_time_beyond_what_the_specification_allows_does_not_hold() {
    let witness = witness_key("witness.example/w", 2);
    let at = |time| witness.public().verify(&note(vec![witness.cosign(TEXT, time)]));
    assert_eq!(at(i64::MAX as u64), Verified::Yes { time: Some(i64::MAX as u64) });
    assert_eq!(at(i64::MAX as u64 + 1), Verified::Bad);
    assert_eq!(at(0), Verified::Yes { time: Some(0) });
}

#[test]
fn lines_of_unknown_keys_are_passed_over_also_where_they_share_a_name_or_a_number() {
    let key = log_key(ORIGIN, 1);
    let same_name = Signature { id: key.public().id() ^ 1, ..key.sign_note(TEXT) };
    let same_number = Signature { name: "other.example".to_owned(), bytes: vec![1], ..key.sign_note(TEXT) };
    let unknown = Signature { name: "x".to_owned(), id: 0, bytes: vec![0; 2_424] };
    let strangers = vec![same_name, same_number, unknown];
    assert_eq!(key.public().verify(&note(strangers.clone())), Verified::No);
    let with_ours = note([strangers, vec![key.sign_note(TEXT)]].concat());
    assert_eq!(key.public().verify(&with_ours), Verified::Yes { time: None });
}

#[test]
fn one_wrong_line_of_a_known_key_spoils_its_good_one() {
    let key = log_key(ORIGIN, 1);
    let (good, wrong) = (key.sign_note(TEXT), Signature { bytes: vec![0; 64], ..key.sign_note(TEXT) });
    assert_eq!(key.public().verify(&note(vec![good.clone(), wrong.clone()])), Verified::Bad);
    assert_eq!(key.public().verify(&note(vec![wrong, good])), Verified::Bad);
}

#[test]
fn a_note_is_refused_where_anything_about_its_form_is_not_in_order() {
    let line = log_key(ORIGIN, 1).sign_note(TEXT).to_string();
    let read = |text: String| text.parse::<Note>();
    assert!(read(format!("{TEXT}\n{line}")).is_ok());
    refused(read(String::new()), "no empty line");
    refused(read(TEXT.to_owned()), "no empty line");
    refused(read(format!("{TEXT}{line}")), "no empty line");
    refused(read(format!("{TEXT}\n")), "bears no signature");
    refused(read(format!("{TEXT}\n{line}\n")), "bears no signature");
    refused(read(format!("{TEXT}\n{}", line.trim_end())), "breaks off");
    refused(read(format!("{TEXT}\n{line}{line}x\n")), "em dash");
    refused(read(format!("{TEXT}\n{}", line.replace('—', "-"))), "em dash");
    refused(read(format!("{TEXT}\n{}", line.replace("— ", "—"))), "em dash");
    refused(read(format!("{TEXT}\n{}", line.replace('\n', " \n"))), "not base64");
    refused(read(format!("{TEXT}\n{}", line.replace(ORIGIN, ""))), "name of a key");
    refused(read(format!("{TEXT}\n{}", line.replace(ORIGIN, "a+b"))), "name of a key");
    refused(read(format!("{TEXT}\n{}", line.replace(ORIGIN, "a\u{2003}b"))), "name of a key");
    refused(read(format!("{TEXT}\n— {ORIGIN}\n")), "no space after the name");
    refused(read(format!("{TEXT}\n— {ORIGIN} AAAAAA==\n")), "too short");
    refused(read(format!("{TEXT}\n— {ORIGIN} AAAAAAA\n")), "not base64");
    refused(read(format!("{TEXT}\n— {ORIGIN} AAAAAB==\n")), "not base64");
    refused(read(format!("{TEXT}\n— {ORIGIN} A-_AAAA=\n")), "not base64");
}

#[test]
fn control_characters_are_refused_wherever_they_stand() {
    let line = log_key(ORIGIN, 1).sign_note(TEXT).to_string();
    let good = format!("{TEXT}\n{line}");
    for control in ('\0'..' ').filter(|c| *c != '\n') {
        for place in [0, TEXT.len(), good.len() - 1, good.len()] {
            let mut text = good.clone();
            text.insert(place, control);
            refused(text.parse::<Note>(), "control character");
        }
    }
    refused(good.replace('\n', "\r\n").parse::<Note>(), "control character");
}

#[test]
fn a_note_bears_sixty_four_signatures_and_not_one_more() {
    let key = log_key(ORIGIN, 1);
    let many = note(vec![key.sign_note(TEXT); MOST_SIGNATURES]);
    assert_eq!(many.to_string().parse(), Ok(many));
    refused(note(vec![key.sign_note(TEXT); MOST_SIGNATURES + 1]).to_string().parse::<Note>(), "more than 64");
}

#[test]
fn a_signature_line_is_read_alone_as_a_witness_sends_it() {
    let line = witness_key("witness.example/w", 2).cosign(TEXT, 7);
    let text = line.to_string();
    assert!(text.starts_with("— witness.example/w ") && text.ends_with('\n'));
    assert_eq!(text.parse(), Ok(line.clone()));
    assert_eq!(text.trim_end().parse(), Ok(line));
    refused(format!("{text}{text}").parse::<Signature>(), "not base64");
    refused(format!("{text}\n").parse::<Signature>(), "not base64");
    refused("".parse::<Signature>(), "em dash");
}
