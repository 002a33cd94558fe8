//! a bit flips between entering and signing, in memory or in the store. What is signed is what was entered, or nothing is.

use crate::support::{
    Chance, Place, Stranger, facts_from, leaves, more, on_every_store, postgres, sqlite, tell, times, vocabulary,
};
use ledger::{LedgerError, Log};
use std::collections::BTreeMap;
use tlog::{Checkpoint, Hash, Note, Tree, leaf_hash};

#[tokio::test]
async fn a_bit_that_flips_before_signing_is_never_signed() {
    on_every_store(async |place: Place| {
        let (many, mut chance) = (if place.is_sqlite() { times(100, 10_000) } else { times(25, 500) }, Chance::new(9));
        let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
        // A new store after so many: the time goes into the flips and not into reading a long log again.
        for first in (0..many).step_by(ROUNDS) {
            let store = if place.is_sqlite() { sqlite() } else { postgres().await.unwrap() };
            flips(&store, ROUNDS.min(many - first), &mut chance, &mut counted).await;
            store.done().await;
        }
        tell(&format!("R-09 {}: {counted:?}", if place.is_sqlite() { "SQLite" } else { "PostgreSQL" }));
        assert!(counted.contains_key(NAMED) && counted.contains_key("signed as it was entered"), "{counted:?}");
    })
    .await;
}

/// How many flips a store is put to.
const ROUNDS: usize = 250;

async fn flips(place: &Place, rounds: usize, chance: &mut Chance, counted: &mut BTreeMap<&'static str, usize>) {
    let (ledger, log) = place.open_log(7).await;
    let stranger = Stranger::at(place).await;
    stranger.unguard().await;
    more(&ledger, 40).await;
    log.sign(0).await.unwrap();
    for now in 1..=rounds {
        let before = ledger.entries().await.unwrap() as usize;
        more(&ledger, 1 + chance.below(4)).await;
        let held = leaves(&ledger).await;
        let root = held.iter().map(|leaf| leaf_hash(leaf.as_bytes())).collect::<Tree>().root();
        // Mostly in what is new, for there nothing signed before stands against it.
        let index = if chance.below(4) == 0 { chance.below(held.len()) } else { before + chance.below(held.len() - before) };
        let fault = Fault { index, is_new: index >= before, bit: chance.below(256) };
        let kind = chance.below(6);
        let undo = fault.happen(kind, &log, &stranger, &held[index], chance).await;
        let told = match log.sign(now as u64).await {
            Ok(signed) => {
                let signed = signed.unwrap();
                assert_eq!(root_of(&signed.note), root, "{kind} {fault:?}");
                "signed as it was entered"
            }
            Err(error) => fault.told(kind, &error),
        };
        *counted.entry(told).or_default() += 1;
        // The machine is mended: the rest is signed, and is what was entered.
        if let Some(undo) = undo {
            stranger.run(&undo).await;
        }
        ledger.look_behind().await.unwrap();
        if let Some(signed) = log.sign(now as u64).await.unwrap() {
            assert_eq!(root_of(&signed.note), root);
        }
    }
    stranger.close().await;
    ledger.close().await;
}

/// Refused, and the entry is named.
const NAMED: &str = "refused, the entry named";

/// Refused, and which entry it is cannot be told any more.
const UNNAMED: &str = "refused";

fn root_of(note: &str) -> Hash {
    let note: Note = note.parse().unwrap();
    Checkpoint::parse(&note.text).unwrap().root
}

/// A bit of something about an entry.
#[derive(Debug)]
struct Fault {
    index: usize,
    is_new: bool,
    bit: usize,
}

impl Fault {
    /// Lets it happen, in one of six ways; what mends it in the store.
    async fn happen(&self, kind: usize, log: &Log, stranger: &Stranger, leaf: &str, chance: &mut Chance) -> Option<String> {
        let (number, hash) = (self.index + 1, leaf_hash(leaf.as_bytes()));
        match kind {
            0 | 1 => {
                log.catch_up().await.unwrap();
                let level = if kind == 0 { 0 } else { 1 + chance.below(4) };
                log.flip(level, self.index >> level, self.bit);
                None
            }
            2 | 3 => {
                if kind == 2 {
                    log.catch_up().await.unwrap();
                }
                let mut bytes = leaf.as_bytes().to_vec();
                // A text stays a text: in every one of its letters, the lowest bits may flip.
                let at = chance.below(bytes.len());
                bytes[at] ^= 1 << chance.below(3);
                stranger.run(&set("leaf", number, &text(stranger, &bytes))).await;
                Some(set("leaf", number, &text(stranger, leaf.as_bytes())))
            }
            _ => {
                if kind == 4 {
                    log.catch_up().await.unwrap();
                }
                let mut flipped = hash;
                flipped[self.bit / 8] ^= 1 << (self.bit % 8);
                stranger.run(&set("hash", number, &blob(stranger, &flipped))).await;
                Some(set("hash", number, &blob(stranger, &hash)))
            }
        }
    }

    /// How it was told.
    fn told(&self, kind: usize, error: &LedgerError) -> &'static str {
        let text = error.to_string();
        let named = text.contains(&format!("entry {} ", self.index + 1)) || text.contains(&format!("entry {}:", self.index + 1));
        // Where only a hash over several entries flipped, none of them is wrong.
        let can_be_named = self.is_new && kind != 1;
        assert!(named || !can_be_named, "{self:?} {kind}: {text}");
        if named { NAMED } else { UNNAMED }
    }
}

fn set(column: &str, number: usize, value: &str) -> String {
    format!("update entry set {column} = {value} where number = {number}")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn blob(stranger: &Stranger, bytes: &[u8]) -> String {
    match stranger {
        Stranger::Sqlite(_) => format!("x'{}'", hex(bytes)),
        Stranger::Postgres(_) => format!("'\\x{}'", hex(bytes)),
    }
}

fn text(stranger: &Stranger, bytes: &[u8]) -> String {
    match stranger {
        Stranger::Sqlite(_) => format!("cast(x'{}' as text)", hex(bytes)),
        Stranger::Postgres(_) => format!("convert_from('\\x{}', 'UTF8')", hex(bytes)),
    }
}

/// The opposite: had only the tree in memory been asked, something else than what was entered would have been signed.
#[tokio::test]
async fn a_bit_that_flips_in_memory_would_change_what_is_signed() {
    on_every_store(async |place: Place| {
        let (ledger, log) = place.open_log(7).await;
        ledger.append(&facts_from(0, 9), &vocabulary(), || ()).await.unwrap();
        log.catch_up().await.unwrap();
        let right = log.root_at(9).unwrap();
        for (level, index) in [(0, 8), (3, 0)] {
            log.flip(level, index, 77);
            assert_ne!(log.root_at(9).unwrap(), right, "level {level}");
            let refused = log.sign(1).await.unwrap_err();
            assert!(matches!(refused, LedgerError::NotSigned { .. }), "{refused}");
            log.flip(level, index, 77);
        }
        assert_eq!(root_of(&log.sign(1).await.unwrap().unwrap().note), right);
    })
    .await;
}
