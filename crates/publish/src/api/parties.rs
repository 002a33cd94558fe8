use crate::Table;
use findings::{Parties, Question};
use serde::Serialize;

/// `parties --format json`.
#[derive(Serialize, Debug)]
pub struct PartiesAnswer {
    treaty: String,
    true_on: String,
    known_by: String,
    parties: usize,
    in_force: usize,
    signatories: usize,
    signatures: usize,
    joined: usize,
    withdrawn: usize,
}

impl PartiesAnswer {
    /// Puts the answer together.
    pub fn new(question: &Question, count: &Parties) -> Self {
        PartiesAnswer {
            treaty: question.treaty.to_string(),
            true_on: question.true_on.to_string(),
            known_by: question.known_by.to_string(),
            parties: count.parties,
            in_force: count.in_force,
            signatories: count.signatories,
            signatures: count.signatures,
            joined: count.joined,
            withdrawn: count.withdrawn,
        }
    }
}

/// The counts as a table of one row.
pub fn parties_table(question: &Question, count: &Parties) -> Table {
    let mut table =
        Table::new(&["treaty", "true_on", "known_by", "parties", "in_force", "signatories", "signatures", "joined", "withdrawn"]);
    let counts = [count.parties, count.in_force, count.signatories, count.signatures, count.joined, count.withdrawn];
    let mut row = vec![question.treaty.to_string(), question.true_on.to_string(), question.known_by.to_string()];
    row.extend(counts.iter().map(ToString::to_string));
    table.push(row);
    table
}
