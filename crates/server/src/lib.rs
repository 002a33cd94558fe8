//! HTTP: addresses into questions, pages into answers.
//!
//! *Flows in*: requests; entries of the store. *Flows out*: pages and data; checkpoints of the public log. *Deliberately unknown here*: law, and what day it is: the binary tells.

mod answer;
mod desk;
mod follow;
mod log;
mod notary;
mod query;
mod routes;
mod writers;

pub use desk::{Clock, Desk, Reading};
pub use follow::{Entered, News, attend, follow};
pub use notary::{Answered, Ask, Asking, Notary};
pub use routes::router;
pub use writers::{ReadFacts, Writers};

use std::net::TcpListener;
use std::sync::Arc;

/// Serves the site at an open door until the program is told to stop.
pub async fn serve(door: TcpListener, desk: Arc<Desk>) -> std::io::Result<()> {
    door.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(door)?;
    axum::serve(listener, router(desk)).with_graceful_shutdown(told_to_stop()).await
}

/// Waits until the program is told to stop, by the keyboard or by whoever runs it. Where that cannot be heard, the site is served on.
async fn told_to_stop() {
    let keyboard = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let operator = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending::<()>().await,
        }
    };
    tokio::select! {
        () = keyboard => {}
        () = operator => {}
    }
}
