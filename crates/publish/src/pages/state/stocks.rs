//! Stocks declared and destroyed, with the sums held against what was declared.

use super::chart::{Bar, bars};
use super::figures::{self, Figure, by_time, number, one};
use super::{Section, StateProfile};
use crate::Word;
use crate::pages::Paper;
use crate::pages::parts::told;
use facts::{Amount, Arg, Fact};
use maud::{Markup, html};

/// The kinds of fact that tell how many were destroyed in all.
const TOTALS: [&str; 2] = ["stockpile-destroyed-total", "stockpile-destruction-completed"];
const UNITS: [&str; 2] = ["munitions", "submunitions"];

/// What is on record about stocks.
struct Stocks<'a> {
    /// The number declared.
    declared: Option<Figure<'a>>,
    /// The number destroyed, by the time it is for.
    destroyed: Vec<Figure<'a>>,
    /// The latest number destroyed in all.
    total: Option<Figure<'a>>,
}

impl<'a> StateProfile<'a> {
    pub(super) fn stocks(&self, paper: &Paper<'_>) -> Option<Section> {
        let stocks = Stocks {
            declared: one(None, self.figures_of("stockpile-declared", paper)),
            destroyed: by_time(self.figures_of("stockpile-destroyed", paper).into_iter()),
            total: by_time(TOTALS.iter().flat_map(|kind| self.figures_of(kind, paper))).pop(),
        };
        let table = stocks.table(&paper.voice.t1("state-stocks-caption", "state", self.state), paper);
        let charts: Vec<Markup> = UNITS.iter().filter_map(|unit| stocks.chart(unit, paper)).collect();
        let any = stocks.declared.is_some() || stocks.total.is_some() || !stocks.destroyed.is_empty();
        let body = html! {
            @if charts.is_empty() { (table) }
            @else {
                div.two { @for chart in &charts { (chart) } }
                @for line in stocks.disagreements(paper) { p { (told(Word::Contested, &paper.t("state-figures-disagree"))) " " (line) } }
                details { summary { (paper.t("state-same-table")) } (table) }
            }
        };
        let marked = stocks.declared.is_some() && !charts.is_empty();
        let note = if marked { paper.t("state-stocks-note") } else { String::new() };
        any.then(|| Section::new("stocks", note, body, paper))
    }

    /// The facts of a kind that give a number of items; a share in percent is none.
    fn figures_of(&self, kind: &str, paper: &Paper<'_>) -> Vec<&'a Fact> {
        self.facts_of(kind, paper).filter(|f| UNITS.iter().any(|unit| f.amount(unit).is_some())).collect()
    }
}

impl Stocks<'_> {
    fn chart(&self, unit: &str, paper: &Paper<'_>) -> Option<Markup> {
        let of = |figure: &Figure<'_>| figure.used.amount(unit).cloned();
        let bar = |name: String, amount: &Amount, class| Bar { name, figure: amount.number, told: number(amount, paper), class };
        let declared = self.declared.as_ref().and_then(of);
        let mut drawn: Vec<Bar> = declared.iter().map(|amount| bar(paper.t("state-declared"), amount, "k2")).collect();
        for figure in &self.destroyed {
            drawn.extend(
                of(figure).map(|amount| bar(paper.voice.t1("state-destroyed", "time", figure.time(paper)), &amount, "k1")),
            );
        }
        if let Some(sum) = self.sum(unit) {
            let beyond = declared.as_ref().is_some_and(|d| sum.number > d.number);
            drawn.push(bar(paper.t("state-sum"), &sum, if beyond { "f-split" } else { "k1" }));
        }
        let total = self.total.as_ref().and_then(|f| of(f).map(|amount| (f, amount)));
        drawn.extend(total.map(|(f, amount)| bar(paper.voice.t1("state-total", "time", f.time(paper)), &amount, "k1")));
        let most = drawn.iter().map(|b| b.figure).fold(0.0, f64::max);
        (drawn.len() > 1).then(|| bars(&paper.t(&format!("state-{unit}")), &drawn, most, declared.map(|d| d.number)))
    }

    /// The figures of several times together, where no two cover the same year and each gives the number itself.
    fn sum(&self, unit: &str) -> Option<Amount> {
        let counted: Vec<(&Figure<'_>, &Amount)> =
            self.destroyed.iter().filter_map(|f| Some((f, f.used.amount(unit)?))).collect();
        let years: Vec<(i16, i16)> = counted.iter().filter_map(|(f, _)| f.years).collect();
        let apart = years.windows(2).all(|pair| matches!(pair, [(_, last), (first, _)] if last < first));
        let exact = counted.iter().all(|(_, amount)| amount.hedge.is_none());
        let several = counted.iter().filter(|(_, amount)| amount.number > 0.0).count() > 1;
        let number = counted.iter().map(|(_, amount)| amount.number).sum();
        (apart && exact && several && years.len() == counted.len()).then(|| Amount { hedge: None, number, unit: unit.to_owned() })
    }

    /// Where more was destroyed than was declared: a figure is wrong or was corrected, and the page says which ones differ.
    fn disagreements(&self, paper: &Paper<'_>) -> Vec<String> {
        let of = |figure: &Option<Figure<'_>>, unit: &str| figure.as_ref().and_then(|f| f.used.amount(unit).cloned());
        let mut told = Vec::new();
        for unit in UNITS {
            let Some(declared) = of(&self.declared, unit).filter(|a| a.hedge.is_none()) else { continue };
            let total = of(&self.total, unit).filter(|a| a.hedge.is_none());
            for (key, amount) in [("state-sum-beyond", self.sum(unit)), ("state-total-beyond", total)] {
                let Some(amount) = amount.filter(|a| a.number > declared.number) else { continue };
                let more = Amount { number: amount.number - declared.number, ..amount.clone() };
                let figures = [("sum", amount), ("declared", declared.clone()), ("more", more)];
                let args = figures.map(|(name, amount)| {
                    (name, Arg::Text(if name == "sum" { paper.voice.amount(&amount) } else { number(&amount, paper) }))
                });
                told.push(paper.voice.with(key, &args));
            }
        }
        told
    }

    fn table(&self, caption: &str, paper: &Paper<'_>) -> Markup {
        let groups = [
            ("state-declared-on", self.declared.iter().collect::<Vec<_>>()),
            ("state-destroyed", self.destroyed.iter().collect()),
            ("state-total", self.total.iter().collect()),
        ];
        html! { table.stack {
            (figures::head(caption, paper))
            tbody { @for (key, group) in groups { @for figure in group { @for (fact, used) in figure.all() {
                (figures::row(fact, &paper.voice.t1(key, "time", figures::time_of(fact, paper)), used, paper))
            } } } }
        } }
    }
}
