//! The right edge of a tree: all that is needed to go on adding leaves, and to tell the root.

use tlog::{Hash, Tree, empty_root, node_hash};

/// The complete subtrees that the leaves so far make, greatest first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Edge {
    size: u64,
    parts: Vec<Hash>,
}

impl Edge {
    /// The edge of the first `size` leaves of a tree that has more; none where it has not.
    pub fn of(tree: &Tree, size: u64) -> Option<Edge> {
        // What stands left of the next leaf is on the path from it to the root.
        let mut parts = tree.inclusion(size, size + 1)?;
        parts.reverse();
        Some(Edge { size, parts })
    }

    /// Adds a leaf.
    pub fn push(&mut self, leaf: Hash) {
        let (mut hash, mut place) = (leaf, self.size);
        while place & 1 == 1 {
            let Some(left) = self.parts.pop() else { break };
            hash = node_hash(&left, &hash);
            place >>= 1;
        }
        self.parts.push(hash);
        self.size += 1;
    }

    /// The root over the leaves so far.
    pub fn root(&self) -> Hash {
        let parts = self.parts.iter().rev().copied();
        parts.reduce(|right, left| node_hash(&left, &right)).unwrap_or_else(empty_root)
    }
}

#[cfg(test)]
mod tests {
    // In a test, breaking off is how a problem is told.
    #![allow(clippy::unwrap_used)]

    use super::Edge;
    use tlog::{Hash, Tree, leaf_hash};

    #[test]
    fn gone_on_from_any_size_it_gives_the_roots_of_the_tree() {
        let leaves: Vec<Hash> = (0_u8..70).map(|n| leaf_hash(&[n])).collect();
        let tree: Tree = leaves.iter().copied().collect();
        for size in 0..70 {
            let mut edge = Edge::of(&tree, size).unwrap();
            assert_eq!(Some(edge.root()), tree.root_at(size));
            for (leaf, size) in leaves.iter().skip(usize::try_from(size).unwrap()).zip(size + 1..) {
                edge.push(*leaf);
                assert_eq!(Some(edge.root()), tree.root_at(size));
            }
        }
        assert_eq!(Edge::of(&tree, 70), None);
    }
}
