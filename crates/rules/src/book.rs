use crate::article::{self, Fenced};
use crate::block::Block;
use crate::campaign::BLOCKS;
use crate::check;
use crate::{
    Action, Article, Binding, Campaign, Indicator, Plan, Problem, ProfileRecord, Reading, Rule, RuleId, Shape, Switch, Switches,
    TreatyRecord,
};
use facts::{Length, Treaty, Vocabulary};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The whole book: every treaty, article, rule and reading, all references resolved.
#[derive(Clone, Debug)]
pub struct Book {
    /// The kinds of fact it speaks of.
    pub vocabulary: Vocabulary,
    /// The first letters of the SHA-256 over all its files.
    pub hash: String,
    chapters: BTreeMap<Treaty, Chapter>,
}

/// One treaty's part of the book.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// The treaty as a whole.
    pub treaty: TreatyRecord,
    /// Its articles and other chapters, by file.
    pub articles: Vec<Article>,
    /// Its rules, in the order of the book.
    pub rules: Vec<Rule>,
    /// Its readings.
    pub readings: Vec<Reading>,
    /// Its action plans, the oldest first.
    pub plans: Vec<Plan>,
    /// What States Parties set themselves so that more States join; empty where the book says nothing of it.
    pub campaign: Campaign,
    /// Its named choices of readings.
    pub profiles: Vec<ProfileRecord>,
}

impl Chapter {
    /// The rule of that id.
    pub fn rule(&self, id: &RuleId) -> Option<&Rule> {
        self.rules.iter().find(|r| r.id == *id)
    }

    /// The article of that number.
    pub fn article(&self, number: &str) -> Option<&Article> {
        self.articles.iter().find(|a| a.number == number)
    }

    /// The plan of that name: `lausanne`.
    pub fn plan(&self, local: &str) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.local() == local)
    }

    /// The reading of that id.
    pub fn reading(&self, id: &str) -> Option<&Reading> {
        self.readings.iter().find(|r| r.id == id)
    }

    /// The questions for which findings are computed by more than one reading.
    pub fn computed(&self) -> Switches {
        self.readings.iter().filter_map(Reading::switch).collect()
    }

    /// The switches that the defaults of the book turn.
    pub fn turned(&self) -> Switches {
        let turned = |reading: &Reading| Switch::of(&reading.id).filter(|switch| reading.default == switch.letter(true));
        self.readings.iter().filter_map(turned).collect()
    }
}

impl Book {
    /// Reads the book from its files (name below `law/`, text); either a whole book or every problem found.
    pub fn read(files: &[(String, String)]) -> Result<Book, Vec<Problem>> {
        let mut problems = Vec::new();
        let vocabulary = read_vocabulary(files, &mut problems);
        let mut book =
            Book { vocabulary, hash: hash(files.iter().map(|(n, t)| (n.as_str(), t.as_str()))), chapters: BTreeMap::new() };
        let mut by_treaty: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        for (name, text) in files {
            if let Some((treaty, _)) = name.split_once('/').filter(|_| name.ends_with(".md")) {
                by_treaty.entry(treaty).or_default().push((name, text));
            }
        }
        for (name, files) in by_treaty {
            let Ok(treaty) = name.parse::<Treaty>() else {
                problems.push(
                    Problem::new(&format!("{name}/TREATY.md"), 1, format!("\"{name}\" is no short name of a treaty"))
                        .allowed("up to eight lower-case letters or digits")
                        .hint("give the folder another name; every id in it begins with that name"),
                );
                continue;
            };
            match read_chapter(treaty, &files, &book.vocabulary, &mut problems) {
                Some(chapter) => {
                    book.chapters.insert(chapter.treaty.treaty, chapter);
                }
                None => problems.push(
                    Problem::new(&format!("{name}/TREATY.md"), 1, "no treaty block found")
                        .hint("give the treaty a TREATY.md with a block marked `treaty`"),
                ),
            }
        }
        let treaties: Vec<Treaty> = book.chapters.keys().copied().collect();
        for chapter in book.chapters.values() {
            check::chapter(chapter, &mut problems);
            chapter.campaign.check(&treaties, &mut problems);
        }
        if problems.is_empty() { Ok(book) } else { Err(problems) }
    }

