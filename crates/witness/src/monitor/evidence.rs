//! The documents that entries name by their hash: the only thing a monitor reads of what an entry says.

use super::finding::{Finding, Kind};
use super::mirror::Mirror;
use crate::keep::KeepError;
use crate::source::Source;
use crate::text::to_hex;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A document that an entry names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// The first entry that names it, from 1.
    pub entry: u64,
    /// Its hash, in hexadecimal digits: its name below `evidence/`.
    pub sha256: String,
}

/// The document this entry names, if it is an entry of evidence.
pub fn named(entry: u64, leaf: &[u8]) -> Option<Named> {
    const MARK: &[u8] = br#""entry":"evidence""#;
    // Reading every entry would cost a hundred times as much.
    if !leaf.windows(MARK.len()).any(|part| part == MARK) {
        return None;
    }
    let fields: BTreeMap<String, String> = serde_json::from_slice(leaf).ok()?;
    let sha256 = fields.get("sha256").filter(|_| fields.get("entry").is_some_and(|kind| kind == "evidence"))?;
    let hex = sha256.len() == 64 && sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    hex.then(|| Named { entry, sha256: sha256.clone() })
}

/// Fetches what the mirror lacks from the sources, in their order. A document is known by its hash, so that it does not matter whose it is.
pub fn fetch(mirror: &mut Mirror, sources: &[&Source], findings: &mut Vec<Finding>) -> Result<(), KeepError> {
    let lacking: Vec<Named> = mirror.lacking().values().cloned().collect();
    for Named { entry, sha256 } in lacking {
        let path = format!("evidence/{sha256}");
        for source in sources {
            match source.get(&path) {
                Ok(Some(bytes)) if to_hex(&Sha256::digest(&bytes)) == sha256 => {
                    mirror.keep_evidence(&sha256, &bytes)?;
                    break;
                }
                Ok(Some(_)) => {
                    let words = format!("{path}, which entry {entry} names, is not the document with that hash; it was not kept");
                    findings.push(Finding::at(Kind::EvidenceDiffers, source, words));
                }
                // Told below, if no other source has it.
                Ok(None) | Err(_) => {}
            }
        }
    }
    let mut lacking: Vec<&Named> = mirror.lacking().values().collect();
    lacking.sort_by_key(|named| named.entry);
    if let Some(first) = lacking.first() {
        let words = format!(
            "{} of the documents that entries name could not be had from any source; the first is evidence/{}, named by entry {}",
            lacking.len(),
            first.sha256,
            first.entry
        );
        findings.push(Finding::of_log(Kind::EvidenceMissing, words));
    }
    Ok(())
}
