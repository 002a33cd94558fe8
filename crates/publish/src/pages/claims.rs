use super::parts::{section, source};
use super::plans::figure::figure;
use super::{Menu, Page, Paper};
use crate::api::{ClaimTold, claims_json, claims_table};
use crate::{Table, Voice};
use facts::{Arg, Fact, When};
use findings::{Judged, PartAnswer, Verdict};
use maud::{Markup, html};
use rules::{Claim, ClaimPart};
use serde_json::Value;

/// How many names of a list, and how many sources, are shown before the reader is sent to the data.
const SHOWN: usize = 12;

/// `/ccm/claims`: claims that somebody published, beside what is counted: as known then, and as known by the day of the page.
pub(super) struct Claims {
    told: Vec<ClaimTold>,
}

impl Claims {
    pub fn new(paper: &Paper<'_>) -> Self {
        let question = &paper.place.question;
        let world = &paper.site.world;
        // A claim stands on the page of the treaty its first part is about; one without a question, on that of the book's first.
        let first = world.book.chapters().next().map(|c| c.treaty.treaty);
        let here = |claim: &&Claim| {
            claim.parts.first().map(|part| part.treaty).or(first) == Some(question.treaty) || first == Some(question.treaty)
        };
        let claims = paper.site.claims.iter().filter(here);
        Claims { told: claims.map(|claim| ClaimTold::shipped(world, question, claim)).collect() }
    }
}

impl Page for Claims {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("claims-title")
    }

    fn menu(&self) -> Menu {
        Menu::Claims
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        let mut sources: Vec<&str> = Vec::new();
        self.told.iter().map(|told| told.source.as_str()).for_each(|source| {
            if !sources.contains(&source) {
                sources.push(source);
            }
        });
        html! {
            div.head { h1 { (self.title(paper)) } p.lede { (paper.t("claims-lede")) } }
            @if self.told.is_empty() { p { (paper.t("claims-none")) } } @else {
                (section("verdicts", &paper.t("claims-verdicts"), &paper.t("claims-verdicts-note"), self.verdicts(paper)))
                @for (at, source) in sources.iter().enumerate() {
                    @let of: Vec<&ClaimTold> = self.told.iter().filter(|told| told.source == *source).collect();
                    @let count = paper.voice.with("claims-of", &[("n", Arg::from(of.len() as i64)), ("source", Arg::from(*source))]);
                    (section(&format!("source-{at}"), source, &count, table(&of, source, paper)))
                }
            }
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        claims_json(&self.told, &paper.voice)
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        claims_table(&self.told, &paper.voice)
    }
}

const VERDICTS: [Verdict; 4] = [Verdict::Reproduced, Verdict::Nuanced, Verdict::Contradicted, Verdict::NotDerivable];

impl Claims {
    fn verdicts(&self, paper: &Paper<'_>) -> Markup {
        let count = |wanted: &dyn Fn(&ClaimTold) -> bool| self.told.iter().filter(|told| wanted(told)).count();
        html! {
            table.stack {
                caption.vh { (paper.t("claims-verdicts")) }
                thead { tr { th scope="col" { (paper.t("claims-verdicts")) } th.r scope="col" { (paper.t("claims-then")) } th.r scope="col" { (paper.t("claims-now")) } } }
                tbody { @for verdict in VERDICTS { tr {
                    th scope="row" { (told(verdict, &paper.voice)) " " span.dim { (paper.t(&format!("verdict-{}-told", verdict.word()))) } }
                    td.r data-l=(paper.t("claims-then")) { (count(&|t| t.verdicts().0 == verdict)) }
                    td.r data-l=(paper.t("claims-now")) { (count(&|t| t.verdicts().1 == verdict)) }
                } } }
            }
        }
    }
}

/// A verdict in its words, with the icon and colour that say the same.
fn told(verdict: Verdict, voice: &Voice<'_>) -> Markup {
    let (class, icon) = match verdict {
        Verdict::Reproduced => ("st-ok", "i-ok"),
        Verdict::Nuanced => ("st-split", "i-split"),
        Verdict::Contradicted => ("st-due", "i-sig"),
        Verdict::NotDerivable => ("st-unk", "i-unk"),
    };
    html! { span class={ "st " (class) } { svg viewBox="0 0 16 16" aria-hidden="true" { use href={ "#" (icon) } {} } span { (voice.t(&format!("verdict-{}", verdict.word()))) } } }
}

