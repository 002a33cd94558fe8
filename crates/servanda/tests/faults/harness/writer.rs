use super::{Account, Answer, Dice, rows, site, table};
use std::sync::Arc;

/// One of every so many things written is a correction: facts are known by their content and cannot be there twice, corrections can.
const CORRECTIONS: usize = 6;

/// What came of asking.
#[derive(Debug)]
pub enum Sent {
    /// It was entered, and the answer came whole.
    Entered,
    /// An answer came, and says that it was not entered.
    Refused(Answer),
    /// No whole answer came: whether it was entered is not known.
    Unanswered(std::io::Error),
}

/// Somebody who enters facts, a few at once, each time under a key of its own, and now and then corrects one of them.
#[derive(Debug)]
pub struct Writer {
    name: String,
    account: Arc<Account>,
    dice: Dice,
    count: usize,
    /// The number of an entry acknowledged to this writer that is a fact.
    own: Option<u32>,
}

impl Writer {
    /// A writer; the name has to be its own in this account.
    pub fn new(name: &str, account: &Arc<Account>, dice: Dice) -> Writer {
        Writer { name: name.to_owned(), account: Arc::clone(account), dice, count: 0, own: None }
    }

    /// Asks for the next thing to be entered, and notes what came of it. The key is one that nobody used before.
    pub fn send(&mut self, address: &str) -> (String, Sent) {
        self.count += 1;
        let key = format!("{}.{}", self.name, self.count);
        let fact = match self.own.filter(|_| self.dice.below(CORRECTIONS) == 0) {
            Some(number) => fact_of(address, number),
            None => None,
        };
        match fact {
            Some(fact) => self.account.asks(&key, vec![key.clone()], Some(correction(&fact, &key))),
            None => {
                let marks: Vec<String> = (0..=self.dice.below(3)).map(|n| format!("{key}.{n}")).collect();
                let body = table(&rows(&marks));
                self.account.asks(&key, marks, Some(("/ledger/facts".to_owned(), body)));
            }
        }
        let sent = self.account.send(&key, address);
        if let Some(batch) = self.account.of(&key)
            && batch.asked.is_some_and(|(path, _)| path == "/ledger/facts")
            && let Some(entries) = batch.entries
        {
            self.own = Some(*entries.start());
        }
        (key, sent)
    }

    /// How often it asked.
    pub fn asked(&self) -> usize {
        self.count
    }

    /// Asks again and again, until no whole answer comes. Returns what was refused.
    pub fn until_unanswered(&mut self, address: &str) -> Vec<Answer> {
        let mut refused = Vec::new();
        loop {
            match self.send(address).1 {
                Sent::Entered => {}
                Sent::Refused(answer) => refused.push(answer),
                Sent::Unanswered(_) => return refused,
            }
        }
    }
}

impl Account {
    /// Asks what was noted under a key, for the first time or again, and notes an acknowledgement.
    pub fn send(&self, key: &str, address: &str) -> Sent {
        let (path, body) = self.of(key).unwrap().asked.unwrap();
        let answer = match site::post(address, &path, key, &body) {
            Ok(answer) if answer.status == 200 => answer,
            Ok(answer) => return Sent::Refused(answer),
            Err(error) => return Sent::Unanswered(error),
        };
        let says = answer.json();
        let number = |name: &str| says[name].as_u64().and_then(|n| u32::try_from(n).ok());
        match (number("first"), number("last")) {
            (Some(first), Some(last)) => {
                self.acknowledged(key, first..=last);
                Sent::Entered
            }
            _ => Sent::Refused(answer),
        }
    }
}

fn correction(fact: &str, mark: &str) -> (String, String) {
    let asked = serde_json::json!({ "fact": fact, "reason": mark, "evidence": "letter 17", "published": "2024-09-01" });
    ("/ledger/corrections".to_owned(), asked.to_string())
}

/// The id of the fact that is that entry.
fn fact_of(address: &str, number: u32) -> Option<String> {
    let entry = super::ask(address, "GET", &format!("/log/entry/{number}"), &[], "").ok()?;
    entry.json()["id"].as_str().map(str::to_owned)
}
