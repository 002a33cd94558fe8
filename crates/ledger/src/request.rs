//! What was asked to be entered under which key, so that the same asked again gets the same answer.

use crate::LedgerError;
use crate::store::{Arg, Writing};
use sha2::{Digest, Sha256};

/// What the keys begin with under which payloads are sealed that are not public.
pub(crate) const SEALED: &str = "sealed:";

/// What a key begins with that is made of the content itself.
pub(crate) const CONTENT: &str = "content:";

/// Refuses a key that is ours to give: whoever could use one would learn which payloads were sealed.
pub(crate) fn is_theirs(key: &str) -> Result<(), LedgerError> {
    match [SEALED, CONTENT].iter().find(|ours| key.starts_with(*ours)) {
        None => Ok(()),
        Some(ours) => Err(LedgerError::OurKey { key: key.to_owned(), ours }),
    }
}

/// How many bytes the hash over a row has.
const BOUND: usize = 32;

/// A request that was entered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Request {
    /// The fingerprint of what was asked; none of what must not outlive its erasure.
    pub asked: Vec<u8>,
    /// The first entry it made.
    pub first: i64,
    /// The last one; less than the first where it made none.
    pub last: i64,
}

impl Request {
    /// Reads a row. It ends with a hash over all of it: a row that was changed is no answer to anybody.
    pub fn read(key: &str, content: &[u8], first: i64, last: i64) -> Result<Request, LedgerError> {
        let asked = content.len().checked_sub(BOUND).and_then(|at| content.get(..at)).unwrap_or_default();
        let request = Request { asked: asked.to_vec(), first, last };
        match request.content(key) == content {
            true => Ok(request),
            false => Err(LedgerError::Request { key: key.to_owned() }),
        }
    }

    /// Puts it on record.
    pub async fn enter(&self, key: &str, writing: &mut Writing) -> Result<(), LedgerError> {
        let row = [Arg::T(key), Arg::B(&self.content(key)), Arg::N(self.first), Arg::N(self.last)];
        writing.run("insert into request (key, content, first, last) values ($1, $2, $3, $4)", &row).await?;
        Ok(())
    }

    /// What was asked, and the hash over the row.
    fn content(&self, key: &str) -> Vec<u8> {
        let bound = Sha256::new()
            .chain_update(key.len().to_be_bytes())
            .chain_update(key)
            .chain_update(self.first.to_be_bytes())
            .chain_update(self.last.to_be_bytes())
            .chain_update(&self.asked)
            .finalize();
        [&self.asked[..], &bound].concat()
    }
}

#[cfg(test)]
mod tests {
    // In a test, breaking off is how a problem is told.
    #![allow(clippy::unwrap_used)]

    use super::Request;

    #[test]
    fn a_row_of_which_anything_was_changed_is_no_answer() {
        for asked in [Vec::new(), vec![7; 32]] {
            let request = Request { asked, first: 3, last: 5 };
            let content = request.content("letter 7");
            assert_eq!(Request::read("letter 7", &content, 3, 5).unwrap(), request);
            for (key, first, last) in [("letter 8", 3, 5), ("letter 7", 2, 5), ("letter 7", 3, 6)] {
                Request::read(key, &content, first, last).unwrap_err();
            }
            for at in 0..content.len() {
                let mut flipped = content.clone();
                if let Some(byte) = flipped.get_mut(at) {
                    *byte ^= 1;
                }
                Request::read("letter 7", &flipped, 3, 5).unwrap_err();
            }
        }
        Request::read("letter 7", &[], 3, 5).unwrap_err();
    }
}