fn table(claims: &[&ClaimTold], caption: &str, paper: &Paper<'_>) -> Markup {
    html! {
        table.stack.claims {
            caption.vh { (caption) }
            thead { tr { @for key in ["claims-claim", "claims-then", "claims-now", "claims-evidence"] { th scope="col" { (paper.t(key)) } } } }
            tbody { @for claim in claims { (row(claim, paper)) } }
        }
    }
}

fn row(claim: &ClaimTold, paper: &Paper<'_>) -> Markup {
    let (then, now) = claim.verdicts();
    let missing = claim.missing(&paper.voice);
    html! { tr id=(claim.id) {
        th scope="row" { span.dim { (claim.id) } " " (claim.says) br; span.src { (paper.voice.t1("claims-as-of", "day", as_of(claim, paper))) } }
        td data-l=(paper.t("claims-then")) { (told(then, &paper.voice)) @if let Some((typed, answer)) = &claim.answer { (judged(typed, &answer.then, paper)) } }
        td data-l=(paper.t("claims-now")) { (told(now, &paper.voice)) @if let Some((typed, answer)) = &claim.answer { (judged(typed, &answer.now, paper)) } }
        td data-l=(paper.t("claims-evidence")) {
            @if let Some((_, answer)) = &claim.answer { (evidence(&answer.now, paper)) }
            @if !missing.is_empty() { p.src { (paper.t("claims-missing")) ": " (missing.join("; ")) } }
        }
    } }
}

/// The day or days a claim speaks of; as they stand there where they are no days.
fn as_of(claim: &ClaimTold, paper: &Paper<'_>) -> String {
    claim.as_of.parse::<When>().map_or_else(|_| claim.as_of.clone(), |when| paper.voice.when(when))
}

fn judged(typed: &Claim, judged: &Judged, paper: &Paper<'_>) -> Markup {
    html! {
        @for (part, answer) in typed.parts.iter().zip(&judged.parts) { (one(part, answer, paper)) }
        p.src { (paper.voice.t1("claims-known-by", "day", judged.known_by)) }
    }
}

fn one(part: &ClaimPart, answer: &PartAnswer, paper: &Paper<'_>) -> Markup {
    let because: Vec<String> = answer.because.iter().map(|say| paper.voice.say(say)).collect();
    html! {
        div {
            @if !part.says.is_empty() { span.dim { (part.says) ": " } }
            b { (figure(&answer.measured, &paper.voice)) } ". " (because.join(" "))
            @if !answer.lacking.is_empty() { " " (paper.voice.t1("claims-lacking", "names", lacking(answer, paper))) }
            @if !answer.beyond.is_empty() { " " (paper.voice.t1("claims-beyond", "names", names(&answer.beyond, paper))) }
        }
    }
}

/// Who is named and not counted, each with the day on record where there is one.
fn lacking(answer: &PartAnswer, paper: &Paper<'_>) -> String {
    let told = |code: &String| match answer.day_of(code) {
        Some(day) => format!("{} ({})", names(std::slice::from_ref(code), paper), paper.voice.when(day)),
        None => names(std::slice::from_ref(code), paper),
    };
    answer.lacking.iter().map(told).collect::<Vec<_>>().join(&paper.t("list-comma"))
}

/// States by name, other things as they are called; the first so many.
fn names(codes: &[String], paper: &Paper<'_>) -> String {
    let name = |code: &String| code.parse().map_or_else(|_| code.clone(), |state| paper.voice.state(state));
    let mut shown: Vec<String> = codes.iter().take(SHOWN).map(name).collect();
    if codes.len() > SHOWN {
        shown.push(paper.voice.t1("claims-more", "n", (codes.len() - SHOWN) as i64));
    }
    shown.join(&paper.t("list-comma"))
}

/// The documents behind the count, each named once; the data twin names every fact.
fn evidence(judged: &Judged, paper: &Paper<'_>) -> Markup {
    let register = &paper.site.world.register;
    let facts: Vec<&Fact> = judged.evidence().into_iter().filter_map(|no| register.at(no)).collect();
    let mut shown: Vec<&Fact> = Vec::new();
    for fact in &facts {
        let named = |other: &&Fact| paper.site.publisher(&other.source) == paper.site.publisher(&fact.source);
        if shown.len() < 4 && !shown.iter().any(named) {
            shown.push(fact);
        }
    }
    html! {
        @if !facts.is_empty() { div.dim { (paper.voice.t1("claims-facts", "n", facts.len() as i64)) } }
        @for fact in shown { div { (source(fact, paper)) } }
    }
}
