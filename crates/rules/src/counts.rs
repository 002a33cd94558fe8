//! The closed vocabulary of counts: what an indicator of an action plan, or a claim, asks to be counted. How each is counted stands
//! in the room `findings`, in a file of the same name below `measure/`.

use crate::block::Block;
use crate::{Problem, RuleId};
use facts::{Kind, State, Vocabulary};

/// A count with its keys: a typed question about many States.
#[derive(Clone, PartialEq, Debug)]
pub enum Counts {
    /// How many States stand where towards the treaty.
    Parties(Parties),
    /// How many findings of a rule stand in certain ways.
    Standing(Standing),
    /// Of the duties of a rule that fell due in a window, how many were done.
    Due(Due),
    /// What happened in a window: the States, or the sum of a unit.
    Happened(Happened),
    /// What is held of States: the latest that was said.
    Held(Held),
    /// Deadlines that had passed, were moved, or fall into a window.
    Passed(Passed),
    /// How many years were asked for.
    Requested(Requested),
    /// Meetings: how long, and which was the last.
    Meetings(Meetings),
    /// A figure that a source prints.
    Printed(Printed),
    /// What an action plan of the book says.
    Planned(Planned),
}

/// `parties`: `who` = parties, signatories, joined (both together), new (consents deposited in the window).
#[derive(Clone, PartialEq, Debug)]
pub struct Parties {
    /// Who is counted.
    pub who: Who,
}

/// Who is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Who {
    /// Consents deposited, less withdrawals in effect.
    Parties,
    /// Signed and not consented.
    Signatories,
    /// Both together.
    Joined,
    /// Those whose consent was deposited in the window.
    New,
}

/// `standing`: the rows of `rule` that stand as one of `standings` says, at the window's end.
#[derive(Clone, PartialEq, Debug)]
pub struct Standing {
    /// The rule.
    pub rule: RuleId,
    /// The standings counted, in the words of the contract.
    pub standings: Vec<String>,
}

/// `due`: the rows of `rule` whose day lies in the window; counted are those done as one of `ways` says (in-time, late).
#[derive(Clone, PartialEq, Debug)]
pub struct Due {
    /// The rule.
    pub rule: RuleId,
    /// Which are counted: in-time, late, missing.
    pub ways: Vec<String>,
    /// Whether it is asked on the question's own day, where that is later than the window's end.
    pub asked_later: bool,
}

/// `happened`: facts of these kinds whose day lies in the window.
#[derive(Clone, PartialEq, Debug)]
pub struct Happened {
    /// The kinds of fact.
    pub kinds: Vec<Kind>,
    /// Only facts about one of these.
    pub about: Vec<String>,
    /// Sum this unit; without it, States are listed.
    pub unit: Option<String>,
    /// Of the sum, the part given in this unit: children of casualties.
    pub part: Option<String>,
    /// Of the sum, or of the list, the part of these States.
    pub states: Vec<State>,
    /// List what the facts are about, such as resolutions, in place of States.
    pub lists_about: bool,
    /// Only these States are looked at.
    pub of: Population,
}

/// `held`: States of which the latest fact among `kinds` and `ended-by` is of `kinds`.
#[derive(Clone, PartialEq, Debug)]
pub struct Held {
    /// What is counted while it is the latest.
    pub kinds: Vec<Kind>,
    /// What ends it.
    pub ended_by: Vec<Kind>,
    /// Only facts about one of these.
    pub about: Vec<String>,
    /// Of which States.
    pub of: Population,
}

/// `passed`: States by what became of their day under `rule`: missed, extended, asked (for more time), falls (into the window).
#[derive(Clone, PartialEq, Debug)]
pub struct Passed {
    /// The rule: a deadline.
    pub rule: RuleId,
    /// What is counted.
    pub ways: Vec<String>,
    /// States left out.
    pub except: Vec<State>,
}

/// `requested`: the States that asked for more time under `rule` in the window; counted are requests for at least `years` years.
#[derive(Clone, PartialEq, Debug)]
pub struct Requested {
    /// The deadline.
    pub rule: RuleId,
    /// How many years.
    pub years: i64,
    /// Only these States are looked at.
    pub states: Vec<State>,
}

/// `meetings`: those whose name contains `named`; `what` = days (the shortest), last (the year of the last), day (of the last).
#[derive(Clone, PartialEq, Debug)]
pub struct Meetings {
    /// What the name contains: `MSP`, `intersessional`.
    pub named: String,
    /// What is told of them.
    pub what: MeetingFigure,
}

