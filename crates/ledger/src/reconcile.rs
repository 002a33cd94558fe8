//! Taking entries from an exported log: to make a store out of it, and to bring a restored one to where the log was.

use crate::keys::Kind;
use crate::leaf::Leaf;
use crate::ledger::enter;
use crate::store::Arg;
use crate::{Export, Ledger, LedgerError};
use tlog::{Checkpoint, Note, Tree, Verified};

impl Ledger {
    /// Takes from an exported log what this store does not hold yet; how many entries that are. Refused where the two differ in
    /// what both hold, and for another log's export.
    pub async fn take(&self, export: &Export, now: u64) -> Result<usize, LedgerError> {
        if let Some(own) = self.identity().await?
            && own != export.key
        {
            return Err(LedgerError::Behind {
                why: format!("this store is of the log {}, the export of {}", own.name(), export.key.name()),
            });
        }
        // A store that waits to be reconciled takes entries of its own log, and no others: past the gate, on purpose.
        let mut writing = self.store.begin().await?;
        let written = async {
            writing
                .run("insert into identity (one, vkey) values (1, $1) on conflict do nothing", &[Arg::T(&export.key.to_string())])
                .await?;
            let held = writing.number("select coalesce(max(number), 0) from entry", &[]).await?.unwrap_or(0);
            let known = usize::try_from(held).unwrap_or(usize::MAX);
            let mut number = 0;
            for leaf in export.leaves.iter().take(known) {
                number += 1;
                let own = writing.text("select leaf from entry where number = $1", &[Arg::N(number)]).await?;
                if own.as_deref() != Some(leaf.as_str()) {
                    return Err(LedgerError::Behind { why: format!("entry {number} differs between this store and the export") });
                }
            }
            for leaf in export.leaves.iter().skip(known) {
                number += 1;
                let leaf = Leaf::read(leaf).map_err(|why| LedgerError::Entry { entry: number, why })?;
                if enter(&mut writing, number, &leaf).await? != 1 {
                    return Err(LedgerError::Entry { entry: number, why: "the same fact is in the log twice".to_owned() });
                }
            }
            let statement =
                "insert into checkpoint (log, size, signed_at, note) values ($1, $2, $3, $4) on conflict (log, size) do nothing";
            for (size, note) in &export.notes {
                let (size, now) = (i64::try_from(*size).unwrap_or(i64::MAX), i64::try_from(now).unwrap_or(i64::MAX));
                // The lines of witnesses stay out: they are asked again.
                let note: Note = note.parse().map_err(|e: tlog::TlogError| LedgerError::NotSigned { why: e.to_string() })?;
                let own =
                    note.signatures.iter().filter(|s| s.name == export.key.name() && s.id == export.key.id()).cloned().collect();
                let note = Note { text: note.text, signatures: own }.to_string();
                writing.run(statement, &[Arg::T(Kind::Public.name()), Arg::N(size), Arg::N(now), Arg::T(&note)]).await?;
            }
            writing.commit().await?;
            Ok(export.leaves.len().saturating_sub(known))
        };
        let taken = self.heard(written.await)?;
        for document in export.documents()? {
            self.files().keep(&document)?;
        }
        Ok(taken)
    }

    /// Compares a restored store with checkpoints that were signed, and lets it go on where it holds all they cover. Returns the
    /// greatest size among them.
    pub async fn reconcile(&self, checkpoints: &[String]) -> Result<u64, LedgerError> {
        let key = self.identity().await?.ok_or_else(|| LedgerError::Behind { why: "this store has no log yet".to_owned() })?;
        let beside = self.keys().last_signed(Kind::Public, &key)?.map(|(_, note)| note);
        if beside.is_none() && checkpoints.is_empty() {
            return Err(LedgerError::Behind {
                why: "there is no checkpoint to compare it with: neither beside the store nor named".to_owned(),
            });
        }
        let mut tree = Tree::new();
        self.hashes(0, i64::MAX).await?.into_iter().for_each(|hash| tree.push(hash));
        let mut greatest = 0;
        for text in beside.iter().chain(checkpoints) {
            let bad = |e: tlog::TlogError| LedgerError::Behind { why: format!("a checkpoint cannot be read: {e}") };
            let note: Note = text.parse().map_err(bad)?;
            let signed = Checkpoint::parse(&note.text).map_err(bad)?;
            if !matches!(key.verify(&note), Verified::Yes { .. }) {
                return Err(LedgerError::Behind {
                    why: format!("a checkpoint of {} entries is not signed by this log's key", signed.size),
                });
            }
            match tree.root_at(signed.size) {
                Some(root) if root == signed.root => greatest = greatest.max(signed.size),
                Some(_) => {
                    return Err(LedgerError::Behind {
                        why: format!("its first {} entries are not those that were signed", signed.size),
                    });
                }
                None => {
                    return Err(LedgerError::Behind {
                        why: format!(
                            "it holds {} entries, and {} were signed; take what is missing from a mirror",
                            tree.size(),
                            signed.size
                        ),
                    });
                }
            }
        }
        let mut writing = self.store.begin().await?;
        let written = async {
            writing.run("delete from memory where name = 'restored'", &[]).await?;
            writing.commit().await
        };
        self.heard(written.await)?;
        self.look_behind().await?;
        Ok(greatest)
    }
}
