//! What people read: findings as pages, tables, feeds and data.
//!
//! *Flows in*: the world, a question, a language. *Flows out*: HTML, JSON, CSV, iCalendar. *Deliberately unknown here*: where
//! facts came from, HTTP, clocks. Every sentence comes from `locales/`; this room alone, with `server`, writes for outsiders.

pub mod address;
pub mod api;
pub mod case;
mod locale;
mod log;
pub mod pages;
mod table;
mod voice;
mod words;

pub use address::Place;
pub use api::ClaimTold;
pub use locale::{Locale, Locales};
pub use log::{EarlierLog, LogStatus, SignedStatus};
pub use table::Table;
pub use voice::Voice;
pub use words::Word;

use findings::World;
use std::sync::Arc;

/// What every page is made from: the world, the words, and who stands behind the sources' addresses. A site never changes: after
/// something was entered there is another one, and whoever writes a page from this one goes on undisturbed.
#[derive(Clone, Debug)]
pub struct Site {
    /// Facts, law, States.
    pub world: World,
    /// The sentences of every language.
    pub locales: Arc<Locales>,
    /// Web domains and the publishers behind them, the longest domain first.
    pub publishers: Arc<[(String, String)]>,
    /// Published claims as typed questions.
    pub claims: Arc<[rules::Claim]>,
}

impl Site {
    /// The site of another world, with the same words and publishers; costs next to nothing.
    pub fn with(&self, world: World) -> Self {
        Site {
            world,
            locales: Arc::clone(&self.locales),
            publishers: Arc::clone(&self.publishers),
            claims: Arc::clone(&self.claims),
        }
    }

    /// Who stands behind a source: the publisher of its web address, else the source itself.
    pub fn publisher<'a>(&'a self, source: &'a str) -> &'a str {
        let host = source.split("//").nth(1).and_then(|rest| rest.split('/').next());
        let host = host.unwrap_or("").trim_start_matches("www.");
        let stands = |domain: &str| host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
        let known = self.publishers.iter().find(|(domain, _)| !host.is_empty() && stands(domain));
        known.map_or(if host.is_empty() { source } else { host }, |(_, name)| name)
    }
}
