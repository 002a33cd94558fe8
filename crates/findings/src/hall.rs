use crate::Status;
use crate::at::At;
use crate::clock::{Still, speaking};
use crate::columns::{Columns, Item, run};
use crate::membership::{Seat, seats};
use crate::plan::{Planned, Touched};
use crate::row::{Row, Rows};
use crate::shapes::Silent;
use crate::silence::Silence;
use facts::{DayKey, Register};
use std::sync::Arc;

/// One treaty on one question: the seats of all States, and both days.
pub(crate) struct Hall<'a> {
    pub columns: Arc<Columns>,
    pub register: &'a Register,
    pub seats: Arc<[Seat]>,
    pub on: DayKey,
    pub known_by: DayKey,
    pub speaking: Arc<[DayKey]>,
    silence: Silence,
}

impl<'a> Hall<'a> {
    pub fn open(columns: Arc<Columns>, register: &'a Register, on: DayKey, known_by: DayKey) -> Self {
        let speaking: Arc<[DayKey]> = speaking(&columns.plan.ages, on).into();
        let seats = seats(&columns, &mut Still { on, known_by, speaking: &speaking }).into();
        Hall::furnished(columns, register, seats, speaking, on, known_by)
    }

    /// The same, where the seats are known already.
    pub fn furnished(
        columns: Arc<Columns>,
        register: &'a Register,
        seats: Arc<[Seat]>,
        speaking: Arc<[DayKey]>,
        on: DayKey,
        known_by: DayKey,
    ) -> Self {
        Hall { columns, register, seats, on, known_by, speaking, silence: Silence::default() }
    }

    /// A clock that stands on the question.
    pub fn clock(&self) -> Still<'_> {
        Still { on: self.on, known_by: self.known_by, speaking: &self.speaking }
    }

    /// One State on the question.
    pub fn at(&self, state: usize) -> At<'_, Still<'_>> {
        let clock = self.clock();
        let seat = self.seats.get(state).unwrap_or(&Seat::EMPTY);
        At::new(&self.columns, self.register, state, seat, clock, &self.silence)
    }

    /// Whether the treaty binds the State, or has bound it, by any reading.
    pub fn is_bound(&self, state: usize) -> bool {
        let seat = self.seats.get(state).unwrap_or(&Seat::EMPTY);
        seat.bound_by_any_reading() <= self.on
    }

    /// Every row of one State, of the rules that are wanted.
    pub fn rows(&self, state: usize, wanted: impl Fn(&Planned) -> bool, rows: &mut Rows) {
        self.each_duty(state, rows, |at, planned, mine, rows| {
            if !wanted(planned) {
                return;
            }
            match planned.silent {
                Some(silent) if mine.is_empty() && at.status() == Status::Party && at.bound_by_both() => {
                    if let Silent::Row(standing) = silent {
                        rows.push(Row { joined: true, ..at.row(planned, standing, rows.mark()) });
                    }
                }
                _ => planned.duty.rows(at, planned, mine, rows),
            }
        });
    }

    /// Every row of one State, of which only those of some duties have to be found anew; the others are taken over.
    pub fn rows_renewed(&self, state: usize, before: &Rows, touched: Touched) -> Rows {
        let (mut rows, mut from) = (Rows::like(before), 0);
        let mut at = self.at(state);
        rows.begin(at.seat.consent, at.seat.threshold);
        for planned in touched.numbers().filter_map(|number| self.columns.plan.duty(number)) {
            from = rows.take_over(before, from, before.first_of(planned.rule));
            from = before.first_of(planned.rule + 1).max(from);
            let mine = at.of(planned);
            planned.duty.rows(&mut at, planned, mine, &mut rows);
        }
        rows.take_over(before, from, before.len());
        rows
    }

    #[inline]
    fn each_duty(
        &self,
        state: usize,
        rows: &mut Rows,
        mut each: impl FnMut(&mut At<'_, Still<'_>>, &Planned, &[Item], &mut Rows),
    ) {
        let mut at = self.at(state);
        rows.begin(at.seat.consent, at.seat.threshold);
        let mut rest = at.items;
        for planned in &self.columns.plan.duties {
            rest = rest.get(run(rest, |i| i.duty() < planned.number)..).unwrap_or_default();
            let (mine, after) = rest.split_at(run(rest, |i| i.duty() == planned.number));
            each(&mut at, planned, mine, rows);
            rest = after;
        }
    }

    /// Every row of one State under one rule.
    pub fn rows_of_rule(&self, state: usize, planned: &Planned) -> Rows {
        let mut rows = Rows::default();
        self.rows(state, |other| other.number == planned.number, &mut rows);
        rows
    }
}
