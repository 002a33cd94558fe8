//! L-07: what was erased is nowhere in the store's files any more, nor in a copy made afterwards.

use crate::support::{Chance, Place, Stranger, file_at, more, on_every_store, sqlite, tell};
use ledger::{LedgerError, Verifying};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A payload, its salt, and the pieces of both that are looked for.
struct Secret {
    payload: Vec<u8>,
    salt: [u8; 32],
}

impl Secret {
    /// Sixty-four bytes that are nowhere else, so many times over.
    fn new(seed: u64, times: usize) -> Secret {
        let mut chance = Chance::new(seed);
        Secret { payload: chance.bytes(64).repeat(times), salt: chance.bytes(32).try_into().unwrap() }
    }

    /// How many pieces of it, of 16 bytes each, are in a file.
    fn pieces_in(&self, file: &Path) -> usize {
        let Ok(bytes) = std::fs::read(file) else { return 0 };
        let pieces: Vec<&[u8]> = self.payload[..64].chunks(16).chain(self.salt.chunks(16)).collect();
        let first: [bool; 256] = pieces.iter().fold([false; 256], |mut first, piece| {
            first[usize::from(piece[0])] = true;
            first
        });
        bytes.windows(16).filter(|window| first[usize::from(window[0])] && pieces.contains(window)).count()
    }
}

/// The files of a store that is a file, and what lies beside it.
fn files(place: &Place) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![place.folder.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() { folders.push(entry.path()) } else { files.push(entry.path()) }
        }
    }
    files
}

#[tokio::test]
async fn what_was_erased_is_in_no_file_of_the_store_any_more() {
    // Short ones stand in a page, long ones run over many.
    for (times, others) in [(1, 0), (3, 40), (400, 3), (4_000, 1)] {
        let place = sqlite();
        let (ledger, log) = place.open_log(7).await;
        more(&ledger, 5).await;
        let (gone, kept) = (Secret::new(1, times), Secret::new(2, times));
        for n in 0..others {
            let other = Secret::new(10 + n, 7);
            ledger.seal(&format!("other {n}"), &other.payload, other.salt).await.unwrap();
        }
        let number = ledger.seal("draft", &gone.payload, gone.salt).await.unwrap();
        let held = ledger.seal("another draft", &kept.payload, kept.salt).await.unwrap();
        log.sign_restricted(1).await.unwrap();
        let found = |secret: &Secret| files(&place).iter().map(|file| secret.pieces_in(file)).sum::<usize>();
        // The opposite: the same search finds it while it is held, and finds what is kept.
        assert!(found(&gone) >= 6 * times.min(2) && found(&kept) >= 6, "{} {}", found(&gone), found(&kept));
        assert!(ledger.erase(number, "asked for by the State").await.unwrap());
        assert_eq!(found(&gone), 0, "{times} times, beside {others}");
        assert!(found(&kept) >= 6);
        ledger.backup(&place.folder.join("copy.db")).await.unwrap();
        assert_eq!(found(&gone), 0, "nor in a copy");
        assert_eq!(ledger.unsealed(held).await.unwrap().unwrap(), kept.payload);
        log.sign_restricted(2).await.unwrap().unwrap();
        ledger.close().await;
        let ledger = place.open().await;
        assert_eq!((found(&gone), ledger.unsealed(number).await.unwrap()), (0, None));
        assert_eq!(ledger.verify(&Verifying::default()).await.unwrap().differences, [""; 0]);
    }
}

