//! Every vote of every State: who never voted yes alone first, then the whole table.

use super::number;
use crate::pages::Paper;
use crate::pages::parts::state_link;
use facts::{Arg, State};
use findings::Resolution;
use maud::{Markup, html};
use rules::Vote;
use std::collections::BTreeMap;

/// States that voted no or abstained at least once, with how often.
pub(super) fn minority(resolutions: &[&Resolution<'_>], id: &str, paper: &Paper<'_>) -> Markup {
    let mut counted: BTreeMap<State, [usize; 3]> = BTreeMap::new();
    for resolution in resolutions {
        for (state, ballot) in &resolution.votes {
            let counts = counted.entry(*state).or_default();
            counts.iter_mut().zip(Vote::ALL).filter(|(_, vote)| *vote == ballot.vote).for_each(|(count, _)| *count += 1);
        }
    }
    let mut rows: Vec<(State, [usize; 3])> = counted.into_iter().filter(|(_, [_, no, abstained])| no + abstained > 0).collect();
    rows.sort_by_cached_key(|(state, [_, no, abstained])| (std::cmp::Reverse((*no, *abstained)), paper.voice.state(*state)));
    let title = paper.t("norm-minority");
    html! {
        h3 { (title) }
        details { summary { (paper.voice.with("norm-minority-n", &[("n", number(rows.len())), ("of", number(resolutions.len()))])) }
            table {
                caption.vh { (title) " " (id) }
                thead { tr { th scope="col" { (paper.t("column-state")) } @for vote in [Vote::No, Vote::Abstained, Vote::Yes] { th.r scope="col" { (paper.t(&format!("norm-word-{}", vote.word()))) } } } }
                tbody { @for (state, [yes, no, abstained]) in rows { tr { th scope="row" { (state_link(state, paper)) } @for count in [no, abstained, yes] { td.r { (count) } } } } }
            }
        }
    }
}

/// One row a State, one column a resolution.
pub(super) fn matrix(resolutions: &[&Resolution<'_>], id: &str, paper: &Paper<'_>) -> Markup {
    let mut states: Vec<(String, State)> =
        paper.site.world.gazetteer.states().map(|r| (paper.voice.state(r.state), r.state)).collect();
    states.retain(|(_, state)| resolutions.iter().any(|resolution| resolution.votes.contains_key(state)));
    states.sort();
    let title = paper.t("norm-every-state");
    html! {
        h3 { (title) }
        div.scroll tabindex="0" role="region" aria-label={ (title) " " (paper.t(&format!("norm-{id}"))) } {
            table.ballots {
                caption.vh { (title) " " (paper.t(&format!("norm-{id}"))) }
                thead { tr {
                    th scope="col" { (paper.t("column-state")) }
                    @for resolution in resolutions { th scope="col" { span dir="ltr" { (resolution.symbol.trim_start_matches("A/RES/")) } @if let Some(day) = resolution.on { br; (day.last.year()) } } }
                } }
                tbody { @for (_, state) in &states { tr {
                    th scope="row" { (state_link(*state, paper)) }
                    @for resolution in resolutions { (cell(resolution, *state, paper)) }
                } } }
            }
        }
    }
}

fn cell(resolution: &Resolution<'_>, state: State, paper: &Paper<'_>) -> Markup {
    match resolution.votes.get(&state) {
        Some(ballot) => {
            let word = paper.t(&format!("norm-word-{}", ballot.vote.word()));
            let split = !ballot.otherwise.is_empty();
            html! { td class={ "v-" (ballot.vote.word()) } { a href=(paper.place.fact(&ballot.used.id)) { (word) } @if split { " " span.st.st-split { (paper.t("universalization-otherwise")) } } } }
        }
        None => html! { td.dim { (paper.voice.with("norm-no-row-short", &[("state", Arg::State(state))])) } },
    }
}
