use crate::shapes::{deadline, periodic_report};
use crate::world::Asked;
use crate::{Question, Standing, Status, World};
use facts::{Day, Say, State, When};
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
    let Some(asked) = world.ask(question) else { return Vec::new() };
    let within = |when: &When| from <= when.first && when.last <= to;
    let mut days = Vec::new();
    for state in world.states(question.treaty).filter(|s| only.is_none_or(|o| o == *s)) {
        membership_days(&asked, state, &mut days);
        for rule in &asked.chapter.rules {
            match &rule.shape {
                Shape::Deadline(shape) => deadline_day(&asked, state, rule, shape, &mut days),
                Shape::PeriodicReport(shape) => report_days(&asked, state, rule, shape, to, &mut days),
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

fn deadline_day(asked: &Asked<'_>, state: State, rule: &Rule, shape: &rules::shapes::Deadline, days: &mut Vec<CalendarDay>) {
    let on = asked.question.true_on;
    let Some(membership) = asked.rolls.of(state) else { return };
    let ruling = match membership.status(on) {
        Status::Party => deadline::ruling(asked, state, rule, shape, on),
        // A State for which the treaty is not yet in force already knows the days to come.
        Status::Consented => deadline::ruling(asked, state, rule, shape, membership.in_force.map_or(on, |w| w.last)),
        _ => return,
    };
    if let (Standing::Running, Some(day)) = (ruling.standing, ruling.due) {
        let what = Say::new("calendar-due").with("duty", Say::new("duty").with("rule", rule.id.0.clone()));
        days.push(CalendarDay { day, state: Some(state), rule: Some(rule.id.clone()), what });
    }
}

fn report_days(
    asked: &Asked<'_>,
    state: State,
    rule: &Rule,
    shape: &rules::shapes::PeriodicReport,
    to: Day,
    days: &mut Vec<CalendarDay>,
) {
    let on = asked.question.true_on;
    let Some(membership) = asked.rolls.of(state) else { return };
    if !matches!(membership.status(on), Status::Party | Status::Consented) {
        return;
    }
    // Seen from the end of the calendar, every report that will fall due within it has its own ruling.
    for ruling in periodic_report::rulings_from(asked, state, rule, shape, to.max(on), on.year().saturating_sub(2)) {
        let due_later = ruling.due >= on && !ruling.by_other_reading;
        let came = ruling.receipt.is_some_and(|r| r.when.last <= on);
        let leaves_before = membership.leaves.is_some_and(|w| ruling.due >= w.last);
        if due_later && !came && !leaves_before {
            let what = Say::new("calendar-report").with("year", ruling.year);
            days.push(CalendarDay { day: When::day(ruling.due), state: Some(state), rule: Some(rule.id.clone()), what });
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
