//! The definitions of RFC 6962 section 2.1 as they read: by recursion over the leaves, with nothing kept. Slow and plain, to compare with.

use tlog::{Hash, empty_root, node_hash};

/// The greatest power of two below `n`.
fn split(n: usize) -> usize {
    let mut k = 1;
    while k * 2 < n {
        k *= 2;
    }
    k
}

/// MTH(D).
pub fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [one] => *one,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            node_hash(&root(left), &root(right))
        }
    }
}

/// PATH(m, D).
pub fn path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let k = split(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut path, sibling) = if index < k { (path(index, left), root(right)) } else { (path(index - k, right), root(left)) };
    path.push(sibling);
    path
}

/// PROOF(m, D), for 0 < m.
pub fn proof(old: usize, leaves: &[Hash]) -> Vec<Hash> {
    subproof(old, leaves, true)
}

fn subproof(old: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if whole { Vec::new() } else { vec![root(leaves)] };
    }
    let k = split(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut proof, sibling) =
        if old <= k { (subproof(old, left, whole), root(right)) } else { (subproof(old - k, right, false), root(left)) };
    proof.push(sibling);
    proof
}

/// The root a path leads to, taken apart from its end as it was put together; nothing where it has not the length of such a path.
pub fn root_by_path(leaf: Hash, index: u64, size: u64, path: &[Hash]) -> Option<Hash> {
    if size == 1 {
        return path.is_empty().then_some(leaf);
    }
    let (sibling, below) = path.split_last()?;
    let k = (size / 2 + size % 2).next_power_of_two();
    Some(if index < k {
        node_hash(&root_by_path(leaf, index, k, below)?, sibling)
    } else {
        node_hash(sibling, &root_by_path(leaf, index - k, size - k, below)?)
    })
}

/// Whether a path proves the leaf.
pub fn included(leaf: &Hash, index: u64, size: u64, path: &[Hash], root: &Hash) -> bool {
    index < size && root_by_path(*leaf, index, size, path) == Some(*root)
}

/// The two roots a consistency proof leads to: `whole` is the earlier root, as long as the part looked at begins with the first leaf.
pub fn roots_by_proof(old: u64, new: u64, whole: Option<Hash>, proof: &[Hash]) -> Option<(Hash, Hash)> {
    if old == new {
        return match (whole, proof) {
            (Some(root), []) => Some((root, root)),
            (None, [root]) => Some((*root, *root)),
            _ => None,
        };
    }
    let (sibling, below) = proof.split_last()?;
    let k = (new / 2 + new % 2).next_power_of_two();
    Some(if old <= k {
        let (before, after) = roots_by_proof(old, k, whole, below)?;
        (before, node_hash(&after, sibling))
    } else {
        let (before, after) = roots_by_proof(old - k, new - k, None, below)?;
        (node_hash(sibling, &before), node_hash(sibling, &after))
    })
}

/// Whether a consistency proof proves that the later tree continues the earlier.
pub fn consistent(old: u64, old_root: &Hash, new: u64, new_root: &Hash, proof: &[Hash]) -> bool {
    if old == 0 {
        return proof.is_empty() && *old_root == empty_root() && (new > 0 || *new_root == empty_root());
    }
    old <= new && roots_by_proof(old, new, Some(*old_root), proof) == Some((*old_root, *new_root))
}
