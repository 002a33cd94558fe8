//! The mirror: a complete copy of the log in the layout a site has below its address, so that a lost server can be built anew from it.
//! Only what was verified enters.

use super::MonitorError;
use super::evidence::{self, Named};
use super::grow::{Grown, leaves};
use super::shown::Shown;
use crate::keep::{Folder, KeepError, Store};
use crate::source::Source;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tlog::{Policy, TILE, Tile, Tree, leaf_hash};

/// What is the monitor's own, beside the log's files.
pub const OWN: &str = ".monitor";
const INCOMING: &str = ".monitor/incoming";

/// A copy of a log that only grows.
pub struct Mirror {
    folder: Folder,
    tree: Tree,
    latest: Option<Shown>,
    /// The documents that entries name and that are not here yet, by hash.
    lacking: BTreeMap<String, Named>,
}

impl Mirror {
    /// Opens the mirror in a folder and reads all of it: its entries have to give the root that was signed.
    pub fn open(path: &Path, policy: &Policy) -> Result<Self, MonitorError> {
        let folder = Folder::open(path, &format!("{OWN}/lock"))?;
        let mut mirror = Self { folder, tree: Tree::new(), latest: None, lacking: BTreeMap::new() };
        mirror.clear_incoming()?;
        let Some(text) = mirror.load("checkpoint")? else { return Ok(mirror) };
        let damaged = |why: String| MonitorError::Damaged { folder: path.display().to_string(), why };
        let text = String::from_utf8(text).map_err(|_| damaged("its checkpoint is not text".to_owned()))?;
        let shown = Shown::read(text).map_err(|error| damaged(error.to_string()))?;
        if !policy.judge(&shown.note).log {
            return Err(MonitorError::AnotherLog { folder: path.display().to_string(), origin: shown.checkpoint.origin });
        }
        mirror.read_entries(shown.checkpoint.size).map_err(damaged)?;
        if mirror.tree.root() != shown.checkpoint.root {
            return Err(damaged("its entries do not give the root of its checkpoint".to_owned()));
        }
        mirror.latest = Some(shown);
        Ok(mirror)
    }

    fn read_entries(&mut self, size: u64) -> Result<(), String> {
        for tile in Tile::bundles(size) {
            let path = tile.path();
            let bytes = self.folder.load(&path).map_err(|error| format!("{path}: {error}"))?;
            let bytes = bytes.ok_or_else(|| format!("{path} is not there"))?;
            let leaves = leaves(&tile, &bytes).map_err(|_| format!("{path} does not hold {} entries", tile.width))?;
            for leaf in &leaves {
                self.tree.push(leaf_hash(leaf));
            }
            self.name_evidence(&tile, &leaves);
        }
        Ok(())
    }

    /// The tree of all entries.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The last checkpoint that entered.
    pub fn latest(&self) -> Option<&Shown> {
        self.latest.as_ref()
    }

    /// The folder, for what is kept beside the log.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// The documents that entries name and that are not here yet.
    pub fn lacking(&self) -> &BTreeMap<String, Named> {
        &self.lacking
    }

    fn load(&self, name: &str) -> Result<Option<Vec<u8>>, KeepError> {
        self.folder.load(name).map_err(|error| KeepError::file(self.folder.path().join(name), error))
    }

    /// Keeps a file in the mirror.
    pub fn save(&self, name: &str, bytes: &[u8]) -> Result<(), KeepError> {
        self.folder.save(name, bytes).map_err(|error| KeepError::file(self.folder.path().join(name), error))
    }

    /// Puts a file into the ante-room.
    pub fn stage(&self, name: &str, bytes: &[u8]) -> Result<(), KeepError> {
        let path = self.folder.path().join(INCOMING).join(name);
        let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        folder.and_then(|()| std::fs::write(&path, bytes)).map_err(|error| KeepError::file(&path, error))
    }

    /// Empties the ante-room.
    pub fn clear_incoming(&self) -> Result<(), KeepError> {
        remove(&self.folder.path().join(INCOMING))
    }

