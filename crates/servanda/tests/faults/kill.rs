//! The program ended at a random moment while people write, import and read (SIGKILL: it hears nothing of it), and started again.

use crate::harness::{Account, Dice, Place, Site, Writer, ask, held, is_drill, rows, say, settle, settle_by_reading, size};
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

/// How long a site lives at most, in milliseconds.
const LIFE: usize = 800;

/// How many lives a store has before the next one begins: so the time goes into the kills and not into reading all of it again.
const LIVES: usize = 10;

/// How many sites are tried at once: while one is started or looked at, another one is killed.
const LANES: usize = 2;

/// In an ordinary run, `servanda verify` looks through the store after every so many lives, and in the end.
const VERIFIED: usize = 5;

/// In an ordinary run, how long the importer rests at most between two imports, in milliseconds.
const REST: usize = 2_500;

const WRITERS: usize = 8;
const READERS: usize = 4;

/// How many rows an import brings.
const IMPORT: usize = 300;

/// Pages from memory, pages from the store, and the log.
const PAGES: [&str; 6] = ["/log/checkpoint", "/ccm", "/health", "/log/entry/5", "/ccm/corrections", "/ccm/data.csv"];

/// What happened, to be told in the end.
#[derive(Default)]
struct Tally {
    acknowledged: usize,
    sent_again: usize,
    imports: usize,
    starts: Vec<Duration>,
}

#[test]
fn a_site_killed_at_any_moment_loses_nothing_it_acknowledged_and_enters_nothing_by_half_or_twice() {
    let (stores, began, dice) = (size(100, 2_000) / LIVES, Instant::now(), Mutex::new(Dice::of("kill")));
    let (begun, tally) = (AtomicUsize::new(0), Mutex::new(Tally::default()));
    std::thread::scope(|scope| {
        for _ in 0..LANES {
            scope.spawn(|| {
                while begun.fetch_add(1, Ordering::SeqCst) < stores {
                    let mut own = dice.lock().unwrap().split();
                    one_store(&mut own, &tally);
                }
            });
        }
    });
    let mut tally = tally.into_inner().unwrap();
    tally.starts.sort();
    let (median, worst) = (tally.starts[tally.starts.len() / 2], tally.starts[tally.starts.len() - 1]);
    say(&format!(
        "kill: {} kills in {:.0?}: {} acknowledged, none lost; {} sent again after a start; {} imports; ready in {median:.0?}, at worst {worst:.0?}",
        tally.starts.len(),
        began.elapsed(),
        tally.acknowledged,
        tally.sent_again,
        tally.imports
    ));
}

fn one_store(dice: &mut Dice, tally: &Mutex<Tally>) {
    let place = Place::new("kill");
    let account = Arc::new(place.account());
    let over = Arc::new(AtomicBool::new(false));
    let importer = importer(&place, &account, &over, dice.split());
    let (mut site, mut starts, mut sent_again) = (place.start(), Vec::new(), 0);
    for life in 1..=LIVES {
        let killed = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> =
            (0..WRITERS).map(|w| writer(&format!("{life}.w{w}"), &account, &site, &killed, dice.split())).collect();
        let readers: Vec<_> = (0..READERS).map(|r| reader(r, &account, &site, &killed)).collect();
        sleep(Duration::from_millis(dice.below(LIFE) as u64));
        killed.store(true, Ordering::SeqCst);
        site.kill();
        for thread in writers.into_iter().chain(readers) {
            thread.join().unwrap();
        }
        sent_again += account.open().len();
        site = place.start();
        starts.push(site.began());
        let mut found = settle_by_reading(&place, &site, &account);
        if is_drill() || life % VERIFIED == 0 {
            found.extend(place.verified());
        }
        assert!(found.is_empty(), "{}: life {life}: {}", place.folder().display(), found.join("\n"));
        assert!(!site.told().contains("panicked"), "{}", site.told());
    }
    over.store(true, Ordering::SeqCst);
    let imports = importer.join().unwrap();
    let found = settle(&place, &site, &account);
    assert!(found.is_empty(), "{}: in the end: {}", place.folder().display(), found.join("\n"));
    let mut tally = tally.lock().unwrap();
    tally.imports += imports;
    tally.sent_again += sent_again;
    tally.starts.extend(starts);
    tally.acknowledged += account.many_acknowledged();
}

