//! The operations that faults are tried on: each a command of its own, what it needs to find, and how it stands afterwards.

use crate::harness::{Place, rows};
use ledger::{Export, Ledger, Opening, Verifying};
use sqlx::Connection;
use std::path::{Path, PathBuf};

/// How many rows are loaded.
const ROWS: usize = 20;

/// Bytes that must not be anywhere once they are erased.
const SECRET: &str = "the-payload-that-nobody-may-find-again-after-it-was-erased";

/// Whether an operation was done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stands {
    /// Nothing of it is there.
    Absent,
    /// All of it is there, once.
    Whole,
    /// Something else.
    Half(String),
}

/// One command that writes.
pub struct Operation {
    pub name: &'static str,
    /// The store it works on.
    store: &'static str,
    /// What is brought about before it, once.
    prepare: fn(&Place),
    arguments: fn(&Path) -> Vec<String>,
    stands: fn(&Place) -> Stands,
    /// What it says where it was done already and is asked again; none where it is then content.
    refuses: Option<&'static str>,
    /// What must hold once it was done without faults.
    after: fn(&Place) -> Vec<String>,
}

impl Operation {
    /// A place in which it can be done.
    pub fn template(&self) -> Place {
        let place = if self.name == "key new" { Place::empty(self.name) } else { Place::new(self.name) };
        (self.prepare)(&place);
        place
    }

    /// The place as the operation sees it.
    pub fn place(&self, place: &Place) -> Place {
        place.with_store(self.store)
    }

