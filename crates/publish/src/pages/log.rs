use super::entry::{counts, fact_link, number, proof, receipt};
use super::parts::section;
use super::{Menu, Page, Paper};
use crate::{EarlierLog, LogStatus, Place, Table};
use facts::{Arg, Day};
use maud::{Markup, html};
use serde_json::{Value, json};

/// How many entries are shown at once.
const SHOWN: u32 = 20;

/// `/ccm/log`: how the public log of all entries stands, how to check it, and what came in lately.
pub(super) struct LogPage<'a> {
    /// The newest first.
    entries: Vec<Entered<'a>>,
    /// The number of the last of them.
    last: u32,
}

/// One entry, whatever it is.
struct Entered<'a> {
    number: u32,
    /// `fact`, `correction` or `evidence`.
    what: &'static str,
    /// The fact it is, or is about.
    fact: &'a str,
    /// From when it is known; a document has no such day.
    known_from: Option<Day>,
}

impl<'a> LogPage<'a> {
    /// The entries are those of the whole ledger, of every treaty: they stand in one log.
    pub fn new(paper: &Paper<'a>) -> Self {
        let register = &paper.site.world.register;
        let last = paper.place.question.entries.unwrap_or(u32::MAX).min(register.entries());
        let facts = register.facts().map(|f| (f.entry, "fact", f.id.as_str(), Some(f.known_from)));
        let corrections = register.corrections().map(|c| (c.entry, "correction", c.fact.as_str(), Some(c.known_from)));
        let documents = register.documents().map(|e| (e.entry, "evidence", e.fact.as_str(), None));
        let shown = |number: u32| counts(number, paper) && number > last.saturating_sub(SHOWN);
        let all = facts.chain(corrections).chain(documents).filter(|(number, ..)| shown(*number));
        let mut entries: Vec<Entered<'a>> =
            all.map(|(number, what, fact, known_from)| Entered { number, what, fact, known_from }).collect();
        entries.sort_by_key(|entered| std::cmp::Reverse(entered.number));
        LogPage { entries, last }
    }
}

/// How the log stands, in a line below every page.
pub(super) fn in_a_line(log: &LogStatus, now: u64, paper: &Paper<'_>) -> String {
    let voice = paper.voice;
    let Some(signed) = &log.checkpoint else { return paper.t("log-line-nothing") };
    let ago = [("ago", Arg::Text(voice.ago(now.saturating_sub(signed.signed_at))))];
    let (entries, seen) = (voice.count("n", "count", signed.size), voice.count("seen", "seencount", log.seen() as u64));
    let of = voice.count("of", "ofcount", log.witnesses.len() as u64);
    let key = if log.witnesses.is_empty() { "log-line-signed" } else { "log-line-seen" };
    let mut says = vec![voice.with(key, &[&entries[..], &ago, &seen, &of].concat())];
    if !log.witnesses.is_empty() && !log.quorum {
        says.push(enough(log, paper));
    }
    says.extend(log.waiting(paper.place.entries, now).map(|waiting| voice.counted("log-line-waiting", waiting)));
    says.join(" ")
}

/// How many witnesses are needed, and whether so many have signed.
fn enough(log: &LogStatus, paper: &Paper<'_>) -> String {
    let key = if log.quorum { "log-quorum-reached" } else { "log-quorum-not-reached" };
    match log.needed {
        Some((needed, of)) => {
            let (needed, of) =
                (paper.voice.count("needed", "neededcount", needed as u64), paper.voice.count("of", "ofcount", of as u64));
            paper.voice.with(key, &[needed, of].concat())
        }
        None => paper.t(&format!("{key}-by-policy")),
    }
}

impl Page for LogPage<'_> {
    fn title(&self, paper: &Paper<'_>) -> String {
        paper.t("log-title")
    }

    fn menu(&self) -> Menu {
        Menu::Log
    }

    fn main(&self, paper: &Paper<'_>) -> Markup {
        html! {
            div.head { h1 { (self.title(paper)) } p.lede { (paper.t("log-lede")) } }
            @match paper.log {
                Some((log, now)) => {
                    (section("standing", &paper.t("log-standing"), "", standing(log, now, paper)))
                    (section("witnesses", &paper.t("log-witnesses"), &paper.t("log-witnesses-note"), witnesses(log, now, paper)))
                    (section("check", &paper.t("log-check"), &paper.t("log-check-note"), check(log, paper)))
                },
                None => { p { (paper.t("log-none")) } },
            }
            (section("entries", &paper.t("log-entries"), &paper.t("log-entries-note"), self.list(paper)))
        }
    }

    fn json(&self, paper: &Paper<'_>) -> Value {
        json!({ "log": paper.log.map(|(log, _)| status_json(log, paper)), "entries": self.table(paper).json() })
    }

    fn table(&self, paper: &Paper<'_>) -> Table {
        let mut table = Table::new(&["entry", "what", "fact", "known_from", "proof"]);
        for entered in &self.entries {
            table.push(vec![
                entered.number.to_string(),
                entered.what.to_owned(),
                entered.fact.to_owned(),
                entered.known_from.map(|day| day.to_string()).unwrap_or_default(),
                proof(entered.number, paper).unwrap_or_default(),
            ]);
        }
        table
    }
}

