use crate::harness::{Account, Answer, Dice, Sent, Site, TOKEN, Writer, ask, rows, table};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

/// How long something may take until it is taken for hanging.
const PATIENCE: Duration = Duration::from_secs(90);

/// Pages that are made from memory: they are there whatever becomes of the store.
const PAGES: [&str; 3] = ["/ccm", "/ccm/corrections", "/ccm/data.csv"];

/// Writers and readers at work. What is refused for the moment is sent again under its key until it is entered.
pub struct Load {
    account: Arc<Account>,
    over: Arc<AtomicBool>,
    entered: Arc<AtomicUsize>,
    refused: Arc<AtomicUsize>,
    threads: Vec<JoinHandle<()>>,
}

/// What became of a load.
#[derive(Clone, Copy, Debug)]
pub struct Done {
    /// How often something was entered.
    pub entered: usize,
    /// How often it was refused for the moment.
    pub refused: usize,
}

impl Load {
    /// So many writers, and a reader, at a site.
    pub fn on(site: &Site, account: &Arc<Account>, name: &str, writers: usize, dice: &mut Dice) -> Load {
        let mut load = Load {
            account: Arc::clone(account),
            over: Arc::default(),
            entered: Arc::default(),
            refused: Arc::default(),
            threads: Vec::new(),
        };
        for number in 0..writers {
            load.writer(site, &format!("{name}.w{number}"), dice.split());
        }
        load.reader(site);
        load
    }

    fn writer(&mut self, site: &Site, name: &str, dice: Dice) {
        let (address, account, over) = (site.address().to_owned(), Arc::clone(&self.account), Arc::clone(&self.over));
        let (entered, refused) = (Arc::clone(&self.entered), Arc::clone(&self.refused));
        let mut writer = Writer::new(name, &account, dice);
        self.threads.push(spawn(move || {
            while !over.load(Ordering::SeqCst) {
                let (key, mut sent) = writer.send(&address);
                while let Sent::Refused(answer) = &sent {
                    assert!(is_for_now(answer), "{key}: {answer:?}");
                    refused.fetch_add(1, Ordering::SeqCst);
                    if over.load(Ordering::SeqCst) {
                        return;
                    }
                    sleep(Duration::from_millis(20));
                    sent = account.send(&key, &address);
                }
                match sent {
                    Sent::Entered => drop(entered.fetch_add(1, Ordering::SeqCst)),
                    sent => assert!(over.load(Ordering::SeqCst), "{key}: {sent:?}"),
                }
            }
        }));
    }

    fn reader(&mut self, site: &Site) {
        let (address, over) = (site.address().to_owned(), Arc::clone(&self.over));
        self.threads.push(spawn(move || {
            for page in PAGES.iter().cycle() {
                if over.load(Ordering::SeqCst) {
                    break;
                }
                let asked = Instant::now();
                let answer = ask(&address, "GET", page, &[], "");
                let well = answer.as_ref().is_ok_and(|answer| answer.status == 200);
                assert!(well || over.load(Ordering::SeqCst), "{page}: {answer:?}");
                assert!(asked.elapsed() < Duration::from_secs(10), "{page} took {:?}", asked.elapsed());
                sleep(Duration::from_millis(5));
            }
        }));
    }

    /// Waits until so many more things were entered.
    #[track_caller]
    pub fn enters(&self, more: usize) {
        let (wanted, began) = (self.entered.load(Ordering::SeqCst) + more, Instant::now());
        while self.entered.load(Ordering::SeqCst) < wanted {
            assert!(began.elapsed() < PATIENCE, "nothing is entered");
            assert!(!self.threads.iter().any(JoinHandle::is_finished), "a writer or reader broke off");
            sleep(Duration::from_millis(5));
        }
    }

    /// Nobody takes it amiss from now on that answers do not come: the site is about to be ended.
    pub fn is_over(&self) {
        self.over.store(true, Ordering::SeqCst);
    }

    /// Ends it when everybody is done with what they are at.
    #[track_caller]
    pub fn end(self) -> Done {
        self.is_over();
        self.threads.into_iter().for_each(|thread| thread.join().unwrap());
        Done { entered: self.entered.load(Ordering::SeqCst), refused: self.refused.load(Ordering::SeqCst) }
    }
}

/// Asks for rows to be entered, beside any account.
pub fn post(site: &Site, key: &str, marks: &[String]) -> Answer {
    let headers = [("Authorization", &*format!("Bearer {TOKEN}")), ("Idempotency-Key", key)];
    ask(site.address(), "POST", "/ledger/facts", &headers, &table(&rows(marks))).unwrap()
}

/// Whether an answer says that the same may be sent again.
pub fn is_for_now(answer: &Answer) -> bool {
    answer.status == 503 && answer.json()["again"] == true
}

/// Waits until a site says that all is well; how long that took.
#[track_caller]
pub fn well(site: &Site) -> Duration {
    let began = Instant::now();
    while !site.get("/health").is_ok_and(|answer| answer.status == 200) {
        assert!(began.elapsed() < PATIENCE, "the site does not become well: {}\n{}", site.health(), site.told());
        sleep(Duration::from_millis(10));
    }
    began.elapsed()
}

/// The middle one and the last of what was measured.
pub fn middle_and_worst(mut took: Vec<Duration>) -> String {
    took.sort();
    match (took.get(took.len() / 2), took.last()) {
        (Some(middle), Some(worst)) => format!("median {middle:.0?}, at worst {worst:.0?}"),
        _ => "never".to_owned(),
    }
}