/// What is told of meetings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MeetingFigure {
    /// How many days the shortest lasted.
    Days,
    /// The year of the last.
    Last,
    /// The day of the last.
    Day,
}

/// `printed`: the figure that sources print for `about`, in `unit`.
#[derive(Clone, PartialEq, Debug)]
pub struct Printed {
    /// What is counted, as the register names it.
    pub about: Vec<String>,
    /// The unit.
    pub unit: String,
}

/// `planned`: what the plan or action `in` says: `what` = target, from, until, wording.
#[derive(Clone, PartialEq, Debug)]
pub struct Planned {
    /// The plan, or the action.
    pub within: String,
    /// What is asked.
    pub what: PlanFigure,
}

/// What can be asked of a plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PlanFigure {
    /// The number an indicator aims at.
    Target,
    /// Its first day.
    From,
    /// Its last day.
    Until,
    /// Whether there is such an action, and whether its words were seen.
    Wording,
}

/// Which States are looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Population {
    /// Every State.
    All,
    /// Parties: consents deposited, less withdrawals in effect.
    Parties,
    /// Everybody else.
    Outside,
    /// Those that a rule binds and for which there is something to do, or may be.
    Bound(RuleId),
    /// These.
    States(Vec<State>),
}

/// The words for the counts.
pub const COUNTS: [&str; 10] =
    ["parties", "standing", "due", "happened", "held", "passed", "requested", "meetings", "printed", "planned"];

/// The standings a count may name, in the words of the contract.
const STANDINGS: [&str; 10] =
    ["unknown", "running", "undecided", "overdue", "met", "met-late", "ended", "raised", "clear", "not-applicable"];

impl Counts {
    pub(crate) fn read(block: &mut Block<'_>) -> Option<Counts> {
        let word = block.word("counts", &COUNTS);
        Some(match word.as_str() {
            "parties" => {
                let who = match block.word("who", &["parties", "signatories", "joined", "new"]).as_str() {
                    "signatories" => Who::Signatories,
                    "joined" => Who::Joined,
                    "new" => Who::New,
                    _ => Who::Parties,
                };
                Counts::Parties(Parties { who })
            }
            "standing" => {
                Counts::Standing(Standing { rule: block.required_rule("rule"), standings: block.words("standings", &STANDINGS) })
            }
            "due" => Counts::Due(Due {
                rule: block.required_rule("rule"),
                ways: block.words("ways", &["in-time", "late", "missing"]),
                asked_later: block.flag("asked-later"),
            }),
            "happened" => Counts::Happened(Happened {
                kinds: block.required_kinds("kinds"),
                about: block.texts("about"),
                unit: unit(block, "unit"),
                part: unit(block, "part"),
                states: states(block, "states"),
                lists_about: block.flag("lists-about"),
                of: population(block),
            }),
            "held" => Counts::Held(Held {
                kinds: block.required_kinds("kinds"),
                ended_by: block.kinds("ended-by"),
                about: block.texts("about"),
                of: population(block),
            }),
            "passed" => Counts::Passed(Passed {
                rule: block.required_rule("rule"),
                ways: block.words("ways", &["missed", "extended", "asked", "falls"]),
                except: states(block, "except"),
            }),
            "requested" => Counts::Requested(Requested {
                rule: block.required_rule("rule"),
                years: block.required_number("years"),
                states: states(block, "states"),
            }),
            "meetings" => {
                let what = match block.word("what", &["days", "last", "day"]).as_str() {
                    "last" => MeetingFigure::Last,
                    "day" => MeetingFigure::Day,
                    _ => MeetingFigure::Days,
                };
                Counts::Meetings(Meetings { named: block.required_text("named"), what })
            }
            "printed" => Counts::Printed(Printed {
                about: block.texts("about"),
                unit: unit(block, "unit").unwrap_or_else(|| "states".to_owned()),
            }),
            "planned" => {
                let what = match block.word("what", &["target", "from", "until", "wording"]).as_str() {
                    "from" => PlanFigure::From,
                    "until" => PlanFigure::Until,
                    "wording" => PlanFigure::Wording,
                    _ => PlanFigure::Target,
                };
                Counts::Planned(Planned { within: block.required_text("in"), what })
            }
            _ => return None,
        })
    }

