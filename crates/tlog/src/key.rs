//! Keys: who signs. A key has a name, a way to sign and 32 bytes; its number is a short hash of all three. Source: C2SP signed-note.

use crate::TlogError;
use crate::note::{Signature, cosigned};
use crate::text::{control, from_base64, shown, to_base64};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

const PUBLIC: &str = "the key";
const SECRET: &str = "the secret key";
const PUBLIC_HINT: &str = "a key is written NAME+12345678+BASE64, in one line: copy it whole from where it was published";
const SECRET_HINT: &str = "a secret key is written PRIVATE+KEY+NAME+12345678+BASE64, in one line: take it whole from its file";
const NAME_HINT: &str = "take an address without https://, e.g. example.org/log: no spaces, no control characters, no +";

/// How a key signs. The byte stands in the key, and so in its number: one pair of keys used in two ways has two numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Algorithm {
    /// A signature over the text of a note, by a log: 0x01. Source: C2SP signed-note.
    Ed25519,
    /// A signature over a checkpoint and the time it was seen, by a witness: 0x04. Source: C2SP tlog-cosignature.
    CosignatureEd25519,
}

impl Algorithm {
    fn byte(self) -> u8 {
        match self {
            Self::Ed25519 => 0x01,
            Self::CosignatureEd25519 => 0x04,
        }
    }

    fn of(byte: u8) -> Option<Self> {
        [Self::Ed25519, Self::CosignatureEd25519].into_iter().find(|a| a.byte() == byte)
    }
}

/// A key that tells whether a note was signed by the holder of the secret one. Read and written as
/// `NAME+12345678+BASE64`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublicKey {
    name: String,
    algorithm: Algorithm,
    bytes: [u8; 32],
}

impl PublicKey {
    /// A key of its parts. Refused where the name cannot stand in a note, and where the bytes are no key.
    pub fn new(name: &str, algorithm: Algorithm, bytes: [u8; 32]) -> Result<Self, TlogError> {
        if !is_name(name) {
            return Err(TlogError::malformed(PUBLIC, format!("{} cannot be the name of a key", shown(name)), NAME_HINT));
        }
        let key = Self { name: name.to_owned(), algorithm, bytes };
        match key.verifying() {
            Some(_) => Ok(key),
            None => Err(TlogError::malformed(PUBLIC, "its bytes are not a point that an Ed25519 key can be", PUBLIC_HINT)),
        }
    }

    /// Its name: of a log its origin.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How its holder signs.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The key itself (RFC 8032).
    pub fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// Its number, which with the name says in a note whose line it is. It is short, and proves nothing.
    pub fn id(&self) -> u32 {
        let hash = Sha256::new()
            .chain_update(&self.name)
            .chain_update([b'\n', self.algorithm.byte()])
            .chain_update(self.bytes)
            .finalize();
        hash.iter().take(4).fold(0, |id, byte| id << 8 | u32::from(*byte))
    }

    /// The key, ready to verify. Bytes that are not written as RFC 8032 section 5.1.2 says are refused, and so are keys of small order,
    /// for which one signature holds for many texts.
    pub(crate) fn verifying(&self) -> Option<VerifyingKey> {
        let key = VerifyingKey::from_bytes(&self.bytes).ok()?;
        let canonical = key.to_edwards().compress().to_bytes() == self.bytes;
        (canonical && !key.is_weak()).then_some(key)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{:08x}+{}", self.name, self.id(), with_algorithm(self.algorithm, &self.bytes))
    }
}

impl FromStr for PublicKey {
    type Err = TlogError;

    fn from_str(text: &str) -> Result<Self, TlogError> {
        let (name, id, algorithm, bytes) = parts(text).map_err(|wrong| TlogError::malformed(PUBLIC, wrong, PUBLIC_HINT))?;
        let key = Self::new(name, algorithm, bytes)?;
        if key.id() != id {
            let wrong = format!("its number is {id:08x}, and of this name and these bytes it is {:08x}", key.id());
            return Err(TlogError::malformed(PUBLIC, wrong, PUBLIC_HINT));
        }
        Ok(key)
    }
}

/// A key that signs. It is shown nowhere except by [`SecretKey::to_text`], and wipes its own memory when it goes.
pub struct SecretKey {
    public: PublicKey,
    signing: SigningKey,
}

