//! An entry arrives while people read: what is asked before it, after it and in the middle of it.

use crate::evidence::world;
use crate::register::copy;
use crate::site::start;
use crate::support::{files, folder, root, servanda_in};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use facts::{Correction, Day, Fact, Kind, Register, Treaty};
use findings::{Kept, Question, Row, Rows, Source, Wanted, World};
use jiff::civil::date;
use ledger::{Correcting, Ledger};
use publish::{Locale, Locales, Site};
use server::{Desk, News, follow, router};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;
use tower::ServiceExt;

const TODAY: Day = date(2026, 11, 22);

fn today() -> Day {
    TODAY
}

/// Numbers without order, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// One entry of a ledger.
#[derive(Clone)]
enum Entry {
    Fact(Box<Fact>),
    Correction(Correction),
}

/// Facts in that order, with the numbers a ledger would give them.
fn entries(facts: impl IntoIterator<Item = Fact>) -> Vec<Entry> {
    let numbered = facts.into_iter().zip(1..).map(|(fact, entry)| Fact { entry, ..fact });
    numbered.map(|fact| Entry::Fact(Box::new(fact))).collect()
}

/// The shipped register; after every fortieth fact an earlier one is corrected, now and then a second time.
fn with_corrections(dice: &mut Dice) -> Vec<Entry> {
    let (mut entries, mut held): (Vec<Entry>, Vec<Fact>) = (Vec::new(), Vec::new());
    // The last entries are of all kinds: votes alone would change no answer.
    for fact in &every_kind_last(400) {
        let entry = u32::try_from(entries.len()).unwrap() + 1;
        entries.push(Entry::Fact(Box::new(Fact { entry, ..fact.clone() })));
        held.push(fact.clone());
        if held.len() % 40 == 0 {
            let wrong = &held[dice.below(held.len())];
            let known_from = [date(2019, 6, 1), date(2022, 1, 1), date(2026, 1, 1)][dice.below(3)].max(wrong.known_from);
            let (reason, evidence) = ("misread".to_owned(), "a letter".to_owned());
            let entry = entry + 1;
            entries.push(Entry::Correction(Correction {
                entry,
                fact: wrong.id.clone(),
                replacement: None,
                reason,
                evidence,
                known_from,
            }));
        }
    }
    entries
}

fn split(entries: &[Entry]) -> (Vec<Fact>, Vec<Correction>) {
    let (mut facts, mut corrections) = (Vec::new(), Vec::new());
    for entry in entries {
        match entry {
            Entry::Fact(fact) => facts.push(fact.as_ref().clone()),
            Entry::Correction(correction) => corrections.push(correction.clone()),
        }
    }
    (facts, corrections)
}

fn at_once(entries: &[Entry]) -> World {
    let (facts, corrections) = split(entries);
    World::new(Register::new(facts, corrections), (*world().book).clone(), (*world().gazetteer).clone())
}

fn after(world: &World, entries: &[Entry]) -> World {
    let (facts, corrections) = split(entries);
    world.with(facts, corrections)
}

fn treaties() -> Vec<Treaty> {
    world().book.chapters().map(|c| c.treaty.treaty).collect()
}

fn questions(entries: &[Option<u32>]) -> Vec<Question> {
    let days =
        [(TODAY, TODAY), (date(2019, 9, 1), TODAY), (date(2019, 9, 1), date(2019, 9, 1)), (date(2011, 3, 1), date(2022, 1, 1))];
    let of = |treaty| {
        days.into_iter()
            .flat_map(move |(true_on, known_by)| entries.iter().map(move |e| Question { treaty, true_on, known_by, entries: *e }))
    };
    treaties().into_iter().flat_map(of).collect()
}

#[track_caller]
fn answer_alike(one: &World, other: &World, questions: &[Question]) {
    assert_eq!(one.register.entries(), other.register.entries());
    for question in questions {
        let ask = |world| findings::findings(world, question, &Wanted::default());
        let (found, expected) = (ask(one), ask(other));
        let differs = found.iter().zip(&expected).find(|(found, expected)| found != expected);
        assert!(differs.is_none() && found.len() == expected.len(), "{question:?} {}: {differs:#?}", one.register.entries());
    }
}

#[test]
fn a_world_made_entry_by_entry_answers_like_one_made_at_once() {
    let mut dice = Dice(1);
    let all = with_corrections(&mut dice);
    let expected = at_once(&all);
    let questions = questions(&[None, Some(700)]);
    for cut in [0, 1, 400, 1000, 1900, all.len() - 1] {
        let mut held = at_once(&all[..cut]);
        let mut from = cut;
        while from < all.len() {
            // Mostly single entries where few are left, else now and then a great batch.
            let most = if all.len() - from < 200 { 3 } else { 250 };
            let to = (from + 1 + dice.below(most)).min(all.len());
            held = after(&held, &all[from..to]);
            from = to;
        }
        answer_alike(&held, &expected, &questions);
    }
}