    /// Reads a count from one line, as the register writes it: the word, and its keys as `key=value; key=value`. Several values stand
    /// between bars: `ways=in-time|late`.
    pub fn read_line(at: (&str, usize), word: &str, keys: &str, vocabulary: &Vocabulary) -> Result<Counts, Vec<Problem>> {
        let toml = as_toml(word, keys);
        let (file, line) = at;
        let mut block = Block::read(file, line, &toml, vocabulary).map_err(|problem| vec![Problem { line, ..problem }])?;
        let counts = Counts::read(&mut block);
        let problems: Vec<Problem> = block.close().into_iter().map(|problem| Problem { line, ..problem }).collect();
        counts.filter(|_| problems.is_empty()).ok_or(problems)
    }

    /// The word for this count.
    pub fn word(&self) -> &'static str {
        match self {
            Counts::Parties(_) => "parties",
            Counts::Standing(_) => "standing",
            Counts::Due(_) => "due",
            Counts::Happened(_) => "happened",
            Counts::Held(_) => "held",
            Counts::Passed(_) => "passed",
            Counts::Requested(_) => "requested",
            Counts::Meetings(_) => "meetings",
            Counts::Printed(_) => "printed",
            Counts::Planned(_) => "planned",
        }
    }

    /// The rules it refers to, with the key and what shape each must have.
    pub(crate) fn refers_to(&self) -> Vec<(&'static str, &RuleId, &'static [&'static str])> {
        const DUTY: [&str; 2] = ["deadline", "periodic-report"];
        match self {
            Counts::Standing(count) => vec![("rule", &count.rule, &crate::shapes::SHAPES)],
            Counts::Due(count) => vec![("rule", &count.rule, &DUTY)],
            Counts::Passed(count) => vec![("rule", &count.rule, &["deadline"])],
            Counts::Requested(count) => vec![("rule", &count.rule, &["deadline"])],
            Counts::Happened(Happened { of: Population::Bound(rule), .. })
            | Counts::Held(Held { of: Population::Bound(rule), .. }) => {
                vec![("among", rule, &DUTY)]
            }
            _ => Vec::new(),
        }
    }

    /// The kinds of fact it reads by name.
    pub fn kinds(&self) -> Vec<Kind> {
        match self {
            Counts::Happened(count) => count.kinds.clone(),
            Counts::Held(count) => [count.kinds.clone(), count.ended_by.clone()].concat(),
            _ => Vec::new(),
        }
    }
}

/// The keys of a count as a block of the book would write them.
fn as_toml(word: &str, keys: &str) -> String {
    let quoted = |text: &str| format!("'{}'", text.trim());
    let value = |text: &str| match text.trim() {
        plain @ ("true" | "false") => plain.to_owned(),
        number if number.parse::<i64>().is_ok() => number.to_owned(),
        list if list.contains('|') => format!("[{}]", list.split('|').map(quoted).collect::<Vec<_>>().join(", ")),
        text => quoted(text),
    };
    let pairs = keys.split(';').filter_map(|pair| pair.split_once('='));
    let lines: Vec<String> = pairs.map(|(key, text)| format!("{} = {}", key.trim(), value(text))).collect();
    format!("counts = {}\n{}\n", quoted(word), lines.join("\n"))
}

fn unit(block: &mut Block<'_>, key: &'static str) -> Option<String> {
    block.has(key).then(|| block.word(key, &facts::UNITS))
}

fn states(block: &mut Block<'_>, key: &'static str) -> Vec<State> {
    let texts = block.texts(key);
    let (mut states, mut wrong) = (Vec::new(), Vec::new());
    for text in texts {
        match text.parse() {
            Ok(state) => states.push(state),
            Err(_) => wrong.push(text),
        }
    }
    wrong
        .iter()
        .for_each(|text| block.refuse(key, format!("\"{text}\" is not the code of a State"), "ISO 3166 codes of three letters"));
    states
}

/// `among` = all, parties, outside, a rule, or a list of States; all where nothing is said.
fn population(block: &mut Block<'_>) -> Population {
    let of = block.texts("among");
    match of.first().map(String::as_str) {
        None | Some("all") => Population::All,
        Some("parties") => Population::Parties,
        Some("outside") => Population::Outside,
        Some(rule) if rule.contains('.') => Population::Bound(RuleId(rule.to_owned())),
        Some(_) => Population::States(states(block, "among")),
    }
}
