use crate::{Kind, State, When};

/// A sentence to be said, by its name in `locales/`, with what fills it. Rooms that compute say what they mean; only the
/// room that publishes knows the words.
#[derive(Clone, PartialEq, Debug)]
pub struct Say {
    /// The name of the sentence.
    pub key: &'static str,
    /// What fills it.
    pub args: Vec<(&'static str, Arg)>,
}

/// What can fill a sentence.
#[derive(Clone, PartialEq, Debug)]
pub enum Arg {
    /// Words that stay as they are (a rule's id, a document's symbol).
    Text(String),
    /// A whole number.
    Number(i64),
    /// A day or an interval, written in the reader's manner.
    When(When),
    /// A State, written by its name.
    State(State),
    /// A kind of fact, written in the reader's words.
    Kind(Kind),
    /// Several kinds of fact.
    Kinds(Vec<Kind>),
    /// A length of time.
    Length(crate::Length),
    /// Another sentence within this one.
    Say(Box<Say>),
}

impl Say {
    /// A sentence without blanks.
    pub fn new(key: &'static str) -> Self {
        Say { key, args: Vec::new() }
    }

    /// The same sentence with one more blank filled.
    pub fn with(mut self, name: &'static str, arg: impl Into<Arg>) -> Self {
        self.args.push((name, arg.into()));
        self
    }
}

macro_rules! into_arg {
    ($($from:ty => $make:expr),* $(,)?) => { $(impl From<$from> for Arg { fn from(value: $from) -> Self { ($make)(value) } })* };
}
into_arg! {
    String => Arg::Text,
    &str => |t: &str| Arg::Text(t.to_owned()),
    i64 => Arg::Number,
    i32 => |n| Arg::Number(i64::from(n)),
    i16 => |n| Arg::Number(i64::from(n)),
    u32 => |n| Arg::Number(i64::from(n)),
    When => Arg::When,
    crate::Day => |d| Arg::When(When::day(d)),
    State => Arg::State,
    Kind => Arg::Kind,
    Vec<Kind> => Arg::Kinds,
    crate::Length => Arg::Length,
    Say => |s| Arg::Say(Box::new(s)),
}
