//! The open questions of law on the page of an article: how each can be read, how it is read here, and what that changes.

use super::ArticlePage;
use crate::pages::Paper;
use crate::pages::contested::contested;
use crate::pages::parts;
use findings::Finding;
use maud::{Markup, PreEscaped, html};
use rules::Reading;

/// The paragraph of the book in which the profiles stand.
pub(super) const PROFILES: &str = "profiles";

/// The readings an article rests on.
pub(super) fn section(page: &ArticlePage<'_>, readings: &[&Reading], paper: &Paper<'_>) -> Markup {
    let contested = contested(paper);
    parts::section(
        "readings",
        &paper.t("law-readings"),
        &paper.t("law-readings-note"),
        html! {
            table.stack {
                caption.vh { (paper.t("law-readings")) }
                thead { tr { @for key in ["law-question", "law-readings", "law-used"] { th scope="col" { (paper.t(key)) } } } }
                tbody { @for reading in readings { tr id=(reading.id) {
                    th scope="row" { span.src { (reading.id) ", " (reading.provision) } br; (reading.question) (prose(page, reading)) }
                    td data-l=(paper.t("law-readings")) { ul { @for one in &reading.readings { li { (one) } } } }
                    td data-l=(paper.t("law-used")) { (used(reading, &contested, paper)) }
                } } }
            }
        },
    )
}

/// What the book says of the question, on the page where it stands.
fn prose(page: &ArticlePage<'_>, reading: &Reading) -> Markup {
    let paragraph = page.article.paragraphs.iter().find(|p| p.number == reading.id && reading.file == page.article.file);
    html! { @if let Some(paragraph) = paragraph { div.dim style="font-weight:400" { (PreEscaped(&paragraph.prose)) } } }
}

/// The letter used; whether others are computed; how many findings of the day they change.
fn used(reading: &Reading, contested: &[Finding], paper: &Paper<'_>) -> Markup {
    let letter = paper.site.world.profile().letter(reading);
    let Some(switch) = reading.switch() else {
        return html! { (letter) br; span.dim { (paper.t("law-only-told")) } };
    };
    let changed = contested.iter().filter(|f| f.otherwise.iter().any(|o| o.switch == switch)).count();
    let address = format!("{}#{}", paper.place.to("contested"), reading.id);
    let other = switch.other(letter);
    html! {
        (letter)
        br; span.dim { (paper.voice.t1("law-computed", "letters", reading.computed.join(", "))) }
        br; a href=(address) { (paper.voice.t1("law-changes", "count", changed as i64)) }
        br; a href=(paper.place.read_as(&reading.id, other)) { (paper.voice.t1("law-read-as", "letter", other)) span.vh { " (" (reading.id) ")" } }
    }
}

/// The named choices of readings.
pub(super) fn profiles(page: &ArticlePage<'_>, paper: &Paper<'_>) -> Markup {
    let paragraph = page.article.paragraphs.iter().find(|p| p.number == PROFILES);
    parts::section(
        PROFILES,
        &paper.t("law-profiles"),
        &paper.t("law-profiles-note"),
        html! {
            @if let Some(paragraph) = paragraph { div { (PreEscaped(&paragraph.prose)) } }
            table.stack {
                caption.vh { (paper.t("law-profiles")) }
                thead { tr { @for key in ["law-profile", "law-choices"] { th scope="col" { (paper.t(key)) } } } }
                tbody { @for profile in &page.chapter.profiles { tr {
                    th scope="row" { a href=(paper.place.by_profile(&profile.id)) { (profile.id) span.vh { ": " (paper.t("law-profile-read")) } } }
                    td data-l=(paper.t("law-choices")) {
                        @if profile.choices.is_empty() { (paper.t("law-profile-all-default")) }
                        @for (place, (id, letter)) in profile.choices.iter().enumerate() { @if place > 0 { ", " } a href={ "#" (id) } { (id) } " " (letter) }
                    }
                } } }
            }
        },
    )
}
