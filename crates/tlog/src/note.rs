//! Signed notes: a text and below it the lines of those who signed it. Source: C2SP signed-note and tlog-cosignature.

use crate::key::is_name;
use crate::text::{control, from_base64, shown, to_base64};
use crate::{Algorithm, PublicKey, TlogError};
use std::fmt;
use std::str::FromStr;

/// How many signatures a note may bear. Verifying costs time, and a stranger's note must not cost much of it.
pub const MOST_SIGNATURES: usize = 64;

/// The greatest time a cosignature may name.
const LATEST: u64 = i64::MAX as u64;

const NOTE: &str = "the signed note";
const NOTE_HINT: &str =
    "a signed note is a text, an empty line and one line a signature, each ended by a line end: get it again, unchanged";
const LINE: &str = "the signature line";
const LINE_HINT: &str =
    "it is written — NAME BASE64: an em dash, the key's name, and the key's number with the signature in base64";

/// One signature line of a note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signature {
    /// The name of the key it is said to be of.
    pub name: String,
    /// The number of that key.
    pub id: u32,
    /// What the key's way of signing makes of the text.
    pub bytes: Vec<u8>,
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "— {} {}", self.name, to_base64(&[&self.id.to_be_bytes()[..], &self.bytes].concat()))
    }
}

impl FromStr for Signature {
    type Err = TlogError;

    /// Reads one line, with or without its line end.
    fn from_str(line: &str) -> Result<Self, TlogError> {
        let line = line.strip_suffix('\n').unwrap_or(line);
        let wrong = |wrong: &str| TlogError::malformed(LINE, format!("{}: {wrong}", shown(line)), LINE_HINT);
        let rest = line.strip_prefix("— ").ok_or_else(|| wrong("it does not begin with an em dash and a space"))?;
        let (name, base64) = rest.split_once(' ').ok_or_else(|| wrong("it has no space after the name"))?;
        if !is_name(name) {
            return Err(wrong("what stands there cannot be the name of a key"));
        }
        let bytes = from_base64(base64).ok_or_else(|| wrong("its signature is not base64"))?;
        match bytes.split_first_chunk() {
            Some((id, bytes)) if !bytes.is_empty() => {
                Ok(Self { name: name.to_owned(), id: u32::from_be_bytes(*id), bytes: bytes.to_vec() })
            }
            _ => Err(wrong("its signature is too short")),
        }
    }
}

/// A text with the signatures it bears. Reading one verifies nothing: see [`PublicKey::verify`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// The text that is signed, with its last line end.
    pub text: String,
    /// The signatures, in their order; of known keys and of others.
    pub signatures: Vec<Signature>,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|line| line.fmt(f))
    }
}

impl FromStr for Note {
    type Err = TlogError;

    fn from_str(note: &str) -> Result<Self, TlogError> {
        let wrong = |wrong: &str| TlogError::malformed(NOTE, wrong, NOTE_HINT);
        if let Some(found) = control(note) {
            return Err(wrong(&format!("it holds the control character {found:?}; only line ends are allowed")));
        }
        // The text may have empty lines of its own: the last one is the border.
        let (text, lines) = note.rsplit_once("\n\n").ok_or_else(|| wrong("no empty line parts text and signatures"))?;
        let lines = lines.strip_suffix('\n').ok_or_else(|| wrong("it bears no signature, or breaks off in the last one"))?;
        if lines.split('\n').count() > MOST_SIGNATURES {
            return Err(wrong("it bears more than 64 signatures"));
        }
        let signatures = lines.split('\n').map(str::parse).collect::<Result<_, _>>()?;
        Ok(Self { text: format!("{text}\n"), signatures })
    }
}

/// What a key says of a note.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verified {
    /// No line of the note is said to be this key's.
    No,
    /// A line is said to be this key's, and is not. The whole note is to be refused, whoever else signed it.
    Bad,
    /// Signed with this key.
    Yes {
        /// When the witness saw it (POSIX seconds), where the key is a witness's; of several times the last.
        time: Option<u64>,
    },
}

impl PublicKey {
    /// Whether the note is signed with this key. Lines of other keys are passed over, also where they share its name or its number.
    pub fn verify(&self, note: &Note) -> Verified {
        let id = self.id();
        let mut verified = Verified::No;
        for line in note.signatures.iter().filter(|line| line.id == id && line.name == self.name()) {
            let Some(time) = self.seen(&note.text, &line.bytes) else { return Verified::Bad };
            let before = if let Verified::Yes { time } = verified { time } else { None };
            verified = Verified::Yes { time: time.max(before) };
        }
        verified
    }

    /// Nothing where the signature does not hold for the text; else the time it names, where it names one.
    fn seen(&self, text: &str, signature: &[u8]) -> Option<Option<u64>> {
        let (message, time, signature) = match self.algorithm() {
            Algorithm::Ed25519 => (text.to_owned(), None, signature),
            Algorithm::CosignatureEd25519 => {
                let (time, signature) = signature.split_first_chunk()?;
                let time = u64::from_be_bytes(*time);
                (cosigned(text, time), Some(time), signature)
            }
        };
        if time.is_some_and(|time| time > LATEST) {
            return None;
        }
        let signature = ed25519_dalek::Signature::from_slice(signature).ok()?;
        self.verifying()?.verify_strict(message.as_bytes(), &signature).ok()?;
        Some(time)
    }
}

/// What a witness signs: the time, and the whole text of the checkpoint. Source: C2SP tlog-cosignature.
pub(crate) fn cosigned(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}
