//! What is told where a text is not in order, or does not prove what it is said to prove.

use thiserror::Error;

/// Why something was not read or does not hold, told to a person.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TlogError {
    /// A text is not written as its specification says.
    #[error("{what}: {wrong}\n  hint: {hint}")]
    Malformed {
        /// What was being read, e.g. *the checkpoint*.
        what: &'static str,
        /// What is not in order.
        wrong: String,
        /// What is allowed, and what to do.
        hint: &'static str,
    },
    /// A line of a policy is not in order.
    #[error("the policy, line {line}: {wrong}\n  hint: {hint}")]
    Policy {
        /// The line, from 1.
        line: usize,
        /// What is not in order.
        wrong: String,
        /// What is allowed, and what to do.
        hint: &'static str,
    },
    /// The checkpoint is not signed by a log the policy knows.
    #[error(
        "the checkpoint of {origin} is not signed by a log of this policy ({known})\n  \
         hint: the policy has to hold the log's own key, under the name of its origin; get it from where you trust it"
    )]
    NotSigned {
        /// The origin the checkpoint names.
        origin: String,
        /// The logs the policy knows.
        known: String,
    },
    /// A line bears the name and number of a known key, and its signature is not that key's.
    #[error(
        "the checkpoint of {origin} bears a signature that does not hold: {who}\n  \
         hint: the text or the signature was changed after signing; get the checkpoint again, and keep this one if it comes again"
    )]
    BadSignature {
        /// The origin the checkpoint names.
        origin: String,
        /// Whose signature it is said to be.
        who: String,
    },
    /// Too few witnesses saw the checkpoint.
    #[error(
        "the checkpoint of {origin} was not seen by enough witnesses: {seen}; {needed}\n  \
         hint: ask the log for a checkpoint with more cosignatures, or wait until its witnesses have seen it"
    )]
    NoQuorum {
        /// The origin the checkpoint names.
        origin: String,
        /// Which witnesses saw it.
        seen: String,
        /// What the policy asks for.
        needed: String,
    },
    /// The leaf is not where the proof says.
    #[error(
        "the entry is not at index {index} of the log of {size} entries that was signed\n  \
         hint: either the entry or the proof was changed, or they do not belong together; compare the entry byte by byte"
    )]
    NotIncluded {
        /// The index the proof names, from 0.
        index: u64,
        /// The size of the log in the checkpoint.
        size: u64,
    },
}

impl TlogError {
    pub(crate) fn malformed(what: &'static str, wrong: impl Into<String>, hint: &'static str) -> Self {
        Self::Malformed { what, wrong: wrong.into(), hint }
    }

    pub(crate) fn policy(line: usize, wrong: impl Into<String>, hint: &'static str) -> Self {
        Self::Policy { line, wrong: wrong.into(), hint }
    }
}