impl LogPage<'_> {
    fn list(&self, paper: &Paper<'_>) -> Markup {
        let heads = ["log-entry", "log-what", "log-about", "log-known", "log-proof"];
        let before = self.last.saturating_sub(SHOWN);
        html! {
            @if self.entries.is_empty() { p { (paper.t("log-entries-none")) } } @else {
                table.stack.entered {
                    caption.vh { (paper.t("log-entries")) }
                    thead { tr { @for key in heads { th scope="col" { (paper.t(key)) } } } }
                    tbody { @for entered in &self.entries { tr {
                        th scope="row" { (number(entered.number, paper)) }
                        td data-l=(paper.t("log-what")) { (paper.t(&format!("log-what-{}", entered.what))) }
                        td data-l=(paper.t("log-about")) { (fact_link(entered.fact, paper)) " " span.src.nb dir="ltr" { (entered.fact) } }
                        td data-l=(paper.t("log-known")) { @match entered.known_from {
                            Some(day) => { span.nb { (paper.voice.day(day)) } },
                            None => { span.dim { (paper.t("nothing")) } },
                        } }
                        td data-l=(paper.t("log-proof")) { span.nb { (receipt(entered.number, paper)) } }
                    } } }
                }
            }
            @if before > 0 { p { a href=(ending_with(before, &paper.place)) { (paper.voice.counted("log-earlier", before.into())) } } }
        }
    }
}

/// This page with the first so many entries of the ledger.
fn ending_with(entries: u32, place: &Place) -> String {
    let mut place = place.clone();
    place.question.entries = Some(entries);
    place.to("log")
}

fn standing(log: &LogStatus, now: u64, paper: &Paper<'_>) -> Markup {
    let voice = paper.voice;
    let entries = paper.place.entries;
    let waiting = u64::from(entries).saturating_sub(log.size());
    let code = |text: &str| html! { span.hash dir="ltr" { (text) } };
    let mut rows = vec![("log-shown", html! { (voice.number(f64::from(entries))) })];
    match &log.checkpoint {
        Some(signed) => {
            rows.push(("log-signed", html! { (voice.counted("log-signed-entries", signed.size)) }));
            rows.push(("log-signed-at", html! { (at(signed.signed_at, now, paper)) }));
            rows.push(("log-root", code(&signed.root)));
        }
        None => rows.push(("log-signed", html! { (paper.t("nothing")) })),
    }
    if waiting > 0 {
        rows.push(("log-waiting", html! { (voice.number(waiting as f64)) }));
    }
    rows.push(("log-origin", code(&log.origin)));
    rows.push(("log-key", code(&log.key)));
    rows.push((
        "log-entering",
        html! { (paper.t(if log.closed.is_some() { "log-entering-closed" } else { "log-entering-open" })) },
    ));
    html! {
        dl.dl { @for (key, value) in rows { dt { (paper.t(key)) } dd { (value) } } }
        @for (key, why) in [("log-closed-reason", &log.closed), ("log-unsigned-reason", &log.unsigned)] {
            @if let Some(why) = why { p { (paper.t(key)) } (in_its_words(why)) }
        }
        @if !log.follows.is_empty() { (before(&log.follows, paper)) }
    }
}

/// The logs that ended and went on as this one.
fn before(follows: &[EarlierLog], paper: &Paper<'_>) -> Markup {
    html! {
        h3 { (paper.t("log-follows")) }
        p { (paper.t("log-follows-note")) }
        @for earlier in follows {
            dl.dl {
                dt { (paper.t("log-origin")) } dd { span.hash dir="ltr" { (earlier.origin) } }
                dt { (paper.t("log-key")) } dd { span.hash dir="ltr" { (earlier.key) } }
                dt { (paper.t("log-signed")) } dd { (paper.voice.counted("log-signed-entries", earlier.signed)) }
                dt { (paper.t("log-follows-why")) } dd { bdi { (earlier.reason) } }
            }
            @if let Some(text) = &earlier.checkpoint {
                p { (paper.t("log-follows-checkpoint")) }
                pre.rule tabindex="0" dir="ltr" aria-label=(paper.t("log-follows-checkpoint")) { (text) }
            }
        }
    }
}

/// What the program itself says, in English; without its hint, which is for who runs it.
fn in_its_words(why: &str) -> Markup {
    html! { blockquote.quote.plain lang="en" dir="ltr" { (why.lines().next().unwrap_or_default()) } }
}

