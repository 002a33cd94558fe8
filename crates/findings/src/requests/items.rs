//! What a request has to contain, item by item. The text's items, its paragraphs: Articles 3(4) and 4(6), and 4(8) for a request
//! that is not the first. Beyond the text: exceptional circumstances of a further request for stocks (Article 3(3), judged by
//! people), a costed yearly plan (a commitment of action 20 of the Lausanne plan), risk education (proposed in 2020).
//!
//! An item is answered where a source says what the request holds, lacking where a source says so; else it is not established.
//! Nothing is lacking because no row mentions it.

use super::group::Draft;
use super::{Case, Kinds, Law, Until};
use facts::Fact;
use rules::RuleId;

/// One item, and what is on record about it.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// Its paragraph: `ccm.4.6.e`; `ccm.request.costed-plan` for what is not in the text.
    pub id: String,
    /// Whether the request answers it, by what is on record.
    pub told: Told,
    /// The facts that say so.
    pub facts: Vec<&'a Fact>,
}

/// What is on record about a question with yes or no.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Told {
    /// Yes.
    Yes,
    /// No: a source says so, or the days do.
    No,
    /// Sources say both.
    Contested,
    /// Nothing on record says.
    NotEstablished,
}

impl Told {
    /// The word of the contract, for an item.
    pub fn word(&self) -> &'static str {
        match self {
            Told::Yes => "answered",
            Told::No => "said-to-lack",
            Told::Contested => "contested",
            Told::NotEstablished => "not-established",
        }
    }
}

/// What the contents of a request are called under one rule.
struct Contents {
    rule: &'static str,
    paragraph: &'static str,
    letters: &'static str,
    /// Only of a request that is not the first.
    of_renewal: Option<&'static str>,
    /// Whether the request must come before the day in force has passed.
    before_expiry: bool,
}

const CONTENTS: [Contents; 2] = [
    Contents { rule: "ccm.3.3", paragraph: "ccm.3.4", letters: "abcdef", of_renewal: None, before_expiry: false },
    Contents { rule: "ccm.4.5", paragraph: "ccm.4.6", letters: "abcdefghi", of_renewal: Some("ccm.4.8"), before_expiry: true },
];

const RECEIVED: &str = "ccm.request.received";
pub(crate) const PLANNED_PACE: &str = "ccm.request.planned-pace";
pub(crate) const PLANNED_COMPLETION: &str = "ccm.request.planned-completion";
pub(crate) const ANNUAL_TARGETS: &str = "ccm.request.annual-targets";
pub(crate) const NEW_FUNDING: &str = "ccm.request.new-funding";
const EXCEPTIONAL: &str = "ccm.request.exceptional-circumstances";
const COSTED_PLAN: &str = "ccm.request.costed-plan";
const RISK_EDUCATION: &str = "ccm.request.risk-education";
const BESIDE_THE_TEXT: &str = "ccm.request.";

fn contents(rule: &RuleId) -> Option<&'static Contents> {
    CONTENTS.iter().find(|c| c.rule == rule.0)
}

/// Whether the fact tells the day on which a request was received.
pub(crate) fn is_received(fact: &Fact) -> bool {
    fact.about.as_deref() == Some(RECEIVED)
}

/// Whether a request under this rule must come before the day in force has passed. Source: CCM Article 4(6); Article 3 has no such
/// sentence.
pub(crate) fn asks_before_expiry(rule: &RuleId) -> bool {
    contents(rule).is_some_and(|c| c.before_expiry)
}

/// The first item: the duration asked for.
pub(crate) fn first_item(rule: &RuleId) -> Option<&'static str> {
    match rule.0.as_str() {
        "ccm.3.3" => Some("ccm.3.4.a"),
        "ccm.4.5" => Some("ccm.4.6.a"),
        _ => None,
    }
}

/// The item that states what remains: Articles 3(4)(f) and 4(6)(f).
pub(crate) fn remaining_item(rule: &RuleId) -> Option<String> {
    contents(rule).map(|c| format!("{}.f", c.paragraph))
}

