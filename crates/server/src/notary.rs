//! Keeps the public log signed and seen: after something was entered, a checkpoint is signed and sent to the witnesses.

use ledger::{Follows, Kind, LedgerError, Log, Signed};
use publish::{EarlierLog, LogStatus, SignedStatus};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tlog::{Hash, Note, Policy, Signature};

/// How long a witness is left alone after it could not be asked, and how old its line may get before it is asked again, in seconds.
const PATIENCE: u64 = 30;
const OLD: u64 = 3_000;

fn earlier(log: Follows) -> EarlierLog {
    let (origin, signed) = (log.origin().to_owned(), log.signed());
    EarlierLog { origin, signed, key: log.key, checkpoint: log.checkpoint, reason: log.reason }
}

/// What a witness is asked: that what it saw grew into what is signed now.
#[derive(Clone, Debug)]
pub struct Asking {
    /// Where the witness listens.
    pub url: String,
    /// How many entries it saw last.
    pub old: u64,
    /// The hashes that show that the new log goes on from the old one.
    pub proof: Vec<Hash>,
    /// The checkpoint as the log signed it.
    pub note: String,
}

/// What it answers.
#[derive(Clone, Debug)]
pub enum Answered {
    /// Its lines.
    Lines(Vec<Signature>),
    /// It saw another size last.
    Behind(u64),
}

/// Asks one witness; may take seconds, and is asked beside the other work.
pub type Ask = Arc<dyn Fn(&Asking) -> Result<Answered, String> + Send + Sync>;

/// The public log of a site.
pub struct Notary {
    log: Log,
    policy: Option<Policy>,
    ask: Option<Ask>,
    /// By witness: the size it saw last, and not before which second it is asked again.
    seen: Mutex<BTreeMap<String, (u64, u64)>>,
    trouble: Mutex<Option<String>>,
    /// By witness: why it did not sign when it was asked last.
    refusals: Mutex<BTreeMap<String, String>>,
}

impl std::fmt::Debug for Notary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Notary").field("log", &self.log).finish_non_exhaustive()
    }
}

impl Notary {
    /// The notary of a log. The policy names the witnesses; `ask` reaches them.
    pub fn new(log: Log, policy: Option<Policy>, ask: Option<Ask>) -> Self {
        Notary { log, policy, ask, seen: Mutex::default(), trouble: Mutex::default(), refusals: Mutex::default() }
    }

    /// The log.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Signs what was entered, where this program has the key. What goes wrong stands in the status, and is tried again.
    pub async fn sign(&self, now: u64) -> Result<Option<Signed>, LedgerError> {
        let signed = match self.log.sign(now).await {
            Ok(signed) => self.log.sign_restricted(now).await.map(|_| signed),
            Err(error) => Err(error),
        };
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = signed.as_ref().err().map(LedgerError::told_outside);
        signed
    }

    /// Sends the newest checkpoint to the witnesses that have not signed it, or long ago. Whether a line came.
    pub async fn ask_witnesses(&self, now: u64) -> Result<bool, LedgerError> {
        let (Some(policy), Some(ask)) = (&self.policy, &self.ask) else { return Ok(false) };
        let Some(signed) = self.log.ledger().newest(Kind::Public).await? else { return Ok(false) };
        let mut came = false;
        for (witness, time) in times(policy, &signed.published()) {
            let (old, not_before) = self.seen(&witness.name);
            let fresh = time.is_some_and(|time| time.saturating_add(OLD) > now);
            let Some(url) = witness.url.clone().filter(|_| !fresh && now >= not_before) else { continue };
            // Asked once with what it saw last; where it says that it saw something else, once more with that.
            let mut old = old.min(signed.size);
            for _ in 0..2 {
                let Some(proof) = self.log.consistency(old, signed.size) else { break };
                let asking = Asking { url: url.clone(), old, proof, note: signed.note.clone() };
                let ask = Arc::clone(ask);
                let answer = tokio::task::spawn_blocking(move || ask(&asking)).await;
                match answer.unwrap_or_else(|e| Err(e.to_string())) {
                    Ok(Answered::Lines(lines)) => {
                        came |= self.keep(&signed, &witness.name, &witness.key, &lines).await?;
                        self.saw(&witness.name, signed.size, now);
                        self.refused(&witness.name, None);
                        break;
                    }
                    Ok(Answered::Behind(size)) if size != old && size <= signed.size => old = size,
                    Ok(Answered::Behind(size)) => {
                        self.saw(&witness.name, old, now + PATIENCE);
                        self.refused(
                            &witness.name,
                            Some(format!("it has seen {size} entries, and {} are signed here", signed.size)),
                        );
                        break;
                    }
                    Err(why) => {
                        self.saw(&witness.name, old, now + PATIENCE);
                        self.refused(&witness.name, Some(why));
                        break;
                    }
                }
            }
        }
        Ok(came)
    }

