//! a store of form 1, in which every entry stood in columns of its own, is taken over whole, also when that was broken off.

use crate::support::{Place, fact, file_at, sqlite, tell, vocabulary};
use facts::{Correction, Fact, Register, fact_id};
use ledger::{Ledger, LedgerError, Log, Verifying};
use sqlx::SqlitePool;
use sqlx::migrate::Migrator;
use std::borrow::Cow;

/// Texts that are hard to write down: every way in which JSON, SQL and a terminal could trip over one.
const AWKWARD: [&str; 14] = [
    "",
    "plain",
    "\"quoted\" and 'quoted'",
    "back\\slash \\n \\u0041",
    "line\nline\r\nline\ttab",
    "\u{0}\u{1}\u{8}\u{b}\u{c}\u{1b}[31m\u{1f}",
    "\u{7f}\u{80}\u{9f}",
    "\u{2028}\u{2029}\u{feff}",
    "emoji 🕊️ and 👩‍👩‍👧",
    "العربية \u{202e}backwards\u{202c}",
    "e\u{301} and é",
    "</script>&amp;%s$1:x",
    "{\"entry\":\"fact\"}",
    "\u{10ffff}\u{e000}\u{fffd}",
];

/// A fact with every column filled, and an awkward text wherever a text may stand.
fn whole(text: &str) -> Fact {
    let vocabulary = vocabulary();
    let mut fact = fact("2019-09-02/2019-09-04", text);
    fact.until = Some("2027".parse().unwrap());
    fact.about = Some(format!("ccm.3.2{text}"));
    fact.collected = Some("2024-05-06".parse().unwrap());
    fact.public = Some("2023-01-01/..".parse().unwrap());
    fact.source = format!("https://example.org/report?{text}");
    fact.basis = facts::Basis::WORDS[1].parse().unwrap();
    fact.known_from = fact.first_known(&vocabulary);
    Fact { id: fact_id(&fact, "completed"), ..fact }
}

/// What a program of form 1 held: facts and corrections in their order.
fn held() -> (Vec<Fact>, Vec<Correction>) {
    let (mut facts, mut corrections, mut entry) = (Vec::new(), Vec::new(), 0);
    for text in AWKWARD {
        for mut fact in [whole(text), fact("2023-12", &format!("short {text}"))] {
            entry += 1;
            fact.entry = entry;
            facts.push(fact);
        }
        entry += 1;
        corrections.push(Correction {
            entry,
            fact: facts[facts.len() - 2].id.clone(),
            replacement: (entry % 2 == 0).then(|| facts[facts.len() - 1].id.clone()),
            reason: format!("misread {text}"),
            evidence: format!("page 3 {text}"),
            known_from: "2024-03-01".parse().unwrap(),
        });
    }
    (facts, corrections)
}

/// Makes a store as a program of form 1 made it.
async fn form_1(place: &Place) -> SqlitePool {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(place.file()).create_if_missing(true);
    let options = options.journal_mode(sqlx::sqlite::SqliteJournalMode::Wal);
    let pool = file_at(options).await.unwrap();
    migrate(&pool, 1).await;
    let (facts, corrections) = held();
    for fact in facts {
        let when = |when: Option<facts::When>| when.map(|w| w.to_string()).unwrap_or_default();
        let columns = [
            fact.id.clone(),
            fact.treaty.to_string(),
            fact.state.map(|s| s.to_string()).unwrap_or_default(),
            vocabulary().name(fact.kind).to_owned(),
            when(fact.on),
            fact.period.map(|p| p.to_string()).unwrap_or_default(),
            when(fact.until),
            fact.about.clone().unwrap_or_default(),
            facts::Amount::write_all(&fact.amounts),
            fact.said_by.to_string(),
            when(fact.published),
            fact.collected.map(|d| d.to_string()).unwrap_or_default(),
            when(fact.public),
            fact.source.clone(),
            fact.basis.to_string(),
            fact.note.clone(),
        ];
        let statement = "insert into entry (number, what, id, treaty, state, kind, true_on, period, until, about, amounts, said_by, \
             published, collected, public, source, basis, note) \
             values ($1, 'fact', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
        let mut query = sqlx::query(statement).bind(i64::from(fact.entry));
        for column in columns {
            query = query.bind(column);
        }
        query.execute(&pool).await.unwrap();
    }
    for correction in corrections {
        let statement = "insert into entry (number, what, id, replacement, reason, evidence, published) \
             values ($1, 'correction', $2, $3, $4, $5, $6)";
        let query = sqlx::query(statement).bind(i64::from(correction.entry)).bind(correction.fact);
        let query = query.bind(correction.replacement.unwrap_or_default()).bind(correction.reason).bind(correction.evidence);
        query.bind(correction.known_from.to_string()).execute(&pool).await.unwrap();
    }
    pool
}

/// Brings a store to a form as the program of that form did.
async fn migrate(pool: &SqlitePool, form: i64) {
    let all: Migrator = sqlx::migrate!("migrations/sqlite");
    let migrations = all.migrations.iter().filter(|migration| migration.version <= form).cloned().collect();
    Migrator { migrations: Cow::Owned(migrations), ..all }.run(pool).await.unwrap();
}

