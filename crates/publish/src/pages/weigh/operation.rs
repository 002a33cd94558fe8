use super::super::parts::{crumbs, section};
use super::super::{Asked, Menu, Missing, Page, Paper};
use super::{form, ladder};
use crate::api::OperationAnswer;
use crate::{Table, case};
use ::weigh::Sheet;
use ::weigh::operation::{Duty, FIELDS, NationalLaw, Operation, Outcome, Position, Seat, Weighing, weigh};
use maud::{Markup, html};
use serde_json::Value;

/// `/ccm/weigh/operation`: what Articles 1 and 21 say to acts in an operation, on the page's day.
pub(in super::super) struct OperationPage {
    case: Operation,
    weighed: Vec<Weighing>,
}

impl OperationPage {
    pub fn new(paper: &Paper<'_>, asked: &Asked) -> Result<Self, Missing> {
        let unreadable = |problem: ::weigh::Problem| Missing::unreadable(&problem.to_string());
        let sheet = Sheet::from_form(&asked.fields, FIELDS).map_err(unreadable)?;
        let case = case::operation(&paper.site.world, &paper.place.question, sheet).map_err(unreadable)?;
        let weighed = weigh(&case);
        Ok(OperationPage { case, weighed })
    }

    fn answer(&self, paper: &Paper<'_>) -> OperationAnswer {
        OperationAnswer::new(&paper.place.question, &self.case, &self.weighed, &paper.voice)
    }

    /// Every act with its outcome, then who is what on the day.
    fn result(&self, paper: &Paper<'_>) -> Markup {
        let name = self.case.sheet.text("name").unwrap_or_default();
        section(
            "result",
            &paper.t("weigh-result"),
            name,
            html! {
                @if self.weighed.is_empty() { p { (paper.t("weigh-no-acts")) } } @else {
                    table.stack.plain {
                        caption.vh { (paper.t("weigh-result")) }
                        thead { tr { th scope="col" { (paper.t("weigh-acts-question")) } th scope="col" { (paper.t("weigh-column-result")) } } }
                        tbody { @for (at, one) in self.weighed.iter().enumerate() { tr {
                            th scope="row" { a href={ "#act-" (at + 1) } { (act(one, paper)) } @if let Some(seat) = one.partner { " " span.dim { (with(seat, paper)) } } }
                            td { b { (paper.t(&format!("weigh-outcome-{}", one.outcome.word()))) } }
                        } } }
                    }
                }
                @let seats: Vec<&Seat> = self.case.actor.iter().chain(&self.case.partners).collect();
                @if !seats.is_empty() { dl.dl { @for seat in seats {
                    dt { a href=(paper.place.state(seat.state)) { (paper.voice.state(seat.state)) } }
                    dd { (paper.t(&format!("weigh-standing-{}", seat.standing.word()))) }
                } } }
            },
        )
    }

    fn weighed(&self, at: usize, one: &Weighing, paper: &Paper<'_>) -> Markup {
        let with = one.partner.map(|seat| with(seat, paper)).unwrap_or_default();
        section(
            &format!("act-{at}"),
            &act(one, paper),
            &with,
            html! {
                (ladder::conclusion(one.outcome.word(), paper))
                @for note in &one.notes { p { (paper.voice.say(note)) } }
                @if !one.duties.is_empty() { h3 { (paper.t("weigh-duties")) } (duties(&one.duties, paper)) }
                @if !one.unproven.is_empty() { h3 { (paper.t("weigh-unproven")) } (ladder::unproven(&one.unproven, paper)) }
                @if !one.readings.is_empty() { h3 { (paper.t("weigh-readings")) } (ladder::readings(&one.readings, paper)) }
                @if one.outcome == Outcome::Contested { (self.declared(one, paper)) }
                h3 { (paper.t("weigh-steps")) }
                (ladder::ladder(&one.steps, paper))
            },
        )
    }

    /// What the actor has declared and its national law; where nothing is on record, that.
    fn declared(&self, one: &Weighing, paper: &Paper<'_>) -> Markup {
        let actor = self.case.actor.map(|seat| paper.voice.state(seat.state)).unwrap_or_default();
        let position = |p: &Position| (p.stance.clone(), p.fact.clone());
        let law = |l: &NationalLaw| (l.kind.clone(), l.fact.clone());
        let mut held: Vec<(String, String)> = one.positions.iter().map(position).collect();
        held.extend(one.laws.iter().map(law));
        html! {
            h3 { (paper.t("weigh-declared")) }
            p.note { (paper.t("weigh-declared-note")) }
            @if !held.is_empty() { ul { @for (kind, fact) in &held { (on_record(kind, fact, paper)) } } }
            @if one.positions.is_empty() { p { (paper.voice.t1("weigh-no-position", "state", actor.as_str())) } }
            @if one.laws.is_empty() { p { (paper.voice.t1("weigh-no-law", "state", actor.as_str())) } }
        }
    }
}

fn act(one: &Weighing, paper: &Paper<'_>) -> String {
    paper.t(&format!("weigh-act-{}", one.act.word()))
}

fn with(seat: Seat, paper: &Paper<'_>) -> String {
    paper.voice.t1("weigh-with", "state", seat.state)
}

fn duties(duties: &[Duty], paper: &Paper<'_>) -> Markup {
    html! {
        table.stack {
            caption.vh { (paper.t("weigh-duties")) }
            thead { tr { th scope="col" { (paper.t("weigh-column-duty")) } th scope="col" { (paper.t("weigh-column-evidence")) } } }
            tbody { @for duty in duties { tr {
                th scope="row" { (paper.voice.say(&duty.says)) " " span.src { (ladder::cites(&[duty.cites], paper)) } }
                td data-l=(paper.t("weigh-column-evidence")) { @match &duty.evidence { Some(value) => (value), None => span.dim { (paper.t("weigh-evidence-missing")) } } }
            } } }
        }
    }
}

/// One declared position or law, with its source.
fn on_record(kind: &str, id: &str, paper: &Paper<'_>) -> Markup {
    let fact = paper.site.world.register.fact(id);
    html! { li {
        (paper.t(&format!("kind-{kind}")))
        @if let Some(fact) = fact {
            @if let Some(about) = &fact.about { " (" (about) ")" }
            @if !fact.note.is_empty() { ": " (fact.note) }
            " " (super::super::parts::source(fact, paper))
        }
    } }
}

impl Page for OperationPage {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("weigh-operation-title")
    }

    fn menu(&self) -> Menu {
        Menu::Weigh
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        html! {
            (crumbs(&[(paper.place.to("weigh"), paper.t("weigh-title"))], &self.title(paper)))
            div.head {
                h1 { (self.title(paper)) }
                p.lede { (paper.t("weigh-operation-lede")) }
                p { (paper.voice.t1("weigh-operation-day", "day", paper.place.question.true_on)) " " (paper.t("weigh-three-valued")) }
            }
            @if !self.case.sheet.is_empty() {
                (self.result(paper))
                @for (at, one) in self.weighed.iter().enumerate() { (self.weighed(at + 1, one, paper)) }
            }
            (form::form(FIELDS, &self.case.sheet, paper))
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        serde_json::to_value(self.answer(paper)).unwrap_or_default()
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        self.answer(paper).table()
    }
}
