//! A disk that fills up while people write: nothing is acknowledged that is not kept, what is held can be read, and when there is room
//! again it goes on, without a start.

use crate::disk::Disk;
use crate::harness::{Account, Answer, Dice, Place, Sent, Site, Writer, say, settle, size, wait};
use std::sync::Arc;
use std::thread::spawn;
use std::time::Duration;

/// What the site keeps free, as `--reserve` takes it, and in bytes.
const RESERVE: (&str, u64) = ("4", 4 << 20);

/// What is left above the reserve at most when the writing begins, in bytes.
const LEFT: usize = 300 << 10;

/// How far below the reserve the room may be when the first is refused: what two write at once, and a checkpoint.
const BELOW: u64 = 1 << 20;

/// How many times the disk fills before the next store begins.
const FILLS: usize = 20;

const WRITERS: usize = 2;

const PAGES: [&str; 4] = ["/ccm", "/log/entry/1", "/log/checkpoint", "/ccm/data.csv"];

#[test]
fn a_disk_that_fills_up_is_refused_while_the_reserve_is_there_and_written_again_when_there_is_room() {
    let (rounds, mut dice) = (size(20, 300), Dice::of("full"));
    let mut least = u64::MAX;
    for store in 0..rounds / FILLS {
        let Some(disk) = Disk::new(&format!("full{store}")) else { return };
        let place = Place::in_folder(disk.folder());
        let account = Arc::new(place.account());
        let site = started(&place, RESERVE.0);
        for round in 0..FILLS {
            disk.fill_to(RESERVE.1 + dice.below(LEFT) as u64);
            let refused = written_until_refused(&site, &account, &format!("{round}"), &mut dice);
            assert!(refused.iter().all(|answer| answer.status == 507 && answer.json()["again"] == true), "{refused:?}");
            least = least.min(disk.free());
            assert!(disk.free() > RESERVE.1 - BELOW, "only {} bytes are left of the reserve", disk.free());
            // The reserve is for what is acknowledged already: it is still signed.
            wait("all is signed", || site.health()["signed"] == site.health()["held"]);
            goes_on_reading(&site);
            assert_eq!(site.get("/health").unwrap().status, 200, "it is well, and can only be read");
            disk.fill();
            nothing_more(&site, &account, &format!("{round}.more"), &mut dice);
            goes_on_reading(&site);
            disk.give_back();
            goes_on_writing(&site, &account, &format!("{round}.after"), &mut dice);
        }
        let found = settle(&place, &site, &account);
        assert!(found.is_empty(), "{}", found.join("\n"));
        site.kill();
        let found = settle(&place, &place.start(), &account);
        assert!(found.is_empty(), "after a start: {}", found.join("\n"));
    }
    say(&format!(
        "full: the disk filled {rounds} times, at least {} KB of the reserve of 4 MB were left; nothing lost",
        least >> 10
    ));
}

/// The control: without a reserve the store runs into the end of the disk in the middle of what it writes.
#[test]
fn a_store_without_a_reserve_that_runs_into_the_end_of_the_disk_loses_nothing_either() {
    let (rounds, mut dice) = (size(20, 300), Dice::of("end"));
    for store in 0..rounds / FILLS {
        let Some(disk) = Disk::new(&format!("end{store}")) else { return };
        let place = Place::in_folder(disk.folder());
        let account = Arc::new(place.account());
        let site = started(&place, "0");
        for round in 0..FILLS {
            disk.fill_to(dice.below(LEFT) as u64);
            let filling = dice.below(200) as u64;
            let refused = std::thread::scope(|scope| {
                scope.spawn(|| {
                    std::thread::sleep(Duration::from_millis(filling));
                    disk.fill();
                });
                written_until_refused(&site, &account, &format!("{round}"), &mut dice)
            });
            assert!(refused.iter().all(|answer| answer.status == 507 && answer.json()["again"] == true), "{refused:?}");
            // Where a journal's room is there already, one more may still be entered: then it has to stay.
            let mut writer = Writer::new(&format!("{round}.more"), &account, dice.split());
            (0..4).for_each(|_| drop(writer.send(site.address())));
            goes_on_reading(&site);
            disk.give_back();
            goes_on_writing(&site, &account, &format!("{round}.after"), &mut dice);
        }
        let found = settle(&place, &site, &account);
        assert!(found.is_empty(), "{}", found.join("\n"));
        site.kill();
        let found = settle(&place, &place.start(), &account);
        assert!(found.is_empty(), "after a start: {}", found.join("\n"));
    }
    say(&format!("full: {rounds} times to the end of the disk without a reserve; nothing lost"));
}

/// A site, once it has signed what is there.
fn started(place: &Place, reserve: &str) -> Site {
    let site = place.start_with(&["--reserve", reserve]);
    wait("what is there is signed", || site.health()["signed"] == site.health()["held"]);
    site
}

/// Several write at once until each of them is refused; the refusals.
fn written_until_refused(site: &Site, account: &Arc<Account>, name: &str, dice: &mut Dice) -> Vec<Answer> {
    let writers = (0..WRITERS).map(|w| {
        let (mut writer, address) = (Writer::new(&format!("{name}.w{w}"), account, dice.split()), site.address().to_owned());
        spawn(move || {
            loop {
                match writer.send(&address).1 {
                    Sent::Entered => assert!(writer.asked() < 2_000, "it never ends"),
                    Sent::Refused(answer) => return answer,
                    Sent::Unanswered(error) => panic!("the site is gone: {error}"),
                }
            }
        })
    });
    let writers: Vec<_> = writers.collect();
    writers.into_iter().map(|writer| writer.join().unwrap()).collect()
}

fn nothing_more(site: &Site, account: &Arc<Account>, name: &str, dice: &mut Dice) {
    let mut writer = Writer::new(name, account, dice.split());
    for _ in 0..4 {
        match writer.send(site.address()).1 {
            Sent::Refused(answer) => assert_eq!(answer.status, 507, "{answer:?}"),
            other => panic!("the disk is full: {other:?}"),
        }
    }
}

fn goes_on_reading(site: &Site) {
    for page in PAGES {
        assert_eq!(site.get(page).unwrap().status, 200, "{page}");
    }
}

/// There is room again: the first that is sent is entered, and so is everything that was refused.
fn goes_on_writing(site: &Site, account: &Arc<Account>, name: &str, dice: &mut Dice) {
    let sent = Writer::new(name, account, dice.split()).send(site.address()).1;
    assert!(matches!(sent, Sent::Entered), "there is room again: {sent:?}; {}", site.told());
    for key in account.open() {
        let sent = account.send(&key, site.address());
        assert!(matches!(sent, Sent::Entered), "{key}: {sent:?}");
    }
    assert_eq!(site.health()["writable"], true);
}
