use crate::RuleId;
use crate::block::Block;

/// An open question of law: its readings, and the one used for computing. Never published as law.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its name: `AMB-05`.
    pub id: String,
    /// The provisions it is about.
    pub provision: String,
    /// The question, in one sentence.
    pub question: String,
    /// The readings, each beginning with its letter.
    pub readings: Vec<String>,
    /// The letter used for computing.
    pub default: String,
    /// Whether findings are computed for the other readings too, and marked contested where they differ.
    pub computed: bool,
    /// The rules it touches.
    pub touches: Vec<RuleId>,
    /// The file it stands in.
    pub file: String,
    /// The line of its block.
    pub line: usize,
}

impl Reading {
    pub(crate) fn read(block: &mut Block<'_>, file: &str, line: usize) -> Self {
        Reading {
            id: block.required_text("id"),
            provision: block.required_text("provision"),
            question: block.required_text("question"),
            readings: block.texts("readings"),
            default: block.required_text("default"),
            computed: block.flag("computed"),
            touches: block.texts("touches").into_iter().map(RuleId).collect(),
            file: file.to_owned(),
            line,
        }
    }
}