#[test]
fn halfway_too_it_answers_like_one_made_at_once() {
    let mut dice = Dice(2);
    let all = with_corrections(&mut dice);
    let mut held = at_once(&all[..300]);
    for from in (300..all.len()).step_by(150) {
        let to = (from + 150).min(all.len());
        for entry in from..to {
            held = after(&held, &all[entry..=entry]);
        }
        answer_alike(&held, &at_once(&all[..to]), &questions(&[None]));
    }
}

#[test]
fn who_holds_the_world_before_gets_the_answers_of_before() {
    let mut dice = Dice(3);
    let all = with_corrections(&mut dice);
    let cut = all.len() - 400;
    let before = at_once(&all[..cut]);
    let questions = questions(&[None]);
    let answers = |world: &World| -> Vec<_> {
        questions.iter().map(|question| findings::findings(world, question, &Wanted::default())).collect()
    };
    let told = answers(&before);
    // Two worlds go on from the same one; neither knows of the other's entries.
    let after_all = after(&before, &all[cut..]);
    let after_half = after(&before, &all[cut..cut + 200]);
    assert_eq!(answers(&before), told);
    assert_ne!(answers(&after_all), told);
    answer_alike(&before, &at_once(&all[..cut]), &questions);
    answer_alike(&after_half, &at_once(&all[..cut + 200]), &questions);
    answer_alike(&after_all, &at_once(&all), &questions);
    assert_eq!(before.register.facts().count(), split(&all[..cut]).0.len());
}

fn rows(kept: &Kept) -> Vec<(Row, Vec<Source>)> {
    let told = |rows: &Rows| rows.iter().map(|(row, sources)| (row.unplaced(), sources.iter().collect())).collect::<Vec<_>>();
    kept.all().flat_map(|(_, rows)| told(rows)).collect()
}

/// The shipped facts in another order: the last so many are of all kinds, from everywhere in the register.
fn every_kind_last(last: usize) -> Vec<Fact> {
    let facts: Vec<&Fact> = world().register.facts().collect();
    let mut kinds: BTreeSet<Kind> = BTreeSet::new();
    let mut late: Vec<usize> = (0..facts.len()).filter(|place| kinds.insert(facts[*place].kind)).collect();
    for place in (0..facts.len()).map(|n| n * 37 % facts.len()) {
        if late.len() < last && !late.contains(&place) {
            late.push(place);
        }
    }
    assert_eq!(late.len(), last);
    let early = (0..facts.len()).filter(|place| !late.contains(place));
    early.chain(late.iter().copied()).map(|place| facts[place].clone()).collect()
}

#[test]
fn an_answer_kept_and_renewed_is_the_answer_found_anew() {
    let all = entries(every_kind_last(300));
    let cut = all.len() - 300;
    let mut held = at_once(&all[..cut]);
    let questions = questions(&[None]);
    let mut kept: Vec<Kept> = questions.iter().map(|question| Kept::of(&held, question).unwrap()).collect();
    for entry in &all[cut..] {
        held = after(&held, std::slice::from_ref(entry));
        let Entry::Fact(fact) = entry else { continue };
        for (kept, question) in kept.iter_mut().zip(&questions).filter(|(_, question)| question.treaty == fact.treaty) {
            let renewed = kept.after(&held, fact.state, fact.kind).unwrap();
            let anew = Kept::of(&held, question).unwrap();
            assert_eq!(rows(&renewed), rows(&anew), "{question:?} after {fact:?}");
            *kept = renewed;
        }
    }
}

/// A site of that world, with the shipped words.
pub fn site(world: World) -> Site {
    let base = root().join("locales/en");
    let read = |path: &std::path::PathBuf| {
        (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap())
    };
    let words: Vec<(String, String)> =
        files(&base).iter().filter(|p| p.extension().is_some_and(|e| e == "ftl")).map(read).collect();
    let locales = Locales::new(vec![Locale::read("en", &words).unwrap()]).unwrap();
    Site { world, locales: Arc::new(locales), publishers: Arc::from([]), claims: Arc::from([]) }
}

/// The page at a path.
pub async fn get(router: &Router, path: &str) -> String {
    let request = Request::builder().uri(path).body(Body::empty()).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), 200, "{path}");
    String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
}

