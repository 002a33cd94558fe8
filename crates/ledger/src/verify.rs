//! Looking through the whole store: whether every entry is what it was, everything derived follows from it, and the log gives what was
//! signed. Nothing is written.

use crate::files::hex;
use crate::keys::Kind;
use crate::leaf::{Entry, Leaf, entry, is_canonical};
use crate::restricted::Restricted;
use crate::store::{Store, reading};
use crate::{Ledger, LedgerError};
use facts::Vocabulary;
use std::collections::{BTreeMap, BTreeSet};
use tlog::{Checkpoint, Note, Policy, PublicKey, Tree, Verified, leaf_hash};

/// How many entries are read at once.
const AT_ONCE: i64 = 4_096;

/// What is looked at beside the store itself.
#[derive(Clone, Debug, Default)]
pub struct Verifying<'a> {
    /// The kinds of fact, so that entries are read as facts too.
    pub vocabulary: Option<&'a Vocabulary>,
    /// The witnesses whose lines are checked.
    pub policy: Option<&'a Policy>,
}

/// What was looked through, and what differs.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    /// Entries of the log.
    pub entries: u64,
    /// The root over them, in hexadecimal digits.
    pub root: String,
    /// Checkpoints that were signed.
    pub checkpoints: usize,
    /// Entries that no checkpoint covers yet.
    pub unsigned: u64,
    /// Documents behind facts.
    pub documents: usize,
    /// Payloads that are not public and are still held.
    pub payloads: usize,
    /// What differs, each in a sentence.
    pub differences: Vec<String>,
}

impl Report {
    fn differs(&mut self, what: String) {
        self.differences.push(what);
    }
}

impl Ledger {
    /// Looks through the whole store.
    pub async fn verify(&self, verifying: &Verifying<'_>) -> Result<Report, LedgerError> {
        let mut report = Report::default();
        self.verify_pages(&mut report).await?;
        let tree = self.verify_entries(verifying, &mut report).await?;
        (report.entries, report.root) = (tree.size(), hex(&tree.root()));
        if let Some(key) = self.identity().await? {
            self.verify_checkpoints(&key, &tree, verifying, &mut report).await?;
        } else {
            report.unsigned = tree.size();
        }
        self.verify_requests(tree.size(), &mut report).await?;
        self.verify_restricted(&mut report).await?;
        Ok(report)
    }

    /// What the engine itself finds wrong with its file.
    async fn verify_pages(&self, report: &mut Report) -> Result<(), LedgerError> {
        if let Store::Sqlite { read, .. } = &self.store {
            let found: Vec<String> = sqlx::query_scalar("pragma integrity_check(20)").fetch_all(read).await?;
            found.into_iter().filter(|line| line != "ok").for_each(|line| report.differs(format!("the file: {line}")));
        }
        Ok(())
    }

    async fn verify_entries(&self, verifying: &Verifying<'_>, report: &mut Report) -> Result<Tree, LedgerError> {
        let statement = "select number, what, fact, leaf, hash from entry where number > $1 order by number limit $2";
        let (mut tree, mut last, mut facts) = (Tree::new(), 0, BTreeSet::new());
        loop {
            let rows: Vec<(i64, String, String, String, Vec<u8>)> =
                reading!(&self.store, c => sqlx::query_as(statement).bind(last).bind(AT_ONCE).fetch_all(c).await?);
            if rows.is_empty() {
                return Ok(tree);
            }
            for (number, what, fact, leaf, hash) in rows {
                if number != last + 1 {
                    report.differs(format!("between entry {last} and entry {number} entries are missing"));
                }
                last = number;
                let made = leaf_hash(leaf.as_bytes());
                tree.push(made);
                if hash != made {
                    report.differs(format!("entry {number}: its content is not what was hashed when it was entered"));
                }
                if !is_canonical(&leaf) {
                    report.differs(format!("entry {number}: it is not written in the canonical form"));
                }
                match Leaf::read(&leaf) {
                    Ok(derived) if derived.what == what && derived.fact == fact => {}
                    Ok(_) => report.differs(format!("entry {number}: what is derived from it is not what stands beside it")),
                    Err(why) => report.differs(format!("entry {number}: {why}")),
                }
                self.verify_meaning(number, &leaf, verifying, &mut facts, report)?;
            }
        }
    }

    /// What an entry says: that it can be read, that what it refers to came before, that its document is kept.
    fn verify_meaning(
        &self,
        number: i64,
        leaf: &str,
        verifying: &Verifying<'_>,
        facts: &mut BTreeSet<String>,
        report: &mut Report,
    ) -> Result<(), LedgerError> {
        let none = Vocabulary::default();
        let (about, what) = match entry(number, leaf, verifying.vocabulary.unwrap_or(&none)) {
            Ok(Entry::Fact(fact)) => {
                facts.insert(fact.id);
                return Ok(());
            }
            Ok(Entry::Correction(correction)) => (correction.fact, "corrects"),
            Ok(Entry::Evidence(evidence)) => {
                report.documents += 1;
                match self.files().document(&evidence.sha256) {
                    Ok(Some(bytes)) if bytes.len() as u64 == evidence.bytes => {}
                    Ok(Some(_)) => report.differs(format!("entry {number}: its document has another length than it says")),
                    Ok(None) => report.differs(format!("entry {number}: its document {} is not kept here", evidence.sha256)),
                    Err(error) => report.differs(format!("entry {number}: {error}")),
                }
                (evidence.fact, "shows")
            }
            Err(_) if verifying.vocabulary.is_none() => {
                // Without the kinds of fact, facts cannot be read: their ids are taken as they stand.
                facts.extend(Leaf::read(leaf).ok().filter(|leaf| leaf.what == "fact").map(|leaf| leaf.fact));
                return Ok(());
            }
            Err(error) => {
                report.differs(error.to_string());
                return Ok(());
            }
        };
        if !facts.contains(&about) {
            report.differs(format!("entry {number}: it {what} {about}, which no earlier entry holds"));
        }
        Ok(())
    }

