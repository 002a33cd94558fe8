//! Entering from outside: `POST /ledger/facts` and `POST /ledger/corrections`, for who holds the token of the site.
//!
//! Every request names a key of its own (`Idempotency-Key`): who got no answer sends the same again and it is entered once. What was
//! acknowledged is on the disk.

use crate::Desk;
use crate::answer::{JSON, answer};
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use facts::{Fact, Gazetteer, Vocabulary, exact_day};
use ledger::{Correcting, Ledger, LedgerError, Written};
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// The longest key of a request.
const LONGEST_KEY: usize = 200;

/// The largest body of a request, in bytes: thousands of rows.
pub(crate) const LARGEST_BODY: usize = 2 << 20;

/// A body, as far as it could be read.
type Read = Result<Bytes, BytesRejection>;

/// Reads rows of facts, or names each one that is not in order.
pub type ReadFacts = Arc<dyn Fn(&str, &Vocabulary, &Gazetteer) -> Result<Vec<Fact>, Vec<String>> + Send + Sync>;

/// Those who may enter.
#[derive(Clone)]
pub struct Writers {
    /// The fingerprint of the token: comparing fingerprints tells nothing of the token by how long it takes.
    token: [u8; 32],
    ledger: Ledger,
    read: ReadFacts,
}

impl std::fmt::Debug for Writers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writers").finish_non_exhaustive()
    }
}

impl Writers {
    /// Who holds that token may enter into that ledger.
    pub fn new(token: &str, ledger: Ledger, read: ReadFacts) -> Self {
        Writers { token: Sha256::digest(token.trim()).into(), ledger, read }
    }

    fn lets_in(&self, headers: &HeaderMap) -> bool {
        let given = headers.get(header::AUTHORIZATION).and_then(|h| h.to_str().ok()).and_then(|h| h.strip_prefix("Bearer "));
        given.is_some_and(|token| <[u8; 32]>::from(Sha256::digest(token.trim())) == self.token)
    }
}

/// Enters facts: the body is a table with the columns of the register (docs/log.md).
pub(crate) async fn facts(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Read) -> Response {
    let (writers, key, body) = match admitted(&desk, &headers, body) {
        Ok(admitted) => admitted,
        Err((status, why)) => return answer(status, JSON, json!({ "error": why }).to_string()),
    };
    let world = &desk.reading().site.world;
    let Ok(text) = std::str::from_utf8(&body) else { return problems(&["the body is not UTF-8".to_owned()]) };
    let facts = match (writers.read)(text, &world.book.vocabulary, &world.gazetteer) {
        Ok(facts) => facts,
        Err(found) => return problems(&found),
    };
    let written = writers.ledger.enter(Some(&key), &facts, &world.book.vocabulary, || ()).await;
    told(written)
}

/// What a correction asks for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    fact: String,
    reason: String,
    evidence: String,
    published: String,
    /// A table of one row.
    #[serde(default)]
    replacement: String,
}

/// Enters a correction.
pub(crate) async fn corrections(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Read) -> Response {
    let (writers, key, body) = match admitted(&desk, &headers, body) {
        Ok(admitted) => admitted,
        Err((status, why)) => return answer(status, JSON, json!({ "error": why }).to_string()),
    };
    let world = &desk.reading().site.world;
    let asked: Asked = match serde_json::from_slice(&body) {
        Ok(asked) => asked,
        Err(error) => return problems(&[error.to_string()]),
    };
    let published = match exact_day(&asked.published) {
        Ok(day) => day,
        Err(what) => return problems(&[format!("published: {what}")]),
    };
    let replacement = match asked.replacement.as_str() {
        "" => None,
        row => match (writers.read)(row, &world.book.vocabulary, &world.gazetteer) {
            Ok(facts) if facts.len() == 1 => facts.into_iter().next(),
            Ok(facts) => return problems(&[format!("replacement: one row is allowed, there are {}", facts.len())]),
            Err(found) => return problems(&found),
        },
    };
    let correcting = Correcting {
        fact: &asked.fact,
        replacement: replacement.as_ref(),
        reason: &asked.reason,
        evidence: &asked.evidence,
        published,
        key: Some(&key),
    };
    told(writers.ledger.correct(&correcting, &world.book.vocabulary).await)
}

/// Who may enter, under which key, and what.
fn admitted<'d>(desk: &'d Desk, headers: &HeaderMap, body: Read) -> Result<(&'d Writers, String, Bytes), (u16, String)> {
    let refused = |status, why: &str| Err((status, why.to_owned()));
    let Some(writers) = desk.writers() else {
        return refused(404, "nothing can be entered here: this site was started without --token");
    };
    if !writers.lets_in(headers) {
        return refused(401, "only who holds the token of this site may enter: Authorization: Bearer TOKEN");
    }
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok()).map(str::trim).filter(|key| !key.is_empty());
    let Some(key) = key else {
        return refused(400, "the header Idempotency-Key is missing: a name for this request, the same when it is sent again");
    };
    if key.len() > LONGEST_KEY {
        return refused(400, "the header Idempotency-Key has at most 200 letters");
    }
    match body {
        Ok(body) => Ok((writers, format!("http:{key}"), body)),
        Err(rejection) if rejection.status().as_u16() == 413 => {
            let most = LARGEST_BODY >> 20;
            Err((
                413,
                format!(
                    "nothing was entered: the body has more than {most} MB; send the rows in smaller parts, each under a key of its own"
                ),
            ))
        }
        Err(rejection) => Err((
            rejection.status().as_u16(),
            format!(
                "nothing was entered: the body did not come whole ({}); send it again under the same key",
                rejection.body_text()
            ),
        )),
    }
}

fn problems(found: &[String]) -> Response {
    answer(422, JSON, json!({ "error": "nothing was entered", "problems": found }).to_string())
}

fn told(written: Result<Written, LedgerError>) -> Response {
    match written {
        Ok(written) => {
            let says = json!({ "first": written.first, "last": written.last, "entered": written.many(), "again": written.again });
            answer(200, JSON, says.to_string())
        }
        Err(error) => {
            let status = match &error {
                LedgerError::NoRoom { .. } => 507,
                LedgerError::OtherContent { .. } => 409,
                LedgerError::NothingToCorrect { .. } | LedgerError::Unreasoned | LedgerError::TooLong { .. } => 422,
                _ => 503,
            };
            answer(status, JSON, json!({ "error": error.told_outside(), "again": error.may_pass() }).to_string())
        }
    }
}