    /// Lets verified entries in from the ante-room, with their checkpoint; the tiles of hashes are made from our own tree. The checkpoint
    /// comes last: where it is, all it needs is there, also after a power cut.
    pub fn enter(&mut self, grown: Grown, shown: &Shown, key: &str) -> Result<(), KeepError> {
        for tile in &grown.bundles {
            let bytes = self.load(&format!("{INCOMING}/{}", tile.path()))?.unwrap_or_default();
            if let Ok(leaves) = leaves(tile, &bytes) {
                self.name_evidence(tile, &leaves);
            }
        }
        let known = self.tree.size();
        let mut names: Vec<String> = grown.bundles.iter().map(Tile::path).collect();
        for tile in Tile::of_tree(grown.tree.size()).filter(|tile| self.tree.tile(tile).is_none()) {
            if let Some(bytes) = grown.tree.tile(&tile) {
                self.stage(&tile.path(), &bytes)?;
                names.push(tile.path());
            }
        }
        let incoming = self.folder.path().join(INCOMING);
        self.folder.settle(&incoming, &names).map_err(|error| KeepError::file(&incoming, error))?;
        let key = format!("{key}\n").into_bytes();
        if self.load("key")?.as_ref() != Some(&key) {
            self.save("key", &key)?;
        }
        self.sign(shown)?;
        self.tree = grown.tree;
        self.drop_partial(known)
    }

    /// Takes a checkpoint of what is here already as the last one, e.g. because it bears newer cosignatures.
    pub fn sign(&mut self, shown: &Shown) -> Result<(), KeepError> {
        self.save(&format!("checkpoints/{}", shown.checkpoint.size), shown.text.as_bytes())?;
        self.save("checkpoint", shown.text.as_bytes())?;
        self.latest = Some(shown.clone());
        Ok(())
    }

    /// Keeps an earlier checkpoint of what is here, if there is none of its size.
    pub fn keep_earlier(&self, shown: &Shown) -> Result<(), KeepError> {
        let name = format!("checkpoints/{}", shown.checkpoint.size);
        if self.load(&name)?.is_some() { Ok(()) } else { self.save(&name, shown.text.as_bytes()) }
    }

    /// Keeps a document that entries name.
    pub fn keep_evidence(&mut self, sha256: &str, bytes: &[u8]) -> Result<(), KeepError> {
        self.save(&format!("evidence/{sha256}"), bytes)?;
        self.lacking.remove(sha256);
        Ok(())
    }

    fn name_evidence(&mut self, tile: &Tile, leaves: &[&[u8]]) {
        for (entry, leaf) in (tile.first() + 1..).zip(leaves) {
            let Some(named) = evidence::named(entry, leaf) else { continue };
            if !self.folder.path().join("evidence").join(&named.sha256).is_file() {
                self.lacking.entry(named.sha256.clone()).or_insert(named);
            }
        }
    }

    /// Partial tiles may go once the full one is there (C2SP tlog-tiles); of a tile that is still partial, all stay.
    fn drop_partial(&self, known: u64) -> Result<(), KeepError> {
        let partial = Tile::of_tree(known).chain(Tile::bundles(known).skip((known / TILE) as usize));
        for tile in partial.filter(|tile| u64::from(tile.width) < TILE) {
            let full = Tile { width: TILE as u16, ..tile };
            let full = self.folder.path().join(full.path());
            if full.is_file() {
                let mut name = full.into_os_string();
                name.push(".p");
                remove(&PathBuf::from(name))?;
            }
        }
        Ok(())
    }

    /// Whether a source is this very folder.
    pub fn is(&self, source: &Source) -> bool {
        let own = |folder: &Path| Some(folder.canonicalize().ok()? == self.folder.path().canonicalize().ok()?);
        matches!(source, Source::Folder(folder) if own(folder).unwrap_or(false))
    }
}

/// Removes a folder, if it is there.
fn remove(folder: &Path) -> Result<(), KeepError> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(KeepError::file(folder, error)),
        _ => Ok(()),
    }
}