    async fn verify_checkpoints(
        &self,
        key: &PublicKey,
        tree: &Tree,
        verifying: &Verifying<'_>,
        report: &mut Report,
    ) -> Result<(), LedgerError> {
        let checkpoints = self.checkpoints(Kind::Public).await?;
        report.checkpoints = checkpoints.len();
        report.unsigned = tree.size().saturating_sub(checkpoints.last().map_or(0, |c| c.size));
        for signed in &checkpoints {
            if let Err(why) = holds(&signed.note, key, tree, Some(signed.size)) {
                report.differs(format!("the checkpoint of {} entries: {why}", signed.size));
            }
            if let (Some(policy), false) = (verifying.policy, signed.cosignatures.is_empty()) {
                let judged = signed.published().parse::<Note>().map(|note| policy.judge(&note));
                for witness in judged.map(|j| j.bad).unwrap_or_default() {
                    report.differs(format!("the checkpoint of {} entries: the line of {witness} does not hold", signed.size));
                }
            }
        }
        match self.keys().last_signed(Kind::Public, key) {
            Ok(Some((_, note))) => {
                if let Err(why) = holds(&note, key, tree, None) {
                    report.differs(format!("the checkpoint last signed here: {why}"));
                }
            }
            Ok(None) => {}
            Err(error) => report.differs(error.to_string()),
        }
        Ok(())
    }

    async fn verify_requests(&self, entries: u64, report: &mut Report) -> Result<(), LedgerError> {
        let statement = "select key, first, last from request where key not like 'sealed:%' order by key";
        let rows: Vec<(String, i64, i64)> = reading!(&self.store, c => sqlx::query_as(statement).fetch_all(c).await?);
        let entries = i64::try_from(entries).unwrap_or(i64::MAX);
        for (key, first, last) in rows {
            if first < 1 || last > entries || last < first - 1 {
                report.differs(format!("the request \"{key}\" names entries {first} to {last}, which are not there"));
            }
        }
        Ok(())
    }

    async fn verify_restricted(&self, report: &mut Report) -> Result<(), LedgerError> {
        let mut tree = Tree::new();
        let mut sealed: BTreeMap<i64, String> = BTreeMap::new();
        for (number, leaf, hash) in self.restricted_lines().await? {
            let made = leaf_hash(leaf.as_bytes());
            tree.push(made);
            if hash != made || number != i64::try_from(tree.size()).unwrap_or(0) {
                report.differs(format!("restricted entry {number}: it is not what was entered"));
            }
            match Restricted::read(number, &leaf) {
                Ok(Restricted::Sealed { commitment }) => drop(sealed.insert(number, commitment)),
                Ok(Restricted::Erased { number: erased, .. }) => drop(sealed.remove(&i64::from(erased))),
                Err(error) => report.differs(error.to_string()),
            }
        }
        for (number, commitment) in self.payload_commitments().await? {
            report.payloads += 1;
            if sealed.remove(&number) != Some(commitment) {
                report.differs(format!("restricted entry {number}: the payload is not the one that was sealed"));
            }
        }
        for number in sealed.keys() {
            report.differs(format!("restricted entry {number}: its payload is gone, and no erasure is on record"));
        }
        if let Some(key) = self.identity().await? {
            let name = format!("{}/restricted", key.name());
            if let Ok(key) = PublicKey::new(&name, key.algorithm(), *key.bytes()) {
                for signed in self.checkpoints(Kind::Restricted).await? {
                    if let Err(why) = holds(&signed.note, &key, &tree, Some(signed.size)) {
                        report.differs(format!("the checkpoint of {} restricted entries: {why}", signed.size));
                    }
                }
            }
        }
        Ok(())
    }
}

/// Whether a signed checkpoint is this log's, and of the beginning of this tree.
fn holds(note: &str, key: &PublicKey, tree: &Tree, size: Option<u64>) -> Result<(), String> {
    let note: Note = note.parse().map_err(|e: tlog::TlogError| e.to_string())?;
    let checkpoint = Checkpoint::parse(&note.text).map_err(|e| e.to_string())?;
    if !matches!(key.verify(&note), Verified::Yes { .. }) {
        return Err("it is not signed by the key of this log".to_owned());
    }
    if checkpoint.origin != key.name() {
        return Err(format!("it is of another log, {}", checkpoint.origin));
    }
    if size.is_some_and(|size| size != checkpoint.size) {
        return Err(format!("it covers {} entries", checkpoint.size));
    }
    match tree.root_at(checkpoint.size) {
        Some(root) if root == checkpoint.root => Ok(()),
        Some(_) => Err(format!("the first {} entries are not those that were signed", checkpoint.size)),
        None => Err(format!("{} entries were signed, and the store holds {}", checkpoint.size, tree.size())),
    }
}
