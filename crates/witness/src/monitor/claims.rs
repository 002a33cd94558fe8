//! Checkpoints the log signed and whose entries are not in the mirror yet. The log is held to every one of them.

use super::finding::{Finding, Kind};
use super::mirror::{Mirror, OWN};
use super::shown::Shown;
use crate::conflict::{Conflict, hashes};
use crate::keep::KeepError;
use crate::text::{to_base64, to_hex};
use std::collections::{BTreeMap, BTreeSet};
use tlog::{Hash, Tree};

/// A checkpoint, and where it was seen, in words.
#[derive(Clone)]
pub struct Seen {
    /// The checkpoint.
    pub shown: Shown,
    /// Where: "at …", "before", "in this mirror".
    pub place: String,
}

impl Seen {
    /// A checkpoint seen at a source.
    pub fn at(source: &impl ToString, shown: &Shown) -> Self {
        Self { shown: shown.clone(), place: format!("at {}", source.to_string()) }
    }

    /// The last checkpoint of the mirror.
    pub fn in_mirror(shown: &Shown) -> Self {
        Self { shown: shown.clone(), place: "in this mirror".to_owned() }
    }
}

/// The checkpoints that wait to be held against a tree, and the conflicts found in this look.
#[derive(Default)]
pub struct Claims {
    open: BTreeMap<(u64, Hash), Seen>,
    told: BTreeMap<String, Finding>,
    /// What is kept as one half of a conflict, and need not wait any longer.
    proven: BTreeSet<(u64, Hash)>,
}

impl Claims {
    /// Reads those kept from earlier looks. A file that is no checkpoint is not ours and is left alone.
    pub fn open(mirror: &Mirror) -> Result<Self, KeepError> {
        let folder = mirror.folder().path().join(OWN).join("seen");
        let mut claims = Self::default();
        let files = match std::fs::read_dir(&folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(claims),
            // One that cannot be read is not an empty one: what was seen is not forgotten.
            files => files.map_err(|error| KeepError::file(&folder, error))?,
        };
        for file in files {
            let file = file.map_err(|error| KeepError::file(&folder, error))?.path();
            let text = std::fs::read_to_string(&file).map_err(|error| KeepError::file(&file, error))?;
            if let Ok(shown) = Shown::read(text) {
                claims.open.insert(shown.state(), Seen { shown, place: "before".to_owned() });
            }
        }
        Ok(claims)
    }

    /// Remembers a signed checkpoint, on the disk, before anything else is done with it.
    pub fn remember(&mut self, mirror: &Mirror, seen: Seen) -> Result<(), KeepError> {
        let state = seen.shown.state();
        if mirror.tree().root_at(state.0) == Some(state.1) {
            return Ok(());
        }
        if !self.open.contains_key(&state) {
            mirror.save(&file(&state), seen.shown.text.as_bytes())?;
        }
        self.open.insert(state, seen);
        Ok(())
    }

    /// Finds checkpoints of one size with different roots: they contradict each other whatever the entries are.
    pub fn compare(&mut self, mirror: &Mirror) -> Result<(), KeepError> {
        let claims: Vec<Seen> = self.open.values().cloned().collect();
        // In their order, those of one size lie side by side.
        for pair in claims.windows(2) {
            if let [first, second] = pair
                && first.shown.checkpoint.size == second.shown.checkpoint.size
            {
                self.contradict(mirror, mirror.tree(), [first.clone(), second.clone()], None)?;
            }
        }
        Ok(())
    }

    /// Holds a tree, of which `later` is the signed checkpoint, against all that the log signed of its size or below. Whether all of it
    /// is the beginning of this tree.
    pub fn hold(&mut self, mirror: &Mirror, tree: &Tree, later: &Seen) -> Result<bool, KeepError> {
        let below = self.open.range(..=(later.shown.checkpoint.size, [0xff; 32])).map(|(_, seen)| seen);
        let differs = |seen: &&Seen| tree.root_at(seen.shown.checkpoint.size) != Some(seen.shown.checkpoint.root);
        let against: Vec<Seen> = below.filter(differs).cloned().collect();
        let one_history = against.is_empty();
        for earlier in against {
            let (size, root) = earlier.shown.state();
            let mirrored = mirror.tree().root_at(size) == Some(root);
            let differ = if mirrored { first_difference(mirror.tree(), tree) } else { None };
            self.contradict(mirror, tree, [earlier, later.clone()], differ)?;
        }
        Ok(one_history)
    }