    /// Its arguments there.
    pub fn arguments(&self, place: &Place) -> Vec<String> {
        let own = (self.arguments)(place.folder());
        place.arguments(&own.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// How it stands, and what else is not as it has to be.
    pub fn looked_at(&self, place: &Place) -> (Stands, Vec<String>) {
        let (stands, mut differences) = ((self.stands)(place), verified(place));
        // A restored store is behind what was signed until it is brought there.
        if self.name == "reconcile" && stands == Stands::Absent {
            differences.retain(|what| !what.contains("were signed, and the store holds 12"));
        }
        (stands, differences)
    }

    /// Does it once more without faults: it is done, or says that it was.
    pub fn again(&self, place: &Place) -> Vec<String> {
        let was = (self.stands)(place);
        let own = (self.arguments)(place.folder());
        let output = place.run(&own.iter().map(String::as_str).collect::<Vec<_>>());
        let told = String::from_utf8_lossy(&output.stderr);
        let mut found = Vec::new();
        match (output.status.success(), was, self.refuses) {
            (true, _, None) | (true, Stands::Absent, _) => {}
            (false, Stands::Whole, Some(refuses)) if told.contains(refuses) => {}
            (done, was, _) => found.push(format!("it was {was:?}; asked again: {done}, {told}")),
        }
        let (stands, differences) = self.looked_at(place);
        if stands != Stands::Whole {
            found.push(format!("asked again, it is {stands:?}: {told}"));
        }
        found.extend(differences.into_iter().chain((self.after)(place)).map(|what| format!("after it was asked again: {what}")));
        found
    }
}

/// Every operation that writes.
pub const OPERATIONS: [Operation; 12] = [
    Operation {
        name: "register load",
        store: "servanda.db",
        prepare: |place| {
            place.tables("load", &rows(&(0..ROWS).map(|n| format!("load.{n}")).collect::<Vec<_>>()));
        },
        arguments: |folder| words(&["register", "load", "--from"], Some(folder.join("load"))),
        stands: |place| all_or_none(number(place, "select count(*) from entry where leaf like '%\"load.%'"), ROWS),
        refuses: None,
        after: nothing_more,
    },
    Operation {
        name: "checkpoint",
        store: "servanda.db",
        prepare: |place| {
            place.printed(&["checkpoint"]);
            payload(place, "1");
            load_more(place, "more");
        },
        arguments: |_| words(&["checkpoint"], None),
        stands: |place| match number(place, "select count(*) from checkpoint where log = 'public'") {
            1 => Stands::Absent,
            2 => Stands::Whole,
            many => Stands::Half(format!("{many} checkpoints")),
        },
        refuses: None,
        after: |place| {
            let kept = std::fs::read_to_string(place.keys().join("last-signed")).unwrap_or_default();
            let newest = text(place, "select note from checkpoint where log = 'public' order by size desc limit 1");
            (kept != newest).then(|| "beside the store another checkpoint is kept".to_owned()).into_iter().collect()
        },
    },
    Operation {
        name: "evidence add",
        store: "servanda.db",
        prepare: |place| std::fs::write(place.folder().join("letter.txt"), "letter 17\n".repeat(2_000)).unwrap(),
        arguments: |folder| words(&["evidence", "add", "--fact", &fact(folder)], Some(folder.join("letter.txt"))),
        stands: |place| all_or_none(number(place, "select count(*) from entry where what = 'evidence'"), 1),
        refuses: None,
        after: nothing_more,
    },
    Operation {
        name: "backup",
        store: "servanda.db",
        prepare: |place| {
            place.printed(&["checkpoint"]);
        },
        arguments: |folder| words(&["backup"], Some(folder.join("copy.db"))),
        stands: |place| stands_as_copy(&place.with_store("copy.db"), number(place, "select count(*) from entry")),
        refuses: Some("there is a file already"),
        after: nothing_more,
    },
    Operation {
        name: "correct",
        store: "servanda.db",
        prepare: |_| (),
        arguments: |folder| {
            let said = ["--reason", "misread", "--evidence", "letter 17", "--published", "2024-09-01"];
            words(&[&["correct", &fact(folder)][..], &said].concat(), None)
        },
        stands: |place| all_or_none(number(place, "select count(*) from entry where what = 'correction'"), 1),
        refuses: None,
        after: nothing_more,
    },
    Operation {
        name: "restricted put",
        store: "servanda.db",
        prepare: |place| std::fs::write(place.folder().join("draft.txt"), SECRET).unwrap(),
        arguments: |folder| words(&["restricted", "put", "--key", "draft"], Some(folder.join("draft.txt"))),
        stands: |place| match (payloads(place), number(place, "select count(*) from restricted")) {
            (0, 0) => Stands::Absent,
            (1, 1) => Stands::Whole,
            other => Stands::Half(format!("{other:?}")),
        },
        refuses: None,
        after: nothing_more,
    },
    Operation {
        name: "restricted erase",
        store: "servanda.db",
        prepare: |place| payload(place, SECRET),
        arguments: |_| words(&["restricted", "erase", "1", "--reason", "asked for"], None),
        stands: |place| match (payloads(place), number(place, "select count(*) from restricted")) {
            (1, 1) => Stands::Absent,
            (0, 2) => Stands::Whole,
            other => Stands::Half(format!("{other:?}")),
        },
        refuses: Some("it was erased"),
        after: |place| {
            let holds = |path: &PathBuf| std::fs::read(path).unwrap().windows(SECRET.len()).any(|w| w == SECRET.as_bytes());
            let found = files(place.folder()).into_iter().filter(holds);
            found.map(|path| format!("{} holds what was erased", path.display())).collect()
        },
    },
    Operation {
        name: "export",
        store: "servanda.db",
        prepare: |place| {
            place.printed(&["export", &place.folder().join("out").display().to_string()]);
            load_more(place, "more");
            document(place);
        },
        arguments: |folder| words(&["export"], Some(folder.join("out"))),
        stands: |place| match Export::read(&place.folder().join("out"), None) {
            Ok(export) if export.entries() == number(place, "select count(*) from entry") => Stands::Whole,
            Ok(_) => Stands::Absent,
            Err(error) => Stands::Half(error.to_string()),
        },
        refuses: None,
        // Whatever an attempt left lying about, a store can be made out of it.
        after: |place| {
            let (out, made) = (place.folder().join("out"), place.with_store("made.db"));
            let output = made.run(&["rebuild", &out.display().to_string()]);
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            (!output.status.success()).then_some(told).into_iter().chain(verified(&made)).collect()
        },
    },
    Operation {
        name: "restore",
        store: "new.db",
        prepare: |place| {
            place.printed(&["checkpoint"]);
            place.printed(&["backup", &place.folder().join("copy.db").display().to_string()]);
        },
        arguments: |folder| words(&["restore"], Some(folder.join("copy.db"))),
        stands: |place| match (number(place, "select count(*) from entry"), number(place, "select count(*) from memory")) {
            (0, 0) => Stands::Absent,
            (n, 1) if n == number(&place.with_store("servanda.db"), "select count(*) from entry") => Stands::Whole,
            other => Stands::Half(format!("{other:?}")),
        },
        refuses: Some("holds entries already"),
        after: nothing_more,
    },
    Operation {
        name: "reconcile",
        store: "new.db",
        prepare: |place| {
            let path = |name: &str| place.folder().join(name).display().to_string();
            place.printed(&["checkpoint"]);
            place.printed(&["backup", &path("copy.db")]);
            load_more(place, "more");
            document(place);
            place.printed(&["export", &path("out")]);
            place.with_store("new.db").printed(&["restore", &path("copy.db")]);
            std::fs::remove_dir_all(place.folder().join("servanda.files")).unwrap();
        },
        arguments: |folder| words(&["reconcile", "--mirror"], Some(folder.join("out"))),
        stands: |place| {
            let all = number(&place.with_store("servanda.db"), "select count(*) from entry");
            match (number(place, "select count(*) from entry"), number(place, "select count(*) from memory")) {
                (n, 0) if n == all => Stands::Whole,
                // What was taken is taken whole; the store stays closed until it was compared too.
                (n, 1) if n == all || n == 12 => Stands::Absent,
                other => Stands::Half(format!("{other:?}")),
            }
        },
        refuses: None,
        after: nothing_more,
    },
    Operation {
        name: "rebuild",
        store: "new.db",
        prepare: |place| {
            document(place);
            place.printed(&["export", &place.folder().join("out").display().to_string()]);
            std::fs::remove_dir_all(place.folder().join("servanda.files")).unwrap();
        },
        arguments: |folder| words(&["rebuild"], Some(folder.join("out"))),
        stands: |place| {
            let all = number(&place.with_store("servanda.db"), "select count(*) from entry");
            all_or_none(number(place, "select count(*) from entry"), all)
        },
        refuses: Some("holds entries already"),
        after: nothing_more,
    },
    Operation {
        name: "key new",
        store: "servanda.db",
        prepare: |_| (),
        arguments: |_| words(&["key", "new", "--origin", "example.org/new"], None),
        stands: |place| match number(place, "select count(*) from identity") {
            0 => Stands::Absent,
            _ if text(place, "select vkey from identity") == key_beside(place) => Stands::Whole,
            _ => Stands::Half("the store has another key than lies beside it".to_owned()),
        },
        refuses: Some("has a key already"),
        // The key that lies beside the store signs for it.
        after: |place| {
            load_more(place, "first");
            let output = place.run(&["checkpoint"]);
            (!output.status.success()).then(|| String::from_utf8_lossy(&output.stderr).into_owned()).into_iter().collect()
        },
    },
];

fn nothing_more(_: &Place) -> Vec<String> {
    Vec::new()
}

fn words(words: &[&str], path: Option<PathBuf>) -> Vec<String> {
    words.iter().map(|w| (*w).to_owned()).chain(path.map(|path| path.display().to_string())).collect()
}

fn all_or_none(found: usize, all: usize) -> Stands {
    match found {
        0 => Stands::Absent,
        n if n == all => Stands::Whole,
        n => Stands::Half(format!("{n} of {all}")),
    }
}

fn stands_as_copy(copy: &Place, entries: usize) -> Stands {
    match Path::new(copy.db().trim_start_matches("sqlite:")).exists() {
        false => Stands::Absent,
        true if number(copy, "select count(*) from entry") == entries && verified(copy).is_empty() => Stands::Whole,
        true => Stands::Half(format!("a copy that is not one: {:?}", verified(copy))),
    }
}

fn load_more(place: &Place, name: &str) {
    let marks: Vec<String> = (0..300).map(|n| format!("{name}.{n}")).collect();
    let tables = place.tables(name, &rows(&marks));
    place.printed(&["register", "load", "--from", &tables.display().to_string()]);
}

fn document(place: &Place) {
    let letter = place.folder().join("letter.txt");
    std::fs::write(&letter, "letter 17\n".repeat(2_000)).unwrap();
    place.printed(&["evidence", "add", "--fact", &fact(place.folder()), &letter.display().to_string()]);
}

fn payload(place: &Place, text: &str) {
    let file = place.folder().join("payload.txt");
    std::fs::write(&file, text).unwrap();
    place.printed(&["restricted", "put", "--key", "payload", &file.display().to_string()]);
    std::fs::remove_file(file).unwrap();
}

fn payloads(place: &Place) -> usize {
    number(place, "select count(*) from payload")
}

fn key_beside(place: &Place) -> String {
    std::fs::read_to_string(place.keys().join("log.vkey")).unwrap_or_default().trim().to_owned()
}

/// The id of the first fact.
fn fact(folder: &Path) -> String {
    sql(&folder.join("servanda.db"), "select fact from entry where number = 1").unwrap_or_default()
}

/// A number out of the store; nought where there is no store, or no such table in it yet.
fn number(place: &Place, statement: &'static str) -> usize {
    text(place, statement).parse().unwrap_or(0)
}

fn text(place: &Place, statement: &'static str) -> String {
    sql(Path::new(place.db().trim_start_matches("sqlite:")), statement).unwrap_or_default()
}

fn sql(file: &Path, statement: &'static str) -> Option<String> {
    if !file.exists() {
        return None;
    }
    runtime().block_on(async {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
        let mut connection = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
        let row = sqlx::query(statement).fetch_optional(&mut connection).await.ok().flatten();
        let text = row.map(|row| match sqlx::Row::try_get::<String, _>(&row, 0) {
            Ok(text) => text,
            Err(_) => sqlx::Row::get::<i64, _>(&row, 0).to_string(),
        });
        connection.close().await.unwrap();
        text
    })
}

/// What is not as it has to be in the store; nothing where there is none.
fn verified(place: &Place) -> Vec<String> {
    if !Path::new(place.db().trim_start_matches("sqlite:")).exists() {
        return Vec::new();
    }
    runtime().block_on(async {
        let opening =
            Opening { keys: Some(place.keys()), files: Some(place.folder().join("servanda.files")), ..Opening::default() };
        let ledger = match Ledger::open_with(place.db(), &opening).await {
            Ok(ledger) => ledger,
            Err(error) => return vec![error.to_string()],
        };
        let report = ledger.verify(&Verifying::default()).await;
        ledger.close().await;
        report.map_or_else(|error| vec![error.to_string()], |report| report.differences)
    })
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}
