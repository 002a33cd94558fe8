//! Asking a witness, as a log does. It waits, so it is called from a thread that may wait. Source: C2SP tlog-witness.

use crate::request::Request;
use crate::text::{number, shown};
use std::sync::LazyLock;
use std::time::Duration;
use thiserror::Error;
use tlog::{Hash, Signature};
use ureq::Agent;

/// How long a witness may take, in all.
const PATIENCE: Duration = Duration::from_secs(5);

/// The longest answer that is read, in bytes.
const LONGEST: u64 = 16 * 1024;

/// What a witness answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Its signatures. Nobody has verified them yet: that needs its key.
    Lines(Vec<Signature>),
    /// It cosigned another size last: ask again with a proof from there.
    Behind(u64),
}

/// Why a witness gave no answer that can be used.
#[derive(Debug, Error)]
pub enum ClientError {
    /// It cannot be reached, or does not answer in time.
    #[error("the witness at {url} does not answer: {error}")]
    Silent {
        /// Its address.
        url: String,
        /// What the network says.
        error: Box<ureq::Error>,
    },
    /// It cosigned this size with another root.
    #[error(
        "the witness at {url} cosigned {size} entries of this log with another root\n  hint: stop signing: one of the two is not this log's history; compare with the last backup and the mirrors"
    )]
    AnotherRoot {
        /// Its address.
        url: String,
        /// The size.
        size: u64,
    },
    /// It says why not.
    #[error("the witness at {url} refuses ({status}): {why}")]
    Refused {
        /// Its address.
        url: String,
        /// The number of HTTP.
        status: u16,
        /// Its words.
        why: String,
    },
    /// Its answer is not one of the protocol.
    #[error("the witness at {url} answers what is not an answer: {why}\n  hint: is this the address of a witness?")]
    Unreadable {
        /// Its address.
        url: String,
        /// What is wrong with it.
        why: String,
    },
}

/// One agent for all, so that connections are used again. It follows no redirection: a witness is where the policy says.
static AGENT: LazyLock<Agent> = LazyLock::new(|| {
    let config = Agent::config_builder().timeout_global(Some(PATIENCE)).http_status_as_error(false).max_redirects(0);
    config.max_redirects_will_error(false).build().new_agent()
});

/// Asks the witness at `url` (what the policy has for it) to cosign a signed checkpoint, with the proof that it continues the one of
/// `old` entries. Waits, at most five seconds.
pub fn cosign(url: &str, old: u64, proof: &[Hash], note: &str) -> Result<Answer, ClientError> {
    let silent = |error| ClientError::Silent { url: url.to_owned(), error: Box::new(error) };
    let unreadable = |why: String| ClientError::Unreadable { url: url.to_owned(), why };
    let address = format!("{}/add-checkpoint", url.trim_end_matches('/'));
    let mut response = AGENT.post(&address).send(Request::write(old, proof, note)).map_err(silent)?;
    let status = response.status().as_u16();
    let body = response.body_mut().with_config().limit(LONGEST).read_to_vec().map_err(silent)?;
    let body = String::from_utf8(body).map_err(|_| unreadable("it is not text".to_owned()))?;
    match status {
        200 => {
            let lines: Result<Vec<Signature>, _> = body.lines().map(str::parse).collect();
            let lines = lines.map_err(|error| unreadable(format!("{error}")))?;
            if lines.is_empty() { Err(unreadable("it bears no signature".to_owned())) } else { Ok(Answer::Lines(lines)) }
        }
        409 => {
            let size = body.strip_suffix('\n').and_then(number);
            let size = size.ok_or_else(|| unreadable(format!("409 and {}", shown(&body))))?;
            // It is not behind, and does not sign all the same: then the sizes are one and the roots are two.
            if size == old { Err(ClientError::AnotherRoot { url: url.to_owned(), size }) } else { Ok(Answer::Behind(size)) }
        }
        _ => Err(ClientError::Refused { url: url.to_owned(), status, why: shown(body.trim_end()) }),
    }
}
