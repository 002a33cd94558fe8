/// A document that stands behind a fact: its fingerprint and how it was called. The file itself lies in a store beside the ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Evidence {
    /// The number of the entry that brought it.
    pub entry: u32,
    /// The fact it stands behind.
    pub fact: String,
    /// The SHA-256 of the file, in 64 hexadecimal digits.
    pub sha256: String,
    /// How many bytes the file has.
    pub bytes: u64,
    /// What kind of file it is, e.g. `application/pdf`.
    pub media_type: String,
    /// What it was called when it came.
    pub name: String,
}
