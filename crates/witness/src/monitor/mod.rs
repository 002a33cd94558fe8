//! The monitor: it looks at one log through one or more sources, reads everything that is new, holds it against all it saw before, and
//! keeps a mirror.

mod claims;
mod evidence;
mod finding;
mod grow;
mod mirror;
mod shown;
mod sizes;

pub use finding::{Finding, Kind};

use crate::keep::KeepError;
use crate::source::Source;
use claims::{Claims, Seen, first_difference};
use grow::{Grown, Trouble, grow, of_hashes, wrong_tile};
use mirror::Mirror;
use shown::{Freshness, Shown, View, look, unreachable};
use sizes::Sizes;
use std::path::Path;
use thiserror::Error;
use tlog::{Policy, PublicKey};

/// What keeps a monitor from looking, told for the person who runs it.
#[derive(Debug, Error)]
pub enum MonitorError {
    /// The folder, or a file in it.
    #[error(transparent)]
    Keep(#[from] KeepError),
    /// The mirror is not whole.
    #[error(
        "the mirror in {folder} is damaged: {why}\n  hint: keep it as it is, start with a new folder, and compare the two: the disk may have failed, or somebody changed it"
    )]
    Damaged {
        /// The folder.
        folder: String,
        /// What is wrong with it.
        why: String,
    },
    /// The folder holds another log.
    #[error(
        "{folder} is the mirror of {origin}, signed by no key of this policy\n  hint: name another folder with --keep, or the policy of that log"
    )]
    AnotherLog {
        /// The folder.
        folder: String,
        /// The log it holds.
        origin: String,
    },
    /// The policy does not say which log.
    #[error(
        "the policy names {0} logs; a monitor looks at one\n  hint: write a policy with one log, and start one monitor for each"
    )]
    NotOneLog(usize),
    /// Nothing to look at.
    #[error("there is no place to look at\n  hint: name a folder or an address, or write one behind the log's key in the policy")]
    NoSource,
    /// A source is the mirror itself.
    #[error("{0} is the mirror itself\n  hint: name where the log is, and with --keep another folder for the mirror")]
    Itself(String),
}

/// A monitor of one log.
pub struct Monitor {
    policy: Policy,
    key: PublicKey,
    sources: Vec<Source>,
    within: u64,
    mirror: Mirror,
    claims: Claims,
    sizes: Sizes,
}

impl Monitor {
    /// A monitor that keeps its mirror in a folder and all it has to remember. Cosignatures older than `within` seconds count as old.
    pub fn open(keep: &Path, policy: Policy, sources: Vec<Source>, within: u64) -> Result<Self, MonitorError> {
        let mut keys = policy.logs.iter().map(|(key, _)| key);
        let key = keys.next().ok_or(MonitorError::NotOneLog(0))?.clone();
        if keys.any(|other| other.name() != key.name()) {
            return Err(MonitorError::NotOneLog(policy.logs.len()));
        }
        if sources.is_empty() {
            return Err(MonitorError::NoSource);
        }
        let mirror = Mirror::open(keep, &policy)?;
        if let Some(itself) = sources.iter().find(|source| mirror.is(source)) {
            return Err(MonitorError::Itself(itself.to_string()));
        }
        let claims = Claims::open(&mirror)?;
        let sizes = Sizes::open(&mirror)?;
        Ok(Self { policy, key, sources, within, mirror, claims, sizes })
    }

    /// How many entries the mirror has.
    pub fn size(&self) -> u64 {
        self.mirror.tree().size()
    }

    /// Looks once. `now` is in seconds since 1970. What it finds is about the log and its sources; what goes wrong with our own folder
    /// is the error.
    pub fn look(&mut self, now: u64) -> Result<Vec<Finding>, MonitorError> {
        let mut findings = self.kept_proofs();
        let rules = Freshness { now, within: self.within };
        let sources = self.sources.clone();
        let known = self.mirror.latest().cloned();
        let shown = |source| look(source, &self.policy, (rules, known.as_ref()), &mut findings);
        let mut views: Vec<View<'_>> = sources.iter().filter_map(shown).collect();
        // Everything the log signed is remembered before anything is asked of it.
        for view in &views {
            self.claims.remember(&self.mirror, view.seen())?;
            findings.extend(self.sizes.back(&view.source.to_string(), view.shown.checkpoint.size));
        }
        self.sizes.save(&self.mirror)?;
        self.claims.compare(&self.mirror)?;
        // First what may enter, from the smallest up: then each later tree is held against all earlier ones.
        views.sort_by_key(|view| (!view.judgement.accepted(), view.shown.checkpoint.size));
        for view in &views {
            self.mirror.clear_incoming()?;
            findings.extend(self.view(view)?);
        }
        self.mirror.clear_incoming()?;
        self.claims.settle(&self.mirror)?;
        let open: Vec<&Source> = views.iter().map(|view| view.source).collect();
        evidence::fetch(&mut self.mirror, &open, &mut findings)?;
        findings.extend(self.claims.told());
        findings.sort_by(|a, b| a.source.cmp(&b.source).then(a.kind.cmp(&b.kind)));
        Ok(findings)
    }

    /// What one source shows, held against all that is known.
    fn view(&mut self, view: &View<'_>) -> Result<Vec<Finding>, KeepError> {
        let (size, root) = view.shown.state();
        if let (Some(here), Some(latest)) = (self.mirror.tree().root_at(size), self.mirror.latest().cloned()) {
            return if here == root { self.known(view) } else { self.fork_below(view, &latest) };
        }
        match grow(view.source, &self.mirror, size) {
            Ok(grown) if grown.tree.root() == root => self.continued(view, grown),
            Ok(_) => self.investigate(view, "its entries do not give the root of its checkpoint"),
            Err(Trouble::Entry(number)) => self.investigate(view, &format!("entry {number} is not the one seen before")),
            Err(Trouble::Files(why)) => self.investigate(view, &why),
            Err(Trouble::Source(error)) => Ok(vec![unreachable(view.source, &error)]),
            Err(Trouble::Own(error)) => Err(error),
        }
    }