/// A moment and how long ago it was.
fn at(second: u64, now: u64, paper: &Paper<'_>) -> Markup {
    let (moment, ago) = (paper.voice.moment(second), paper.voice.ago(now.saturating_sub(second)));
    html! { (paper.voice.with("log-moment", &[("moment", Arg::Text(moment)), ("ago", Arg::Text(ago))])) }
}

fn witnesses(log: &LogStatus, now: u64, paper: &Paper<'_>) -> Markup {
    if log.witnesses.is_empty() {
        return html! { p { (paper.t("log-witnesses-none")) } };
    }
    html! {
        p { (enough(log, paper)) }
        table.stack {
            caption.vh { (paper.t("log-witnesses")) }
            thead { tr { @for key in ["log-witness", "log-witness-signed", "log-witness-when"] { th scope="col" { (paper.t(key)) } } } }
            tbody { @for (name, time) in &log.witnesses { tr {
                th scope="row" { bdi { (name) } }
                td data-l=(paper.t("log-witness-signed")) { (paper.t(if time.is_some() { "log-witness-yes" } else { "log-witness-not-yet" })) }
                td data-l=(paper.t("log-witness-when")) { @match time {
                    Some(time) => { (at(*time, now, paper)) },
                    None => { span.dim { (paper.t("nothing")) } },
                } }
            } } }
        }
    }
}

/// The addresses of the log and what each gives; those with blanks to fill are no links.
fn check(log: &LogStatus, paper: &Paper<'_>) -> Markup {
    let size = log.size();
    let last = paper.place.entries.min(u32::try_from(size).unwrap_or(u32::MAX));
    html! {
        ul.addresses {
            li { a.hash dir="ltr" href="/log/key" { "/log/key" } " " (paper.t("log-address-key")) }
            @if size > 0 {
                li { a.hash dir="ltr" href="/log/checkpoint" { "/log/checkpoint" } " " (paper.t("log-address-checkpoint")) }
                li { a.hash dir="ltr" href=(format!("/log/checkpoints/{size}")) { "/log/checkpoints/" (size) } " " (paper.t("log-address-checkpoints")) }
                li { a.hash dir="ltr" href=(format!("/log/entry/{last}")) { "/log/entry/" (last) } " " (paper.t("log-address-entry")) }
                li { a.hash dir="ltr" href=(format!("/log/proof/{last}")) { "/log/proof/" (last) } " " (paper.t("log-address-proof")) }
            }
            li { span.hash dir="ltr" { "/log/tile/" i { "L" } "/" i { "N" } } " " (paper.t("log-address-tile")) }
            @if !log.follows.is_empty() {
                li { a.hash dir="ltr" href="/log/follows" { "/log/follows" } " " (paper.t("log-address-follows")) }
            }
            li { span.hash dir="ltr" { "/log/evidence/" i { "SHA-256" } } " " (paper.t("log-address-evidence")) }
        }
        p { (paper.t("log-check-commands")) }
        pre.rule tabindex="0" dir="ltr" aria-label=(paper.t("log-check-commands")) { (COMMANDS) }
        p { (paper.t("log-check-keep")) " " a href=(paper.place.to("data")) { (paper.t("log-check-data")) } }
        @if let Some(signed) = &log.checkpoint {
            h3 { (paper.t("log-newest")) }
            pre.rule tabindex="0" dir="ltr" aria-label=(paper.t("log-newest")) { (signed.text) }
        }
    }
}

/// What a reader types; `SITE` stands for this site's address.
const COMMANDS: &str = "\
curl -o log.key SITE/log/key
python3 verifier/verify.py SITE/log --key log.key

curl -o kept-checkpoint SITE/log/checkpoint
python3 verifier/verify.py SITE/log --key log.key --earlier kept-checkpoint

curl -o receipt SITE/log/proof/1
servanda receipt verify receipt --key log.key";

fn status_json(log: &LogStatus, paper: &Paper<'_>) -> Value {
    let witnesses: Vec<Value> = log.witnesses.iter().map(|(name, time)| json!({ "name": name, "signed_at": time })).collect();
    let follows: Vec<Value> = log.follows.iter().map(earlier_json).collect();
    json!({
        "origin": log.origin,
        "key": log.key,
        "entries": paper.place.entries,
        "signed": log.size(),
        "signed_at": log.checkpoint.as_ref().map(|c| c.signed_at),
        "root": log.checkpoint.as_ref().map(|c| c.root.clone()),
        "checkpoint": log.checkpoint.as_ref().map(|c| c.text.clone()),
        "witnesses": witnesses,
        "needed": log.needed.map(|(needed, of)| json!({ "witnesses": needed, "of": of })),
        "quorum": log.quorum,
        "closed": log.closed,
        "unsigned": log.unsigned,
        "follows": follows,
    })
}

fn earlier_json(log: &EarlierLog) -> Value {
    json!({
        "origin": log.origin,
        "key": log.key,
        "signed": log.signed,
        "checkpoint": log.checkpoint,
        "reason": log.reason,
    })
}
