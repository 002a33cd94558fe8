mod readings;

use super::parts::{crumbs, section, standing, standing_note, state_link, when_any};
use super::{Menu, Page, Paper};
use crate::Table;
use crate::api::findings_table;
use findings::{Finding, Standing, Wanted};
use maud::{Markup, PreEscaped, html};
use rules::{Article, Chapter, Paragraph, Reading, Rule, RuleId};
use serde_json::{Value, json};

/// `/ccm/law`: the articles of the book.
pub(super) struct Contents<'a> {
    chapter: Option<&'a Chapter>,
}

impl<'a> Contents<'a> {
    pub fn new(paper: &Paper<'a>) -> Self {
        Contents { chapter: paper.site.world.book.chapter(paper.place.treaty()) }
    }

    fn rules(&self) -> impl Iterator<Item = &'a Rule> {
        self.chapter.into_iter().flat_map(|c| c.rules.iter())
    }
}

impl Page for Contents<'_> {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("law-title")
    }

    fn menu(&self) -> Menu {
        Menu::Law
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        let articles = self.chapter.into_iter().flat_map(|c| c.articles.iter());
        html! {
            div.head { h1 { (self.title(paper)) } p.lede { (paper.t("law-lede")) } }
            @for article in articles {
                @let rules: Vec<&Rule> = self.rules().filter(|r| r.article == article.number).collect();
                (section(&format!("a-{}", article.number), &article.title, "", html! {
                    p { a href=(paper.place.to(&format!("law/{}", article.number))) { (paper.t("law-open")) } }
                    @for rule in rules {
                        p.reads { span.src dir="ltr" { (rule.id) } " " (paper.voice.say(&rule.read_back())) }
                    }
                }))
            }
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        json!({ "rules": self.table(paper).json() })
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        let mut table = Table::new(&["id", "cites", "binding", "reads", "file", "law"]);
        for rule in self.rules() {
            let file = format!("law/{}:{}", rule.file, rule.line);
            table.push(vec![
                rule.id.to_string(),
                rule.id.citation(),
                rule.binding.word().to_owned(),
                paper.voice.say(&rule.read_back()),
                file,
                rule.hash.clone(),
            ]);
        }
        table
    }
}

/// `/ccm/law/3`: one article with its rules, its readings, and every State's standing.
pub(super) struct ArticlePage<'a> {
    chapter: &'a Chapter,
    article: &'a Article,
    findings: Vec<Finding>,
}

impl<'a> ArticlePage<'a> {
    pub fn new(paper: &Paper<'a>, name: &str) -> Option<Self> {
        let chapter = paper.site.world.book.chapter(paper.place.treaty())?;
        let of_rule = || {
            let id = RuleId(format!("{}.{name}", paper.place.treaty()));
            chapter.rule(&id).and_then(|rule| chapter.article(&rule.article))
        };
        let article = chapter.article(name).or_else(of_rule)?;
        let findings = article.paragraphs.iter().flat_map(|p| p.rules.iter()).flat_map(|id| {
            let wanted = Wanted { rule: Some(RuleId(id.clone())), ..Wanted::default() };
            findings::findings(&paper.site.world, &paper.place.question, &wanted)
        });
        let findings = findings.collect();
        Some(ArticlePage { chapter, article, findings })
    }

    /// Whether a paragraph stands in the table of readings or with the profiles.
    fn is_told_below(&self, paragraph: &Paragraph) -> bool {
        let of_profiles = self.is_of_readings() && paragraph.number == readings::PROFILES;
        of_profiles || self.chapter.reading(&paragraph.number).is_some_and(|reading| reading.file == self.article.file)
    }

    /// Whether this is the chapter in which the open questions of law stand.
    fn is_of_readings(&self) -> bool {
        self.chapter.profiles.iter().any(|profile| profile.file == self.article.file)
    }

    fn readings(&self) -> Vec<&'a Reading> {
        let named = |reading: &&Reading| {
            let rules = self.chapter.rules.iter().filter(|r| r.article == self.article.number);
            rules.into_iter().any(|r| r.readings.contains(&reading.id)) || reading.file == self.article.file
        };
        self.chapter.readings.iter().filter(named).collect()
    }
}

impl Page for ArticlePage<'_> {
    fn title(&self, _paper: &Paper<'_>) -> String {
        self.article.title.clone()
    }

    fn menu(&self) -> Menu {
        Menu::Law
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        let steps = [(paper.place.to("law"), paper.t("menu-law"))];
        html! {
            (crumbs(&steps, &self.article.title))
            div.head { h1 { (self.article.title) } div.lede { (PreEscaped(&self.article.opening)) } }
            @for paragraph in self.article.paragraphs.iter().filter(|p| !self.is_told_below(p)) { (self.paragraph(paragraph, paper)) }
            @if !self.readings().is_empty() { (readings::section(self, &self.readings(), paper)) }
            @if self.is_of_readings() { (readings::profiles(self, paper)) }
            @for paragraph in &self.article.paragraphs { @for id in &paragraph.rules { (self.every_state(id, paragraph, paper)) } }
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        let answer = crate::api::FindingsAnswer::new(&paper.site.world, &paper.place.question, &self.findings);
        serde_json::to_value(answer).unwrap_or_default()
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        findings_table(&self.findings, &paper.site.world.register)
    }
}