fn writer(name: &str, account: &Arc<Account>, site: &Site, killed: &Arc<AtomicBool>, dice: Dice) -> JoinHandle<()> {
    let (mut writer, address, killed) = (Writer::new(name, account, dice), site.address().to_owned(), Arc::clone(killed));
    spawn(move || {
        let refused = writer.until_unanswered(&address);
        assert!(refused.is_empty(), "refused: {refused:?}");
        assert!(killed.load(Ordering::SeqCst), "no answer came while the site was alive");
    })
}

fn reader(number: usize, account: &Arc<Account>, site: &Site, killed: &Arc<AtomicBool>) -> JoinHandle<()> {
    let (account, address, killed) = (Arc::clone(account), site.address().to_owned(), Arc::clone(killed));
    spawn(move || {
        for page in PAGES.iter().cycle().skip(number) {
            let Ok(answer) = ask(&address, "GET", page, &[], "") else { break };
            // Of a store that was begun just now, nothing may be signed yet.
            assert!(answer.status == 200 || (*page == "/log/checkpoint" && answer.status == 404), "{page}: {answer:?}");
            if *page == "/log/checkpoint" && answer.status == 200 {
                account.saw_checkpoint(&answer.body);
            }
        }
        assert!(killed.load(Ordering::SeqCst), "no answer came while the site was alive");
    })
}

/// Imports rows again and again, as another program; every second one is killed at a random moment too and then done again. Ends
/// with how many were done.
fn importer(place: &Place, account: &Arc<Account>, over: &Arc<AtomicBool>, mut dice: Dice) -> JoinHandle<usize> {
    let (place, account, over) = (place.clone(), Arc::clone(account), Arc::clone(over));
    spawn(move || {
        let (mut many, mut usual) = (0, 500);
        while !over.load(Ordering::SeqCst) {
            sleep(Duration::from_millis(if is_drill() { 0 } else { dice.below(REST) as u64 }));
            many += 1;
            let key = format!("import.{many}");
            let marks: Vec<String> = (0..IMPORT).map(|row| format!("{key}.{row}")).collect();
            let tables = place.tables(&key, &rows(&marks));
            account.asks(&key, marks, None);
            let began = Instant::now();
            if dice.below(2) == 0 {
                kill_import(&place, &tables, dice.below(usual * 5 / 4));
            }
            let said = place.printed(&["register", "load", "--from", &tables.display().to_string()]);
            usual = usize::try_from(began.elapsed().as_millis()).unwrap();
            account.acknowledged(&key, entries(&said).unwrap_or_else(|| there(&place, &key)));
            std::fs::remove_dir_all(tables).unwrap();
        }
        many
    })
}

fn kill_import(place: &Place, tables: &Path, after: usize) {
    let mut load = place.servanda(&["register", "load", "--from", &tables.display().to_string()]);
    let mut child = load.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    sleep(Duration::from_millis(after as u64));
    child.kill().unwrap();
    child.wait().unwrap();
}

/// `300 facts are new: entries 2063 to 2362`.
fn entries(said: &str) -> Option<std::ops::RangeInclusive<u32>> {
    let (_, rest) = said.split_once(" entries ")?;
    let (first, rest) = rest.split_once(" to ")?;
    Some(first.parse().ok()?..=rest.split(';').next()?.parse().ok()?)
}

/// Where the rows of an import stand that says that nothing is new.
fn there(place: &Place, key: &str) -> std::ops::RangeInclusive<u32> {
    let of_it = |mark: &str| mark.strip_prefix(key).is_some_and(|rest| rest.starts_with('.'));
    let numbers: Vec<u32> = held(place).iter().filter(|entry| of_it(&entry.mark)).map(|entry| entry.number).collect();
    assert_eq!(numbers.len(), IMPORT, "{key}: it says that nothing is new");
    numbers[0]..=numbers[IMPORT - 1]
}

#[test]
fn a_site_over_a_hundred_thousand_facts_is_ready_in_two_seconds() {
    if !is_drill() {
        return say("kill: how long a start takes over 100,000 facts is measured in the drill (SERVANDA_DRILL=1, release build)");
    }
    let place = Place::new("many");
    let marks: Vec<String> = (0..100_000).map(|n| format!("many.{n}")).collect();
    let tables = place.tables("many", &rows(&marks));
    place.printed(&["register", "load", "--from", &tables.display().to_string()]);
    place.start().kill();
    let mut took: Vec<Duration> = (0..9).map(|_| place.start().began()).collect();
    took.sort();
    say(&format!("kill: ready over 100,000 facts in {:.0?}, at worst {:.0?}", took[4], took[8]));
    assert!(cfg!(debug_assertions) || took[4] < Duration::from_secs(2), "{took:?}");
}
