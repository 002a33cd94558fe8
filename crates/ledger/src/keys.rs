//! The folder beside the store that is never part of a copy of it: the key that signs, and the last checkpoint it signed.

use crate::LedgerError;
use crate::files::{self, Read};
use std::fs;
use std::path::{Path, PathBuf};
use tlog::{Algorithm, Checkpoint, Note, PublicKey, SecretKey, Verified};

/// The folder of the key.
#[derive(Clone, Debug)]
pub struct Keys {
    folder: PathBuf,
}

impl Keys {
    /// The keys in a folder, whether it is there or not.
    pub fn new(folder: PathBuf) -> Self {
        Keys { folder }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The key that signs; none where there is none.
    pub fn secret(&self) -> Result<Option<SecretKey>, LedgerError> {
        let Some(text) = self.read("log.key")? else { return Ok(None) };
        text.trim().parse().map(Some).map_err(|e| LedgerError::file(&self.folder.join("log.key"), &e))
    }

    /// Makes a key for the log of that origin, out of 32 bytes that nobody can guess. One of that origin that is there and has signed
    /// nothing is taken instead: whoever made it was stopped before the store knew of it.
    pub fn make(&self, origin: &str, seed: [u8; 32]) -> Result<SecretKey, LedgerError> {
        let path = self.folder.join("log.key");
        let key = match self.secret()? {
            Some(key) if key.public().name() == origin && !self.has_signed()? => key,
            Some(_) => return Err(LedgerError::file(&path, &"there is a key already; it is not written over")),
            None => {
                let key = SecretKey::from_seed(origin, Algorithm::Ed25519, seed).map_err(|e| LedgerError::file(&path, &e))?;
                files::write(&path, format!("{}\n", key.to_text()).as_bytes(), Read::Owner)?;
                key
            }
        };
        files::write(&self.folder.join("log.vkey"), format!("{}\n", key.public()).as_bytes(), Read::Public)?;
        Ok(key)
    }

    /// The last checkpoint signed from here, whole; none where none was. One that the key did not sign is refused: somebody else
    /// wrote it.
    pub fn last_signed(&self, log: Kind, key: &PublicKey) -> Result<Option<(Checkpoint, String)>, LedgerError> {
        let path = self.folder.join(log.last_signed());
        let Some(text) = self.read(log.last_signed())? else { return Ok(None) };
        let note: Note = text.parse().map_err(|e| LedgerError::file(&path, &e))?;
        if !matches!(key.verify(&note), Verified::Yes { .. }) {
            return Err(LedgerError::file(&path, &"it is not signed by the key of this log"));
        }
        let checkpoint = Checkpoint::parse(&note.text).map_err(|e| LedgerError::file(&path, &e))?;
        Ok(Some((checkpoint, text)))
    }

    pub(crate) fn remember(&self, log: Kind, note: &str) -> Result<(), LedgerError> {
        files::write(&self.folder.join(log.last_signed()), note.as_bytes(), Read::Public)
    }

    fn has_signed(&self) -> Result<bool, LedgerError> {
        Ok(self.read(Kind::Public.last_signed())?.is_some() || self.read(Kind::Restricted.last_signed())?.is_some())
    }

    fn read(&self, name: &str) -> Result<Option<String>, LedgerError> {
        let path = self.folder.join(name);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(LedgerError::file(&path, &error)),
        }
    }
}

/// Which log: the one everybody reads, or the one of payloads that are not public.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The public one.
    Public,
    /// The one of restricted payloads.
    Restricted,
}

impl Kind {
    /// Its name in the store.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Public => "public",
            Kind::Restricted => "restricted",
        }
    }

    fn last_signed(self) -> &'static str {
        match self {
            Kind::Public => "last-signed",
            Kind::Restricted => "last-signed-restricted",
        }
    }
}
