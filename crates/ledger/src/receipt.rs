//! A receipt: the proof that an entry is in the log, with the entry itself, so that whoever holds it needs nothing else.

use crate::{LedgerError, Log};
use tlog::{Judgement, Policy, Proof, TlogError};

impl Log {
    /// The receipt of an entry, under the newest checkpoint; none where no checkpoint covers it yet.
    pub async fn receipt(&self, number: u32) -> Result<Option<Proof>, LedgerError> {
        let (Some(proof), Some(leaf)) = (self.proof(number).await?, self.ledger().leaf(number).await?) else { return Ok(None) };
        Ok(Some(Proof { extra: Some(leaf.into_bytes()), ..proof }))
    }
}

/// What a receipt shows: the entry, and who signed for it. Says why where it shows nothing.
pub fn shown_by(receipt: &Proof, policy: &Policy) -> Result<(String, Judgement), TlogError> {
    let leaf = receipt.extra.clone().unwrap_or_default();
    let judged = receipt.holds(&leaf, policy)?;
    Ok((String::from_utf8_lossy(&leaf).into_owned(), judged))
}
