//! Every duty of the State in one table: how it stands, the day that counts, and why.

use super::figures::time_of;
use super::lede::duty_for;
use super::{Section, StateProfile};
use crate::Word;
use crate::pages::Paper;
use crate::pages::parts::{read_otherwise, standing_note, told, when};
use facts::{Arg, Kind, When};
use findings::{Finding, Standing};
use maud::{Markup, html};
use rules::{Rule, Shape};

/// One line of the table: a finding, or several of one yearly duty that stand alike.
struct Line<'f> {
    finding: &'f Finding,
    years: Vec<i16>,
}

/// Whether two findings stand alike by the readings used and by every other.
fn stand_alike(one: &Finding, other: &Finding) -> bool {
    let stands = |f: &Finding| {
        let by_others: Vec<_> = f.otherwise.iter().map(|o| (o.switch, o.choice, o.standing)).collect();
        (f.standing, f.before, by_others)
    };
    stands(one) == stands(other)
}

impl StateProfile<'_> {
    pub(super) fn duties_section(&self, paper: &Paper<'_>) -> Option<Section> {
        let lines = self.lines();
        let columns = ["state-duty", "column-standing", "state-day", "column-why"];
        let body = html! {
            table.stack.plain {
                caption.vh { (paper.voice.t1("state-duties-caption", "state", self.state)) }
                thead { tr { @for key in columns { th scope="col" { (paper.t(key)) } } } }
                tbody { @for line in &lines { (self.line(line, paper)) } }
            }
        };
        (!lines.is_empty()).then(|| Section::new("duties", paper.t("state-duties-note"), body, paper))
    }

    /// Deadlines one by one; of what returns every year the latest, and what is open of the years before; warnings that stand.
    fn lines(&self) -> Vec<Line<'_>> {
        let (yearly, once): (Vec<&Finding>, Vec<&Finding>) = self.duties().partition(|f| f.period.is_some());
        let mut lines: Vec<Line<'_>> = once.into_iter().map(|finding| Line { finding, years: Vec::new() }).collect();
        let latest = yearly.iter().copied().filter(|f| !f.is_owed_only_otherwise()).max_by_key(|f| f.period);
        lines.extend(latest.map(|finding| Line { finding, years: finding.period.into_iter().collect() }));
        for standing in [Standing::Overdue, Standing::Unknown] {
            let alike = yearly
                .iter()
                .copied()
                .filter(|f| f.standing == standing && !f.contested && f.period != latest.and_then(|l| l.period));
            let alike: Vec<&Finding> = alike.collect();
            let years = alike.iter().filter_map(|f| f.period).collect();
            lines.extend(alike.last().map(|finding| Line { finding, years }));
        }
        let shown = |f: &&Finding| latest.is_some_and(|latest| latest.period == f.period);
        let contested = yearly.iter().copied().filter(|f| f.contested && !shown(f));
        // Years that stand alike by every reading share a line.
        let first_contested = lines.len();
        for finding in contested {
            let alike = lines.iter_mut().skip(first_contested).find(|line| stand_alike(line.finding, finding));
            match alike {
                Some(line) => {
                    line.finding = finding;
                    line.years.extend(finding.period);
                }
                None => lines.push(Line { finding, years: finding.period.into_iter().collect() }),
            }
        }
        let raised = self.findings.iter().filter(|f| f.standing == Standing::Raised);
        lines.extend(raised.map(|finding| Line { finding, years: Vec::new() }));
        lines
    }

    fn line(&self, line: &Line<'_>, paper: &Paper<'_>) -> Markup {
        let finding = line.finding;
        let about = finding.about.as_ref().map(|about| paper.voice.about(about));
        let name = duty_for(&finding.rule, &line.years, paper);
        let word = self.word(finding, paper);
        let note = if line.years.len() > 1 { None } else { self.note(finding, paper) };
        html! { tr {
            th scope="row" {
                (name)
                @if !finding.rule.is_watch() { " " span.dim.cited { (finding.rule.citation()) } }
                @if let Some(about) = &about { br; span.dim { (about) } }
            }
            td data-l=(paper.t("column-standing")) {
                (told(word, &word.said(&paper.voice)))
                @if let Some(note) = note { br; span.dim { (note) } }
                (read_otherwise(finding, paper))
            }
            td data-l=(paper.t("state-day")) { (self.day_that_counts(line, paper)) }
            td data-l=(paper.t("column-why")) {
                a.why href=(paper.place.finding(finding)) {
                    (paper.t("why"))
                    span.vh { " " (name) @if let Some(about) = &about { " " (about) } }
                }
            }
        } }
    }

    /// The word for a finding; the initial report's says so where no report ever came.
    pub(super) fn word(&self, finding: &Finding, paper: &Paper<'_>) -> Word {
        let never = Some(&finding.rule) == self.initial_report() && self.no_report_ever();
        if never { Word::NoReportEver } else { Word::of(finding, paper.place.question.true_on) }
    }

    /// What the standing alone does not say. The conclusion tells which of the ways of not being established it is.
    fn note(&self, finding: &Finding, paper: &Paper<'_>) -> Option<String> {
        match self.conclusion(finding) {
            "conclusion-unknown-applies" => Some(paper.t("state-note-applies")),
            "conclusion-unknown" => Some(paper.t("state-note-silence")),
            "conclusion-reopened" => Some(paper.t("state-note-reopened")),
            "conclusion-met" => early(finding, paper),
            "conclusion-met-timing-open" => Some(paper.t("state-note-timing")),
            _ if finding.is_owed_only_otherwise() => Some(paper.t("state-note-reading")),
            _ if finding.standing == Standing::Raised => {
                finding.confirmed.map(|day| paper.voice.t1("state-note-confirmed", "day", day))
            }
            _ => standing_note(finding, paper),
        }
    }

    /// The name of the sentence in which the finding is explained; empty for what returns every year, and for warnings.
    pub(super) fn conclusion(&self, finding: &Finding) -> &'static str {
        let once = finding.period.is_none() && finding.about.is_none();
        self.conclusions.get(&finding.rule).copied().filter(|_| once).unwrap_or("")
    }

    /// Whether nothing on record says that there is anything to do. Of a State that has left, the finding says no more than how
    /// it stood before: there it rests on nothing but the acts by which the State joined and left.
    pub(super) fn may_have_nothing_to_do(&self, finding: &Finding, paper: &Paper<'_>) -> bool {
        let conditional = |rule: &Rule| matches!(&rule.shape, Shape::Deadline(shape) if !shape.bound_if.is_empty());
        let is_act = |rule: &&Rule| matches!(rule.shape, Shape::Membership(_) | Shape::EntryIntoForce(_) | Shape::Withdrawal(_));
        let acts: Vec<Kind> = self.rules().filter(is_act).flat_map(|r| r.shape.kinds()).collect();
        let register = &paper.site.world.register;
        let mut sources = finding.facts(register);
        let stood = finding.before.unwrap_or(finding.standing) == Standing::Unknown;
        stood && self.rule(&finding.rule).is_some_and(conditional) && sources.all(|fact| acts.contains(&fact.kind))
    }

    fn day_that_counts(&self, line: &Line<'_>, paper: &Paper<'_>) -> Markup {
        let finding = line.finding;
        if line.years.len() > 1 {
            return html! { a href="#reports" { (paper.voice.t1("state-day-every", "count", i64::try_from(line.years.len()).unwrap_or(i64::MAX))) } };
        }
        let done = matches!(finding.before.unwrap_or(finding.standing), Standing::Met | Standing::MetLate);
        let owed = finding.standing != Standing::NotApplicable && finding.before != Some(Standing::NotApplicable);
        let asks = self.rule(&finding.rule).is_some_and(|rule| matches!(rule.shape, Shape::RequestWindow(_)));
        let due_word = match (asks, self.may_have_nothing_to_do(finding, paper)) {
            (true, _) => "state-ask-by",
            (false, true) => "state-due-if",
            (false, false) => "state-due",
        };
        html! {
            @if done {
                @match finding.since {
                    Some(day) => (paper.voice.t1("state-done", "day", day)),
                    None => (paper.t("state-done-undated")),
                }
                @if finding.due.is_some() { "; " }
            }
            @if let Some(due) = finding.due.filter(|_| owed) { (paper.t(due_word)) " " (when(due, paper)) }
            @if !owed { (self.nothing_to_do(finding, paper)) }
        }
    }

    /// Who says that there is nothing to do.
    fn nothing_to_do(&self, finding: &Finding, paper: &Paper<'_>) -> Markup {
        let register = &paper.site.world.register;
        let said = finding.facts(register).find(|f| self.rule(&finding.rule).is_some_and(|r| r.shape.kinds().contains(&f.kind)));
        html! { @if let Some(fact) = said {
            @let who = paper.t(&format!("said-by-{}", fact.said_by));
            (paper.voice.with("state-said", &[("kind", Arg::Kind(fact.kind)), ("who", Arg::Text(who)), ("time", Arg::Text(time_of(fact, paper)))]))
        } }
    }
}

/// How long before the last day in time it was done.
fn early(finding: &Finding, paper: &Paper<'_>) -> Option<String> {
    let (due, done) = (finding.due.filter(When::is_exact)?, finding.since.filter(When::is_exact)?);
    (done.last < due.first).then(|| paper.voice.t1("state-note-early", "time", paper.voice.span(done.last, due.first)))
}
