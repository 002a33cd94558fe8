use crate::answer::{CSS, CSV, HTML, ICS, JSON, answer};
use crate::query::{self, Query};
use crate::{Desk, Reading, log, writers};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Query as QueryOf, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::response::Response;
use axum::routing::{get, post};
use facts::Treaty;
use findings::Wanted;
use jiff::ToSpan;
use publish::api::{FindingsAnswer, findings_table, ics, with_readings};
use publish::pages::{self, Form, Missing, Paper};
use publish::{Place, Voice};
use std::sync::Arc;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

/// Every address of the site.
pub fn router(desk: Arc<Desk>) -> Router {
    let header = |name, value| SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value));
    Router::new()
        .route("/", get(home))
        .route("/servanda.css", get(|| async { answer(200, CSS, pages::STYLE_SHEET.to_owned()) }))
        .route("/health", get(log::health))
        .route("/log", get(log::page))
        .route("/log/{*path}", get(log::below))
        .route("/ledger/facts", post(writers::facts))
        .route("/ledger/corrections", post(writers::corrections))
        .route("/{treaty}", get(overview))
        .route("/{treaty}/", get(overview))
        .route("/{treaty}/{*path}", get(page))
        .fallback(nowhere)
        .with_state(desk)
        .layer(DefaultBodyLimit::max(writers::LARGEST_BODY))
        .layer(CompressionLayer::new())
        .layer(header(X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(REFERRER_POLICY, "no-referrer"))
        .layer(header(CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"))
}

/// What stands behind the `?`, in its order.
type Pairs = Vec<(String, String)>;

async fn home(State(reading): State<Reading>, QueryOf(pairs): QueryOf<Pairs>) -> Response {
    give_home(&reading, &query::gathered(pairs), Form::Html)
}

/// The first page, in the form asked for; its words and its head are those of the book's first treaty.
fn give_home(reading: &Reading, query: &Query, form: Form) -> Response {
    let Some(treaty) = first_treaty(reading) else { return answer(500, HTML, String::new()) };
    let read = match query::read_by(reading, query) {
        Ok(read) => read,
        Err(missing) => return missing_answer(reading, treaty, &missing, form),
    };
    let reading = read.as_ref().unwrap_or(reading);
    let paper = query::place(reading, treaty, Place::HOME, query).and_then(|place| paper(reading, place));
    match paper {
        Ok(paper) => give_page(pages::home().as_ref(), &paper, form),
        Err(missing) => missing_answer(reading, treaty, &missing, form),
    }
}

async fn overview(State(reading): State<Reading>, Path(treaty): Path<String>, QueryOf(pairs): QueryOf<Pairs>) -> Response {
    let query = query::gathered(pairs);
    match treaty.as_str() {
        "index.json" => give_home(&reading, &query, Form::Json),
        "index.csv" => give_home(&reading, &query, Form::Csv),
        _ => give(&reading, &treaty, "", &query),
    }
}

async fn page(
    State(reading): State<Reading>,
    Path((treaty, path)): Path<(String, String)>,
    QueryOf(pairs): QueryOf<Pairs>,
) -> Response {
    give(&reading, &treaty, &path, &query::gathered(pairs))
}

async fn nowhere(State(reading): State<Reading>) -> Response {
    first_treaty(&reading)
        .map_or_else(|| answer(404, HTML, String::new()), |treaty| missing_answer(&reading, treaty, &Missing::page(), Form::Html))
}

fn first_treaty(reading: &Reading) -> Option<Treaty> {
    reading.site.world.book.chapters().next().map(|c| c.treaty.treaty)
}

/// The answer to an address below a treaty, in the form its ending asks for.
fn give(reading: &Reading, treaty: &str, path: &str, query: &Query) -> Response {
    let known = treaty.parse::<Treaty>().ok().filter(|t| reading.site.world.book.chapter(*t).is_some());
    let (path, form) = match (path.strip_suffix(".json"), path.strip_suffix(".csv")) {
        (Some(path), _) => (path, Form::Json),
        (None, Some(path)) => (path, Form::Csv),
        (None, None) => (path, Form::Html),
    };
    let path = if path == "index" { "" } else { path.trim_end_matches('/') };
    let Some(treaty) = known else {
        let shown = first_treaty(reading);
        return shown
            .map_or_else(|| answer(404, HTML, String::new()), |t| missing_answer(reading, t, &Missing::treaty(treaty), form));
    };
    let read = match query::read_by(reading, query) {
        Ok(read) => read,
        Err(missing) => return missing_answer(reading, treaty, &missing, form),
    };
    let reading = read.as_ref().unwrap_or(reading);
    let given = query::place(reading, treaty, path, query)
        .and_then(|place| special(reading, &place, form).map_or_else(|| one(reading, place.clone(), form, query), Ok));
    given.unwrap_or_else(|missing| missing_answer(reading, treaty, &missing, form))
}

fn one(reading: &Reading, place: Place, form: Form, query: &Query) -> Result<Response, Missing> {
    let path = place.path.clone();
    let paper = paper(reading, place)?;
    let page = pages::find(&paper, &path, &query::asked(query)?)?;
    Ok(give_page(page.as_ref(), &paper, form))
}

fn give_page(page: &dyn pages::Page, paper: &Paper<'_>, form: Form) -> Response {
    match form {
        Form::Html => answer(200, HTML, pages::document(page, paper)),
        Form::Json => {
            let json = with_readings(page.json(paper), &paper.site.world, paper.place.treaty());
            answer(200, JSON, json.to_string())
        }
        Form::Csv => answer(200, CSV, page.table(paper).csv()),
    }
}

/// Answers that are data and no page: every finding, the calendar file.
fn special(reading: &Reading, place: &Place, form: Form) -> Option<Response> {
    let (world, question) = (&reading.site.world, &place.question);
    match (place.path.as_str(), form) {
        ("findings", Form::Json | Form::Csv) => {
            let found = findings::findings(world, question, &Wanted::default());
            Some(if form == Form::Csv {
                answer(200, CSV, findings_table(&found, &world.register).csv())
            } else {
                answer(200, JSON, serde_json::to_string(&FindingsAnswer::new(world, question, &found)).unwrap_or_default())
            })
        }
        ("calendar.ics", Form::Html) => {
            let voice = Voice::new(&reading.site, "en")?;
            let to = question.true_on.saturating_add(1.year());
            let days = findings::calendar(world, question, question.true_on, to, None);
            Some(answer(200, ICS, ics(&days, &voice, place.today)))
        }
        _ => None,
    }
}

fn paper(reading: &Reading, place: Place) -> Result<Paper<'_>, Missing> {
    let voice = Voice::new(&reading.site, "en").ok_or_else(Missing::page)?;
    Ok(Paper { site: &reading.site, place, voice, log: reading.log.as_deref().map(|log| (log, reading.now)) })
}

fn missing_answer(reading: &Reading, treaty: Treaty, missing: &Missing, form: Form) -> Response {
    let Ok(place) = query::place(reading, treaty, "", &Query::new()) else { return answer(missing.status, HTML, String::new()) };
    let Ok(paper) = paper(reading, place) else { return answer(missing.status, HTML, String::new()) };
    match form {
        Form::Html => answer(missing.status, HTML, pages::missing_page(missing, &paper)),
        _ => answer(missing.status, JSON, serde_json::json!({ "error": paper.voice.say(&missing.says) }).to_string()),
    }
}