    /// One treaty's part.
    pub fn chapter(&self, treaty: Treaty) -> Option<&Chapter> {
        self.chapters.get(&treaty)
    }

    /// Every treaty's part.
    pub fn chapters(&self) -> impl Iterator<Item = &Chapter> {
        self.chapters.values()
    }

    /// The rule of that id, of any treaty.
    pub fn rule(&self, id: &RuleId) -> Option<&Rule> {
        self.chapters.values().find_map(|c| c.rule(id))
    }

    /// Every rule of every treaty.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.chapters.values().flat_map(|c| c.rules.iter())
    }
}

fn read_vocabulary(files: &[(String, String)], problems: &mut Vec<Problem>) -> Vocabulary {
    let Some((name, text)) = files.iter().find(|(n, _)| n == "facts.toml") else {
        problems.push(Problem::new("facts.toml", 1, "the file is missing").hint("it declares every kind of fact"));
        return Vocabulary::default();
    };
    Vocabulary::read(text).unwrap_or_else(|what| {
        problems.push(Problem::new(name, 1, what));
        Vocabulary::default()
    })
}

fn read_chapter(treaty: Treaty, files: &[(&str, &str)], vocabulary: &Vocabulary, problems: &mut Vec<Problem>) -> Option<Chapter> {
    let (mut record, mut articles, mut rules) = (None, Vec::new(), Vec::new());
    let (mut readings, mut profiles, mut campaign) = (Vec::new(), Vec::new(), Campaign::default());
    for (file, text) in files.iter().filter(|(file, _)| !is_plan(file)) {
        let number = number_of(file);
        let read = article::read(file, &number, text, problems);
        let mut article = read.article;
        let place = Place { treaty, file, article: &number, hash: &hash([(*file, *text)]) };
        for fenced in &read.blocks {
            let mut block = match Block::read(file, fenced.line, &fenced.text, vocabulary) {
                Ok(block) => block,
                Err(problem) => {
                    problems.push(problem);
                    continue;
                }
            };
            match fenced.word.as_str() {
                "treaty" => record = Some(TreatyRecord::read(&mut block, treaty, file)),
                "reading" => readings.push(Reading::read(&mut block, file, fenced.line)),
                "plan" | "action" | "indicator" => {
                    let what = format!("a block marked \"{}\" stands in a plan", fenced.word);
                    problems.push(Problem::new(file, fenced.line, what).allowed("law/TREATY/plans/NAME/plan.md"));
                    continue;
                }
                word if BLOCKS.contains(&word) => campaign.read(word, &mut block, ((*file).to_owned(), fenced.line)),
                "profile" => profiles.push(ProfileRecord::read(&mut block, file, fenced.line)),
                _ => {
                    if let Some(rule) = read_rule(&mut block, fenced, &place) {
                        if let Some(paragraph) = article.paragraphs.get_mut(fenced.paragraph) {
                            paragraph.rules.push(rule.id.0.clone());
                        }
                        rules.push(rule);
                    }
                }
            }
            problems.extend(block.close());
        }
        articles.push(article);
    }
    let treaty = record?;
    rules.iter_mut().filter(|r| r.evidence_age == Length::days(0)).for_each(|r| r.evidence_age = treaty.evidence_age);
    let plan_files = files.iter().filter(|(file, _)| is_plan(file));
    let mut plans: Vec<Plan> =
        plan_files.filter_map(|(file, text)| read_plan(treaty.treaty, file, text, vocabulary, problems)).collect();
    plans.sort_by_key(|plan| (plan.adopted.first, plan.id.clone()));
    Some(Chapter { treaty, articles, rules, readings, profiles, plans, campaign })
}

