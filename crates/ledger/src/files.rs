//! Files beside the store: written so that a power cut leaves the old one or the new one, never half of one.

use crate::LedgerError;
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Who may read a file that is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Read {
    /// Everybody.
    Public,
    /// Only who runs the program.
    Owner,
}

/// Writes a file whole: beside its place, synced, then put there, and the folder synced, so that it is still there after a power cut.
pub(crate) fn write(path: &Path, bytes: &[u8], read: Read) -> Result<(), LedgerError> {
    write_whole(path, bytes, read).map_err(|e| LedgerError::file(path, &e))
}

fn write_whole(path: &Path, bytes: &[u8], read: Read) -> std::io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_folder(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (mut file, beside) = new_file(folder, &name, if read == Read::Owner { 0o600 } else { 0o644 })?;
    let written = (|| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    })();
    if written.is_err() {
        // What was begun is of no use to anybody.
        let _ = fs::remove_file(&beside);
    }
    written?;
    sync_folder(folder)
}

/// A new file in a folder, under a name that nobody else writes to. Two programs may write the same at once, and one that was killed
/// may have left its file under a number that comes again: in a container, every program is number one.
fn new_file(folder: &Path, name: &str, mode: u32) -> std::io::Result<(File, PathBuf)> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    loop {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let beside = folder.join(format!(".{name}.{}.{count}", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).mode(mode).open(&beside) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            made => return made.map(|file| (file, beside)),
        }
    }
}

/// Makes a folder and those above it, each made to last.
fn make_folder(folder: &Path) -> std::io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let above = folder.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_folder(above)?;
    match fs::create_dir(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => sync_folder(above),
    }
}

pub(crate) fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

/// The documents behind facts, each under its own fingerprint: the same document is kept once, and a changed one is found.
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
}

impl Files {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Files { folder }
    }

    /// Keeps a document; its fingerprint.
    pub fn keep(&self, bytes: &[u8]) -> Result<String, LedgerError> {
        let print = fingerprint(bytes);
        let place = self.place(&print);
        if !fs::read(&place).is_ok_and(|held| held == bytes) {
            write(&place, bytes, Read::Public)?;
        }
        // Also where it was there: who put it there may have been stopped before its name was made to last.
        let above = self.folder.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        for folder in [place.parent().unwrap_or(above), &self.folder, above] {
            sync_folder(folder).map_err(|e| LedgerError::file(folder, &e))?;
        }
        Ok(print)
    }

    /// The document of that fingerprint; none where it is not kept here. One that does not have its fingerprint any more is refused.
    pub fn document(&self, print: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        if !is_fingerprint(print) {
            return Ok(None);
        }
        let place = self.place(print);
        match fs::read(&place) {
            Ok(bytes) if fingerprint(&bytes) == print => Ok(Some(bytes)),
            Ok(_) => Err(LedgerError::file(&place, &"the file was changed: it has not the fingerprint it is kept under")),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(LedgerError::file(&place, &error)),
        }
    }

    /// Where the documents lie.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where a document lies: spread over folders, for some file systems are slow with many files in one.
    fn place(&self, print: &str) -> PathBuf {
        let (first, rest) = print.split_at_checked(2).unwrap_or(("", print));
        self.folder.join(first).join(rest)
    }
}

/// The SHA-256 of bytes, in hexadecimal digits.
pub fn fingerprint(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn is_fingerprint(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}
