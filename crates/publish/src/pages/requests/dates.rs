//! To the meeting: the days of a request on a line, and the same as a list with its sources.

use super::charts::{Point, days};
use crate::pages::Paper;
use crate::pages::parts::{section, source, when};
use facts::{Arg, Fact, When};
use findings::Request;
use maud::{Markup, html};

/// The class of a day that stands in the list only.
const FAR: &str = "k3";

/// One day of a request.
struct Step<'a> {
    day: When,
    /// What stands at the point, without the day.
    label: String,
    class: &'static str,
    fact: Option<&'a Fact>,
}

pub(super) fn part(request: &Request<'_>, paper: &Paper<'_>) -> Markup {
    let steps = steps(request, paper);
    let title = paper.t("request-dates");
    // The day asked for lies years ahead: on the line it would press the others together.
    let points: Vec<Point> = steps.iter().filter(|s| s.class != FAR).map(|s| point(s, paper)).collect();
    section(
        "time",
        &title,
        &paper.t("request-dates-note"),
        html! {
            figure.wide { div.scroll tabindex="0" role="region" aria-label=(paper.t("request-dates-scroll")) { (days(&title, &points)) } }
            details { summary { (paper.t("state-same-list")) } ol.chain { @for step in &steps { li {
                span.lbl { (when(step.day, paper)) }
                span { (step.label) @if let Some(fact) = step.fact { " (" (source(fact, paper)) ")" } }
            } } } }
        },
    )
}

fn point(step: &Step<'_>, paper: &Paper<'_>) -> Point {
    // An interval stands at its first day; its label tells the whole of it.
    let told = [("what", Arg::Text(step.label.clone())), ("day", Arg::When(step.day))];
    Point { day: step.day.first, label: paper.voice.with("request-point", &told), class: step.class }
}

fn steps<'a>(request: &Request<'a>, paper: &Paper<'_>) -> Vec<Step<'a>> {
    let step = |key: &str, day: When, class, fact| Step { day, label: paper.t(key), class, fact };
    let mut steps = Vec::new();
    if let Some(submitted) = &request.submitted {
        let key = if submitted.received { "request-point-received" } else { "request-point-submitted" };
        steps.push(step(key, submitted.on, "k1", Some(submitted.fact)));
        let others = submitted.others.iter().filter_map(|fact| Some(step("request-point-also", fact.on?, "k2", Some(fact))));
        steps.extend(others);
    }
    if let Some(meeting) = &request.meeting {
        steps.extend(meeting.last_day.map(|last| step("request-point-last-day", When::day(last), "k2", None)));
        let opens = paper.voice.t1("request-point-opens", "meeting", meeting.name.clone());
        steps.push(Step { day: When::day(meeting.opens), label: opens, class: "k1", fact: None });
    }
    steps.extend(request.from.map(|day| step("request-point-in-force", day, "kx", None)));
    let decided = request.decision.on.zip(request.decision.fact);
    // A decision on the days of the meeting stands on the line at its opening already.
    let at_opening = |on: When| request.meeting.as_ref().is_some_and(|m| m.opens == on.first);
    let class = |on: When| if at_opening(on) { FAR } else { "k1" };
    steps.extend(decided.map(|(on, fact)| step("request-point-decided", on, class(on), Some(fact))));
    steps.extend(request.until.as_ref().map(|until| step("request-point-until", until.day, FAR, Some(until.fact))));
    steps.sort_by_key(|s| s.day.first);
    steps
}
