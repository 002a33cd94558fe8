//! Proofs of inclusion and of consistency: made as the definition makes them, believed exactly where it believes them.

use crate::{definition, hashes, tree};
use proptest::prelude::*;
use tlog::{Hash, consistent, empty_root, included, leaf_hash};

#[test]
fn every_leaf_of_every_small_tree_is_proven_as_the_definition_proves_it() {
    let (leaves, tree) = (hashes(70), tree(70));
    for size in 1..=70 {
        let root = tree.root_at(size).unwrap();
        for index in 0..size {
            let proof = tree.inclusion(index, size).unwrap();
            assert_eq!(proof, definition::path(index as usize, &leaves[..size as usize]), "{index} of {size}");
            assert!(included(&leaves[index as usize], index, size, &proof, &root), "{index} of {size}");
            for other in (0..size + 2).filter(|other| *other != index) {
                assert!(!included(&leaves[index as usize], other, size, &proof, &root), "{index} passes for {other} of {size}");
            }
        }
        assert_eq!(tree.inclusion(size, size), None, "there is no leaf {size} of {size}");
    }
    assert_eq!(tree.inclusion(0, 71), None);
    assert_eq!(tree.inclusion(0, 0), None);
}

#[test]
fn every_small_tree_continues_every_smaller_one_as_the_definition_proves_it() {
    let (leaves, tree) = (hashes(70), tree(70));
    for new in 1..=70 {
        let new_root = tree.root_at(new).unwrap();
        for old in 1..=new {
            let old_root = tree.root_at(old).unwrap();
            let proof = tree.consistency(old, new).unwrap();
            assert_eq!(proof, definition::proof(old as usize, &leaves[..new as usize]), "{old} to {new}");
            assert!(consistent(old, &old_root, new, &new_root, &proof), "{old} to {new}");
            assert_eq!(consistent(new, &new_root, old, &old_root, &proof), old == new, "back from {new} to {old}");
        }
    }
    assert_eq!(tree.consistency(3, 71), None);
    assert_eq!(tree.consistency(4, 3), None);
}

#[test]
fn a_tree_without_leaves_is_continued_by_every_tree_and_needs_no_proof() {
    let tree = tree(5);
    let (none, root) = (empty_root(), tree.root());
    for size in 0..=5 {
        assert_eq!(tree.consistency(0, size), Some(Vec::new()));
    }
    assert!(consistent(0, &none, 5, &root, &[]));
    assert!(consistent(0, &none, 0, &none, &[]));
    assert!(!consistent(0, &root, 5, &root, &[]), "a tree without leaves has no other root");
    assert!(!consistent(0, &none, 0, &root, &[]), "a tree without leaves has no other root");
    assert!(!consistent(0, &none, 5, &root, &[root]), "there is nothing to prove");
}

#[test]
fn the_same_size_with_another_root_is_not_the_same_tree() {
    let (root, other) = (tree(5).root(), tree(6).root());
    assert!(consistent(5, &root, 5, &root, &[]));
    assert!(!consistent(5, &root, 5, &other, &[]));
    assert!(!consistent(5, &root, 5, &root, &[root]));
}

/// Without this, a path to a later root would pass for one in a smaller tree: the lengths are all that ties it to the sizes.
#[test]
fn a_proof_longer_than_the_sizes_allow_is_refused_even_where_it_leads_to_the_roots() {
    let tree = tree(8);
    let root = |size| tree.root_at(size).unwrap();
    let leaf = tree.leaf(1).unwrap();
    let path = tree.inclusion(1, 2).unwrap();
    assert!(included(&leaf, 1, 2, &path, &root(2)));
    assert!(!included(&leaf, 0, 1, &path, &root(2)), "leaf 1 passes for the only one");
    let proof = tree.consistency(7, 8).unwrap();
    assert!(consistent(7, &root(7), 8, &root(8), &proof));
    assert!(!consistent(3, &root(7), 4, &root(8), &proof), "7 and 8 leaves pass for 3 and 4");
}

#[test]
fn a_rewritten_entry_is_not_continued() {
    let honest = tree(300);
    for changed in [0, 1, 150, 298, 299] {
        let mut leaves = hashes(400);
        leaves[changed] = leaf_hash(b"rewritten");
        let forked: tlog::Tree = leaves.into_iter().collect();
        let proof = forked.consistency(300, 400).unwrap();
        assert!(!consistent(300, &honest.root(), 400, &forked.root(), &proof), "entry {changed} was rewritten");
    }
}

