use crate::Voice;
use facts::Day;
use findings::{Finding, Standing};
use jiff::ToSpan;

/// What a standing is called on a page, with its colour and icon: always the three together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Word {
    /// Nothing on record from the State, neither the initial report nor any annual one, all by evidence.
    NoReportEver,
    /// Overdue since a year or more.
    OverdueMoreThanAYear,
    /// Overdue.
    Overdue,
    /// The day has passed, more time was asked for, no decision is on record.
    DecisionNotOnRecord,
    /// Today is the last day in time.
    DueToday,
    /// The last day in time is ninety days away or less.
    DueSoon,
    /// Running, its day moved by an extension.
    Extended,
    /// Running.
    Running,
    /// Not established.
    NotEstablished,
    /// Owed by another reading of the law only; beside another word, that readings differ.
    Contested,
    /// Done late.
    FulfilledLate,
    /// Done.
    Fulfilled,
    /// Evidence says that there is nothing to do.
    NotApplicable,
    /// The treaty does not bind.
    NotBound,
    /// No longer a party.
    Ended,
    /// A warning stands.
    Signal,
    /// No warning.
    NoSignal,
}

impl Word {
    /// The word for a finding on the day it was asked for.
    pub fn of(finding: &Finding, true_on: Day) -> Word {
        match finding.standing {
            _ if finding.is_owed_only_otherwise() => Word::Contested,
            Standing::Overdue => match finding.since {
                Some(since) if since.last.saturating_add(1.year()) <= true_on => Word::OverdueMoreThanAYear,
                _ => Word::Overdue,
            },
            Standing::Undecided => Word::DecisionNotOnRecord,
            Standing::Running => running(finding, true_on),
            Standing::Unknown => Word::NotEstablished,
            Standing::Met => Word::Fulfilled,
            Standing::MetLate => Word::FulfilledLate,
            Standing::NotApplicable => Word::NotApplicable,
            Standing::NotBound => Word::NotBound,
            Standing::Ended => Word::Ended,
            Standing::Raised => Word::Signal,
            Standing::Clear => Word::NoSignal,
        }
    }

    /// The key of its words in `locales/`.
    pub fn key(&self) -> &'static str {
        match self {
            Word::NoReportEver => "word-no-report-ever",
            Word::OverdueMoreThanAYear => "word-overdue-more-than-a-year",
            Word::Overdue => "word-overdue",
            Word::DecisionNotOnRecord => "word-decision-not-on-record",
            Word::DueToday => "word-due-today",
            Word::DueSoon => "word-due-soon",
            Word::Extended => "word-extended",
            Word::Running => "word-running",
            Word::NotEstablished => "word-not-established",
            Word::Contested => "word-contested",
            Word::FulfilledLate => "word-fulfilled-late",
            Word::Fulfilled => "word-fulfilled",
            Word::NotApplicable => "word-not-applicable",
            Word::NotBound => "word-not-bound",
            Word::Ended => "word-ended",
            Word::Signal => "word-signal",
            Word::NoSignal => "word-no-signal",
        }
    }

    /// The class of its colour and the name of its icon in the style sheet.
    pub fn look(&self) -> (&'static str, &'static str) {
        match self {
            Word::NoReportEver => ("st-never", "i-never"),
            Word::OverdueMoreThanAYear => ("st-over1", "i-over1"),
            Word::Overdue => ("st-over", "i-over"),
            Word::DecisionNotOnRecord => ("st-ext", "i-pend"),
            Word::DueToday => ("st-due", "i-due"),
            Word::DueSoon => ("st-soon", "i-soon"),
            Word::Extended => ("st-ext", "i-ext"),
            Word::Contested => ("st-split", "i-split"),
            Word::FulfilledLate => ("st-ok", "i-late"),
            Word::Fulfilled | Word::NoSignal => ("st-ok", "i-ok"),
            Word::Signal => ("st-due", "i-sig"),
            Word::Running => ("st-unk", "i-run"),
            Word::NotEstablished => ("st-unk", "i-unk"),
            Word::NotApplicable | Word::NotBound | Word::Ended => ("st-unk", "i-nil"),
        }
    }

    /// The words, in the reader's language.
    pub fn said(&self, voice: &Voice<'_>) -> String {
        voice.t(self.key())
    }
}

fn running(finding: &Finding, true_on: Day) -> Word {
    let days_left = finding.due.and_then(|due| true_on.until(due.first).ok()).map(|span| span.get_days());
    match days_left {
        Some(0) => Word::DueToday,
        Some(days) if days <= 90 => Word::DueSoon,
        _ if finding.extended => Word::Extended,
        _ => Word::Running,
    }
}
