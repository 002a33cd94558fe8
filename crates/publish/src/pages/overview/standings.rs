//! How many States stand where under each duty.

use super::{Overview, Paper, is_yearly};
use crate::pages::parts::{may_not_apply, rule_link, section, told};
use crate::{Table, Word};
use facts::Arg;
use findings::{Finding, Standing};
use maud::{Markup, html};
use rules::Rule;

/// The standings a duty can have, from done to not known, each with its word.
const COLUMNS: [(Standing, Word); 8] = [
    (Standing::Met, Word::Fulfilled),
    (Standing::MetLate, Word::FulfilledLate),
    (Standing::Running, Word::Running),
    (Standing::Undecided, Word::DecisionNotOnRecord),
    (Standing::Overdue, Word::Overdue),
    (Standing::Unknown, Word::NotEstablished),
    (Standing::NotApplicable, Word::NotApplicable),
    (Standing::Ended, Word::Ended),
];

/// One duty, or the reports of one year.
struct Line<'o> {
    rule: &'o Rule,
    year: Option<i16>,
    found: Vec<&'o Finding>,
}

fn lines<'o>(overview: &'o Overview<'_>, paper: &Paper<'_>) -> Vec<Line<'o>> {
    let mut lines = Vec::new();
    for rule in overview.duties() {
        // What only another reading of the law asks for is no standing.
        let found: Vec<&Finding> = overview.of(rule).filter(|f| !f.is_owed_only_otherwise()).collect();
        if let Some(year) = overview.last_due_year(rule, paper).filter(|_| is_yearly(rule)) {
            let of_year = found.iter().copied().filter(|f| f.period == Some(year)).collect();
            lines.push(Line { rule, year: Some(year), found: of_year });
        }
        lines.push(Line { rule, year: None, found });
    }
    lines.retain(|line| !line.found.is_empty());
    lines
}

impl Line<'_> {
    fn count(&self, standing: Standing) -> usize {
        self.found.iter().filter(|f| f.standing == standing).count()
    }

    fn name(&self, paper: &Paper<'_>) -> String {
        let duty = paper.voice.duty(&self.rule.id);
        match self.year {
            Some(year) => paper.voice.with("overview-duty-year", &[("duty", duty.into()), ("year", year.to_string().into())]),
            None if is_yearly(self.rule) => paper.voice.t1("overview-duty-all-years", "duty", duty),
            None => duty,
        }
    }
}

pub(super) fn standings(overview: &Overview<'_>, paper: &Paper<'_>) -> Markup {
    let lines = lines(overview, paper);
    let shown: Vec<(Standing, Word)> = COLUMNS.into_iter().filter(|(s, _)| lines.iter().any(|l| l.count(*s) > 0)).collect();
    let title = paper.t("overview-standings");
    section(
        "standings",
        &title,
        &paper.t("overview-standings-note"),
        html! {
            table.stack {
                caption.vh { (title) }
                thead { tr {
                    th scope="col" { (paper.t("overview-duty")) }
                    @for (_, word) in &shown { th.r scope="col" { (told(*word, &word.said(&paper.voice))) } }
                } }
                tbody { @for line in &lines { tr {
                    th scope="row" { (line.name(paper)) br; span.src { @if line.year.is_none() { (rule_link(line.rule, paper)) } @else { (line.rule.id.citation()) } } }
                    @for (standing, word) in &shown { @let n = line.count(*standing); td.r.zero[n == 0] data-l=(word.said(&paper.voice)) { (paper.voice.number(n as f64)) } }
                } } }
            }
            @for line in &lines {
                @let n = line.found.iter().filter(|f| may_not_apply(f, paper)).count();
                @if n > 0 { p.note { (paper.voice.with("overview-may-not-apply", &[("n", Arg::from(n as i64)), ("all", Arg::from(line.count(Standing::Unknown) as i64)), ("duty", line.name(paper).into())])) } }
            }
        },
    )
}

/// The same counts for outsiders: a row for each duty, year and standing.
pub(super) fn table(overview: &Overview<'_>, paper: &Paper<'_>) -> Table {
    let mut table = Table::new(&["about", "period", "standing", "count"]);
    for line in lines(overview, paper) {
        let period = line.year.map(|y| y.to_string()).unwrap_or_default();
        for (standing, _) in COLUMNS {
            table.push(vec![
                line.rule.id.to_string(),
                period.clone(),
                standing.word().to_owned(),
                line.count(standing).to_string(),
            ]);
        }
    }
    table
}
