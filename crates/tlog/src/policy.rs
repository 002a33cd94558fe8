//! Policies: which logs somebody believes, and which witnesses have to have seen them. Source: C2SP tlog-policy.

use crate::quorum::{Group, Quorum};
use crate::{Algorithm, Note, PublicKey, TlogError, Verified};
use std::str::FromStr;

/// A party other than the log that keeps an eye on it, and signs only what continues what it saw before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Witness {
    /// What the policy calls it.
    pub name: String,
    /// Its key, for cosignatures.
    pub key: PublicKey,
    /// Where checkpoints are sent to it.
    pub url: Option<String>,
}

/// Whom somebody believes: the logs, the witnesses, and how many of them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Policy {
    /// The logs, each with its address where it is known. Any of them is accepted.
    pub logs: Vec<(PublicKey, Option<String>)>,
    /// The witnesses.
    pub witnesses: Vec<Witness>,
    quorum: Quorum,
}

/// What a policy says of a signed checkpoint.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Judgement {
    /// Signed by a log of the policy, with the key that has the name of the origin.
    pub log: bool,
    /// The names of the witnesses with a good cosignature, in the policy's order.
    pub witnessed: Vec<String>,
    /// Whether these witnesses are enough.
    pub quorum: bool,
    /// Whose lines do not hold. A checkpoint with such a line is to be refused, whoever else signed it.
    pub bad: Vec<String>,
    /// The first time a witness names (POSIX seconds).
    pub oldest: Option<u64>,
    /// The last time a witness names (POSIX seconds).
    pub newest: Option<u64>,
}

impl Judgement {
    /// Whether the checkpoint is to be believed: signed by the log, seen by enough witnesses, and no known key's line is a wrong one.
    pub fn accepted(&self) -> bool {
        self.log && self.quorum && self.bad.is_empty()
    }
}

impl Policy {
    /// A policy that believes one log without witnesses.
    pub fn of_log(key: PublicKey) -> Self {
        Self { logs: vec![(key, None)], ..Self::default() }
    }

    /// What this policy says of a signed checkpoint. Signatures of keys it does not know say nothing.
    pub fn judge(&self, note: &Note) -> Judgement {
        let origin = origin(note);
        let mut judgement = Judgement::default();
        for (key, _) in self.logs.iter().filter(|(key, _)| key.name() == origin) {
            match key.verify(note) {
                Verified::Yes { .. } => judgement.log = true,
                Verified::Bad => judgement.bad.push(key.name().to_owned()),
                Verified::No => {}
            }
        }
        for witness in &self.witnesses {
            match witness.key.verify(note) {
                Verified::Yes { time } => {
                    judgement.witnessed.push(witness.name.clone());
                    judgement.oldest = [judgement.oldest, time].into_iter().flatten().min();
                    judgement.newest = judgement.newest.max(time);
                }
                Verified::Bad => judgement.bad.push(witness.name.clone()),
                Verified::No => {}
            }
        }
        judgement.quorum = self.quorum.reached(judgement.witnessed.iter().map(String::as_str));
        judgement
    }

    /// The judgement of a checkpoint that is to be believed, or why it is not.
    pub fn accept(&self, note: &Note) -> Result<Judgement, TlogError> {
        let judgement = self.judge(note);
        let origin = origin(note).to_owned();
        let list = |names: Vec<&str>, none: &str| if names.is_empty() { none.to_owned() } else { names.join(", ") };
        if !judgement.bad.is_empty() {
            return Err(TlogError::BadSignature { origin, who: judgement.bad.join(", ") });
        }
        if !judgement.log {
            let known = list(self.logs.iter().map(|(key, _)| key.name()).collect(), "it names none");
            return Err(TlogError::NotSigned { origin, known });
        }
        if !judgement.quorum {
            let seen = list(judgement.witnessed.iter().map(String::as_str).collect(), "none of the policy saw it");
            let needed = match self.quorum.needs() {
                Some((needed, of)) => format!("{needed} of {of} are needed"),
                None => format!("the group {} is needed", self.quorum.decides.as_deref().unwrap_or("none")),
            };
            return Err(TlogError::NoQuorum { origin, seen, needed });
        }
        Ok(judgement)
    }

    /// How many witnesses are needed, of how many, where that is the whole rule: (0, 0) where none is. Nothing where groups are made of
    /// groups.
    pub fn quorum_needs(&self) -> Option<(usize, usize)> {
        self.quorum.needs()
    }
}

/// The first line of a checkpoint.
fn origin(note: &Note) -> &str {
    note.text.split('\n').next().unwrap_or_default()
}

const LINES_HINT: &str =
    "the lines are: log VKEY [URL], witness NAME VKEY [URL], group NAME all|any|NUMBER MEMBER…, quorum NAME|none";

/// Reads a file line by line.
#[derive(Default)]
struct Reader {
    policy: Policy,
    /// Names that are members of a group already.
    grouped: Vec<String>,
    has_quorum: bool,
}

