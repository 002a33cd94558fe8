//! The answer to one question, kept. When something is entered, only the States it touches are found anew; the answer before
//! stays as it was for whoever reads it.

use crate::columns::Columns;
use crate::hall::Hall;
use crate::membership::{Seat, seats};
use crate::plan::Touched;
use crate::shelf::Shelf;
use crate::{Question, Rows, World};
use facts::{DayKey, Kind, Register, State};
use std::sync::Arc;

/// The rows of every State under one treaty, for one pair of days.
#[derive(Clone, Debug)]
pub struct Kept {
    question: Question,
    columns: Arc<Columns>,
    seats: Arc<[Seat]>,
    speaking: Arc<[DayKey]>,
    rows: Shelf<Arc<Rows>>,
}

impl Kept {
    /// The answer to a question; none for a treaty the book does not hold.
    pub fn of(world: &World, question: &Question) -> Option<Self> {
        let hall = world.hall(question)?;
        let rows = (0..hall.columns.states.len()).map(|state| Arc::new(rows_of(&hall, state))).collect();
        Some(Kept { question: *question, columns: hall.columns, seats: hall.seats, speaking: hall.speaking, rows })
    }

    /// The answer of a world in which a fact of that kind was entered, about one State or about none. Only the duties it touches
    /// are found anew.
    pub fn after(&self, world: &World, entered: Option<State>, kind: Kind) -> Option<Self> {
        let columns = world.columns(&self.question)?;
        let place = entered.and_then(|state| columns.place(state));
        let Some(place) = place.filter(|_| columns.states == self.columns.states) else {
            // A list that is said to be complete, or a State never heard of, can touch every State.
            return Kept::of(world, &self.question);
        };
        let touched = columns.plan.touched(kind);
        if touched == Touched::ALL {
            return self.after_an_act(world, columns, place);
        }
        let hall = self.hall(&world.register, Arc::clone(&columns), Arc::clone(&self.seats));
        let before = self.rows.get(place)?;
        let rows = if hall.is_bound(place) { Arc::new(hall.rows_renewed(place, before, touched)) } else { Arc::clone(before) };
        let rows = self.rows.with(place, rows);
        Some(Kept { question: self.question, columns, seats: hall.seats, speaking: hall.speaking, rows })
    }

    /// An act towards the treaty can change everybody's seat: the consent that reaches the threshold decides for all before it.
    fn after_an_act(&self, world: &World, columns: Arc<Columns>, place: usize) -> Option<Self> {
        let hall = self.hall(&world.register, Arc::clone(&columns), Arc::clone(&self.seats));
        let seats: Arc<[Seat]> = seats(&columns, &mut hall.clock()).into();
        let hall = self.hall(&world.register, Arc::clone(&columns), Arc::clone(&seats));
        let mut rows = self.rows.clone();
        for (state, (new, old)) in seats.iter().zip(self.seats.iter()).enumerate() {
            if new != old || state == place {
                rows = rows.with(state, Arc::new(rows_of(&hall, state)));
            }
        }
        Some(Kept { question: self.question, columns, seats, speaking: hall.speaking, rows })
    }

    fn hall<'a>(&self, register: &'a Register, columns: Arc<Columns>, seats: Arc<[Seat]>) -> Hall<'a> {
        let (on, known_by) = (DayKey::of(self.question.true_on), DayKey::of(self.question.known_by));
        Hall::furnished(columns, register, seats, Arc::clone(&self.speaking), on, known_by)
    }

    /// The rows of one State.
    pub fn rows(&self, state: State) -> Option<&Rows> {
        self.rows.get(self.columns.place(state)?).map(|rows| rows.as_ref())
    }

    /// The rows of every State, State by State.
    pub fn all(&self) -> impl Iterator<Item = (State, &Rows)> {
        self.columns.states.iter().enumerate().filter_map(|(place, state)| Some((*state, self.rows.get(place)?.as_ref())))
    }
}

fn rows_of(hall: &Hall<'_>, state: usize) -> Rows {
    let mut rows = Rows::default();
    if hall.is_bound(state) {
        hall.rows(state, |_| true, &mut rows);
    }
    rows
}
