//! The witness's key: made once, kept in its folder, never sent anywhere.

use crate::keep::{Folder, KeepError, Store};
use crate::witness::WitnessError;
use tlog::{Algorithm, SecretKey};

const SECRET: &str = "witness.key";
const PUBLIC: &str = "witness.vkey";

/// The key kept in the folder; on the first start it is made, of 32 bytes of the system's chance. `witness.key` is for its owner alone;
/// `witness.vkey` beside it is the public one, for everybody.
pub fn key_in(folder: &Folder, name: &str) -> Result<SecretKey, WitnessError> {
    let file = folder.path().join(SECRET);
    let unusable = |error| KeepError::file(&file, error);
    let key = match folder.load(SECRET).map_err(unusable)? {
        Some(text) => kept(&String::from_utf8_lossy(&text), name, &file.display().to_string())?,
        None => {
            let mut seed = [0; 32];
            getrandom::fill(&mut seed).map_err(|error| WitnessError::NoChance { error: error.to_string() })?;
            let key = SecretKey::from_seed(name, Algorithm::CosignatureEd25519, seed)?;
            folder.save_secret(SECRET, format!("{}\n", key.to_text()).as_bytes()).map_err(unusable)?;
            key
        }
    };
    let public = format!("{}\n", key.public());
    folder.save(PUBLIC, public.as_bytes()).map_err(|error| KeepError::file(folder.path().join(PUBLIC), error))?;
    Ok(key)
}

fn kept(text: &str, name: &str, file: &str) -> Result<SecretKey, WitnessError> {
    let key: SecretKey = text.trim_end_matches('\n').parse()?;
    let public = key.public();
    if public.algorithm() != Algorithm::CosignatureEd25519 {
        return Err(WitnessError::AnotherKey { file: file.to_owned(), found: "a key that is not for cosignatures".to_owned() });
    }
    if public.name() != name {
        return Err(WitnessError::AnotherKey {
            file: file.to_owned(),
            found: format!("the key of {}, not of {name}", public.name()),
        });
    }
    Ok(key)
}
