//! What stands before every write: whether the store may be written to at all.

use crate::LedgerError;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};

/// Whether the store may be written to, and why not.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    /// Writing failed in a way that leaves open what is on the disk. It stays closed until the program is started again: a sync
    /// that failed once and then succeeds has not written what it should have.
    stopped: OnceLock<String>,
    /// The store does not fit what was signed before.
    behind: Mutex<Option<String>>,
    /// The folder whose room is looked at, and how many bytes of it are kept free.
    room: Option<(PathBuf, u64)>,
}

impl Gate {
    pub fn new(room: Option<(PathBuf, u64)>) -> Self {
        Gate { room, ..Gate::default() }
    }

    /// Before something is entered.
    pub fn check(&self) -> Result<(), LedgerError> {
        self.check_disk()?;
        self.check_behind()
    }

    /// Before what was acknowledged is signed: the reserve of room is kept for this.
    pub fn check_but_room(&self) -> Result<(), LedgerError> {
        self.check_stopped()?;
        self.check_behind()
    }

    /// Before something is written that brings the store to where the log was.
    pub fn check_disk(&self) -> Result<(), LedgerError> {
        self.check_stopped()?;
        match (self.free(), &self.room) {
            (Some(free), Some((_, reserve))) if free < *reserve => Err(no_room(free, *reserve)),
            _ => Ok(()),
        }
    }

    fn check_stopped(&self) -> Result<(), LedgerError> {
        match self.stopped.get() {
            Some(why) => Err(LedgerError::Stopped { why: why.clone() }),
            None => Ok(()),
        }
    }

    fn check_behind(&self) -> Result<(), LedgerError> {
        match self.behind.lock().unwrap_or_else(PoisonError::into_inner).clone() {
            Some(why) => Err(LedgerError::Behind { why }),
            None => Ok(()),
        }
    }

    /// What came of writing: where it failed for good, the gate closes.
    pub fn heard<T>(&self, result: Result<T, LedgerError>) -> Result<T, LedgerError> {
        result.map_err(|error| match fault(&error) {
            Some(Fault::Full) => no_room(self.free().unwrap_or(0), self.room.as_ref().map_or(0, |(_, reserve)| *reserve)),
            Some(Fault::Disk) => {
                let why = self.stopped.get_or_init(|| error.to_string()).clone();
                LedgerError::Stopped { why }
            }
            None => {
                if let LedgerError::Behind { why } = &error {
                    self.set_behind(Some(why.clone()));
                }
                error
            }
        })
    }

    /// Closes or opens the gate for a store that does not fit what was signed.
    pub fn set_behind(&self, why: Option<String>) {
        *self.behind.lock().unwrap_or_else(PoisonError::into_inner) = why;
    }

    /// Bytes free where the store lies; none where that cannot be asked.
    fn free(&self) -> Option<u64> {
        let (folder, _) = self.room.as_ref()?;
        let room = rustix::fs::statvfs(folder).ok()?;
        Some(room.f_bavail.saturating_mul(room.f_frsize))
    }
}

fn no_room(free: u64, reserve: u64) -> LedgerError {
    LedgerError::NoRoom { free: free >> 20, reserve: reserve >> 20 }
}

enum Fault {
    /// The disk is full; what was begun was taken back.
    Full,
    /// The disk failed: what is on it is not known.
    Disk,
}

/// SQLite's own numbers: the lowest byte says what kind of error it is.
fn fault(error: &LedgerError) -> Option<Fault> {
    let LedgerError::Store(sqlx::Error::Database(database)) = error else { return None };
    let code = database.code()?;
    // PostgreSQL tells in five characters: the class 53 is a lack of room, 58 a fault of the system beneath.
    if code.len() == 5 && !database.is_sqlite() {
        return match code.as_ref() {
            "53100" => Some(Fault::Full),
            "58030" => Some(Fault::Disk),
            _ => None,
        };
    }
    match code.parse::<u32>().ok()? & 0xff {
        10 | 11 => Some(Fault::Disk),
        13 => Some(Fault::Full),
        _ => None,
    }
}

/// Whether an error is SQLite's.
trait OfSqlite {
    fn is_sqlite(&self) -> bool;
}

impl OfSqlite for Box<dyn sqlx::error::DatabaseError> {
    fn is_sqlite(&self) -> bool {
        self.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some()
    }
}