impl SecretKey {
    /// A key made of a seed: 32 bytes of good chance that nobody else knows. Refused where the name cannot stand in a note.
    pub fn from_seed(name: &str, algorithm: Algorithm, seed: [u8; 32]) -> Result<Self, TlogError> {
        let signing = SigningKey::from_bytes(&seed);
        let public = PublicKey::new(name, algorithm, signing.verifying_key().to_bytes())?;
        Ok(Self { public, signing })
    }

    /// The key that is published.
    pub fn public(&self) -> PublicKey {
        self.public.clone()
    }

    /// The same key under another name, for another log of the same holder: the name stands in what is signed.
    pub fn renamed(&self, name: &str) -> Result<Self, TlogError> {
        Self::from_seed(name, self.public.algorithm, *self.signing.as_bytes())
    }

    /// The key as text, `PRIVATE+KEY+NAME+12345678+BASE64`, for the file it is kept in. Whoever reads it can sign as its holder.
    pub fn to_text(&self) -> String {
        let seed = with_algorithm(self.public.algorithm, self.signing.as_bytes());
        format!("PRIVATE+KEY+{}+{:08x}+{seed}", self.public.name, self.public.id())
    }

    /// Signs the text of a note, as a log does. The line bears the number of [`Algorithm::Ed25519`], whatever the key is for.
    pub fn sign_note(&self, text: &str) -> Signature {
        self.line(Algorithm::Ed25519, self.signing.sign(text.as_bytes()).to_bytes().to_vec())
    }

    /// Signs the text of a checkpoint as seen at `time` (POSIX seconds), as a witness does. The line bears the number of
    /// [`Algorithm::CosignatureEd25519`], whatever the key is for. A time beyond 2^63 - 1 holds for nobody.
    pub fn cosign(&self, text: &str, time: u64) -> Signature {
        let signature = self.signing.sign(cosigned(text, time).as_bytes());
        self.line(Algorithm::CosignatureEd25519, [&time.to_be_bytes()[..], &signature.to_bytes()].concat())
    }

    fn line(&self, algorithm: Algorithm, bytes: Vec<u8>) -> Signature {
        let key = PublicKey { algorithm, ..self.public() };
        Signature { id: key.id(), name: key.name, bytes }
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecretKey").field("public", &self.public).finish_non_exhaustive()
    }
}

impl FromStr for SecretKey {
    type Err = TlogError;

    /// Reads what [`SecretKey::to_text`] writes. What is told of a text that is not in order shows nothing of it.
    fn from_str(text: &str) -> Result<Self, TlogError> {
        let wrong = |wrong: &str| TlogError::malformed(SECRET, wrong, SECRET_HINT);
        let rest = text.strip_prefix("PRIVATE+KEY+").ok_or_else(|| wrong("it does not begin with PRIVATE+KEY+"))?;
        let (name, id, algorithm, seed) = parts(rest).map_err(wrong)?;
        let key = Self::from_seed(name, algorithm, seed).map_err(|_| wrong("its name cannot be the name of a key"))?;
        if key.public.id() == id { Ok(key) } else { Err(wrong("its number is not that of its name and bytes")) }
    }
}

/// Whether a name can stand in a note: not empty, no space of any kind, no plus, no control character. Source: C2SP signed-note.
pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '+') && control(name).is_none()
}

fn with_algorithm(algorithm: Algorithm, bytes: &[u8; 32]) -> String {
    to_base64(&[&[algorithm.byte()][..], bytes].concat())
}

/// The parts of `NAME+12345678+BASE64`, or what is not in order, without showing any of it.
fn parts(text: &str) -> Result<(&str, u32, Algorithm, [u8; 32]), &'static str> {
    let mut parts = text.splitn(3, '+');
    let (Some(name), Some(id), Some(base64)) = (parts.next(), parts.next(), parts.next()) else {
        return Err("it has not three parts joined by +");
    };
    let hex = id.len() == 8 && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let Some(id) = u32::from_str_radix(id, 16).ok().filter(|_| hex) else {
        return Err("its number is not eight digits, 0 to 9 and a to f");
    };
    let Some(bytes) = from_base64(base64) else { return Err("its last part is not base64") };
    let Some((byte, bytes)) = bytes.split_first() else { return Err("its last part is empty") };
    let Some(algorithm) = Algorithm::of(*byte) else {
        return Err("it is for a way of signing that is not known here (known: 0x01 and 0x04, both Ed25519)");
    };
    match bytes.try_into() {
        Ok(bytes) => Ok((name, id, algorithm, bytes)),
        Err(_) => Err("its last part does not hold 33 bytes"),
    }
}
