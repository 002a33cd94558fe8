use crate::at::At;
use crate::clock::{Still, speaking};
use crate::hall::Hall;
use crate::plan::Planned;
use crate::shapes::{Duty, deadline, periodic_report};
use crate::silence::Silence;
use crate::world::Asked;
use crate::{Question, Standing, Status, World};
use facts::{Day, Say, Span, State, When};
use rules::{Rule, RuleId, Shape};

/// One day to come, and what falls on it.
#[derive(Clone, Debug)]
pub struct CalendarDay {
    /// The day.
    pub day: When,
    /// The State, if one.
    pub state: Option<State>,
    /// The rule, if one.
    pub rule: Option<RuleId>,
    /// What falls on it.
    pub what: Say,
}

/// What falls on the days from one to another, both included, as it stands on the day of the question: due days of duties not
/// yet met, entries into force, withdrawals taking effect, meetings.
pub fn calendar(world: &World, question: &Question, from: Day, to: Day, only: Option<State>) -> Vec<CalendarDay> {
    let Some(asked) = world.ask(question, only) else { return Vec::new() };
    let within = |when: &When| from <= when.first && when.last <= to;
    let mut days = Vec::new();
    for (place, state) in asked.hall.columns.states.iter().enumerate().filter(|(_, s)| only.is_none_or(|o| o == **s)) {
        membership_days(&asked, *state, &mut days);
        for planned in &asked.hall.columns.plan.duties {
            let Some(rule) = asked.chapter.rules.get(usize::from(planned.rule)) else { continue };
            match &planned.duty {
                Duty::Deadline(shape) => {
                    days.extend(Here { hall: &asked.hall, place, state: *state, rule, planned }.deadline_day(shape))
                }
                Duty::PeriodicReport(shape) => {
                    Here { hall: &asked.hall, place, state: *state, rule, planned }.report_days(shape, to, &mut days)
                }
                _ => {}
            }
        }
    }
    if only.is_none() {
        meeting_days(&asked, &mut days);
    }
    days.retain(|d| within(&d.day));
    days.sort_by_key(|d| (d.day, d.state, d.rule.clone()));
    days
}

fn membership_days(asked: &Asked<'_>, state: State, days: &mut Vec<CalendarDay>) {
    let Some(membership) = asked.rolls.of(state) else { return };
    let coming = |when: Option<When>| when.filter(|w| w.last > asked.question.true_on);
    let rule_of = |test: fn(&Shape) -> bool| asked.chapter.rules.iter().find(|r| test(&r.shape)).map(|r| r.id.clone());
    if let Some(day) = coming(membership.in_force) {
        let rule = rule_of(|s| matches!(s, Shape::EntryIntoForce(_)));
        days.push(CalendarDay { day, state: Some(state), rule, what: Say::new("calendar-enters").with("state", state) });
    }
    if let Some(day) = coming(membership.leaves) {
        let rule = rule_of(|s| matches!(s, Shape::Withdrawal(_)));
        days.push(CalendarDay { day, state: Some(state), rule, what: Say::new("calendar-leaves").with("state", state) });
    }
}

/// One rule of one State on the question.
struct Here<'h> {
    hall: &'h Hall<'h>,
    place: usize,
    state: State,
    rule: &'h Rule,
    planned: &'h Planned,
}

impl Here<'_> {
    fn deadline_day(&self, shape: &deadline::Deadline) -> Option<CalendarDay> {
        let Here { hall, place, state, rule, planned } = *self;
        let mut at = hall.at(place);
        let mine = at.of(planned);
        let ruling = match at.status() {
            Status::Party => deadline::ruling(&mut at, planned, shape, mine),
            // A State for which the treaty is not yet in force already knows the days to come.
            Status::Consented if at.seat.in_force != Span::NEVER => {
                let on = at.seat.in_force.last;
                let speaking = speaking(&at.plan.ages, on);
                let clock = Still { on, known_by: hall.known_by, speaking: &speaking };
                let silence = Silence::default();
                let mut then = At::new(&hall.columns, hall.register, place, &at.seat, clock, &silence);
                deadline::ruling(&mut then, planned, shape, mine)
            }
            _ => return None,
        };
        let day = ruling.due.when().filter(|_| ruling.standing == Standing::Running)?;
        let what = Say::new("calendar-due").with("duty", Say::new("duty").with("rule", rule.id.0.clone()));
        Some(CalendarDay { day, state: Some(state), rule: Some(rule.id.clone()), what })
    }

    fn report_days(&self, shape: &periodic_report::PeriodicReport, to: Day, days: &mut Vec<CalendarDay>) {
        let Here { hall, place, state, rule, planned } = *self;
        let mut at = hall.at(place);
        if !matches!(at.status(), Status::Party | Status::Consented) {
            return;
        }
        let (mine, on) = (at.of(planned), hall.on);
        let years = hall.on.day().year().saturating_sub(2)..to.year();
        for ruling in periodic_report::rulings_to_come(&mut at, planned, shape, mine, years) {
            let due_later = ruling.due >= on && !ruling.by_other_reading;
            let leaves_before = ruling.due >= at.seat.leaves.last;
            if due_later && ruling.receipt.is_none() && !leaves_before {
                let what = Say::new("calendar-report").with("year", ruling.year);
                let day = When::day(ruling.due.day());
                days.push(CalendarDay { day, state: Some(state), rule: Some(rule.id.clone()), what });
            }
        }
    }
}

fn meeting_days(asked: &Asked<'_>, days: &mut Vec<CalendarDay>) {
    for kind in &asked.chapter.treaty.meetings {
        for meeting in asked.view.about_no_state(asked.question.treaty, *kind) {
            if let (Some(day), Some(name)) = (meeting.on, &meeting.about) {
                let what = Say::new("calendar-meeting").with("name", name.clone());
                days.push(CalendarDay { day, state: None, rule: None, what });
            }
        }
    }
}
