//! The witness's door: two addresses, few connections at a time, and nobody holds one by being slow.

use crate::refusal::Refusal;
use crate::request::LONGEST_BODY;
use crate::witness::Witness;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// How much of the door one may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many connections at a time.
    pub connections: usize,
    /// How long the head of a request may take, a connection be idle, and a body take.
    pub patience: Duration,
}

impl Default for Limits {
    /// A log asks once in a while; whoever takes longer than ten seconds for a kilobyte has another purpose.
    fn default() -> Self {
        Self { connections: 256, patience: Duration::from_secs(10) }
    }
}

#[derive(Clone)]
struct Desk {
    witness: Arc<Witness>,
    now: fn() -> u64,
    patience: Duration,
}

/// The addresses of a witness: `POST /add-checkpoint` for logs, `GET /` for people. `now` gives seconds since 1970.
pub fn router(witness: Arc<Witness>, now: fn() -> u64, limits: Limits) -> Router {
    let desk = Desk { witness, now, patience: limits.patience };
    Router::new().route("/", get(page)).route("/add-checkpoint", post(add)).with_state(desk)
}

/// Serves at an open door until the program is told to stop; then connections have ten seconds to finish.
///
/// Not `axum::serve`, which gives hyper no timer: a connection that says nothing would be held for ever.
pub async fn serve(door: TcpListener, router: Router, limits: Limits) -> std::io::Result<()> {
    door.set_nonblocking(true)?;
    let door = tokio::net::TcpListener::from_std(door)?;
    let places = Arc::new(Semaphore::new(limits.connections));
    let open = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.patience);
    let mut stop = std::pin::pin!(stopped());
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await.map_err(std::io::Error::other)?;
            std::io::Result::Ok((place, door.accept().await?.0))
        };
        let next = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        let Ok((place, stream)) = next else {
            // The system is short of something, e.g. of open files: that passes.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router.clone()));
        let connection = open.watch(connection);
        tokio::spawn(async move {
            // What goes wrong with one connection concerns nobody else.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(door);
    let _ = timeout(Duration::from_secs(10), open.shutdown()).await;
    Ok(())
}

/// Ends when the program is told to stop. Where that cannot be heard, never.
async fn stopped() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

async fn page(State(desk): State<Desk>) -> Response {
    match tokio::task::spawn_blocking(move || desk.witness.page()).await {
        Ok(page) => answer(StatusCode::OK, "text/plain; charset=utf-8", page),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn add(State(desk): State<Desk>, request: Request) -> Response {
    let body = match timeout(desk.patience, to_bytes(request.into_body(), LONGEST_BODY)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return refuse(&Refusal::TooLong),
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    let added = tokio::task::spawn_blocking(move || desk.witness.add(&body, desk.now)).await;
    match added {
        Ok(Ok(line)) => answer(StatusCode::OK, "text/plain; charset=utf-8", line.to_string()),
        Ok(Err(refusal)) => refuse(&refusal),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn refuse(refusal: &Refusal) -> Response {
    let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    answer(status, refusal.content_type(), format!("{refusal}\n"))
}

fn answer(status: StatusCode, content_type: &'static str, body: String) -> Response {
    (status, [(CONTENT_TYPE, HeaderValue::from_static(content_type))], Body::from(body)).into_response()
}
