use serde::Deserialize;
use std::collections::BTreeMap;

/// A kind of fact, as declared in `law/facts.toml`. A small number: compare and copy it freely.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Kind(u16);

impl Kind {
    /// Its number among the kinds of its vocabulary.
    pub fn number(self) -> usize {
        usize::from(self.0)
    }
}

/// What the book says of one kind of fact.
#[derive(Clone, Debug)]
pub struct KindRecord {
    /// Its name: `stockpile-declared`.
    pub name: String,
    /// What it means, in one sentence.
    pub says: String,
    /// What it is: something that happened, was said, is planned, or is printed beside a computed day.
    pub role: Role,
    /// From when it counts as known.
    pub public: Public,
    /// The columns that must not be empty.
    pub needs: Vec<String>,
    /// Whether it may stand without a State (a meeting).
    pub stateless: bool,
}

/// What a kind of fact is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Something that happened: cannot be published before it happened.
    Event,
    /// Something somebody said about the state of things on a day.
    Statement,
    /// A day still to come.
    Plan,
    /// A day that a source prints and the book computes.
    StatedDay,
}

/// From when a kind of fact counts as known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Public {
    /// From its own day: acts of the depositary, decisions, meetings.
    OwnDay,
    /// From the publication of its source.
    Source,
}

/// All kinds of fact the book may speak of.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    kinds: Vec<KindRecord>,
    by_name: BTreeMap<String, Kind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Block {
    says: String,
    role: Role,
    public: Public,
    needs: Vec<String>,
    #[serde(default)]
    stateless: bool,
}

impl Vocabulary {
    /// Reads `law/facts.toml`; the error says line, what is wrong and what is allowed.
    pub fn read(text: &str) -> Result<Self, String> {
        let blocks: BTreeMap<String, Block> = toml::from_str(text).map_err(|e| e.to_string())?;
        let mut vocabulary = Vocabulary::default();
        for (name, Block { says, role, public, needs, stateless }) in blocks {
            let kind =
                Kind(u16::try_from(vocabulary.kinds.len()).map_err(|_| "more kinds of fact than can be counted".to_owned())?);
            vocabulary.by_name.insert(name.clone(), kind);
            vocabulary.kinds.push(KindRecord { name, says, role, public, needs, stateless });
        }
        Ok(vocabulary)
    }

    /// The kind of that name.
    pub fn kind(&self, name: &str) -> Option<Kind> {
        self.by_name.get(name).copied()
    }

    /// What the book says of a kind.
    pub fn record(&self, kind: Kind) -> Option<&KindRecord> {
        self.kinds.get(kind.number())
    }

    /// The kind's name; empty for a kind of another vocabulary.
    pub fn name(&self, kind: Kind) -> &str {
        self.record(kind).map_or("", |r| &r.name)
    }

    /// Every kind, by name.
    pub fn kinds(&self) -> impl Iterator<Item = (Kind, &KindRecord)> {
        self.by_name.values().filter_map(|k| self.record(*k).map(|r| (*k, r)))
    }
}
