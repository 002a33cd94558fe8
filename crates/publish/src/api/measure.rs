use crate::Table;
use facts::Register;
use findings::{Counted, Measured, Window};
use serde::Serialize;

/// A count as outsiders get it.
#[derive(Serialize, Debug)]
pub struct MeasuredView {
    unit: String,
    /// The number counted, or the sum; null where nothing on record tells it.
    number: Option<f64>,
    /// Out of how many.
    whole: Option<f64>,
    /// In percent; null where something is unknown.
    share: Option<f64>,
    /// The least that it can be, whatever is true of those not established.
    share_at_least: Option<f64>,
    /// The most that it can be.
    share_at_most: Option<f64>,
    day: Option<String>,
    counted: Vec<CountedView>,
    rest: Vec<CountedView>,
    unknown: Vec<CountedView>,
    /// Of whom nothing is owed, and who is no longer a party: outside the whole.
    aside: Vec<CountedView>,
}

/// One State, report or thing in a count.
#[derive(Serialize, Debug)]
pub struct CountedView {
    state: Option<String>,
    period: Option<i16>,
    about: Option<String>,
    /// What it is to the count: `in-time`, `late`, `missing`, …
    is: &'static str,
    /// The day it falls due.
    due: Option<String>,
    number: Option<f64>,
    sources: Vec<String>,
}

impl MeasuredView {
    /// The count, with the ids of the facts it rests on.
    pub fn new(measured: &Measured, register: &Register) -> Self {
        let views = |list: &[Counted]| list.iter().map(|counted| CountedView::new(counted, register)).collect();
        MeasuredView {
            unit: measured.unit.clone(),
            number: measured.number,
            whole: measured.whole,
            share: measured.share().map(tenth),
            share_at_least: measured.shares().map(|(least, _)| tenth(least)),
            share_at_most: measured.shares().map(|(_, most)| tenth(most)),
            day: measured.day.map(|day| day.to_string()),
            counted: views(&measured.counted),
            rest: views(&measured.rest),
            unknown: views(&measured.unknown),
            aside: views(&measured.aside),
        }
    }
}

impl CountedView {
    fn new(counted: &Counted, register: &Register) -> Self {
        CountedView {
            state: counted.state.map(|state| state.to_string()),
            period: counted.period,
            about: counted.about.clone(),
            is: counted.says.trim_start_matches("counted-"),
            due: counted.day.map(|day| day.to_string()),
            number: counted.number,
            sources: counted.sources.iter().filter_map(|no| register.at(*no)).map(|fact| fact.id.clone()).collect(),
        }
    }
}

/// A window without its lists: one point of a trend.
#[derive(Serialize, Debug)]
pub struct PointView {
    from: String,
    to: String,
    number: Option<f64>,
    whole: Option<f64>,
    unknown: usize,
    share: Option<f64>,
    share_at_least: Option<f64>,
    share_at_most: Option<f64>,
}

impl PointView {
    /// One point.
    pub fn new(window: Window, measured: &Measured) -> Self {
        PointView {
            from: window.from.to_string(),
            to: window.to.to_string(),
            number: measured.number,
            whole: measured.whole,
            unknown: measured.unknown.len(),
            share: measured.share().map(tenth),
            share_at_least: measured.shares().map(|(least, _)| tenth(least)),
            share_at_most: measured.shares().map(|(_, most)| tenth(most)),
        }
    }
}

/// The columns in which lists of a count are told.
pub const LIST_COLUMNS: [&str; 9] = ["name", "list", "state", "period", "about", "is", "due", "number", "sources"];

/// Adds the lists of a count to a table with [`LIST_COLUMNS`].
pub fn list(table: &mut Table, name: &str, measured: &Measured, register: &Register) {
    let lists =
        [("counted", &measured.counted), ("rest", &measured.rest), ("unknown", &measured.unknown), ("aside", &measured.aside)];
    for (which, all) in lists {
        for view in all.iter().map(|counted| CountedView::new(counted, register)) {
            table.push(vec![
                name.to_owned(),
                which.to_owned(),
                view.state.unwrap_or_default(),
                view.period.map(|year| year.to_string()).unwrap_or_default(),
                view.about.unwrap_or_default(),
                view.is.to_owned(),
                view.due.unwrap_or_default(),
                number(view.number),
                view.sources.join(" "),
            ]);
        }
    }
}

/// A number as a cell; empty where there is none.
pub fn number(number: Option<f64>) -> String {
    number.map(|n| n.to_string()).unwrap_or_default()
}

/// Rounded to one place after the point, for reading.
pub(crate) fn tenth(share: f64) -> f64 {
    (share * 10.0).round() / 10.0
}
