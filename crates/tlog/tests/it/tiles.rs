//! Tiles and bundles: their paths, which of them a log has, and what is in them.

use crate::{definition, hashes, leaf, tree};
use proptest::prelude::*;
use tlog::{LONGEST_LEAF, Level, Tile, bundle, read_bundle};

fn tile(level: u8, index: u64, width: u16) -> Tile {
    Tile { level: Level::Hashes(level), index, width }
}

#[test]
fn the_index_of_the_specifications_example_has_its_path() {
    assert_eq!(tile(0, 1_234_067, 256).path(), "tile/0/x001/x234/067");
    assert_eq!(Tile::parse("tile/0/x001/x234/067"), Some(tile(0, 1_234_067, 256)));
    assert_eq!(Tile { level: Level::Entries, index: 0, width: 5 }.path(), "tile/entries/000.p/5");
    assert_eq!(tile(0, 1234, 256).path(), "tile/0/x001/234");
}

#[test]
fn a_log_of_seventy_thousand_has_the_tiles_of_the_specifications_example() {
    let tiles: Vec<Tile> = Tile::of_tree(70_000).collect();
    let full = |level| tiles.iter().filter(|t| t.level == Level::Hashes(level) && t.width == 256).count();
    let partial = |level| -> Vec<u16> {
        tiles.iter().filter(|t| t.level == Level::Hashes(level) && t.width < 256).map(|t| t.width).collect()
    };
    assert_eq!((full(0), partial(0)), (273, vec![112]));
    assert_eq!((full(1), partial(1)), (1, vec![17]));
    assert_eq!((full(2), partial(2)), (0, vec![1]));
    assert_eq!(tiles.len(), 277);
    let bundles: Vec<Tile> = Tile::bundles(70_000).collect();
    assert_eq!(bundles.len(), 274);
    assert_eq!(bundles[273].path(), "tile/entries/273.p/112");
}

#[test]
fn a_log_of_256_has_one_full_tile_and_one_hash_above_it() {
    let paths = |size| -> Vec<String> { Tile::of_tree(size).map(|t| t.path()).collect() };
    assert_eq!(paths(256), ["tile/0/000", "tile/1/000.p/1"]);
    assert_eq!(paths(255), ["tile/0/000.p/255"]);
    assert_eq!(paths(257), ["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"]);
    assert!(paths(0).is_empty());
    assert_eq!(Tile::bundles(0).count(), 0);
}

#[test]
fn the_greatest_log_has_tiles_on_eight_levels() {
    // Not all are walked through: there are more than anybody could.
    assert_eq!(Tile::of_tree(u64::MAX).next(), Some(tile(0, 0, 256)));
    assert_eq!(Tile::of_tree(1 << 16).last(), Some(tile(2, 0, 1)));
}

#[test]
fn every_other_way_to_write_a_path_is_refused() {
    for path in [
        "",
        "tile",
        "tile/",
        "tile/0",
        "tile/0/",
        "/tile/0/000",
        "tile/0/000/",
        "tile/00/000",
        "tile/01/000",
        "tile/+1/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/data/000",
        "tile/Entries/000",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/x000/000",
        "tile/0/x000/001",
        "tile/0/001/234",
        "tile/0/x001",
        "tile/0/x001/x234",
        "tile/0/X001/234",
        "tile/0/x01/234",
        "tile/0/xx01/234",
        "tile/0/+01",
        "tile/0/٠٠١",
        "tile/0/000.p",
        "tile/0/000.p/",
        "tile/0/000.p/0",
        "tile/0/000.p/05",
        "tile/0/000.p/256",
        "tile/0/000.p/70000",
        "tile/0/000.p/-5",
        "tile/0/000.p/5/",
        "tile/0/000.p/5.p/5",
        "tile/0/000.P/5",
        "tile/0/000 ",
        "tile//000",
        "tile/8/000/000",
        // No log is so long.
        "tile/0/x036/x028/x797/x018/x963/968",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
        "tile/7/001",
        "tile/63/001",
    ] {
        assert_eq!(Tile::parse(path), None, "{path}");
    }
}

#[test]
fn a_tile_says_where_its_leaves_begin() {
    assert_eq!(tile(0, 3, 256).first(), 768);
    assert_eq!(Tile { level: Level::Entries, index: 3, width: 1 }.first(), 768);
    assert_eq!(tile(1, 3, 256).first(), 3 * 65_536);
    assert_eq!(tile(63, 0, 1).first(), 0);
    assert_eq!(tile(63, 1, 1).first(), u64::MAX);
    assert_eq!(tile(0, u64::MAX, 1).first(), u64::MAX);
}

#[test]
fn a_hash_of_a_tile_is_the_root_over_the_leaves_it_spans() {
    let (leaves, tree) = (hashes(66_000), tree(66_000));
    for tile in Tile::of_tree(66_000) {
        let bytes = tree.tile(&tile).unwrap();
        assert_eq!(bytes.len(), usize::from(tile.width) * 32);
        let Level::Hashes(level) = tile.level else { panic!("a bundle among the tiles of hashes") };
        let span = 256_usize.pow(level.into());
        for (place, hash) in bytes.chunks(32).enumerate().step_by(50) {
            let from = (tile.index as usize * 256 + place) * span;
            assert_eq!(hash, definition::root(&leaves[from..from + span]), "{} hash {place}", tile.path());
        }
    }
}

