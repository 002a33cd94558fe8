use crate::block::Block;
use facts::{Kind, Length, Treaty};

/// What the book says of a treaty as a whole.
#[derive(Clone, Debug)]
pub struct TreatyRecord {
    /// Its short name.
    pub treaty: Treaty,
    /// Its name.
    pub name: String,
    /// The name used in running text.
    pub short: String,
    /// Where the depositary keeps it.
    pub depositary: String,
    /// For how long evidence that nothing came speaks on, unless a rule says otherwise.
    pub evidence_age: Length,
    /// The kind of fact by which a source says that its list is complete.
    pub complete_by: Option<Kind>,
    /// The kinds of fact that are meetings of the treaty.
    pub meetings: Vec<Kind>,
    /// The file it stands in.
    pub file: String,
}

impl TreatyRecord {
    pub(crate) fn read(block: &mut Block<'_>, treaty: Treaty, file: &str) -> Self {
        TreatyRecord {
            treaty,
            name: block.required_text("name"),
            short: block.required_text("short"),
            depositary: block.required_text("depositary"),
            evidence_age: block.length("evidence-age", false),
            complete_by: block.kinds("complete-by").first().copied(),
            meetings: block.kinds("meetings"),
            file: file.to_owned(),
        }
    }
}
