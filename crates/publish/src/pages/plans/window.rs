//! The window in which the indicators of a plan are counted: chosen by a plain GET form that keeps the two days.

use crate::pages::{Asked, Missing, Paper};
use facts::Day;
use findings::Window;
use maud::{Markup, html};

/// The window asked for: by name, by its two days, or the last whole calendar year before the day of the page.
pub(super) fn asked(paper: &Paper<'_>, asked: &Asked) -> Result<Window, Missing> {
    let question = &paper.place.question;
    if let Some(text) = &asked.window {
        return Window::read(text, &paper.site.world, question).map_err(|what| Missing::unreadable(&what));
    }
    let year = Window::last_year(question.true_on);
    let window = match (asked.from, asked.to) {
        (None, None) => year,
        (Some(from), None) => Window { from, to: question.true_on.max(from) },
        (None, Some(to)) => Window { from: Window::year_of(to).from, to },
        (Some(from), Some(to)) => Window { from, to },
    };
    goes_on(window)
}

fn goes_on(window: Window) -> Result<Window, Missing> {
    let Window { from, to } = window;
    if to < from { Err(Missing::day_goes_back("missing-day-goes-back", from, to)) } else { Ok(window) }
}

/// The form; what it shows is the window of the page.
pub(super) fn form(window: Window, asked: &Asked, paper: &Paper<'_>) -> Markup {
    let question = &paper.place.question;
    let named = asked.window.clone().unwrap_or_else(|| window.to_string());
    html! {
        form.filter.no-print action=(paper.place.own()) method="get" aria-label=(paper.t("plans-window-choose")) {
            input type="hidden" name="on" value=(question.true_on);
            input type="hidden" name="known-by" value=(question.known_by);
            @if let Some(entries) = question.entries { input type="hidden" name="entries" value=(entries); }
            label { (paper.t("plans-window")) " " input.s name="window" value=(named) autocomplete="off" spellcheck="false" aria-describedby="window-hint"; }
            button.plain { (paper.t("plans-show")) }
            span.dim #window-hint { (paper.t("plans-window-hint")) }
        }
    }
}

/// In which days was counted, in words.
pub(super) fn told(window: Window, known_by: Day, paper: &Paper<'_>) -> String {
    let days = [("from", window.from.into()), ("to", window.to.into()), ("known", known_by.into())];
    paper.voice.with("plans-window-told", &days)
}
