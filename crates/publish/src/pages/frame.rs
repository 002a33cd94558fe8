//! What stands around every page: head, menu, the strip with the two dates, the foot with the permanent address.

use super::{Menu, Page, Paper};
use crate::Word;
use crate::address::from_address;
use facts::Day;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The style sheet, served beside the pages.
pub const STYLE_SHEET: &str = include_str!("../../assets/servanda.css");

const ICONS: &str = include_str!("../../assets/icons.svg");

pub(super) fn document(page: &dyn Page, paper: &Paper<'_>) -> Markup {
    let title = page.title(paper);
    let main = page.main(paper);
    shell(
        &title,
        Some(page.menu()),
        paper,
        html! {
            (as_of(page, paper))
            main #main { div.wrap {
                (main)
                (cite(paper))
            } }
        },
    )
}

/// A page without dates and twins: something is missing.
pub(super) fn bare(title: &str, main: Markup, paper: &Paper<'_>) -> Markup {
    shell(title, None, paper, html! { main #main { div.wrap { (main) } } })
}

fn shell(title: &str, menu: Option<Menu>, paper: &Paper<'_>, body: Markup) -> Markup {
    let voice = paper.voice;
    html! {
        (DOCTYPE)
        html lang=(voice.tag()) dir=(voice.direction()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – Servanda" }
                link rel="stylesheet" href="/servanda.css";
                link rel="icon" href="data:,";
            }
            body {
                a.skip href="#main" { (voice.t("frame-skip")) }
                (PreEscaped(ICONS))
                (mast(menu, paper))
                (closed(paper))
                (body)
                (foot(menu, paper))
            }
        }
    }
}

fn mast(menu: Option<Menu>, paper: &Paper<'_>) -> Markup {
    html! {
        header.mast { div.wrap {
            a.mark href="/" lang="la" { "Servanda" }
            span.treaty { (paper.voice.treaty(paper.place.treaty())) }
            a.to-menu href="#menu" { (paper.t("frame-menu")) }
            nav aria-label=(paper.t("frame-main-menu")) style="inline-size:100%" { ul.nav { (entries(menu, paper)) } }
        } }
    }
}

/// Where nothing can be entered, every page says so: what is read may be behind what has happened.
fn closed(paper: &Paper<'_>) -> Markup {
    let closed = paper.log.is_some_and(|(log, _)| log.closed.is_some());
    html! {
        @if closed { div.notice role="status" { div.wrap {
            p { b { (paper.t("log-closed")) } " " a href=(format!("{}#standing", paper.place.to("log"))) { (paper.t("log-closed-why")) } }
        } } }
    }
}

/// How the public log stands, in a line; nothing where the entries are in no log.
fn log_line(paper: &Paper<'_>) -> Markup {
    let Some((log, now)) = paper.log else { return html! {} };
    html! { p.log { a href=(paper.place.to("log")) { (paper.t("log-line-name")) } ": " (super::log::in_a_line(log, now, paper)) } }
}

const MENU: [(Menu, &str, &str); 15] = [
    (Menu::Overview, "", "menu-overview"),
    (Menu::Overdue, "overdue", "menu-overdue"),
    (Menu::States, "states", "menu-states"),
    (Menu::Law, "law", "menu-law"),
    (Menu::Watch, "watch", "menu-watch"),
    (Menu::Requests, "requests", "menu-requests"),
    (Menu::Plans, "plans", "menu-plans"),
    (Menu::Universalization, "universalization", "menu-universalization"),
    (Menu::Norm, "norm", "menu-norm"),
    (Menu::Claims, "claims", "menu-claims"),
    (Menu::Weigh, "weigh", "menu-weigh"),
    (Menu::Changes, "changes", "menu-changes"),
    (Menu::Corrections, "corrections", "menu-corrections"),
    (Menu::Data, "data", "menu-data"),
    (Menu::Log, "log", "menu-log"),
];

fn entries(menu: Option<Menu>, paper: &Paper<'_>) -> Markup {
    html! {
        @for (entry, path, key) in MENU {
            li { a href=(paper.place.to(path)) aria-current=[(menu == Some(entry)).then_some("page")] { (paper.t(key)) } }
        }
    }
}

/// The strip with the two dates, or the four of a page that compares: a plain form, so that it works without a script.
fn as_of(page: &dyn Page, paper: &Paper<'_>) -> Markup {
    let place = &paper.place;
    let earlier = !place.is_latest();
    let first = page.first_days();
    let shown = |name: &str| first.is_some() && ["from", "from-known-by"].contains(&name);
    let also = place.also.split('&').filter_map(|pair| pair.split_once('=')).filter(|(name, _)| !shown(name));
    html! {
        form.asof.past[earlier].pair[first.is_some()] action=(place.own()) method="get" aria-label=(paper.t("frame-dates")) { div.wrap {
            (PreEscaped(GLYPH))
            @for (name, value) in also { input type="hidden" name=(name) value=(from_address(value)); }
            @for (name, value) in place.read() { input type="hidden" name=(name) value=(value); }
            @if let Some((from, known_by)) = first {
                (day_asked("from", "frame-from", from, paper))
                (day_asked("from-known-by", "frame-known-by", known_by, paper))
            }
            (day_asked("on", if first.is_some() { "frame-to" } else { "frame-true-on" }, place.question.true_on, paper))
            (day_asked("known-by", "frame-known-by", place.question.known_by, paper))
            button { (paper.t("frame-show")) }
            (readings(paper))
            span.more {
                @if earlier {
                    b.earlier { (paper.t("frame-earlier")) }
                    " "
                    a href=(page.on_latest_day(paper)) { (paper.t("frame-latest")) }
                }
            }
        } }
    }
}

/// How the open questions of law are read, where not by default: told on every page, with the way back.
fn readings(paper: &Paper<'_>) -> Markup {
    let profile = paper.site.world.profile();
    let Some(chapter) = paper.site.world.book.chapter(paper.place.treaty()) else { return html! {} };
    let departs: Vec<&rules::Reading> = profile.departs(chapter).collect();
    if departs.is_empty() {
        return html! {};
    }
    html! {
        span.lead.read {
            b { (paper.t("readings-note")) }
            @if let Some(name) = &profile.name { " " (paper.voice.t1("readings-profile", "name", name.as_str())) }
            @for (place, reading) in departs.iter().enumerate() { @if place > 0 { " ·" } " " span.nb { (super::parts::reading_link(&reading.id, paper)) " " (profile.letter(reading)) } }
            " · " a href=(paper.place.by_default()) { (paper.t("readings-default")) }
        }
    }
}

fn day_asked(name: &str, label: &str, day: Day, paper: &Paper<'_>) -> Markup {
    html! { label for=(name) { (paper.t(label)) " " input id=(name) name=(name) value=(day) autocomplete="off" spellcheck="false" inputmode="numeric"; } }
}

const GLYPH: &str = r#"<svg class="glyph" viewBox="0 0 28 28" aria-hidden="true"><path d="M3 2v23h23" fill="none" stroke="currentColor" opacity=".55"/><path d="M3 25L25 3" stroke="currentColor" opacity=".3" stroke-dasharray="2 2"/><circle cx="23.9" cy="4.1" r="3.2" fill="var(--accent)"/></svg>"#;

fn cite(paper: &Paper<'_>) -> Markup {
    let permanent = paper.place.permanent();
    html! {
        div.cite {
            p { b { (paper.t("frame-permanent")) } " " a dir="ltr" href=(permanent) { (permanent) } }
            ul {
                li { a href=(paper.place.twin("json")) { "JSON" } }
                li { a href=(paper.place.twin("csv")) { "CSV" } }
            }
        }
    }
}

fn foot(menu: Option<Menu>, paper: &Paper<'_>) -> Markup {
    let words = [
        Word::Fulfilled,
        Word::FulfilledLate,
        Word::Running,
        Word::DueSoon,
        Word::DueToday,
        Word::Overdue,
        Word::OverdueMoreThanAYear,
        Word::NoReportEver,
        Word::DecisionNotOnRecord,
        Word::Extended,
        Word::NotEstablished,
        Word::NotApplicable,
        Word::Contested,
        Word::Signal,
    ];
    html! {
        footer.foot #menu { div.wrap {
            nav aria-label=(paper.t("frame-all-pages")) { h2 { (paper.t("frame-all-pages")) } ul { (entries(menu, paper)) } }
            div { h2 { (paper.t("frame-how-to-read")) } ul {
                @for word in words { li { (super::parts::told(word, &paper.t(&format!("{}-told", word.key())))) } }
            } }
            div { h2 { (paper.t("frame-treaties")) } ul {
                @for chapter in paper.site.world.book.chapters() {
                    li { a href=(format!("/{}", chapter.treaty.treaty)) { (paper.voice.treaty(chapter.treaty.treaty)) } }
                }
            } }
            div { h2 { (paper.t("frame-about")) }
                p.dim { (paper.t("frame-disclaimer")) }
                p.dim { (paper.voice.with("frame-law", &[("law", paper.site.world.book.hash.as_str().into()), ("entries", paper.place.entries.into())])) }
                (log_line(paper))
            }
        } }
    }
}
