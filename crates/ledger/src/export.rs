//! The log as plain files, which any web server can serve and any verifier can read: see `docs/log.md` for the layout.

use crate::files::{self, Read, fingerprint};
use crate::keys::Kind;
use crate::leaf::Entry;
use crate::{LedgerError, Log, follows};
use facts::Vocabulary;
use std::fs;
use std::path::{Path, PathBuf};
use tlog::{Checkpoint, Hash, Note, PublicKey, TILE, Tile, Tree, Verified, leaf_hash, read_bundle};

impl Log {
    /// Writes the signed log into a folder; what stands there from an earlier time is gone on from, and refused where it is not the
    /// beginning of this log. The checkpoint comes after all that it covers, so that it never promises what is not there yet; the
    /// earlier ones come after it, for it covers them. Returns how many entries it covers; none where nothing was signed yet.
    pub async fn export(&self, folder: &Path, vocabulary: &Vocabulary) -> Result<Option<u64>, LedgerError> {
        let checkpoints = self.ledger().checkpoints(Kind::Public).await?;
        let Some(newest) = checkpoints.last() else { return Ok(None) };
        self.goes_on_from(folder, newest.size)?;
        self.agrees(&newest.note)?;
        for tile in Tile::of_tree(newest.size).chain(Tile::bundles(newest.size)) {
            let path = folder.join(tile.path());
            // A full tile never changes.
            if u64::from(tile.width) == TILE && path.exists() {
                continue;
            }
            let bytes = self.tile(&tile).await?;
            let bytes = bytes.ok_or_else(|| LedgerError::file(&path, &"the store has not all the entries of this tile"))?;
            write_anew(&path, &bytes)?;
        }
        let evidence = self.ledger().since(0, vocabulary).await?.evidence;
        for evidence in evidence.iter().filter(|evidence| u64::from(evidence.entry) <= newest.size) {
            let path = folder.join("evidence").join(&evidence.sha256);
            if !path.exists()
                && let Some(document) = self.ledger().files().document(&evidence.sha256)?
            {
                files::write(&path, &document, Read::Public)?;
            }
        }
        if let Some(follows) = self.ledger().follows_told().await? {
            write_anew(&folder.join(follows::NAME), follows.as_bytes())?;
        }
        write_anew(&folder.join("key"), format!("{}\n", self.key()).as_bytes())?;
        write_anew(&folder.join("checkpoint"), newest.published().as_bytes())?;
        for signed in &checkpoints {
            write_anew(&folder.join("checkpoints").join(signed.size.to_string()), signed.published().as_bytes())?;
        }
        Ok(Some(newest.size))
    }

    /// Whether what stands in a folder is an earlier export of this log, or nothing.
    fn goes_on_from(&self, folder: &Path, size: u64) -> Result<(), LedgerError> {
        for (name, is_key) in [("key", true), ("checkpoint", false)] {
            let path = folder.join(name);
            if !path.exists() {
                continue;
            }
            let text = text(folder, name)?;
            let fits = match is_key {
                true => text.trim() == self.key().to_string(),
                false => self.agrees(&text).is_ok_and(|earlier| earlier <= size),
            };
            if !fits {
                let why = "the folder holds something else than an earlier export of this log; name another one";
                return Err(LedgerError::file(&path, &why));
            }
        }
        Ok(())
    }
}

/// Writes a file where it does not say the same already.
fn write_anew(path: &Path, bytes: &[u8]) -> Result<(), LedgerError> {
    if fs::read(path).is_ok_and(|held| held == bytes) {
        return Ok(());
    }
    files::write(path, bytes, Read::Public)
}

/// An exported log, read and found to agree with itself.
#[derive(Clone, Debug)]
pub struct Export {
    folder: PathBuf,
    /// The key it is signed with, as the folder names it.
    pub key: PublicKey,
    /// The newest checkpoint.
    pub checkpoint: Checkpoint,
    /// The checkpoints of other sizes, as they were signed.
    pub(crate) notes: Vec<(u64, String)>,
    /// The bytes of the entries, in order.
    pub(crate) leaves: Vec<String>,
    /// The tree over them.
    tree: Tree,
    /// The logs that ended and went on as this one, as the folder tells it.
    pub(crate) follows: Option<String>,
}

