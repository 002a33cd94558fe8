//! HTTP: addresses into questions, pages into answers.
//!
//! *Flows in*: requests. *Flows out*: pages and data. *Deliberately unknown here*: law, and what day it is: the binary tells.

mod answer;
mod query;
mod routes;

pub use routes::{Desk, router};

use facts::Day;
use publish::Site;
use std::net::TcpListener;
use std::sync::Arc;

/// Serves the site at an open door until the program is told to stop.
pub async fn serve(door: TcpListener, site: Site, today: fn() -> Day) -> std::io::Result<()> {
    door.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(door)?;
    let stop = async {
        // Where the signal cannot be heard, the site is served on.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    axum::serve(listener, router(Arc::new(Desk { site, today }))).with_graceful_shutdown(stop).await
}
