use super::{Account, Site};
use intake::{COLUMNS, TABLES};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// How many facts a store holds from the beginning: one that holds nothing is loaded with the whole shipped register.
const SEED: usize = 12;

/// A folder with a store, the key of its log and its documents; gone when the last who uses it is done.
#[derive(Clone, Debug)]
pub struct Place {
    folder: Arc<Folder>,
    db: String,
}

#[derive(Debug)]
struct Folder {
    path: PathBuf,
    ours: bool,
}

impl Place {
    /// A place with a SQLite store of its own, which holds a few facts.
    pub fn new(name: &str) -> Place {
        let place = Place::empty(name);
        copy(seed(), place.folder());
        place
    }

    /// A place where there is no store yet.
    pub fn empty(name: &str) -> Place {
        Place::at(&folder(name), true)
    }

    /// A place with such a store in that folder, e.g. one on another disk. The folder stays.
    pub fn in_folder(folder: &Path) -> Place {
        copy(seed(), folder);
        Place::at(folder, false)
    }

    fn at(folder: &Path, ours: bool) -> Place {
        let db = format!("sqlite:{}", folder.join("servanda.db").display());
        Place { folder: Arc::new(Folder { path: folder.to_owned(), ours }), db }
    }

    // Used where the store is a database.
    #[allow(dead_code)]
    /// A place whose store is at any address, and holds the same few facts once they are loaded.
    pub fn of(db: &str, name: &str) -> Place {
        let place = Place { db: db.to_owned(), ..Place::empty(name) };
        place.load_seed();
        place
    }

    /// The same place with another SQLite store in it, which need not be there yet.
    pub fn with_store(&self, file: &str) -> Place {
        Place { folder: Arc::clone(&self.folder), db: format!("sqlite:{}", self.folder().join(file).display()) }
    }

    /// The same place, whose store is reached at another address.
    pub fn reached(&self, db: &str) -> Place {
        Place { folder: Arc::clone(&self.folder), db: db.to_owned() }
    }

    /// Another place, for another program on the same store and with the same key.
    pub fn beside(&self, name: &str) -> Place {
        let place = Place { db: self.db.clone(), ..Place::empty(name) };
        copy(&self.keys(), &place.keys());
        place
    }

    /// The same place, copied as its files lie there.
    pub fn copied(&self, name: &str) -> Place {
        let place = Place::empty(name);
        copy(self.folder(), place.folder());
        place
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder.path
    }

    /// The address of the store.
    pub fn db(&self) -> &str {
        &self.db
    }

    /// The folder of the key.
    pub fn keys(&self) -> PathBuf {
        self.folder().join("servanda.keys")
    }

    /// The program, told where the store lies.
    pub fn servanda(&self, arguments: &[&str]) -> Command {
        self.servanda_under(&[], arguments)
    }

    /// The same started by another program.
    pub fn servanda_under(&self, program: &[&str], arguments: &[&str]) -> Command {
        let mut words = program.iter().copied().chain([env!("CARGO_BIN_EXE_servanda")]);
        let mut command = Command::new(words.next().unwrap());
        command.args(words).args(self.arguments(arguments)).current_dir(self.folder());
        command
    }

    /// The arguments of the program here.
    pub fn arguments(&self, arguments: &[&str]) -> Vec<String> {
        let lies = ["--db", &self.db, "--keys", &self.keys().display().to_string(), "--files"].map(str::to_owned);
        let files = self.folder().join("servanda.files").display().to_string();
        arguments.iter().map(|a| (*a).to_owned()).chain(lies).chain([files]).collect()
    }

    /// What the program did.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.servanda(arguments).output().unwrap()
    }

    /// What the program printed, where all is well.
    #[track_caller]
    pub fn printed(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "servanda {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// What `servanda verify` finds to differ.
    pub fn verified(&self) -> Vec<String> {
        let output = self.run(&["verify", "--format", "json"]);
        let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        match said["differences"].as_array() {
            Some(found) if found.is_empty() == output.status.success() => found.iter().map(ToString::to_string).collect(),
            _ => vec![format!("servanda verify: {}, {}", output.status, String::from_utf8_lossy(&output.stderr))],
        }
    }

    /// A site, started here.
    pub fn start(&self) -> Site {
        Site::start(self, &[], &[])
    }

    /// The same with more arguments.
    pub fn start_with(&self, arguments: &[&str]) -> Site {
        Site::start(self, arguments, &[])
    }

    /// The same started by another program, which becomes it.
    pub fn start_under(&self, program: &[&str]) -> Site {
        Site::start(self, &[], program)
    }

    /// A folder of tables as `servanda register load --from` takes it, with these rows.
    pub fn tables(&self, name: &str, rows: &[String]) -> PathBuf {
        let folder = self.folder().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        for table in TABLES {
            std::fs::write(folder.join(table), format!("{}\n", COLUMNS.join(","))).unwrap();
        }
        std::fs::write(folder.join("reports.csv"), table(rows)).unwrap();
        folder
    }

    /// What the store holds from the beginning, as an account that has to hold for ever.
    pub fn account(&self) -> Account {
        let account = Account::default();
        let marks = (1..=SEED).map(|n| format!("seed.{n}")).collect();
        account.was_there("seed", marks, 1);
        account
    }

    fn load_seed(&self) {
        let marks: Vec<String> = (1..=SEED).map(|n| format!("seed.{n}")).collect();
        let tables = self.tables("seed", &rows(&marks));
        self.printed(&["key", "new", "--origin", "example.org/faults"]);
        self.printed(&["register", "load", "--from", &tables.display().to_string()]);
        std::fs::remove_dir_all(tables).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Where something was found, the folder stays to be looked at.
        if self.ours && !std::thread::panicking() {
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

/// One row of the register for each mark; the mark stands in its note.
pub fn rows(marks: &[String]) -> Vec<String> {
    const STATES: [&str; 8] = ["AFG", "ALB", "BIH", "CHL", "DEU", "LAO", "PER", "ZMB"];
    let states = STATES.iter().cycle();
    let row = |(state, mark): (&&str, &String)| {
        format!(
            "ccm,{state},annual-report-received,2024-04-29,2023,,,,monitor,2024-08-22,,,https://example.org/report,seen,{mark}"
        )
    };
    states.zip(marks).map(row).collect()
}

/// Rows as a table.
pub fn table(rows: &[String]) -> String {
    format!("{}\n{}\n", COLUMNS.join(","), rows.join("\n"))
}

/// A store with the first facts, made once.
fn seed() -> &'static Path {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let place = Place::at(&folder("seed"), false);
        place.load_seed();
        place.folder().to_owned()
    })
}

/// An empty folder of this test's own.
fn folder(name: &str) -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let unique = format!("servanda-faults-{}-{}-{name}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let path = std::env::temp_dir().join(unique);
    std::fs::create_dir_all(&path).unwrap();
    path
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let there = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &there);
        } else {
            std::fs::copy(&path, &there).unwrap();
        }
    }
}
