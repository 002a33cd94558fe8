//! Action plans: political commitments, kept as data beside the treaty. A plan is no rule and gives no findings of single States; its
//! indicators count.

use crate::block::Block;
use crate::counts::Counts;
use crate::{Article, Paragraph, RuleId};
use facts::{Day, Length, Treaty, When};

/// One action plan.
///
/// | key | meaning |
/// | --- | --- |
/// | `id` | `ccm.plan.lausanne` |
/// | `adopted`, `at`, `symbol` | when, where, in which document |
/// | `from`, `until` | its term; after it the plan stays valid and is shown as past its term |
/// | `wording` | how much of its text was seen |
/// | `source` | where |
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its name: `ccm.plan.lausanne`.
    pub id: String,
    /// The treaty it belongs to.
    pub treaty: Treaty,
    /// Its title.
    pub title: String,
    /// What it is about, as HTML.
    pub opening: String,
    /// When it was adopted.
    pub adopted: When,
    /// The meeting that adopted it.
    pub at: String,
    /// The symbol of the document, where it is known.
    pub symbol: Option<String>,
    /// The first day of its term.
    pub from: Day,
    /// The last day of its term.
    pub until: Day,
    /// How much of its text was seen.
    pub wording: Wording,
    /// Where.
    pub source: String,
    /// Its actions, in order.
    pub actions: Vec<Action>,
    /// The file it stands in.
    pub file: String,
    /// The line of its block.
    pub line: usize,
}

/// One action, or a range of actions of which only the subject is known.
///
/// | key | meaning |
/// | --- | --- |
/// | `id` | `ccm.plan.lausanne.18`, or `ccm.plan.vientiane.2-7` for a range |
/// | `addressee` | who is to act |
/// | `due` | a day, or a length after entry into force |
/// | `wording`, `source` | how much was seen, and where |
/// | `followed-by` | the rule that follows it, where there is one |
#[derive(Clone, Debug)]
pub struct Action {
    /// Its name.
    pub id: String,
    /// Its title, in our words.
    pub title: String,
    /// What it asks, in our words, as HTML.
    pub prose: String,
    /// Who is to act.
    pub addressee: String,
    /// By when.
    pub due: Option<Due>,
    /// How much of its text was seen.
    pub wording: Wording,
    /// Where.
    pub source: String,
    /// The rules that follow it.
    pub followed_by: Vec<RuleId>,
    /// What is counted to see how far it has come.
    pub indicators: Vec<Indicator>,
    /// The file it stands in.
    pub file: String,
    /// The line of its block.
    pub line: usize,
}

impl Action {
    /// What follows the plan's name: `18`.
    pub fn local<'a>(&'a self, plan: &Plan) -> &'a str {
        self.id.strip_prefix(&plan.id).map_or(&self.id, |rest| rest.trim_start_matches('.'))
    }
}

impl Plan {
    /// The last part of its name: `lausanne`.
    pub fn local(&self) -> &str {
        self.id.rsplit('.').next().unwrap_or(&self.id)
    }

    /// The action of that number; where only a range was told, the range it lies in.
    pub fn action(&self, local: &str) -> Option<&Action> {
        let number = local.parse::<u32>().ok();
        let holds = |action: &&Action| {
            let range = action.local(self).split_once('-').and_then(|(a, b)| Some(a.parse().ok()?..=b.parse().ok()?));
            number.zip(range).is_some_and(|(number, range)| range.contains(&number))
        };
        self.actions.iter().find(|action| action.local(self) == local).or_else(|| self.actions.iter().find(holds))
    }
}

/// When an action is to be done.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Due {
    /// By a day.
    Day(When),
    /// So long after the treaty entered into force for the State.
    AfterEntry(Length),
}

/// What is counted to see how far an action has come.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Its name: `ccm.plan.lausanne.43.a`.
    pub id: String,
    /// The action it belongs to.
    pub of: String,
    /// What it counts, in our words.
    pub says: String,
    /// What is counted.
    pub counts: Counts,
    /// The number aimed at, where the plan names one.
    pub target: Option<f64>,
    /// Whether the plan itself words it; else it is derived by us, and never shown as the plan's own.
    pub official: bool,
    /// The file it stands in.
    pub file: String,
    /// The line of its block.
    pub line: usize,
}

/// How much of a text was seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wording {
    /// The text itself.
    Seen,
    /// A part or a summary of it.
    Part,
    /// Not: only that it exists, and what it is about.
    NotSeen,
}

impl Wording {
    /// The book's words.
    pub const WORDS: [&'static str; 3] = ["seen", "part", "not-seen"];

    /// The book's word.
    pub fn word(&self) -> &'static str {
        match self {
            Wording::Seen => "seen",
            Wording::Part => "part",
            Wording::NotSeen => "not-seen",
        }
    }

    fn read(block: &mut Block<'_>) -> Self {
        match block.word("wording", &Wording::WORDS).as_str() {
            "seen" => Wording::Seen,
            "part" => Wording::Part,
            _ => Wording::NotSeen,
        }
    }
}

impl Plan {
    /// Its own block. Its title and its words stand in the article around it.
    pub(crate) fn read(block: &mut Block<'_>, treaty: Treaty, article: &Article, line: usize) -> Self {
        let adopted = block.when("adopted");
        Plan {
            id: block.required_text("id"),
            treaty,
            title: article.title.clone(),
            opening: article.opening.clone(),
            at: block.required_text("at"),
            symbol: block.text("symbol"),
            from: block.when("from").map_or(When::OPEN, |day| day.first),
            until: block.when("until").map_or(When::OPEN, |day| day.last),
            adopted: adopted.unwrap_or(When::day(When::OPEN)),
            wording: Wording::read(block),
            source: block.required_text("source"),
            actions: Vec::new(),
            file: article.file.clone(),
            line,
        }
    }
}

impl Action {
    pub(crate) fn read(block: &mut Block<'_>, article: &Article, paragraph: Option<&Paragraph>, line: usize) -> Self {
        Action {
            id: block.required_text("id"),
            title: paragraph.map(|p| p.title.clone()).unwrap_or_default(),
            prose: paragraph.map(|p| p.prose.clone()).unwrap_or_default(),
            addressee: block.required_text("addressee"),
            due: block.due("due"),
            wording: Wording::read(block),
            source: block.required_text("source"),
            followed_by: block.texts("followed-by").into_iter().map(RuleId).collect(),
            indicators: Vec::new(),
            file: article.file.clone(),
            line,
        }
    }
}

impl Indicator {
    pub(crate) fn read(block: &mut Block<'_>, file: &str, line: usize) -> Option<Self> {
        let (id, of, says) = (block.required_text("id"), block.required_text("of"), block.required_text("says"));
        let official = block.word("wording", &["official", "derived"]) == "official";
        let target = block.number("target").map(|n| n as f64);
        let counts = Counts::read(block)?;
        Some(Indicator { id, of, says, counts, target, official, file: file.to_owned(), line })
    }
}
