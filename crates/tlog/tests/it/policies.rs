//! Policies: the example of the specification under our own names, every rule about their lines, and what they say of checkpoints.

use crate::{ORIGIN, checkpoint, log_key, refused, witness_key};
use tlog::{Note, Policy, SecretKey, Signature};

/// The witnesses, each with a key of its own.
const NAMES: [&str; 6] = ["harbour", "library", "archive", "tower", "mill", "bridge"];

fn witness(name: &str) -> SecretKey {
    let seed = NAMES.iter().position(|n| *n == name).unwrap() as u8;
    witness_key(&format!("{name}.example/w"), 100 + seed)
}

fn vkey(name: &str) -> String {
    witness(name).public().to_string()
}

fn log() -> String {
    log_key(ORIGIN, 1).public().to_string()
}

/// Two of three of one house, and any of another.
fn two_houses() -> String {
    let mut text = format!("# Whom we believe.\nlog {}\n\n", log());
    for (place, name) in NAMES.iter().enumerate() {
        text.push_str(&format!("witness {name} {} https://{name}.example\n", vkey(name)));
        if place == 2 {
            text.push_str("  # One house.\n \t \ngroup waterside 2 harbour library archive\n");
        }
    }
    text + "group\tupland any  tower mill\tbridge \ngroup both all waterside upland\nquorum both\n"
}

fn policy(text: &str) -> Policy {
    text.parse().unwrap()
}

/// A checkpoint signed by the log and seen by these witnesses, one second after the other.
fn seen_by(names: &[&str]) -> Note {
    let text = checkpoint(3).text();
    let mut signatures = vec![log_key(ORIGIN, 1).sign_note(&text)];
    signatures.extend((1_000..).zip(names).map(|(time, name)| witness(name).cosign(&text, time)));
    Note { text, signatures }
}

#[test]
fn a_group_of_groups_decides_as_the_specification_says() {
    let policy = policy(&two_houses());
    for (names, enough) in [
        (&["harbour", "library", "tower"][..], true),
        (&["archive", "library", "bridge"], true),
        (&NAMES, true),
        (&["harbour", "library"], false),
        (&["harbour", "tower"], false),
        (&["harbour", "tower", "mill", "bridge"], false),
        (&["harbour", "library", "archive"], false),
        (&[], false),
    ] {
        let judgement = policy.judge(&seen_by(names));
        assert!(judgement.log);
        assert_eq!(judgement.quorum, enough, "{names:?}");
        assert_eq!(judgement.accepted(), enough, "{names:?}");
        assert_eq!(judgement.witnessed.len(), names.len());
    }
}

#[test]
fn a_judgement_names_the_witnesses_in_the_policys_order_and_tells_the_times() {
    let judgement = policy(&two_houses()).judge(&seen_by(&["tower", "harbour", "library"]));
    assert_eq!(judgement.witnessed, ["harbour", "library", "tower"]);
    assert_eq!((judgement.oldest, judgement.newest), (Some(1_000), Some(1_002)));
    let nobody = policy(&two_houses()).judge(&seen_by(&[]));
    assert_eq!((nobody.oldest, nobody.newest), (None, None));
}

#[test]
fn one_witness_twice_is_one_witness() {
    let policy = policy(&two_houses());
    assert!(!policy.judge(&seen_by(&["harbour", "harbour", "tower"])).quorum);
}

#[test]
fn the_lines_of_the_file_are_kept_with_their_addresses() {
    let policy = policy(&two_houses().replace(&log(), &format!("{} https://log.example", log())));
    assert_eq!(policy.logs, [(log_key(ORIGIN, 1).public(), Some("https://log.example".to_owned()))]);
    assert_eq!(policy.witnesses.iter().map(|w| w.name.as_str()).collect::<Vec<_>>(), NAMES);
    assert_eq!(policy.witnesses[0].url.as_deref(), Some("https://harbour.example"));
    assert_eq!(policy.witnesses[0].key, witness("harbour").public());
}

