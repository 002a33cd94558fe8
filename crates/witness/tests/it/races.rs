//! Ten thousand requests at once, over two forks and many sizes: whatever comes of the race, one history is cosigned. The same run
//! against a witness whose lock is taken away has to fail: otherwise the run would prove nothing.

use crate::support::{Chance, Log, ORIGIN, bears, folder, log_key, quiet, serve_witness};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tlog::{Checkpoint, Hash, Note};
use witness::{Answer, ClientError, Folder, Limits, Refusal, Request, Store, Witness, continues, cosign, key_in};

const REQUESTS: u64 = 10_000;
const THREADS: u64 = 32;
const SHARED: u64 = 40;
const LONGEST: u64 = 400;

/// What came of a run: the states that were cosigned, and how many answers of each kind there were.
#[derive(Default)]
struct Run {
    cosigned: BTreeSet<(u64, Hash)>,
    signatures: u64,
    behind: u64,
    other: u64,
}

impl Run {
    fn told(&self) -> String {
        let Self { cosigned, signatures, behind, other } = self;
        format!("{signatures} cosignatures of {} states, {behind} behind, {other} of another history", cosigned.len())
    }
}

/// Asks from many threads at once. Each remembers the size it heard last, and asks for a little more, on one of the two branches.
fn run(ask: impl Fn(u64, &[Hash], &str) -> Result<Answer, ClientError> + Sync) -> Run {
    let one = Log::of(LONGEST);
    let branches = [one.fork(SHARED, LONGEST, "left"), one.fork(SHARED, LONGEST, "right")];
    let notes = branches.each_ref().map(|log| (0..=LONGEST).map(|size| log.note(size)).collect::<Vec<_>>());
    let total = Mutex::new(Run::default());
    let asked = AtomicU64::new(0);
    // The size anybody heard of last: those who ask from there race with each other.
    let known = AtomicU64::new(0);
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let (ask, branches, notes, total, asked, known) = (&ask, &branches, &notes, &total, &asked, &known);
            scope.spawn(move || {
                let mut chance = Chance(thread);
                while asked.fetch_add(1, Ordering::Relaxed) < REQUESTS {
                    let branch = chance.below(2) as usize;
                    let log = &branches[branch];
                    let old = match chance.below(8) {
                        0 => chance.below(LONGEST),
                        _ => known.load(Ordering::Relaxed),
                    };
                    // Mostly the same or one more, so that the race lasts.
                    let size = (old + chance.below(20).saturating_sub(16)).min(LONGEST);
                    let proof = log.tree.consistency(old, size).unwrap();
                    match ask(old, &proof, &notes[branch][size as usize]) {
                        Ok(Answer::Lines(_)) => {
                            let mut total = total.lock().unwrap();
                            total.cosigned.insert((size, log.tree.root_at(size).unwrap()));
                            total.signatures += 1;
                            known.fetch_max(size, Ordering::Relaxed);
                        }
                        Ok(Answer::Behind(size)) => {
                            total.lock().unwrap().behind += 1;
                            known.store(size, Ordering::Relaxed);
                        }
                        Err(ClientError::AnotherRoot { .. } | ClientError::Refused { status: 422, .. }) => {
                            total.lock().unwrap().other += 1;
                        }
                        Err(error) => panic!("{error}"),
                    }
                }
            });
        }
    });
    total.into_inner().unwrap()
}

/// Pairs of cosigned states that are not of one history.
fn contradictions(cosigned: &BTreeSet<(u64, Hash)>) -> usize {
    let one = Log::of(LONGEST);
    let branches = [one.fork(SHARED, LONGEST, "left"), one.fork(SHARED, LONGEST, "right")];
    let on = |log: &Log, state: &(u64, Hash)| log.tree.root_at(state.0) == Some(state.1);
    let states: Vec<_> = cosigned.iter().collect();
    let pairs = states.iter().enumerate().flat_map(|(at, one)| states[at + 1..].iter().map(move |two| (*one, *two)));
    pairs.filter(|(one, two)| !branches.iter().any(|log| on(log, one) && on(log, two))).count()
}

