//! What a source shows: its checkpoint, and what the policy says of that.

use super::claims::Seen;
use super::finding::{Finding, Kind};
use crate::source::{Source, SourceError};
use tlog::{Algorithm, Checkpoint, Judgement, Note, Policy, TlogError};

/// Clocks are never quite the same: a cosignature may be this many seconds ahead of ours.
const AHEAD: u64 = 3600;

/// A checkpoint signed by the log, as a source shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    /// The signed note, as it was read.
    pub text: String,
    /// The note.
    pub note: Note,
    /// The checkpoint.
    pub checkpoint: Checkpoint,
}

impl Shown {
    /// Reads a signed note.
    pub fn read(text: String) -> Result<Self, TlogError> {
        let note: Note = text.parse()?;
        let checkpoint = Checkpoint::parse(&note.text)?;
        Ok(Self { text, note, checkpoint })
    }

    /// A size and a root: what two checkpoints are compared by.
    pub fn state(&self) -> (u64, tlog::Hash) {
        (self.checkpoint.size, self.checkpoint.root)
    }
}

/// A source with what it shows.
pub struct View<'a> {
    /// The source.
    pub source: &'a Source,
    /// What it shows.
    pub shown: Shown,
    /// What the policy says of it.
    pub judgement: Judgement,
    /// Which cosignatures count as new in this look.
    pub rules: Freshness,
}

impl View<'_> {
    /// What was seen, and where.
    pub fn seen(&self) -> Seen {
        Seen::at(self.source, &self.shown)
    }
}

/// Looks at the checkpoint of a source. What is not in order is told in `findings`; a view is given where the log signed it. `known` is
/// the last checkpoint that enough witnesses saw: a log signs first and is seen then, and between the two nothing is wrong.
pub fn look<'a>(
    source: &'a Source,
    policy: &Policy,
    (rules, known): (Freshness, Option<&Shown>),
    findings: &mut Vec<Finding>,
) -> Option<View<'a>> {
    let lately = known.is_some_and(|known| rules.fresh_enough(&known.note, policy));
    let shown = match checkpoint(source) {
        Ok(shown) => shown,
        Err(finding) => {
            findings.push(finding);
            return None;
        }
    };
    let judgement = policy.judge(&shown.note);
    match policy.accept(&shown.note) {
        Ok(_) if rules.fresh_enough(&shown.note, policy) => {}
        Ok(_) => findings.push(Finding::at(
            Kind::Stale,
            source,
            format!(
                "too few witnesses saw the checkpoint of {} entries within the last {}; the last cosignature is {}",
                shown.checkpoint.size,
                duration(rules.within),
                judgement.newest.map_or("none".to_owned(), |time| format!("{} old", duration(rules.now.saturating_sub(time))))
            ),
        )),
        Err(TlogError::NoQuorum { .. }) if lately => {
            let words = format!("too few witnesses have seen the checkpoint of {} entries so far", shown.checkpoint.size);
            findings.push(Finding::at(Kind::NotYetSeen, source, words));
        }
        Err(error @ TlogError::NoQuorum { .. }) => findings.push(Finding::at(Kind::NoQuorum, source, error.to_string())),
        Err(error) => findings.push(Finding::at(Kind::NotSigned, source, error.to_string())),
    }
    (judgement.log && judgement.bad.is_empty()).then_some(View { source, shown, judgement, rules })
}

fn checkpoint(source: &Source) -> Result<Shown, Finding> {
    let bytes = source.get("checkpoint").map_err(|error| unreachable(source, &error))?;
    let unreadable = |why: &str| Finding::at(Kind::Unreadable, source, why);
    let bytes = bytes.ok_or_else(|| unreadable("there is no checkpoint\n  hint: is this the folder or the address of a log?"))?;
    let text = String::from_utf8(bytes).map_err(|_| unreadable("its checkpoint is not text"))?;
    Shown::read(text).map_err(|error| unreadable(&error.to_string()))
}

/// A source that cannot be read.
pub fn unreachable(source: &Source, error: &SourceError) -> Finding {
    Finding::at(
        Kind::Unreachable,
        source,
        format!("{error}\n  hint: this says nothing about what the log holds; try again later"),
    )
}

/// Which cosignatures count as new.
#[derive(Clone, Copy)]
pub struct Freshness {
    /// Seconds since 1970.
    pub now: u64,
    /// How many seconds old they may be.
    pub within: u64,
}

impl Freshness {
    /// Whether enough witnesses saw it lately.
    pub fn fresh_enough(&self, note: &Note, policy: &Policy) -> bool {
        policy.judge(&self.fresh(note, policy)).accepted()
    }

    /// The note without cosignatures of the policy's witnesses that are too old, or of a time that has not come.
    fn fresh(&self, note: &Note, policy: &Policy) -> Note {
        let counts = |time: u64| time.saturating_add(self.within) >= self.now && time <= self.now.saturating_add(AHEAD);
        let mut note = note.clone();
        note.signatures.retain(|line| {
            let mut keys = policy.witnesses.iter().map(|witness| &witness.key);
            let own = keys
                .any(|key| key.algorithm() == Algorithm::CosignatureEd25519 && key.id() == line.id && key.name() == line.name);
            let time = line.bytes.split_first_chunk().map(|(time, _)| u64::from_be_bytes(*time));
            !own || time.is_some_and(counts)
        });
        note
    }
}

/// Seconds, as a person says them.
fn duration(seconds: u64) -> String {
    match seconds {
        0..120 => format!("{seconds} seconds"),
        120..7_200 => format!("{} minutes", seconds / 60),
        7_200..172_800 => format!("{} hours", seconds / 3600),
        _ => format!("{} days", seconds / 86_400),
    }
}
