//! Keys: as text, and what is refused.

use crate::{log_key, refused, witness_key};
use tlog::{Algorithm, PublicKey, SecretKey};

/// The published key of the Go project's checksum log: name, number and bytes are as others made them.
const GO: &str = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

#[test]
fn the_key_of_a_public_log_is_read_and_written_as_it_is() {
    let key: PublicKey = GO.parse().unwrap();
    assert_eq!(key.name(), "sum.golang.org");
    assert_eq!(key.id(), 0x033d_e0ae);
    assert_eq!(key.algorithm(), Algorithm::Ed25519);
    assert_eq!(key.to_string(), GO);
}

#[test]
fn a_seed_gives_the_key_of_rfc_8032() {
    // Section 7.1, test 1.
    let seed = hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    let public = hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    let key = SecretKey::from_seed("log.example", Algorithm::Ed25519, seed).unwrap();
    assert_eq!(key.public().bytes(), &public);
    let signature = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";
    let signed: String = key.sign_note("").bytes.iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(signed, signature);
}

fn hex(text: &str) -> [u8; 32] {
    let bytes: Vec<u8> = (0..32).map(|n| u8::from_str_radix(&text[2 * n..2 * n + 2], 16).unwrap()).collect();
    bytes.try_into().unwrap()
}

#[test]
fn a_secret_key_comes_back_from_its_text() {
    for key in [log_key("log.example/a", 1), witness_key("witness.example/ä", 2)] {
        let text = key.to_text();
        assert!(text.starts_with("PRIVATE+KEY+"));
        let read: SecretKey = text.parse().unwrap();
        assert_eq!(read.public(), key.public());
        assert_eq!(read.to_text(), text);
        assert_eq!(read.public().to_string().parse(), Ok(key.public()));
    }
}

#[test]
fn one_pair_of_keys_used_in_two_ways_has_two_numbers() {
    let (log, witness) = (log_key("same.example", 1).public(), witness_key("same.example", 1).public());
    assert_eq!(log.bytes(), witness.bytes());
    assert_ne!(log.id(), witness.id());
    assert_ne!(log_key("a.example", 1).public().id(), log_key("b.example", 1).public().id());
}

#[test]
fn a_secret_key_is_never_shown() {
    let key = log_key("log.example", 9);
    let secret = key.to_text().rsplit_once('+').unwrap().1.to_owned();
    let shown = format!("{key:?} {key:#?}");
    assert!(shown.contains("log.example"));
    assert!(!shown.contains(&secret) && !shown.contains("9, 9, 9") && !shown.contains("0909"), "{shown}");
    // Nor in what is told where its text is not in order.
    let text = key.to_text();
    for broken in [text.replace("log.example", "log.examplf"), text.replace("PRIVATE+", ""), text[..text.len() - 1].to_owned()] {
        let told = broken.parse::<SecretKey>().unwrap_err();
        assert!(!format!("{told} {told:?}").contains(&secret[4..20]), "{told}");
    }
}

#[test]
fn a_public_key_is_refused_where_anything_about_it_is_not_in_order() {
    let text = |text: &str| text.parse::<PublicKey>();
    let (name, id, bytes) = ("sum.golang.org", "033de0ae", "Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8");
    refused(text(""), "three parts");
    refused(text("sum.golang.org"), "three parts");
    refused(text(&format!("{name}+{id}")), "three parts");
    refused(text(&format!("+{id}+{bytes}")), "cannot be the name");
    refused(text(&format!("{name} +{id}+{bytes}")), "cannot be the name");
    refused(text(&format!("sum.golang\u{a0}org+{id}+{bytes}")), "cannot be the name");
    refused(text(&format!("sum.golang\u{1}org+{id}+{bytes}")), "cannot be the name");
    refused(text(&format!("sum.golang.com+{id}+{bytes}")), "its number is 033de0ae");
    refused(text(&format!("{name}+033de0af+{bytes}")), "its number is 033de0af");
    refused(text(&format!("{name}+033DE0AE+{bytes}")), "eight digits");
    refused(text(&format!("{name}+33de0ae+{bytes}")), "eight digits");
    refused(text(&format!("{name}++33de0a+{bytes}")), "eight digits");
    refused(text(&format!("{name}+{id}+{bytes}\n")), "not base64");
    refused(text(&format!(" {name}+{id}+{bytes}")), "cannot be the name");
    refused(text(&format!("{name}+{id}+{}", &bytes[..43])), "not base64");
    refused(text(&format!("{name}+{id}+{}", &bytes[..40])), "33 bytes");
    refused(text(&format!("{name}+{id}+{bytes}AAAA")), "33 bytes");
    refused(text(&format!("{name}+{id}+")), "empty");
    refused(text(&format!("{name}+{id}+B{}", &bytes[1..])), "way of signing");
}

#[test]
fn bytes_that_are_no_key_or_a_weak_one_are_refused() {
    let key = |bytes| PublicKey::new("log.example", Algorithm::Ed25519, bytes);
    let mut y_two = [0; 32];
    y_two[0] = 2;
    refused(key(y_two), "not a point");
    let mut neutral = [0; 32];
    neutral[0] = 1;
    refused(key(neutral), "not a point that an Ed25519 key can be");
    refused(key([0; 32]), "not a point that an Ed25519 key can be");
    // y = p + 1, another way to write y = 1; and y = p + 3, another way to write y = 3, a point of full order.
    let mut beyond = [0xff; 32];
    (beyond[0], beyond[31]) = (0xee, 0x7f);
    refused(key(beyond), "not a point that an Ed25519 key can be");
    let mut three = [0; 32];
    three[0] = 3;
    assert!(key(three).is_ok(), "y = 3 is a point");
    beyond[0] = 0xf0;
    refused(key(beyond), "not a point that an Ed25519 key can be");
}

#[test]
fn a_secret_key_is_refused_where_anything_about_it_is_not_in_order() {
    let good = log_key("log.example", 1).to_text();
    let text = |text: &str| text.parse::<SecretKey>();
    refused(text(&log_key("log.example", 1).public().to_string()), "PRIVATE+KEY+");
    refused(text(&good.replace("log.example", "log.exampld")), "its number");
    refused(text(&good.replace("log.example", "log example")), "its name");
    refused(text(&good.replace("PRIVATE+KEY+", "PRIVATE+KEY")), "PRIVATE+KEY+");
    refused(text(&format!("{good}\n")), "not base64");
    refused(SecretKey::from_seed("", Algorithm::Ed25519, [1; 32]), "cannot be the name");
    refused(SecretKey::from_seed("a+b", Algorithm::Ed25519, [1; 32]), "cannot be the name");
}
