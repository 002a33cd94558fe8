//! Two checkpoints of one log that cannot both be true, written down so that anybody can check it without trusting whoever found it.

use crate::keep::Store;
use crate::text::{hash_of, to_base64, to_hex};
use std::io;
use thiserror::Error;
use tlog::{Checkpoint, Hash, Note, PublicKey, Tree, Verified, empty_root, node_hash};

/// Two signed checkpoints of one log that cannot both be true: it shows two histories.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conflict {
    /// The checkpoint with fewer entries, as a signed note; of equal sizes the one seen first.
    pub first: String,
    /// The other one.
    pub second: String,
    /// Where the sizes differ: from the tree of the second, the hashes from which follow its own root and the root of its first entries,
    /// as many as the first checkpoint has (see [`roots`]). Of equal sizes nothing: there two roots say it all.
    pub hashes: Vec<Hash>,
}

/// Why two checkpoints are no proof of two histories.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ConflictError {
    /// One of them is no signed checkpoint of this log.
    #[error("{0}")]
    Unsigned(String),
    /// Both can be true.
    #[error("the two checkpoints of {0} do not contradict each other")]
    BothTrue(String),
    /// The hashes are not those of the second checkpoint.
    #[error("from the hashes does not follow the root of the second checkpoint of {0}, so they show nothing")]
    OtherTree(String),
}

/// The hashes that show the root of the first `size` leaves of a tree together with its own: a consistency proof (RFC 6962 section
/// 2.1.2) with its first hash always written out, because whoever reads it does not believe the earlier root.
pub fn hashes(tree: &Tree, size: u64) -> Option<Vec<Hash>> {
    let mut path = tree.consistency(size, tree.size())?;
    if size.is_power_of_two() {
        path.insert(0, tree.root_at(size)?);
    }
    Some(path)
}

/// The roots of the first `old` and of all `new` leaves that follow from the hashes, where they are as many as needed.
pub fn roots(old: u64, new: u64, hashes: &[Hash]) -> Option<(Hash, Hash)> {
    let (first, rest) = hashes.split_first()?;
    if old == 0 || old >= new {
        return None;
    }
    let level = (old - 1).trailing_ones();
    let (mut place, mut last) = ((old - 1) >> level, (new - 1) >> level);
    let (mut earlier, mut later) = (*first, *first);
    for sibling in rest {
        if last == 0 {
            return None;
        }
        if place & 1 == 1 || place == last {
            earlier = node_hash(sibling, &earlier);
            later = node_hash(sibling, &later);
            while place & 1 == 0 && place != 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            later = node_hash(&later, sibling);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    (last == 0).then_some((earlier, later))
}

impl Conflict {
    /// Whether the two are signed with the log's key and cannot both be true. Needs nothing but the three parts and the key.
    pub fn check(&self, keys: &[PublicKey]) -> Result<(), ConflictError> {
        let (first, second) = (signed(&self.first, keys)?, signed(&self.second, keys)?);
        let origin = first.origin.clone();
        if second.origin != origin || first.size > second.size {
            return Err(ConflictError::BothTrue(origin));
        }
        let shown = if first.size == second.size {
            second.root
        } else if first.size == 0 {
            empty_root()
        } else {
            match roots(first.size, second.size, &self.hashes) {
                Some((earlier, later)) if later == second.root => earlier,
                _ => return Err(ConflictError::OtherTree(origin)),
            }
        };
        if shown == first.root { Err(ConflictError::BothTrue(origin)) } else { Ok(()) }
    }

    /// The folder it is kept in, below `conflicts/`: both sizes and the beginnings of both roots.
    pub fn name(&self) -> Option<String> {
        let part = |note: &str| {
            let checkpoint = Checkpoint::parse(&note.parse::<Note>().ok()?.text).ok()?;
            Some(format!("{}-{}", checkpoint.size, to_hex(checkpoint.root.get(..8)?)))
        };
        Some(format!("{}_{}", part(&self.first)?, part(&self.second)?))
    }

    /// Writes it down. Whether it is new; what is written down once is not written again.
    pub fn keep(&self, store: &dyn Store) -> io::Result<bool> {
        let unreadable = || io::Error::new(io::ErrorKind::InvalidData, "the checkpoints are not checkpoints");
        let folder = format!("conflicts/{}", self.name().ok_or_else(unreadable)?);
        // This file comes last: where it is, the others are.
        let about = format!("{folder}/about.txt");
        if store.load(&about)?.is_some() {
            return Ok(false);
        }
        let hashes: String = self.hashes.iter().map(|hash| to_base64(hash) + "\n").collect();
        store.save(&format!("{folder}/first"), self.first.as_bytes())?;
        store.save(&format!("{folder}/second"), self.second.as_bytes())?;
        store.save(&format!("{folder}/hashes"), hashes.as_bytes())?;
        store.save(&about, ABOUT.as_bytes())?;
        Ok(true)
    }

    /// Reads what [`Conflict::keep`] wrote, by its name.
    pub fn kept(store: &dyn Store, name: &str) -> io::Result<Option<Self>> {
        let load = |file: &str| store.load(&format!("conflicts/{name}/{file}"));
        let (Some(first), Some(second), Some(hashes)) = (load("first")?, load("second")?, load("hashes")?) else {
            return Ok(None);
        };
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e));
        let hashes = text(hashes)?.lines().filter_map(hash_of).collect();
        Ok(Some(Self { first: text(first)?, second: text(second)?, hashes }))
    }
}

/// The checkpoint in a signed note, where one of the keys signed it.
fn signed(text: &str, keys: &[PublicKey]) -> Result<Checkpoint, ConflictError> {
    let unsigned = |why: String| ConflictError::Unsigned(why);
    let note: Note = text.parse().map_err(|error| unsigned(format!("{error}")))?;
    let checkpoint = Checkpoint::parse(&note.text).map_err(|error| unsigned(format!("{error}")))?;
    let mut own = keys.iter().filter(|key| key.name() == checkpoint.origin);
    if own.any(|key| matches!(key.verify(&note), Verified::Yes { .. })) {
        Ok(checkpoint)
    } else {
        Err(unsigned(format!("a checkpoint of {} is not signed with its key", checkpoint.origin)))
    }
}

const ABOUT: &str = "\
This folder shows that a log shows two histories: both checkpoints bear its signature, and they cannot both be true.

first    a checkpoint, signed by the log
second   another one, of as many entries or more, signed by the log
hashes   where the second has more entries: hashes of parts of its tree (RFC 6962, base64, one a line)

How to check it, trusting nobody but the log's public key:
1. Verify the log's signature on both (C2SP signed-note).
2. Where both have the same size: their third lines, the roots, differ. A log of one size has one root.
3. Where the sizes differ: the hashes are a consistency proof (RFC 6962 section 2.1.2) from the first size to the second, its first hash
   always written out. Climb it as RFC 9162 section 2.1.4.2 says. The later root that comes out is the one in the second checkpoint: so
   the hashes are of its tree. The earlier root that comes out is not the one in the first checkpoint: so what the log signed first is
   not the beginning of what it signed second.

Keep this folder. Show it to others who rely on the log, and to the log's operator, who can say how it came about.
";
