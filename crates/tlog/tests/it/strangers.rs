//! What others wrote after the same specifications accepts what is made here, and what they make is accepted here.

use crate::{ORIGIN, checkpoint, leaf, log_key, tree, witness_key};
use proptest::prelude::*;
use signed_note::{Note as TheirNote, StandardSigner, StandardVerifier, VerifierList};
use tlog::{Checkpoint, Hash, Level, Note, Policy, Tile, Tree, Verified, consistent, included};
use tlog_tiles::{Error, Hash as TheirHash, HashReader, Tile as TheirTile, TileHashReader, TileReader};

/// Their reader of tiles, served from a tree of ours as from a site: only with the tiles a log of that size has.
struct Site<'a> {
    tree: &'a Tree,
    served: Vec<Tile>,
}

impl<'a> Site<'a> {
    fn new(tree: &'a Tree) -> Self {
        Self { tree, served: Tile::of_tree(tree.size()).collect() }
    }

    fn get(&self, path: &str) -> Option<Vec<u8>> {
        let tile = Tile::parse(path)?;
        self.served.contains(&tile).then(|| self.tree.tile(&tile)).flatten()
    }
}

impl TileReader for Site<'_> {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[TheirTile]) -> Result<Vec<Vec<u8>>, Error> {
        tiles.iter().map(|tile| self.get(&ours(tile).path()).ok_or(Error::InvalidTile)).collect()
    }

    fn save_tiles(&self, _: &[TheirTile], _: &[Vec<u8>]) {}
}

fn ours(tile: &TheirTile) -> Tile {
    Tile { level: Level::Hashes(tile.level()), index: tile.level_index(), width: tile.width() as u16 }
}

fn theirs(hashes: &[Hash]) -> Vec<TheirHash> {
    hashes.iter().map(|hash| TheirHash(*hash)).collect()
}

/// Asks them about a tree of ours: its root, leaves and proofs by our tiles, and our proofs.
fn they_agree(tree: &Tree, leaves: &[u64], olds: &[u64]) {
    let (size, root) = (tree.size(), TheirHash(tree.root()));
    let site = Site::new(tree);
    let reader = TileHashReader::new(size, root, &site);
    assert_eq!(tlog_tiles::tree_hash(size, &reader).unwrap(), root, "{size}");
    for index in leaves.iter().copied().filter(|index| *index < size) {
        let hash = tlog_tiles::record_hash(&leaf(index));
        let stored = reader.read_hashes(&[tlog_tiles::stored_hash_index(0, index)]).unwrap();
        assert_eq!(stored, [hash], "leaf {index} of {size}");
        let (ours, by_tiles) = (tree.inclusion(index, size).unwrap(), tlog_tiles::prove_record(size, index, &reader).unwrap());
        assert_eq!(theirs(&ours), by_tiles, "{index} of {size}");
        tlog_tiles::check_record(&theirs(&ours), size, root, index, hash).unwrap();
        assert!(included(&hash.0, index, size, &ours, &tree.root()));
    }
    for old in olds.iter().copied().filter(|old| (1..=size).contains(old)) {
        let old_root = TheirHash(tree.root_at(old).unwrap());
        let (ours, by_tiles) = (tree.consistency(old, size).unwrap(), tlog_tiles::prove_tree(size, old, &reader).unwrap());
        assert_eq!(theirs(&ours), by_tiles, "{old} to {size}");
        tlog_tiles::check_tree(&theirs(&ours), size, root, old, old_root).unwrap();
        let proof: Vec<Hash> = by_tiles.iter().map(|hash| hash.0).collect();
        assert!(consistent(old, &old_root.0, size, &tree.root(), &proof));
    }
}

#[test]
fn they_find_in_our_tiles_our_root_our_leaves_and_our_proofs() {
    let edges = [0, 1, 2, 3, 254, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 69_999, 70_000];
    for size in [1, 2, 3, 255, 256, 257, 511, 512, 513, 1_000, 65_536, 65_537, 70_000] {
        they_agree(&tree(size), &edges, &edges);
    }
}

#[test]
fn they_count_the_same_tiles() {
    for size in [0, 1, 255, 256, 257, 65_535, 65_536, 70_000, 16_777_300] {
        let theirs: Vec<Tile> = TheirTile::new_tiles(8, 0, size).iter().map(ours).collect();
        assert_eq!(Tile::of_tree(size).collect::<Vec<_>>(), theirs, "{size}");
    }
}