impl Export {
    /// Reads a folder. Every entry is hashed, the root compared with the checkpoint, and the checkpoint's signature with the key:
    /// the one given, else the one in the folder.
    pub fn read(folder: &Path, key: Option<&PublicKey>) -> Result<Self, LedgerError> {
        let own: PublicKey = text(folder, "key")?.trim().parse().map_err(|e| LedgerError::file(&folder.join("key"), &e))?;
        if key.is_some_and(|key| *key != own) {
            return Err(LedgerError::file(&folder.join("key"), &"it is another log's key"));
        }
        let (checkpoint, newest) = signed(folder, "checkpoint", &own)?;
        let mut leaves = Vec::new();
        let mut tree = Tree::new();
        for tile in Tile::bundles(checkpoint.size) {
            let path = folder.join(tile.path());
            let bytes = fs::read(&path).map_err(|e| LedgerError::file(&path, &e))?;
            let bundle = read_bundle(&bytes).filter(|leaves| leaves.len() == usize::from(tile.width));
            let bundle = bundle.ok_or_else(|| LedgerError::file(&path, &"it is not the bundle of entries that belongs here"))?;
            for leaf in bundle {
                tree.push(leaf_hash(leaf));
                let leaf = std::str::from_utf8(leaf).map_err(|e| LedgerError::file(&path, &e))?;
                leaves.push(leaf.to_owned());
            }
        }
        if tree.root() != checkpoint.root {
            let why = "the entries do not give the root that was signed: one of them was changed, taken out or put in";
            return Err(LedgerError::file(&folder.join("checkpoint"), &why));
        }
        let mut notes = Vec::new();
        for size in sizes(&folder.join("checkpoints"))? {
            let (earlier, note) = signed(folder, &format!("checkpoints/{size}"), &own)?;
            let wrong = match tree.root_at(size) {
                _ if earlier.size != size => Some("it covers another number of entries than its name says"),
                None => Some("it covers more entries than the newest checkpoint of the folder: entries were taken out of it"),
                Some(root) if root != earlier.root => Some("it is not of the beginning of this log: two histories were signed"),
                Some(_) => None,
            };
            if let Some(why) = wrong {
                return Err(LedgerError::file(&folder.join("checkpoints").join(size.to_string()), &why));
            }
            notes.push((size, note));
        }
        // An export that was stopped on the way has written the newest one only.
        if notes.last().is_none_or(|(size, _)| *size < checkpoint.size) {
            notes.push((checkpoint.size, newest));
        }
        let follows = follows(folder, &tree)?;
        Ok(Export { folder: folder.to_owned(), key: own, checkpoint, notes, leaves, tree, follows })
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn tree(&self) -> &Tree {
        &self.tree
    }

    /// How many entries there are.
    pub fn entries(&self) -> usize {
        self.leaves.len()
    }

    /// How many checkpoints there are.
    pub fn checkpoints(&self) -> usize {
        self.notes.len()
    }

    /// The newest checkpoint, as it was signed.
    pub fn note(&self) -> Result<String, LedgerError> {
        text(&self.folder, "checkpoint")
    }

    /// The root of the first so many entries.
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        self.tree.root_at(size)
    }

    /// The documents that the folder holds, those that have the fingerprint they are kept under.
    pub(crate) fn documents(&self) -> Result<Vec<Vec<u8>>, LedgerError> {
        let folder = self.folder.join("evidence");
        let mut found = Vec::new();
        for name in names(&folder)? {
            // What an export that was stopped had begun to write.
            if name.starts_with('.') {
                continue;
            }
            let path = folder.join(&name);
            let bytes = fs::read(&path).map_err(|e| LedgerError::file(&path, &e))?;
            if name != fingerprint(&bytes) {
                return Err(LedgerError::file(&path, &"the file was changed: it has not the fingerprint it is kept under"));
            }
            found.push(bytes);
        }
        Ok(found)
    }

    /// What the entries say.
    pub fn read_entries(&self, vocabulary: &Vocabulary) -> Result<Vec<Entry>, LedgerError> {
        let numbered = (1..).zip(&self.leaves);
        numbered.map(|(number, leaf)| crate::leaf::entry(number, leaf, vocabulary)).collect()
    }
}

/// What a folder tells of earlier logs, where it agrees with the entries.
fn follows(folder: &Path, tree: &Tree) -> Result<Option<String>, LedgerError> {
    let path = folder.join(follows::NAME);
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        read => read.map_err(|e| LedgerError::file(&path, &e))?,
    };
    let told = follows::read(&text).map_err(|error| LedgerError::file(&path, &error.why()))?;
    match told.iter().find_map(|earlier| earlier.differs(tree)) {
        Some(why) => Err(LedgerError::file(&path, &why)),
        None => Ok(Some(text)),
    }
}

fn text(folder: &Path, name: &str) -> Result<String, LedgerError> {
    let path = folder.join(name);
    fs::read_to_string(&path).map_err(|e| LedgerError::file(&path, &e))
}

/// A checkpoint of a folder, where the key has signed it, and its text.
fn signed(folder: &Path, name: &str, key: &PublicKey) -> Result<(Checkpoint, String), LedgerError> {
    let (path, text) = (folder.join(name), text(folder, name)?);
    let note: Note = text.parse().map_err(|e| LedgerError::file(&path, &e))?;
    if !matches!(key.verify(&note), Verified::Yes { .. }) {
        return Err(LedgerError::file(&path, &"it is not signed by the key of this log"));
    }
    let checkpoint = Checkpoint::parse(&note.text).map_err(|e| LedgerError::file(&path, &e))?;
    if checkpoint.origin != key.name() {
        return Err(LedgerError::file(&path, &"it is of another log"));
    }
    Ok((checkpoint, text))
}

fn sizes(folder: &Path) -> Result<Vec<u64>, LedgerError> {
    let mut sizes: Vec<u64> = names(folder)?.iter().filter_map(|name| name.parse().ok()).collect();
    sizes.sort_unstable();
    Ok(sizes)
}

/// What lies in a folder; nothing where it is not there. One that cannot be read is not an empty one.
fn names(folder: &Path) -> Result<Vec<String>, LedgerError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(|e| LedgerError::file(folder, &e))?,
    };
    let name = |entry: std::io::Result<fs::DirEntry>| Ok(entry?.file_name().to_string_lossy().into_owned());
    entries.map(name).collect::<Result<_, _>>().map_err(|e: std::io::Error| LedgerError::file(folder, &e))
}
