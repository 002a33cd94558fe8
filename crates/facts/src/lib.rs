//! The nouns of Servanda: State, treaty, kind of fact, fact, day, and the view (true on, known by).
//!
//! *Flows in*: values that somebody else has read. *Flows out*: facts, and views of them for a pair of days.
//! *Deliberately unknown here*: files, databases, clocks, law.

mod amount;
mod day_key;
mod evidence;
mod fact;
mod gazetteer;
mod period;
mod register;
mod say;
mod state;
mod view;
mod vocabulary;
mod when;

pub use amount::{Amount, UNITS};
pub use day_key::{DayKey, Span};
pub use evidence::Evidence;
pub use fact::{Basis, Correction, Fact, SaidBy, fact_id};
pub use gazetteer::{Gazetteer, Group, StateRecord};
pub use period::{Length, MonthEnd};
pub use register::{FactNo, Group as RegisterGroup, Register};
pub use say::{Arg, Say};
pub use state::{State, Treaty};
pub use view::View;
pub use vocabulary::{Kind, KindRecord, Public, Role, Vocabulary};
pub use when::{When, Years};

/// A day of the calendar, without a clock and without a time zone.
pub type Day = jiff::civil::Date;

/// Reads one exact day, `2014-08-12`; says what is wrong with it otherwise.
pub fn exact_day(text: &str) -> Result<Day, String> {
    let When { first, last } = text.parse::<When>()?;
    if first == last { Ok(first) } else { Err(format!("\"{text}\" is not one day; give year, month and day, e.g. 2014-08-12")) }
}
