//! What was decided, how, and how long the day had passed before.

use crate::Word;
use crate::pages::Paper;
use crate::pages::parts::{section, source, told, when, when_any};
use findings::Request;
use findings::requests::{How, Modality};
use maud::{Markup, html};

/// The decision in a word.
pub(super) fn word(request: &Request<'_>, paper: &Paper<'_>) -> Markup {
    let word = match request.decision.how {
        How::Granted | How::GrantedShorter | How::Named => Word::Extended,
        How::Refused => Word::NotApplicable,
        How::NotOnRecord => Word::DecisionNotOnRecord,
    };
    told(word, &paper.t(&format!("request-decision-{}", request.decision.how.word())))
}

/// So many days, or between so many and so many.
pub(super) fn days(least: i32, most: i32, paper: &Paper<'_>) -> String {
    if least == most { paper.voice.t1("length-days", "n", least) } else { super::range(least, most, paper) }
}

pub(super) fn part(request: &Request<'_>, paper: &Paper<'_>) -> Markup {
    let decision = &request.decision;
    let body = html! { dl.dl {
        dt { (paper.t("request-decision")) } dd { (word(request, paper)) }
        @if decision.until.is_some() { dt { (paper.t(if decision.how == How::Named { "request-named-until" } else { "request-decided-until" })) } dd { (when_any(decision.until, paper)) } }
        @if let Some(on) = decision.on { dt { (paper.t("request-decided-on")) } dd { (when(on, paper)) } }
        @if decision.how != How::NotOnRecord { dt { (paper.t("request-modality")) } dd { (modality(&decision.modality, paper)) } }
        @if let Some(fact) = decision.fact { dt { (paper.t("column-source")) } dd {
            (source(fact, paper)) @if !fact.note.is_empty() { br; span.src lang="en" { (fact.note) } }
        } }
        @if let Some(gap) = request.gap {
            dt { (paper.t("request-gap")) }
            dd {
                (told(Word::DecisionNotOnRecord, &days(gap.least, gap.most, paper))) " "
                (paper.voice.t1(gap_key(request), "from", gap.from))
            }
        }
    } };
    section("decision", &paper.t("request-decision"), &paper.t("request-decision-note"), body)
}

fn gap_key(request: &Request<'_>) -> &'static str {
    match request.decision.how {
        How::NotOnRecord => "request-gap-goes-on",
        How::Named => "request-gap-named",
        _ => "request-gap-closed",
    }
}

fn modality(modality: &Modality, paper: &Paper<'_>) -> String {
    match modality {
        Modality::AtMeeting(name) => paper.voice.t1("request-modality-at-meeting", "meeting", name.clone()),
        Modality::BetweenMeetings => paper.t("request-modality-between-meetings"),
        Modality::NotEstablished => paper.t("word-not-established"),
    }
}
