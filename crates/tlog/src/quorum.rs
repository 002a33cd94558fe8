//! The quorum: which witnesses together are enough. Source: C2SP tlog-policy.

use std::collections::BTreeSet;

/// So many of these members are enough.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) needed: usize,
    /// Names of witnesses, and of groups that stand before this one.
    pub(crate) members: Vec<String>,
}

/// The groups in the order of the file, and the name of the one, or of the witness, that decides. Without a name nobody is needed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Quorum {
    pub(crate) groups: Vec<Group>,
    pub(crate) decides: Option<String>,
}

impl Quorum {
    /// Whether these witnesses are enough. A group knows only of those before it, so that one walk through the file answers.
    pub(crate) fn reached<'a>(&'a self, witnessed: impl IntoIterator<Item = &'a str>) -> bool {
        let Some(decides) = &self.decides else { return true };
        let mut seen: BTreeSet<&str> = witnessed.into_iter().collect();
        for group in &self.groups {
            if group.members.iter().filter(|member| seen.contains(member.as_str())).count() >= group.needed {
                seen.insert(&group.name);
            }
        }
        seen.contains(decides.as_str())
    }

    /// How many of how many witnesses are needed, where that is the whole rule.
    pub(crate) fn needs(&self) -> Option<(usize, usize)> {
        let Some(decides) = &self.decides else { return Some((0, 0)) };
        let is_group = |name: &String| self.groups.iter().find(|group| group.name == *name);
        match is_group(decides) {
            None => Some((1, 1)),
            Some(group) if group.members.iter().any(|member| is_group(member).is_some()) => None,
            Some(group) => Some((group.needed, group.members.len())),
        }
    }
}
