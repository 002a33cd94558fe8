//! PostgreSQL taken away from under a site, and put back: stopped in the middle, its connections cut, its answers lost, a standby put in
//! its place; and several sites on one database.
//!
//! The clusters are made here by `crates/ledger/tests/postgres`; where there is no PostgreSQL, that is said and nothing is tried.

mod cluster;
mod commit;
mod instances;
mod load;
mod proxy;
mod standby;
mod stopped;

use cluster::Cluster;
use load::Load;
use proxy::Proxy;
