use crate::LedgerError;
use std::path::{Path, PathBuf};

/// Where a store is: `sqlite:FILE` or `postgres://…`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Address {
    /// A file.
    Sqlite(PathBuf),
    /// A database, as its address.
    Postgres(String),
}

impl Address {
    /// Reads an address.
    pub fn parse(text: &str) -> Result<Address, LedgerError> {
        if let Some(file) = text.strip_prefix("sqlite:").filter(|file| !file.is_empty()) {
            return Ok(Address::Sqlite(PathBuf::from(file)));
        }
        if ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)) {
            return Ok(Address::Postgres(text.to_owned()));
        }
        Err(LedgerError::Address { text: text.to_owned() })
    }

    /// The address as it is written.
    pub fn text(&self) -> String {
        match self {
            Address::Sqlite(file) => format!("sqlite:{}", file.display()),
            Address::Postgres(address) => address.clone(),
        }
    }

    /// The folder in which something lies beside the store: `servanda.db` has `servanda.keys`; a database has `servanda.keys` in the
    /// folder in which the program was started.
    pub fn beside(&self, ending: &str) -> PathBuf {
        match self {
            Address::Sqlite(file) => file.with_extension(ending),
            Address::Postgres(_) => Path::new("servanda").with_extension(ending),
        }
    }

    /// The file, where the store is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Address::Sqlite(file) => Some(file),
            Address::Postgres(_) => None,
        }
    }

    /// How the store is called where people read it: a database without its password.
    pub fn shown(&self) -> String {
        match self {
            Address::Sqlite(file) => file.display().to_string(),
            Address::Postgres(address) => match (address.split_once("://"), address.rsplit_once('@')) {
                (Some((scheme, _)), Some((who, place))) => {
                    let user = who.split_once("://").map_or(who, |(_, rest)| rest);
                    format!("{scheme}://{}@{place}", user.split_once(':').map_or(user, |(name, _)| name))
                }
                _ => address.clone(),
            },
        }
    }
}
