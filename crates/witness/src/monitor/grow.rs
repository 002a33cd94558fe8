//! A tree made of what a source serves, entry by entry; nothing of it is believed before its root is the signed one.

use super::mirror::Mirror;
use crate::keep::KeepError;
use crate::source::{Source, SourceError};
use tlog::{Hash, Level, TILE, Tile, Tree, bundle, leaf_hash, read_bundle};

/// The tree of a source's entries, and the bundles they came in, which wait in the mirror's ante-room.
pub struct Grown {
    /// The tree.
    pub tree: Tree,
    /// The bundles that are new.
    pub bundles: Vec<Tile>,
}

/// What goes wrong on the way.
pub enum Trouble {
    /// The source cannot be read. That says nothing about the log.
    Source(SourceError),
    /// A file lacks, or is not what it has to be; in words.
    Files(String),
    /// An entry that is known is served with another text. Its number, from 1.
    Entry(u64),
    /// Our own folder.
    Own(KeepError),
}

impl From<SourceError> for Trouble {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

impl From<KeepError> for Trouble {
    fn from(error: KeepError) -> Self {
        Self::Own(error)
    }
}

/// Continues the mirror's tree with the entries of a source up to `size`. The bundles wait in the ante-room.
pub fn grow(source: &Source, mirror: &Mirror, size: u64) -> Result<Grown, Trouble> {
    let mut tree = mirror.tree().clone();
    let mut bundles = Vec::new();
    for tile in row(Level::Entries, tree.size() / TILE, size) {
        let bytes = file(source, &tile)?;
        let leaves = leaves(&tile, &bytes)?;
        for (index, leaf) in (tile.first()..).zip(leaves) {
            let hash = leaf_hash(leaf);
            match tree.leaf(index) {
                None => tree.push(hash),
                Some(known) if known == hash => {}
                Some(_) => return Err(Trouble::Entry(index + 1)),
            }
        }
        mirror.stage(&tile.path(), &bytes)?;
        bundles.push(tile);
    }
    Ok(Grown { tree, bundles })
}

/// The tree of the leaf hashes a source serves, without looking at the entries.
pub fn of_hashes(source: &Source, size: u64) -> Result<Tree, Trouble> {
    let mut tree = Tree::new();
    for tile in row(Level::Hashes(0), 0, size) {
        let bytes = file(source, &tile)?;
        let (hashes, rest) = bytes.as_chunks::<32>();
        if !rest.is_empty() || hashes.len() != usize::from(tile.width) {
            return Err(Trouble::Files(format!("{} does not hold {} hashes", tile.path(), tile.width)));
        }
        hashes.iter().for_each(|hash: &Hash| tree.push(*hash));
    }
    Ok(tree)
}

/// The first tile of hashes that lacks at the source or is not the tree's, of those that a tree of `known` leaves has not.
pub fn wrong_tile(source: &Source, tree: &Tree, known: u64) -> Result<Option<String>, Trouble> {
    let old = |tile: &Tile| u64::from(tile.width) == TILE && end(tile) <= known;
    for tile in Tile::of_tree(tree.size()).filter(|tile| !old(tile)) {
        match file(source, &tile) {
            Ok(bytes) if Some(&bytes) == tree.tile(&tile).as_ref() => {}
            Ok(_) => return Ok(Some(format!("{} is not made of the hashes of the entries", tile.path()))),
            Err(Trouble::Files(why)) => return Ok(Some(why)),
            Err(other) => return Err(other),
        }
    }
    Ok(None)
}

/// The index after the last leaf a full tile of hashes spans.
fn end(tile: &Tile) -> u64 {
    Tile { index: tile.index + 1, ..*tile }.first()
}

/// The tiles from `first` on of a level that has `count`.
fn row(level: Level, first: u64, count: u64) -> impl Iterator<Item = Tile> {
    let width = move |index: u64| (count - index * TILE).min(TILE) as u16;
    (first..count.div_ceil(TILE)).map(move |index| Tile { level, index, width: width(index) })
}

/// A tile as the source has it. A partial one may be gone once the full one is there: then it is the beginning of that.
fn file(source: &Source, tile: &Tile) -> Result<Vec<u8>, Trouble> {
    let path = tile.path();
    if let Some(bytes) = source.get(&path)? {
        return Ok(bytes);
    }
    let lacks = || Trouble::Files(format!("{path} is not there"));
    let full = Tile { width: TILE as u16, ..*tile };
    if *tile == full {
        return Err(lacks());
    }
    let bytes = source.get(&full.path())?.ok_or_else(lacks)?;
    let width = usize::from(tile.width);
    let cut = match tile.level {
        Level::Hashes(_) => bytes.get(..width * 32).map(<[u8]>::to_vec),
        Level::Entries => read_bundle(&bytes).and_then(|leaves| bundle(leaves.into_iter().take(width))),
    };
    cut.ok_or_else(|| Trouble::Files(format!("{} is not a tile", full.path())))
}

/// The entries of a bundle, as many as it has to have.
pub fn leaves<'a>(tile: &Tile, bytes: &'a [u8]) -> Result<Vec<&'a [u8]>, Trouble> {
    match read_bundle(bytes) {
        Some(leaves) if leaves.len() == usize::from(tile.width) => Ok(leaves),
        _ => Err(Trouble::Files(format!("{} does not hold {} entries", tile.path(), tile.width))),
    }
}
