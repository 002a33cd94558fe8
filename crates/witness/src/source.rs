//! Where a log is read from: a folder or an address, with the same files below both. Source: C2SP tlog-tiles.

use std::fmt;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;
use thiserror::Error;
use tlog::{LONGEST_LEAF, TILE};
use ureq::Agent;

/// How long one file may take, in all.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long it may take until somebody answers.
const GREETING: Duration = Duration::from_secs(5);

/// The longest document of evidence that is read: 128 MB.
pub const LONGEST_EVIDENCE: u64 = 128 << 20;

/// A place where a log can be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    /// A folder, e.g. what `servanda export` writes or a monitor keeps.
    Folder(PathBuf),
    /// An address, e.g. `http://127.0.0.1:8710/log`, without a slash at the end.
    Address(String),
}

/// Why a file of a log could not be read. That it is not there is no error.
#[derive(Debug, Error)]
pub enum SourceError {
    /// Not a place.
    #[error(
        "\"{text}\" is not a place where a log can be read\n  hint: name a folder, or an address that begins with http:// or https://"
    )]
    Place {
        /// What was given.
        text: String,
    },
    /// Not a file of a log.
    #[error("{path} is not a file of a log")]
    Path {
        /// What was asked for.
        path: String,
    },
    /// The file cannot be read.
    #[error("{place}: {path} cannot be read: {error}")]
    File {
        /// The source.
        place: String,
        /// The file.
        path: String,
        /// What the system says.
        error: io::Error,
    },
    /// Nobody answers there.
    #[error("{place}: {path} cannot be fetched: {error}")]
    Silent {
        /// The source.
        place: String,
        /// The file.
        path: String,
        /// What the network says.
        error: Box<ureq::Error>,
    },
    /// The answer is neither the file nor that it is not there.
    #[error("{place}: {path} was answered with {status}")]
    Status {
        /// The source.
        place: String,
        /// The file.
        path: String,
        /// The number of HTTP.
        status: u16,
    },
    /// No file of this kind is so long.
    #[error("{place}: {path} is longer than the {most} bytes such a file can have")]
    TooLong {
        /// The source.
        place: String,
        /// The file.
        path: String,
        /// How long it can be.
        most: u64,
    },
}

/// Connections are used again, and no redirection is followed: what is read is what was named.
static AGENT: LazyLock<Agent> = LazyLock::new(|| {
    let config = Agent::config_builder().timeout_global(Some(PATIENCE)).timeout_connect(Some(GREETING));
    let config = config.timeout_recv_response(Some(PATIENCE / 2)).http_status_as_error(false);
    config.max_redirects(0).max_redirects_will_error(false).build().new_agent()
});

impl Source {
    /// Reads a folder's name or an address.
    pub fn parse(text: &str) -> Result<Self, SourceError> {
        let lower = text.to_ascii_lowercase();
        if lower.starts_with("http://") || lower.starts_with("https://") {
            return Ok(Self::Address(text.trim_end_matches('/').to_owned()));
        }
        if text.is_empty() || text.contains("://") {
            return Err(SourceError::Place { text: text.to_owned() });
        }
        Ok(Self::Folder(PathBuf::from(text)))
    }

    /// The file at this path below it, e.g. `checkpoint` or `tile/entries/000`; nothing where there is none. Waits, and reads no more than
    /// a file of that kind can have.
    pub fn get(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        let most = most_bytes(path).ok_or_else(|| SourceError::Path { path: path.to_owned() })?;
        match self {
            Self::Folder(folder) => self.read(&folder.join(path), path, most),
            Self::Address(address) => self.fetch(&format!("{address}/{path}"), path, most),
        }
    }

    fn read(&self, file: &Path, path: &str, most: u64) -> Result<Option<Vec<u8>>, SourceError> {
        let unreadable = |error| SourceError::File { place: self.to_string(), path: path.to_owned(), error };
        let file = match std::fs::File::open(file) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unreadable(error)),
        };
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        if bytes.len() as u64 > most { Err(self.too_long(path, most)) } else { Ok(Some(bytes)) }
    }

    fn fetch(&self, url: &str, path: &str, most: u64) -> Result<Option<Vec<u8>>, SourceError> {
        let silent = |error| SourceError::Silent { place: self.to_string(), path: path.to_owned(), error: Box::new(error) };
        let mut response = AGENT.get(url).call().map_err(silent)?;
        match response.status().as_u16() {
            // Its limit is what it refuses to reach.
            200 => match response.body_mut().with_config().limit(most + 1).read_to_vec() {
                Ok(bytes) => Ok(Some(bytes)),
                Err(ureq::Error::BodyExceedsLimit(_)) => Err(self.too_long(path, most)),
                Err(error) => Err(silent(error)),
            },
            404 | 410 => Ok(None),
            status => Err(SourceError::Status { place: self.to_string(), path: path.to_owned(), status }),
        }
    }

    fn too_long(&self, path: &str, most: u64) -> SourceError {
        SourceError::TooLong { place: self.to_string(), path: path.to_owned(), most }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::Address(address) => f.write_str(address),
        }
    }
}

/// How long a file of this kind can be; nothing where the path leads out of the log.
fn most_bytes(path: &str) -> Option<u64> {
    let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    if !inside || path.is_empty() || path.contains(['\\', '?', '#', '%']) {
        return None;
    }
    Some(match path {
        // 256 entries, each with its length before it.
        _ if path.starts_with("tile/entries/") => TILE * (LONGEST_LEAF as u64 + 2),
        _ if path.starts_with("tile/") => TILE * 32,
        _ if path.starts_with("evidence/") => LONGEST_EVIDENCE,
        _ => 64 << 10,
    })
}