/// How often what is remembered became less.
fn steps_back(order: &[u64]) -> usize {
    order.windows(2).filter(|pair| pair[1] < pair[0]).count()
}

/// A folder that also tells in which order checkpoints were remembered.
struct Told {
    folder: Folder,
    order: Arc<Mutex<Vec<u64>>>,
}

impl Store for Told {
    fn load(&self, name: &str) -> std::io::Result<Option<Vec<u8>>> {
        self.folder.load(name)
    }
    fn save(&self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        self.folder.save(name, bytes)?;
        if name.starts_with("logs/") {
            let note: Note = String::from_utf8_lossy(bytes).parse().unwrap();
            self.order.lock().unwrap().push(Checkpoint::parse(&note.text).unwrap().size);
        }
        Ok(())
    }
}

#[test]
fn of_ten_thousand_requests_at_once_one_history_is_cosigned() {
    let path = folder("races");
    let order = Arc::new(Mutex::new(Vec::new()));
    let store = Told { folder: Folder::open(&path, "lock").unwrap(), order: Arc::clone(&order) };
    let key = key_in(&store.folder, "w.example").unwrap();
    let witness = Arc::new(Witness::open(Box::new(store), key, vec![log_key().public()], quiet()).unwrap());
    let key = witness.key();
    let url = serve_witness(Arc::clone(&witness), Limits::default());
    let run = run(|old, proof, note| {
        let answer = cosign(&url, old, proof, note);
        if let Ok(Answer::Lines(lines)) = &answer {
            assert!(bears(&format!("{note}{}", lines[0]), &key));
        }
        answer
    });
    println!("{}", run.told());
    let order = order.lock().unwrap();
    assert_eq!((contradictions(&run.cosigned), steps_back(&order)), (0, 0), "{}", run.told());
    let greatest = run.cosigned.last().unwrap();
    assert!(greatest.0 > SHARED + 50 && run.behind > 100 && run.other > 100, "the race was one: {}", run.told());
    let latest = witness.latest(ORIGIN).unwrap().checkpoint;
    assert_eq!((latest.size, latest.root), *greatest, "the last state is the greatest that was cosigned");
    let kept = std::fs::read_to_string(path.join("logs/log.example%2ftreaties.checkpoint")).unwrap();
    assert!(bears(&kept, &log_key().public()) && kept.starts_with(&latest.text()));
}

/// A witness as it must not be: it looks, then waits as a disk makes it wait, then remembers; nobody is kept out in between.
#[derive(Default)]
struct Unlocked {
    latest: Mutex<Option<Checkpoint>>,
    order: Mutex<Vec<u64>>,
}

impl Unlocked {
    fn ask(&self, old: u64, proof: &[Hash], note: &str) -> Result<Answer, ClientError> {
        let request = Request::parse(Request::write(old, proof, note).as_bytes()).unwrap();
        let latest = self.latest.lock().unwrap().clone();
        let refused = |status| Err(ClientError::Refused { url: String::new(), status, why: String::new() });
        match continues(latest.as_ref(), &request) {
            Ok(()) => {}
            Err(Refusal::AnotherSize(size)) => return Ok(Answer::Behind(size)),
            Err(_) => return refused(422),
        }
        std::thread::sleep(Duration::from_micros(200));
        let mut latest = self.latest.lock().unwrap();
        self.order.lock().unwrap().push(request.checkpoint.size);
        *latest = Some(request.checkpoint);
        Ok(Answer::Lines(Vec::new()))
    }
}

#[test]
fn without_the_lock_the_same_run_cosigns_two_histories() {
    let witness = Unlocked::default();
    let run = run(|old, proof, note| witness.ask(old, proof, note));
    let (found, back) = (contradictions(&run.cosigned), steps_back(&witness.order.lock().unwrap()));
    println!("{}; without the lock {found} pairs contradict each other, and {back} steps lead back", run.told());
    assert!(found > 0 && back > 0, "the run does not tell a witness with a lock from one without: {}", run.told());
}
