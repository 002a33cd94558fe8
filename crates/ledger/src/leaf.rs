//! An entry as the bytes that are kept, hashed and published: canonical JSON, told key by key in `docs/log.md`.

use crate::LedgerError;
use facts::{Amount, Correction, Evidence, Fact, Vocabulary, When, fact_id};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::str::FromStr;

/// The form in which leaves are written now. A later form gets another number and this one stays readable.
const FORM: &str = "1";

/// The longest leaf that fits into an entry bundle.
pub(crate) const LONGEST: usize = tlog::LONGEST_LEAF;

/// What an entry is.
#[derive(Clone, PartialEq, Debug)]
pub enum Entry {
    /// A fact.
    Fact(Box<Fact>),
    /// A correction of one.
    Correction(Correction),
    /// A document behind one.
    Evidence(Evidence),
}

/// A leaf that can be entered: its bytes and what is derived from them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Leaf {
    /// `fact`, `correction` or `evidence`.
    pub what: &'static str,
    /// The fact it is, or is about.
    pub fact: String,
    /// The canonical bytes.
    pub text: String,
}

impl Leaf {
    pub fn of_fact(fact: &Fact, vocabulary: &Vocabulary) -> Result<Leaf, LedgerError> {
        let when = |w: Option<When>| w.map(|w| w.to_string()).unwrap_or_default();
        let keys = [
            ("id", fact.id.clone()),
            ("treaty", fact.treaty.to_string()),
            ("state", fact.state.map(|s| s.to_string()).unwrap_or_default()),
            ("kind", vocabulary.name(fact.kind).to_owned()),
            ("true_on", when(fact.on)),
            ("period", fact.period.map(|p| p.to_string()).unwrap_or_default()),
            ("until", when(fact.until)),
            ("about", fact.about.clone().unwrap_or_default()),
            ("amounts", Amount::write_all(&fact.amounts)),
            ("said_by", fact.said_by.to_string()),
            ("published", when(fact.published)),
            ("collected", fact.collected.map(|d| d.to_string()).unwrap_or_default()),
            ("public", when(fact.public)),
            ("source", fact.source.clone()),
            ("basis", fact.basis.to_string()),
            ("note", fact.note.clone()),
        ];
        Leaf::new("fact", &fact.id, keys, vocabulary)
    }

    pub fn of_correction(correction: &Correction) -> Result<Leaf, LedgerError> {
        let keys = [
            ("fact", correction.fact.clone()),
            ("replacement", correction.replacement.clone().unwrap_or_default()),
            ("reason", correction.reason.clone()),
            ("evidence", correction.evidence.clone()),
            ("published", correction.known_from.to_string()),
        ];
        Leaf::new("correction", &correction.fact, keys, &Vocabulary::default())
    }

    pub fn of_evidence(evidence: &Evidence) -> Result<Leaf, LedgerError> {
        let keys = [
            ("fact", evidence.fact.clone()),
            ("sha256", evidence.sha256.clone()),
            ("bytes", evidence.bytes.to_string()),
            ("media_type", evidence.media_type.clone()),
            ("name", evidence.name.clone()),
        ];
        Leaf::new("evidence", &evidence.fact, keys, &Vocabulary::default())
    }

