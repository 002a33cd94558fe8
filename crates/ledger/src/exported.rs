//! Looking through an exported log beyond what reading it compares: its tiles, its documents, and what its entries say.

use crate::files::{fingerprint, hex};
use crate::leaf::{Entry, entry, is_canonical};
use crate::{Export, Report};
use facts::Vocabulary;
use std::fs;
use tlog::Tile;

impl Export {
    /// What was looked through, and what differs.
    pub fn verify(&self, vocabulary: &Vocabulary) -> Report {
        let mut report = Report {
            entries: self.checkpoint.size,
            root: hex(&self.checkpoint.root),
            checkpoints: self.checkpoints(),
            ..Report::default()
        };
        for tile in Tile::of_tree(self.checkpoint.size) {
            let path = tile.path();
            match fs::read(self.folder().join(&path)) {
                Ok(bytes) if self.tree().tile(&tile).is_some_and(|made| made == bytes) => {}
                Ok(_) => report.differences.push(format!("{path}: its hashes are not those of the entries")),
                Err(error) => report.differences.push(format!("{path}: {error}")),
            }
        }
        for (number, leaf) in (1..).zip(&self.leaves) {
            if !is_canonical(leaf) {
                report.differences.push(format!("entry {number}: it is not written in the canonical form"));
            }
            match entry(number, leaf, vocabulary) {
                Ok(Entry::Evidence(evidence)) => {
                    report.documents += 1;
                    match fs::read(self.folder().join("evidence").join(&evidence.sha256)) {
                        Ok(bytes) if fingerprint(&bytes) == evidence.sha256 => {}
                        Ok(_) => report.differences.push(format!("entry {number}: its document was changed")),
                        Err(_) => {
                            report.differences.push(format!("entry {number}: its document {} is not here", evidence.sha256))
                        }
                    }
                }
                Ok(_) => {}
                Err(error) => report.differences.push(error.to_string()),
            }
        }
        report
    }
}