#[test]
fn they_refuse_our_tiles_for_another_root() {
    let tree = tree(600);
    let site = Site::new(&tree);
    let reader = TileHashReader::new(600, TheirHash([9; 32]), &site);
    assert!(reader.read_hashes(&[0]).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn they_agree_about_trees_of_any_size(size in 1u64..3_000, leaves: [prop::sample::Index; 5], olds: [prop::sample::Index; 5]) {
        let within = |at: prop::sample::Index| at.index(size as usize) as u64;
        they_agree(&tree(size), &leaves.map(within), &olds.map(|old| within(old) + 1));
    }

    /// Their checks are written in another way than ours: from the leaf's end of the proof rather than from its root's.
    #[test]
    fn they_believe_and_refuse_just_what_we_do(
        size in 1u64..200, index in 0u64..200, old in 1u64..200, said in 1u64..200, flip in prop::option::of(0usize..9),
    ) {
        let tree = tree(size);
        let flipped = |mut proof: Vec<Hash>| {
            if let Some(hash) = flip.and_then(|place| proof.get_mut(place)) {
                hash[0] ^= 1;
            }
            proof
        };
        let (index, old) = (index % size, 1 + old % size);
        let (proof, leaf, root) = (flipped(tree.inclusion(index, size).unwrap()), tree.leaf(index).unwrap(), tree.root());
        prop_assert_eq!(
            included(&leaf, index, said, &proof, &root),
            tlog_tiles::check_record(&theirs(&proof), said, TheirHash(root), index, TheirHash(leaf)).is_ok()
        );
        let (proof, old_root) = (flipped(tree.consistency(old, size).unwrap()), tree.root_at(old).unwrap());
        prop_assert_eq!(
            consistent(old, &old_root, said, &root, &proof),
            tlog_tiles::check_tree(&theirs(&proof), said, TheirHash(root), old, TheirHash(old_root)).is_ok()
        );
    }
}

#[test]
fn they_read_our_checkpoint_and_believe_its_signature() {
    let key = log_key(ORIGIN, 1);
    let text = checkpoint(300).text();
    let witness = witness_key("witness.example/w", 2);
    let note = Note { signatures: vec![key.sign_note(&text), witness.cosign(&text, 7)], text: text.clone() }.to_string();

    let their_note = TheirNote::from_bytes(note.as_bytes()).unwrap();
    let known = VerifierList::new(vec![Box::new(StandardVerifier::new(&key.public().to_string()).unwrap())]);
    let (verified, unverified) = their_note.verify(&known).unwrap();
    assert_eq!((verified.len(), unverified.len()), (1, 1));
    assert_eq!((verified[0].name(), verified[0].id()), (ORIGIN, key.public().id()));
    assert_eq!(unverified[0].id(), witness.public().id());

    let read = tlog_tiles::Checkpoint::from_bytes(their_note.text()).unwrap();
    assert_eq!((read.origin(), read.size(), read.hash().0), (ORIGIN, 300, tree(300).root()));
    assert_eq!(read.to_bytes(), text.as_bytes());

    let other = VerifierList::new(vec![Box::new(StandardVerifier::new(&log_key(ORIGIN, 3).public().to_string()).unwrap())]);
    assert!(their_note.verify(&other).is_err(), "another key did not sign it");
}

#[test]
fn we_read_their_checkpoint_and_believe_its_signature() {
    let key = log_key(ORIGIN, 1);
    let signer = StandardSigner::new(&key.to_text()).unwrap();
    let checkpoint = tlog_tiles::Checkpoint::new(ORIGIN, 300, TheirHash(tree(300).root()), "").unwrap();
    let mut their_note = TheirNote::new(&checkpoint.to_bytes(), &[]).unwrap();
    their_note.add_sigs(&[&signer]).unwrap();

    let note: Note = String::from_utf8(their_note.to_bytes()).unwrap().parse().unwrap();
    assert_eq!(key.public().verify(&note), Verified::Yes { time: None });
    assert_eq!(Checkpoint::parse(&note.text), Ok(crate::checkpoint(300)));
    assert_eq!(note.signatures, [key.sign_note(&note.text)], "Ed25519 signs the same text always the same");
}

/// A checkpoint of a public test log of certificate transparency, as it was served: signed by the log in two ways, one of them not known
/// here, and by four witnesses.
const ARCHE: &str = "\
arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
";

/// The log's key, and one of a witness.
const ARCHE_KEY: &str = "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f";
const REMORA_KEY: &str = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";

#[test]
fn the_checkpoint_of_a_public_log_is_believed_with_its_witness() {
    let policy: Policy = format!("log {ARCHE_KEY}\nwitness remora {REMORA_KEY}\nquorum remora\n").parse().unwrap();
    let note: Note = ARCHE.parse().unwrap();
    let judgement = policy.accept(&note).unwrap();
    assert_eq!(judgement.witnessed, ["remora"]);
    assert_eq!(judgement.newest, Some(1_779_573_024));
    assert_eq!(Checkpoint::parse(&note.text).unwrap().size, 1_432_088_532);
    assert_eq!(note.to_string(), ARCHE);

    let changed: Note = ARCHE.replacen("1432088532", "1432088533", 1).parse().unwrap();
    assert_eq!(policy.judge(&changed).bad, ["arche2025h1.staging.ct.transparency.dev", "remora"]);
}
