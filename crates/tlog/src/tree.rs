//! The tree over all leaves, which only grows. Source: RFC 6962 section 2.1.

use crate::tile::{Level, TILE, Tile};
use crate::{Hash, empty_root, node_hash};

/// An append-only tree in memory: the hashes of every complete subtree, level by level (64 bytes a leaf). What is once complete never
/// changes, so that the roots and proofs of every earlier size can be told as well as today's.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// `levels[l][i]` is the hash over the leaves from `i << l` to `(i + 1) << l`.
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// A tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the hash of the next leaf, and those of the subtrees it completes.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for level in 0.. {
            if level == self.levels.len() {
                self.levels.push(Vec::new());
            }
            let Some(row) = self.levels.get_mut(level) else { return };
            row.push(hash);
            match row.as_slice() {
                [.., left, right] if row.len().is_multiple_of(2) => hash = node_hash(left, right),
                _ => return,
            }
        }
    }

    /// How many leaves there are.
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// The root over all leaves.
    pub fn root(&self) -> Hash {
        self.root_at(self.size()).unwrap_or_else(empty_root)
    }

    /// The root over the first `size` leaves; nothing where there are not so many.
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        if size == 0 { Some(empty_root()) } else { self.over(0, size) }
    }

    /// The hash of the leaf at `index`, from 0.
    pub fn leaf(&self, index: u64) -> Option<Hash> {
        self.complete(0, index)
    }

    /// The proof that the leaf at `index` is in the tree of the first `size` leaves, from its sibling up. Source: RFC 6962 section 2.1.1.
    pub fn inclusion(&self, index: u64, size: u64) -> Option<Vec<Hash>> {
        if index >= size || size > self.size() {
            return None;
        }
        let (mut from, mut to) = (0, size);
        let mut path = Vec::new();
        while to - from > 1 {
            let middle = from + left_part(to - from);
            if index < middle {
                path.push(self.over(middle, to)?);
                to = middle;
            } else {
                path.push(self.over(from, middle)?);
                from = middle;
            }
        }
        path.reverse();
        Some(path)
    }

    /// The proof that the tree of the first `new` leaves continues that of the first `old`: the later has all leaves of the earlier, in
    /// their places. Nothing is to be proven, and the proof is empty, where the earlier has no leaves or the two are one.
    /// Source: RFC 6962 section 2.1.2.
    pub fn consistency(&self, old: u64, new: u64) -> Option<Vec<Hash>> {
        if old > new || new > self.size() {
            return None;
        }
        if old == 0 {
            return Some(Vec::new());
        }
        let (mut from, mut to) = (0, new);
        let mut path = Vec::new();
        while old != to {
            let middle = from + left_part(to - from);
            if old <= middle {
                path.push(self.over(middle, to)?);
                to = middle;
            } else {
                path.push(self.over(from, middle)?);
                from = middle;
            }
        }
        // What the earlier tree has in one piece from its first leaf is its root, which the reader has.
        if from > 0 {
            path.push(self.over(from, to)?);
        }
        path.reverse();
        Some(path)
    }

    /// The bytes of a tile of hashes, full or partial, as far as the tree holds it. Bundles of entries are not known here.
    pub fn tile(&self, tile: &Tile) -> Option<Vec<u8>> {
        let Level::Hashes(level) = tile.level else { return None };
        if tile.width == 0 || u64::from(tile.width) > TILE {
            return None;
        }
        let row = self.levels.get(usize::from(level) * 8)?;
        let from = usize::try_from(tile.index.checked_mul(TILE)?).ok()?;
        let hashes = row.get(from..from.checked_add(usize::from(tile.width))?)?;
        Some(hashes.as_flattened().to_vec())
    }

    /// Changes one bit of a hash it keeps, as a fault of the machine would: `level` 0 are the leaves. For tests of those who rely on it.
    #[doc(hidden)]
    pub fn flip(&mut self, level: usize, index: usize, bit: usize) {
        let hash = self.levels.get_mut(level).and_then(|row| row.get_mut(index));
        if let Some(byte) = hash.and_then(|hash| hash.get_mut(bit / 8)) {
            *byte ^= 1 << (bit % 8);
        }
    }

    /// The hash of a complete subtree.
    fn complete(&self, level: u32, index: u64) -> Option<Hash> {
        self.levels.get(level as usize)?.get(usize::try_from(index).ok()?).copied()
    }

    /// The hash over the leaves from `from` to before `to`, a subtree as the definition cuts it: all its left parts are complete.
    fn over(&self, from: u64, to: u64) -> Option<Hash> {
        let size = to - from;
        if size.is_power_of_two() {
            let level = size.trailing_zeros();
            return self.complete(level, from >> level);
        }
        let middle = from + left_part(size);
        Some(node_hash(&self.over(from, middle)?, &self.over(middle, to)?))
    }
}

impl FromIterator<Hash> for Tree {
    fn from_iter<I: IntoIterator<Item = Hash>>(leaves: I) -> Self {
        let mut tree = Self::new();
        leaves.into_iter().for_each(|leaf| tree.push(leaf));
        tree
    }
}

/// How many of `size` leaves (two or more) lie in the left part: the greatest power of two below `size`.
fn left_part(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}
