use super::Paper;
use super::frame;
use facts::{Arg, Day, Say};
use maud::{Markup, html};

/// What is not there, in a sentence, and what to do.
#[derive(Clone, PartialEq, Debug)]
pub struct Missing {
    /// The answer's number: 404 not found, 400 the address says something that cannot be.
    pub status: u16,
    /// What is wrong.
    pub says: Say,
}

impl Missing {
    /// No such page.
    pub fn page() -> Self {
        Missing { status: 404, says: Say::new("missing-page") }
    }

    pub(crate) fn state(name: &str) -> Self {
        Missing { status: 404, says: Say::new("missing-state").with("name", name) }
    }

    pub(crate) fn article(name: &str) -> Self {
        Missing { status: 404, says: Say::new("missing-article").with("name", name) }
    }

    pub(crate) fn finding(name: &str) -> Self {
        Missing { status: 404, says: Say::new("missing-finding").with("name", name) }
    }

    pub(crate) fn fact(name: &str) -> Self {
        Missing { status: 404, says: Say::new("missing-fact").with("name", name) }
    }

    pub(crate) fn request(name: &str) -> Self {
        Missing { status: 404, says: Say::new("missing-request").with("name", name) }
    }

    pub(crate) fn plan(name: &str) -> Self {
        Missing { status: 404, says: Say::new("missing-plan").with("name", name) }
    }

    pub(crate) fn plan_action(name: &str) -> Self {
        Missing { status: 404, says: Say::new("missing-plan-action").with("name", name) }
    }

    /// What new parties are counted after is neither a day nor a meeting.
    pub(crate) fn since(text: &str) -> Self {
        Missing { status: 400, says: Say::new("universalization-since-unread").with("text", text) }
    }

    /// No such treaty.
    pub fn treaty(name: &str) -> Self {
        Missing { status: 404, says: Say::new("missing-treaty").with("name", name) }
    }

    /// Of two questions the second is asked for a day before the first.
    pub(crate) fn day_goes_back(key: &'static str, from: Day, to: Day) -> Self {
        Missing { status: 400, says: Say::new(key).with("from", from).with("to", to) }
    }

    /// The address gives something that cannot be, such as a day that never was.
    pub fn unreadable(what: &str) -> Self {
        Missing { status: 400, says: Say::new("missing-unreadable").with("what", Arg::Text(what.to_owned())) }
    }
}

/// The page that says so.
pub fn missing_page(missing: &Missing, paper: &Paper<'_>) -> String {
    let title = paper.t(if missing.status == 400 { "missing-title-unreadable" } else { "missing-title" });
    let main: Markup = html! {
        div.head {
            h1 { (title) }
            p.lede { (paper.voice.say(&missing.says)) }
        }
        p { a href=(paper.place.to("")) { (paper.t("missing-back")) } }
    };
    frame::bare(&title, main, paper).into_string()
}
