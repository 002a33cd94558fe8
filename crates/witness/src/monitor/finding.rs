//! What a look at a log finds, in plain words.

/// What kind of thing was found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// All is as it should be.
    Holds,
    /// The source has fewer entries than are known from another; what it has is the beginning of that.
    Behind,
    /// Fewer witnesses saw the checkpoint than the policy asks for; but enough of them saw an earlier one lately, so that they may be
    /// about to.
    NotYetSeen,
    /// A document that an entry names is served by none of the sources.
    EvidenceMissing,
    /// The source cannot be reached or read. That says nothing about the log.
    Unreachable,
    /// What the source has in the place of a checkpoint is none.
    Unreadable,
    /// The checkpoint is not signed by the log the policy names.
    NotSigned,
    /// Fewer witnesses saw the checkpoint than the policy asks for.
    NoQuorum,
    /// Enough witnesses saw the checkpoint, but too long ago.
    Stale,
    /// The source shows fewer entries than it showed before.
    Smaller,
    /// The files of the source are not those of which the checkpoint is the root.
    DoesNotAddUp,
    /// A document is served that is not the one its entry names.
    EvidenceDiffers,
    /// The log signed two checkpoints that cannot both be true.
    TwoHistories,
    /// Such a pair was found before and is still kept.
    ProofKept,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Holds,
        Self::Behind,
        Self::NotYetSeen,
        Self::EvidenceMissing,
        Self::Unreachable,
        Self::Unreadable,
        Self::NotSigned,
        Self::NoQuorum,
        Self::Stale,
        Self::Smaller,
        Self::DoesNotAddUp,
        Self::EvidenceDiffers,
        Self::TwoHistories,
        Self::ProofKept,
    ];

    /// Whether there is nothing in it that somebody should look after.
    pub fn holds(self) -> bool {
        matches!(self, Self::Holds | Self::Behind | Self::NotYetSeen | Self::EvidenceMissing)
    }

    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Behind => "behind",
            Self::NotYetSeen => "not-yet-seen",
            Self::EvidenceMissing => "evidence-missing",
            Self::Unreachable => "unreachable",
            Self::Unreadable => "unreadable",
            Self::NotSigned => "not-signed",
            Self::NoQuorum => "no-quorum",
            Self::Stale => "stale",
            Self::Smaller => "smaller",
            Self::DoesNotAddUp => "does-not-add-up",
            Self::EvidenceDiffers => "evidence-differs",
            Self::TwoHistories => "two-histories",
            Self::ProofKept => "proof-kept",
        }
    }
}

/// One thing that was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// What kind of thing.
    pub kind: Kind,
    /// Where, if it was in one place.
    pub source: Option<String>,
    /// What was seen, told to a person.
    pub words: String,
}

impl Finding {
    /// Something found in one source.
    pub fn at(kind: Kind, source: &impl ToString, words: impl Into<String>) -> Self {
        Self { kind, source: Some(source.to_string()), words: words.into() }
    }

    /// Something about the log, wherever it was seen.
    pub fn of_log(kind: Kind, words: impl Into<String>) -> Self {
        Self { kind, source: None, words: words.into() }
    }

    /// Whether there is nothing in it that somebody should look after.
    pub fn holds(&self) -> bool {
        self.kind.holds()
    }
}