/// Plans stand apart from the articles: `ccm/plans/lausanne/plan.md`.
fn is_plan(file: &str) -> bool {
    file.split_once('/').is_some_and(|(_, rest)| rest.starts_with("plans/"))
}

/// One plan, with its actions and their indicators.
fn read_plan(treaty: Treaty, file: &str, text: &str, vocabulary: &Vocabulary, problems: &mut Vec<Problem>) -> Option<Plan> {
    let read = article::read(file, "plans", text, problems);
    let (mut plan, mut actions, mut indicators) = (None, Vec::new(), Vec::new());
    for fenced in &read.blocks {
        let mut block = match Block::read(file, fenced.line, &fenced.text, vocabulary) {
            Ok(block) => block,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let paragraph = read.article.paragraphs.get(fenced.paragraph);
        match fenced.word.as_str() {
            "plan" => plan = Some(Plan::read(&mut block, treaty, &read.article, fenced.line)),
            "action" => actions.push(Action::read(&mut block, &read.article, paragraph, fenced.line)),
            "indicator" => indicators.extend(Indicator::read(&mut block, file, fenced.line)),
            other => {
                let what = format!("a block marked \"{other}\" has no place in a plan");
                problems.push(Problem::new(file, fenced.line, what).allowed("plan, action, indicator"));
                continue;
            }
        }
        problems.extend(block.close());
    }
    for indicator in indicators {
        match actions.iter_mut().find(|action| action.id == indicator.of) {
            Some(action) => action.indicators.push(indicator),
            None => problems.push(check::no_action(file, &indicator, &actions)),
        }
    }
    if plan.is_none() {
        problems.push(Problem::new(file, 1, "no plan block found").hint("give the plan a block marked `plan`"));
    }
    Some(Plan { actions, ..plan? })
}

struct Place<'a> {
    treaty: Treaty,
    file: &'a str,
    article: &'a str,
    hash: &'a str,
}

fn read_rule(block: &mut Block<'_>, fenced: &Fenced, place: &Place<'_>) -> Option<Rule> {
    let id = block.required_text("id");
    let binding = match block.text("binding").as_deref() {
        None | Some("treaty") => Binding::Treaty,
        Some("decision") => Binding::Decision,
        Some("political") => Binding::Political,
        Some("standard") => Binding::Standard,
        Some("proposed") => Binding::Proposed,
        Some(_) => {
            block.word("binding", &Binding::WORDS);
            Binding::Treaty
        }
    };
    block.text("addressee");
    let readings = block.texts("reading");
    let has_age = block.has("evidence-age");
    let evidence_age = if has_age { block.length("evidence-age", false) } else { Length::days(0) };
    let shape = Shape::read(block)?;
    Some(Rule {
        id: RuleId(id),
        treaty: place.treaty,
        shape,
        binding,
        readings,
        evidence_age,
        file: place.file.to_owned(),
        line: fenced.line,
        text: fenced.text.trim_end().to_owned(),
        article: place.article.to_owned(),
        hash: place.hash.to_owned(),
    })
}

/// The article's number, from its folder: `ccm/03/article.md` is 3; other files go by their own name.
fn number_of(file: &str) -> String {
    let inner = file.split_once('/').map_or(file, |(_, rest)| rest);
    match inner.split_once('/') {
        Some((folder, _)) if folder.bytes().all(|b| b.is_ascii_digit()) => folder.trim_start_matches('0').to_owned(),
        Some((folder, _)) => folder.to_owned(),
        None => inner.trim_end_matches(".md").to_ascii_lowercase(),
    }
}

fn hash<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut digest = Sha256::new();
    for (name, text) in files {
        digest.update(name.as_bytes());
        digest.update([0]);
        digest.update(text.as_bytes());
        digest.update([0]);
    }
    digest.finalize().iter().take(6).map(|b| format!("{b:02x}")).collect()
}
