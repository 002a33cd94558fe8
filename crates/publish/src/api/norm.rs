use crate::Table;
use facts::{Amount, Fact, State};
use findings::{Episode, Missing, Norm, Outside, Question, Resolution, Share, Toll, World};
use rules::Vote;
use serde_json::{Map, Value, json};

/// The parts of the norm: what is asked for alone, on the command line.
pub const PARTS: [&str; 4] = ["use", "casualties", "votes", "outside"];

/// `norm --format json`, and the JSON twin of the page; of one part only where one is named.
pub fn norm_json(world: &World, question: &Question, norm: &Norm<'_>, part: Option<&str>) -> Value {
    let wanted = |name: &str| part.is_none_or(|part| part == name);
    let days = [
        ("treaty", question.treaty.to_string()),
        ("true_on", question.true_on.to_string()),
        ("known_by", question.known_by.to_string()),
    ];
    let mut answer: Map<String, Value> = days.into_iter().map(|(name, text)| (name.to_owned(), text.into())).collect();
    let mut put = |name: &str, told: Vec<Value>| answer.insert(name.to_owned(), Value::Array(told));
    if wanted("use") {
        put("use", norm.episodes.iter().map(episode).collect());
    }
    if wanted("casualties") {
        put("casualties", norm.tolls.iter().map(toll).collect());
        put("shares", norm.shares.iter().map(share).collect());
    }
    if wanted("votes") {
        put("votes", norm.resolutions.iter().map(resolution_json).collect());
    }
    if wanted("outside") {
        put("outside", norm.outside.iter().map(|outside| outside_json(outside, world)).collect());
    }
    Value::Object(answer)
}

fn said(fact: &Fact) -> Value {
    json!({ "state": fact.state.map(|s| s.code().to_owned()), "on": fact.on.map(|day| day.to_string()), "said_by": fact.said_by.word(), "fact": fact.id })
}

fn episode(episode: &Episode<'_>) -> Value {
    let told = |facts: &[&Fact]| facts.iter().map(|fact| said(fact)).collect::<Vec<_>>();
    json!({
        "episode": episode.name,
        "time": episode.time().map(|time| time.to_string()),
        "territory": told(&episode.places),
        "reported_by": told(&episode.by),
        "alleged": told(&episode.alleged),
        "others": told(&episode.others),
        "denied": told(&episode.denied),
        "condemned": told(&episode.condemned),
        "ended": told(&episode.ended),
    })
}

fn figure(fact: &Fact) -> Value {
    json!({ "amounts": Amount::write_all(&fact.amounts), "published": fact.published.map(|day| day.to_string()), "said_by": fact.said_by.word(), "fact": fact.id })
}

fn toll(toll: &Toll<'_>) -> Value {
    json!({
        "state": toll.state.map(|state| state.code().to_owned()),
        "scope": toll.scope,
        "period": toll.period.to_string(),
        "used": figure(toll.used),
        "beside": toll.beside.iter().map(|fact| figure(fact)).collect::<Vec<_>>(),
        "revised": toll.is_revised(),
    })
}

/// The word for a share that cannot be made.
pub fn missing_word(missing: Missing) -> &'static str {
    match missing {
        Missing::Years => "years-without-figure",
        Missing::Unit => "different-counts",
    }
}

fn share(share: &Share<'_>) -> Value {
    let (state, window) = (share.state.code(), share.window.to_string());
    match &share.ratio {
        Ok(ratio) => {
            let parts: Vec<&str> = ratio.parts.iter().map(|fact| fact.id.as_str()).collect();
            json!({ "state": state, "window": window, "unit": ratio.unit, "part": ratio.part, "whole": ratio.whole, "percent": tenth(ratio.percent()), "parts": parts, "of": ratio.of.id, "mixed_editions": ratio.is_mixed })
        }
        Err(missing) => {
            json!({ "state": state, "window": window, "percent": null, "not_derivable": missing_word(*missing) })
        }
    }
}

/// A share as it is shown: to a tenth.
pub fn tenth(percent: f64) -> f64 {
    (percent * 10.0).round() / 10.0
}

/// One resolution: its totals, and the States by vote.
pub fn resolution_json(resolution: &Resolution<'_>) -> Value {
    let states = |vote: Vote| resolution.of(vote).map(|state| state.code().to_owned()).collect::<Vec<_>>();
    let printed = resolution.adopted.iter().map(|fact| figure(fact)).collect::<Vec<_>>();
    json!({
        "resolution": resolution.symbol,
        "on": resolution.on.map(|day| day.to_string()),
        "about_treaty": resolution.about_treaty,
        "counted": { "yes": resolution.counted(Vote::Yes), "no": resolution.counted(Vote::No), "abstained": resolution.counted(Vote::Abstained) },
        "printed": printed,
        "differs": resolution.differs(),
        "yes": states(Vote::Yes),
        "no": states(Vote::No),
        "abstained": states(Vote::Abstained),
    })
}

fn outside_json(outside: &Outside<'_>, world: &World) -> Value {
    let codes = |states: &[State]| states.iter().map(|state| state.code().to_owned()).collect::<Vec<_>>();
    let ids = |facts: &[&Fact]| facts.iter().map(|fact| fact.id.clone()).collect::<Vec<_>>();
    let named = |named: &findings::Named<'_>| json!({ "state": named.state.code(), "says": world.book.vocabulary.name(named.used.kind), "fact": named.used.id, "beside": ids(&named.beside) });
    let list = |list: &findings::List<'_>| json!({ "on": list.of.on.map(|day| day.to_string()), "source": list.of.source, "states": codes(&list.states), "outside": codes(&list.outside), "fact": list.of.id });
    json!({
        "topic": outside.topic,
        "states": outside.states.iter().map(named).collect::<Vec<_>>(),
        "lists": outside.lists.iter().map(list).collect::<Vec<_>>(),
        "printed": outside.printed.iter().map(|fact| figure(fact)).collect::<Vec<_>>(),
    })
}

