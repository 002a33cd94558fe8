use super::{Counted, Look, Measured};
use facts::{Fact, When};
use rules::counts::{MeetingFigure, Meetings};

/// The meetings of the window whose name contains a word: how many days the shortest lasted, and which was the last.
pub(super) fn count(look: &Look<'_>, shape: &Meetings) -> Measured {
    let Some(chapter) = look.world.book.chapter(look.question.treaty) else { return Measured::default() };
    let (mut counted, mut unknown) = (Vec::new(), Vec::new());
    let mut held: Vec<(&Fact, When)> = Vec::new();
    for meeting in look.facts(None, &chapter.treaty.meetings, &[]) {
        let named = meeting.about.as_deref().is_some_and(|about| about.contains(&shape.named) && !about.contains("preparatory"));
        if let Some(day) = meeting.on.filter(|day| named && look.window.holds(*day)) {
            held.push((meeting, day));
        }
    }
    held.sort_by_key(|(meeting, day)| (day.first, meeting.until.is_none()));
    // A meeting told twice is listed once: by the row that also gives its last day.
    held.dedup_by(|second, first| second.0.about == first.0.about);
    for (meeting, _) in &held {
        let sources = look.number(meeting).into_iter().collect();
        let told = Counted::about(meeting.about.clone().unwrap_or_default(), "counted-meeting", sources).with(days(meeting));
        if told.number.is_some() || shape.what != MeetingFigure::Days { counted.push(told) } else { unknown.push(told) }
    }
    let last = held.iter().map(|(_, day)| *day).max_by_key(|day| day.last);
    let number = match shape.what {
        MeetingFigure::Days => counted.iter().filter_map(|c| c.number).reduce(f64::min),
        MeetingFigure::Last => last.map(|day| f64::from(day.last.year())),
        MeetingFigure::Day => None,
    };
    let unit = if shape.what == MeetingFigure::Days { "days" } else { "year" };
    let day = if shape.what == MeetingFigure::Day { last } else { None };
    Measured { unit: unit.to_owned(), number, day, counted, unknown, ..Measured::default() }
}

/// How many days it lasted, the first and the last counted.
fn days(meeting: &Fact) -> Option<f64> {
    let (opened, closed) = (meeting.on.filter(When::is_exact)?, meeting.until.filter(When::is_exact)?);
    opened.first.until(closed.first).ok().map(|span| f64::from(span.get_days()) + 1.0)
}
