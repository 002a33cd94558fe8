//! Proofs checked without the tree: from a leaf or an earlier root up to a root somebody signed. Source: RFC 9162 sections 2.1.3.2
//! and 2.1.4.2, which say for the same proofs as RFC 6962 how they are checked.

use crate::{Hash, empty_root, node_hash};

/// Whether the leaf stands at `index` of the tree of `size` leaves with this root. The index is proven; the size only as far as
/// the path depends on it, and has to come from a signed checkpoint.
pub fn included(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut place, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            hash = node_hash(sibling, &hash);
            (place, last) = past_missing(place, last);
        } else {
            hash = node_hash(&hash, sibling);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    last == 0 && hash == *root
}

/// Whether the later tree continues the earlier: has all its leaves, in their places. A tree without leaves is continued by
/// every tree.
pub fn consistent(old_size: u64, old_root: &Hash, new_size: u64, new_root: &Hash, proof: &[Hash]) -> bool {
    let empty = |size: u64, root: &Hash| size > 0 || *root == empty_root();
    if old_size > new_size || !empty(old_size, old_root) || !empty(new_size, new_root) {
        return false;
    }
    if old_size == 0 {
        return proof.is_empty();
    }
    if old_size == new_size {
        return proof.is_empty() && old_root == new_root;
    }
    roots(old_size, old_root, new_size, proof) == Some((*old_root, *new_root))
}

/// The roots of the earlier and of the later tree that a proof leads to; nothing where its length is not that of such a proof.
fn roots(old_size: u64, old_root: &Hash, new_size: u64, proof: &[Hash]) -> Option<(Hash, Hash)> {
    // The proof begins with the greatest complete subtree that ends with the earlier tree; where that is the whole earlier tree,
    // its root is left out.
    let (first, rest) = if old_size.is_power_of_two() { (old_root, proof) } else { proof.split_first()? };
    let level = (old_size - 1).trailing_ones();
    let (mut place, mut last) = ((old_size - 1) >> level, (new_size - 1) >> level);
    let (mut old, mut new) = (*first, *first);
    for sibling in rest {
        if last == 0 {
            return None;
        }
        if place & 1 == 1 || place == last {
            old = node_hash(sibling, &old);
            new = node_hash(sibling, &new);
            (place, last) = past_missing(place, last);
        } else {
            new = node_hash(&new, sibling);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    (last == 0).then_some((old, new))
}

/// At the right edge of a tree there are levels on which a node has no sibling: it is passed up as it is.
fn past_missing(place: u64, last: u64) -> (u64, u64) {
    let levels = if place == 0 { 0 } else { place.trailing_zeros() };
    (place >> levels, last >> levels)
}
