//! What the pages of requests draw: bars of years with the most that one request may ask, and days on a line.

use crate::pages::Paper;
use facts::Day;
use maud::{Markup, html};

/// A place in a picture, short enough for its file.
fn px(place: f64) -> String {
    format!("{place:.1}")
}

/// The width of a letter of the charts' type, on average, rather too wide than too narrow.
const LETTER: f64 = 6.9;
const WIDTH: f64 = 860.0;

/// One bar of years; one without a number has no end and runs to the edge.
pub(super) struct Bar {
    pub name: String,
    pub years: Option<f64>,
    pub told: String,
    pub class: &'static str,
}

const NAMES: f64 = 280.0;
const EDGE: f64 = 820.0;
const ROW: f64 = 36.0;

/// Bars below one another; a broken line stands at the most that one request may ask.
pub(super) fn bars(title: &str, bars: &[Bar], most: Option<f64>, line: &str, paper: &Paper<'_>) -> Markup {
    let longest = bars.iter().filter_map(|b| b.years).chain(most).fold(1.0, f64::max);
    let step = step(longest);
    let end = (longest / step).ceil() * step;
    let x = |years: f64| NAMES + (EDGE - NAMES) * years / end;
    let bottom = ROW * bars.len() as f64 + 24.0;
    let told: Vec<String> = bars.iter().map(|b| format!("{}: {}", b.name, b.told)).collect();
    let ticks = (0..).map(|n| f64::from(n) * step).take_while(|at| *at <= end + step / 2.0);
    html! {
        svg.chart viewBox={ "0 0 860 " (px(bottom + 24.0)) } role="img" aria-label={ (title) ": " (told.join("; ")) } {
            @for at in ticks {
                line.axis x1=(px(x(at))) x2=(px(x(at))) y1="20" y2=(px(bottom)) {}
                text.dimt x=(px(x(at))) y=(px(bottom + 17.0)) text-anchor="middle" { (paper.voice.number(at)) }
            }
            @for (bar, y) in bars.iter().zip((0..).map(|n| ROW * f64::from(n) + 28.0)) {
                text x="0" y=(px(y + 15.0)) { (bar.name) }
                rect class=(if bar.years.is_some() { bar.class } else { "k3" }) x=(px(NAMES)) y=(px(y)) width=(px(x(bar.years.unwrap_or(end)) - NAMES)) height="21" {}
            }
            @if let Some(most) = most {
                line.base.broken x1=(px(x(most))) x2=(px(x(most))) y1="8" y2=(px(bottom)) stroke-width="1.5" {}
                @let beside = x(most) + line.chars().count() as f64 * LETTER < WIDTH;
                text x=(px(if beside { x(most) + 6.0 } else { x(most) - 6.0 })) y="14" text-anchor=(if beside { "start" } else { "end" }) { (line) }
            }
            @for (bar, y) in bars.iter().zip((0..).map(|n| ROW * f64::from(n) + 28.0)) {
                @let ends = x(bar.years.unwrap_or(0.0));
                @let inside = ends + bar.told.chars().count() as f64 * LETTER + 10.0 > WIDTH;
                text.halo[!inside].inside[inside] x=(px(if inside { ends - 8.0 } else { ends + 7.0 })) y=(px(y + 15.0)) text-anchor=(if inside { "end" } else { "start" }) { (bar.told) }
            }
        }
    }
}

/// Years between two lines of the scale.
fn step(longest: f64) -> f64 {
    [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0].into_iter().find(|step| longest / step <= 9.0).unwrap_or(500.0)
}

/// A day on the line.
pub(super) struct Point {
    pub day: Day,
    pub label: String,
    pub class: &'static str,
}

const LINE: f64 = 58.0;
/// The lines of labels, the first preferred: two above the days and two below.
const LANES: [f64; 4] = [44.0, 82.0, 26.0, 100.0];

/// Days on a line, each with its label on the first lane where it touches no other.
pub(super) fn days(title: &str, points: &[Point]) -> Markup {
    let mut sorted: Vec<&Point> = points.iter().collect();
    sorted.sort_by_key(|p| p.day);
    let (Some(first), Some(last)) = (sorted.first().map(|p| p.day), sorted.last().map(|p| p.day)) else { return html! {} };
    let whole = f64::from(between(first, last).max(1));
    let x = |day: Day| 14.0 + (WIDTH - 28.0) * f64::from(between(first, day)) / whole;
    let mut lanes: [Vec<(f64, f64)>; 4] = Default::default();
    let mut labels = Vec::new();
    for point in &sorted {
        let width = point.label.chars().count() as f64 * LETTER;
        let start = (x(point.day) - width / 2.0).clamp(0.0, (WIDTH - width).max(0.0));
        let free = |taken: &[(f64, f64)]| taken.iter().all(|(from, to)| start + width + 8.0 < *from || to + 8.0 < start);
        let Some((lane, y)) = lanes.iter_mut().zip(LANES).find(|(taken, _)| free(taken)) else { continue };
        lane.push((start, start + width));
        let at = x(point.day);
        let (anchor, place) = match () {
            () if start < at - width / 2.0 - 1.0 => ("end", start + width),
            () if start > at - width / 2.0 + 1.0 => ("start", start),
            () => ("middle", at),
        };
        labels.push(html! { text x=(px(place)) y=(px(y)) text-anchor=(anchor) { (point.label) } });
    }
    let told: Vec<&str> = sorted.iter().map(|p| p.label.as_str()).collect();
    html! {
        svg.chart viewBox="0 14 860 96" role="img" aria-label={ (title) ": " (told.join("; ")) } {
            rect.k2 x=(px(x(first))) y=(px(LINE - 3.0)) width=(px(x(last) - x(first))) height="6" {}
            @for point in &sorted { circle class=(point.class) cx=(px(x(point.day))) cy=(px(LINE)) r="5.5" {} }
            @for label in &labels { (label) }
        }
    }
}

fn between(from: Day, to: Day) -> i32 {
    from.until(to).map(|span| span.get_days()).unwrap_or_default()
}
