use rules::{Book, Chapter, Reading, Switches};
use std::collections::BTreeMap;

/// How the open questions of law are read: one choice for each question that is not read by default.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Profile {
    /// The profile of the book that was named, if one was.
    pub name: Option<String>,
    /// The choices made one by one.
    pub choices: BTreeMap<String, String>,
    /// The letter in force for each question, those of the named profile counted.
    read: BTreeMap<String, String>,
}

impl Profile {
    /// A profile of the book by its name, choices made one by one, or both: a single choice goes before the profile. What the book
    /// does not know or compute is refused in a sentence that says what is allowed.
    pub fn of(book: &Book, name: Option<&str>, choices: &[(String, String)]) -> Result<Profile, String> {
        let mut read: BTreeMap<String, String> = BTreeMap::new();
        if let Some(name) = name {
            let named = || book.chapters().flat_map(|c| c.profiles.iter());
            if !named().any(|profile| profile.id == name) {
                let ids: std::collections::BTreeSet<&str> = named().map(|profile| profile.id.as_str()).collect();
                let ids: Vec<&str> = ids.into_iter().collect();
                return Err(format!("there is no profile \"{name}\" in the book; allowed: {}", ids.join(", ")));
            }
            read.extend(named().filter(|profile| profile.id == name).flat_map(|profile| profile.choices.iter().cloned()));
        }
        for (id, letter) in choices {
            check(book, id, letter)?;
            read.insert(id.clone(), letter.clone());
        }
        Ok(Profile { name: name.map(str::to_owned), choices: choices.iter().cloned().collect(), read })
    }

    /// Whether every question is read by default.
    pub fn is_default(&self) -> bool {
        self.read.is_empty()
    }

    /// The letter by which a question is read.
    pub fn letter<'a>(&'a self, reading: &'a Reading) -> &'a str {
        let chosen = self.read.get(&reading.id).filter(|letter| reading.computed.contains(letter));
        chosen.unwrap_or(&reading.default)
    }

    /// The questions of a chapter that are not read by default.
    pub fn departs<'a>(&'a self, chapter: &'a Chapter) -> impl Iterator<Item = &'a Reading> {
        chapter.readings.iter().filter(|reading| self.letter(reading) != reading.default)
    }

    /// The switches that are turned for a chapter.
    pub(crate) fn turned(&self, chapter: &Chapter) -> Switches {
        let turned = |reading: &Reading| rules::Switch::of(&reading.id).filter(|s| self.letter(reading) == s.letter(true));
        chapter.readings.iter().filter_map(turned).collect()
    }

    /// The choices as they stand in an address or on the command line: `AMB-05:A,AMB-27:B`.
    pub fn told(&self) -> String {
        let pairs: Vec<String> = self.choices.iter().map(|(id, letter)| format!("{id}:{letter}")).collect();
        pairs.join(",")
    }
}

fn check(book: &Book, id: &str, letter: &str) -> Result<(), String> {
    let readings = || book.chapters().flat_map(|c| c.readings.iter());
    let computed = || {
        let ids: std::collections::BTreeSet<&str> = readings().filter(|r| r.switch().is_some()).map(|r| r.id.as_str()).collect();
        ids.into_iter().collect::<Vec<_>>().join(", ")
    };
    let of_id: Vec<&Reading> = readings().filter(|reading| reading.id == id).collect();
    if of_id.is_empty() {
        return Err(format!("there is no reading {id} in the book; allowed: {}", computed()));
    }
    let Some(reading) = of_id.into_iter().find(|reading| reading.switch().is_some()) else {
        return Err(format!("{id} is told and not computed; allowed: {}", computed()));
    };
    if !reading.computed.iter().any(|known| known == letter) {
        return Err(format!("{id} is not computed by the reading \"{letter}\"; allowed: {}", reading.computed.join(", ")));
    }
    Ok(())
}
