//! One scenario: read it, answer it, write it again.

use facts::{Amount, Basis, Day, Fact, Gazetteer, Group, Register, SaidBy, State, StateRecord, Treaty, When, exact_day, fact_id};
use findings::{Finding, Profile, Question, Wanted, World};
use rules::{Book, RuleId, Shape};
use std::collections::{BTreeMap, BTreeSet};

/// The State that the scenarios are about; no such State exists.
const INVENTED: &str = "AAA";

pub struct Scenario {
    text: String,
    rules: Vec<RuleId>,
    world: World,
    asked: Vec<Asked>,
}

struct Asked {
    line: String,
    on: Day,
    known_by: Day,
    period: Option<i16>,
    about: Option<String>,
    readings: Vec<(String, String)>,
}

impl Scenario {
    pub fn read(text: &str, book: &Book) -> Result<Scenario, String> {
        let (above, below) = text.split_once("\n---\n").ok_or("a line --- parts the facts from the answers")?;
        let lines = || above.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
        let rules: Vec<RuleId> = lines()
            .find_map(|l| l.strip_prefix("rule "))
            .ok_or("a line `rule ID` is missing")?
            .split(' ')
            .map(|id| RuleId(id.to_owned()))
            .collect();
        for id in &rules {
            book.rule(id).ok_or(format!("there is no rule {id}"))?;
        }
        let treaty: Treaty = rules[0].treaty().parse()?;
        let mut facts = first_states(treaty, book, lines().find_map(|l| l.strip_prefix("threshold ")))?;
        for line in lines().filter(|l| !l.starts_with("rule ") && !l.starts_with("threshold ")) {
            facts.push(fact(line, treaty, book).map_err(|what| format!("\"{line}\": {what}"))?);
        }
        facts.iter_mut().zip(1..).for_each(|(fact, number)| fact.entry = number);
        let asked = below.lines().filter(|l| !l.trim().is_empty()).map(asked).collect::<Result<Vec<_>, _>>()?;
        let world = World::new(Register::new(facts, Vec::new()), book.clone(), gazetteer());
        Ok(Scenario { text: text.to_owned(), rules, world, asked })
    }

    pub fn into_world(self) -> World {
        self.world
    }

    pub fn sentence(&self) -> &str {
        self.text.lines().next().unwrap_or("").trim_start_matches("# ")
    }

    pub fn rules(&self) -> Vec<String> {
        self.rules.iter().map(|r| r.0.clone()).collect()
    }

    pub fn days(&self) -> BTreeSet<Day> {
        self.asked.iter().map(|a| a.on).collect()
    }

    /// The scenario's text with the answers that follow.
    pub fn answered(&self) -> String {
        let above = self.text.split_once("\n---\n").map_or("", |(above, _)| above);
        let width = self.asked.iter().map(|a| a.line.len()).max().unwrap_or(0);
        let answers: Vec<String> = self.asked.iter().map(|a| format!("{:<width$}  {}", a.line, self.answer(a))).collect();
        format!("{above}\n---\n{}\n", answers.join("\n"))
    }

    fn answer(&self, asked: &Asked) -> String {
        let rule = self.world.book.rule(&self.rules[0]).unwrap();
        let question = Question { treaty: rule.treaty, true_on: asked.on, known_by: asked.known_by, entries: None };
        let world = &self.world.read_by(Profile::of(&self.world.book, None, &asked.readings).unwrap());
        let state: State = INVENTED.parse().unwrap();
        if matches!(rule.shape, Shape::Referral(_)) {
            return Self::rung(world, &question, asked.about.as_deref());
        }
        if !rule.gives_findings() {
            return membership(world, &question, state);
        }
        let wanted = Wanted { state: Some(state), rule: Some(rule.id.clone()), ..Wanted::default() };
        let mut found = findings::findings(world, &question, &wanted);
        if found.is_empty() && matches!(rule.shape, Shape::Deadline(_)) {
            found = findings::findings(world, &question, &Wanted { standing: Some(findings::Standing::NotBound), ..wanted });
        }
        let meant = found.iter().find(|f| {
            asked.period.is_none_or(|p| f.period == Some(p)) && asked.about.as_ref().is_none_or(|a| f.about.as_ref() == Some(a))
        });
        meant.map_or("nothing".to_owned(), told)
    }
}

impl Scenario {
    /// Where the raised warning about a duty stands on the ladder.
    fn rung(world: &World, question: &Question, about: Option<&str>) -> String {
        let rungs = findings::ladder(world, question);
        let Some(rung) = rungs.iter().find(|r| about.is_none() || r.warning.about.as_deref() == about) else {
            return "nothing".to_owned();
        };
        let until = rung.next.until().map(|day| format!(" until {day}")).unwrap_or_default();
        let since = rung.since.map(|day| format!(" since {day}")).unwrap_or_default();
        format!("{} by {}{since} next {}{until}", rung.step.word(), rung.warning.rule.citation(), rung.next.word())
    }
}

fn membership(world: &World, question: &Question, state: State) -> String {
    let rolls = world.rolls(question).unwrap();
    let status = rolls.status(state, question.true_on).word();
    let Some(membership) = rolls.of(state) else { return status.to_owned() };
    let part = |word: &str, day: Option<When>| day.map(|d| format!(" {word} {d}")).unwrap_or_default();
    let provisional = membership.provisional.and_then(|f| f.on).filter(|w| w.last <= question.true_on);
    format!(
        "{status}{}{}{}",
        part("in-force", membership.in_force),
        part("leaves", membership.leaves),
        part("provisional", provisional)
    )
}

