//! HTTP.

use facts::Day;
use publish::Site;
/// Serves.
pub async fn serve(_door: std::net::TcpListener, _site: Site, _today: fn() -> Day) -> std::io::Result<()> { Ok(()) }
