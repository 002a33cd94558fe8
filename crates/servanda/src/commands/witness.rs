//! Run a witness of public logs: somebody other than their operator who remembers what they signed.

use super::out::{out, warned};
use crate::args::WitnessOrder;
use crate::{Outcome, clock, source};
use anyhow::{Context, Result, anyhow};
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use tlog::PublicKey;
use witness::{Folder, Limits, Witness, key_in, router, serve};

pub fn witness(order: &WitnessOrder) -> Result<Outcome> {
    // The keys and the door first: where they are not in order, nothing has been written yet.
    let logs = order.origin.iter().map(|text| key(text)).collect::<Result<Vec<_>>>()?;
    let door = TcpListener::bind(&order.listen).map_err(|error| {
        anyhow!(
            "the witness cannot listen on {}: {error}\n  hint: --listen takes an address and a free port, e.g. 127.0.0.1:8720",
            order.listen
        )
    })?;
    let address = format!("http://{}", door.local_addr().context("the door has no address")?);
    let folder = Folder::open(&order.keep, "lock")?;
    let key = key_in(&folder, &order.name)?;
    let witness = Witness::open(Box::new(folder), key, logs, Box::new(|words| warned(&format!("{words}\n"))))?;
    out(&started(&witness, order, &address));
    let limits = Limits::default();
    let router = router(Arc::new(witness), clock::now, limits);
    source::runtime()?.block_on(serve(door, router, limits)).context("the witness stopped")?;
    Ok(Outcome::Done)
}

fn started(witness: &Witness, order: &WitnessOrder, address: &str) -> String {
    let (key, name) = (witness.key(), &order.name);
    format!(
        "Witness {name}, {address}, keeps what it knows in {}\nits key:      {key}\nin a policy:  witness {name} {key} {address}\n",
        order.keep.display()
    )
}

/// A public key, or the file that holds one.
fn key(text: &str) -> Result<PublicKey> {
    if Path::new(text).is_file() {
        let held = std::fs::read_to_string(text).map_err(|error| anyhow!("{text} cannot be read: {error}"))?;
        held.trim().parse().map_err(|error| anyhow!("in {text}, {error}"))
    } else {
        text.parse().map_err(|error| anyhow!("--origin {text:?} is no file, and as a key: {error}"))
    }
}
