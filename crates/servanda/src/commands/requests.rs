//! Every request for more time, laid beside the text.

use super::ask::{question, state};
use super::print;
use crate::Outcome;
use crate::args::{Format, Requests};
use crate::source::Ground;
use anyhow::{Result, bail};
use findings::Request;
use publish::api::{RequestsAnswer, requests_table};

pub fn requests(ground: Ground<'_>, format: Format, asked: &Requests) -> Result<Outcome> {
    let world = ground.world()?;
    let question = question(&world, &asked.ask.treaty, asked.ask.dates)?;
    let only = asked.state.as_deref().map(|text| state(&world, text)).transpose()?;
    let found = findings::requests(&world, &question);
    let articles: Vec<&str> = world.book.chapter(question.treaty).into_iter().flat_map(extending).collect();
    if let Some(article) = asked.article.as_deref().filter(|a| !articles.contains(a)) {
        bail!("no time can be asked for under Article {article} of {}; allowed: {}", question.treaty, articles.join(", "));
    }
    let wanted = |r: &&Request<'_>| {
        only.is_none_or(|state| r.state == state) && asked.article.as_ref().is_none_or(|article| r.article == *article)
    };
    let shown: Vec<&Request<'_>> = found.iter().filter(wanted).collect();
    print(
        format,
        || requests_table(shown.iter().copied()),
        || Ok(serde_json::to_string(&RequestsAnswer::new(&world, &question, shown.iter().copied()))?),
    )
}

/// The articles under which more time can be asked for.
fn extending(chapter: &rules::Chapter) -> impl Iterator<Item = &str> {
    let moves = chapter.rules.iter().filter(|r| matches!(r.shape, rules::Shape::Extension(_)));
    moves.map(|r| r.article.as_str())
}
