//! Proofs to take away.

use crate::{ORIGIN, checkpoint, leaf, log_key, refused, tree, witness_key};
use tlog::{Note, Policy, Proof, Signature, TlogError};

const TIME: u64 = 1_700_000_000;

fn policy() -> Policy {
    let witness = witness_key("witness.example/w", 2).public();
    format!("log {}\nwitness w {witness}\nquorum w\n", log_key(ORIGIN, 1).public()).parse().unwrap()
}

/// The checkpoint of a log with so many entries, signed by the log and seen by the witness.
fn signed(size: u64) -> Note {
    let text = checkpoint(size).text();
    let signatures = vec![log_key(ORIGIN, 1).sign_note(&text), witness_key("witness.example/w", 2).cosign(&text, TIME)];
    Note { text, signatures }
}

fn proof(index: u64, size: u64) -> Proof {
    let hashes = tree(size).inclusion(index, size).unwrap();
    Proof { extra: None, index, hashes, checkpoint: signed(size).to_string() }
}

#[test]
fn every_entry_of_a_log_has_a_proof_that_holds() {
    for size in [1, 2, 3, 8, 37] {
        for index in 0..size {
            let proof = proof(index, size);
            let judgement = proof.holds(&leaf(index), &policy()).unwrap();
            assert!(judgement.accepted());
            assert_eq!(judgement.witnessed, ["w"]);
            assert_eq!((judgement.oldest, judgement.newest), (Some(TIME), Some(TIME)));
            assert_eq!(proof.to_string().parse(), Ok(proof));
        }
    }
}

#[test]
fn a_proof_is_written_as_the_specification_says() {
    let proof = Proof { extra: Some(b"beside it".to_vec()), ..proof(2, 3) };
    let text = proof.to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..3], ["c2sp.org/tlog-proof@v1", "extra YmVzaWRlIGl0", "index 2"]);
    assert_eq!((lines[3].len(), lines[4], lines[5]), (44, "", ORIGIN));
    assert!(text.ends_with(&signed(3).to_string()), "the checkpoint stands there as the log published it");
    assert_eq!(text.parse(), Ok(proof));
}

#[test]
fn beside_nothing_is_not_the_same_as_nothing_beside() {
    for extra in [None, Some(Vec::new()), Some(vec![0])] {
        let proof = Proof { extra, ..proof(0, 1) };
        assert_eq!(proof.to_string().parse(), Ok(proof));
    }
}

#[test]
fn the_wrong_leaf_the_wrong_index_and_a_changed_path_are_not_included() {
    let not_included = |proof: Proof, leaf: &[u8]| {
        let told = proof.holds(leaf, &policy()).unwrap_err();
        assert_eq!(told, TlogError::NotIncluded { index: proof.index, size: 8 });
        told.to_string()
    };
    assert!(not_included(proof(3, 8), &leaf(4)).contains("not at index 3 of the log of 8 entries"));
    not_included(proof(3, 8), b"");
    not_included(Proof { index: 4, ..proof(3, 8) }, &leaf(3));
    not_included(Proof { index: 8, ..proof(3, 8) }, &leaf(3));
    not_included(Proof { hashes: vec![], ..proof(3, 8) }, &leaf(3));
    not_included(Proof { hashes: proof(4, 8).hashes, ..proof(3, 8) }, &leaf(3));
}

#[test]
fn a_checkpoint_that_is_not_to_be_believed_makes_the_proof_worthless() {
    let holds = |proof: Proof, policy: &Policy| proof.holds(&leaf(3), policy);
    let with = |change: fn(&mut Note)| {
        let mut note = signed(8);
        change(&mut note);
        Proof { checkpoint: note.to_string(), ..proof(3, 8) }
    };
    refused(holds(with(|note| drop(note.signatures.remove(0))), &policy()), "is not signed by a log of this policy");
    refused(holds(with(|note| drop(note.signatures.remove(1))), &policy()), "not seen by enough witnesses");
    refused(holds(with(|note| note.signatures[0].bytes[5] ^= 1), &policy()), "does not hold: log.example/servanda");
    refused(holds(with(|note| note.signatures[1].bytes[9] ^= 1), &policy()), "does not hold: w");
    refused(holds(with(|note| note.text = checkpoint(9).text()), &policy()), "does not hold: log.example/servanda, w");
    refused(
        holds(with(|note| note.signatures[0] = log_key(ORIGIN, 7).sign_note(&note.text)), &policy()),
        "is not signed by a log",
    );
    let none: Policy = "quorum none\n".parse().unwrap();
    refused(holds(proof(3, 8), &none), "it names none");
    assert!(holds(proof(3, 8), &Policy::of_log(log_key(ORIGIN, 1).public())).unwrap().accepted());
}

#[test]
fn lines_of_strangers_change_nothing() {
    let mut note = signed(8);
    note.signatures.insert(0, Signature { name: "stranger.example".to_owned(), id: 5, bytes: vec![1; 64] });
    let proof = Proof { checkpoint: note.to_string(), ..proof(3, 8) };
    assert!(proof.holds(&leaf(3), &policy()).unwrap().accepted());
}

#[test]
fn a_proof_is_refused_where_anything_about_its_form_is_not_in_order() {
    let good = Proof { extra: Some(vec![1, 2, 3]), ..proof(2, 5) }.to_string();
    let read = |from: &str, to: &str| {
        assert!(good.contains(from), "{from:?}");
        good.replacen(from, to, 1).parse::<Proof>()
    };
    assert!(read("", "").is_ok());
    refused(read("@v1", "@v2"), "does not begin with the line");
    refused(read("c2sp", "\nc2sp"), "does not begin with the line");
    refused(read("c2sp", " c2sp"), "does not begin with the line");
    refused(read("extra AQID", "extra AQI"), "after extra is not base64");
    refused(read("extra AQID", "extra"), "no line with the index");
    refused(read("extra AQID", "extra AQID\nextra AQID"), "no line with the index");
    refused(read("extra AQID", "index 2\nextra AQID"), "not 32 bytes in base64");
    refused(read("index 2", "index 02"), "no line with the index");
    refused(read("index 2", "index +2"), "no line with the index");
    refused(read("index 2", "index  2"), "no line with the index");
    refused(read("index 2", "index"), "no line with the index");
    refused(read("index 2", "index 18446744073709551616"), "no line with the index");
    refused(read("index 2\n", "index 2\nAAAA\n"), "not 32 bytes in base64");
    refused(read("index 2\n", "index 2\n\n"), "the checkpoint: it has an empty line");
    refused(read("\n\n", "\n"), "the proof: ");
    refused(read("\n5\n", "\n05\n"), "the checkpoint: ");
    refused(read("— witness", "- witness"), "em dash");
    refused("".parse::<Proof>(), "no empty line");
    let long = Proof { hashes: vec![[0; 32]; 65], ..proof(2, 5) };
    refused(long.to_string().parse::<Proof>(), "longer than that of any log");
}
