use super::super::Paper;
use super::super::parts::{section as part, source};
use crate::Table;
use facts::Arg;
use findings::{LadderStep, Rung};
use maud::{Markup, html};
use rules::shapes::Addressee;

/// Where one warning stands, since when, whose turn it is, and the documents of the acts.
pub(super) fn told(rung: &Rung<'_>, paper: &Paper<'_>) -> Markup {
    let to = to(rung.to, paper);
    html! {
        (paper.voice.t1(step(rung.step), "to", to.clone()))
        @if let Some(since) = rung.since { ", " (paper.voice.t1("watch-step-since", "day", since)) }
        div.dim { (paper.t("watch-ladder-next")) ": " (next(rung, &to, paper)) }
        @for act in &rung.acts { div { (source(act, paper)) } }
    }
}

fn next(rung: &Rung<'_>, to: &str, paper: &Paper<'_>) -> String {
    let mut told = vec![("to", Arg::from(to))];
    told.extend(rung.next.until().map(|day| ("day", Arg::from(day))));
    paper.voice.with(&format!("watch-next-{}", rung.next.word()), &told)
}

fn step(step: LadderStep) -> &'static str {
    match step {
        LadderStep::Raised => "watch-step-raised",
        LadderStep::Engaged => "watch-step-engaged",
        LadderStep::Referred => "watch-step-referred",
        LadderStep::Closed => "watch-step-closed",
    }
}

fn to(addressee: Addressee, paper: &Paper<'_>) -> String {
    paper.t(&format!("ladder-to-{}", addressee.word()))
}

/// How many raised warnings stand on each step; nothing where the book holds no ladder.
pub(super) fn section(rungs: &[Rung<'_>], paper: &Paper<'_>) -> Markup {
    let chapter = paper.site.world.book.chapter(paper.place.treaty());
    let ladder = chapter.into_iter().flat_map(|c| c.rules.iter()).find_map(|rule| match &rule.shape {
        rules::Shape::Referral(shape) => Some((rule, shape)),
        _ => None,
    });
    let Some((rule, shape)) = ladder else { return html! {} };
    let title = paper.t("watch-ladder");
    let steps = [LadderStep::Raised, LadderStep::Engaged, LadderStep::Referred, LadderStep::Closed];
    let count = |step| rungs.iter().filter(|rung| rung.step == step).count();
    part(
        "ladder",
        &title,
        &paper.t("watch-ladder-note"),
        html! {
            p { (paper.voice.say(&rule.read_back())) }
            @if rungs.is_empty() { p { (paper.t("watch-ladder-none")) } } @else {
                table.stack {
                    caption.vh { (title) }
                    thead { tr { th scope="col" { (paper.t("watch-ladder-step")) } th.r scope="col" { (paper.t("watch-ladder-count")) } } }
                    tbody { @for each in steps { tr {
                        th scope="row" { span.cap { (paper.voice.t1(step(each), "to", to(shape.to, paper))) } }
                        td.r data-l=(paper.t("watch-ladder-count")) { (count(each)) }
                    } } }
                }
            }
        },
    )
}

/// The ladder as data.
pub(super) fn table(rungs: &[Rung<'_>]) -> Table {
    let mut table = Table::new(&["state", "rule", "about", "step", "since", "next", "until", "to", "acts"]);
    for rung in rungs {
        table.push(vec![
            rung.warning.state.to_string(),
            rung.warning.rule.to_string(),
            rung.warning.about.clone().unwrap_or_default(),
            rung.step.word().to_owned(),
            rung.since.map(|day| day.to_string()).unwrap_or_default(),
            rung.next.word().to_owned(),
            rung.next.until().map(|day| day.to_string()).unwrap_or_default(),
            rung.to.word().to_owned(),
            rung.acts.iter().map(|fact| fact.id.clone()).collect::<Vec<_>>().join(" "),
        ]);
    }
    table
}
