//! Serve the site and follow its store; on the first start, load the shipped register.

use super::out::{out, told, warned};
use super::{entered, load};
use crate::source::{self, Ground};
use crate::{Outcome, clock};
use anyhow::{Context, Result, anyhow};
use findings::World;
use ledger::Ledger;
use server::{Desk, News};
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

/// How often the site looks whether something was entered.
const LOOKS: Duration = Duration::from_millis(500);

pub fn serve(ground: Ground<'_>, listen: &str) -> Result<Outcome> {
    // The door first: where it is taken, nothing has been written yet.
    let door = TcpListener::bind(listen).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            anyhow!("{listen} is in use by another program\n  hint: choose another door with --listen 127.0.0.1:PORT")
        }
        _ => anyhow!(
            "the site cannot be served on {listen}: {error}\n  hint: --listen takes an address and a port, e.g. 127.0.0.1:8710"
        ),
    })?;
    let book = ground.book()?;
    let tables = source::tables(None)?;
    let gazetteer = source::gazetteer(&tables)?;
    source::runtime()?.block_on(async {
        let ledger = Ledger::open(ground.db).await?;
        if ledger.entries().await? == 0 {
            load::append(&ledger, &source::facts(&tables, &book.vocabulary, &gazetteer)?, &book.vocabulary).await?;
        }
        let register = ledger.register(&book.vocabulary).await?;
        let facts = register.len();
        let site = source::site(World::new(register, book, gazetteer))?;
        let address = door.local_addr().context("the door has no address")?;
        out(&format!("Servanda: {facts} facts, http://{address}\n"));
        let desk = Arc::new(Desk::new(site, clock::today));
        let followed = Arc::clone(&desk);
        tokio::spawn(async move { server::follow(&followed, &ledger, LOOKS, tell).await });
        server::serve(door, desk).await.context("the site stopped")
    })?;
    Ok(Outcome::Done)
}

/// Tells the operator what came into the store. Whether anybody listens is no concern of the site.
fn tell(news: News) {
    match news {
        News::Entered(entered) => {
            told(&format!("{}: {}\n", entered::entries(&entered.entries), entered::changes(&entered.changes, "changed")));
        }
        News::Unreadable(error) => {
            warned(&format!("the site goes on with what it knows: {error}\n"));
        }
        News::Readable => told("the ledger can be read again\n"),
    }
}
