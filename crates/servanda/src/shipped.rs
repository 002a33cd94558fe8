//! The law, the register and the words that the binary carries.

use include_dir::{Dir, include_dir};

static LAW: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../law");
static REGISTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../register");
static LOCALES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../locales");

/// Files as (name below their folder, text), by name.
pub type Files = Vec<(String, String)>;

/// The book.
pub fn law() -> Files {
    files(&LAW)
}

/// The tables of the register.
pub fn register() -> Files {
    files(&REGISTER)
}

/// The sentences: `en/words.ftl`, …
pub fn locales() -> Files {
    files(&LOCALES)
}

fn files(dir: &Dir<'_>) -> Files {
    let mut found = Vec::new();
    collect(dir, &mut found);
    found.sort();
    found
}

fn collect(dir: &Dir<'_>, found: &mut Files) {
    for file in dir.files() {
        if let Some(text) = file.contents_utf8() {
            found.push((file.path().to_string_lossy().replace('\\', "/"), text.to_owned()));
        }
    }
    dir.dirs().for_each(|inner| collect(inner, found));
}
