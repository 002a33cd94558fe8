//! Proofs to take away: that an entry stands in a log whose checkpoint witnesses saw, to be checked without asking anybody.
//! Source: C2SP tlog-proof.

use crate::text::{from_base64, hash_of, number, shown, to_base64};
use crate::{Checkpoint, Hash, Judgement, Note, Policy, TlogError, included, leaf_hash};
use std::fmt;
use std::str::FromStr;

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";

/// No path is longer: a size has 64 bits.
const LONGEST_PATH: usize = 64;

const WHAT: &str = "the proof";
const HINT: &str = "a proof is a line c2sp.org/tlog-proof@v1, an index, hashes, an empty line and the signed checkpoint: get it again, unchanged";

/// An entry's proof: its index, the path to the root, and the signed checkpoint with that root.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proof {
    /// What the maker of the proof put beside it. Nothing vouches for it.
    pub extra: Option<Vec<u8>>,
    /// The index of the entry, from 0.
    pub index: u64,
    /// The path from the leaf's sibling up.
    pub hashes: Vec<Hash>,
    /// The signed note, as the log published it.
    pub checkpoint: String,
}

impl Proof {
    /// Whether the leaf stands in a log of the policy, in a state that enough of its witnesses saw. What does not hold is told; what the
    /// policy says of the checkpoint is the answer.
    pub fn holds(&self, leaf: &[u8], policy: &Policy) -> Result<Judgement, TlogError> {
        let note: Note = self.checkpoint.parse()?;
        let checkpoint = Checkpoint::parse(&note.text)?;
        let judgement = policy.accept(&note)?;
        if included(&leaf_hash(leaf), self.index, checkpoint.size, &self.hashes, &checkpoint.root) {
            Ok(judgement)
        } else {
            Err(TlogError::NotIncluded { index: self.index, size: checkpoint.size })
        }
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST_LINE}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", to_base64(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        for hash in &self.hashes {
            writeln!(f, "{}", to_base64(hash))?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}

impl FromStr for Proof {
    type Err = TlogError;

    fn from_str(text: &str) -> Result<Self, TlogError> {
        let wrong = |wrong: String| TlogError::malformed(WHAT, wrong, HINT);
        let (head, checkpoint) =
            text.split_once("\n\n").ok_or_else(|| wrong("no empty line parts the path and the checkpoint".to_owned()))?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(FIRST_LINE) {
            return Err(wrong(format!("it does not begin with the line {FIRST_LINE}")));
        }
        let extra = match lines.next_if(|line| line.starts_with("extra ")) {
            Some(line) => {
                let bytes = line.strip_prefix("extra ").and_then(from_base64);
                Some(bytes.ok_or_else(|| wrong("what stands after extra is not base64".to_owned()))?)
            }
            None => None,
        };
        let index = lines
            .next()
            .and_then(|line| line.strip_prefix("index "))
            .and_then(number)
            .ok_or_else(|| wrong("it has no line with the index, a whole number in plain digits".to_owned()))?;
        let mut hashes = Vec::new();
        for line in lines {
            hashes.push(hash_of(line).ok_or_else(|| wrong(format!("{} is not 32 bytes in base64", shown(line))))?);
        }
        if hashes.len() > LONGEST_PATH {
            return Err(wrong("its path is longer than that of any log".to_owned()));
        }
        let note: Note = checkpoint.parse()?;
        Checkpoint::parse(&note.text)?;
        Ok(Self { extra, index, hashes, checkpoint: checkpoint.to_owned() })
    }
}
