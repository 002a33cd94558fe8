//! Folders of their own, logs made of nothing, chance that comes from a seed.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tlog::{Algorithm, Checkpoint, Note, PublicKey, SecretKey, TILE, Tile, Tree, bundle, leaf_hash};
use witness::{Folder, Limits, Request, Tell, Witness, key_in, router, serve};

/// The origin of the logs here.
pub const ORIGIN: &str = "log.example/treaties";

/// A day in November 2026, in seconds since 1970.
pub const NOW: u64 = 1_795_000_000;

/// The clock of a witness under test.
pub fn clock() -> u64 {
    NOW
}

/// An empty folder of this test's own.
pub fn folder(name: &str) -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let unique = format!("witness-{}-{}-{name}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let path = std::env::temp_dir().join(unique);
    std::fs::create_dir_all(&path).unwrap();
    path
}

/// Chance that is the same in every run (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    /// A number from 0 to below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
    /// A number of both ends' range.
    pub fn between(&mut self, from: u64, to: u64) -> u64 {
        from + self.below(to - from + 1)
    }
}

pub fn log_key() -> SecretKey {
    SecretKey::from_seed(ORIGIN, Algorithm::Ed25519, [7; 32]).unwrap()
}

pub fn witness_key(number: u8) -> SecretKey {
    SecretKey::from_seed(&format!("w{number}.example"), Algorithm::CosignatureEd25519, [100 + number; 32]).unwrap()
}

/// A log that does what a test tells it, also what a log must not do.
#[derive(Clone)]
pub struct Log {
    pub leaves: Vec<Vec<u8>>,
    pub tree: Tree,
    /// The witnesses that see its checkpoints, and when.
    pub witnesses: Vec<(u8, u64)>,
}

impl Log {
    /// A log of so many entries.
    pub fn of(entries: u64) -> Self {
        let mut log = Self { leaves: Vec::new(), tree: Tree::new(), witnesses: Vec::new() };
        log.grow(entries, "");
        log
    }

    /// Adds entries; `branch` makes them others than those of the same place elsewhere.
    pub fn grow(&mut self, entries: u64, branch: &str) {
        for _ in 0..entries {
            let number = self.leaves.len() + 1;
            let mark = if branch.is_empty() { String::new() } else { format!("\"about\":\"{branch}\",") };
            self.add(format!("{{{mark}\"entry\":\"fact\",\"form\":\"1\",\"id\":\"f-{number}\"}}").into_bytes());
        }
    }

    pub fn add(&mut self, leaf: Vec<u8>) {
        self.tree.push(leaf_hash(&leaf));
        self.leaves.push(leaf);
    }

    /// The beginning of this log, continued in another way.
    pub fn fork(&self, at: u64, to: u64, branch: &str) -> Self {
        let mut fork = Self { witnesses: self.witnesses.clone(), ..Self::of(0) };
        self.leaves[..at as usize].iter().for_each(|leaf| fork.add(leaf.clone()));
        fork.grow(to - at, branch);
        fork
    }

    pub fn size(&self) -> u64 {
        self.tree.size()
    }

    pub fn checkpoint(&self, size: u64) -> Checkpoint {
        Checkpoint { origin: ORIGIN.to_owned(), size, root: self.tree.root_at(size).unwrap() }
    }

    /// The signed checkpoint of a size, with its cosignatures.
    pub fn note(&self, size: u64) -> String {
        signed(&self.checkpoint(size), &self.witnesses)
    }

    /// The body of a request to cosign `size`, for a witness that knows `old`.
    pub fn request(&self, old: u64, size: u64) -> String {
        let proof = self.tree.consistency(old, size).unwrap();
        Request::write(old, &proof, &self.note(size))
    }

    /// Writes the log as it is exported: all files for its size.
    pub fn write(&self, folder: &Path) {
        let size = self.size();
        self.write_tiles(folder, size);
        put(folder, &format!("checkpoints/{size}"), self.note(size).as_bytes());
        put(folder, "key", format!("{}\n", log_key().public()).as_bytes());
        put(folder, "checkpoint", self.note(size).as_bytes());
    }

    pub fn write_tiles(&self, folder: &Path, size: u64) {
        for tile in Tile::bundles(size) {
            let from = (tile.index * TILE) as usize;
            let leaves = &self.leaves[from..from + usize::from(tile.width)];
            put(folder, &tile.path(), &bundle(leaves.iter().map(Vec::as_slice)).unwrap());
        }
        for tile in Tile::of_tree(size) {
            put(folder, &tile.path(), &self.tree.tile(&tile).unwrap());
        }
    }
}

/// A signed and cosigned checkpoint, whatever it says.
pub fn signed(checkpoint: &Checkpoint, witnesses: &[(u8, u64)]) -> String {
    let text = checkpoint.text();
    let mut signatures = vec![log_key().sign_note(&text)];
    signatures.extend(witnesses.iter().map(|(number, time)| witness_key(*number).cosign(&text, *time)));
    Note { text, signatures }.to_string()
}

pub fn put(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// Tells nobody.
pub fn quiet() -> Tell {
    Box::new(|_| {})
}

/// A witness of the log here, in a folder.
pub fn witness_in(path: &Path) -> Witness {
    let folder = Folder::open(path, "lock").unwrap();
    let key = key_in(&folder, "w.example").unwrap();
    Witness::open(Box::new(folder), key, vec![log_key().public()], quiet()).unwrap()
}

/// Serves a witness at a port of its own, until the test program ends. Its address.
pub fn serve_witness(witness: Arc<Witness>, limits: Limits) -> String {
    serve_router(router(witness, clock, limits), limits)
}

pub fn serve_router(router: axum::Router, limits: Limits) -> String {
    let door = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", door.local_addr().unwrap());
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(serve(door, router, limits)).unwrap();
    });
    address
}

/// Serves the files of a folder, as a site serves its log.
pub fn serve_folder(folder: &Path) -> String {
    let folder = folder.to_owned();
    let file = move |uri: axum::http::Uri| {
        let path = folder.join(uri.path().trim_start_matches('/'));
        async move { std::fs::read(path).map_err(|_| axum::http::StatusCode::NOT_FOUND) }
    };
    serve_router(axum::Router::new().fallback(file), Limits::default())
}

/// Whether a note bears a good signature of this key.
pub fn bears(note: &str, key: &PublicKey) -> bool {
    matches!(key.verify(&note.parse().unwrap()), tlog::Verified::Yes { .. })
}
