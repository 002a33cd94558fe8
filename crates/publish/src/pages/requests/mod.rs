//! `/ccm/requests`: every request for more time, newest first, and what waits for a decision. `/ccm/requests/deu-4-2019`: one of
//! them, laid beside the text.

mod charts;
mod dates;
mod decided;
mod earlier;
mod items;
mod needed;
mod one;
mod said;
mod tests;

pub(super) use one::OneRequest;

use super::parts::{section, state_link, told, when, when_any};
use super::{Asked, Menu, Page, Paper};
use crate::api::{RequestsAnswer, requests_table};
use crate::{Table, Word};
use facts::{Arg, State};
use findings::Request;
use findings::requests::Timing;
use maud::{Markup, html};
use rules::{Rule, Shape};
use serde_json::Value;
use std::collections::BTreeSet;

pub(super) struct Requests<'a> {
    asked: Asked,
    /// The duties whose day can be moved.
    duties: Vec<&'a Rule>,
    /// Those of the duty that was asked for, oldest first.
    requests: Vec<Request<'a>>,
}

impl<'a> Requests<'a> {
    pub fn new(paper: &Paper<'a>, asked: &Asked) -> Self {
        let (world, question) = (&paper.site.world, &paper.place.question);
        let rules = world.book.chapter(question.treaty).into_iter().flat_map(|c| c.rules.iter());
        let can_be_moved = |rule: &&Rule| matches!(&rule.shape, Shape::Deadline(shape) if shape.extended_by.is_some());
        let mut requests = findings::requests(world, question);
        requests.retain(|r| asked.duty.as_ref().is_none_or(|duty| *duty == r.duty.0));
        Requests { asked: asked.clone(), duties: rules.filter(can_be_moved).collect(), requests }
    }

    fn pending(&self) -> Vec<&Request<'a>> {
        self.requests.iter().rev().filter(|r| r.is_pending()).collect()
    }

    fn timed(&self, timing: Timing) -> Arg {
        count(self.requests.iter().filter(|r| r.timing() == timing).count())
    }

    fn lede(&self, paper: &Paper<'_>) -> String {
        let states: BTreeSet<State> = self.requests.iter().map(|r| r.state).collect();
        let args = [
            ("n", count(self.requests.len())),
            ("states", count(states.len())),
            ("day", Arg::from(paper.place.question.true_on)),
            ("ontime", self.timed(Timing::OnTime)),
            ("late", self.timed(Timing::Late)),
            ("open", self.timed(Timing::NotEstablished)),
            ("pending", count(self.pending().len())),
        ];
        paper.voice.with(if self.requests.is_empty() { "requests-lede-none" } else { "requests-lede" }, &args)
    }

    fn filter(&self, paper: &Paper<'_>) -> Markup {
        let question = &paper.place.question;
        html! {
            form.filter.no-print action=(paper.place.own()) method="get" aria-label=(paper.t("requests-filter")) {
                input type="hidden" name="on" value=(question.true_on);
                input type="hidden" name="known-by" value=(question.known_by);
                @if let Some(entries) = question.entries { input type="hidden" name="entries" value=(entries); }
                @for (name, value) in paper.place.read() { input type="hidden" name=(name) value=(value); }
                label { (paper.t("requests-filter-article"))
                    select.s name="duty" {
                        option value="" { (paper.t("requests-filter-all")) }
                        @for rule in &self.duties {
                            option value=(rule.id.0) selected[self.asked.duty.as_ref() == Some(&rule.id.0)] { (article_and_duty(rule, paper)) }
                        }
                    }
                }
                button.plain { (paper.t("overdue-filter-do")) }
                @if self.asked.duty.is_some() { a href=(paper.place.to("requests")) { (paper.t("overdue-filter-clear")) } }
            }
        }
    }

    fn waiting(&self, paper: &Paper<'_>) -> Markup {
        let pending = self.pending();
        if pending.is_empty() {
            return html! {};
        }
        let title = paper.t("requests-pending");
        let columns = ["requests-request", "requests-meeting", "requests-in-force", "requests-passed"];
        let body = html! { table.stack.waiting {
            caption.vh { (title) }
            thead { tr { @for key in columns { th scope="col" { (paper.t(key)) } } } }
            tbody { @for request in pending { tr {
                th scope="row" { (link(request, paper)) " " span.dim { (paper.voice.t1("request-article", "article", request.article.clone())) } }
                td data-l=(paper.t("requests-meeting")) { (meeting_named(request, paper)) }
                td data-l=(paper.t("requests-in-force")) { (when_any(request.from, paper)) }
                td data-l=(paper.t("requests-passed")) { (passed(request, paper)) }
            } } }
        } };
        section("pending", &title, &paper.t("requests-pending-note"), body)
    }

    fn all(&self, paper: &Paper<'_>) -> Markup {
        let title = paper.t("requests-all");
        let columns = [
            "requests-request",
            "requests-submitted",
            "requests-asked",
            "requests-needed",
            "requests-items",
            "requests-decision",
        ];
        let body = html! { table.stack.requests {
            caption.vh { (title) }
            thead { tr { @for key in columns { th scope="col" { (paper.t(key)) } } } }
            tbody { @for request in self.requests.iter().rev() { (row(request, paper)) } }
        } };
        section("all", &title, &paper.t("requests-all-note"), body)
    }
}

