//! A site that follows its store: what another program appends is on the pages a moment later.

use crate::Desk;
use findings::Change;
use ledger::{Ears, Ledger, LedgerError, Since};
use std::convert::Infallible;
use std::ops::RangeInclusive;
use std::time::Duration;

/// How long the store is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long signing may take; what it makes last it waits for.
const SIGNING: Duration = Duration::from_secs(60);

/// At every how many looks a store that is behind is looked at again: somebody may have brought it to where the log was.
const SELDOM: u32 = 20;

/// What there is to tell of the store.
#[derive(Debug)]
pub enum News {
    /// Something was entered and is on the pages.
    Entered(Entered),
    /// The store cannot be read: the pages go on with what is known. Told once, until it can be read again.
    Unreadable(LedgerError),
    /// The store can be read again.
    Readable,
    /// What was entered cannot be signed, and why. Told once, until it is.
    Unsigned(LedgerError),
    /// Entries are signed again.
    Signing,
    /// A witness did not sign: its name, and why. Told once, until the reason is another one.
    Unseen(String, String),
}

/// What was entered, and what it changed.
#[derive(Debug)]
pub struct Entered {
    /// The numbers of the entries.
    pub entries: RangeInclusive<u32>,
    /// The findings of the day that stand otherwise, or fall due on another day.
    pub changes: Vec<Change>,
}

/// Looks for new entries again and again, at most every so often, and lays out the site that knows them. Never ends by itself.
pub async fn follow(desk: &Desk, ledger: &Ledger, every: Duration, mut hear: impl FnMut(News)) -> Infallible {
    let mut troubled = false;
    let mut ears = None;
    let mut looks = 0_u32;
    loop {
        match &mut ears {
            Some(ears) => ledger::Ears::wait(ears, every).await,
            None => tokio::time::sleep(every).await,
        }
        looks = looks.wrapping_add(1);
        let again = if ledger.stands_apart().is_some() { looks.is_multiple_of(SELDOM) } else { troubled };
        // A store that does not answer at all is one that cannot be read.
        let looked = tokio::time::timeout(PATIENCE, look(desk, ledger, again)).await;
        match looked.unwrap_or_else(|_| Err(no_answer(ledger))) {
            Ok(entered) => {
                if std::mem::take(&mut troubled) {
                    hear(News::Readable);
                }
                entered.into_iter().for_each(|entered| hear(News::Entered(entered)));
                if ears.as_ref().is_none_or(Ears::is_deaf) {
                    ears = ledger.listen().await.ok();
                }
            }
            Err(error) => {
                let lost = error.is_lost();
                if !std::mem::replace(&mut troubled, true) {
                    hear(News::Unreadable(error));
                }
                if lost {
                    // Where there is no server either, the next look tells.
                    let _ = ledger.find_again().await;
                }
            }
        }
    }
}

fn no_answer(ledger: &Ledger) -> LedgerError {
    LedgerError::Unreachable { store: ledger.address().shown(), why: "it does not answer".to_owned() }
}

/// Keeps the public log signed, at most every so often, and has it seen by its witnesses. Never ends by itself.
pub async fn attend(desk: &Desk, every: Duration, mut hear: impl FnMut(News)) -> Infallible {
    let mut troubled = false;
    let mut told: Vec<(String, String)> = Vec::new();
    loop {
        if let Some(notary) = desk.notary() {
            let signed = tokio::time::timeout(SIGNING, notary.sign(desk.now())).await;
            match signed.unwrap_or_else(|_| Err(no_answer(notary.log().ledger()))) {
                Ok(_) if std::mem::take(&mut troubled) => hear(News::Signing),
                Ok(_) => {}
                Err(error) if !std::mem::replace(&mut troubled, true) => hear(News::Unsigned(error)),
                Err(_) => {}
            }
            tell(desk, notary).await;
            if notary.ask_witnesses(desk.now()).await.unwrap_or(false) {
                tell(desk, notary).await;
            }
            let refusals = notary.refusals();
            for refusal in refusals.iter().filter(|refusal| !told.contains(refusal)) {
                hear(News::Unseen(refusal.0.clone(), refusal.1.clone()));
            }
            told = refusals;
        }
        tokio::time::sleep(every).await;
    }
}

/// Where the store cannot be asked, the pages keep what was said before, and its age grows.
async fn tell(desk: &Desk, notary: &crate::Notary) {
    if let Ok(status) = notary.status().await {
        desk.tell_log(status);
    }
}

/// Looks once; none where nothing was entered. Where that is asked, it is first looked whether the store goes on from what was known.
async fn look(desk: &Desk, ledger: &Ledger, again: bool) -> Result<Option<Entered>, LedgerError> {
    let reading = desk.reading();
    let before = &reading.site.world;
    let known = before.register.entries();
    let held = ledger.entries().await?;
    if held < known {
        // A standby that was behind took over, or a copy was put in its place: what was read here is not there any more.
        return Err(ledger.went_back(held, known));
    }
    if again {
        ledger.look_again().await?;
    }
    // What a store holds that does not go on from there is not put on the pages.
    if let Some(behind) = ledger.stands_apart() {
        return Err(behind);
    }
    if held == known {
        return Ok(None);
    }
    let Since { facts, corrections, evidence } = ledger.since(known, &before.book.vocabulary).await?;
    let after = before.with(facts, corrections).attach(evidence);
    desk.lay_out(reading.site.with(after.clone()));
    let changes = findings::changes_of_entries(before, &after, reading.today);
    Ok(Some(Entered { entries: known + 1..=after.register.entries(), changes }))
}
