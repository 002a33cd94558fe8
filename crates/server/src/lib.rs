//! HTTP: addresses into questions, pages into answers.
//!
//! *Flows in*: requests; entries of the store. *Flows out*: pages and data. *Deliberately unknown here*: law, and what day it is: the binary tells.

mod answer;
mod desk;
mod follow;
mod query;
mod routes;

pub use desk::{Desk, Reading};
pub use follow::{Entered, News, follow};
pub use routes::router;

use std::net::TcpListener;
use std::sync::Arc;

/// Serves the site at an open door until the program is told to stop.
pub async fn serve(door: TcpListener, desk: Arc<Desk>) -> std::io::Result<()> {
    door.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(door)?;
    let stop = async {
        // Where the signal cannot be heard, the site is served on.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    axum::serve(listener, router(desk)).with_graceful_shutdown(stop).await
}
