//! What the formats share in writing: base64, whole numbers, lines. One way to write each, so that no two texts mean the same.

use crate::Hash;
use base64::{Engine, engine::general_purpose::STANDARD};

/// Bytes in standard base64, padded (RFC 4648 section 4).
pub fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The bytes of a base64 text; nothing where it is not padded, or has bits left over.
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// A hash written in base64.
pub fn hash_of(text: &str) -> Option<Hash> {
    from_base64(text)?.try_into().ok()
}

/// A whole number in decimal digits, without sign and leading zeros.
pub fn number(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if plain { text.parse().ok() } else { None }
}

/// The first control character that is not the end of a line. None may stand in a note.
pub fn control(text: &str) -> Option<char> {
    text.chars().find(|c| *c < ' ' && *c != '\n')
}

/// A piece of somebody else's text, short enough for a message, and nothing in it that moves the cursor.
pub fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("{short:?}")
}
