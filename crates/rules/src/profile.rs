use crate::block::Block;

/// A named choice of readings: what it does not name is read by default.
#[derive(Clone, Debug)]
pub struct ProfileRecord {
    /// Its name: `strict`.
    pub id: String,
    /// The letter chosen for each question it names, by the question's id.
    pub choices: Vec<(String, String)>,
    /// The file it stands in.
    pub file: String,
    /// The line of its block.
    pub line: usize,
}

impl ProfileRecord {
    pub(crate) fn read(block: &mut Block<'_>, file: &str, line: usize) -> Self {
        let id = block.required_text("id");
        let choices = if block.has("choices") { block.texts_by_name("choices") } else { Vec::new() };
        ProfileRecord { id, choices, file: file.to_owned(), line }
    }
}