    /// A leaf, read back before anybody enters it: what cannot be read again would stay in the log for ever, and no register could be
    /// made of it any more.
    fn new(
        what: &'static str,
        fact: &str,
        keys: impl IntoIterator<Item = (&'static str, String)>,
        vocabulary: &Vocabulary,
    ) -> Result<Leaf, LedgerError> {
        let text = canonical(what, keys);
        if text.len() > LONGEST {
            return Err(LedgerError::TooLong { fact: fact.to_owned(), bytes: text.len() });
        }
        match read(0, &text, vocabulary) {
            Ok(_) => Ok(Leaf { what, fact: fact.to_owned(), text }),
            Err(why) => Err(LedgerError::Unreadable { fact: fact.to_owned(), why }),
        }
    }

    /// The leaf of bytes that were read, with what is derived from them; what the bytes say is not looked at further.
    pub fn read(text: &str) -> Result<Leaf, String> {
        let kind: Kind = serde_json::from_str(text).map_err(|e| e.to_string())?;
        let what = match kind.entry.as_ref() {
            "fact" => "fact",
            "correction" => "correction",
            "evidence" => "evidence",
            other => return Err(format!("\"{other}\" is no kind of entry; allowed: fact, correction, evidence")),
        };
        let fact = if what == "fact" { kind.id } else { kind.fact };
        if fact.is_empty() {
            return Err("it names no fact".to_owned());
        }
        Ok(Leaf { what, fact: fact.into_owned(), text: text.to_owned() })
    }
}

/// The canonical bytes: one line, keys in order, every value a string, what is empty left out.
pub(crate) fn canonical(what: &str, keys: impl IntoIterator<Item = (&'static str, String)>) -> String {
    let mut object: BTreeMap<&str, String> = keys.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    object.insert("entry", what.to_owned());
    object.insert("form", FORM.to_owned());
    // A map of strings always has JSON.
    serde_json::to_string(&object).unwrap_or_default()
}

/// Whether bytes are the canonical ones of what they say.
pub(crate) fn is_canonical(text: &str) -> bool {
    let object: Result<BTreeMap<String, String>, _> = serde_json::from_str(text);
    object.is_ok_and(|object| {
        object.values().all(|value| !value.is_empty()) && serde_json::to_string(&object).is_ok_and(|again| again == text)
    })
}

/// What an entry says. `number` is its place in the ledger.
pub(crate) fn entry(number: i64, text: &str, vocabulary: &Vocabulary) -> Result<Entry, LedgerError> {
    read(number, text, vocabulary).map_err(|why| LedgerError::Entry { entry: number, why })
}

fn read(number: i64, text: &str, vocabulary: &Vocabulary) -> Result<Entry, String> {
    let entry = u32::try_from(number).map_err(|e| e.to_string())?;
    // Nearly all entries are facts: they are read once, the others twice.
    if let Ok(leaf) = serde_json::from_str::<FactLeaf<'_>>(text) {
        known_form(&leaf.form)?;
        return leaf.fact(entry, vocabulary).map(|fact| Entry::Fact(Box::new(fact)));
    }
    let kind: Kind<'_> = serde_json::from_str(text).map_err(|e| e.to_string())?;
    known_form(&kind.form)?;
    match kind.entry.as_ref() {
        "correction" => serde_json::from_str::<CorrectionLeaf<'_>>(text).map_err(|e| e.to_string())?.correction(entry),
        "evidence" => serde_json::from_str::<EvidenceLeaf<'_>>(text).map_err(|e| e.to_string())?.evidence(entry),
        // The reading above failed: say why.
        _ => serde_json::from_str::<FactLeaf<'_>>(text)
            .map(|_| ())
            .map_err(|e| e.to_string())
            .and(Err("it is no entry".to_owned())),
    }
}

fn known_form(form: &str) -> Result<(), String> {
    if form == FORM { Ok(()) } else { Err(format!("it is written in form \"{form}\"; this program reads form {FORM}")) }
}

#[derive(Deserialize)]
struct Kind<'a> {
    #[serde(borrow)]
    entry: Cow<'a, str>,
    #[serde(borrow, default)]
    form: Cow<'a, str>,
    #[serde(borrow, default)]
    id: Cow<'a, str>,
    #[serde(borrow, default)]
    fact: Cow<'a, str>,
}

