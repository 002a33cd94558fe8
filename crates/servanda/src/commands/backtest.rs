//! Would the warnings have come in time?

use super::ask::question;
use super::out::out;
use super::print;
use crate::Outcome;
use crate::args::{Ask, Format};
use crate::source::Ground;
use anyhow::{Result, anyhow};
use publish::api::{BacktestAnswer, backtest_table, scores_table};

pub fn backtest(ground: Ground<'_>, format: Format, ask: &Ask) -> Result<Outcome> {
    let world = ground.world()?;
    let question = question(&world, &ask.treaty, ask.dates)?;
    let tested = findings::backtest(&world, &question)
        .ok_or_else(|| anyhow!("the treaty is not in force for any State on {}", question.true_on))?;
    if format == Format::Table {
        out(&format!("{}\n{}", backtest_table(&tested).text(), scores_table(&tested).text()));
        return Ok(Outcome::Done);
    }
    print(format, || backtest_table(&tested), || Ok(serde_json::to_string(&BacktestAnswer::new(&world, &question, &tested))?))
}
