//! A treaty comes into the book without a program: the files are read out of docs/new-treaty.md, and what that page says follows.

use crate::scenario::Scenario;
use crate::site::start_with;
use crate::support::{files, folder, root, servanda_in};
use std::path::{Path, PathBuf};

/// What is said on the page: its blocks of four backticks, by what stands beside them.
fn blocks() -> Vec<(String, String)> {
    let page = std::fs::read_to_string(root().join("docs/new-treaty.md")).unwrap();
    let mut parts = page.split("\n````");
    parts.next();
    // The page and its blocks take turns: every second part is a block.
    let blocks = parts.step_by(2).filter_map(|block| block.split_once('\n'));
    blocks.map(|(info, body)| (info.split_once(' ').map_or("", |(_, name)| name).to_owned(), format!("{body}\n"))).collect()
}

/// The block of that name; the so-many-th where several have none.
#[track_caller]
fn block(name: &str, which: usize) -> String {
    let found = blocks().into_iter().filter(|(n, _)| n == name).nth(which);
    found.unwrap_or_else(|| panic!("docs/new-treaty.md has no block \"{name}\"")).1
}

/// The repository's law and register, and in them what the page tells to write.
fn workplace() -> PathBuf {
    let place = folder("wells");
    for part in ["law", "register"] {
        for path in files(&root().join(part)) {
            let copy = place.join(path.strip_prefix(root()).unwrap());
            std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
            std::fs::copy(&path, copy).unwrap();
        }
    }
    let told = blocks().into_iter().filter(|(name, _)| name.contains('/'));
    for (name, body) in told {
        let (file, added) = name.split_once(" (at its end)").map_or((name.as_str(), false), |(file, _)| (file, true));
        let path = place.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let before = if added { std::fs::read_to_string(&path).unwrap() } else { String::new() };
        std::fs::write(path, before + &body).unwrap();
    }
    place
}

