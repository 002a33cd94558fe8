/// How the public log stands: what is signed, who has seen it, and whether anything can be entered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogStatus {
    /// The name of the log.
    pub origin: String,
    /// The key that checks its signatures, as text.
    pub key: String,
    /// The newest signed checkpoint; none where nothing was signed yet.
    pub checkpoint: Option<SignedStatus>,
    /// The witnesses of the policy, each with the time of its line under that checkpoint, in seconds since 1970.
    pub witnesses: Vec<(String, Option<u64>)>,
    /// How many witnesses are needed, out of how many, where the policy says so in one number.
    pub needed: Option<(usize, usize)>,
    /// Whether enough of them have signed.
    pub quorum: bool,
    /// Why nothing can be entered, where that is so.
    pub closed: Option<String>,
    /// Why the newest entries are not signed, where that is so.
    pub unsigned: Option<String>,
}

/// A signed checkpoint.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedStatus {
    /// How many entries it covers.
    pub size: u64,
    /// When it was signed, in seconds since 1970.
    pub signed_at: u64,
    /// The root over the entries, in base64 as the checkpoint has it.
    pub root: String,
    /// The checkpoint as it is published, with the lines of the witnesses.
    pub text: String,
}
