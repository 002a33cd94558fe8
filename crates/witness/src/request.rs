//! What a log sends: the size it believes the witness knows, a proof from there, and the new checkpoint. Source: C2SP tlog-witness.

use crate::refusal::Refusal;
use crate::text::{hash_of, number, shown, to_base64};
use tlog::{Checkpoint, Hash, Note};

/// The longest body that is read, in bytes: 63 hashes and a checkpoint with 64 signatures need less.
pub const LONGEST_BODY: usize = 16 * 1024;

/// The most hashes a proof may have.
pub const MOST_HASHES: usize = 63;

/// A request to cosign a checkpoint.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// The size of the checkpoint the witness cosigned last, as the log believes; zero if none.
    pub old: u64,
    /// That the checkpoint continues that one.
    pub proof: Vec<Hash>,
    /// The checkpoint with its signatures.
    pub note: Note,
    /// The checkpoint.
    pub checkpoint: Checkpoint,
}

impl Request {
    /// Reads the body of a request.
    pub fn parse(body: &[u8]) -> Result<Self, Refusal> {
        let wrong = |wrong: &str| Refusal::Malformed(wrong.to_owned());
        if body.len() > LONGEST_BODY {
            return Err(Refusal::TooLong);
        }
        let text = str::from_utf8(body).map_err(|_| wrong("it is not text in UTF-8"))?;
        let (head, note) = text.split_once("\n\n").ok_or_else(|| wrong("no empty line parts the proof and the checkpoint"))?;
        let mut lines = head.split('\n');
        let old = lines.next().and_then(|line| line.strip_prefix("old ")).and_then(number);
        let old = old.ok_or_else(|| wrong("its first line is not \"old\", a space and a size in plain digits"))?;
        let lines: Vec<&str> = lines.collect();
        if lines.len() > MOST_HASHES {
            return Err(wrong("its proof has more than 63 lines"));
        }
        let hash = |line: &&str| hash_of(line).ok_or_else(|| wrong(&format!("{} is not 32 bytes in base64", shown(line))));
        let proof = lines.iter().map(hash).collect::<Result<_, _>>()?;
        let note: Note = note.parse().map_err(|error| Refusal::Malformed(format!("{error}")))?;
        let checkpoint = Checkpoint::parse(&note.text).map_err(|error| Refusal::Malformed(format!("{error}")))?;
        Ok(Self { old, proof, note, checkpoint })
    }

    /// The body of a request.
    pub fn write(old: u64, proof: &[Hash], note: &str) -> String {
        let proof: String = proof.iter().map(|hash| to_base64(hash) + "\n").collect();
        format!("old {old}\n{proof}\n{note}")
    }
}