    /// Keeps a line that is really the witness's, under this very checkpoint.
    async fn keep(&self, signed: &Signed, name: &str, key: &tlog::PublicKey, lines: &[Signature]) -> Result<bool, LedgerError> {
        let Ok(note) = signed.note.parse::<Note>() else { return Ok(false) };
        for line in lines.iter().filter(|line| line.id == key.id() && line.name == key.name()) {
            let cosigned = Note { text: note.text.clone(), signatures: vec![line.clone()] };
            if matches!(key.verify(&cosigned), tlog::Verified::Yes { .. }) {
                self.log.ledger().cosigned(signed.size, name, &line.to_string()).await?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// How the log stands, for the pages.
    pub async fn status(&self) -> Result<LogStatus, LedgerError> {
        let newest = self.log.ledger().newest(Kind::Public).await?;
        let follows = self.log.ledger().follows().await?;
        let published = newest.as_ref().map(Signed::published).unwrap_or_default();
        let judged = self.policy.as_ref().zip(published.parse::<Note>().ok()).map(|(policy, note)| policy.judge(&note));
        let witnesses = self.policy.as_ref().map(|policy| times(policy, &published)).unwrap_or_default();
        Ok(LogStatus {
            origin: self.log.key().name().to_owned(),
            key: self.log.key().to_string(),
            checkpoint: newest.map(|signed| SignedStatus {
                size: signed.size,
                signed_at: signed.signed_at,
                root: signed.note.lines().nth(2).unwrap_or_default().to_owned(),
                text: published,
            }),
            witnesses: witnesses.into_iter().map(|(witness, time)| (witness.name.clone(), time)).collect(),
            needed: self.policy.as_ref().and_then(Policy::quorum_needs),
            quorum: judged.is_some_and(|judged| judged.accepted()),
            closed: self.log.ledger().closed().map(|why| why.told_outside()),
            unsigned: self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            follows: follows.into_iter().map(earlier).collect(),
        })
    }

    /// Why witnesses did not sign, each with its name.
    pub fn refusals(&self) -> Vec<(String, String)> {
        let refusals = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
        refusals.iter().map(|(name, why)| (name.clone(), why.clone())).collect()
    }

    fn refused(&self, witness: &str, why: Option<String>) {
        let mut refusals = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
        match why {
            Some(why) => drop(refusals.insert(witness.to_owned(), why)),
            None => drop(refusals.remove(witness)),
        }
    }

    fn seen(&self, witness: &str) -> (u64, u64) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).get(witness).copied().unwrap_or_default()
    }

    fn saw(&self, witness: &str, size: u64, not_before: u64) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(witness.to_owned(), (size, not_before));
    }
}

/// The witnesses of a policy, each with the time of its line under a checkpoint.
fn times<'p>(policy: &'p Policy, published: &str) -> Vec<(&'p tlog::Witness, Option<u64>)> {
    let note = published.parse::<Note>().ok();
    let time = |witness: &tlog::Witness| match witness.key.verify(note.as_ref()?) {
        tlog::Verified::Yes { time } => time,
        _ => None,
    };
    policy.witnesses.iter().map(|witness| (witness, time(witness))).collect()
}