/// While somebody reads what was there before, the file cannot be written anew: that is said, and the second time it succeeds.
#[tokio::test]
async fn while_somebody_reads_an_older_state_it_is_said_that_pieces_may_be_left() {
    let place = sqlite();
    let ledger = place.open().await;
    let gone = Secret::new(1, 100);
    let number = ledger.seal("draft", &gone.payload, gone.salt).await.unwrap();
    let reader = file_at(place.address.parse().unwrap()).await.unwrap();
    let mut reading = reader.begin().await.unwrap();
    let _: i64 = sqlx::query_scalar("select count(*) from payload").fetch_one(&mut *reading).await.unwrap();
    ledger.raw("pragma busy_timeout = 200").await.unwrap();
    let told = ledger.erase(number, "asked for").await.unwrap_err();
    assert!(matches!(told, LedgerError::Unscrubbed { .. }) && told.to_string().contains("hint: "), "{told}");
    assert_eq!(ledger.unsealed(number).await.unwrap(), None, "it cannot be read any more");
    assert!(files(&place).iter().any(|file| gone.pieces_in(file) > 0));
    reading.rollback().await.unwrap();
    reader.close().await;
    assert!(!ledger.erase(number, "asked for").await.unwrap(), "there was nothing left to erase, only to write anew");
    assert_eq!(files(&place).iter().map(|file| gone.pieces_in(file)).sum::<usize>(), 0);
    assert_eq!(ledger.restricted().await.unwrap().len(), 2, "it is on record once");
}

/// On PostgreSQL the table's own files are searched, after what is in memory was written; also while somebody holds an older view.
#[tokio::test]
async fn what_was_erased_is_in_no_file_of_the_table_any_more() {
    on_every_store(async |place: Place| {
        if place.is_sqlite() {
            return;
        }
        let ledger = place.open().await;
        let stranger = Stranger::at(&place).await;
        let folder = PathBuf::from(stranger.text("show data_directory").await);
        if std::fs::read_dir(&folder).is_err() {
            tell("L-07: the files of the cluster may not be read by this user: not searched");
            return;
        }
        // What repeats itself is kept shortened; the pieces are looked for in what is not.
        stranger.run("alter table payload alter column bytes set storage external").await;
        for (seed, times) in [(1, 5), (2, 300)] {
            let (gone, kept) = (Secret::new(seed, times), Secret::new(seed + 10, times));
            let number = ledger.seal(&format!("draft {seed}"), &gone.payload, gone.salt).await.unwrap();
            let held = ledger.seal(&format!("kept {seed}"), &kept.payload, kept.salt).await.unwrap();
            let before = table_files(&stranger, &folder).await;
            let found = |secret: &Secret, files: &[PathBuf]| files.iter().map(|file| secret.pieces_in(file)).sum::<usize>();
            assert!(found(&gone, &before) >= 6 && found(&kept, &before) >= 6, "the same search finds it while it is held");
            let older = view_of(&place).await;
            assert!(ledger.erase(number, "asked for by the State").await.unwrap());
            let after = table_files(&stranger, &folder).await;
            assert_eq!((found(&gone, &after), found(&gone, &before)), (0, 0), "{times} times");
            assert_eq!(ledger.unsealed(held).await.unwrap().unwrap(), kept.payload);
            sqlx::Connection::close(older).await.unwrap();
            let copy = place.folder.join(format!("copy-{seed}.db"));
            ledger.backup(&copy).await.unwrap();
            assert_eq!((gone.pieces_in(&copy), kept.pieces_in(&copy) > 0), (0, true));
            let journal: usize =
                std::fs::read_dir(folder.join("pg_wal")).unwrap().map(|entry| gone.pieces_in(&entry.unwrap().path())).sum();
            tell(&format!("L-07 PostgreSQL, {} bytes: 0 pieces in the table's files, {journal} in pg_wal", gone.payload.len()));
        }
        stranger.close().await;
        ledger.close().await;
    })
    .await;
}

/// The files of the table and of what is too long for its rows, written.
async fn table_files(stranger: &Stranger, folder: &Path) -> Vec<PathBuf> {
    let long = stranger.text("select pg_relation_filepath(reltoastrelid) from pg_class where relname = 'payload'").await;
    let table = stranger.text("select pg_relation_filepath('payload')").await;
    stranger.run("checkpoint").await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    [table, long].map(|path| folder.join(path)).to_vec()
}

/// Somebody who began to read before, and has not looked at the payloads yet.
async fn view_of(place: &Place) -> sqlx::PgConnection {
    use sqlx::Connection;
    let mut older = sqlx::PgConnection::connect(&place.address).await.unwrap();
    sqlx::query("begin isolation level repeatable read").execute(&mut older).await.unwrap();
    let _: i64 = sqlx::query_scalar("select count(*) from entry").fetch_one(&mut older).await.unwrap();
    older
}
