//! L-02: every checkpoint ever signed is consistent with every other, whatever happens to program and store meanwhile.

use crate::checked;
use crate::support::{Chance, Place, facts_from, leaves, more, on_every_store, sqlite, tell, times, vocabulary};
use ledger::{Export, Kind, Ledger, LedgerError, Log, Verifying};
use std::path::{Path, PathBuf};
use tlog::{Checkpoint, consistent};

/// A log in use, and all that was ever signed of it.
struct Run {
    place: Place,
    ledger: Ledger,
    log: Log,
    mirror: PathBuf,
    notes: Vec<String>,
    restored: usize,
    refused: usize,
}

impl Run {
    async fn new(place: Place) -> Run {
        let (ledger, log) = place.open_log(7).await;
        Run { mirror: place.folder.join("mirror"), place, ledger, log, notes: Vec::new(), restored: 0, refused: 0 }
    }

    async fn sign(&mut self) {
        let signed = self.log.sign(self.notes.len() as u64).await.unwrap().unwrap();
        self.notes.push(signed.note);
    }

    async fn open_again(&mut self) {
        self.ledger.close().await;
        (self.ledger, self.log) = self.place.open_log(7).await;
        assert_eq!(self.log.sign(0).await.unwrap(), None);
    }

    /// A copy is made, the log goes on, the store is lost; the copy comes back, and what was signed since comes from the mirror.
    async fn restore(&mut self, chance: &mut Chance) {
        let copy = self.place.folder.join(format!("copy-{}.db", self.restored));
        self.ledger.backup(&copy).await.unwrap();
        for _ in 0..1 + chance.below(3) {
            more(&self.ledger, 1 + chance.below(3)).await;
            self.sign().await;
        }
        self.log.export(&self.mirror, &vocabulary()).await.unwrap();
        self.ledger.close().await;
        self.place = self.place.beside().await;
        let ledger = self.place.open().await;
        ledger.restore(&copy).await.unwrap();
        let log = Log::open(&ledger).await.unwrap().unwrap();
        self.is_refused(log.sign(0).await.map(|_| ())).await;
        self.is_refused(ledger.append(&facts_from(999_999, 1), &vocabulary(), || ()).await.map(|_| ())).await;
        self.is_refused(ledger.reconcile(&[]).await.map(|_| ())).await;
        // And what a mistaken hand could do: the mark of the restored one taken away.
        ledger.raw("delete from memory").await.unwrap();
        ledger.close().await;
        let (ledger, log) = self.place.open_log(7).await;
        self.is_refused(log.sign(0).await.map(|_| ())).await;
        self.is_refused(ledger.append(&facts_from(999_999, 1), &vocabulary(), || ()).await.map(|_| ())).await;
        ledger.take(&Export::read(&self.mirror, Some(log.key())).unwrap(), 0).await.unwrap();
        ledger.reconcile(&[]).await.unwrap();
        std::fs::remove_file(copy).unwrap();
        (self.ledger, self.log, self.restored) = (ledger, log, self.restored + 1);
    }

    async fn is_refused(&mut self, tried: Result<(), LedgerError>) {
        let error = tried.unwrap_err();
        assert!(matches!(error, LedgerError::Behind { .. }), "{error}");
        self.refused += 1;
    }
}

