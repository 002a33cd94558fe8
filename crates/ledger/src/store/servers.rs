//! The address of a cluster of several servers, as libpq has it: `postgres://USER@A:5432,B:5432/DATABASE`, or sockets as
//! `?host=/run/a,/run/b`. It is taken apart into one address a server.

use crate::LedgerError;

/// One address for each server named, in their order. What says that a server has to take entries is left out: here it always has to.
pub(super) fn each(address: &str) -> Result<Vec<String>, LedgerError> {
    let unclear = || LedgerError::Address { text: address.to_owned() };
    let (scheme, rest) = address.split_once("://").ok_or_else(unclear)?;
    let (before, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, database) = before.split_once('/').unwrap_or((before, ""));
    let (user, servers) = authority.rsplit_once('@').map_or((None, authority), |(user, servers)| (Some(user), servers));
    let mut others = Vec::new();
    let (mut hosts, mut ports) = (Vec::new(), Vec::new());
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("host", named)) => hosts = list(named),
            Some(("port", named)) => ports = list(named),
            Some(("target_session_attrs", "read-write" | "primary")) => {}
            Some(("target_session_attrs", _)) => return Err(unclear()),
            _ => others.push(pair),
        }
    }
    let authorities = list(servers);
    let many = authorities.len().max(hosts.len()).max(1);
    // One port may stand for all servers; several have to be as many as the servers.
    let fits = |named: &[String]| named.len() <= 1 || named.len() == many;
    if !fits(&authorities) || !fits(&hosts) || !fits(&ports) {
        return Err(unclear());
    }
    let of = |named: &[String], at: usize| named.get(at).or_else(|| named.first().filter(|_| named.len() == 1)).cloned();
    let one = |at: usize| {
        let server = of(&authorities, at).unwrap_or_default();
        let user = user.map(|user| format!("{user}@")).unwrap_or_default();
        let mut query: Vec<String> = others.iter().map(|pair| (*pair).to_owned()).collect();
        query.extend(of(&hosts, at).map(|host| format!("host={host}")));
        query.extend(of(&ports, at).map(|port| format!("port={port}")));
        let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
        format!("{scheme}://{user}{server}/{database}{query}")
    };
    Ok((0..many).map(one).collect())
}

fn list(named: &str) -> Vec<String> {
    named.replace("%2C", ",").replace("%2c", ",").split(',').filter(|one| !one.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    // In a test, breaking off is how a problem is told.
    #![allow(clippy::unwrap_used)]

    use super::each;

    #[test]
    fn an_address_of_one_server_stays_as_it_is() {
        for address in [
            "postgres://servanda@localhost/servanda",
            "postgres://servanda:pass@db.example.org:5433/servanda?sslmode=verify-full",
            "postgres://servanda@localhost/postgres?host=/run/postgresql",
        ] {
            assert_eq!(each(address).unwrap(), [address]);
        }
    }

    #[test]
    fn several_servers_are_taken_apart() {
        assert_eq!(
            each("postgres://u:p@a:5432,b:5433/d?sslmode=require&target_session_attrs=read-write").unwrap(),
            ["postgres://u:p@a:5432/d?sslmode=require", "postgres://u:p@b:5433/d?sslmode=require"]
        );
        assert_eq!(
            each("postgres://u@localhost/d?host=/run/a,/run/b").unwrap(),
            ["postgres://u@localhost/d?host=/run/a", "postgres://u@localhost/d?host=/run/b"]
        );
        assert_eq!(
            each("postgres://u@localhost/d?host=a,b&port=1,2").unwrap(),
            ["postgres://u@localhost/d?host=a&port=1", "postgres://u@localhost/d?host=b&port=2"]
        );
    }

    #[test]
    fn what_does_not_fit_together_is_refused() {
        for address in [
            "postgres://u@a,b,c/d?port=1,2",
            "postgres://u@localhost/d?host=a,b&port=1,2,3",
            "postgres://u@a,b/d?target_session_attrs=any",
        ] {
            each(address).unwrap_err();
        }
    }
}
