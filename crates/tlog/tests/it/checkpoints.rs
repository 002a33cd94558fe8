//! Checkpoints: their three lines, and what is refused.

use crate::{checkpoint, refused};
use tlog::{Checkpoint, empty_root};

/// A checkpoint of the specification.
const SOFA: &str = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

#[test]
fn the_checkpoint_of_the_specification_is_read_and_written_as_it_is() {
    let read = Checkpoint::parse(SOFA).unwrap();
    assert_eq!((read.origin.as_str(), read.size), ("example.com/behind-the-sofa", 20_852_163));
    assert_eq!(read.text(), SOFA);
}

#[test]
fn a_checkpoint_of_every_size_comes_back() {
    for size in [0, 1, 9, 300] {
        let made = checkpoint(size);
        assert_eq!(Checkpoint::parse(&made.text()), Ok(made));
    }
    let greatest = Checkpoint { origin: "log.example with spaces, ä +".to_owned(), size: u64::MAX, root: empty_root() };
    assert_eq!(Checkpoint::parse(&greatest.text()), Ok(greatest));
}

#[test]
fn further_lines_are_passed_over_unless_one_is_empty() {
    assert_eq!(Checkpoint::parse(&format!("{SOFA}more\nand more\n")), Checkpoint::parse(SOFA));
    refused(Checkpoint::parse(&format!("{SOFA}\nmore\n")), "empty line");
    refused(Checkpoint::parse(&format!("{SOFA}more\n\n")), "empty line");
}

#[test]
fn a_checkpoint_is_refused_where_anything_about_it_is_not_in_order() {
    let size = |size: &str| Checkpoint::parse(&SOFA.replace("20852163", size));
    for wrong in ["020852163", "00", "+5", "-5", "5 ", " 5", "5.0", "0x5", "1_000", "٥", "five", "18446744073709551616"] {
        refused(size(wrong), "not a whole number in plain digits");
    }
    assert!(size("0").is_ok() && size("18446744073709551615").is_ok());
    let root = |root: &str| Checkpoint::parse(&SOFA.replace("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=", root));
    for wrong in [
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I",
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=",
        "CsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I=",
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jx",
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I= ",
        "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62",
    ] {
        refused(root(wrong), "not 32 bytes in base64");
    }
    refused(Checkpoint::parse(""), "not ended");
    refused(Checkpoint::parse("\n"), "empty line");
    refused(Checkpoint::parse("log.example\n5\n"), "fewer than three lines");
    refused(Checkpoint::parse(SOFA.trim_end()), "not ended");
    refused(Checkpoint::parse(&format!("\n{SOFA}")), "empty line");
    refused(Checkpoint::parse(&SOFA.replace('\n', "\r\n")), "control character");
    refused(Checkpoint::parse(&SOFA.replace("sofa", "so\tfa")), "control character");
}