    /// The source shows what the mirror has, or the beginning of it.
    fn known(&mut self, view: &View<'_>) -> Result<Vec<Finding>, KeepError> {
        let size = view.shown.checkpoint.size;
        if size < self.size() {
            self.mirror.keep_earlier(&view.shown)?;
            let words = format!("{size} entries, the first of the {} known", self.size());
            return Ok(vec![Finding::at(Kind::Behind, view.source, words)]);
        }
        // Newer cosignatures take the place of older ones, but not those of a day that has not come.
        let better = self.mirror.latest().is_some_and(|latest| {
            let kept = self.policy.judge(&latest.note);
            view.judgement.newest > kept.newest || !view.rules.fresh_enough(&latest.note, &self.policy)
        });
        if better && view.judgement.accepted() && view.rules.fresh_enough(&view.shown.note, &self.policy) {
            self.mirror.sign(&view.shown)?;
        }
        Ok(vec![self.holds(view, "none new")])
    }

    /// The source shows fewer entries than the mirror has, and not the first of them.
    fn fork_below(&mut self, view: &View<'_>, latest: &Shown) -> Result<Vec<Finding>, KeepError> {
        // The two checkpoints say it all. Which entry it is, the source may tell or not.
        let (size, root) = view.shown.state();
        let theirs = of_hashes(view.source, size).ok().filter(|tree| tree.root() == root);
        let differ = theirs.and_then(|tree| first_difference(&tree, self.mirror.tree()));
        self.claims.contradict(&self.mirror, self.mirror.tree(), [view.seen(), Seen::in_mirror(latest)], differ)?;
        Ok(Vec::new())
    }

    /// The source's entries continue the mirror and give the root it signed.
    fn continued(&mut self, view: &View<'_>, grown: Grown) -> Result<Vec<Finding>, KeepError> {
        let known = self.size();
        let mut findings = Vec::new();
        match wrong_tile(view.source, &grown.tree, known) {
            Ok(None) => {}
            Ok(Some(why)) => findings.push(Finding::at(
                Kind::DoesNotAddUp,
                view.source,
                format!("{why}; the entries themselves are those of its checkpoint"),
            )),
            Err(Trouble::Own(error)) => return Err(error),
            Err(Trouble::Source(error)) => findings.push(unreachable(view.source, &error)),
            Err(_) => {}
        }
        let one_history = self.claims.hold(&self.mirror, &grown.tree, &view.seen())?;
        let new = grown.tree.size() - known;
        if view.judgement.accepted() {
            self.mirror.enter(grown, &view.shown, &self.key.to_string())?;
            if one_history && findings.is_empty() {
                findings.push(self.holds(view, &format!("{new} new")));
            }
        }
        Ok(findings)
    }

    /// What the source serves is not what it signed, or not what was seen before: its leaf hashes tell which.
    fn investigate(&mut self, view: &View<'_>, seen: &str) -> Result<Vec<Finding>, KeepError> {
        let (size, root) = view.shown.state();
        let does_not_add_up = |why: &str| {
            let words = format!("what it serves is not what its checkpoint of {size} entries says: {why}");
            Ok(vec![Finding::at(Kind::DoesNotAddUp, view.source, words)])
        };
        let tree = match of_hashes(view.source, size) {
            Ok(tree) if tree.root() == root => tree,
            Ok(_) => return does_not_add_up(&format!("{seen}; nor do its hashes of them give the root")),
            Err(Trouble::Files(why)) => return does_not_add_up(&format!("{seen}; {why}")),
            Err(Trouble::Source(error)) => return Ok(vec![unreachable(view.source, &error)]),
            Err(Trouble::Own(error)) => return Err(error),
            Err(Trouble::Entry(_)) => return does_not_add_up(seen),
        };
        let one_history = self.claims.hold(&self.mirror, &tree, &view.seen())?;
        let Some(latest) = self.mirror.latest().cloned() else { return does_not_add_up(seen) };
        if tree.root_at(latest.checkpoint.size) == Some(latest.checkpoint.root) {
            return if one_history { does_not_add_up(seen) } else { Ok(Vec::new()) };
        }
        let differ = first_difference(&tree, self.mirror.tree());
        self.claims.contradict(&self.mirror, &tree, [Seen::in_mirror(&latest), view.seen()], differ)?;
        Ok(Vec::new())
    }

    fn holds(&self, view: &View<'_>, new: &str) -> Finding {
        let seen = match view.judgement.witnessed.as_slice() {
            [] => String::new(),
            names => format!("; seen by {}", names.join(", ")),
        };
        Finding::at(Kind::Holds, view.source, format!("{} entries, {new}{seen}", view.shown.checkpoint.size))
    }

    /// What was proven once stays proven, however well the log behaves afterwards.
    fn kept_proofs(&self) -> Vec<Finding> {
        let folder = self.mirror.folder().path().join("conflicts");
        let count = std::fs::read_dir(&folder).map_or(0, Iterator::count);
        if count == 0 {
            return Vec::new();
        }
        let words = format!(
            "{} has shown two histories: {count} {} kept in {}\n  hint: when everybody concerned knows, move them to another place; until then this is said at every look",
            self.key.name(),
            if count == 1 { "proof is" } else { "proofs are" },
            folder.display()
        );
        vec![Finding::of_log(Kind::ProofKept, words)]
    }
}
