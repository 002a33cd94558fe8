//! States Parties against what they set themselves, new parties, and what is on record of each State outside.

use super::parts::section;
use super::{Asked, Menu, Missing, Page, Paper};
use crate::Table;
use crate::api::{Narrow, universalization_json, universalization_table};
use facts::Arg;
use findings::{Prospect, Since, Status, Universalization};
use maud::{Markup, html};
use serde_json::Value;

mod chart;
mod dossier;
mod next;
mod outside;
pub(super) mod said;
mod target;

pub(super) use dossier::Dossier;

/// `/ccm/universalization`
pub(super) struct Campaign<'a> {
    told: Universalization<'a>,
    since: Option<Since<'a>>,
    asked: Asked,
    narrow: Narrow,
}

impl<'a> Campaign<'a> {
    pub fn new(paper: &Paper<'a>, asked: &Asked) -> Result<Self, Missing> {
        let (site, question) = (paper.site, &paper.place.question);
        let read = |text: &String| findings::since(&site.world, question, text).ok_or_else(|| Missing::since(text));
        let since = asked.since.as_ref().map(read).transpose()?;
        let told = findings::universalization(&site.world, question, since.map(|since| since.day)).ok_or_else(Missing::page)?;
        let narrow = Narrow { group: asked.group.clone(), region: asked.region.clone() };
        Ok(Campaign { told, since, asked: asked.clone(), narrow })
    }

    /// The States outside that are wanted, in their order.
    fn wanted(&self, paper: &Paper<'_>) -> Vec<&Prospect<'a>> {
        let gazetteer = &paper.site.world.gazetteer;
        self.told.prospects.iter().filter(|prospect| self.narrow.wants(prospect.state, gazetteer)).collect()
    }

    fn lede(&self, paper: &Paper<'_>) -> String {
        let of = |status: Status| number(self.told.prospects.iter().filter(|prospect| prospect.status == status).count());
        let counts = [
            ("day", Arg::from(paper.place.question.true_on)),
            ("parties", number(self.told.parties.parties)),
            ("signatories", of(Status::Signatory)),
            ("others", of(Status::NotJoined)),
            ("former", of(Status::Former)),
        ];
        paper.voice.with("universalization-lede", &counts)
    }
}

impl Page for Campaign<'_> {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("universalization-title")
    }

    fn menu(&self) -> Menu {
        Menu::Universalization
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        html! {
            div.head {
                h1 { (self.title(paper)) }
                p.lede { (self.lede(paper)) }
                ul.toc {
                    @for id in self.parts() { li { a href={ "#" (id) } { (paper.t(&format!("universalization-{id}"))) } } }
                }
            }
            @if !self.told.targets.is_empty() { (part("targets", html! { (target::table(&self.told, paper)) (chart::chart(&self.told, paper)) }, paper)) }
            (part("new", target::new(self, paper), paper))
            @if !self.factors().is_empty() {
                (part("next", next::next(self, paper), paper))
                (part("weights", next::weights(self, paper), paper))
            }
            (part("outside", outside::outside(self, paper), paper))
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        universalization_json(&paper.site.world, &paper.place.question, &self.told, self.since, &self.narrow)
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        universalization_table(&paper.site.world, &self.told, &self.narrow)
    }
}

impl Campaign<'_> {
    fn factors(&self) -> Vec<&rules::Factor> {
        self.told.prospects.first().map(|prospect| prospect.weighed.iter().map(|w| w.factor).collect()).unwrap_or_default()
    }

    /// The parts of the page that have something to say.
    fn parts(&self) -> Vec<&'static str> {
        let weighed = !self.factors().is_empty();
        let parts = [
            ("targets", !self.told.targets.is_empty()),
            ("new", true),
            ("next", weighed),
            ("weights", weighed),
            ("outside", true),
        ];
        parts.into_iter().filter(|(_, shown)| *shown).map(|(id, _)| id).collect()
    }
}

fn part(id: &str, body: Markup, paper: &Paper<'_>) -> Markup {
    section(id, &paper.t(&format!("universalization-{id}")), &paper.t(&format!("universalization-{id}-note")), body)
}

/// A count, to fill a sentence.
pub(super) fn number(count: usize) -> Arg {
    Arg::Number(i64::try_from(count).unwrap_or(i64::MAX))
}
