use crate::evidence::still_speaks;
use crate::world::Asked;
use crate::{Finding, Standing, Status};
use facts::{Day, Fact, State};
use rules::Rule;
use rules::shapes::RetainedMinimum;

/// What was decided about what a State keeps.
#[derive(Clone, Debug)]
pub(crate) struct Ruling<'a> {
    pub standing: Standing,
    /// The latest figures, oldest first.
    pub figures: Vec<&'a Fact>,
    /// Somebody said that none was used.
    pub unused: Option<&'a Fact>,
    pub confirmed: Option<Day>,
}

/// One finding for a State of which something is on record about what it keeps.
pub(crate) fn finding(asked: &Asked<'_>, state: State, rule: &Rule, shape: &RetainedMinimum) -> Option<Finding> {
    let ruling = ruling(asked, state, rule, shape)?;
    let mut sources: Vec<String> = ruling.figures.iter().map(|f| f.id.clone()).collect();
    sources.extend(ruling.unused.map(|f| f.id.clone()));
    Some(Finding {
        state,
        rule: rule.id.clone(),
        about: None,
        period: None,
        standing: ruling.standing,
        due: None,
        since: None,
        confirmed: ruling.confirmed,
        extended: false,
        contested: false,
        before: None,
        once: None,
        sources,
    })
}

/// Decides the warning: raised where a source says that none was used, or where the same figures stand in the reports of so
/// many years running; clear where nothing is kept or less than before.
pub(crate) fn ruling<'a>(asked: &Asked<'a>, state: State, rule: &Rule, shape: &RetainedMinimum) -> Option<Ruling<'a>> {
    let on = asked.question.true_on;
    if asked.rolls.status(state, on) != Status::Party {
        return None;
    }
    let by_then = |f: &&Fact| last_day(f).is_some_and(|day| day <= on);
    let mut figures: Vec<&Fact> = asked.facts(state, &shape.retained_as).into_iter().filter(by_then).collect();
    figures.sort_by_key(|f| (last_day(f), f.known_from));
    let unused = asked.facts(state, &shape.unused_by).into_iter().filter(by_then).max_by_key(|f| f.on);
    if figures.is_empty() && unused.is_none() {
        return None;
    }
    let latest = figures.last().copied();
    let confirmed = latest.and_then(last_day).max(unused.and_then(|f| f.on).map(|w| w.first)).map(|day| day.min(on));
    let speaks = confirmed.is_some_and(|day| still_speaks(day, &rule.evidence_age, on));
    let standing = if speaks { decide(&figures, unused, shape) } else { Standing::Unknown };
    Some(Ruling { standing, figures, unused, confirmed })
}

fn decide(figures: &[&Fact], unused: Option<&Fact>, shape: &RetainedMinimum) -> Standing {
    let Some(latest) = figures.last() else { return Standing::Raised };
    if latest.says_zero() {
        return Standing::Clear;
    }
    let said_after = unused.and_then(|f| f.on).is_some_and(|w| last_day(latest).is_none_or(|day| w.last >= day));
    let same = figures.iter().rev().take_while(|f| f.amounts == latest.amounts && !f.amounts.is_empty());
    let first_same = same.filter_map(|f| first_year(f)).min();
    let years = first_same.zip(last_day(latest)).map_or(1, |(first, last)| last.year() - first + 1);
    let fell = figures.iter().rev().nth(1).is_some_and(|before| less(latest, before));
    if said_after || years >= shape.consecutive_years {
        Standing::Raised
    } else if fell {
        Standing::Clear
    } else {
        Standing::Unknown
    }
}

fn less(now: &Fact, before: &Fact) -> bool {
    now.amounts.iter().any(|a| before.amount(&a.unit).is_some_and(|b| a.number < b.number))
}

fn first_year(fact: &Fact) -> Option<i16> {
    fact.period.map(|p| p.first).or(fact.on.map(|w| w.first.year()))
}

/// The day a figure speaks for: the last day of the year it covers, else the first day its own could mean.
fn last_day(fact: &Fact) -> Option<Day> {
    fact.period.and_then(|p| Day::new(p.last, 12, 31).ok()).or(fact.on.map(|w| w.first))
}