    /// Writes down, and tells once, that the first of two checkpoints is not the beginning of the tree whose checkpoint is the second;
    /// `differ` is the first entry in which they do, where that is known.
    pub fn contradict(
        &mut self,
        mirror: &Mirror,
        tree: &Tree,
        mut pair: [Seen; 2],
        differ: Option<u64>,
    ) -> Result<(), KeepError> {
        let [first, second] = &pair;
        let one_size = first.shown.checkpoint.size == second.shown.checkpoint.size;
        if one_size && first.shown.checkpoint.root > second.shown.checkpoint.root {
            // One pair has one name, whichever of the two was seen first.
            pair.reverse();
        }
        let [first, second] = &pair;
        let hashes = if one_size { None } else { hashes(tree, first.shown.checkpoint.size) };
        let conflict =
            Conflict { first: first.shown.text.clone(), second: second.shown.text.clone(), hashes: hashes.unwrap_or_default() };
        let name = conflict.name().unwrap_or_default();
        let kept = mirror.folder().path().join("conflicts").join(&name);
        conflict.keep(mirror.folder()).map_err(|error| KeepError::file(&kept, error))?;
        let line = |seen: &Seen| {
            let (size, root) = seen.shown.state();
            format!("\n  {size} entries, root {}, seen {}", to_base64(&root), seen.place)
        };
        let more = differ.map_or(String::new(), |number| format!("; they differ from entry {number} on"));
        let words = format!(
            "{} shows two histories: it signed two checkpoints that cannot both be true{more}{}{}\n  both are kept, with what anybody needs to check it, in {}",
            first.shown.checkpoint.origin,
            line(first),
            line(second),
            kept.display()
        );
        self.proven.extend([first.shown.state(), second.shown.state()]);
        self.told.entry(name).or_insert_with(|| Finding::of_log(Kind::TwoHistories, words));
        Ok(())
    }

    /// Lets go of what is kept otherwise: of what the mirror has grown past, as an earlier checkpoint; of what contradicts another, as one
    /// half of a conflict.
    pub fn settle(&mut self, mirror: &Mirror) -> Result<(), KeepError> {
        let latest = mirror.latest().cloned();
        if let Some(latest) = &latest {
            self.hold(mirror, mirror.tree(), &Seen::in_mirror(latest))?;
        }
        let size = latest.map(|latest| latest.checkpoint.size);
        let done = |state: &(u64, Hash)| self.proven.contains(state) || size.is_some_and(|size| state.0 <= size);
        let done: Vec<(u64, Hash)> = self.open.keys().filter(|state| done(state)).copied().collect();
        for state in done {
            let Some(seen) = self.open.remove(&state) else { continue };
            if mirror.tree().root_at(state.0) == Some(state.1) {
                mirror.keep_earlier(&seen.shown)?;
            }
            let path = mirror.folder().path().join(file(&state));
            std::fs::remove_file(&path).map_err(|error| KeepError::file(&path, error))?;
        }
        Ok(())
    }

    /// The conflicts found since this was asked last.
    pub fn told(&mut self) -> Vec<Finding> {
        self.proven.clear();
        std::mem::take(&mut self.told).into_values().collect()
    }
}

/// The number, from 1, of the first entry in which two trees differ.
pub fn first_difference(one: &Tree, other: &Tree) -> Option<u64> {
    (0..one.size().min(other.size())).find(|index| one.leaf(*index) != other.leaf(*index)).map(|index| index + 1)
}

/// Where a checkpoint waits.
fn file((size, root): &(u64, Hash)) -> String {
    format!("{OWN}/seen/{size}-{}", to_hex(root))
}
