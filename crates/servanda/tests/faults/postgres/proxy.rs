use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};
use std::thread::spawn;

/// What is done with the next commits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Commit {
    /// They pass.
    Passes,
    /// The database gets them; its answer is lost with the connection.
    Unanswered,
    /// The connection is lost before the database gets them.
    Unheard,
}

/// Stands between a program and a database, and loses what it is told to lose.
pub struct Proxy {
    address: String,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    commit: AtomicU8,
    lost: AtomicUsize,
    /// Connections made before this many breaks of the network are dead.
    muted: AtomicUsize,
    shut: AtomicBool,
}

impl Proxy {
    /// One before the database whose socket is in that folder.
    pub fn before(folder: &str) -> Proxy {
        let door = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = door.local_addr().unwrap().to_string();
        let (state, socket) = (Arc::new(State::default()), format!("{folder}/.s.PGSQL.5432"));
        let shared = Arc::clone(&state);
        spawn(move || {
            let mut dead = Vec::new();
            for client in door.incoming().flatten() {
                if shared.shut.load(Ordering::SeqCst) {
                    dead.push(client);
                    continue;
                }
                let Ok(server) = UnixStream::connect(&socket) else { continue };
                let state = Arc::clone(&shared);
                spawn(move || carry(client, server, &state));
            }
        });
        Proxy { address, state }
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What is done with commits from now on.
    pub fn commits(&self, commit: Commit) {
        self.state.commit.store(commit as u8, Ordering::SeqCst);
    }

    /// Swallows from now on whatever is said on the connections there are, without ending them, as a network does that breaks in the
    /// middle; new ones are carried.
    pub fn swallow(&self) {
        self.state.muted.fetch_add(1, Ordering::SeqCst);
    }

    /// Lets nobody in, and says nothing of it.
    pub fn shut(&self, shut: bool) {
        self.state.shut.store(shut, Ordering::SeqCst);
    }

    /// How many commits were lost, one way or the other.
    pub fn lost(&self) -> usize {
        self.state.lost.load(Ordering::SeqCst)
    }
}

/// Carries both ways, until one end is done.
fn carry(mut client: TcpStream, mut server: UnixStream, state: &Arc<State>) {
    let born = state.muted.load(Ordering::SeqCst);
    let (mut answers, mut to_client) = (server.try_clone().unwrap(), client.try_clone().unwrap());
    // Once a commit is to be unanswered, nothing that the server says is passed on.
    let silent = Arc::new(AtomicU8::new(0));
    let (shared, counted) = (Arc::clone(&silent), Arc::clone(state));
    let back = spawn(move || {
        let mut bytes = [0; 16_384];
        while let Ok(many @ 1..) = answers.read(&mut bytes) {
            if shared.load(Ordering::SeqCst) == 1 {
                // The answer to the commit is here: it was made to last. The connection goes before anybody hears of it.
                counted.lost.fetch_add(1, Ordering::SeqCst);
                break;
            }
            if counted.muted.load(Ordering::SeqCst) > born {
                continue;
            }
            if to_client.write_all(&bytes[..many]).is_err() {
                break;
            }
        }
        let _ = to_client.shutdown(Shutdown::Both);
        let _ = answers.shutdown(Shutdown::Both);
    });
    let mut bytes = [0; 16_384];
    while let Ok(many @ 1..) = client.read(&mut bytes) {
        let said = &bytes[..many];
        if state.muted.load(Ordering::SeqCst) > born {
            continue;
        }
        if is_commit(said) {
            let commit = state.commit.load(Ordering::SeqCst);
            if commit == Commit::Unheard as u8 {
                state.lost.fetch_add(1, Ordering::SeqCst);
                break;
            }
            if commit == Commit::Unanswered as u8 {
                silent.store(1, Ordering::SeqCst);
            }
        }
        if server.write_all(said).is_err() {
            break;
        }
    }
    let _ = client.shutdown(Shutdown::Both);
    let _ = server.shutdown(Shutdown::Write);
    let _ = back.join();
}

/// Whether that is a message that commits: a plain query (`Q`), which is sent by itself.
fn is_commit(said: &[u8]) -> bool {
    said.first() == Some(&b'Q') && said.get(5..).is_some_and(|text| text.starts_with(b"COMMIT"))
}
