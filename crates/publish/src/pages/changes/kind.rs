//! What kind of change it is: those that matter first, the routine last and folded away.

use super::{Changes, Paper, routine, row};
use findings::{Change, Standing};
use maud::{Markup, html};

/// A kind of change of standing, in the order in which a reader is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Overdue,
    Undecided,
    /// Done, other than a report that was awaited.
    Done,
    /// A warning stands.
    Raised,
    /// A warning stands no longer.
    Lowered,
    /// The register cannot tell any more.
    Faded,
    NothingToDo,
    Running,
    /// A duty the State did not have.
    New,
    Ended,
    /// A duty the State no longer has.
    Gone,
    /// A yearly report that is on record now.
    Report,
    /// A year began; a question of an early warning can be answered, or no longer.
    Routine,
}

/// From how many rows on the reports on record are folded away.
const MANY: usize = 8;

impl Kind {
    const TOLD: [(Kind, &'static str); 12] = [
        (Kind::Overdue, "overdue"),
        (Kind::Undecided, "undecided"),
        (Kind::Done, "done"),
        (Kind::Raised, "raised"),
        (Kind::Lowered, "lowered"),
        (Kind::Faded, "faded"),
        (Kind::NothingToDo, "nothing-to-do"),
        (Kind::Running, "running"),
        (Kind::New, "new"),
        (Kind::Ended, "ended"),
        (Kind::Gone, "gone"),
        (Kind::Report, "report"),
    ];

    pub fn of(change: &Change, paper: &Paper<'_>) -> Kind {
        let Some(finding) = change.finding() else { return Kind::Routine };
        let is_watch = paper.site.world.book.rule(&finding.rule).is_some_and(rules::Rule::is_watch);
        let standing = |finding: &Option<findings::Finding>| finding.as_ref().map(|f| f.standing);
        let (before, after) = (standing(&change.before), standing(&change.after));
        if is_watch { of_watch(before, after) } else { of_duty(before, after, finding.period.is_some()) }
    }
}

fn of_watch(before: Option<Standing>, after: Option<Standing>) -> Kind {
    match (before, after) {
        (_, Some(Standing::Raised)) => Kind::Raised,
        (Some(Standing::Raised), _) => Kind::Lowered,
        _ => Kind::Routine,
    }
}

fn of_duty(before: Option<Standing>, after: Option<Standing>, returns: bool) -> Kind {
    match (before, after) {
        (_, Some(Standing::Overdue)) => Kind::Overdue,
        (_, Some(Standing::Undecided)) => Kind::Undecided,
        (before, Some(Standing::Met | Standing::MetLate)) if returns && before != Some(Standing::Overdue) => Kind::Report,
        (_, Some(Standing::Met | Standing::MetLate)) => Kind::Done,
        (_, Some(Standing::Ended)) => Kind::Ended,
        (None | Some(Standing::Running), _) if returns => Kind::Routine,
        (None, _) => Kind::New,
        (_, None) => Kind::Gone,
        (_, Some(Standing::NotApplicable)) => Kind::NothingToDo,
        (_, Some(Standing::Running)) => Kind::Running,
        _ => Kind::Faded,
    }
}

/// The changes of one cause, kind by kind.
pub(super) fn by_kind(page: &Changes, changes: &[&Change], part: &str, paper: &Paper<'_>) -> Markup {
    let sorted: Vec<(Kind, &Change)> = changes.iter().map(|change| (Kind::of(change, paper), *change)).collect();
    let of = |kind: Kind| -> Vec<&Change> { sorted.iter().filter(|(k, _)| *k == kind).map(|(_, change)| *change).collect() };
    let routine = of(Kind::Routine);
    html! {
        @for (kind, name) in Kind::TOLD {
            @let found = of(kind);
            @if !found.is_empty() {
                @let title = paper.t(&format!("changes-{name}"));
                @let rows = row::rows(page, &found, paper);
                @if kind == Kind::Report && rows.len() > MANY {
                    details { summary { (title) ": " (found.len()) } (row::table(page, &rows, &caption(&title, part, paper), paper)) }
                } @else {
                    h3 { (title) ": " (found.len()) }
                    (row::table(page, &rows, &caption(&title, part, paper), paper))
                }
            }
        }
        @if !routine.is_empty() { (routine::folded(page, &routine, &caption(&paper.t("changes-routine"), part, paper), paper)) }
    }
}

/// What a table is called, where it is not seen: two parts can hold the same kind.
fn caption(title: &str, part: &str, paper: &Paper<'_>) -> String {
    paper.voice.with("changes-caption", &[("what", title.into()), ("part", paper.t(&format!("changes-{part}-part")).into())])
}
