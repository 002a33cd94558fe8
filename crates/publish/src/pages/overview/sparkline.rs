//! A small line or a row of bars without axes: the course of one count. Its words say first and last value, so that nothing is
//! told by the drawing alone.

use super::Paper;
use facts::Arg;
use maud::{Markup, html};

/// One count in one year.
pub(super) type Point = (i16, usize);

const WIDTH: f64 = 140.0;
const HEIGHT: f64 = 30.0;
const EDGE: f64 = 3.0;

/// A line through the counts of year ends; nothing where there are not two of them.
pub(super) fn line(points: &[Point], what: &str, paper: &Paper<'_>) -> Option<Markup> {
    let (first, last) = ends(points)?;
    let places: Vec<(f64, f64)> = points.iter().map(|(year, n)| (along(*year, first.0, last.0), height(*n, points))).collect();
    let drawn: Vec<String> = places.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let (x, y) = places.last().copied()?;
    let label = said("overview-course", what, first, last, paper);
    Some(frame(
        first,
        last,
        html! {
            svg viewBox="0 0 140 30" role="img" aria-label=(label) {
                polyline.ln points=(drawn.join(" ")) {}
                circle.k1 cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r="3" {}
            }
        },
    ))
}

/// A bar for each year, the last one darker.
pub(super) fn bars(points: &[Point], what: &str, paper: &Paper<'_>) -> Option<Markup> {
    let (first, last) = ends(points)?;
    let step = WIDTH / points.len() as f64;
    let most = points.iter().map(|(_, n)| *n).max().filter(|n| *n > 0)? as f64;
    let tall = |n: usize| (n as f64 / most * (HEIGHT - EDGE)).max(1.0);
    Some(frame(
        first,
        last,
        html! {
            svg viewBox="0 0 140 30" preserveAspectRatio="none" role="img" aria-label=(said("overview-course-years", what, first, last, paper)) {
                @for (index, (_, n)) in points.iter().enumerate() {
                    rect.k2[index + 1 < points.len()].k1[index + 1 == points.len()] x=(format!("{:.1}", step * index as f64)) y=(format!("{:.1}", HEIGHT - tall(*n))) width=(format!("{:.1}", step - 1.5)) height=(format!("{:.1}", tall(*n))) {}
                }
            }
        },
    ))
}

fn ends(points: &[Point]) -> Option<(Point, Point)> {
    points.first().copied().zip(points.last().copied()).filter(|(first, last)| first.0 < last.0)
}

fn along(year: i16, first: i16, last: i16) -> f64 {
    EDGE + (WIDTH - 2.0 * EDGE) * f64::from(year - first) / f64::from((last - first).max(1))
}

/// From the least to the most; a course that never moves lies on the ground.
fn height(n: usize, points: &[Point]) -> f64 {
    let least = points.iter().map(|(_, n)| *n).min().unwrap_or(0);
    let most = points.iter().map(|(_, n)| *n).max().unwrap_or(0);
    let share = (n - least) as f64 / (most - least).max(1) as f64;
    HEIGHT - EDGE - share * (HEIGHT - 2.0 * EDGE)
}

fn said(key: &str, what: &str, first: Point, last: Point, paper: &Paper<'_>) -> String {
    let args = [
        ("what", Arg::from(what)),
        ("first", Arg::Text(first.0.to_string())),
        ("last", Arg::Text(last.0.to_string())),
        ("from", Arg::from(first.1 as i64)),
        ("to", Arg::from(last.1 as i64)),
    ];
    paper.voice.with(key, &args)
}

fn frame(first: Point, last: Point, drawing: Markup) -> Markup {
    html! { (drawing) span { (first.0) } span { (last.0) } }
}
