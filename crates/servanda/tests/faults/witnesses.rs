//! Three witnesses, two of whom are needed, each in a network of its own; and an operator who shows two histories to the world.

use crate::harness::{Answer, Place, Site, ask, rows, say};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long something that takes a moment may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A witness that is running, in a network of its own where that is allowed.
struct Witness {
    child: Child,
    folder: PathBuf,
    line: String,
    address: String,
    _network: Option<Network>,
}

impl Witness {
    fn start(place: &Place, number: usize, key: &str) -> Witness {
        let folder = place.folder().join(format!("witness-{number}"));
        let network = Network::new(number);
        let listen = network.as_ref().map_or("127.0.0.1:0".to_owned(), |n| format!("{}:8720", n.inside));
        let program = env!("CARGO_BIN_EXE_servanda");
        let mut command = match &network {
            Some(network) => {
                let mut command = Command::new("ip");
                command.args(["netns", "exec", &network.name, program]);
                command
            }
            None => Command::new(program),
        };
        let name = format!("w{number}.example");
        let keep = folder.display().to_string();
        let mut child = command
            .args(["witness", "--origin", key, "--name", &name, "--keep", &keep, "--listen", &listen])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut told = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = loop {
            let line = told.next().expect("the witness says how it stands in a policy").unwrap();
            if let Some((_, line)) = line.split_once("in a policy:") {
                break line.trim().to_owned();
            }
        };
        let address = line.rsplit_once("http://").unwrap().1.to_owned();
        let witness = Witness { child, folder, line, address, _network: network };
        until("the witness answers", || ask(&witness.address, "GET", "/", &[], "").is_ok_and(|a| a.status == 200).then_some(()));
        witness
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A network namespace joined to this machine by one wire.
struct Network {
    name: String,
    inside: String,
}

impl Network {
    /// None where this is not allowed: then the witnesses listen on ports of this machine.
    fn new(number: usize) -> Option<Network> {
        let id = std::process::id() % 10_000;
        let (name, here, there) = (format!("sv{id}w{number}"), format!("svh{id}w{number}"), format!("svn{id}w{number}"));
        let subnet = format!("10.{}.{}", 64 + id % 64, number);
        let (outside, inside) = (format!("{subnet}.1/30"), format!("{subnet}.2"));
        let network = Network { name: name.clone(), inside: inside.clone() };
        let within = |words: &str| -> Vec<String> { words.split(' ').map(str::to_owned).collect() };
        let steps = [
            format!("netns add {name}"),
            format!("link add {here} type veth peer name {there} netns {name}"),
            format!("addr add {outside} dev {here}"),
            format!("link set {here} up"),
            format!("-n {name} addr add {inside}/30 dev {there}"),
            format!("-n {name} link set {there} up"),
            format!("-n {name} link set lo up"),
        ];
        for step in steps {
            let done = Command::new("ip").args(within(&step)).output();
            if !done.is_ok_and(|output| output.status.success()) {
                return None;
            }
        }
        Some(network)
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        // The wire goes with it.
        let _ = Command::new("ip").args(["netns", "delete", &self.name]).output();
    }
}

#[track_caller]
fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        if let Some(found) = look() {
            return found;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("within {PATIENCE:?} it did not come about that {what}");
}

/// The checkpoint of a site: how many entries it covers, and how many witnesses signed it.
fn checkpoint(site: &Site) -> (u64, usize) {
    let text = site.get("/log/checkpoint").ok().filter(|a: &Answer| a.status == 200).map(|a| a.body).unwrap_or_default();
    let size = text.lines().nth(1).and_then(|line| line.parse().ok()).unwrap_or(0);
    (size, text.lines().filter(|line| line.starts_with("— w")).count())
}

fn post(site: &Site, mark: &str) -> u64 {
    let answer = site.post(mark, &rows(&[mark.to_owned()])).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()["last"].as_u64().unwrap()
}

/// What a monitor finds, and whether all of it holds.
fn monitored(place: &Place, sources: &[&Site], policy: &Path, mirror: &str) -> (bool, String) {
    let addresses: Vec<String> = sources.iter().map(|site| format!("http://{}/log", site.address())).collect();
    let mirror = place.folder().join(mirror).display().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_servanda"))
        .arg("monitor")
        .args(&addresses)
        .args(["--policy", &policy.display().to_string(), "--keep", &mirror])
        .output()
        .unwrap();
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&output.stderr));
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn two_of_three_witnesses_make_a_quorum_and_whoever_shows_two_histories_is_caught_in_one_look() {
    let place = Place::new("witnesses");
    place.printed(&["checkpoint"]);
    let key = place.printed(&["key", "show"]).trim().to_owned();
    let mut witnesses: Vec<Witness> = (1..=3).map(|number| Witness::start(&place, number, &key)).collect();
    let apart = witnesses.iter().filter(|w| w._network.is_some()).count();
    say(&format!("{apart} of 3 witnesses have a network of their own"));
    let policy = place.folder().join("policy");
    let lines: String = witnesses.iter().map(|w| format!("{}\n", w.line)).collect();
    let group = "group three 2 w1.example w2.example w3.example\nquorum three\n";
    std::fs::write(&policy, format!("log {key}\n{lines}{group}")).unwrap();
    let believing = ["--policy", &policy.display().to_string()];

    let site = place.start_with(&believing);
    until("all three have signed", || (checkpoint(&site).1 == 3).then_some(()));
    let mut slowest = Duration::ZERO;
    for n in 0..10 {
        let (size, began) = (post(&site, &format!("seen.{n}")), Instant::now());
        until("a new entry is signed and seen by three", || (checkpoint(&site) == (size, 3)).then_some(()));
        slowest = slowest.max(began.elapsed());
    }
    say(&format!("from an entry to the signatures of three witnesses: {} ms at most, of 10", slowest.as_millis()));
    let (holds, told) = monitored(&place, &[&site], &policy, "mirror-honest");
    assert!(holds, "{told}");

    // One of three is gone: two are enough.
    drop(witnesses.pop());
    let size = post(&site, "without the third");
    until("two have signed", || (checkpoint(&site) == (size, 2)).then_some(()));
    let (holds, told) = monitored(&place, &[&site], &policy, "mirror-honest");
    assert!(holds, "{told}");

    // The operator copies store and key, and goes on with another history beside the first.
    let other_place = place.copied("other-history");
    let other = other_place.start_with(&believing);
    let size = post(&site, "what the world is told");
    until("the first history is seen", || (checkpoint(&site) == (size, 2)).then_some(()));
    let (holds, told) = monitored(&place, &[&site], &policy, "mirror-honest");
    assert!(holds, "{told}");
    assert_eq!(post(&other, "what one reader is told"), size);
    until("the other history is signed", || (checkpoint(&other).0 == size).then_some(()));
    until("the witnesses refused it", || other.told().contains("did not sign").then_some(()));
    assert_eq!(checkpoint(&other), (size, 0), "no witness signs the other history");

    let (holds, told) = monitored(&place, &[&other], &policy, "mirror-deceived");
    assert!(!holds, "who sees only the other history misses the witnesses: {told}");
    let (holds, told) = monitored(&place, &[&site, &other], &policy, "mirror-both");
    assert!(!holds && told.contains("two histories"), "{told}");
    let (holds, told) = monitored(&place, &[&other], &policy, "mirror-honest");
    assert!(!holds && told.contains("two histories"), "who saw the first history before knows the other at once: {told}");
    let kept = std::fs::read_dir(place.folder().join("mirror-both/conflicts")).unwrap().count();
    assert!(kept > 0, "both checkpoints are kept as proof");
    let kept = std::fs::read_dir(witnesses[0].folder.join("conflicts")).map_or(0, Iterator::count);
    assert!(kept > 0, "the witness keeps the proof too");
    // A negative control: the same monitor finds nothing wrong with the first history.
    let (holds, told) = monitored(&place, &[&site], &policy, "mirror-again");
    assert!(holds, "{told}");
}