/// What is not in order in a line, and what to do.
type Wrong = (String, &'static str);

impl FromStr for Policy {
    type Err = TlogError;

    fn from_str(text: &str) -> Result<Self, TlogError> {
        let mut reader = Reader::default();
        let mut lines = 0;
        for (at, line) in (1..).zip(text.split_inclusive('\n')) {
            lines = at;
            reader.line(line).map_err(|(wrong, hint)| TlogError::policy(at, wrong, hint))?;
        }
        if !reader.has_quorum {
            let hint = "say which witness or group is needed, e.g. \"quorum NAME\", or \"quorum none\" where nobody is";
            return Err(TlogError::policy(lines.max(1), "the file ends without a quorum", hint));
        }
        Ok(reader.policy)
    }
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), Wrong> {
        let Some(line) = line.strip_suffix('\n') else {
            return Err(("it is not ended by a line end, and may be cut off".to_owned(), "end the last line too"));
        };
        if let Some(found) = line.chars().find(|c| c.is_ascii_control() && *c != '\t') {
            let hint = "only tabs and line ends are allowed; save the file as plain text with Unix line ends";
            return Err((format!("it holds the control character {found:?}"), hint));
        }
        let words: Vec<&str> = line.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            [] => Ok(()),
            [first, ..] if first.starts_with('#') => Ok(()),
            ["log", key] => self.log(key, None),
            ["log", key, url] => self.log(key, Some(url)),
            ["witness", name, key] => self.witness(name, key, None),
            ["witness", name, key, url] => self.witness(name, key, Some(url)),
            ["group", name, needed, members @ ..] => self.group(name, needed, members),
            ["quorum", name] => self.quorum(name),
            [first @ ("log" | "witness" | "group" | "quorum"), ..] => {
                Err((format!("a line \"{first}\" has not {} words", words.len()), LINES_HINT))
            }
            [first, ..] => Err((format!("{} begins no line of a policy", crate::text::shown(first)), LINES_HINT)),
        }
    }

    fn log(&mut self, key: &str, url: Option<&str>) -> Result<(), Wrong> {
        let key = key_for(key, Algorithm::Ed25519, "a log signs with a key of the way 0x01")?;
        if self.policy.logs.iter().any(|(other, _)| other.bytes() == key.bytes()) {
            return Err((format!("the key of {} is that of another log", key.name()), "name each log once"));
        }
        self.policy.logs.push((key, url.map(str::to_owned)));
        Ok(())
    }

    fn witness(&mut self, name: &str, key: &str, url: Option<&str>) -> Result<(), Wrong> {
        self.is_new(name)?;
        let key = key_for(key, Algorithm::CosignatureEd25519, "a witness signs with a key of the way 0x04")?;
        if let Some(other) = self.policy.witnesses.iter().find(|other| other.key.bytes() == key.bytes()) {
            return Err((
                format!("the key of {name} is that of {}", other.name),
                "name each witness once: one key is one witness",
            ));
        }
        self.policy.witnesses.push(Witness { name: name.to_owned(), key, url: url.map(str::to_owned) });
        Ok(())
    }

    fn group(&mut self, name: &str, needed: &str, members: &[&str]) -> Result<(), Wrong> {
        self.is_new(name)?;
        let needed = match needed {
            "all" => members.len(),
            "any" => 1,
            digits => crate::text::number(digits).and_then(|n| n.try_into().ok()).unwrap_or(0),
        };
        if needed < 1 || needed > members.len() {
            let wrong = format!("it does not say how many of the {} members of {name} are needed", members.len());
            return Err((wrong, "write all, any, or a number from 1 to the number of members; then the members"));
        }
        for member in members {
            self.is_known(member)?;
            if self.grouped.iter().any(|other| other == member) {
                return Err((format!("{member} is a member already"), "name each witness and group as a member once"));
            }
            self.grouped.push((*member).to_owned());
        }
        let members = members.iter().map(|member| (*member).to_owned()).collect();
        self.policy.quorum.groups.push(Group { name: name.to_owned(), needed, members });
        Ok(())
    }

    fn quorum(&mut self, name: &str) -> Result<(), Wrong> {
        if self.has_quorum {
            return Err(("it is the second quorum".to_owned(), "a policy has one quorum; join groups in a group"));
        }
        if name != "none" {
            self.is_known(name)?;
            self.policy.quorum.decides = Some(name.to_owned());
        }
        self.has_quorum = true;
        Ok(())
    }

    fn names(&self, name: &str) -> bool {
        self.policy.witnesses.iter().any(|w| w.name == name) || self.policy.quorum.groups.iter().any(|g| g.name == name)
    }

    fn is_new(&self, name: &str) -> Result<(), Wrong> {
        if name == "none" || self.names(name) {
            return Err((format!("the name {name} is taken"), "witnesses and groups share their names, and none means nobody"));
        }
        Ok(())
    }

    fn is_known(&self, name: &str) -> Result<(), Wrong> {
        if self.names(name) {
            return Ok(());
        }
        Err((
            format!("no line before names a witness or group {name}"),
            "define witnesses and groups above the line that uses them",
        ))
    }
}

/// A key that signs in the way its role needs.
fn key_for(key: &str, algorithm: Algorithm, hint: &'static str) -> Result<PublicKey, Wrong> {
    match key.parse::<PublicKey>() {
        Ok(key) if key.algorithm() == algorithm => Ok(key),
        Ok(key) => Err((format!("the key of {} is for another way of signing", key.name()), hint)),
        Err(TlogError::Malformed { what, wrong, hint }) => Err((format!("{what}: {wrong}"), hint)),
        Err(other) => Err((other.to_string(), hint)),
    }
}