const PAGES: [&str; 6] = ["/ccm", "/ccm/overdue", "/ccm/states/ner", "/ccm/states.json", "/ccm/data.csv", "/"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_is_wholly_of_before_or_wholly_of_after() {
    let all = entries(every_kind_last(300));
    let before = site(at_once(&all[..all.len() - 300]));
    let later = before.with(after(&before.world, &all[all.len() - 300..]));
    let (mut of_before, mut of_after) = (Vec::new(), Vec::new());
    for page in PAGES {
        of_before.push(get(&router(Arc::new(Desk::new(before.clone(), today))), page).await);
        of_after.push(get(&router(Arc::new(Desk::new(later.clone(), today))), page).await);
    }
    let differing = of_before.iter().zip(&of_after).filter(|(before, after)| before != after).count();
    assert_eq!(differing, PAGES.len(), "every one of these pages tells of the entries");
    let expected = Arc::new((of_before, of_after));

    let desk = Arc::new(Desk::new(before.clone(), today));
    let router = router(Arc::clone(&desk));
    let reader = |number: usize| {
        let (router, expected) = (router.clone(), Arc::clone(&expected));
        tokio::spawn(async move {
            let page = number % PAGES.len();
            let body = get(&router, PAGES[page]).await;
            let (is_before, is_after) = (body == expected.0[page], body == expected.1[page]);
            assert!(is_before || is_after, "{} is of neither", PAGES[page]);
            is_after
        })
    };
    let early: Vec<_> = (0..60).map(reader).collect();
    tokio::time::sleep(Duration::from_millis(60)).await;
    // Back and forth while they read; in the end the later one stays.
    for turn in 0..20 {
        desk.lay_out(if turn % 2 == 0 { later.clone() } else { before.clone() });
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    desk.lay_out(later);
    let late: Vec<_> = (0..60).map(reader).collect();
    for read in early {
        read.await.unwrap();
    }
    for read in late {
        assert!(read.await.unwrap(), "who comes after the entry reads of it");
    }
}

/// The desk of the next test, and the site that is laid out on it in the middle of every request.
static INTERRUPTED: OnceLock<(Arc<Desk>, Site)> = OnceLock::new();

fn today_when_interrupted() -> Day {
    if let Some((desk, later)) = INTERRUPTED.get() {
        desk.lay_out(later.clone());
    }
    TODAY
}

#[tokio::test]
async fn a_site_laid_out_after_a_request_came_is_not_in_its_page() {
    let all = entries(every_kind_last(300));
    let before = site(at_once(&all[..all.len() - 300]));
    let later = before.with(after(&before.world, &all[all.len() - 300..]));
    let desk = Arc::new(Desk::new(before.clone(), today_when_interrupted));
    assert!(INTERRUPTED.set((Arc::clone(&desk), later.clone())).is_ok());
    let alone = |site: &Site| router(Arc::new(Desk::new(site.clone(), today)));
    for page in PAGES {
        desk.lay_out(before.clone());
        let router = router(Arc::clone(&desk));
        assert_eq!(get(&router, page).await, get(&alone(&before), page).await, "{page}: the request came before");
        assert_eq!(get(&router, page).await, get(&alone(&later), page).await, "{page}: the request came after");
    }
}

fn address(name: &str) -> String {
    format!("sqlite:{}", folder(name).join("servanda.db").display())
}

/// A store with these facts, a site that follows it with a short step, and what the site told of it.
async fn followed(address: &str, facts: &[Fact]) -> (Router, Ledger, Arc<Mutex<Vec<String>>>) {
    let book = &world().book;
    let (ledger, other) = (Ledger::open(address).await.unwrap(), Ledger::open(address).await.unwrap());
    ledger.append(facts, &book.vocabulary, || ()).await.unwrap();
    let register = ledger.register(&book.vocabulary).await.unwrap();
    let made = World::new(register, (**book).clone(), (*world().gazetteer).clone());
    let desk = Arc::new(Desk::new(site(made), today));
    let router = router(Arc::clone(&desk));
    let news: Arc<Mutex<Vec<String>>> = Arc::default();
    let heard = Arc::clone(&news);
    tokio::spawn(async move {
        let tell = move |news: News| {
            heard.lock().unwrap().push(match news {
                News::Entered(entered) => format!("{:?}, {}", entered.entries, entered.changes.len()),
                News::Unreadable(error) => error.to_string(),
                News::Readable => "readable".to_owned(),
                News::Unsigned(error) => error.to_string(),
                News::Signing => "signing".to_owned(),
                News::Unseen(witness, why) => format!("{witness}: {why}"),
            });
        };
        follow(&desk, &ledger, Duration::from_millis(20), tell).await
    });
    (router, other, news)
}

/// Waits, at most a second, until a page says something.
async fn says(router: &Router, path: &str, expected: &str) {
    for _ in 0..50 {
        if get(router, path).await.contains(expected) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{path} does not say {expected} within a second");
}

/// What was told, as soon as it is so much: the page comes first, then the telling.
async fn told(news: &Mutex<Vec<String>>, expected: usize) -> Vec<String> {
    for _ in 0..50 {
        if news.lock().unwrap().len() >= expected {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    news.lock().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_program_enters_and_corrects_is_on_the_page_within_a_second() {
    let facts: Vec<Fact> = world().register.facts().cloned().collect();
    let (held, late) = facts.split_at(facts.len() - 1);
    let (router, other, news) = followed(&address("follow"), held).await;
    assert!(!get(&router, "/ccm/data.csv").await.contains(&late[0].id));
    other.append(late, &world().book.vocabulary, || ()).await.unwrap();
    says(&router, "/ccm/data.csv", &late[0].id).await;
    let correcting = Correcting {
        fact: &late[0].id,
        replacement: None,
        reason: "misread",
        evidence: "letter 17",
        published: TODAY,
        key: None,
    };
    other.correct(&correcting, &world().book.vocabulary).await.unwrap();
    says(&router, "/ccm/corrections", "letter 17").await;
    let last = facts.len();
    let told = told(&news, 2).await;
    assert_eq!(told.len(), 2, "each entry is told once: {told:?}");
    assert!(told[0].starts_with(&format!("{last}..={last}, ")), "{told:?}");
    assert!(told[1].starts_with(&format!("{0}..={0}, ", last + 1)), "{told:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_that_cannot_be_read_for_a_moment_is_told_once_and_the_pages_stay() {
    let facts: Vec<Fact> = world().register.facts().cloned().collect();
    let (held, late) = facts.split_at(facts.len() - 1);
    let (router, other, news) = followed(&address("trouble"), held).await;
    let before = get(&router, "/ccm").await;
    carried_out(&other, "alter table entry rename to entry_elsewhere").await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(get(&router, "/ccm").await, before);
    carried_out(&other, "alter table entry_elsewhere rename to entry").await;
    other.append(late, &world().book.vocabulary, || ()).await.unwrap();
    says(&router, "/ccm/data.csv", &late[0].id).await;
    let told = told(&news, 3).await;
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].starts_with("the ledger cannot be used") && told[1] == "readable", "{told:?}");
}

async fn carried_out(ledger: &Ledger, statement: &'static str) {
    ledger.raw(statement).await.unwrap();
}

/// A register that is older than the shipped one.
fn older() -> std::path::PathBuf {
    copy(|name, text| {
        let keep = text.lines().count() - if name == "reports.csv" { 40 } else { 0 };
        Some(text.lines().take(keep).map(|line| format!("{line}\n")).collect())
    })
}

#[track_caller]
fn load(place: &std::path::Path, arguments: &[&str]) -> String {
    let output = servanda_in(place, &[&["register", "load"], arguments].concat());
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_shipped_register_reaches_an_older_store_and_every_fact_is_entered_once() {
    let (place, older) = (folder("older"), older());
    assert!(load(&place, &["--from", older.to_str().unwrap()]).contains(" facts are new: entries 1 to "));
    let store = || servanda_in(&place, &["findings", "--format", "csv"]).stdout;
    let before = store();
    let would = load(&place, &["--dry-run"]);
    assert!(would.starts_with("40 facts would be new: entries ") && would.contains(" findings would change ("), "{would}");
    assert_eq!(store(), before, "nothing was written");
    let done = load(&place, &[]);
    assert_eq!(done, would.replace("would be new", "are new").replace("would change", "changed"));
    assert_ne!(store(), before);
    assert!(load(&place, &[]).starts_with("nothing is new: "));
    assert!(load(&place, &["--from", older.to_str().unwrap()]).starts_with("nothing is new: "));
    let shipped = servanda_in(&folder("shipped"), &["findings", "--format", "csv"]).stdout;
    assert_eq!(store().len(), shipped.len(), "the store answers as the shipped register");
}

#[test]
fn a_site_that_is_running_shows_what_another_program_loads() {
    let (place, older) = (folder("running"), older());
    load(&place, &["--from", older.to_str().unwrap()]);
    let site = start(&place);
    let rows = || site.get("/ccm/data.csv").2.lines().count();
    let before = rows();
    load(&place, &[]);
    for _ in 0..40 {
        if rows() > before {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the site does not show within two seconds what was loaded");
}
