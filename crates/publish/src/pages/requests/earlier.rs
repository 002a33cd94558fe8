//! All earlier requests under the same article, and where this one stands among them.

use super::{decided, link, needed};
use crate::pages::Paper;
use crate::pages::parts::section;
use facts::Arg;
use findings::Request;
use findings::requests::Ranked;
use maud::{Markup, html};

pub(super) fn part(request: &Request<'_>, all: &[Request<'_>], paper: &Paper<'_>) -> Markup {
    let before: Vec<&Request<'_>> = all.iter().take_while(|r| r.id != request.id).filter(|r| r.rule == request.rule).collect();
    let title = paper.t("request-earlier");
    let note = paper.voice.t1("request-earlier-note", "day", paper.place.question.known_by);
    let columns = ["requests-request", "requests-asked", "requests-needed", "requests-items", "requests-decision"];
    let body = html! {
        @if before.is_empty() { p { (paper.t("request-earlier-none")) } } @else {
            ul.facts-of { @for line in lines(request, paper) { li { (line) } } }
            table.stack.requests {
                caption.vh { (title) }
                thead { tr { @for key in columns { th scope="col" { (paper.t(key)) } } } }
                tbody { @for other in before.iter().rev() { tr {
                    th scope="row" { (link(other, paper)) }
                    td data-l=(paper.t("requests-asked")) { (needed::asked(other, paper).unwrap_or_else(|| paper.t("nothing"))) }
                    td data-l=(paper.t("requests-needed")) { (needed::years(other, paper)) }
                    td data-l=(paper.t("requests-items")) { (super::items::counted(other, paper)) }
                    td data-l=(paper.t("requests-decision")) { (decided::word(other, paper)) }
                } } }
            }
        }
    };
    section("earlier", &title, &note, body)
}

fn lines(request: &Request<'_>, paper: &Paper<'_>) -> Vec<String> {
    let earlier = &request.earlier;
    let ranked = |key: &str, rank: Option<Ranked>| {
        rank.map(|r| {
            let args = [
                ("place", Arg::Text(r.place.to_string())),
                ("of", Arg::Text(r.of.to_string())),
                ("median", Arg::Text(paper.voice.number((r.median * 10.0).round() / 10.0))),
            ];
            paper.voice.with(key, &args)
        })
    };
    let counts = [
        ("n", super::count(earlier.requests)),
        ("late", super::count(earlier.late)),
        ("ontime", super::count(earlier.on_time)),
        ("open", super::count(earlier.requests.saturating_sub(earlier.late + earlier.on_time))),
        ("granted", super::count(earlier.granted)),
        ("shorter", super::count(earlier.shorter)),
        ("refused", super::count(earlier.refused)),
        ("named", super::count(earlier.named)),
        ("none", super::count(earlier.not_on_record)),
    ];
    let told = [
        ranked("request-earlier-years", earlier.years_asked),
        ranked("request-earlier-items", earlier.items),
        Some(paper.voice.with("request-earlier-time", &counts)),
        Some(paper.voice.with("request-earlier-decisions", &counts)),
    ];
    told.into_iter().flatten().collect()
}
