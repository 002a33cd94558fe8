use crate::at::At;
use crate::clock::{Age, Clock};
use crate::columns::Item;
use crate::plan::{By, Planned, Use};
use crate::row::{Part, Row, Rows};
use crate::shapes::deadline::{Applies, held};
use crate::shapes::{Silent, best};
use crate::{Standing, Status};
use facts::{DayKey, FactNo, Kind, Span};
use rules::{Rule, shapes};

/// A continuing duty, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Conduct {
    binds_all: bool,
    lasts: bool,
    conditional: bool,
    pub yearly: bool,
}

const DECLARED: u8 = 0;
const NOTHING: u8 = 1;
pub(crate) const SHOWN: u8 = 2;
pub(crate) const UNDERWAY: u8 = 3;
pub(crate) const MISSING: u8 = 4;
const OVER: u8 = 5;

pub(crate) fn compile(shape: &shapes::Conduct) -> Conduct {
    Conduct { binds_all: shape.bound_if.is_empty(), lasts: shape.lasts, conditional: shape.conditional, yearly: shape.yearly }
}

/// What it reads: the kinds it names, where they do not speak of another rule; and what is said about the rule itself.
pub(crate) fn uses(rule: &Rule, shape: &shapes::Conduct) -> Vec<Use> {
    let by = if shape.yearly { By::Year } else { By::Fact };
    let named = |kinds: &[Kind], role, by| {
        kinds.iter().map(move |kind| Use::new(*kind, role, by).unless_about_another(&rule.id)).collect::<Vec<_>>()
    };
    let mut uses = named(&shape.bound_if, DECLARED, By::Some);
    uses.extend(named(&shape.unless, NOTHING, By::Fact));
    uses.extend(named(&shape.over_by, OVER, By::Fact));
    uses.extend(named(&shape.shown_by, SHOWN, by));
    uses.extend(named(&shape.underway_by, UNDERWAY, by));
    uses.extend(named(&shape.missing_by, MISSING, by));
    let said = shape.said.iter().zip([SHOWN, UNDERWAY, MISSING]);
    uses.extend(said.filter_map(|(kind, role)| Some(Use::new((*kind)?, role, by).about(&rule.id))));
    uses
}

/// What was decided about a continuing duty, and by which facts.
#[derive(Clone, Debug)]
pub(crate) struct Ruling {
    pub standing: Standing,
    /// The standing before, where the State has left.
    pub before: Option<Standing>,
    /// What it was when last confirmed, where the statement has grown too old.
    pub once: Option<Standing>,
    pub applies: Applies,
    /// The statement that counts, and what it is: shown, under way, missing.
    pub said: Option<(FactNo, u8)>,
    pub since: Span,
    pub confirmed: DayKey,
}

impl Ruling {
    fn of(standing: Standing) -> Self {
        Ruling {
            standing,
            before: None,
            once: None,
            applies: Applies::Unknown,
            said: None,
            since: Span::NEVER,
            confirmed: DayKey::BEFORE_ALL,
        }
    }
}

/// The years that may have a row, for a duty answered year by year; else one unit.
pub(crate) fn units(shape: &Conduct, mine: &[Item], until: i16) -> std::ops::Range<i16> {
    if !shape.yearly {
        return 0..1;
    }
    let years = mine.iter().filter(|i| (SHOWN..=MISSING).contains(&i.role())).map(Item::year);
    let (first, last) = years.fold((i16::MAX, i16::MIN), |(first, last), year| (first.min(year), last.max(year)));
    first..last.min(until).saturating_add(1)
}

/// Every row of one State: for a duty answered year by year, the years on record.
pub(crate) fn rows<C: Clock>(at: &mut At<'_, C>, planned: &Planned, shape: &Conduct, mine: &[Item], rows: &mut Rows) {
    if !shape.yearly {
        return planned.duty.row(at, planned, mine, 0, rows);
    }
    let mut years: Vec<i16> = mine.iter().filter(|i| (SHOWN..=MISSING).contains(&i.role())).map(Item::year).collect();
    years.sort_unstable();
    years.dedup();
    years.into_iter().for_each(|year| planned.duty.row(at, planned, mine, year, rows));
}

/// What stands where nothing is on record: no row for what is owed only by who can, or year by year.
pub(crate) fn in_silence(shape: &Conduct) -> Silent {
    if shape.conditional || shape.yearly { Silent::NoRow } else { Silent::Row(Standing::Unknown) }
}

/// The row of one State: none for what is owed only by who can, or year by year, and of which nothing is on record.
#[inline]
pub(crate) fn row<C: Clock>(at: &mut At<'_, C>, planned: &Planned, shape: &Conduct, mine: &[Item], unit: i16, rows: &mut Rows) {
    if mine.is_empty() && (shape.conditional || shape.yearly) {
        return;
    }
    if mine.is_empty() && at.status() == Status::Party {
        return rows.push(Row { joined: true, ..at.row(planned, Standing::Unknown, rows.mark()) });
    }
    let Some(ruling) = ruling(at, planned, shape, mine, unit) else { return };
    let mark = rows.mark();
    if ruling.standing == Standing::Ended {
        rows.rests_on(Part::Withdrawal, at.seat.withdrawal);
    }
    if let Applies::Yes(fact) | Applies::No(fact) = ruling.applies {
        rows.rests_on(Part::Applies, Some(fact));
    }
    rows.rests_on(Part::Shows, ruling.said.map(|(fact, _)| fact));
    rows.push(Row {
        unit,
        before: ruling.before,
        once: ruling.once,
        joined: ruling.standing != Standing::NotBound,
        since: ruling.since,
        confirmed: ruling.confirmed,
        ..at.row(planned, ruling.standing, mark)
    });
}

