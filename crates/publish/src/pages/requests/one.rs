//! `/ccm/requests/deu-4-2019`: one request, laid beside the text.

use super::{dates, decided, earlier, items, needed, said, tests};
use crate::Table;
use crate::api::{RequestsAnswer, requests_table};
use crate::pages::parts::crumbs;
use crate::pages::{Menu, Page, Paper};
use facts::Arg;
use findings::Request;
use findings::requests::{How, Timing};
use maud::{Markup, html};
use serde_json::Value;

pub(in crate::pages) struct OneRequest<'a> {
    /// Every request on record, oldest first.
    all: Vec<Request<'a>>,
    /// Which of them it is.
    at: usize,
}

impl<'a> OneRequest<'a> {
    /// The request of that name; none where there is none on these days.
    pub fn new(paper: &Paper<'a>, id: &str) -> Option<Self> {
        let all = findings::requests(&paper.site.world, &paper.place.question);
        let id = findings::request_named(&all, id)?.id.clone();
        let at = all.iter().position(|r| r.id == id)?;
        Some(OneRequest { all, at })
    }

    fn request(&self) -> Option<&Request<'a>> {
        self.all.get(self.at)
    }
}

impl Page for OneRequest<'_> {
    fn title(&self, paper: &Paper<'_>) -> String {
        let Some(request) = self.request() else { return String::new() };
        let args = [("state", Arg::State(request.state)), ("article", Arg::Text(request.article.clone()))];
        let said = super::named(request, paper);
        paper.voice.with("request-title", &[args.as_slice(), &[("named", Arg::Text(said))]].concat())
    }

    fn menu(&self) -> Menu {
        Menu::Requests
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        let Some(request) = self.request() else { return html! {} };
        let above = [(paper.place.to("requests"), paper.t("requests-title"))];
        html! {
            (crumbs(&above, &paper.voice.t1("request-article", "article", request.article.clone())))
            div.head {
                h1 { (self.title(paper)) }
                p.dim.status { (super::state(request, paper)) ", " (paper.voice.duty(&request.duty)) }
                p.lede { (lede(request, paper)) }
            }
            (dates::part(request, paper))
            (needed::part(request, paper))
            (tests::part(request, paper))
            (items::part(request, paper))
            (decided::part(request, paper))
            (earlier::part(request, &self.all, paper))
            (said::part(request, paper))
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        let answer = RequestsAnswer::new(&paper.site.world, &paper.place.question, self.request());
        serde_json::to_value(answer).unwrap_or_default()
    }

    fn table(&self, _: &Paper<'_>) -> Table {
        requests_table(self.request())
    }
}

/// The request in a few sentences: what was asked, whether in time, what it comes to, what was decided.
fn lede(request: &Request<'_>, paper: &Paper<'_>) -> String {
    let asked = needed::asked(request, paper);
    let first = match (asked, request.until.as_ref()) {
        (Some(time), Some(until)) => {
            paper.voice.with("request-lede-asked", &[("time", Arg::Text(time)), ("until", Arg::When(until.day))])
        }
        _ => paper.t("request-lede-not-told"),
    };
    let time = match request.timing() {
        Timing::OnTime => "request-lede-on-time",
        Timing::Late => "request-lede-late",
        Timing::NotEstablished => "request-lede-time-open",
        Timing::NoTimeSet => "request-lede-time-none",
    };
    let decided = match (request.decision.how, request.decision.until) {
        (How::Named, Some(until)) => paper.voice.t1("request-lede-named", "until", until),
        (How::Granted, Some(until)) => paper.voice.t1("request-lede-granted", "until", until),
        (How::GrantedShorter, Some(until)) => paper.voice.t1("request-lede-granted-shorter", "until", until),
        (How::Refused, _) => paper.t("request-lede-refused"),
        _ => paper.t("request-lede-not-on-record"),
    };
    [first, paper.t(time), decided].join(" ")
}