#[test]
fn what_is_needed_can_be_told_where_it_is_one_number() {
    let rule = |lines: &str| {
        let keys =
            format!("witness harbour {}\nwitness mill {}\nwitness tower {}\n", vkey("harbour"), vkey("mill"), vkey("tower"));
        policy(&format!("{keys}{lines}\n")).quorum_needs()
    };
    assert_eq!(rule("quorum none"), Some((0, 0)));
    assert_eq!(rule("quorum mill"), Some((1, 1)));
    assert_eq!(rule("group g 2 harbour mill tower\nquorum g"), Some((2, 3)));
    assert_eq!(rule("group g any harbour mill\nquorum g"), Some((1, 2)));
    assert_eq!(rule("group g all harbour mill\nquorum g"), Some((2, 2)));
    assert_eq!(rule("group g all harbour mill\ngroup h any g tower\nquorum h"), None);
    assert_eq!(rule("group g all harbour mill\ngroup h any g\nquorum tower"), Some((1, 1)));
}

#[test]
fn without_witnesses_the_logs_signature_is_enough() {
    let policy = policy(&format!("log {}\nquorum none\n", log()));
    assert!(policy.judge(&seen_by(&[])).accepted());
    assert_eq!(policy, Policy::of_log(log_key(ORIGIN, 1).public()));
    let mut unsigned = seen_by(&["mill"]);
    unsigned.signatures.remove(0);
    assert!(!policy.judge(&unsigned).log);
    assert!(!policy.judge(&unsigned).accepted());
}

#[test]
fn a_log_signs_only_for_the_origin_its_key_is_named_for() {
    let policy = policy(&format!("log {}\nlog {}\nquorum none\n", log(), log_key("other.example", 5).public()));
    let text = checkpoint(3).text();
    let sign = |key: SecretKey, text: &str| Note { text: text.to_owned(), signatures: vec![key.sign_note(text)] };
    assert!(policy.judge(&sign(log_key(ORIGIN, 1), &text)).log);
    assert!(!policy.judge(&sign(log_key("other.example", 5), &text)).log, "it signs for another log");
    assert!(policy.judge(&sign(log_key("other.example", 5), &text.replace(ORIGIN, "other.example"))).log);
}

#[test]
fn a_wrong_line_of_a_known_key_spoils_the_checkpoint() {
    let policy = policy(&two_houses());
    let mut note = seen_by(&NAMES);
    note.signatures[6].bytes[20] ^= 1;
    let judgement = policy.judge(&note);
    assert!(judgement.log && judgement.quorum, "the others are enough");
    assert_eq!(judgement.bad, ["bridge"]);
    assert!(!judgement.accepted());
    refused(policy.accept(&note), "does not hold: bridge");
    note.signatures[6] = Signature { name: "stranger.example".to_owned(), ..note.signatures[6].clone() };
    assert!(policy.judge(&note).accepted(), "a stranger's line is not looked at");
}

#[test]
fn too_few_witnesses_are_told_with_their_names_and_what_is_needed() {
    refused(policy(&two_houses()).accept(&seen_by(&["harbour", "tower"])), "harbour, tower; the group both is needed");
    let two = format!(
        "log {}\nwitness mill {}\nwitness tower {}\ngroup g all mill tower\nquorum g\n",
        log(),
        vkey("mill"),
        vkey("tower")
    );
    refused(policy(&two).accept(&seen_by(&["mill"])), "mill; 2 of 2 are needed");
    refused(policy(&two).accept(&seen_by(&[])), "none of the policy saw it; 2 of 2 are needed");
}

