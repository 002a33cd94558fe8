//! The part of each State in the world totals: both numbers shown, or the words "not derivable".

use super::number;
use crate::api::{missing_word, tenth};
use crate::pages::Paper;
use crate::pages::parts::{source, state_link};
use facts::Arg;
use findings::{Norm, Share};
use maud::{Markup, html};

pub(super) fn shares(norm: &Norm<'_>, paper: &Paper<'_>) -> Markup {
    let (made, missing): (Vec<&Share<'_>>, Vec<&Share<'_>>) = norm.shares.iter().partition(|share| share.ratio.is_ok());
    html! {
        @if made.is_empty() { p { (paper.t("norm-shares-none")) } } @else { (table(&made, paper)) }
        @if !missing.is_empty() { details {
            summary { (paper.voice.t1("norm-not-derivable-n", "n", number(missing.len()))) }
            (not_derivable(&missing, paper))
        } }
    }
}

fn table(shares: &[&Share<'_>], paper: &Paper<'_>) -> Markup {
    let columns = ["column-state", "norm-window", "norm-share", "norm-part", "norm-whole"];
    html! {
        table.stack {
            caption.vh { (paper.t("norm-shares")) }
            thead { tr { @for (index, column) in columns.iter().enumerate() { th.r[index == 2] scope="col" { (paper.t(column)) } } } }
            tbody { @for share in shares { @if let Ok(ratio) = &share.ratio { tr {
                th scope="row" { (state_link(share.state, paper)) }
                td data-l=(paper.t("norm-window")) { (share.window.to_string().replace('/', "–")) }
                td.r.nb data-l=(paper.t("norm-share")) { (paper.voice.t1("norm-percent", "n", Arg::Text(format!("{:.1}", tenth(ratio.percent()))))) }
                td data-l=(paper.t("norm-part")) {
                    (counted(ratio.unit, ratio.part, paper))
                    @for fact in &ratio.parts { " " (source(fact, paper)) }
                }
                td data-l=(paper.t("norm-whole")) {
                    (counted(ratio.unit, ratio.whole, paper)) " " (source(ratio.of, paper)) @if ratio.is_mixed { div { span.st.st-split { (paper.t("norm-mixed")) } } } }
            } } } }
        }
    }
}

/// `837 in attacks`
fn counted(unit: &str, number: f64, paper: &Paper<'_>) -> String {
    paper.voice.t1(&format!("norm-unit-{unit}"), "n", paper.voice.number(number))
}

fn not_derivable(shares: &[&Share<'_>], paper: &Paper<'_>) -> Markup {
    html! {
        table.stack {
            caption.vh { (paper.t("norm-not-derivable")) }
            thead { tr { @for column in ["column-state", "norm-window", "norm-why"] { th scope="col" { (paper.t(column)) } } } }
            tbody { @for share in shares { @if let Err(missing) = &share.ratio { tr {
                th scope="row" { (state_link(share.state, paper)) }
                td data-l=(paper.t("norm-window")) { (share.window.to_string().replace('/', "–")) }
                td data-l=(paper.t("norm-why")) { (paper.t("norm-not-derivable")) ": " (paper.t(&format!("norm-missing-{}", missing_word(*missing)))) }
            } } } }
        }
    }
}