/// Decides it for one State on the day asked; none where nothing is on record of that year, or of what is owed only by who can.
pub(crate) fn ruling<C: Clock>(
    at: &mut At<'_, C>,
    planned: &Planned,
    shape: &Conduct,
    mine: &[Item],
    unit: i16,
) -> Option<Ruling> {
    let case = Case { shape, age: planned.age, mine, unit };
    let ruling = match at.status() {
        Status::Party => case.decide(&mut at.clock)?,
        Status::Former => {
            let last_day = DayKey::of(at.seat.leaves.last.day().yesterday().unwrap_or(facts::Day::MIN));
            let ruling = case.decide(&mut at.clock.stopped(last_day))?;
            Ruling { before: Some(ruling.standing), standing: Standing::Ended, ..ruling }
        }
        _ if shape.conditional || shape.yearly => return None,
        _ => Ruling::of(Standing::NotBound),
    };
    Some(ruling)
}

struct Case<'a> {
    shape: &'a Conduct,
    age: Age,
    mine: &'a [Item],
    unit: i16,
}

impl<'a> Case<'a> {
    fn decide<C: Clock>(&self, clock: &mut C) -> Option<Ruling> {
        let said = self.latest(clock);
        let silent = said.is_none() && (self.shape.conditional || self.shape.yearly);
        let applies = self.applies(clock);
        let mut ruling = Ruling { applies, ..Ruling::of(Standing::Unknown) };
        match (applies, said) {
            (Applies::No(_), _) if !silent => ruling.standing = Standing::NotApplicable,
            (_, None) if silent => return None,
            (_, None) => {}
            (_, Some((item, day))) => self.as_said(item, day, clock, &mut ruling),
        }
        Some(ruling)
    }

    /// What the statement that counts says, while it speaks.
    fn as_said<C: Clock>(&self, item: &Item, day: DayKey, clock: &mut C, ruling: &mut Ruling) {
        let shown = item.role() == SHOWN;
        let standing = if shown { Standing::Met } else { Standing::Running };
        ruling.said = Some((item.fact, item.role()));
        // An answer for a year speaks for that year for good; what lasts, too.
        let speaks = self.shape.yearly || shown && self.shape.lasts || clock.speaks(day, self.age);
        ruling.confirmed = day;
        ruling.standing = if speaks { standing } else { Standing::Unknown };
        ruling.once = (!speaks).then_some(standing);
        if shown && speaks && item.is_dated() {
            ruling.since = item.on;
        }
    }

    fn applies<C: Clock>(&self, clock: &mut C) -> Applies {
        if self.shape.binds_all {
            return Applies::ToAll;
        }
        let (mut spoken, mut presupposes, mut over) = (None, None, None);
        let mut declared_last = DayKey::BEFORE_ALL;
        for item in self.mine {
            if !held(item, clock) {
                continue;
            }
            let day = if item.is_dated() { item.on.last } else { item.spoken };
            match item.role() {
                OVER if clock.reached(day) => best(&mut over, item),
                OVER => {}
                DECLARED => {
                    best(&mut spoken, item);
                    if clock.reached(day) {
                        declared_last = declared_last.max(item.on.first.min(day));
                    }
                }
                NOTHING => best(&mut spoken, item),
                // Who does what is asked, or is said not to, has something to do.
                _ => best(&mut presupposes, item),
            }
        }
        // The need is over, unless something was said to be there on a later day.
        if let Some(item) = over.filter(|over| declared_last <= over.on.last) {
            return Applies::No(item.fact);
        }
        match spoken.or(presupposes) {
            Some(item) if item.role() == NOTHING => Applies::No(item.fact),
            Some(item) => Applies::Yes(item.fact),
            None => Applies::Unknown,
        }
    }

    /// The statement that counts, with the day it speaks for: what lasts once it was shown; else the latest, and of the same day
    /// the one whose source is used.
    fn latest<C: Clock>(&self, clock: &mut C) -> Option<(&'a Item, DayKey)> {
        let mut used: Option<(&Item, DayKey)> = None;
        for item in
            self.mine.iter().filter(|i| (SHOWN..=MISSING).contains(&i.role()) && (!self.shape.yearly || i.year() == self.unit))
        {
            if !held(item, clock) || self.shape.conditional && item.role() == MISSING {
                continue;
            }
            let day = if item.on.last == DayKey::NEVER { item.spoken } else { item.on.last.min(item.spoken) };
            if !clock.reached(day) {
                continue;
            }
            let rank = |item: &Item, day: DayKey| {
                let lasting = self.shape.lasts && item.role() == SHOWN;
                // What lasts counts from the first day it was shown; a year's answer by its source; all else by its day.
                let later = if lasting || self.shape.yearly { DayKey::BEFORE_ALL } else { day };
                (lasting, later, std::cmp::Reverse(item.order()))
            };
            if used.is_none_or(|(other, before)| rank(item, day) > rank(other, before)) {
                used = Some((item, day));
            }
        }
        used
    }
}