/// The world of a few facts about the invented State, for tests that ask it something else than a finding.
pub fn world_of(lines: &str, treaty: Treaty, book: &Book) -> World {
    let mut facts = first_states(treaty, book, None).unwrap();
    let lines = lines.lines().map(str::trim).filter(|l| !l.is_empty());
    facts.extend(lines.map(|line| fact(line, treaty, book).unwrap_or_else(|what| panic!("\"{line}\": {what}"))));
    facts.iter_mut().zip(1..).for_each(|(fact, number)| fact.entry = number);
    World::new(Register::new(facts, Vec::new()), book.clone(), gazetteer())
}

fn told(finding: &Finding) -> String {
    let mut words = vec![finding.standing.word().to_owned()];
    let mut part = |word: &str, value: Option<String>| words.extend(value.map(|v| format!("{word} {v}")));
    part("before", finding.before.map(|s| s.word().to_owned()));
    part("due", finding.due.map(|d| d.to_string()));
    part("since", finding.since.map(|d| d.to_string()));
    part("confirmed", finding.confirmed.map(|d| d.to_string()));
    words.extend(finding.extended.then(|| "extended".to_owned()));
    let readings = finding.otherwise.iter().map(|o| format!("{}={}", o.switch, o.choice)).collect::<Vec<_>>();
    words.extend(finding.contested.then(|| format!("contested {}", readings.join(" "))));
    words.join(" ")
}

/// The States whose consents bring the treaty into force, so that a scenario about one State needs one line.
fn first_states(treaty: Treaty, book: &Book, threshold: Option<&str>) -> Result<Vec<Fact>, String> {
    let day = match threshold {
        Some("none") => return Ok(Vec::new()),
        Some(day) => day.to_owned(),
        None if treaty.code() == "mbt" => "1998-09-16".to_owned(),
        None => "2010-02-16".to_owned(),
    };
    let chapter = book.chapter(treaty).ok_or("no such treaty")?;
    let needed = chapter.rules.iter().find_map(|r| match &r.shape {
        Shape::EntryIntoForce(shape) => Some(shape.threshold),
        _ => None,
    });
    let codes = (b'A'..=b'Z').flat_map(|a| (b'A'..=b'Z').map(move |b| format!("X{}{}", a as char, b as char)));
    codes.take(needed.unwrap_or(0)).map(|code| fact(&format!("consent {day} state={code}"), treaty, book)).collect()
}

/// `kind day key=value …`; `-` where there is no day. What is not said: the invented State, said by the State, published on its day.
fn fact(line: &str, treaty: Treaty, book: &Book) -> Result<Fact, String> {
    let words = words(line);
    let name = words.first().ok_or("empty")?;
    let kind = book.vocabulary.kind(name).ok_or(format!("{name} is not a kind of fact"))?;
    let given: BTreeMap<&str, &str> = words.iter().skip(2).filter_map(|w| w.split_once('=')).collect();
    let on: Option<When> = words.get(1).filter(|d| d.as_str() != "-").map(|d| d.parse()).transpose()?;
    let when = |key: &str| given.get(key).map(|t| t.parse::<When>()).transpose();
    let mut fact = Fact {
        id: String::new(),
        entry: 0,
        treaty,
        state: match given.get("state") {
            Some(&"-") => None,
            Some(code) => Some(code.parse()?),
            None => Some(INVENTED.parse()?),
        },
        kind,
        on,
        period: given.get("period").map(|t| t.parse()).transpose()?,
        until: when("until")?,
        about: given.get("about").map(|t| (*t).to_owned()),
        amounts: Amount::read_all(given.get("amounts").unwrap_or(&""))?,
        said_by: given.get("said_by").map_or(Ok(SaidBy::State), |t| t.parse())?,
        published: when("published")?.or(on),
        collected: None,
        public: when("public")?,
        source: "a scenario".to_owned(),
        basis: Basis::Seen,
        note: String::new(),
        known_from: When::OPEN,
    };
    fact.known_from = fact.first_known(&book.vocabulary);
    fact.id = fact_id(&fact, name);
    Ok(fact)
}

/// The words of a line; what stands between quotation marks is one word.
fn words(line: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => found.push(String::new()),
            other => found.last_mut().unwrap().push(other),
        }
    }
    found.into_iter().filter(|w| !w.is_empty()).collect()
}

/// `2019-05-01 known 2019-06-30 period 2017 about ccm.3.2 reading AMB-27=B`, then two blanks, then the answer.
fn asked(line: &str) -> Result<Asked, String> {
    let question = line.split("  ").next().unwrap_or("").trim().to_owned();
    let words: Vec<&str> = question.split(' ').collect();
    let on = exact_day(words[0])?;
    let after = |key: &str| words.iter().position(|w| *w == key).and_then(|p| words.get(p + 1)).copied();
    // A scenario that does not say otherwise is read with full knowledge.
    let known_by = after("known").map_or(Ok(exact_day("2999-12-31")?), exact_day)?;
    let period = after("period").map(|p| p.parse().map_err(|_| format!("{p} is not a year"))).transpose()?;
    let readings = after("reading").unwrap_or("").split(',').filter_map(|pair| pair.split_once('='));
    let readings = readings.map(|(id, letter)| (id.to_owned(), letter.to_owned())).collect();
    Ok(Asked { readings, on, known_by, period, about: after("about").map(str::to_owned), line: question })
}

fn gazetteer() -> Gazetteer {
    let record = StateRecord {
        state: INVENTED.parse().unwrap(),
        iso2: String::new(),
        m49: String::new(),
        group: Group::None,
        region: String::new(),
        subregion: String::new(),
        names: BTreeMap::from([("en".to_owned(), "Invented State".to_owned())]),
        official: "Invented State".to_owned(),
    };
    Gazetteer::new(vec![record], Vec::new()).unwrap()
}
