//! From what to what: two standings with an arrow between them, or two days.

use super::{Changes, Paper};
use crate::Word;
use crate::pages::parts::{told, when_any};
use findings::{Change, Finding};
use maud::{Markup, html};

/// How it stood and how it stands, each in the words of its own day; none where there was or is nothing to do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Turn {
    before: Option<Word>,
    after: Option<Word>,
}

impl Turn {
    pub fn of(page: &Changes, change: &Change) -> Self {
        let (first, second) = page.ends(change);
        let word = |finding: &Option<Finding>, day| finding.as_ref().map(|f| Word::of(f, day));
        Turn { before: word(&change.before, first.true_on), after: word(&change.after, second.true_on) }
    }

    pub fn told(&self, paper: &Paper<'_>) -> Markup {
        let end = |word: Option<Word>, none: &str| match word {
            Some(word) => told(word, &word.said(&paper.voice)),
            None => html! { span.dim { (paper.t(none)) } },
        };
        html! { span.turn { (end(self.before, "changes-not-yet")) span.after { (arrow(paper)) (end(self.after, "changes-no-longer")) } } }
    }

    pub fn after_in_words(&self, paper: &Paper<'_>) -> String {
        self.after.map(|word| word.said(&paper.voice)).unwrap_or_default()
    }
}

/// The day in force before, and after.
pub(super) fn days(change: &Change, paper: &Paper<'_>) -> Markup {
    let due = |finding: &Option<Finding>| when_any(finding.as_ref().and_then(|f| f.due), paper);
    html! { div.turn { (due(&change.before)) span.after { (arrow(paper)) (due(&change.after)) } } }
}

/// That readings of the law differ now, or no longer.
pub(super) fn contest(change: &Change, paper: &Paper<'_>) -> Markup {
    let differs = change.after.as_ref().is_some_and(|f| f.contested);
    html! { div { @if differs { (told(Word::Contested, &Word::Contested.said(&paper.voice))) } @else { span.dim { (paper.t("changes-contested-no-longer")) } } } }
}

fn arrow(paper: &Paper<'_>) -> Markup {
    html! { span.arrow aria-hidden="true" { "→ " } span.vh { " " (paper.t("changes-then")) " " } }
}
