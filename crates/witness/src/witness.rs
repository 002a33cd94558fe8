//! The witness: it remembers the last checkpoint of each log it cosigned, and cosigns only what continues it. Source: C2SP tlog-witness.

use crate::conflict::Conflict;
use crate::keep::{KeepError, Store};
use crate::refusal::Refusal;
use crate::request::Request;
use crate::text::{file_name, to_base64};
use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};
use thiserror::Error;
use tlog::{Algorithm, Checkpoint, Note, PublicKey, SecretKey, Signature, TlogError, Verified, consistent, empty_root};

/// How many conflicts are written down in one run: the first is proof enough, and nobody shall fill the disk.
const MOST_CONFLICTS: usize = 100;

/// The longest name a file can have nearly everywhere, less what is written around it on the way.
const LONGEST_NAME: usize = 230;

/// Says something to whoever runs the witness.
pub type Tell = Box<dyn Fn(&str) + Send + Sync>;

/// What keeps a witness from starting, told for the person who runs it.
#[derive(Debug, Error)]
pub enum WitnessError {
    /// The folder, or a file in it.
    #[error(transparent)]
    Keep(#[from] KeepError),
    /// A key.
    #[error(transparent)]
    Text(#[from] TlogError),
    /// The key kept is not the one meant.
    #[error(
        "{file} holds {found}\n  hint: a witness keeps its name for good; start it with the same --name, or with another --keep"
    )]
    AnotherKey {
        /// The file.
        file: String,
        /// What it holds.
        found: String,
    },
    /// A log's key cannot be one.
    #[error(
        "the key of {name} cannot be that of a log: {why}\n  hint: take the key the log publishes, below its address as \"key\""
    )]
    Log {
        /// The key's name.
        name: String,
        /// Why not.
        why: String,
    },
    /// What is remembered of a log cannot be believed; starting without it could sign a second history.
    #[error(
        "{file} is not what this witness wrote: {why}\n  hint: never delete it: start again with a new folder, so with a new key, and tell those who rely on this witness"
    )]
    Memory {
        /// The file.
        file: String,
        /// What is wrong with it.
        why: String,
    },
    /// The system gave no chance for a key.
    #[error("no key can be made: the system gives no random bytes: {error}")]
    NoChance {
        /// What it says.
        error: String,
    },
}

/// A checkpoint with the signatures of its log and of this witness.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cosigned {
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// The note that is kept: anybody can check it.
    pub note: Note,
}

/// One log the witness looks after.
struct Log {
    keys: Vec<PublicKey>,
    /// Where the last checkpoint is kept.
    file: String,
    /// The last checkpoint cosigned. Held from the first look at it until the next one is on the disk, so that of two requests one sees
    /// what the other did.
    latest: Mutex<Option<Cosigned>>,
}

/// A witness.
pub struct Witness {
    key: SecretKey,
    store: Box<dyn Store>,
    logs: BTreeMap<String, Log>,
    /// Why nothing is signed any more: something could not be written down.
    closed: OnceLock<String>,
    conflicts: AtomicUsize,
    tell: Tell,
}

impl Witness {
    /// A witness with this key for these logs (several keys of one name are keys of one log), which remembers in `store`.
    pub fn open(store: Box<dyn Store>, key: SecretKey, logs: Vec<PublicKey>, tell: Tell) -> Result<Self, WitnessError> {
        let mut known: BTreeMap<String, Log> = BTreeMap::new();
        for log in logs {
            let refused = |why: &str| WitnessError::Log { name: log.name().to_owned(), why: why.to_owned() };
            if log.algorithm() != Algorithm::Ed25519 {
                return Err(refused("it is for cosignatures"));
            }
            let file = format!("{}.checkpoint", file_name(log.name()));
            if file.len() > LONGEST_NAME {
                return Err(refused("its name is too long for the name of a file"));
            }
            if let Some(other) = known.get_mut(log.name()) {
                other.keys.push(log);
                continue;
            }
            let file = format!("logs/{file}");
            let latest = remembered(&*store, &file, log.name(), &key.public())?;
            known.insert(log.name().to_owned(), Log { keys: vec![log], file, latest: Mutex::new(latest) });
        }
        Ok(Self { key, store, logs: known, closed: OnceLock::new(), conflicts: AtomicUsize::new(0), tell })
    }

    /// Its public key.
    pub fn key(&self) -> PublicKey {
        self.key.public()
    }

    /// The last checkpoint of this log that it cosigned, as long as it can say.
    pub fn latest(&self, origin: &str) -> Option<Cosigned> {
        self.logs.get(origin)?.latest.lock().ok()?.clone()
    }

    /// Cosigns the checkpoint in the body of a request, if it continues what was cosigned before. When this returns a signature, the
    /// checkpoint is on the disk. `now` tells seconds since 1970; it is asked when no other request of this log is under way, so that a
    /// greater size never bears an earlier time.
    pub fn add(&self, body: &[u8], now: fn() -> u64) -> Result<Signature, Refusal> {
        let request = Request::parse(body)?;
        let origin = &request.checkpoint.origin;
        let log = self.logs.get(origin).ok_or_else(|| Refusal::UnknownLog(origin.clone()))?;
        let signed = log.signed(&request.note).ok_or_else(|| Refusal::NotSigned(origin.clone()))?;
        let mut latest = log.latest.lock().map_err(|_| Refusal::Closed("a request broke off".to_owned()))?;
        if let Some(why) = self.closed.get() {
            return Err(Refusal::Closed(why.clone()));
        }
        if let Err(refusal) = continues(latest.as_ref().map(|latest| &latest.checkpoint), &request) {
            self.write_conflict(latest.as_ref(), &request, &signed);
            return Err(refusal);
        }
        let line = self.key.cosign(&request.note.text, now());
        // The same again is signed anew, with its new time; there is nothing new to remember.
        if latest.as_ref().is_none_or(|latest| latest.checkpoint != request.checkpoint) {
            let note = Note { signatures: [&signed.signatures[..], std::slice::from_ref(&line)].concat(), ..signed };
            self.store.save(&log.file, note.to_string().as_bytes()).map_err(|error| self.close(&log.file, &error))?;
            *latest = Some(Cosigned { checkpoint: request.checkpoint, note });
        }
        Ok(line)
    }