/// Whether what is said is said of a request under this rule.
pub(crate) fn is_of(law: &Law<'_>, fact: &Fact) -> bool {
    let Some(about) = fact.about.as_deref() else { return false };
    let Some(contents) = contents(&law.rule.id) else { return false };
    let of_paragraph =
        |paragraph: &str| about.strip_prefix(paragraph).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    of_paragraph(contents.paragraph) || contents.of_renewal.is_some_and(of_paragraph) || about.starts_with(BESIDE_THE_TEXT)
}

/// Every item of the text. The day asked for answers the first one.
pub(crate) fn items<'a>(case: &Case<'_, 'a>, draft: &Draft<'a>, until: Option<&Until<'a>>, number: usize) -> Vec<Item<'a>> {
    let Some(contents) = contents(&case.law.rule.id) else { return Vec::new() };
    let ids = contents.letters.chars().map(|letter| format!("{}.{letter}", contents.paragraph));
    let ids = ids.chain(contents.of_renewal.filter(|_| number > 1).map(str::to_owned));
    let mut items: Vec<Item<'a>> = ids.map(|id| item(id, case.kinds, draft)).collect();
    if let (Some(first), Some(until)) = (items.first_mut(), until) {
        if !first.facts.iter().any(|f| f.id == until.fact.id) {
            first.facts.insert(0, until.fact);
        }
        first.told = if first.told == Told::No { Told::Contested } else { first.told };
        first.told = if first.told == Told::NotEstablished { Told::Yes } else { first.told };
    }
    items
}

/// What is asked of a request beyond the items of the text.
pub(crate) fn commitments<'a>(case: &Case<'_, 'a>, draft: &Draft<'a>, number: usize) -> Vec<Item<'a>> {
    let ids: &[&str] = match (case.law.rule.id.0.as_str(), number) {
        ("ccm.3.3", 1) => &[COSTED_PLAN],
        ("ccm.3.3", _) => &[EXCEPTIONAL, COSTED_PLAN],
        ("ccm.4.5", _) => &[COSTED_PLAN, RISK_EDUCATION],
        _ => &[],
    };
    ids.iter().map(|id| item((*id).to_owned(), case.kinds, draft)).collect()
}

/// Sources that call a request incomplete and name no item.
pub(crate) fn called_incomplete<'a>(case: &Case<'_, 'a>, draft: &Draft<'a>) -> Vec<&'a Fact> {
    let Some(whole) = contents(&case.law.rule.id).map(|c| c.paragraph) else { return Vec::new() };
    let lacks = |f: &&Fact| Some(f.kind) == case.kinds.omits && f.about.as_deref() == Some(whole);
    draft.noted.iter().copied().filter(lacks).collect()
}

fn item<'a>(id: String, kinds: &Kinds, draft: &Draft<'a>) -> Item<'a> {
    let about = |f: &&&Fact| f.about.as_deref() == Some(id.as_str());
    let facts: Vec<&Fact> = draft.noted.iter().filter(about).copied().collect();
    let has = |kind: Option<facts::Kind>| facts.iter().any(|f| Some(f.kind) == kind);
    let told = match (has(kinds.answers), has(kinds.omits)) {
        (true, true) => Told::Contested,
        (true, false) => Told::Yes,
        (false, true) => Told::No,
        (false, false) => Told::NotEstablished,
    };
    Item { id, told, facts }
}

/// Whether a source says that a request lacks something that is not an item of the text.
pub(crate) fn lacks(about: &str, draft: &Draft<'_>, kinds: &Kinds) -> bool {
    item(about.to_owned(), kinds, draft).told == Told::No
}

/// The facts that answer something that is not an item of the text.
pub(crate) fn answers<'a>(about: &str, draft: &Draft<'a>, kinds: &Kinds) -> Vec<&'a Fact> {
    let facts = draft.noted.iter().copied();
    facts.filter(|f| Some(f.kind) == kinds.answers && f.about.as_deref() == Some(about)).collect()
}
