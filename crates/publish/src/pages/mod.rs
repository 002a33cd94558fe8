//! The pages: one file a page. A page is made for a place (two dates), and gives itself as HTML, JSON and CSV.

mod backtest;
mod changes;
mod claims;
mod contested;
mod corrections;
mod data;
mod entry;
mod explanation;
mod fact;
mod frame;
mod home;
mod law;
mod log;
mod missing;
mod norm;
mod overdue;
mod overview;
mod parts;
mod plans;
mod requests;
mod state;
mod states;
mod universalization;
mod watch;
mod weigh;

pub use frame::STYLE_SHEET;
pub use missing::{Missing, missing_page};
pub(crate) use plans::figure::figure;

use crate::{LogStatus, Place, Site, Table, Voice};
use facts::Day;
use maud::Markup;
use serde_json::Value;
use std::collections::BTreeMap;

/// A page, ready to be given in any of its three forms.
pub trait Page {
    /// The title, as it stands in the window and in lists.
    fn title(&self, paper: &Paper<'_>) -> String;
    /// What stands in `<main>`.
    fn main(&self, paper: &Paper<'_>) -> Markup;
    /// The JSON twin.
    fn json(&self, paper: &Paper<'_>) -> Value;
    /// The CSV twin.
    fn table(&self, paper: &Paper<'_>) -> Table;
    /// The two days of the first question, where a page compares two.
    fn first_days(&self) -> Option<(Day, Day)> {
        None
    }
    /// Where the reader finds it on the latest day: the same address, unless there is no such page then.
    fn on_latest_day(&self, paper: &Paper<'_>) -> String {
        paper.place.latest()
    }
    /// Which entry of the main menu it belongs to.
    fn menu(&self) -> Menu {
        Menu::Overview
    }
}

/// The entries of the main menu.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Menu {
    /// `/ccm`
    Overview,
    /// `/ccm/overdue`
    Overdue,
    /// `/ccm/states`
    States,
    /// `/ccm/law`
    Law,
    /// `/ccm/watch`
    Watch,
    /// `/ccm/requests`
    Requests,
    /// `/ccm/plans`
    Plans,
    /// `/ccm/universalization`
    Universalization,
    /// `/ccm/norm`
    Norm,
    /// `/ccm/claims`
    Claims,
    /// `/ccm/weigh`
    Weigh,
    /// `/ccm/changes`
    Changes,
    /// `/ccm/corrections`
    Corrections,
    /// `/ccm/data`
    Data,
    /// `/ccm/log`
    Log,
}

/// What a page is written on: the site, the place, the voice.
#[derive(Clone, Debug)]
pub struct Paper<'a> {
    /// Facts, law, words.
    pub site: &'a Site,
    /// The two dates and the path.
    pub place: Place,
    /// The language.
    pub voice: Voice<'a>,
    /// How the public log stands, and what second it is since 1970; none where the entries are in no log.
    pub log: Option<(&'a LogStatus, u64)>,
}

impl Paper<'_> {
    /// A sentence without blanks.
    pub fn t(&self, key: &str) -> String {
        self.voice.t(key)
    }
}

/// The form in which a page is given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// A page to read.
    Html,
    /// Data.
    Json,
    /// A table.
    Csv,
}

/// What narrows a page, from its address.
#[derive(Clone, Default, Debug)]
pub struct Asked {
    /// `period=2013`
    pub period: Option<i16>,
    /// `about=ccm.3.2`
    pub about: Option<String>,
    /// `group=African`
    pub group: Option<String>,
    /// `region=Africa`
    pub region: Option<String>,
    /// `duty=ccm.7.1`
    pub duty: Option<String>,
    /// `since=2016-10-03`, `since=1RC`
    pub since: Option<String>,
    /// `from=2021-08-01`
    pub from: Option<Day>,
    /// `from-known-by=2021-08-01`
    pub from_known_by: Option<Day>,
    /// `to=2022-07-31`
    pub to: Option<Day>,
    /// `window=2019`, `window=9MSP/10MSP`
    pub window: Option<String>,
    /// Everything asked, but for the days, as a page with fields of its own takes it: `weight-kg=4.1`.
    pub fields: BTreeMap<String, String>,
}

/// Whether the page at a path has fields of its own, all of which belong to its address.
pub fn has_fields(path: &str) -> bool {
    matches!(path, "weigh/munition" | "weigh/operation")
}

/// The page at a path below its treaty: `overdue`, `states/per`, `law/3.2/per`.
pub fn find<'a>(paper: &Paper<'a>, path: &str, asked: &Asked) -> Result<Box<dyn Page + 'a>, Missing> {
    let parts: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
    Ok(match parts.as_slice() {
        [] | ["index"] => Box::new(overview::Overview::new(paper)),
        ["overdue"] => Box::new(overdue::Overdue::new(paper, asked)),
        ["states"] => Box::new(states::States::new(paper)),
        ["states", name] => Box::new(state::StateProfile::new(paper, state_named(paper, name)?)),
        ["law"] => Box::new(law::Contents::new(paper)),
        ["law", article] => Box::new(law::ArticlePage::new(paper, article).ok_or_else(|| Missing::article(article))?),
        ["law", rule, state] => {
            let state = state_named(paper, state)?;
            Box::new(explanation::ExplanationPage::new(paper, rule, state, asked).ok_or_else(|| Missing::finding(rule))?)
        }
        ["requests"] => Box::new(requests::Requests::new(paper, asked)),
        ["requests", id] => Box::new(requests::OneRequest::new(paper, id).ok_or_else(|| Missing::request(id))?),
        ["backtest"] => Box::new(backtest::BacktestPage::new(paper)),
        ["contested"] => Box::new(contested::Contested::new(paper)),
        ["watch"] => Box::new(watch::Watch::new(paper)),
        ["weigh"] => Box::new(weigh::Tests),
        ["weigh", test] if paper.place.treaty().code() == ::weigh::TREATY => match *test {
            "munition" => Box::new(weigh::MunitionPage::new(asked)?),
            "operation" => Box::new(weigh::OperationPage::new(paper, asked)?),
            _ => return Err(Missing::page()),
        },
        ["plans"] => Box::new(plans::Plans::new(paper)),
        ["plans", plan] => Box::new(plans::PlanPage::new(paper, plan, asked)?),
        ["plans", plan, action] => Box::new(plans::ActionPage::new(paper, plan, action, asked)?),
        ["claims"] => Box::new(claims::Claims::new(paper)),
        ["universalization"] => Box::new(universalization::Campaign::new(paper, asked)?),
        ["universalization", name] => {
            Box::new(universalization::Dossier::new(paper, state_named(paper, name)?).ok_or_else(Missing::page)?)
        }
        ["norm"] => Box::new(norm::NormPage::new(paper).ok_or_else(Missing::page)?),
        ["norm", "votes"] => Box::new(norm::Votes::new(paper).ok_or_else(Missing::page)?),
        ["changes"] => Box::new(changes::Changes::new(paper, asked)?),
        ["corrections"] => Box::new(corrections::Corrections::new(paper)),
        ["data"] => Box::new(data::Data),
        ["log"] => Box::new(log::LogPage::new(paper)),
        ["facts", id] => Box::new(fact::FactPage::new(paper, id).ok_or_else(|| Missing::fact(id))?),
        _ => return Err(Missing::page()),
    })
}

/// The first page: every treaty of the book.
pub fn home() -> Box<dyn Page> {
    Box::new(home::Home)
}

fn state_named(paper: &Paper<'_>, name: &str) -> Result<facts::State, Missing> {
    paper.site.world.gazetteer.find(name).ok_or_else(|| Missing::state(name))
}

/// The whole document of a page.
pub fn document(page: &dyn Page, paper: &Paper<'_>) -> String {
    frame::document(page, paper).into_string()
}
