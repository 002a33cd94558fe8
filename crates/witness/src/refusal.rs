//! Why a checkpoint is not cosigned, and what that is called in HTTP. Source: C2SP tlog-witness.

use thiserror::Error;

/// Why a checkpoint is not cosigned, told to whoever sent it.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Refusal {
    /// The request is not written as the specification says.
    #[error("the request is not in order: {0}")]
    Malformed(String),
    /// More than is read.
    #[error("the request is too long: at most 16 KB are read")]
    TooLong,
    /// The earlier size is greater than the later.
    #[error("the old size {old} is greater than the checkpoint's size {size}")]
    OldIsGreater {
        /// The old size.
        old: u64,
        /// The checkpoint's.
        size: u64,
    },
    /// The witness does not look after this log.
    #[error("this witness does not know a log {0}")]
    UnknownLog(String),
    /// No signature of a key that is known for this log holds.
    #[error("the checkpoint is not signed by a key this witness knows for {0}")]
    NotSigned(String),
    /// The log believes the witness to know another size.
    #[error("{0}")]
    AnotherSize(u64),
    /// The same size was cosigned with another root: two histories.
    #[error("{0}")]
    AnotherRoot(u64),
    /// The proof does not show that the checkpoint continues the one cosigned last.
    #[error("the proof does not show that the log of {size} entries continues that of {old}")]
    NotContinued {
        /// The size cosigned last.
        old: u64,
        /// The size asked for.
        size: u64,
    },
    /// The witness cannot remember, and so must not sign.
    #[error("this witness cannot write down what it signs and signs nothing until it is started again: {0}")]
    Closed(String),
}

impl Refusal {
    /// The number HTTP has for it.
    pub fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) | Self::OldIsGreater { .. } => 400,
            Self::NotSigned(_) => 403,
            Self::UnknownLog(_) => 404,
            Self::AnotherSize(_) | Self::AnotherRoot(_) => 409,
            Self::TooLong => 413,
            Self::NotContinued { .. } => 422,
            Self::Closed(_) => 503,
        }
    }

    /// What the body of the answer is: a size for a program, or a sentence for a person.
    pub fn content_type(&self) -> &'static str {
        match self {
            Self::AnotherSize(_) | Self::AnotherRoot(_) => "text/x.tlog.size",
            _ => "text/plain; charset=utf-8",
        }
    }
}
