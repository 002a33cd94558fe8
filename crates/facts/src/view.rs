use crate::{Day, Fact, Kind, Register, State, Treaty};

/// What the register held, as known by a day; `entries` pins the ledger's size, so that a citation stays what its reader saw.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The register looked at.
    pub register: &'a Register,
    /// Facts known by this day, the day itself included.
    pub known_by: Day,
    /// Entries of the ledger up to this number.
    pub entries: u32,
}

impl<'a> View<'a> {
    /// The same view of the ledger's first `entries` entries.
    pub fn pinned(self, entries: u32) -> Self {
        View { entries, ..self }
    }

    /// The facts of one kind about one State, by period, day and entry.
    pub fn facts(self, treaty: Treaty, state: State, kind: Kind) -> impl Iterator<Item = &'a Fact> {
        self.at(treaty, Some(state), kind)
    }

    /// The facts of several kinds about one State.
    pub fn of_kinds(self, treaty: Treaty, state: State, kinds: &[Kind]) -> Vec<&'a Fact> {
        kinds.iter().flat_map(|k| self.facts(treaty, state, *k)).collect()
    }

    /// The meetings and other facts about no State.
    pub fn about_no_state(self, treaty: Treaty, kind: Kind) -> impl Iterator<Item = &'a Fact> {
        self.at(treaty, None, kind)
    }

    /// Every fact held in this view about one State and treaty.
    pub fn all_of(self, treaty: Treaty, state: State) -> Vec<&'a Fact> {
        let group = self.register.group(treaty, Some(state)).into_iter();
        group.flat_map(|group| self.register.held(group, group.facts(), self)).collect()
    }

    /// Every fact of one kind, of all States, in the order of States.
    pub fn of_all_states(self, treaty: Treaty, kind: Kind) -> impl Iterator<Item = &'a Fact> {
        self.register.groups(treaty).flat_map(move |(_, group)| self.register.of_kind(group, kind, self))
    }

    fn at(self, treaty: Treaty, state: Option<State>, kind: Kind) -> impl Iterator<Item = &'a Fact> {
        self.register.group(treaty, state).into_iter().flat_map(move |group| self.register.of_kind(group, kind, self))
    }
}
