use super::parts::{as_used, reading_link, section, stands, state_link, told, when_any};
use super::{Menu, Page, Paper};
use crate::Table;
use crate::api::{FindingsAnswer, findings_table};
use findings::{Finding, Otherwise, Wanted};
use maud::{Markup, html};
use rules::Reading;
use serde_json::Value;

/// `/ccm/contested`: every finding about which the readings of the law that are computed differ, question by question, both results
/// side by side.
pub(super) struct Contested<'a> {
    readings: Vec<&'a Reading>,
    findings: Vec<Finding>,
}

impl<'a> Contested<'a> {
    pub fn new(paper: &Paper<'a>) -> Self {
        let (world, question) = (&paper.site.world, &paper.place.question);
        let chapter = world.book.chapter(question.treaty);
        let readings = chapter.into_iter().flat_map(|c| c.readings.iter()).filter(|r| r.switch().is_some()).collect();
        Contested { readings, findings: contested(paper) }
    }

    /// The findings that differ by that question, each with how it stands by the other reading.
    fn by(&self, reading: &Reading) -> Vec<(&Finding, &Otherwise)> {
        let other = |finding: &'_ Finding| finding.otherwise.iter().position(|o| Some(o.switch) == reading.switch());
        self.findings.iter().filter_map(|f| Some((f, f.otherwise.get(other(f)?)?))).collect()
    }

    fn question(&self, reading: &Reading, paper: &Paper<'_>) -> Markup {
        let found = self.by(reading);
        let letter = paper.site.world.profile().letter(reading);
        let other = reading.switch().map_or("", |switch| switch.other(letter));
        section(
            &reading.id,
            &reading.question,
            "",
            html! {
                p { (reading_link(&reading.id, paper)) ", " (reading.provision) }
                ul {
                    li { b { (paper.voice.t1("contested-read", "letter", letter)) } " " (reading.words(letter).unwrap_or_default()) }
                    li { b { (paper.voice.t1("contested-other", "letter", other)) } " " (reading.words(other).unwrap_or_default()) }
                }
                @if found.is_empty() { p { (paper.t("contested-none")) } } @else { (table(&found, [letter, other], &reading.question, paper)) }
            },
        )
    }
}

/// Every finding of the day about which readings differ.
pub(super) fn contested(paper: &Paper<'_>) -> Vec<Finding> {
    let mut findings = findings::findings(&paper.site.world, &paper.place.question, &Wanted::default());
    findings.retain(|finding| finding.contested);
    findings
}

fn table(found: &[(&Finding, &Otherwise)], letters: [&str; 2], caption: &str, paper: &Paper<'_>) -> Markup {
    let by = letters.map(|letter| paper.voice.t1("contested-by", "letter", letter));
    let [used, read_otherwise] = &by;
    html! {
        table.stack {
            caption.vh { (caption) }
            thead { tr { th scope="col" { (paper.t("column-state")) } th scope="col" { (used) } th scope="col" { (read_otherwise) } th scope="col" { (paper.t("column-why")) } } }
            tbody { @for (finding, other) in found { tr {
                th scope="row" { (state_link(finding.state, paper)) " " span.dim { (duty(finding, paper)) } }
                td data-l=(used) { (as_used(finding, paper)) br; span.dim { (when_any(finding.due, paper)) } }
                td data-l=(read_otherwise) { @let word = stands(finding, other, paper); (told(word, &word.said(&paper.voice))) br; span.dim { (when_any(other.due, paper)) } }
                td data-l=(paper.t("column-why")) { a.why href=(format!("{}#otherwise", paper.place.finding(finding))) { (paper.t("why")) span.vh { " " (paper.voice.state(finding.state)) " " (duty(finding, paper)) } } }
            } } }
        }
    }
}

/// The duty in few words, with its year or what it is about.
fn duty(finding: &Finding, paper: &Paper<'_>) -> String {
    let mut duty = paper.voice.duty(&finding.rule);
    if let Some(year) = finding.period {
        duty = format!("{duty} {year}");
    }
    let about = finding.about.as_ref().map(|about| paper.voice.about(about));
    about.map_or(duty.clone(), |about| format!("{duty}: {about}"))
}

impl Page for Contested<'_> {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("contested-title")
    }

    fn menu(&self) -> Menu {
        Menu::Law
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        let steps = [(paper.place.to("law"), paper.t("menu-law")), (paper.place.to("law/readings"), paper.t("law-readings"))];
        html! {
            (super::parts::crumbs(&steps, &self.title(paper)))
            div.head { h1 { (self.title(paper)) } p.lede { (paper.voice.t1("contested-lede", "count", self.findings.len() as i64)) } }
            @for reading in &self.readings { (self.question(reading, paper)) }
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        serde_json::to_value(FindingsAnswer::new(&paper.site.world, &paper.place.question, &self.findings)).unwrap_or_default()
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        findings_table(&self.findings, &paper.site.world.register)
    }
}
