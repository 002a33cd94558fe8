//! The same as the timeline in words, and the acts on which everything rests.

use super::voices::said_of;
use super::{Section, StateProfile, source_day};
use crate::Place;
use crate::pages::Paper;
use crate::pages::parts::{rule_link, source, when};
use facts::{Arg, Fact, Register, Treaty, When};
use findings::{Finding, Question, Standing, Status};
use maud::{Markup, html};
use rules::Shape;

/// One line of the list: a day and what was, is or falls due on it.
struct Dated<'a> {
    day: When,
    says: String,
    source: Option<&'a Fact>,
}

impl<'a> StateProfile<'a> {
    pub(super) fn list_of_dates(&self, paper: &Paper<'_>) -> Markup {
        let mut dates = self.acts_in_words(paper);
        dates.extend(self.days_of_duties(paper));
        dates.sort_by_key(|d| (d.day.first, d.day.last));
        html! { ol.chain { @for date in &dates { li {
            span.lbl { (when(date.day, paper)) }
            span { (date.says) " " @match date.source { Some(fact) => (source(fact, paper)), None => span.src { (paper.t("state-computed")) } } }
        } } } }
    }

    fn acts_in_words(&self, paper: &Paper<'_>) -> Vec<Dated<'a>> {
        let day = |fact: &Fact| fact.on.unwrap_or(When::day(source_day(fact)));
        let told = |fact: &'a Fact| Dated { day: day(fact), says: said_of(fact, paper), source: Some(fact) };
        let mut dates: Vec<Dated<'a>> = self.acts_on_record(paper).into_iter().map(told).collect();
        dates.extend(self.steps.iter().map(|s| told(s.fact)));
        let membership = self.membership.as_ref();
        for (key, day) in [
            ("state-list-in-force", membership.and_then(|m| m.in_force)),
            ("state-list-leaves", membership.and_then(|m| m.leaves)),
        ] {
            dates.extend(day.map(|day| Dated { day, says: paper.t(key), source: None }));
        }
        dates
    }

    /// Each duty on the day it was done, else on the day it falls due, with how it stands; and the day the treaty itself set,
    /// where that was moved.
    fn days_of_duties(&self, paper: &Paper<'_>) -> Vec<Dated<'a>> {
        let mut dates = Vec::new();
        for finding in self.duties().filter(|f| !f.is_owed_only_otherwise() && self.is_owed(f, paper)) {
            let Some(due) = finding.due else { continue };
            let done = super::timeline::done(finding);
            let duty = super::lede::duty_for(&finding.rule, finding.period.as_slice(), paper);
            let word = self.word(finding, paper).said(&paper.voice);
            let args = [("duty", Arg::Text(duty.clone())), ("word", Arg::Text(word)), ("due", Arg::When(due))];
            let says = paper.voice.with("state-list-duty", &args);
            dates.push(Dated {
                day: done.unwrap_or(due),
                says,
                source: done.and_then(|day| self.shown_by(finding, day, &paper.site.world.register)),
            });
            if let Some(day) = self.rule(&finding.rule).and_then(|r| self.first_deadline(r)).filter(|first| first.last < due.last)
            {
                dates.push(Dated { day, says: paper.voice.t1("state-list-first", "duty", duty), source: None });
            }
        }
        dates
    }

    /// Whether there is something to do, or every State Party is bound.
    fn is_owed(&self, finding: &Finding, paper: &Paper<'_>) -> bool {
        let idle = finding.before.unwrap_or(finding.standing) == Standing::NotApplicable;
        !idle && !self.may_have_nothing_to_do(finding, paper)
    }

    /// The fact that shows that a duty was done on a day.
    fn shown_by(&self, finding: &Finding, day: When, register: &Register) -> Option<&'a Fact> {
        let kinds = match self.rule(&finding.rule).map(|r| &r.shape) {
            Some(Shape::Deadline(shape)) => shape.fulfilled_by.as_slice(),
            Some(Shape::PeriodicReport(shape)) => shape.received_by.as_slice(),
            _ => &[],
        };
        self.facts.iter().copied().find(|f| kinds.contains(&f.kind) && f.on == Some(day) && finding.rests_on(f, register))
    }

    /// Signature, consent, provisional application, declarations, notice of withdrawal.
    fn acts_on_record(&self, paper: &Paper<'_>) -> Vec<&'a Fact> {
        let membership = self.membership.as_ref();
        let acts = membership.into_iter().flat_map(|m| [m.signed, m.consent, m.provisional, m.withdrawal].into_iter().flatten());
        acts.chain(self.facts_of("declaration-deposited", paper)).collect()
    }

    pub(super) fn acts(&self, paper: &Paper<'_>) -> Section {
        let membership = self.membership.as_ref();
        let body = html! { dl.dl {
            @for fact in self.acts_on_record(paper) { (act(fact, paper)) }
            @if let Some(day) = membership.and_then(|m| m.in_force) {
                dt { (paper.t("state-in-force")) }
                dd { (when(day, paper)) " " span.src { (self.in_force_by(paper)) } }
            }
            @if let Some(day) = membership.and_then(|m| m.leaves) {
                dt { (paper.t("state-leaves")) }
                dd { (when(day, paper)) " " span.src { (paper.t("state-computed")) } }
            }
            @for other in paper.site.world.book.chapters().filter(|c| c.treaty.treaty != paper.place.treaty()) {
                dt { (paper.voice.treaty(other.treaty.treaty)) }
                dd { (self.other_treaty(other.treaty.treaty, paper)) }
            }
            @if !self.coming.is_empty() { dt { (paper.t("state-next")) } dd { @for day in self.coming.iter().take(4) {
                span.line { (when(day.day, paper)) ": " (paper.voice.say(&day.what)) }
            } } }
        } };
        Section::new("acts", String::new(), body, paper)
    }

    /// By which rule the day is reckoned, and which sources print the same day or another.
    fn in_force_by(&self, paper: &Paper<'_>) -> Markup {
        let entry = self.rules().find(|r| matches!(r.shape, Shape::EntryIntoForce(_)));
        let computed = self.membership.as_ref().and_then(|m| m.in_force);
        let stated = self.membership.as_ref().map(|m| m.stated.as_slice()).unwrap_or_default();
        html! {
            (paper.t("state-computed"))
            @if let Some(rule) = entry { ", " (rule_link(rule, paper)) }
            @for fact in stated {
                "; "
                @match fact.on.filter(|_| fact.on != computed) {
                    Some(printed) => (paper.voice.t1("state-differs", "day", printed)),
                    None => (paper.t("state-agrees")),
                }
                " " (source(fact, paper))
            }
        }
    }

    /// What the State is under another treaty, on the same days.
    fn other_treaty(&self, treaty: Treaty, paper: &Paper<'_>) -> Markup {
        let (world, question) = (&paper.site.world, Question { treaty, ..paper.place.question });
        let membership = world.membership(&question, self.state);
        let status = membership.map_or(Status::NotJoined, |m| m.status(question.true_on));
        let place = Place { question, ..paper.place.clone() };
        html! { a href=(place.state(self.state)) { (paper.t(&format!("status-{}", status.word()))) } }
    }
}

fn act(fact: &Fact, paper: &Paper<'_>) -> Markup {
    html! {
        dt { (paper.voice.kind(fact.kind)) }
        dd {
            @if let Some(day) = fact.on { (when(day, paper)) }
            " " (source(fact, paper))
            @if !fact.note.is_empty() { br; span.src lang="en" { (fact.note) } }
        }
    }
}
