//! Checkpoints: what a log signs, its size and its root. Source: C2SP tlog-checkpoint.

use crate::text::{control, hash_of, number, shown, to_base64};
use crate::{Hash, TlogError};

const WHAT: &str = "the checkpoint";
const HINT: &str =
    "a checkpoint has three lines: the log's origin, its size in digits, its root in base64: get it again, unchanged";

/// The state of a log: how many entries it has, and the root over them all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checkpoint {
    /// Which log it is; also the name of its key.
    pub origin: String,
    /// How many entries the log has.
    pub size: u64,
    /// The root over all of them.
    pub root: Hash,
}

impl Checkpoint {
    /// The text that is signed, with its last line end.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, to_base64(&self.root))
    }

    /// Reads the text of a note. Further lines are allowed to a log and say nothing to us: they are passed over, but whoever verifies
    /// a signature needs the text with them.
    pub fn parse(text: &str) -> Result<Self, TlogError> {
        let wrong = |wrong: String| TlogError::malformed(WHAT, wrong, HINT);
        if let Some(found) = control(text) {
            return Err(wrong(format!("it holds the control character {found:?}; only line ends are allowed")));
        }
        let lines = text.strip_suffix('\n').ok_or_else(|| wrong("its last line is not ended by a line end".to_owned()))?;
        if lines.split('\n').any(str::is_empty) {
            return Err(wrong("it has an empty line".to_owned()));
        }
        let mut lines = lines.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(wrong("it has fewer than three lines".to_owned()));
        };
        let size =
            number(size).ok_or_else(|| wrong(format!("its size {} is not a whole number in plain digits", shown(size))))?;
        let root = hash_of(root).ok_or_else(|| wrong(format!("its root {} is not 32 bytes in base64", shown(root))))?;
        Ok(Self { origin: origin.to_owned(), size, root })
    }
}
