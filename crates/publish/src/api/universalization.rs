use crate::Table;
use facts::{Fact, Gazetteer, State, When};
use findings::{Arrival, Prospect, Question, Reached, Since, Universalization, Weighed, World};
use serde_json::{Value, json};

/// What narrows the States outside: a regional group, a region.
#[derive(Clone, Default, Debug)]
pub struct Narrow {
    /// A regional group of the United Nations, by the register's word.
    pub group: Option<String>,
    /// A region, by the register's word: `Africa`.
    pub region: Option<String>,
}

impl Narrow {
    /// Whether a State is wanted.
    pub fn wants(&self, state: State, gazetteer: &Gazetteer) -> bool {
        let Some(record) = gazetteer.record(state) else { return false };
        self.group.as_deref().is_none_or(|group| record.group.word() == group)
            && self.region.as_deref().is_none_or(|region| record.region == region)
    }
}

/// `universalization --format json`, and the JSON twin of the page.
pub fn universalization_json(
    world: &World,
    question: &Question,
    told: &Universalization<'_>,
    since: Option<Since<'_>>,
    narrow: &Narrow,
) -> Value {
    let count = &told.parties;
    let wanted = |prospect: &&Prospect<'_>| narrow.wants(prospect.state, &world.gazetteer);
    let course = told.course.iter().map(|(day, parties)| json!({ "on": day.to_string(), "parties": parties }));
    json!({
        "treaty": question.treaty.to_string(),
        "true_on": question.true_on.to_string(),
        "known_by": question.known_by.to_string(),
        "law": world.book.hash,
        "parties": count.parties,
        "signatories": count.signatories,
        "targets": told.targets.iter().map(target).collect::<Vec<_>>(),
        "since": since.map(|since| since.day.to_string()),
        "since_meeting": since.and_then(|since| since.meeting).and_then(|meeting| meeting.about.clone()),
        "new": told.new.iter().map(arrival).collect::<Vec<_>>(),
        "course": course.collect::<Vec<_>>(),
        "outside": told.prospects.iter().filter(wanted).map(|p| prospect_json(p, world)).collect::<Vec<_>>(),
    })
}

fn target(reached: &Reached<'_>) -> Value {
    let target = reached.target;
    json!({
        "id": target.id,
        "number": target.number,
        "counts": match target.counts { rules::Aim::Parties => "parties", rules::Aim::NewParties => "new-parties" },
        "since": target.since.map(|day| day.to_string()),
        "by": reached.by.to_string(),
        "by_meeting": reached.meeting.and_then(|meeting| meeting.about.clone()),
        "counted_on": reached.counted_on.to_string(),
        "is_past": reached.is_past,
        "count": reached.count,
        "short_by": reached.short_by,
        "new": reached.new.iter().map(arrival).collect::<Vec<_>>(),
        "source": target.source,
    })
}

fn arrival(arrival: &Arrival<'_>) -> Value {
    json!({
        "state": arrival.state.code(),
        "consent": arrival.on.to_string(),
        "in_force": arrival.in_force.map(|day| day.to_string()),
        "fact": arrival.consent.id,
    })
}

/// One State with all that is on record: its votes, topics, neighbours, and every factor.
pub fn prospect_json(prospect: &Prospect<'_>, world: &World) -> Value {
    let record = world.gazetteer.record(prospect.state);
    let vote = |cast: &findings::Cast<'_>| {
        json!({
            "resolution": cast.symbol,
            "on": cast.on.map(|day| day.to_string()),
            "vote": cast.ballot.as_ref().map(|ballot| ballot.vote.word()),
            "fact": cast.ballot.as_ref().map(|ballot| &ballot.used.id),
        })
    };
    let topic = |topic: &findings::Topic<'_>| json!({ "topic": topic.word, "facts": ids(&topic.facts) });
    let codes = |states: &[State]| states.iter().map(|state| state.code().to_owned()).collect::<Vec<_>>();
    let acts = prospect.membership.as_ref();
    let day = |fact: Option<&Fact>| fact.and_then(|fact| fact.on).map(|day| day.to_string());
    json!({
        "state": prospect.state.code(),
        "name": world.gazetteer.name(&prospect.state, "en"),
        "group": record.map(|r| r.group.word()),
        "region": record.map(|r| r.region.as_str()),
        "status": prospect.status.word(),
        "signed": day(acts.and_then(|m| m.signed)),
        "consent": day(acts.and_then(|m| m.consent)),
        "elsewhere": prospect.elsewhere.iter().map(|(treaty, status)| json!({ "treaty": treaty.to_string(), "status": status.word() })).collect::<Vec<_>>(),
        "points": prospect.points,
        "factors": prospect.weighed.iter().map(weighed).collect::<Vec<_>>(),
        "votes": prospect.votes.iter().map(vote).collect::<Vec<_>>(),
        "topics": prospect.topics.iter().map(topic).collect::<Vec<_>>(),
        "neighbours": {
            "region": prospect.neighbours.region,
            "parties": codes(&prospect.neighbours.parties),
            "others": codes(&prospect.neighbours.others),
        },
    })
}

