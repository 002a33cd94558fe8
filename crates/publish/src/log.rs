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
    /// The logs that ended and went on as this one, the first of them first.
    pub follows: Vec<EarlierLog>,
}

/// A log that ended, and went on under another name and key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EarlierLog {
    /// Its name.
    pub origin: String,
    /// The key that checks its signatures, as text.
    pub key: String,
    /// How many of its entries are known to be signed: they are the first of this log.
    pub signed: u64,
    /// Its newest checkpoint that was not lost.
    pub checkpoint: Option<String>,
    /// Why it ended, in the words of who runs the site.
    pub reason: String,
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

impl LogStatus {
    /// How many entries the newest checkpoint covers.
    pub fn size(&self) -> u64 {
        self.checkpoint.as_ref().map_or(0, |signed| signed.size)
    }

    /// Whether the newest checkpoint covers an entry: only then can its place in the log be proven.
    pub fn covers(&self, entry: u32) -> bool {
        entry > 0 && u64::from(entry) <= self.size()
    }

    /// How many of the witnesses have signed the newest checkpoint.
    pub fn seen(&self) -> usize {
        self.witnesses.iter().filter(|(_, time)| time.is_some()).count()
    }

    /// How many of so many entries wait for a signature, where that is worth a word: signing takes a moment, and a moment is none.
    pub fn waiting(&self, entries: u32, now: u64) -> Option<u64> {
        let waiting = u64::from(entries).saturating_sub(self.size());
        let old = self.checkpoint.as_ref().is_none_or(|signed| signed.signed_at.saturating_add(PATIENCE) < now);
        (waiting > 0 && (old || self.unsigned.is_some())).then_some(waiting)
    }
}

/// How old a signature may be, in seconds, before entries that wait for the next one are told of.
const PATIENCE: u64 = 3_600;

#[cfg(test)]
mod tests {
    use super::*;

    /// A log that signed its first ten entries at second 10,000.
    fn signed() -> LogStatus {
        LogStatus {
            origin: "example.org/log".to_owned(),
            key: String::new(),
            checkpoint: Some(SignedStatus { size: 10, signed_at: 10_000, root: String::new(), text: String::new() }),
            witnesses: vec![("north".to_owned(), Some(10_001)), ("south".to_owned(), None)],
            needed: None,
            quorum: false,
            closed: None,
            unsigned: None,
            follows: Vec::new(),
        }
    }

    #[test]
    fn an_entry_is_covered_up_to_the_last_one_signed() {
        let log = signed();
        assert_eq!([0, 1, 10, 11].map(|entry| log.covers(entry)), [false, true, true, false]);
        assert!(!LogStatus { checkpoint: None, ..signed() }.covers(1));
    }

    #[test]
    fn entries_that_wait_are_told_of_after_an_hour_or_where_signing_fails() {
        let log = signed();
        assert_eq!(log.waiting(10, 99_999), None, "nothing waits, however old the signature");
        assert_eq!(log.waiting(12, 13_600), None, "an hour has not passed");
        assert_eq!(log.waiting(12, 13_601), Some(2));
        assert_eq!(LogStatus { unsigned: Some("why".to_owned()), ..signed() }.waiting(12, 10_001), Some(2));
        assert_eq!(LogStatus { checkpoint: None, ..signed() }.waiting(12, 10_001), Some(12));
    }

    #[test]
    fn a_witness_is_counted_when_it_has_signed() {
        assert_eq!(signed().seen(), 1);
    }
}
