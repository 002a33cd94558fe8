/// An answer with three values. What nobody said is [`Truth::Unknown`], never no.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Truth {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// It is not said.
    Unknown,
}

impl Truth {
    /// The word used in data and as the key of its name.
    pub fn word(self) -> &'static str {
        match self {
            Truth::Yes => "yes",
            Truth::No => "no",
            Truth::Unknown => "unknown",
        }
    }

    /// Yes where all are yes, no where one is no, else unknown.
    pub fn all(answers: impl IntoIterator<Item = Truth>) -> Truth {
        answers.into_iter().fold(Truth::Yes, Truth::and)
    }

    /// Yes where one is yes, no where all are no, else unknown.
    pub fn any(answers: impl IntoIterator<Item = Truth>) -> Truth {
        answers.into_iter().fold(Truth::No, |a, b| !(!a).and(!b))
    }

    /// Both.
    pub fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::No, _) | (_, Truth::No) => Truth::No,
            (Truth::Yes, Truth::Yes) => Truth::Yes,
            _ => Truth::Unknown,
        }
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(so: bool) -> Truth {
        if so { Truth::Yes } else { Truth::No }
    }
}

impl From<Option<bool>> for Truth {
    fn from(said: Option<bool>) -> Truth {
        said.map_or(Truth::Unknown, Truth::from)
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{No, Unknown, Yes};
    use super::*;

    #[test]
    fn three_values_go_together_as_kleene_has_it() {
        for (a, b, both, either) in [
            (Yes, Yes, Yes, Yes),
            (Yes, No, No, Yes),
            (Yes, Unknown, Unknown, Yes),
            (No, No, No, No),
            (No, Unknown, No, Unknown),
            (Unknown, Unknown, Unknown, Unknown),
        ] {
            for (a, b) in [(a, b), (b, a)] {
                assert_eq!(Truth::all([a, b]), both, "{a:?} and {b:?}");
                assert_eq!(Truth::any([a, b]), either, "{a:?} or {b:?}");
            }
        }
        assert_eq!([!Yes, !No, !Unknown], [No, Yes, Unknown]);
    }
}