#[tokio::test]
async fn every_checkpoint_is_consistent_with_every_other_whatever_happens_meanwhile() {
    on_every_store(async |place: Place| {
        let mut chance = Chance::new(2);
        let (many, seldom) = if place.is_sqlite() { (times(2_000, 10_000), 500) } else { (times(120, 1_000), 40) };
        let mut run = Run::new(place).await;
        let mut opened = 0;
        while run.notes.len() < many {
            more(&run.ledger, 1 + chance.below(3)).await;
            run.sign().await;
            match chance.below(seldom) {
                0..5 => {
                    run.open_again().await;
                    opened += 1;
                }
                5 => run.restore(&mut chance).await,
                _ => {}
            }
        }
        let checkpoints: Vec<Checkpoint> = run.notes.iter().map(|note| checked(note, run.log.key())).collect();
        for pair in checkpoints.windows(2) {
            assert!(pair[0].size < pair[1].size);
            is_consistent(&run.log, &pair[0], &pair[1]);
        }
        for _ in 0..many {
            let (one, other) = (chance.below(checkpoints.len()), chance.below(checkpoints.len()));
            is_consistent(&run.log, &checkpoints[one.min(other)], &checkpoints[one.max(other)]);
        }
        // On record is what was signed, no more and no less.
        let on_record = run.ledger.checkpoints(Kind::Public).await.unwrap();
        assert!(on_record.into_iter().map(|signed| signed.note).eq(run.notes));
        assert_eq!(run.ledger.verify(&Verifying::default()).await.unwrap().differences, [""; 0]);
        assert!(opened > 0 && run.restored > 0, "{opened} {}", run.restored);
        tell(&format!(
            "L-02: {} checkpoints, opened again {opened} times, restored {}, refused {}; all consistent",
            checkpoints.len(),
            run.restored,
            run.refused
        ));
        run.ledger.close().await;
    })
    .await;
}

fn is_consistent(log: &Log, old: &Checkpoint, new: &Checkpoint) {
    let proof = log.consistency(old.size, new.size).unwrap();
    assert!(consistent(old.size, &old.root, new.size, &new.root, &proof), "{} and {}", old.size, new.size);
}

/// The other way round: without what lies beside the store, and without the mark of the restored one, the same key signs another
/// history, and the comparison above finds it.
#[tokio::test]
async fn without_what_lies_beside_the_store_a_second_history_would_be_signed_and_found() {
    let place = sqlite();
    let (ledger, log) = place.open_log(7).await;
    more(&ledger, 3).await;
    log.sign(1).await.unwrap();
    let copy = place.folder.join("copy.db");
    ledger.backup(&copy).await.unwrap();
    more(&ledger, 2).await;
    let ours = checked(&log.sign(2).await.unwrap().unwrap().note, log.key());
    let (fork, theirs) = fork(&place, &copy).await;
    let proof = log.consistency(ours.size, theirs.size).or_else(|| fork.consistency(ours.size, theirs.size)).unwrap();
    assert!(!consistent(ours.size, &ours.root, theirs.size, &theirs.root, &proof));
    // Its export, well signed, is refused by a store that knows what was signed; and nothing of it has come in.
    let folder = place.folder.join("fork");
    fork.export(&folder, &vocabulary()).await.unwrap();
    let forked = Export::read(&folder, Some(log.key())).unwrap();
    let restored = place.beside().await.open().await;
    restored.restore(&copy).await.unwrap();
    for store in [&restored, &ledger, &place.beside().await.open().await] {
        let before = leaves(store).await;
        let refused = store.take(&forked, 3).await.unwrap_err();
        assert!(matches!(refused, LedgerError::Behind { .. }), "{refused}");
        assert_eq!(leaves(store).await, before);
    }
    let note = std::fs::read_to_string(folder.join("checkpoint")).unwrap();
    let refused = restored.reconcile(&[note]).await.unwrap_err();
    assert!(matches!(refused, LedgerError::Behind { .. }), "{refused}");
}

/// What a copy becomes whose hands have the key and forget the rest.
async fn fork(place: &Place, copy: &Path) -> (Log, Checkpoint) {
    let keys = place.folder.join("forgetful keys");
    std::fs::create_dir_all(&keys).unwrap();
    std::fs::copy(place.folder.join("keys/log.key"), keys.join("log.key")).unwrap();
    let file = place.folder.join("fork.db");
    std::fs::copy(copy, &file).unwrap();
    let opening = ledger::Opening { keys: Some(keys), ..place.opening() };
    let ledger = Ledger::open_with(&format!("sqlite:{}", file.display()), &opening).await.unwrap();
    ledger.append(&facts_from(700, 3), &vocabulary(), || ()).await.unwrap();
    let log = Log::open(&ledger).await.unwrap().unwrap();
    let signed = log.sign(9).await.unwrap().unwrap();
    let checkpoint = checked(&signed.note, log.key());
    (log, checkpoint)
}