/// The keys of a fact's leaf; one that is not there is empty.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct FactLeaf<'a> {
    #[serde(borrow)]
    entry: Cow<'a, str>,
    #[serde(borrow)]
    form: Cow<'a, str>,
    id: String,
    #[serde(borrow)]
    treaty: Cow<'a, str>,
    #[serde(borrow)]
    state: Cow<'a, str>,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    true_on: Cow<'a, str>,
    #[serde(borrow)]
    period: Cow<'a, str>,
    #[serde(borrow)]
    until: Cow<'a, str>,
    #[serde(borrow)]
    about: Cow<'a, str>,
    #[serde(borrow)]
    amounts: Cow<'a, str>,
    #[serde(borrow)]
    said_by: Cow<'a, str>,
    #[serde(borrow)]
    published: Cow<'a, str>,
    #[serde(borrow)]
    collected: Cow<'a, str>,
    #[serde(borrow)]
    public: Cow<'a, str>,
    source: String,
    #[serde(borrow)]
    basis: Cow<'a, str>,
    note: String,
}

impl FactLeaf<'_> {
    fn fact(self, entry: u32, vocabulary: &Vocabulary) -> Result<Fact, String> {
        if self.entry != "fact" {
            return Err(format!("\"{}\" is no kind of entry; allowed: fact, correction, evidence", self.entry));
        }
        let kind = vocabulary.kind(&self.kind).ok_or_else(|| format!("\"{}\" is not a kind of fact of this book", self.kind))?;
        let mut fact = Fact {
            id: self.id,
            entry,
            treaty: self.treaty.parse()?,
            state: optional(&self.state)?,
            kind,
            on: optional(&self.true_on)?,
            period: optional(&self.period)?,
            until: optional(&self.until)?,
            about: Some(self.about.into_owned()).filter(|a| !a.is_empty()),
            amounts: Amount::read_all(&self.amounts)?,
            said_by: self.said_by.parse()?,
            published: optional(&self.published)?,
            collected: optional::<When>(&self.collected)?.map(|w| w.last),
            public: optional(&self.public)?,
            source: self.source,
            basis: self.basis.parse()?,
            note: self.note,
            known_from: When::OPEN,
        };
        fact.known_from = fact.first_known(vocabulary);
        let id = fact_id(&fact, &self.kind);
        if id == fact.id { Ok(fact) } else { Err(format!("its content makes the id {id}, it is stored as {}", fact.id)) }
    }
}

fn optional<T: FromStr<Err = String>>(text: &str) -> Result<Option<T>, String> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some) }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CorrectionLeaf<'a> {
    #[serde(rename = "entry")]
    _entry: Cow<'a, str>,
    #[serde(rename = "form")]
    _form: Cow<'a, str>,
    fact: String,
    #[serde(default)]
    replacement: String,
    reason: String,
    evidence: String,
    #[serde(borrow)]
    published: Cow<'a, str>,
}

impl CorrectionLeaf<'_> {
    fn correction(self, entry: u32) -> Result<Entry, String> {
        Ok(Entry::Correction(Correction {
            entry,
            fact: self.fact,
            replacement: Some(self.replacement).filter(|r| !r.is_empty()),
            reason: self.reason,
            evidence: self.evidence,
            known_from: self.published.parse::<When>()?.last,
        }))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EvidenceLeaf<'a> {
    #[serde(rename = "entry")]
    _entry: Cow<'a, str>,
    #[serde(rename = "form")]
    _form: Cow<'a, str>,
    fact: String,
    sha256: String,
    #[serde(borrow)]
    bytes: Cow<'a, str>,
    #[serde(default)]
    media_type: String,
    #[serde(default)]
    name: String,
}

impl EvidenceLeaf<'_> {
    fn evidence(self, entry: u32) -> Result<Entry, String> {
        let bytes = self.bytes.parse().map_err(|_| format!("\"{}\" is not a number of bytes", self.bytes))?;
        let (fact, sha256, media_type, name) = (self.fact, self.sha256, self.media_type, self.name);
        Ok(Entry::Evidence(Evidence { entry, fact, sha256, bytes, media_type, name }))
    }
}
