//! The connections to PostgreSQL: to one server, or to whichever of several takes entries at the time.

use super::{lost, servers};
use crate::LedgerError;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions, Connection};
use std::str::FromStr;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

/// How many connections one program keeps for those that read, and for those that write: writers wait for each other, and readers
/// must not wait for them.
const READERS: u32 = 6;
const WRITERS: u32 = 4;

/// How long a connection is waited for, to write and to read. Who reads has something else to do meanwhile.
const PATIENCE: Duration = Duration::from_secs(10);
const IMPATIENCE: Duration = Duration::from_secs(3);

/// How long a connection that was made earlier may take to say that it is still there.
const SILENCE: Duration = Duration::from_secs(1);

/// How long one server may take to say what it is; how often, and after what pause, one that is just starting is asked again.
const GLANCE: Duration = Duration::from_secs(5);
const STARTS: u32 = 20;
const PAUSE: Duration = Duration::from_millis(500);

/// What every connection is told.
const SETTINGS: [(&str, &str); 8] = [
    // What was acknowledged is on the disk of the cluster, and of its synchronous standbys where it has any.
    ("synchronous_commit", "on"),
    // A wait for a standby that is cut short would be acknowledged although the standby has nothing.
    ("statement_timeout", "0"),
    ("default_transaction_isolation", "read committed"),
    // Another program that writes is waited for so long, as on SQLite.
    ("lock_timeout", "30s"),
    // A program that stands still, or whose machine is gone, must not keep the others from writing for ever.
    ("idle_in_transaction_session_timeout", "15s"),
    ("tcp_keepalives_idle", "10"),
    ("tcp_keepalives_interval", "5"),
    ("tcp_keepalives_count", "3"),
];

/// A cluster, and the connections of one program to it. All clones have the same.
#[derive(Clone, Debug)]
pub(crate) struct Cluster {
    /// How each of the servers is reached.
    servers: Arc<[PgConnectOptions]>,
    connections: Arc<RwLock<Connections>>,
    shown: Arc<str>,
}

#[derive(Clone, Debug)]
struct Connections {
    read: PgPool,
    write: PgPool,
}

impl Connections {
    fn to(server: &PgConnectOptions) -> Self {
        let pool = |many, patience| {
            // What looks after old connections may never end; see the other store.
            let options = PgPoolOptions::new().idle_timeout(None).max_lifetime(None);
            let options = options.max_connections(many).acquire_timeout(patience).test_before_acquire(false);
            // A connection that says nothing any more must not hold up who wants one: it is given up, and another one made.
            let options = options.before_acquire(|connection, _| {
                Box::pin(async move {
                    let answers = tokio::time::timeout(SILENCE, connection.ping()).await;
                    answers.map_err(|_| lost::silence())?.map(|()| true)
                })
            });
            options.connect_lazy_with(server.clone())
        };
        Connections { read: pool(READERS, IMPATIENCE), write: pool(WRITERS, PATIENCE) }
    }

    async fn close(self) {
        self.read.close().await;
        self.write.close().await;
    }
}

impl Cluster {
    /// Connects to the server that takes entries.
    pub async fn connect(address: &str, shown: &str) -> Result<Self, LedgerError> {
        let unreachable = |e: sqlx::Error| LedgerError::Unreachable { store: shown.to_owned(), why: e.to_string() };
        let mut servers = Vec::new();
        for address in servers::each(address)? {
            let options = PgConnectOptions::from_str(&address).map_err(unreachable)?;
            servers.push(options.application_name("servanda").options(SETTINGS));
        }
        let mut found = primary(&servers).await;
        for _ in 0..STARTS {
            if !matches!(&found, Err(NotThis { starting: true, .. })) {
                break;
            }
            tokio::time::sleep(PAUSE).await;
            found = primary(&servers).await;
        }
        let primary = found.map_err(|NotThis { why, .. }| LedgerError::Unreachable { store: shown.to_owned(), why })?;
        let connections = Arc::new(RwLock::new(Connections::to(&primary)));
        Ok(Cluster { servers: servers.into(), connections, shown: shown.into() })
    }

    /// The connections that read.
    pub fn read(&self) -> PgPool {
        self.connections().read
    }

    /// The connections that write.
    pub fn write(&self) -> PgPool {
        self.connections().write
    }

    fn connections(&self) -> Connections {
        self.connections.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Looks anew which of the servers takes entries, and turns to it with new connections: the old ones may wait for an answer that
    /// never comes.
    pub async fn find_primary(&self) -> Result<(), LedgerError> {
        let unreachable = |NotThis { why, .. }| LedgerError::Unreachable { store: self.shown.to_string(), why };
        let new = Connections::to(&primary(&self.servers).await.map_err(unreachable)?);
        let old = std::mem::replace(&mut *self.connections.write().unwrap_or_else(PoisonError::into_inner), new);
        // What is under way on them is done, or breaks off; nobody waits for that.
        tokio::spawn(old.close());
        Ok(())
    }

    pub async fn close(&self) {
        self.connections().close().await;
    }
}

/// Why a server, or none of several, takes entries.
struct NotThis {
    why: String,
    /// Whether it is just starting.
    starting: bool,
}

impl NotThis {
    fn for_good(why: String) -> Self {
        NotThis { why, starting: false }
    }
}

/// The server that takes entries; where there is none, why each of them does not.
async fn primary(servers: &[PgConnectOptions]) -> Result<PgConnectOptions, NotThis> {
    let mut none = NotThis::for_good(String::new());
    // All at once: one that does not answer must not hold up the others. The first in the order of the address that does is taken.
    let glances: Vec<_> = servers.iter().cloned().map(|server| tokio::spawn(async move { glance(&server).await })).collect();
    for (server, glance) in servers.iter().zip(glances) {
        match glance.await.unwrap_or_else(|broken| Err(NotThis::for_good(broken.to_string()))) {
            Ok(()) => return Ok(server.clone()),
            Err(NotThis { why, starting }) => {
                let between = if none.why.is_empty() { "" } else { "; " };
                none = NotThis { why: format!("{}{between}{why}", none.why), starting: none.starting || starting };
            }
        }
    }
    Err(none)
}

/// Whether a server takes entries, or why not.
async fn glance(server: &PgConnectOptions) -> Result<(), NotThis> {
    let asked = async {
        let mut connection: PgConnection = server.connect().await?;
        let recovers: bool = sqlx::query_scalar("select pg_is_in_recovery()").fetch_one(&mut connection).await?;
        connection.close().await?;
        Ok::<bool, sqlx::Error>(recovers)
    };
    match tokio::time::timeout(GLANCE, asked).await {
        Ok(Ok(false)) => Ok(()),
        Ok(Ok(true)) => Err(NotThis::for_good("it is a standby, which can only be read".to_owned())),
        Ok(Err(error)) => {
            let starting = matches!(&error, sqlx::Error::Database(error) if error.code().as_deref() == Some("57P03"));
            Err(NotThis { why: error.to_string(), starting })
        }
        Err(_) => Err(NotThis::for_good("it does not answer".to_owned())),
    }
}
