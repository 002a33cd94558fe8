//! Serve the site and follow its store; on the first start, load the shipped register.

use super::out::{out, told, warned};
use super::{entered, load, log};
use crate::args::Serving;
use crate::source::{self, Ground};
use crate::{Outcome, clock};
use anyhow::{Context, Result, anyhow};
use facts::{Fact, Gazetteer, Vocabulary};
use findings::World;
use ledger::{Ledger, LedgerError};
use server::{Answered, Asking, Clock, Desk, News, Notary, Writers};
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tlog::Policy;

/// A token shorter than this can be guessed.
const SHORTEST_TOKEN: usize = 20;

/// How often the site looks whether something was entered.
const LOOKS: Duration = Duration::from_millis(500);

pub fn serve(ground: Ground<'_>, listen: &str, serving: &Serving) -> Result<Outcome> {
    // The door first: where it is taken, nothing has been written yet.
    let door = TcpListener::bind(listen).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            anyhow!("{listen} is in use by another program\n  hint: choose another door with --listen 127.0.0.1:PORT")
        }
        _ => anyhow!(
            "the site cannot be served on {listen}: {error}\n  hint: --listen takes an address and a port, e.g. 127.0.0.1:8710"
        ),
    })?;
    let policy = serving.policy.as_deref().map(log::read_policy).transpose()?;
    let token = serving.token.as_deref().map(read_token).transpose()?;
    let book = ground.book()?;
    let tables = source::tables(None)?;
    let gazetteer = source::gazetteer(&tables)?;
    source::runtime()?.block_on(async {
        let ledger = ground.ledger().await?;
        ledger.warnings().iter().for_each(|warning| warned(&format!("warning: {warning}\n")));
        if ledger.entries().await? == 0 {
            load::append(&ledger, &source::facts(&tables, &book.vocabulary, &gazetteer)?, &book.vocabulary).await?;
        }
        let register = ledger.register(&book.vocabulary).await?;
        let facts = register.len();
        let site = source::site(World::new(register, book, gazetteer))?;
        let address = door.local_addr().context("the door has no address")?;
        out(&format!("Servanda: {facts} facts, http://{address}\n"));
        let mut desk = Desk::with_clock(site, Clock { today: clock::today, now: clock::now });
        if let Some(notary) = notary(&ledger, serving.origin.as_deref(), policy).await {
            // Said before anybody asks: from the first page on, each tells how the log stands.
            if let Ok(status) = notary.status().await {
                desk.tell_log(status);
            }
            desk = desk.with_notary(Arc::new(notary));
        }
        if let Some(token) = token {
            desk = desk.with_writers(Writers::new(&token, ledger.clone(), Arc::new(read_rows)));
        }
        let desk = Arc::new(desk);
        let (followed, attended) = (Arc::clone(&desk), Arc::clone(&desk));
        tokio::spawn(async move { server::follow(&followed, &ledger, LOOKS, tell).await });
        tokio::spawn(async move { server::attend(&attended, LOOKS, tell).await });
        server::serve(door, desk).await.context("the site stopped")
    })?;
    Ok(Outcome::Done)
}

/// The public log of the site. Where there can be none, the operator hears why and the site is served without.
async fn notary(ledger: &Ledger, origin: Option<&str>, policy: Option<Policy>) -> Option<Notary> {
    if let Some(closed) = ledger.closed() {
        warned(&format!("{closed}\n"));
    }
    match log::open(ledger, origin).await {
        Ok(log) => {
            if !log.signs() {
                let keys = ledger.keys().folder().display().to_string();
                warned(&format!("the log {} is shown, and signed elsewhere: its key is not in {keys}\n", log.key().name()));
            }
            Some(Notary::new(log, policy, Some(Arc::new(ask))))
        }
        Err(error) => {
            warned(&format!("the site has no public log: {error}\n"));
            None
        }
    }
}

/// Asks a witness over the network.
fn ask(asking: &Asking) -> Result<Answered, String> {
    match witness::cosign(&asking.url, asking.old, &asking.proof, &asking.note) {
        Ok(witness::Answer::Lines(lines)) => Ok(Answered::Lines(lines)),
        Ok(witness::Answer::Behind(size)) => Ok(Answered::Behind(size)),
        Err(error) => Err(error.to_string()),
    }
}

/// The token in a file.
fn read_token(file: &Path) -> Result<String> {
    let token = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let token = token.trim().to_owned();
    if token.len() < SHORTEST_TOKEN {
        return Err(anyhow!(
            "{}: the token has {} letters; it needs at least {SHORTEST_TOKEN}\n  hint: head -c 24 /dev/urandom | base64 > {}",
            file.display(),
            token.len(),
            file.display()
        ));
    }
    Ok(token)
}

/// Reads rows that came over HTTP, with the columns of the register.
fn read_rows(text: &str, vocabulary: &Vocabulary, gazetteer: &Gazetteer) -> Result<Vec<Fact>, Vec<String>> {
    intake::read_table("rows", text, vocabulary, gazetteer).map_err(|problems| problems.iter().map(ToString::to_string).collect())
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
        News::Unsigned(error @ LedgerError::NotSigned { .. }) => warned(&format!("{error}\n")),
        News::Unsigned(error) => warned(&format!("nothing is signed: {error}\n")),
        News::Signing => told("the log is signed again\n"),
        News::Unseen(witness, why) => warned(&format!("the witness {witness} did not sign: {why}\n")),
    }
}