/// The norm as one table: a row for each statement, figure, share and total; of one part only where one is named.
pub fn norm_table(world: &World, norm: &Norm<'_>, part: Option<&str>) -> Table {
    let mut rows = NormRows { table: Table::new(&COLUMNS), world };
    let wanted = |name: &str| part.is_none_or(|part| part == name);
    if wanted("use") {
        rows.uses(norm);
    }
    if wanted("casualties") {
        rows.casualties(norm);
    }
    if wanted("votes") {
        rows.votes(norm);
    }
    if wanted("outside") {
        rows.outside(norm);
    }
    rows.table
}

const COLUMNS: [&str; 10] = ["part", "about", "iso3", "says", "on", "number", "of", "used", "said_by", "facts"];

/// One row of the table, before it is written.
#[derive(Default)]
struct Line<'a> {
    part: &'a str,
    about: &'a str,
    state: Option<State>,
    says: &'a str,
    on: String,
    number: String,
    of: String,
    used: &'a str,
    said_by: &'a str,
    facts: String,
}

struct NormRows<'a> {
    table: Table,
    world: &'a World,
}

impl NormRows<'_> {
    fn push(&mut self, line: Line<'_>) {
        let iso3 = line.state.map(|state| state.code().to_owned()).unwrap_or_default();
        let texts = [line.part, line.about].map(str::to_owned).into_iter();
        let rest =
            [line.says.to_owned(), line.on, line.number, line.of, line.used.to_owned(), line.said_by.to_owned(), line.facts];
        self.table.push(texts.chain([iso3]).chain(rest).collect());
    }

    fn fact(&mut self, part: &str, about: &str, fact: &Fact, used: &str) {
        let on = fact.on.map(|day| day.to_string()).or(fact.period.map(|years| years.to_string())).unwrap_or_default();
        let says = self.world.book.vocabulary.name(fact.kind).to_owned();
        self.push(Line {
            part,
            about,
            state: fact.state,
            says: &says,
            on,
            number: Amount::write_all(&fact.amounts),
            used,
            said_by: fact.said_by.word(),
            facts: fact.id.clone(),
            ..Line::default()
        });
    }

    fn uses(&mut self, norm: &Norm<'_>) {
        for episode in &norm.episodes {
            episode.all().for_each(|fact| self.fact("use", &episode.name, fact, ""));
        }
    }

    fn casualties(&mut self, norm: &Norm<'_>) {
        for toll in &norm.tolls {
            self.fact("casualties", &toll.scope, toll.used, "used");
            toll.beside.iter().for_each(|fact| self.fact("casualties", &toll.scope, fact, "beside"));
        }
        for share in &norm.shares {
            let base = Line { part: "share", state: Some(share.state), on: share.window.to_string(), ..Line::default() };
            match &share.ratio {
                Ok(ratio) => self.push(Line {
                    about: ratio.unit,
                    says: "percent",
                    number: tenth(ratio.percent()).to_string(),
                    of: format!("{}/{}", ratio.part, ratio.whole),
                    used: if ratio.is_mixed { "mixed-editions" } else { "" },
                    facts: ratio.parts.iter().chain([&ratio.of]).map(|f| f.id.as_str()).collect::<Vec<_>>().join(" "),
                    ..base
                }),
                Err(missing) => self.push(Line { says: "not-derivable", used: missing_word(*missing), ..base }),
            }
        }
    }

    fn votes(&mut self, norm: &Norm<'_>) {
        for resolution in &norm.resolutions {
            let on = resolution.on.map(|day| day.to_string()).unwrap_or_default();
            for vote in Vote::ALL {
                let counted = if resolution.votes.is_empty() { String::new() } else { resolution.counted(vote).to_string() };
                let printed: Vec<String> =
                    resolution.adopted.iter().filter_map(|f| f.amount(vote.word())).map(|a| a.number.to_string()).collect();
                let facts: Vec<&str> = resolution.adopted.iter().map(|fact| fact.id.as_str()).collect();
                self.push(Line {
                    part: "votes",
                    about: &resolution.symbol,
                    says: vote.word(),
                    on: on.clone(),
                    number: counted,
                    of: printed.join("; "),
                    used: if resolution.about_treaty { "about-treaty" } else { "" },
                    facts: facts.join(" "),
                    ..Line::default()
                });
            }
        }
    }

    fn outside(&mut self, norm: &Norm<'_>) {
        for outside in &norm.outside {
            for named in &outside.states {
                self.fact("outside", outside.topic, named.used, "used");
                named.beside.iter().for_each(|fact| self.fact("outside", outside.topic, fact, "beside"));
            }
            outside.printed.iter().for_each(|fact| self.fact("outside", outside.topic, fact, "printed"));
        }
    }
}

/// Every vote of every State: a row for each; a State without a row was absent, did not vote, or its row was lost.
pub fn votes_table(resolutions: &[Resolution<'_>]) -> Table {
    let mut table = Table::new(&["resolution", "on", "about_treaty", "iso3", "vote", "fact"]);
    for resolution in resolutions {
        for (state, ballot) in &resolution.votes {
            table.push(vec![
                resolution.symbol.clone(),
                resolution.on.map(|day| day.to_string()).unwrap_or_default(),
                if resolution.about_treaty { "yes" } else { "no" }.to_owned(),
                state.code().to_owned(),
                ballot.vote.word().to_owned(),
                ballot.used.id.clone(),
            ]);
        }
    }
    table
}