/// What the program prints there, on both ways out.
fn said(place: &Path, command: &str) -> String {
    let output = servanda_in(place, &command.split(' ').skip(1).collect::<Vec<_>>());
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn change(place: &Path, file: &str, from: &str, to: &str) {
    let text = std::fs::read_to_string(place.join(file)).unwrap();
    assert!(text.contains(from), "{file} says {from}");
    std::fs::write(place.join(file), text.replace(from, to)).unwrap();
}

fn book(place: &Path) -> rules::Book {
    let all = files(&place.join("law"));
    let law = all.iter().filter(|p| p.extension().is_some_and(|e| e == "md" || e == "toml"));
    let named = law.map(|p| (p.strip_prefix(place.join("law")).unwrap().to_string_lossy().into_owned(), p));
    let texts: Vec<_> = named.map(|(name, path)| (name, std::fs::read_to_string(path).unwrap())).collect();
    rules::Book::read(&texts).unwrap_or_else(|problems| panic!("{}", problems[0]))
}

/// The standing of a State under a rule on a day.
fn standing(place: &Path, rule: &str, state: &str, on: &str) -> String {
    let ask = "servanda --law law --db sqlite:wells.db --format csv findings --treaty wells";
    let table = said(place, &format!("{ask} --rule {rule} --state {state} --on {on}"));
    table.lines().nth(1).and_then(|row| row.split(',').nth(4)).unwrap_or_else(|| panic!("{table}")).to_owned()
}

#[test]
fn the_book_of_the_page_is_in_order_and_is_read_back_as_the_page_says() {
    let place = workplace();
    let checked = said(&place, "servanda law check law");
    assert!(checked.starts_with(block("", 0).trim()), "{checked}");
    let read = said(&place, "servanda law read law");
    assert!(read.contains(&block("", 2)), "{read}");
}

#[test]
fn a_key_that_is_misspelt_is_told_as_the_page_says() {
    let place = workplace();
    change(&place, "law/wells/02/article.md", "\nfulfilled-by", "\nfullfilled-by");
    let refused = said(&place, "servanda law check law");
    let told = block("", 1);
    assert!(told.lines().all(|line| refused.lines().any(|l| l.starts_with(line))), "{refused}\nthe page says\n{told}");
}

#[test]
fn the_scenario_of_the_page_is_answered_as_the_page_says() {
    let book = book(&workplace());
    let asked = block("law/wells/02/scenarios/closed_too_late.txt", 0);
    let scenario = Scenario::read(&asked, &book).unwrap();
    let answered = scenario.answered();
    assert!(answered.ends_with(&block("answered", 0)), "{answered}");
    // What the book's own scenarios are held to: every rule, and the day before, the day, the day after.
    let wells = book.rules().filter(|r| r.treaty.code() == "wells");
    assert!(wells.map(|r| r.id.0.clone()).all(|id| scenario.rules().contains(&id)), "{}", scenario.sentence());
    let days = scenario.days();
    let around = |d: &&facts::Day| days.contains(&d.yesterday().unwrap()) && days.contains(&d.tomorrow().unwrap());
    assert!(days.iter().any(|d| around(&d)), "{}", scenario.sentence());
}

#[test]
fn facts_of_the_new_treaty_give_the_answers_of_the_page_and_the_site_shows_it() {
    let place = workplace();
    let commands = block("commands", 0);
    for command in commands.lines().filter(|c| !c.ends_with(" serve")) {
        let output = servanda_in(&place, &command.split(' ').skip(1).collect::<Vec<_>>());
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    }
    let page = std::fs::read_to_string(root().join("docs/new-treaty.md")).unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| 20"));
    let mut days = 0;
    for row in rows {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        for (state, cell) in ["ISL", "MLT", "FJI"].iter().zip(&cells[2..]) {
            assert_eq!(standing(&place, "wells.2", state, cells[1]), *cell, "{state} on {}", cells[1]);
        }
        days += 1;
    }
    assert!(days >= 3, "the day before, the day, the day after");
    // Without words of its own, everything goes by the name it has in the book.
    let why = said(&place, "servanda --law law --db sqlite:wells.db explain wells.2 Malta --on 2013-08-02");
    assert!(why.contains("Malta, Article 2, due 1 Aug 2013") && why.contains("wells closed, 15 Oct 2013"), "{why}");
    let site = start_with(&place, &["--law", "law", "--db", "sqlite:wells.db"]);
    for path in
        ["/wells", "/wells/overdue?on=2013-08-02", "/wells/law/2", "/wells/states/mlt", "/wells/law/2/mlt", "/wells/watch", "/"]
    {
        let (status, _, body) = site.get(path);
        assert_eq!(status, 200, "{path}");
        assert!(body.contains("Old Wells Treaty") && !body.contains('⟦'), "{path}: {body}");
    }
}

#[test]
fn an_article_is_added_by_copying_a_folder_and_changing_two_keys() {
    let place = workplace();
    let told = block("copy", 0);
    let mut lines = told.lines();
    let copied: Vec<&str> = lines.next().unwrap().split(' ').collect();
    let (from, to) = (place.join(copied[2]), place.join(copied[3]));
    for path in files(&from) {
        let copy = to.join(path.strip_prefix(&from).unwrap());
        std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
        std::fs::copy(&path, copy).unwrap();
    }
    assert!(said(&place, "servanda law check law").contains("the id \"wells.2\" is given twice"));
    for (file, new) in lines.filter_map(|line| line.split_once(": ")) {
        let key = new.split_once('=').unwrap().0;
        let text = std::fs::read_to_string(place.join(file)).unwrap();
        let old = text.lines().find(|line| line.starts_with(key)).unwrap().to_owned();
        change(&place, file, &old, new);
    }
    let checked = said(&place, "servanda law check law");
    assert!(checked.starts_with(block("", 0).trim()), "{checked}");
    change(&place, "law/wells/03/scenarios/closed_too_late.txt", "rule wells.2", "rule wells.3");
    change(&place, "law/wells/03/scenarios/closed_too_late.txt", "wells-closed", "wells-signposted");
    let scenario = std::fs::read_to_string(to.join("scenarios/closed_too_late.txt")).unwrap();
    let answered = Scenario::read(&scenario, &book(&place)).unwrap().answered();
    assert!(answered.ends_with(&block("answered", 0)), "{answered}");
    said(&place, "servanda --law law --db sqlite:wells.db register load --from register");
    let on = |day: &str| standing(&place, "wells.3", "ISL", day);
    assert_eq!([on("2013-07-31"), on("2013-08-01"), on("2013-08-02")], ["running", "running", "unknown"]);
}

#[test]
fn a_row_of_a_treaty_that_is_no_chapter_of_the_book_is_refused() {
    let place = workplace();
    std::fs::remove_dir_all(place.join("law/wells")).unwrap();
    let refused = said(&place, "servanda --law law register check register");
    assert!(refused.contains("column \"treaty\": \"wells\" is no treaty of the book; allowed: ccm, mbt"), "{refused}");
    assert_eq!(refused.matches("\"wells\" is no treaty").count(), 2, "once a table: {refused}");
}

#[test]
fn a_folder_whose_name_is_no_short_name_is_refused() {
    let place = workplace();
    std::fs::rename(place.join("law/wells"), place.join("law/old-wells")).unwrap();
    let refused = said(&place, "servanda law check law");
    assert!(refused.contains("\"old-wells\" is no short name of a treaty"), "{refused}");
    assert!(refused.contains("up to eight lower-case letters or digits"), "{refused}");
}

#[test]
fn every_name_the_page_gives_is_the_name_of_something_in_it() {
    let place = workplace();
    let book = book(&place);
    let names = block("names", 0) + &block("names", 1);
    for key in names.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key) {
        let known = match key.split_once('-').unwrap() {
            ("treaty", code) => book.chapter(code.parse().unwrap()).is_some(),
            ("kind", kind) => book.vocabulary.kind(kind).is_some(),
            (_, rule) => rule == "wells-3" || book.rule(&rules::RuleId(rule.replace('-', "."))).is_some(),
        };
        assert!(known, "{key}");
    }
}