fn weighed(weighed: &Weighed<'_>) -> Value {
    json!({
        "factor": weighed.factor.id,
        "says": weighed.factor.says,
        "answer": weighed.answer.word(),
        "points": weighed.points,
        "of": weighed.factor.points,
        "facts": ids(&weighed.facts),
        "otherwise": ids(&weighed.otherwise),
    })
}

fn ids<'a>(facts: &[&'a Fact]) -> Vec<&'a str> {
    facts.iter().map(|fact| fact.id.as_str()).collect()
}

/// Every State outside with every factor: a row for each.
pub fn universalization_table(world: &World, told: &Universalization<'_>, narrow: &Narrow) -> Table {
    let mut table = factors_table();
    let wanted = told.prospects.iter().filter(|prospect| narrow.wants(prospect.state, &world.gazetteer));
    for (place, prospect) in (1_u32..).zip(wanted) {
        push_factors(&mut table, &place.to_string(), prospect, world);
    }
    table
}

/// One State's factors, votes and facts: a row for each.
pub fn dossier_table(world: &World, prospect: &Prospect<'_>) -> Table {
    let mut table = Table::new(&["iso3", "part", "about", "answer", "points", "on", "facts"]);
    let iso3 = prospect.state.code().to_owned();
    let text = |when: Option<When>| when.map(|when| when.to_string()).unwrap_or_default();
    let mut push = |part: &str, about: &str, answer: &str, points: String, on: String, facts: String| {
        table.push(vec![iso3.clone(), part.to_owned(), about.to_owned(), answer.to_owned(), points, on, facts]);
    };
    for weighed in &prospect.weighed {
        let facts = ids(&weighed.facts).join(" ");
        push("factor", &weighed.factor.id, weighed.answer.word(), weighed.points.to_string(), String::new(), facts);
    }
    for cast in &prospect.votes {
        let (vote, fact) = cast.ballot.as_ref().map_or(("", String::new()), |b| (b.vote.word(), b.used.id.clone()));
        push("vote", &cast.symbol, vote, String::new(), text(cast.on), fact);
    }
    for topic in &prospect.topics {
        for fact in &topic.facts {
            let kind = world.book.vocabulary.name(fact.kind);
            let on = fact.on.map(|day| day.to_string()).or(fact.period.map(|years| years.to_string())).unwrap_or_default();
            push(topic.word, kind, fact.about.as_deref().unwrap_or_default(), String::new(), on, fact.id.clone());
        }
    }
    for (answer, states) in [("party", &prospect.neighbours.parties), ("outside", &prospect.neighbours.others)] {
        for state in states {
            push("neighbour", state.code(), answer, String::new(), String::new(), String::new());
        }
    }
    table
}

fn factors_table() -> Table {
    Table::new(&["place", "iso3", "name", "group", "region", "status", "points", "factor", "answer", "factor_points", "facts"])
}

fn push_factors(table: &mut Table, place: &str, prospect: &Prospect<'_>, world: &World) {
    let record = world.gazetteer.record(prospect.state);
    for weighed in &prospect.weighed {
        table.push(vec![
            place.to_owned(),
            prospect.state.code().to_owned(),
            world.gazetteer.name(&prospect.state, "en").to_owned(),
            record.map(|r| r.group.word().to_owned()).unwrap_or_default(),
            record.map(|r| r.region.clone()).unwrap_or_default(),
            prospect.status.word().to_owned(),
            prospect.points.to_string(),
            weighed.factor.id.clone(),
            weighed.answer.word().to_owned(),
            weighed.points.to_string(),
            ids(&weighed.facts).join(" "),
        ]);
    }
}
