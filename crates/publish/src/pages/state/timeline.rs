//! The State's years under the treaty as a picture: its status, each duty that must be done once, its reports.

use super::chart::{Anchor, LEFT, Labels, RIGHT, Scale, px};
use super::{Section, StateProfile};
use crate::pages::Paper;
use facts::When;
use findings::{Finding, Standing};
use maud::{Markup, html};
use rules::{Rule, Shape};

/// The height of a bar, the room around it, and the room of the labels below one.
const BAR: f64 = 20.0;
const ROOM: f64 = 44.0;
const BELOW: f64 = 30.0;
const FIRST_ROW: f64 = 54.0;

/// A duty with a bar of its own.
struct Span<'f> {
    rule: &'f Rule,
    finding: &'f Finding,
    starts: When,
    /// The day the treaty itself sets.
    first_due: When,
}

impl StateProfile<'_> {
    pub(super) fn timeline(&self, paper: &Paper<'_>) -> Option<Section> {
        let scale = self.scale(paper)?;
        let spans = self.spans(paper);
        let mut rows = vec![self.status_row(&scale, FIRST_ROW, paper)];
        let mut y = FIRST_ROW + BAR + ROOM;
        for span in &spans {
            rows.push(self.span_row(span, &scale, y, paper));
            y += BAR + ROOM + if self.is_plain(span) { 0.0 } else { BELOW };
        }
        let has_reports = self.duties().any(|f| f.period.is_some());
        if has_reports {
            rows.push(self.report_row(&scale, y, paper));
            y += BAR + ROOM / 2.0;
        } else if spans.is_empty() {
            y -= ROOM / 2.0;
        }
        let body = html! {
            figure.wide.timeline {
                div.scroll tabindex="0" role="region" aria-label=(paper.t("state-timeline-scroll")) { (self.picture(&scale, &rows, y, paper)) }
                figcaption { @if has_reports { (paper.t("state-timeline-key")) " " } (paper.t("state-timeline-imprecise")) }
            }
            details { summary { (paper.t("state-same-list")) } (self.list_of_dates(paper)) }
        };
        Some(Section::new("timeline", String::new(), body, paper))
    }

    /// From the first act to the last day that counts, or the day asked.
    fn scale(&self, paper: &Paper<'_>) -> Option<Scale> {
        let membership = self.membership.as_ref()?;
        let acts = membership.signed.into_iter().chain(membership.consent).filter_map(|f| f.on);
        let first = acts.map(|w| w.first).min()?;
        let on = paper.place.question.true_on;
        let days = self.duties().filter(|f| self.is_drawn(f, paper)).filter_map(|f| f.due).chain(membership.in_force);
        let last = days.filter(|w| !w.is_open()).map(|w| w.last).max().unwrap_or(on).max(on);
        (first <= on).then(|| Scale::new(first, last))
    }

    fn spans(&self, paper: &Paper<'_>) -> Vec<Span<'_>> {
        let Some(starts) = self.membership.as_ref().and_then(|m| m.in_force) else { return Vec::new() };
        let drawn = self.duties().filter(|f| self.is_drawn(f, paper));
        drawn.filter_map(|finding| self.span(finding, starts)).collect()
    }

    fn span<'f>(&'f self, finding: &'f Finding, starts: When) -> Option<Span<'f>> {
        let rule = self.rule(&finding.rule)?;
        Some(Span { rule, finding, starts, first_due: self.first_deadline(rule)? })
    }

    /// A duty that binds only where there is something to do is drawn where something on record says that there is.
    fn is_drawn(&self, finding: &Finding, paper: &Paper<'_>) -> bool {
        let conditional = |rule: &Rule| matches!(&rule.shape, Shape::Deadline(shape) if !shape.bound_if.is_empty());
        let idle = finding.before.unwrap_or(finding.standing) == Standing::NotApplicable;
        self.rule(&finding.rule).is_some_and(conditional) && !idle && !self.may_have_nothing_to_do(finding, paper)
    }

    fn picture(&self, scale: &Scale, rows: &[Markup], bottom: f64, paper: &Paper<'_>) -> Markup {
        let on = paper.place.question.true_on;
        let today = px(scale.x(on));
        html! {
            @let caption = paper.voice.t1("state-timeline-caption", "state", self.state);
            svg.chart viewBox={ "0 0 900 " (px(bottom + 24.0)) } role="img" aria-label=(caption) {
                (scale.years(20.0, bottom))
                line.base x1=(today) x2=(today) y1="14" y2=(px(bottom)) stroke-width="1.5" {}
                @for row in rows { (row) }
                text x=(today) y="9" text-anchor="middle" { (paper.voice.day(on)) }
                rect.k2 x=(px(LEFT)) y=(px(bottom)) width=(px(RIGHT - LEFT)) height="1" {}
            }
        }
    }

    /// Signed, consented, in force, each until the next; nothing after a withdrawal has taken effect.
    fn status_row(&self, scale: &Scale, y: f64, paper: &Paper<'_>) -> Markup {
        let Some(membership) = self.membership.as_ref() else { return html! {} };
        let on = paper.place.question.true_on;
        let acts = [
            ("k3", "state-mark-signed", membership.signed.and_then(|f| f.on)),
            ("k2", "state-mark-consent", membership.consent.and_then(|f| f.on)),
            ("k1", "state-mark-in-force", membership.in_force),
            ("", "state-mark-left", membership.leaves),
        ];
        let reached: Vec<(&str, &str, When)> =
            acts.into_iter().filter_map(|(class, key, day)| Some((class, key, day.filter(|w| w.first <= on)?))).collect();
        let ends = reached.iter().skip(1).map(|(_, _, day)| scale.middle(*day)).chain([scale.x(on)]);
        let mut labels = Labels::new(&[y - 7.0, y - 22.0]);
        for (_, key, day) in reached.iter().filter(|(_, key, _)| *key != "state-mark-consent" || reached.len() < 3) {
            let anchor = if *key == "state-mark-left" { Anchor::End } else { Anchor::Start };
            labels.put(scale.middle(*day), anchor, "", &paper.voice.t1(key, "day", *day));
        }
        html! {
            text x="0" y=(px(y + 14.0)) { (paper.t("state-row-status")) }
            @for ((class, _, day), end) in reached.iter().zip(ends) { @if !class.is_empty() { (bar(class, scale.middle(*day), end, y)) } }
            (labels.markup())
        }
    }

    fn span_row(&self, span: &Span<'_>, scale: &Scale, y: f64, paper: &Paper<'_>) -> Markup {
        let on = paper.place.question.true_on;
        let due = span.finding.due.unwrap_or(span.first_due);
        let (start, first_due, last) = (scale.middle(span.starts), scale.middle(span.first_due), scale.middle(due));
        let ended = self.membership.as_ref().and_then(|m| m.leaves).filter(|w| w.last <= on);
        let after = match span.finding.standing {
            Standing::Overdue => Some("f-over faint"),
            Standing::Undecided => Some("f-ext faint"),
            Standing::Unknown => Some("s-unk"),
            _ => None,
        };
        let mark = px(first_due);
        html! {
            text x="0" y=(px(y + 14.0)) { (paper.voice.duty(&span.rule.id)) }
            (bar("k3", start, ended.map_or(first_due, |w| scale.x(w.last).min(first_due)), y))
            @if last > first_due { (bar("f-ext faint", first_due, last, y)) }
            @if let Some(class) = after.filter(|_| on > due.last) { (bar(class, last, scale.x(on), y)) }
            line.base x1=(mark) x2=(mark) y1=(px(y - 4.0)) y2=(px(y + BAR + 4.0)) {}
            (self.asked_marks(span, scale, y))
            @if let Some(done) = done(span.finding) { circle.f-ok cx=(px(scale.middle(done))) cy=(px(y + BAR / 2.0)) r="7" {} }
            (self.span_labels(span, scale, y, paper).markup())
        }
    }

    /// A short line below the bar for every request.
    fn asked_marks(&self, span: &Span<'_>, scale: &Scale, y: f64) -> Markup {
        html! { @for day in self.asked(span) {
            @let x = px(scale.middle(day));
            line.base x1=(x) x2=(x) y1=(px(y + BAR)) y2=(px(y + BAR + 8.0)) {}
        } }
    }

    /// Whether nothing stands below the bar: no more time was asked for or given.
    fn is_plain(&self, span: &Span<'_>) -> bool {
        self.asked(span).is_empty() && span.finding.due.is_none_or(|due| due.last <= span.first_due.last)
    }

    fn asked(&self, span: &Span<'_>) -> Vec<When> {
        let Shape::Deadline(shape) = &span.rule.shape else { return Vec::new() };
        let Some(Shape::Extension(extension)) = shape.extended_by.as_ref().and_then(|id| self.rule(id)).map(|r| &r.shape) else {
            return Vec::new();
        };
        let steps = self.steps.iter().filter(|s| s.duty == span.rule.id);
        steps.filter(|s| extension.requested_by.contains(&s.fact.kind)).filter_map(|s| s.fact.on).collect()
    }

    fn span_labels(&self, span: &Span<'_>, scale: &Scale, y: f64, paper: &Paper<'_>) -> Labels {
        let mut labels = Labels::new(&[y - 7.0, y - 22.0]);
        let due = span.finding.due.unwrap_or(span.first_due);
        labels.put(scale.middle(span.first_due), Anchor::Middle, "", &paper.voice.when(span.first_due));
        if let Some(done) = done(span.finding) {
            labels.put(scale.middle(done), Anchor::Middle, "t-ok", &paper.voice.t1("state-mark-done", "day", done));
        }
        if let Shape::Deadline(shape) = &span.rule.shape {
            labels.put(scale.middle(span.starts), Anchor::Start, "dimt", &paper.voice.length(&shape.within));
        }
        // What belongs below the bar stands there even where there is room above.
        let mut below = Labels::new(&[y + BAR + 20.0, y + BAR + 34.0]);
        if due.last > span.first_due.last {
            below.put(scale.middle(span.first_due), Anchor::Start, "t-ext", &paper.voice.t1("state-mark-extended", "day", due));
        }
        if let Some(day) = self.asked(span).first() {
            below.put(scale.middle(*day), Anchor::Middle, "", &paper.voice.t1("state-mark-asked", "day", *day));
        }
        labels.join(below);
        labels
    }

    /// A dot for every report: where it came, or where it was due.
    fn report_row(&self, scale: &Scale, y: f64, paper: &Paper<'_>) -> Markup {
        let initial = self.initial_report();
        let reports =
            self.duties().filter(|f| f.period.is_some() || Some(&f.rule) == initial).filter(|f| !f.is_owed_only_otherwise());
        let dots = reports.filter_map(|f| Some((done(f).or(f.due)?, dot(f))));
        let first = self.duties().find(|f| Some(&f.rule) == initial).and_then(done);
        let mut labels = Labels::new(&[y - 4.0]);
        if let Some(day) = first {
            labels.put(scale.middle(day), Anchor::Start, "", &paper.voice.t1("state-mark-first-report", "day", day));
        }
        html! {
            text x="0" y=(px(y + 14.0)) { (paper.t("state-row-reports")) }
            @for (day, class) in dots { circle class=(class) cx=(px(scale.middle(day))) cy=(px(y + 10.0)) r="5.5" {} }
            (labels.markup())
        }
    }
}

fn bar(class: &str, from: f64, to: f64, y: f64) -> Markup {
    html! { @if to > from { rect class=(class) x=(px(from)) y=(px(y)) width=(px(to - from)) height=(px(BAR)) {} } }
}

/// The day a duty was met, where it was and the source tells the day.
pub(super) fn done(finding: &Finding) -> Option<When> {
    let met = matches!(finding.before.unwrap_or(finding.standing), Standing::Met | Standing::MetLate);
    finding.since.filter(|_| met)
}

/// Filled green in time, ringed green late, filled red overdue on evidence, broken ring not established, ink ring still to come.
fn dot(finding: &Finding) -> &'static str {
    match finding.before.unwrap_or(finding.standing) {
        Standing::Met => "f-ok",
        Standing::MetLate => "s-late",
        Standing::Overdue => "f-over",
        Standing::Running => "s-run",
        _ => "s-unk",
    }
}
