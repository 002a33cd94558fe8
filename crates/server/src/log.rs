//! The public log as addresses: the layout of C2SP tlog-tiles below `/log/`, and beside it proofs, entries and documents.

use crate::answer::{JSON, answer, bytes};
use crate::{Desk, Notary};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use ledger::{Kind, LedgerError};
use std::sync::Arc;
use std::time::Duration;
use tlog::Tile;

const TEXT: &str = "text/plain; charset=utf-8";
const OCTETS: &str = "application/octet-stream";

/// What never changes may be kept for ever.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const FRESH: &str = "no-cache";

/// `/log`: the page about it, of the book's first treaty.
pub(crate) async fn page(State(desk): State<Arc<Desk>>) -> Response {
    let reading = desk.reading();
    let treaty = reading.site.world.book.chapters().next().map(|c| c.treaty.treaty.to_string()).unwrap_or_default();
    Redirect::to(&format!("/{treaty}/log")).into_response()
}

/// Everything below `/log/`.
pub(crate) async fn below(State(desk): State<Arc<Desk>>, Path(path): Path<String>) -> Response {
    let Some(notary) = desk.notary() else { return answer(404, TEXT, "this site has no public log\n".to_owned()) };
    match found(notary, &path).await {
        Ok(Some(response)) => response,
        Ok(None) => answer(404, TEXT, format!("there is no /log/{path}: docs/log.md tells what there is\n")),
        Err(error) => answer(503, TEXT, format!("{}\n", error.told_outside())),
    }
}

async fn found(notary: &Notary, path: &str) -> Result<Option<Response>, LedgerError> {
    let log = notary.log();
    if path == "key" {
        return Ok(Some(answer(200, TEXT, format!("{}\n", log.key()))));
    }
    if path == "follows" {
        return Ok(log.ledger().follows_told().await?.map(|told| answer(200, JSON, told)));
    }
    if path == "checkpoint" {
        let newest = log.ledger().newest(Kind::Public).await?;
        return Ok(newest.map(|signed| answer(200, TEXT, signed.published())));
    }
    if path.starts_with("tile/") {
        let Some(tile) = Tile::parse(path) else { return Ok(None) };
        return Ok(log.tile(&tile).await?.map(|tile| bytes(OCTETS, FOR_EVER, tile)));
    }
    let Some((what, of)) = path.split_once('/') else { return Ok(None) };
    match what {
        "checkpoints" => {
            let Ok(size) = of.parse() else { return Ok(None) };
            let signed = log.ledger().checkpoint(Kind::Public, size).await?;
            Ok(signed.map(|signed| answer(200, TEXT, signed.published())))
        }
        "entry" => {
            let Ok(number) = of.parse() else { return Ok(None) };
            Ok(log.ledger().leaf(number).await?.map(|leaf| bytes(JSON, FOR_EVER, leaf.into_bytes())))
        }
        "proof" => {
            let Ok(number) = of.trim_end_matches(".tlog-proof").parse() else { return Ok(None) };
            Ok(log.receipt(number).await?.map(|proof| bytes(TEXT, FRESH, proof.to_string().into_bytes())))
        }
        "evidence" => {
            let document = log.ledger().files().document(of)?;
            // Whatever it is, it is handed over as a file and never shown as a page of ours.
            Ok(document.map(|document| {
                let mut response = bytes(OCTETS, FOR_EVER, document);
                let attachment = axum::http::HeaderValue::from_static("attachment");
                response.headers_mut().insert(axum::http::header::CONTENT_DISPOSITION, attachment);
                response
            }))
        }
        _ => Ok(None),
    }
}

/// How long the store is waited for when somebody asks how this instance is.
const PATIENCE: Duration = Duration::from_secs(2);

/// `/health`: whether this instance can be asked, for whoever shares requests among several. Not well where the store cannot be read
/// or entries have waited for a signature longer than they should.
pub(crate) async fn health(State(desk): State<Arc<Desk>>) -> Response {
    let reading = desk.reading();
    let shown = reading.site.world.register.entries();
    let Some(notary) = desk.notary() else {
        return answer(200, JSON, serde_json::json!({ "well": true, "entries": shown }).to_string());
    };
    let asked = async { Ok::<_, LedgerError>((notary.log().ledger().entries().await?, notary.status().await?)) };
    let unwell = |why: String| {
        let says = serde_json::json!({ "well": false, "entries": shown, "writable": false, "why": why });
        answer(503, JSON, says.to_string())
    };
    let (held, status) = match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(told)) => told,
        Ok(Err(error)) => return unwell(error.told_outside()),
        Err(_) => return unwell("the ledger does not answer at the moment".to_owned()),
    };
    let signed = status.checkpoint.as_ref().map_or(0, |c| c.size);
    let well = status.unsigned.is_none();
    let says = serde_json::json!({
        "well": well, "entries": shown, "held": held, "signed": signed, "writable": status.closed.is_none(),
        "why": status.unsigned.or(status.closed),
    });
    answer(if well { 200 } else { 503 }, JSON, says.to_string())
}
