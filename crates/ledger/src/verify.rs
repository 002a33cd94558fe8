//! Looking through the whole store: whether every entry is what it was, everything derived follows from it, and the log gives what was
//! signed. Nothing is written.

use crate::files::hex;
use crate::keys::Kind;
use crate::leaf::{Entry, Leaf, entry, is_canonical};
use crate::request::{Request, SEALED};
use crate::restricted::{Restricted, commitment, key_for_restricted};
use crate::store::{Store, at, reading};
use crate::{Ledger, LedgerError, Signed};
use facts::Vocabulary;
use std::collections::{BTreeMap, BTreeSet};
use tlog::{Checkpoint, Note, Policy, PublicKey, Signature, Tree, Verified, leaf_hash};

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

/// Whether the documents lie beside the store that is looked through.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Documents {
    /// They are looked at too.
    Beside,
    /// It is a copy: they lie elsewhere.
    Elsewhere,
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
    /// Looks through the whole store. Others may read and write meanwhile.
    pub async fn verify(&self, verifying: &Verifying<'_>) -> Result<Report, LedgerError> {
        self.verify_with(verifying, Documents::Beside).await
    }

    pub(crate) async fn verify_with(&self, verifying: &Verifying<'_>, documents: Documents) -> Result<Report, LedgerError> {
        let mut report = Report::default();
        self.verify_pages(&mut report).await?;
        report.differences.extend(self.rules_changed().await?);
        // What names entries is read before them: all it names is then there, whatever is entered meanwhile.
        let (requests, lines) = (self.requests().await?, self.lines().await?);
        let signed = self.all_signed(Kind::Public).await?;
        let signed_restricted = self.all_signed(Kind::Restricted).await?;
        let tree = self.verify_entries(verifying, documents, &mut report).await?;
        (report.entries, report.root, report.unsigned) = (tree.size(), hex(&tree.root()), tree.size());
        match self.follows().await {
            Ok(follows) => report.differences.extend(follows.iter().filter_map(|earlier| earlier.differs(&tree))),
            Err(error) => report.differs(error.why()),
        }
        if let Some(key) = self.identity().await? {
            verify_checkpoints(&signed, &key, &tree, &mut report);
            report.checkpoints = signed.checkpoints.len();
            report.unsigned = tree.size().saturating_sub(signed.checkpoints.last().map_or(0, |c| c.size));
            verify_cosignatures(&lines, &signed, verifying, &mut report);
        }
        let restricted = self.verify_restricted(&mut report).await?;
        if let Some(key) = self.identity().await?.as_ref().and_then(key_for_restricted) {
            verify_checkpoints(&signed_restricted, &key, &restricted, &mut report);
        }
        verify_requests(&requests, tree.size(), restricted.size(), &mut report);
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

    async fn verify_entries(
        &self,
        verifying: &Verifying<'_>,
        documents: Documents,
        report: &mut Report,
    ) -> Result<Tree, LedgerError> {
        let outside = "select count(*) from entry where number < 1";
        let outside: i64 = reading!(&self.store, c => sqlx::query_scalar(outside).fetch_one(c).await?);
        if outside != 0 {
            report.differs(format!("entries stand under numbers before the first: {outside} of them"));
        }
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
                self.verify_meaning(number, &leaf, (verifying, documents), &mut facts, report)?;
            }
        }
    }

    /// What an entry says: that it can be read, that what it refers to came before, that its document is kept.
    fn verify_meaning(
        &self,
        number: i64,
        leaf: &str,
        (verifying, documents): (&Verifying<'_>, Documents),
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
                    _ if documents == Documents::Elsewhere => {}
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

    /// All that was signed of a log, here and beside the store.
    async fn all_signed(&self, log: Kind) -> Result<AllSigned, LedgerError> {
        let identity = self.identity().await?;
        let key = if log == Kind::Public { identity } else { identity.as_ref().and_then(key_for_restricted) };
        let beside = match key.map(|key| self.keys().last_signed(log, &key)) {
            Some(Ok(last)) => Ok(last.map(|(_, note)| note)),
            Some(Err(error)) => Err(error.to_string()),
            None => Ok(None),
        };
        Ok(AllSigned { checkpoints: self.checkpoints(log).await?, beside })
    }

    async fn lines(&self) -> Result<Vec<Line>, LedgerError> {
        let statement = "select size, witness, line from cosignature order by size, witness";
        Ok(reading!(&self.store, c => sqlx::query_as(statement).fetch_all(c).await?))
    }

    async fn requests(&self) -> Result<Vec<Row>, LedgerError> {
        let statement = "select key, content, first, last from request order by key";
        Ok(reading!(&self.store, c => sqlx::query_as(statement).fetch_all(c).await?))
    }

    async fn verify_restricted(&self, report: &mut Report) -> Result<Tree, LedgerError> {
        let mut moment = self.store.moment().await?;
        let mut tree = Tree::new();
        let mut sealed: BTreeMap<i64, String> = BTreeMap::new();
        let statement = "select number, leaf, hash from restricted order by number";
        let lines: Vec<(i64, String, Vec<u8>)> = at!(&mut moment, c => sqlx::query_as(statement).fetch_all(c).await?);
        for (number, leaf, hash) in lines {
            let made = leaf_hash(leaf.as_bytes());
            tree.push(made);
            if hash != made || number != i64::try_from(tree.size()).unwrap_or(0) {
                report.differs(format!("restricted entry {number}: it is not what was entered"));
            }
            if !is_canonical(&leaf) {
                report.differs(format!("restricted entry {number}: it is not written in the canonical form"));
            }
            match Restricted::read(number, &leaf) {
                Ok(Restricted::Sealed { commitment }) => drop(sealed.insert(number, commitment)),
                Ok(Restricted::Erased { number: erased, .. }) => {
                    if sealed.remove(&i64::from(erased)).is_none() {
                        report.differs(format!("restricted entry {number}: it erases {erased}, which no earlier entry sealed"));
                    }
                }
                Err(error) => report.differs(error.to_string()),
            }
        }
        let statement = "select number from payload order by number";
        let held: Vec<i64> = at!(&mut moment, c => sqlx::query_scalar(statement).fetch_all(c).await?);
        for number in held {
            // One at a time: a payload may be large.
            let statement = "select salt, bytes from payload where number = $1";
            let (salt, bytes): (Vec<u8>, Vec<u8>) =
                at!(&mut moment, c => sqlx::query_as(statement).bind(number).fetch_one(c).await?);
            report.payloads += 1;
            if sealed.remove(&number) != Some(commitment(&salt, &bytes)) {
                report.differs(format!("restricted entry {number}: the payload is not the one that was sealed"));
            }
        }
        for number in sealed.keys() {
            report.differs(format!("restricted entry {number}: its payload is gone, and no erasure is on record"));
        }
        Ok(tree)
    }
}

/// A row of requests as it stands.
type Row = (String, Vec<u8>, i64, i64);

/// All that was signed of a log.
struct AllSigned {
    checkpoints: Vec<Signed>,
    /// What lies beside the store, or why it cannot be read.
    beside: Result<Option<String>, String>,
}

fn verify_checkpoints(signed: &AllSigned, key: &PublicKey, tree: &Tree, report: &mut Report) {
    let of = key.name();
    for signed in &signed.checkpoints {
        if let Err(why) = holds(&signed.note, key, tree, Some(signed.size)) {
            report.differs(format!("the checkpoint of {} entries of {of}: {why}", signed.size));
        }
    }
    match &signed.beside {
        Ok(None) => {}
        Ok(Some(note)) => {
            if let Err(why) = holds(note, key, tree, None) {
                report.differs(format!("the checkpoint of {of} last signed here: {why}"));
            }
        }
        Err(why) => report.differs(why.clone()),
    }
}

/// A line of a witness as it stands: the size of the checkpoint it is under, who is said to have signed it, the line.
type Line = (i64, String, String);

fn verify_cosignatures(lines: &[Line], signed: &AllSigned, verifying: &Verifying<'_>, report: &mut Report) {
    let texts: BTreeMap<u64, &str> = signed.checkpoints.iter().map(|signed| (signed.size, signed.note.as_str())).collect();
    for (size, witness, line) in lines {
        let known = verifying.policy.into_iter().flat_map(|policy| &policy.witnesses);
        let known = known.map(|w| (&w.name, &w.key)).find(|(name, key)| *name == witness || key.name() == witness);
        let note = u64::try_from(*size).ok().and_then(|size| texts.get(&size));
        let Some(text) = note.and_then(|note| note.parse::<Note>().ok()).map(|note| note.text) else {
            report.differs(format!("the line of {witness} is under a checkpoint of {size} entries, which is not there"));
            continue;
        };
        let holds = match line.parse::<Signature>() {
            Ok(line) => {
                let note = Note { text, signatures: vec![line] };
                known.is_none_or(|(_, key)| matches!(key.verify(&note), Verified::Yes { .. }))
            }
            Err(_) => false,
        };
        if !holds {
            report.differs(format!("the checkpoint of {size} entries: the line of {witness} does not hold"));
        }
    }
}

fn verify_requests(requests: &[Row], entries: u64, restricted: u64, report: &mut Report) {
    for (key, content, first, last) in requests {
        let there = if key.starts_with(SEALED) { restricted } else { entries };
        let there = i64::try_from(there).unwrap_or(i64::MAX);
        match Request::read(key, content, *first, *last) {
            Ok(request) if request.first >= 1 && request.last <= there && request.last >= request.first - 1 => {}
            Ok(_) => report.differs(format!("the request \"{key}\" names entries {first} to {last}, which are not there")),
            Err(_) => report.differs(format!("the request \"{key}\": its row was changed")),
        }
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