impl ArticlePage<'_> {
    fn paragraph(&self, paragraph: &Paragraph, paper: &Paper<'_>) -> Markup {
        let rules = paragraph.rules.iter().filter_map(|id| self.chapter.rule(&RuleId(id.clone())));
        section(
            &paragraph.number,
            &paragraph.title,
            "",
            html! {
                div { (PreEscaped(&paragraph.prose)) }
                @for rule in rules {
                    div.two {
                        pre.rule tabindex="0" dir="ltr" aria-label=(paper.t("law-rule")) { (rule.text) }
                        p.reads { b { (paper.t("law-machine-reads")) } " " (paper.voice.say(&rule.read_back())) }
                    }
                    p.src { span dir="ltr" { (rule.id) " · law/" (rule.file) ":" (rule.line) " · " (rule.hash) } " · " (paper.t(&format!("binding-{}", rule.binding.word()))) }
                }
            },
        )
    }

    /// Where every State stands under one rule; of reports of many years, the last one and all that are overdue.
    fn every_state(&self, id: &str, paragraph: &Paragraph, paper: &Paper<'_>) -> Markup {
        let mut found: Vec<&Finding> = self.findings.iter().filter(|f| f.rule.0 == id).collect();
        if found.is_empty() {
            return html! {};
        }
        let last_year = found.iter().filter_map(|f| f.period).max();
        found.retain(|f| f.period == last_year || f.standing == Standing::Overdue);
        found.sort_by_key(|f| (order(f), paper.voice.state(f.state)));
        let (quiet, telling): (Vec<&Finding>, Vec<&Finding>) = found.into_iter().partition(|f| is_quiet(f));
        let title = format!("{}: {}", paper.t("law-every-state"), paragraph.title);
        let note = last_year.map(|year| paper.voice.t1("law-last-year", "year", year.to_string())).unwrap_or_default();
        section(
            &format!("states-{id}"),
            &title,
            &note,
            html! {
                @if !telling.is_empty() { (table(&telling, &title, paper)) }
                @if !quiet.is_empty() {
                    @let told = paper.voice.t1("law-quiet", "count", quiet.len() as i64);
                    @let without_a_day = self.chapter.rule(&RuleId(id.to_owned())).is_some_and(|r| r.is_continuing());
                    details { summary { (told) }
                        @if without_a_day { ul.cols { @for finding in &quiet { li { a href=(paper.place.finding(finding)) { (paper.voice.state(finding.state)) } } } } }
                        @else { (table(&quiet, &told, paper)) }
                    }
                }
            },
        )
    }
}

/// What has passed first, then what is to come, then what is done.
fn order(finding: &Finding) -> u8 {
    match finding.standing {
        Standing::Overdue | Standing::Raised => 0,
        Standing::Undecided => 1,
        Standing::Running => 2,
        Standing::Unknown if finding.confirmed.is_some() => 3,
        Standing::MetLate => 5,
        Standing::Met => 6,
        Standing::Ended => 7,
        _ => 8,
    }
}

/// Whether there is little to tell: nothing to do, nothing established, no warning.
fn is_quiet(finding: &Finding) -> bool {
    match finding.standing {
        Standing::NotApplicable | Standing::Clear => true,
        Standing::Unknown => finding.confirmed.is_none(),
        _ => false,
    }
}

fn table(findings: &[&Finding], caption: &str, paper: &Paper<'_>) -> Markup {
    html! {
        table.stack {
            caption.vh { (caption) }
            thead { tr { @for key in ["column-state", "column-standing", "column-due", "column-why"] { th scope="col" { (paper.t(key)) } } } }
            tbody { @for finding in findings { (row(finding, paper)) } }
        }
    }
}

fn row(finding: &Finding, paper: &Paper<'_>) -> Markup {
    html! { tr {
        th scope="row" { (state_link(finding.state, paper)) @if let Some(year) = finding.period { " " span.dim { (year) } } @if let Some(about) = &finding.about { " " span.dim { (paper.voice.about(about)) } } }
        td data-l=(paper.t("column-standing")) { (standing(finding, paper)) @if let Some(note) = standing_note(finding, paper) { br; span.dim { (note) } } }
        td data-l=(paper.t("column-due")) { (when_any(finding.due, paper)) }
        td data-l=(paper.t("column-why")) { a.why href=(paper.place.finding(finding)) { (paper.t("why")) span.vh { " " (paper.voice.state(finding.state)) @if let Some(year) = finding.period { " " (year) } @if let Some(about) = &finding.about { " " (about) } } } }
    } }
}
