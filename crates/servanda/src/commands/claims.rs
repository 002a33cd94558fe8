//! Published claims beside the register: a reader's own file, or the claims shipped.

use super::print;
use crate::args::Format;
use crate::source::Ground;
use crate::{Outcome, clock, source};
use anyhow::{Context, Result, anyhow};
use findings::Question;
use publish::api::{claims_json, claims_table};
use publish::{ClaimTold, Voice};
use std::path::Path;

pub fn claims(ground: Ground<'_>, format: Format, file: Option<&Path>) -> Result<Outcome> {
    let site = source::site(ground.world()?)?;
    let treaty = site.world.book.chapters().next().ok_or_else(|| anyhow!("the book holds no treaty"))?.treaty.treaty;
    let question = Question::of_today(treaty, clock::today());
    let told = match file {
        None => site.claims.iter().map(|claim| ClaimTold::shipped(&site.world, &question, claim)).collect::<Vec<_>>(),
        Some(path) => {
            let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
            let asked =
                rules::read_asked(&path.display().to_string(), &text).map_err(|problems| anyhow!(source::told(&problems)))?;
            asked.iter().map(|asked| ClaimTold::asked(&site.world, &question, &site.claims, asked)).collect()
        }
    };
    let voice = Voice::new(&site, "en").ok_or_else(|| anyhow!("locales/en is missing"))?;
    print(format, || claims_table(&told, &voice), || Ok(claims_json(&told, &voice).to_string()))
}
