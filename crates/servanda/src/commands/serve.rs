//! Serve the site; on the first start, load the shipped register.

use super::out::out;
use crate::{Outcome, clock, source};
use anyhow::{Context, Result, anyhow};
use findings::World;
use indicatif::{ProgressBar, ProgressStyle};
use ledger::Ledger;
use std::net::TcpListener;

pub fn serve(db: &str, listen: &str) -> Result<Outcome> {
    // The door first: where it is taken, nothing has been written yet.
    let door = TcpListener::bind(listen).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            anyhow!("{listen} is in use by another program\n  hint: choose another door with --listen 127.0.0.1:PORT")
        }
        _ => anyhow!(
            "the site cannot be served on {listen}: {error}\n  hint: --listen takes an address and a port, e.g. 127.0.0.1:8710"
        ),
    })?;
    let book = source::book(None)?;
    let tables = source::tables(None)?;
    let gazetteer = source::gazetteer(&tables)?;
    source::runtime()?.block_on(async {
        let ledger = Ledger::open(db).await?;
        if ledger.entries().await? == 0 {
            load(&ledger, &source::facts(&tables, &book.vocabulary, &gazetteer)?, &book.vocabulary).await?;
        }
        let register = ledger.register(&book.vocabulary).await?;
        let facts = register.len();
        let site = source::site(World::new(register, book, gazetteer))?;
        let address = door.local_addr().context("the door has no address")?;
        out(&format!("Servanda: {facts} facts, http://{address}\n"));
        server::serve(door, site, clock::today).await.context("the site stopped")
    })?;
    Ok(Outcome::Done)
}

async fn load(ledger: &Ledger, facts: &[facts::Fact], vocabulary: &facts::Vocabulary) -> Result<()> {
    let bar = ProgressBar::new(facts.len().try_into().unwrap_or(u64::MAX));
    let style = ProgressStyle::with_template("loading the register {bar:40} {pos}/{len} facts");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    ledger.append(facts, vocabulary, || bar.inc(1)).await?;
    bar.finish_and_clear();
    Ok(())
}
