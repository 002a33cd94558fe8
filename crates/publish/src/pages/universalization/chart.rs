//! The course of States Parties by the end of every year, with the numbers that were set; the same as a table.

use crate::pages::Paper;
use facts::{Arg, Day};
use findings::{Reached, Universalization};
use maud::{Markup, html};
use rules::Aim;

const LEFT: f64 = 44.0;
const RIGHT: f64 = 800.0;
const GROUND: f64 = 210.0;
const TOP: f64 = 24.0;

/// Where a day and a count lie in the drawing.
struct Scale {
    from: f64,
    to: f64,
    most: f64,
}

impl Scale {
    fn x(&self, day: Day) -> f64 {
        LEFT + (RIGHT - LEFT) * (year(day) - self.from) / (self.to - self.from).max(1.0)
    }

    fn y(&self, count: f64) -> f64 {
        GROUND - (GROUND - TOP) * count / self.most
    }
}

/// The day as a number of years.
fn year(day: Day) -> f64 {
    f64::from(day.year()) + f64::from(day.day_of_year()) / 366.0
}

pub(super) fn chart(told: &Universalization<'_>, paper: &Paper<'_>) -> Markup {
    let (Some(first), Some(last)) = (told.course.first(), told.course.last()) else { return html! {} };
    if told.course.len() < 2 {
        return html! {};
    }
    let set: Vec<&Reached<'_>> = told.targets.iter().filter(|reached| reached.target.counts == Aim::Parties).collect();
    let most = told.course.iter().map(|(_, n)| *n).chain(set.iter().map(|reached| reached.target.number)).max().unwrap_or(1);
    let latest = set.iter().map(|reached| year(reached.by.last)).fold(year(last.0), f64::max);
    let scale = Scale { from: year(first.0), to: latest, most: f64::from(most.div_ceil(40) * 40) };
    let points: Vec<String> =
        told.course.iter().map(|(day, n)| format!("{:.1},{:.1}", scale.x(*day), scale.y(f64::from(*n)))).collect();
    let said =
        [("first", Arg::from(first.0)), ("from", Arg::from(first.1)), ("last", Arg::from(last.0)), ("to", Arg::from(last.1))];
    html! {
        figure.wide { div.scroll tabindex="0" role="region" aria-label=(paper.t("universalization-chart")) {
            svg.chart viewBox="0 0 860 244" role="img" aria-label=(paper.voice.with("universalization-chart-said", &said)) {
                @for step in (0..=most.div_ceil(40)).map(|n| f64::from(n * 40)) {
                    line.axis x1=(LEFT) x2=(RIGHT) y1=(format!("{:.1}", scale.y(step))) y2=(format!("{:.1}", scale.y(step))) {}
                    text.dimt x=(LEFT - 8.0) y=(format!("{:.1}", scale.y(step) + 4.0)) text-anchor="end" { (paper.voice.number(step)) }
                }
                @for (day, _) in told.course.iter().filter(|(day, _)| day.year() % 2 == 0 && day.month() == 12) {
                    text.dimt x=(format!("{:.1}", scale.x(*day))) y="232" text-anchor="middle" { (day.year()) }
                }
                @for reached in set { (target(reached, &scale, paper)) }
                polyline.ln points=(points.join(" ")) {}
                circle.k1 cx=(format!("{:.1}", scale.x(last.0))) cy=(format!("{:.1}", scale.y(f64::from(last.1)))) r="4" {}
                text x=(format!("{:.1}", scale.x(last.0))) y=(format!("{:.1}", scale.y(f64::from(last.1)) + 20.0)) text-anchor="end" font-weight="600" { (paper.voice.t1("universalization-chart-now", "n", last.1)) }
            }
        } }
        details { summary { (paper.t("universalization-same-table")) } (table(told, paper)) }
    }
}

fn target(reached: &Reached<'_>, scale: &Scale, paper: &Paper<'_>) -> Markup {
    let (x, y) = (scale.x(reached.by.last), scale.y(f64::from(reached.target.number)));
    let args = [("n", Arg::from(reached.target.number)), ("by", Arg::When(reached.by))];
    html! {
        circle.k2 cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r="5" {}
        text x=(format!("{:.1}", x - 9.0)) y=(format!("{:.1}", y + 4.0)) text-anchor="end" { (paper.voice.with("universalization-chart-target", &args)) }
    }
}

fn table(told: &Universalization<'_>, paper: &Paper<'_>) -> Markup {
    let before = std::iter::once(None).chain(told.course.iter().map(|(_, n)| Some(*n)));
    let rows: Vec<(Day, u32, Option<u32>)> =
        told.course.iter().zip(before).map(|((day, n), before)| (*day, *n, before)).collect();
    let most = told.course.iter().map(|(_, n)| *n).max().unwrap_or(1);
    html! {
        table {
            caption.vh { (paper.t("universalization-chart")) }
            thead { tr { th scope="col" { (paper.t("universalization-day")) } th.r scope="col" { (paper.t("universalization-parties")) } th scope="col" { (paper.t("universalization-change")) } th scope="col" { span.vh { (paper.t("universalization-size")) } } } }
            tbody { @for (day, n, before) in rows { tr {
                th scope="row" { (paper.voice.day(day)) }
                td.r { (n) }
                td { (change(n, before)) }
                td { span.bar style=(format!("inline-size:{:.2}rem", f64::from(n) / f64::from(most.max(1)) * 10.0)) {} }
            } } }
        }
    }
}

/// `+3`, `-1`; a count that stays is left empty.
fn change(now: u32, before: Option<u32>) -> String {
    let change = i64::from(now) - i64::from(before.unwrap_or(0));
    if change == 0 { String::new() } else { format!("{change:+}") }
}
