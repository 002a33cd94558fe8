//! Tiles: the log cut into pieces that never change once they are full, so that it can be served as plain files. Source: C2SP tlog-tiles.

use crate::text::number;
use std::fmt::Write;

/// How many hashes or entries a full tile holds.
pub const TILE: u64 = 256;

/// The longest leaf a bundle of entries can hold: its length is written in two bytes.
pub const LONGEST_LEAF: usize = 65_535;

/// No log is ever this long; a tile beyond it is not a tile.
const END: u64 = 1 << 63;

/// What a tile holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// Hashes: of leaves on level 0, above that each of a full tile of the level below. From 0 to 63.
    Hashes(u8),
    /// The entries themselves.
    Entries,
}

/// One tile, or one bundle of entries.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tile {
    /// What it holds.
    pub level: Level,
    /// Which one of its level, from 0.
    pub index: u64,
    /// How many it holds, from 1 to 256; fewer than 256 only at the right edge of the log.
    pub width: u16,
}

impl Tile {
    /// Reads a path below the log's address, e.g. `tile/0/x001/234` or `tile/entries/000.p/5`. There is one path for each tile; any other
    /// way to write it is refused.
    pub fn parse(path: &str) -> Option<Self> {
        let (level, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        let level = match level {
            "entries" => Level::Entries,
            digits => Level::Hashes(number(digits).filter(|l| *l < 64)?.try_into().ok()?),
        };
        let (index, width) = match rest.split_once(".p/") {
            Some((index, width)) => (index, number(width)?.try_into().ok()?),
            None => (rest, TILE as u16),
        };
        let mut value: u64 = 0;
        for group in index.split('/') {
            let digits = group.strip_prefix('x').unwrap_or(group);
            value = value.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
        }
        let tile = Self { level, index: value, width };
        // Whatever is written in another way comes out differently.
        (width > 0 && tile.first() < END && tile.path() == path).then_some(tile)
    }

    /// The path below the log's address.
    pub fn path(&self) -> String {
        let mut groups = vec![self.index % 1000];
        let mut rest = self.index / 1000;
        while rest > 0 {
            groups.push(rest % 1000);
            rest /= 1000;
        }
        let mut path = match self.level {
            Level::Hashes(level) => format!("tile/{level}"),
            Level::Entries => "tile/entries".to_owned(),
        };
        for (left, group) in groups.iter().enumerate().rev() {
            // Writing into a string cannot fail.
            let _ = write!(path, "/{}{group:03}", if left > 0 { "x" } else { "" });
        }
        if u64::from(self.width) < TILE {
            let _ = write!(path, ".p/{}", self.width);
        }
        path
    }

    /// The index of the first leaf it spans: on level 0, and of a bundle, of its first leaf. As great as can be said where no log
    /// reaches so far.
    pub fn first(&self) -> u64 {
        let level = if let Level::Hashes(level) = self.level { u32::from(level) } else { 0 };
        match self.index {
            0 => 0,
            index => TILE.checked_pow(level + 1).and_then(|leaves| index.checked_mul(leaves)).unwrap_or(u64::MAX),
        }
    }

    /// Whether a log of `size` entries has what this tile holds.
    pub fn within(&self, size: u64) -> bool {
        let level = if let Level::Hashes(level) = self.level { u32::from(level) } else { 0 };
        let held = 8u32.checked_mul(level).and_then(|bits| size.checked_shr(bits)).unwrap_or(0);
        self.index.checked_mul(TILE).and_then(|first| first.checked_add(u64::from(self.width))).is_some_and(|end| end <= held)
    }

    /// Every tile of hashes that a tree of `size` leaves has, full and partial, from the lowest level up.
    pub fn of_tree(size: u64) -> impl Iterator<Item = Self> {
        // Eight levels of 256 hold more leaves than can be counted.
        (0..8).flat_map(move |level| row(Level::Hashes(level), size >> (8 * u32::from(level))))
    }

    /// Every bundle of entries that a log of `size` entries has, full and partial.
    pub fn bundles(size: u64) -> impl Iterator<Item = Self> {
        row(Level::Entries, size)
    }
}

/// The tiles of one level that hold `count` hashes or entries.
fn row(level: Level, count: u64) -> impl Iterator<Item = Tile> {
    (0..count.div_ceil(TILE)).map(move |index| Tile { level, index, width: (count - index * TILE).min(TILE) as u16 })
}

/// Writes leaves as one bundle of entries: each with its length in two bytes before it. Nothing where a leaf is longer than
/// [`LONGEST_LEAF`], or there are more than 256.
pub fn bundle<'a>(leaves: impl IntoIterator<Item = &'a [u8]>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for (place, leaf) in leaves.into_iter().enumerate() {
        if place as u64 == TILE {
            return None;
        }
        bytes.extend(u16::try_from(leaf.len()).ok()?.to_be_bytes());
        bytes.extend(leaf);
    }
    Some(bytes)
}

/// Reads the leaves of a bundle. Nothing where it breaks off within a leaf, or holds more than 256.
pub fn read_bundle(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut leaves = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let (length, after) = rest.split_first_chunk()?;
        let (leaf, after) = after.split_at_checked(u16::from_be_bytes(*length).into())?;
        leaves.push(leaf);
        rest = after;
    }
    (leaves.len() as u64 <= TILE).then_some(leaves)
}
