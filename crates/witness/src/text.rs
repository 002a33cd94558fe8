//! Numbers and hashes as they are written in requests and answers.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tlog::Hash;

/// A whole number in decimal digits, without sign and leading zeros.
pub fn number(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if plain { text.parse().ok() } else { None }
}

/// A hash in base64.
pub fn hash_of(text: &str) -> Option<Hash> {
    STANDARD.decode(text).ok()?.try_into().ok()
}

/// A hash as base64.
pub fn to_base64(hash: &Hash) -> String {
    STANDARD.encode(hash)
}

/// Bytes as hexadecimal digits.
pub fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// A piece of somebody else's text, short enough for a message, and nothing in it that moves the cursor.
pub fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(120).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("{short:?}")
}

/// The name of a file that stands for this text: small letters, digits, dots, hyphens and underscores as they are, everything else as
/// `%` and two digits a byte, so that two texts never share a file, also where the file system knows no capitals.
pub fn file_name(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'_');
    text.bytes()
        .fold(String::new(), |name, b| if plain(b) { name + &char::from(b).to_string() } else { name + &format!("%{b:02x}") })
}
