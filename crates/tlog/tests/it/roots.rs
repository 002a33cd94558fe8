//! Roots of trees, of every size and every earlier size.

use crate::{definition, hashes, tree};
use proptest::prelude::*;
use tlog::{Tree, empty_root, leaf_hash, node_hash};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// The eight leaves with which implementations of certificate transparency have been compared since 2012.
const LEAVES: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];

/// And their roots.
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

#[test]
fn the_known_leaves_of_certificate_transparency_have_their_known_roots() {
    let leaves = LEAVES.map(leaf_hash);
    let mut tree = Tree::new();
    assert_eq!(hex(&tree.root()), ROOTS[0]);
    for (count, leaf) in (1..).zip(leaves) {
        tree.push(leaf);
        assert_eq!(hex(&tree.root()), ROOTS[count], "{count} leaves");
        assert_eq!(hex(&definition::root(&leaves[..count])), ROOTS[count], "{count} leaves, by the definition");
    }
}

#[test]
fn a_tree_without_leaves_has_the_hash_of_nothing_as_its_root() {
    assert_eq!(Tree::new().root(), empty_root());
    assert_eq!(Tree::new().size(), 0);
    assert_eq!(Tree::new().root_at(0), Some(empty_root()));
    assert_eq!(tree(9).root_at(0), Some(empty_root()));
}

#[test]
fn a_node_never_has_the_hash_of_a_leaf_of_the_same_bytes() {
    let (left, right) = (leaf_hash(b"left"), leaf_hash(b"right"));
    assert_ne!(node_hash(&left, &right), leaf_hash(&[left, right].concat()));
    assert_ne!(node_hash(&left, &right), node_hash(&right, &left));
}

#[test]
fn every_size_up_to_seven_hundred_has_the_root_of_the_definition() {
    let (leaves, tree) = (hashes(700), tree(700));
    for size in 0..=700 {
        assert_eq!(tree.root_at(size), Some(definition::root(&leaves[..size as usize])), "{size} leaves");
    }
    assert_eq!(tree.root_at(701), None);
    assert_eq!(tree.root(), tree.root_at(700).unwrap());
}

#[test]
fn a_leaf_is_found_at_its_index_and_nowhere_else() {
    let (leaves, tree) = (hashes(5), tree(5));
    for (index, leaf) in (0..).zip(leaves) {
        assert_eq!(tree.leaf(index), Some(leaf));
    }
    assert_eq!(tree.leaf(5), None);
    assert_eq!(tree.leaf(u64::MAX), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_added_later_changes_no_earlier_root(count in 1u64..2_000, more in 0u64..600, at in any::<prop::sample::Index>()) {
        let (before, after) = (tree(count), tree(count + more));
        let size = at.index(count as usize + 1) as u64;
        prop_assert_eq!(before.root_at(size), after.root_at(size));
        prop_assert_eq!(Some(before.root()), after.root_at(count));
        prop_assert_eq!(before.root(), definition::root(&hashes(count)));
    }
}
