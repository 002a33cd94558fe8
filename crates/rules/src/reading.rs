use crate::block::Block;
use crate::{RuleId, Switch};

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
    /// The letters for which findings can be computed, so that they are marked contested where they differ; empty where the
    /// question is only told.
    pub computed: Vec<String>,
    /// The rules it touches.
    pub touches: Vec<RuleId>,
    /// The file it stands in.
    pub file: String,
    /// The line of its block.
    pub line: usize,
}

impl Reading {
    pub(crate) fn read(block: &mut Block<'_>, file: &str, line: usize) -> Self {
        let id = block.required_text("id");
        Reading {
            provision: block.required_text("provision"),
            question: block.required_text("question"),
            readings: block.texts("readings"),
            default: block.required_text("default"),
            computed: computed(block, &id),
            touches: block.texts("touches").into_iter().map(RuleId).collect(),
            file: file.to_owned(),
            line,
            id,
        }
    }

    /// The letter of each reading.
    pub fn letters(&self) -> impl Iterator<Item = &str> {
        self.readings.iter().filter_map(|reading| reading.split([':', ' ']).next())
    }

    /// The words of the reading with that letter, without it.
    pub fn words(&self, letter: &str) -> Option<&str> {
        let told = self.readings.iter().find_map(|reading| reading.strip_prefix(letter)?.strip_prefix(':'));
        told.map(str::trim)
    }

    /// Its switch, where findings are computed by more than one of its readings.
    pub fn switch(&self) -> Option<Switch> {
        Switch::of(&self.id).filter(|_| self.computed.len() > 1)
    }
}

/// The letters that are computed: `true` for all that the evaluator knows, or a list of them.
fn computed(block: &mut Block<'_>, id: &str) -> Vec<String> {
    if !block.is_flag("computed") {
        return block.texts("computed");
    }
    // Of a question without a switch the check says so.
    let letters = Switch::of(id).map_or(["A", "B"], Switch::letters);
    if block.flag("computed") { letters.map(str::to_owned).to_vec() } else { Vec::new() }
}
