//! One statement on a line: what it says, of which day, its figures, its source, its note.

use crate::pages::Paper;
use crate::pages::parts::source;
use facts::{Amount, Fact};
use maud::{Markup, html};

/// `is believed to hold stocks, 2014 · Cluster Munition Monitor, Sep 2014`
pub(in crate::pages) fn line(fact: &Fact, paper: &Paper<'_>) -> Markup {
    html! { (words(fact, paper)) " " (source(fact, paper)) }
}

/// The same with the note as the register has it: what was read in the source.
pub(in crate::pages) fn with_note(fact: &Fact, paper: &Paper<'_>) -> Markup {
    html! { (line(fact, paper)) @if !fact.note.is_empty() { div.dim { (fact.note) } } }
}

/// What it says, of which day, with its figures.
pub(in crate::pages) fn words(fact: &Fact, paper: &Paper<'_>) -> String {
    let mut words = vec![paper.voice.kind(fact.kind)];
    words.extend(time(fact, paper));
    if !fact.amounts.is_empty() {
        words.push(amounts(fact, paper));
    }
    words.join(&paper.t("list-comma"))
}

/// The day or the years it speaks of.
pub(in crate::pages) fn time(fact: &Fact, paper: &Paper<'_>) -> Option<String> {
    fact.on.map(|day| paper.voice.when(day)).or(fact.period.map(|years| years.to_string().replace('/', "–")))
}

/// The figures of a row, people in the words of casualties.
pub(in crate::pages) fn amounts(fact: &Fact, paper: &Paper<'_>) -> String {
    fact.amounts.iter().map(|amount| counted(amount, paper)).collect::<Vec<_>>().join(&paper.t("list-comma"))
}

/// What is counted otherwise than in people has its words already.
const THINGS: [&str; 4] = ["munitions", "submunitions", "items", "m2"];

fn counted(amount: &Amount, paper: &Paper<'_>) -> String {
    if THINGS.contains(&amount.unit.as_str()) {
        return paper.voice.amount(amount);
    }
    let hedge = match amount.hedge {
        Some('>') => paper.t("amount-more"),
        Some('<') => paper.t("amount-less"),
        Some(_) => paper.t("amount-about"),
        None => String::new(),
    };
    let number = paper.voice.number(amount.number);
    format!("{hedge}{}", paper.voice.t1(&format!("norm-unit-{}", amount.unit), "n", number))
}