#[test]
fn the_greatest_sizes_are_judged_without_a_fault() {
    let some = leaf_hash(b"some");
    for size in [u64::MAX, u64::MAX - 1, 1 << 63, (1 << 63) + 1] {
        for length in [0, 1, 63, 64, 65, 200] {
            let proof = vec![some; length];
            for other in [0, 1, 1 << 62, 1 << 63, size - 1, size] {
                assert!(!included(&some, other, size, &proof, &some));
                assert_eq!(consistent(other, &some, size, &some, &proof), other == size && length == 0);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Trees that nobody can build: any hashes of the right number are the proof of some root.
    #[test]
    fn paths_of_the_greatest_trees_lead_to_the_root_of_the_definition(size in 1u64.., at: u64, shift in 0u32..64, hashes: [[u8; 32]; 65]) {
        let size = (size >> shift).max(1);
        let index = at % size;
        let roots: Vec<(usize, Hash)> = (0..=64)
            .filter_map(|length| Some((length, definition::root_by_path(hashes[64], index, size, &hashes[..length])?)))
            .collect();
        let [(length, root)] = roots[..] else { panic!("{} lengths of path fit", roots.len()) };
        for said in 0..=64 {
            prop_assert_eq!(included(&hashes[64], index, size, &hashes[..said], &root), said == length);
        }
    }

    #[test]
    fn proofs_of_the_greatest_trees_lead_to_the_roots_of_the_definition(
        new in 2u64.., at: u64, shift in 0u32..64, round in 0u32..64, hashes: [[u8; 32]; 66],
    ) {
        let new = (new >> shift).max(2);
        // Also round sizes, whose root the proof leaves out.
        let old = (1 + at % (new - 1)).checked_shr(round).map_or(1, |old| (old << round).max(1));
        let found: Vec<(usize, Hash, Hash)> = (0..=65)
            .filter_map(|length| {
                let (old_root, new_root) = definition::roots_by_proof(old, new, Some(hashes[65]), &hashes[..length])?;
                Some((length, old_root, new_root))
            })
            .collect();
        let [(length, old_root, new_root)] = found[..] else { panic!("{} lengths of proof fit", found.len()) };
        for said in 0..=65 {
            prop_assert_eq!(consistent(old, &old_root, new, &new_root, &hashes[..said]), said == length);
        }
    }
}

/// A proof somebody changed: hashes flipped, dropped, doubled or added.
fn changed(mut proof: Vec<Hash>, how: u8, at: prop::sample::Index, bit: u8) -> Vec<Hash> {
    let place = at.index(proof.len() + 1);
    match how % 4 {
        0 if place < proof.len() => proof[place][usize::from(bit / 8)] ^= 1 << (bit % 8),
        1 if place < proof.len() => drop(proof.remove(place)),
        2 if place < proof.len() => proof.insert(place, proof[place]),
        _ => proof.insert(place, [bit; 32]),
    }
    proof
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_changed_path_proves_nothing(size in 1u64..600, at in any::<prop::sample::Index>(), how: u8, place: prop::sample::Index, bit: u8) {
        let tree = tree(size);
        let index = at.index(size as usize) as u64;
        let (leaf, proof) = (tree.leaf(index).unwrap(), tree.inclusion(index, size).unwrap());
        prop_assert!(included(&leaf, index, size, &proof, &tree.root()));
        prop_assert!(!included(&leaf_hash(b"another"), index, size, &proof, &tree.root()));
        prop_assert!(!included(&leaf, index, size, &changed(proof, how, place, bit), &tree.root()));
    }

    #[test]
    fn a_changed_proof_of_consistency_proves_nothing(
        new in 1u64..600, at in any::<prop::sample::Index>(), how: u8, place: prop::sample::Index, bit: u8,
    ) {
        let tree = tree(new);
        let old = 1 + at.index(new as usize) as u64;
        let (old_root, proof) = (tree.root_at(old).unwrap(), tree.consistency(old, new).unwrap());
        prop_assert!(consistent(old, &old_root, new, &tree.root(), &proof));
        prop_assert!(!consistent(old, &leaf_hash(b"another"), new, &tree.root(), &proof));
        prop_assert!(!consistent(old, &old_root, new, &leaf_hash(b"another"), &proof));
        prop_assert!(!consistent(old, &old_root, new, &tree.root(), &changed(proof, how, place, bit)));
    }

    /// Not every wrong size is noticed: where the path has the same turns, as that of leaf 0 in trees of 3 and of 4 leaves, the
    /// definition does not notice either. So the size has to be signed.
    #[test]
    fn an_index_and_a_size_somebody_changed_are_believed_just_where_the_definition_believes_them(
        size in 1u64..300, at in any::<prop::sample::Index>(), said_index in 0u64..310, said_size in 0u64..310,
    ) {
        let tree = tree(size);
        let index = at.index(size as usize) as u64;
        let (leaf, proof, root) = (tree.leaf(index).unwrap(), tree.inclusion(index, size).unwrap(), tree.root());
        for (index, size) in [(said_index, said_size), (index, said_size), (said_index, size)] {
            prop_assert_eq!(
                included(&leaf, index, size, &proof, &root),
                definition::included(&leaf, index, size, &proof, &root)
            );
        }
        prop_assert_eq!(included(&leaf, said_index, size, &proof, &root), said_index == index);
    }

    #[test]
    fn sizes_somebody_changed_are_believed_just_where_the_definition_believes_them(
        new in 1u64..300, at in any::<prop::sample::Index>(), said_old in 0u64..310, said_new in 0u64..310,
    ) {
        let tree = tree(new);
        let old = 1 + at.index(new as usize) as u64;
        let (old_root, proof, new_root) = (tree.root_at(old).unwrap(), tree.consistency(old, new).unwrap(), tree.root());
        for (old, new) in [(said_old, said_new), (old, said_new), (said_old, new)] {
            prop_assert_eq!(
                consistent(old, &old_root, new, &new_root, &proof),
                definition::consistent(old, &old_root, new, &new_root, &proof)
            );
        }
    }
}
