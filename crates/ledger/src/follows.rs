//! A log that goes on from another one, under a name and a key of its own: entries that were signed there are lost for good, or its
//! key is no longer only ours. The other log ends; nothing is signed under its name any more.

use crate::keys::Kind;
use crate::{Ledger, LedgerError};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use tlog::{Checkpoint, Note, PublicKey, Tree, Verified};

/// A log that ended, and went on as this one.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Follows {
    /// The key that checked its signatures; the log's name is in it.
    pub key: String,
    /// Its newest checkpoint that the copy had; none where nothing was signed.
    pub checkpoint: Option<String>,
    /// Why it ended.
    pub reason: String,
}

/// Under which name the store remembers them, and an exported log has them.
pub(crate) const NAME: &str = "follows";

/// What is remembered of earlier logs.
pub(crate) fn read(text: &str) -> Result<Vec<Follows>, LedgerError> {
    let why = |error: serde_json::Error| format!("what is told of earlier logs cannot be read: {error}");
    serde_json::from_str(text).map_err(|error| LedgerError::NotSigned { why: why(error) })
}

/// How earlier logs are told: in the store, in an exported log, on a site.
pub(crate) fn told(follows: &[Follows]) -> String {
    let one = |earlier: &'_ Follows| -> BTreeMap<&'static str, String> {
        let texts = [("key", Some(&earlier.key)), ("checkpoint", earlier.checkpoint.as_ref()), ("reason", Some(&earlier.reason))];
        texts.into_iter().filter_map(|(name, text)| Some((name, text?.clone()))).collect()
    };
    // A list of maps of texts always has JSON.
    serde_json::to_string(&follows.iter().map(one).collect::<Vec<_>>()).unwrap_or_default()
}

impl Follows {
    /// The name of that log.
    pub fn origin(&self) -> &str {
        self.key.split('+').next().unwrap_or_default()
    }

    /// How many entries of that log were signed, as far as is known: they are the first of this one.
    pub fn signed(&self) -> u64 {
        self.read().ok().flatten().map_or(0, |signed| signed.size)
    }

    /// Its checkpoint, where it is signed by its key.
    fn read(&self) -> Result<Option<Checkpoint>, String> {
        let Some(text) = &self.checkpoint else { return Ok(None) };
        let key: PublicKey = self.key.parse().map_err(|e: tlog::TlogError| e.to_string())?;
        let note: Note = text.parse().map_err(|e: tlog::TlogError| e.to_string())?;
        if !matches!(key.verify(&note), Verified::Yes { .. }) {
            return Err("it is not signed by that log's key".to_owned());
        }
        Checkpoint::parse(&note.text).map(Some).map_err(|e| e.to_string())
    }

    /// What of it does not agree with the entries, in a sentence.
    pub(crate) fn differs(&self, tree: &Tree) -> Option<String> {
        let origin = self.origin();
        match self.read() {
            Err(why) => Some(format!("the last checkpoint of the earlier log {origin}: {why}")),
            Ok(Some(signed)) if tree.root_at(signed.size) != Some(signed.root) => {
                Some(format!("the first {} entries are not those that the earlier log {origin} signed", signed.size))
            }
            Ok(_) => None,
        }
    }
}

impl Ledger {
    /// The logs that ended and went on as this one, the first of them first.
    pub async fn follows(&self) -> Result<Vec<Follows>, LedgerError> {
        self.follows_told().await?.map_or(Ok(Vec::new()), |text| read(&text))
    }

    /// The same as JSON, as an exported log has it; none where there is no earlier one.
    pub async fn follows_told(&self) -> Result<Option<String>, LedgerError> {
        self.recalls(NAME).await
    }

    /// What a log under that key, made out of this store, goes on from. The same name would be two histories of one log.
    pub(crate) async fn followed_by(&self, file: &Path, key: &PublicKey, reason: &str) -> Result<Vec<Follows>, LedgerError> {
        let refused = |why: String| Err(LedgerError::file(file, &why));
        if reason.trim().is_empty() {
            return refused("a new log has to say why the one before it ended".to_owned());
        }
        let Some(own) = self.identity().await? else {
            return refused("the copy is of no log: restore it as it is".to_owned());
        };
        let mut follows = self.follows().await?;
        if own.name() == key.name() || follows.iter().any(|earlier| earlier.origin() == key.name()) {
            let name = key.name();
            return refused(format!(
                "the copy is of a log that is or was called {name}: a new one has to have a name of its own"
            ));
        }
        let checkpoint = self.newest(Kind::Public).await?.map(|signed| signed.note);
        follows.push(Follows { key: own.to_string(), checkpoint, reason: reason.to_owned() });
        Ok(follows)
    }
}
