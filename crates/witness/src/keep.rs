//! Files that are there whole or not at all, also after a power cut: written beside, synced, renamed, and the folder synced.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// What can go wrong with a folder of ours, told for the person who runs it.
#[derive(Debug, Error)]
pub enum KeepError {
    /// Two programs would remember different things in one place.
    #[error(
        "{folder} is in use by another program\n  hint: one folder is for one program at a time; stop the other, or name another folder with --keep"
    )]
    InUse {
        /// The folder.
        folder: String,
    },
    /// A file cannot be read or written.
    #[error("{file} cannot be used: {error}\n  hint: look at the rights and the free space there")]
    File {
        /// The file.
        file: String,
        /// What the system says.
        error: io::Error,
    },
}

impl KeepError {
    /// A file, and what the system says about it.
    pub fn file(file: impl AsRef<Path>, error: io::Error) -> Self {
        Self::File { file: file.as_ref().display().to_string(), error }
    }
}

/// Where something is remembered. The one used is a [`Folder`]; tests put one in front of it that breaks.
pub trait Store: Send + Sync {
    /// What is kept under this name, e.g. `logs/example.org`; nothing where nothing is.
    fn load(&self, name: &str) -> io::Result<Option<Vec<u8>>>;
    /// Keeps this under the name, in the place of what was there. When this has returned, it stays, also after a power cut. When it has
    /// failed, nobody knows what stays, and trying again would not tell.
    fn save(&self, name: &str, bytes: &[u8]) -> io::Result<()>;
}

/// A folder of our own, held by this program alone as long as the value lives.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    _held: File,
}

impl Folder {
    /// Opens the folder, makes it where there is none, and holds it. `lock` is the name of the file by which it is held.
    pub fn open(path: &Path, lock: &str) -> Result<Self, KeepError> {
        let file = path.join(lock);
        file.parent().map_or(Ok(()), make_folder).map_err(|error| KeepError::file(path, error))?;
        let held = OpenOptions::new().create(true).truncate(false).write(true).open(&file);
        let held = held.map_err(|error| KeepError::file(&file, error))?;
        match held.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), _held: held }),
            Err(TryLockError::WouldBlock) => Err(KeepError::InUse { folder: path.display().to_string() }),
            Err(TryLockError::Error(error)) => Err(KeepError::file(&file, error)),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Moves files that stand ready in a folder of the same disk to their names here, durably: each is synced before it gets its name.
    /// What reads them must not begin before this has returned.
    pub fn settle(&self, ready: &Path, names: &[String]) -> io::Result<()> {
        let mut folders = BTreeSet::new();
        for name in names {
            File::open(ready.join(name))?.sync_all()?;
        }
        for name in names {
            let path = self.path.join(name);
            if let Some(folder) = path.parent() {
                make_folder(folder)?;
                folders.insert(folder.to_owned());
            }
            std::fs::rename(ready.join(name), path)?;
        }
        folders.iter().try_for_each(|folder| sync_folder(folder))
    }

    /// Keeps what only the owner may read.
    pub fn save_secret(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        replace(&self.path.join(name), bytes, 0o600)
    }
}

impl Store for Folder {
    fn load(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        match std::fs::read(self.path.join(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn save(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        replace(&self.path.join(name), bytes, 0o644)
    }
}

/// Writes a file in the place of the one that is there. On the way it stands beside it under another name; what a power cut leaves of
/// that is written over the next time.
fn replace(path: &Path, bytes: &[u8], rights: u32) -> io::Result<()> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "this is not the name of a file"));
    };
    make_folder(folder)?;
    let beside = folder.join(format!(".{}.new", name.to_string_lossy()));
    let mut file = new_file(&beside, rights)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    std::fs::rename(&beside, path)?;
    sync_folder(folder)
}

/// A new file with these rights from its first moment, whatever a file of that name had before.
fn new_file(path: &Path, rights: u32) -> io::Result<File> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, rights);
    #[cfg(not(unix))]
    let _ = rights;
    options.open(path)
}

/// Makes a folder and those above it, each of them durably.
pub fn make_folder(path: &Path) -> io::Result<()> {
    if path.as_os_str().is_empty() || path.is_dir() {
        return Ok(());
    }
    path.parent().map_or(Ok(()), make_folder)?;
    match std::fs::create_dir(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    path.parent().map_or(Ok(()), sync_folder)
}

/// Makes the names in a folder durable. Only Unix lets a program ask for that.
fn sync_folder(path: &Path) -> io::Result<()> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}
