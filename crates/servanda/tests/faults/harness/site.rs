use super::{Answer, Place, TOKEN, ask};
use std::fs::File;
use std::path::PathBuf;
use std::process::Child;
use std::time::{Duration, Instant};

/// How long a site may take until it answers.
const PATIENCE: Duration = Duration::from_secs(120);

/// A site that is running; killed when it is dropped.
#[derive(Debug)]
pub struct Site {
    child: Child,
    address: String,
    log: PathBuf,
    began: Duration,
}

impl Site {
    /// Starts the program in a place and waits until it answers.
    pub(super) fn start(place: &Place, arguments: &[&str], under: &[&str]) -> Site {
        let (token, log) = (place.folder().join("token"), place.folder().join("site.log"));
        std::fs::write(&token, TOKEN).unwrap();
        let to = File::create(&log).unwrap();
        let began = Instant::now();
        let own = ["serve", "--listen", "127.0.0.1:0", "--token", &token.display().to_string()].map(str::to_owned);
        let own: Vec<&str> = own.iter().map(String::as_str).chain(arguments.iter().copied()).collect();
        let child = place.servanda_under(under, &own).stdout(to.try_clone().unwrap()).stderr(to).spawn().unwrap();
        let mut site = Site { child, address: String::new(), log, began: Duration::ZERO };
        while began.elapsed() < PATIENCE {
            if let Some(status) = site.child.try_wait().unwrap() {
                panic!("the site ended before it answered ({status}): {}", site.told());
            }
            if let Some(address) = site.said_address() {
                site.address = address;
                if site.get("/health").is_ok() {
                    site.began = began.elapsed();
                    return site;
                }
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        panic!("the site does not answer: {}", site.told());
    }

    fn said_address(&self) -> Option<String> {
        let told = self.told();
        let (_, rest) = told.split_once("http://")?;
        rest.split_once('\n').map(|(address, _)| address.trim().to_owned())
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// How long it took until it answered.
    pub fn began(&self) -> Duration {
        self.began
    }

    /// What it said so far, on both its outputs.
    pub fn told(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Asks for a page.
    pub fn get(&self, path: &str) -> Result<Answer, std::io::Error> {
        ask(&self.address, "GET", path, &[], "")
    }

    /// What it says of itself, as JSON.
    pub fn health(&self) -> serde_json::Value {
        self.get("/health").map(|answer| answer.json()).unwrap_or_default()
    }

    /// Sends rows under a key.
    pub fn post(&self, key: &str, rows: &[String]) -> Result<Answer, std::io::Error> {
        post(&self.address, "/ledger/facts", key, &super::table(rows))
    }

    /// Ends it as a power switch would the program: it hears nothing of it.
    pub fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.end();
    }
}

/// Asks for something to be entered.
pub(super) fn post(address: &str, path: &str, key: &str, body: &str) -> Result<Answer, std::io::Error> {
    ask(address, "POST", path, &[("Authorization", &format!("Bearer {TOKEN}")), ("Idempotency-Key", key)], body)
}