#[test]
fn an_earlier_and_narrower_tile_is_the_beginning_of_the_later_one() {
    let (before, after) = (tree(700), tree(1_000));
    let (early, late) = (tile(0, 2, 188), tile(0, 2, 256));
    assert_eq!(before.tile(&early), after.tile(&early));
    assert!(after.tile(&late).unwrap().starts_with(&before.tile(&early).unwrap()));
    assert_eq!(before.tile(&late), None, "it is not full yet");
    assert_eq!(before.tile(&tile(0, 2, 189)), None);
}

#[test]
fn what_a_tree_does_not_hold_is_no_tile() {
    let tree = tree(300);
    assert!(tree.tile(&tile(0, 1, 44)).is_some());
    for missing in [
        tile(0, 1, 45),
        tile(0, 2, 1),
        tile(1, 0, 2),
        tile(2, 0, 1),
        tile(8, 0, 1),
        tile(63, 0, 1),
        tile(255, 0, 1),
        tile(0, 0, 0),
        tile(0, 0, 257),
        tile(0, u64::MAX, 1),
        tile(0, u64::MAX / 256, 256),
        Tile { level: Level::Entries, index: 0, width: 1 },
    ] {
        assert_eq!(tree.tile(&missing), None, "{missing:?}");
    }
}

#[test]
fn a_bundle_gives_back_its_leaves() {
    let long = vec![7; LONGEST_LEAF];
    let leaves: Vec<&[u8]> = vec![b"one", b"", &long, b"\x00"];
    let bytes = bundle(leaves.clone()).unwrap();
    assert_eq!(&bytes[..7], b"\x00\x03one\x00\x00");
    assert_eq!(read_bundle(&bytes), Some(leaves));
    assert_eq!(bundle([]), Some(Vec::new()));
    assert_eq!(read_bundle(b""), Some(Vec::new()));
}

#[test]
fn a_leaf_too_long_for_its_two_bytes_and_one_too_many_are_refused() {
    assert_eq!(bundle([&vec![7; LONGEST_LEAF + 1][..]]), None);
    assert!(bundle([&b"x"[..]; 256]).is_some());
    assert_eq!(bundle([&b"x"[..]; 257]), None);
    assert_eq!(read_bundle(&b"\x00\x01x".repeat(257)), None);
}

#[test]
fn a_bundle_that_breaks_off_is_refused() {
    let bytes = bundle([&b"one"[..], b"two"]).unwrap();
    for length in (0..bytes.len()).filter(|length| ![0, 5].contains(length)) {
        assert_eq!(read_bundle(&bytes[..length]), None, "{length} bytes of it");
    }
    assert_eq!(read_bundle(&[&bytes[..], b"\x00"].concat()), None);
}

proptest! {
    #[test]
    fn a_path_and_its_tile_are_one(level in prop::option::of(0u8..=6), index in 0u64..(1 << 40), width in 1u16..=256) {
        let level = level.map_or(Level::Entries, Level::Hashes);
        let tile = Tile { level, index, width };
        match Tile::parse(&tile.path()) {
            Some(read) => prop_assert_eq!(read, tile),
            None => prop_assert!(tile.first() >= 1 << 63),
        }
    }

    #[test]
    fn the_tiles_of_a_level_cover_its_hashes_once(size in 0u64..1_000_000) {
        for level in 0..4u8 {
            let covered: u64 = Tile::of_tree(size).filter(|t| t.level == Level::Hashes(level)).map(|t| u64::from(t.width)).sum();
            prop_assert_eq!(covered, size >> (8 * level));
        }
        prop_assert_eq!(Tile::bundles(size).map(|t| u64::from(t.width)).sum::<u64>(), size);
    }

    #[test]
    fn any_leaves_come_back_from_their_bundle(leaves in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..=256)) {
        let slices: Vec<&[u8]> = leaves.iter().map(Vec::as_slice).collect();
        let bytes = bundle(slices.clone()).unwrap();
        prop_assert_eq!(read_bundle(&bytes), Some(slices));
    }
}

#[test]
fn the_leaves_of_a_bundle_hash_to_its_tile() {
    let tree = tree(300);
    for (entries, hashes) in Tile::bundles(300).zip(Tile::of_tree(300)) {
        let leaves: Vec<Vec<u8>> = (0..u64::from(entries.width)).map(|n| leaf(entries.first() + n)).collect();
        let bytes = bundle(leaves.iter().map(Vec::as_slice)).unwrap();
        let hashed: Vec<u8> = read_bundle(&bytes).unwrap().into_iter().flat_map(tlog::leaf_hash).collect();
        assert_eq!(Some(hashed), tree.tile(&hashes), "{}", entries.path());
    }
}