    /// What a person sees who opens the witness's address.
    pub fn page(&self) -> String {
        let mut page = format!(
            "This is a witness of public logs. It cosigns a checkpoint only if it continues the one it cosigned before.\n\
             Protocol: c2sp.org/tlog-witness (POST add-checkpoint).\n\nIts key:\n{}\n\nThe logs it looks after, and the last size it cosigned:\n",
            self.key()
        );
        for (origin, log) in &self.logs {
            let latest = log.latest.lock().ok().and_then(|latest| latest.clone());
            page += &match latest {
                Some(Cosigned { checkpoint, .. }) => {
                    format!("{origin}: {} entries, root {}\n", checkpoint.size, to_base64(&checkpoint.root))
                }
                None => format!("{origin}: nothing yet\n"),
            };
        }
        if let Some(why) = self.closed.get() {
            page += &format!("\nIt cannot write down what it signs, and signs nothing until it is started again: {why}\n");
        }
        page
    }

    /// A sync that failed says nothing about what is on the disk, and a second one would say that all is well.
    fn close(&self, file: &str, error: &io::Error) -> Refusal {
        let why = self.closed.get_or_init(|| format!("{file}: {error}"));
        (self.tell)(&format!(
            "nothing is signed any more: {why}\n  hint: look at the disk (space, rights, health), then start the witness again"
        ));
        Refusal::Closed(why.clone())
    }

    /// Two roots of one size, both signed by the log, are a proof: it is written down and told, once.
    fn write_conflict(&self, latest: Option<&Cosigned>, request: &Request, signed: &Note) {
        let Some(latest) = latest else { return };
        let Checkpoint { origin, size, root } = &request.checkpoint;
        if latest.checkpoint.size != *size || latest.checkpoint.root == *root {
            return;
        }
        if self.conflicts.load(Ordering::Relaxed) >= MOST_CONFLICTS {
            return;
        }
        let conflict = Conflict { first: latest.note.to_string(), second: signed.to_string(), hashes: Vec::new() };
        match conflict.keep(&*self.store) {
            Ok(false) => return,
            Ok(true) => (self.tell)(&format!(
                "{origin} shows two histories: of {size} entries it signed two roots; both checkpoints are in conflicts/{}",
                conflict.name().unwrap_or_default()
            )),
            Err(error) => (self.tell)(&format!(
                "{origin} shows two histories: of {size} entries it signed two roots, and they cannot be written down ({error}):\n{}\n{}",
                conflict.first, conflict.second
            )),
        }
        self.conflicts.fetch_add(1, Ordering::Relaxed);
    }
}

impl Log {
    /// The note with the signatures of the log's known keys and no others. Nothing where there is none, or one that does not hold.
    fn signed(&self, note: &Note) -> Option<Note> {
        let verified: Vec<Verified> = self.keys.iter().map(|key| key.verify(note)).collect();
        if verified.contains(&Verified::Bad) || !verified.iter().any(|v| matches!(v, Verified::Yes { .. })) {
            return None;
        }
        let own = |line: &&Signature| self.keys.iter().any(|key| key.id() == line.id && key.name() == line.name);
        Some(Note { text: note.text.clone(), signatures: note.signatures.iter().filter(own).cloned().collect() })
    }
}

/// Whether the checkpoint asked for continues the one cosigned last.
pub fn continues(latest: Option<&Checkpoint>, request: &Request) -> Result<(), Refusal> {
    let Request { old, proof, checkpoint: Checkpoint { size, root, .. }, .. } = request;
    let (last_size, last_root) = latest.map_or((0, empty_root()), |latest| (latest.size, latest.root));
    if old > size {
        return Err(Refusal::OldIsGreater { old: *old, size: *size });
    }
    if *old != last_size {
        return Err(Refusal::AnotherSize(last_size));
    }
    if *size == last_size && *root != last_root {
        return Err(Refusal::AnotherRoot(last_size));
    }
    if consistent(last_size, &last_root, *size, root, proof) {
        Ok(())
    } else {
        Err(Refusal::NotContinued { old: *old, size: *size })
    }
}

/// What was cosigned last of this log, read back and verified: a file that does not hold is not the same as none.
fn remembered(store: &dyn Store, file: &str, origin: &str, key: &PublicKey) -> Result<Option<Cosigned>, WitnessError> {
    let wrong = |why: String| WitnessError::Memory { file: file.to_owned(), why };
    let Some(bytes) = store.load(file).map_err(|error| KeepError::file(file, error))? else { return Ok(None) };
    let text = String::from_utf8(bytes).map_err(|_| wrong("it is not text".to_owned()))?;
    let note: Note = text.parse().map_err(|error| wrong(format!("{error}")))?;
    let checkpoint = Checkpoint::parse(&note.text).map_err(|error| wrong(format!("{error}")))?;
    if checkpoint.origin != origin {
        return Err(wrong(format!("it is about {}", checkpoint.origin)));
    }
    match key.verify(&note) {
        Verified::Yes { .. } => Ok(Some(Cosigned { checkpoint, note })),
        _ => Err(wrong("it is not signed with the key of this witness".to_owned())),
    }
}
