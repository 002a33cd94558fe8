//! What charts are drawn from: a scale of days, labels that do not touch, bars with their figures beside them.

use facts::{Day, When};
use maud::{Markup, html};

/// Where the drawing begins and ends, in units of the picture; before it stand the names of the rows.
pub(super) const LEFT: f64 = 140.0;
pub(super) const RIGHT: f64 = 890.0;
/// The width of a letter of the charts' type, on average, rather too wide than too narrow.
const LETTER: f64 = 6.7;

/// A place in a picture, short enough for its file.
pub(super) fn px(place: f64) -> String {
    format!("{place:.1}")
}

pub(super) fn days_between(from: Day, to: Day) -> i32 {
    from.until(to).map(|span| span.get_days()).unwrap_or_default()
}

/// Days laid out from left to right.
pub(super) struct Scale {
    first: Day,
    last: Day,
}

impl Scale {
    /// From the start of one day's year to somewhat after another day.
    pub fn new(from: Day, to: Day) -> Self {
        let first = Day::new(from.year(), 1, 1).unwrap_or(from);
        let margin = days_between(first, to) / 24 + 30;
        Scale { first, last: facts::Length::days(margin).after(to) }
    }

    /// Where a day stands.
    pub fn x(&self, day: Day) -> f64 {
        let whole = f64::from(days_between(self.first, self.last).max(1));
        let part = f64::from(days_between(self.first, day)) / whole;
        LEFT + (RIGHT - LEFT) * part.clamp(0.0, 1.0)
    }

    /// Where an interval is marked: its middle; its first day where its source leaves the end open.
    pub fn middle(&self, when: When) -> f64 {
        if when.is_open() { self.x(when.first) } else { f64::midpoint(self.x(when.first), self.x(when.last)) }
    }

    /// The years' lines, and as many of their names as there is room for.
    pub fn years(&self, top: f64, bottom: f64) -> Markup {
        let years = self.first.year()..=self.last.year();
        let step = (years.clone().count() / 14 + 1).next_power_of_two() as i16;
        html! {
            @for year in years {
                @let place = self.x(Day::new(year, 1, 1).unwrap_or(self.first));
                @let x = px(place);
                line.axis x1=(x) x2=(x) y1=(px(top)) y2=(px(bottom)) {}
                @if year % step == 0 && place < RIGHT - LETTER { text.dimt x=(x) y=(px(bottom + 18.0)) text-anchor="middle" { (year) } }
            }
        }
    }
}

/// On which side of its place a label stands.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Labels beside a bar, each on the first line where it touches no other. One that fits nowhere is left to the list below.
pub(super) struct Labels {
    lines: Vec<(f64, Vec<(f64, f64)>)>,
    set: Vec<Markup>,
}

impl Labels {
    /// Labels on lines at these heights, the first preferred.
    pub fn new(heights: &[f64]) -> Self {
        Labels { lines: heights.iter().map(|y| (*y, Vec::new())).collect(), set: Vec::new() }
    }

    pub fn put(&mut self, x: f64, anchor: Anchor, class: &str, words: &str) {
        let width = words.chars().count() as f64 * LETTER;
        let start = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        let start = start.min(RIGHT - width).max(LEFT);
        let free = |taken: &[(f64, f64)]| taken.iter().all(|(from, to)| start + width < *from || *to + LETTER < start);
        let Some((y, taken)) = self.lines.iter_mut().find(|(_, taken)| free(taken)) else { return };
        taken.push((start, start + width));
        // Letters narrower than reckoned would leave a gap at a label's far side, so each is set from the side it belongs to.
        let (anchor, at) = match anchor {
            Anchor::Middle => ("middle", start + width / 2.0),
            Anchor::End => ("end", start + width),
            Anchor::Start if start < x => ("end", start + width),
            Anchor::Start => ("start", start),
        };
        self.set.push(html! { text class={ "halo " (class) } x=(px(at)) y=(px(*y)) text-anchor=(anchor) { (words) } });
    }

    /// Takes over the labels of another set.
    pub fn join(&mut self, others: Labels) {
        self.set.extend(others.set);
    }

    pub fn markup(&self) -> Markup {
        html! { @for label in &self.set { (label) } }
    }
}

/// One bar with its name and its figure.
pub(super) struct Bar {
    pub name: String,
    pub figure: f64,
    pub told: String,
    pub class: &'static str,
}

const NAMES: f64 = 148.0;
const ROW: f64 = 30.0;

/// Bars below one another, drawn to `most`; a broken line stands at `mark`.
pub(super) fn bars(title: &str, bars: &[Bar], most: f64, mark: Option<f64>) -> Markup {
    let longest = bars.iter().map(|b| b.told.chars().count()).max().unwrap_or(0);
    let room = 400.0 - NAMES - longest as f64 * LETTER - 14.0;
    let width = |figure: f64| if most > 0.0 { room * figure / most } else { 0.0 };
    let height = ROW * bars.len() as f64 + 8.0;
    let told: Vec<String> = bars.iter().map(|b| format!("{} {}", b.name, b.told)).collect();
    html! {
        figure {
            h3 { (title) }
            svg.chart viewBox={ "0 0 400 " (px(height)) } role="img" aria-label={ (title) ": " (told.join("; ")) } {
                @for (bar, y) in bars.iter().zip((0..).map(|n| ROW * f64::from(n) + 6.0)) {
                    text x="0" y=(px(y + 14.0)) { (bar.name) }
                    rect class=(bar.class) x=(px(NAMES)) y=(px(y)) width=(px(width(bar.figure))) height="20" {}
                }
                @if let Some(mark) = mark {
                    @let x = px(NAMES + width(mark));
                    line.base.broken x1=(x) x2=(x) y1="2" y2=(px(height - 2.0)) {}
                }
                @for (bar, y) in bars.iter().zip((0..).map(|n| ROW * f64::from(n) + 6.0)) {
                    text.halo x=(px(NAMES + width(bar.figure) + 6.0)) y=(px(y + 14.0)) { (bar.told) }
                }
            }
        }
    }
}
