//! the disk is full, or nearly. Nothing is entered, what is held can be read, and it goes on when there is room again.

use crate::support::{facts_from, leaves, more, sqlite, tell, vocabulary};
use ledger::{Ledger, LedgerError, Opening, Verifying};
use std::path::{Path, PathBuf};
use std::process::Command;

#[tokio::test]
async fn with_less_than_the_reserve_free_nothing_is_entered_and_what_is_held_can_be_read() {
    let place = sqlite();
    let (ledger, log) = place.open_log(7).await;
    more(&ledger, 3).await;
    log.sign(1).await.unwrap();
    more(&ledger, 1).await;
    ledger.close().await;
    let opening = Opening { reserve: u64::MAX, ..place.opening() };
    let full = Ledger::open_with(&place.address, &opening).await.unwrap();
    let log = ledger::Log::open(&full).await.unwrap().unwrap();
    for refused in [
        full.append(&facts_from(9, 1), &vocabulary(), || ()).await.map(|_| ()),
        full.seal("draft", b"stocks: 4", [1; 32]).await.map(|_| ()),
    ] {
        let refused = refused.unwrap_err();
        assert!(matches!(refused, LedgerError::NoRoom { .. }) && refused.may_pass(), "{refused}");
    }
    assert_eq!(log.sign(2).await.unwrap().unwrap().size, 4, "what was acknowledged is signed: the reserve is kept for that");
    assert_eq!(full.since(0, &vocabulary()).await.unwrap().facts.len(), 4);
    assert!(log.proof(3).await.unwrap().is_some());
    assert_eq!(full.verify(&Verifying::default()).await.unwrap().differences, [""; 0]);
}

/// A small file system of its own, taken away when the test is over.
struct Small(PathBuf);

impl Small {
    /// Where this user may make one.
    fn of(folder: &Path, megabytes: usize) -> Option<Small> {
        std::fs::create_dir_all(folder).unwrap();
        let size = format!("size={megabytes}m");
        let made = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "servanda-test"]).arg(folder).output();
        made.is_ok_and(|made| made.status.success()).then(|| Small(folder.to_owned()))
    }

    /// Fills it up to so many bytes.
    fn fill(&self, left: u64) {
        let free = || {
            let said = Command::new("stat").args(["-f", "-c", "%a %S"]).arg(&self.0).output().unwrap().stdout;
            let said = String::from_utf8(said).unwrap();
            let (blocks, size) = said.trim().split_once(' ').unwrap();
            blocks.parse::<u64>().unwrap() * size.parse::<u64>().unwrap()
        };
        let many = free().saturating_sub(left);
        std::fs::write(self.0.join("filled"), vec![0; many as usize]).unwrap();
    }

    fn make_room(&self) {
        std::fs::remove_file(self.0.join("filled")).unwrap();
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).output();
    }
}

#[tokio::test]
async fn when_there_is_room_again_it_goes_on_without_being_opened_anew() {
    let place = sqlite();
    let Some(small) = Small::of(&place.folder.join("small"), 16) else {
        tell("R-07: this user may not mount a small file system: a full disk is not tried");
        return;
    };
    let address = format!("sqlite:{}", small.0.join("ledger.db").display());
    let opening = Opening { reserve: 4 << 20, keys: None, files: None };
    let ledger = Ledger::open_with(&address, &opening).await.unwrap();
    more(&ledger, 50).await;
    // Less than the reserve: refused before anything is tried.
    small.fill(3 << 20);
    let refused = ledger.append(&facts_from(50, 1), &vocabulary(), || ()).await.unwrap_err();
    assert!(matches!(refused, LedgerError::NoRoom { free: 2 | 3, reserve: 4 }), "{refused}");
    small.make_room();
    more(&ledger, 10).await;
    ledger.close().await;
    // Without a reserve, and really full: what was begun is taken back.
    let ledger = Ledger::open_with(&address, &Opening { reserve: 0, ..opening }).await.unwrap();
    small.fill(64 << 10);
    let (mut entered, mut refused) = (0, 0);
    for batch in 0..6 {
        match ledger.append(&facts_from(1_000 + batch * 500, 500), &vocabulary(), || ()).await {
            Ok(many) => entered += many,
            Err(error) => {
                assert!(matches!(error, LedgerError::NoRoom { .. }), "{error}");
                refused += 1;
            }
        }
        assert_eq!(ledger.entries().await.unwrap() as usize, 60 + entered, "all of a batch or nothing");
    }
    assert!(refused > 0);
    assert_eq!(leaves(&ledger).await.len(), 60 + entered, "what is held can be read");
    small.make_room();
    assert_eq!(ledger.append(&facts_from(9_000, 500), &vocabulary(), || ()).await.unwrap(), 500);
    assert_eq!(ledger.verify(&Verifying::default()).await.unwrap().differences, [""; 0]);
    tell(&format!("R-07: refused {refused} of 6 batches on a full disk, went on with room again"));
    ledger.close().await;
}
