//! How cost grows, as a picture: the time of one question against facts, States and treaties. Both scales are logarithmic, so that
//! a straight line of the same slope as the frame's diagonal is cost in proportion.

use crate::generate::{SEED, generate};
use crate::peer::number;
use crate::run::{Order, engines};
use crate::workload::Size;
use anyhow::Result;
use std::fmt::Write;

/// One engine's times for growing sizes.
struct Line {
    engine: &'static str,
    points: Vec<(f64, f64)>,
}

struct Panel {
    title: &'static str,
    lines: Vec<Line>,
}

/// What grows in each panel: its title, and the sizes.
fn panels() -> [(&'static str, Vec<Size>); 3] {
    let size = |treaties, states, facts| Size { treaties, states, facts };
    [
        ("facts", [10_000, 100_000, 1_000_000].map(|facts| size(60, 200, facts)).to_vec()),
        ("States", [50, 100, 150, 200].map(|states| size(60, states, 60 * states as usize * 10)).to_vec()),
        ("treaties", [1, 10, 100, 600].map(|treaties| size(treaties, 200, treaties as usize * 2_000)).to_vec()),
    ]
}

/// Measures what the picture shows and draws it.
pub fn plot(order: &Order, mut tell: impl FnMut(&str)) -> Result<String> {
    let folder = order.kept.join("plot");
    let calls = engines(order);
    let mut drawn = Vec::new();
    for (title, sizes) in panels() {
        let mut lines: Vec<Line> = calls.iter().map(|call| Line { engine: call.name, points: Vec::new() }).collect();
        for size in sizes {
            std::fs::create_dir_all(&folder)?;
            generate(&size, SEED).write(&folder.join("facts.bin"))?;
            let grows = match title {
                "facts" => size.facts as f64,
                "States" => f64::from(size.states),
                _ => f64::from(size.treaties),
            };
            for (call, line) in calls.iter().zip(&mut lines).filter(|(call, _)| call.name != "python") {
                tell(&format!("plot: {grows} {title}, {}", call.name));
                let Ok(mut peer) = call.start(&folder) else { continue };
                let rounds = if call.name == "sqlite" { 1 } else { 5 };
                let took = (0..rounds).filter_map(|_| number(&peer.ask("one 2026-11-15 2026-11-15").ok()?, "cpu_s"));
                line.points.extend(took.min_by(f64::total_cmp).map(|seconds| (grows, seconds)));
            }
        }
        lines.retain(|line| !line.points.is_empty());
        drawn.push(Panel { title, lines });
    }
    std::fs::remove_dir_all(&folder)?;
    draw(&drawn)
}

const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 64.0;
const TOP: f64 = 34.0;
const GAP: f64 = 84.0;
/// From a hundred-thousandth of a second to a hundred seconds.
const LOWEST: f64 = -5.0;
const HIGHEST: f64 = 2.0;

fn draw(panels: &[Panel]) -> Result<String> {
    let width = LEFT + panels.len() as f64 * (WIDTH + GAP) + 70.0;
    let height = TOP + HEIGHT + 54.0;
    let mut svg = String::new();
    write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" aria-label=\"Processor time of one question against facts, States and treaties\">\n<style>text{{font:13px system-ui,sans-serif;fill:#333}}.a{{fill:#666}}.g{{stroke:#ddd}}.l{{fill:none;stroke:#777;stroke-width:1.5}}.servanda{{stroke:#0a5f8a;stroke-width:3}}@media(prefers-color-scheme:dark){{text{{fill:#ddd}}.a{{fill:#aaa}}.g{{stroke:#444}}.l{{stroke:#999}}.servanda{{stroke:#6cc4ee}}}}</style>\n"
    )?;
    for (n, panel) in panels.iter().enumerate() {
        draw_panel(&mut svg, panel, LEFT + n as f64 * (WIDTH + GAP), n == 0)?;
    }
    writeln!(svg, "</svg>")?;
    Ok(svg)
}

fn draw_panel(svg: &mut String, panel: &Panel, left: f64, first: bool) -> Result<()> {
    let xs = || panel.lines.iter().flat_map(|line| line.points.iter().map(|(x, _)| x.log10()));
    let (low, high) = (xs().fold(f64::MAX, f64::min), xs().fold(f64::MIN, f64::max));
    let x = |value: f64| left + (value.log10() - low) / (high - low).max(0.1) * WIDTH;
    let y = |seconds: f64| TOP + (HIGHEST - seconds.log10().clamp(LOWEST, HIGHEST)) / (HIGHEST - LOWEST) * HEIGHT;
    writeln!(svg, "<text x=\"{left:.0}\" y=\"20\">seconds against {}</text>", panel.title)?;
    for power in LOWEST as i32..=HIGHEST as i32 {
        let at = y(10f64.powi(power));
        writeln!(svg, "<line class=\"g\" x1=\"{left:.0}\" x2=\"{:.0}\" y1=\"{at:.1}\" y2=\"{at:.1}\"/>", left + WIDTH)?;
        if first {
            let label = if power < 0 {
                format!("{:.*}", power.unsigned_abs() as usize, 10f64.powi(power))
            } else {
                format!("{}", 10f64.powi(power))
            };
            writeln!(svg, "<text class=\"a\" text-anchor=\"end\" x=\"{:.0}\" y=\"{:.1}\">{label}</text>", left - 6.0, at + 4.0)?;
        }
    }
    let longest = panel.lines.iter().max_by_key(|line| line.points.len());
    for (value, _) in longest.iter().flat_map(|line| &line.points) {
        let (at, below) = (x(*value), TOP + HEIGHT + 20.0);
        let number = short(*value);
        writeln!(svg, "<text class=\"a\" text-anchor=\"middle\" x=\"{at:.1}\" y=\"{below:.0}\">{number}</text>")?;
    }
    let mut labels: Vec<(f64, f64, &str)> = Vec::new();
    for line in &panel.lines {
        let points: Vec<String> =
            line.points.iter().map(|(value, seconds)| format!("{:.1},{:.1}", x(*value), y(*seconds))).collect();
        writeln!(svg, "<polyline class=\"l {}\" points=\"{}\"/>", line.engine, points.join(" "))?;
        labels.extend(line.points.last().map(|(value, seconds)| (y(*seconds), x(*value), line.engine)));
    }
    // Names that would stand on each other move down a little.
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = 0.0f64;
    for (at, beside, engine) in labels {
        free = free.max(at);
        writeln!(svg, "<text x=\"{:.1}\" y=\"{:.1}\">{engine}</text>", beside + 4.0, free + 4.0)?;
        free += 14.0;
    }
    Ok(())
}

/// A number as it is said: 10k, 1M.
fn short(value: f64) -> String {
    match value {
        v if v >= 1e6 => format!("{}M", v / 1e6),
        v if v >= 1e4 => format!("{}k", v / 1e3),
        v => v.to_string(),
    }
}
