use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

/// An answer with its type. Pages are computed from memory in milliseconds: nothing is kept by browsers but the style sheet.
pub(crate) fn answer(status: u16, kind: &'static str, body: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-cache")], body).into_response()
}

/// Bytes with their type, and how long they may be kept.
pub(crate) fn bytes(kind: &'static str, kept: &'static str, body: Vec<u8>) -> Response {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, kept)], body).into_response()
}

pub(crate) const HTML: &str = "text/html; charset=utf-8";
pub(crate) const JSON: &str = "application/json";
pub(crate) const CSV: &str = "text/csv; charset=utf-8";
pub(crate) const ICS: &str = "text/calendar; charset=utf-8";
pub(crate) const CSS: &str = "text/css; charset=utf-8";
