//! What every fault is tried on: a place with a store, a site started there, writers who note what was acknowledged, and the settling
//! of accounts afterwards. The address of the store is a parameter: the same on SQLite and on PostgreSQL.

mod account;
mod dice;
mod held;
mod http;
mod place;
mod site;
mod writer;

pub use account::{Account, Batch};
pub use dice::Dice;
pub use held::{Held, differences, held, settle, settle_by_reading};
pub use http::{Answer, ask};
pub use place::{Place, rows, table};
pub use site::Site;
pub use writer::{Sent, Writer};

use std::io::Write;
use std::time::{Duration, Instant};

/// The token of every site started here.
pub const TOKEN: &str = "a token of the tests, which opens nothing else";

/// A number for this run: the first in an ordinary run, the second in a drill.
pub fn size(ordinary: usize, drill: usize) -> usize {
    if is_drill() { drill } else { ordinary }
}

/// Whether this run is a drill.
pub fn is_drill() -> bool {
    std::env::var("SERVANDA_DRILL").is_ok_and(|text| text == "1")
}

/// Waits until something is so.
pub fn wait(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(30), "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Says something past the test runner, which would keep it to itself when the test passes.
pub fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