/// The store is what it was, in the form of now.
async fn is_whole(place: &Place) {
    let ledger = place.open().await;
    let (vocabulary, (facts, corrections)) = (vocabulary(), held());
    let since = ledger.since(0, &vocabulary).await.unwrap();
    assert_eq!((&since.facts, &since.corrections), (&facts, &corrections));
    let (register, before) = (ledger.register(&vocabulary).await.unwrap(), Register::new(facts, corrections));
    assert!(register.facts().eq(before.facts()) && register.corrections().eq(before.corrections()));
    assert_eq!(register.entries(), before.entries());
    let found = ledger.verify(&Verifying { vocabulary: Some(&vocabulary), policy: None }).await.unwrap();
    assert_eq!((found.differences, found.entries), (Vec::new(), AWKWARD.len() as u64 * 3), "canonical, and nothing else");
    // And it goes on: the log begins with what was there.
    let secret = ledger.keys().make("example.org/log", [7; 32]).unwrap();
    ledger.begin_log(&secret.public()).await.unwrap();
    let log = Log::open(&ledger).await.unwrap().unwrap();
    assert_eq!(log.sign(1).await.unwrap().unwrap().size, found.entries);
    ledger.append(&[fact("2023-11", "after")], &vocabulary, || ()).await.unwrap();
    log.sign(2).await.unwrap().unwrap();
    log.export(&place.folder.join("site"), &vocabulary).await.unwrap();
    let export = ledger::Export::read(&place.folder.join("site"), None).unwrap();
    assert_eq!(export.read_entries(&vocabulary).unwrap().len() as u64, found.entries + 1);
    ledger.close().await;
}

#[tokio::test]
async fn a_store_of_form_1_is_the_same_register_afterwards() {
    let place = sqlite();
    form_1(&place).await.close().await;
    is_whole(&place).await;
}

#[tokio::test]
async fn a_taking_over_that_was_broken_off_goes_on_at_the_next_start() {
    // Killed after the tables were made and before an entry came into them.
    let place = sqlite();
    let pool = form_1(&place).await;
    migrate(&pool, 2).await;
    pool.close().await;
    is_whole(&place).await;
    // Killed on the way: half of the entries were in the new table, in a transaction that never ended.
    let place = sqlite();
    let pool = form_1(&place).await;
    migrate(&pool, 2).await;
    let mut begun = pool.begin().await.unwrap();
    let half =
        "insert into entry (number, what, fact, leaf, hash) select number, what, id, '{}', x'00' from entry_of_form_1 limit 20";
    assert_eq!(sqlx::query(half).execute(&mut *begun).await.unwrap().rows_affected(), 20);
    sqlx::query("drop table entry_of_form_1").execute(&mut *begun).await.unwrap();
    // As a killed program leaves it: the file and its journal, with the transaction still in it.
    let copy = sqlite();
    for ending in ["", "-wal"] {
        let from = format!("{}{ending}", place.file().display());
        std::fs::copy(from, format!("{}{ending}", copy.file().display())).unwrap();
    }
    begun.rollback().await.unwrap();
    pool.close().await;
    is_whole(&place).await;
    is_whole(&copy).await;
}

/// Three programs open a store at the same time: whoever comes first brings it up to date, once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn programs_that_open_a_store_at_once_bring_it_up_to_date_once() {
    for form in [0, 1, 2] {
        for _ in 0..6 {
            let place = sqlite();
            if form > 0 {
                let pool = form_1(&place).await;
                migrate(&pool, form).await;
                pool.close().await;
            }
            let open = |_| {
                let place = place.clone();
                tokio::spawn(async move { Ledger::open_with(&place.address, &place.opening()).await })
            };
            for opened in [0, 1, 2].map(open) {
                let ledger = opened.await.unwrap().unwrap_or_else(|error| panic!("form {form}: {error}"));
                assert_eq!(ledger.entries().await.unwrap() as usize, if form == 0 { 0 } else { AWKWARD.len() * 3 });
                ledger.close().await;
            }
            if form > 0 {
                is_whole(&place).await;
            }
        }
    }
}

/// Form 1 set no limit; an entry of the log has one. Nothing is dropped, cut or signed half.
#[tokio::test]
async fn an_entry_of_form_1_too_long_for_the_log_is_told_and_the_store_stays_as_it_is() {
    let place = sqlite();
    let pool = form_1(&place).await;
    let long = "update entry set note = replace(hex(zeroblob(40000)), '0', 'x') where number = 2";
    let trigger = "create trigger entry_is_never_updated before update on entry begin select raise(abort, 'no'); end";
    let mut one = pool.acquire().await.unwrap();
    for statement in ["drop trigger entry_is_never_updated", long, trigger] {
        sqlx::query(statement).execute(&mut *one).await.unwrap();
    }
    drop(one);
    pool.close().await;
    let refused = Ledger::open(&place.address).await.unwrap_err();
    assert!(matches!(refused, LedgerError::TooLong { .. }), "{refused}");
    let pool = file_at(place.address.parse().unwrap()).await.unwrap();
    let left: i64 = sqlx::query_scalar("select count(*) from entry where note is not null").fetch_one(&pool).await.unwrap();
    assert_eq!(left as usize, AWKWARD.len() * 3);
    pool.close().await;
    tell("R-17: a store of form 1, whole and broken off in two ways, is the same register afterwards");
}