fn row(request: &Request<'_>, paper: &Paper<'_>) -> Markup {
    html! { tr {
        th scope="row" { (link(request, paper)) " " span.dim { (paper.voice.t1("request-article", "article", request.article.clone())) } }
        td data-l=(paper.t("requests-submitted")) { (when_any(request.submitted.as_ref().map(|s| s.on), paper)) div { (timing(request, paper)) } }
        td data-l=(paper.t("requests-asked")) {
            (when_any(request.until.as_ref().map(|u| u.day), paper))
            @if let Some(years) = needed::asked(request, paper) { div.dim { (years) } }
        }
        td data-l=(paper.t("requests-needed")) { (needed::years(request, paper)) }
        td data-l=(paper.t("requests-items")) { (items::counted(request, paper)) }
        td data-l=(paper.t("requests-decision")) { (decided::word(request, paper)) @if let Some(day) = request.decision.until { div.dim { (paper.voice.t1("requests-until", "day", day)) } } }
    } }
}

impl Page for Requests<'_> {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("requests-title")
    }

    fn menu(&self) -> Menu {
        Menu::Requests
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        html! {
            div.head {
                h1 { (self.title(paper)) }
                @if self.duties.is_empty() { p.lede { (paper.t("requests-no-rules")) } } @else { p.lede { (self.lede(paper)) } @if sets_a_time(paper) { p.dim { (paper.t("requests-late-note")) } } }
            }
            @if !self.duties.is_empty() { (self.filter(paper)) }
            (self.waiting(paper))
            @if !self.requests.is_empty() { (self.all(paper)) }
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        let answer = RequestsAnswer::new(&paper.site.world, &paper.place.question, self.requests.iter().rev());
        serde_json::to_value(answer).unwrap_or_default()
    }

    fn table(&self, _: &Paper<'_>) -> Table {
        requests_table(self.requests.iter().rev())
    }
}

fn count(n: usize) -> Arg {
    Arg::from(i64::try_from(n).unwrap_or(i64::MAX))
}

/// `Article 4(5): Clear remnants`.
fn article_and_duty(rule: &Rule, paper: &Paper<'_>) -> String {
    let args = [("article", Arg::Text(rule.article.clone())), ("duty", Arg::Text(paper.voice.duty(&rule.id)))];
    paper.voice.with("request-article-duty", &args)
}

/// `Germany, 2019`, linked to its page.
fn link(request: &Request<'_>, paper: &Paper<'_>) -> Markup {
    html! { a href=(address(request, paper)) { (named(request, paper)) } }
}

fn address(request: &Request<'_>, paper: &Paper<'_>) -> String {
    paper.place.to(&format!("requests/{}", request.id))
}

/// `Germany, 2019`; `Chile, 2020, second` where a year has several.
pub(super) fn named(request: &Request<'_>, paper: &Paper<'_>) -> String {
    let year = request.id.split('-').nth(2).unwrap_or_default();
    let nth = request.id.split('-').nth(3).map(|n| format!(" ({n})")).unwrap_or_default();
    paper.voice.with("request-named", &[("state", Arg::State(request.state)), ("year", Arg::Text(format!("{year}{nth}")))])
}

fn meeting_named(request: &Request<'_>, paper: &Paper<'_>) -> Markup {
    match &request.meeting {
        Some(meeting) => html! { (meeting.name) ", " (when(facts::When::day(meeting.opens), paper)) },
        None => html! { span.dim { (paper.t("nothing")) } },
    }
}

/// How long the day in force has passed without a decision; how long it still lasts.
fn passed(request: &Request<'_>, paper: &Paper<'_>) -> Markup {
    match request.gap {
        Some(gap) => told(Word::DecisionNotOnRecord, &decided::days(gap.least, gap.most, paper)),
        None => html! { span.dim { (left(request, paper)) } },
    }
}

/// How long the day in force still lasts.
fn left(request: &Request<'_>, paper: &Paper<'_>) -> String {
    let on = paper.place.question.true_on;
    let to_come = request.from.filter(|day| day.first >= on);
    to_come.map_or_else(|| paper.t("nothing"), |day| paper.voice.t1("standing-left", "time", paper.voice.span(on, day.first)))
}

/// Whether the text of any rule says by when more time is to be asked for.
fn sets_a_time(paper: &Paper<'_>) -> bool {
    let chapter = paper.site.world.book.chapter(paper.place.treaty());
    let rules = chapter.into_iter().flat_map(|c| c.rules.iter());
    rules.into_iter().any(|r| matches!(&r.shape, Shape::Extension(shape) if shape.asked_before.is_some()))
}

/// Whether it came in time for its meeting, with the days.
fn timing(request: &Request<'_>, paper: &Paper<'_>) -> Markup {
    let late = request.meeting.as_ref().and_then(|m| m.late);
    let days =
        |least: i32, most: i32| if least == most { paper.voice.t1("length-days", "n", least) } else { range(least, most, paper) };
    match (request.timing(), late) {
        (Timing::OnTime, Some((least, most))) => {
            told(Word::NoSignal, &paper.voice.t1("request-on-time", "days", days(-most, -least)))
        }
        (Timing::Late, Some((least, most))) => told(Word::Signal, &paper.voice.t1("request-late", "days", days(least, most))),
        (Timing::NoTimeSet, _) => html! { (paper.t("request-timing-none")) },
        _ => told(Word::NotEstablished, &paper.t("request-timing-open")),
    }
}

fn range(least: i32, most: i32, paper: &Paper<'_>) -> String {
    paper.voice.with("standing-days-range", &[("least", Arg::from(least)), ("most", Arg::from(most))])
}

/// The State of a request, linked to its page.
fn state(request: &Request<'_>, paper: &Paper<'_>) -> Markup {
    state_link(request.state, paper)
}
