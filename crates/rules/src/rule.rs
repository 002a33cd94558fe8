use crate::Shape;
use facts::{Length, Say, Treaty};
use std::fmt;

/// The name of a rule: `ccm.3.2`, `ccm.watch.silence`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RuleId(pub String);

impl RuleId {
    /// The treaty's short name.
    pub fn treaty(&self) -> &str {
        self.0.split('.').next().unwrap_or("")
    }

    /// What follows the treaty: `3.2`, `watch.silence`.
    pub fn local(&self) -> &str {
        self.0.split_once('.').map_or("", |(_, rest)| rest)
    }

    /// Whether this is an early warning.
    pub fn is_watch(&self) -> bool {
        self.local().starts_with("watch.")
    }

    /// As a lawyer cites it: `Article 4(1)(a)`, `Article 7(1)(a)` for `7.1.item-a`; the last word for an early warning.
    pub fn citation(&self) -> String {
        if self.is_watch() {
            return self.local().trim_start_matches("watch.").to_owned();
        }
        let mut parts = self.local().split('.');
        let article = parts.next().unwrap_or("");
        // Words tell duties of one paragraph apart and are no part of its number; `item-a` is the item (a).
        let numbered = |part: &str| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase());
        parts
            .map(|part| part.strip_prefix("item-").unwrap_or(part))
            .filter(|part| numbered(part) && *part != "data")
            .fold(format!("Article {article}"), |cited, part| format!("{cited}({part})"))
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How strongly a rule binds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Binding {
    /// Treaty law.
    Treaty,
    /// A decision of a Meeting.
    Decision,
    /// A political commitment: an action plan, a declaration.
    Political,
    /// A standard the treaty points to, or good practice.
    Standard,
    /// A proposal or our own working rule: binds nobody.
    Proposed,
}

impl Binding {
    /// The book's words.
    pub const WORDS: [&'static str; 5] = ["treaty", "decision", "political", "standard", "proposed"];

    /// The book's word.
    pub fn word(&self) -> &'static str {
        match self {
            Binding::Treaty => "treaty",
            Binding::Decision => "decision",
            Binding::Political => "political",
            Binding::Standard => "standard",
            Binding::Proposed => "proposed",
        }
    }
}

/// One rule of the book.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name.
    pub id: RuleId,
    /// The treaty it belongs to.
    pub treaty: Treaty,
    /// What it does.
    pub shape: Shape,
    /// How strongly it binds.
    pub binding: Binding,
    /// The readings it rests on, by id.
    pub readings: Vec<String>,
    /// For how long evidence that nothing came speaks on.
    pub evidence_age: Length,
    /// The file it stands in.
    pub file: String,
    /// The line of its block.
    pub line: usize,
    /// The block as it stands in the book.
    pub text: String,
    /// The number of the article it stands in.
    pub article: String,
    /// The first letters of the SHA-256 of that file.
    pub hash: String,
}

impl Rule {
    /// The rule as one sentence, made from what the machine read.
    pub fn read_back(&self) -> Say {
        self.shape.read_back(self)
    }

    /// Whether it is a duty with a standing (a deadline or a report), not an early warning or a rule of membership.
    pub fn is_duty(&self) -> bool {
        matches!(self.shape, Shape::Deadline(_) | Shape::PeriodicReport(_))
    }

    /// Whether it is a duty without a day of its own: something to go on doing, a step that an event starts, a prohibition.
    pub fn is_continuing(&self) -> bool {
        matches!(self.shape, Shape::Conduct(_) | Shape::Step(_) | Shape::Prohibition(_))
    }

    /// Whether it gives findings: everything but the rules of membership and of more time.
    pub fn gives_findings(&self) -> bool {
        self.is_duty() || self.is_continuing() || self.is_watch()
    }

    /// Whether it raises early warnings.
    pub fn is_watch(&self) -> bool {
        matches!(
            self.shape,
            Shape::NoProgress(_)
                | Shape::RetainedMinimum(_)
                | Shape::OverdueWatch(_)
                | Shape::Pace(_)
                | Shape::RequestWindow(_)
                | Shape::Undeclared(_)
        )
    }
}