#[test]
fn every_line_that_is_not_in_order_is_named() {
    let (mill, tower) = (format!("witness mill {}", vkey("mill")), format!("witness tower {}", vkey("tower")));
    let check = |lines: &[&str], words: &str| {
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        refused(text.parse::<Policy>(), words);
    };
    check(&[], "line 1: the file ends without a quorum");
    check(&["# only this", &mill], "line 2: the file ends without a quorum");
    check(&["quorum none", "quorum none"], "line 2: it is the second quorum");
    check(&["quorum mill", &mill], "line 1: no line before names a witness or group mill");
    check(&[&mill, "group g any mill tower", &tower, "quorum g"], "line 2: no line before names a witness or group tower");
    check(&[&mill, "group g any g", "quorum g"], "line 2: no line before names a witness or group g");
    check(&[&mill, "group g any mill none", "quorum g"], "line 2: no line before names a witness or group none");
    check(&[&mill, &tower.replace("tower ", "mill "), "quorum none"], "line 2: the name mill is taken");
    check(&[&mill, "group mill any mill", "quorum none"], "line 2: the name mill is taken");
    check(&[&mill.replace("mill ", "none "), "quorum none"], "line 1: the name none is taken");
    check(&[&mill, "group none any mill", "quorum none"], "line 2: the name none is taken");
    check(&[&mill, &mill.replace("mill ", "again "), "quorum none"], "line 2: the key of again is that of mill");
    check(&[&mill, "group g all mill mill", "quorum g"], "line 2: mill is a member already");
    check(&[&mill, "group g any mill", "group h any mill", "quorum h"], "line 3: mill is a member already");
    for needed in ["0", "3", "02", "+1", "-1", "two", "ALL", "1.0", "99999999999999999999"] {
        check(&[&mill, &tower, &format!("group g {needed} mill tower"), "quorum g"], "line 3: it does not say how many of the 2");
    }
    check(&[&mill, "group g any", "quorum none"], "line 2: it does not say how many of the 0");
    check(&[&mill, "group g all", "quorum none"], "line 2: it does not say how many of the 0");
    check(&[&mill, "group g", "quorum none"], "line 2: a line \"group\" has not 2 words");
    check(&["quorum"], "line 1: a line \"quorum\" has not 1 words");
    check(&["quorum none # nobody"], "line 1: a line \"quorum\" has not 4 words");
    check(&["log", "quorum none"], "line 1: a line \"log\"");
    check(&[&format!("log {} https://a https://b", log()), "quorum none"], "line 1: a line \"log\" has not 4 words");
    check(&[&format!("{mill} https://a https://b"), "quorum none"], "line 1: a line \"witness\" has not 5 words");
    check(&["witness mill", "quorum none"], "line 1: a line \"witness\"");
    check(&["QUORUM none"], "line 1: \"QUORUM\" begins no line of a policy");
    check(&["Ωmega"], "begins no line of a policy");
}

#[test]
fn a_key_for_another_way_of_signing_or_not_in_order_is_refused_with_its_line() {
    let read = |text: String| text.parse::<Policy>();
    refused(
        read(format!("log {}\nquorum none\n", vkey("mill"))),
        "line 1: the key of mill.example/w is for another way of signing",
    );
    refused(read(format!("\nwitness m {}\nquorum none\n", log())), "line 2: the key of log.example/servanda is for another way");
    refused(read("log nothing\nquorum none\n".to_owned()), "line 1: the key: it has not three parts");
    refused(
        read(format!("log {}\nlog {}\nquorum none\n", log(), log())),
        "line 2: the key of log.example/servanda is that of another log",
    );
    let renamed = log_key("other.example", 1).public();
    refused(
        read(format!("log {}\nlog {renamed}\nquorum none\n", log())),
        "line 2: the key of other.example is that of another log",
    );
    let as_witness = witness_key(ORIGIN, 1).public();
    assert!(
        read(format!("log {}\nwitness m {as_witness}\nquorum m\n", log())).is_ok(),
        "a log may be its own witness; it is no use"
    );
}

#[test]
fn only_plain_lines_are_read() {
    for control in ('\0'..' ').chain(['\u{7f}']).filter(|c| !['\n', '\t'].contains(c)) {
        refused(format!("# a{control}b\nquorum none\n").parse::<Policy>(), "line 1: it holds the control character");
    }
    refused("quorum none\r\n".parse::<Policy>(), "line 1: it holds the control character '\\r'");
    refused("quorum none".parse::<Policy>(), "line 1: it is not ended by a line end");
    let name = format!("witness mühle\u{a0}am\u{2003}Bach {}\nquorum mühle\u{a0}am\u{2003}Bach\n", vkey("mill"));
    assert_eq!(policy(&name).witnesses[0].name, "mühle\u{a0}am\u{2003}Bach", "only space and tab part words");
    assert_ne!(policy(&name), policy(&name.replace('ü', "u\u{308}")), "names are compared byte by byte");
}

#[test]
fn a_policy_of_thousands_of_nested_groups_is_judged_without_a_fault() {
    let mut text = format!("witness mill {}\ngroup g0 any mill\n", vkey("mill"));
    for n in 1..3_000 {
        text.push_str(&format!("group g{n} all g{}\n", n - 1));
    }
    text.push_str("quorum g2999\n");
    let policy = policy(&text);
    assert!(policy.judge(&seen_by(&["mill"])).quorum);
    assert!(!policy.judge(&seen_by(&[])).quorum);
}
