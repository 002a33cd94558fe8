//! Duties 0 to 9: to be done by a day.

use crate::day::{date, day, speaks};
use crate::facts::{Fact, NOBODY, Says, id_at};
use crate::rows::{Row, Standing};

/// A duty: how many years after entry into force, and whether only those are bound who declared that there is something to do.
struct Duty {
    years: i32,
    by_declaration: bool,
}

const fn all(years: i32) -> Duty {
    Duty { years, by_declaration: false }
}

const fn declared(years: i32) -> Duty {
    Duty { years, by_declaration: true }
}

const DUTIES: [Duty; 10] =
    [all(0), declared(8), declared(10), declared(4), all(5), all(2), declared(3), all(6), all(1), declared(12)];

/// The last day for the initial report, from which the periodic reports are counted.
pub fn initial(in_force: i32) -> i32 {
    in_force + 180
}

/// The days the treaty itself sets. A treaty enters into force on the first of a month: that day is in every year.
pub fn bases(in_force: i32) -> [i32; 10] {
    let (year, month, _) = date(in_force);
    DUTIES.each_ref().map(|duty| if duty.years == 0 { initial(in_force) } else { day(year + duty.years, month, 1) })
}

/// Evidence in the order in which the best is the largest: the latest confirmed, among equals the chosen.
pub fn evidence(confirmed: i32, order: u32) -> u64 {
    (confirmed as u64) << 32 | u64::from(!order)
}

pub const NO_EVIDENCE: u64 = 0;

/// The day for which it speaks, and the fact.
pub fn read_evidence(evidence: u64) -> (i32, i32) {
    ((evidence >> 32) as i32, id_at(!(evidence as u32)))
}

/// What is on record of one duty of one State.
struct Record {
    stated: u32,
    states_nothing: bool,
    implied: u32,
    due: i32,
    /// The latest day that any grant speaks of, also one after the day asked about.
    latest: i32,
    last_granted: i32,
    grant: i32,
    grants: u16,
    later: u32,
    request: i32,
    requests: u16,
    last_requested: i32,
    done: u32,
    first_done: i32,
    said_undone: u64,
}

impl Record {
    fn empty(base: i32) -> Self {
        Record {
            stated: NOBODY,
            states_nothing: false,
            implied: NOBODY,
            due: base,
            latest: base,
            last_granted: -1,
            grant: -1,
            grants: 0,
            later: NOBODY,
            request: -1,
            requests: 0,
            last_requested: 0,
            done: NOBODY,
            first_done: i32::MAX,
            said_undone: NO_EVIDENCE,
        }
    }

    /// Reads the facts of a duty. Grants lie before requests and both before what was said: each is judged by what lies before.
    fn read(facts: &[Fact], base: i32, true_on: i32, known_by: i32) -> Self {
        let mut record = Record::empty(base);
        for fact in facts.iter().filter(|fact| fact.counts(known_by)) {
            match fact.says {
                Says::Declared | Says::Nothing => record.stated(fact),
                Says::Granted => record.granted(fact, true_on),
                Says::Requested => record.requested(fact, true_on),
                Says::Done => record.done(fact, true_on),
                _ => record.said_undone(fact, true_on),
            }
        }
        record
    }

    fn stated(&mut self, fact: &Fact) {
        if self.stated == NOBODY {
            self.stated = fact.order;
            self.states_nothing = fact.says == Says::Nothing;
        }
    }

    fn granted(&mut self, fact: &Fact, true_on: i32) {
        let until = i32::from(fact.until);
        self.implied = self.implied.min(fact.order);
        self.latest = self.latest.max(until);
        if fact.on() <= true_on {
            self.due = self.due.max(until);
            self.last_granted = self.last_granted.max(fact.on());
            self.grant = self.grant.max(fact.id());
            self.grants += 1;
        } else {
            self.later = self.later.min(fact.order);
        }
    }

    fn requested(&mut self, fact: &Fact, true_on: i32) {
        if fact.on() <= true_on && fact.on() > self.last_granted {
            self.implied = self.implied.min(fact.order);
            self.last_requested = self.last_requested.max(fact.on());
            self.request = self.request.max(fact.id());
            self.requests += 1;
        }
    }

    fn done(&mut self, fact: &Fact, true_on: i32) {
        self.implied = self.implied.min(fact.order);
        if fact.on() <= true_on {
            self.done = self.done.min(fact.order);
            self.first_done = self.first_done.min(fact.on());
        } else {
            self.later = self.later.min(fact.order);
        }
    }

    fn said_undone(&mut self, fact: &Fact, true_on: i32) {
        self.implied = self.implied.min(fact.order);
        if fact.on() > self.due {
            self.said_undone = self.said_undone.max(evidence(fact.on().min(true_on), fact.order));
        }
    }

    /// What was done, or granted, only later had not been done by the day asked about.
    fn best_evidence(&self, true_on: i32) -> u64 {
        let later = if self.later == NOBODY { NO_EVIDENCE } else { evidence(true_on, self.later) };
        self.said_undone.max(later)
    }

    fn row(&self, blank: &Row) -> Row {
        Row { due: self.due, grant: self.grant, grants: self.grants, request: self.request, requests: self.requests, ..*blank }
    }
}

/// Decides a duty whose facts these are and whose first day is `base`. The blank row says of whom.
#[inline(always)]
pub fn decide(facts: &[Fact], duty: u8, base: i32, true_on: i32, known_by: i32, blank: &Row) -> Row {
    let by_declaration = DUTIES[usize::from(duty)].by_declaration;
    if facts.is_empty() {
        let running = !by_declaration && true_on <= base;
        let standing = if running { Standing::Running } else { Standing::Unknown };
        return Row { duty, due: base, standing, ..*blank };
    }
    let record = Record::read(facts, base, true_on, known_by);
    let mut row = Row { duty, ..record.row(blank) };
    if by_declaration {
        let applies = if record.stated == NOBODY { record.implied } else { record.stated };
        row.applies = id_at(applies);
        if applies == NOBODY || record.states_nothing {
            row.standing = if record.states_nothing { Standing::NotApplicable } else { Standing::Unknown };
            return row;
        }
    }
    stand(&record, &mut row, true_on);
    row
}

fn stand(record: &Record, row: &mut Row, true_on: i32) {
    if record.done != NOBODY {
        // The first of what was done decides: one in time is enough.
        let late = record.first_done > record.latest && record.requests == 0;
        row.standing = if late { Standing::MetLate } else { Standing::Met };
        row.proof = id_at(record.done);
    } else if true_on <= record.due {
        row.standing = Standing::Running;
    } else if record.requests > 0 {
        row.confirmed = record.last_requested;
        row.standing = if speaks(row.confirmed, true_on) { Standing::Undecided } else { Standing::Unknown };
    } else {
        prove(row, record.best_evidence(true_on), true_on);
    }
}

/// Overdue by evidence, as long as it speaks.
pub fn prove(row: &mut Row, evidence: u64, true_on: i32) {
    row.standing = Standing::Unknown;
    if evidence != NO_EVIDENCE {
        (row.confirmed, row.proof) = read_evidence(evidence);
        if speaks(row.confirmed, true_on) {
            row.standing = Standing::Overdue;
        }
    }
}

/// Whether there is something left to do, by a row of this duty.
pub fn is_open(row: &Row) -> bool {
    match row.standing {
        Standing::Running | Standing::Undecided | Standing::Overdue => true,
        Standing::Unknown => row.applies >= 0 || !DUTIES[usize::from(row.duty)].by_declaration,
        _ => false,
    }
}
